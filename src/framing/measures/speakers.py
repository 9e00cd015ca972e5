"""Noun phrases that can speak: the nearest one left or right of a place, found for all cues at once.

Every word has a class: pronoun, noun for people, offices, institutions or evidence, place, name, or one that parts
phrases. A walk goes word by word from a place until it meets a head, takes in what belongs to it, and stops at
punctuation, a conjunction or the sentence's end. All walks take a step together, so that a batch costs a few dozen steps.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import ALL_CAPITALS, Context
from framing.measures.phrase_steps import (
    AFFILIATED,
    CAPITAL,
    CASE,
    FIRST,
    HEADS,
    LAST,
    NO_HEAD,
    ON,
    PREMODIFIED,
    SEARCHING,
    SIGNS,
    Phrase,
    WordClass,
    found,
    merged,
    steps,
    table,
)

__all__ = ["AFFILIATED", "HEADS", "NO_HEAD", "PREMODIFIED", "REACH", "Phrase", "Speakers", "WordClass", "merged", "table"]

Ints = NDArray[np.int32]
Rows = NDArray[np.intp]
Kinds = NDArray[np.int8]
Flags = NDArray[np.bool_]

REACH = 14
"""Words from a place to the end of its phrase at most: longer subjects were wrong more often than right, by eye."""

C = WordClass

_LISTED = {int(kind): kind.name.lower().replace("_", " ") for kind in C if kind not in (C.OTHER, C.NAME)}
"""Classes that are lists of words, and their names there."""


class Speakers:
    """The words of a batch as a reader of sources sees them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = context.batch.words

    def kind(self, place: Ints) -> Kinds:
        """Give the class of the word at each place, capitals considered: unknown words with a capital are names."""
        return self._signs.take(place, mode="clip") & (CAPITAL - 1)

    @cached_property
    def _signs(self) -> Kinds:
        """The class of every word, with `CAPITAL` added where it has one."""
        words, context = self.words, self.context
        size = len(words.types)
        signs = self._by_type.take(words.type + words.capital * np.int32(size), mode="clip")
        loud = np.flatnonzero(words.capital == ALL_CAPITALS)
        loud = loud[context.shouts.take(words.sentence.take(loud))]
        signs[loud] = self._by_type.take(words.type.take(loud) + size, mode="clip")
        opening = context.openings[words.capital.take(context.openings) > 0]
        common = context.classed("common opener")[:-1] & (self._by_type[size : 2 * size] == C.NAME + CAPITAL)
        signs[opening[common.take(words.type.take(opening))]] = C.OTHER + CAPITAL
        return signs

    @cached_property
    def _by_type(self) -> Kinds:
        """The sign of every type in lower case, with a capital, in capitals: what is unknown is a name, or an acronym."""
        small = np.zeros(len(self.words.types), np.int8)
        for kind, name in _LISTED.items():
            small[self.context.classed(name)[:-1]] = kind
        adverb = self.context.adverb & ~self.context.classed("ly, no adverb")
        small[adverb[:-1] & (small == C.OTHER)] = C.BETWEEN
        large = np.where(small == C.OTHER, np.int8(C.NAME), small)
        large[self.context.classed("institution name")[:-1]] = C.INSTITUTION
        acronym = np.where(large == C.NAME, np.int8(C.INSTITUTION), large)
        small[small == C.PLACE] = C.OTHER
        return np.concatenate([small, large + CAPITAL, acronym + CAPITAL])

    def leftward(self, start: Ints, active: Flags) -> Phrase:
        """Find the phrase that ends nearest to the left of (and at) each active start."""
        return self._walked(start, active, left=True)

    def rightward(self, start: Ints, active: Flags) -> Phrase:
        """Find the phrase that begins nearest to the right of (and at) each active start."""
        return self._walked(start, active, left=False)

    def _walked(self, start: Ints, active: Flags, *, left: bool) -> Phrase:
        first, last = np.full((2, len(start)), -1, np.int32)
        case = np.full(len(start), SEARCHING, np.intp)
        rows = np.flatnonzero(active & (start >= 0))
        at, table = start[rows], steps(left=left)
        bound = self._bound(at, left=left)
        for _ in range(REACH):
            if not len(rows):
                break
            step = table.take(case.take(rows) * SIGNS + self._signs.take(at, mode="clip"))
            case[rows] = step & CASE
            for bit, places in ((FIRST, first), (LAST, last)):
                own = np.flatnonzero(step & bit)
                places[rows.take(own)] = at.take(own)
            rows, at, bound = _some(np.flatnonzero(step & ON), rows, at, bound)
            inside = at > bound if left else at < bound
            parted = self.context.marks.gap(at if left else at + 1)
            rows, at, bound = _some(np.flatnonzero(inside & ~parted), rows, at, bound)
            at = at - 1 if left else at + 1
        return found(case, first, last)

    def _bound(self, at: Ints, *, left: bool) -> Ints:
        """Give the first word of each place's sentence, or the last."""
        opening, sentence = self.context.batch.sentences.first_word, self.context.sentence.take(at, mode="clip")
        return opening.take(sentence) if left else opening.take(sentence + 1) - 1


def _some(which: Rows, rows: Rows, at: Ints, bound: Ints) -> tuple[Rows, Ints, Ints]:
    return rows.take(which), at.take(which), bound.take(which)
