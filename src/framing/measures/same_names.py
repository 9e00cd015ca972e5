"""Which names may be one and the same: surname and full name, acronym and what it stands for, spellings, country and capital.

A guess for a person to judge: nothing is joined by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from framing.lexicons import load
from framing.measures.capitals import kinds

__all__ = ["WAYS", "countries_of", "one_and_the_same", "spelling"]

WAYS = ("surname", "acronym", "spelling", "plural", "adjective", "capital")
"""How a name may be another's: "Osten" of "Karl Osten", "NSTL" of "North Sea Treaty League", "Sergei" of "Sergey" …"""

STEM = 4
"""First letters by which an adjective that the list of countries lacks is known to go with a place."""

_FEWEST_LETTERS = 5
"""Letters from which on two names that sound alike are taken for spellings of one: shorter ones are too often two."""


def one_and_the_same(names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Give each name that may be another's: whose, and in which way; the longer name, or the country, is the other.

    Args:
        names: kind by name, as `framing.measures.names.propose` guesses it, the most widespread first: of two spellings the
            first is the name. No names give none.

    A surname that two persons share is nobody's.

    Examples:
        >>> kinds = {"Germany": "place", "Karl Osten": "person", "Osten": "unknown", "German": "demonym", "Berlin": "place"}
        >>> one_and_the_same(kinds)
        {'Osten': ('Karl Osten', 'surname'), 'German': ('Germany', 'adjective'), 'Berlin': ('Germany', 'capital')}
    """
    owners: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, owner, way in _pairs(names):
        if name != owner:
            owners[name].append((owner, way))
    found = {name: owners[name] for name in names if name in owners}
    first = {
        name: pairs[0] for name, pairs in found.items() if len({owner for owner, _ in pairs}) == 1 or pairs[0][1] != "surname"
    }
    # A name whose owner is itself another's is told of the last one.
    return {name: (_last(owner, first), way) for name, (owner, way) in first.items()}


def _last(owner: str, first: Mapping[str, tuple[str, str]]) -> str:
    seen = {owner}
    while owner in first and first[owner][0] not in seen:
        owner = first[owner][0]
        seen.add(owner)
    return owner


def _pairs(names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield a name, another whose it may be, and the way."""
    by_surname: defaultdict[str, list[str]] = defaultdict(list)
    by_initials: defaultdict[str, list[str]] = defaultdict(list)
    by_spelling: dict[str, str] = {}
    places = {name[:STEM]: name for name, kind in [*names.items()][::-1] if " " not in name and kind in ("place", "unknown")}
    for name, kind in names.items():
        words = name.split()
        if kind == "person" and len(words) > 1:
            by_surname[words[-1]].append(name)
        if len(words) > 1:
            by_initials["".join(_initials(words))].append(name)
    for name in names:
        yield from ((name, owner, "surname") for owner in by_surname.get(name, ()) if name not in _named())
        if name.replace(".", "").isupper():
            yield from ((name, owner, "acronym") for owner in by_initials.get(name.replace(".", "").lower(), ()))
        if name.endswith("s") and names.get(name[:-1]) == "demonym":
            yield name, name[:-1], "plural"
        yield from ((name, owner, way) for owner, way in countries_of(name) if owner in names)
        if names[name] == "demonym" and not countries_of(name) and name[:STEM] in places:
            yield name, places[name[:STEM]], "adjective"
        key = spelling(name)
        if len(key) >= _FEWEST_LETTERS and by_spelling.setdefault(key, name) != name:
            yield name, by_spelling[key], "spelling"


def _initials(words: Iterable[str]) -> Iterator[str]:
    return (
        word[0].lower() for word in words if word.lower() not in kinds("common") and word.lower() not in ("of", "the", "for")
    )


def spelling(name: str) -> str:
    """Give what is left of a name when its spellings are made one: accents, hyphens, doubled letters, y and i.

    Examples:
        >>> spelling("Zelenskyy") == spelling("Zelenskiy") == spelling("Zelensky"), spelling("Kim Jong-un")
        (True, 'kimiongun')
    """
    plain = unicodedata.normalize("NFD", name.casefold())
    letters = re.sub(r"[\W_]", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return re.sub(r"(.)\1+", r"\1", letters.replace("y", "i").replace("j", "i"))


def countries_of(name: str) -> list[tuple[str, str]]:
    """Give the country that a capital or adjective may stand for, and which it is; an empty list for any other name.

    Examples:
        >>> countries_of("Berlin"), countries_of("Osten")
        ([('Germany', 'capital')], [])
    """
    return _countries().get(name, [])


@cache
def _countries() -> Mapping[str, list[tuple[str, str]]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in load("countries").entries:
        found[row["entry"]].append((row["country"], row["kind"]))
    return dict(found)


@cache
def _named() -> frozenset[str]:
    return frozenset(row["country"] for row in load("countries").entries)
