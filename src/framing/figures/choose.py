"""Which rows of a table a figure shows: one comparison, one voice, one instrument a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.compare.rows import HYPOTHESES
from framing.errors import TableError
from framing.tables import MIN_SENTENCES, MIN_WORDS

__all__ = [
    "PREFERRED",
    "comparison_of",
    "each",
    "instrument_of",
    "one_instrument",
    "small_sections",
]

PREFERRED = ("vader-news",)
"""Instruments shown where a measure has several and the caller names none: tone without topic words and actor names."""


def comparison_of(contrasts: pd.DataFrame, name: str, *, sections: bool) -> pd.DataFrame:
    """Give the rows of one comparison; without a name, the first whose rows are about sections, or about whole documents.

    Raises:
        TableError: there is no such comparison.
    """
    among = contrasts[(contrasts["section"] != "all") == sections]
    known = list(dict.fromkeys(among["comparison"]))
    if not name:
        known = list(dict.fromkeys(among.loc[among["family"] != HYPOTHESES, "comparison"]))
        name = known[0] if known else ""
    elif name not in known:
        raise TableError(f'contrasts: has no comparison "{name}"; it has {", ".join(known) or "none"}')
    return among[among["comparison"] == name]


def instrument_of(frame: pd.DataFrame, measure: str, instruments: Sequence[str] = ()) -> str:
    """Name the instrument to show a measure by: one of `instruments`, a preferred one, or the first in the table."""
    known = list(dict.fromkeys(frame.loc[frame["measure"] == measure, "instrument"]))
    wanted = [name for name in (*instruments, *PREFERRED) if name in known]
    return str((wanted or known or [""])[0])


def one_instrument(frame: pd.DataFrame, instruments: Sequence[str] = ()) -> pd.DataFrame:
    """Keep the rows of one instrument a measure."""
    chosen = {measure: instrument_of(frame, measure, instruments) for measure in dict.fromkeys(frame["measure"])}
    return frame[frame["instrument"] == frame["measure"].map(chosen)]


def small_sections(exposure: pd.DataFrame, document: str, sections: Sequence[str], voice: str = "all") -> NDArray[np.bool_]:
    """Say of each section whether it has too few words or sentences for its values to be shown as numbers."""
    own = exposure[(exposure["voice"] == voice) & exposure["section"].isin(sections)]
    own = own[own["document"] == document] if document else own
    sums = own.groupby("section")[["words", "sentences"]].sum().reindex(list(sections)).fillna(0)
    return ((sums["words"] < MIN_WORDS) | (sums["sentences"] < MIN_SENTENCES)).to_numpy(bool)


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through rows by name: `row.measure`, `row.value`. What a column holds is said by `framing.tables`, not by types."""
    return iter(frame.itertuples())
