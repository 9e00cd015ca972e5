"""Which frames, a study's own or generic ones, stand in which section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from framing.figures import choose, grid, labels
from framing.figures.layout import WIDTH, Rows, figure_of, page, rows
from framing.figures.style import MUTED, SEQUENTIAL, Plate, styled
from framing.tables import MIN_SENTENCES, MIN_WORDS

__all__ = ["GENERIC", "ISSUE", "NONE", "alt", "frames_by_section"]

ISSUE, GENERIC = "frame_", "generic_"
"""How the measures of the study's own frames and of generic frames begin."""
NONE = "The study declares no frames."
"""What stands in place of the grid where there is nothing to count."""

_PALE = 10.0
"""The scale reaches at least so far: one indicator in a hundred words."""
_HEADINGS, _MARGIN, _BELOW = 2.5, 0.15, 0.78


@styled
def frames_by_section(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    frames: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
    prefix: str = ISSUE,
    voice: str = "all",
    title: str = "Issue frames by section",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw a grid of sections × frames: indicators per 1,000 words, the whole article in the last row.

    Args:
        measures: the table, with `frame_<name>` by section and for section `all`.
        sections: the table; the rows of `document` are shown.
        exposure: the table, for which sections are too small.
        document: the target's id.
        frames: names without their prefix, in order; all in the table's order, if none are named.
        titles: what to call them on the figure.
        prefix: `frame_` for the study's own frames, `generic_` for generic ones.
        voice: outlet, attributed or all.
        title: written above the grid.
        caption: written below it, in full.
        ax: an Axes to draw in, instead of a figure of its own.

    Returns:
        The figure. Cells without words are hatched, sections under 100 words are open circles. Without a frame it says so.
    """
    own = labels.sections_of(sections, document)
    table = _frames(measures, own, prefix, voice)
    frames = list(frames) or list(dict.fromkeys(table["frame"]))
    heads = grid.heads([(titles or {}).get(name) or _title(name) for name in frames], _column(len(frames)))
    matrix = _matrix(table, own, exposure, frames, voice)
    lines = rows([*labels.section_names(own, _HEADINGS - 0.1), "      Whole article"])
    scale = Normalize(0, grid.reach(matrix.most, _PALE))
    if ax is None and not frames:
        return _none(title, caption)
    if ax is None:
        ax, plate = _sheet(lines, heads, scale, title=title, caption=caption)
        plate.alt = alt(
            measures, sections, exposure, document=document, frames=frames, titles=titles, prefix=prefix, voice=voice
        )
    lines.on(ax, named=True, width=_HEADINGS)
    heads.on(ax)
    ax.spines[["top", "bottom"]].set_visible(False)
    grid.cells(ax, lines, matrix, colours=SEQUENTIAL, scale=scale, written=lambda number: f"{number:.1f}" if number else "0")
    ax.axhline(lines.edges[-2], color="black", lw=0.8)
    return figure_of(ax)


def _frames(measures: pd.DataFrame, own: pd.DataFrame, prefix: str, voice: str) -> pd.DataFrame:
    wanted = measures["measure"].str.startswith(prefix) & (measures["voice"] == voice)
    there = measures["document"].isin(own["document"]) & measures["section"].isin([*own["section"], "all"])
    table = measures[wanted & there]
    return table.assign(frame=table["measure"].str.removeprefix(prefix))


def _matrix(table: pd.DataFrame, own: pd.DataFrame, exposure: pd.DataFrame, frames: Sequence[str], voice: str) -> grid.Matrix:
    """Arrange sections × frames, and the whole article as a last row, which is never too small."""
    numbers = list(own["section"])
    small = choose.small_sections(exposure, str(own["document"].iloc[0]) if len(own) else "", numbers, voice)
    return grid.matrix(table, "frame", [*numbers, "all"], frames, np.append(small, False))


def _title(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()


def _column(frames: int) -> float:
    return max(0.3, min(0.85, (WIDTH - 2 * _MARGIN - _HEADINGS) / max(1, frames)))


def _sheet(lines: Rows, heads: grid.Heads, scale: Normalize, *, title: str, caption: str) -> tuple[Axes, Plate]:
    left, columns = _MARGIN + _HEADINGS, max(1, len(heads.names))
    across = max(WIDTH, left + _column(columns) * columns + _MARGIN)
    sheet = page(heads.height + lines.total + _BELOW, title=title, caption=caption, width=across)
    sheet.rules(_MARGIN, left, [heads.height + edge for edge in lines.edges])
    ax = sheet.axes(left, heads.height, _column(columns) * columns, lines.total)
    foot = heads.height + lines.total + 0.14
    grid.colour_bar(sheet, left, foot, colours=SEQUENTIAL, scale=scale, name="indicators per 1,000 words")
    small = f"too small: under {MIN_WORDS} words or {MIN_SENTENCES} sentences"
    grid.key(sheet, left, foot + 0.44, hatched="no words", small=small)
    return ax, sheet.plate


def _none(title: str, caption: str) -> Plate:
    sheet = page(0.5, title=title, caption=caption)
    sheet.text(_MARGIN, 0.1, NONE, color=MUTED)
    sheet.plate.alt, sheet.plate.empty = NONE, True
    return sheet.plate


def alt(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    frames: Sequence[str] = (),
    titles: Mapping[str, str] | None = None,
    prefix: str = ISSUE,
    voice: str = "all",
) -> str:
    """Say in two sentences which frames are strongest and where each has its peak."""
    own = labels.sections_of(sections, document)
    table = _frames(measures, own, prefix, voice)
    names = list(frames) or list(dict.fromkeys(table["frame"]))
    kind = "generic" if prefix == GENERIC else "issue"
    start = f"Grid of {len(own)} sections by {len(names)} {kind} frames, indicators per 1,000 words."
    matrix = _matrix(table, own, exposure, names, voice)
    reached = np.where(matrix.shown, matrix.numbers, -np.inf)[:-1]
    if not len(own) or not names or not np.isfinite(reached).any():
        return f"{start} No section is large enough for a number."
    order = np.argsort(-reached.max(axis=0), kind="stable")[:3]
    peaks = [(i, int(reached[:, i].argmax())) for i in order]
    said = [
        f"{(titles or {}).get(names[i]) or _title(names[i])} peaks in section {own['section'].iloc[at]} "
        f"({labels.value(float(reached[at, i]), 'per 1,000 words')})"
        for i, at in peaks
    ]
    return f"{start} {'; '.join(said)}."
