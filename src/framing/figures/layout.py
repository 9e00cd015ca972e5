"""Where things stand on a figure, in inches from its top left corner, so that no label is cut or runs into another.

Text is measured before anything is drawn: a row is as high as its wrapped label, a figure as high as its rows and caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from framing.figures.style import FAINT, INK, MUTED, Plate, fonts

__all__ = ["HEAD", "LABEL", "SMALL", "WIDTH", "Page", "Rows", "figure_of", "line", "page", "rows", "text_width", "wrap"]

WIDTH = 9.0
"""Inches: the text width of the HTML report, and of a landscape page."""

HEAD, LABEL, SMALL = 8.0, 7.5, 7.0
"""Points: names of panels; labels of rows; captions, ticks and notes."""

_TITLE, _MARGIN, _SPACING = 10.5, 0.12, 1.25
_RISE = 0.262
"""Middle of a line above its baseline, in ems: half of DejaVu Sans' ascent (0.760) less descent (0.236)."""
_SLACK = 1.01
"""Without hinting (as the style sheet has it) a drawn line is as wide as its outlines, within 0.1 %."""


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Give the width in inches of one line at a size in points.

    Examples:
        >>> text_width("", 8.0)
        0.0
        >>> text_width("mm", 8.0) > text_width("ii", 8.0)
        True
    """
    if not text:
        return 0.0
    font = FontProperties(family=list(fonts()), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72 * _SLACK


def line(size: float) -> float:
    """Give the height in inches of one line of text of a size in points."""
    return size * _SPACING / 72


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break a text into lines no wider than `width` inches; a word that is wider is broken, never cut.

    Examples:
        >>> wrap("Sanctions and their evasion", 1.0, 8.0)
        ['Sanctions and', 'their evasion']
        >>> wrap("", 1.0, 8.0)
        ['']
    """
    lines: list[str] = []
    held, taken = "", 0.0
    # Words are measured one by one: they come again and again, lines hardly ever, and measuring takes as long as drawing.
    space = text_width(" ", size, weight)
    for word in text.split():
        for piece in _pieces(word, width, size, weight):
            own = text_width(piece, size, weight)
            if held and taken + space + own > width:
                lines.append(held)
                held, taken = piece, own
            else:
                held, taken = (f"{held} {piece}", taken + space + own) if held else (piece, own)
    return [*lines, held]


def _pieces(word: str, width: float, size: float, weight: str) -> list[str]:
    if text_width(word, size, weight) <= width:
        return [word]
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, weight) > width:
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under one another: label, middle and height of each, in inches downwards from 0."""

    labels: tuple[str, ...]
    middle: tuple[float, ...]
    height: tuple[float, ...]

    @property
    def total(self) -> float:
        """The height of all rows together; never 0, so that it can be an axis' limit."""
        return sum(self.height) or 0.3

    @property
    def edges(self) -> list[float]:
        """The upper edge of each row and the lower edge of the last."""
        return [0.0, *(m + h / 2 for m, h in zip(self.middle, self.height, strict=True))]

    def on(self, ax: Axes, *, named: bool, width: float = 0.0) -> None:
        """Make an Axes show these rows from top to bottom; `named` ones have their labels `width` inches to the left."""
        ax.set_ylim(self.total, 0)
        ax.set_yticks(self.middle, labels=self.labels if named else [""] * len(self.labels))
        ax.spines["left"].set_visible(False)
        if named and width:
            ax.tick_params(axis="y", pad=width * 72)
            for label in ax.get_yticklabels():
                label.set_horizontalalignment("left")
        for label in ax.get_yticklabels():
            label.set_linespacing(1.05)


def rows(labels: Sequence[str], *, size: float = LABEL, least: float | Sequence[float] = 0.2, air: float = 0.07) -> Rows:
    r"""Lay labels, already broken into lines with newlines, under one another.

    Examples:
        >>> two = rows(["Tone", "Hedges per\n1,000 words"])
        >>> two.height[0] < two.height[1]
        True
        >>> rows([]).labels
        ()
    """
    floors = least if isinstance(least, Sequence) else [least] * len(labels)
    heights = [max(floor, line(size) * (label.count("\n") + 1) + air) for label, floor in zip(labels, floors, strict=True)]
    middles, top = [], 0.0
    for height in heights:
        middles.append(top + height / 2)
        top += height
    return Rows(tuple(labels), tuple(middles), tuple(heights))


@dataclass(frozen=True, slots=True)
class Page:
    """A plate with its title above and its caption below; what is placed on it is measured from below the title."""

    plate: Plate
    top: float

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add an Axes whose frame starts `left`, `top` inches from the upper left corner."""
        full_width, full_height = self.plate.get_size_inches()
        bottom = full_height - self.top - top - height
        return self.plate.add_axes((left / full_width, bottom / full_height, width / full_width, height / full_height))

    def text(
        self,
        left: float,
        top: float,
        text: str,
        *,
        size: float = SMALL,
        color: str = INK,
        align: str = "left",
        weight: str = "normal",
    ) -> None:
        """Write a text whose upper edge stands at `top` inches."""
        full_width, full_height = self.plate.get_size_inches()
        y = 1 - (self.top + top) / full_height
        x = left / full_width
        self.plate.text(x, y, text, size=size, color=color, ha=align, va="top", weight=weight, linespacing=1.05)

    def beside(
        self, right: float, middle: float, text: str, *, size: float = SMALL, color: str = INK, align: str = "right"
    ) -> None:
        """Write level with a row's label: their baselines meet, whatever brackets or tails the text has."""
        full_width, full_height = self.plate.get_size_inches()
        lowest = line(size) / 2 * text.count("\n")
        y = 1 - (self.top + middle + lowest + _RISE * LABEL / 72) / full_height
        self.plate.text(right / full_width, y, text, size=size, color=color, ha=align, va="baseline", linespacing=1.05)

    def rules(self, left: float, right: float, tops: Sequence[float]) -> None:
        """Draw thin lines across, so that the eye keeps to a row."""
        full_width, full_height = self.plate.get_size_inches()
        for top in tops:
            y = 1 - (self.top + top) / full_height
            self.plate.add_artist(Line2D([left / full_width, right / full_width], [y, y], color=FAINT, lw=0.5, zorder=0))


def page(height: float, *, title: str, caption: str = "", width: float = WIDTH) -> Page:
    """Begin a plate that has `height` inches between its title and its caption."""
    room = width - 2 * _MARGIN
    above = wrap(title, room, _TITLE, "bold") if title else []
    below = [part for text in caption.splitlines() for part in wrap(text, min(room, WIDTH), SMALL)] if caption else []
    top = _MARGIN + line(_TITLE) * len(above) + (0.06 if above else 0)
    bottom = _MARGIN + line(SMALL) * len(below) + (0.1 if below else 0)
    total = top + height + bottom
    plate = Plate(figsize=(width, total))
    plate.heading, plate.caption = title, caption
    made = Page(plate, top)
    x = _MARGIN / width
    if above:
        y = 1 - _MARGIN / total
        plate.text(x, y, "\n".join(above), size=_TITLE, weight="bold", va="top", linespacing=1.05)
    if below:
        y = (_MARGIN + line(SMALL) * len(below)) / total
        plate.text(x, y, "\n".join(below), size=SMALL, color=MUTED, va="top", linespacing=1.05)
    return made


def figure_of(ax: Axes) -> Figure:
    """Give the figure that an Axes stands in, subfigures left out."""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure), "an Axes that was taken out of its figure cannot be drawn in"  # noqa: S101
    return figure
