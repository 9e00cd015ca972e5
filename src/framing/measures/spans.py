"""Candidates of rules, asked all at once what stands around them in their sentences."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import Context, members

__all__ = ["Spans"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Spans:
    """Candidates: first and last word of each, in a context; slicing keeps the context.

    A word around them is named by its distance: −1 is the word right before the first, 1 the one right behind the last.
    Each is looked up once, however often it is asked for.
    """

    def __init__(self, context: Context, first: Ints, last: Ints) -> None:
        self.context, self.first, self.last = context, first, last
        self._types: dict[int, Ints] = {}
        self._listed: dict[int, NDArray[np.intp]] = {}

    def __len__(self) -> int:
        """How many candidates."""
        return len(self.first)

    def __getitem__(self, chosen: NDArray[np.intp]) -> Spans:
        """Give some of the candidates."""
        return Spans(self.context, self.first[chosen], self.last[chosen])

    @cached_property
    def sentence(self) -> Ints:
        """The sentence of each."""
        return self.context.sentence.take(self.first)

    @cached_property
    def opening(self) -> Ints:
        """The first word of each sentence."""
        return self.context.batch.sentences.first_word.take(self.sentence)

    @cached_property
    def _end(self) -> Ints:
        return self.context.batch.sentences.first_word.take(self.sentence + 1)

    def place(self, n: int) -> Ints:
        """Give the place of the word at this distance, in the sentence or beyond it."""
        return self.first + n if n < 0 else self.last + n

    def reaches(self, n: int) -> Flags:
        """Whether the sentence has a word at this distance."""
        return np.asarray(self.place(n) >= self.opening if n < 0 else self.place(n) < self._end, bool)

    def told(self, n: int, flags: Flags) -> Flags:
        """Look up the word at this distance among flags of types that have one more entry, False, for no word."""
        return flags.take(self._type(n))

    def classed(self, n: int, *names: str) -> Flags:
        """Whether the word at this distance is of one of these classes."""
        if n not in self._listed:
            self._listed[n] = self.context.listed.take(self._type(n))
        return members(*names).take(self._listed[n])

    def _type(self, n: int) -> Ints:
        if n not in self._types:
            types = self.context.type.take(self.place(n), mode="clip")
            self._types[n] = np.where(self.reaches(n), types, np.int32(len(self.context.batch.words.types)))
        return self._types[n]

    def preceded(self, *names: str, within: int = 1) -> Flags:
        """Whether a word of one of these classes stands among the `within` words before each candidate."""
        found = self.classed(-1, *names)
        for n in range(2, within + 1):
            found |= self.classed(-n, *names)
        return found

    def followed(self, *names: str, within: int = 1) -> Flags:
        """Whether a word of one of these classes stands among the `within` words after each candidate."""
        found = self.classed(1, *names)
        for n in range(2, within + 1):
            found |= self.classed(n, *names)
        return found

    def preceded_by_capital(self) -> Flags:
        """Whether the word right before each candidate has a capital."""
        capital = self.context.batch.words.capital.take(self.first - 1, mode="clip")
        return np.asarray(self.reaches(-1) & (capital > 0), bool)

    def followed_by_quote(self, within: int) -> Flags:
        """Whether a double quotation mark opens among the `within` words after each candidate, in its sentence."""
        found = np.zeros(len(self), bool)
        for n in range(1, within + 1):
            found |= self.context.marks.quote(self.place(n)) & self.reaches(n)
        return found

    def opens(self) -> Flags:
        """Whether each candidate begins its sentence."""
        return np.asarray(self.first == self.opening, bool)

    def endswith_ing(self) -> Flags:
        """Whether the first word of each candidate ends in -ing."""
        return self.context.gerund.take(self.context.type.take(self.first))
