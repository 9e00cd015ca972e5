"""Which words make a measure differ: bars that add up to the difference."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.errors import TableError
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, figure_of, page, rows, text_width, wrap
from framing.figures.style import BLUE, INK, MUTED, RULE, VERMILLION, styled

__all__ = ["REST", "alt", "word_shift"]

REST = "all other words together"
"""The last bar: with it the bars add up to the difference."""

_MARGIN, _WORDS, _PLOT, _ABOVE, _BELOW = 0.15, 1.7, 3.6, 0.42, 0.42
_COLUMNS = {"adds": 6.25, "count": 7.55, "documents": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

_ROOM = 1.2
"""Inches between two of them."""


@styled
def word_shift(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    measure: str = "",
    sides: tuple[str, str] = ("article", "coverage"),
    most: int = 20,
    title: str = "",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw what each lexicon entry adds to the difference of a measure, the largest first, the rest in one bar.

    Args:
        table: the table `wordshifts`.
        comparison: which of its comparisons; the first, if none is named.
        measure: which of its measures; the first of the comparison, if none is named.
        sides: what the two sides are called.
        most: entries shown one by one.
        title: written above; names measure and difference if empty.
        caption: written below, in full.
        ax: an Axes to draw in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure; the bars' lengths, signs kept, add up to the difference. Without entries, one that says so.

    Raises:
        TableError: there is no such comparison or measure.
    """
    chosen = _chosen(table, comparison, measure, most)
    lines = rows(["\n".join(wrap(entry, _WORDS - 0.15, LABEL)) for entry in chosen["entry"]], least=0.18, air=0.05)
    if ax is None:
        sheet = page(_ABOVE + lines.total + _BELOW, title=title or _title(table, comparison, measure), caption=caption)
        ax = sheet.axes(_MARGIN + _WORDS, _ABOVE, _PLOT, lines.total)
        _print(sheet, lines, chosen, sides)
        sheet.plate.alt = alt(table, comparison=comparison, measure=measure, sides=sides, most=most)
    lines.on(ax, named=True, width=_WORDS)
    _bars(ax, lines, chosen)
    _axis(ax, chosen, sides)
    return figure_of(ax)


def _own(table: pd.DataFrame, comparison: str, measure: str) -> pd.DataFrame:
    """Give the rows of one comparison and measure."""
    for column, wanted in (("comparison", comparison), ("measure", measure)):
        known = list(dict.fromkeys(table[column]))
        if wanted and wanted not in known:
            raise TableError(f'wordshifts: has no {column} "{wanted}"; it has {", ".join(known) or "none"}')
        table = table[table[column] == (wanted or (known or [""])[0])]
    own: pd.DataFrame = table[table["instrument"] == (list(dict.fromkeys(table["instrument"])) or [""])[0]]
    return own


def _chosen(table: pd.DataFrame, comparison: str, measure: str, most: int) -> pd.DataFrame:
    own = _own(table, comparison, measure)
    order = np.lexsort([own["entry"].to_numpy(dtype=str), -own["contribution"].abs().to_numpy()])
    ordered = own.iloc[order]
    shown, rest = ordered.head(most), ordered.iloc[most:]
    if rest.empty:
        return shown.reset_index(drop=True)
    counts = ["contribution", "count_target", "count_coverage"]
    last = pd.DataFrame([{**rest[counts].sum().to_dict(), "entry": f"{REST} ({len(rest):,})", "unit": rest["unit"].iloc[0]}])
    joined: pd.DataFrame = pd.concat([shown, last], ignore_index=True)
    return joined.astype({"count_target": "int64", "count_coverage": "int64"})


def _title(table: pd.DataFrame, comparison: str, measure: str) -> str:
    own = _own(table, comparison, measure)
    if own.empty:
        return "Which words make the difference"
    total, unit = own["contribution"].sum(), own["unit"].iloc[0]
    name = labels.measure_name(own["measure"].iloc[0])
    return f"Which words make the difference: {name}, {labels.value(total, unit, signed=True)} ({labels.unit_name(unit)})"


def _bars(ax: Axes, lines: Rows, chosen: pd.DataFrame) -> None:
    middle, part = np.array(lines.middle), chosen["contribution"].to_numpy(float)
    for where, colour, hatch in ((part >= 0, BLUE, ""), (part < 0, VERMILLION, "////")):
        ax.barh(middle[where], part[where], height=0.11, color=colour, hatch=hatch, edgecolor="white", lw=0.3)
    if not len(chosen):
        ax.text(0.5, 0.5, "no words to show", transform=ax.transAxes, ha="center", va="center", style="italic", color=MUTED)
    elif str(chosen["entry"].iloc[-1]).startswith(REST):
        ax.axhline(lines.edges[-2], color=RULE, lw=0.8)
    ax.axvline(0, color=INK, lw=0.6)


def _axis(ax: Axes, chosen: pd.DataFrame, sides: tuple[str, str]) -> None:
    low, high = min(0.0, chosen["contribution"].min()), max(0.0, chosen["contribution"].max())
    room = 0.05 * (high - low) or 0.5
    ax.set_xlim(low - room, high + room) if len(chosen) else ax.set_xlim(-1, 1)
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    ax.grid(visible=True, axis="x", zorder=0)
    unit = labels.unit_name(chosen["unit"].iloc[0]) if len(chosen) else ""
    name = f"lowers {sides[0]}  ◂  adds to {sides[0]} − {sides[1]}, {unit}  ▸  raises it"
    ax.set_xlabel("\n".join(wrap(name, _PLOT, SMALL)[:2]), color=MUTED, size=SMALL)


def _print(sheet: Page, lines: Rows, chosen: pd.DataFrame, sides: tuple[str, str]) -> None:
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [_ABOVE + edge for edge in lines.edges])
    named = " : ".join(sides)
    between = named if text_width(named, SMALL) < _ROOM else "first : second"
    for head, right in _COLUMNS.items():
        sheet.text(right, _ABOVE - 0.31, head, color=MUTED, align="right")
        if head != "adds":
            sheet.text(right, _ABOVE - 0.17, between, color=MUTED, align="right")
    for middle, row in zip(lines.middle, each(chosen), strict=True):
        known = np.isfinite(row.documents_target) if "documents_target" in chosen else False
        printed = (
            labels.value(row.contribution, "per 1,000 words" if row.unit == "per 1,000 words" else "score −1…1", signed=True),
            f"{row.count_target:,} : {row.count_coverage:,}",
            f"{row.documents_target:,.0f} : {row.documents_coverage:,.0f}" if known else "",
        )
        for text, right in zip(printed, _COLUMNS.values(), strict=True):
            sheet.beside(right, _ABOVE + middle, text)


def alt(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    measure: str = "",
    sides: tuple[str, str] = ("article", "coverage"),
    most: int = 20,
) -> str:
    """Say in two sentences which words raise and which lower the measure on the first side."""
    chosen = _chosen(table, comparison, measure, most)
    shown = chosen[~chosen["entry"].astype(str).str.startswith(REST)]
    start = f"Bars of the {len(shown)} words that add most to the difference between {sides[0]} and {sides[1]}."
    said = []
    for what, part in (("raising it", shown[shown["contribution"] > 0]), ("lowering it", shown[shown["contribution"] < 0])):
        if len(part):
            said.append(f"{what}: {', '.join(part['entry'].head(5))}")
    return f"{start} {'; '.join(said).capitalize()}." if said else f"{start} There are none."
