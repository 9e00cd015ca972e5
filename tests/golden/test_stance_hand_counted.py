"""A miniature article whose hedges, boosters, conditionals, cues and sources were counted by hand."""

from __future__ import annotations

from collections import Counter

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.attribution import Attribution
from framing.measures.hedging import Stance
from framing.text.build import build

# By hand, in order. Lead: "may" (epistemic), "about" (approximator), "whether" (investigation).
# A Risky Bargain: "could" twice, "possibly" (epistemic), "clearly" (booster), "if" (conditional).
# A Done Deal: nothing hedged; "certainly" and "very" (boosters).
# What Is Known: "reportedly", "suggest" (evidential), "believed" (doxastic), "unless" (conditional).
ARTICLE = """Islands sign a fishing pact

The two islands may share about 40 trawlers, the harbour ministry said on Monday. It is an open dispute whether they will.

A Risky Bargain

The pact could raise quotas, and it could, possibly, empty the bay. “We clearly lose if it fails,” said Ana Petrova, a skipper.

A Done Deal

The ships sail on Friday. The quota is certainly fixed, and the fleet is very large, according to officials.

What Is Known

The money was reportedly paid in June. Port records suggest that it was. Two captains are believed to own it, unless it sank.
"""

HEDGES = {
    "01": {"epistemic": 1, "approximator": 1, "investigation": 1},
    "02": {"epistemic": 3},
    "03": {},
    "04": {"evidential": 2, "doxastic": 1},
}
BOOSTERS = {"01": 0, "02": 1, "03": 2, "04": 0}
CONDITIONALS = {"01": 0, "02": 1, "03": 0, "04": 1}
SOURCES = {
    "01": [("speech", "institutional")],
    "02": [("speech", "named")],
    "03": [("speech", "unnamed")],
    "04": [("evidence", "none"), ("evidence", "unnamed"), ("evidence", "none")],
}


@pytest.fixture(scope="module")
def counted() -> dict[str, dict[str, list[str]]]:
    """Labels by layer and section; headings left out."""
    document = segment(Document(id="islands", text=ARTICLE))
    batch = build([document])
    numbers = [section.number for section in document.sections]
    layers: dict[str, dict[str, list[str]]] = {}
    for found in (*Stance()(batch, []), *Attribution()(batch, [])):
        by_section: dict[str, list[str]] = {number: [] for number in numbers}
        for sentence, label in zip(found.sentence, found.label, strict=True):
            if not batch.sentences.heading[sentence]:
                by_section[numbers[batch.sentences.section[sentence]]].append(found.labels[label])
        layers[found.layer] = by_section
    return layers


@pytest.mark.parametrize("section", sorted(HEDGES))
def test_hedges(counted: dict[str, dict[str, list[str]]], section: str) -> None:
    assert Counter(counted["hedge"][section]) == Counter(HEDGES[section])


@pytest.mark.parametrize("section", sorted(BOOSTERS))
def test_boosters_and_conditionals(counted: dict[str, dict[str, list[str]]], section: str) -> None:
    assert len(counted["booster"][section]) == BOOSTERS[section]
    assert len(counted["conditional"][section]) == CONDITIONALS[section]


@pytest.mark.parametrize("section", sorted(SOURCES))
def test_cues_and_sources(counted: dict[str, dict[str, list[str]]], section: str) -> None:
    cues, sources = counted["attribution"][section], counted["source"][section]
    assert sorted(zip(cues, sources, strict=True)) == sorted(SOURCES[section])


def test_a_word_may_be_evidence_in_two_layers(counted: dict[str, dict[str, list[str]]]) -> None:
    assert "evidential" in counted["hedge"]["04"]
    assert "evidence" in counted["attribution"]["04"]
