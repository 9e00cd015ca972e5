"""Voice against voice: what articles say themselves, and what they let others say, within the same documents.

Each document is its own control: topic, date and length are the same on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells
from framing.compare.estimands import VOICES
from framing.compare.groups import quartiles
from framing.compare.intervals import STUDENTISED, studentised_interval
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.resample import Drawn, bootstrap, generator
from framing.compare.units import Units, divided
from framing.tables import ALL, ATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["EFFECT", "SIDES", "between_voices", "sign_flips"]

EFFECT = "mean over SD of the differences (d_z)"

SIDES = ("outlet", ATTRIBUTED)
"""The article's own words, and all words given to a source, quoted or not."""

_CHUNK = 1024
"""Flips held at once; it never changes a result."""

_TIE = 1e-9

Floats = NDArray[np.float64]


def between_voices(
    cells: Cells, pool: NDArray[np.object_], cluster: Mapping[str, str], study: Study
) -> tuple[pd.DataFrame, dict[str, object]]:
    """Compare the two voices within documents: keys (a row a measure that both voices have) and the columns of `contrasts`.

    `target` is the mean of the outlets' own values, `coverage` that of their sources', over the documents that have both;
    the interval is studentised over whole outlets, p flips the voices of all documents of an outlet together.

    Source: Davison & Hinkley 1997, sections 3.8 and 4.3 (paired comparisons); Phipson & Smyth 2010.
    """
    first, second, keys = _paired(cells)
    rows = cells.of(pool)
    own, others = cells.value[np.ix_(rows, first)], cells.value[np.ix_(rows, second)]
    both = ~np.isnan(own) & ~np.isnan(others)
    difference = np.where(both, own - others, np.nan)
    names = np.array([cluster[each] for each in cells.documents[rows]], dtype=str)
    held = Units.of(difference, np.unique(names, return_inverse=True)[1])
    drawn = bootstrap(held, study.resamples, generator(study.seed, "voices"))
    low, high = studentised_interval(drawn, _nothing(drawn))
    p = sign_flips(held, study.resamples, generator(study.seed, "voices p"))
    n = both.sum(axis=0)
    few = (n < FEWEST_DOCUMENTS) | (drawn.clusters < FEWEST_CLUSTERS)
    others_mean, own_mean = (_mean(np.where(both, each, np.nan)) for each in (others, own))
    q25, q75 = quartiles(np.where(both, others, np.nan))
    spread = np.sqrt(divided(np.nansum((difference - drawn.mean) ** 2, axis=0), n - 1.0))
    flips = np.minimum(2.0 ** (drawn.clusters - 1), study.resamples + 1.0)
    drawn_from = "outlets" if len(np.unique(names)) < len(names) else "documents"
    method = f"95 % {STUDENTISED}, {study.resamples:,} draws of whole {drawn_from}"
    return keys, {
        "target": own_mean,
        "coverage": others_mean,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": drawn.mean,
        "low": np.where(few, np.nan, low),
        "high": np.where(few, np.nan, high),
        "interval_method": np.where(few | np.isnan(low), "none", method).astype(object),
        "effect": divided(drawn.mean, np.nan_to_num(spread)),
        "effect_name": EFFECT,
        "p_permutation": np.where(few, np.nan, p),
        "p_floor": divided(np.ones(len(flips)), flips),
        "n_target": n,
        "n_coverage": n,
        "clusters": drawn.clusters.astype(np.int64),
        **VOICES.words(),
        "note": np.where(few, TOO_FEW, "").astype(object),
    }


def _paired(cells: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp], pd.DataFrame]:
    """Give the cells of the outlet's voice, those of its sources in the same order, and their keys with voice `all`."""
    by = ["section", "measure", "instrument", "actor"]
    frame = cells.keys.assign(place=np.arange(len(cells.keys)))
    sides = [frame[frame["voice"] == name] for name in SIDES]
    joined = sides[0].merge(sides[1][[*by, "place"]], on=by, suffixes=("", "_other"))
    keys = joined.drop(columns=["place", "place_other"]).assign(voice=ALL)
    return joined["place"].to_numpy(np.intp), joined["place_other"].to_numpy(np.intp), keys


def _nothing(drawn: Drawn) -> Drawn:
    """Give a side that is 0 without error: the difference is then the other side."""
    zero, zeros = np.zeros_like(drawn.mean), np.zeros_like(drawn.means)
    return Drawn(zero, zero, drawn.clusters, drawn.documents, zeros, zeros)


def _mean(values: Floats) -> Floats:
    present = ~np.isnan(values)
    return divided(np.where(present, values, 0.0).sum(axis=0), present.sum(axis=0).astype(np.float64))


def sign_flips(held: Units, draws: int, random: np.random.Generator) -> Floats:
    """Give the two-sided p of a mean of 0, by flipping the signs of whole units, by cell.

    All flips are made where there are no more than `draws`; else (1 + hits) / (draws + 1). NaN where there is no value.
    Source: Fisher 1935, section 21; Phipson & Smyth 2010.

    Examples:
        >>> sign_flips(Units.of(np.array([[1.0], [2.0], [3.0]]), np.arange(3)), 100, np.random.default_rng(1))
        array([0.25])
    """
    sums = held.sums(np.eye(len(held.present)))[0].T
    size, total = len(sums), sums.sum(axis=0)
    reach = np.abs(total) - _TIE * np.abs(sums).sum(axis=0)
    exact = 2**size <= draws
    hits, made = np.zeros(len(total)), 0
    for start in range(0, 2**size if exact else draws, _CHUNK):
        if exact:
            codes = np.arange(start, min(start + _CHUNK, 2**size))
            signs = 1.0 - 2.0 * ((codes[:, None] >> np.arange(size)) & 1)
        else:
            signs = 1.0 - 2.0 * random.integers(0, 2, (min(_CHUNK, draws - start), size))
        hits += (np.abs(signs @ sums) >= reach).sum(axis=0)
        made += len(signs)
    p = (hits + (0 if exact else 1)) / max(made + (0 if exact else 1), 1)
    return np.where(np.isnan(held.mean), np.nan, p)
