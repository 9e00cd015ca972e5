"""Resampling whole documents: the streams of random numbers, and the cluster bootstrap. Arrays in, arrays out.

Every draw is a vector of document weights; a matrix of draws times the table of all cells gives all statistics at once.
Documents without a value in a cell drop out of that cell alone: their weight is taken from its denominator too.
Source: Davison & Hinkley 1997. Intervals from the draws are in `intervals`, relabelling in `permute`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.compare.units import Units, divided

__all__ = [
    "LEVEL",
    "Drawn",
    "bootstrap",
    "bootstrap_means",
    "cluster_weights",
    "generator",
    "percentile_interval",
    "quantile",
]

LEVEL = 0.95
"""The level of every interval: a convention of the field, not a finding."""

_CHUNK = 512
"""Draws held at once: 512 × 500 cells are 2 MB, which stays near the processor. It never changes a result."""

_ROWS = 32
"""Cells whose draws are put in order at once: 10,000 draws of each are 2.5 MB, likewise."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """One side: its mean document value by cell, the squared standard error of that, and both in every draw."""

    mean: Floats
    variance: Floats
    clusters: Floats
    """Clusters with a value, by cell."""
    documents: Floats
    """Documents with a value, by cell."""
    means: Floats
    """Cells × draws."""
    variances: Floats
    """Cells × draws; without columns where they were not asked for."""


def bootstrap(held: Units, draws: int, random: np.random.Generator, *, variances: bool = True, chunk: int = _CHUNK) -> Drawn:
    """Draw units (clusters) with replacement: the mean document value of every cell in every draw, and its squared error.

    As many clusters are drawn as there are; a cluster brings all its documents, each counting one. A draw in which no
    document has a value is NaN, as is everything where there is no document. The squared error is that of a ratio of
    sums over clusters, G / (G − 1) × Σ w (s − m c)² / (Σ w c)², with s the sum and c the number of a cluster's values.
    Sources: Davison & Hinkley 1997, section 3.8 (clusters are resampled, documents within them are not); Cochran 1977,
    section 6.3 (the variance of a ratio); Cameron, Gelbach & Miller 2008 (why draws are studentised).

    Examples:
        >>> drawn = bootstrap(Units.of(np.array([[1.0], [2.0], [6.0]]), np.arange(3)), 100, generator(1, "doc"))
        >>> drawn.mean.tolist(), drawn.variance.round(3).tolist(), drawn.means.shape
        ([3.0], [2.333], (1, 100))
    """
    centred, size = held.centred(), len(held.pattern)
    ones = np.ones((1, len(held.values)))
    clusters = (held.present > 0).sum(axis=0)[held.pattern].astype(np.float64)
    squares = _Squares.of(centred, clusters)
    variance = squares.error(ones, *centred.sums(ones))[:, 0]
    mean = held.mean
    means = np.empty((size, draws))
    errors = np.empty((size, draws if variances else 0))
    if not len(held.values):
        means[:], errors[:] = np.nan, np.nan
    drawn, summed = np.empty((min(chunk, draws), len(held.values))), np.empty((size, min(chunk, draws)))
    for start in range(0, draws if len(held.values) else 0, chunk):
        block = slice(start, min(start + chunk, draws))
        weights = cluster_weights(len(held.values), block.stop - start, random, out=drawn)
        sums, counts = centred.sums(weights, out=summed[:, : len(weights)])
        if variances:
            errors[:, block] = squares.error(weights, sums, counts)
        if not counts.all():
            np.copyto(sums, np.nan, where=counts == 0)
        np.add(divided(sums, counts, sums), mean[:, None], out=means[:, block])
    documents = held.present.sum(axis=0)[held.pattern]
    return Drawn(mean, variance, clusters, documents, means, errors)


@dataclass(frozen=True, slots=True)
class _Squares:
    """What the squared error of a mean is made of: squares of the centred sums, their products with numbers, by unit."""

    squares: Floats
    products: Floats | None
    """None where every unit is one document: a product is then the sum itself, and the square of a number the number."""
    numbers: Units
    factor: Floats

    @classmethod
    def of(cls, centred: Units, clusters: Floats) -> _Squares:
        single = bool(np.all(centred.present <= 1))
        numbers = Units(centred.values[:, :0], centred.present**2, centred.pattern)
        factor = divided(clusters, clusters - 1)
        products = None if single else centred.values * centred.documents
        return cls(centred.values**2, products, numbers, factor)

    def error(self, weights: Floats, sums: Floats, counts: Floats) -> Floats:
        """Give the squared standard error, cells × draws; `sums` and `counts` are those of the centred units."""
        shift = divided(sums, counts)
        total: Floats = self.squares.T @ weights.T
        if self.products is None:
            total -= shift * sums
        else:
            total += shift * (shift * self.numbers.spread(weights) - 2 * (self.products.T @ weights.T))
        error: Floats = np.maximum(total, 0.0) * self.factor[:, None]
        return divided(error, counts * counts)


def bootstrap_means(values: Floats, clusters: Ints, draws: int, random: np.random.Generator, *, chunk: int = _CHUNK) -> Floats:
    """Give the mean document value of every cell (documents × cells, NaN: no value) in every draw of clusters, cells × draws.

    Source: as `bootstrap`.

    Examples:
        >>> means = bootstrap_means(np.array([[1.0], [2.0], [6.0]]), np.array([0, 1, 2]), 1000, generator(1, "doc"))
        >>> means.shape, bool(abs(means.mean() - 3) < 0.2)
        ((1, 1000), True)
    """
    if len(values) == 0:
        return np.full((values.shape[1], draws), np.nan)
    return bootstrap(Units.of(values, clusters), draws, random, variances=False, chunk=chunk).means


def cluster_weights(total: int, rows: int, random: np.random.Generator, out: Floats | None = None) -> Floats:
    """Draw `total` clusters of `total` with replacement, `rows` times: rows × clusters, how often each is in.

    They are written into the first rows of `out`, where given: fresh memory for every block takes as long as the drawing.

    Examples:
        >>> cluster_weights(4, 2, np.random.default_rng(1)).sum(axis=1).tolist()
        [4.0, 4.0]
    """
    weights = np.empty((rows, total)) if out is None else out[:rows]
    weights[:] = 0.0
    drawn = random.integers(0, total, size=(rows, total))
    drawn += total * np.arange(rows)[:, None]
    np.add.at(weights.reshape(-1), drawn.reshape(-1), 1.0)
    return weights


def percentile_interval(statistics: Floats, level: float = LEVEL, *, less: Floats | None = None) -> tuple[Floats, Floats]:
    """Give the percentile bounds of each row of draws (cells × draws), `less` others, leaving out draws that are NaN.

    A row without a defined draw gives NaN twice. Source: Davison & Hinkley 1997, section 5.3.1.

    Examples:
        >>> low, high = percentile_interval(np.arange(101.0)[None, :], level=0.9)
        >>> round(float(low[0]), 9), round(float(high[0]), 9)
        (5.0, 95.0)
    """
    if not statistics.shape[1]:
        return np.full(len(statistics), np.nan), np.full(len(statistics), np.nan)
    low, high = (np.empty(len(statistics)) for _ in range(2))
    for start in range(0, len(statistics), _ROWS):
        rows = slice(start, start + _ROWS)
        draws = statistics[rows].copy() if less is None else statistics[rows] - less[rows]
        low[rows], high[rows] = _tails(draws, level)
    return low, high


def _tails(draws: Floats, level: float) -> tuple[Floats, Floats]:
    """Give the bounds of each row, leaving its draws in another order.

    Where all are defined only the four that stand beside the bounds are looked for (a partition about one place after
    the other, which numpy does several times as fast as about four at once); else all are sorted.
    """
    size = draws.shape[1]
    lower, upper = (1 - level) / 2 * (size - 1), (1 + level) / 2 * (size - 1)
    first, second = int(lower), int(upper)
    if second + 1 >= size or second < first + 2 or np.isnan(draws.sum()):
        draws.sort(axis=1)  # NaN comes last
        last = (~np.isnan(draws)).sum(axis=1) - 1
        return quantile(draws, last, (1 - level) / 2), quantile(draws, last, (1 + level) / 2)
    draws.partition(first + 1, axis=1)
    low = _between(draws[:, : first + 1].max(axis=1), draws[:, first + 1], lower - first)
    rest = draws[:, first + 2 :]  # a view: what is above the lower bound
    rest.partition(second - first - 2, axis=1)
    return low, _between(rest[:, second - first - 2], rest[:, second - first - 1 :].min(axis=1), upper - second)


def _between(lower: Floats, upper: Floats, share: float | Floats) -> Floats:
    between: Floats = lower + (upper - lower) * share
    return between


def quantile(ordered: Floats, last: Ints, share: float | Floats) -> Floats:
    """Interpolate between the two nearest of each row's defined draws (sorted, up to `last`), as numpy does by default.

    Examples:
        >>> quantile(np.array([[0.0, 1.0, 2.0, np.nan]]), np.array([2]), 0.25).tolist()
        [0.5]
    """
    place = np.maximum(last, 0) * share
    below = np.floor(place).astype(np.intp)
    rows = np.arange(len(ordered))
    return _between(ordered[rows, below], ordered[rows, np.minimum(below + 1, np.maximum(last, 0))], place - below)
