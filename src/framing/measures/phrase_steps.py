"""One step of the walk to a noun phrase that can speak, decided for every case beforehand.

A walk goes word by word from a place. What it does at a word hangs on what it has found so far (the class of its head and what
belongs to it), on its state, on how many ordinary words it has passed, and on the class of the word. These cases are few: the
rules below are applied once to all of them, so that a walk looks each step up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "AFFILIATED",
    "CAPITAL",
    "CASE",
    "FIRST",
    "HEADS",
    "LAST",
    "NO_HEAD",
    "ON",
    "PREMODIFIED",
    "SEARCHING",
    "SIGNS",
    "Phrase",
    "WordClass",
    "found",
    "merged",
    "steps",
    "table",
]

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
Kinds = NDArray[np.int8]
Flags = NDArray[np.bool_]

GAP_LOWER = 2
"""Lower-case words allowed inside a phrase ("Russian defence ministry officials")."""

PREMODIFIED, AFFILIATED = 1, 2
"""How an institution or place belongs to a head: right before it ("U.S. officials"), or by a preposition."""

NO_HEAD = -1


class WordClass(IntEnum):
    """What a word is to a reader of sources; names are those of the list `word-classes`."""

    OTHER = 0
    PERSON_PRONOUN = 1
    GROUP_PRONOUN = 2
    THING_PRONOUN = 3
    SPEAKER_PRONOUN = 4
    PEOPLE = 5
    EVIDENCE = 6
    OFFICIAL = 7
    OFFICE = 8
    INSTITUTION = 9
    PLACE = 10
    NAME = 11
    BETWEEN = 12
    PREPOSITION = 13
    BREAK = 14
    ARTICLE = 15
    CALENDAR = 16


C = WordClass


def table(*classes: WordClass) -> Flags:
    """Make a table from class to whether it is one of these; one entry more, False, for no head (−1)."""
    flags = np.zeros(len(WordClass) + 1, bool)
    flags[list(classes)] = True
    return flags


HEADS = table(*(kind for kind in C if C.PERSON_PRONOUN <= kind <= C.NAME))
_NOUNS = table(C.PEOPLE, C.EVIDENCE, C.OFFICIAL, C.OFFICE, C.INSTITUTION)
_GOVERNING = table(C.PEOPLE, C.EVIDENCE, C.OFFICIAL, C.OFFICE, C.INSTITUTION, C.NAME)
_OWNING = table(C.OFFICE, C.INSTITUTION, C.PLACE)
_PLAIN = table(C.OTHER, C.ARTICLE)

_SEARCHING, _INSIDE, _AFTER_ARTICLE, _GOVERNED = range(4)


@dataclass(slots=True)
class Phrase:
    """A noun phrase for each of many places: class of its head (−1: none found), affiliation, first and last word."""

    head: Ints
    affiliation: Ints
    first: Ints
    last: Ints

    def begin(self, rows: Rows, at: Ints, kind: Kinds) -> None:
        """Take a word as the head of these rows, and all there is of their phrases so far."""
        self.head[rows], self.first[rows], self.last[rows] = kind, at, at

    def at(self, rows: Rows) -> Phrase:
        """Give the phrases of these rows."""
        return Phrase(*(column.take(rows) for column in self.columns()))

    def put(self, rows: Rows, others: Phrase) -> Phrase:
        """Set the phrases of these rows to others, and give all."""
        for column, other in zip(self.columns(), others.columns(), strict=True):
            column[rows] = other
        return self

    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Give the four columns."""
        return self.head, self.affiliation, self.first, self.last


def merged(one: Phrase, other: Phrase, where: Flags) -> Phrase:
    """Give the other phrase where asked, the one elsewhere."""
    pairs = zip(one.columns(), other.columns(), strict=True)
    return Phrase(*(np.where(where, second, first) for first, second in pairs))


@dataclass(slots=True)
class _Walk:
    """Phrases on their way: what each has found, its state, lower-case words passed, and the capitals of all words."""

    capital: NDArray[np.uint8]
    found: Phrase
    state: Ints
    lowers: Ints


# --- cases, and the table of steps ------------------------------------------------------------------------------------

CAPITAL = 32
"""Added to a word's class where the word has a capital: its sign."""

SIGNS = 64

_CASES = (len(C) + 1, 4, GAP_LOWER + 2, 4)
"""How many heads (none is the first), affiliations, ordinary words passed, and states there are: a case is one of each."""

SEARCHING = _SEARCHING
"""The case in which a walk begins: nothing found, nothing passed."""

FIRST, LAST, ON, CASE = 1 << 12, 1 << 13, 1 << 14, (1 << 12) - 1
"""Bits of a step: the word is the phrase's first, its last; the walk goes on; and the case that it is in then."""


def found(case: Rows, first: Ints, last: Ints) -> Phrase:
    """Give the phrases of walks that ended in these cases."""
    head, affiliation, _, _ = np.unravel_index(case, _CASES)
    return Phrase(head.astype(np.int32) - 1, affiliation.astype(np.int32), first, last)


@cache
def steps(*, left: bool) -> NDArray[np.int16]:
    """Give the step of every case (rows) at every sign, as `case × SIGNS + sign`, for walks to the left or the right."""
    known = np.array([kind + capital for kind in C for capital in (0, CAPITAL)])
    case, sign = (each.ravel() for each in np.meshgrid(np.arange(np.prod(_CASES)), known, indexing="ij"))
    head, affiliation, lowers, state = (part.astype(np.int32) for part in np.unravel_index(case, _CASES))
    rows, nowhere = np.arange(len(case)), np.full(len(case), -1, np.int32)
    walk = _Walk(
        (sign >= CAPITAL).astype(np.uint8), Phrase(head - 1, affiliation, nowhere, nowhere.copy()), state.copy(), lowers
    )
    on = _step(walk, rows, (sign % CAPITAL).astype(np.int8), state, left=left)
    # One ordinary word too many ends a walk: how many more does not matter.
    parts = (walk.found.head + 1, walk.found.affiliation, np.minimum(walk.lowers, GAP_LOWER + 1), walk.state)
    step = np.ravel_multi_index(parts, _CASES)
    step += FIRST * (walk.found.first >= 0) + LAST * (walk.found.last >= 0) + ON * on
    table = np.zeros((int(np.prod(_CASES)), SIGNS), np.int16)
    table[case, sign] = step
    return table.ravel()


def _step(walk: _Walk, rows: Rows, kind: Kinds, state: Ints, *, left: bool) -> Flags:
    """Take one step, each row at a word of its own; tell which walk on."""
    at = rows.astype(np.int32)
    inside, governed = (_inside_left, _governed_left) if left else (_inside_right, _governed_right)
    on = _searching(walk, rows, at, kind, state == _SEARCHING)
    on |= inside(walk, rows, at, kind, state == _INSIDE)
    on |= _to_governor(walk, rows, kind, state == _AFTER_ARTICLE)
    on |= governed(walk, rows, at, kind, state == _GOVERNED)
    return on


# --- one step, for the rows in each state; each says which rows walk on ------------------------------------------------


def _searching(walk: _Walk, rows: Rows, at: Ints, kind: Kinds, now: Flags) -> Flags:
    """No head yet: take one, or walk on over anything but a conjunction."""
    hit = now & HEADS[kind]
    walk.found.begin(rows[hit], at[hit], kind[hit])
    walk.state[rows[hit]] = _INSIDE
    return np.asarray(now & (kind != C.BREAK), bool)


def _inside_left(walk: _Walk, rows: Rows, at: Ints, kind: Kinds, now: Flags) -> Flags:
    """Left of a head: owners and further names belong to it; an article or preposition may lead on to a governor."""
    found = walk.found
    owner = now & _OWNING[kind]
    found.affiliation[rows[owner]] |= PREMODIFIED
    grown = now & HEADS[kind] & ((walk.lowers[rows] == 0) | owner)
    found.first[rows[grown]] = at[grown]
    surname = now & (kind == C.NAME) & (found.head[rows] == C.PLACE) & (walk.lowers[rows] == 0)
    found.head[rows[surname]] = C.NAME
    article = now & (kind == C.ARTICLE)
    walk.state[rows[article]] = _AFTER_ARTICLE
    on = grown | owner | article | _over_lower(walk, rows, kind, now, GAP_LOWER) | _to_governor(walk, rows, kind, now)
    return np.asarray(on, bool)


def _inside_right(walk: _Walk, rows: Rows, at: Ints, kind: Kinds, now: Flags) -> Flags:
    """Right of a head: a later noun becomes the head ("Foreign Ministry spokesman Lee")."""
    found = walk.found
    grown = now & HEADS[kind] & ((walk.lowers[rows] == 0) | _NOUNS[kind])
    owned = grown & _OWNING[found.head[rows]]
    found.affiliation[rows[owned]] |= PREMODIFIED
    heir = grown & ~((kind == C.PLACE) & (found.head[rows] == C.NAME))
    found.head[rows[heir]] = kind[heir]
    found.last[rows[grown]] = at[grown]
    walk.lowers[rows[grown]] = 0
    on = grown | _over_lower(walk, rows, kind, now, GAP_LOWER - 1) | _to_governor(walk, rows, kind, now)
    return np.asarray(on, bool)


def _over_lower(walk: _Walk, rows: Rows, kind: Kinds, now: Flags, most: int) -> Flags:
    """Pass over an ordinary word inside a phrase, while there are few of them."""
    lower = now & (kind == C.OTHER)
    walk.lowers[rows[lower]] += 1
    return np.asarray(lower & (walk.lowers[rows] <= most), bool)


def _to_governor(walk: _Walk, rows: Rows, kind: Kinds, now: Flags) -> Flags:
    """A preposition: what lies beyond governs the phrase (left), or belongs to it (right)."""
    preposition = now & (kind == C.PREPOSITION)
    walk.state[rows[preposition]] = _GOVERNED
    return np.asarray(preposition, bool)


def _governed_left(walk: _Walk, rows: Rows, at: Ints, kind: Kinds, now: Flags) -> Flags:
    """Beyond a preposition: the noun that governs the phrase is the head, and what was found belongs to it."""
    found = walk.found
    title = now & (kind == C.OFFICE) & (found.head[rows] == C.NAME) & (walk.capital[at] > 0)
    found.first[rows[title]] = at[title]  # "Secretary of State Lee": the name stays the head
    over = now & _GOVERNING[kind] & ~title
    found.affiliation[rows[over]] = np.where(_OWNING[found.head[rows[over]]], AFFILIATED, 0)
    found.head[rows[over]], found.first[rows[over]] = kind[over], at[over]
    walk.state[rows[over]] = _INSIDE
    walk.lowers[rows[over]] = 0
    return np.asarray(over | (now & _PLAIN[kind]), bool)


def _governed_right(walk: _Walk, rows: Rows, at: Ints, kind: Kinds, now: Flags) -> Flags:  # noqa: ARG001  (as its mirror)
    """Beyond a preposition: an institution or place belongs to the head."""
    owner = now & ((kind == C.INSTITUTION) | (kind == C.PLACE))
    walk.found.affiliation[rows[owner]] |= AFFILIATED
    return np.asarray(now & _PLAIN[kind], bool)
