"""Resampling whole documents: cluster bootstrap, permutation of labels, and Benjamini–Hochberg. Arrays in, arrays out.

Every draw is a vector of document weights; a matrix of draws times the table of all cells gives all statistics at once.
Documents without a value in a cell drop out of that cell alone: their weight is taken from its denominator too.
Sources: Davison & Hinkley 1997 (bootstrap), Phipson & Smyth 2010 (permutation p is never 0), Benjamini & Hochberg 1995.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LEVEL",
    "Permutation",
    "benjamini_hochberg",
    "bootstrap_means",
    "generator",
    "percentile_interval",
    "permutation",
    "smallest_p",
]

LEVEL = 0.95
"""The level of every interval: a convention of the field, not a finding."""

_CHUNK = 1024
"""Draws held at once: 1,024 × 700 documents are 6 MB, which stays near the processor. It never changes a result."""

_TIE = 1e-9
"""Statistics nearer than this share of the cell's largest value are tied: sums in another order differ in the last bits."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


def generator(seed: int, *names: str) -> np.random.Generator:
    """Give the random stream of one purpose, the same whatever else is drawn in the study.

    Examples:
        >>> one, same = generator(7, "bootstrap", "left"), generator(7, "bootstrap", "left")
        >>> bool(one.random() == same.random())
        True
        >>> bool(one.random() == generator(7, "bootstrap", "right").random())
        False
    """
    key = [seed, *(zlib.crc32(name.encode()) for name in names)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))


def bootstrap_means(values: Floats, clusters: Ints, draws: int, random: np.random.Generator, *, chunk: int = _CHUNK) -> Floats:
    """Draw clusters of documents with replacement and give the mean document value of every cell in every draw.

    `values` is documents × cells (NaN: no value), `clusters` the cluster of each document. The result is
    cells × draws. As many clusters are drawn as there are; a cluster brings all its documents, each counting one.
    A draw in which no document has a value is NaN, as is everything where there is no document.
    Source: Davison & Hinkley 1997, section 3.8 (the clusters are resampled, the documents within them are not).

    Examples:
        >>> means = bootstrap_means(np.array([[1.0], [2.0], [6.0]]), np.array([0, 1, 2]), 1000, generator(1, "doc"))
        >>> means.shape, bool(abs(means.mean() - 3) < 0.2)
        ((1, 1000), True)
    """
    out = np.full((values.shape[1], draws), np.nan)
    if len(values) == 0:
        return out
    filled = _Filled.of(values, clusters)
    for start in range(0, draws, chunk):
        rows = min(chunk, draws - start)
        sums, counts = filled.sums(_cluster_counts(len(filled.values), rows, random))
        _ratio(sums, counts, out[:, start : start + rows])
    return out


def _cluster_counts(total: int, rows: int, random: np.random.Generator) -> Floats:
    """Draw `total` clusters of `total` with replacement, `rows` times: a multinomial, as counts of uniform indices."""
    drawn = random.integers(0, total, size=(rows, total)) + total * np.arange(rows)[:, None]
    return np.bincount(drawn.ravel(), minlength=rows * total).reshape(rows, total).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Filled:
    """Σ values by unit (units × cells), and the documents with a value by unit, once for all cells that miss the same."""

    values: Floats
    present: Floats
    pattern: Ints

    @classmethod
    def of(cls, values: Floats, units: Ints) -> _Filled:
        names, member = np.unique(units, return_inverse=True)
        some = ~np.isnan(values)
        packed, pattern = np.unique(np.packbits(some, axis=0), axis=1, return_inverse=True)
        present = np.unpackbits(packed, axis=0, count=len(values)).astype(np.float64)
        filled = np.where(some, values, 0.0)
        if len(names) == len(values):
            order = np.argsort(member)
            return cls(filled[order], present[order], pattern.ravel())
        sums, held = (np.zeros((len(names), table.shape[1])) for table in (filled, present))
        np.add.at(sums, member, filled)
        np.add.at(held, member, present)
        return cls(sums, held, pattern.ravel())

    def sums(self, weights: Floats) -> tuple[Floats, Floats]:
        """Give Σ weight × value and Σ weight over the documents with a value, cells × draws."""
        counts: Floats = self.present.T @ weights.T
        return self.values.T @ weights.T, counts if len(counts) == 1 else counts[self.pattern]


def _ratio(numerator: Floats, denominator: Floats, out: Floats | None = None) -> Floats:
    out = np.full(numerator.shape, np.nan) if out is None else out
    return np.divide(numerator, denominator, out=out, where=denominator > 0)


def percentile_interval(statistics: Floats, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Give the percentile bounds of each row of draws (cells × draws), leaving out draws that are NaN.

    A row without a defined draw gives NaN twice. Source: Davison & Hinkley 1997, section 5.3.1.

    Examples:
        >>> low, high = percentile_interval(np.arange(101.0)[None, :], level=0.9)
        >>> round(float(low[0]), 9), round(float(high[0]), 9)
        (5.0, 95.0)
    """
    if not statistics.shape[1]:
        return np.full(len(statistics), np.nan), np.full(len(statistics), np.nan)
    ordered = np.sort(statistics, axis=1)  # NaN comes last; sorting is faster here than numpy's partition
    last = (~np.isnan(ordered)).sum(axis=1) - 1
    return _quantile(ordered, last, (1 - level) / 2), _quantile(ordered, last, (1 + level) / 2)


def _quantile(ordered: Floats, last: Ints, share: float) -> Floats:
    """Interpolate between the two nearest of each row's defined draws, as numpy does by default."""
    place = np.maximum(last, 0) * share
    below = np.floor(place).astype(np.intp)
    rows = np.arange(len(ordered))
    lower, upper = ordered[rows, below], ordered[rows, np.minimum(below + 1, np.maximum(last, 0))]
    quantile: Floats = lower + (upper - lower) * (place - below)
    return quantile


@dataclass(frozen=True, slots=True)
class Permutation:
    """What a permutation of labels gave: two-sided p by cell, and how it was done."""

    p: Floats
    exact: bool
    """Whether every relabelling was made, not a sample of them."""
    units: str
    """What was relabelled: `clusters`, or `documents` where a cluster lies on both sides."""


def permutation(
    values: Floats,
    first: Flags,
    clusters: Ints,
    draws: int,
    random: np.random.Generator,
    *,
    chunk: int = _CHUNK,
) -> Permutation:
    """Relabel which documents are on the first side and compare the difference of mean document values, by cell.

    `values` is documents × cells (NaN: no value), `first` tells the first side. Whole clusters change sides where each
    cluster lies on one side; where one lies on both, documents do. p = (1 + #{|T*| ≥ |T|}) / (draws + 1), ties within
    rounding counted; where there are no more than `draws` relabellings all are made, and p is their plain share.
    A relabelling that leaves a side without a value counts against the difference. A cell without a value on
    both sides gives NaN. Source: Phipson & Smyth 2010.

    Examples:
        >>> values = np.array([[0.0], [1.0], [2.0], [7.0], [8.0], [9.0]])
        >>> result = permutation(values, np.arange(6) > 2, np.arange(6), 10_000, generator(1, "doc"))
        >>> float(result.p[0]), result.exact  # 2 of the 20 ways to choose three of six are as far apart
        (0.1, True)
    """
    unit, name = _exchanged(first, clusters)
    on_first = np.zeros(int(unit.max(initial=-1)) + 1, dtype=bool)
    on_first[unit[first]] = True
    filled = _Filled.of(values, unit)
    observed = _difference(filled, on_first[None, :].astype(np.float64))[:, 0]
    reach = np.abs(observed) - _TIE * np.nanmax(np.abs(values), axis=0, initial=0.0)
    exact = comb(len(on_first), int(on_first.sum())) <= draws
    hits, made = np.zeros(values.shape[1]), 0
    for labels in _relabellings(on_first, draws, random, chunk, exact=exact):
        relabelled = np.abs(_difference(filled, labels))
        hits += (~(relabelled < reach[:, None])).sum(axis=1)
        made += len(labels)
    p = hits / max(made, 1) if exact else (hits + 1) / (made + 1)
    return Permutation(np.where(np.isnan(observed), np.nan, p), exact, name)


def _exchanged(first: Flags, clusters: Ints) -> tuple[Ints, str]:
    """Give the unit that changes sides, for each document, and its name."""
    _, member = np.unique(clusters, return_inverse=True)
    if np.intersect1d(member[first], member[~first]).size:
        return np.arange(len(first)), "documents"
    return member, "clusters"


def _relabellings(on_first: Flags, draws: int, random: np.random.Generator, chunk: int, *, exact: bool) -> Iterator[Floats]:
    """Yield relabellings of units, chunk × units, 1 on the first side; as many units on each side as there were."""
    size, chosen = len(on_first), int(on_first.sum())
    if exact:
        every = np.array(list(combinations(range(size), chosen)), dtype=np.intp)
        pieces = [every[i : i + chunk] for i in range(0, len(every), chunk)]
    else:
        sizes = (min(chunk, draws - i) for i in range(0, draws, chunk))
        pieces = (np.argpartition(random.random((rows, size)), chosen, axis=1)[:, :chosen] for rows in sizes)  # type: ignore[assignment]
    for picked in pieces:
        labels = np.zeros((len(picked), size))
        np.put_along_axis(labels, picked, 1.0, axis=1)
        yield labels


def _difference(filled: _Filled, labels: Floats) -> Floats:
    """Mean of the documents labelled 1 minus mean of the others, cells × relabellings."""
    sums, counts = filled.sums(labels)
    all_sums, all_counts = filled.sums(np.ones((1, labels.shape[1])))
    return _ratio(sums, counts) - _ratio(all_sums - sums, all_counts - counts)


def smallest_p(n_target: int, n_coverage: int, resamples: int = 10_000) -> float:
    """Give the smallest two-sided permutation p that so many units on each side can reach.

    One over the number of relabellings; twice that where both sides are equally many, since then the mirror image is
    always as far apart; and never below 1 / (resamples + 1), where relabellings are sampled. No unit on a side: NaN.

    Examples:
        >>> smallest_p(1, 19), smallest_p(3, 3), smallest_p(0, 5)
        (0.05, 0.1, nan)
        >>> smallest_p(20, 30) == 1 / 10_001
        True
    """
    if min(n_target, n_coverage) < 1:
        return float("nan")
    relabellings = comb(n_target + n_coverage, n_target)
    if relabellings > resamples:
        return 1 / (resamples + 1)
    return (2 if n_target == n_coverage else 1) / relabellings


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjust the p of one family for the share of false findings; NaN stays NaN and is no test.

    Source: Benjamini & Hochberg 1995. An empty family gives an empty array.

    Examples:
        >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
        [0.03, 0.04, nan, 0.04]
    """
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")[::-1]]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / ranks), 1.0)
    return q
