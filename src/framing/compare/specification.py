"""Specification curves: the same difference by other instruments, voices, units and estimands, the declared one marked.

A finding that holds for one way of counting alone is a finding about that way. The curves describe; they are no further tests
of the hypothesis, which is tested once, as declared. Source: Simonsohn, Simmons & Nelson 2020; Steegen et al. 2016.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import ROLES, Cells, cells
from framing.compare.contrast import sums_of
from framing.compare.hypotheses import SHARED_SECTIONS
from framing.compare.intervals import difference_interval
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS
from framing.compare.permute import permutation
from framing.compare.resample import bootstrap, generator
from framing.compare.rows import families, primary
from framing.compare.sides import TARGET, clusters, groups, pairings, pool, standing_name
from framing.compare.specification_rows import DOCUMENT, ESTIMANDS, UNITS, Side, curve_rows, stacked, ways
from framing.compare.specification_target import section_among_units, target_among_units
from framing.tables import ALL, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Hypothesis, Study

__all__ = ["ESTIMANDS", "UNITS", "VOICES", "curve_summary", "specifications"]

VOICES = ("all", "outlet", "attributed")
"""Voices that a curve goes through; the modes of attribution are too rare in most articles."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def specifications(tables: Mapping[str, pd.DataFrame], study: Study, sums: SentenceSums | None = None) -> pd.DataFrame:
    """Give every specification of every primary contrast and hypothesis: a table in the schema `specifications`.

    Instruments × voices × units (document, outlet) × estimands (mean, pooled); for the target also stretches of its length,
    which is what is declared where there are such. Intervals and p as in `contrasts`; the target has a percentile in place of
    an interval, and a section of it no p. What the documents were selected by has no curve. Without comparisons and
    hypotheses, or without measures: no rows.

    Raises:
        StudyError: a comparison or hypothesis names a column or group that is not there.
    """
    import pandas as pd

    if tables["measures"].empty:
        return empty("specifications")
    held = _Held(tables, study, _of_curves(sums_of(tables, study) if sums is None else sums, study))
    spread = cells(_wanted(tables["measures"], study))
    pieces = [*_explored(spread, held), *_expected(spread, held)]
    full = [piece for piece in pieces if len(piece)]
    return check(pd.concat(full, ignore_index=True), "specifications") if full else empty("specifications")


@dataclass(frozen=True, slots=True)
class _Held:
    """What every curve is drawn from: tables, the study, and sums over sentences of what some curve is about."""

    tables: Mapping[str, pd.DataFrame]
    study: Study
    sums: SentenceSums | None

    @property
    def documents(self) -> pd.DataFrame:
        """The table of documents."""
        return self.tables["documents"]


def _of_curves(sums: SentenceSums | None, study: Study) -> SentenceSums | None:
    """Keep the sums of what some curve is about."""
    if sums is None:
        return None
    kept = _about(sums.keys, study)
    keys = sums.keys[kept].reset_index(drop=True)
    return replace(sums, keys=keys, numerator=sums.numerator[:, kept], denominator=sums.denominator[:, kept])


def _about(rows: pd.DataFrame, study: Study) -> NDArray[np.bool_]:
    """Tell primary measures, and those of hypotheses."""
    flags = ((rows["actor"] == "") & rows["measure"].isin(study.primary)).to_numpy(dtype=bool)
    for measure, actor in {(each.measure, each.actor) for each in study.hypotheses}:
        flags = flags | ((rows["measure"] == measure) & (rows["actor"] == actor)).to_numpy(dtype=bool)
    return flags


def _wanted(measures: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Keep what some curve is about."""
    names = {*study.primary, *(each.measure for each in study.hypotheses)}
    rows = measures[measures["measure"].isin(names) & measures["voice"].isin(VOICES)]
    return rows[_about(rows, study)]


def _explored(spread: Cells, held: _Held) -> Iterator[pd.DataFrame]:
    keys, study = spread.keys, held.study
    kept = keys["measure"].isin(study.primary) & (keys["actor"] == "")
    chosen = spread.only(kept.to_numpy(dtype=bool) & (families(keys, study) >= 0))
    declared = primary(chosen.keys, study) & (chosen.keys["voice"] == ALL).to_numpy(dtype=bool)
    for comparison in study.comparisons:
        if comparison.kind == "groups":
            for sides in pairings(held.documents, study, comparison):
                rows = _between(chosen, sides, held.documents, comparison.by, study)
                name = f"{comparison.name}: {' − '.join(sides)}"
                yield _named(rows, name, name + " · " + rows["measure"], chosen, declared)
        elif comparison.kind == "target":
            ids, name = pool(held.documents, study, comparison.by, comparison.groups), standing_name(comparison.groups)
            rows = target_among_units(chosen, ids, held.documents, study, held.sums)
            yield _named(rows, name, name + " · " + rows["measure"], chosen, declared)


def _expected(spread: Cells, held: _Held) -> Iterator[pd.DataFrame]:
    """Yield the curve of each hypothesis, under its id."""
    study = held.study
    for each in study.hypotheses:
        role = SHARED_SECTIONS.get(each.section, each.section)
        own_section = role not in (ALL, *ROLES)
        held_in = spread if own_section or role == ALL else _in_role(role, held)
        keys = held_in.keys
        about = ((keys["measure"] == each.measure) & (keys["actor"] == each.actor)).to_numpy(dtype=bool)
        chosen = held_in.only(about & (families(keys, study) >= 0))
        if not len(chosen.keys):
            continue
        instruments = sorted(set(chosen.keys["instrument"]))
        usual = study.instruments.tone if study.instruments.tone in instruments else instruments[0]
        own = (chosen.keys["instrument"] == (each.instrument or usual)) & (chosen.keys["voice"] == each.voice)
        rows, name = _tested(each, chosen, held, each.section if own_section else "")
        yield _named(rows, name, each.id, chosen, own.to_numpy(dtype=bool))


def _in_role(role: str, held: _Held) -> Cells:
    """Give the cells of one kind of section: headline, lead or body."""
    spread = cells(_wanted(held.tables["measures"], held.study), held.tables["sections"])
    return spread.only((spread.keys["section"] == role).to_numpy(dtype=bool))


def _tested(each: Hypothesis, chosen: Cells, held: _Held, section: str) -> tuple[pd.DataFrame, str]:
    """Give the rows of one hypothesis and the name of what it compares."""
    study, documents = held.study, held.documents
    if TARGET not in each.groups:
        sides = groups(documents, study, each.by, each.groups)
        return _between(chosen, sides, documents, each.by, study), f"{each.id}: {each.groups[0]} − {each.groups[1]}"
    other = next(side for side in each.groups if side != TARGET)
    ids = pool(documents, study, each.by, (other,))
    if section:
        rows = section_among_units(chosen, section, ids, held.tables, study, held.sums)
        return rows, f"{each.id}: section among windows of {other}"
    return target_among_units(chosen, ids, documents, study, held.sums), f"{each.id}: target in {other}"


def _named(
    rows: pd.DataFrame, comparison: str, curve: str | pd.Series, chosen: Cells, declared: NDArray[np.bool_]
) -> pd.DataFrame:
    """Name the rows of some cells and mark the declared one of each: stretches where there are such, else documents' mean."""
    cell = ["measure", "actor", "instrument", "voice"]
    wanted = rows.set_index(cell).index.isin(chosen.keys.loc[declared, cell].set_index(cell).index)
    first = ~rows.assign(_wanted=wanted).duplicated(cell).to_numpy(dtype=bool)
    return rows.assign(comparison=comparison, curve=curve, declared=wanted & first)


def _between(
    chosen: Cells, sides: Mapping[str, NDArray[np.object_]], documents: pd.DataFrame, by: str, study: Study
) -> pd.DataFrame:
    """Give the rows of two groups, every unit and estimand."""
    outlet, (a_name, b_name) = clusters(documents), tuple(sides)
    pieces = []
    for unit, estimand in ways():
        a, b = (Side.of(chosen, ids, outlet, unit, estimand) for ids in sides.values())
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
        fewest = FEWEST_DOCUMENTS if unit == DOCUMENT else FEWEST_CLUSTERS
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
        pieces.append(curve_rows(chosen, unit, estimand, columns, few))
    return stacked(pieces)


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
