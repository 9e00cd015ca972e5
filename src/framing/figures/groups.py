"""Differences between groups, with what is known of their error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.compare.rows import ADJUSTED, HYPOTHESES
from framing.figures import choose, labels
from framing.figures.choose import each
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, figure_of, line, page, rows, wrap
from framing.figures.style import INK, MARKERS, MUTED, SERIES, styled
from framing.tables import ALL

__all__ = ["alt", "forest"]

_MARGIN, _LABELS, _NAMES, _PLOT, _HEAD, _FOOT = 0.15, 1.95, 1.6, 2.5, 0.24, 0.5
_COLUMNS = {"difference [interval]": 7.75, "n": 8.3, "q": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""


@styled
def forest(
    contrasts: pd.DataFrame,
    *,
    comparisons: Sequence[str] = (),
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    hypotheses: bool = False,
    title: str = "Differences between groups of coverage",
    caption: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Draw a forest plot: one panel a unit, one row a measure and comparison, with intervals, n and q.

    Thick: the 95 % interval; thin: the adjusted one, which holds together with all of its family's.

    Args:
        contrasts: the table, with comparisons of groups.
        comparisons: their names, in order; all of groups, if none are named.
        measures: which, in order; all in the table's order, if none are named. Rows by actor are labelled with the actor.
        voice: outlet, attributed or all.
        instruments: which to show where a measure has several.
        hypotheses: whether to show what the study expected before looking, instead of the rest.
        title: written above.
        caption: written below, in full.
        axes: one Axes a unit to draw in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure. A difference without an interval is an open marker, or words where there is none to be given.
    """
    table = _differences(contrasts, comparisons, measures, voice, instruments, hypotheses=hypotheses)
    order = list(dict.fromkeys(table["comparison"]))
    units = [part for _, part in table.groupby(["unit", table["measure"].str.startswith(("frame_", "generic_"))], sort=False)]
    layouts = [_rows(part) for part in units]
    if axes is None:
        height = sum(lines.total + _HEAD + _FOOT for lines in layouts)
        sheet = page(height or 0.4, title=title, caption=caption)
        if not units:
            sheet.text(_MARGIN, 0.1, "There are no contrasts of groups to show.", color=MUTED)
        axes = _panels(sheet, units, layouts)
        sheet.plate.empty = not np.isfinite(table["low"].to_numpy(float)).any()
        sheet.plate.alt = alt(
            contrasts, comparisons=comparisons, measures=measures, voice=voice, instruments=instruments, hypotheses=hypotheses
        )
        if not axes:
            return sheet.plate
    for ax, part, lines in zip(axes, units, layouts, strict=True):
        lines.on(ax, named=True, width=_LABELS + _NAMES)
        _points(ax, lines, part, order)
        _axis(ax, part)
    return figure_of(axes[0])


def _differences(
    contrasts: pd.DataFrame,
    comparisons: Sequence[str],
    measures: Sequence[str],
    voice: str,
    instruments: Sequence[str],
    *,
    hypotheses: bool,
) -> pd.DataFrame:
    whole = contrasts[(contrasts["section"] == ALL) & (contrasts["voice"] == voice)]
    whole = whole[(whole["family"] == HYPOTHESES) == hypotheses]
    names = comparisons or [name for name in dict.fromkeys(whole["comparison"]) if ADJUSTED in name]
    order = {name: i for i, name in enumerate(names)}
    table = choose.one_instrument(whole[whole["comparison"].isin(order)], instruments)
    first = {name: i for i, name in enumerate(measures or dict.fromkeys(table["measure"]))}
    table = table[table["measure"].isin(first)]
    place = {"measure": first, "comparison": order, "actor": {name: i for i, name in enumerate(dict.fromkeys(table["actor"]))}}
    keys = ["measure", "actor", "comparison"]
    return table.sort_values(keys, key=lambda column: column.map(place[str(column.name)]), kind="stable").reset_index(drop=True)


def _rows(part: pd.DataFrame) -> Rows:
    """Lay out the rows of one unit; a measure's name stands at its first row, which is as high as the name needs."""
    fresh = ~part.duplicated(["measure", "actor"])
    names = [
        "\n".join(wrap(labels.measure_name(r.measure, actor=r.actor), _LABELS - 0.1, LABEL)) if new else ""
        for r, new in zip(each(part), fresh, strict=True)
    ]
    lines = [max(_comparison(r.comparison).count("\n"), _unsaid(r).count("\n")) for r in each(part)]
    return rows(names, least=[0.2 + line(SMALL) * more for more in lines])


def _unsaid(row: Any) -> str:  # noqa: ANN401
    """Give the words that stand in place of an interval; none where there is one."""
    if np.isfinite(row.low) and np.isfinite(row.high):
        return ""
    return "\n".join(wrap(row.note or "no interval", _PLOT - 0.15, SMALL))


def _comparison(name: str) -> str:
    return "\n".join(wrap(name, _NAMES - 0.1, SMALL))


def _panels(sheet: Page, units: Sequence[pd.DataFrame], layouts: Sequence[Rows]) -> list[Axes]:
    axes, top = [], 0.0
    for part, lines in zip(units, layouts, strict=True):
        body = top + _HEAD
        axes.append(sheet.axes(_MARGIN + _LABELS + _NAMES, body, _PLOT, lines.total))
        _print(sheet, lines, part, body)
        top = body + lines.total + _FOOT
    return axes


def _print(sheet: Page, lines: Rows, part: pd.DataFrame, top: float) -> None:
    sheet.text(_MARGIN, top - 0.17, f"{labels.unit_name(str(part['unit'].iloc[0]))}", weight="bold", size=LABEL)
    for head, right in _COLUMNS.items():
        sheet.text(right, top - 0.17, head, color=MUTED, align="right")
    fresh = [*(~part.duplicated(["measure", "actor"])), True]
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [top + edge for edge, new in zip(lines.edges, fresh, strict=True) if new])
    for middle, row in zip(lines.middle, each(part), strict=True):
        sheet.beside(_MARGIN + _LABELS, top + middle, _comparison(row.comparison), align="left")
        for text, right in zip(_printed(row), _COLUMNS.values(), strict=True):
            sheet.beside(right, top + middle, text)


def _printed(row: Any) -> list[str]:  # noqa: ANN401
    difference = labels.value(row.difference, row.unit, signed=True)
    between = [labels.value(row.low, row.unit, signed=True), labels.value(row.high, row.unit, signed=True)]
    interval = f" [{', '.join(between)}]" if np.isfinite(row.low) else ""
    return [
        f"{difference}{interval}",
        f"{row.n_target}, {row.n_coverage}",
        labels.probability("q", row.q).removeprefix("q = ").removeprefix("q "),
    ]


def _points(ax: Axes, lines: Rows, part: pd.DataFrame, order: Sequence[str]) -> None:
    ax.axvline(0, color=INK, lw=0.6, zorder=1)
    for middle, row in zip(lines.middle, each(part), strict=True):
        number = order.index(row.comparison)
        colour, marker = SERIES[number % len(SERIES)], MARKERS[number % len(MARKERS)]
        unsaid = _unsaid(row)
        if unsaid:
            box, where = {"facecolor": "white", "lw": 0, "pad": 0.8}, ax.get_yaxis_transform()
            ax.text(
                0.5, middle, unsaid, transform=where, ha="center", va="center", size=6.5, style="italic", color=MUTED, bbox=box
            )
        else:
            if np.isfinite(row.low_adjusted):
                ax.hlines(middle, row.low_adjusted, row.high_adjusted, color=colour, lw=0.6, zorder=2)
            ax.hlines(middle, row.low, row.high, color=colour, lw=1.8, zorder=3)
            ax.plot(row.difference, middle, marker, color=colour, mec="white", mew=0.5, ms=5.5, zorder=4)


def _axis(ax: Axes, part: pd.DataFrame) -> None:
    bounded = part[part["low"].notna() & part["high"].notna()]
    ends = np.append(bounded[["low", "high", "low_adjusted", "high_adjusted"]].to_numpy(np.float64).ravel(), 0.0)
    ends = ends[np.isfinite(ends)]
    room = 0.06 * float(np.ptp(ends)) or 0.5
    ax.set_xlim(float(ends.min()) - room, float(ends.max()) + room)
    ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    if bounded.empty:
        ax.set_xticks([0])
    ax.grid(visible=True, axis="x", zorder=0)
    ax.set_xlabel("first lower  ◂  difference  ▸  first higher", color=MUTED, size=SMALL)


def alt(
    contrasts: pd.DataFrame,
    *,
    comparisons: Sequence[str] = (),
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    hypotheses: bool = False,
) -> str:
    """Say in two sentences how many differences there are and which have intervals that leave out zero."""
    table = _differences(contrasts, comparisons, measures, voice, instruments, hypotheses=hypotheses)
    names = list(dict.fromkeys(table["comparison"]))
    start = f"Forest plot of {len(table)} differences ({'; '.join(names) or 'none'})."
    clear = table[(table["low"] > 0) | (table["high"] < 0)]
    few = int(table["low"].isna().sum())
    tail = f"; {few} without an interval" if few else ""
    if clear.empty:
        return f"{start} No interval leaves out zero{tail}."
    said = [
        f"{labels.measure_name(r.measure, actor=r.actor)}, {r.comparison} ({labels.value(r.difference, r.unit, signed=True)})"
        for r in each(clear)
    ]
    return f"{start} The interval leaves out zero for {labels.listed(said, most=4)}{tail}."
