"""Who acts and who has power: share of agent against power, a panel a side, an actor a point."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.compare.limits import TOO_FEW
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import HEAD, SMALL, WIDTH, Page, line, page, wrap
from framing.figures.placing import place
from framing.figures.style import FAINT, INK, MARKERS, MUTED, RULE, SERIES, styled

__all__ = ["actor_agency", "alt"]

_LEFT, _GAP, _RIGHT, _HIGH, _HEAD, _FOOT = 0.62, 0.62, 0.15, 2.55, 0.36, 0.42
_COLUMNS = 2
_NAMES = 6.5
"""Points of the actors' names."""

_MEANT = {
    "agency": "Share of agent: 0 only acted on, 1 only acts",
    "agency_deeds": "Share of agent, sayings aside: 0 only acted on, 1 only acts",
    "power": "Power: −1 under others, 1 over others",
}
_AROUND = 0.15
"""The panels reach so far beyond the outermost points; longer intervals are cut at the edge."""
_BEYOND = 0.05
"""A point at the end of a scale is not cut in half."""
_NOTHING = "No actor takes part in enough of what is said to happen."


@styled
def actor_agency(
    points: pd.DataFrame,
    *,
    across: str = "agency",
    up: str = "power",
    title: str = "Who acts, and who has the upper hand",
    caption: str = "",
) -> Figure:
    """Draw a panel a side, all on the same axes: an actor a point, its interval as thin lines.

    Args:
        points: as `framing.compare.actor_points` gives it, with both measures.
        across: the measure along the horizontal axis.
        up: the measure along the vertical axis.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure. Behind a name stands what the horizontal value rests on; an open point has no interval, and one that is
        longer than the panel is cut. Actors with too few parts for one of the two are named below their panel.
    """
    wide = {side: _paired(points, side, across, up) for side in dict.fromkeys(points["side"])}
    wide = {side: own for side, own in wide.items() if len(own)}
    width = (WIDTH - _LEFT - _RIGHT - _GAP * (_COLUMNS - 1)) / _COLUMNS
    feet = [wrap(_too_few(own), width, SMALL) if _too_few(own) else [] for own in wide.values()]
    heights = [_HEAD + _HIGH + _FOOT + line(SMALL) * len(foot) for foot in feet]
    tall = [max(heights[at : at + _COLUMNS]) for at in range(0, len(heights), _COLUMNS)]
    sheet = page(sum(tall) or 0.4, title=title, caption=caption)
    sheet.plate.alt = alt(points, across=across, up=up)
    if not wide:
        sheet.plate.empty = True
        sheet.text(_RIGHT, 0.1, _NOTHING, color=MUTED)
        return sheet.plate
    limits = _limits(wide.values())
    for at, ((side, own), foot) in enumerate(zip(wide.items(), feet, strict=True)):
        top, left = sum(tall[: at // _COLUMNS]), _LEFT + at % _COLUMNS * (width + _GAP)
        ax = sheet.axes(left, top + _HEAD, width, _HIGH)
        names = (_MEANT.get(across, labels.measure_name(across)), _MEANT.get(up, labels.measure_name(up)))
        _panel(ax, own, limits, (width, _HIGH), at, names)
        _head(sheet, left, top, side, own)
        sheet.text(left, top + _HEAD + _HIGH + _FOOT - 0.04, "\n".join(foot), color=MUTED)
    return sheet.plate


def _paired(points: pd.DataFrame, side: str, across: str, up: str) -> pd.DataFrame:
    """Give a row an actor with both measures of a side, those that rest on most first."""
    own = points[(points["side"] == side) & (points["actor"] != "")].set_index("actor")
    names = ["value", "low", "high", "denominator", "documents", "note"]
    x, y = (own.loc[own["measure"] == measure, names] for measure in (across, up))
    both = x.add_suffix("_x").join(y.add_suffix("_y"), how="outer").rename_axis("actor").reset_index()
    by = ["denominator_x", "actor"]
    ordered: pd.DataFrame = both.sort_values(by, ascending=[False, True], kind="stable", ignore_index=True)
    return ordered


def _shown(own: pd.DataFrame) -> pd.DataFrame:
    shown: pd.DataFrame = own[np.isfinite(own["value_x"]) & np.isfinite(own["value_y"])]
    return shown


def _too_few(own: pd.DataFrame) -> str:
    left = own[~own["actor"].isin(_shown(own)["actor"])]["actor"]
    return f"{TOO_FEW.capitalize()}: {', '.join(left)}." if len(left) else ""


def _limits(sides: Iterable[pd.DataFrame]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the range of both axes: all points of all sides, and the middle lines, with room around them."""
    shown = pd.concat([_shown(own) for own in sides])
    return _range(shown, "x", 0.5, (0.0, 1.0)), _range(shown, "y", 0.0, (-1.0, 1.0))


def _range(shown: pd.DataFrame, axis: str, middle: float, ends: tuple[float, float]) -> tuple[float, float]:
    known = np.append(shown[f"value_{axis}"].to_numpy(float), middle)
    low, high = math.floor(10 * (known.min() - _AROUND)) / 10, math.ceil(10 * (known.max() + _AROUND)) / 10
    return max(low, ends[0] - _BEYOND), min(high, ends[1] + _BEYOND)


def _panel(
    ax: Axes,
    own: pd.DataFrame,
    limits: tuple[tuple[float, float], tuple[float, float]],
    room: tuple[float, float],
    at: int,
    names: tuple[str, str],
) -> None:
    (left, right), (low, high) = limits
    ax.set_xlim(left, right)
    ax.set_ylim(low, high)
    ax.axhline(0, color=RULE, lw=0.6, zorder=0)
    ax.axvline(0.5, color=RULE, lw=0.6, zorder=0)
    ax.grid(visible=True, color=FAINT, lw=0.4, zorder=0)
    ax.set_xlabel(names[0], color=MUTED, size=SMALL, labelpad=2)
    ax.set_ylabel(names[1], color=MUTED, size=SMALL, labelpad=2)
    ax.tick_params(labelsize=SMALL)
    shown, colour = _shown(own), SERIES[at % len(SERIES)]
    for row in each(shown):
        bounded = math.isfinite(row.low_x) and math.isfinite(row.low_y)
        if bounded:
            ax.plot([row.low_x, row.high_x], [row.value_y] * 2, color=colour, lw=0.7, alpha=0.45, zorder=1)
            ax.plot([row.value_x] * 2, [row.low_y, row.high_y], color=colour, lw=0.7, alpha=0.45, zorder=1)
        fill = colour if bounded else "white"
        look: dict[str, Any] = {"marker": MARKERS[at % len(MARKERS)], "ms": 4.5, "mec": colour, "mfc": fill, "mew": 1.0}
        ax.plot(row.value_x, row.value_y, ls="", zorder=3, clip_on=False, **look)
    _write(ax, shown, limits, room)


def _write(
    ax: Axes, shown: pd.DataFrame, limits: tuple[tuple[float, float], tuple[float, float]], room: tuple[float, float]
) -> None:
    """Write each actor's name beside its point."""
    (left, right), (low, high) = limits
    x = (shown["value_x"].to_numpy(float) - left) / (right - left) * room[0]
    y = (shown["value_y"].to_numpy(float) - low) / (high - low) * room[1]
    names = [f"{row.actor} {row.denominator_x:,.0f}" for row in each(shown)]
    placed = place(list(zip(x, y, names, strict=True)), *room, _NAMES)
    for own_x, own_y, name in zip(x, y, placed, strict=True):
        if name.far:
            ax.plot(
                [own_x / room[0], name.x / room[0]], [own_y / room[1], name.y / room[1]], transform=ax.transAxes, color=RULE,
                lw=0.4, zorder=2,
            )  # fmt: skip
        box = {"boxstyle": "square,pad=0.02", "fc": "white", "lw": 0, "alpha": 0.6}
        ax.text(
            name.x / room[0], name.y / room[1], name.text, transform=ax.transAxes, ha="center", va="center", size=_NAMES,
            color=INK, zorder=4, bbox=box,
        )  # fmt: skip


def _head(sheet: Page, left: float, top: float, side: str, own: pd.DataFrame) -> None:
    parts, documents = own["denominator_x"].sum(), int(own["documents_x"].max())
    sheet.text(left, top, side, size=HEAD, weight="bold")
    articles = "" if documents == 1 else f", up to {documents:,} articles an actor"
    sheet.text(left, top + 0.15, f"{parts:,.0f} parts{articles}", color=MUTED)


def alt(points: pd.DataFrame, *, across: str = "agency", up: str = "power") -> str:
    """Say in two or three sentences who acts most and least, and who has most power, on the first side."""
    sides = list(dict.fromkeys(points["side"]))
    start = f"{labels.measure_name(across)} against {labels.measure_name(up).lower()} of actors, for {len(sides)} sides."
    said = []
    for side in sides:
        shown = _shown(_paired(points, side, across, up))
        if len(shown):
            acts, power = (
                next(each(shown.sort_values(f"value_{axis}", ascending=False, kind="stable"))) for axis in ("x", "y")
            )
            said.append(
                f"{side}: {acts.actor} is most often agent ({labels.value(acts.value_x, 'share')}), {power.actor} has"
                f" most power ({labels.value(power.value_y, 'score', signed=True)})"
            )
    return f"{start} {'; '.join(said)}." if said else f"{start} {_NOTHING}"
