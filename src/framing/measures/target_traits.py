"""What stands around a mention of an actor, as columns of a linear model: which word, on which side, how far away.

A mention sees the words of its sentence. Names are masked, so that nobody is judged by who else is named, and so is the actor
itself. A word counts by its place (before or behind, five distances; after Vo & Zhang 2015), and by its polarity in four lists
(Hu–Liu, AFINN, `news-tone`, VADER), which a negation up to three words before it turns round (Polanyi & Zaenen 2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.text.batch import Batch

__all__ = ["SIGNATURES", "STRUCTURE", "ZONES", "Traits", "Vocabulary", "traits"]

Longs = NDArray[np.int64]
Flags = NDArray[np.bool_]

DISTANCES = (1, 2, 4, 8)
"""A word is at a mention (1), by it (2), near (4), in reach (8), or far from it."""

ZONES = 2 * (len(DISTANCES) + 1)
"""Before and behind, each by distance: 0 … 4 before, 5 … 9 behind."""

LISTS = 4
SIGNATURES = 3**LISTS
"""Polarity in each list, as digits to base three: 0 negative, 1 none, 2 positive."""

REACH = 3
"""A negation turns so many words behind it (Polanyi & Zaenen 2006; as VADER, Hutto & Gilbert 2014)."""

NAME, UNKNOWN = 0, 1
"""The codes of a masked name and of any other word that the vocabulary lacks."""

STRUCTURE = (
    "always", "opens the sentence", "ends the sentence", "possessive", "comma before", "comma behind", "quotation mark before",
    "quotation mark behind", "inside a quotation", "quotation in the sentence", "name before", "names before", "name behind",
    "names behind", "short sentence", "long sentence",
)  # fmt: skip
"""What is known of a mention beside words; lengths are up to 15 and from 35 words."""

SHORT, LONG = 15, 35

LOOK = 6
"""Code points looked at for the mark beside a mention, spaces and 's among them."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by code (the first two are a masked name and an unknown word), their polarity, and which of them negate.

    The first `own` words have columns of their own; the others are known by their polarity alone.
    """

    words: pa.StringArray
    own: int
    signature: NDArray[np.uint8]
    negation: Flags

    @property
    def columns(self) -> int:
        """How many columns the traits have."""
        return int((self.own + SIGNATURES) * ZONES + len(STRUCTURE))


@dataclass(frozen=True, slots=True)
class Traits:
    """Which column each mention has, once a time it has it: two arrays of equal length."""

    mention: Longs
    column: Longs


def traits(batch: Batch, first: Longs, stop: Longs, known: Vocabulary) -> Traits:
    """Give the traits of mentions, given by their first word and one past their last; no mentions have none.

    Mentions do not see one another but as names: each one's traits are what they would be if it were looked at alone.
    """
    bounds = batch.sentences.first_word.astype(np.int64)
    sentence = batch.words.sentence[first].astype(np.int64)
    low, high = bounds[sentence], bounds[sentence + 1]
    size = high - low
    mention = np.repeat(np.arange(len(first)), size)
    word = np.repeat(low - (np.cumsum(size) - size), size) + np.arange(len(mention))
    code = _codes(batch, known)
    outside = (word < first[mention]) | (word >= stop[mention])
    mention, word = mention[outside], word[outside]
    zone = _zones(np.where(word < first[mention], word - first[mention], word - stop[mention] + 1))
    polarity = _polarity(batch, code, known)[word]
    held = (code[word] != UNKNOWN) & (code[word] < known.own)
    felt = polarity != SIGNATURES // 2
    of_word = code[word[held]] * ZONES + zone[held]
    of_list = (known.own + polarity[felt]) * ZONES + zone[felt]
    has, which = _structure(batch, (first, stop, low, high), (mention, zone, code[word] == NAME))
    which += (known.own + SIGNATURES) * ZONES
    return Traits(np.concatenate([mention[held], mention[felt], has]), np.concatenate([of_word, of_list, which]))


def _codes(batch: Batch, known: Vocabulary) -> Longs:
    """Look every word up; what has a capital, and not because something begins there, is a name."""
    words = batch.words
    found = pc.fill_null(pc.index_in(words.types, known.words), UNKNOWN)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    if not len(found):
        return np.zeros(len(words.type), np.int64)
    of_type = np.frombuffer(found.buffers()[1], np.int32, len(found), 4 * found.offset)
    code = of_type[words.type].astype(np.int64)
    begins = np.zeros(len(code), bool)
    begins[batch.sentences.first_word[:-1][np.diff(batch.sentences.first_word) > 0]] = True
    begins |= (words.start > batch.chunks.start[words.chunk]) & ~words.joined
    code[(words.capital > 0) & (~begins | (code == UNKNOWN))] = NAME
    return code


def _zones(distance: Longs) -> Longs:
    near = np.searchsorted(DISTANCES, np.abs(distance))
    return np.asarray(near + np.where(distance > 0, ZONES // 2, 0), np.int64)


def _polarity(batch: Batch, code: Longs, known: Vocabulary) -> Longs:
    """Give every word's signature, turned where a negation of the same sentence is close before it."""
    signature = known.signature[code].astype(np.int64)
    negated = np.zeros(len(code), bool)
    sentence = batch.words.sentence
    for step in range(1, REACH + 1):
        negated[step:] |= known.negation[code[:-step]] & (sentence[step:] == sentence[:-step])
    return np.where(negated, SIGNATURES - 1 - signature, signature)


def _structure(batch: Batch, ends: tuple[Longs, Longs, Longs, Longs], names: tuple[Longs, Longs, Flags]) -> tuple[Longs, Longs]:
    """Give what is known of each mention beside words."""
    first, stop, low, high = ends
    n, size = len(first), high - low
    mention, zone, name = names
    before = np.bincount(mention[name & (zone < ZONES // 2)], minlength=n)
    behind = np.bincount(mention[name & (zone >= ZONES // 2)], minlength=n)
    left, right, own = _marks(batch, first, stop)
    inside, any_ = _quoted(batch, first, low, high)
    flags: Sequence[Flags] = (
        np.ones(n, bool), first == low, stop == high, own, left == ",", right == ",", left == '"', right == '"', inside, any_,
        before > 0, before > 1, behind > 0, behind > 1, size <= SHORT, size >= LONG,
    )  # fmt: skip
    has, which = np.nonzero(np.column_stack(flags).reshape(n, len(STRUCTURE)))
    return has.astype(np.int64), which.astype(np.int64)


def _marks(batch: Batch, first: Longs, stop: Longs) -> tuple[NDArray[np.str_], NDArray[np.str_], Flags]:
    """Give the mark before and behind each mention, and whether it has a possessive."""
    words = batch.words
    document = batch.sentences.document[words.sentence[first]].tolist()
    starts, ends = words.start[first].tolist(), words.end[stop - 1].tolist()
    normal = batch.normal
    left = [normal[d][max(s - LOOK, 0) : s].rstrip()[-1:] for d, s in zip(document, starts, strict=True)]
    # "Norland's", "Norland 's" (as corpora cut it) and "the Norlands'" are one; some words end before 's, some behind it
    tail = [normal[d][e : e + LOOK].lstrip() for d, e in zip(document, ends, strict=True)]
    around = [normal[d][max(e - 2, 0) : e + 1] for d, e in zip(document, ends, strict=True)]
    own = [near[:2] == "'s" or near[2:] == "'" or text[:2] == "'s" for near, text in zip(around, tail, strict=True)]
    right = [text.removeprefix("'s").lstrip()[:1] for text in tail]
    return np.array(left, "U1"), np.array(right, "U1"), np.array(own, bool)


def _quoted(batch: Batch, first: Longs, low: Longs, high: Longs) -> tuple[Flags, Flags]:
    """Whether each mention stands inside a quotation, and whether its sentence holds quoted words."""
    words, quotes = batch.words, batch.quotes
    owner = batch.sentences.document[words.sentence].astype(np.int64)
    reach = np.int64(2**31)
    real = ~quotes.scare
    begin = quotes.document[real].astype(np.int64) * reach + quotes.start[real]
    end = quotes.document[real].astype(np.int64) * reach + quotes.end[real]
    key = owner[first] * reach + words.start[first]
    inside = np.searchsorted(begin, key, "right") > np.searchsorted(end, key, "right")
    opening = owner[low] * reach + words.start[low]
    closing = owner[high - 1] * reach + words.end[high - 1]
    held = np.searchsorted(begin, closing, "left") > np.searchsorted(end, opening, "right")
    return np.asarray(inside, bool), np.asarray(held, bool)
