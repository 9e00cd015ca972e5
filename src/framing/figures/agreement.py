"""How far the instruments of one construct agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from framing.errors import TableError
from framing.figures import grid
from framing.figures.choose import each
from framing.figures.layout import LABEL, WIDTH, Rows, figure_of, page, rows, text_width
from framing.figures.style import DIVERGING, INK, MUTED, styled

__all__ = ["alt", "instrument_agreement"]

_MARGIN, _CELL, _ABOVE, _BELOW, _GAP, _APART = 0.15, 0.46, 0.3, 0.5, 0.3, 0.35


@styled
def instrument_agreement(
    table: pd.DataFrame,
    *,
    corpora: Sequence[str] = (),
    instruments: Sequence[str] = (),
    coefficient: str = "pearson",
    title: str = "How far instruments of tone agree",
    caption: str = "",
    axes: Sequence[Axes] | None = None,
) -> Figure:
    """Draw a matrix a corpus: over the documents above the diagonal, over the sentences below it.

    Args:
        table: as `framing.compare.agreement.agreement` gives it.
        corpora: which, in order; all in the table, if none are named.
        instruments: which, in order; all in the table, if none are named.
        coefficient: pearson or spearman.
        title: written above.
        caption: written below, in full.
        axes: one Axes a corpus to draw in, instead of a figure of its own.

    Returns:
        The figure. A pair without a coefficient is hatched.

    Raises:
        TableError: the coefficient is neither pearson nor spearman.
    """
    if coefficient not in ("pearson", "spearman"):
        raise TableError(f'coefficient is "{coefficient}"; it may be pearson or spearman')
    corpora = list(corpora) or list(dict.fromkeys(table["corpus"]))
    names = list(instruments) or list(dict.fromkeys([*table["instrument"], *table["other"]]))
    lines = rows([""] * len(names), least=_CELL)
    if axes is None:
        axes = _panels(table, corpora, names, lines, title, caption, coefficient)
        if not axes:
            sheet = page(0.4, title=title, caption=caption)
            sheet.text(_MARGIN, 0.1, "There are no instruments to compare.", color=MUTED)
            sheet.plate.alt = alt(table, corpora=corpora, instruments=names, coefficient=coefficient)
            return sheet.plate
    for ax, corpus in zip(axes, corpora, strict=True):
        _draw(ax, lines, table[table["corpus"] == corpus], names, coefficient)
    return figure_of(axes[0])


def _panels(
    table: pd.DataFrame, corpora: Sequence[str], names: Sequence[str], lines: Rows, title: str, caption: str, coefficient: str
) -> list[Axes]:
    if not corpora or not names:
        return []
    label = max(text_width(name, LABEL) for name in names) + 0.12
    across = lines.total
    heads = grid.heads(names, _CELL, longest=1.0)
    tall = _ABOVE + heads.height + lines.total + _GAP
    column = label + max(across, max(text_width(_head(table, corpus), LABEL, "bold") - label for corpus in corpora)) + _APART
    beside = max(1, int((WIDTH - 2 * _MARGIN + _APART) / column))
    deep = -(-len(corpora) // beside)
    sheet = page(deep * tall + _BELOW, title=title, caption=caption, width=max(WIDTH, 2 * _MARGIN + column))
    axes = []
    for at, corpus in enumerate(corpora):
        left, top = _MARGIN + at % beside * column, at // beside * tall + _ABOVE + heads.height
        sheet.text(left, top - heads.height - _ABOVE + 0.05, _head(table, corpus), weight="bold", size=LABEL)
        ax = sheet.axes(left + label, top, across, lines.total)
        heads.on(ax)
        axes.append(ax)
    name = f"{_NAMES[coefficient]}; above the diagonal by document, below it by sentence"
    grid.colour_bar(sheet, _MARGIN, deep * tall - 0.1, colours=DIVERGING, scale=Normalize(-1, 1), name=name)
    sheet.plate.alt = alt(table, corpora=corpora, instruments=names, coefficient=coefficient)
    return axes


_NAMES = {"pearson": "Pearson's r", "spearman": "Spearman's rank correlation"}


def _head(table: pd.DataFrame, corpus: str) -> str:
    """Name a corpus and its sizes."""
    sizes = table[table["corpus"] == corpus].groupby("level", sort=False)["n"].max()
    said = ", ".join(f"{int(n):,} {level}{'' if n == 1 else 's'}" for level, n in sizes.items())
    return f"{corpus}: {said}" if said else corpus


def _draw(ax: Axes, lines: Rows, table: pd.DataFrame, names: Sequence[str], coefficient: str) -> None:
    place = {name: at for at, name in enumerate(names)}
    values = np.full((len(names), len(names)), np.nan)
    for row in each(table[table["instrument"].isin(place) & table["other"].isin(place)]):
        low, high = sorted((place[row.instrument], place[row.other]))
        at = (low, high) if row.level == "document" else (high, low)
        values[at] = getattr(row, coefficient)
    lines.on(ax, named=False)
    ax.set_yticks(lines.middle, labels=list(names), color=INK)
    ax.set_xlim(0, max(1, len(names)))
    ax.spines["bottom"].set_visible(False)
    matrix = grid.Matrix(values, np.zeros(values.shape, dtype=bool))
    off = ~np.eye(len(names), dtype=bool)
    grid.cells(ax, lines, matrix, colours=DIVERGING, scale=Normalize(-1, 1), written=_written, where=off)


def _written(number: float) -> str:
    """Write a correlation without its leading zero.

    Examples:
        >>> _written(0.654), _written(-0.2), _written(1.0)
        ('.65', '−.20', '1.00')
    """
    return f"{number:.2f}".replace("0.", ".").replace("-", "−")


def alt(
    table: pd.DataFrame, *, corpora: Sequence[str] = (), instruments: Sequence[str] = (), coefficient: str = "pearson"
) -> str:
    """Say in a sentence or two which pair agrees least and which most, by document."""
    corpora = list(corpora) or list(dict.fromkeys(table["corpus"]))
    names = list(instruments) or list(dict.fromkeys([*table["instrument"], *table["other"]]))
    own = table[table["corpus"].isin(corpora) & table["instrument"].isin(names) & table["other"].isin(names)]
    own = own[(own["level"] == "document") & own[coefficient].notna()].sort_values(coefficient, kind="stable")
    start = f"{_NAMES[coefficient]} between {len(names)} instruments in {len(corpora)} corpora."
    if not len(own):
        return f"{start} No pair has one by document."
    said = [f"{r.instrument} with {r.other} in {r.corpus} ({getattr(r, coefficient):.2f})" for r in each(own.iloc[[0, -1]])]
    return f"{start} Least by document: {said[0]}; most: {said[1]}."
