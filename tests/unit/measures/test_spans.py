"""Candidates asked about the words around them, held against the words of their sentence one by one."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.context import Context, members
from framing.measures.spans import Spans
from framing.text.build import build

TEXT = "To sail by night, they said, was to risk it. By dawn the crew had rowed to shore. He slept."


@pytest.fixture
def spans() -> Spans:
    section = Section("01", "lead", 0, "", 0, len(TEXT))
    blocks = (Block(0, len(TEXT), 0, heading=False),)
    batch = build([Document(id="1", text=TEXT, sections=(section,), blocks=blocks)])
    words = np.arange(len(batch.words.type), dtype=np.int32)
    return Spans(Context(batch), words, words)


def _neighbours(spans: Spans, n: int) -> list[str | None]:
    words = spans.context.batch.words
    forms, sentences = words.types.take(words.type).to_pylist(), words.sentence.tolist()
    places = range(n, len(forms) + n)
    inside = [0 <= place < len(forms) and sentences[place] == sentences[place - n] for place in places]
    return [forms[place] if there else None for place, there in zip(places, inside, strict=True)]


@pytest.mark.parametrize("n", [-3, -2, -1, 1, 2, 3])
def test_a_neighbour_is_sought_in_the_sentence_alone(spans: Spans, n: int) -> None:
    expected = _neighbours(spans, n)
    assert spans.reaches(n).tolist() == [word is not None for word in expected]
    assert spans.classed(n, "to", "by").tolist() == [word in ("to", "by") for word in expected]
    assert spans.told(n, spans.context.past).tolist() == [bool(word and word.endswith("ed")) for word in expected]


def test_any_of_the_words_within_reach_will_do(spans: Spans) -> None:
    near = [_neighbours(spans, n) for n in (-1, -2)]
    assert spans.preceded("to", within=2).tolist() == ["to" in words for words in zip(*near, strict=True)]
    near = [_neighbours(spans, n) for n in (1, 2)]
    assert spans.followed("to", within=2).tolist() == ["to" in words for words in zip(*near, strict=True)]
    assert spans.opens().sum() == 3


def test_what_was_looked_up_is_not_kept_for_a_part_of_the_candidates(spans: Spans) -> None:
    whole, chosen = spans.classed(-1, "to"), np.array([8, 2])
    assert spans[chosen].classed(-1, "to").tolist() == whole[chosen].tolist()


def test_no_word_is_of_no_class() -> None:
    assert not members("to", "by", "break")[-1]
