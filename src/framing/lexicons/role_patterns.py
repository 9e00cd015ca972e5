"""Patterns that cast an actor in a role: the list that ships (`roles`), or a study's own file with the same columns."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from framing.errors import InputError
from framing.lexicons.load import load

__all__ = ["ROLES", "Pattern", "Patterns", "own_patterns", "read_patterns"]

ROLES = ("threat", "aggressor", "victim", "protector", "partner")

NOBODY = "none"
"""In place of a role: a verb or noun that casts nobody, whatever its class does."""

_ALLOWED: Mapping[str, Sequence[str]] = {
    "by": ("class", "verb", "noun", "label", "phrase"),
    "part": ("agent", "patient", "recipient", "head", "word", "name"),
    "reality": ("fact", "hypothetical", "said"),
    "with": ("any", "others", "actor"),
    "role": (*ROLES, NOBODY),
}
_COLUMNS = ("by", "entry", "part", "reality", "with", "role")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a part in a predicate must be to cast its actor: told as what, done to whom; and the role."""

    reality: str
    company: str
    role: str

    def tells(self, *, hypothetical: bool) -> bool:
        """Whether a relation that is not negated is told as the pattern asks."""
        return self.reality == "said" or (self.reality == "hypothetical") == hypothetical


@dataclass(frozen=True)
class Patterns:
    """All patterns: by what tells them and entry, then by part."""

    name: str
    """Empty for the list that ships; else the file's name and the first eight digits of its SHA-256."""
    of: Mapping[tuple[str, str], Mapping[str, tuple[Pattern, ...]]]

    def entries(self, by: str) -> tuple[str, ...]:
        """Give the entries of one kind, sorted.

        Examples:
            >>> own_patterns().entries("class")[:3]
            ('attack', 'cooperate', 'harm')
        """
        return tuple(sorted(entry for kind, entry in self.of if kind == by))

    def cast(self, by: str, entry: str, part: str) -> tuple[Pattern, ...] | None:
        """Give the patterns of a part; None where the list does not know the entry in that part.

        Examples:
            >>> [pattern.role for pattern in own_patterns().cast("class", "attack", "agent")]
            ['aggressor', 'threat']
            >>> own_patterns().cast("class", "say", "agent") is None
            True
        """
        return self.of.get((by, entry), {}).get(part)


@cache
def own_patterns() -> Patterns:
    """Give the list that ships, `lexicons/roles.csv`."""
    return _patterns("", load("roles").entries)


def read_patterns(path: Path) -> Patterns:
    """Read a file of patterns, CSV in UTF-8 with the columns by, entry, part, reality, with and role.

    Raises:
        InputError: it is not there, lacks a column, or has a value that the column does not know.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as roles ({error}); give a CSV in UTF-8") from error
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    missing = [name for name in _COLUMNS if not rows or rows[0].get(name) is None]
    if missing:
        raise InputError(f"{path}: has no column {missing[0]}; a list of roles has {', '.join(_COLUMNS)}")
    for number, row in enumerate(rows, 2):
        for name, allowed in _ALLOWED.items():
            if row[name] not in allowed:
                raise InputError(f'{path}: line {number}: {name} is "{row[name]}"; it may be {", ".join(allowed)}')
        if not row["entry"]:
            raise InputError(f"{path}: line {number}: entry is empty; give a class, lemma, label or phrase")
    return _patterns(f"{path.name} ({hashlib.sha256(content).hexdigest()[:8]})", rows)


def _patterns(name: str, rows: Iterable[Mapping[str, str]]) -> Patterns:
    found: dict[tuple[str, str], dict[str, tuple[Pattern, ...]]] = {}
    for row in rows:
        parts = found.setdefault((row["by"], row["entry"]), {})
        pattern = Pattern(row["reality"], row["with"], row["role"])
        parts[row["part"]] = (*parts.get(row["part"], ()), pattern)
    return Patterns(name, found)
