"""Which lines are page furniture: share counts, comment forms, notices, prompts and credits that are no part of an article.

The patterns are data, in `furniture.csv` (language, reason, mode, pattern). Nothing is cut out of a text: a line that is
furniture becomes a `Dropped` range, so that a reader can check every one. In doubt a line is kept: a notice speaks for
the page ("we use cookies"), an article about notices reports on them ("the court said that …").
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

__all__ = ["furniture"]

LONGEST_NOTICE = 700
"""Code points: a longer line is never furniture (consent notices of European news sites stay well under it)."""

LONGEST_PROMPT = 240
"""Code points: prompts, credits and the like are shorter; between this and `LONGEST_NOTICE` only notices are sought."""

LONGEST_CREDIT = 160
"""Code points: a caption with its credit is shorter; a longer line that ends with an agency's name is text."""

EDGE = 8
"""Lines from the top or the bottom within which a bare number is a share count, a bare date a timestamp."""

_REPORTED = re.compile(
    r"\b(?:said|says|told|found|ruled|argue[sd]?|warned|reported|according|court|lawsuit|regulators?|critics|fined|study|"
    r"announced|claimed|insisted|testified|alleged|alleges|researchers|secondo|ha detto|laut|sagte|selon|a déclaré|dijo|"
    r"según|disse|segundo)\b"
)
"""Words by which an article reports on a notice rather than being one."""

_AFTER = r"[ .!:…»>→*]*$"
_NAMED = re.compile(r"[Bb]y (?:[A-Z]|[a-z]{2,3} [A-Z])")
_BEFORE_AGENCY = re.compile(r"(?:[/(|©—–-]|\bvia|\bby|\bphoto:?|\bcredit:?|\bsource:?|^)\s*$")
_CLOSED = " .)]»"


class Rule(NamedTuple):
    """One row of `furniture.csv`."""

    language: str
    reason: str
    mode: str
    pattern: str


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
    opening, ending = _opening(), _ending()
    reasons = [""] * len(lines)
    last = len(lines) - 1
    for index, line in enumerate(lines):
        length = len(line)
        if length > LONGEST_NOTICE or not length:
            continue
        rules = opening.get(line[0])
        if rules is not None and (match := rules.match(line.lower())):
            reasons[index] = _confirmed(match, line, min(index, last - index))
        if not reasons[index] and length <= LONGEST_PROMPT:
            word = line.rstrip(_CLOSED).rpartition(" ")[2]
            reasons[index] = _ended(line, ending.get(word[-6:].lower(), ()))
    return reasons


def _confirmed(match: re.Match[str], line: str, from_edge: int) -> str:
    """Give the reason of the rule that matched, or nothing where the line only looks like it."""
    reason, mode = (match.lastgroup or "_").split("_")[:2]
    if mode == "edge":
        return reason if from_edge < EDGE else ""
    if mode == "byline":
        return reason if from_edge < EDGE and len(line) <= LONGEST_CREDIT and _NAMED.match(line) else ""
    if mode == "start" and (_REPORTED.search(line.lower()) or (len(line) > LONGEST_PROMPT and reason not in _NOTICES)):
        return ""
    return reason


_NOTICES = frozenset({"consent", "copyright", "newsletter"})


def _ended(line: str, rules: Sequence[Rule]) -> str:
    for rule in rules:
        stripped = line.rstrip(_CLOSED).lower()
        if not stripped.endswith(rule.pattern):
            continue
        before = stripped[: -len(rule.pattern)]
        if rule.mode == "end" and not _REPORTED.search(before):
            return rule.reason
        if rule.mode == "agency" and len(line) <= LONGEST_CREDIT and _BEFORE_AGENCY.search(before):
            return rule.reason
    return ""


@cache
def rules() -> tuple[Rule, ...]:
    """Read `furniture.csv`.

    Examples:
        >>> rules()[0].reason
        'comments'
    """
    path = resources.files("framing.corpus") / "furniture.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(Rule(**row) for row in csv.DictReader(file))


@cache
def _opening() -> dict[str, re.Pattern[str]]:
    """Compile, for each character that a line may begin with, the rules that may fire: most lines meet a handful."""
    found: dict[str, list[str]] = defaultdict(list)
    for number, rule in enumerate(rules()):
        if rule.mode in ("end", "agency"):
            continue
        end = "" if rule.mode == "start" else _AFTER
        for initial in initials(rule.pattern):
            found[initial].append(f"(?P<{rule.reason}_{rule.mode}_{number}>{rule.pattern}{end})")
    compiled = {initial: re.compile("|".join(patterns)) for initial, patterns in found.items()}
    return compiled | {initial.upper(): pattern for initial, pattern in compiled.items()}


@cache
def _ending() -> dict[str, tuple[Rule, ...]]:
    """Sort the rules about how a line ends by the last letters of its last word."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules():
        if rule.mode in ("end", "agency"):
            found[rule.pattern.rpartition(" ")[2][-6:]].append(rule)
            for mark in "/(|©—–-":
                if len(rule.pattern) < 6:
                    found[(mark + rule.pattern)[-6:]].append(rule)
    return {ending: tuple(chosen) for ending, chosen in found.items()}


def initials(pattern: str) -> set[str]:
    """Give the characters that a match of a pattern may begin with (literals, groups and [0-9] at its beginning).

    Examples:
        >>> sorted(initials("(?:re|un)?done"))
        ['d', 'r', 'u']
    """
    if pattern.startswith("[0-9]"):
        return set("0123456789")
    if pattern.startswith("\\"):
        return {pattern[1]}
    if not pattern.startswith("(?:"):
        first, after = pattern[:1], pattern[1:2]
        return {first} | (initials(pattern[2:]) if after in ("?", "*") else set())
    inside, rest = _group(pattern)
    found = set().union(*(initials(option) for option in _options(inside)))
    return found | (initials(rest[1:].lstrip()) if rest[:1] in ("?", "*") else set())


def _group(pattern: str) -> tuple[str, str]:
    depth, index = 0, 0
    while index < len(pattern):
        if pattern[index] == "\\":
            index += 1
        elif pattern[index] == "(":
            depth += 1
        elif pattern[index] == ")":
            depth -= 1
            if depth == 0:
                return pattern[3:index], pattern[index + 1 :]
        index += 1
    raise ValueError(f"furniture.csv: unbalanced parentheses in {pattern}")


def _options(inside: str) -> list[str]:
    options, depth, start, index = [], 0, 0, 0
    while index < len(inside):
        if inside[index] == "\\":
            index += 1
        elif inside[index] in "()":
            depth += 1 if inside[index] == "(" else -1
        elif inside[index] == "|" and depth == 0:
            options.append(inside[start:index])
            start = index + 1
        index += 1
    return [*options, inside[start:]]
