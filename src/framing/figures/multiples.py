"""Several pairs of groups side by side: a panel a pair, the same axes, so that they can be held against each other."""

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
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, line, page, rows, wrap
from framing.figures.style import BLUE, INK, MUTED, VERMILLION, styled
from framing.tables import ALL

__all__ = ["alt", "group_multiples"]

_MARGIN, _LABELS, _GAP, _FOOT = 0.15, 1.75, 0.12, 0.5
_PANELS = 4
"""Panels beside one another; more stand below."""

_ALPHA = 0.05
"""The field's convention: a q of at most this is a filled marker."""


@styled
def group_multiples(
    contrasts: pd.DataFrame,
    *,
    comparisons: Sequence[str] = (),
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    title: str = "Groups of coverage, pair by pair",
    caption: str = "",
) -> Figure:
    """Draw a panel a pair of groups: a row a measure, the difference, its 95 % interval, and thin the adjusted one.

    Panels share their rows, and within a unit their axis. A marker is filled where q ≤ 0.05 and open elsewhere; a difference
    without an interval (too few to say) is a cross in grey.

    Args:
        contrasts: the table, with comparisons of groups.
        comparisons: their names, in order; all of groups, if none are named.
        measures: which, in order; all in the table's order, if none are named. Rows by actor are left out.
        voice: outlet, attributed or all.
        instruments: which to show where a measure has several.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure; without contrasts of groups, one that says so.
    """
    table = _chosen(contrasts, comparisons, measures, voice, instruments)
    pairs = list(dict.fromkeys(table["comparison"]))
    blocks = _blocks(table)
    layouts = [_rows(names) for _, names in blocks]
    heads = {pair: wrap(pair, _width(pairs) - 0.05, SMALL, "bold") for pair in pairs}
    head = line(SMALL) * (1 + max((len(name) for name in heads.values()), default=0)) + 0.1
    bands = [pairs[start : start + _PANELS] for start in range(0, len(pairs), _PANELS)]
    height = len(bands) * (head + sum(lines.total + _FOOT for lines in layouts))
    sheet = page(height or 0.4, title=title, caption=caption)
    sheet.plate.alt = alt(contrasts, comparisons=comparisons, measures=measures, voice=voice, instruments=instruments)
    if not pairs:
        sheet.text(_MARGIN, 0.1, "There are no contrasts of groups to show.", color=MUTED)
    top = 0.0
    for band in bands:
        _heads(sheet, table, band, heads, top, _width(pairs))
        top += head
        for (unit, names), lines in zip(blocks, layouts, strict=True):
            _block(sheet, table[table["measure"].isin(names)], (unit, names, lines), band, top, _width(pairs))
            top += lines.total + _FOOT
    return sheet.plate


def _blocks(table: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Give the measures that share an axis, with their unit: frames apart, since they are rarer by an order of magnitude."""
    rare = table["measure"].str.startswith(("frame_", "generic_"))
    return [
        (str(part["unit"].iloc[0]), list(dict.fromkeys(part["measure"])))
        for _, part in table.groupby(["unit", rare], sort=False)
    ]


def _chosen(
    contrasts: pd.DataFrame, comparisons: Sequence[str], measures: Sequence[str], voice: str, instruments: Sequence[str]
) -> pd.DataFrame:
    whole = contrasts[(contrasts["section"] == ALL) & (contrasts["voice"] == voice) & (contrasts["actor"] == "")]
    whole = whole[whole["family"] != HYPOTHESES]
    names = list(comparisons) or [name for name in dict.fromkeys(whole["comparison"]) if ADJUSTED in name]
    table = choose.one_instrument(whole[whole["comparison"].isin(names)], instruments)
    first = {name: i for i, name in enumerate(measures or dict.fromkeys(table["measure"]))}
    table = table[table["measure"].isin(first)].astype({"comparison": "str", "measure": "str", "unit": "str"})
    place = {"comparison": {name: i for i, name in enumerate(names)}, "measure": first}
    keys = ["measure", "comparison"]
    return table.sort_values(keys, key=lambda column: column.map(place[str(column.name)]), kind="stable").reset_index(drop=True)


def _width(pairs: Sequence[str]) -> float:
    """Give the width of a panel, in inches."""
    many = max(min(len(pairs), _PANELS), 1)
    return (WIDTH - 2 * _MARGIN - _LABELS - _GAP * (many - 1)) / many


def _rows(measures: Sequence[str]) -> Rows:
    return rows(["\n".join(wrap(labels.measure_name(name), _LABELS - 0.1, LABEL)) for name in measures], least=0.22)


def _heads(
    sheet: Page, table: pd.DataFrame, band: Sequence[str], heads: dict[str, list[str]], top: float, width: float
) -> None:
    for at, pair in enumerate(band):
        own = table[table["comparison"] == pair]
        left = _MARGIN + _LABELS + at * (width + _GAP)
        for number, words in enumerate(heads[pair]):
            sheet.text(left, top + number * line(SMALL), words, weight="bold")
        n = f"n {own['n_target'].max():,} and {own['n_coverage'].max():,}"
        sheet.text(left, top + len(heads[pair]) * line(SMALL), n, color=MUTED)


def _block(
    sheet: Page, part: pd.DataFrame, block: tuple[str, list[str], Rows], band: Sequence[str], top: float, width: float
) -> None:
    unit, names, lines = block
    limits = _limits(part)
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [top + edge for edge in lines.edges])
    for at, pair in enumerate(band):
        ax = sheet.axes(_MARGIN + _LABELS + at * (width + _GAP), top, width, lines.total)
        lines.on(ax, named=at == 0, width=_LABELS)
        own = part[part["comparison"] == pair].set_index("measure")
        for middle, name in zip(lines.middle, names, strict=True):
            if name in own.index:
                _point(ax, middle, own.loc[name])
        ax.axvline(0, color=INK, lw=0.6, zorder=1)
        ax.set_xlim(*limits)
        ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        ax.grid(visible=True, axis="x", zorder=0)
        if at == 0:
            ax.set_xlabel(f"first − second, {labels.unit_name(unit)}", color=MUTED, size=SMALL, loc="left")


def _limits(part: pd.DataFrame) -> tuple[float, float]:
    """Give the axis that all panels of a unit share: every interval, adjusted or not, and 0."""
    columns = ["difference", "low", "high", "low_adjusted", "high_adjusted"]
    ends = np.append(part[columns].to_numpy(np.float64).ravel(), 0.0)
    ends = ends[np.isfinite(ends)]
    room = 0.06 * float(np.ptp(ends)) or 0.5
    return float(ends.min()) - room, float(ends.max()) + room


def _point(ax: Axes, middle: float, row: Any) -> None:  # noqa: ANN401
    if not np.isfinite(row["low"]):
        if np.isfinite(row["difference"]):
            ax.plot(row["difference"], middle, "x", color=MUTED, ms=4.5, mew=1.1, zorder=3)
        return
    colour = BLUE if row["difference"] >= 0 else VERMILLION
    if np.isfinite(row["low_adjusted"]):
        ax.hlines(middle, row["low_adjusted"], row["high_adjusted"], color=colour, lw=0.7, zorder=2)
    ax.hlines(middle, row["low"], row["high"], color=colour, lw=2.0, zorder=3)
    fill = colour if row["q"] <= _ALPHA else "white"
    ax.plot(row["difference"], middle, "o", mfc=fill, mec=colour, mew=1.0, ms=4.8, zorder=4)


def alt(
    contrasts: pd.DataFrame,
    *,
    comparisons: Sequence[str] = (),
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
) -> str:
    """Say how many panels and rows there are, and which differences have a q of at most 0.05."""
    table = _chosen(contrasts, comparisons, measures, voice, instruments)
    pairs = list(dict.fromkeys(table["comparison"]))
    start = f"{len(pairs)} panels, one a pair of groups, with {table['measure'].nunique()} measures each."
    found = table[table["q"] <= _ALPHA]
    said = [
        f"{row.comparison}: {labels.measure_name(row.measure)} {labels.value(row.difference, row.unit, signed=True)}"
        for row in each(found)
    ]
    return f"{start} q at most 0.05: {'; '.join(said)}." if said else f"{start} None has a q of at most 0.05."
