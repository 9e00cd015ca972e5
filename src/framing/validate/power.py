"""How narrow the interval of a corrected contrast gets with more codes, from the codes at hand.

The variance of a corrected mean is that of documents, which no coding makes smaller, and that of coding few, which falls with
every code. Both are read from the coded sample; then the second is worked out anew for a larger one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import LEVEL
from framing.errors import InputError
from framing.validate.coded import pairs, questions
from framing.validate.corrected import Side, corrected, slope

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["of_coding", "power", "variances"]


@dataclass(frozen=True)
class _Variance:
    """The two parts of a corrected mean's variance."""

    documents: float
    coding: float


def of_coding(side: Side, weight: float, more: float = 1.0) -> float:
    """Give the variance that comes of coding few, were `more` times as many coded: 0 where everything is.

    Source: Särndal, Swensson & Wretman 1992, result 5.6.1, for units drawn one by one with their chances.
    """
    held = side.coded
    error = side.code - weight * side.score
    mean, _ = side.sampled(error)
    chance = side.probability[held]
    larger = np.minimum(1.0, chance * more)
    return float((side.weight[held] ** 2 / chance * (1 - larger) / larger * (error[held] - mean) ** 2).sum())


def variances(side: Side, weight: float) -> _Variance:
    """Split the variance of a corrected mean into that of documents and that of coding few."""
    coding = of_coding(side, weight)
    return _Variance(max(0.0, corrected(side, weight).variance - coding), coding)


def power(tables: Mapping[str, pd.DataFrame], study: Study, codebook: str, n: int) -> pd.DataFrame:
    """Give the width of the interval of each corrected contrast, now and with `n` more codes.

    Args:
        tables: the study's.
        study: with codes of the codebook.
        codebook: its name.
        n: how many more units are coded, drawn as those that are.

    Returns:
        comparison, item, category, actor, instrument, coded (now), width (now), coded_then, width_then, width_all (with
        every unit coded: what only more documents make narrower).

    Raises:
        InputError: n is no number of codes, or there are none to reckon from.
    """
    import pandas as pd

    from framing.coding.archive import current

    if n < 1:
        raise InputError(f"n is {n}; give the number of further codes, 1 or more")
    current(study, codebook)
    rows = []
    for question in questions(tables, study):
        if question.codebook.name != codebook:
            continue
        for name, (_, one), (_, other) in pairs(question):
            weight = slope([one, other]) if question.instrument else 0.0
            row = {"comparison": name, "item": question.item.name, "category": question.category, "actor": question.actor}
            rows.append({**row, "instrument": question.instrument, **_widths([one, other], weight, n)})
    if not rows:
        raise InputError(f"{study.folder}/study.toml: compares no groups, so there is no contrast; add [[comparisons]]")
    return pd.DataFrame(rows)


def _widths(sides: list[Side], weight: float, n: int) -> dict[str, float]:
    coded = sum(int(side.coded.sum()) for side in sides)
    units = sum(len(side.code) for side in sides)
    then = min(coded + n, units)
    if min(int(side.coded.sum()) for side in sides) < 2:
        return {"coded": coded, "width": np.nan, "coded_then": then, "width_then": np.nan, "width_all": np.nan}
    parts = [variances(side, weight) for side in sides]
    reach = _reach(sides, np.array([part.documents + part.coding for part in parts]))
    documents = sum(part.documents for part in parts)
    later = documents + sum(of_coding(side, weight, then / coded) for side in sides)
    return {
        "coded": coded,
        "width": 2 * reach * float(np.sqrt(documents + sum(part.coding for part in parts))),
        "coded_then": then,
        "width_then": 2 * reach * float(np.sqrt(later)),
        "width_all": 2 * reach * float(np.sqrt(documents)),
    }


def _reach(sides: list[Side], variance: NDArray[np.float64]) -> float:
    """Give how many standard errors the interval reaches: t, as `corrected.difference`."""
    from scipy.special import stdtrit

    clusters = np.array([len(np.unique(side.cluster)) for side in sides], dtype=np.float64)
    spread = float((variance**2 / np.maximum(clusters - 1, 1)).sum())
    freedom = float(variance.sum()) ** 2 / spread if spread else float(clusters.sum() - 2)
    return float(stdtrit(freedom, (1 + LEVEL) / 2))
