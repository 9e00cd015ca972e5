"""Metrics of agreement between an instrument and human judgements, as functions of sums where they can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "assigned",
    "auc",
    "correlation",
    "correlation_difference",
    "correlation_sums",
    "f1",
    "macro_f1",
    "matched",
    "overlapping",
    "precision",
    "recall",
]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ranges = Sequence[tuple[int, int]]


def correlation_sums(one: Floats, other: Floats, document: NDArray[np.intp]) -> Floats:
    """Give, a row a document, what Pearson's r is made of: n, Σx, Σy, Σxx, Σyy, Σxy. No values give no rows.

    Examples:
        >>> correlation_sums(np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([0, 0])).tolist()
        [[2.0, 3.0, 7.0, 5.0, 25.0, 11.0]]
    """
    parts = (np.ones_like(one), one, other, one * one, other * other, one * other)
    return np.column_stack([np.bincount(document, weights=part) for part in parts])


def correlation(sums: Floats) -> Floats:
    """Give Pearson's r from the six sums of the last axis; NaN where a variable does not vary.

    Examples:
        >>> x, y = np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 3.0])
        >>> round(float(correlation(correlation_sums(x, y, np.arange(3)).sum(axis=0))), 3)
        0.756
    """
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    spread = (n * xx - x * x) * (n * yy - y * y)
    r: Floats = np.divide(n * xy - x * y, np.sqrt(np.where(spread > 0, spread, np.nan)))
    return r


def correlation_difference(sums: Floats) -> Floats:
    """Give r of the first six sums less r of the second six: two instruments on the same documents, paired."""
    difference: Floats = correlation(sums[..., :6]) - correlation(sums[..., 6:])
    return difference


def precision(sums: Floats) -> Floats:
    """Give precision from (found right, found, gold hit, gold): found right / found; NaN where nothing was found."""
    return _ratio(sums[..., 0], sums[..., 1])


def recall(sums: Floats) -> Floats:
    """Give recall from (found right, found, gold hit, gold): gold hit / gold; NaN where there is no gold."""
    return _ratio(sums[..., 2], sums[..., 3])


def f1(sums: Floats) -> Floats:
    """Give F1, the harmonic mean of precision and recall; 0 where nothing is right, NaN where there is nothing at all.

    Examples:
        >>> f1(np.array([3.0, 4.0, 3.0, 6.0]))
        array(0.6)
    """
    right, found, hit, gold = np.moveaxis(np.asarray(sums, float), -1, 0)
    precise, complete = _ratio(right, found, 0.0), _ratio(hit, gold, 0.0)
    score = _ratio(2 * precise * complete, precise + complete, 0.0)
    nothing: NDArray[np.bool_] = found + gold <= 0
    score[nothing] = np.nan
    return score


def macro_f1(sums: Floats) -> Floats:
    """Give the mean F1 of the classes of a confusion matrix (gold × found), flattened in the last axis.

    A class that neither gold nor instrument has counts 0, as in scikit-learn.
    """
    size = round(np.sqrt(sums.shape[-1]))
    table = sums.reshape(*sums.shape[:-1], size, size)
    right = np.diagonal(table, axis1=-2, axis2=-1)
    both = table.sum(axis=-1) + table.sum(axis=-2)
    scores: Floats = _ratio(2 * right, both, 0.0).mean(axis=-1)
    return scores


def _ratio(numerator: Floats, denominator: Floats, empty: float = np.nan) -> Floats:
    numerator, denominator = np.broadcast_arrays(np.asarray(numerator, float), np.asarray(denominator, float))
    ratio: Floats = np.divide(numerator, denominator, out=np.full(numerator.shape, empty), where=denominator > 0)
    return ratio


def auc(scores: Floats, gold: Flags) -> float:
    """Give the area under the ROC curve: how often a positive scores above a negative, ties half (Hanley & McNeil 1982).

    NaN where there are no positives or no negatives.

    Examples:
        >>> auc(np.array([0.1, 0.4, 0.4, 0.8]), np.array([False, True, False, True]))
        0.875
    """
    positive, negative = int(gold.sum()), int((~gold).sum())
    if not positive or not negative:
        return float("nan")
    _, place, size = np.unique(scores, return_inverse=True, return_counts=True)
    rank = np.cumsum(size) - (size - 1) / 2
    return float((rank[place][gold].sum() - positive * (positive + 1) / 2) / (positive * negative))


def matched(one: Sequence[Ranges], other: Sequence[Ranges]) -> int:
    """Count spans that overlap, one to one: as many pairs as there can be (Kuhn 1955). A span may be in several pieces.

    Examples:
        >>> matched([[(0, 9)], [(1, 2)]], [[(1, 3)], [(8, 12)]]), matched([[(0, 9)]], [[(1, 3)], [(8, 12)]])
        (2, 1)
    """
    return len(assigned([[at for at, theirs in enumerate(other) if overlapping(own, theirs)] for own in one]))


def assigned(meets: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pair rows with the columns that each may have, one to one, as many as there can be (Kuhn 1955): column → row.

    Examples:
        >>> assigned([[0, 1], [0]])
        {0: 1, 1: 0}
    """
    owner: dict[int, int] = {}

    def taken(row: int, seen: set[int]) -> bool:
        for at in meets[row]:
            if at not in seen:
                seen.add(at)
                if at not in owner or taken(owner[at], seen):
                    owner[at] = row
                    return True
        return False

    for row in range(len(meets)):
        taken(row, set())
    return owner


def overlapping(spans: Ranges, others: Ranges) -> int:
    """Count the spans that share a character with any of the others.

    Examples:
        >>> overlapping([(0, 3), (5, 6)], [(2, 4)])
        1
    """
    if not spans or not others:
        return 0
    reach = np.array(sorted(others))
    furthest = np.maximum.accumulate(reach[:, 1])
    wanted = np.array(spans)
    before = np.searchsorted(reach[:, 0], wanted[:, 1], side="left")
    hit = (before > 0) & (furthest[np.maximum(before - 1, 0)] > wanted[:, 0])
    return int(hit.sum())
