"""Relations without a parser: phrases told by closed-class words and known verbs."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.actors import ActorList
from framing.measures.relation_patterns import PATTERNS, RelationPatterns
from framing.measures.shallow import shallow
from framing.measures.spec import Found
from framing.study import Actor
from framing.text.batch import Batch
from framing.text.build import build
from framing.text.schemes import RELATIONS

ACTORS = (Actor(name="Arland", adjectives=("Arlandic",)), Actor(name="Borduria", leaders=("Minister Vell",)))


def batch_of(*texts: str) -> Batch:
    return build([segment(Document(id=str(at), text=text)) for at, text in enumerate(texts)])


def relations(text: str) -> list[tuple[str, str, str, str]]:
    """Agent, predicate, patient and marks of each relation."""
    batch = batch_of(text)
    found = RelationPatterns()(batch, ActorList(ACTORS)(batch, []))[0]
    rows = []
    for at in range(len(found.start)):
        names = [str(found.columns[name][at]) for name in ("agent", "patient")]
        marks = [name for name in ("negated", "hypothetical", "passive") if found.columns[name][at]]
        rows.append((names[0], found.entries[found.entry[at]], names[1], " ".join(marks)))
    return rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arland has attacked the port of Borduria.", [("Arland", "attack", "other", "")]),
        ("Arland quietly blamed Borduria.", [("Arland", "blame", "Borduria", "")]),
        ("Borduria was invaded by Arland.", [("Arland", "invade", "Borduria", "passive")]),
        ("Arland did not attack Borduria.", [("Arland", "attack", "Borduria", "negated")]),
        ("Arland may attack Borduria.", [("Arland", "attack", "Borduria", "hypothetical")]),
        ("The storm over Arland damaged Borduria.", [("other", "damage", "Borduria", "")]),
        (
            "Arland, which praised Borduria, has attacked the island.",
            [("Arland", "praise", "Borduria", ""), ("Arland", "attack", "other", "")],
        ),
        (
            "Arland attacked Borduria and blocked its ports.",
            [("Arland", "attack", "Borduria", ""), ("Arland", "block", "other", "")],
        ),
        ("The clouds over Arland are grey.", []),
        ("", []),
    ],
)
def test_who_does_what_to_whom(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert relations(text) == expected


def test_a_noun_of_event_has_its_parties() -> None:
    assert ("Arland", "assistance") in {row[:2] for row in relations("The assistance of Arland to Borduria grew.")}


def test_a_pair_named_by_between_is_no_subject_of_the_verb_behind() -> None:
    agents = {row[:2] for row in relations("The war between Arland and Borduria has damaged the harbour.")}
    assert ("Arland", "damage") not in agents
    assert ("Borduria", "damage") not in agents


def test_every_mention_takes_part_or_is_idle() -> None:
    batch = batch_of("Arland attacked the islands. Borduria is calm.")
    found: list[Found] = ActorList(ACTORS)(batch, [])
    part = RelationPatterns()(batch, found)[1]
    assert [(part.actors[a], part.labels[p]) for a, p in zip(part.actor, part.label, strict=True)] == [  # type: ignore[arg-type]
        ("Arland", "agent"),
        ("Borduria", "neither"),
    ]
    assert part.instrument == PATTERNS


def test_trees_are_trees() -> None:
    text = "Had Arland, which few trust, not said that it won't sign by May what Borduria's envoys wrote? Nobody knows."
    batch = batch_of(text)
    found = shallow(batch, np.arange(len(batch.sentences), dtype=np.int32), PATTERNS)
    for token in range(len(found)):
        steps, here = 0, token
        while found.head[here] != here:
            here, steps = int(found.head[here]), steps + 1
            assert steps <= len(found)
        assert found.sentence[here] == found.sentence[token]
        assert RELATIONS[found.relation[here]] == "root"
    assert "".join(text[a:b] for a, b in zip(found.start, found.end, strict=True)).startswith("HadArlandwhichfewtrustnotsaid")
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True) if text[a:b] in ("wo", "n't")] == ["wo", "n't"]
