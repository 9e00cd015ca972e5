"""One picture of a whole article: two measures along it, the coverage behind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from framing.compare.limits import TOO_SMALL
from framing.figures import choose, labels, profile
from framing.figures.layout import LABEL, SMALL, figure_of, page, text_width
from framing.figures.style import BAND, BLUE, INK, MUTED, RULE, styled

__all__ = ["alt", "overview"]

_LEFT, _RIGHT, _EACH, _GAP, _ABOVE, _BELOW = 0.5, 0.15, 1.3, 0.46, 0.5, 0.45
_NOTE = 2.4
"""Inches that the heading of an outstanding section may be wide."""

_MOST_TICKS = 40
"""Sections from which on not every one is numbered."""


@styled
def overview(
    contrasts: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    document: str = "",
    measures: Sequence[str] = ("hedges", "tone"),
    comparison: str = "",
    instruments: Sequence[str] = (),
    title: str = "How the article frames the matter, section by section",
    caption: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Draw measures along the article, from left to right, over the coverage's quartiles; the peaks bear their heading.

    Args:
        contrasts: the table, with a comparison of sections against windows.
        sections: the table; the rows of `document` are shown.
        document: the target's id.
        measures: one panel each, from top to bottom.
        comparison: its name in `contrasts`, or the first such.
        instruments: which to show where a measure has several.
        title: written above.
        caption: written below, in full.
        axes: one Axes a measure to draw in, instead of a figure of its own.

    Returns:
        The figure. Sections without a number (too small, no words) are a small cross at the foot of the panel.

    Raises:
        TableError: `contrasts` has no such comparison.
    """
    own = labels.sections_of(sections, document)
    table = choose.comparison_of(contrasts, comparison, sections=True)
    table = choose.one_instrument(table[(table["voice"] == "all") & (table["actor"] == "")], instruments)
    if axes is None:
        body = _ABOVE + len(measures) * _EACH + (len(measures) - 1) * _GAP
        sheet = page(body + _BELOW, title=title, caption=caption)
        wide = sheet.plate.get_figwidth() - _LEFT - _RIGHT
        axes = [sheet.axes(_LEFT, _ABOVE + i * (_EACH + _GAP), wide, _EACH) for i in range(len(measures))]
        profile.legend(sheet.plate, sheet.top + 0.02, cross="too small for a number, or no words")
        sheet.plate.alt = alt(
            contrasts, sections, document=document, measures=measures, comparison=comparison, instruments=instruments
        )
    for ax, measure in zip(axes, measures, strict=True):
        _panel(ax, table[table["measure"] == measure], own, measure)
    axes[-1].set_xlabel("section, in the order of the article", color=MUTED, size=SMALL)
    return figure_of(axes[0])


def _panel(ax: Axes, rows: pd.DataFrame, own: pd.DataFrame, measure: str) -> None:
    cells = rows.set_index("section").reindex(own["section"])
    place = np.arange(len(cells))
    low, median, high = (cells[c].to_numpy(float) for c in ("coverage_q25", "coverage", "coverage_q75"))
    value = cells["target"].where(cells["note"] != TOO_SMALL).to_numpy(float)
    ax.bar(place, high - low, bottom=low, width=1.0, color=BAND, lw=0)
    ax.hlines(median, place - 0.5, place + 0.5, color=RULE, lw=1.3)
    ax.vlines(place, cells["low"].to_numpy(float) + median, cells["high"].to_numpy(float) + median, color=BLUE, lw=1.2)
    ax.plot(place, value, color=BLUE, lw=0.6, alpha=0.5)
    ax.plot(place, value, "o", color=BLUE, mec="white", mew=0.5, ms=5, clip_on=False, zorder=4)
    blank = place[~np.isfinite(value)]
    ax.plot(blank, np.full(len(blank), 0.04), "x", color=MUTED, ms=3.5, mew=0.8, transform=ax.get_xaxis_transform())
    _axes(ax, cells, value, measure)
    _peak(ax, own, value)


def _axes(ax: Axes, cells: pd.DataFrame, value: NDArray[np.float64], measure: str) -> None:
    """Name and scale the axes; above (and below a signed measure's values) is room for the heading of a peak."""
    ax.set_xlim(-0.6, max(1, len(cells)) - 0.4)
    step = 1 + len(cells) // _MOST_TICKS
    ax.set_xticks(range(0, len(cells), step), labels=list(cells.index[::step]))
    ax.grid(visible=True, axis="y", zorder=0)
    unit = str(cells["unit"].dropna().iloc[0]) if cells["unit"].notna().any() else ""
    instrument = str(cells["instrument"].dropna().iloc[0]) if cells["instrument"].notna().any() else ""
    ax.set_title(" · ".join(filter(None, [labels.measure_name(measure), labels.unit_name(unit), instrument])), pad=5)
    ends = [value, *(cells[c].to_numpy(float) for c in ("coverage_q25", "coverage_q75"))]
    ends += [(cells[c] + cells["coverage"]).to_numpy(float) for c in ("low", "high")]
    reached = np.concatenate(ends)
    reached = reached[np.isfinite(reached)]
    if not len(reached):
        ax.set_yticks([])
        ax.text(0.5, 0.5, "no values", transform=ax.transAxes, ha="center", va="center", style="italic", color=MUTED)
        return
    least, most = float(reached.min()), float(reached.max())
    room = 0.2 * (most - least) or 0.5
    ax.set_ylim(0 if least >= 0 else least - room, most + 1.4 * room)
    ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    if least < 0 < most:
        ax.axhline(0, color=INK, lw=0.6, zorder=1.6)


def _peak(ax: Axes, own: pd.DataFrame, value: NDArray[np.float64]) -> None:
    """Write the heading of the highest section above the panel's values, with a line down to its dot."""
    if not np.isfinite(value).any():
        return
    at = int(np.nanargmax(value))
    row = own.iloc[at]
    name = f"{row['section']}  {_short(str(row['heading']) or str(row['role']).capitalize())}"
    left = at < len(own) / 2
    ax.annotate(
        name,
        (at, value[at]),
        xytext=(at + (0.3 if left else -0.3), 0.97),
        textcoords=ax.get_xaxis_transform(),
        ha="left" if left else "right",
        va="top",
        size=LABEL,
        color=INK,
        arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.5, "shrinkA": 0, "shrinkB": 3, "relpos": (0 if left else 1, 0)},
    )


def _short(heading: str) -> str:
    """Cut a heading at a word, with an ellipsis, so that it fits half of the panel."""
    words = heading.split()
    while len(words) > 1 and text_width(" ".join(words) + " …", LABEL) > _NOTE:
        words.pop()
    return " ".join(words) + (" …" if len(words) < len(heading.split()) else "")


def alt(
    contrasts: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    document: str = "",
    measures: Sequence[str] = ("hedges", "tone"),
    comparison: str = "",
    instruments: Sequence[str] = (),
) -> str:
    """Say in two sentences what the overview shows: as the section profile's."""
    told = profile.alt(
        contrasts, sections, document=document, measures=measures, comparison=comparison, instruments=instruments
    )
    return told.replace("Dot plot", "Line of dots along the article", 1)
