"""What an instrument says of a unit that coders are asked about: a number, and the category that the number stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.coding.units import members
from framing.tables import VALUE_SCALE

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from framing.coding.codebook import Item
    from framing.study import Study

__all__ = ["NEUTRAL", "SCALED", "instruments", "machine_scores", "signs"]

SCALED = ("tone", "valence")
"""Layers whose values are scores ×10⁴; the evidence of other layers is there or not."""

NEUTRAL = 0.05
"""A score beyond ±0.05 is called negative or positive (Hutto & Gilbert 2014)."""


def instruments(tables: Mapping[str, pd.DataFrame], item: Item, study: Study) -> tuple[str, ...]:
    """Name the instruments that answer an item: of tone the study's own, of other layers all.

    There are none where no layer asks the same.

    A layer that counts and found nothing anywhere has no instrument in the tables: then there is nothing to correct either.
    """
    if item.machine is None:
        return ()
    evidence = tables["evidence"]
    found = sorted(evidence.loc[evidence["layer"] == item.machine.layer, "instrument"].unique())
    chosen = [name for name in found if name == study.instruments.tone]
    return tuple(chosen or found) if item.machine.layer in SCALED else tuple(found)


def machine_scores(tables: Mapping[str, pd.DataFrame], frame: pd.DataFrame, item: Item, instrument: str) -> NDArray[np.float64]:
    """Give an instrument's score of every unit of `frame` (from `units`): the mean score of its sentences, or 1 and 0.

    Evidence of an actor counts for units about that actor only. Units without a score get 0: no words, no tone.
    """
    import numpy as np

    machine = item.machine
    out = np.zeros(len(frame))
    if machine is None or frame.empty:
        return out
    evidence = tables["evidence"]
    own = evidence[(evidence["layer"] == machine.layer) & (evidence["instrument"] == instrument)]
    own = own[own["label"].isin(machine.labels)] if machine.labels else own
    numbered = frame.reset_index(drop=True)
    held = members(numbered).merge(own[["document", "sentence", "actor", "value"]], on=["document", "sentence"])
    actor = numbered["actor"].to_numpy(object)[held["unit"].to_numpy(np.int64)]
    held = held[(held["actor"] == "") | (held["actor"] == actor) | (actor == "")]
    scaled = machine.layer in SCALED
    by_unit = held.groupby("unit")["value"].mean() / VALUE_SCALE if scaled else held.groupby("unit").size().clip(upper=1)
    out[by_unit.index.to_numpy(np.int64)] = by_unit.to_numpy(np.float64)
    return out


def signs(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give −1, 0 or 1: which side of the neutral band a score lies on.

    Examples:
        >>> import numpy as np
        >>> signs(np.array([-0.4, 0.04, 0.05])).tolist()
        [-1.0, 0.0, 1.0]
    """
    import numpy as np

    signed: NDArray[np.float64] = np.where(np.abs(scores) >= NEUTRAL, np.sign(scores), 0.0)
    return signed
