"""One specification's rows: a side's units (documents, or outlets) and their values, and what a row says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells
from framing.compare.limits import TOO_FEW
from framing.compare.units import Units, divided

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DOCUMENT", "ESTIMANDS", "STRETCH", "UNITS", "Side", "curve_rows", "masked", "stacked", "ways"]

DOCUMENT, OUTLET = "document", "outlet"
UNITS = (DOCUMENT, OUTLET)
"""What weighs one: a document, or an outlet, whatever it published."""

STRETCH = "stretch"
"""The unit where the target, or a section of it, is held against stretches of its length, documents weighing one."""

ESTIMANDS = ("mean", "pooled")
"""The mean of the units' values, or the ratio of all their evidence thrown together."""

MASKED = ("vader-news", "news-tone")
"""The tone instruments that leave out actor names and the study's own topic words."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Side:
    """One side's numerators and denominators (units × cells), and the cluster of each unit."""

    numerator: Floats
    denominator: Floats
    cluster: NDArray[np.str_]

    @classmethod
    def of(cls, spread: Cells, ids: NDArray[np.object_], outlet: Mapping[str, str], unit: str, estimand: str) -> Side:
        """Give the units of some documents (`outlet` names each one's), with what an estimand divides."""
        rows = spread.of(ids)
        names = np.array([outlet[each] for each in spread.documents[rows]], dtype=str)
        if estimand == "pooled":
            top, bottom = spread.numerator[rows] * spread.scale, spread.denominator[rows]
        else:
            value = spread.value[rows]
            top, bottom = np.nan_to_num(value), (~np.isnan(value)).astype(np.float64)
        if unit == DOCUMENT:
            return cls(top, bottom, names)
        held = Units.ratio(top, bottom, np.unique(names, return_inverse=True)[1])
        value = divided(held.values, held.documents)
        return cls(np.nan_to_num(value), (~np.isnan(value)).astype(np.float64), np.unique(names))

    @property
    def units(self) -> Units:
        """Added up by cluster."""
        return Units.ratio(self.numerator, self.denominator, np.unique(self.cluster, return_inverse=True)[1])

    @property
    def value(self) -> Floats:
        """The value of each unit."""
        return divided(self.numerator, self.denominator)


def ways() -> list[tuple[str, str]]:
    """Give every unit with every estimand."""
    return [(unit, estimand) for unit in UNITS for estimand in ESTIMANDS]


def masked(instruments: pd.Series) -> NDArray[np.str_]:
    """Say which words each instrument leaves out.

    Examples:
        >>> import pandas as pd
        >>> masked(pd.Series(["vader", "vader-news"])).tolist()
        ['none', 'names and topic words']
    """
    return np.where(instruments.isin(MASKED), "names and topic words", "none")


def curve_rows(chosen: Cells, unit: str, estimand: str, columns: Mapping[str, object], few: NDArray[np.bool_]) -> pd.DataFrame:
    """Put the rows of one unit and estimand together, one a cell."""
    keys = chosen.keys[["measure", "actor", "instrument", "voice", "unit"]]
    said = np.where(few, TOO_FEW, "").astype(object)
    given = {"mask": masked(keys["instrument"]), "unit_of_analysis": unit, "estimand": estimand, "note": said, **columns}
    return keys.assign(**given)  # type: ignore[arg-type]


def stacked(pieces: list[pd.DataFrame]) -> pd.DataFrame:
    """Put rows under one another."""
    import pandas as pd

    return pd.concat(pieces, ignore_index=True)
