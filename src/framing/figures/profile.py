"""The target section by section, with windows of the coverage behind it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from framing.compare.limits import TOO_SMALL
from framing.figures import choose, labels
from framing.figures.layout import HEAD, SMALL, WIDTH, Rows, figure_of, line, page, rows, wrap
from framing.figures.style import BAND, BLUE, INK, MUTED, RULE, styled
from framing.tables import MIN_WORDS

__all__ = ["MEASURES", "alt", "legend", "section_profile"]

MEASURES = ("tone", "hedges", "boosters", "attributions")

_HEADINGS, _WORDS, _GAP, _RIGHT = 2.75, 0.42, 0.14, 0.15
_NARROWEST = 1.15
"""Inches of a panel; with more than four measures the page grows instead."""

_ABOVE, _BELOW = 0.6, 0.45
"""Inches above the panels (legend, names of the measures) and below them (ticks, units)."""


@styled
def section_profile(
    contrasts: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    measures: Sequence[str] = MEASURES,
    comparison: str = "",
    voice: str = "all",
    instruments: Sequence[str] = (),
    title: str = "The article section by section, against windows of the coverage",
    caption: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Draw one panel a measure: a dot a section with its bar, over the coverage's quartiles and median.

    The bar is the contrast's interval, shifted by the coverage's median to the section's own value. Sections run from
    top to bottom; a section that is too small says so instead of showing a number.

    Args:
        contrasts: the table, with a comparison of sections against windows (`comparison`, or the first such).
        sections: the table; the rows of `document` are shown (all rows, if it is not named).
        exposure: the table, for the words of each section.
        document: the target's id.
        measures: one panel each, from left to right.
        comparison: its name in `contrasts`.
        voice: outlet, attributed or all.
        instruments: which to show where a measure has several.
        title: written above the panels.
        caption: written below them, in full.
        axes: one Axes a measure to draw in, instead of a figure of its own.

    Returns:
        The figure; without sections, one that says so.

    Raises:
        TableError: `contrasts` has no such comparison.
    """
    own = labels.sections_of(sections, document)
    table = choose.comparison_of(contrasts, comparison, sections=True)
    table = table[(table["voice"] == voice) & (table["actor"] == "")]
    lines = rows(labels.section_names(own, _HEADINGS - 0.1))
    words = _words(own, exposure, voice)
    if axes is None:
        left, n = 0.15 + _HEADINGS + _WORDS, max(1, len(measures))
        each = max(_NARROWEST, (WIDTH - left - _RIGHT + _GAP) / n - _GAP)
        width = left + n * (each + _GAP) - _GAP + _RIGHT
        heads = [wrap(labels.measure_name(measure), each, HEAD, "bold") for measure in measures]
        above = _ABOVE + line(HEAD) * (max(map(len, heads), default=1) - 1)
        sheet = page(above + lines.total + _BELOW, title=title, caption=caption, width=width)
        axes = [sheet.axes(left + i * (each + _GAP), above, each, lines.total) for i in range(len(measures))]
        sheet.text(left - 0.12, above - 0.15, "words", color=MUTED, align="right")
        for middle, count in zip(lines.middle, words, strict=True):
            sheet.beside(left - 0.12, above + middle, f"{count:,}", color=MUTED)
        sheet.rules(0.12, width - _RIGHT, [above + edge for edge in lines.edges])
        legend(sheet.plate, sheet.top + 0.04)
        sheet.plate.alt = alt(
            contrasts,
            sections,
            document=document,
            measures=measures,
            comparison=comparison,
            voice=voice,
            instruments=instruments,
        )
    for i, (ax, measure) in enumerate(zip(axes, measures, strict=True)):
        instrument = choose.instrument_of(table, measure, instruments)
        rows_of = table[(table["measure"] == measure) & (table["instrument"] == instrument)]
        lines.on(ax, named=i == 0, width=_HEADINGS + _WORDS)
        _panel(ax, lines, rows_of.set_index("section").reindex(own["section"]), words)
        _name(ax, measure, rows_of, instrument)
    return figure_of(axes[0])


def _words(own: pd.DataFrame, exposure: pd.DataFrame, voice: str) -> list[int]:
    there = exposure[exposure["document"].isin(own["document"]) & (exposure["voice"] == voice)]
    return [int(count) for count in there.groupby("section")["words"].sum().reindex(own["section"]).fillna(0)]


def _panel(ax: Axes, lines: Rows, cells: pd.DataFrame, words: Sequence[int]) -> None:
    middle, height = np.array(lines.middle), np.array(lines.height)
    low, high, median = (cells[c].to_numpy(float) for c in ("coverage_q25", "coverage_q75", "coverage"))
    shown = np.isfinite(cells["target"].to_numpy(float)) & (cells["note"] != TOO_SMALL).to_numpy()
    banded = np.isfinite(low) & np.isfinite(high)
    ax.barh(middle[banded], (high - low)[banded], height=height[banded], left=low[banded], color=BAND, lw=0, label="band")
    ax.vlines(median[banded], (middle - height / 2)[banded], (middle + height / 2)[banded], color=RULE, lw=1.3)
    _dots(ax, cells[shown], middle[shown])
    _unshown(ax, cells[~shown], middle[~shown], np.array(words, dtype=int)[~shown])
    _limits(ax, cells[shown], np.concatenate([low[banded], high[banded]]))


def _dots(ax: Axes, cells: pd.DataFrame, middle: NDArray[np.float64]) -> None:
    target, median = cells["target"].to_numpy(float), cells["coverage"].to_numpy(float)
    low, high = cells["low"].to_numpy(float) + median, cells["high"].to_numpy(float) + median
    ax.hlines(middle, low, high, color=BLUE, lw=1.2, zorder=3)
    ax.plot(target, middle, "o", color=BLUE, mec="white", mew=0.5, ms=5, zorder=4, label="sections")


def _unshown(ax: Axes, cells: pd.DataFrame, middle: NDArray[np.float64], words: NDArray[np.int_]) -> None:
    """Say in the middle of the row why there is no number."""
    box, where = {"facecolor": "white", "lw": 0, "pad": 0.8}, ax.get_yaxis_transform()
    for y, note, count in zip(middle, labels.notes(cells), words, strict=True):
        said = _why(note, int(count))
        ax.text(0.5, y, said, transform=where, ha="center", va="center", size=6, style="italic", color=MUTED, bbox=box)


def _why(note: str, words: int) -> str:
    if not words:
        return "no words"
    if note == TOO_SMALL or (not note and words < MIN_WORDS):
        return f"○ {TOO_SMALL}"
    return note.split(":")[0] or "not defined"


def _limits(ax: Axes, cells: pd.DataFrame, others: NDArray[np.float64]) -> None:
    median = cells["coverage"].to_numpy(float)
    ends = [cells["target"], cells["low"] + median, cells["high"] + median, others]
    reached = np.concatenate([np.asarray(end, dtype=float) for end in ends])
    reached = reached[np.isfinite(reached)]
    ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    ax.grid(visible=True, axis="x", zorder=0)
    if not len(reached):
        ax.set_xlim(0, 1)
        ax.set_xticks([])
        return
    least, most = float(reached.min()), float(reached.max())
    room = 0.06 * (most - least) or 0.5
    ax.set_xlim((0 if least >= 0 else least) - room, most + room)
    if least < 0 < most:
        ax.axvline(0, color=INK, lw=0.6, zorder=1.6)


def _name(ax: Axes, measure: str, cells: pd.DataFrame, instrument: str) -> None:
    width = ax.get_position().width * figure_of(ax).get_figwidth()
    ax.set_title("\n".join(wrap(labels.measure_name(measure), width, HEAD, "bold")), size=HEAD, pad=4)
    unit = labels.unit_name(str(cells["unit"].iloc[0])) if len(cells) else ""
    ax.set_xlabel(f"{unit}\n{instrument}" if instrument else unit, color=MUTED, size=SMALL - 0.5)


def legend(plate: Figure, top: float, *, cross: str = "") -> None:
    """Explain dots, bars, bands and crosses in one line, `top` inches from the top of the plate."""
    keys = [
        Line2D([], [], color=BLUE, marker="o", mec="white", mew=0.5, ms=5, label="section of the article, bar: its interval"),
        Patch(color=BAND, lw=0, label="middle half of the coverage's windows"),
        Line2D([], [], color=RULE, lw=1.3, label="their median"),
    ]
    keys += [Line2D([], [], color=MUTED, marker="x", ms=3.5, mew=0.8, lw=0, label=cross)] if cross else []
    width, height = plate.get_size_inches()
    spot = (0.12 / width, 1 - top / height)
    plate.legend(handles=keys, loc="upper left", bbox_to_anchor=spot, ncols=4, borderpad=0, borderaxespad=0, handlelength=1.6)


def alt(
    contrasts: pd.DataFrame,
    sections: pd.DataFrame,
    *,
    document: str = "",
    measures: Sequence[str] = MEASURES,
    comparison: str = "",
    voice: str = "all",
    instruments: Sequence[str] = (),
) -> str:
    """Say in two sentences what the section profile shows: where each measure peaks, and how often it leaves the band."""
    own = labels.sections_of(sections, document)
    table = choose.comparison_of(contrasts, comparison, sections=True)
    table = table[(table["voice"] == voice) & (table["actor"] == "") & table["section"].isin(own["section"])]
    table = choose.one_instrument(table[table["note"] != TOO_SMALL], instruments)
    said = [_peak(table[table["measure"] == measure], measure) for measure in measures]
    named = labels.listed([labels.measure_name(measure).lower() for measure in measures], most=9)
    return f"Dot plot of {named} in {len(own)} sections, with the coverage's quartiles behind. {'; '.join(filter(None, said))}."


def _peak(cells: pd.DataFrame, measure: str) -> str:
    cells = cells[cells["target"].notna()]
    name = labels.measure_name(measure)
    if cells.empty:
        return f"{name}: no value"
    top = cells.iloc[int(cells["target"].to_numpy(float).argmax())]
    above = int((cells["target"] > cells["coverage_q75"]).sum())
    below = int((cells["target"] < cells["coverage_q25"]).sum())
    peak = labels.value(float(top["target"]), str(top["unit"]))
    return f"{name}: highest in section {top['section']} ({peak}), {above} above and {below} below the coverage's middle half"
