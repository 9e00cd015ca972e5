"""Predicates get the class of their verb or noun of event."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Block, Document
from framing.lexicons import load
from framing.measures.spec import NONE, Found
from framing.measures.verb_classes import CLASSES, Predicates, classed, classes, entries_of, responsible
from framing.text.batch import Batch
from framing.text.build import build

ROWS = load("verb-classes").entries


def batch_of(text: str) -> Batch:
    return build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])


def relation(text: str, *predicates: tuple[str, str, str]) -> Found:
    """Give evidence of (form in the text, lemma, construction)."""
    lemmas = tuple(lemma for _, lemma, _ in predicates)
    start = np.array([text.index(form) for form, _, _ in predicates], np.int32)
    end = start + np.array([len(form) for form, _, _ in predicates], np.int32)
    size = len(predicates)
    zero = np.zeros(size, np.int32)
    return Found(
        layer="relation",
        instrument="relations-english",
        sentence=zero,
        start=start,
        end=end.astype(np.int32),
        label=zero,
        labels=("",),
        value=zero + 1,
        entry=np.arange(size, dtype=np.int32),
        entries=lemmas,
        actor=np.full(size, NONE, np.int32),
        columns={"construction": [construction for _, _, construction in predicates]},
    )


def labels(text: str, *predicates: tuple[str, str, str]) -> list[str]:
    found = classed(batch_of(text), relation(text, *predicates))
    return [found.labels[label] for label in found.label]


def test_each_entry_has_one_class_that_is_defined() -> None:
    keys = [(row["entry"], row["kind"]) for row in ROWS]
    assert len(keys) == len(set(keys))
    assert {row["class"] for row in ROWS} == set(CLASSES)
    assert {row["kind"] for row in ROWS} == {"verb", "noun"}
    assert {row["responsible"] for row in ROWS} == {"0", "1"}


def test_entries_are_lemmas_in_lower_case() -> None:
    assert all(row["entry"] == row["entry"].lower() for row in ROWS)


@pytest.mark.parametrize(
    ("entry", "kind", "name"),
    [
        ("invade", "verb", "attack"),
        ("assistance", "noun", "help"),
        ("supply", "verb", "supply"),
        ("talks", "noun", "talk"),
        ("exercise", "noun", "arm"),
        ("sanction", "verb", "sanction"),
        ("warn", "verb", "threaten"),
        ("deter", "verb", "counter"),
    ],
)
def test_plain_cases(entry: str, kind: str, name: str) -> None:
    assert classes(kind)[entry] == name


def test_who_forces_provokes_or_causes_is_responsible_and_who_rules_is_not() -> None:
    assert {"force", "provoke", "cause", "compel", "trigger", "prompt"} <= responsible("verb")
    assert not {"rule", "control", "say", "attack"} & responsible("verb")


def test_a_verb_and_a_noun_of_one_form_are_looked_up_apart() -> None:
    text = "Norland trades barbs; the trade stopped"
    assert labels(text, ("trades", "trade", "clause"), ("trade ", "trade", "nominal")) == ["cooperate", "cooperate"]
    assert labels("They visit us", ("visit", "visit", "nominal"), ("visit", "visit", "clause")) == ["talk", "talk"]
    assert labels("They deploy", ("deploy", "deploy", "nominal")) == [""]


def test_a_particle_behind_the_verb_belongs_to_it() -> None:
    assert labels("Norland cut off Sudria", ("cut", "cut", "clause")) == ["sanction"]
    assert labels("Norland cut Sudria", ("cut", "cut", "clause")) == ["other"]
    assert labels("Norland must cut", ("cut", "cut", "clause")) == ["other"]


def test_a_particle_in_the_next_sentence_does_not() -> None:
    text = "They cut. Off they went."
    assert labels(text, ("cut", "cut", "clause")) == ["other"]


def test_an_unlisted_verb_has_no_class() -> None:
    assert labels("Norland blorbs Sudria", ("blorbs", "blorb", "clause")) == [""]


def test_capitals_do_not_matter() -> None:
    assert labels("ATTACK", ("ATTACK", "ATTACK", "clause")) == ["attack"]


def test_no_predicates_give_nothing() -> None:
    nothing = relation("")
    assert len(classed(build([]), nothing).label) == 0
    assert entries_of(build([]), Predicates.of(nothing), ("give",), ()) == []
