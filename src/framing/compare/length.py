"""Dependence on length: short texts scatter more, and some measures grow or shrink with length; both are told, by measure.

How the target is held against stretches of its own length is in `stretches`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, cells
from framing.compare.limits import FEWEST_DOCUMENTS
from framing.compare.sides import pool, standing_name
from framing.tables import ALL, TABLES, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["length_dependence", "lengths"]

Floats = NDArray[np.float64]


def length_dependence(spread: Cells, ids: NDArray[np.object_], words: Mapping[str, int]) -> pd.DataFrame:
    """Tell how each measure hangs on length among the documents of a pool: the keys, n, and two rank correlations.

    `level`: Spearman's rho of words and value (above 0: longer articles have more of it). `scatter`: rho of words and the
    distance from the line through the ranks (below 0: short articles scatter more, as rates of few words must).
    NaN with fewer than eight documents or where nothing varies. Source: Spearman 1904; Glejser 1969 (the idea of the second).

    Examples:
        >>> import pandas as pd
        >>> keys = pd.DataFrame({"measure": ["hedges"]})
        >>> ids = np.array([f"d{at}" for at in range(9)], dtype=object)
        >>> held = Cells(keys.assign(scale=1.0), ids, np.arange(9.0)[:, None], np.ones((9, 1)))
        >>> float(length_dependence(held, ids, {name: 100 + at for at, name in enumerate(ids)})["level"].iloc[0])
        1.0
    """
    rows = spread.of(ids)
    value = spread.value[rows]
    size = np.array([words.get(str(name), 0) for name in spread.documents[rows]], dtype=np.float64)
    found = np.full((3, value.shape[1]), np.nan)
    for cell in range(value.shape[1]):
        known = ~np.isnan(value[:, cell]) & (size > 0)
        found[:, cell] = known.sum(), *_correlations(size[known], value[known, cell])
    return spread.keys.assign(n=found[0].astype(np.int64), level=found[1], scatter=found[2])


def _correlations(size: Floats, value: Floats) -> tuple[float, float]:
    from scipy.stats import rankdata

    if len(size) < FEWEST_DOCUMENTS:
        return np.nan, np.nan
    x, y = (rankdata(each) - (len(size) + 1) / 2 for each in (size, value))
    if not x.any() or not y.any():
        return np.nan, np.nan
    level = float(x @ y / np.sqrt((x @ x) * (y @ y)))
    residual = np.abs(value - value.mean() - (x @ (value - value.mean())) / (x @ x) * x)
    spread = rankdata(residual) - (len(size) + 1) / 2
    scatter = float(x @ spread / np.sqrt((x @ x) * (spread @ spread))) if spread.any() else np.nan
    return level, scatter


def lengths(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give `length_dependence` of every measure for the pool of each comparison with the target: the table `lengths`.

    The primary measures come first; measures by actor are left out.

    Without such a comparison or without measures: no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    measures, exposure = tables["measures"], tables["exposure"]
    rows = measures[(measures["section"] == ALL) & (measures["voice"] == ALL) & (measures["actor"] == "")]
    spread = cells(rows)
    whole = exposure[(exposure["section"] == ALL) & (exposure["voice"] == ALL)]
    words = dict(zip(whole["document"], whole["words"], strict=True))
    pieces = [
        length_dependence(spread, pool(tables["documents"], study, each.by, each.groups), words).assign(
            comparison=standing_name(each.groups)
        )
        for each in study.comparisons
        if each.kind == "target" and len(spread.keys)
    ]
    if not pieces:
        return empty("lengths")
    found = pd.concat(pieces, ignore_index=True)[list(TABLES["lengths"].names)]
    later = ~found["measure"].isin(study.primary)
    return check(found.loc[later.sort_values(kind="stable").index].reset_index(drop=True), "lengths")
