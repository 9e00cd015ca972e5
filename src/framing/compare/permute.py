"""Permutation of labels: which documents stand on which side is dealt out anew, within strata where they are named.

All cells see the same relabellings, so that the largest statistic of a family has a distribution too (max-T).
Sources: Phipson & Smyth 2010 (p is never 0); Westfall & Young 1993, algorithm 4.1 (step-down max-T).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from framing.compare.units import Units, divided

__all__ = ["CLUSTERS", "DOCUMENTS", "Permutation", "permutation", "smallest_p"]

CLUSTERS, DOCUMENTS = "clusters", "documents"
"""What changes sides: clusters (outlets), or documents where a cluster lies on both sides."""

_CHUNK = 1024
"""Relabellings held at once: 1,024 × 700 documents are 6 MB, which stays near the processor. It never changes a result."""

_TIE = 1e-9
"""Statistics nearer than this share of the cell's largest value are tied: sums in another order differ in the last bits."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Permutation:
    """What a permutation of labels gave: two-sided p by cell, adjusted in its family, and how it was done."""

    p: Floats
    adjusted: Floats
    """Family-wise p by cell (step-down max-T); NaN where no families were given or the cell is in none."""
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
    strata: Ints | None = None,
    families: Ints | None = None,
    weights: Floats | None = None,
    chunk: int = _CHUNK,
) -> Permutation:
    """Relabel which documents are on the first side and compare the difference of mean document values, by cell.

    `values` is documents × cells (NaN: no value), `first` tells the first side. Whole clusters change sides where each
    cluster lies on one side; where one lies on both, documents do. With `strata` (one a document) labels are dealt out
    within each stratum, as many on a side there as there were. p = (1 + #{|T*| ≥ |T|}) / (draws + 1), ties within
    rounding counted; where there are no more than `draws` relabellings all are made, and p is their plain share.
    A relabelling that leaves a side without a value counts against the difference. A cell without a value on
    both sides gives NaN. Source: Phipson & Smyth 2010.

    With `families` (a number a cell, below 0: in none) the p of each family are adjusted too: |T| over the cell's spread
    among units, which no relabelling changes, against the largest of the family's cells that are no larger than it
    (Westfall & Young 1993, step-down max-T). It holds the chance of any false finding in the family, and uses that the
    cells belong to the same documents. With `weights` (documents × cells), `values` are numerators and the statistic is
    the difference of Σ values / Σ weights, a pooled ratio.

    Raises:
        ValueError: a cluster that changes sides whole lies in several strata.

    Examples:
        >>> from framing.compare.resample import generator
        >>> values = np.array([[0.0], [1.0], [2.0], [7.0], [8.0], [9.0]])
        >>> result = permutation(values, np.arange(6) > 2, np.arange(6), 10_000, generator(1, "doc"))
        >>> float(result.p[0]), result.exact  # 2 of the 20 ways to choose three of six are as far apart
        (0.1, True)
    """
    unit, name = _exchanged(first, clusters)
    dealt = _Dealt.of(unit, first, strata)
    held = Units.of(values, unit) if weights is None else Units.ratio(values, weights, unit)
    observed = _difference(held, dealt.first[None, :].astype(np.float64))[:, 0]
    reach = np.abs(observed) - _TIE * np.nanmax(np.abs(divided(held.values, held.documents)), axis=0, initial=0.0)
    largest = _Largest.of(held, observed, families) if families is not None else None
    exact = dealt.relabellings <= draws
    hits, made = np.zeros(values.shape[1]), 0
    for labels in dealt.every(chunk) if exact else dealt.sample(draws, random, chunk):
        relabelled = np.abs(_difference(held, labels))
        hits += (~(relabelled < reach[:, None])).sum(axis=1)
        made += len(labels)
        if largest is not None:
            largest.add(relabelled)
    start = 0 if exact else 1
    p = np.where(np.isnan(observed), np.nan, (hits + start) / max(made + start, 1))
    adjusted = np.full(len(p), np.nan) if largest is None else largest.p(made, start)
    return Permutation(p, adjusted, exact, name)


def _exchanged(first: Flags, clusters: Ints) -> tuple[Ints, str]:
    """Give the unit that changes sides, for each document, and its name."""
    _, member = np.unique(clusters, return_inverse=True)
    if np.intersect1d(member[first], member[~first]).size:
        return np.arange(len(first)), DOCUMENTS
    return member, CLUSTERS


def _difference(held: Units, labels: Floats) -> Floats:
    """Mean of the documents labelled 1 minus mean of the others, cells × relabellings."""
    sums, counts = held.sums(labels)
    all_sums, all_counts = held.sums(np.ones((1, labels.shape[1])))
    return divided(sums, counts) - divided(all_sums - sums, all_counts - counts)


@dataclass(frozen=True, slots=True)
class _Dealt:
    """Which units are on the first side, and the units of each stratum."""

    first: Flags
    strata: tuple[Ints, ...]

    @classmethod
    def of(cls, unit: Ints, first: Flags, strata: Ints | None) -> _Dealt:
        size = int(unit.max(initial=-1)) + 1
        on_first = np.zeros(size, dtype=bool)
        on_first[unit[first]] = True
        if strata is None:
            return cls(on_first, (np.arange(size),))
        of_unit = np.zeros(size, dtype=np.intp)
        of_unit[unit] = strata
        if np.any(of_unit[unit] != strata):
            raise ValueError("a cluster lies in several strata, so that its label cannot change within one")
        return cls(on_first, tuple(np.flatnonzero(of_unit == each) for each in np.unique(of_unit)))

    @property
    def chosen(self) -> tuple[int, ...]:
        """Units on the first side, by stratum."""
        return tuple(int(self.first[units].sum()) for units in self.strata)

    @property
    def relabellings(self) -> int:
        """How many ways there are to deal the labels out."""
        return prod(comb(len(units), k) for units, k in zip(self.strata, self.chosen, strict=True))

    def every(self, chunk: int) -> Iterator[Floats]:
        """Yield all relabellings, chunk × units, 1 on the first side."""
        ways = [list(combinations(units.tolist(), k)) for units, k in zip(self.strata, self.chosen, strict=True)]
        picked = np.array([[u for part in way for u in part] for way in product(*ways)], dtype=np.intp)
        for start in range(0, len(picked), chunk):
            yield self._labels(picked[start : start + chunk])

    def sample(self, draws: int, random: np.random.Generator, chunk: int) -> Iterator[Floats]:
        """Yield so many relabellings at random."""
        for start in range(0, draws, chunk):
            keys = random.random((min(chunk, draws - start), len(self.first)))
            pieces = [
                units[np.argpartition(keys[:, units], k, axis=1)[:, :k]]
                if 0 < k < len(units)
                else self._fixed(units, k, len(keys))
                for units, k in zip(self.strata, self.chosen, strict=True)
            ]
            yield self._labels(np.concatenate(pieces, axis=1))

    def _fixed(self, units: Ints, chosen: int, rows: int) -> Ints:
        """Give the picks of a stratum whose units are all on one side: nothing can change there."""
        return np.broadcast_to(units[:chosen], (rows, chosen))

    def _labels(self, picked: Ints) -> Floats:
        labels = np.zeros((len(picked), len(self.first)))
        np.put_along_axis(labels, picked, 1.0, axis=1)
        return labels


@dataclass(frozen=True, slots=True)
class _Largest:
    """Counts, for the cells of each family from the largest statistic down, how often the largest below is as large."""

    scale: Floats
    statistic: Floats
    orders: tuple[Ints, ...]
    hits: Floats

    @classmethod
    def of(cls, held: Units, observed: Floats, families: Ints) -> _Largest:
        scale = np.sqrt((held.centred().values ** 2).sum(axis=0))
        statistic = divided(np.abs(observed), scale)
        tested = np.where(np.isnan(statistic), -1, families)
        orders = []
        for family in np.unique(tested[tested >= 0]):
            at = np.flatnonzero(tested == family)
            orders.append(at[np.argsort(-statistic[at], kind="stable")])
        return cls(scale, statistic, tuple(orders), np.zeros(len(observed)))

    def add(self, relabelled: Floats) -> None:
        """Count another chunk of |T*|, cells × relabellings."""
        for order in self.orders:
            scaled = relabelled[order] / self.scale[order, None]
            scaled[np.isnan(scaled)] = np.inf
            largest = np.maximum.accumulate(scaled[::-1], axis=0)[::-1]
            reach = self.statistic[order] * (1 - _TIE)
            self.hits[order] += (largest >= reach[:, None]).sum(axis=1)

    def p(self, made: int, start: int) -> Floats:
        """Give the adjusted p: never smaller than that of a larger statistic of the family."""
        out = np.full(len(self.statistic), np.nan)
        for order in self.orders:
            out[order] = np.maximum.accumulate((self.hits[order] + start) / max(made + start, 1))
        return out


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
