"""Power: whether an actor stands in sentences as the one who has power over the other, or over whom the other has it.

Sap et al. (2017) ask of "A verbs B" who has power over whom; Riveter (Antoniak et al. 2023) adds the answers up. Here,
layer `power`, a row a part of an actor in a predicate that the list rates; the value is the rating where the actor is agent and
the rating turned round where it is patient or recipient, ×10⁴. What is negated or hypothetical is left out. A study may
name its own ratings, and ratings of agency, which are counted for agents alone (layer `verb_agency`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from framing.lexicons.ratings import Ratings, own_power, read_ratings
from framing.measures.parts import Rows, evidence, parts_of, read_by
from framing.measures.relations import ROLES
from framing.measures.spec import Found, Measure, Sum
from framing.measures.verb_classes import Predicates, entries_of
from framing.tables import VALUE_SCALE

if TYPE_CHECKING:
    from pathlib import Path

    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["Rated", "annotators", "measures"]

Ints = NDArray[np.int32]

AGENT = ROLES.index("agent")


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:  # noqa: ARG001  (it reads no trees)
    """Give the annotators of power, and of agency where the study has ratings; none where it has no actors.

    Raises:
        InputError: a file of ratings that the study names is not there, or cannot be understood.
    """
    if study is None or not study.actors:
        return []
    own, named = own_power(), study.instruments
    made: list[Annotator] = [Rated(read_ratings(study.folder / named.power) if named.power else own)]
    if named.agency:
        made.append(Rated(read_ratings(study.folder / named.agency, "agency"), "verb_agency"))
    return made


def measures(study: Study | None) -> list[Measure]:
    """Give the measures of power; none where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    if study is None or not study.actors:
        return []
    return [_POWER, _VERB_AGENCY] if study.instruments.agency else [_POWER]


def _mean(name: str, title: str, higher: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        unit="score",
        numerator=Sum(name, weight="value"),
        denominator=Sum(name),
        scale=1,
        low=-1,
        high=1,
        higher=higher,
        source="Sap et al. 2017; Antoniak et al. 2023",
        primary_layer=name,
        by="actor",
    )


_POWER = _mean("power", "Power", "has power over others in more of what is said to happen")
_VERB_AGENCY = _mean("verb_agency", "Agency of its verbs", "its verbs have more agency")


@dataclass(frozen=True)
class Rated:
    """Finds parts of actors in rated predicates, for each instrument that found relations: label the role, entry the list's.

    A batch without relations gives evidence without rows.
    """

    ratings: Ratings
    layer: Literal["power", "verb_agency"] = "power"
    instrument: str = "relations-english"
    needs: tuple[str, ...] = field(default=("relation", "participant"))

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the layer of a batch, an instrument at a time."""
        return [self._rated(batch, relation, participant) for relation, participant in read_by(found)]

    def _rated(self, batch: Batch, relation: Found, participant: Found) -> Found:
        predicates, parts = Predicates.of(relation), parts_of(participant)
        entry_of = entries_of(batch, predicates, self.ratings.verbs, self.ratings.nouns)
        entries = sorted({entry for entry in entry_of if entry})
        code = {entry: at for at, entry in enumerate(entries)}
        entry = np.array([code.get(each, -1) for each in entry_of], np.int32)
        value = self._values(predicates, entry_of)
        counted = parts.role == AGENT if self.layer == "verb_agency" else np.ones(len(parts.role), bool)
        counted &= entry[parts.relation] >= 0 if len(parts.role) else counted
        row, role, actor = parts.relation[counted], parts.role[counted], parts.actor[counted]
        signed = np.where(role == AGENT, value[row], -value[row]).astype(np.int32)
        place = (relation.sentence[row], relation.start[row], relation.end[row])
        rows = Rows(*place, role, signed, entry[row], actor)
        instrument = self._named(relation.instrument)
        return evidence(self.layer, instrument, rows, ROLES, entries, participant.actors)

    def _values(self, predicates: Predicates, entries: Sequence[str]) -> Ints:
        """Give the rating of each predicate ×10⁴; 0 where it has none."""
        lists = (self.ratings.verbs, self.ratings.nouns)
        pairs = zip(entries, predicates.nominal.tolist(), strict=True)
        return np.array([round(lists[nominal].get(entry, 0.0) * VALUE_SCALE) for entry, nominal in pairs], np.int32)

    def _named(self, reader: str) -> str:
        """Name the instrument: what read the relations and, where it is not the list that ships, the ratings."""
        return f"{reader}, {self.ratings.name}" if self.ratings.name else reader
