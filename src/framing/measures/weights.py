"""Weighted word lists made ready: what each entry weighs, and which words turn or strengthen those after them.

A list has the columns entry and weight; an entry is one word or several. The words of `news-tone-rules` have roles, which
only `news-tone` heeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.measures.vader_lexicon import column
from framing.text.match import Phrases

__all__ = ["ROLES", "Weights", "Wholes", "read", "rules", "wholes", "with_roles"]

ROLES = ("negation", "reversal", "degree", "only", "but")
"""What a word does to those after it (or, "but", around it); "only" undoes a negation right before it ("not only")."""

Wholes = tuple[Phrases, NDArray[np.int32]]
"""What is found as a whole, and the code of each."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Entries by code: 0 is any other word, then single words, from `first_whole` on entries of several, last a masked word."""

    entries: tuple[str, ...]
    column: pa.StringArray
    """Code 0 and the single words."""
    weight: NDArray[np.float64]
    role: NDArray[np.bool_]
    """Entries × `ROLES`."""
    first_whole: int

    @property
    def masked(self) -> int:
        """The code of what is left out."""
        return len(self.entries) - 1


@cache
def read(name: str, *, roles: bool = False) -> Weights:
    """Read a list of the package; a second call gives the same object.

    Raises:
        InputError: there is no such list.

    Examples:
        >>> known = read("news-tone", roles=True)
        >>> code = {entry: place for place, entry in enumerate(known.entries)}
        >>> bool(known.weight[code["catastrophe"]] < 0), bool(known.role[code["not"], ROLES.index("negation")])
        (True, True)
        >>> [word for word in ("united", "defense", "security", "support", "treaty", "party", "like") if word in code]
        []
    """
    listed = load(name)
    weights = dict(zip(listed.column("entry"), map(float, listed.column("weight")), strict=True))
    return with_roles(weights, rules() if roles else {})


def with_roles(weights: Mapping[str, float], roles: Mapping[str, tuple[str, ...]]) -> Weights:
    """Put weights and roles together.

    Examples:
        >>> with_roles({"good": 1.9, "as well as": 0.0}, {"not": ("negation",)}).entries
        ('', 'good', 'not', 'as well as', '')
    """
    single = list(dict.fromkeys([*(word for word in weights if " " not in word), *roles]))
    entries = ("", *single, *(word for word in weights if " " in word), "")
    role = np.zeros((len(entries), len(ROLES)), np.bool_)
    place = {word: at for at, word in enumerate(single, start=1)}
    for word, own in roles.items():
        role[place[word], [ROLES.index(name) for name in own]] = True
    weight = np.array([weights.get(entry, 0.0) for entry in entries])
    return Weights(entries, column(["", *single]), weight, role, 1 + len(single))


@cache
def rules() -> Mapping[str, tuple[str, ...]]:
    """Read which roles each word of `news-tone-rules` has.

    Examples:
        >>> rules()["without"]
        ('negation',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in load("news-tone-rules").entries:
        found[row["entry"]] = (*found.get(row["entry"], ()), row["role"])
    return found


def wholes(known: Weights, masks: Iterable[str] = ()) -> Wholes:
    """Make ready what is found as a whole: what is to be left out (it wins), and the list's entries of several words."""
    masked = [mask for mask in dict.fromkeys(masks) if any(letter.isalnum() for letter in mask)]
    codes = [*([known.masked] * len(masked)), *range(known.first_whole, known.masked)]
    return Phrases([*masked, *known.entries[known.first_whole : known.masked]]), np.array(codes, np.int32)
