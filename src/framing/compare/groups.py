"""Group against group: the document is the unit, the outlet the cluster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, ratio
from framing.compare.estimands import GROUPS
from framing.compare.intervals import AT_LEAST_JACKKNIFE, AT_LEAST_POOLED, STUDENTISED, difference_interval
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.permute import CLUSTERS, Permutation, permutation, smallest_p
from framing.compare.resample import LEVEL, bootstrap, generator
from framing.compare.units import Units
from framing.errors import StudyError

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

_BLOCK = 128
"""Cells whose draws are held at once: 128 × 10,000 draws are 10 MB, of means and of errors, a group."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Between:
    """What two groups give: the columns of `contrasts`, an entry a cell."""

    first: str
    second: str
    columns: Mapping[str, object]


def between_groups(
    cells: Cells,
    groups: Mapping[str, NDArray[np.object_]],
    cluster: Mapping[str, str],
    by: str,
    study: Study,
    *,
    strata: Mapping[str, str] | None = None,
    families: Ints | None = None,
) -> list[Between]:
    """Compare each pair of groups, cell by cell, in the order of `groups`.

    The difference is that of the means of document values. Its interval comes from drawing the clusters of each group
    anew, studentised; p from relabelling clusters (or documents, where a cluster lies on both sides), within `strata`
    (document → stratum) where they are given. `families` numbers the cells that are tested together, below 0 for none.
    The draws of a group hang on the seed, the column and the group alone: other cells, pairs and comparisons do not
    move them.

    Raises:
        StudyError: an outlet that changes sides whole lies in several strata.
    """
    members = {name: _Members.of(cells, ids, cluster, strata) for name, ids in groups.items()}
    bounds = _intervals(members, by, study, families)
    return [
        Between(a, b, _columns((a, members[a]), (b, members[b]), bounds[a, b], by, study, families))
        for a, b in combinations(members, 2)
    ]


@dataclass(frozen=True, slots=True)
class _Members:
    """One group's values, documents × cells, its sums, and the cluster and stratum of each document."""

    value: Floats
    pooled: Floats
    cluster: NDArray[np.str_]
    stratum: NDArray[np.str_] | None

    @classmethod
    def of(
        cls, cells: Cells, ids: NDArray[np.object_], cluster: Mapping[str, str], strata: Mapping[str, str] | None
    ) -> _Members:
        rows = cells.of(ids)
        names = cells.documents[rows]
        pooled = ratio(cells.numerator[rows].sum(axis=0), cells.denominator[rows].sum(axis=0)) * cells.scale
        within = None if strata is None else np.array([strata[each] for each in names], dtype=str)
        return cls(cells.value[rows], pooled, np.array([cluster[each] for each in names], dtype=str), within)

    @property
    def units(self) -> Units:
        """Values added up by cluster."""
        return Units.of(self.value, np.unique(self.cluster, return_inverse=True)[1])

    @property
    def present(self) -> Ints:
        """Documents with a value, by cell."""
        count: Ints = (~np.isnan(self.value)).sum(axis=0)
        return count

    @property
    def clusters_present(self) -> Ints:
        """Clusters with a document that has a value, by cell."""
        count: Ints = (self.units.documents > 0).sum(axis=0)
        return count


def _intervals(members: Mapping[str, _Members], by: str, study: Study, families: Ints | None) -> dict[tuple[str, str], _Bounds]:
    """Give the bounds of every pair's difference and how they were made, cells in blocks so that the draws fit."""
    pairs = list(combinations(members, 2))
    levels = {pair: _adjusted_levels(members[pair[0]], members[pair[1]], families) for pair in pairs}
    total = next(iter(members.values())).value.shape[1] if members else 0
    bounds = {pair: _Bounds.of(total) for pair in pairs}
    for start in range(0, total, _BLOCK):
        block = slice(start, start + _BLOCK)
        units = {
            name: Units.of(each.value[:, block], np.unique(each.cluster, return_inverse=True)[1])
            for name, each in members.items()
        }
        drawn = {
            name: bootstrap(held, study.resamples, generator(study.seed, "bootstrap", by, name)) for name, held in units.items()
        }
        for a, b in pairs:
            made = bounds[a, b]
            held = units[a], units[b]
            (made.low[block], made.high[block]), made.method[block] = difference_interval(drawn[a], drawn[b], held)
            wider = difference_interval(drawn[a], drawn[b], held, levels[a, b][block])[0]
            made.low_adjusted[block], made.high_adjusted[block] = wider
    return bounds


def _adjusted_levels(a: _Members, b: _Members, families: Ints | None) -> Floats:
    """Give each cell the level at which all intervals of its family hold together: 1 − 5 % / intervals (Bonferroni).

    A cell in no family stands alone. Source: Dunn 1961.
    """
    cells = a.value.shape[1]
    silent = _few(a, b) | _alike(np.vstack([a.value, b.value]))
    family = np.full(cells, -1) if families is None else np.where(silent, -1, families)
    many = np.bincount(family[family >= 0], minlength=int(family.max(initial=0)) + 1)
    return np.where(family >= 0, 1 - (1 - LEVEL) / np.maximum(many[family], 1), LEVEL)


def _few(a: _Members, b: _Members) -> NDArray[np.bool_]:
    """Tell the cells in which a side has too few documents or clusters to say anything."""
    few: NDArray[np.bool_] = (np.minimum(a.present, b.present) < FEWEST_DOCUMENTS) | (
        np.minimum(a.clusters_present, b.clusters_present) < FEWEST_CLUSTERS
    )
    return few


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Bounds of a difference by cell, alone and adjusted for those of its family, and how each was made."""

    low: Floats
    high: Floats
    low_adjusted: Floats
    high_adjusted: Floats
    method: NDArray[np.object_]

    @classmethod
    def of(cls, cells: int) -> _Bounds:
        low, high, low_adjusted, high_adjusted = np.full((4, cells), np.nan)
        return cls(low, high, low_adjusted, high_adjusted, np.full(cells, "", dtype=object))


def _columns(
    first: tuple[str, _Members],
    second: tuple[str, _Members],
    bounds: _Bounds,
    by: str,
    study: Study,
    families: Ints | None,
) -> dict[str, object]:
    (a_name, a), (b_name, b) = first, second
    few = _few(a, b)
    alike = ~few & _alike(np.vstack([a.value, b.value]))
    silent = few | alike
    random = generator(study.seed, "permutation", by, a_name, b_name)
    tested = _relabelled(a, b, study, random, None if families is None else np.where(silent, -1, families))
    units = (a.clusters_present, b.clusters_present) if tested.units == CLUSTERS else (a.present, b.present)
    top, bottom = _mean(a.value), _mean(b.value)
    q25, q75 = quartiles(b.value)
    low, high, low_adjusted, high_adjusted = (
        np.where(silent, np.nan, bound) for bound in (bounds.low, bounds.high, bounds.low_adjusted, bounds.high_adjusted)
    )
    return {
        "target": top,
        "coverage": bottom,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": top - bottom,
        "low": low,
        "high": high,
        "low_adjusted": low_adjusted,
        "high_adjusted": high_adjusted,
        "interval_method": np.where(np.isnan(low), "none", _method(bounds.method, a, b, study.resamples)).astype(object),
        "effect": hedges_g(a.value, b.value),
        "effect_name": EFFECT,
        "p_permutation": np.where(silent, np.nan, tested.p),
        "p_floor": np.array([smallest_p(int(m), int(n), study.resamples) for m, n in zip(*units, strict=True)]),
        "p_familywise": np.where(silent, np.nan, tested.adjusted),
        "pooled": a.pooled - b.pooled,
        "n_target": a.present,
        "n_coverage": b.present,
        "clusters": a.clusters_present + b.clusters_present,
        **GROUPS.words(_exchanged(a, b, tested)),
        "note": np.select([few, alike], [TOO_FEW, NO_VARIATION], "").astype(object),
    }


def _relabelled(a: _Members, b: _Members, study: Study, random: np.random.Generator, families: Ints | None) -> Permutation:
    strata = None
    if a.stratum is not None and b.stratum is not None:
        strata = np.unique(np.concatenate([a.stratum, b.stratum]), return_inverse=True)[1]
    try:
        return permutation(
            np.vstack([a.value, b.value]),
            np.arange(len(a.value) + len(b.value)) < len(a.value),
            np.unique(np.concatenate([a.cluster, b.cluster]), return_inverse=True)[1],
            study.resamples,
            random,
            strata=strata,
            families=families,
        )
    except ValueError:
        raise StudyError(
            "study.toml: within: outlets are on one side each and lie in several strata, so their labels cannot change"
            " within one; leave `within` out, or name a column that is the same for all documents of an outlet"
        ) from None


def _grouped(a: _Members, b: _Members) -> bool:
    """Tell whether some outlet has several documents on a side."""
    return len(np.unique(a.cluster)) + len(np.unique(b.cluster)) < len(a.cluster) + len(b.cluster)


def _method(made: NDArray[np.object_], a: _Members, b: _Members, draws: int) -> NDArray[np.object_]:
    """Say in full how the bounds of each cell were made."""
    drawn = "outlets" if _grouped(a, b) else "documents"
    said = {
        STUDENTISED: f"95 % {STUDENTISED}, {draws:,} draws of whole {drawn}",
        **{name: f"95 % {name}, over whole {drawn}" for name in (AT_LEAST_JACKKNIFE, AT_LEAST_POOLED)},
    }
    return np.array([said.get(name, "none") for name in made], dtype=object)


def _exchanged(a: _Members, b: _Members, tested: Permutation) -> str:
    whole = tested.units == CLUSTERS and _grouped(a, b)
    return ("outlets with all their documents" if whole else "documents") + (" within strata" if a.stratum is not None else "")


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
