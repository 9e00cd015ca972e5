"""Leaving one out: which outlet a difference hangs on, and which section of the target.

A difference that turns with one outlet is that outlet's. What is left out is one outlet of either group or of the coverage
with all its documents, or one section of the target. Source: Efron & Tibshirani 1993, chapter 11 (jackknife); Cook 1977
(influence).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, cells, ratio
from framing.compare.contrast import sums_of
from framing.compare.limits import FEWEST_DOCUMENTS
from framing.compare.rows import families, primary
from framing.compare.sides import clusters, pairings, pool, standing_name
from framing.compare.standing import places, sums_of_cells
from framing.compare.stretches import Stretched, target_stretched
from framing.compare.units import Units
from framing.compare.windows import percentile_among
from framing.tables import ALL, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["OUTLET", "SECTION", "robustness"]

OUTLET, SECTION = "one outlet left out", "one section of the target left out"

Floats = NDArray[np.float64]


def robustness(tables: Mapping[str, pd.DataFrame], study: Study, sums: SentenceSums | None = None) -> pd.DataFrame:
    """Give every primary contrast again without each outlet, and without each section of the target.

    A table in the schema `robustness`, all voices, primary measures with the declared instrument; the target among stretches of
    its length where `contrasts` has it so, their length kept. What the documents were selected by is left out. Without
    comparisons or measures: no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    spread = _primary(tables["measures"], study)
    if spread is None:
        return empty("robustness")
    documents, sections = tables["documents"], _sections(tables["measures"], spread, study)
    sums = sums_of(tables, study) if sums is None else sums
    held = None if sums is None else sums_of_cells(sums, spread.keys)
    pieces = []
    for comparison in study.comparisons:
        if comparison.kind == "groups":
            for sides in pairings(documents, study, comparison):
                a, b = sides
                pieces += list(_groups(spread, f"{comparison.name}: {a} − {b}", (sides[a], sides[b]), clusters(documents)))
        elif comparison.kind == "target":
            ids = pool(documents, study, comparison.by, comparison.groups)
            place = _Place.of(spread, held, ids, study, sections)
            pieces += list(_target(place, standing_name(comparison.groups), ids, clusters(documents)))
    full = [piece for piece in pieces if len(piece)]
    return check(pd.concat(full, ignore_index=True), "robustness") if full else empty("robustness")


def _primary(measures: pd.DataFrame, study: Study) -> Cells | None:
    rows = measures[(measures["section"] == ALL) & (measures["voice"] == ALL) & (measures["actor"] == "")]
    rows = rows[primary(rows, study)]
    if rows.empty:
        return None
    spread = cells(rows)
    return spread.only(families(spread.keys, study) >= 0)


def _sections(measures: pd.DataFrame, spread: Cells, study: Study) -> dict[str, tuple[Floats, Floats]]:
    """Give numerators and denominators of the target's single sections, in the order of the cells."""
    import pandas as pd

    own = measures[(measures["document"] == study.target) & (measures["section"] != ALL) & (measures["voice"] == ALL)]
    own = own[own["actor"] == ""]
    wanted = pd.MultiIndex.from_frame(spread.keys[["measure", "instrument"]])
    out = {}
    for name, part in own.groupby("section", sort=True):
        held = part.set_index(["measure", "instrument"])[["numerator", "denominator"]].reindex(wanted).fillna(0.0)
        out[str(name)] = (held["numerator"].to_numpy(np.float64), held["denominator"].to_numpy(np.float64))
    return out


def _groups(
    spread: Cells, name: str, sides: tuple[NDArray[np.object_], NDArray[np.object_]], outlet: Mapping[str, str]
) -> Iterator[pd.DataFrame]:
    members = [spread.of(ids) for ids in sides]
    named = [np.array([outlet[each] for each in spread.documents[rows]], dtype=str) for rows in members]
    held = [
        Units.of(spread.value[rows], np.unique(each, return_inverse=True)[1]) for rows, each in zip(members, named, strict=True)
    ]
    means = [each.mean for each in held]
    for side, (units, names) in enumerate(zip(held, named, strict=True)):
        without = units.without_each()
        for at, out in enumerate(np.unique(names)):
            left = [without[at], means[1]] if side == 0 else [means[0], without[at]]
            yield _rows(
                spread, name, OUTLET, str(out), means[0] - means[1], left[0] - left[1], (int((names == out).sum()), len(names))
            )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the target stands in a pool, with all of both or without a part of either."""

    spread: Cells
    sums: SentenceSums | None
    study: Study
    sections: Mapping[str, tuple[Floats, Floats]]
    length: float
    """Words of a stretch; 0 where whole articles are compared."""
    matched: NDArray[np.bool_]
    """Cells in which stretches are compared."""

    @classmethod
    def of(
        cls,
        spread: Cells,
        sums: SentenceSums | None,
        ids: NDArray[np.object_],
        study: Study,
        sections: Mapping[str, tuple[Floats, Floats]],
    ) -> _Place:
        made = target_stretched(sums, ids, study) if sums is not None else None
        if made is None:
            return cls(spread, None, study, sections, 0.0, np.zeros(len(spread.keys), dtype=bool))
        matched = ~np.isnan(_column(made, "percentile", spread))
        return cls(spread, sums, study, sections, made.length, matched)

    def among(self, ids: NDArray[np.object_], section: str = "") -> tuple[Floats, Floats]:
        """Give difference and percentile of the target, without a section of it if one is named, among these documents."""
        own, rows = self.spread.of([self.study.target]), self.spread.of(ids)
        numerator, denominator = self.spread.numerator[own[0]], self.spread.denominator[own[0]]
        if section:
            less = self.sections[section]
            numerator, denominator = numerator - less[0], denominator - less[1]
        difference, percentile = _standing(ratio(numerator, denominator) * self.spread.scale, self.spread.value[rows])
        if self.sums is None:
            return difference, percentile
        made = target_stretched(self.sums, ids, self.study, without=section, length=self.length)
        if made is None:
            return difference, percentile
        found = (_column(made, name, self.spread) for name in ("difference", "percentile"))
        both = (np.where(self.matched, mine, other) for mine, other in zip(found, (difference, percentile), strict=True))
        return next(both), next(both)


def _column(made: Stretched, name: str, spread: Cells) -> Floats:
    """Give a column of what was made in the order of the cells; NaN where a cell is not among it."""
    at = places(made.keys, spread.keys)
    return np.where(at >= 0, np.asarray(made.columns[name], dtype=np.float64)[at], np.nan)


def _target(place: _Place, name: str, ids: NDArray[np.object_], outlet: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    spread = place.spread
    if not len(spread.of([place.study.target])) or not len(spread.of(ids)):
        return
    names = np.array([outlet[str(each)] for each in ids], dtype=str)
    whole = place.among(ids)
    for out in np.unique(names[np.isin(ids, spread.documents)]):
        left = place.among(ids[names != out])
        counts = (int((names == out).sum()), len(ids))
        yield _rows(spread, name, OUTLET, str(out), whole[0], left[0], counts, whole[1], left[1])
    for section in place.sections:
        left = place.among(ids, section)
        yield _rows(spread, name, SECTION, section, whole[0], left[0], (0, len(ids)), whole[1], left[1])


def _standing(value: Floats, coverage: Floats) -> tuple[Floats, Floats]:
    """Give the target's difference from the mean of documents, and its percentile among them."""
    n = (~np.isnan(coverage)).sum(axis=0)
    mean = ratio(np.nansum(coverage, axis=0), n.astype(np.float64))
    percentile = percentile_among(value, coverage, np.ones(len(coverage)))
    return value - mean, np.where(n < FEWEST_DOCUMENTS, np.nan, percentile)


def _rows(
    spread: Cells,
    comparison: str,
    what: str,
    left_out: str,
    difference: Floats,
    without: Floats,
    documents: tuple[int, int],
    percentile: Floats | float = np.nan,
    percentile_without: Floats | float = np.nan,
) -> pd.DataFrame:
    keys = spread.keys[["measure", "instrument", "unit"]]
    turned = (np.sign(without) != np.sign(difference)) & ~np.isnan(without) & ~np.isnan(difference)
    return keys.assign(
        comparison=comparison,
        check=what,
        left_out=left_out,
        documents=documents[0],
        of=documents[1],
        difference=difference,
        without=without,
        change=without - difference,
        turned=turned,
        percentile=percentile,
        percentile_without=percentile_without,
    )
