"""The parts that actors really take: participants whose relation is told as a fact, each with its predicate.

Read off the layers `relation` and `participant` of one instrument; what is negated or hypothetical is no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.relations import ROLES
from framing.measures.spec import NONE, Found

if TYPE_CHECKING:
    from framing.text.batch import Batch

__all__ = ["Parts", "Rows", "evidence", "parts_of", "read_by", "readers"]

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Parts:
    """One row for each part of an actor in a predicate told as a fact: its relation, its role, and who it is."""

    relation: Ints
    """Index of a row of the layer `relation` with the same predicate."""
    role: Ints
    """Index into `relations.ROLES`."""
    actor: Ints


def read_by(found: Sequence[Found]) -> list[tuple[Found, Found]]:
    """Give the layers `relation` and `participant` of each instrument, in their order."""
    participants = {each.instrument: each for each in found if each.layer == "participant"}
    return [(each, participants[each.instrument]) for each in found if each.layer == "relation"]


def parts_of(participant: Found) -> Parts:
    """Give the parts told as facts, in order of the participants; no participants give no parts."""
    link = next((each for each in participant.links if each.layer == "relation"), None)
    first = np.full(len(participant.sentence), NONE, np.int32)
    if link is not None:
        # Backwards, so that the first relation of each participant is what stays.
        first[link.source[::-1]] = link.target[::-1]
    role = np.array([*map(_role, participant.labels), NONE], np.int32)[participant.label]
    kept = np.flatnonzero((first != NONE) & (role != NONE))
    actor = participant.actor if participant.actor is not None else np.full(len(first), NONE, np.int32)
    return Parts(first[kept], role[kept], actor[kept])


def _role(label: str) -> int:
    return ROLES.index(label) if label in ROLES else NONE


@dataclass(frozen=True, slots=True)
class Rows:
    """Evidence in the making: a row a value, in any order; `entry` indexes `entries`."""

    sentence: Ints
    start: Ints
    end: Ints
    label: Ints
    value: Ints
    entry: Ints
    actor: Ints

    def __add__(self, other: Rows) -> Rows:
        """Give the rows of both."""
        names = self.__dataclass_fields__
        return Rows(*(np.concatenate([getattr(self, name), getattr(other, name)]).astype(np.int32) for name in names))


def evidence(
    layer: str, instrument: str, rows: Rows, labels: Sequence[str], entries: Sequence[str], actors: Sequence[str]
) -> Found:
    """Give rows as evidence of a layer, sorted by place."""
    order = np.lexsort((rows.actor, rows.label, rows.start, rows.sentence))
    sentence, start, end, label, value, entry, actor = (getattr(rows, name)[order] for name in rows.__dataclass_fields__)
    return Found(layer, instrument, sentence, start, end, label, labels, value, entry, entries, actor, actors)


def documents_read(batch: Batch, participant: Found) -> NDArray[np.bool_]:
    """Tell the documents of a batch in which an instrument found somebody."""
    read = np.zeros(len(batch.documents), bool)
    read[batch.sentences.document[participant.sentence]] = True
    return read


def readers(batch: Batch, participants: Sequence[Found]) -> Ints:
    """Say for each document which instrument read it: the first, where none found anybody in it."""
    reader = np.zeros(len(batch.documents), np.int32)
    for at, participant in enumerate(participants):
        reader[documents_read(batch, participant)] = at
    return reader
