"""Many articles segmented at once.

Most articles of a news corpus are plain: a headline, paragraphs and furniture, nothing that might be a byline or a heading.
Which are is told from the lines of all of them together, and their parts are laid out without a closer look;
`framing.corpus.sections` looks at the others one by one. Both give the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np

from framing.corpus.boilerplate import furniture_among
from framing.corpus.bylines import names_source, reads_like_name
from framing.corpus.documents import Block, Document, Dropped, Section
from framing.corpus.glance import MARK, glance
from framing.corpus.headings import is_headline, may_be_heading
from framing.corpus.paragraphs import lines_of
from framing.corpus.sections import DEFAULT_LEVEL, has_marks, laid_out, same_title, segment, with_parts

__all__ = ["segment_all"]

_new = tuple.__new__
"""Makes named tuples at half the cost of calling their class: there are millions of blocks in a large corpus."""

_NEVER = repeat(object=False)
"""No paragraph is a heading; it never runs out."""

PARTS = ("headline", "lead", "body")
"""What a plain article has: its first line, its second, all others."""


def segment_all(documents: Sequence[Document]) -> list[Document]:
    r"""Give documents with their sections, blocks and dropped furniture found, each as `segment` gives it.

    No documents give none.

    Examples:
        >>> text = "Talks resume\n\nEnvoys met on Monday.\n\nMore talks are planned for May."
        >>> [[section.role for section in each.sections] for each in segment_all([Document("a", text), Document("b", None)])]
        [['headline', 'lead', 'body'], []]
    """
    lines = lines_of([document.text or "" for document in documents])
    first, start, end = lines.first.tolist(), lines.start.tolist(), lines.end.tolist()
    seen = glance(lines.line, lines.end - lines.start)
    reasons = furniture_among(lines.line, first, seen)
    furnished = _owners(first, reasons)
    headed = _owners(first, _alike_headings(lines.line, first, seen.unended))
    alone = _owners(first, [at for at in seen.opening if lines.line[at][0] == MARK])
    alone = {number for number in alone if has_marks(documents[number].text or "")}
    alone.update(np.flatnonzero(lines.may_be_wrapped()).tolist())
    found = []
    for number, (document, low, high) in enumerate(zip(documents, first[:-1], first[1:], strict=True)):
        if low == high or document.headings is not None or number in alone:
            found.append(segment(document))
            continue
        parts = _Parts(lines.line[low:high], start[low:high], end[low:high])
        own = [reasons.get(at, "") for at in range(low, high)] if number in furnished else []
        outlined = None if number in headed else _plain(document, parts, own)
        found.append(outlined or laid_out(document, lines.paragraphs(low, high), own or [""] * (high - low)))
    return found


class _Parts(NamedTuple):
    """The lines of one article, and where they begin and end in its text."""

    line: list[str]
    start: list[int]
    end: list[int]


def _plain(document: Document, parts: _Parts, reasons: list[str]) -> Document | None:
    """Lay out an article without headings, if it is plain; `reasons` is empty where nothing in it is furniture."""
    titled = same_title(parts.line[0], document.title)
    dropped: tuple[Dropped, ...] = ()
    if reasons:
        reasons[0] = "" if titled else reasons[0]
        dropped = tuple([Dropped(*row) for row in zip(parts.start, parts.end, reasons, strict=True) if row[2]])
        kept = [not reason for reason in reasons]
        line, start, end = parts
        parts = _Parts(list(compress(line, kept)), list(compress(start, kept)), list(compress(end, kept)))
    return with_parts(document, *_laid_out(parts), dropped) if _is_plain(parts.line, titled=titled) else None


def _alike_headings(lines: Sequence[str], first: Sequence[int], unended: Sequence[int]) -> list[int]:
    """Give the lines that may be headings by their form; neither an article's first line nor its last is looked at."""
    edges = {*first, *(at - 1 for at in first)}
    return [at for at in unended if at not in edges and may_be_heading(lines[at])]


def _owners(first: Sequence[int], places: Iterable[int]) -> set[int]:
    """Give the texts, by their number, that have these lines."""
    return {bisect_right(first, place) - 1 for place in places}


def _is_plain(lines: Sequence[str], *, titled: bool) -> bool:
    """Tell whether an article without furniture and headings has a headline, and no byline under it."""
    if len(lines) < len(PARTS) or not (titled or is_headline(lines[0])):
        return False
    return not (names_source(lines[1]) or reads_like_name(lines[1]))


def _laid_out(parts: _Parts) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Lay out a plain article: the first line is the headline, the second the lead, the others the body."""
    lines, start, end = parts
    headline, lead, body = PARTS
    sections = (
        _new(Section, ("00", headline, 0, " ".join(lines[0].split()), start[0], end[0])),
        _new(Section, ("01", lead, DEFAULT_LEVEL, "", start[1], end[1])),
        _new(Section, ("02", body, DEFAULT_LEVEL, "", start[2], end[-1])),
    )
    rows = zip(start[2:], end[2:], repeat(2), _NEVER, strict=False)
    opening = _new(Block, (start[0], end[0], 0, True)), _new(Block, (start[1], end[1], 1, False))
    return sections, (*opening, *map(_new, repeat(Block), rows))
