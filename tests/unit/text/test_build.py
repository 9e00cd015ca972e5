"""Documents to batches: what is kept, what is left out, who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from framing.corpus.documents import Block, Document
from framing.text.build import build

Read = Callable[..., Any]


def test_nothing_gives_no_rows() -> None:
    for documents in ([], [Document(id="1", text=None)], [Document(id="1", text="No blocks.")], [Document(id="1", text="")]):
        batch = build(documents)
        assert len(batch.sentences) == len(batch.words.type) == len(batch.chunks.type) == 0
        assert batch.sentences.first_word.tolist() == batch.sentences.first_chunk.tolist() == [0]


def test_a_withheld_document_between_others(make: Callable[..., Document]) -> None:
    batch = build([make("One.", "a"), Document(id="b", text=None), make("Two words.", "c")])
    assert batch.sentences.document.tolist() == [0, 2]
    assert batch.sentences.words.tolist() == [1, 2]
    assert batch.normal[1] == ""


def test_furniture_is_left_out() -> None:
    text = "Share this\nHe left. She stayed.\nLeave a reply"
    batch = build([Document(id="1", text=text, blocks=(Block(11, 31, 3, False),))])
    assert [text[a:b] for a, b in zip(batch.sentences.start, batch.sentences.end, strict=True)] == ["He left.", "She stayed."]
    assert batch.sentences.section.tolist() == [3, 3]
    assert batch.sentences.number.tolist() == [0, 1]


def test_no_letters_at_all(read: Read) -> None:
    assert read("*** --- …\n😀").sentences == []


def test_words_in_quotation_marks_are_counted(read: Read) -> None:
    batch = read("“We will never agree to any of this,” he said. He went home without a word. He said “we will go.”").batch
    assert batch.sentences.quoted.tolist() == [8, 0, 3]


def test_sums_run_over_sentences(read: Read) -> None:
    batch = read("A Russia-led plan. Two.\nThree, four.").batch
    counted = [
        int((~batch.words.joined[a:b]).sum())
        for a, b in zip(batch.sentences.first_word[:-1], batch.sentences.first_word[1:], strict=True)
    ]
    assert counted == batch.sentences.words.tolist() == [3, 1, 2]
    assert np.array_equal(batch.words.sentence, batch.chunks.sentence[batch.words.chunk])


def test_marks_without_a_word_join_the_sentence_that_follows() -> None:
    text = "“? ! Leave a reply !"
    batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
    assert (batch.sentences.words.tolist(), batch.sentences.quoted.tolist()) == ([3], [3])
