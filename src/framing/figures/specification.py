"""Whether a difference hangs on one way of counting, or on one outlet: the specification curve, and one left out at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from framing.errors import TableError
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import LABEL, SMALL, Rows, figure_of, page, rows, wrap
from framing.figures.style import BAND, BLUE, INK, MUTED, RULE, VERMILLION, styled

__all__ = ["alt", "alt_left_out", "left_one_out", "specification_curve"]

_MARGIN, _NAMES, _PLOT, _CURVE, _ABOVE, _BELOW = 0.15, 2.2, 6.4, 2.1, 0.1, 0.4
_FACTORS = {
    "instrument": "instrument",
    "mask": "mask",
    "voice": "voice",
    "unit_of_analysis": "unit",
    "estimand": "estimand",
}
"""Columns that tell specifications apart, and what they are called beside the matrix."""


@styled
def specification_curve(
    table: pd.DataFrame, *, curve: str = "", title: str = "", caption: str = "", ax: Axes | None = None
) -> Figure:
    """Draw every specification's difference with its interval, in order, and below which choices it is made of.

    Args:
        table: the table `specifications`.
        curve: which; the first, if none is named.
        title: written above; names the curve if empty.
        caption: written below, in full.
        ax: an Axes to draw the curve in, without the matrix of choices, instead of a figure of its own.

    Returns:
        The figure; the declared specification is a filled diamond. Without a difference, one that says so.

    Raises:
        TableError: there is no such curve.
    """
    own = _curve(table, curve)
    if ax is not None:
        _estimates(ax, own)
        return figure_of(ax)
    choices = _choices(own)
    lines = rows([f"{name}: {value}" for name, value in choices], least=0.17, air=0.03)
    sheet = page(_ABOVE + _CURVE + 0.12 + lines.total + _BELOW, title=title or _title(own), caption=caption)
    upper = sheet.axes(_MARGIN + _NAMES, _ABOVE, _PLOT, _CURVE)
    _estimates(upper, own)
    upper.set_xticks([])
    lower = sheet.axes(_MARGIN + _NAMES, _ABOVE + _CURVE + 0.12, _PLOT, lines.total)
    lines.on(lower, named=True, width=_NAMES)
    _matrix(lower, lines, own, choices)
    sheet.plate.alt = alt(table, curve=curve)
    return figure_of(upper)


def _curve(table: pd.DataFrame, curve: str) -> pd.DataFrame:
    known = list(dict.fromkeys(table["curve"]))
    if curve and curve not in known:
        raise TableError(f'specifications: has no curve "{curve}"; it has {", ".join(known) or "none"}')
    own = table[(table["curve"] == (curve or (known or [""])[0])) & table["difference"].notna()]
    return own.sort_values("difference", kind="stable").reset_index(drop=True)


def _title(own: pd.DataFrame) -> str:
    return f"By {len(own)} specifications: {own['curve'].iloc[0]}" if len(own) else "No specification has a difference"


def _estimates(ax: Axes, own: pd.DataFrame) -> None:
    place = np.arange(len(own))
    ax.axhline(0, color=INK, lw=0.6)
    for at, row in zip(place, each(own), strict=True):
        if np.isfinite(row.low):
            ax.vlines(at, row.low, row.high, color=BLUE if row.declared else RULE, lw=1.6 if row.declared else 0.9)
        marker, size, colour = ("D", 6.5, BLUE) if row.declared else ("o", 3.2, MUTED)
        ax.plot(at, row.difference, marker, ms=size, color=colour, zorder=3)
    if not len(own):
        ax.text(0.5, 0.5, "no specification has a difference", transform=ax.transAxes, ha="center", style="italic", color=MUTED)
        return
    ax.set_xlim(-0.7, len(own) - 0.3)
    ax.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    ax.set_ylabel("\n".join(wrap(f"difference, {labels.unit_name(own['unit'].iloc[0])}", 2.0, SMALL)), color=MUTED, size=SMALL)


def _choices(own: pd.DataFrame) -> list[tuple[str, str]]:
    """Give the choices that differ within the curve, in the order of the factors."""
    return [
        (name, str(value))
        for column, name in _FACTORS.items()
        if len(set(own[column])) > 1
        for value in dict.fromkeys(sorted(own[column]))
    ]


def _matrix(ax: Axes, lines: Rows, own: pd.DataFrame, choices: list[tuple[str, str]]) -> None:
    columns = {name: column for column, name in _FACTORS.items()}
    for middle, (name, value) in zip(lines.middle, choices, strict=True):
        chosen = np.flatnonzero(own[columns[name]].astype(str).to_numpy() == value)
        declared = own["declared"].to_numpy(dtype=bool)[chosen]
        ax.plot(chosen[~declared], np.full((~declared).sum(), middle), "s", ms=3.2, color=RULE)
        ax.plot(chosen[declared], np.full(declared.sum(), middle), "D", ms=4.5, color=BLUE)
    ax.set_xlim(-0.7, max(len(own), 1) - 0.3)
    ax.set_xticks([])
    ax.set_xlabel("specifications, by their difference; diamond: the declared one", color=MUTED, size=SMALL)


def alt(table: pd.DataFrame, *, curve: str = "") -> str:
    """Say in two sentences how far the specifications range, and where the declared one lies."""
    own = _curve(table, curve)
    if own.empty:
        return "Specification curve without a specification that has a difference."
    unit = own["unit"].iloc[0]
    low, high = (labels.value(own["difference"].iloc[at], unit, signed=True) for at in (0, -1))
    start = f"Specification curve of {own['curve'].iloc[0]}: {len(own)} specifications from {low} to {high}."
    declared = own.loc[own["declared"], "difference"]
    if declared.empty:
        return start
    same = (np.sign(own["difference"]) == np.sign(declared.iloc[0])).sum()
    return f"{start} The declared one is {labels.value(declared.iloc[0], unit, signed=True)}; {same} have its sign."


@styled
def left_one_out(
    table: pd.DataFrame,
    *,
    comparison: str = "",
    measure: str = "",
    most: int = 20,
    title: str = "",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw the difference without each outlet and each section of the target, those that move it most first.

    Args:
        table: the table `robustness`.
        comparison: which of its comparisons; the first, if none is named.
        measure: which of its measures; the first of the comparison, if none is named.
        most: rows shown.
        title: written above; names comparison and measure if empty.
        caption: written below, in full.
        ax: an Axes to draw in instead of a figure of its own.

    Returns:
        The figure; a square where the sign turns. Without rows, one that says so.

    Raises:
        TableError: there is no such comparison or measure.
    """
    own = _left_out(table, comparison, measure).head(most)
    lines = rows(["\n".join(wrap(_named(row), _NAMES - 0.1, LABEL)) for row in each(own)], least=0.18, air=0.05)
    if ax is None:
        sheet = page(_ABOVE + lines.total + _BELOW, title=title or _title_left_out(own), caption=caption)
        ax = sheet.axes(_MARGIN + _NAMES, _ABOVE, _PLOT, lines.total)
        sheet.plate.alt = alt_left_out(table, comparison=comparison, measure=measure)
        sheet.plate.empty = own.empty
    lines.on(ax, named=True, width=_NAMES)
    _lollipops(ax, lines, own)
    return figure_of(ax)


def _left_out(table: pd.DataFrame, comparison: str, measure: str) -> pd.DataFrame:
    for column, wanted in (("comparison", comparison), ("measure", measure)):
        known = list(dict.fromkeys(table[column]))
        if wanted and wanted not in known:
            raise TableError(f'robustness: has no {column} "{wanted}"; it has {", ".join(known) or "none"}')
        table = table[table[column] == (wanted or (known or [""])[0])]
    own = table[table["without"].notna()]
    order = np.lexsort([own["left_out"].to_numpy(dtype=str), -own["change"].abs().to_numpy()])
    return own.iloc[order].reset_index(drop=True)


def _named(row: object) -> str:
    what, documents = str(row.left_out), int(row.documents)  # type: ignore[attr-defined]
    return f"{what} ({documents})" if documents else f"section {what}"


def _title_left_out(own: pd.DataFrame) -> str:
    if own.empty:
        return "Nothing can be left out"
    return f"One left out at a time: {labels.measure_name(own['measure'].iloc[0])}, {own['comparison'].iloc[0]}"


def _lollipops(ax: Axes, lines: Rows, own: pd.DataFrame) -> None:
    if own.empty:
        said = "nothing can be left out"
        ax.text(0.5, 0.5, said, transform=ax.transAxes, ha="center", va="center", style="italic", color=MUTED)
        return
    whole = float(own["difference"].iloc[0])
    ax.axvline(0, color=INK, lw=0.6)
    ax.axvline(whole, color=BAND, lw=3, zorder=0)
    for middle, row in zip(lines.middle, each(own), strict=True):
        colour, marker = (VERMILLION, "s") if row.turned else (BLUE, "o")
        ax.hlines(middle, whole, row.without, color=colour, lw=0.9)
        ax.plot(row.without, middle, marker, color=colour, ms=4.5, mec="white", mew=0.4)
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    ax.grid(visible=True, axis="x", zorder=0)
    unit = labels.unit_name(own["unit"].iloc[0])
    ax.set_xlabel(f"difference without it, {unit}; grey line: with all; square: the sign turns", color=MUTED, size=SMALL)


def alt_left_out(table: pd.DataFrame, *, comparison: str = "", measure: str = "") -> str:
    """Say in two sentences what moves the difference most, and how often its sign turns."""
    own = _left_out(table, comparison, measure)
    if own.empty:
        return "Nothing can be left out of this comparison."
    first, unit = own.iloc[0], own["unit"].iloc[0]
    start = f"Differences with one left out at a time, {len(own)} of them, around {labels.value(first['difference'], unit)}."
    moved = f"{_named(next(each(own)))} moves it most, to {labels.value(first['without'], unit)}"
    return f"{start} {moved}; the sign turns {int(own['turned'].sum())} times."
