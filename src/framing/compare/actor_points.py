"""Measures by actor in the target and in each group, with what is known of their error: the points of the actor figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, FEWEST_SENTENCES, TOO_FEW
from framing.compare.sides import clusters
from framing.compare.voices import ARTICLE, paired_interval, sides
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["COLUMNS", "NO_INTERVAL", "ONE_ARTICLE", "actor_points"]

COLUMNS = (
    "side", "actor", "measure", "instrument", "unit", "value", "low", "high", "numerator", "denominator", "documents",
    "outlets", "note",
)  # fmt: skip

ONE_ARTICLE = "one article: no interval"
NO_INTERVAL = f"fewer than {FEWEST_CLUSTERS} outlets: no interval"

_ENDS = {"share": (0.0, 1.0), "score": (-1.0, 1.0)}
"""How far a value of a unit reaches: an interval goes no farther. All others are rates, 0 or more."""


def actor_points(
    tables: Mapping[str, pd.DataFrame], study: Study, measures: Sequence[str], *, voice: str = ALL
) -> pd.DataFrame:
    """Give the value of each measure of each actor in the target, and the mean of document values in each group.

    Args:
        tables: documents and measures of a study.
        study: for its target and its groups.
        measures: which, in order.
        voice: whose words.

    Returns:
        The columns of `COLUMNS`, a row a side × actor × measure, the target first; `actor` is empty for a measure that has
        none. `denominator` is what the value rests on, `documents` those with a value. A value of the target that rests on
        fewer than five things, and a group's of fewer than eight documents, is NaN, and `note` says "too few to say". `low`
        and `high` are a 95 % t interval of whole outlets (jackknife; Cameron & Miller 2015), from five outlets on. Where
        several instruments measure the same, the one that has read the target is given, and documents that another has
        read are left out. Measures that are not there give no rows.
    """
    import pandas as pd

    own = _whole(tables["measures"], measures, voice)
    own = own[own["instrument"] == own["measure"].map(_instruments(own, study.target))]
    outlets = clusters(tables["documents"])
    own = own.assign(outlet=own["document"].map(outlets))
    order = {name: place for place, name in enumerate(measures)}
    rows = [
        _row(side, keys, part)
        for side, ids in sides(tables["documents"], study)
        for keys, part in sorted(_cells(own[own["document"].isin(ids)]), key=lambda cell: order[cell[0][1]])
    ]
    numbers = dict.fromkeys(("value", "low", "high", "numerator", "denominator"), "float64")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(numbers)


def _whole(table: pd.DataFrame, measures: Sequence[str], voice: str) -> pd.DataFrame:
    """Give the values of whole documents, with texts for labels."""
    kept = table[table["measure"].isin(list(measures))]
    kept = kept[(kept["section"] == ALL) & (kept["voice"] == voice)]
    names = ["document", "actor", "measure", "instrument", "unit"]
    return kept[kept["value"].notna()].astype(dict.fromkeys(names, "object"))


def _instruments(own: pd.DataFrame, target: str) -> dict[str, str]:
    """Name the instrument of each measure: the target's, or, where it has no value, that of most documents."""
    counted = own.assign(here=own["document"] == target).groupby(["measure", "instrument"], sort=True)
    ranked = counted.agg(here=("here", "any"), documents=("document", "nunique")).reset_index()
    ranked = ranked.sort_values(["here", "documents"], ascending=False, kind="stable").drop_duplicates("measure")
    return dict(zip(ranked["measure"], ranked["instrument"], strict=True))


def _cells(own: pd.DataFrame) -> list[tuple[tuple[str, str, str, str], pd.DataFrame]]:
    keys = ["actor", "measure", "instrument", "unit"]
    return [((str(a), str(m), str(i), str(u)), part) for (a, m, i, u), part in own.groupby(keys, sort=False)]


def _row(side: str, keys: tuple[str, str, str, str], part: pd.DataFrame) -> dict[str, object]:
    values, names = part["value"].to_numpy(float), list(part["outlet"])
    outlets, rests = len(set(names)), float(part["denominator"].sum())
    few = rests < FEWEST_SENTENCES if side == ARTICLE else len(values) < FEWEST_DOCUMENTS
    bounded = side != ARTICLE and not few and outlets >= FEWEST_CLUSTERS
    least, most = _ENDS.get(keys[3].split(" ")[0], (0.0, np.inf))
    low, high = np.clip(paired_interval(values, names), least, most) if bounded else (np.nan, np.nan)
    note = TOO_FEW if few else ONE_ARTICLE if side == ARTICLE else "" if bounded else NO_INTERVAL
    return {
        "side": side, **dict(zip(("actor", "measure", "instrument", "unit"), keys, strict=True)),
        "value": np.nan if few else round(float(values.mean()), 6), "low": round(float(low), 6), "high": round(float(high), 6),
        "numerator": float(part["numerator"].sum()), "denominator": rests, "documents": len(values), "outlets": outlets,
        "note": note,
    }  # fmt: skip
