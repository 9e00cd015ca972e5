"""The measures table as arrays: documents × cells, a cell being one measure of one voice of one kind of section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KEY", "ROLES", "Cells", "cells"]

KEY = ("section", "voice", "measure", "instrument", "actor")
"""What tells cells apart, in the order in which they are sorted."""

ROLES = ("headline", "lead", "body")
"""Kinds of section that documents share, beside `all`; their numbers differ from document to document."""

_SCALE_DIGITS = 9
"""A scale is read off value × denominator / numerator, which is it to about fifteen digits."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Numerators, denominators and values, documents × cells; `keys` has a row a cell with its key, unit and scale."""

    keys: pd.DataFrame
    documents: NDArray[np.object_]
    numerator: Floats
    denominator: Floats

    @property
    def scale(self) -> Floats:
        """What numerator / denominator is multiplied with, by cell."""
        return self.keys["scale"].to_numpy(np.float64)

    @property
    def value(self) -> Floats:
        """Scale × numerator / denominator; NaN where the denominator is 0."""
        return ratio(self.numerator, self.denominator) * self.scale

    def of(self, documents: NDArray[np.object_] | Sequence[str]) -> NDArray[np.intp]:
        """Give the rows of these documents, in the order of the table; those without a measure are left out."""
        return np.flatnonzero(np.isin(self.documents, np.asarray(documents, dtype=object)))

    def only(self, kept: NDArray[np.bool_]) -> Cells:
        """Keep some cells."""
        return Cells(self.keys[kept].reset_index(drop=True), self.documents, self.numerator[:, kept], self.denominator[:, kept])


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; NaN where the denominator is 0."""
    out: Floats = np.divide(numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=denominator > 0)
    return out


def cells(measures: pd.DataFrame, sections: pd.DataFrame | None = None) -> Cells:
    """Spread the measures of whole documents (section `all`) over an array; with `sections`, those of each role instead.

    Sections of one role are added up within the document. Documents and cells come sorted, so that the order of the
    table does not matter. A cell that a document lacks has the denominator 0. No rows: no documents, no cells.

    Examples:
        >>> import pandas as pd
        >>> row = {"section": "all", "voice": "all", "actor": "", "measure": "hedges", "instrument": "h", "unit": "‰"}
        >>> table = pd.DataFrame(
        ...     [{**row, "document": d, "numerator": n, "denominator": 200, "value": 5 * n} for d, n in (("b", 2), ("a", 1))]
        ... )
        >>> spread = cells(table)
        >>> spread.documents.tolist(), spread.value.ravel().tolist()
        (['a', 'b'], [5.0, 10.0])
    """
    rows = measures[measures["section"] == ALL] if sections is None else _by_role(measures, sections)
    keys, cell = _coded(rows, KEY)
    documents, document = np.unique(rows["document"].to_numpy(dtype=object), return_inverse=True)
    shape = (len(documents), len(keys))
    place = document * shape[1] + cell
    numerator, denominator = (
        np.bincount(place, weights=rows[column].fillna(0.0).to_numpy(np.float64), minlength=shape[0] * shape[1]).astype(
            np.float64
        )
        for column in ("numerator", "denominator")
    )
    keys["unit"] = _first(rows["unit"].to_numpy(dtype=object), cell, len(keys))
    keys["scale"] = _scales(rows, cell, len(keys))
    return Cells(keys, documents, numerator.reshape(shape), denominator.reshape(shape))


def _by_role(measures: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    roles = sections[["document", "section", "role"]]
    rows = measures[measures["section"] != ALL].merge(roles, on=["document", "section"], validate="many_to_one")
    return rows.drop(columns="section").rename(columns={"role": "section"})


def _coded(rows: pd.DataFrame, columns: Sequence[str]) -> tuple[pd.DataFrame, NDArray[np.intp]]:
    """Give the distinct keys, sorted, and the code of each row's key."""
    import pandas as pd

    code = np.zeros(len(rows), dtype=np.intp)
    for column in columns:
        codes, names = pd.factorize(rows[column].astype("str"), sort=True)
        code = code * max(len(names), 1) + codes
    found, first, cell = np.unique(code, return_index=True, return_inverse=True)
    del found
    return rows.iloc[first][list(columns)].reset_index(drop=True), cell.ravel()


def _first(values: NDArray[np.object_], cell: NDArray[np.intp], cells: int) -> NDArray[np.object_]:
    out = np.full(cells, "", dtype=object)
    out[cell[::-1]] = values[::-1]
    return out


def _scales(rows: pd.DataFrame, cell: NDArray[np.intp], cells: int) -> Floats:
    """Read the scale of each cell off a row that is not 0; where all are 0 it does not matter and is 1."""
    numerator, denominator, value = (rows[name].to_numpy(np.float64) for name in ("numerator", "denominator", "value"))
    told = np.flatnonzero((numerator != 0) & (denominator > 0) & ~np.isnan(value))
    scales = np.ones(cells)
    known, first = np.unique(cell[told], return_index=True)
    exact = (value[told] * denominator[told] / numerator[told])[first]
    scales[known] = [float(f"{scale:.{_SCALE_DIGITS}g}") for scale in exact]
    return scales
