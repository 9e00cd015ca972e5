"""Chunks and words: white space once, and every string operation once per distinct chunk.

A chunk is what white space leaves; a word is what stands in it without the punctuation around it. The distinct chunks
of a batch are laid side by side as code points, so that a few passes over some hundred kilobytes tell for millions of
chunks where their words begin and end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.text.normalise import INVISIBLE

__all__ = [
    "Split",
    "Vocabulary",
    "Wordlist",
    "gather",
    "integers",
    "keep",
    "rejoin",
    "split",
    "strings",
    "text_of",
    "trimmed",
    "vocabulary",
]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint32]

_SPACE = 32
_JOINER = "\u2060"
"""Stands in a chunk's type for the space that a tokeniser put into a word; it is invisible, so it is in no form."""

_SCAR = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))[^\w']*", re.IGNORECASE)
"""What a tokeniser cuts off a word: "do n't", "Russia 's"."""

MOST_SCARS = 3
"""Pieces cut off one word that are joined again ("would n't 've"): more are no word, and would grow without end."""

_WITH_VERB = "it's he's she's that's what's who's there's here's let's where's how's when's why's"
_CONTRACTED = frozenset(_WITH_VERB.split())
"""Words in which 's is a verb: it is not cut off. After other words it is a possessive far more often."""


@dataclass(frozen=True, slots=True)
class Split:
    """Chunks of a joined text: type, start and end in code points; `types` end in one space each."""

    type: NDArray[np.intp]
    start: Ints
    end: Ints
    types: pa.StringArray


def split(texts: bytes) -> Split:
    r"""Split UTF-8 that ends in white space at white space; between two spaces stands an empty chunk.

    Examples:
        >>> found = split("Yes, é\n no ".encode())
        >>> found.types.to_pylist(), found.type.tolist(), found.start.tolist(), found.end.tolist()
        (['Yes, ', 'é ', ' ', 'no '], [0, 1, 2, 3], [0, 5, 7, 8], [4, 6, 7, 10])
    """
    data = np.frombuffer(texts, np.uint8)
    ends = np.flatnonzero(data <= _SPACE)
    offsets = np.zeros(len(ends) + 1, np.int32)
    np.add(ends, 1, out=offsets[1:], casting="unsafe")
    # Each string keeps the one space that ends it: so the buffer is used as it is, without a copy of 60 MB.
    raw = pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(np.maximum(data, _SPACE)))
    encoded = raw.dictionary_encode()
    type_, types = integers(encoded.indices).astype(np.intp), encoded.dictionary
    start, end = _code_points(offsets, type_, types)
    return Split(type_, start, end, types)


def integers(array: pa.Array) -> Ints:
    """View an Arrow int32 array; `to_numpy` would import pandas."""
    return np.frombuffer(array.buffers()[1], np.int32, len(array), array.offset * 4)


def _code_points(offsets: Ints, type_: NDArray[np.intp], types: pa.StringArray) -> tuple[Ints, Ints]:
    """Turn byte offsets into code points: only what is not ASCII makes a difference, and most chunks are."""
    extra = integers(pc.subtract(pc.binary_length(types), pc.utf8_length(types)))
    start, end = offsets[:-1].copy(), offsets[1:] - np.int32(1)
    at = np.flatnonzero(gather(extra > 0, type_))
    if len(at):
        more = np.cumsum(extra[type_[at]], dtype=np.int32)
        start[at[0] + 1 :] -= np.repeat(more, np.diff(np.append(at + 1, len(start))))
        end[at[0] :] -= np.repeat(more, np.diff(np.append(at, len(end))))
    return start, end


def gather(table: NDArray[Any], index: NDArray[np.intp]) -> NDArray[Any]:
    """Look up an item for each index; `clip` spares numpy a check of bounds and takes half the time of brackets."""
    return table.take(index, mode="clip") if len(table) else table[index]


def keep(found: Split, which: Bools) -> Split:
    """Give the chunks for which `which` is true."""
    return Split(found.type[which], found.start[which], found.end[which], found.types)


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
    codes = np.frombuffer(_joined(types).decode().encode("utf-32-le"), np.uint32)
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
    return np.concatenate(([0], np.flatnonzero(codes == _SPACE) + 1))


def _joined(types: pa.StringArray) -> bytes:
    """Give the bytes of all strings one after the other."""
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    return memoryview(types.buffers()[2] or b"")[offsets[0] : offsets[-1]].tobytes()


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
    import unicodedata

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
    at = np.flatnonzero(letters.word[codes])
    part = np.cumsum(_cuts(codes), dtype=np.int32)[at]
    new = np.ones(len(at), np.bool_)
    new[1:] = part[1:] != part[:-1]
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(at))[: len(first)] - 1
    start, visible_end = at[first], at[last] + 1
    end = _unpossessed(codes, at, first, last)
    raw_start, raw_end = (start, end) if layout.raw is None else (layout.raw[start], layout.raw[end - 1] + 1)
    owner = layout.owner[start]
    type_, types = _forms(letters.lowered[codes], start, end)
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
    cuts: Bools = _CUTS[np.minimum(codes, 127)] | (codes == _ELLIPSIS)
    dot = codes == _DOT
    cuts[1:] |= dot[1:] & dot[:-1]
    return cuts


def _unpossessed(codes: Codes, at: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give where each word ends without its possessive."""
    end = at[last] + 1
    is_s = (codes[at[last]] | _SPACE) == ord("s")
    owned = np.flatnonzero(is_s & (codes[at[last] - 1] == _APOSTROPHE) & (last > first))
    short = owned[end[owned] - at[first[owned]] <= _LONGEST_CONTRACTED]
    verbs = [word for word in short.tolist() if text_of(codes[at[first[word]] : end[word]]).lower() in _CONTRACTED]
    owned = np.setdiff1d(owned, verbs, assume_unique=True).astype(np.int64)
    end[owned] = at[last[owned] - 1] + 1
    return end


_LONGEST_CONTRACTED = max(map(len, _CONTRACTED))


def text_of(codes: Codes) -> str:
    """Give code points as a string."""
    return codes.tobytes().decode("utf-32-le")


def _forms(lowered: Codes, start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[Ints, pa.StringArray]:
    """Give each word the id of its form in lower case."""
    turn = np.zeros(len(lowered), np.int8)
    turn[start] = 1
    turn[end] = -1
    inside = np.cumsum(turn, dtype=np.int8).view(np.bool_)
    # What follows a word is never part of the next one, so a space can take its place and end the form.
    inside[end] = True
    lowered[end] = _SPACE
    encoded = strings(lowered[inside]).dictionary_encode()
    return integers(encoded.indices), trimmed(encoded.dictionary)


def strings(codes: Codes) -> pa.StringArray:
    """Make strings, each ended by one space, of code points in which a space ends each string."""
    data = np.frombuffer(text_of(codes).encode(), np.uint8)
    offsets = np.concatenate(([0], np.flatnonzero(data == _SPACE) + 1)).astype(np.int32)
    return pa.StringArray.from_buffers(len(offsets) - 1, pa.py_buffer(offsets), pa.py_buffer(data))


def trimmed(types: pa.StringArray) -> pa.StringArray:
    """Take the one space off the end of each string."""
    data = np.frombuffer(_joined(types), np.uint8)
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    moved = offsets - offsets[0] - np.arange(len(offsets), dtype=np.int32)
    return pa.StringArray.from_buffers(len(types), pa.py_buffer(moved), pa.py_buffer(data[data != _SPACE]))


def _capitals(codes: Codes, letters: Alphabet, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint8]:
    """0 no capital at the start, 1 a capital, 2 all capitals with at least two of them."""
    capital = letters.upper[codes[start]].astype(np.uint8)
    # Capitals are counted in the lower half of a number and small letters in the upper one: one running sum, not two.
    running = np.zeros(len(codes) + 1, np.int64)
    np.cumsum((letters.upper + (letters.lower.astype(np.int64) << 32)).take(codes, mode="clip"), out=running[1:])
    both = running[end] - running[start]
    capital[(both >= 2) & (both >> 32 == 0)] = 2
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


def rejoin(found: Split, block: Ints, abbreviations: frozenset[str]) -> tuple[Split, Bools]:
    """Join what a tokeniser cut off ("do n't", "Russia 's", "U.S .") to the word before, within its block.

    Returns:
        The chunks, the joined ones lengthened and typed anew, and which of them remain.
    """
    scars = _scars(found.types)
    at = np.flatnonzero(gather(scars, found.type)) if scars.any() else np.zeros(0, np.int64)
    at = at[at > 0]
    at = at[(block[at] == block[at - 1]) & _lettered(found.types)[found.type[at - 1]]]
    remain = np.ones(len(found.type), np.bool_)
    if not len(at):
        return found, remain
    type_, end, names = found.type.copy(), found.end.copy(), _Names(found.types)
    for scar in at.tolist():
        head = scar - 1
        while not remain[head] and scar - head <= MOST_SCARS:
            head -= 1
        if not remain[head]:
            continue
        left, right = names[type_[head]], names[type_[scar]]
        if _belongs(left, right, abbreviations):
            gap = int(found.start[scar] - end[head])
            type_[head], end[head] = names.number(left + _JOINER * gap + right), end[scar]
            remain[scar] = False
    return Split(type_, found.start, end, names.array()), remain


def _lettered(types: pa.StringArray) -> Bools:
    """Say which distinct chunks end in what may be a letter or digit."""
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    data = np.frombuffer(types.buffers()[2] or b"", np.uint8)
    return _LETTERED[data[np.maximum(offsets[1:] - 2, offsets[:-1])]]


def _bytes(characters: str) -> Bools:
    table = np.zeros(256, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


_LETTERED = np.array([byte >= 128 or chr(byte).isalnum() for byte in range(256)])
_SCARRED_FIRST, _SCARRED_SECOND = _bytes("'nN."), _bytes("'srvldmnSRVLDMN ")


def _scars(types: pa.StringArray) -> Bools:
    """Say which distinct chunks may have been cut off a word."""
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    data = np.append(np.frombuffer(types.buffers()[2] or b"", np.uint8), np.uint8(0))
    first, second = (data[offsets[:-1] + step] for step in range(2))
    at = np.flatnonzero(_SCARRED_FIRST[first] & _SCARRED_SECOND[second])
    scars = np.zeros(len(types), np.bool_)
    for index in at.tolist():
        form = types[index].as_py().rstrip()
        scars[index] = form == "." or _SCAR.fullmatch(form) is not None
    return scars


def _belongs(left: str, right: str, abbreviations: frozenset[str]) -> bool:
    """Say whether a word and what follows it were one chunk before a tokeniser came."""
    if right == ".":
        word = left.lstrip("\"'([{")
        return word.lower() in abbreviations or (len(word) == 1 and word.isupper())
    return left[-1:].isalnum()


class _Names:
    """Distinct chunks by number, to which new ones are added."""

    def __init__(self, types: pa.StringArray) -> None:
        self._types, self._added = types, list[str]()
        self._numbers: dict[str, int] = {}

    def __getitem__(self, number: int) -> str:
        known = len(self._types)
        return str(self._types[number].as_py()).rstrip() if number < known else self._added[number - known]

    def number(self, form: str) -> int:
        if form not in self._numbers:
            self._numbers[form] = len(self._types) + len(self._added)
            self._added.append(form)
        return self._numbers[form]

    def array(self) -> pa.StringArray:
        if not self._added:
            return self._types
        added = "".join(f"{form} " for form in self._added)
        return pa.concat_arrays([self._types, strings(np.frombuffer(added.encode("utf-32-le"), np.uint32))])
