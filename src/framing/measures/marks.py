"""Punctuation between words: which words a comma, dash, bracket or quotation mark parts.

Decided once per distinct chunk by the bytes at its ends, which is ten times as fast as patterns over every chunk.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Marks", "ends"]

Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

HEAD, TAIL = 2, 3
"""Bytes looked at: an opening mark may stand behind a bracket, a parting one before two closing marks (`,"` `,")`)."""

_QUOTE, _APOSTROPHE, _HYPHEN, _S = (ord(sign) for sign in "\"'-s")
_PARTS = b',;:)]"'
_CLOSES = b",.;:)]\"'!?"
_OPENS = b'(["'
_DASHES = ("–".encode()[-2:], "—".encode()[-2:])
"""En and em dash by the last two of their three bytes."""


class Marks:
    """The punctuation of a batch, asked by word: is there a mark between this word and the one before it?"""

    def __init__(self, batch: Batch) -> None:
        self._chunk = batch.words.chunk
        self._type = batch.chunks.type
        self._types = batch.chunks.types

    def gap(self, words: Ints) -> Flags:
        """Whether a comma, colon, dash, bracket or double quotation mark parts each word from the one before it."""
        here, there = (self._chunk.take(place, mode="clip") for place in (words, words - 1))
        of_here, of_there = (self._type.take(chunk, mode="clip") for chunk in (here, there))
        marks = (
            self._parts_after.take(of_there, mode="clip") | self._parts_before.take(of_here, mode="clip") | (here - there > 1)
        )
        return np.asarray((here != there) & marks, bool)

    def unquote(self, words: Ints) -> Flags:
        """Whether a double quotation mark closes right before each word."""
        return self._before(words, self._unquotes)

    def possessive(self, words: Ints) -> Flags:
        """Whether the word before each word is a possessive ("Lee's remarks")."""
        return self._before(words, self._owns)

    def quote(self, words: Ints) -> Flags:
        """Whether a double quotation mark opens right before each word; a place beyond the batch has none."""
        inside = words < len(self._chunk)
        return np.asarray(inside & self._quotes[self._type[self._chunk[np.where(inside, words, 0)]]], bool)

    def _before(self, words: Ints, flags: Flags) -> Flags:
        here, there = (self._chunk.take(place, mode="clip") for place in (words, words - 1))
        return np.asarray((here != there) & flags.take(self._type.take(there, mode="clip"), mode="clip"), bool)

    @cached_property
    def _edges(self) -> tuple[Bytes, Bytes]:
        return ends(self._types)

    @cached_property
    def _parts_after(self) -> Flags:
        """A mark that parts among the last three bytes, with nothing but closing marks behind it; or a dash."""
        last, second, third = self._edges[1].T
        found = _PART[last] | (_CLOSE[last] & (_PART[second] | (_CLOSE[second] & _PART[third])))
        return np.asarray(found | ((last == _HYPHEN) & (second == _HYPHEN)) | self._dash, bool)

    @cached_property
    def _dash(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray(np.any([(last == end) & (second == middle) for middle, end in _DASHES], axis=0), bool)

    @cached_property
    def _parts_before(self) -> Flags:
        first, second = self._edges[0].T
        found = _OPEN[first] | ((first == _APOSTROPHE) & _OPEN[second]) | ((first == _HYPHEN) & (second == _HYPHEN))
        return np.asarray(found, bool)

    @cached_property
    def _unquotes(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray((last == _QUOTE) | (((last == ord(".")) | (last == ord(","))) & (second == _QUOTE)), bool)

    @cached_property
    def _quotes(self) -> Flags:
        first, second = self._edges[0].T
        return np.asarray((first == _QUOTE) | (_OPEN[first] & (second == _QUOTE)), bool)

    @cached_property
    def _owns(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray(((last == _S) & (second == _APOSTROPHE)) | ((last == _APOSTROPHE) & (second == _S)), bool)


def ends(types: pa.StringArray) -> tuple[Bytes, Bytes]:
    """Give the first two and the last three bytes of every string, from the outside in, 0 where it is shorter."""
    if not len(types):
        return np.zeros((0, HEAD), np.uint8), np.zeros((0, TAIL), np.uint8)
    _, offsets, data = types.buffers()
    bounds = np.frombuffer(offsets, np.int32, len(types) + 1, 4 * types.offset)
    signs = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    start, length = bounds[:-1], np.diff(bounds)
    last = bounds[1:] - np.int32(1)
    # Column by column: a table of places would be eight times as large as what it finds.
    head = np.stack([signs.take(start + step, mode="clip") * (length > step) for step in range(HEAD)], axis=1)
    tail = np.stack([signs.take(last - step, mode="clip") * (length > step) for step in range(TAIL)], axis=1)
    return head, tail


def _table(signs: bytes) -> Flags:
    flags = np.zeros(256, bool)
    flags[list(signs)] = True
    return flags


_PART, _CLOSE, _OPEN = _table(_PARTS), _table(_CLOSES), _table(_OPENS)
