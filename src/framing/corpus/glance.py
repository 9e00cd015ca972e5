"""What the first and last letters of lines tell: of nearly all lines, that they are neither page furniture nor headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple, TypeVar

import numpy as np

from framing.corpus.headings import LONGEST_LINE, ends_text
from framing.corpus.paragraphs import Ints
from framing.corpus.rules import GLANCE, HEAD, REMEMBERED, may_close, openings_after

__all__ = ["Glance", "glance"]

Told = TypeVar("Told")

MARK = "#"
"""Begins a heading in Markdown."""

LAST = 4
"""Code points at a line's end that are looked at."""

_CLOSING = 1
_UNENDED = 2

_first = itemgetter(slice(GLANCE))
_last = itemgetter(slice(-LAST, None))


class Glance(NamedTuple):
    """Lines, by their index and in order, that are worth a closer look."""

    opening: list[int]
    """Begin as a rule of page furniture may, or with a mark of Markdown."""
    closing: list[int]
    """Are at most `LONGEST_LINE` long and end as a rule of page furniture may."""
    unended: list[int]
    """Are at most `LONGEST_LINE` long and do not end as text does, but as a heading may."""


class _Remembered(dict[str, Told]):
    """What letters tell, asked once for each; forgotten when there are too many."""

    def __init__(self, tell: Callable[[str], Told]) -> None:
        self._tell = tell

    def __missing__(self, letters: str) -> Told:
        if len(self) >= REMEMBERED:
            self.clear()
        told = self[letters] = self._tell(letters)
        return told


def glance(lines: Sequence[str], size: Ints) -> Glance:
    """Find the lines that may be page furniture or headings by their first or last letters; none of them is empty.

    `size` is how long each line is, in code points.

    Examples:
        >>> lines = ["What Comes Next", "Envoys met on Monday.", "Leave a Reply", "All rights reserved."]
        >>> glance(lines, np.array([15, 21, 13, 20]))
        Glance(opening=[2, 3], closing=[3], unended=[0, 2])
    """
    onward = list(map(_openings.__getitem__, map(_first, lines)))
    # One letter more than rules are filed under: what a sigma is in lower case depends on whether a letter follows.
    opening = [at for at in compress(count(), onward) if lines[at][: HEAD + 1].lower().startswith(onward[at])]
    short = np.flatnonzero(size <= LONGEST_LINE).tolist()
    ways = list(map(_endings.__getitem__, map(_last, map(lines.__getitem__, short))))
    telling = list(compress(zip(short, ways, strict=True), ways))
    closing = [at for at, way in telling if way & _CLOSING]
    return Glance(opening, closing, [at for at, way in telling if way & _UNENDED])


def _opens(letters: str) -> tuple[str, ...]:
    """Give what a line with these first letters may go on as, for it to be looked at."""
    return (MARK,) if letters[0] == MARK else openings_after(letters)


def _ends(letters: str) -> int:
    """Say whether these last letters allow a rule or a heading."""
    return _CLOSING * may_close(letters) + _UNENDED * (not ends_text(letters[-2:]))


_openings = _Remembered(_opens)
_endings = _Remembered(_ends)
