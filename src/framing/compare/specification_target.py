"""Specifications with the target, or a section of it, on one side: among stretches of its length, documents, outlets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, ratio
from framing.compare.limits import FEWEST_DOCUMENTS, FEWEST_SENTENCES, FEWEST_WORDS, rests_on_little
from framing.compare.sections import Reference, ordered
from framing.compare.sides import clusters
from framing.compare.specification_rows import STRETCH, Side, curve_rows, masked, stacked, ways
from framing.compare.standing import places, rank_p
from framing.compare.stretches import among_stretches, spoken_by, target_stretched, weights_of
from framing.compare.windows import percentile_among, weighted_quantiles

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["section_among_units", "target_among_units"]

Floats = NDArray[np.float64]


def target_among_units(
    chosen: Cells, ids: NDArray[np.object_], documents: pd.DataFrame, study: Study, sums: SentenceSums | None
) -> pd.DataFrame:
    """Give the rows of the target among a pool: stretches of its length first, then every unit and estimand."""
    own = chosen.of([study.target])
    value = chosen.value[own[0]] if len(own) else np.full(len(chosen.keys), np.nan)
    whole = set(chosen.keys["section"]) <= {"all"}
    pieces = list(_stretched(chosen, ids, study, sums)) if sums is not None and whole else []
    return stacked([*pieces, *_units(chosen, value, ids, documents, tested=True)])


def _stretched(chosen: Cells, ids: NDArray[np.object_], study: Study, sums: SentenceSums) -> Iterator[pd.DataFrame]:
    keys = chosen.keys
    for voice in dict.fromkeys(keys["voice"]):
        made = target_stretched(sums, ids, study, voice=voice)
        if made is None:
            continue
        mine = keys[(keys["voice"] == voice).to_numpy(bool)]
        at = places(made.keys, mine)
        known = at >= 0
        known[known] = ~np.isnan(np.asarray(made.columns["percentile"])[at[known]])
        names = ("difference", "p_permutation", "percentile", "n_target", "n_coverage")
        columns = {name: np.asarray(made.columns[name])[at[known]] for name in names}
        yield _rows(mine[known], "mean", columns)


def _rows(keys: pd.DataFrame, estimand: str, columns: Mapping[str, object]) -> pd.DataFrame:
    """Put the rows of stretches together, one a cell."""
    told = {"mask": masked(keys["instrument"]), "unit_of_analysis": STRETCH, "estimand": estimand, "note": ""}
    kept = keys[["measure", "actor", "instrument", "voice", "unit"]]
    return kept.assign(**{"low": np.nan, "high": np.nan, "p_permutation": np.nan, **told, **columns})  # type: ignore[arg-type]


def _units(
    chosen: Cells, value: Floats, ids: NDArray[np.object_], documents: pd.DataFrame, *, tested: bool
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a value among the units of a pool, every unit and estimand."""
    for unit, estimand in ways():
        side = Side.of(chosen, ids, clusters(documents), unit, estimand)
        among, n = side.value, (side.denominator > 0).sum(axis=0)
        few = (n < FEWEST_DOCUMENTS) | np.isnan(value)
        percentile = percentile_among(value, among, np.ones(len(among)))
        columns = {
            "difference": value - side.units.mean,
            "low": np.nan,
            "high": np.nan,
            "p_permutation": np.where(few, np.nan, rank_p(value, among)) if tested else np.nan,
            "percentile": np.where(few, np.nan, percentile),
            "n_target": (~np.isnan(value)).astype(np.int64),
            "n_coverage": n,
        }
        yield curve_rows(chosen, unit, estimand, columns, few)


def section_among_units(
    chosen: Cells,
    section: str,
    ids: NDArray[np.object_],
    tables: Mapping[str, pd.DataFrame],
    study: Study,
    sums: SentenceSums | None,
) -> pd.DataFrame:
    """Give the rows of one section of the target: among windows of its length (their median, their mean), then every unit.

    Voices in which it has under 100 words or 5 sentences are left out, and values that rest on under 5 sentences, sources or
    mentions are NaN. No p: windows and sections of one text resemble one another, and whole articles are longer.
    """
    said = _said_enough(tables["exposure"], section, study)
    chosen = chosen.only(chosen.keys["voice"].isin(said).to_numpy(bool))
    value = _value(chosen, section, tables["measures"], study)
    pieces = [] if sums is None else [rows for voice in said for rows in _windows(chosen, voice, section, ids, study, sums)]
    return stacked([*pieces, *_units(chosen, value, ids, tables["documents"], tested=False)])


def _said_enough(exposure: pd.DataFrame, section: str, study: Study) -> list[str]:
    own = exposure[(exposure["document"] == study.target) & (exposure["section"] == section)]
    enough = (own["words"] >= FEWEST_WORDS) & (own["sentences"] >= FEWEST_SENTENCES)
    return sorted(own.loc[enough, "voice"])


def _value(chosen: Cells, section: str, measures: pd.DataFrame, study: Study) -> Floats:
    """Give the section's values, in the order of the cells."""
    import pandas as pd

    names = ["voice", "measure", "instrument", "actor"]
    own = measures[(measures["document"] == study.target) & (measures["section"] == section)]
    wanted = pd.MultiIndex.from_frame(chosen.keys[names].astype(str))
    held = own.set_index(pd.MultiIndex.from_frame(own[names].astype(str)))[["numerator", "denominator"]].reindex(wanted)
    numerator, denominator = (held[name].fillna(0.0).to_numpy(np.float64) for name in ("numerator", "denominator"))
    little = rests_on_little(chosen.keys["measure"], denominator)
    return np.where(little, np.nan, ratio(numerator, denominator) * chosen.scale)


def _windows(
    chosen: Cells, voice: str, section: str, ids: NDArray[np.object_], study: Study, sums: SentenceSums
) -> Iterator[pd.DataFrame]:
    """Yield the rows of a section's voice among windows of its length: less their median, less the mean of documents'."""
    spoken = ordered(spoken_by(sums, voice, study), [study.target, *ids])
    own = ((spoken.frame["document"] == study.target) & (spoken.frame["section"] == section)).to_numpy(bool)
    mine = chosen.keys[(chosen.keys["voice"] == voice).to_numpy(bool)]
    at = places(spoken.keys, mine)
    mine, at = mine[at >= 0], at[at >= 0]
    scale = spoken.keys["scale"].to_numpy(np.float64)[at]
    numerator, denominator = (each[own][:, at].sum(axis=0) for each in (spoken.numerator, spoken.denominator))
    value = ratio(numerator, denominator) * scale
    value = np.where(rests_on_little(mine["measure"], denominator), np.nan, value)[None, :]
    others, _, document = Reference.of(spoken, study.target).windows(
        float(spoken.frame.loc[own, "words"].sum()), spoken.keys["scale"].to_numpy(np.float64)
    )
    others = others[:, at]
    told = among_stretches(value, others, document)
    middle = weighted_quantiles(others, weights_of(~np.isnan(others), document), (0.5,))[0]
    few = told["n"] < FEWEST_DOCUMENTS
    for estimand, less in (("median", middle), ("mean", told["coverage"])):
        columns = {
            "difference": value[0] - less,
            "percentile": np.where(few, np.nan, told["percentile"]),
            "n_target": (~np.isnan(value[0])).astype(np.int64),
            "n_coverage": told["n"].astype(np.int64),
        }
        yield _rows(mine, estimand, columns)
