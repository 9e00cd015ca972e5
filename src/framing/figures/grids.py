"""Sections against actors, a grid a measure: who is named, who acts, and in what light each is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure

from framing.figures import choose, grid, labels
from framing.figures.layout import WIDTH, page, rows
from framing.figures.style import DIVERGING, MUTED, SEQUENTIAL, styled
from framing.tables import MIN_SENTENCES, MIN_WORDS

__all__ = ["GRIDS", "actor_grids", "alt"]

_HEADINGS, _GAP, _BELOW, _MARGIN = 2.15, 0.18, 0.8, 0.15
_NARROWEST, _WIDEST, _LEAST = 0.25, 0.5, 1.75
"""Inches: the least and the greatest width of a column, and the least of a grid, for its name."""
_MOST = 8
"""Actors that three grids have room for on a page."""


def _signed(number: float) -> str:
    """Write a score without its leading zero.

    Examples:
        >>> _signed(0.254), _signed(-0.1), _signed(0.004), _signed(0.0)
        ('+.25', '−.10', '≈0', '0')
    """
    if number and not round(number, 2):
        return "≈0"
    return f"{number:+.2f}".replace("0.", ".", 1).replace("-", "−") if number else "0"


def _share(number: float) -> str:
    """Write a share in two digits.

    Examples:
        >>> _share(0.254), _share(1.0), _share(0.0)
        ('.25', '1', '0')
    """
    return f"{number:.2f}".removeprefix("0") if 0 < number < 1 else f"{number:.0f}"


def _whole(number: float) -> str:
    return "<1" if 0 < number < 1 else f"{number:.0f}"


GRIDS: Mapping[str, tuple[str, Colormap, Callable[[float], Normalize], Callable[[float], str], bool]] = {
    "mentions": (
        "Mentions per 1,000 words", SEQUENTIAL, lambda most: Normalize(0, grid.reach(most, 10.0)), _whole, False,
    ),
    "agency": ("Share of agent", SEQUENTIAL, lambda _: Normalize(0, 1), _share, True),
    "tone_towards": (
        "Tone towards", DIVERGING, lambda most: Normalize(-grid.reach(most, 0.3), grid.reach(most, 0.3)), _signed, True,
    ),
}  # fmt: skip
"""By measure: name, colours, scale from the largest value, how numbers are written, whether few things make a cell small."""


@styled
def actor_grids(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    actors: Sequence[str] = (),
    instruments: Sequence[str] = (),
    least: int = MIN_SENTENCES,
    title: str = "Who is named, who acts, and in what light, by section",
    caption: str = "",
) -> Figure:
    """Draw grids of sections × actors: mentions, share of agent, tone towards.

    Args:
        measures: the table.
        sections: the table; the rows of `document` are shown.
        exposure: the table, for which sections are too small.
        document: the target's id.
        actors: which to show and in what order; the eight named most, if none are named.
        instruments: which to show where a measure has several.
        least: parts (mentions that are judged) below which a share of agent (a tone) is an open circle, no number.
        title: written above the grids.
        caption: written below them, in full.

    Returns:
        The figure. Cells without a denominator are hatched, those that are too small open circles; actors that are not
        drawn are counted below.
    """
    own = labels.sections_of(sections, document)
    table = _whole_voice(measures, own, instruments)
    order = _most_mentioned_first(table)
    actors, left_out = list(actors) or order[:_MOST], 0 if actors else max(0, len(order) - _MOST)
    lines = rows(labels.section_names(own, _HEADINGS - 0.1))
    each = max(_NARROWEST, min(_WIDEST, (WIDTH - 2 * _MARGIN - _HEADINGS - 2 * _GAP) / len(GRIDS) / max(1, len(actors))))
    heads = grid.heads(actors, each)
    above, width = heads.height + 0.25, each * max(1, len(actors))
    step = max(width, _LEAST) + _GAP
    sheet = page(
        above + lines.total + _BELOW, title=title, caption=caption,
        width=max(WIDTH, 2 * _MARGIN + _HEADINGS + len(GRIDS) * step - _GAP),
    )  # fmt: skip
    sheet.plate.alt = alt(measures, sections, exposure, document=document, instruments=instruments, least=least)
    sheet.rules(_MARGIN, _MARGIN + _HEADINGS, [above + edge for edge in lines.edges])
    foot = above + lines.total + 0.12
    for at, (measure, (name, colours, scaled, said, counted)) in enumerate(GRIDS.items()):
        left = _MARGIN + _HEADINGS + at * step
        ax = sheet.axes(left, above, width, lines.total)
        sheet.text(left, 0.02, name, size=8, weight="bold")
        lines.on(ax, named=at == 0, width=_HEADINGS)
        heads.on(ax)
        ax.spines[["top", "bottom"]].set_visible(False)
        matrix = _matrix(table, measure, own, exposure, actors, least if counted else 0)
        scale = scaled(matrix.most)
        grid.cells(ax, lines, matrix, colours=colours, scale=scale, written=said)
        grid.colour_bar(sheet, left, foot, colours=colours, scale=scale, name=name.lower(), width=min(1.6, max(1.0, width)))
    small = f"too small: under {MIN_WORDS} words, or fewer than {least} parts or mentions judged"
    grid.key(sheet, _MARGIN + _HEADINGS, foot + 0.44, hatched="no words, or nothing to divide by", small=small)
    if left_out:
        sheet.text(_MARGIN, foot, f"{left_out} actors that are named\nless are not drawn.", color=MUTED)
    return sheet.plate


def _whole_voice(measures: pd.DataFrame, own: pd.DataFrame, instruments: Sequence[str]) -> pd.DataFrame:
    wanted = measures["measure"].isin(list(GRIDS)) & (measures["voice"] == "all")
    there = measures["document"].isin(own["document"]) & measures["section"].isin(own["section"])
    table = measures[wanted & there]
    known = table[table["value"].notna()]
    return choose.one_instrument(known, instruments)


def _most_mentioned_first(table: pd.DataFrame) -> list[str]:
    counts = table[table["measure"] == "mentions"].groupby("actor", sort=False)["numerator"].sum()
    counts = counts[counts > 0].sort_values(ascending=False, kind="stable")
    return [str(name) for name in counts.index]


def _matrix(
    table: pd.DataFrame, measure: str, own: pd.DataFrame, exposure: pd.DataFrame, actors: Sequence[str], least: int
) -> grid.Matrix:
    """Arrange a measure; a value that rests on fewer than `least` things is too small."""
    numbers = list(own["section"])
    small = choose.small_sections(exposure, str(own["document"].iloc[0]) if len(own) else "", numbers)
    rows_ = table[table["measure"] == measure]
    values = grid.matrix(rows_, "actor", numbers, actors, small)
    rests = grid.matrix(rows_.assign(value=rows_["denominator"]), "actor", numbers, actors, small).numbers
    return grid.Matrix(values.numbers, np.isfinite(values.numbers) & (values.small | (rests < least)))


def alt(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    instruments: Sequence[str] = (),
    least: int = MIN_SENTENCES,
) -> str:
    """Say in two sentences what is seen and where each measure is highest."""
    own = labels.sections_of(sections, document)
    table = _whole_voice(measures, own, instruments)
    actors = _most_mentioned_first(table)[:_MOST]
    said = []
    for measure, (name, _, _, written, counted) in GRIDS.items():
        matrix = _matrix(table, measure, own, exposure, actors, least if counted else 0)
        if matrix.shown.any():
            reached = np.where(matrix.shown, matrix.numbers, -np.inf)
            row, column = (int(i) for i in np.unravel_index(int(reached.argmax()), reached.shape))
            number = written(float(matrix.numbers[row, column]))
            said.append(f"{name.lower()} is highest for {actors[column]} in section {own['section'].iloc[row]} ({number})")
    start = f"Three grids of {len(own)} sections by {len(actors)} actors: mentions, share of agent, tone towards."
    told = "; ".join(said)
    return f"{start} {told[:1].upper()}{told[1:]}." if told else f"{start} No cell is large enough for a number."
