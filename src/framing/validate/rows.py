"""Rows of the validation, made from intervals and tables of counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.validate.gold import Row
from framing.validate.intervals import Interval, of_sums
from framing.validate.metrics import f1, precision, recall

if TYPE_CHECKING:
    from framing.validate.gold import GoldFile

__all__ = ["f1_precision_recall", "row"]

Floats = NDArray[np.float64]


def row(file: GoldFile, instrument: str, layer: str, metric: str, interval: Interval, **more: Any) -> Row:  # noqa: ANN401
    """Make a row; `more` are the columns n, unit, documents, split, and any others.

    An interval whose ends are NaN (fewer than two documents) has none.
    """
    low, high = (None if np.isnan(end) else end for end in (interval.low, interval.high))
    return Row(
        set=file.gold.name,
        file=file.name,
        instrument=instrument,
        layer=layer,
        metric=metric,
        value=interval.value,
        low=low,
        high=high,
        **{"construct": file.gold.construct, **more},
    )


def f1_precision_recall(table: Floats, base: Row, of: str, floor: float | None = None) -> Iterator[Row]:
    """Give F1, precision and recall "of" or "by" something, from counts a document: right, found, gold hit, gold.

    `base` has everything else; its `n`, `unit` and `documents` stand as they are; what a caption says and the floor
    belong to F1 alone.
    """
    for name, statistic in (("F1", f1), ("precision", precision), ("recall", recall)):
        interval = of_sums(table, statistic)
        first = name == "F1"
        low, high = (None if np.isnan(end) else end for end in (interval.low, interval.high))
        yield replace(
            base,
            metric=f"{name} {of}",
            value=interval.value,
            low=low,
            high=high,
            floor=floor if first else None,
            floor_is=base.floor_is if first else "",
            published=base.published if first else None,
            published_is=base.published_is if first else "",
            said=base.said if first else "",
        )
