"""One target among its coverage: the target is fixed, the coverage is what it is held against.

One article is no sample: there is no interval for it and no q. What can be said is where it stands: among stretches of its own
length where the coverage has them, and beside that among whole articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, ratio
from framing.compare.estimands import TARGET
from framing.compare.groups import quartiles
from framing.compare.limits import FEWEST_DOCUMENTS, TOO_FEW, TOO_SMALL, rests_on_little, small_voices
from framing.compare.permute import smallest_p
from framing.compare.sections import of_any_stretch
from framing.compare.sides import WHOLE_ARTICLES
from framing.compare.stretches import METHOD, target_stretched
from framing.compare.windows import percentile_among
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = [
    "EFFECT",
    "NOT_OF_STRETCHES",
    "NO_SENTENCES",
    "TOO_SHORT",
    "among_coverage",
    "at_equal_length",
    "places",
    "rank_p",
    "sums_of_cells",
    "target_among",
]

EFFECT = "z against the coverage's SD"

NOT_OF_STRETCHES = f"{WHOLE_ARTICLES}: a stretch of text has no such measure"
NO_SENTENCES = f"{WHOLE_ARTICLES}: the tables hold no sentences to cut stretches from"
TOO_SHORT = f"{WHOLE_ARTICLES}: too few have a stretch of equal length with a value"
"""Why a row compares whole articles where stretches of equal length are the rule."""

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


def at_equal_length(
    cells: Cells, whole: Mapping[str, object], sums: SentenceSums | None, pool: NDArray[np.object_], study: Study
) -> Mapping[str, object]:
    """Put the target among stretches of its length in place of whole articles, cell by cell, where there are such.

    `whole` is what `target_among` gives. A cell keeps it, and its note says why, where a stretch of text cannot have the
    measure (`NOT_OF_STRETCHES`), the target or too few articles are long enough (`TOO_SHORT`) or there are no sums over
    sentences (`NO_SENTENCES`); without a word, where it says too little for either, and for cells of one kind of section.
    """
    keys = cells.keys
    columns = {name: _spread(value, len(keys)) for name, value in whole.items()}
    columns.setdefault("rank", np.full(len(keys), np.nan))
    said = ~np.isnan(columns["percentile"].astype(np.float64)) & (keys["section"] == ALL).to_numpy(bool)
    if sums is None:
        return {**columns, "note": np.where(said, NO_SENTENCES, columns["note"])}
    reason = np.where(_of_stretches(keys, sums), TOO_SHORT, NOT_OF_STRETCHES)
    columns["note"] = np.where(said, reason, columns["note"]).astype(object)
    for voice in dict.fromkeys(keys.loc[said, "voice"]):
        wanted = said & (keys["voice"] == voice).to_numpy(bool)
        made = target_stretched(sums_of_cells(sums, keys[wanted]), pool, study, voice=voice)
        if made is not None:
            _put(columns, made.columns, wanted, places(made.keys, keys))
    return columns


def sums_of_cells(sums: SentenceSums, keys: pd.DataFrame) -> SentenceSums:
    """Keep the sums of some cells, in their order; cells that are not among the sums are left out."""
    at = places(sums.keys, keys)
    at = at[at >= 0]
    kept = sums.keys.iloc[at].reset_index(drop=True)
    return replace(sums, keys=kept, numerator=sums.numerator[:, at], denominator=sums.denominator[:, at])


def _spread(value: object, cells: int) -> NDArray[np.object_]:
    """Give a column an entry a cell."""
    return np.array(np.broadcast_to(np.asarray(value), (cells,)))


_NAMED = ["measure", "instrument", "actor"]


def places(made: pd.DataFrame, keys: pd.DataFrame) -> NDArray[np.intp]:
    """Give, for each cell, the row of what was made that is of the same measure; −1 for none."""
    import pandas as pd

    rows, wanted = (pd.MultiIndex.from_frame(frame[_NAMED].astype(str)) for frame in (made, keys))
    return np.asarray(rows.get_indexer(wanted), dtype=np.intp)


def _of_stretches(keys: pd.DataFrame, sums: SentenceSums) -> NDArray[np.bool_]:
    """Tell the cells whose measure any stretch of text can have."""
    return places(sums.keys[of_any_stretch(sums.keys)], keys) >= 0


def _put(
    columns: dict[str, NDArray[np.object_]], made: Mapping[str, object], wanted: NDArray[np.bool_], places: NDArray[np.intp]
) -> None:
    """Overwrite what is wanted and has a percentile."""
    percentile = np.asarray(made["percentile"], dtype=np.float64)
    chosen = np.flatnonzero(wanted & (places >= 0))
    chosen = chosen[~np.isnan(percentile[places[chosen]])]
    blank = {"rank": np.nan, "note": ""}
    for name, value in {**made, **blank}.items():
        held = columns[name].astype(object) if isinstance(value, str) or columns[name].dtype.kind in "UO" else columns[name]
        held[chosen] = _spread(value, len(percentile))[places[chosen]]
        columns[name] = held


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
