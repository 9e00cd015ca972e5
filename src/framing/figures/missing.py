"""Left out and only here: shares of documents that hold what the article lacks, and the other way round."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.errors import TableError
from framing.figures.choose import each
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, figure_of, page, rows, wrap
from framing.figures.style import BLUE, INK, MUTED, VERMILLION, styled

__all__ = ["alt", "omission_chart"]

_MARGIN, _ITEMS, _PLOT, _ABOVE, _BELOW = 0.15, 2.6, 3.4, 0.42, 0.42
_COLUMNS = {"documents": 7.2, "of its length": 8.1, "article": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

_DIRECTIONS = {"left out": BLUE, "only here": VERMILLION}


@styled
def omission_chart(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    most: int = 15,
    title: str = "",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the share of documents for each thing left out (above) and only here (below), names and frames before words.

    Args:
        table: the table `omissions`; rows that are suppressed are left out.
        comparison: which of its comparisons; the first, if none is named.
        most: things shown of each direction.
        title: written above; names the comparison if empty.
        caption: written below, in full.
        ax: an Axes to draw in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure; the bars' lengths are the shares. Without rows, one that says so.

    Raises:
        TableError: there is no such comparison.
    """
    chosen = _chosen(table, comparison, most)
    labels = [f"{row.item} ({row.kind}, {row.direction})" for row in each(chosen)]
    lines = rows(["\n".join(wrap(label, _ITEMS - 0.15, LABEL)) for label in labels], least=0.18, air=0.05)
    if ax is None:
        name = chosen["comparison"].iloc[0] if len(chosen) else comparison
        sheet = page(_ABOVE + lines.total + _BELOW, title=title or f"Left out, and only here: {name}", caption=caption)
        ax = sheet.axes(_MARGIN + _ITEMS, _ABOVE, _PLOT, lines.total)
        _print(sheet, lines, chosen)
        sheet.plate.alt = alt(table, comparison=comparison, most=most)
    lines.on(ax, named=True, width=_ITEMS)
    _bars(ax, lines, chosen)
    return figure_of(ax)


def _chosen(table: pd.DataFrame, comparison: str, most: int) -> pd.DataFrame:
    known = list(dict.fromkeys(table["comparison"]))
    if comparison and comparison not in known:
        raise TableError(f'omissions: has no comparison "{comparison}"; it has {", ".join(known) or "none"}')
    own = table[(table["comparison"] == (comparison or (known or [""])[0])) & ~table["note"].str.startswith("suppressed")]
    own = own.assign(_words=own["kind"] == "keyword")
    pieces = []
    for direction in _DIRECTIONS:
        part = own[own["direction"] == direction]
        by = ["_words", "share" if direction == "left out" else "target_count", "item"]
        pieces.append(part.sort_values(by, ascending=[True, False, True], kind="stable").head(most))
    shown: pd.DataFrame = pd.concat(pieces, ignore_index=True).drop(columns="_words")
    return shown


def _bars(ax: Axes, lines: Rows, chosen: pd.DataFrame) -> None:
    middle, share = np.array(lines.middle), chosen["share"].to_numpy(float)
    for direction, colour in _DIRECTIONS.items():
        where = (chosen["direction"] == direction).to_numpy(bool)
        ax.barh(middle[where], share[where], height=0.11, color=colour, edgecolor="white", lw=0.3)
    low, high = chosen["low"].to_numpy(float), chosen["high"].to_numpy(float)
    ax.hlines(middle[: len(chosen)], low, high, color=INK, lw=0.8)
    if not len(chosen):
        ax.text(0.5, 0.5, "nothing to show", transform=ax.transAxes, ha="center", va="center", style="italic", color=MUTED)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "25 %", "50 %", "75 %", "100 %"])
    ax.grid(visible=True, axis="x", zorder=0)
    ax.set_xlabel("share of the coverage's articles that have it", color=MUTED, size=SMALL)


def _print(sheet: Page, lines: Rows, chosen: pd.DataFrame) -> None:
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [_ABOVE + edge for edge in lines.edges])
    for head, right in _COLUMNS.items():
        sheet.text(right, _ABOVE - 0.17, head, color=MUTED, align="right")
    for middle, row in zip(lines.middle, each(chosen), strict=False):
        matched = f"{row.share_matched:.0%} of {row.of_matched:,}" if np.isfinite(row.share_matched) else "–"
        for text, right in zip(
            (f"{row.documents:,} of {row.of:,}", matched, f"{row.target_count:,}"), _COLUMNS.values(), strict=True
        ):
            sheet.beside(right, _ABOVE + middle, text)


def alt(table: pd.DataFrame, *, comparison: str = "", most: int = 15) -> str:
    """Say in a sentence or two what is left out and what is only here."""
    chosen = _chosen(table, comparison, most)
    said = [
        f"{direction}: {', '.join(part['item'].head(6))}"
        for direction in _DIRECTIONS
        if len(part := chosen[chosen["direction"] == direction])
    ]
    start = f"Bars of the share of articles that have each of {len(chosen)} things."
    return f"{start} {'; '.join(said).capitalize()}." if said else f"{start} Nothing is left out and nothing only here."
