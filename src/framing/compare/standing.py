"""One target among its coverage: the target is fixed, the coverage is what it is held against.

One article is no sample: there is no interval for it and no q. What can be said is where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, ratio
from framing.compare.estimands import TARGET
from framing.compare.groups import quartiles
from framing.compare.limits import FEWEST_DOCUMENTS, TOO_FEW, TOO_SMALL, rests_on_little, small_voices
from framing.compare.permute import smallest_p
from framing.compare.windows import percentile_among

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["EFFECT", "METHOD", "among_coverage", "rank_p", "target_among"]

EFFECT = "z against the coverage's SD"
METHOD = "none: the target is one document"

_TIE = 1e-9
"""Distances nearer than this share of the largest value are tied."""

Floats = NDArray[np.float64]


def target_among(cells: Cells, target: str, pool: NDArray[np.object_], exposure: pd.DataFrame) -> dict[str, object]:
    """Give where the target stands among the documents of a pool, cell by cell, as the columns of `contrasts`.

    Voices in which it says too little, and values that rest on under five sentences, sources or mentions, are "too small".
    A target that is not among the cells, as when its text is withheld, has NaN throughout.
    """
    own = cells.of([target])
    value = cells.value[own[0]] if len(own) else np.full(len(cells.keys), np.nan)
    small = cells.keys["voice"].isin(small_voices(exposure, target)).to_numpy(dtype=bool)
    if len(own):
        small = small | rests_on_little(cells.keys["measure"], cells.denominator[own[0]])
    columns = among_coverage(np.where(small, np.nan, value), cells.value[cells.of(pool)])
    columns["note"] = np.where(small, TOO_SMALL, np.asarray(columns["note"], dtype=object))
    return columns


def among_coverage(target: Floats, coverage: Floats) -> dict[str, object]:
    """Give where the target stands among the coverage, cell by cell, as the columns of `contrasts`.

    `target` has an entry a cell, `coverage` is documents × cells; NaN is left out. With fewer than eight documents
    there is a difference but no standing: "too few to say".

    Examples:
        >>> told = among_coverage(np.array([10.0]), np.arange(9.0)[:, None])
        >>> told["percentile"], told["rank"], told["p_permutation"]
        (array([100.]), array([1.]), array([0.1]))
    """
    present = ~np.isnan(coverage)
    n = present.sum(axis=0)
    mean = ratio(np.where(present, coverage, 0.0).sum(axis=0), n.astype(np.float64))
    squares = np.where(present, (coverage - mean) ** 2, 0.0).sum(axis=0)
    deviation = np.sqrt(ratio(squares, np.maximum(n - 1.0, 0.0)))
    percentile = percentile_among(target, coverage, np.ones(len(coverage)))
    few = n < FEWEST_DOCUMENTS
    unsaid = few | np.isnan(target)
    q25, q75 = quartiles(coverage)
    return {
        "target": target,
        "coverage": mean,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": target - mean,
        "interval_method": METHOD,
        "effect": np.where(unsaid, np.nan, ratio(target - mean, np.nan_to_num(deviation))),
        "effect_name": EFFECT,
        "p_permutation": np.where(unsaid, np.nan, rank_p(target, coverage)),
        "p_floor": np.array([smallest_p(1, int(each)) for each in n]),
        "percentile": np.where(unsaid, np.nan, percentile),
        "rank": np.where(unsaid, np.nan, 1 + np.round(2 * n * (1 - percentile / 100)) / 2),
        "n_target": (~np.isnan(target)).astype(np.int64),
        "n_coverage": n,
        "clusters": n + ~np.isnan(target),
        **TARGET.words(),
        "note": np.where(few & ~np.isnan(target), TOO_FEW, "").astype(object),
    }


def rank_p(target: Floats, coverage: Floats) -> Floats:
    """Give the two-sided permutation p of "the target is one more document of the coverage", by cell.

    Any of the N + 1 documents could have been the target. They are ranked by their distance from the median of all
    N + 1; p is the share that lie at least as far off as the target, itself among them, so never below 1 / (N + 1).
    The median does not know which document is the target, so that the p is exact (Phipson & Smyth 2010), and
    an outlier in the coverage does not move it. NaN where the target has no value.

    Examples:
        >>> rank_p(np.array([5.0]), np.array([[0.0], [1.0], [2.0], [30.0]]))
        array([0.4])
    """
    everyone = np.vstack([target[None, :], coverage])
    out = np.full(len(target), np.nan)
    known = ~np.isnan(target)
    if not known.any():
        return out
    everyone = everyone[:, known]
    distance = np.abs(everyone - np.nanmedian(everyone, axis=0))
    tie = _TIE * np.nanmax(np.abs(everyone), axis=0)
    as_far = (distance >= distance[0] - tie).sum(axis=0)
    out[known] = as_far / (~np.isnan(everyone)).sum(axis=0)
    return out
