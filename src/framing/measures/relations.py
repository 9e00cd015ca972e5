"""Relations: who does what to whom, as evidence, from trees.

Layer `relation`: one row a predicate with one agent, patient and recipient, at least one of them an actor of the study;
label the class of the predicate, entry its lemma; the rest in the table `relations`. Layer `participant`: each actor that
takes part in a predicate, once; label agent, patient or recipient, with "unrealised" behind it where the relation is negated or
hypothetical; entry the lemma; linked to its relations. A mention by name that takes no part is a participant too: `neither`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.acting import MARKS, Acting, acting
from framing.measures.parses import parsed
from framing.measures.predications import CONSTRUCTIONS, TENSES, Predications, predications
from framing.measures.spec import NONE, Found, Link
from framing.measures.verb_classes import classed

if TYPE_CHECKING:
    from framing.text.batch import Batch
    from framing.text.parse import Parse

__all__ = ["INSTRUMENT", "PARTS", "ROLES", "Relations"]

Ints = NDArray[np.int32]

INSTRUMENT = "relations-english"

ROLES = ("agent", "patient", "recipient")

PARTS = (*ROLES, "neither", *(f"{role} unrealised" for role in ROLES))
"""Labels of participants."""

OTHER = "other"
"""Somebody or something that is no actor of the study."""


@dataclass(frozen=True)
class Relations:
    """Finds relations among actors, and between them and others: layers `relation` and `participant`.

    A batch without mentions gives evidence without rows, and nothing is parsed for it.
    """

    instrument: str = INSTRUMENT
    model: str = ""
    """A spaCy pipeline's name or folder; empty: the one that comes with the package."""
    trees: Path | None = None
    """Where trees are kept."""
    needs: tuple[str, ...] = ("mention", "content", "source")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the relations of a batch."""
        mention = next(each for each in found if each.layer == "mention")
        if not len(mention.start):
            return _evidence(self.instrument, None, (), mention)
        return self.read(batch, found, parsed(batch, self.model, self.trees))

    def read(self, batch: Batch, found: Sequence[Found], trees: Parse) -> list[Found]:
        """Give the relations of a batch, read off trees of whatever origin."""
        mention = next(each for each in found if each.layer == "mention")
        described = next((each for each in found if each.layer == "description"), None)
        rows = list(_relations(predications(trees), acting(batch, trees, mention, described)))
        relation, participant = _evidence(self.instrument, trees, rows, mention)
        return [classed(batch, relation), participant]


@dataclass(frozen=True, slots=True)
class _Relation:
    """One row of the table: tokens and actors by role, in the order of `ROLES`, and the predication that it is read off."""

    at: int
    tokens: tuple[int, int, int]
    actors: tuple[int, int, int]
    """Codes of actors, `NONE` for somebody or something else, or nobody."""
    marks: tuple[int, int, int]
    of: Predications


def _relations(found: Predications, acts: Acting) -> Iterator[_Relation]:
    """Multiply predications by the actors whom their words stand for, and keep those that an actor takes part in."""
    for at in range(len(found)):
        tokens = (int(found.agent[at]), int(found.patient[at]), int(found.recipient[at]))
        for chosen in product(*(_who(token, acts) for token in tokens)):
            if any(actor != NONE for actor, _ in chosen):
                actors, marks = zip(*chosen, strict=True)
                yield _Relation(at, tokens, actors, marks, found)


def _who(token: int, acts: Acting) -> list[tuple[int, int]]:
    """Give actor and mark of a token; one pair of `NONE` where it stands for no actor."""
    if token == NONE:
        return [(NONE, NONE)]
    first, last = int(acts.first[token]), int(acts.first[token + 1])
    return [(int(acts.actor[i]), int(acts.mark[i])) for i in range(first, last)] or [(NONE, NONE)]


def _evidence(instrument: str, trees: Parse | None, rows: Sequence[_Relation], mention: Found) -> list[Found]:
    predicate = np.array([row.of.predicate[row.at] for row in rows], np.int32)
    relation = Found(
        layer="relation",
        instrument=instrument,
        sentence=_of(trees, "sentence", predicate),
        start=_of(trees, "start", predicate),
        end=_of(trees, "end", predicate),
        label=np.zeros(len(rows), np.int32),
        labels=("",),
        value=np.ones(len(rows), np.int32),
        entry=_of(trees, "lemma", predicate),
        entries=trees.lemmas if trees is not None else (),
        columns=_columns(trees, rows, mention.actors),
    )
    return [relation, _participants(trees, rows, relation, mention)]


def _of(trees: Parse | None, column: str, tokens: Ints) -> Ints:
    """Give a column of the trees at some tokens; `NONE` gives `NONE`."""
    if trees is None:
        return np.zeros(0, np.int32)
    values: Ints = getattr(trees, column)
    return np.where(tokens == NONE, NONE, values.take(tokens, mode="clip")).astype(np.int32)


def _columns(trees: Parse | None, rows: Sequence[_Relation], actors: Sequence[str]) -> dict[str, Ints | Sequence[str]]:
    """Give what the table `relations` has beyond the evidence."""
    columns: dict[str, Ints | Sequence[str]] = {}
    for place, role in enumerate(ROLES):
        tokens = np.array([row.tokens[place] for row in rows], np.int32)
        who = [(row.tokens[place], row.actors[place]) for row in rows]
        columns[role] = [actors[actor] if actor != NONE else OTHER if token != NONE else "" for token, actor in who]
        columns[f"{role}_start"] = _of(trees, "start", tokens)
        columns[f"{role}_end"] = _of(trees, "end", tokens)
        columns[f"{role}_as"] = [MARKS[row.marks[place]] if row.marks[place] != NONE else "" for row in rows]
    for name in ("negated", "hypothetical", "passive"):
        columns[name] = np.array([getattr(row.of, name)[row.at] for row in rows], np.int32)
    columns["modal"] = [row.of.modals[row.of.modal[row.at]] if row.of.modal[row.at] != NONE else "" for row in rows]
    columns["tense"] = [TENSES[row.of.tense[row.at]] for row in rows]
    columns["construction"] = [CONSTRUCTIONS[row.of.construction[row.at]] for row in rows]
    columns["voice"] = ["outlet"] * len(rows)
    columns["source"] = [""] * len(rows)
    return columns


def _participants(trees: Parse | None, rows: Sequence[_Relation], relation: Found, mention: Found) -> Found:
    """Give each actor that takes part in a predicate once, linked to its relations, and the mentions that take no part."""
    links: dict[tuple[int, int, int, int], list[int]] = {}
    for number, row in enumerate(rows):
        unrealised = bool(row.of.negated[row.at] or row.of.hypothetical[row.at])
        for place, (word, who) in enumerate(zip(row.tokens, row.actors, strict=True)):
            if who != NONE:
                part = place + (len(ROLES) + 1) * unrealised
                links.setdefault((word, int(row.of.predicate[row.at]), part, who), []).append(number)
    keys = np.array(sorted(links), np.int32).reshape(-1, 4)
    token, label, actor = keys[:, 0], keys[:, 2], keys[:, 3]
    sentence, start, end = (_of(trees, name, token) for name in ("sentence", "start", "end"))
    idle = _idle(mention, sentence, start, end)
    own = mention.actor[idle] if mention.actor is not None else np.zeros(0, np.int32)
    columns = (
        (sentence, mention.sentence[idle]),
        (start, mention.start[idle]),
        (end, mention.end[idle]),
        (label, np.full(len(idle), PARTS.index("neither"), np.int32)),
        (_of(trees, "lemma", keys[:, 1]), np.full(len(idle), NONE, np.int32)),
        (actor, own),
    )
    joined = [np.concatenate(pair).astype(np.int32) for pair in columns]
    order = np.lexsort((joined[3], joined[1], joined[0]))
    sentence, start, end, label, entry, actor = (column[order] for column in joined)
    place_of = np.argsort(order)
    source = np.array([place_of[at] for at, key in enumerate(sorted(links)) for _ in links[key]], np.int32)
    target = np.array([number for key in sorted(links) for number in links[key]], np.int32)
    return Found(
        layer="participant",
        instrument=relation.instrument,
        sentence=sentence,
        start=start,
        end=end,
        label=label,
        labels=PARTS,
        value=np.ones(len(sentence), np.int32),
        entry=entry,
        entries=relation.entries,
        actor=actor,
        actors=mention.actors,
        links=(Link(source, target, "relation", "participant → relation"),),
    )


def _idle(mention: Found, sentence: Ints, start: Ints, end: Ints) -> Ints:
    """Give the mentions by name, of parsed sentences or not, that hold no participant's word."""
    named = np.flatnonzero(mention.label != list(mention.labels).index("adjective"))
    span = np.int64(2**31)
    held = np.searchsorted(sentence * span + start, mention.sentence[named] * span + mention.end[named])
    from_ = np.searchsorted(sentence * span + end - 1, mention.sentence[named] * span + mention.start[named])
    return np.asarray(named[held <= from_], np.int32)
