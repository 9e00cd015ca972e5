"""A grid of coloured cells with their numbers: sections (or other rows) against actors, frames or other columns."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import Colormap, Normalize
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from framing.figures.layout import SMALL, Page, Rows, line, text_width, wrap
from framing.figures.style import BAND, FAINT, MUTED, RULE, ink_on

__all__ = ["CELL", "Heads", "Matrix", "cells", "colour_bar", "heads", "key", "matrix", "reach"]

CELL = 6.0
"""Points: the numbers in cells."""

HATCH = "/////"

_HEAD_SIZES, _AIR = (SMALL, 6.5, 6.0), 0.04
"""Points that the names of columns may have to stand level, and inches between two of them."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Names of columns, broken into lines; upright where a word would not fit across its column."""

    names: tuple[str, ...]
    upright: bool
    height: float
    size: float

    def on(self, ax: Axes) -> None:
        """Write the names above an Axes whose columns are 0, 1, 2 …."""
        ax.set_xlim(0, max(1, len(self.names)))
        ax.xaxis.tick_top()
        ax.set_xticks([i + 0.5 for i in range(len(self.names))], labels=self.names)
        ax.tick_params(axis="x", length=0, pad=2, rotation=90 if self.upright else 0, labelsize=self.size)
        for label in ax.get_xticklabels():
            label.set_linespacing(1.05)
            label.set_verticalalignment("bottom")


def heads(names: Sequence[str], width: float, *, longest: float = 1.2) -> Heads:
    r"""Break the names of columns that are `width` inches wide.

    Examples:
        >>> heads(["Deterrence", "Sanctions and their evasion"], 0.75).upright
        False
        >>> heads(["Non-Aligned Movement"], 0.3, longest=1.0)  # doctest: +ELLIPSIS
        Heads(names=('Non-Aligned\nMovement',), upright=True, height=..., size=7.0)
    """
    words = [word for name in names for word in name.split()]
    for size in _HEAD_SIZES:
        if all(text_width(word, size) <= width - _AIR for word in words):
            broken = [wrap(name, width - _AIR, size) for name in names]
            height = line(size) * max((len(b) for b in broken), default=1)
            return Heads(tuple("\n".join(b) for b in broken), upright=False, height=height + 0.08, size=size)
    broken = [wrap(name, longest, SMALL) if line(SMALL) * 2 < width else [name] for name in names]
    height = max((text_width(part, SMALL) for b in broken for part in b), default=0.0)
    return Heads(tuple("\n".join(b) for b in broken), upright=True, height=height + 0.08, size=SMALL)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Values of cells, and which cells are too small to be shown as numbers."""

    numbers: NDArray[np.float64]
    small: NDArray[np.bool_]

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Which cells are shown as numbers."""
        return np.isfinite(self.numbers) & ~self.small

    @property
    def most(self) -> float:
        """The largest absolute value that is shown; 0 where none is."""
        return float(np.abs(self.numbers[self.shown]).max(initial=0.0))


def matrix(frame: pd.DataFrame, by: str, sections: Sequence[str], columns: Sequence[str], small: NDArray[np.bool_]) -> Matrix:
    """Arrange the values of `measures` as sections × columns of `by`; a cell that is not in the table is not defined.

    `small` says of each section that it is too small for numbers.
    """
    wide = frame.set_index(["section", by])["value"].unstack(by) if len(frame) else pd.DataFrame(dtype=float)  # noqa: PD010
    values = wide.reindex(index=list(sections), columns=list(columns)).to_numpy(float)
    return Matrix(values, np.isfinite(values) & small[:, None])


def cells(
    ax: Axes,
    lines: Rows,
    matrix: Matrix,
    *,
    colours: Colormap,
    scale: Normalize,
    written: Callable[[float], str],
    where: NDArray[np.bool_] | None = None,
) -> None:
    """Colour every cell that has a value and write the value into it.

    Cells without a value are hatched, cells that are too small to be shown as numbers get an open circle; cells that
    are not in `where` are left alone.
    """
    there = np.ones(matrix.numbers.shape, dtype=bool) if where is None else where
    shown, small, blank = (kind & there for kind in (matrix.shown, matrix.small, ~np.isfinite(matrix.numbers)))
    filled = colours(scale(matrix.numbers[shown]))
    ax.add_collection(_boxes(lines, blank, facecolor="white", hatch=HATCH, lw=0, label="blank"), autolim=False)
    ax.add_collection(_boxes(lines, small, facecolor="white", edgecolor=BAND, lw=0.4, label="small"), autolim=False)
    ax.add_collection(_boxes(lines, shown, facecolor=filled, edgecolor=FAINT, lw=0.5, label="shown"), autolim=False)
    row, column = np.nonzero(small)
    middle = np.array(lines.middle)
    ax.plot(column + 0.5, middle[row], "o", mfc="none", mec=RULE, mew=0.6, ms=3.4, label="circles")
    for (row_, column_), colour in zip(np.argwhere(shown), filled, strict=True):
        words = written(float(matrix.numbers[row_, column_]))
        tone = MUTED if words == "0" else ink_on(tuple(colour))
        ax.text(column_ + 0.5, middle[row_], words, ha="center", va="center", size=CELL, color=tone)


def _boxes(lines: Rows, where: NDArray[np.bool_], **look: Any) -> PolyCollection:  # noqa: ANN401  (matplotlib's own)
    """Give one rectangle a cell; one collection of many is drawn several times as fast as many patches."""
    edges = np.array(lines.edges)
    row, column = np.nonzero(where)
    across = np.stack([column, column + 1, column + 1, column], axis=1)
    down = np.stack([edges[row], edges[row], edges[row + 1], edges[row + 1]], axis=1)
    return PolyCollection(list(np.stack([across, down], axis=2)), **look)


def reach(number: float, least: float) -> float:
    """Round a scale's end up to one significant digit, so that its ticks are short; `least` keeps small values pale.

    Examples:
        >>> reach(54.2, 10.0), reach(0.598, 0.3), reach(0.0, 0.3)
        (60.0, 0.6, 0.3)
    """
    if not number > least:
        return least
    power = 10.0 ** math.floor(math.log10(number))
    return float(round(math.ceil(number / power - 1e-9) * power, 9))


def colour_bar(
    page: Page, left: float, top: float, *, colours: Colormap, scale: Normalize, name: str, width: float = 1.6
) -> None:
    """Draw a flat colour scale below its name."""
    page.text(left, top, name, color=MUTED)
    ax = page.axes(left, top + line(SMALL) + 0.02, width, 0.09)
    bar = page.plate.colorbar(ScalarMappable(scale, colours), cax=ax, orientation="horizontal")
    bar.outline.set_linewidth(0.4)
    low, high = float(scale.vmin or 0), float(scale.vmax or 1)
    ax.set_xticks([low, (low + high) / 2, high], labels=[_short(low), _short((low + high) / 2), _short(high)])
    ax.tick_params(axis="x", labelsize=6, length=1.5, pad=1.5)


def key(page: Page, left: float, top: float, *, hatched: str, small: str) -> None:
    """Explain hatched cells and open circles."""
    ax = page.axes(left, top, 0.2, 0.1)
    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    ax.add_patch(Rectangle((0, 0), 1, 1, facecolor="white", edgecolor=RULE, hatch=HATCH, lw=0.4))
    page.text(left + 0.26, top - 0.015, hatched, color=MUTED)
    if small:
        beside = left + 0.26 + text_width(hatched, SMALL) + 0.3
        dot = page.axes(beside, top, 0.1, 0.1)
        dot.set_axis_off()
        dot.plot(0, 0, "o", mfc="none", mec=RULE, mew=0.6, ms=3.4)
        page.text(beside + 0.16, top - 0.015, small, color=MUTED)


def _short(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")
