"""Voice against voice: the same measure in an article's own words and in the words it gives to sources.

The unit is the article, which is held against itself: its value in attributed words less its value in its own. What is
said of a side is the mean of these differences over its articles, so that articles which quote more do not speak for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.sides import clusters, groups
from framing.tables import ALL, ATTRIBUTED, MIN_WORDS, VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["ARTICLE", "COLUMNS", "FEWEST", "paired_interval", "sides", "voices"]

Floats = NDArray[np.float64]

OUTLET = VOICES[0]
ARTICLE = "the article"
"""What the side of the target is called."""

FEWEST = 8
"""Outlets that an interval needs: with fewer, a t interval of outlets is too wide to say anything."""

COLUMNS = ("side", "measure", "instrument", "unit", "outlet", "attributed", "difference", "low", "high", "n", "outlets", "note")
"""Columns of the table: `difference` is attributed − outlet; `n` counts articles with enough words in both voices."""


def voices(tables: Mapping[str, pd.DataFrame], study: Study, measures: Sequence[str] = ()) -> pd.DataFrame:
    """Compare the two voices of the target and of each group, article by article.

    Args:
        tables: documents, exposure and measures of a study.
        study: for its target, its groups and its primary measures.
        measures: which to compare; the study's primary ones, if none are named.

    Returns:
        The columns of `COLUMNS`, a row a side × measure × instrument, the target first. Articles with under 100 words in
        either voice are left out. `low` and `high` are a 95 % t interval of outlets by the jackknife, for groups of at
        least `FEWEST` outlets; one article has none. No measures give no rows.
    """
    import pandas as pd

    enough = _enough(tables["exposure"])
    pairs = _pairs(tables["measures"], measures or study.primary)
    pairs = pairs[pairs["document"].isin(enough)]
    outlets = clusters(tables["documents"])
    rows = [
        row
        for side, ids in sides(tables["documents"], study)
        for row in _rows(side, pairs[pairs["document"].isin(ids)], outlets)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _enough(exposure: pd.DataFrame) -> set[str]:
    """Name the documents that have enough words in both voices."""
    whole = exposure[(exposure["section"] == ALL) & exposure["voice"].isin([OUTLET, ATTRIBUTED])]
    least = whole.groupby("document")["words"].agg(["min", "count"])
    return set(least.index[(least["min"] >= MIN_WORDS) & (least["count"] == 2)])


def _pairs(table: pd.DataFrame, wanted: Sequence[str]) -> pd.DataFrame:
    """Give a row a document × measure × instrument that has a value in both voices."""
    own = table[(table["section"] == ALL) & (table["actor"] == "") & table["voice"].isin([OUTLET, ATTRIBUTED])]
    own = own[own["measure"].isin(wanted)]
    keys = ["document", "measure", "instrument", "unit"]
    wide = own.pivot_table(index=keys, columns="voice", values="value", observed=True, sort=False)
    for voice in (OUTLET, ATTRIBUTED):
        if voice not in wide:
            wide[voice] = np.nan
    return wide.dropna().reset_index()


def sides(documents: pd.DataFrame, study: Study) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the target, as `ARTICLE`, and each group of the study's column `by`, with the ids of their documents."""
    if study.target in set(documents["document"]):
        yield ARTICLE, [study.target]
    if study.by in documents.columns:
        yield from ((name, ids.tolist()) for name, ids in groups(documents, study, study.by).items())


def _rows(side: str, pairs: pd.DataFrame, outlets: Mapping[str, str]) -> Iterator[dict[str, object]]:
    for (measure, instrument, unit), own in pairs.groupby(["measure", "instrument", "unit"], sort=False, observed=True):
        first, second = own[OUTLET].to_numpy(float), own[ATTRIBUTED].to_numpy(float)
        names = [outlets[document] for document in own["document"]]
        known = len(set(names))
        low, high = paired_interval(second - first, names) if known >= FEWEST else (np.nan, np.nan)
        note = (
            ""
            if known >= FEWEST
            else "one article: no interval"
            if side == ARTICLE
            else f"fewer than {FEWEST} outlets: no interval"
        )
        yield {
            "side": side, "measure": measure, "instrument": instrument, "unit": unit, "outlet": first.mean(),
            "attributed": second.mean(), "difference": (second - first).mean(), "low": low, "high": high, "n": len(own),
            "outlets": known, "note": note,
        }  # fmt: skip


def paired_interval(differences: Floats, clusters: Sequence[str], level: float = 0.95) -> tuple[float, float]:
    """Give a t interval of the mean of differences, by leaving out one cluster after another.

    The jackknife over clusters allows for articles of an outlet being alike (Cameron & Miller 2015, section II); its
    degrees of freedom are the clusters less one. Fewer than two clusters give NaN.

    Examples:
        >>> low, high = paired_interval(np.array([1.0, 2.0, 3.0, 4.0]), ["a", "b", "c", "d"])
        >>> round(low, 2), round(high, 2)
        (0.45, 4.55)
    """
    from scipy import stats

    _, place = np.unique(np.asarray(clusters, dtype=object).astype(str), return_inverse=True)
    sums, sizes = np.bincount(place, weights=differences), np.bincount(place).astype(float)
    number = len(sums)
    if number < 2:
        return np.nan, np.nan
    left = (sums.sum() - sums) / (sizes.sum() - sizes)
    error = np.sqrt((number - 1) / number * ((left - left.mean()) ** 2).sum())
    reach = float(stats.t.ppf((1 + level) / 2, number - 1)) * error
    middle = float(np.mean(differences))
    return float(middle - reach), float(middle + reach)
