"""Which actors are named in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from framing.figures import grid
from framing.figures.choose import each
from framing.figures.layout import LABEL, Rows, figure_of, page, rows, text_width
from framing.figures.style import INK, SEQUENTIAL, styled
from framing.tables import MIN_SENTENCES

__all__ = ["alt", "comention"]

_JOIN = " + "
_MARGIN, _CELL, _ABOVE, _BELOW = 0.15, 0.42, 0.08, 0.82


@styled
def comention(
    measures: pd.DataFrame,
    *,
    document: str = "",
    actors: Sequence[str] = (),
    section: str = "all",
    voice: str = "all",
    least: int = MIN_SENTENCES,
    title: str = "Who is named in the same sentence as whom",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the lower triangle of actors × actors: sentences naming both, as a share of those naming either.

    Each actor's name stands at the end of its row, above its column.

    Args:
        measures: the table, with `comention` by pair.
        document: whose rows; all rows, if it is not named.
        actors: which and in what order; all, the most co-mentioned first, if none are named.
        section: a section's number, or all.
        voice: outlet, attributed or all.
        least: sentences naming either below which a pair is an open circle, no number.
        title: written above.
        caption: written below, in full.
        ax: an Axes to draw in, instead of a figure of its own.

    Returns:
        The figure. Pairs of whom neither is named are hatched.
    """
    table = _pairs(measures, document, section, voice)
    actors = list(actors) or _order(table)
    matrix = _matrix(table, actors, least)
    scale = Normalize(0, min(1.0, grid.reach(matrix.most, _PALE)))
    lines = rows([""] * len(actors), least=_CELL if len(actors) < _MANY else _CELL * _MANY / len(actors))
    if ax is None:
        across = lines.total
        room = max(
            across, *(i * lines.total / max(1, len(actors)) + text_width(a, LABEL) + 0.6 for i, a in enumerate(actors)), 4.6
        )
        sheet = page(_ABOVE + lines.total + _BELOW, title=title, caption=caption, width=2 * _MARGIN + max(room, 5.6))
        ax = sheet.axes(_MARGIN, _ABOVE, across, lines.total)
        foot = _ABOVE + lines.total + 0.12
        grid.colour_bar(sheet, _MARGIN, foot, colours=SEQUENTIAL, scale=scale, name="share of the sentences that name either")
        grid.key(sheet, _MARGIN, foot + 0.44, hatched="neither named", small=f"too small: fewer than {least} sentences")
        sheet.plate.alt = alt(measures, document=document, actors=actors, section=section, voice=voice, least=least)
        sheet.plate.empty = not actors
    _draw(ax, lines, matrix, scale, actors)
    return figure_of(ax)


_SMALLEST = 0.005
"""A smaller share would be rounded to 0."""

_PALE = 0.2
"""The scale reaches at least so far: every fifth sentence."""

_MANY = 16
"""From so many actors on cells shrink instead of the figure growing."""


def _pairs(measures: pd.DataFrame, document: str, section: str, voice: str) -> pd.DataFrame:
    wanted = (measures["measure"] == "comention") & (measures["section"] == section) & (measures["voice"] == voice)
    table = measures[wanted & (measures["document"] == document)] if document else measures[wanted]
    both = table["actor"].str.split(_JOIN, n=1, regex=False)
    return table.assign(first=both.str[0], second=both.str[1]).reset_index(drop=True)


def _order(table: pd.DataFrame) -> list[str]:
    """Give the actors, those who share most sentences with others first."""
    ends = pd.concat([table["first"], table["second"]])
    shared = pd.concat([table["numerator"], table["numerator"]]).groupby(ends, sort=False).sum()
    return list(shared.sort_values(ascending=False, kind="stable").index)


def _matrix(table: pd.DataFrame, actors: Sequence[str], least: int) -> grid.Matrix:
    place = {name: i for i, name in enumerate(actors)}
    values, either = (np.full((len(actors), len(actors)), np.nan) for _ in range(2))
    for row in each(table[table["first"].isin(place) & table["second"].isin(place)]):
        high, low = sorted((place[row.first], place[row.second]))
        values[low, high], either[low, high] = row.value, row.denominator
    return grid.Matrix(values, np.isfinite(values) & (either < least))


def _draw(ax: Axes, lines: Rows, matrix: grid.Matrix, scale: Normalize, actors: Sequence[str]) -> None:
    lines.on(ax, named=False)
    ax.set_xlim(0, max(1, len(actors)))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    grid.cells(ax, lines, matrix, colours=SEQUENTIAL, scale=scale, written=_share, where=np.tri(len(actors), k=-1, dtype=bool))
    for i, (middle, name) in enumerate(zip(lines.middle, actors, strict=True)):
        ax.text(i + 0.12, middle, name, ha="left", va="center", size=LABEL, color=INK, weight="bold")
    if not len(actors):
        ax.text(0, 0.5, "no pairs of actors", transform=ax.transAxes, va="center", style="italic")


def _share(number: float) -> str:
    """Write a share without its leading zero; a small one is not rounded to none.

    Examples:
        >>> _share(0.654), _share(0.002), _share(0.0)
        ('.65', '<.01', '0')
    """
    if 0 < number < _SMALLEST:
        return "<.01"
    return f"{number:.2f}".removeprefix("0") if number else "0"


def alt(
    measures: pd.DataFrame,
    *,
    document: str = "",
    actors: Sequence[str] = (),
    section: str = "all",
    voice: str = "all",
    least: int = MIN_SENTENCES,
) -> str:
    """Say in two sentences how many actors there are and which pairs share most of their sentences."""
    table = _pairs(measures, document, section, voice)
    actors = list(actors) or _order(table)
    table = table[
        table["first"].isin(actors) & table["second"].isin(actors) & (table["denominator"] >= least) & (table["value"] > 0)
    ]
    top = table.sort_values("value", ascending=False, kind="stable").head(3)
    said = [f"{r.first} with {r.second} ({r.value:.2f})" for r in each(top)]
    start = f"Triangle of {len(actors)} actors: share of the sentences naming either that name both."
    return (
        f"{start} Most often together: {', '.join(said)}."
        if said
        else f"{start} No pair shares one, or too few sentences name them."
    )
