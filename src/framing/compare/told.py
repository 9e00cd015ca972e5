"""How a passage is told: its hedges, the share of it that is attributed, its tone; and the differences of aligned passages.

Who acts in it is the matter of `compare.acted`, since that is counted by actor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.tables import MODES, VALUE_SCALE, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.align import Pairs, Passages
    from framing.study import Study

__all__ = ["TOLD", "alignments_table", "told"]

TOLD = ("hedges", "attributed", "tone")
"""What is held against each other in aligned passages."""

PER = 1000
"""Hedges are counted per so many words, as everywhere."""

DIGITS = 6
"""Kept of similarities and values: the last bits of a product differ between processors."""

Floats = NDArray[np.float64]


def told(found: Passages, evidence: pd.DataFrame, study: Study) -> dict[str, Floats]:
    """Give every passage its hedges per 1,000 words, the share of its words that is attributed, and its tone (−1…1).

    Tone is that of the instrument which the study declares; a passage that it does not score is NaN.
    """
    import pandas as pd

    rows = found.rows
    place = pd.MultiIndex.from_frame(rows[["document", "sentence"]])
    words = rows["words"].to_numpy(np.float64)
    hedges = evidence[(evidence["layer"] == "hedge") & (evidence["instrument"] == study.instruments.hedging)]
    counted = hedges.groupby(["document", "sentence"]).size().reindex(place, fill_value=0).to_numpy(np.float64)
    tones = evidence[(evidence["layer"] == "tone") & (evidence["instrument"] == study.instruments.tone)]
    tone = tones.groupby(["document", "sentence"])["value"].mean().reindex(place).to_numpy(np.float64)
    given = rows[list(MODES)].sum(axis=1).to_numpy(np.float64)
    return {"hedges": PER * counted / words, "attributed": given / words, "tone": tone / VALUE_SCALE}


def alignments_table(
    found: Passages, pairs: Pairs, values: Mapping[str, Floats], acted: pd.DataFrame, event: Mapping[str, str], method: str
) -> pd.DataFrame:
    """Put aligned passages into the table `alignments`: where both stand, what each has, and the differences.

    Args:
        found: the passages.
        pairs: which of them are aligned.
        values: as `told` gives them.
        acted: the table `aligned_actors`.
        event: the event of each document.
        method: what the passages were compared by.
    """
    if not len(pairs.first):
        return empty("alignments")
    one, other = (found.rows.iloc[at].reset_index(drop=True) for at in (pairs.first, pairs.second))
    table = one[["document", "start", "end"]].assign(
        event=one["document"].map(event).astype("str"),
        other=other["document"],
        other_start=other["start"],
        other_end=other["end"],
        similarity=pairs.similarity.round(DIGITS),
        method=method,
        words=one["words"],
        other_words=other["words"],
    )
    for name in TOLD:
        own, theirs = (values[name][at].round(DIGITS) for at in (pairs.first, pairs.second))
        table[name], table[f"other_{name}"], table[f"{name}_difference"] = own, theirs, (own - theirs).round(DIGITS)
    return check(table.join(_changed(acted), on=list(_KEY)).fillna({"actors": 0}).astype({"actors": "int64"}), "alignments")


_KEY = ("document", "start", "other", "other_start")


def _changed(acted: pd.DataFrame) -> pd.DataFrame:
    """Sum up each pair's actors: how many take part in both passages, and how far their shares as agent lie apart."""
    apart = acted.assign(apart=acted["agency_difference"].abs()).groupby([*_KEY])
    return apart.agg(actors=("apart", "size"), agency_change=("apart", "mean")).round(DIGITS)
