"""A measure in an article's own words against the same measure in the words it gives to sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from framing.figures import choose, labels
from framing.figures.choose import each
from framing.figures.layout import HEAD, SMALL, Page, Rows, page, rows
from framing.figures.style import BLUE, MUTED, RULE, VERMILLION, Plate, styled

__all__ = ["alt", "voices"]

_MARGIN, _LABELS, _STRIP = 0.15, 1.35, 3.2
_ABOVE, _HEAD, _FOOT, _KEY = 0.08, 0.27, 0.3, 0.3
_COLUMNS = {"own words": 5.35, "attributed": 6.15, "attributed − own [95 %]": 7.95, "articles": 8.55}
"""Right edges of the printed columns, in inches from the left of the page."""


@styled
def voices(
    table: pd.DataFrame,
    *,
    measures: Sequence[str] = (),
    instruments: Sequence[str] = (),
    title: str = "The article's own words and those it gives to sources",
    caption: str = "",
) -> Figure:
    """Draw a panel a measure and a row a side: a circle for the outlet's own words, a square for attributed words.

    Args:
        table: as `framing.compare.voices` gives it.
        measures: which, in order; all in the table's order, if none are named.
        instruments: which to show where a measure has several.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure; a table without rows gives one that says so.
    """
    shown = _shown(table, measures, instruments)
    parts = [part for _, part in shown.groupby("measure", sort=False)]
    layouts = [rows([str(side) for side in part["side"]], least=0.21) for part in parts]
    height = _ABOVE + sum(lines.total + _HEAD + _FOOT for lines in layouts) + _KEY
    sheet = page(height, title=title, caption=caption)
    sheet.plate.alt = alt(table, measures=measures, instruments=instruments)
    if not parts:
        sheet.text(_MARGIN, 0.1, "No article has enough words in both voices.", color=MUTED)
        return sheet.plate
    top = _ABOVE
    for part, lines in zip(parts, layouts, strict=True):
        _panel(sheet, part, lines, top)
        top += lines.total + _HEAD + _FOOT
    _key(sheet.plate)
    return sheet.plate


def _shown(table: pd.DataFrame, measures: Sequence[str], instruments: Sequence[str]) -> pd.DataFrame:
    order = {name: place for place, name in enumerate(measures or dict.fromkeys(table["measure"]))}
    own = choose.one_instrument(table[table["measure"].isin(order)], instruments)
    return own.sort_values("measure", key=lambda column: column.map(order), kind="stable")


def _panel(sheet: Page, part: pd.DataFrame, lines: Rows, top: float) -> None:
    first = part.iloc[0]
    name = f"{labels.measure_name(first['measure'])} ({labels.unit_name(first['unit'])}; {first['instrument']})"
    sheet.text(_MARGIN, top, name, size=HEAD, weight="bold")
    if top == _ABOVE:
        for head, right in _COLUMNS.items():
            sheet.text(right, top + 0.02, head, color=MUTED, align="right")
    under = top + _HEAD
    sheet.rules(_MARGIN, _COLUMNS["articles"], [under + edge for edge in lines.edges])
    ax = sheet.axes(_MARGIN + _LABELS, under, _STRIP, lines.total)
    lines.on(ax, named=True, width=_LABELS)
    _dots(ax, part, lines)
    for middle, row in zip(lines.middle, each(part), strict=True):
        for text, right in zip(_printed(row), _COLUMNS.values(), strict=True):
            sheet.beside(right, under + middle, text)


def _dots(ax: Axes, part: pd.DataFrame, lines: Rows) -> None:
    values = part[["outlet", "attributed"]].to_numpy(float)
    low, high = min(0.0, float(np.nanmin(values))), float(np.nanmax(values))
    reach = (high - low) or 1.0
    ax.set_xlim(low - 0.05 * reach if low < 0 else 0 - 0.02 * reach, high + 0.06 * reach)
    ax.axvline(0, color=RULE, lw=0.6, zorder=0)
    ax.hlines(lines.middle, values[:, 0], values[:, 1], color=RULE, lw=1.0, zorder=1)
    ax.plot(values[:, 0], lines.middle, "o", color=BLUE, mec="white", mew=0.5, ms=6, zorder=3)
    ax.plot(values[:, 1], lines.middle, "s", color="white", mec=VERMILLION, mew=1.4, ms=5, zorder=2)
    ax.tick_params(axis="x", labelsize=SMALL)


def _printed(row: Any) -> list[str]:  # noqa: ANN401
    difference = labels.value(row.difference, row.unit, signed=True)
    bounds = f" [{labels.value(row.low, row.unit, signed=True)}, {labels.value(row.high, row.unit, signed=True)}]"
    return [
        labels.value(row.outlet, row.unit),
        labels.value(row.attributed, row.unit),
        difference + (bounds if np.isfinite(row.low) else ""),
        f"{row.n:,}",
    ]


def _key(plate: Plate) -> None:
    """Say what the markers are, at the lower left, above the caption."""
    made = [
        Line2D([], [], marker="o", color=BLUE, mec="white", ls="", ms=6, label="the article's own words"),
        Line2D([], [], marker="s", color="white", mec=VERMILLION, mew=1.4, ls="", ms=5, label="words given to sources"),
    ]
    height = plate.get_size_inches()[1]
    below = 0.12 + 0.125 * (len(plate.texts[1].get_text().splitlines()) if plate.caption else 0)
    plate.legend(
        handles=made, loc="lower left", bbox_to_anchor=(0.01, (below + 0.06) / height), ncols=2, frameon=False, fontsize=SMALL
    )


def alt(table: pd.DataFrame, *, measures: Sequence[str] = (), instruments: Sequence[str] = ()) -> str:
    """Say in two sentences how the two voices of the article differ."""
    own = _shown(table, measures, instruments)
    start = f"Own and attributed words of {own['side'].nunique()} sides in {own['measure'].nunique()} measures."
    first = own[own["side"] == own["side"].iloc[0]] if len(own) else own
    said = [
        f"{labels.measure_name(r.measure)} {labels.value(r.outlet, r.unit)} and {labels.value(r.attributed, r.unit)}"
        for r in each(first)
    ]
    return f"{start} {str(first['side'].iloc[0]).capitalize()}: {'; '.join(said)}." if said else f"{start} None can be shown."
