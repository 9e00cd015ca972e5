"""Punctuation between words, held against plain patterns on the text between them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document, Section
from framing.measures.marks import Marks
from framing.text.batch import Batch
from framing.text.build import build

PARTS = re.compile(r'[,;:()\[\]"–—]|--')
GLUE = [" ", ", ", "; ", ": ", ' "', '" ', ' ("', '," ', " – ", " — ", " -- ", " (", ") ", ") (", '."  ', "'s ", "' "]


def batch(text: str) -> Batch:
    section = Section("01", "lead", 0, "", 0, len(text))
    return build([Document(id="1", text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))])


@given(st.lists(st.sampled_from(GLUE), min_size=1, max_size=8))
def test_a_gap_is_where_a_mark_stands_between_two_words(glue: list[str]) -> None:
    text = "".join(f"word{mark}" for mark in glue) + "end"
    built = batch(text)
    words = np.arange(1, len(built.words.start), dtype=np.int32)
    between = [text[a:b] for a, b in zip(built.words.end[words - 1], built.words.start[words], strict=True)]
    assert Marks(built).gap(words).tolist() == [bool(PARTS.search(each)) for each in between]


@pytest.mark.parametrize(
    ("text", "quote", "unquote", "possessive"),
    [
        ("He said “no” again", [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]),
        ("“Never,” she said", [1, 0, 0], [0, 1, 0], [0, 0, 0]),
        ("Lee’s remarks angered ministers’ aides", [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 1, 0, 0, 1]),
    ],
)
def test_quotation_marks_and_possessives(text: str, quote: list[int], unquote: list[int], possessive: list[int]) -> None:
    built = batch(text)
    words, marks = np.arange(len(built.words.start), dtype=np.int32), Marks(built)
    assert marks.quote(words).astype(int).tolist() == quote
    assert marks.unquote(words).astype(int).tolist() == unquote
    assert marks.possessive(words).astype(int).tolist() == possessive


def test_no_words_have_no_marks() -> None:
    built = build([])
    assert Marks(built)._edges[0].shape == (0, 2)
