"""Words: what stands in a chunk without the punctuation around it, found once per distinct chunk.

The distinct chunks of a batch are laid side by side as code points, so that a few passes over some hundred kilobytes
tell for millions of chunks where their words begin and end.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.text.chunks import SPACE, bytes_of, gather, integers, strings, text_of, trimmed
from framing.text.normalise import INVISIBLE

__all__ = ["Alphabet", "Layout", "Vocabulary", "Wordlist", "vocabulary"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint32]

_WITH_VERB = "it's he's she's that's what's who's there's here's let's where's how's when's why's"
_CONTRACTED = frozenset(_WITH_VERB.split())
"""Words in which 's is a verb: it is not cut off. After other words it is a possessive far more often."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Distinct strings side by side as code points without what is invisible, each ended by one space."""

    codes: Codes
    raw: NDArray[np.int64] | None
    """Where each stood before the invisible were left out; None where nothing was."""
    owner: Ints
    """Which string each belongs to."""
    first: NDArray[np.int64]
    """Where each string begins in `codes` (one entry more than strings)."""
    raw_first: NDArray[np.int64]
    """Where each string began before."""


def lay_out(types: pa.StringArray) -> Layout:
    """Lay distinct strings, each ended by one space, side by side."""
    codes = np.frombuffer(bytes_of(types).decode().encode("utf-32-le"), np.uint32)
    raw_first = _begins(codes)
    raw = None
    hidden = np.isin(codes, _INVISIBLE) if codes.max(initial=0) >= _INVISIBLE[0] else None
    if hidden is not None and hidden.any():
        raw = np.flatnonzero(~hidden)
        codes = codes[raw]
    first = _begins(codes)
    owner = np.repeat(np.arange(len(types), dtype=np.int32), np.diff(first))
    return Layout(codes, raw, owner, first, raw_first)


_INVISIBLE = np.array(sorted(map(ord, INVISIBLE)), np.uint32)


def _begins(codes: Codes) -> NDArray[np.int64]:
    return np.concatenate(([0], np.flatnonzero(codes == SPACE) + 1))


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What each code point is, up to the highest that occurs."""

    word: Bools
    """A letter, a digit, or a mark that combines with one."""
    upper: Bools
    lower: Bools
    lowered: Codes


def alphabet(codes: Codes) -> Alphabet:
    """Look up each distinct code point that occurs; ASCII is always there."""
    rare = [chr(code) for code in np.unique(codes[codes >= 128]).tolist()]
    occurring = [*map(chr, range(128)), *rare]
    size = max(128, int(codes.max(initial=0)) + 1)
    at = np.array([ord(c) for c in occurring])
    word, upper, lower = (np.zeros(size, np.bool_) for _ in range(3))
    lowered = np.arange(size, dtype=np.uint32)
    word[at] = [c.isalnum() or unicodedata.combining(c) > 0 for c in occurring]
    upper[at] = [c.isupper() for c in occurring]
    lower[at] = [c.islower() for c in occurring]
    lowered[at] = [ord(c.lower()[0]) for c in occurring]
    return Alphabet(word, upper, lower, lowered)


@dataclass(frozen=True, slots=True)
class Wordlist:
    """The words of distinct strings: where they stand in each, and what they are."""

    owner: Ints
    """Index of the string that holds it."""
    start: Ints
    """Code points from the string's start, the invisible counted."""
    end: Ints
    type: Ints
    capital: NDArray[np.uint8]
    types: pa.StringArray
    visible_end: NDArray[np.int64]
    """Where it ends in the layout, possessive included."""


_CUTS = np.zeros(128, np.bool_)
_CUTS[[ord(c) for c in '-/" ']] = True
_DOT, _APOSTROPHE, _ELLIPSIS = ord("."), ord("'"), ord("…")


def words_of(layout: Layout, letters: Alphabet) -> Wordlist:
    """Find the words of each string: compounds cut, punctuation and possessive left out."""
    codes = layout.codes
    at = np.flatnonzero(gather(letters.word, codes))
    part = gather(np.cumsum(_cuts(codes).astype(np.int32)), at)
    new = np.ones(len(at), np.bool_)
    new[1:] = part[1:] != part[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(at))[: len(first)] - 1
    start, visible_end = at[first], at[last] + 1
    end = _unpossessed(codes, at, first, last)
    raw_start, raw_end = (start, end) if layout.raw is None else (layout.raw[start], layout.raw[end - 1] + 1)
    owner = layout.owner[start]
    type_, types = _forms(gather(letters.lowered, codes), start, end)
    base = layout.raw_first[owner]
    return Wordlist(
        owner,
        (raw_start - base).astype(np.int32),
        (raw_end - base).astype(np.int32),
        type_,
        _capitals(codes, letters, start, end),
        types,
        visible_end,
    )


def _cuts(codes: Codes) -> Bools:
    """Say where no word goes on: hyphens, slashes, double quotes, two full stops in a row, an ellipsis."""
    cuts: Bools = gather(_CUTS, codes) | (codes == _ELLIPSIS)
    dot = codes == _DOT
    cuts[1:] |= dot[1:] & dot[:-1]
    return cuts


def _unpossessed(codes: Codes, at: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give where each word ends without its possessive."""
    end = at[last] + 1
    is_s = (codes[at[last]] | SPACE) == ord("s")
    owned = np.flatnonzero(is_s & (codes[at[last] - 1] == _APOSTROPHE) & (last > first))
    short = owned[end[owned] - at[first[owned]] <= _LONGEST_CONTRACTED]
    verbs = [word for word in short.tolist() if text_of(codes[at[first[word]] : end[word]]).lower() in _CONTRACTED]
    owned = np.setdiff1d(owned, verbs, assume_unique=True).astype(np.int64)
    end[owned] = at[last[owned] - 1] + 1
    return end


_LONGEST_CONTRACTED = max(map(len, _CONTRACTED))


def _forms(lowered: Codes, start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[Ints, pa.StringArray]:
    """Give each word the id of its form in lower case."""
    turn = np.zeros(len(lowered), np.int8)
    turn[start] = 1
    turn[end] = -1
    inside = np.cumsum(turn, dtype=np.int8).view(np.bool_)
    # What follows a word is never part of the next one, so a space can take its place and end the form.
    inside[end] = True
    lowered[end] = SPACE
    encoded = strings(lowered[inside]).dictionary_encode()
    return integers(encoded.indices), trimmed(encoded.dictionary)


def _capitals(codes: Codes, letters: Alphabet, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint8]:
    """0 no capital at the start, 1 a capital, 2 all capitals with at least two of them."""
    capital = letters.upper[codes[start]].astype(np.uint8)
    # A small letter at its end tells of nearly every word that it is not all capitals.
    asked = np.flatnonzero(~letters.lower[codes[end - 1]])
    if not len(asked):
        return capital
    length = end[asked] - start[asked]
    first = np.cumsum(length) - length
    inside = codes[np.repeat(start[asked] - first, length) + np.arange(length.sum())]
    uppers, lowers = (np.add.reduceat(of[inside], first, dtype=np.int32) for of in (letters.upper, letters.lower))
    capital[asked[(uppers >= 2) & (lowers == 0)]] = 2
    return capital


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The distinct chunks of a batch, their layout and their words."""

    layout: Layout
    letters: Alphabet
    words: Wordlist
    count: Ints
    """How many words each distinct chunk has."""
    first_word: Ints
    """Index of its first one in `words`."""


def vocabulary(types: pa.StringArray) -> Vocabulary:
    """Analyse the distinct chunks of a batch, each ended by one space.

    Examples:
        >>> found = vocabulary(pa.array(["“The ".replace("“", '"'), "U.S.-led ", "men's. ", "— "]))
        >>> found.count.tolist(), found.words.types.to_pylist()
        ([1, 2, 1, 0], ['the', 'u.s', 'led', 'men'])
    """
    layout = lay_out(types)
    letters = alphabet(layout.codes)
    words = words_of(layout, letters)
    count = np.bincount(words.owner, minlength=len(types)).astype(np.int32)
    first_word = np.cumsum(count, dtype=np.int32) - count
    return Vocabulary(layout, letters, words, count, first_word)
