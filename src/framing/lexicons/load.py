"""Word lists and their cards, read from the package.

A list is `<name>.csv` with a header line; its card is `<name>.toml` beside it. An instrument that is rules alone
has a card and no list. Nothing is downloaded, and nothing here needs more than the standard library.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["REDISTRIBUTABLE", "Card", "Lexicon", "cards", "load", "reread"]

REDISTRIBUTABLE = ("MIT", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "ODbL-1.0", "Apache-2.0", "BSD-3-Clause")
"""Licences (SPDX) under which a list may be shipped; a list under any other stays out of the package."""

_KEYS = ("name", "title", "construct", "source", "licence", "version", "validated", "notes")
_OPTIONAL = ("short", "limits", "tuned", "shown")


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of an instrument: a study that uses it cites this.

    `validated` names the human judgements it was held against and the scores, or says "unvalidated".
    `short` says the same in one line, for captions; it is `validated` itself where that is short. Both are written by
    `framing validate --write` for an instrument that was held against a gold set, and end with `limits`, which is not.
    `shown` says it layer by layer, and `tuned` names the gold files that were looked at while it was made, and how:
    "folds", "half" or "read" (`framing.validate.evidence.parts`).
    `sha256` is of the list's bytes as shipped; empty where the instrument is rules alone.
    """

    name: str
    title: str
    construct: str
    source: str
    licence: str
    version: str
    validated: str
    notes: str
    sha256: str
    short: str = ""
    limits: str = ""
    tuned: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Lexicon:
    """A word list: the names of its columns, and its rows in the file's order."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Sequence[str], ...]

    @cached_property
    def entries(self) -> tuple[Mapping[str, str], ...]:
        """Its rows, each a mapping from column to text."""
        return tuple([dict(zip(self.header, row, strict=True)) for row in self.rows])

    @property
    def card(self) -> Card:
        """What is known of it.

        Raises:
            InputError: its card lacks a key or names another list.
        """
        return _card(self.name)

    def column(self, name: str) -> tuple[str, ...]:
        """Give one column, top to bottom; an empty list gives an empty tuple.

        Raises:
            InputError: the list has no such column.

        Examples:
            >>> "perhaps" in load("hedges-rules").column("entry")
            True
        """
        if name not in self.header:
            raise InputError(f'lexicon {self.name}: has no column "{name}"; it has {", ".join(self.header)}')
        at = self.header.index(name)
        return tuple([row[at] for row in self.rows])


@cache
def load(name: str) -> Lexicon:
    """Read a word list that the package ships; a second call gives the same object.

    Raises:
        InputError: there is no such list.

    Examples:
        >>> load("hedges-rules").entries[0]["entry"]
        'may'
        >>> load("hedge-rules")
        Traceback (most recent call last):
        framing.errors.InputError: lexicon "hedge-rules": there is none; did you mean hedges-rules?
    """
    found = _files(".csv")
    if name not in found:
        near = difflib.get_close_matches(name, found, n=1)
        hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(sorted(found))}"
        raise InputError(f'lexicon "{name}": there is none; {hint}')
    content = found[name].read_text(encoding="utf-8")
    header, *rows = csv.reader(io.StringIO(content, newline=""))
    return Lexicon(name, tuple(header), tuple(rows))


def cards() -> list[Card]:
    """Give the card of every instrument that has one, sorted by name.

    Raises:
        InputError: a card lacks a key, or names another list than its file.

    Examples:
        >>> {card.licence for card in cards()} <= set(REDISTRIBUTABLE)
        True
    """
    return [_card(name) for name in sorted(_files(".toml"))]


def reread() -> None:
    """Forget what was read, for whoever has rewritten a card."""
    _card.cache_clear()
    load.cache_clear()


def _files(ending: str) -> dict[str, Traversable]:
    folder = resources.files("framing.lexicons")
    return {item.name.removesuffix(ending): item for item in folder.iterdir() if item.name.endswith(ending)}


@cache
def _card(name: str) -> Card:
    file = _files(".toml").get(name)
    if file is None:
        raise InputError(f"lexicon {name}: has no card; write {name}.toml beside it")
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    missing = [key for key in _KEYS if key not in values]
    unknown = [key for key in values if key not in (*_KEYS, *_OPTIONAL)]
    if missing or unknown:
        fault = f"has no {missing[0]}" if missing else f"has an unknown key {unknown[0]}"
        raise InputError(f"{name}.toml: {fault}; a card has {', '.join(_KEYS)}")
    if values["name"] != name:
        raise InputError(f'{name}.toml: its name is "{values["name"]}"; make it {name}')
    rows = _files(".csv").get(name)
    digest = hashlib.sha256(rows.read_bytes()).hexdigest() if rows is not None else ""
    short = str(values.get("short", values["validated"])).strip()
    tables = {key: {str(at): str(text) for at, text in values.get(key, {}).items()} for key in ("tuned", "shown")}
    limits = str(values.get("limits", "")).strip()
    needed = {key: str(values[key]).strip() for key in _KEYS}
    return Card(**needed, sha256=digest, short=short, limits=limits, tuned=tables["tuned"], shown=tables["shown"])
