"""The rules of page furniture, read from `furniture.csv`, and which of them a line's first or last letters allow.

Hundreds of patterns in forty languages are tried on every line of every article. So each pattern is filed under the
letters that a match must begin with; a line meets only the handful filed under its own, and those alone are compiled.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

__all__ = ["CLOSING", "HEAD", "NOTICES", "TAIL", "Opening", "Rule", "begins", "begins_notice", "ends", "rules"]

HEAD = 4
"""Code points at a line's beginning under which rules are filed."""

REMEMBERED = 1 << 16
"""Heads and tails of lines whose rules are remembered."""

TAIL = 5
"""Code points at a line's end that are looked at."""

NOTICES = frozenset({"consent", "copyright", "newsletter"})
"""Reasons whose lines may be long."""

CLOSING = " .)]»"
"""Marks that may stand after the last word of a notice."""

_AFTER = r"[ .!:…»>→*]*$"
_ENDINGS = ("end", "agency", "link")
_REPEATS = ("*", "+", "{")


class Rule(NamedTuple):
    """One row of `furniture.csv`; patterns are regular expressions over the line in lower case.

    Modes: `whole` the whole line; `start` its beginning; `edge` the whole line, near the top or bottom of a text;
    `byline` likewise, where a name follows; `end` the words it ends with; `agency` likewise, after a mark of
    credit; `link` likewise, with a capital and no full stop after them.
    """

    language: str
    reason: str
    mode: str
    pattern: str


class Opening(NamedTuple):
    """A rule about how a line begins, and what tells whether a line in lower case does.

    Patterns are compiled one by one, as many as the lines at hand call for.
    """

    matches: Callable[[str], object]
    rule: Rule


@cache
def rules() -> tuple[Rule, ...]:
    """Read `furniture.csv`.

    Examples:
        >>> rules()[0].reason
        'comments'
    """
    path = resources.files("framing.corpus") / "furniture.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Rule(*row) for row in list(csv.reader(lines))[1:])


@lru_cache(REMEMBERED)
def begins(head: str) -> tuple[Opening, ...]:
    """Give the rules that may fire on a line whose first letters are these, in their order in the file.

    Examples:
        >>> [opening.rule.reason for opening in begins("Leav") if opening.matches("leave a reply")]
        ['comments']
        >>> begins("Qqqq")
        ()
    """
    return tuple([_opening(number) for number in _filed_under(head)])


@lru_cache(REMEMBERED)
def begins_notice(head: str) -> tuple[Opening, ...]:
    """Give the rules that may fire on a long line whose first letters are these: those of the reasons in `NOTICES`.

    Examples:
        >>> [opening.rule.reason for opening in begins_notice("We u")][:1], begins_notice("Leav")
        (['consent'], ())
    """
    filed = [(number, rules()[number]) for number in _filed_under(head)]
    return tuple([_opening(number) for number, rule in filed if rule.mode == "start" and rule.reason in NOTICES])


def _filed_under(head: str) -> list[int]:
    lowered, filed = head.lower(), _filed()
    found = [number for width in range(1, HEAD + 1) for number in filed.get(lowered[:width], ())]
    return sorted(set(found)) if found else found


@cache
def _opening(number: int) -> Opening:
    rule = rules()[number]
    return Opening(re.compile(rule.pattern if rule.mode == "start" else f"(?:{rule.pattern}){_AFTER}").match, rule)


@lru_cache(REMEMBERED)
def ends(tail: str) -> tuple[Rule, ...]:
    """Give the rules about how a line ends that its last letters allow.

    Examples:
        >>> ends("rved.")[0].reason
        'copyright'
    """
    letters = tail.rstrip(CLOSING).lower()
    filed = _filed_by_end().get(letters[-2:], ())
    return tuple([rule for rule in filed if rule.pattern.endswith(letters) or letters.endswith(rule.pattern[-TAIL:])])


@cache
def _filed_by_end() -> dict[str, list[Rule]]:
    filed: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules():
        if rule.mode in _ENDINGS:
            filed[rule.pattern[-2:]].append(rule)
    return filed


@cache
def _filed() -> dict[str, list[int]]:
    filed: dict[str, list[int]] = defaultdict(list)
    for number, rule in enumerate(rules()):
        if rule.mode not in _ENDINGS:
            for opening in openings(rule.pattern):
                filed[opening].append(number)
    return filed


def openings(pattern: str) -> set[str]:
    """Give the letters, at most `HEAD`, that any match of a pattern begins with.

    Examples:
        >>> sorted(openings("(?:re|un)?done"))
        ['done', 'redo', 'undo']
        >>> sorted(openings("a(?:bc){0,2}d"))
        ['abc', 'ad']
    """
    found: set[str] = set()
    waiting = [("", pattern)]
    while waiting:
        before, rest = waiting.pop()
        if len(before) == HEAD or not rest or rest[0] in ".^$" or (rest[0] == "\\" and rest[1].isalnum()):
            found.add(before)
        elif rest.startswith("(?:"):
            inside, after = _group(rest)
            waiting += [(before, rest) for rest in _without(after)]
            # A repeated group may be followed by itself: what comes after its first turn is not known.
            follow = "." if after[:1] in _REPEATS else after.removeprefix("?")
            waiting += [(before, option + follow) for option in _options(inside)]
        else:
            waiting += _one_letter(before, rest)
    return found


def _one_letter(before: str, rest: str) -> list[tuple[str, str]]:
    """Go on by one letter or one set of letters, which may be optional or repeated."""
    if rest[0] == "[":
        close = rest.index("]", 1)
        letters, after = _letters(rest[1:close]), rest[close + 1 :]
    else:
        width = 2 if rest[0] == "\\" else 1
        letters, after = rest[width - 1 : width], rest[width:]
    if not letters:
        return [(before, ".")]
    optional = [(before, rest) for rest in _without(after)]
    follow = "." if after[:1] in _REPEATS else after.removeprefix("?")
    return optional + [(before + letter, follow) for letter in letters]


def _without(after: str) -> list[str]:
    """Give what follows a group or letter that may be left out; nothing where it may not."""
    if after.startswith("{0"):
        return [after[after.index("}") + 1 :]]
    return [after[1:]] if after[:1] in ("?", "*") else []


def _letters(inside: str) -> str:
    if inside.startswith("0-9"):
        return "0123456789" + inside[3:]
    return "" if "^" in inside or "-" in inside[1:] else inside


def _group(pattern: str) -> tuple[str, str]:
    """Cut a pattern that begins with a group into what stands in the group and what follows it."""
    depth = 0
    for index, mark in _marks(pattern):
        depth += 1 if mark == "(" else -1 if mark == ")" else 0
        if mark == ")" and depth == 0:
            return pattern[3:index], pattern[index + 1 :]
    raise ValueError(f"furniture.csv: unbalanced parentheses in {pattern}")


def _options(inside: str) -> list[str]:
    options, depth, start = [], 0, 0
    for index, mark in _marks(inside):
        depth += 1 if mark == "(" else -1 if mark == ")" else 0
        if mark == "|" and depth == 0:
            options.append(inside[start:index])
            start = index + 1
    return [*options, inside[start:]]


def _marks(pattern: str) -> list[tuple[int, str]]:
    """Give the parentheses and bars of a pattern that are neither escaped nor in a set."""
    found, escaped, in_set = [], False, False
    for index, mark in enumerate(pattern):
        if escaped:
            escaped = False
        elif mark == "\\":
            escaped = True
        elif mark == "[":
            in_set = True
        elif mark == "]":
            in_set = False
        elif mark in "(|)" and not in_set:
            found.append((index, mark))
    return found
