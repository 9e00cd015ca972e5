"""The same matter told by two groups: mean differences of aligned passages, with their intervals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.figures import labels
from framing.figures.choose import each
from framing.figures.differences import difference_axis
from framing.figures.layout import LABEL, WIDTH, Page, Rows, figure_of, page, rows, wrap
from framing.figures.style import BLUE, INK, MUTED, VERMILLION, styled

__all__ = ["alt", "retold_chart"]

_MARGIN, _LABELS, _PLOT, _HEAD, _FOOT = 0.15, 2.9, 2.9, 0.26, 0.46
_COLUMNS = {"difference [interval]": 7.75, "pairs": 8.25, "events": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

NAMES = {"hedges": "Hedges", "attributed": "Words attributed", "tone": "Tone", "agency": "Agency"}


@styled
def retold_chart(
    table: pd.DataFrame,
    *,
    fewest: int = 5,
    title: str = "The same matter, told differently",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw a panel a measure and a row a pair of groups: the mean difference over events, and its interval.

    Args:
        table: the table `retold`.
        fewest: events from which on an actor's agency is drawn; all rows are in the table.
        title: written above.
        caption: written below, in full.
        ax: an Axes to draw the first panel in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure; a difference without an interval is a cross. Without rows, one that says so.
    """
    panels = _panels(table, fewest)
    layouts = [_rows(part) for part in panels]
    if ax is not None:
        if panels:
            _draw(ax, panels[0], layouts[0])
        return figure_of(ax)
    sheet = page(sum(_HEAD + lines.total + _FOOT for lines in layouts) or 0.4, title=title, caption=caption)
    sheet.plate.alt = alt(table, fewest=fewest)
    if not panels:
        sheet.text(_MARGIN, 0.1, "No passages of two groups are aligned.", color=MUTED)
    top = 0.0
    for part, lines in zip(panels, layouts, strict=True):
        _draw(sheet.axes(_MARGIN + _LABELS, top + _HEAD, _PLOT, lines.total), part, lines)
        _print(sheet, part, lines, top + _HEAD)
        top += _HEAD + lines.total + _FOOT
    return sheet.plate


def _panels(table: pd.DataFrame, fewest: int) -> list[pd.DataFrame]:
    """Give the rows of each measure that are drawn, in the order of the table; an actor's together."""
    shown = table[(table["actor"] == "") | (table["events"] >= fewest)]
    parts = [part for _, part in shown.groupby("measure", sort=False)]
    return [part.sort_values("actor", kind="stable") for part in parts]


def _rows(part: pd.DataFrame) -> Rows:
    names = [f"{row.actor}: {row.first} − {row.second}".removeprefix(": ") for row in each(part)]
    return rows(["\n".join(wrap(name, _LABELS - 0.15, LABEL)) for name in names], least=0.22)


def _draw(ax: Axes, part: pd.DataFrame, lines: Rows) -> None:
    lines.on(ax, named=True, width=_LABELS)
    ax.axvline(0, color=INK, lw=0.6, zorder=1)
    for middle, row in zip(lines.middle, each(part), strict=True):
        colour = BLUE if row.difference >= 0 else VERMILLION
        if np.isfinite(row.low):
            ax.hlines(middle, row.low, row.high, color=colour, lw=1.6, zorder=3)
            ax.plot(row.difference, middle, "o", color=colour, mec="white", mew=0.5, ms=5.5, zorder=4)
        elif np.isfinite(row.difference):
            ax.plot(row.difference, middle, "x", color=MUTED, ms=4.5, mew=1.1, zorder=3)
    difference_axis(ax, part[["difference", "low", "high"]])


def _print(sheet: Page, part: pd.DataFrame, lines: Rows, top: float) -> None:
    first = part.iloc[0]
    head = f"{NAMES.get(str(first['measure']), str(first['measure']))}, {labels.unit_name(str(first['unit']))}"
    sheet.text(_MARGIN, top - 0.2, head, weight="bold", size=LABEL)
    for name, right in _COLUMNS.items():
        sheet.text(right, top - 0.17, name, color=MUTED, align="right")
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [top + edge for edge in lines.edges])
    for middle, row in zip(lines.middle, each(part), strict=True):
        for text, right in zip((_said(row), f"{row.pairs:,}", f"{row.events:,}"), _COLUMNS.values(), strict=True):
            sheet.beside(right, top + middle, text)


def _said(row: Any) -> str:  # noqa: ANN401
    said = labels.value(row.difference, row.unit, signed=True)
    if not np.isfinite(row.low):
        return said
    return f"{said} [{labels.value(row.low, row.unit, signed=True)}, {labels.value(row.high, row.unit, signed=True)}]"


def alt(table: pd.DataFrame, *, fewest: int = 5) -> str:
    """Say how many differences there are, and which have intervals that leave out zero."""
    panels = _panels(table, fewest)
    if not panels:
        return "No passages of two groups are aligned."
    shown = pd.concat(panels)
    start = f"{len(shown)} mean differences of aligned passages, in {len(panels)} panels."
    clear = shown[(shown["low"] > 0) | (shown["high"] < 0)]
    said = [f"{NAMES.get(row.measure, row.measure)}, {row.first} − {row.second}, {_said(row)}" for row in each(clear)]
    return f"{start} The interval leaves out zero for {'; '.join(said)}." if said else f"{start} No interval leaves out zero."
