"""Many articles segmented at once.

Most articles of a news corpus are plain: a headline and paragraphs, nothing that might be furniture, a byline or a heading.
Which are is told from the lines of all of them together, and their parts are laid out without a closer look;
`framing.corpus.sections` looks at the others one by one. Both give the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import repeat

import numpy as np

from framing.corpus.boilerplate import furniture_among
from framing.corpus.bylines import names_source, reads_like_name
from framing.corpus.documents import Block, Document, Section
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
    telling = _owners(first, [*reasons, *_alike_headings(lines.line, first, seen.unended)])
    alone = _owners(first, [at for at in seen.opening if lines.line[at][0] == MARK])
    alone = {number for number in alone if has_marks(documents[number].text or "")}
    alone.update(np.flatnonzero(lines.may_be_wrapped()).tolist())
    found = []
    for number, (document, low, high) in enumerate(zip(documents, first[:-1], first[1:], strict=True)):
        if low == high or document.headings is not None or number in alone:
            found.append(segment(document))
        elif number in telling or not _is_plain(lines.line, low, high, document.title):
            own = [reasons.get(at, "") for at in range(low, high)]
            found.append(laid_out(document, lines.paragraphs(low, high), own))
        else:
            found.append(with_parts(document, *_parts(lines.line[low], start[low:high], end[low:high])))
    return found


def _alike_headings(lines: Sequence[str], first: Sequence[int], unended: Sequence[int]) -> list[int]:
    """Give the lines that may be headings by their form; neither an article's first line nor its last is looked at."""
    edges = {*first, *(at - 1 for at in first)}
    return [at for at in unended if at not in edges and may_be_heading(lines[at])]


def _owners(first: Sequence[int], places: Sequence[int]) -> set[int]:
    """Give the texts, by their number, that have these lines."""
    return {bisect_right(first, place) - 1 for place in places}


def _is_plain(lines: Sequence[str], low: int, high: int, title: str) -> bool:
    """Tell whether an article without furniture and headings has a headline, and no byline under it."""
    if high - low < len(PARTS) or not (same_title(lines[low], title) or is_headline(lines[low])):
        return False
    return not (names_source(lines[low + 1]) or reads_like_name(lines[low + 1]))


def _parts(heading: str, start: Sequence[int], end: Sequence[int]) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Lay out a plain article: the first line is the headline, the second the lead, the others the body."""
    headline, lead, body = PARTS
    sections = (
        _new(Section, ("00", headline, 0, " ".join(heading.split()), start[0], end[0])),
        _new(Section, ("01", lead, DEFAULT_LEVEL, "", start[1], end[1])),
        _new(Section, ("02", body, DEFAULT_LEVEL, "", start[2], end[-1])),
    )
    rows = zip(start[2:], end[2:], repeat(2), _NEVER, strict=False)
    opening = _new(Block, (start[0], end[0], 0, True)), _new(Block, (start[1], end[1], 1, False))
    return sections, (*opening, *map(_new, repeat(Block), rows))
