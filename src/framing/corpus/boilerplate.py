"""Which lines are page furniture: share counts, comment forms, notices, prompts and credits that are no part of an article.

The patterns are data, in `furniture.csv` (language, reason, mode, pattern). Nothing is cut out of a text: a line that is
furniture becomes a `Dropped` range, so that a reader can check every one. In doubt a line is kept: a notice speaks for
the page ("we use cookies"), an article about notices reports on them ("the court said that …").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from framing.corpus.glance import Glance, glance
from framing.corpus.headings import LONGEST_HEADING, is_headline
from framing.corpus.rules import CLOSING, TAIL, Opening, Rule, beginning, begins, begins_notice, ends

__all__ = ["furniture", "furniture_among"]

LONGEST_NOTICE = 700
"""Code points: a longer line is never furniture (consent notices of European news sites stay well under it)."""

LONGEST_PROMPT = 240
"""Code points: prompts, credits and the like are shorter; between this and `LONGEST_NOTICE` only notices are sought."""

LONGEST_CREDIT = 160
"""Code points: a caption with its credit is shorter; a longer line that ends with an agency's name is text."""

LONGEST_LABEL = 5
"""Words of a line over a list of links: "Related articles", "More from this author"."""

EDGE = 8
"""Lines from the top or the bottom within which a bare number is a share count, a bare date a timestamp."""

_REPORTING = (
    "said|says|told|found|ruled|argue|argues|argued|warned|reported|according|court|lawsuit|regulator|regulators|critics|fined|"
    "study|announced|claimed|insisted|testified|alleged|alleges|researchers|secondo|ha detto|laut|sagte|selon|a déclaré|dijo|"
    "según|disse|segundo"
)
REPORTING = tuple(_REPORTING.split("|"))
"""Words by which an article reports on a notice rather than being one."""

_REPORTED = re.compile(rf"\b(?:{_REPORTING})\b")

_NAMED = re.compile(r"[Bb][Yy] [A-Z][\w.'’-]+(?:,? (?:[a-z]{2,3} ){0,2}[A-Z]|$)|(?:[A-Za-z]+ )?[A-Za-z]+(?: by|:) ")
_BEFORE_AGENCY = re.compile(r"[/(|©]\s*$")
_NAMING_AGENCY = re.compile(r"(?:[—–-]|\bvia|\bby|\bphoto:?|\bcredit:?|\bsource:?|^)\s*$")
"""Before an agency's name at the end of a line that is no sentence: "shown by Reuters." is one."""


def furniture(lines: Sequence[str]) -> list[str]:
    """Say for each line why it is page furniture; the empty string where it is not.

    Args:
        lines: the lines or paragraphs of one article in order, without white space at their ends.

    Returns:
        As many reasons as lines: `shares`, `comments`, `navigation`, `advertisement`, `related`, `newsletter`, `copyright`,
        `credit`, `byline`, `timestamp`, `consent`, or the empty string. No lines give no reasons.

    Examples:
        >>> furniture(["Talks resume", "233", "Envoys met on Monday.", "LEAVE A REPLY"])
        ['', 'shares', '', 'comments']
        >>> furniture(["The court said that sites must ask before they use cookies."])
        ['']
    """
    seen = glance(lines, np.array([len(line) for line in lines], np.int64))
    found = furniture_among(lines, [0, len(lines)], seen)
    return [found.get(index, "") for index in range(len(lines))]


def furniture_among(lines: Sequence[str], first: Sequence[int], seen: Glance) -> dict[int, str]:
    """Say which of the lines of several articles are page furniture, by their index, and why.

    The lines of an article are `lines[first[i]:first[i + 1]]`; `seen` is the glance at all lines. No lines give no reasons.

    Examples:
        >>> lines = ["Talks resume", "233", "Talks", "Envoys met.", "LEAVE A REPLY"]
        >>> furniture_among(lines, [0, 2, 5], glance(lines, np.array([12, 3, 5, 11, 13])))
        {1: 'shares', 4: 'comments'}
    """
    reasons: dict[int, str] = {}
    for at in seen.opening:
        if reason := _opened(lines[at], at, first):
            reasons[at] = reason
    for at in seen.closing:
        if at not in reasons and (reason := _ended(lines[at])):
            reasons[at] = reason
    if "related" in reasons.values():
        _drop_teasers(lines, first, reasons)
    return reasons


def _drop_teasers(lines: Sequence[str], first: Sequence[int], reasons: dict[int, str]) -> None:
    """Drop the headlines listed under "Related articles"; the last line before prose may be the article's next heading."""
    for index in sorted(i for i, reason in reasons.items() if reason == "related" and _opens_list(lines[i])):
        last = first[bisect_right(first, index)]
        end = index + 1
        while end < last and (end in reasons or _is_teaser(lines[end])):
            end += 1
        if end < last:
            end -= 1
        reasons |= {at: reasons.get(at, "related") for at in range(index + 1, end)}


def _opens_list(line: str) -> bool:
    return len(line.split()) <= LONGEST_LABEL and ":" not in line[:-1]


def _is_teaser(line: str) -> bool:
    return is_headline(line) and line[-1] not in '!”"' and len(line.split()) <= LONGEST_HEADING


def _opened(line: str, at: int, first: Sequence[int]) -> str:
    openings = _begins(line)
    lowered = line.lower() if openings else ""
    for matches, rule in openings:
        if matches(lowered):
            return _confirmed(rule.reason, rule.mode, line, at, first)
    return ""


def _begins(line: str) -> tuple[Opening, ...]:
    """Give the rules about how a line begins that may fire on this one."""
    if len(line) <= LONGEST_PROMPT:
        return begins(beginning(line))
    return begins_notice(beginning(line)) if len(line) <= LONGEST_NOTICE else ()


def _confirmed(reason: str, mode: str, line: str, at: int, first: Sequence[int]) -> str:
    """Give the reason of the rule that matched, or nothing where the line only looks like it."""
    if mode in ("edge", "byline"):
        article = bisect_right(first, at)
        from_top, from_bottom = at - first[article - 1], first[article] - 1 - at
        if min(from_top, from_bottom) >= EDGE:
            return ""
        return reason if mode == "edge" or (from_top > 0 and _names_its_author(line)) else ""
    return "" if mode == "start" and _reports(line.lower()) else reason


def _reports(lowered: str) -> bool:
    """Tell whether a line in lower case has one of the words in `REPORTING`; hardly any has their letters at all."""
    return any(word in lowered for word in REPORTING) and _REPORTED.search(lowered) is not None


def _names_its_author(line: str) -> bool:
    return len(line) <= LONGEST_CREDIT and line[-1] not in ".!?:" and _NAMED.match(line) is not None


def _ended(line: str) -> str:
    rules: tuple[Rule, ...] = ends(line[-TAIL:]) if len(line) <= LONGEST_PROMPT else ()
    stripped = line.rstrip(CLOSING).lower() if rules else ""
    for rule in rules:
        before = stripped.removesuffix(rule.pattern)
        if before == stripped:
            continue
        if rule.mode == "end" and not _reports(before):
            return rule.reason
        if rule.mode == "link" and line.lower().endswith(rule.pattern) and line[-len(rule.pattern)].isupper():
            return rule.reason
        if rule.mode == "agency" and len(line) <= LONGEST_CREDIT and _is_credit(line, before):
            return rule.reason
    return ""


def _is_credit(line: str, before: str) -> bool:
    return bool(_BEFORE_AGENCY.search(before) or (line[-1] != "." and _NAMING_AGENCY.search(before)))
