"""Rows of the table `contrasts`: keys and numbers put together, what was selected for taken out, families adjusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.adjust import benjamini_hochberg, holm
from framing.compare.cells import KEY
from framing.measures.tone import INSTRUMENTS as TONES
from framing.tables import TABLES

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = [
    "ADJUSTED",
    "HYPOTHESES",
    "PAIR",
    "SELECTED_MEASURES",
    "SUPPRESSED",
    "adjusted",
    "assembled",
    "concatenated",
    "families",
    "primary",
    "suppressed",
    "with_family",
]

SELECTED_MEASURES = ("mentions", "mention_share", "sentence_share", "headline_share", "lead_share", "comention")
"""What tells how often an actor is named: meaningless for an actor by whose name the documents were found."""

SUPPRESSED = "suppressed: the documents were selected by naming this actor"
SUPPRESSED_MEASURE = "suppressed: the documents were selected by this measure"

HYPOTHESES = "hypotheses"
"""The family of what was expected before looking."""

ADJUSTED = " − "
"""Comparisons of groups have it in their name; only they are sampled on both sides, so only they have a q."""

PAIR = " + "
"""Joins the two actors of a measure by pair."""

_NUMBERS = (
    "target",
    "coverage",
    "coverage_q25",
    "coverage_q75",
    "difference",
    "low",
    "high",
    "low_adjusted",
    "high_adjusted",
    "effect",
    "p_permutation",
    "p_floor",
    "p_familywise",
    "q",
    "percentile",
    "rank",
    "pooled",
)
_COUNTS = ("n_target", "n_coverage", "clusters", "tests")

_WORDS = (
    "family",
    "interval_method",
    "effect_name",
    "n_unit",
    "estimator",
    "null_hypothesis",
    "exchangeable",
    "specification",
    "note",
)


def assembled(keys: pd.DataFrame, comparison: str, columns: Mapping[str, object], **also: str) -> pd.DataFrame:
    """Put keys (a row a cell) and numbers (an array or one value a column) together; what is not given is NaN, 0 or empty.

    Examples:
        >>> import pandas as pd
        >>> keys = pd.DataFrame([("all", "all", "tone", "vader", "", "score")], columns=[*KEY, "unit"])
        >>> row = assembled(keys, "left − right", {"difference": 0.1}).iloc[0]
        >>> row["comparison"], float(row["difference"]), int(row["n_target"]), row["note"]
        ('left − right', 0.1, 0, '')
    """
    out = keys[[column for column in (*KEY, "unit") if column in keys.columns]].copy()
    blank: dict[str, object] = dict.fromkeys(_WORDS, "")
    given = {**blank, **dict.fromkeys(_NUMBERS, np.nan), **dict.fromkeys(_COUNTS, 0), **columns, **also}
    rows = out.assign(comparison=comparison, **given)[list(TABLES["contrasts"].names)]  # type: ignore[arg-type]
    return _possible(rows)


_FARTHEST = {"share": 1.0, "score": 2.0}
"""How far apart two values can be, by unit."""


def _possible(rows: pd.DataFrame) -> pd.DataFrame:
    """Cut bounds where no difference can be: coverage is the same, and nobody reads that shares differ by 1.1."""
    farthest = rows["unit"].map(_FARTHEST).fillna(np.inf)
    bounds = ("low", "high", "low_adjusted", "high_adjusted")
    return rows.assign(**{name: rows[name].clip(-farthest, farthest) for name in bounds if name in rows})


def primary(rows: pd.DataFrame, study: Study) -> NDArray[np.bool_]:
    """Tell the rows of primary measures; of the instruments of tone only the one that the study declares is primary."""
    named = rows["measure"].isin(study.primary)
    other_tone = rows["instrument"].isin(set(TONES) - {study.instruments.tone})
    flags: NDArray[np.bool_] = (named & ~other_tone).to_numpy(dtype=bool)
    return flags


def with_family(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Name specification and family: comparison × voice × primary or exploratory, measures by actor apart."""
    specification = np.where(primary(rows, study), "primary", "exploratory").astype(object)
    by_actor = np.where(rows["actor"] == "", "", " · actors").astype(object)
    family = rows["comparison"].astype(object) + " · " + rows["voice"].astype(object) + " · " + specification + by_actor
    return rows.assign(specification=specification, family=family)


def families(keys: pd.DataFrame, study: Study) -> NDArray[np.intp]:
    """Number the cells of one comparison that are tested together, as `with_family` names them; −1 for suppressed ones."""
    by_name, by_measure = _selected(keys, study)
    named = with_family(keys.assign(comparison=""), study)["family"].to_numpy(dtype=str)
    codes = np.unique(named, return_inverse=True)[1]
    return np.where(by_name | by_measure, -1, codes)


def _selected(rows: pd.DataFrame, study: Study) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tell the rows about a quantity that the documents were selected by: an actor's name, or a measure."""
    if study.sampling is None:
        return np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    chosen, measures = set(study.sampling.selected_actors), set(study.sampling.selected_measures)
    named = rows["actor"].map(lambda actor: bool(chosen & set(actor.split(PAIR)))).to_numpy(dtype=bool)
    return rows["measure"].isin(SELECTED_MEASURES).to_numpy(bool) & named, rows["measure"].isin(measures).to_numpy(bool)


def suppressed(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Take the numbers out of contrasts of a quantity that the documents were selected by, and say why."""
    if study.sampling is None or rows.empty:
        return rows
    by_name, by_measure = _selected(rows, study)
    rows = rows.copy()
    touched = by_name | by_measure
    rows.loc[touched, list(_NUMBERS)] = np.nan
    rows.loc[touched, "interval_method"] = "none"
    rows.loc[by_measure, "note"] = SUPPRESSED_MEASURE
    rows.loc[by_name, "note"] = SUPPRESSED
    return rows


def adjusted(rows: pd.DataFrame) -> pd.DataFrame:
    """Add q (Benjamini–Hochberg) and the number of tests of each family, for what is sampled on both sides.

    The target is fixed and has neither. `p_familywise` comes with the joint draws of a comparison of groups (max-T);
    elsewhere (hypotheses, voices) it is Holm's.
    """
    q = np.full(len(rows), np.nan)
    tests = np.zeros(len(rows), dtype=np.int64)
    familywise = rows["p_familywise"].to_numpy(np.float64).copy()
    sampled = rows["comparison"].str.contains(ADJUSTED, regex=False).to_numpy(dtype=bool)
    p = np.where(sampled, rows["p_permutation"].to_numpy(np.float64), np.nan)
    for at in rows.groupby("family", sort=False).indices.values():
        q[at] = benjamini_hochberg(p[at])
        tests[at] = (~np.isnan(p[at])).sum()
        if np.isnan(familywise[at]).all():
            familywise[at] = holm(p[at])
    return rows.assign(q=q, tests=tests, p_familywise=familywise)


def concatenated(pieces: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put pieces of the table under one another; none: the table without rows."""
    import pandas as pd

    from framing.tables import empty

    full = [piece for piece in pieces if len(piece)]
    return pd.concat(full, ignore_index=True) if full else empty("contrasts")
