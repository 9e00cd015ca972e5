"""Sentence ends, by hand and against NLTK's Punkt."""

from __future__ import annotations

import bisect
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framing.text.build import build
from framing.text.sentences import STARTERS, abbreviations

Read = Callable[..., Any]


@pytest.mark.parametrize(
    "text",
    [
        "He met Gen. Lee and Sen. Poe at 5 p.m. on Jan. 5.|They talked.",
        "The U.S. army left.|It was late.",
        "It lies in the U.S.|The army left.",
        "George H.W. Bush and J.D. Vance met J. Lee.|They talked.",
        "“Why?”|He left.",
        "He said “no.”|He left.",
        "(He left.)|They stayed.",
        "He asked “Why?”, and left.",
        "He waited... and left.|So did she.",
        "He waited...|But she left.",
        "See No. 5 on the list.|He said No.|They left.",
        "He sat.|They left.",
        "Inc. and Corp. were listed.",
        "It rose 3.5 percent in 2016.|Sales fell.",
        "1. Buy bread.",
        "Ends at once!?|Yes.",
        "See p. 5 of Roe v. Wade.|William P. Lee did.",
        "“Why?” she asked.|“Because!” he said.",
        "He left .|She stayed .",
        "`` He spoke . ''|She stayed .",
        "``We will go . ''|She stayed .",
        "He spoke .|`` She stayed , '' he said .",
        "From A to Z.”|“Next one.”",
        "The vote was close . . . and then it ended.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(read: Read, text: str) -> None:
    assert read(text.replace("|", " ")).sentences == text.split("|")


def test_blocks_are_never_crossed(read: Read) -> None:
    assert read("No stop here\nNor here").sentences == ["No stop here", "Nor here"]


def test_a_heading_is_one_sentence(read: Read) -> None:
    found = read("Why? Because. Yes.\nHe left. She stayed.", headings=[0])
    assert found.sentences == ["Why? Because. Yes.", "He left.", "She stayed."]
    assert found.batch.sentences.heading.tolist() == [True, False, False]


def test_no_sentence_without_words(read: Read) -> None:
    found = read("... He left. ??? !!!\n* * *\nShe stayed.")
    assert found.sentences == ["... He left. ??? !!!", "She stayed."]
    assert (found.batch.sentences.words > 0).all()


AGREEMENT = 0.99
"""Share of boundaries on which we and Punkt agree; what remains is listed in docs/methods/text.md."""


class _Listed(set[str]):
    """Our abbreviations as Punkt's, with the rule for letters between full stops."""

    def __contains__(self, word: object) -> bool:
        return super().__contains__(word) or re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])+", str(word)) is not None


def test_decisions_are_punkts(shared: Path, make: Callable[..., Any]) -> None:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types, parameters.sent_starters = _Listed(abbreviations()), set(STARTERS)
    punkt = PunktSentenceTokenizer(parameters)
    with gzip.open(shared / "corpus" / "scale" / "allsides-10k.jsonl.gz", "rt", encoding="utf-8") as lines:
        batch = build([make(json.loads(line)["text"], str(n)) for n, line in zip(range(500), lines, strict=False)])
    assert len(batch.sentences) >= 20_000
    theirs = differ = 0
    for number, document in enumerate(batch.documents):
        own = batch.sentences.start[batch.sentences.document == number].tolist()
        for block in document.blocks:
            spans = punkt.span_tokenize(batch.normal[number][block.start : block.end])
            starts = {block.start + a for a, _ in spans}
            theirs += len(starts)
            differ += len(starts ^ set(own[bisect.bisect_left(own, block.start) : bisect.bisect_left(own, block.end)]))
    print(f"{len(batch.sentences)} sentences, {theirs} by Punkt, {differ} boundaries differ")
    assert 1 - differ / theirs >= AGREEMENT
