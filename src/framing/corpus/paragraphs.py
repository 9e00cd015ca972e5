"""Canonical text → paragraphs: one a line, or the lines of a hard-wrapped paragraph together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, compress, count, pairwise, repeat
from operator import is_not
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Lines", "Paragraph", "lines_of", "paragraphs"]

Ints = NDArray[np.int64]

WIDEST = 120
"""Code points: editors and mailers wrap at 60 to 100; a text with longer lines has one paragraph a line."""

NARROWEST = 40
"""Code points: below this width lines are verse or a list."""

FORCED = 0.7
"""Share of line breaks that were forced (the next word would not have fitted) in a hard-wrapped text."""

RUNNING = 0.5
"""Share of line breaks within a sentence in a hard-wrapped text: in one with a paragraph a line hardly any is."""

FEWEST_WRAPPED = 3
"""Lines: a shorter text shows no width."""

SPARED = 20
"""One line in so many may be wider than `WIDEST` in a wrapped text (an address, a table)."""

RAGGED = 0.6
"""A line shorter than this part of the width ends its paragraph, although no blank line follows."""

_new = tuple.__new__
"""Makes named tuples at half the cost of calling their class: there are millions of lines in a large corpus."""

_BROKEN = re.compile(r"(?<=\w-)\n (?=\w)")
_ENDED = re.compile(r"[.!?:;][”\"’')\]]?$")


class Paragraph(NamedTuple):
    """A range of the text without white space at its ends, and its words on one line."""

    start: int
    end: int
    line: str


def paragraphs(text: str) -> list[Paragraph]:
    r"""Find the paragraphs of a text.

    Returns:
        Ranges in order; none for a text of white space. Line breaks within a hard-wrapped paragraph stay in its range
        and are single spaces in its `line`.

    Examples:
        >>> [p.line for p in paragraphs("One line.\n\n  Another. ")]
        ['One line.', 'Another.']
    """
    found = lines_of([text])
    width = _wrapped_at(text, found)
    lines = found.paragraphs(0, len(found.line))
    return _joined(text, lines, width) if width else lines


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of several texts that are not blank, text by text, without white space at their ends."""

    start: Ints
    """Where each begins in its own text."""
    end: Ints
    line: list[str]
    first: Ints
    """The lines of a text are `first[i]:first[i + 1]` (one entry more than texts)."""

    def paragraphs(self, low: int, high: int) -> list[Paragraph]:
        """Give some of the lines as paragraphs."""
        ranges = zip(self.start[low:high].tolist(), self.end[low:high].tolist(), self.line[low:high], strict=True)
        return list(map(_new, repeat(Paragraph), ranges))

    def may_be_wrapped(self) -> NDArray[np.bool_]:
        """Say of each text whether its lines are so few or so narrow that it may have been wrapped by hand or mailer."""
        wide = np.append(0, np.cumsum(self.end - self.start > WIDEST))
        count = np.diff(self.first)
        wrapped: NDArray[np.bool_] = (count >= FEWEST_WRAPPED) & (np.diff(wide[self.first]) <= count // SPARED)
        return wrapped


def lines_of(texts: Sequence[str]) -> Lines:
    r"""Find the lines of several texts that are not blank; no texts, or empty ones, give none.

    Examples:
        >>> found = lines_of(["One.\n\n  Two. ", "", "Three."])
        >>> found.line, found.start.tolist(), found.end.tolist(), found.first.tolist()
        (['One.', 'Two.', 'Three.'], [0, 8, 0], [4, 12, 6], [0, 2, 2, 3])
    """
    cut = [text.split("\n") for text in texts]
    raws = list(chain.from_iterable(cut))
    lines = list(map(str.strip, raws))
    width = np.fromiter(map(len, raws), np.int64, len(raws))
    opening = np.cumsum([0, *map(len, cut)])
    start = np.cumsum(width + 1) - width - 1
    start -= np.repeat(start[opening[:-1]], np.diff(opening))
    length = width.copy()
    # What has no white space at its ends comes back from `strip` as it is.
    for at in compress(count(), map(is_not, raws, lines)):
        start[at] += width[at] - len(raws[at].lstrip())
        length[at] = len(lines[at])
    kept = np.flatnonzero(length)
    return Lines(start[kept], start[kept] + length[kept], list(filter(None, lines)), np.searchsorted(kept, opening))


def _wrapped_at(text: str, found: Lines) -> int:
    """Give the width at which the text was wrapped by hand or mailer; 0 where it was not."""
    if not found.may_be_wrapped()[0]:
        return 0
    lines = found.paragraphs(0, len(found.line))
    breaks = [(a, b) for a, b in _adjacent(text, lines) if NARROWEST <= len(a.line) <= WIDEST]
    width = max((len(a.line) for a, _ in breaks), default=0)
    if len(breaks) < 2:
        return 0
    forced = sum(_is_forced(a, b, width) for a, b in breaks)
    running = sum(not _ENDED.search(a.line) for a, _ in breaks)
    return width if forced >= FORCED * len(breaks) and running >= RUNNING * len(breaks) else 0


def _adjacent(text: str, lines: list[Paragraph]) -> list[tuple[Paragraph, Paragraph]]:
    """Give the pairs of lines without a blank line or an indent between them: either opens a paragraph."""
    indents = [part.start - text.rfind("\n", 0, part.start) - 1 for part in lines]
    margin = min(indents)
    pairs = zip(pairwise(lines), indents[1:], strict=True)
    return [(a, b) for (a, b), indent in pairs if indent == margin and text.count("\n", a.end, b.start) == 1]


def _is_forced(above: Paragraph, below: Paragraph, width: int) -> bool:
    return len(above.line) + 1 + len(below.line.split(None, 1)[0]) > width


def _joined(text: str, lines: list[Paragraph], width: int) -> list[Paragraph]:
    run_on = {
        below.start
        for above, below in _adjacent(text, lines)
        if _is_forced(above, below, width) or len(above.line) >= RAGGED * width
    }
    groups: list[list[Paragraph]] = []
    for part in lines:
        if part.start in run_on and not part.line.startswith("#"):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [Paragraph(group[0].start, group[-1].end, _one_line(group)) for group in groups]


def _one_line(group: list[Paragraph]) -> str:
    """Join lines with a space; a word broken at its hyphen is joined without one."""
    return _BROKEN.sub("", " ".join([part.line + "\n" for part in group])).replace("\n", "").strip()
