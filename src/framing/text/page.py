"""The normalised texts of a batch side by side in UTF-8, and where the code points stand in it.

Marks are looked for among bytes, of which there are fewer and smaller ones than code points; what is not ASCII is
decoded only where it stands beside a mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from framing.corpus.documents import Document

__all__ = ["Blocks", "Page", "bases_of", "blocks_of"]

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]

_ASCII, _LEAD, _LEAD_OF_THREE, _LEAD_OF_FOUR = 0x80, 0xC0, 0xE0, 0xF0
"""Bytes from which on UTF-8 has a byte beyond ASCII, the first of two or more, of three, of four."""

_LINE_BREAK = ord("\n")


def bases_of(normal: Sequence[str]) -> Ints:
    """Give where each text begins when they stand side by side, one line break after each."""
    lengths = np.fromiter(map(len, normal), np.int64, len(normal)) + 1
    bases: Ints = np.cumsum(lengths) - lengths
    return bases


def blocks_of(documents: Sequence[Document], bases: Ints) -> Ints:
    """Give a row a block: document, start and end in the joined text, section, heading."""
    rows = np.fromiter(chain.from_iterable(chain.from_iterable(d.blocks for d in documents)), np.int64).reshape(-1, 4)
    document = np.repeat(np.arange(len(documents)), np.fromiter((len(d.blocks) for d in documents), np.int64, len(documents)))
    withheld = np.fromiter((d.text is None for d in documents), np.bool_, len(documents))[document]
    rows, document = rows[~withheld], document[~withheld]
    return np.column_stack((document, rows[:, :2] + bases[document, None], rows[:, 2:]))


@dataclass(frozen=True)
class Page:
    """Normalised texts side by side, a line break after each; `canonical` are the texts as typed.

    All places are code points from the beginning of the first text, but where they are said to be bytes.
    """

    data: NDArray[np.uint8]
    """UTF-8 of the normalised texts."""
    normal: Sequence[str]
    canonical: Sequence[str]
    bases: Ints
    """Where each text begins."""

    @classmethod
    def of(cls, documents: Sequence[Document], normal: Sequence[str], texts: bytes, bases: Ints) -> Page:
        """Lay the texts of documents out; `texts` is their normalised UTF-8."""
        canonical = [document.text or one for document, one in zip(documents, normal, strict=True)]
        return cls(np.frombuffer(texts, np.uint8), normal, canonical, bases)

    @cached_property
    def _later(self) -> Ints:
        """Bytes that go on with a code point."""
        return np.flatnonzero(self.data.view(np.int8) < np.int8(_LEAD - 256))

    @cached_property
    def _shifted(self) -> Ints:
        """For each byte that goes on with a code point, the code point after which bytes are one more ahead."""
        return self._later - np.arange(len(self._later))

    def points(self, at: Ints) -> Ints:
        """Give the code point that begins at each of these bytes."""
        return at - np.searchsorted(self._later, at) if len(self._later) else at

    def bytes_at(self, points: Ints) -> Ints:
        """Give the byte at which each code point begins."""
        return points + np.searchsorted(self._shifted, points, side="right") if len(self._later) else points

    def place(self, points: Ints) -> tuple[Ints, Ints]:
        """Give the document of each code point, and where that begins."""
        document = np.searchsorted(self.bases, points, side="right") - 1
        return document, self.bases[document] if len(self.bases) else document

    def before(self, at: Ints) -> Codes:
        """Give the code point that ends right before each of these bytes; a line break at the beginning."""
        codes = np.where(at > 0, self.data.take(at - 1, mode="clip"), _LINE_BREAK).astype(np.uint32)
        odd = np.flatnonzero(codes >= _ASCII)
        first = at[odd] - 1
        for _ in range(3):
            first = np.where(self.data[first] < _LEAD, first - 1, first)
        codes[odd] = self._decoded(first)
        return codes

    def after(self, at: Ints) -> Codes:
        """Give the code point that begins at each of these bytes; a line break at the end."""
        codes = np.where(at < len(self.data), self.data.take(at, mode="clip"), _LINE_BREAK).astype(np.uint32)
        odd = np.flatnonzero(codes >= _ASCII)
        codes[odd] = self._decoded(at[odd])
        return codes

    def _decoded(self, at: Ints) -> Codes:
        """Give the code points, none of them ASCII, that begin at these bytes."""
        one = self.data.take(at, mode="clip").astype(np.int64)
        two, three, four = (self.data.take(at + step, mode="clip").astype(np.int64) & 0x3F for step in (1, 2, 3))
        of_two = (one & 0x1F) << 6 | two
        of_three = (one & 0x0F) << 12 | two << 6 | three
        of_four = (one & 0x07) << 18 | two << 12 | three << 6 | four
        codes = np.where(one < _LEAD_OF_THREE, of_two, np.where(one < _LEAD_OF_FOUR, of_three, of_four))
        return codes.astype(np.uint32)

    def typed(self, points: Ints) -> Codes:
        """Give the code points as typed, before typography was made one, at places in order."""
        document, base = self.place(points)
        first = np.flatnonzero(np.diff(document, prepend=-1))
        bounds, local = np.append(first, len(points)).tolist(), (points - base).tolist()
        owners = document[first].tolist()
        pieces = [
            itemgetter(*local[low:high])(self.canonical[owner])
            for owner, low, high in zip(owners, bounds[:-1], bounds[1:], strict=True)
        ]
        typed = "".join(chain.from_iterable(pieces))
        return np.frombuffer(typed.encode("utf-32-le", "surrogatepass"), np.uint32)


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where paragraphs and headings stand in a page."""

    start: Ints
    end: Ints
    opening: Ints
    """The first block of each document."""

    @classmethod
    def of_rows(cls, rows: Ints) -> Blocks:
        """Take the places from the rows of `blocks_of`."""
        return cls(rows[:, 1].copy(), rows[:, 2].copy(), np.flatnonzero(np.diff(rows[:, 0], prepend=-1)))

    def of(self, points: Ints) -> Ints:
        """Index of the block that holds each code point, −1 where none does."""
        if not len(self.start):
            return np.full(len(points), -1, np.int64)
        block = np.searchsorted(self.start, points, side="right") - 1
        block[(block >= 0) & (points >= self.end[block])] = -1
        return block
