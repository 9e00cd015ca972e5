"""What the words before a weighted word make of it: negation, reversal, degree, and "but" (after Hutto & Gilbert 2014).

No clause is left: a comma, colon, dash, bracket or full stop ends the reach of everything but "but".
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.measures.weights import ROLES, Weights
from framing.text.batch import Batch

__all__ = ["factors"]

NEGATED_NEAR, NEGATED_FAR = -0.25, 0.35
"""What a negation one or two, three or four words before multiplies a value with. These and the next three are rounded from
regressions on the training sets, never on the ratings that are reported (models/news-tone/README.md)."""
REVERSED = 0.5
"""Up to three words after "prevent", "end", "lack", "against": a harm averted is half a harm."""
STRENGTHENED = 1.2
"""Right after "very", "deeply"."""
BEFORE_BUT, AFTER_BUT = 0.8, 1.1

_NEGATION_REACHES, _NEAR, _REVERSAL_REACHES = 4, 2, 3
_NEGATION, _REVERSAL, _DEGREE, _ONLY, _BUT = range(len(ROLES))
_ENDS = ',;:.!?)"—–-'
"""Marks after which a clause has ended."""

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def factors(batch: Batch, known: Weights, code: Ints, word: Places) -> Floats:
    """Give what the neighbours of some words multiply their weights with; no words give none.

    Args:
        batch: whose words are read.
        known: the roles of words, by code.
        code: the code of every word of the batch.
        word: places of those asked for.
    """
    turned = _has_role_before(known, code, word)
    factor = np.ones(len(word))
    factor[turned] = _turned(batch, known, code, word[turned])
    return factor * _contrast(batch, known, code, word)


def _has_role_before(known: Weights, code: Ints, word: Places) -> Places:
    """Give the rows of words before which, near enough, some word has a role: one in five."""
    turns: Flags = np.asarray(known.role[:, : _DEGREE + 1].any(axis=1))
    role = turns.take(code, mode="clip")
    before = np.zeros(len(word), np.bool_)
    for step in range(1, _NEGATION_REACHES + 1):
        before |= role[np.maximum(word - step, 0)]
    return np.flatnonzero(before)


def _turned(batch: Batch, known: Weights, code: Ints, word: Places) -> Floats:
    near, far, averted, strengthened = (np.zeros(len(word), np.bool_) for _ in range(4))
    within = np.ones(len(word), np.bool_)
    stops = _stops(batch)
    for step in range(1, _NEGATION_REACHES + 1):
        before = np.maximum(word - step, 0)
        within &= (word >= step) & (batch.words.sentence[before] == batch.words.sentence[word])
        within &= ~_ends_clause(batch, before, stops)
        rows = np.flatnonzero(within)
        role = known.role[code[before[rows]]]
        negates = role[:, _NEGATION] & ~known.role[code[before[rows] + 1], _ONLY]
        (near if step <= _NEAR else far)[rows] |= negates
        if step <= _REVERSAL_REACHES:
            averted[rows] |= role[:, _REVERSAL]
        if step == 1:
            strengthened[rows] = role[:, _DEGREE]
    factor = np.where(near, NEGATED_NEAR, np.where(far, NEGATED_FAR, 1.0))
    return factor * np.where(averted, REVERSED, 1.0) * np.where(strengthened, STRENGTHENED, 1.0)


def _ends_clause(batch: Batch, place: Places, stops: Flags) -> Flags:
    """Tell the words after which a clause ends: the last of a chunk that ends with such a mark."""
    chunk = batch.words.chunk
    following = np.minimum(place + 1, max(len(chunk) - 1, 0))
    ends: Flags = stops[batch.chunks.type[chunk[place]]] & (chunk[following] != chunk[place])
    return ends


def _stops(batch: Batch) -> Flags:
    """Tell the distinct chunks that end with a mark that ends a clause."""
    types = batch.chunks.types
    found = pc.not_equal(pc.utf8_rtrim(types, characters=_ENDS), types).cast(pa.uint8())
    if not len(found):
        return np.zeros(0, np.bool_)
    return np.frombuffer(found.buffers()[1], np.uint8, len(found), found.offset).astype(np.bool_)


def _contrast(batch: Batch, known: Weights, code: Ints, word: Places) -> Floats:
    """Weaken what stands before a sentence's first "but", strengthen what stands after it."""
    sentence = batch.words.sentence
    but = np.flatnonzero(known.role[:, _BUT].take(code, mode="clip"))
    first = np.full(len(batch.sentences), -1, np.int64)
    first[sentence[but[::-1]]] = but[::-1]
    at = first[sentence[word]]
    return np.where(at < 0, 1.0, np.where(word < at, BEFORE_BUT, AFTER_BUT))
