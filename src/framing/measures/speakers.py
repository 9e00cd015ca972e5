"""Noun phrases that can speak: the nearest one left or right of a place, found for all cues at once.

Every word has a class: pronoun, noun for people, offices, institutions or evidence, place, name, or one that parts
phrases. A walk goes word by word from a place until it meets a head, takes in what belongs to it, and stops at
punctuation, a conjunction or the sentence's end. All walks take a step together, so that a batch costs a few dozen steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import ALL_CAPITALS, Context

__all__ = ["AFFILIATED", "HEADS", "NO_HEAD", "PREMODIFIED", "REACH", "Phrase", "Speakers", "WordClass", "merged", "table"]

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
Kinds = NDArray[np.int8]
Flags = NDArray[np.bool_]

REACH = 14
"""Words from a place to the end of its phrase at most: longer subjects were wrong more often than right, by eye."""

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

_LISTED = {int(kind): kind.name.lower().replace("_", " ") for kind in C if kind not in (C.OTHER, C.NAME)}
"""Classes that are lists of words, and their names there."""


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

    def at(self, rows: Ints) -> Phrase:
        """Give the phrases of these rows."""
        return Phrase(self.head[rows], self.affiliation[rows], self.first[rows], self.last[rows])


@dataclass(slots=True)
class _Walk:
    """Phrases on their way: what each has found, its state, lower-case words passed, and the capitals of all words."""

    capital: NDArray[np.uint8]
    found: Phrase
    state: Ints
    lowers: Ints


class Speakers:
    """The words of a batch as a reader of sources sees them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = context.batch.words

    def kind(self, place: Ints) -> Kinds:
        """Give the class of the word at each place, capitals considered: unknown words with a capital are names."""
        return self._kinds.take(place, mode="clip")

    @cached_property
    def _kinds(self) -> Kinds:
        words, context = self.words, self.context
        size = len(words.types)
        kinds = self._by_type.take(words.type + words.capital * np.int32(size), mode="clip")
        loud = np.flatnonzero(words.capital == ALL_CAPITALS)
        loud = loud[context.shouts.take(words.sentence.take(loud))]
        kinds[loud] = self._by_type.take(words.type.take(loud) + size, mode="clip")
        opening = context.openings[words.capital.take(context.openings) > 0]
        common = context.classed("common opener")[:-1] & (self._by_type[size : 2 * size] == C.NAME)
        kinds[opening[common.take(words.type.take(opening))]] = C.OTHER
        return kinds

    @cached_property
    def _by_type(self) -> Kinds:
        """The class of every type in lower case, then with a capital, then in capitals: what is unknown is a name, an acronym."""
        small = np.zeros(len(self.words.types), np.int8)
        for kind, name in _LISTED.items():
            small[self.context.classed(name)[:-1]] = kind
        adverb = self.context.adverb & ~self.context.classed("ly, no adverb")
        small[adverb[:-1] & (small == C.OTHER)] = C.BETWEEN
        large = np.where(small == C.OTHER, np.int8(C.NAME), small)
        large[self.context.classed("institution name")[:-1]] = C.INSTITUTION
        acronym = np.where(large == C.NAME, np.int8(C.INSTITUTION), large)
        small[small == C.PLACE] = C.OTHER
        return np.concatenate([small, large, acronym])

    def leftward(self, start: Ints, active: Flags) -> Phrase:
        """Find the phrase that ends nearest to the left of (and at) each active start."""
        return self._walked(start, active, step=-1)

    def rightward(self, start: Ints, active: Flags) -> Phrase:
        """Find the phrase that begins nearest to the right of (and at) each active start."""
        return self._walked(start, active, step=1)

    def _walked(self, start: Ints, active: Flags, step: int) -> Phrase:
        walk = _begun(len(start), self.words.capital)
        rows = np.flatnonzero(active & (start >= 0))
        at = start[rows]
        for distance in range(REACH):
            if distance:
                on = ~self.context.marks.gap(at + 1 if step < 0 else at)
                rows, at = rows[on], at[on]
            if not len(rows):
                break
            kind = self.kind(at)
            state = walk.state[rows]
            inside = _inside_left if step < 0 else _inside_right
            governed = _governed_left if step < 0 else _governed_right
            on = _searching(walk, rows, at, kind, state == _SEARCHING)
            on |= inside(walk, rows, at, kind, state == _INSIDE)
            on |= (state == _AFTER_ARTICLE) & _to_governor(walk, rows, kind, state == _AFTER_ARTICLE)
            on |= governed(walk, rows, at, kind, state == _GOVERNED)
            rows, at = self._inside_sentence(rows[on], at[on] + step, start)
        return walk.found

    def _inside_sentence(self, rows: Rows, at: Ints, start: Ints) -> tuple[Rows, Ints]:
        sentence, size = self.context.sentence, len(self.words.type)
        there = (at >= 0) & (at < size)
        there &= sentence.take(at, mode="clip") == sentence.take(start.take(rows, mode="clip"), mode="clip")
        return rows[there], at[there]


def merged(one: Phrase, other: Phrase, where: Flags) -> Phrase:
    """Give the other phrase where asked, the one elsewhere."""
    pairs = zip(_columns(one), _columns(other), strict=True)
    return Phrase(*(np.where(where, second, first).astype(np.int32) for first, second in pairs))


def _columns(phrase: Phrase) -> tuple[Ints, Ints, Ints, Ints]:
    return phrase.head, phrase.affiliation, phrase.first, phrase.last


def _begun(size: int, capital: NDArray[np.uint8]) -> _Walk:
    none, zero = np.full(size, NO_HEAD, np.int32), np.zeros(size, np.int32)
    return _Walk(capital, Phrase(none, zero, none.copy(), none.copy()), zero.copy(), zero.copy())


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
