"""Canonical text → headline, lead and headed sections, as ranges of code points.

Marks in the source (HTML h1 … h6, Markdown #) go before any guess; where there are none, `framing.corpus.headings` tells
headings by form and neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import pairwise, repeat
from operator import attrgetter
from types import MappingProxyType

from framing.corpus.boilerplate import furniture
from framing.corpus.bylines import names_source, reads_like_name
from framing.corpus.documents import Block, Document, Dropped, Section
from framing.corpus.headings import found_headings, is_headline
from framing.corpus.paragraphs import Paragraph, paragraphs

__all__ = ["DEFAULT_LEVEL", "has_marks", "laid_out", "same_title", "segment", "with_parts"]

LONGEST_LEAD = 6
"""Paragraphs: where more stand before the first heading, the lead is the first and the others open the body."""

SHORTEST_DECK = 6
"""Words: so long a heading right under a record's title is a second headline (the outlet's own, or a deck)."""

FURTHER_HEADINGS = 2
"""So many later headings make one of a line that stands right under the headline, before any paragraph."""

MOST_SOURCES = 3
"""Lines under a headline with an outlet, an author and a date."""

DEFAULT_LEVEL = 2
"""Level of a section whose source shows none, as an HTML h2."""

TYPOGRAPHY_ROOM = 4
"""Code points, beside a quarter of the title, by which white space and marks may make the same title longer."""

_new = tuple.__new__
"""Makes named tuples at half the cost of calling their class: there are millions of blocks in a large corpus."""

_FOUND = ("sections", "blocks", "dropped")
_as_read = attrgetter(*(each.name for each in fields(Document) if each.name not in _FOUND))
"""Gives all fields of a document that stand before those, at a third of the cost of `dataclasses.replace`."""

_MARKDOWN = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_TYPOGRAPHY = str.maketrans("’‘“”„«»\u00a0", '\'\'""""" ')


def segment(document: Document) -> Document:
    r"""Give the document with its sections, blocks and dropped furniture found.

    Args:
        document: with canonical text; `title` names the headline where the text begins with it; `headings` are those
            that the source marks, None where they are to be found.

    Returns:
        The same document with `sections` (`00` headline, `01` lead, `02` … body; a part that is not there has no
        section), `blocks` in order of the text, and `dropped`. A withheld or empty text gives none of them.

    Examples:
        >>> text = "Talks resume\n\nEnvoys met on Monday.\n\nWhat Comes Next\n\nMore talks are planned for May."
        >>> [(s.number, s.role, s.heading) for s in segment(Document("a", text)).sections]
        [('00', 'headline', 'Talks resume'), ('01', 'lead', ''), ('02', 'body', 'What Comes Next')]
    """
    text = document.text
    if not text:
        return document
    parts = paragraphs(text)
    marked = {heading.start: heading.level for heading in document.headings or ()}
    if document.headings is None and has_marks(text):
        parts, marked = _markdown(parts)
    return laid_out(document, parts, furniture([line for _, _, line in parts]), marked)


def has_marks(text: str) -> bool:
    """Tell whether a text may have headings marked as in Markdown."""
    return "#" in text and (text[0] == "#" or "\n#" in text)


def laid_out(
    document: Document, parts: Sequence[Paragraph], reasons: list[str], marked: Mapping[int, int] = MappingProxyType({})
) -> Document:
    """Give the document with sections, blocks and furniture, when its paragraphs and what is furniture are known.

    `reasons` has one entry a paragraph, empty where it is no furniture; `marked` has the level of each heading that the
    source marks, by where it begins.
    """
    titled = bool(parts) and same_title(parts[0].line, document.title)
    spared = [i for i, part in enumerate(parts) if part.start in marked and reasons[i] not in _SURE] if marked else []
    for index in [0, *spared] if titled else spared:
        reasons[index] = ""
    kept, dropped = _sorted_out(parts, reasons) if any(reasons) else (parts, ())
    headline = bool(kept) and (titled or _opens_with_headline(kept, marked))
    sources = _sources(kept, marked) if headline else []
    if sources:
        kept = [kept[0], *kept[1 + len(sources) :]]
        dropped = tuple(sorted((*dropped, *sources), key=lambda each: each.start))
    return with_parts(document, *_divided(kept, _levels(kept, marked, headline=headline, titled=titled)), dropped)


def with_parts(
    document: Document, sections: tuple[Section, ...], blocks: tuple[Block, ...], dropped: tuple[Dropped, ...] = ()
) -> Document:
    """Give the document with these parts in place of those it had."""
    return Document(*(*_as_read(document), sections, blocks, dropped))


_SURE = frozenset({"comments", "related", "newsletter", "consent", "shares"})
"""Furniture even where the page marks it up as a heading ("Leave a Reply")."""


def same_title(line: str, title: str) -> bool:
    """Tell whether a line is the title, typography and white space aside.

    Examples:
        >>> same_title("“Talks”  resume", '"Talks" resume'), same_title("", "")
        (True, False)
    """
    if not title or not line or abs(len(line) - len(title)) > TYPOGRAPHY_ROOM + len(title) // 4:
        return False
    return line == title or _plain(line) == _plain(title)


def _sorted_out(parts: Sequence[Paragraph], reasons: Sequence[str]) -> tuple[list[Paragraph], tuple[Dropped, ...]]:
    """Part what is kept from what is dropped."""
    out = [index for index, reason in enumerate(reasons) if reason]
    dropped = [Dropped(parts[index].start, parts[index].end, reasons[index]) for index in out]
    return [part for part, reason in zip(parts, reasons, strict=True) if not reason], tuple(dropped)


def _sources(kept: Sequence[Paragraph], marked: Mapping[int, int]) -> list[Dropped]:
    """Find the lines right under the headline that say who published the article, who wrote it and when."""
    sources: list[Dropped] = []
    for part in kept[1 : 1 + MOST_SOURCES]:
        reason = "" if part.start in marked or part is kept[-1] else names_source(part.line)
        if not reason:
            break
        sources.append(Dropped(part.start, part.end, reason))
    if not marked and not sources and _is_lone_name(kept):
        sources.append(Dropped(kept[1].start, kept[1].end, "byline"))
    return sources


def _is_lone_name(kept: Sequence[Paragraph]) -> bool:
    """Tell a name under a headline from a heading: where an article has headings at all, it has several."""
    if len(kept) < 3 or not reads_like_name(kept[1].line):
        return False
    headings = found_headings(kept, 1)
    return headings[:1] == [1] and len(headings) < 1 + FURTHER_HEADINGS


def _plain(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHY).casefold().split())


def _markdown(parts: list[Paragraph]) -> tuple[list[Paragraph], dict[int, int]]:
    """Take the marks off Markdown headings; their levels by where the heading now starts."""
    levels: dict[int, int] = {}
    bare: list[Paragraph] = []
    for part in parts:
        match = _MARKDOWN.fullmatch(part.line) if part.line[0] == "#" else None
        if match and match[2]:
            start = part.start + match.start(2)
            levels[start] = len(match[1])
            bare.append(Paragraph(start, start + len(match[2]), match[2]))
        else:
            bare.append(part)
    return bare, levels


def _opens_with_headline(kept: Sequence[Paragraph], marked: Mapping[int, int]) -> bool:
    level = marked.get(kept[0].start)
    if level is not None:
        return level == 1
    return len(kept) > 1 and is_headline(kept[0].line)


def _levels(kept: Sequence[Paragraph], marked: Mapping[int, int], *, headline: bool, titled: bool) -> dict[int, int]:
    """Give the level of each heading by its index: 0 the headline."""
    levels = {0: 0} if headline else {}
    first = 1 if headline else 0
    if marked:
        return levels | {i: marked[kept[i].start] for i in range(first, len(kept)) if kept[i].start in marked}
    levels |= dict.fromkeys(found_headings(kept, first), DEFAULT_LEVEL)
    if headline and first in levels and _is_deck(kept[first].line, len(levels) - 2, titled=titled):
        levels[first] = 0
    return levels


def _is_deck(line: str, further: int, *, titled: bool) -> bool:
    """Tell a second headline from a heading that follows the first directly: an article with one has others too."""
    return further < FURTHER_HEADINGS or (titled and len(line.split()) >= SHORTEST_DECK)


def _divided(kept: Sequence[Paragraph], levels: Mapping[int, int]) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """Cut the paragraphs into sections at the headings, the headline and the end of the lead."""
    starts = _section_starts(len(kept), levels)
    begins, ends, _ = zip(*kept, strict=True) if kept else ((), (), ())
    sections: list[Section] = []
    owners: list[int] = []
    titles: list[bool] = []
    body = 2
    for (start, role), (end, _) in pairwise([*starts, (len(kept), "")]):
        number = {"headline": 0, "lead": 1}.get(role, body)
        body += role == "body"
        level = levels.get(start, DEFAULT_LEVEL)
        heading = " ".join(kept[start].line.split()) if start in levels else ""
        owners += [len(sections)] * (end - start)
        sections.append(Section(f"{number:02d}", role, level, heading, begins[start], ends[end - 1]))
        first = end if role == "headline" else start + (start in levels)
        titles += [True] * (first - start) + [False] * (end - first)
    blocks = map(_new, repeat(Block), zip(begins, ends, owners, titles, strict=True))
    return tuple(sections), tuple(blocks)


def _section_starts(count: int, levels: Mapping[int, int]) -> list[tuple[int, str]]:
    starts: list[tuple[int, str]] = []
    first = 0
    if levels.get(0) == 0:
        starts.append((0, "headline"))
        first = 2 if levels.get(1) == 0 else 1
    headed = sorted(index for index in levels if index >= first)
    before_headings = headed[0] if headed else count
    if before_headings > first:
        starts.append((first, "lead"))
        if before_headings > first + 1 and (not headed or before_headings - first > LONGEST_LEAD):
            starts.append((first + 1, "body"))
    return [*starts, *((index, "body") for index in headed)]
