"""Who does what to whom in a tree: predicates with the words that are their agent, patient and recipient.

Syntax alone: which actor a word stands for is `acting`'s matter, and what counts as evidence is `relations`'.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE
from framing.text.parse import Parse
from framing.text.schemes import RELATIONS

__all__ = ["CONSTRUCTIONS", "TENSES", "Predications", "predications"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

CONSTRUCTIONS = ("clause", "relative", "participle", "infinitive", "nominal")
"""What the predicate is: a finite verb, one in a relative clause, a participle, an infinitive, a noun of event."""

TENSES = ("", "past", "present", "future")
"""Of the finite verb or auxiliary; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Predications:
    """One row for each predicate with each combination of its agents, patients and recipients, in order of the predicate.

    `predicate`, `agent`, `patient` and `recipient` are tokens of the parse; the last three may be `NONE`. `modal` indexes
    `modals` and may be `NONE`; `tense` and `construction` index `TENSES` and `CONSTRUCTIONS`.
    """

    predicate: Ints
    agent: Ints
    patient: Ints
    recipient: Ints
    negated: Flags
    """The sentence says that it does not or did not happen."""
    hypothetical: Flags
    """It is possible, planned, wished, conditional, asked for or feared, and not said to happen."""
    passive: Flags
    modal: Ints
    modals: tuple[str, ...]
    tense: Ints
    construction: Ints

    def __len__(self) -> int:
        """How many rows."""
        return len(self.predicate)


def predications(parse: Parse) -> Predications:
    """Give every predicate of a parse with who does it and to whom; a parse without tokens gives no rows."""
    agents = _children(parse, ("nsubj", "obl:agent"))
    patients = _children(parse, ("obj", "nsubj:pass"))
    rows = [
        (verb, agent, patient)
        for verb in sorted({*agents, *patients})
        for agent in agents.get(verb, [NONE])
        for patient in patients.get(verb, [NONE])
    ]
    verb, agent, patient = (np.array(column, np.int32) for column in (zip(*rows, strict=True) if rows else ((), (), ())))
    size = len(verb)
    passive = np.isin(verb, parse.head[parse.relation == RELATIONS.index("nsubj:pass")])
    nothing = np.full(size, NONE, np.int32)
    false, zero = np.zeros(size, bool), np.zeros(size, np.int32)
    return Predications(verb, agent, patient, nothing, false, false, passive, nothing, (), zero, zero)


def _children(parse: Parse, names: tuple[str, ...]) -> dict[int, list[int]]:
    wanted = np.flatnonzero(np.isin(parse.relation, [RELATIONS.index(name) for name in names]))
    found: dict[int, list[int]] = {}
    for token in wanted.tolist():
        found.setdefault(int(parse.head[token]), []).append(token)
    return found
