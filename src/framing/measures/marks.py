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

__all__ = ["Marks", "among", "ends", "first_bytes"]

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
        here, there = self._chunk.take(words, mode="clip"), self._chunk.take(words - 1, mode="clip")
        step = here - there
        marks = (self._marks(there) & _PARTS_AFTER) | (self._marks(here) & _PARTS_BEFORE)
        return np.asarray(((marks != 0) & (step != 0)) | (step > 1), bool)

    def unquote(self, words: Ints) -> Flags:
        """Whether a double quotation mark closes right before each word."""
        return self._before(words, _UNQUOTES)

    def possessive(self, words: Ints) -> Flags:
        """Whether the word before each word is a possessive ("Lee's remarks")."""
        return self._before(words, _OWNS)

    def quote(self, words: Ints) -> Flags:
        """Whether a double quotation mark opens right before each word; a place beyond the batch has none."""
        marks = self._marks(self._chunk.take(words, mode="clip"))
        return np.asarray(((marks & _QUOTES) != 0) & (words < len(self._chunk)), bool)

    def _before(self, words: Ints, mark: np.uint8) -> Flags:
        here, there = self._chunk.take(words, mode="clip"), self._chunk.take(words - 1, mode="clip")
        return np.asarray(((self._marks(there) & mark) != 0) & (here != there), bool)

    def _marks(self, chunks: Ints) -> Bytes:
        return self._by_type.take(self._type.take(chunks, mode="clip"), mode="clip")

    @cached_property
    def _by_type(self) -> Bytes:
        """The marks at the ends of every distinct chunk."""
        after = self._parts_after * _PARTS_AFTER | self._unquotes * _UNQUOTES | self._owns * _OWNS
        return np.asarray(after | self._quotes * _QUOTES | self._parts_before * _PARTS_BEFORE, np.uint8)

    @cached_property
    def _edges(self) -> tuple[Bytes, Bytes]:
        return ends(self._types)

    @property
    def _parts_after(self) -> Flags:
        """A mark that parts among the last three bytes, with nothing but closing marks behind it; or a dash."""
        last, second, third = self._edges[1].T
        found = among(third, _PARTS) & among(second, _CLOSES)
        found = among(last, _PARTS) | (among(last, _CLOSES) & (among(second, _PARTS) | found))
        return np.asarray(found | ((last == _HYPHEN) & (second == _HYPHEN)) | self._dash, bool)

    @property
    def _dash(self) -> Flags:
        last, second, _ = self._edges[1].T
        (en, en_ends), (em, em_ends) = _DASHES
        return np.asarray(((last == en_ends) & (second == en)) | ((last == em_ends) & (second == em)), bool)

    @property
    def _parts_before(self) -> Flags:
        first, second = self._edges[0].T
        found = among(first, _OPENS) | ((first == _APOSTROPHE) & among(second, _OPENS))
        return np.asarray(found | ((first == _HYPHEN) & (second == _HYPHEN)), bool)

    @property
    def _unquotes(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray((last == _QUOTE) | (((last == _STOP) | (last == _COMMA)) & (second == _QUOTE)), bool)

    @property
    def _quotes(self) -> Flags:
        first, second = self._edges[0].T
        return np.asarray((first == _QUOTE) | (among(first, _OPENS) & (second == _QUOTE)), bool)

    @property
    def _owns(self) -> Flags:
        last, second, _ = self._edges[1].T
        return np.asarray(((last == _S) & (second == _APOSTROPHE)) | ((last == _APOSTROPHE) & (second == _S)), bool)


_PARTS_AFTER, _UNQUOTES, _OWNS, _PARTS_BEFORE, _QUOTES = np.array([1, 2, 4, 8, 16], np.uint8)
"""What the end of a chunk tells of the word behind it; and its beginning of its own first word."""


def ends(types: pa.StringArray) -> tuple[Bytes, Bytes]:
    """Give the first two and the last three bytes of every string, from the outside in, 0 where it is shorter."""
    bounds, signs = _bytes(types)
    length, last = bounds[1:] - bounds[:-1], bounds[1:] - np.int32(1)
    # Column by column: a table of places would be eight times as large as what it finds.
    head, tail = np.empty((HEAD, len(types)), np.uint8), np.empty((TAIL, len(types)), np.uint8)
    for step in range(HEAD):
        np.multiply(signs.take(bounds[:-1] + step, mode="clip"), length > step, out=head[step])
    for step in range(TAIL):
        np.multiply(signs.take(last - step, mode="clip"), length > step, out=tail[step])
    return head.T, tail.T


def first_bytes(types: pa.StringArray) -> Bytes:
    """Give the first byte of every string; of an empty one, any."""
    bounds, signs = _bytes(types)
    return signs.take(bounds[:-1], mode="clip")


def _bytes(types: pa.StringArray) -> tuple[Ints, Bytes]:
    """Give where each string begins, and where the last ends, and the bytes of all (one at least)."""
    if not len(types):
        return np.zeros(1, np.int32), np.zeros(1, np.uint8)
    _, offsets, data = types.buffers()
    bounds = np.frombuffer(offsets, np.int32, len(types) + 1, 4 * types.offset)
    return bounds, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)


def among(found: Bytes, signs: bytes) -> Flags:
    """Whether each byte is one of these few signs."""
    flags = np.asarray(found == signs[0], bool)
    for sign in signs[1:]:
        flags |= found == sign
    return flags
