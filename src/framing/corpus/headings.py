"""Which lines read like headings, by their form and by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import groupby

from framing.corpus.paragraphs import Paragraph

__all__ = ["LONGEST_LINE", "ends_text", "found_headings", "is_headline", "may_be_heading"]

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

REMEMBERED = 1 << 10
"""Lines whose form is remembered: an article's are looked at among those of others, and again on their own."""

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
_MARKED = re.compile(r"[.:@|█(\[!?]| and [A-Z]")
_LABELS = ("By ", "Story highlights", "Update")
_LINKS = ("Read more", "Listen")
"""`_NOT_A_HEADING` is found only where a line has one of these; they are looked for faster."""

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
    # Nearly every line ends as a sentence does: sift by that before anything else.
    unended = [at for at, (_, _, line) in enumerate(parts[first:-1], first) if not ends_text(line[-2:])]
    candidates = [at for at in unended if parts[at].end - parts[at].start <= LONGEST_LINE and may_be_heading(parts[at].line)]
    headings: list[int] = []
    for _, run in groupby(enumerate(candidates), key=lambda pair: pair[1] - pair[0]):
        indices = [index for _, index in run]
        if len(indices) <= LONGEST_RUN and _stands_free(parts, indices[0], first) and _opens_prose(parts, indices[-1]):
            headings += indices
    return headings


@cache
def ends_text(last: str) -> bool:
    """Tell from its last two characters whether a line ends as text does, and no heading.

    Examples:
        >>> ends_text("y."), ends_text("xt")
        (True, False)
    """
    if last[-1] in _NO_END:
        return last != ".."
    return last[-1] in _QUOTES and (len(last) < 2 or last[-2] in ".!?,…")


@lru_cache(REMEMBERED)
def may_be_heading(line: str) -> bool:
    """Tell whether a line that does not end as text does may be a heading by its form alone.

    Examples:
        >>> may_be_heading("What Comes Next"), may_be_heading("the envoys of both towns")
        (True, False)
    """
    words = line.split(None, LONGEST_HEADING)
    if len(words) > LONGEST_HEADING or line.count(",") > MOST_COMMAS or _LIST.match(line):
        return False
    return _reads_like_heading(line, words) and not _is_something_else(line)


def _is_something_else(line: str) -> bool:
    """Tell an address, a label, a credit, a list of names, sentences or a dateline."""
    if (_MARKED.search(line) or line.startswith(_LABELS) or line.endswith(_LINKS)) and _NOT_A_HEADING.search(line):
        return True
    return ("," in line or "(" in line) and _DATELINE.match(line) is not None


def _reads_like_heading(line: str, words: list[str]) -> bool:
    first = line.lstrip(_QUOTES + "¿¡«")[:1]
    if not (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())):
        return False
    if line.isupper():
        return len(words) <= LONGEST_CAPITALS
    weighty = [
        word[0]
        for word, lowered in zip(words, line.lower().split(), strict=True)
        if lowered not in _SMALL and word[0].isalpha()
    ]
    if len(weighty) > 1 and sum(map(str.isupper, weighty)) >= TITLE_CASE * len(weighty):
        return True
    longest = LONGEST_QUESTION if line[-1] == "?" else LONGEST_PLAIN
    return len(words) <= longest and line[0] not in _QUOTES and not _INTERVIEW.search(line)


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
