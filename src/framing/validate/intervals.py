"""Bootstrap intervals over documents: whole documents are drawn, never the sentences or cues within them.

A statistic that is a function of sums is given a table of sums, a row a document, so that all draws are one product of
matrices. Percentile intervals (Davison & Hinkley 1997, 5.3.1); the draws are the same in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import LEVEL, generator

__all__ = ["DRAWS", "Interval", "of_documents", "of_sums"]

DRAWS = 2_000
"""Draws of documents: the ends of a 95 % interval then rest on 50 draws each (Davison & Hinkley 1997 ask for 1,000)."""

SEED = 20240619
"""The day on which the treaty of the shipped study was signed; any number would do, but it must stay."""

_CELLS = 4_000_000
"""Numbers held at once: 32 MB."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its 95 % interval; both are NaN where fewer than two documents give no spread."""

    value: float
    low: float
    high: float


def of_sums(table: Floats, statistic: Callable[[Floats], Floats]) -> Interval:
    """Give a statistic of the column sums of a table (documents × sums) and its interval from resampled documents.

    `statistic` takes an array whose last axis holds the sums, and gives one number for each row of them.

    Examples:
        >>> table = np.array([[8.0, 10.0], [9.0, 10.0], [10.0, 10.0]])
        >>> interval = of_sums(table, lambda sums: sums[..., 0] / sums[..., 1])
        >>> round(interval.value, 2), interval.low < 0.9 < interval.high
        (0.9, True)
    """
    table = np.asarray(table, dtype=np.float64)
    if not len(table):
        return Interval(np.nan, np.nan, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        value = float(statistic(table.sum(axis=0)))
        if len(table) < 2:
            return Interval(value, np.nan, np.nan)
        drawn = np.concatenate([statistic(weights @ table) for weights in _weights(len(table))])
    return _interval(value, drawn)


def of_documents(count: int, statistic: Callable[[NDArray[np.intp]], float], draws: int = DRAWS) -> Interval:
    """Give a statistic of a choice of documents (places 0 … count − 1, drawn with replacement) and its interval.

    For what is no function of sums: an area under a curve, a rank correlation.
    """
    if not count:
        return Interval(np.nan, np.nan, np.nan)
    value = statistic(np.arange(count))
    if count < 2:
        return Interval(value, np.nan, np.nan)
    random = generator(SEED, "documents")
    return _interval(value, np.array([statistic(random.integers(0, count, count)) for _ in range(draws)]))


def _weights(count: int) -> Iterator[Floats]:
    random = generator(SEED, "documents")
    rows = max(1, _CELLS // count)
    for start in range(0, DRAWS, rows):
        drawn = random.integers(0, count, size=(min(rows, DRAWS - start), count))
        places = drawn + count * np.arange(len(drawn))[:, None]
        yield np.bincount(places.ravel(), minlength=drawn.size).reshape(drawn.shape).astype(np.float64)


def _interval(value: float, drawn: Floats) -> Interval:
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn):
        return Interval(value, np.nan, np.nan)
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.percentile(drawn, (tail, 100 - tail))
    return Interval(value, float(low), float(high))
