"""Group means and their differences, corrected by a hand-coded sample of known chances.

An instrument scores every unit; coders code a few, drawn by chance. The mean of the scores is corrected by the mean of what
the coded ones are off by: design-based supervised learning (Egami, Hinck, Stewart & Wei 2023, arXiv:2306.04746) and
prediction-powered inference (Angelopoulos et al. 2023, doi:10.1126/science.adi6000) are this estimator; survey statistics
calls it the difference, or with a slope the regression estimator (Särndal, Swensson & Wretman 1992, chapter 6). It holds
whatever the instrument's errors are. The slope (power tuning, Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453) makes it no
wider than the coded units alone.

The document is the unit: a group's mean is the mean of its documents' means, and its error is that of documents, drawn by
whole outlets; units of one text are never counted as so many witnesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import LEVEL

_ROUNDING = 1e-12
"""Scores that vary by less than this share of their size are constant: the rest is the rounding of sums."""

__all__ = ["Estimate", "Part", "Side", "coded_only", "corrected", "difference", "naive", "residual", "slope"]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True)
class Side:
    """The units of one group.

    Args:
        document: number of each unit's document, from 0.
        cluster: number of each document's cluster (its outlet), over all sides: equal numbers are the same outlet.
        score: the instrument's score of each unit.
        code: the coders' value of each unit, NaN where it was not coded.
        probability: the chance that it was; read for coded units only.
    """

    document: Ints
    cluster: Ints
    score: Floats
    code: Floats
    probability: Floats

    @cached_property
    def documents(self) -> int:
        """How many documents."""
        return int(self.document.max(initial=-1)) + 1

    @cached_property
    def coded(self) -> NDArray[np.bool_]:
        """Which units were coded."""
        return ~np.isnan(self.code)

    @cached_property
    def weight(self) -> Floats:
        """Each unit's part of the group's mean: 1 / (documents × units of its document)."""
        sizes = np.bincount(self.document, minlength=self.documents)
        return np.asarray(1 / (self.documents * sizes[self.document]), dtype=np.float64)

    def means(self, values: Floats) -> Floats:
        """Give the mean of the units' values, by document."""
        sums = np.bincount(self.document, self.weight * values, minlength=self.documents)
        return np.asarray(sums * self.documents, dtype=np.float64)

    def sampled(self, values: Floats) -> tuple[float, Floats]:
        """Give the mean over the population of a value known for coded units only, and each document's pull on it.

        Source: Hájek 1971: sums over the coded units, each over its chance, divided by the same sum of ones.
        """
        inverse = np.where(self.coded, 1 / np.where(self.coded, self.probability, 1.0), 0.0)
        total = float((self.weight * inverse).sum())
        if not total:
            return float("nan"), np.full(self.documents, np.nan)
        known = np.where(self.coded, values, 0.0)
        mean = float((self.weight * inverse * known).sum() / total)
        return mean, self.means(inverse * np.where(self.coded, known - mean, 0.0)) / total


@dataclass(frozen=True)
class Part:
    """The mean of one group: its value, and by cluster what each pulls it away, from which its variance is."""

    value: float
    pull: dict[int, float]

    @property
    def few(self) -> float:
        """What few clusters make of sums of squares, clusters / (clusters − 1); NaN for fewer than two."""
        return len(self.pull) / (len(self.pull) - 1) if len(self.pull) > 1 else float("nan")

    @property
    def variance(self) -> float:
        """Of the mean over clusters; NaN for fewer than two."""
        return self.few * sum(each**2 for each in self.pull.values())


def _part(side: Side, values: Floats) -> Part:
    """Make a group's mean of its documents' values, which may be pseudo-values."""
    mean = float(values.mean()) if len(values) else float("nan")
    pulls = np.bincount(side.cluster, (values - mean) / max(len(values), 1)) if len(values) else np.zeros(0)
    return Part(mean, {int(each): float(pulls[each]) for each in np.unique(side.cluster)})


def naive(side: Side) -> Part:
    """Give the mean of the instrument's scores, as if it never erred."""
    return _part(side, side.means(side.score))


def coded_only(side: Side) -> Part:
    """Give the mean of the codes, from the coded units alone; NaN without one."""
    mean, pulls = side.sampled(side.code)
    return _part(side, mean + pulls)


def residual(side: Side) -> Part:
    """Give the mean of score − code: how far the instrument is off in this group; NaN without a coded unit."""
    mean, pulls = side.sampled(side.score - side.code)
    return _part(side, mean + pulls)


def corrected(side: Side, weight: float = 1.0) -> Part:
    """Give the mean of the scores, `weight` of them, and of what the coded units are off by that.

    Each document's value is that of all its scores, with the error of its coded units blown up by their chance, so that the
    variance between documents' values has both errors in it: that of documents and that of coding few.

    Examples:
        >>> half = np.array([1.0, 0.0, 1.0, 0.0])
        >>> side = Side(np.arange(4), np.arange(4), half, np.array([1.0, 1.0, np.nan, np.nan]), np.full(4, 0.5))
        >>> corrected(side).value  # the scores' mean .5, and the two coded ones are .5 too low
        1.0
    """
    mean, pulls = side.sampled(side.code - weight * side.score)
    return _part(side, weight * side.means(side.score) + mean + pulls)


def slope(sides: Sequence[Side]) -> float:
    """Give how much of the scores to use: the slope of codes on scores, each group about its own means; 0 … without a limit.

    It makes the spread of what is left to correct as small as it gets; 0 where the scores tell nothing or point the wrong way.
    """
    above = below = size = 0.0
    for side in sides:
        held = side.coded
        if held.sum() < 2:
            continue
        weights = side.weight[held] / side.probability[held]
        score, code = side.score[held], side.code[held]
        score = score - np.average(score, weights=weights)
        above += float((weights * score * (code - np.average(code, weights=weights))).sum())
        below += float((weights * score**2).sum())
        size += float((weights * side.score[held] ** 2).sum())
    return max(0.0, above / below) if below > _ROUNDING * size else 0.0


@dataclass(frozen=True)
class Estimate:
    """A mean or a difference with its interval: t with clusters as the unit."""

    value: float
    low: float
    high: float
    error: float
    freedom: float
    p: float
    """Two-sided, of the value 0."""


def difference(first: Part, *others: Part, level: float = LEVEL) -> Estimate:
    """Give the first − the other, or the first alone, with its interval.

    A cluster on both sides counts once, with both its pulls. Degrees of freedom: clusters − 1 of one side, Satterthwaite's
    of two (Cameron & Miller 2015, section VI). With fewer than two clusters the bounds are NaN.

    Examples:
        >>> estimate = difference(Part(1.0, {0: 0.1, 1: -0.1}), Part(0.4, {2: 0.1, 3: -0.1}))
        >>> round(estimate.value, 3), round(estimate.error, 3), estimate.freedom
        (0.6, 0.283, 2.0)
    """
    from scipy.special import stdtr, stdtrit  # a twentieth of the time that scipy.stats takes to import

    parts = [first, *others]
    value = first.value - sum(other.value for other in others)
    own = [part.variance for part in parts]
    common = 0.0
    for other in others:
        held = sum(first.pull[each] * other.pull[each] for each in set(first.pull) & set(other.pull))
        common += (first.few * other.few) ** 0.5 * held
    variance = max(0.0, sum(own) - 2 * common)
    error = float(np.sqrt(variance)) if not np.isnan(sum(own)) else float("nan")
    spread = sum(each**2 / (len(part.pull) - 1) for each, part in zip(own, parts, strict=True) if len(part.pull) > 1)
    freedom = sum(own) ** 2 / spread if spread > 0 else float(sum(len(part.pull) - 1 for part in parts))
    if np.isnan(value) or np.isnan(error):
        return Estimate(value, float("nan"), float("nan"), float("nan"), freedom, float("nan"))
    reach = float(stdtrit(freedom, (1 + level) / 2)) * error
    p = float(2 * stdtr(freedom, -abs(value) / error)) if error else float("nan")
    return Estimate(value, value - reach, value + reach, error, freedom, p)
