"""Weighted words of a batch, added up and squeezed to −1 … 1: what Hu–Liu, AFINN and `news-tone` have in common.

Of a sentence of n words whose values are v: x = Σv / √(n + 1), compound = x / √(x² + α). The root takes length out, so that a
sentence is not louder for being long. One word in twelve of news has a weight; only these are looked at closely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.measures.news_context import factors
from framing.measures.weights import Weights, Wholes
from framing.text.batch import Batch

__all__ = ["Placed", "Weighed", "compound", "heard", "place", "weigh"]

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Placed:
    """The code of every word of a batch, an entry of several words on its first; and where such entries begin and end."""

    code: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class Weighed:
    """The words that count, by place among the batch's words: first, one past the last, code, value in context."""

    word: Places
    last: Places
    code: Ints
    value: Floats


def place(batch: Batch, known: Weights, found: Wholes, masked: Places) -> Placed:
    """Look every word up, once a distinct word; what is masked has the code of a word that means nothing."""
    code = _codes(batch, known)
    code[masked] = 0
    matches = found[0].find(batch)
    for step in range(int((matches.last - matches.first).max(initial=0))):
        at = matches.first + step
        code[at[at < matches.last]] = 0
    code[matches.first] = found[1][matches.entry]
    return Placed(code, matches.first, matches.last)


def _codes(batch: Batch, known: Weights) -> Ints:
    types = batch.words.types
    found = pc.fill_null(pc.index_in(types, known.column), 0)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    if not len(found):
        return np.zeros(len(batch.words.type), np.int32)
    return np.frombuffer(found.buffers()[1], np.int32, len(found), 4 * found.offset).take(batch.words.type, mode="clip")


def weigh(batch: Batch, known: Weights, placed: Placed, *, context: bool) -> Weighed:
    """Give the words of a batch that have a weight, with `context` turned by what stands before them."""
    near, weighs = heard(known, placed.code)
    word = near.take(weighs)
    code = placed.code.take(word)
    value = known.weight.take(code, mode="clip")
    if context:
        value = value * factors(batch, known, placed.code, near, weighs)
    last = word + 1
    whole = (code >= known.first_whole).nonzero()[0]
    last[whole] = placed.last[placed.first.searchsorted(word[whole])]
    return Weighed(word, last, code, value)


def heard(known: Weights, code: Ints) -> tuple[Places, Places]:
    """Give the places, in order, of the words that have a weight or a role, and which of these have a weight."""
    weight = known.weight != 0
    near = (weight | known.role.any(axis=1)).take(code, mode="clip").nonzero()[0]
    return near, weight.take(code.take(near), mode="clip").nonzero()[0]


def compound(weighed: Weighed, unit: Ints, size: NDArray[Any], alpha: float) -> Floats:
    """Add the values up by unit (one number a word of the batch) and squeeze; `size` is how many words each unit has."""
    total = np.bincount(unit.take(weighed.word), weights=weighed.value, minlength=len(size)) / np.sqrt(size + 1.0)
    squeezed: Floats = total / np.sqrt(total * total + alpha)
    return squeezed
