"""Naive and corrected intervals side by side: what is drawn, printed and said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from framing.figures import corrected_forest
from framing.tables import TABLES, empty

NAN = float("nan")


def table(**changed: object) -> pd.DataFrame:
    rows = []
    for item, measure, unit in (("tone", "tone", "mean code"), ("epistemic", "hedges_epistemic", "share of units")):
        for comparison in ("north", "leaning: north − south", "leaning: north − the countries on the other shore"):
            row: dict[str, object] = dict.fromkeys(TABLES["corrected"].names, 0.1)
            row |= {
                "codebook": "tone" if item == "tone" else "hedging",
                "version": 1,
                "item": item,
                "category": "",
                "actor": "",
            }
            row |= {"instrument": "i", "comparison": comparison, "measure": measure, "unit": unit, "note": "", "coded": 120}
            row |= {"naive": 0.2, "naive_low": 0.1, "naive_high": 0.3, "corrected": -0.05, "low": -0.2, "high": 0.1}
            rows.append({**row, **changed})
    return pd.DataFrame(rows)


def test_two_intervals_a_contrast_and_none_of_single_groups(legible: Callable[[Figure], None]) -> None:
    figure = corrected_forest(table())
    assert len(figure.axes) == 2
    for ax in figure.axes:
        assert len([line for line in ax.lines if line.get_marker() in ("o", "s")]) == 4
        assert len([held for held in ax.collections if isinstance(held, LineCollection)]) == 4
    legible(figure)


def test_values_and_codes_are_printed(legible: Callable[[Figure], None]) -> None:
    figure = corrected_forest(table(), measures=["tone"])
    said = [text.get_text() for text in figure.texts]
    assert "−0.05 [−0.20, +0.10]" in said
    assert "+0.20" in said
    assert "120" in said
    legible(figure)


def test_without_an_interval_there_is_a_marker_alone() -> None:
    figure = corrected_forest(table(low=NAN, high=NAN, naive=NAN, naive_low=NAN, naive_high=NAN))
    (ax, _) = figure.axes
    assert [line.get_marker() for line in ax.lines if line.get_marker() != "None"] == ["s", "s"]
    assert np.isfinite(ax.get_xlim()).all()


def test_a_study_without_codes_is_said_to_have_none(legible: Callable[[Figure], None]) -> None:
    figure = corrected_forest(empty("corrected"), caption="A caption.")
    assert any("No hand-coded sample" in text.get_text() for text in figure.texts)
    legible(figure)


def test_the_alternative_text_says_where_the_correction_matters() -> None:
    figure = corrected_forest(table(note="the instrument errs differently: the naive contrast is off by +0.2"))
    assert "0 corrected intervals leave out zero, 4 naive ones do" in figure.alt  # type: ignore[attr-defined]
    assert "errs differently on the two sides of Tone" in figure.alt  # type: ignore[attr-defined]
