"""Windows: consecutive sentences of about a given number of words, so that a section meets its like.

Short stretches scatter more than whole articles do. A section of 200 words is therefore held against stretches
of about 200 words of the coverage. Arrays in, arrays out; sentences are sorted by document and position.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["SHORTEST", "Windows", "cumulate", "percentile_among", "weighted_median", "weighted_quantiles", "windows"]

SHORTEST = 0.75
"""A document with fewer than this share of the wanted words yields no window; with this, windows have 0.75 to 1.5 times
the wanted length on average (a document of just under 1.5 times is one window, of 1.5 times two of 0.75)."""

_TIE = 1e-12
"""Values nearer than this (relative) are the same number, divided twice."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows of a coverage: the sentences from `start` to before `end`, their words, and the document and weight of each.

    `weight` is 1 / the number of windows of its document: a long article does not outvote short ones.
    """

    start: Ints
    end: Ints
    words: Ints
    document: Ints
    weight: Floats

    def added(self, column: Floats) -> Floats:
        """Add up by window a sentences × cells array that is not cumulated yet."""
        return self.sums(cumulate(column))

    def sums(self, cumulated: Floats) -> Floats:
        """Add up by window: windows × cells, of what `cumulate` made of a sentences × cells array."""
        return cumulated[self.end] - cumulated[self.start]


def cumulate(column: Floats) -> Floats:
    """Add a sentences × cells array up from the top, beginning with 0, so that any stretch is a difference of two rows.

    Examples:
        >>> cumulate(np.array([[1.0], [2.0]])).ravel()
        array([0., 1., 3.])
    """
    return np.concatenate([np.zeros((1, *column.shape[1:])), np.cumsum(column, axis=0)])


def windows(document: Ints, words: Ints, length: float) -> Windows:
    """Cut every document into consecutive stretches of about `length` words that never cut a sentence.

    `document` (sorted) and `words` have an entry a sentence. A document is cut into as many windows as `length`
    goes into its words, rounded, all about equally long, so that no sentence is left over or used twice. A document
    of under `SHORTEST` times the length yields none. No sentences: no windows.

    Examples:
        >>> cut = windows(np.zeros(6, dtype=int), np.full(6, 10), length=20)
        >>> cut.words.tolist(), cut.weight.round(2).tolist()
        ([20, 20, 20], [0.33, 0.33, 0.33])
    """
    words = np.asarray(words, dtype=np.intp)
    names, member = np.unique(document, return_inverse=True)
    total = np.bincount(member, weights=words, minlength=len(names))
    pieces = np.where(total >= SHORTEST * length, np.maximum(np.rint(total / length), 1), 0)
    kept = np.flatnonzero((pieces > 0)[member])
    before = np.cumsum(words) - words - (np.cumsum(total) - total)[member]
    middle = before[kept] + words[kept] / 2  # a sentence lies in the window that holds its middle
    owner = member[kept]
    piece = np.minimum(np.floor(middle * pieces[owner] / total[owner]), pieces[owner] - 1)
    new = np.ones(len(kept), dtype=bool)
    new[1:] = (np.diff(owner) != 0) | (np.diff(piece) != 0)
    first = np.flatnonzero(new)
    start, end = kept[first], kept[np.r_[first[1:], len(kept)] - 1] + 1 if len(kept) else kept
    made = np.bincount(owner[first], minlength=len(names))
    held = cumulate(words.astype(np.float64))
    return Windows(start, end, (held[end] - held[start]).astype(np.intp), names[owner[first]], 1 / made[owner[first]])


def weighted_quantiles(values: Floats, weights: Floats, shares: tuple[float, ...]) -> Floats:
    """Give weighted quantiles of each column of values (rows × cells), shares × cells; NaN is left out.

    `weights` has an entry a row, or is rows × cells.
    The smallest value at or below which the share of the weight lies (numpy's `inverted_cdf`).
    A column without a value gives NaN.

    Examples:
        >>> weighted_quantiles(np.array([[1.0], [2.0], [3.0]]), np.array([1.0, 1.0, 2.0]), (0.25, 0.5, 0.75)).ravel()
        array([1., 2., 3.])
    """
    out = np.full((len(shares), values.shape[1]), np.nan)
    order = np.argsort(values, axis=0, kind="stable")  # NaN comes last
    ordered = np.take_along_axis(values, order, axis=0)
    present = ~np.isnan(ordered)
    reached = np.cumsum(np.where(present, _in_order(weights, order), 0.0), axis=0)
    some = np.flatnonzero(present.any(axis=0))
    if not len(some):
        return out
    for row, share in enumerate(shares):
        goal = reached[-1, some] * share * (1 - _TIE)
        place = (reached[:, some] < goal).sum(axis=0)
        out[row, some] = ordered[place, some]
    return out


def _in_order(weights: Floats, order: Ints) -> Floats:
    ordered: Floats = weights[order] if weights.ndim == 1 else np.take_along_axis(weights, order, axis=0)
    return ordered


def weighted_median(values: Floats, weights: Floats) -> Floats:
    """Give the weighted median of each column (both rows × cells); NaN is left out, no value gives NaN.

    Where exactly half of the weight lies at or below a value, the middle between it and the next, as without weights.

    Examples:
        >>> weighted_median(np.array([[1.0], [2.0], [4.0]]), np.array([[1.0], [0.5], [0.5]])), weighted_median(
        ...     np.array([[1.0], [2.0], [4.0]]), np.ones((3, 1))
        ... )
        (array([1.5]), array([2.]))
    """
    out = np.full(values.shape[1], np.nan)
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    reached = np.cumsum(np.where(np.isnan(ordered), 0.0, np.take_along_axis(weights, order, axis=0)), axis=0)
    some = np.flatnonzero(reached[-1] > 0) if len(reached) else np.empty(0, dtype=np.intp)
    half = reached[-1:, some] / 2 if len(reached) else np.empty((1, 0))
    below = (reached[:, some] < half * (1 - _TIE)).sum(axis=0)
    above = (reached[:, some] <= half * (1 + _TIE)).sum(axis=0)
    out[some] = (ordered[below, some] + ordered[above, some]) / 2
    return out


def percentile_among(value: Floats, reference: Floats, weights: Floats) -> Floats:
    """Give the share of the reference's weight below each value, ties half, 0…100.

    `value` has an entry a cell, `reference` is rows × cells, `weights` has an entry a row or is rows × cells; NaN where either
    has none.

    Examples:
        >>> percentile_among(np.array([2.0]), np.array([[1.0], [2.0], [3.0], [4.0]]), np.ones(4))
        array([37.5])
    """
    tie = _TIE * np.maximum(np.abs(value), 1.0)
    present = ~np.isnan(reference)
    total, below, equal = (
        _weighed(weights, flags) for flags in (present, reference < value - tie, np.abs(reference - value) <= tie)
    )
    share: Floats = np.divide(below + equal / 2, total, out=np.full(len(value), np.nan), where=total > 0)
    return np.where(np.isnan(value), np.nan, 100 * share)


def _weighed(weights: Floats, flags: NDArray[np.bool_]) -> Floats:
    total: Floats = weights @ flags if weights.ndim == 1 else (weights * flags).sum(axis=0)
    return total
