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

_QUOTE, _APOSTROPHE, _HYPHEN, _S, _STOP, _COMMA = b"\"'-s.,"
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
        return self._has(words, _GAP)

    def unquote(self, words: Ints) -> Flags:
        """Whether a double quotation mark closes right before each word."""
        return self._has(words, _UNQUOTE)

    def possessive(self, words: Ints) -> Flags:
        """Whether the word before each word is a possessive ("Lee's remarks")."""
        return self._has(words, _POSSESSIVE)

    def quote(self, words: Ints) -> Flags:
        """Whether a double quotation mark opens right before each word; a place beyond the batch has none."""
        return self._has(words, _QUOTE_OPENS)

    def _has(self, words: Ints, mark: np.uint8) -> Flags:
        return np.asarray((self._marks.take(words, mode="clip") & mark) != 0, bool)

    @cached_property
    def _marks(self) -> Bytes:
        """The marks right before each word; one entry more, without any, for places beyond the batch."""
        marks = np.zeros(len(self._chunk) + 1, np.uint8)
        if len(self._chunk):
            own = self._by_type.take(self._type, mode="clip").take(self._chunk, mode="clip")
            step = self._chunk[1:] - self._chunk[:-1]
            between = (own[:-1] & _BEHIND) | (own[1:] >> _SHIFT) | (step > 1)
            marks[:-1] = own & _QUOTE_OPENS
            marks[1:-1] |= between * (step != 0)
        return marks

    @cached_property
    def _by_type(self) -> Bytes:
        """Of every distinct chunk the marks behind it, and those before it."""
        behind = self._parts_after * _GAP | self._unquotes * _UNQUOTE | self._owns * _POSSESSIVE
        return np.asarray(behind | self._quotes * _QUOTE_OPENS | self._parts_before * (_GAP << _SHIFT), np.uint8)

    @cached_property
    def _edges(self) -> tuple[Bytes, Bytes]:
        return ends(self._types)

    @property
    def _parts_after(self) -> Flags:
        """A mark that parts among the last three bytes, with nothing but closing marks behind it; or a dash."""
        last, second, third = self._edges[1].T
        found = _PART[last] | (_CLOSE[last] & (_PART[second] | (_CLOSE[second] & _PART[third])))
        return np.asarray(found | ((last == _HYPHEN) & (second == _HYPHEN)) | self._dash, bool)

    @property
    def _dash(self) -> Flags:
        last, second, _ = self._edges[1].T
        (en, en_ends), (em, em_ends) = _DASHES
        return np.asarray(((last == en_ends) & (second == en)) | ((last == em_ends) & (second == em)), bool)

    @property
    def _parts_before(self) -> Flags:
        first, second = self._edges[0].T
        found = _OPEN[first] | ((first == _APOSTROPHE) & _OPEN[second]) | ((first == _HYPHEN) & (second == _HYPHEN))
        return np.asarray(found, bool)

    @property
    def _unquotes(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray((last == _QUOTE) | (((last == _STOP) | (last == _COMMA)) & (second == _QUOTE)), bool)

    @property
    def _quotes(self) -> Flags:
        first, second = self._edges[0].T
        return np.asarray((first == _QUOTE) | (_OPEN[first] & (second == _QUOTE)), bool)

    @property
    def _owns(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray(((last == _S) & (second == _APOSTROPHE)) | ((last == _APOSTROPHE) & (second == _S)), bool)


_GAP, _UNQUOTE, _POSSESSIVE, _QUOTE_OPENS = np.array([1, 2, 4, 8], np.uint8)
"""Bits of a word's marks."""

_BEHIND = _GAP | _UNQUOTE | _POSSESSIVE
"""Those that a chunk has behind it."""

_SHIFT = np.uint8(4)
"""Where a chunk tells, among its own bits, that a mark before it parts it from the one before."""


def ends(types: pa.StringArray) -> tuple[Bytes, Bytes]:
    """Give the first two and the last three bytes of every string, from the outside in, 0 where it is shorter."""
    if not len(types):
        return np.zeros((0, HEAD), np.uint8), np.zeros((0, TAIL), np.uint8)
    _, offsets, data = types.buffers()
    bounds = np.frombuffer(offsets, np.int32, len(types) + 1, 4 * types.offset)
    signs = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    start, last = bounds[:-1], bounds[1:] - np.int32(1)
    length = bounds[1:] - start
    # Column by column: a table of places would be eight times as large as what it finds.
    head, tail = np.empty((HEAD, len(types)), np.uint8), np.empty((TAIL, len(types)), np.uint8)
    for step in range(HEAD):
        np.multiply(signs.take(start + step, mode="clip"), length > step, out=head[step])
    for step in range(TAIL):
        np.multiply(signs.take(last - step, mode="clip"), length > step, out=tail[step])
    return head.T, tail.T


def _table(signs: bytes) -> Flags:
    flags = np.zeros(256, bool)
    flags[list(signs)] = True
    return flags


_PART, _CLOSE, _OPEN = _table(_PARTS), _table(_CLOSES), _table(_OPENS)
