"""Measures by actor with their intervals: a panel a measure, a row an actor, a marker a side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from framing.figures import labels
from framing.figures.layout import SMALL, WIDTH, page, rows
from framing.figures.style import FAINT, MARKERS, MUTED, RULE, SERIES, styled

__all__ = ["actor_intervals", "alt"]

_MARGIN, _LABELS, _GAP, _ABOVE, _FOOT, _KEY, _EACH = 0.15, 1.3, 0.22, 0.32, 0.4, 0.2, 0.085
_ALL = "all actors"
_TOO_FEW = "Too few to say: no actor has enough cases for a value, on any side."
_NOTHING = "There is nothing to show: no actor is named, or the tables were made before this was measured."


@styled
def actor_intervals(
    points: pd.DataFrame,
    *,
    measures: Sequence[str],
    names: Mapping[str, str] | None = None,
    actors: Sequence[str] = (),
    title: str = "",
    caption: str = "",
) -> Figure:
    """Draw a row an actor, and in it a marker a side with its interval; panels of several measures share the rows.

    Args:
        points: as `framing.compare.actor_points` gives it.
        measures: a panel each, in order; all of one unit.
        names: what stands above the panels; the measures' names if empty.
        actors: which, and in what order; those of the table, with most to rest on first, if empty.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure. A value that rests on too little is no marker; one without interval is open; intervals that reach far
        beyond all values are cut at the edge. A row of rates that are all 0 is left out.
    """
    own = points[points["measure"].isin(list(measures)) & np.isfinite(points["value"].astype(float))]
    sides = list(dict.fromkeys(points["side"]))
    told = (own["value"] != 0) | ~own["unit"].str.startswith("per ")
    own = own[own["actor"].isin(set(own.loc[told, "actor"]))]
    order = list(own.groupby("actor", sort=True)["denominator"].sum().sort_values(ascending=False, kind="stable").index)
    shown = [name for name in (actors or order) if name in set(order)]
    lines = rows([name or _ALL for name in shown], least=max(0.21, _EACH * (len(sides) + 1)))
    sheet = page(_ABOVE + lines.total + _FOOT + _KEY if shown else 0.3, title=title, caption=caption)
    sheet.plate.alt = alt(points, measures=measures)
    if not shown:
        sheet.plate.empty = True
        sheet.text(_MARGIN, 0.05, _nothing(points, measures), color=MUTED)
        return sheet.plate
    width = (WIDTH - 2 * _MARGIN - _LABELS - _GAP * (len(measures) - 1)) / len(measures)
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [_ABOVE + edge for edge in lines.edges])
    reach = _reach(own)
    for at, measure in enumerate(measures):
        left = _MARGIN + _LABELS + at * (width + _GAP)
        ax = sheet.axes(left, _ABOVE, width, lines.total)
        lines.on(ax, named=at == 0, width=_LABELS)
        sheet.text(left, 0.06, (names or {}).get(measure) or labels.measure_name(measure), weight="bold")
        ax.set_xlim(*reach)
        ax.axvline(0, color=RULE, lw=0.6, zorder=0)
        ax.grid(visible=True, axis="x", color=FAINT, lw=0.4)
        ax.set_xlabel(labels.unit_name(str(own["unit"].iloc[0])), color=MUTED, size=SMALL)
        ax.tick_params(axis="x", labelsize=SMALL)
        _markers(ax, own[own["measure"] == measure], shown, sides, lines.middle)
    _key(sheet.axes(_MARGIN, _ABOVE + lines.total + _FOOT, WIDTH - 2 * _MARGIN, 0.14), sides)
    return sheet.plate


def _reach(own: pd.DataFrame) -> tuple[float, float]:
    """Give the range of all panels: values and the inner half of what their intervals reach beyond."""
    value = own["value"].to_numpy(float)
    ends = np.concatenate([value, (value + own["low"].to_numpy(float)) / 2, (value + own["high"].to_numpy(float)) / 2, [0.0]])
    ends = ends[np.isfinite(ends)]
    room = 0.06 * max(float(ends.max() - ends.min()), 0.1)
    return float(ends.min()) - room, float(ends.max()) + room


def _markers(ax: Axes, own: pd.DataFrame, shown: Sequence[str], sides: Sequence[str], middle: Sequence[float]) -> None:
    place = dict(zip(shown, middle, strict=True))
    for at, side in enumerate(sides):
        theirs = own[(own["side"] == side) & own["actor"].isin(place)]
        y = theirs["actor"].map(place).to_numpy(float) + _EACH * (at - (len(sides) - 1) / 2)
        bounded = np.isfinite(theirs["low"].to_numpy(float))
        ax.hlines(y[bounded], theirs["low"][bounded], theirs["high"][bounded], color=SERIES[at % len(SERIES)], lw=0.9)
        for filled, which in ((True, bounded), (False, ~bounded)):
            ax.plot(theirs["value"].to_numpy(float)[which], y[which], **_look(at, filled=filled), label=side)


def _look(at: int, *, filled: bool) -> dict[str, Any]:
    colour = SERIES[at % len(SERIES)]
    face = colour if filled else "white"
    return {
        "marker": MARKERS[at % len(MARKERS)],
        "mfc": face,
        "mec": colour,
        "mew": 1.4 if at == 0 else 0.8,
        "ms": 5.2 if at == 0 else 4.2,
        "ls": "",
    }


def _key(ax: Axes, sides: Sequence[str]) -> None:
    ax.set_axis_off()
    made = [Line2D([], [], label=side, **_look(at, filled=at > 0)) for at, side in enumerate(sides)]
    ax.legend(handles=made, loc="center left", bbox_to_anchor=(0, 0.5), ncols=len(made), borderpad=0, fontsize=SMALL)


def alt(points: pd.DataFrame, *, measures: Sequence[str]) -> str:
    """Say in a few sentences where each measure is highest and lowest on the first side."""
    own = points[points["measure"].isin(list(measures)) & np.isfinite(points["value"].astype(float))]
    said = []
    for measure in measures:
        first = own[(own["measure"] == measure) & (own["side"] == (own["side"].iloc[0] if len(own) else ""))]
        ordered = first.sort_values("value", ascending=False, kind="stable")
        if len(ordered):
            unit = str(ordered["unit"].iloc[0])
            ends = [
                f"{ordered['actor'].iloc[at] or _ALL} {labels.value(float(ordered['value'].iloc[at]), unit)}" for at in (0, -1)
            ]
            said.append(f"{labels.measure_name(measure)}, {ordered['side'].iloc[0]}: from {ends[1]} to {ends[0]}")
    start = f"Markers with intervals of {own['actor'].nunique()} actors, for {points['side'].nunique()} sides."
    return f"{start} {'; '.join(said)}." if said else f"{start} {_nothing(points, measures)}"


def _nothing(points: pd.DataFrame, measures: Sequence[str]) -> str:
    """Say why there is no marker: rows without a value rest on too little, and without rows nothing was measured."""
    return _TOO_FEW if points["measure"].isin(list(measures)).any() else _NOTHING
