"""The rules of page furniture, read from `furniture.csv`, and which of them a line's first or last letters allow.

Hundreds of patterns in forty languages are tried on every line of every article. So each pattern is filed under the
letters that a match must begin with; a line meets only the handful filed under its own, and those alone are compiled.
`framing.corpus.glance` tells from fewer letters of most lines that they meet none.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

__all__ = [
    "CLOSING",
    "GLANCE",
    "HEAD",
    "NOTICES",
    "REMEMBERED",
    "TAIL",
    "Opening",
    "Rule",
    "beginning",
    "begins",
    "begins_notice",
    "ends",
    "may_close",
    "openings_after",
    "rules",
]

GLANCE = 4
"""Code points at a line's beginning that tell of most lines that no rule fires."""

HEAD = 8
"""Code points at a line's beginning under which rules are filed."""

MOST_OPENINGS = 64
"""Letters under which one rule is filed: one that may begin in more ways is filed under fewer than `HEAD` letters."""

REMEMBERED = 1 << 16
"""Heads and tails of lines whose rules are remembered."""

TAIL = 5
"""Code points at a line's end that are looked at."""

FEWEST_LETTERS = 2
"""Code points at the end of the words that rules about endings are filed under."""

NOTICES = frozenset({"consent", "copyright", "newsletter"})
"""Reasons whose lines may be long."""

CLOSING = " .)]»"
"""Marks that may stand after the last word of a notice."""

_AFTER = r"[ .!:…»>→*]*$"
_ENDINGS = ("end", "agency", "link")
_REPEATS = ("*", "+", "{")
_PLAIN = re.compile(r"(?:[^\\.^$*+?{}()|\[\]](?![*+?{]))+")
"""Letters of a pattern that stand for themselves."""


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


def beginning(line: str) -> str:
    """Give a line's first letters, at most `HEAD`, in lower case.

    Examples:
        >>> beginning("Leave a Reply")
        'leave a '
    """
    # One letter more is looked at: what a sigma is in lower case depends on whether a letter follows.
    return line[: HEAD + 1].lower()[:HEAD]


@lru_cache(REMEMBERED)
def begins(head: str) -> tuple[Opening, ...]:
    """Give the rules that may fire on a line with this `beginning`, in their order in the file.

    Examples:
        >>> [opening.rule.reason for opening in begins("leave a ") if opening.matches("leave a reply")]
        ['comments']
        >>> begins("qqqq qqq")
        ()
    """
    return tuple([_opening(number) for number in _filed_under(head)])


@lru_cache(REMEMBERED)
def begins_notice(head: str) -> tuple[Opening, ...]:
    """Give the rules that may fire on a long line with this `beginning`: those of the reasons in `NOTICES`.

    Examples:
        >>> [opening.rule.reason for opening in begins_notice("we use c")][:1], begins_notice("leave a ")
        (['consent'], ())
    """
    return tuple([_opening(number) for number in _filed_under(head) if number in _notices()])


def _filed_under(head: str) -> list[int]:
    filed = _filed()
    found = [filed[head[:width]] for width in range(1, HEAD + 1) if head[:width] in filed]
    return sorted(set(chain.from_iterable(found)))


@cache
def _notices() -> frozenset[int]:
    return frozenset(number for number, rule in enumerate(rules()) if rule.mode == "start" and rule.reason in NOTICES)


@cache
def _opening(number: int) -> Opening:
    rule = rules()[number]
    return Opening(re.compile(rule.pattern if rule.mode == "start" else f"(?:{rule.pattern}){_AFTER}").match, rule)


def openings_after(glance: str) -> tuple[str, ...]:
    """Give the letters under which rules are filed that a line may begin with whose first `GLANCE` letters are these.

    Examples:
        >>> sorted(openings_after("Canc")), openings_after("Qqqq")
        (['cancel r', 'cancelar'], ())
    """
    lowered, filed = glance.lower(), _by_glance()
    found = [filed[lowered[:width]] for width in range(1, GLANCE + 1) if lowered[:width] in filed]
    return tuple(chain.from_iterable(found)) if found else ()


@cache
def _by_glance() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for opening in _filed():
        found[opening[:GLANCE]].append(opening)
    return found


@lru_cache(REMEMBERED)
def ends(tail: str) -> tuple[Rule, ...]:
    """Give the rules about how a line ends that its last letters allow.

    Examples:
        >>> ends("rved.")[0].reason
        'copyright'
    """
    letters = tail.rstrip(CLOSING).lower()
    filed = _filed_by_end().get(letters[-FEWEST_LETTERS:])
    if not filed:
        return ()
    return tuple([rule for rule in filed if rule.pattern.endswith(letters) or letters.endswith(rule.pattern[-TAIL:])])


def may_close(tail: str) -> bool:
    """Tell whether the last letters of a line, fewer than `TAIL` perhaps, may be those of a line that a rule ends.

    Examples:
        >>> may_close("ved."), may_close("day.")
        (True, False)
    """
    # Before so many marks there are too few letters to tell by.
    return len(tail.rstrip(CLOSING)) < FEWEST_LETTERS or bool(ends(tail))


@cache
def _filed_by_end() -> dict[str, list[Rule]]:
    filed: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules():
        if rule.mode in _ENDINGS:
            filed[rule.pattern[-FEWEST_LETTERS:]].append(rule)
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
    """Give the letters, at most `HEAD`, that any match of a pattern begins with; hardly more than `MOST_OPENINGS`.

    Examples:
        >>> sorted(openings("(?:re|un)?done"))
        ['done', 'redone', 'undone']
        >>> sorted(openings("a(?:bc){0,2}d"))
        ['abc', 'ad']
    """
    found: set[str] = set()
    waiting = [("", pattern)]
    while waiting:
        if len(found) + len(waiting) > MOST_OPENINGS and all(before for before, _ in waiting):
            return found.union(before for before, _ in waiting)
        onward = []
        for before, rest in waiting:
            plain = _PLAIN.match(rest)
            so_far, rest = (before + plain[0], rest[plain.end() :]) if plain else (before, rest)
            if len(so_far) >= HEAD or not rest or rest[0] in ".^$" or (rest[0] == "\\" and rest[1].isalnum()):
                found.add(so_far[:HEAD])
            else:
                onward += _branches(so_far, rest)
        waiting = onward
    return found


def _branches(before: str, rest: str) -> list[tuple[str, str]]:
    """Go on by one group, letter or set of letters."""
    return [(before, way) for way in _ways(rest)] if rest.startswith("(?:") else _one_letter(before, rest)


@cache
def _ways(rest: str) -> list[str]:
    """Give what a pattern that begins with a group may go on with, without the group's parentheses."""
    inside, after = _group(rest)
    # A repeated group may be followed by itself: what comes after its first turn is not known.
    follow = "." if after[:1] in _REPEATS else after.removeprefix("?")
    return [*_without(after), *(option + follow for option in _options(inside))]


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
