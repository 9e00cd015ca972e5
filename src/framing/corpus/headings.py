"""Which lines read like headings, by their form and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from framing.corpus.paragraphs import Paragraph

__all__ = ["LONGEST_LINE", "alike_headings", "found_headings", "is_headline"]

LONGEST_HEADING = 20
"""Words. Headings of analyses run to 16 (the treaty article); beyond 20 a line is a teaser or a sentence."""

LONGEST_HEADLINE = 40
"""Words: a headline with its subtitle on one line."""

LONGEST_PLAIN = 10
"""Words of a heading in sentence case: nothing tells a longer one from a caption or a teaser."""

LONGEST_CAPITALS = 8
"""Words of a heading in capitals: longer ones in news are links to other articles."""

LONGEST_RUN = 3
"""Headings in a row (umbrella, heading, sub-heading); more of them are a list."""

TITLE_CASE = 0.7
"""Share of the words that carry meaning that begin with a capital."""

PROSE_WORDS = 2
"""A paragraph after a heading has at least so many words and ends as a sentence does."""

UNENDED_PROSE_WORDS = 25
"""A paragraph that does not end as a sentence is prose from this length on."""

LONGEST_LINE = LONGEST_HEADING * 15
"""Code points: a longer line is no heading, without counting its words."""

_NO_END = frozenset(".!:;,-–—")
_QUOTES = "\"'”’»“‘"
_RUNS_ON = frozenset(":,;")
_SENTENCE_END = frozenset(".!?…")
_LIST = re.compile(r"[-–—•*·▪●◦⦁>@+~(\[|]|(?:[a-z]|[ivx]+)[).] |\d{1,2}\) ")
_NOT_A_HEADING = re.compile(
    r"https?:|www\.|@|\bpic\.twitter|\||\d:\d\d$|█"  # addresses, players
    r"|^(?:By [A-Z][\w.'’-]+,? [A-Z]|Q[.:] |A[.:] |Story highlights|Update[ds]? (?:at|on)\b|[A-Z]{4,8}: [A-Z'‘“])"  # labels
    r"|[(\[][^)\]]*(?:Reuters|AP|AFP|EPA|Getty|/)[^)\]]*[)\]]$|\b(?:Read more|Listen)$"  # credits, links
    r"|(?: and [A-Z][\w.'’-]+ [A-Z]\S+){2}"  # lists of names
    r"|[^\W\d][.!?][”\"’']? +[A-Z].*[^?…!]$"  # more than one sentence
)
_DATELINE = re.compile(r"(?=.*[,(])[A-Z][A-Z .'’-]{2,}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*)?(?: \([\w ]+\))?(?: ?[—–-].*)?$")
MOST_COMMAS = 2
"""In a heading: more stand in lists of names."""

LONGEST_QUESTION = 7
"""Words of a question in sentence case that is a heading: longer ones are an interviewer's, or rhetorical."""

_INTERVIEW = re.compile(r"\b(?:you|your|I|we|my|me)\b|^(?:So|And|But|Well)\b")
_SMALL_WORDS = (
    "a an and as at but by for from if in into is its it's it nor of off on onto or over per so the to up upon v via vs was "
    "with within without yet are be than that this their how who what when where why not no new after before amid between "
    "against about behind under through during toward towards across along around beyond despite like near since until"
)
_SMALL = frozenset(_SMALL_WORDS.split())


def is_headline(line: str) -> bool:
    """Tell whether a text's first line is its headline: short, and not ending like a sentence.

    Examples:
        >>> is_headline("Talks resume"), is_headline("Talks resumed on Monday.")
        (True, False)
    """
    bare = line.rstrip(_QUOTES)
    ends = bare[-1:] in _NO_END and not bare.endswith(("!", "..."))
    return bool(bare) and not ends and not _LIST.match(line) and len(line.split()) <= LONGEST_HEADLINE


def found_headings(parts: Sequence[Paragraph], first: int) -> list[int]:
    r"""Give the indices of the paragraphs that are headings.

    Args:
        parts: the paragraphs of one article, furniture left out.
        first: index of the first that may be a heading (1 where a headline stands before).

    Returns:
        Indices in order; none for no paragraphs.

    Examples:
        >>> from framing.corpus.paragraphs import paragraphs
        >>> found_headings(paragraphs("Envoys met on Monday.\n\nWhat Comes Next\n\nMore talks are planned for May."), 0)
        [1]
    """
    sought = range(first, len(parts) - 1)
    short = [at for at in sought if parts[at].end - parts[at].start <= LONGEST_LINE]
    candidates = [short[at] for at in alike_headings([parts[at].line for at in short])]
    if not candidates:
        return []
    headings: list[int] = []
    for _, run in groupby(enumerate(candidates), key=lambda pair: pair[1] - pair[0]):
        indices = [index for _, index in run]
        if len(indices) <= LONGEST_RUN and _stands_free(parts, indices[0], first) and _opens_prose(parts, indices[-1]):
            headings += indices
    return headings


def alike_headings(lines: Sequence[str]) -> list[int]:
    """Give the indices of the lines that may be headings by their form alone; none of them is empty.

    Examples:
        >>> alike_headings(["What Comes Next", "Envoys met on Monday."])
        [0]
    """
    # Nearly every line ends as a sentence does: sift by that before anything else.
    unended = [at for at, ends in enumerate(map(_ends_text, map(_last, lines))) if not ends]
    return [at for at in unended if _may_be_heading(lines[at])]


_last = itemgetter(slice(-2, None))


@cache
def _ends_text(last: str) -> bool:
    """Tell from its last two characters whether a line ends as text does, and no heading."""
    if last[-1] in _NO_END:
        return last != ".."
    return last[-1] in _QUOTES and (len(last) < 2 or last[-2] in ".!?,…")


def _may_be_heading(line: str) -> bool:
    words = line.split()
    if len(words) > LONGEST_HEADING or line.count(",") > MOST_COMMAS or _LIST.match(line):
        return False
    return _reads_like_heading(line, words) and not _NOT_A_HEADING.search(line) and not _DATELINE.match(line)


def _reads_like_heading(line: str, words: list[str]) -> bool:
    first = line.lstrip(_QUOTES + "¿¡«")[:1]
    if not (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())):
        return False
    if line.isupper():
        return len(words) <= LONGEST_CAPITALS
    weighty = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in weighty)
    if len(weighty) > 1 and capitals >= TITLE_CASE * len(weighty):
        return True
    longest = LONGEST_QUESTION if line[-1] == "?" else LONGEST_PLAIN
    return len(words) <= longest and not _INTERVIEW.search(line) and line[0] not in _QUOTES


def _stands_free(parts: Sequence[Paragraph], index: int, first: int) -> bool:
    """Tell whether what stands before is complete: an item of a list follows a colon, or another item on the next line."""
    if index <= first:
        return True
    before = parts[index - 1]
    bare = before.line.rstrip(_QUOTES + ")] ")
    if bare[-1:] in _RUNS_ON:
        return False
    apart = parts[index].start - before.end > 1
    return apart or bare[-1:] in _SENTENCE_END or _LIST.match(before.line) is not None


def _opens_prose(parts: Sequence[Paragraph], index: int) -> bool:
    after = parts[index + 1].line
    words = len(after.split(None, UNENDED_PROSE_WORDS))
    ends = after.rstrip(_QUOTES + ")] ")[-1:] in _SENTENCE_END or after[-1] == ":"
    return (ends and words >= PROSE_WORDS) or words > UNENDED_PROSE_WORDS
