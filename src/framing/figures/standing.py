"""Where the target stands in the coverage: among stretches of its length, and beside that among whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing.compare.rows import ADJUSTED, HYPOTHESES
from framing.compare.sides import WHOLE_ARTICLES
from framing.figures import choose, labels
from framing.figures.choose import each
from framing.figures.layout import SMALL, WIDTH, Page, Rows, figure_of, page, rows, wrap
from framing.figures.style import BAND, BLUE, MUTED, RULE, styled

__all__ = ["alt", "target_standing"]

_MARGIN, _LABELS, _STRIP, _ABOVE, _BELOW = 0.15, 2.15, 2.35, 0.3, 0.45
_COLUMNS = {"article": 5.2, "coverage: mean [middle half]": 6.92, "percentile": 7.55, "p": 7.98, "whole articles": 8.85}
"""Right edges of the printed columns, in inches from the left of the page."""

ONLY = "only these"
"""Printed for a measure whose length cannot be matched: its percentile is that among whole articles."""


@styled
def target_standing(
    contrasts: pd.DataFrame,
    *,
    comparison: str = "",
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    title: str = "Where the article stands in the coverage",
    caption: str = "",
    ax: Axes | None = None,
) -> Figure:
    """Draw one strip a measure from the 0th to the 100th percentile of the coverage, with the target on it.

    The diamond is the target among stretches of its length, the open circle among whole articles, which alone is there where
    length cannot be matched. Beside them stand the value, the coverage's mean and quartiles, percentile and permutation p,
    and the percentile among whole articles.

    Args:
        contrasts: the table, with a comparison of the target against a pool; where it has that of whole articles too, both are
            drawn.
        comparison: its name; the first, if none is named.
        measures: which, in order; all in the table's order, if none are named. Rows by actor are labelled with the actor.
        voice: outlet, attributed or all.
        instruments: which to show where a measure has several.
        title: written above.
        caption: written below, in full.
        ax: an Axes to draw the strips in, without the printed columns, instead of a figure of its own.

    Returns:
        The figure. What cannot be said (too few documents, suppressed) is said in place of the strip.

    Raises:
        TableError: `contrasts` has no such comparison.
    """
    table = _standing(contrasts, comparison, measures, voice, instruments)
    table = table.assign(whole=_whole(contrasts, table))
    notes = [
        "" if np.isfinite(r.percentile) else "\n".join(wrap(r.note or "no value", _STRIP - 0.2, SMALL)) for r in each(table)
    ]
    lines = rows([_label(r) for r in each(table)], least=[0.34 + 0.12 * note.count("\n") for note in notes])
    if ax is None:
        sheet = page(_ABOVE + lines.total + _BELOW, title=title, caption=caption)
        ax = sheet.axes(_MARGIN + _LABELS, _ABOVE, _STRIP, lines.total)
        _print(sheet, lines, table)
        sheet.plate.empty = not np.isfinite(table["percentile"].to_numpy(float)).any()
        sheet.plate.alt = alt(contrasts, comparison=comparison, measures=measures, voice=voice, instruments=instruments)
    lines.on(ax, named=True, width=_LABELS)
    _strips(ax, lines, table, notes)
    return figure_of(ax)


def _standing(
    contrasts: pd.DataFrame, comparison: str, measures: Sequence[str], voice: str, instruments: Sequence[str]
) -> pd.DataFrame:
    if not comparison:
        own = contrasts["comparison"].str.contains(ADJUSTED, regex=False) | (contrasts["family"] == HYPOTHESES)
        contrasts = contrasts[~own]
    table = choose.comparison_of(contrasts, comparison, sections=False)
    table = choose.one_instrument(table[table["voice"] == voice], instruments)
    order = {name: i for i, name in enumerate(measures or dict.fromkeys(table["measure"]))}
    table = table[table["measure"].isin(order)]
    return table.sort_values("measure", key=lambda column: column.map(order), kind="stable").reset_index(drop=True)


def _whole(contrasts: pd.DataFrame, table: pd.DataFrame) -> pd.Series[float]:
    """Give the percentile among whole articles of each row; NaN where the table does not have it."""
    keys = ["comparison", "section", "voice", "actor", "measure", "instrument"]
    wanted = pd.MultiIndex.from_frame(
        table.assign(comparison=table["comparison"].astype(str) + f", {WHOLE_ARTICLES}")[keys].astype(str)
    )
    held = contrasts.set_index(pd.MultiIndex.from_frame(contrasts[keys].astype(str)))["percentile"]
    return pd.Series(held.reindex(wanted).to_numpy(np.float64), index=table.index)


def _unmatched(row: Any) -> bool:  # noqa: ANN401
    return str(row.note).startswith(WHOLE_ARTICLES)


def _label(row: Any) -> str:  # noqa: ANN401
    name = wrap(labels.measure_name(row.measure, actor=row.actor), _LABELS - 0.15, 7.5)
    return "\n".join([*name, *wrap(f"{labels.unit_name(row.unit)}, {row.instrument}", _LABELS - 0.15, 7.5)])


def _strips(ax: Axes, lines: Rows, table: pd.DataFrame, notes: Sequence[str]) -> None:
    ax.set_xlim(0, 100)
    ax.set_xticks([0, 25, 50, 75, 100])
    ax.set_xlabel("percentile in the coverage", color=MUTED, size=SMALL)
    for middle, row, note in zip(lines.middle, each(table), notes, strict=True):
        if note:
            ax.text(50, middle, note, ha="center", va="center", size=SMALL, style="italic", color=MUTED)
            continue
        ax.barh(middle, 50, left=25, height=0.17, color=BAND, lw=0)
        ax.hlines(middle, 0, 100, color=RULE, lw=0.6)
        ax.vlines(50, middle - 0.085, middle + 0.085, color=RULE, lw=1.3)
        whole = row.percentile if _unmatched(row) else row.whole
        if np.isfinite(whole):
            ax.plot(whole, middle, "o", mfc="white", mec=BLUE, mew=1.0, ms=5.5, zorder=3, clip_on=False)
        if not _unmatched(row):
            ax.plot(row.percentile, middle, "D", color=BLUE, mec="white", mew=0.6, ms=6, zorder=4, clip_on=False)


def _print(sheet: Page, lines: Rows, table: pd.DataFrame) -> None:
    sheet.text(_MARGIN + _LABELS, _ABOVE - 0.17, "◆ at equal length   ○ among whole articles", color=MUTED)
    for head, right in _COLUMNS.items():
        sheet.text(right, _ABOVE - 0.17, head, color=MUTED, align="right")
    sheet.rules(_MARGIN, WIDTH - _MARGIN, [_ABOVE + edge for edge in lines.edges])
    for middle, row in zip(lines.middle, each(table), strict=True):
        for text, right in zip(_printed(row), _COLUMNS.values(), strict=True):
            sheet.beside(right, _ABOVE + middle, text)


def _printed(row: Any) -> list[str]:  # noqa: ANN401
    if not np.isfinite(row.percentile):
        return [labels.value(row.target, row.unit), "", "", "", ""]
    quartiles = f"[{labels.value(row.coverage_q25, row.unit)}, {labels.value(row.coverage_q75, row.unit)}]"
    return [
        labels.value(row.target, row.unit),
        f"{labels.value(row.coverage, row.unit)} {quartiles}",
        _percentile(row.percentile),
        labels.probability("p", row.p_permutation).removeprefix("p = ").removeprefix("p "),
        ONLY if _unmatched(row) else _percentile(row.whole) if np.isfinite(row.whole) else "",
    ]


def _percentile(number: float) -> str:
    """Write a percentile; 0 and 100 are kept for the very ends.

    Examples:
        >>> _percentile(82.4), _percentile(99.6), _percentile(100.0)
        ('82', '99.6', '100')
    """
    rounded = f"{number:.0f}"
    return f"{number:.1f}" if rounded in {"0", "100"} and rounded != f"{number:g}" else rounded


def alt(
    contrasts: pd.DataFrame,
    *,
    comparison: str = "",
    measures: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
) -> str:
    """Say in two sentences between which percentiles the target stands, and in which measures it is farthest out."""
    table = _standing(contrasts, comparison, measures, voice, instruments)
    known = table[table["percentile"].notna()]
    start = f"Strips that show the article's percentile in the coverage for {len(table)} measures."
    if known.empty:
        return f"{start} None can be said."
    out = (known["percentile"] - 50).abs().sort_values(ascending=False, kind="stable").index[:3]
    said = [
        f"{labels.measure_name(r.measure, actor=r.actor)} at {_percentile(r.percentile)} ({labels.value(r.target, r.unit)})"
        for r in each(known.loc[out])
    ]
    return f"{start} Farthest from the middle: {'; '.join(said)}, among {int(known['n_coverage'].max())} articles."
