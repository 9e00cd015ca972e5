"""Doubtful mentions: a leader's surname that is another person's, and "US" where it may be "us"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.text.batch import Batch
from framing.text.match import Matches

__all__ = ["WORDS_TOO", "plausible"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

WORDS_TOO = frozenset({"us", "who", "it"})
"""Acronyms that are words too: in a line all in capitals nobody can tell."""

IN_CAPITALS = 0.5
"""Share of words all in capitals beyond which a line is all in capitals; names and acronyms alone seldom reach it."""

TITLE_CASE = 0.75
"""Share of words with a capital from which on a short line is a headline in title case."""

HEADLINE = 16
"""Words of the longest line in title case that may be a headline; a longer one is a list of names."""

_ALL_CAPITALS = 2
"""As in `Words.capital`."""


def plausible(batch: Batch, matches: Matches, surname: Flags, phrase_too: Flags) -> Flags:
    """Say which matches are mentions: no surname beside another name, no "US" in a line all in capitals.

    Args:
        batch: where they were found.
        matches: in order of place.
        surname: for each phrase that is looked for, whether it is a leader's surname alone.
        phrase_too: likewise, whether it is an acronym that is a word too.

    Returns:
        A flag a match; no matches give none.
    """
    kept = np.ones(len(matches), bool)
    surnames = np.flatnonzero(surname[matches.entry])
    if len(surnames):
        kept[surnames] = ~_another_person(batch, matches.first[surnames], matches)
    shouted = np.flatnonzero(phrase_too[matches.entry])
    kept[shouted] = _share(batch, matches.first[shouted], _ALL_CAPITALS)[0] <= IN_CAPITALS
    return kept


def _share(batch: Batch, words: Ints, capital: int) -> tuple[NDArray[np.float64], Ints]:
    """Give the share of words with such a capital in each word's sentence, and how many words the sentence has."""
    sentence, which = np.unique(batch.words.sentence[words], return_inverse=True)
    first = batch.sentences.first_word[sentence].astype(np.int64)
    size = batch.sentences.first_word[sentence + 1] - first
    row = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) + first[row]
    capitals = np.bincount(row[batch.words.capital[place] >= capital], minlength=len(size))
    return (capitals / np.maximum(size, 1))[which], size[which].astype(np.int32)


def _another_person(batch: Batch, words: Ints, matches: Matches) -> Flags:
    """Whether a capitalised word stands right beside a surname that is no title, day, common word or other mention.

    In short lines whose words are mostly capitalised (headlines) nobody can tell, and the surname counts.
    """
    common = _common(batch)
    before, after = np.maximum(words - 1, 0), np.minimum(words + 1, len(batch.words.type) - 1)
    named = _named(batch, common, matches, before) & _beside(batch, before, words) & ~_opens(batch, before)
    named |= _named(batch, common, matches, after) & _beside(batch, words, after)
    doubtful = np.flatnonzero(named)
    share, size = _share(batch, words[doubtful], 1)
    named[doubtful] = ~((share >= TITLE_CASE) & (size <= HEADLINE))
    return named


def _common(batch: Batch) -> Flags:
    """Which of the batch's distinct words are titles, days and other common words."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pc.is_in(batch.words.types, value_set=pa.array(load("name-words").column("entry"), pa.string()))
    bytes_ = pc.cast(known, pa.uint8()).buffers()[1]  # `to_numpy` would import pandas
    return np.frombuffer(bytes_, np.uint8, len(known)).astype(bool)


def _opens(batch: Batch, words: Ints) -> Flags:
    return np.asarray(batch.sentences.first_word[batch.words.sentence[words]] == words, bool)


def _named(batch: Batch, common: Flags, matches: Matches, places: Ints) -> Flags:
    """Whether a word is a name that no match covers."""
    match = np.searchsorted(matches.first, places, side="right") - 1
    covered = (match >= 0) & (places < matches.last[match])
    return np.asarray((batch.words.capital[places] == 1) & ~covered & ~common[batch.words.type[places]], bool)


def _beside(batch: Batch, left: Ints, right: Ints) -> Flags:
    """Whether one space alone stands between two words of a sentence."""
    words = batch.words
    same = words.sentence[left] == words.sentence[right]
    return np.asarray(same & (words.start[right] - words.end[left] == 1), bool)
