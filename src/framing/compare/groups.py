"""Group against group: the document is the unit, the outlet the cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, ratio
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.resample import bootstrap_means, generator, percentile_interval, permutation, smallest_p

if TYPE_CHECKING:
    from framing.study import Study

__all__ = [
    "EFFECT",
    "NO_VARIATION",
    "Between",
    "between_groups",
    "hedges_g",
    "quartiles",
]

NO_VARIATION = "no document differs"
EFFECT = "Hedges' g"

_BLOCK = 256
"""Cells whose draws are held at once: 256 × 10,000 draws are 20 MB a group."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Between:
    """What two groups give: the columns of `contrasts`, an entry a cell."""

    first: str
    second: str
    columns: Mapping[str, object]


def between_groups(
    cells: Cells, groups: Mapping[str, NDArray[np.object_]], cluster: Mapping[str, str], by: str, study: Study
) -> list[Between]:
    """Compare each pair of groups, cell by cell, in the order of `groups`.

    The difference is that of the means of document values. Its interval comes from drawing the clusters of each group
    anew; p from relabelling clusters (or documents, where a cluster lies on both sides). The draws of a group
    hang on the seed, the column and the group alone: other cells, pairs and comparisons do not move them.
    """
    members = {name: _Members.of(cells, ids, cluster) for name, ids in groups.items()}
    bounds = _intervals(members, by, study)
    return [
        Between(a, b, _columns(members[a], members[b], bounds[a, b], generator(study.seed, "permutation", by, a, b), study))
        for a, b in combinations(members, 2)
    ]


@dataclass(frozen=True, slots=True)
class _Members:
    """One group's values, documents × cells, its sums, and the cluster of each document."""

    value: Floats
    pooled: Floats
    cluster: NDArray[np.str_]

    @classmethod
    def of(cls, cells: Cells, ids: NDArray[np.object_], cluster: Mapping[str, str]) -> _Members:
        rows = cells.of(ids)
        pooled = ratio(cells.numerator[rows].sum(axis=0), cells.denominator[rows].sum(axis=0)) * cells.scale
        return cls(cells.value[rows], pooled, np.array([cluster[each] for each in cells.documents[rows]], dtype=str))

    @property
    def present(self) -> Ints:
        """Documents with a value, by cell."""
        count: Ints = (~np.isnan(self.value)).sum(axis=0)
        return count

    @property
    def clusters_present(self) -> Ints:
        """Clusters with a document that has a value, by cell."""
        names, member = np.unique(self.cluster, return_inverse=True)
        belongs = (member == np.arange(len(names))[:, None]).astype(np.float64)
        count: Ints = (belongs @ ~np.isnan(self.value) > 0).sum(axis=0)
        return count


def _intervals(members: Mapping[str, _Members], by: str, study: Study) -> dict[tuple[str, str], tuple[Floats, Floats]]:
    """Give the percentile bounds of every pair's difference, cells in blocks so that the draws fit."""
    pairs = list(combinations(members, 2))
    total = next(iter(members.values())).value.shape[1] if members else 0
    bounds = {pair: (np.full(total, np.nan), np.full(total, np.nan)) for pair in pairs}
    for start in range(0, total, _BLOCK):
        block = slice(start, start + _BLOCK)
        drawn = {
            name: bootstrap_means(
                each.value[:, block],
                np.unique(each.cluster, return_inverse=True)[1],
                study.resamples,
                generator(study.seed, "bootstrap", by, name),
            )
            for name, each in members.items()
        }
        for a, b in pairs:
            bounds[a, b][0][block], bounds[a, b][1][block] = percentile_interval(drawn[a] - drawn[b])
    return bounds


def _columns(
    a: _Members, b: _Members, bounds: tuple[Floats, Floats], random: np.random.Generator, study: Study
) -> dict[str, object]:
    few = (np.minimum(a.present, b.present) < FEWEST_DOCUMENTS) | (
        np.minimum(a.clusters_present, b.clusters_present) < FEWEST_CLUSTERS
    )
    alike = ~few & _alike(np.vstack([a.value, b.value]))
    tested = permutation(
        np.vstack([a.value, b.value]),
        np.arange(len(a.value) + len(b.value)) < len(a.value),
        np.unique(np.concatenate([a.cluster, b.cluster]), return_inverse=True)[1],
        study.resamples,
        random,
    )
    units = (a.clusters_present, b.clusters_present) if tested.units == "clusters" else (a.present, b.present)
    silent = few | alike
    first, second = _mean(a.value), _mean(b.value)
    q25, q75 = quartiles(b.value)
    return {
        "target": first,
        "coverage": second,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": first - second,
        "low": np.where(silent, np.nan, bounds[0]),
        "high": np.where(silent, np.nan, bounds[1]),
        "interval_method": np.where(silent, "none", _method(a, b, tested.units, study.resamples)).astype(object),
        "effect": hedges_g(a.value, b.value),
        "effect_name": EFFECT,
        "p_permutation": np.where(silent, np.nan, tested.p),
        "p_floor": np.array([smallest_p(int(m), int(n), study.resamples) for m, n in zip(*units, strict=True)]),
        "pooled": a.pooled - b.pooled,
        "n_target": a.present,
        "n_coverage": b.present,
        "clusters": a.clusters_present + b.clusters_present,
        "note": np.select([few, alike], [TOO_FEW, NO_VARIATION], "").astype(object),
    }


def _method(a: _Members, b: _Members, exchanged: str, draws: int) -> str:
    names = np.concatenate([np.unique(a.cluster), np.unique(b.cluster)])
    drawn = "outlets" if len(names) < len(a.cluster) + len(b.cluster) else "documents"
    relabelled = drawn if exchanged == "clusters" else "documents"
    return f"percentile of {draws:,} draws of whole {drawn}; p from relabelling {relabelled}"


def _alike(values: Floats) -> NDArray[np.bool_]:
    """Tell the cells in which all documents have the same value: nothing can be found there."""
    missing = np.isnan(values)
    top = np.where(missing, -np.inf, values).max(axis=0, initial=-np.inf)
    bottom = np.where(missing, np.inf, values).min(axis=0, initial=np.inf)
    alike: NDArray[np.bool_] = top == bottom
    return alike


def _mean(values: Floats) -> Floats:
    present = ~np.isnan(values)
    return ratio(np.where(present, values, 0.0).sum(axis=0), present.sum(axis=0).astype(np.float64))


def _squares(values: Floats) -> Floats:
    """Sum of squared distances from the mean, by cell."""
    total: Floats = np.where(np.isnan(values), 0.0, (values - _mean(values)) ** 2).sum(axis=0)
    return total


def quartiles(values: Floats) -> tuple[Floats, Floats]:
    """Give the quartiles of each column, NaN left out (linear interpolation, as numpy); NaN where there is no value."""
    out = np.full((2, values.shape[1]), np.nan)
    some = ~np.isnan(values).all(axis=0) if len(values) else np.zeros(values.shape[1], dtype=bool)
    if some.any():
        out[:, some] = np.nanquantile(values[:, some], (0.25, 0.75), axis=0)
    return out[0], out[1]


def hedges_g(first: Floats, second: Floats) -> Floats:
    """Give the standardised difference of means of two groups, by cell, corrected for small samples.

    `first` and `second` are documents × cells, NaN left out. g = J × (m₁ − m₂) / s, where s is the pooled standard
    deviation on n₁ + n₂ − 2 degrees of freedom and J = 1 − 3 / (4 df − 1). NaN where nothing varies or df < 1.
    Source: Hedges 1981.

    Examples:
        >>> hedges_g(np.array([[2.0], [4.0], [6.0]]), np.array([[1.0], [3.0], [5.0]])).round(3)
        array([0.4])
    """
    freedom = (~np.isnan(first)).sum(axis=0) + (~np.isnan(second)).sum(axis=0) - 2.0
    freedom = np.maximum(freedom, 0.0)
    deviation = np.sqrt(ratio(_squares(first) + _squares(second), freedom))
    correction: Floats = 1 - 3 / (4 * freedom - 1)
    return ratio(_mean(first) - _mean(second), np.nan_to_num(deviation)) * correction
