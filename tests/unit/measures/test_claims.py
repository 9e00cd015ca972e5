"""Claims without a source: which sentences claim, and which of them name nobody."""

from __future__ import annotations

import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.claims import Claims
from framing.measures.registry import annotate, annotators
from framing.text.build import build


def claims(text: str) -> list[str]:
    """Give the label of every claim of a text."""
    section = Section("01", "lead", 0, "", 0, len(text))
    batch = build([Document(id="1", text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))])
    [found] = [each for each in annotate(batch, annotators(None)) if each.layer == "claim"]
    return [found.labels[label] for label in found.label]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The ship reportedly sank.", ["unsourced"]),
        ("It is believed that the ship sank.", ["unsourced"]),
        ("The ship sank.", []),
        ("The ministry said that the ship had reportedly sunk.", ["sourced"]),
        ("", []),
    ],
)
def test_a_claim_is_hedged_and_its_source_named_or_not(text: str, labels: list[str]) -> None:
    assert claims(text) == labels


def test_without_hedges_and_cues_there_are_no_claims() -> None:
    assert [len(found.start) for found in Claims()(build([]), [])] == [0]
