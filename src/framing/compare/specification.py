"""Specification curves: the same difference by other instruments, voices, units and estimands, the declared one marked.

A finding that holds for one way of counting alone is a finding about that way. The curves describe; they are no further tests
of the hypothesis, which is tested once, as declared. Source: Simonsohn, Simmons & Nelson 2020; Steegen et al. 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, cells
from framing.compare.intervals import difference_interval
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.permute import permutation
from framing.compare.resample import bootstrap, generator
from framing.compare.rows import families, primary
from framing.compare.sides import TARGET, clusters, groups, pairings, pool, pool_name
from framing.compare.standing import rank_p
from framing.compare.units import Units, divided
from framing.compare.windows import percentile_among
from framing.tables import ALL, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["ESTIMANDS", "UNITS", "VOICES", "curve_summary", "specifications"]

UNITS = ("document", "outlet")
"""What weighs one: a document, or an outlet, whatever it published."""

VOICES = ("all", "outlet", "attributed")
"""Voices that a curve goes through; the modes of attribution are too rare in most articles."""

ESTIMANDS = ("mean", "pooled")
"""The mean of the units' values, or the ratio of all their evidence thrown together."""

MASKED = "vader-news"
"""The tone instrument that leaves out actor names and the study's own topic words."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's numerators and denominators (units × cells), and the cluster of each unit."""

    numerator: Floats
    denominator: Floats
    cluster: NDArray[np.str_]

    @classmethod
    def of(cls, spread: Cells, ids: NDArray[np.object_], outlet: Mapping[str, str], unit: str, estimand: str) -> _Side:
        rows = spread.of(ids)
        names = np.array([outlet[each] for each in spread.documents[rows]], dtype=str)
        if estimand == "pooled":
            top, bottom = spread.numerator[rows] * spread.scale, spread.denominator[rows]
        else:
            value = spread.value[rows]
            top, bottom = np.nan_to_num(value), (~np.isnan(value)).astype(np.float64)
        if unit == "document":
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


def specifications(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give every specification of every primary contrast and hypothesis: a table in the schema `specifications`.

    Instruments × voices × units (document, outlet) × estimands (mean, pooled), whole documents. Intervals and p as in
    `contrasts`; the target has a percentile in place of an interval. What the documents were selected by has no curve,
    and hypotheses about a section have none. Without comparisons and hypotheses, or without measures: no rows.

    Raises:
        StudyError: a comparison or hypothesis names a column or group that is not there.
    """
    import pandas as pd

    if tables["measures"].empty:
        return empty("specifications")
    spread = cells(_wanted(tables["measures"], study))
    pieces = list(_explored(spread, tables["documents"], study)) + list(_expected(spread, tables["documents"], study))
    full = [piece for piece in pieces if len(piece)]
    return check(pd.concat(full, ignore_index=True), "specifications") if full else empty("specifications")


def _wanted(measures: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Keep whole documents and what some curve is about."""
    by_hypothesis = {(each.measure, each.actor) for each in study.hypotheses}
    pairs = zip(measures["measure"], measures["actor"], strict=True)
    hypothesised = np.array([pair in by_hypothesis for pair in pairs], dtype=bool)
    plain = (measures["actor"] == "") & measures["measure"].isin(study.primary)
    return measures[(measures["section"] == ALL) & measures["voice"].isin(VOICES) & (plain | hypothesised)]


def _explored(spread: Cells, documents: pd.DataFrame, study: Study) -> Iterator[pd.DataFrame]:
    keys = spread.keys
    kept = keys["measure"].isin(study.primary) & (keys["actor"] == "")
    chosen = spread.only(kept.to_numpy(dtype=bool) & (families(keys, study) >= 0))
    declared = primary(chosen.keys, study) & (chosen.keys["voice"] == ALL).to_numpy(dtype=bool)
    for comparison in study.comparisons:
        if comparison.kind == "groups":
            for sides in pairings(documents, study, comparison):
                name = f"{comparison.name}: {' − '.join(sides)}"
                rows = _between(chosen, sides, documents, comparison.by, study)
                yield rows.assign(
                    comparison=name, curve=name + " · " + rows["measure"], declared=_marked(rows, chosen, declared)
                )
        elif comparison.kind == "target":
            ids, name = pool(documents, study, comparison.by, comparison.groups), f"target in {pool_name(comparison.groups)}"
            rows = _among(chosen, ids, documents, study)
            yield rows.assign(comparison=name, curve=name + " · " + rows["measure"], declared=_marked(rows, chosen, declared))


def _expected(spread: Cells, documents: pd.DataFrame, study: Study) -> Iterator[pd.DataFrame]:
    """Yield the curve of each hypothesis about whole documents, under its id."""
    tested = families(spread.keys, study) >= 0
    for each in study.hypotheses:
        keys = spread.keys
        about = (keys["measure"] == each.measure) & (keys["actor"] == each.actor)
        if each.section != ALL or not (about.to_numpy(dtype=bool) & tested).any():
            continue
        chosen = spread.only(about.to_numpy(dtype=bool) & tested)
        instruments = sorted(set(chosen.keys["instrument"]))
        usual = study.instruments.tone if study.instruments.tone in instruments else instruments[0]
        own = (chosen.keys["instrument"] == (each.instrument or usual)) & (chosen.keys["voice"] == each.voice)
        if TARGET in each.groups:
            other = next(side for side in each.groups if side != TARGET)
            rows = _among(chosen, pool(documents, study, each.by, (other,)), documents, study)
            name = f"{each.id}: target in {other}"
        else:
            rows = _between(chosen, groups(documents, study, each.by, each.groups), documents, each.by, study)
            name = f"{each.id}: {each.groups[0]} − {each.groups[1]}"
        yield rows.assign(comparison=name, curve=each.id, declared=_marked(rows, chosen, own.to_numpy(dtype=bool)))


def _marked(rows: pd.DataFrame, chosen: Cells, declared: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell the declared specification: its cell, documents as units, their mean."""
    plain = (rows["unit_of_analysis"] == "document") & (rows["estimand"] == "mean")
    flags: NDArray[np.bool_] = plain.to_numpy(dtype=bool) & np.tile(declared, len(rows) // max(len(chosen.keys), 1))
    return flags


def _between(
    chosen: Cells, sides: Mapping[str, NDArray[np.object_]], documents: pd.DataFrame, by: str, study: Study
) -> pd.DataFrame:
    """Give the rows of two groups, every unit and estimand."""
    outlet, (a_name, b_name) = clusters(documents), tuple(sides)
    pieces = []
    for unit, estimand in _ways():
        a, b = (_Side.of(chosen, ids, outlet, unit, estimand) for ids in sides.values())
        held = (a.units, b.units)
        names = (unit, estimand, by)
        drawn = [
            bootstrap(each, study.resamples, generator(study.seed, "specification", *names, name))
            for each, name in zip(held, (a_name, b_name), strict=True)
        ]
        (low, high), _ = difference_interval(drawn[0], drawn[1], held)
        values, weights = np.vstack([a.numerator, b.numerator]), np.vstack([a.denominator, b.denominator])
        member = np.unique(np.concatenate([a.cluster, b.cluster]), return_inverse=True)[1]
        random = generator(study.seed, "specification p", *names, a_name, b_name)
        first = np.arange(len(values)) < len(a.numerator)
        p = permutation(values, first, member, study.resamples, random, weights=weights).p
        n = [(each.denominator > 0).sum(axis=0) for each in (a, b)]
        fewest = FEWEST_DOCUMENTS if unit == "document" else FEWEST_CLUSTERS
        few = (np.minimum(*n) < fewest) | (np.minimum(drawn[0].clusters, drawn[1].clusters) < FEWEST_CLUSTERS)
        columns = {
            "difference": drawn[0].mean - drawn[1].mean,
            "low": np.where(few, np.nan, low),
            "high": np.where(few, np.nan, high),
            "p_permutation": np.where(few, np.nan, p),
            "percentile": np.nan,
            "n_target": n[0],
            "n_coverage": n[1],
        }
        pieces.append(_rows(chosen, unit, estimand, columns, few))
    return _stacked(pieces)


def _among(chosen: Cells, ids: NDArray[np.object_], documents: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Give the rows of the target among a pool, every unit and estimand."""
    outlet, own = clusters(documents), chosen.of([study.target])
    value = chosen.value[own[0]] if len(own) else np.full(len(chosen.keys), np.nan)
    pieces = []
    for unit, estimand in _ways():
        side = _Side.of(chosen, ids, outlet, unit, estimand)
        among, n = side.value, (side.denominator > 0).sum(axis=0)
        few = (n < FEWEST_DOCUMENTS) | np.isnan(value)
        percentile = percentile_among(value, among, np.ones(len(among)))
        columns = {
            "difference": value - side.units.mean,
            "low": np.nan,
            "high": np.nan,
            "p_permutation": np.where(few, np.nan, rank_p(value, among)),
            "percentile": np.where(few, np.nan, percentile),
            "n_target": (~np.isnan(value)).astype(np.int64),
            "n_coverage": n,
        }
        pieces.append(_rows(chosen, unit, estimand, columns, few))
    return _stacked(pieces)


def _ways() -> list[tuple[str, str]]:
    return [(unit, estimand) for unit in UNITS for estimand in ESTIMANDS]


def _rows(chosen: Cells, unit: str, estimand: str, columns: Mapping[str, object], few: NDArray[np.bool_]) -> pd.DataFrame:
    keys = chosen.keys[["measure", "actor", "instrument", "voice", "unit"]]
    mask = np.where(keys["instrument"] == MASKED, "names and topic words", "none")
    said = np.where(few, TOO_FEW, "").astype(object)
    return keys.assign(mask=mask, unit_of_analysis=unit, estimand=estimand, note=said, **columns)  # type: ignore[arg-type]


def _stacked(pieces: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(pieces, ignore_index=True)


def curve_summary(table: pd.DataFrame) -> pd.DataFrame:
    """Sum each curve up: how many specifications, the declared one, the middle and the ends, and how many agree in sign.

    `same_sign` is the share of specifications on the declared one's side of 0; `below_05` the share with p ≤ 0.05, of those
    that have a p. It describes; it is no test. No rows give none.

    Examples:
        >>> import pandas as pd
        >>> rows = [("c", True, 2.0, 0.01), ("c", False, 3.0, 0.2), ("c", False, -1.0, float("nan"))]
        >>> told = curve_summary(pd.DataFrame(rows, columns=["curve", "declared", "difference", "p_permutation"]))
        >>> told[["specifications", "declared", "median"]].iloc[0].tolist()
        [3.0, 2.0, 2.0]
    """
    import pandas as pd

    rows = []
    for curve, part in table.groupby("curve", sort=False):
        known = part[part["difference"].notna()]
        marked = part.loc[part["declared"], "difference"]
        declared = float(marked.iloc[0]) if len(marked) else np.nan
        tested = known["p_permutation"].dropna()
        rows.append(
            {
                "curve": curve,
                "specifications": len(known),
                "declared": declared,
                "smallest": known["difference"].min(),
                "median": known["difference"].median(),
                "largest": known["difference"].max(),
                "same_sign": (np.sign(known["difference"]) == np.sign(declared)).mean() if len(known) else np.nan,
                "below_05": (tested <= _ALPHA).mean() if len(tested) else np.nan,
            }
        )
    names = ["curve", "specifications", "declared", "smallest", "median", "largest", "same_sign", "below_05"]
    return pd.DataFrame(rows, columns=names)


_ALPHA = 0.05
"""The field's convention, counted and not decided by."""
