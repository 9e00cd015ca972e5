"""The words around a candidate: what rules read to tell a cue from its homographs.

Everything is gathered for all candidates at once; sentences are never left. What a rule asks of a word
("is it a number?", "is it one of these?") is answered once per distinct word of the batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.marks import Marks, among, first_bytes
from framing.text.batch import Batch

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.text.match import Matches, Phrases

__all__ = ["Context", "context_of", "forget", "members"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

ALL_CAPITALS = 2
"""The code of a word in capitals in `Words.capital`."""

_ABSENT = -1
"""The type of a word that is not in the sentence: tables of flags have one more entry, False, for it."""

_BEFORE_NUMBERS = b"0123456789" + bytes({sign.encode()[0] for sign in "$£€¥"})
"""First bytes of words that may be numbers."""


class Context:
    """A batch's words, asked by position.

    `before(words, n)` and `after(words, n)` give the type of the n-th word before or after each word, −1 where the
    sentence has none; `classed(name)` tells for every type whether it is of that class, with False for −1.
    """

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.marks = Marks(batch)
        self.type = batch.words.type
        self.sentence = batch.words.sentence
        self.matches: dict[Phrases, Matches] = {}
        self._sets: dict[tuple[str, ...], Flags] = {}

    def before(self, words: Ints, n: int = 1) -> Ints:
        """Give the type of the n-th word before each of `words`."""
        return self._previous.take(words, mode="clip") if n == 1 else self._at(words, words - n)

    def after(self, words: Ints, n: int = 1) -> Ints:
        """Give the type of the n-th word after each of `words`."""
        return self._next.take(words, mode="clip") if n == 1 else self._at(words, words + n)

    def _at(self, words: Ints, place: Ints) -> Ints:
        if not len(self.type):
            return np.full(len(place), _ABSENT, np.int32)
        same = self.sentence.take(place, mode="clip") == self.sentence.take(words, mode="clip")
        same &= (place >= 0) & (place < len(self.type))
        return np.where(same, self.type.take(place, mode="clip"), np.int32(_ABSENT))

    @cached_property
    def _previous(self) -> Ints:
        """Type of the word before each word: most rules ask for no more, and most candidates are asked several times."""
        previous = np.empty_like(self.type)
        previous[1:] = self.type[:-1]
        previous[self.openings] = _ABSENT
        return previous

    @cached_property
    def _next(self) -> Ints:
        following = np.empty_like(self.type)
        following[:-1] = self.type[1:]
        following[self.openings - 1] = _ABSENT
        return following

    @cached_property
    def openings(self) -> Ints:
        """First words of sentences that have words."""
        first = self.batch.sentences.first_word
        return first[:-1][np.diff(first) > 0]

    def classed(self, *names: str) -> Flags:
        """Tell for every type whether the list `word-classes` has it in one of these classes; one entry more, False."""
        if names not in self._sets:
            self._sets[names] = members(*names).take(self.listed, mode="clip")
        return self._sets[names]

    @cached_property
    def listed(self) -> NDArray[np.intp]:
        """For every type its place among the words of the list, the last place for all others and for no word."""
        import pyarrow as pa
        import pyarrow.compute as pc

        words = _vocabulary().words
        places = pc.fill_null(pc.index_in(self.batch.words.types, pa.array(words, pa.string())), len(words))
        places = places.combine_chunks() if isinstance(places, pa.ChunkedArray) else places
        known = np.full(len(places) + 1, len(words), np.intp)
        if len(places):
            known[:-1] = np.frombuffer(places.buffers()[1], np.int32, len(places), 4 * places.offset)
        return known

    @cached_property
    def digits(self) -> Flags:
        """Whether a type begins with a digit, a currency sign before it allowed."""
        import pyarrow as pa
        import pyarrow.compute as pc

        types = self.batch.words.types
        likely = np.flatnonzero(among(first_bytes(types), _BEFORE_NUMBERS))
        digits = np.zeros(len(types) + 1, bool)
        digits[likely] = _flags(pc.match_substring_regex(types.take(pa.array(likely)), r"^[$£€¥]?\d"))[:-1]
        return digits

    @cached_property
    def gerund(self) -> Flags:
        """Whether a type ends in -ing."""
        import pyarrow.compute as pc

        return _flags(pc.ends_with(self.batch.words.types, "ing"))

    @cached_property
    def past(self) -> Flags:
        """Whether a type ends in -ed."""
        import pyarrow.compute as pc

        return _flags(pc.ends_with(self.batch.words.types, "ed"))

    @cached_property
    def adverb(self) -> Flags:
        """Whether a type ends in -ly."""
        import pyarrow.compute as pc

        return _flags(pc.ends_with(self.batch.words.types, "ly"))

    @cached_property
    def number(self) -> Flags:
        """Whether a type is a number in digits or words."""
        return self.digits | self.classed("number")

    def in_title_case(self, words: Ints) -> Flags:
        """Whether more than half of the words of each word's sentence have a capital, as in headlines; for a few words."""
        first = self.batch.sentences.first_word
        start, stop = first[self.sentence[words]], first[self.sentence[words] + 1]
        capital = self.batch.words.capital
        counts = [np.count_nonzero(capital[a:b]) for a, b in zip(start.tolist(), stop.tolist(), strict=True)]
        return np.asarray(2 * np.array(counts, np.int64) > stop - start, bool)

    @cached_property
    def in_capitals(self) -> NDArray[np.intp]:
        """The words that are all capitals."""
        return np.flatnonzero(self.batch.words.capital == ALL_CAPITALS)

    @cached_property
    def shouts(self) -> Flags:
        """Whether more than half of a sentence's words are all capitals."""
        first = self.batch.sentences.first_word
        counts = np.bincount(self.sentence.take(self.in_capitals), minlength=len(first) - 1)
        return np.asarray(2 * counts > np.diff(first), bool)

    def opens(self, words: Ints) -> Flags:
        """Whether each word is the first of its sentence."""
        return np.asarray(self.batch.sentences.first_word.take(self.sentence.take(words)) == words, bool)

    def capital_at(self, places: Ints) -> Flags:
        """Whether the words at these positions have a capital; positions beyond the batch have none."""
        inside = places < len(self.type)
        return np.asarray(inside & (self.batch.words.capital[np.where(inside, places, 0)] > 0), bool)

    def follows_comma(self, words: Ints) -> Flags:
        """Whether a comma, semicolon or colon stands right before each word."""
        place = np.maximum(words - 1, 0)
        apart = self.batch.words.start[words] - self.batch.words.end[place]
        found = (apart == len(", ")) & (place < words)
        for index in np.flatnonzero(found):
            found[index] = self.text_before(int(words[index])).rstrip().endswith((",", ";", ":"))
        return np.asarray(found, bool)

    def asks(self, words: Ints) -> Flags:
        """Whether the sentence of each word ends with a question mark."""
        sentences = self.batch.sentences
        numbers = self.sentence[words]
        ends = [self._sentence(int(number))[-3:] for number in numbers] if len(sentences) else []
        return np.fromiter(("?" in end for end in ends), bool, len(ends))

    def text_before(self, word: int, width: int = 2) -> str:
        """Give up to `width` code points before a word, within its sentence."""
        sentence, start = int(self.sentence[word]), int(self.batch.words.start[word])
        return self._text(sentence, max(start - width, int(self.batch.sentences.start[sentence])), start)

    def text_after(self, word: int, width: int = 2) -> str:
        """Give up to `width` code points after a word, within its sentence."""
        sentence, end = int(self.sentence[word]), int(self.batch.words.end[word])
        return self._text(sentence, end, min(end + width, int(self.batch.sentences.end[sentence])))

    def _sentence(self, sentence: int) -> str:
        sentences = self.batch.sentences
        return self._text(sentence, int(sentences.start[sentence]), int(sentences.end[sentence]))

    def _text(self, sentence: int, start: int, end: int) -> str:
        return self.batch.normal[int(self.batch.sentences.document[sentence])][start:end]


_AT_HAND: list[Context] = []
"""The context of the batch that is being annotated, at most one."""


def context_of(batch: Batch) -> Context:
    """Give the context of a batch: the same to all annotators of it, so that each table is made once.

    It is kept until another batch is asked for or `forget` is called.
    """
    held = next(iter(_AT_HAND), None)
    if held is None or held.batch is not batch:
        held = Context(batch)
        _AT_HAND[:] = [held]
    return held


def forget() -> None:
    """Let go of the batch at hand: the next one is built while it would be held."""
    _AT_HAND.clear()


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of the list `word-classes`, and for each class which of them it has; the last entry is False."""

    words: tuple[str, ...]
    members: dict[str, Flags]


@cache
def _vocabulary() -> _Vocabulary:
    rows = load("word-classes").entries
    words = tuple(dict.fromkeys(row["entry"] for row in rows))
    place = {word: index for index, word in enumerate(words)}
    members: dict[str, Flags] = {}
    for row in rows:
        members.setdefault(row["class"], np.zeros(len(words) + 1, bool))[place[row["entry"]]] = True
    return _Vocabulary(words, members)


@cache
def members(*names: str) -> Flags:
    """Tell for every word of the list `word-classes` whether one of these classes has it; one entry more, False."""
    classes = _vocabulary().members
    return np.asarray(np.any([classes[name] for name in names], axis=0), bool)


def _flags(values: pa.BooleanArray) -> Flags:
    """Arrow booleans to numpy with one more entry, False, for the type of no word; `.to_numpy()` would import pandas."""
    import pyarrow as pa

    array = (values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values).cast(pa.uint8())
    plain = np.frombuffer(array.buffers()[1], np.uint8, len(array), array.offset) if len(array) else np.zeros(0, np.uint8)
    return np.append(plain.astype(bool), False)
