"""The figure of aligned passages: intervals as in the table, crosses where there is none, rare actors left to the table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection

from framing import figures
from framing.figures.retelling import alt
from framing.tables import empty


def _rows() -> pd.DataFrame:
    base = {"first": "x", "second": "y", "pairs": 12, "instrument": "rules", "lost_by_first": 0, "lost_by_second": 1}
    rows = [
        ("hedges", "", "per 1,000 words", 2.0, 1.0, 3.0, 9),
        ("tone", "", "score −1…1", 0.1, np.nan, np.nan, 4),
        ("agency", "Norland", "share", 0.5, 0.25, 0.75, 8),
        ("agency", "Sudria", "share", -0.5, np.nan, np.nan, 4),
    ]
    names = ("measure", "actor", "unit", "difference", "low", "high", "events")
    return pd.DataFrame([{**base, **dict(zip(names, row, strict=True))} for row in rows])


def test_bars_are_the_intervals_and_a_cross_has_none() -> None:
    drawn = figures.retold_chart(_rows())
    assert len(drawn.axes) == 3, "a panel a measure"
    spans = [
        [
            segment[:, 0].tolist()
            for each in ax.collections
            if isinstance(each, LineCollection)
            for segment in each.get_segments()
        ]
        for ax in drawn.axes
    ]
    assert spans == [[[1.0, 3.0]], [], [[0.25, 0.75]]]
    assert [line.get_marker() for line in drawn.axes[1].lines if np.size(line.get_xdata()) == 1] == ["x"]


def test_an_actor_in_few_events_is_left_to_the_table() -> None:
    labels = [label.get_text() for ax in figures.retold_chart(_rows()).axes for label in ax.get_yticklabels()]
    assert labels == ["x − y", "x − y", "Norland: x − y"]


def test_alt_says_what_leaves_out_zero() -> None:
    assert alt(_rows()).count("x − y") == 2
    assert "Agency" in alt(_rows())


@pytest.mark.parametrize("table", [empty("retold"), _rows().tail(1)], ids=["none", "one rare actor"])
def test_nothing_to_show_is_said(table: pd.DataFrame) -> None:
    drawn = figures.retold_chart(table)
    assert "No passages of two groups are aligned." in [text.get_text() for text in drawn.texts]
