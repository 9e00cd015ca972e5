"""Canonical text → paragraphs: one a line, or the lines of a hard-wrapped paragraph together."""

from __future__ import annotations

import re
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

__all__ = ["Paragraph", "paragraphs"]

WIDEST = 120
"""Code points: editors and mailers wrap at 60 to 100; a text with longer lines has one paragraph a line."""

NARROWEST = 40
"""Code points: below this width lines are verse or a list."""

FORCED = 0.7
"""Share of line breaks that were forced (the next word would not have fitted) in a hard-wrapped text."""

RUNNING = 0.5
"""Share of line breaks within a sentence in a hard-wrapped text: in one with a paragraph a line hardly any is."""

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
    lines = _lines(text)
    width = _wrapped_at(text, lines)
    return _joined(text, lines, width) if width else lines


def _lines(text: str) -> list[Paragraph]:
    raws = text.split("\n")
    lines = [raw.strip() for raw in raws]
    starts = accumulate([len(raw) + 1 for raw in raws], initial=0)
    if lines == raws:  # the usual case, and a fast comparison: a string without outer white space is stripped to itself
        return [_new(Paragraph, (at, at + len(line), line)) for at, line in zip(starts, lines, strict=False) if line]
    indents = [len(raw) - len(raw.lstrip()) for raw in raws]
    placed = zip(starts, indents, lines, strict=False)
    return [Paragraph(at + indent, at + indent + len(line), line) for at, indent, line in placed if line]


def _wrapped_at(text: str, lines: list[Paragraph]) -> int:
    """Give the width at which the text was wrapped by hand or mailer; 0 where it was not."""
    if len(lines) < 3 or _has_wide(lines, len(lines) // 20):
        return 0
    breaks = [(a, b) for a, b in _adjacent(text, lines) if NARROWEST <= len(a.line) <= WIDEST]
    width = max((len(a.line) for a, _ in breaks), default=0)
    if len(breaks) < 2:
        return 0
    forced = sum(_is_forced(a, b, width) for a, b in breaks)
    running = sum(not _ENDED.search(a.line) for a, _ in breaks)
    return width if forced >= FORCED * len(breaks) and running >= RUNNING * len(breaks) else 0


def _has_wide(lines: list[Paragraph], spared: int) -> bool:
    """Tell whether more than a spared number of lines are too wide to be wrapped; a few lines settle it for most texts."""
    wide = (start for start, end, _ in lines if end - start > WIDEST)
    return next(islice(wide, spared, None), None) is not None


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
