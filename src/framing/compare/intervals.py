"""Intervals for a difference of two means of document values, from draws of whole clusters.

Which one is used where was chosen by simulation (benchmarks/calibration.py; docs/methods/comparison.md): percentile and
BCa intervals are too narrow where clusters are few, the studentised one is not. The others are kept to be compared with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import LEVEL, Drawn, percentile_interval, quantile
from framing.compare.units import Units, divided

__all__ = [
    "AT_LEAST_JACKKNIFE",
    "AT_LEAST_POOLED",
    "FEWEST_DIFFERING",
    "STUDENTISED",
    "UNEQUAL",
    "Influence",
    "bca_interval",
    "difference_interval",
    "differing",
    "equal_tailed_interval",
    "influence",
    "jackknife_interval",
    "percentile_difference",
    "pooled_interval",
    "ratio_interval",
    "studentised_interval",
    "welch_interval",
]

STUDENTISED = "symmetric bootstrap-t"
AT_LEAST_JACKKNIFE = "Student's t, jackknife error"
AT_LEAST_POOLED = "Student's t, spread of both sides"

FEWEST_DIFFERING = 5
"""Where fewer clusters than this differ from their side's most common value (0, mostly), its own spread says too little, and
the interval is at least as wide as with the spread of both sides (calibration: zeros, 8 against 40)."""

UNEQUAL = 2.0
"""Where one side has more than so many times the clusters of the other, the interval is at least that of Student's t with
the smaller side's degrees of freedom (calibration: 5 outlets against 30)."""

NO_ERROR = 1e-6
"""A draw whose error is less than this share of the whole sample's has none: its clusters are alike but for rounding."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bounds = tuple[Floats, Floats]
Influence = Floats
"""What each cluster pulls the mean by, clusters × cells, 0 for a cluster without a value."""


def difference_interval(
    first: Drawn, second: Drawn, held: tuple[Units, Units], level: float | Floats = LEVEL
) -> tuple[Bounds, NDArray[np.str_]]:
    """Give the bounds that the toolkit reports, by cell, and how each was made.

    Symmetric bootstrap-t; where sides are very unequal, at least the jackknife's t; where a side is nearly all alike, at
    least t with the spread of both sides. `held` is what was drawn from; `level` may be one for each cell. Source: see the
    functions it calls.
    """
    low, high = studentised_interval(first, second, level)
    method = np.full(len(low), STUDENTISED)
    fewer, more = np.minimum(first.clusters, second.clusters), np.maximum(first.clusters, second.clusters)
    pulls = [influence(each) for each in held]
    alike = np.minimum(differing(held[0]), differing(held[1])) < FEWEST_DIFFERING
    for wanted, name, bounds in (
        (more > UNEQUAL * fewer, AT_LEAST_JACKKNIFE, jackknife_interval),
        (alike, AT_LEAST_POOLED, pooled_interval),
    ):
        if wanted.any():
            least = bounds(first, second, pulls, level)
            wider = wanted & ((least[0] < low) | (least[1] > high) | np.isnan(low))
            low, high = (np.where(wider, pick(a, b), a) for pick, a, b in ((np.fmin, low, least[0]), (np.fmax, high, least[1])))
            method = np.where(wider, name, method)
    return (low, high), method


def studentised_interval(first: Drawn, second: Drawn, level: float | Floats = LEVEL) -> Bounds:
    """Give the symmetric bootstrap-t bounds of the difference of means, by cell.

    d ± k × se, k being the `level` quantile of |d* − d| / se* over the draws. NaN where either side has no error of its own.
    Sources: Davison & Hinkley 1997, section 5.2.2; Hall 1992, section 3.6 (why symmetric).

    Examples:
        >>> from framing.compare.resample import bootstrap, generator
        >>> sides = [
        ...     bootstrap(Units.of(np.arange(9.0)[:, None] + at, np.arange(9)), 999, generator(1, str(at))) for at in (0, 4)
        ... ]
        >>> [float(bound.round(1)[0]) for bound in studentised_interval(*sides)]
        [-6.6, -1.4]
    """
    difference, error = first.mean - second.mean, np.sqrt(first.variance + second.variance)
    distance = np.abs(first.means - second.means - difference[:, None])
    size = _quantile_of(_over(distance, first, second), level) * error
    unknown = ~np.isfinite(size) | (size == 0)
    size[unknown] = np.nan
    return difference - size, difference + size


def equal_tailed_interval(first: Drawn, second: Drawn, level: float = LEVEL) -> Bounds:
    """Give the equal-tailed bootstrap-t bounds of the difference of means, by cell.

    Source: Davison & Hinkley 1997, section 5.2.2; Efron & Tibshirani 1993, chapter 12.
    """
    difference, error = first.mean - second.mean, np.sqrt(first.variance + second.variance)
    studentised = _over(first.means - second.means - difference[:, None], first, second)
    low = difference - _quantile_of(studentised, (1 + level) / 2) * error
    return low, difference - _quantile_of(studentised, (1 - level) / 2) * error


def _over(distance: Floats, first: Drawn, second: Drawn) -> Floats:
    """Divide by the error of the same draw; a draw in which no cluster differs is infinitely far off, or not off at all."""
    error = np.sqrt(first.variances + second.variances)
    # Equal clusters leave an error of rounding alone, which would make a bound of millions.
    error[error < NO_ERROR * np.sqrt(first.variance + second.variance)[:, None]] = 0.0
    out: Floats = np.divide(distance, error, out=np.copysign(np.inf, distance), where=error > 0)
    out[(error == 0) & (distance == 0)] = 0.0
    out[np.isnan(error)] = np.nan
    return out


def _quantile_of(draws: Floats, share: float | Floats) -> Floats:
    if not draws.shape[1]:
        return np.full(len(draws), np.nan)
    ordered = np.sort(draws, axis=1)
    last = (~np.isnan(ordered)).sum(axis=1) - 1
    with np.errstate(invalid="ignore"):  # between two infinite draws
        return quantile(ordered, last, share)


def percentile_difference(first: Drawn, second: Drawn, level: float = LEVEL) -> Bounds:
    """Give the percentile bounds of the difference of means, by cell. Source: Davison & Hinkley 1997, section 5.3.1."""
    return percentile_interval(first.means, level, less=second.means)


def influence(held: Units) -> Influence:
    """Give what each cluster pulls its side's mean by: (G − 1) / G × (mean of the leave-one-out means − its own).

    Source: Efron & Tibshirani 1993, section 11.5 (jackknife influence).

    Examples:
        >>> influence(Units.of(np.array([[1.0], [2.0], [6.0]]), np.arange(3))).ravel().round(3).tolist()
        [-0.667, -0.333, 1.0]
    """
    there = held.documents > 0
    clusters = there.sum(axis=0)
    without = np.where(there, held.without_each(), 0.0)
    pull: Floats = np.where(there, divided(without.sum(axis=0), clusters * 1.0) - without, 0.0)
    return np.nan_to_num(pull) * divided(clusters - 1.0, clusters * 1.0)


def bca_interval(first: Drawn, second: Drawn, pulls: Sequence[Influence], level: float = LEVEL) -> Bounds:
    """Give the bias-corrected and accelerated bounds of the difference of means, by cell.

    `pulls` is the `influence` of the clusters of either side. NaN where all draws are on one side of the difference.
    Source: Efron 1987; DiCiccio & Efron 1996; scipy.stats.bootstrap is the oracle.
    """
    from scipy.special import ndtr, ndtri

    observed, drawn = first.mean - second.mean, first.means - second.means
    defined = np.maximum((~np.isnan(drawn)).sum(axis=1), 1)
    below = (drawn < observed[:, None]).sum(axis=1) + (drawn == observed[:, None]).sum(axis=1) / 2
    bias = ndtri(below / defined)
    signed = (pulls[0], -pulls[1])
    cubes, squares = (sum((each**power).sum(axis=0) for each in signed) for power in (3, 2))
    acceleration = np.nan_to_num(divided(np.asarray(cubes), np.asarray(squares) ** 1.5)) / 6
    ordered = np.sort(drawn, axis=1)
    last = (~np.isnan(ordered)).sum(axis=1) - 1
    bounds = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        moved = np.where(np.isfinite(bias), bias, 0.0) + ndtri(tail)
        share = ndtr(bias + moved / (1 - acceleration * moved))
        known = np.isfinite(bias)
        bounds.append(np.where(known, quantile(ordered, last, np.where(known, share, 0.5)), np.nan))
    return bounds[0], bounds[1]


def welch_interval(first: Drawn, second: Drawn, level: float = LEVEL) -> Bounds:
    """Give Student's t bounds of the difference of means with Satterthwaite's degrees of freedom, by cell.

    Sources: Welch 1947; Satterthwaite 1946.
    """
    freedom = _satterthwaite(first.variance, second.variance, first.clusters, second.clusters)
    return _around(first.mean - second.mean, np.sqrt(first.variance + second.variance), freedom, level)


def jackknife_interval(first: Drawn, second: Drawn, pulls: Sequence[Influence], level: float | Floats = LEVEL) -> Bounds:
    """Give Student's t bounds with the jackknife's error over clusters and the smaller side's degrees of freedom, by cell.

    Source: Efron & Tibshirani 1993, section 11.2; Cameron & Miller 2015, section VI (few clusters, G − 1 degrees).
    """
    squared = [
        (pull**2).sum(axis=0) * divided(side.clusters, side.clusters - 1)
        for pull, side in zip(pulls, (first, second), strict=True)
    ]
    freedom = np.minimum(first.clusters, second.clusters) - 1
    return _around(first.mean - second.mean, np.sqrt(squared[0] + squared[1]), freedom, level)


def pooled_interval(first: Drawn, second: Drawn, pulls: Sequence[Influence], level: float | Floats = LEVEL) -> Bounds:
    """Give Student's t bounds with the spread of both sides' clusters together and the smaller side's degrees of freedom.

    A side in which hardly anybody has something takes over the scatter of the other. With one document a cluster the
    error is that of the pooled two-sample t. Source: Student's two-sample t; the degrees as in `jackknife_interval`.
    """
    sides = list(zip(pulls, (first, second), strict=True))
    squares = np.sum([(pull**2).sum(axis=0) * side.documents**2 for pull, side in sides], axis=0)
    spread = divided(squares, first.clusters + second.clusters - 2)
    squared = np.sum([divided(side.clusters, side.documents**2) for _, side in sides], axis=0) * spread
    freedom = np.minimum(first.clusters, second.clusters) - 1
    return _around(first.mean - second.mean, np.sqrt(squared), freedom, level)


def ratio_interval(first: Drawn, second: Drawn, level: float = LEVEL) -> Bounds:
    """Give the bounds of the ratio of means, by cell, from Student's t on the log scale; NaN unless both are above 0.

    The logarithm's error is that of the mean over the mean (delta method). For rates that cannot be negative.
    Source: Hedges, Gurevitch & Curtis 1999 (log response ratio); degrees of freedom by Satterthwaite 1946.
    """
    usable = (first.mean > 0) & (second.mean > 0)
    a, b = (np.where(usable, divided(side.variance, side.mean**2), np.nan) for side in (first, second))
    log = np.log(np.where(usable, first.mean, 1.0)) - np.log(np.where(usable, second.mean, 1.0))
    freedom = _satterthwaite(a, b, first.clusters, second.clusters)
    low, high = _around(log, np.sqrt(a + b), freedom, level)
    with np.errstate(over="ignore"):  # hardly anything on a side: the ratio may be anything
        return np.exp(low), np.exp(high)


def _satterthwaite(a: Floats, b: Floats, m: Floats, n: Floats) -> Floats:
    return divided((a + b) ** 2, divided(a**2, m - 1) + divided(b**2, n - 1))


def _around(middle: Floats, error: Floats, freedom: Floats, level: float | Floats) -> Bounds:
    from scipy.special import stdtrit

    known = np.isfinite(freedom) & (freedom > 0) & (error > 0)
    size = np.where(known, stdtrit(np.where(known, freedom, 1.0), (1 + level) / 2) * error, np.nan)
    return middle - size, middle + size


def differing(held: Units) -> Ints:
    """Count the clusters of each cell whose mean is not the most common one; all of them where no two are alike.

    A side of which nearly all documents have none of something says little about how often the others have it.

    Examples:
        >>> differing(Units.of(np.array([[0.0], [0.0], [3.0], [5.0]]), np.arange(4))).tolist()
        [2]
    """
    mean = np.sort(divided(held.values, held.documents), axis=0)
    run, longest = np.ones(mean.shape[1], dtype=np.intp), np.ones(mean.shape[1], dtype=np.intp)
    for row in range(1, len(mean)):
        run = np.where(np.isclose(mean[row], mean[row - 1], rtol=1e-12, atol=0.0), run + 1, 1)
        longest = np.maximum(longest, run)
    present: Ints = (~np.isnan(mean)).sum(axis=0)
    count: Ints = np.where(longest > 1, present - longest, present)
    return count
