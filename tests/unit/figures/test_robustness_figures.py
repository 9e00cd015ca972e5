"""What word shift, specification curve and one-left-out draw."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from framing import figures
from framing.errors import TableError
from framing.tables import TABLES, empty

ENTRIES = 30


@pytest.fixture
def shifts() -> pd.DataFrame:
    random = np.random.default_rng(1)
    part = random.normal(0, 0.1, ENTRIES)
    return pd.DataFrame(
        {
            "comparison": "target in coverage",
            "measure": "hedges",
            "instrument": "list",
            "entry": [f"word{i:02}" for i in range(ENTRIES)],
            "contribution": part,
            "by_frequency": part,
            "by_value": 0.0,
            "unit": "per 1,000 words",
            "rate_target": 0.1,
            "rate_coverage": 0.1,
            "value_target": 1.0,
            "value_coverage": 1.0,
            "count_target": 3,
            "count_coverage": 40,
            "documents_target": 1,
            "documents_coverage": 20,
        }
    )[list(TABLES["wordshifts"].names)]


def test_bars_add_up_to_the_difference(shifts: pd.DataFrame) -> None:
    figure = figures.word_shift(shifts, most=10)
    widths = [bar.get_width() for bar in figure.axes[0].patches if isinstance(bar, Rectangle)]
    assert len(widths) == 11
    assert sum(widths) == pytest.approx(shifts["contribution"].sum())
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert " ".join(names[-1].split()) == "all other words together (20)"
    assert "60 : 800" in {text.get_text() for text in figure.texts}


def test_few_words_have_no_rest(shifts: pd.DataFrame) -> None:
    figure = figures.word_shift(shifts.head(5))
    assert len(figure.axes[0].patches) == 5


def test_a_shift_that_is_not_there(shifts: pd.DataFrame) -> None:
    with pytest.raises(TableError, match='has no measure "tone"; it has hedges'):
        figures.word_shift(shifts, measure="tone")
    said = figures.word_shift(empty("wordshifts")).axes[0].texts[0].get_text()
    assert said == "no words to show"


@pytest.fixture
def curves() -> pd.DataFrame:
    rows = []
    for at, (voice, unit, estimand) in enumerate(
        (v, u, e) for v in ("all", "outlet") for u in ("document", "outlet") for e in ("mean", "pooled")
    ):
        rows.append(
            {
                "curve": "h1", "comparison": "h1: a − b", "measure": "hedges", "actor": "", "instrument": "list",
                "mask": "none", "voice": voice, "unit_of_analysis": unit, "estimand": estimand, "declared": at == 0,
                "unit": "per 1,000 words", "difference": 2.0 - at, "low": 1.0 - at, "high": 3.0 - at,
                "p_permutation": 0.1, "percentile": np.nan, "n_target": 20, "n_coverage": 30, "note": "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)[list(TABLES["specifications"].names)]


def test_the_curve_draws_every_specification_in_order(curves: pd.DataFrame) -> None:
    figure = figures.specification_curve(curves)
    upper, lower = figure.axes
    points = [np.asarray(line.get_xydata())[0] for line in upper.lines if line.get_marker() in ("o", "D")]
    assert [float(y) for _, y in sorted(map(tuple, points))] == sorted(curves["difference"])
    assert sum(line.get_marker() == "D" for line in upper.lines) == 1
    labels = [label.get_text() for label in lower.get_yticklabels()]
    assert labels == ["voice: all", "voice: outlet", "unit: document", "unit: outlet", "estimand: mean", "estimand: pooled"]


def test_a_curve_that_is_not_there(curves: pd.DataFrame) -> None:
    with pytest.raises(TableError, match='has no curve "h2"; it has h1'):
        figures.specification_curve(curves, curve="h2")
    said = figures.specification_curve(empty("specifications")).axes[0].texts[0].get_text()
    assert said == "no specification has a difference"


def test_one_left_out_marks_where_the_sign_turns() -> None:
    rows = pd.DataFrame(
        {
            "comparison": "a − b", "check": "one outlet left out", "left_out": ["x", "y", "z"], "measure": "hedges",
            "instrument": "list", "unit": "per 1,000 words", "documents": [3, 1, 2], "difference": 1.0,
            "without": [1.2, -0.5, np.nan], "change": [0.2, -1.5, np.nan], "turned": [False, True, False],
            "percentile": np.nan, "percentile_without": np.nan,
        }
    )  # fmt: skip
    ax = figures.left_one_out(rows).axes[0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["y (1)", "x (3)"], "the largest change first"
    assert [line.get_marker() for line in ax.lines if line.get_marker() in ("o", "s")] == ["s", "o"]
    assert figures.left_one_out(empty("robustness")).axes[0].texts[0].get_text() == "nothing can be left out"
