"""Contrasts of groups as the instrument has them and as the coders correct them, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.compare.rows import ADJUSTED
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.differences import difference_axis
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, figure_of, line, page, rows, wrap
from framing.figures.style import BLUE, INK, MUTED, VERMILLION, styled

__all__ = ["corrected_alt", "corrected_forest"]

_MARGIN, _LABELS, _NAMES, _PLOT, _HEAD, _FOOT = 0.15, 1.7, 1.6, 2.3, 0.42, 0.5
_COLUMNS = {"naive": 6.95, "corrected [interval]": 8.3, "coded": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

_ROW = 0.32
"""Inches of a row, which holds two intervals."""

_APART = 0.075
"""Inches that each of the two stands from the middle of its row."""


@styled
def corrected_forest(
    corrected: pd.DataFrame,
    *,
    measures: Sequence[str] = (),
    comparisons: Sequence[str] = (),
    title: str = "Contrasts, naive and corrected by coders",
    caption: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Draw two intervals a contrast: from the instrument's scores as if it never erred, and corrected by the coded sample.

    Args:
        corrected: the table.
        measures: of the table's column, in order; all, if none are named.
        comparisons: their names, in order; all contrasts, if none are named. Means of single groups are not drawn.
        title: written above.
        caption: written below, in full.
        axes: one Axes a unit to draw in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure. Where an interval is not defined there is a marker alone; without rows, a sentence that says so.
    """
    table = _contrasts(corrected, measures, comparisons)
    parts = [part for _, part in table.groupby(["codebook", "unit"], sort=False)]
    layouts = [_rows(part) for part in parts]
    if axes is None:
        sheet = page(sum(lines.total + _HEAD + _FOOT for lines in layouts) or 0.4, title=title, caption=caption)
        sheet.plate.alt = corrected_alt(corrected, measures=measures, comparisons=comparisons)
        if not parts:
            sheet.text(_MARGIN, 0.1, "No hand-coded sample for this study: there is nothing to correct by.", color=MUTED)
            return sheet.plate
        axes = _panels(sheet, parts, layouts)
    for ax, part, lines in zip(axes, parts, layouts, strict=True):
        lines.on(ax, named=True, width=_LABELS + _NAMES)
        _intervals(ax, lines, part)
        _axis(ax, part)
    return figure_of(axes[0])


def _contrasts(corrected: pd.DataFrame, measures: Sequence[str], comparisons: Sequence[str]) -> pd.DataFrame:
    table = corrected[corrected["comparison"].str.contains(ADJUSTED, regex=False)]
    table = table[table["measure"].isin(measures)] if measures else table
    table = table[table["comparison"].isin(comparisons)] if comparisons else table
    if table.empty:
        return table
    first = {name: at for at, name in enumerate(measures or dict.fromkeys(table["measure"]))}
    order = {name: at for at, name in enumerate(comparisons or dict.fromkeys(table["comparison"]))}
    keys = pd.DataFrame({"measure": table["measure"].map(first), "item": table["codebook"] + table["item"]})
    keys = keys.assign(category=table["category"], actor=table["actor"], comparison=table["comparison"].map(order))
    return table.loc[keys.sort_values(["measure", "item", "category", "actor", "comparison"], kind="stable").index]


def _name(row: Any) -> str:  # noqa: ANN401  (a row by name)
    item = str(row.item).replace("_", " ").replace("-", " ").capitalize()
    return item + (f": {row.category}" if row.category else "") + (f", {row.actor}" if row.actor else "")


def _rows(part: pd.DataFrame) -> Rows:
    fresh = ~part.duplicated(["item", "category", "actor", "instrument"])
    names = [
        "\n".join(wrap(_name(row), _LABELS - 0.1, LABEL)) if new else "" for row, new in zip(each(part), fresh, strict=True)
    ]
    lines = [_comparison(row.comparison).count("\n") for row in each(part)]
    return rows(names, least=[_ROW + line(SMALL) * more for more in lines])


def _comparison(name: str) -> str:
    return "\n".join(wrap(name, _NAMES - 0.1, SMALL))


def _panels(sheet: Page, parts: Sequence[pd.DataFrame], layouts: Sequence[Rows]) -> list[Axes]:
    axes, top = [], 0.0
    for part, lines in zip(parts, layouts, strict=True):
        body = top + _HEAD
        axes.append(sheet.axes(_MARGIN + _LABELS + _NAMES, body, _PLOT, lines.total))
        _print(sheet, lines, part, body)
        top = body + lines.total + _FOOT
    return axes


def _print(sheet: Page, lines: Rows, part: pd.DataFrame, top: float) -> None:
    first = next(each(part))
    head = f"{first.codebook}, version {first.version}: {first.unit}"
    sheet.text(_MARGIN, top - 0.36, head, weight="bold", size=LABEL)
    legend = _MARGIN + _LABELS + _NAMES
    sheet.text(legend, top - 0.17, "○ naive", color=VERMILLION)
    sheet.text(legend + 0.6, top - 0.17, "■ corrected", color=BLUE)
    for name, right in _COLUMNS.items():
        sheet.text(right, top - 0.17, name, color=MUTED, align="right")
    fresh = [*(~part.duplicated(["item", "category", "actor", "instrument"])), True]
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [top + edge for edge, new in zip(lines.edges, fresh, strict=True) if new])
    for middle, row in zip(lines.middle, each(part), strict=True):
        sheet.beside(_MARGIN + _LABELS, top + middle, _comparison(row.comparison), align="left")
        for text, right in zip(_printed(row), _COLUMNS.values(), strict=True):
            sheet.beside(right, top + middle, text)


def _printed(row: Any) -> list[str]:  # noqa: ANN401
    between = [labels.value(bound, row.unit, signed=True) for bound in (row.low, row.high)]
    interval = f" [{', '.join(between)}]" if np.isfinite(row.low) else ""
    corrected = labels.value(row.corrected, row.unit, signed=True)
    return [labels.value(row.naive, row.unit, signed=True), f"{corrected}{interval}", f"{row.coded}"]


def _intervals(ax: Axes, lines: Rows, part: pd.DataFrame) -> None:
    ax.axvline(0, color=INK, lw=0.6, zorder=1)
    for middle, row in zip(lines.middle, each(part), strict=True):
        above, below = middle - _APART, middle + _APART
        if np.isfinite(row.naive):
            if np.isfinite(row.naive_low):
                ax.hlines(above, row.naive_low, row.naive_high, color=VERMILLION, lw=1.1, zorder=3)
            ax.plot(row.naive, above, "o", color=VERMILLION, mfc="white", mew=1.1, ms=4.5, zorder=4)
        if np.isfinite(row.corrected):
            if np.isfinite(row.low):
                ax.hlines(below, row.low, row.high, color=BLUE, lw=1.5, zorder=3)
            ax.plot(row.corrected, below, "s", color=BLUE, mec="white", mew=0.5, ms=5, zorder=4)


def _axis(ax: Axes, part: pd.DataFrame) -> None:
    columns = ["naive", "naive_low", "naive_high", "corrected", "low", "high"]
    difference_axis(ax, part[columns])


def corrected_alt(corrected: pd.DataFrame, *, measures: Sequence[str] = (), comparisons: Sequence[str] = ()) -> str:
    """Say how many contrasts are drawn, and where the correction changes what may be said."""
    table = _contrasts(corrected, measures, comparisons)
    if table.empty:
        return "No hand-coded sample for this study: there is no contrast to correct."
    start = f"Forest plot of {len(table)} contrasts, each naive and corrected by hand-coded units."
    clear = (table["low"] > 0) | (table["high"] < 0)
    claimed = (table["naive_low"] > 0) | (table["naive_high"] < 0)
    biased = table[table["note"].str.startswith("the instrument errs differently")]
    told = [f"{int(clear.sum())} corrected intervals leave out zero, {int(claimed.sum())} naive ones do."]
    if len(biased):
        named = labels.listed([f"{_name(row)}, {row.comparison}" for row in each(biased)])
        told.append(f"The instrument errs differently on the two sides of {named}.")
    return " ".join([start, *told])
