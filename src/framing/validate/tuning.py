"""What an instrument was tuned on, document by document, and how that is kept out of its figures.

A card's `tuned` names gold files and how they were used: "folds" (trained on it, with weights by fold), "half" (rules tuned on
the half of the documents that `framing.measures.folds.held_out` leaves; "half by the last byte": halved by the last byte of
the hash), "read" (trained on all of it without folds, or its errors were read, or constants chosen on it). Documents of such
files are known by a digest of their text, so that one that comes back in a file of another name is not taken for unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources
from typing import TYPE_CHECKING

from framing.lexicons import cards
from framing.measures.folds import FOLDS, held_out

if TYPE_CHECKING:
    from framing.validate.gold import GoldFile

__all__ = ["CROSS_VALIDATED", "HALVES", "SEEN", "TUNED", "Part", "digest", "parts", "tuning"]

UNTOUCHED = "not tuned on"
UNSEEN = "unseen file"
CROSS_VALIDATED = f"cross-validated by document, {FOLDS} folds"
HELD_HALF = "held-out half of the documents"
SEEN_HALF = "half of the documents that was tuned on"
READ = "development file: also tuned on"

TUNED = (READ, SEEN_HALF)
"""Splits whose figures flatter the instrument: the page has them, captions do not."""

HALVES: Mapping[str, Callable[[str], bool]] = {"half": held_out, "half by the last byte": partial(held_out, byte=-1)}
"""How rules were tuned on a half of a file's documents, and which documents are in the other."""

SEEN = "seen.json"
"""The file in `framing.validate` with the digests of the documents of each file that an instrument was tuned on."""


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of a file that are reported together for one instrument, and how they stand to its tuning."""

    split: str
    holds: Callable[[str], bool]


def parts(file: GoldFile, instrument: str) -> tuple[Part, ...]:
    """Say which documents of a file are reported together for an instrument; parts without documents are left out.

    The file's documents are those that `framing.validate.evidence.evidence` was given.
    """
    how = tuning(file, instrument)
    rest = UNTOUCHED if file.known_as else UNSEEN

    def split(document: str) -> str:
        used = how(document)
        if used in HALVES:
            return HELD_HALF if HALVES[used](document) else SEEN_HALF
        return {"folds": CROSS_VALIDATED, "read": READ}.get(used, rest)

    there = {split(document) for document in file.documents}
    order = (rest, CROSS_VALIDATED, HELD_HALF, SEEN_HALF, READ)
    return tuple(Part(name, partial(_is, split, name)) for name in order if name in there)


def _is(split: Callable[[str], str], name: str, document: str) -> bool:
    return split(document) == name


def tuning(file: GoldFile, instrument: str) -> Callable[[str], str]:
    """Give the function that says of a document of a file how the instrument was tuned on it; "" where it was not."""
    tuned = next((card.tuned for card in cards() if card.name == instrument), {})
    if file.known_as:
        how = tuned.get(f"{file.gold.name}/{file.known_as}", "")
        return lambda _: how
    used = {place: how for place, how in tuned.items() if place.startswith(f"{file.gold.name}/")}
    return lambda document: next((how for place, how in used.items() if file.documents[document] in _seen().get(place, ())), "")


@cache
def _seen() -> Mapping[str, frozenset[str]]:
    path = resources.files("framing.validate") / SEEN
    return {place: frozenset(names) for place, names in json.loads(path.read_text(encoding="utf-8")).items()}


def digest(text: str) -> str:
    r"""Give the digest of a document's text, white space aside: eight hexadecimal digits, enough to tell some thousands apart.

    Examples:
        >>> digest("One.  Two.") == digest("One.\nTwo.")
        True
    """
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]
