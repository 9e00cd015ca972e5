"""Words that one side uses more than the other."""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from framing.errors import TableError
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import LABEL, SMALL, WIDTH, Page, Rows, figure_of, page, rows, text_width, wrap
from framing.figures.style import BLUE, INK, MUTED, RULE, VERMILLION, styled

__all__ = ["alt", "function_words", "keywords"]

_MARGIN, _WORDS, _PLOT, _ABOVE, _BELOW = 0.15, 1.6, 3.05, 0.42, 0.42
_COLUMNS = {"log ratio": 5.45, "p": 6.0, "count": 7.45, "documents": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

_BAR = 1.96
"""Standard errors that a bar reaches to either side."""

_ALPHA = 0.05
"""The field's convention: words with a q of at most this are in bold."""

_ROOM = 1.4
"""Inches between two of them."""


@cache
def function_words() -> frozenset[str]:
    """Give the words that hold sentences together: articles, prepositions, conjunctions, third persons, be, have, do.

    Written for this toolkit (`function-words.csv`). What tells how somebody speaks is not among them: modal verbs ("could"),
    negation, "we" and "you", words of saying.

    Examples:
        >>> "the" in function_words(), "could" in function_words(), "we" in function_words()
        (True, False, False)
    """
    text = resources.files("framing.figures").joinpath("function-words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()))


@styled
def keywords(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    sides: tuple[str, str] = ("article", "coverage"),
    most: int = 20,
    stop: Collection[str] | None = None,
    title: str = "Words that set the two sides apart",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the words with the highest z on either side, the first side's above: log-odds with bars, p and counts.

    A bar is 1.96 standard errors of the model (Monroe et al. 2008), which takes words for independent; `p` is by permutation of
    whole documents, empty where the word was not tested.

    Args:
        table: the table `keywords`.
        comparison: which of its comparisons; the first, if none is named.
        sides: what the two sides are called.
        most: words a side.
        stop: words that are not drawn, and words in a row that are made of them alone; `function_words()` if not given, none
            with an empty list. The table has them all, and no statistic knows of the list.
        title: written above.
        caption: written below, in full.
        ax: an Axes to draw in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure; without words, one that says so.

    Raises:
        TableError: there is no such comparison.
    """
    chosen = _chosen(table, comparison, most, stop)
    lines = rows(["\n".join(wrap(term, _WORDS - 0.15, LABEL)) for term in chosen["term"]], least=0.18, air=0.05)
    if ax is None:
        sheet = page(_ABOVE + lines.total + _BELOW, title=title, caption=caption)
        ax = sheet.axes(_MARGIN + _WORDS, _ABOVE, _PLOT, lines.total)
        _print(sheet, lines, chosen, sides)
        sheet.plate.alt = alt(table, comparison=comparison, sides=sides, most=most, stop=stop)
    lines.on(ax, named=True, width=_WORDS)
    _dots(ax, lines, chosen)
    _axis(ax, chosen, sides)
    for label, q in zip(ax.get_yticklabels(), chosen.get("q", ()), strict=False):
        label.set_fontweight("bold" if q <= _ALPHA else "normal")
    return figure_of(ax)


def _chosen(table: pd.DataFrame, comparison: str, most: int, stop: Collection[str] | None) -> pd.DataFrame:
    known = list(dict.fromkeys(table["comparison"]))
    if comparison and comparison not in known:
        raise TableError(f'keywords: has no comparison "{comparison}"; it has {", ".join(known) or "none"}')
    own = table[table["comparison"] == (comparison or (known or [""])[0])]
    out = function_words() if stop is None else frozenset(stop)
    own = own[np.array([not set(str(term).split(" ")) <= out for term in own["term"]], dtype=bool)]
    own = own[np.isfinite(own["z"])].sort_values(["z", "term"], ascending=[False, True], kind="stable")
    first, second = own[own["z"] > 0].head(most), own[own["z"] < 0].tail(most)
    chosen: pd.DataFrame = pd.concat([first, second.iloc[::-1]], ignore_index=True)
    return chosen


def _dots(ax: Axes, lines: Rows, chosen: pd.DataFrame) -> None:
    middle, z, odds, far = np.array(lines.middle), chosen["z"].to_numpy(float), *_odds(chosen)
    for where, colour, marker in ((z > 0, BLUE, "o"), (z < 0, VERMILLION, "s")):
        ax.hlines(middle[where], (odds - far)[where], (odds + far)[where], color=colour, lw=1.3)
        ax.plot(odds[where], middle[where], marker, color=colour, ms=4.5, mec="white", mew=0.4)
    if not len(chosen):
        ax.text(0.5, 0.5, "no words to show", transform=ax.transAxes, ha="center", va="center", style="italic", color=MUTED)
    ax.axvline(0, color=INK, lw=0.6)
    ax.axhline(lines.edges[int((z > 0).sum())], color=RULE, lw=0.8)


def _odds(chosen: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the log-odds and how far their bars reach: z is their ratio to their standard error."""
    odds = chosen["log_odds"].to_numpy(float)
    return odds, _BAR * odds / chosen["z"].to_numpy(float)


def _axis(ax: Axes, chosen: pd.DataFrame, sides: tuple[str, str]) -> None:
    odds, far = _odds(chosen)
    low, high = min([0.0, *(odds - far)]), max([0.0, *(odds + far)])
    room = 0.05 * (high - low) or 0.5
    ax.set_xlim(low - room, high + room) if len(chosen) else ax.set_xlim(-1, 1)
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    ax.grid(visible=True, axis="x", zorder=0)
    name = "\n".join(wrap(f"more in {sides[1]}  ◂  log-odds  ▸  more in {sides[0]}", _PLOT, SMALL)[:2])
    ax.set_xlabel(name, color=MUTED, size=SMALL)


def _print(sheet: Page, lines: Rows, chosen: pd.DataFrame, sides: tuple[str, str]) -> None:
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [_ABOVE + edge for edge in lines.edges])
    for head, right in _COLUMNS.items():
        sheet.text(right, _ABOVE - 0.31, head, color=MUTED, align="right")
        if head not in ("log ratio", "p"):
            sheet.text(right, _ABOVE - 0.17, _between(sides), color=MUTED, align="right")
    for middle, row in zip(lines.middle, each(chosen), strict=True):
        printed = (
            labels.value(row.log_ratio, "per 1,000 words", signed=True),
            _tested(getattr(row, "p_permutation", None)),
            f"{row.count_target:,} : {row.count_coverage:,}",
            f"{row.documents_target:,} : {row.documents_coverage:,}",
        )
        for text, right in zip(printed, _COLUMNS.values(), strict=True):
            sheet.beside(right, _ABOVE + middle, text)


def _tested(p: float | None) -> str:
    """Print a p, "–" where the word was not tested."""
    if p is None or not np.isfinite(p):
        return "–"
    return "< .001" if p < _LEAST else f"{p:.3f}".removeprefix("0")


_LEAST = 0.001


def _between(sides: tuple[str, str]) -> str:
    """Name the two sides of a count, where there is room for their names."""
    named = " : ".join(sides)
    return named if text_width(named, SMALL) < _ROOM else "first : second"


def alt(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    sides: tuple[str, str] = ("article", "coverage"),
    most: int = 20,
    stop: Collection[str] | None = None,
) -> str:
    """Say in two sentences which words stand out on either side."""
    chosen = _chosen(table, comparison, most, stop)
    start = f"Dot plot of the {len(chosen)} words with the highest z on either side."
    said = [
        f"more in {side}: {', '.join(terms[:5])}"
        for side, terms in zip(
            sides, (list(chosen.loc[chosen["z"] > 0, "term"]), list(chosen.loc[chosen["z"] < 0, "term"])), strict=True
        )
        if terms
    ]
    return f"{start} {'; '.join(said).capitalize()}." if said else f"{start} There are none."
