"""Noun phrases that can speak: the nearest one left or right of a place, found for all cues at once.

Every word has a class: pronoun, noun for people, offices, institutions or evidence, place, name, or one that parts
phrases. A walk goes word by word from a place until it meets a head, takes in what belongs to it, and stops at
punctuation, a conjunction or the sentence's end. All walks take a step together, so that a batch costs a few dozen steps.
"""

from __future__ import annotations

from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import Context, members
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

_CAPITAL, _OPENER = 1, 3
"""Spellings: 0 to 2 are those of `Words.capital`; a word that has its capital because it opens a sentence is of no class."""


@cache
def _listed() -> Kinds:
    """Give the class of every word of the list `word-classes`; one entry more, for all others."""
    names = {kind: kind.name.lower().replace("_", " ") for kind in C if kind not in (C.OTHER, C.NAME)}
    kinds = np.zeros(len(members(names[C.BREAK])), np.int8)
    for kind, name in names.items():
        kinds[members(name)] = kind
    return kinds


class Speakers:
    """The words of a batch as a reader of sources sees them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = context.batch.words
        self._size = np.int32(len(self.words.types))

    def kind(self, place: Ints) -> Kinds:
        """Give the class of the word at each place, capitals considered: unknown words with a capital are names."""
        return self._sign(place) & (CAPITAL - 1)

    def _sign(self, place: Ints) -> Kinds:
        """Give the class of the word at each place, with `CAPITAL` added where it has one."""
        column = self.words.type.take(place, mode="clip") + self._spelling.take(place, mode="clip") * self._size
        return self._by_type.take(column, mode="clip")

    @cached_property
    def _spelling(self) -> NDArray[np.uint8]:
        """Which of the signs of its type each word has."""
        words, context = self.words, self.context
        spelling = words.capital.copy()
        spelling[context.in_capitals[context.shouts.take(words.sentence.take(context.in_capitals))]] = _CAPITAL
        opening = context.openings[words.capital.take(context.openings) > 0]
        type_ = words.type.take(opening)
        unknown = self._by_type.take(type_ + self._size) == C.NAME + CAPITAL
        spelling[opening[unknown & context.classed("common opener").take(type_)]] = _OPENER
        return spelling

    @cached_property
    def _by_type(self) -> Kinds:
        """The sign of every type by spelling: what is unknown is a name, or an acronym."""
        small = _listed().take(self.context.listed[:-1])
        adverb = self.context.adverb & ~self.context.classed("ly, no adverb")
        small[adverb[:-1] & (small == C.OTHER)] = C.BETWEEN
        large = np.where(small == C.OTHER, np.int8(C.NAME), small)
        large[self.context.classed("institution name")[:-1]] = C.INSTITUTION
        acronym = np.where(large == C.NAME, np.int8(C.INSTITUTION), large)
        small[small == C.PLACE] = C.OTHER
        return np.concatenate([small, large + CAPITAL, acronym + CAPITAL, np.full(len(small), C.OTHER + CAPITAL, np.int8)])

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
            step = table.take(case.take(rows) * SIGNS + self._sign(at))
            case[rows] = step & CASE
            for bit, places in ((FIRST, first), (LAST, last)):
                own = np.flatnonzero(step & bit)
                places[rows.take(own)] = at.take(own)
            on = np.flatnonzero(((step & ON) != 0) & (at > bound if left else at < bound))
            on = on[~self.context.marks.gap(at.take(on) + (0 if left else 1))]
            rows, at, bound = rows.take(on), at.take(on) + (-1 if left else 1), bound.take(on)
        return found(case, first, last)

    def _bound(self, at: Ints, *, left: bool) -> Ints:
        """Give the first word of each place's sentence, or the last."""
        opening, sentence = self.context.batch.sentences.first_word, self.context.sentence.take(at, mode="clip")
        return opening.take(sentence) if left else opening.take(sentence + 1) - 1
