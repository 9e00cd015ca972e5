"""One measure of every actor, in the article and in each group: a dot a side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import SMALL, Page, Rows, page, rows, wrap
from framing.figures.style import INK, MARKERS, MUTED, RULE, SERIES, styled

__all__ = ["actors_by_side", "alt"]

_MARGIN, _LABELS, _STRIP, _ABOVE, _FOOT, _KEY = 0.15, 1.35, 4.3, 0.3, 0.5, 0.18
_FIRST, _LAST = 6.45, 8.8
"""Right edges of the first and the last printed column, in inches."""


@styled
def actors_by_side(
    table: pd.DataFrame,
    *,
    measure: str,
    least: int = 5,
    title: str = "",
    caption: str = "",
) -> Figure:
    """Draw a row an actor and a marker a side; beside it the values are printed.

    Args:
        table: as `framing.compare.side_means` gives it.
        measure: one measure by actor.
        least: a value of the article that rests on fewer counted things than this is printed in brackets.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure, actors in the order of the first side's values; an actor without a value anywhere is left out.
    """
    own = table[(table["measure"] == measure) & (table["actor"] != "")]
    sides = list(dict.fromkeys(own["side"]))
    wide = _ordered(own, sides)
    lines = rows([str(actor) for actor in wide.index], least=0.21)
    sheet = page(_ABOVE + lines.total + _FOOT + _KEY, title=title, caption=caption)
    sheet.plate.alt = alt(table, measure=measure)
    if wide.empty:
        sheet.plate.empty = True
        sheet.text(_MARGIN, 0.1, "No actor has a value.", color=MUTED)
        return sheet.plate
    ax = sheet.axes(_MARGIN + _LABELS, _ABOVE, _STRIP, lines.total)
    lines.on(ax, named=True, width=_LABELS)
    _dots(ax, wide, lines, labels.unit_name(str(own["unit"].iloc[0])))
    _print(sheet, own, wide, lines, least)
    return sheet.plate


def _ordered(own: pd.DataFrame, sides: list[str]) -> pd.DataFrame:
    wide = own.pivot_table(index="actor", columns="side", values="value", observed=True).reindex(columns=sides)
    wide = wide[wide.fillna(0).ne(0).any(axis=1)]
    return wide.sort_values(sides, ascending=False, na_position="last", kind="stable") if sides else wide


def _dots(ax: Axes, wide: pd.DataFrame, lines: Rows, unit: str) -> None:
    made = []
    for place, side in enumerate(wide.columns):
        colour, marker = SERIES[place % len(SERIES)], MARKERS[place % len(MARKERS)]
        size, edge = (7.0, INK) if place == 0 else (5.0, "white")
        look: dict[str, Any] = {"marker": marker, "color": colour, "mec": edge, "mew": 0.7, "ms": size, "ls": ""}
        ax.plot(wide[side], lines.middle, zorder=4 - (place > 0), clip_on=False, **look)
        made.append(Line2D([], [], label=str(side), **look))
    ax.hlines(lines.middle, wide.min(axis=1), wide.max(axis=1), color=RULE, lw=0.7, zorder=1)
    ax.set_xlim(min(0.0, float(np.nanmin(wide.to_numpy()))) * 1.05, float(np.nanmax(wide.to_numpy())) * 1.05 or 1.0)
    ax.set_xlabel(unit, color=MUTED, size=SMALL)
    ax.tick_params(axis="x", labelsize=SMALL)
    below = -0.42 / lines.total
    ax.legend(
        handles=made,
        loc="upper left",
        bbox_to_anchor=(-_LABELS / _STRIP, below),
        ncols=len(made),
        frameon=False,
        fontsize=SMALL,
    )


def _print(sheet: Page, own: pd.DataFrame, wide: pd.DataFrame, lines: Rows, least: int) -> None:
    step = (_LAST - _FIRST) / max(1, len(wide.columns) - 1)
    counted = own.pivot_table(index="actor", columns="side", values="numerator", observed=True)
    unit = str(own["unit"].iloc[0])
    for place, side in enumerate(wide.columns):
        right = _FIRST + place * step
        head = wrap(str(side), step - 0.08, SMALL)[0]
        sheet.text(right, _ABOVE - 0.17, head, color=MUTED, align="right")
        for middle, actor in zip(lines.middle, wide.index, strict=True):
            value = float(wide.loc[actor, side])
            said = labels.value(value, unit)
            few = place == 0 and np.isfinite(value) and counted.loc[actor, side] < least
            sheet.beside(right, _ABOVE + middle, f"({said})" if few else said, color=MUTED if few else INK)


def alt(table: pd.DataFrame, *, measure: str) -> str:
    """Say in two sentences which actors stand highest in the article."""
    own = table[(table["measure"] == measure) & (table["actor"] != "")]
    start = f"{labels.measure_name(measure)} of {own['actor'].nunique()} actors, for {own['side'].nunique()} sides."
    if own.empty:
        return f"{start} No actor has a value."
    side = str(own["side"].iloc[0])
    first = own[own["side"] == side].sort_values("value", ascending=False, kind="stable").head(3)
    unit = str(own["unit"].iloc[0])
    said = [f"{row.actor} {labels.value(row.value, unit)}" for row in each(first)]
    return f"{start} Highest in {side}: {'; '.join(said)}."
