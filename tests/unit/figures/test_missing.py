"""The omission chart: bars are the shares, suppressed rows are not drawn, nothing to show is said."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from framing import figures
from framing.errors import TableError
from framing.figures.missing import alt
from framing.tables import empty


def _rows() -> pd.DataFrame:
    base = {"comparison": "target in coverage", "of": 10, "share_matched": 0.8, "of_matched": 6, "note": "", "low": 0.1}
    rows = [
        ("keyword", "ferry", "left out", 0, 9, ""),
        ("actor", "Ostrel", "left out", 0, 7, ""),
        ("actor", "Velm", "left out", 0, 10, "suppressed: chosen by"),
        ("keyword", "harvest", "only here", 3, 1, ""),
    ]
    return pd.DataFrame(
        [
            {**base, "kind": k, "item": i, "direction": d, "target_count": c, "documents": n, "note": note}
            | {"share": n / 10, "high": 0.95}
            for k, i, d, c, n, note in rows
        ]
    )


def test_bars_are_shares_names_before_words() -> None:
    drawn = figures.omission_chart(_rows())
    ax = drawn.axes[0]
    assert sorted(round(bar.get_width(), 6) for bar in ax.patches if isinstance(bar, Rectangle)) == [0.1, 0.7, 0.9]
    labels = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
    assert labels == ["Ostrel (actor, left out)", "ferry (keyword, left out)", "harvest (keyword, only here)"]


def test_alt_names_what_is_missing() -> None:
    assert "left out: ostrel, ferry; only here: harvest" in alt(_rows()).lower()


def test_nothing_to_show_is_said() -> None:
    drawn = figures.omission_chart(empty("omissions"))
    assert "nothing to show" in [text.get_text() for text in drawn.axes[0].texts]


def test_unknown_comparison_is_named() -> None:
    with pytest.raises(TableError, match='no comparison "left"'):
        figures.omission_chart(_rows(), comparison="left")
