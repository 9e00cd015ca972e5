"""Roles of invented articles: what holds whatever is told, and in whatever order."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.lexicons.role_patterns import ROLES, own_patterns
from framing.measures.actors import ActorList
from framing.measures.parts import Rows, evidence
from framing.measures.relations import INSTRUMENT
from framing.measures.relations import ROLES as PARTS
from framing.measures.roles import Roles
from framing.measures.spec import Found
from framing.measures.verb_classes import CLASSES
from framing.study import Actor
from framing.text.batch import Batch
from framing.text.build import build

NAMES = ("Norland", "Sudria", "Ostrel")
LINE = "Norland and Sudria and Ostrel came home.\n\n"

Row = tuple[str, str, str, str, bool, bool]

rows = st.lists(
    st.tuples(
        st.sampled_from(CLASSES),
        *(st.sampled_from((*NAMES, "other", "")) for _ in PARTS),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


def _batch(lines: int) -> Batch:
    return build([segment(Document(id="1", text="Arrival\n\n" + LINE * max(lines, 1)))])


def _relation(batch: Batch, told: list[Row]) -> Found:
    """Put the n-th relation at the n-th line's last word but one."""
    places = [at for at, start in enumerate(batch.sentences.start) if batch.normal[0].startswith("Norland", int(start))]
    sentence = np.array(places[: len(told)], np.int32)
    start = batch.sentences.start[sentence] + LINE.index("came")
    zero = np.zeros(len(told), np.int32)
    fields = (
        sentence,
        start,
        start + len("came"),
        np.array([CLASSES.index(row[0]) for row in told], np.int32),
        zero + 1,
        zero,
        zero,
    )
    found = evidence("relation", INSTRUMENT, Rows(*(each.astype(np.int32) for each in fields)), CLASSES, ("come",), NAMES)
    columns: dict[str, object] = {part: [row[1 + at] for row in told] for at, part in enumerate(PARTS)}
    columns |= {f"{part}_{edge}": start - 5 for part in PARTS for edge in ("start", "end")}
    columns |= {"negated": np.array([row[4] for row in told]), "hypothetical": np.array([row[5] for row in told])}
    columns["construction"] = ["clause"] * len(told)
    return Found(**{name: getattr(found, name) for name in found.__dataclass_fields__} | {"columns": columns})


def _cast(told: list[Row]) -> tuple[Found, Found]:
    batch = _batch(len(told))
    mention = ActorList(tuple(Actor(name=name) for name in NAMES))(batch, [])[0]
    relation = _relation(batch, told)
    none = np.zeros(0, np.int32)
    participant = Found("participant", INSTRUMENT, none, none, none, none, (), none, none, (), none, NAMES)
    return Roles(own_patterns())(batch, [mention, relation, participant])[0], relation


def _counts(role: Found) -> Counter[tuple[str, str]]:
    assert role.actor is not None
    pairs = zip(role.actor.tolist(), role.label.tolist(), strict=True)
    return Counter((role.actors[actor], role.labels[label]) for actor, label in pairs)


def test_an_attack_casts_two() -> None:
    role, _ = _cast([("attack", "Norland", "Sudria", "", False, False)])
    assert _counts(role) == {("Norland", "aggressor"): 1, ("Sudria", "victim"): 1}


@settings(max_examples=40, deadline=None)
@given(rows)
def test_each_role_has_its_part(told: list[Row]) -> None:
    role, relation = _cast(told)
    assert set(role.label.tolist()) <= set(range(len(ROLES)))
    assert len(role.links[0].source) == len(role.start)
    for at, of in zip(role.links[0].source, role.links[0].target, strict=True):
        assert (role.sentence[at], role.start[at]) == (relation.sentence[of], relation.start[of])
        actor = role.actors[role.actor[at]] if role.actor is not None else ""
        assert actor in [relation.columns[part][of] for part in PARTS]
        assert not relation.columns["negated"][of]


@settings(max_examples=40, deadline=None)
@given(rows, rows)
def test_roles_of_two_texts_are_the_sum(first: list[Row], second: list[Row]) -> None:
    together = _counts(_cast(first + second)[0])
    assert together == _counts(_cast(first)[0]) + _counts(_cast(second)[0])
    assert together == _counts(_cast(second + first)[0])
