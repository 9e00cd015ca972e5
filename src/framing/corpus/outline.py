"""Many articles segmented at once.

Most articles of a news corpus are plain: a headline and paragraphs, nothing that might be furniture, a byline or a heading.
Which are is told from the lines of all of them together, and their parts are laid out without a closer look;
`framing.corpus.sections` looks at the others one by one. Both give the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from framing.corpus.boilerplate import furniture_among
from framing.corpus.bylines import names_source, reads_like_name
from framing.corpus.documents import Block, Document, Section
from framing.corpus.headings import LONGEST_LINE, alike_headings, is_headline
from framing.corpus.paragraphs import Lines, lines_of
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
    first = lines.first.tolist()
    reasons = furniture_among(lines.line, first)
    telling = _owners(lines, [*reasons, *_alike_headings(lines)])
    alone = lines.may_be_wrapped().tolist()
    found = []
    for document, low, high, closer, single in zip(documents, first[:-1], first[1:], telling, alone, strict=True):
        if single or document.headings is not None or not document.text or has_marks(document.text):
            found.append(segment(document))
        elif closer or not _is_plain(lines.line, low, high, document.title):
            own = [reasons.get(at, "") for at in range(low, high)]
            found.append(laid_out(document, lines.paragraphs(low, high), own))
        else:
            found.append(with_parts(document, *_parts(lines, low, high)))
    return found


def _alike_headings(lines: Lines) -> list[int]:
    """Give the lines that may be headings by their form; neither an article's first line nor its last is looked at."""
    sought = lines.end - lines.start <= LONGEST_LINE
    sought[lines.first[:-1][np.diff(lines.first) > 0]] = False
    sought[lines.first[1:][np.diff(lines.first) > 0] - 1] = False
    places = np.flatnonzero(sought).tolist()
    return [places[at] for at in alike_headings([lines.line[place] for place in places])]


def _owners(lines: Lines, places: Sequence[int]) -> list[bool]:
    """Say of each text whether it has one of these lines."""
    owns: NDArray[np.bool_] = np.zeros(len(lines.first), np.bool_)
    owns[np.searchsorted(lines.first, np.array(places, np.int64), side="right") - 1] = True
    told: list[bool] = owns[:-1].tolist()
    return told


def _is_plain(lines: Sequence[str], low: int, high: int, title: str) -> bool:
    """Tell whether an article without furniture and headings has a headline, and no byline under it."""
    if high - low < len(PARTS) or not (same_title(lines[low], title) or is_headline(lines[low])):
        return False
    return not (names_source(lines[low + 1]) or reads_like_name(lines[low + 1]))


def _parts(lines: Lines, low: int, high: int) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Lay out a plain article: the first line is the headline, the second the lead, the others the body."""
    start, end = lines.start[low:high].tolist(), lines.end[low:high].tolist()
    headline, lead, body = PARTS
    sections = (
        Section("00", headline, 0, " ".join(lines.line[low].split()), start[0], end[0]),
        Section("01", lead, DEFAULT_LEVEL, "", start[1], end[1]),
        Section("02", body, DEFAULT_LEVEL, "", start[2], end[-1]),
    )
    rows = zip(start, end, chain((0, 1), repeat(2)), chain((True,), _NEVER), strict=False)
    return sections, tuple(map(_new, repeat(Block), rows))
