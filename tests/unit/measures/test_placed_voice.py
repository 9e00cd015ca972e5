"""In whose voice a place is: contents, quotation marks, and who is the source."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.actors import ActorList
from framing.measures.attribution_news import AttributionNews
from framing.measures.attribution_rules import Attribution
from framing.measures.placed_voice import placed_voice
from framing.measures.spec import Annotator
from framing.study import Actor
from framing.text.build import build

ACTORS = ActorList((Actor(name="Norland"), Actor(name="Sudria")))


def told(text: str, words: list[str], finder: Annotator) -> list[tuple[str, str]]:
    batch = build([segment(Document(id="1", text=text))])
    found = ACTORS(batch, [])
    found += finder(batch, found)
    starts = np.array([text.index(word) for word in words], np.int32)
    sentence = (np.searchsorted(batch.sentences.start, starts, side="right") - 1).astype(np.int32)
    placed = placed_voice(batch, found, sentence, starts)
    return list(zip(placed.voices(), placed.sources(), strict=True))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The dam broke in Norland.", "broke", ("outlet", "")),
        ("Norland said that the dam was safe.", "safe", ("indirect", "Norland")),
        ("Norland said that the dam was safe.", "said", ("outlet", "")),
        ("Sudria hopes that the dam will hold.", "hold", ("imputed", "Sudria")),
        ("A witness said that Norland fell silent.", "fell", ("indirect", "")),
    ],
)
def test_a_place_has_the_voice_of_its_content(text: str, word: str, expected: tuple[str, str]) -> None:
    assert told(text, [word], AttributionNews()) == [expected]


def test_rules_find_no_contents_so_only_quotation_tells() -> None:
    text = 'Norland said the dam was safe. "The wall will hold for years," said Sudria.'
    assert told(text, ["safe", "hold"], Attribution()) == [("outlet", ""), ("direct", "")]


def test_no_places_give_none() -> None:
    assert told("Norland fell.", [], AttributionNews()) == []
