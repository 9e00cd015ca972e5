"""Who gets to speak: the words given to each kind of source."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from framing.figures import labels
from framing.figures.layout import SMALL, Page, Rows, page, rows
from framing.figures.style import BLUE, FAINT, GREEN, MUTED, ORANGE, PURPLE, RULE, SKY, ink_on, styled

__all__ = ["BESIDE", "KINDS", "alt", "speakers"]

KINDS: Mapping[str, tuple[str, str, str]] = {
    "spoken_named": ("named persons", BLUE, ""),
    "spoken_official": ("official bodies", SKY, "//"),
    "spoken_media": ("media", GREEN, ""),
    "spoken_document": ("documents", PURPLE, "\\\\"),
    "spoken_unnamed": ("unnamed", ORANGE, ""),
    "spoken_nobody": ("nobody", FAINT, ".."),
}
"""What each kind of source is called, its colour, and its hatch for grey prints."""

BESIDE = ("attributed_share", "sources", "unnamed_share")
"""Measures printed beside the bars."""

_MARGIN, _LABELS, _STRIP, _ABOVE, _FOOT, _KEY = 0.15, 1.35, 4.2, 0.3, 0.42, 0.15
_COLUMNS = {"attributed_share": 6.65, "sources": 7.55, "unnamed_share": 8.3, "n": 8.8}
"""Right edges of the printed columns, in inches."""
_HEADS = {"attributed_share": "attributed", "sources": "per 1,000 words", "unnamed_share": "unnamed", "n": "articles"}
_WRITTEN = 0.06
"""A narrower part of a bar has no number written in it."""


@styled
def speakers(table: pd.DataFrame, *, title: str = "Who gets to speak", caption: str = "") -> Figure:
    """Draw a bar a side, split by kind of source; beside it how much is attributed at all.

    Args:
        table: as `framing.compare.side_means` gives it, with the measures of `KINDS`, attributed_share, sources and
            unnamed_share.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure; a side without attributed words is said to have none.
    """
    wide = _wide(table)
    lines = rows([str(side) for side in wide.index], least=0.3)
    sheet = page(_ABOVE + lines.total + _FOOT + _KEY, title=title, caption=caption)
    sheet.plate.alt = alt(table)
    if wide.empty:
        sheet.plate.empty = True
        sheet.text(_MARGIN, 0.1, "There are no articles to show.", color=MUTED)
        return sheet.plate
    ax = sheet.axes(_MARGIN + _LABELS, _ABOVE, _STRIP, lines.total)
    lines.on(ax, named=True, width=_LABELS)
    _bars(ax, wide, lines)
    _print(sheet, wide, lines)
    _key(ax)
    return sheet.plate


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    """Give a row a side and a column a measure, and the number of articles."""
    own = table[table["actor"] == ""]
    sides = list(dict.fromkeys(own["side"]))
    wide = own.pivot_table(index="side", columns="measure", values="value", observed=True).reindex(sides)
    most = own.groupby("side", observed=True)["n"].max().reindex(sides)
    return wide.reindex(columns=[*KINDS, *BESIDE]).assign(n=most)


def _bars(ax: Axes, wide: pd.DataFrame, lines: Rows) -> None:
    left = np.zeros(len(wide))
    for kind, (_, colour, hatch) in KINDS.items():
        width = wide[kind].fillna(0).to_numpy(float)
        ax.barh(lines.middle, width, left=left, height=0.2, color=colour, hatch=hatch, ec="white", lw=0.6)
        for middle, start, size in zip(lines.middle, left, width, strict=True):
            if size >= _WRITTEN:
                box = {"boxstyle": "square,pad=0.15", "fc": colour, "lw": 0}
                place = start + size / 2
                ax.text(
                    place, middle, f"{100 * size:.0f}", ha="center", va="center", size=SMALL, color=ink_on(colour), bbox=box
                )
        left += width
    for middle, total in zip(lines.middle, left, strict=True):
        if not total:
            ax.text(0.01, middle, "no words are attributed", va="center", size=SMALL, style="italic", color=MUTED)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], labels=["0", "25", "50", "75", "100 %"])
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.spines["bottom"].set_color(RULE)


def _print(sheet: Page, wide: pd.DataFrame, lines: Rows) -> None:
    for name, right in _COLUMNS.items():
        sheet.text(right, _ABOVE - 0.17, _HEADS[name], color=MUTED, align="right")
        for middle, value in zip(lines.middle, wide[name], strict=True):
            sheet.beside(right, _ABOVE + middle, _said(name, float(value)))


def _said(name: str, value: float) -> str:
    if not np.isfinite(value):
        return "–"
    if name == "n":
        return f"{value:,.0f}"
    return labels.value(value, "per 1,000 words") if name == "sources" else f"{100 * value:.0f} %"


def _key(ax: Axes) -> None:
    made = [Patch(fc=colour, hatch=hatch, ec=MUTED, lw=0.5, label=name) for name, colour, hatch in KINDS.values()]
    height = ax.get_window_extent().height / ax.get_figure(root=True).dpi  # type: ignore[union-attr]
    ax.legend(
        handles=made, loc="upper left", bbox_to_anchor=(-_LABELS / _STRIP, -0.24 / height), ncols=len(made), frameon=False,
        fontsize=SMALL, handlelength=1.3, columnspacing=1.4,
    )  # fmt: skip


def alt(table: pd.DataFrame) -> str:
    """Say in two sentences to which kind of source each side gives most of its attributed words."""
    wide = _wide(table)
    start = f"Bars of attributed words by kind of source, for {len(wide)} sides."
    said = [
        f"{side}: {KINDS[str(row.idxmax())][0]} {100 * row.max():.0f} %"
        for side, row in wide[list(KINDS)].dropna(how="all").iterrows()
        if row.max() > 0
    ]
    return f"{start} Most of them in {'; '.join(said)}." if said else f"{start} No words are attributed."
