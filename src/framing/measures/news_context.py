"""What the words before a weighted word make of it: negation, reversal, degree, and "but" (after Hutto & Gilbert 2014).

No clause is left: a comma, colon, dash, bracket or full stop ends the reach of everything but "but".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.vader_words import contents
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


def factors(batch: Batch, known: Weights, code: Ints, near: Places, weighs: Places) -> Floats:
    """Give what the neighbours of some words multiply their weights with; no words give none.

    Args:
        batch: whose words are read.
        known: the roles of words, by code.
        code: the code of every word of the batch.
        near: places of all words that have a weight or a role, in order.
        weighs: which of these are asked for.
    """
    factor = np.ones(len(weighs))
    turned = _has_role_before(known, code, near).take(weighs).nonzero()[0]
    factor[turned] = _turned(batch, known, code, near.take(weighs.take(turned)))
    rows, contrast = _contrast(batch, known, code, near, weighs)
    factor[rows] *= contrast
    return factor


def _has_role_before(known: Weights, code: Ints, near: Places) -> Flags:
    """Tell the words before which, near enough, some word has a role: one in five."""
    role = known.role[:, : _DEGREE + 1].any(axis=1).take(code.take(near), mode="clip")
    before = np.zeros(len(near), np.bool_)
    for back in range(1, _NEGATION_REACHES + 1):
        before[back:] |= role[:-back] & (near[back:] - near[:-back] <= _NEGATION_REACHES)
    return before


def _turned(batch: Batch, known: Weights, code: Ints, word: Places) -> Floats:
    near, far, averted, strengthened = (np.zeros(len(word), np.bool_) for _ in range(4))
    sentence, stops = batch.words.sentence, _stops(batch)
    rows, before = np.arange(len(word)), word
    for step in range(1, _NEGATION_REACHES + 1):
        before = before - 1
        within = (before >= 0) & (sentence.take(before, mode="clip") == sentence.take(before + 1))
        on = (within & ~_ends_clause(batch, before, stops)).nonzero()[0]
        rows, before = rows.take(on), before.take(on)
        role = known.role.take(code.take(before), axis=0, mode="clip")
        negates = role[:, _NEGATION] & ~known.role[:, _ONLY].take(code.take(before + 1), mode="clip")
        (near if step <= _NEAR else far)[rows] |= negates
        if step <= _REVERSAL_REACHES:
            averted[rows] |= role[:, _REVERSAL]
        if step == 1:
            strengthened[rows] = role[:, _DEGREE]
    factor = np.where(near, NEGATED_NEAR, np.where(far, NEGATED_FAR, 1.0))
    return factor * np.where(averted, REVERSED, 1.0) * np.where(strengthened, STRENGTHENED, 1.0)


def _ends_clause(batch: Batch, place: Places, stops: Flags) -> Flags:
    """Tell the words after which a clause ends: the last of a chunk that ends with such a mark."""
    chunk = batch.words.chunk.take(place, mode="clip")
    ends: Flags = stops.take(batch.chunks.type.take(chunk), mode="clip")
    ends &= batch.words.chunk.take(place + 1, mode="clip") != chunk
    return ends


def _stops(batch: Batch) -> Flags:
    """Tell the distinct chunks that end with a mark that ends a clause, by their last bytes; without text none does."""
    offsets, data = contents(batch.chunks.types)
    if not len(data):
        return np.zeros(len(offsets) - 1, np.bool_)
    last = data.take(offsets[1:] - 1)
    stops = np.isin(np.arange(256), [ord(mark) for mark in _ENDS if mark.isascii()]).take(last)
    for mark in (mark.encode() for mark in _ENDS if not mark.isascii()):
        rows = (last == mark[-1]).nonzero()[0]
        for back, byte in enumerate(reversed(mark), start=1):
            rows = rows[data.take(offsets[1:].take(rows) - back) == byte]
        stops[rows] = True
    return stops


def _contrast(batch: Batch, known: Weights, code: Ints, near: Places, weighs: Places) -> tuple[Places, Floats]:
    """Weaken what stands before a sentence's first "but", strengthen what stands after it: which words, and by how much."""
    but = near[known.role[:, _BUT].take(code.take(near), mode="clip")]
    first = np.full(len(batch.sentences), -1, np.int64)
    first[batch.words.sentence[but[::-1]]] = but[::-1]
    word = near.take(weighs)
    sentence = batch.words.sentence.take(word)
    rows = (first >= 0).take(sentence, mode="clip").nonzero()[0]
    return rows, np.where(word.take(rows) < first.take(sentence.take(rows)), BEFORE_BUT, AFTER_BUT)
