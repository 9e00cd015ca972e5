"""Roles in invented sentences, as the codebook of docs/methods/actors.md has them: read and counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.errors import InputError
from framing.lexicons.role_patterns import ROLES, own_patterns, read_patterns
from framing.measures.actors import ActorList
from framing.measures.relations import Relations
from framing.measures.roles import Roles, annotators, measures
from framing.measures.spec import NONE, Found
from framing.measures.verb_classes import CLASSES
from framing.study import Actor
from framing.text.build import build

ACTORS = tuple(Actor(name=name) for name in ("Norland", "Sudria", "Ostrel"))

SENTENCES = {
    "Sudria was attacked by Norland.": {("Norland", "aggressor"), ("Sudria", "victim")},
    "Norland's invasion of Sudria failed.": {("Norland", "aggressor"), ("Sudria", "victim")},
    "Norland annexed Sudria.": {("Norland", "aggressor"), ("Sudria", "victim")},
    "Norland might annex Sudria.": {("Norland", "threat"), ("Sudria", "victim")},
    "Norland could attack Sudria.": {("Norland", "threat"), ("Sudria", "victim")},
    "Norland threatens Sudria.": {("Norland", "threat"), ("Sudria", "victim")},
    "Sudria fears the threat from Norland.": {("Norland", "threat")},
    "The threat of Norland grows.": {("Norland", "threat")},
    "The threat of strikes against Norland grows.": {("Norland", "victim")},
    "Norland struck a balance.": set(),
    "Norland did not attack Sudria.": set(),
    "Norland will defend Sudria.": {("Norland", "protector")},
    "Norland deters Ostrel.": {("Norland", "protector")},
    "Norland defended its long northern borders.": set(),
    "Norland fights poverty.": set(),
    "Norland fights Sudria.": {("Norland", "aggressor"), ("Sudria", "victim")},
    "Norland and Sudria signed a pact.": {("Norland", "partner"), ("Sudria", "partner")},
    "Norland signed a decree.": set(),
    "Norland met with Sudria in May.": {("Norland", "partner"), ("Sudria", "partner")},
    "Norland supplied Sudria with grain.": {("Norland", "partner"), ("Sudria", "partner")},
    "Norland may supply Sudria with grain.": set(),
    "Norland sanctioned Sudria.": set(),
}


def _found(text: str, more: Found | None = None, patterns: Path | None = None) -> Found:
    batch = build([segment(Document(id="1", text=text))])
    found = ActorList(ACTORS)(batch, [])
    found += Relations()(batch, found)
    found += [more] if more is not None else []
    return Roles(read_patterns(patterns) if patterns else own_patterns())(batch, found)[0]


def _told(role: Found) -> list[tuple[str, str, str]]:
    rows = zip(role.actor if role.actor is not None else [], role.label, role.entry, strict=True)
    return [(role.actors[actor], role.labels[label], role.entries[entry]) for actor, label, entry in rows]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_roles_are_those_of_the_codebook(sentence: str) -> None:
    assert {(actor, role) for actor, role, _ in _told(_found(sentence))} == SENTENCES[sentence]


def test_evidence_leads_to_its_relation() -> None:
    text = "Sudria was attacked by Norland."
    role = _found(text)
    assert _told(role) == [("Norland", "aggressor", "attack"), ("Sudria", "victim", "attack")]
    assert [text[a:b] for a, b in zip(role.start, role.end, strict=True)] == ["attacked", "attacked"]
    assert [(link.source.tolist(), link.target.tolist(), link.layer) for link in role.links] == [([0, 1], [0, 0], "relation")]


def test_labels_cast_by_their_noun_or_any_word() -> None:
    one = np.zeros(3, np.int32)
    entries = ("rogue state", "close ally", "ally city")
    label = Found(
        "label", "labels-english", one, one, one + 7, one, ("modifier",), one + 1, np.arange(3, dtype=np.int32), entries
    )
    label = Found(
        **{name: getattr(label, name) for name in label.__dataclass_fields__} | {"actor": one, "actors": ("Norland",)}
    )
    assert _told(_found("Norland met nobody.", label)) == [("Norland", "threat", "rogue"), ("Norland", "partner", "ally")]


def test_a_study_may_have_patterns_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_text("by,entry,part,reality,with,role\nclass,sanction,patient,fact,any,victim\n", encoding="utf-8")
    role = _found("Norland sanctioned Sudria.", patterns=own)
    assert _told(role) == [("Sudria", "victim", "sanction")]
    assert role.instrument.startswith("relations-english, mine.csv (")
    assert role.links == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("by,entry,part,reality,with\n", "has no column by"),
        ("by,entry,part,reality,with,role\nclass,attack,agent,fact,any,hero\n", "line 2: role is"),
        ("by,entry,part,reality,with,role\nclass,,agent,fact,any,threat\n", "line 2: entry is empty"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_patterns(path)


def test_patterns_name_classes_that_there_are() -> None:
    assert set(own_patterns().entries("class")) <= set(CLASSES)


def test_each_role_is_a_measure() -> None:
    assert annotators(None) == []
    assert measures(None) == []
    assert len(ROLES) == len(set(ROLES))


def test_no_relations_give_no_rows() -> None:
    role = _found("Nobody came.")
    assert len(role.start) == 0
    assert NONE not in role.label
