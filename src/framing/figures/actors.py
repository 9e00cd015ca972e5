"""Who is named in which section, and in what tone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure

from framing.figures import choose, grid, labels
from framing.figures.layout import WIDTH, Rows, figure_of, page, rows
from framing.figures.style import DIVERGING, SEQUENTIAL, Plate, styled
from framing.tables import MIN_SENTENCES, MIN_WORDS

__all__ = ["actor_sections", "alt"]

_HEADINGS, _GAP, _BELOW, _MARGIN, _LEAST = 2.6, 0.22, 0.78, 0.15, 2.6
_PALE_MENTIONS, _PALE_TONE = 10.0, 0.3
"""The scales reach at least so far, so that a rare actor or a mild tone is not painted dark."""

_NARROWEST, _WIDEST = 0.26, 0.6
"""Inches of a column: a signed number of two decimals fits the narrowest."""


@styled
def actor_sections(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    actors: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    least: int = MIN_SENTENCES,
    title: str = "Who is named in which section, and in what tone",
    caption: str = "",
    axes: tuple[Axes, Axes] | None = None,
) -> Figure:
    """Draw two grids of sections × actors: mentions per 1,000 words, and the mean tone of the sentences that name them.

    Args:
        measures: the table, with `mentions` and `tone_near`.
        sections: the table; the rows of `document` are shown.
        exposure: the table, for which sections are too small.
        document: the target's id.
        actors: which to show and in what order; all, the most mentioned first, if none are named.
        voice: outlet, attributed or all.
        instruments: which to show where a measure has several.
        least: sentences naming an actor below which the tone near it is an open circle, no number.
        title: written above the grids.
        caption: written below them, in full.
        axes: two Axes to draw in, instead of a figure of its own.

    Returns:
        The figure. Cells without a denominator are hatched, those that are too small open circles.
    """
    own = labels.sections_of(sections, document)
    table = _named(measures, own, voice, instruments)
    actors = list(actors) or _most_mentioned_first(table)
    mentions, tone = _matrices(table, own, exposure, actors, voice, least)
    lines = rows(labels.section_names(own, _HEADINGS - 0.1))
    far = grid.reach(tone.most, _PALE_TONE)
    count, score = Normalize(0, grid.reach(mentions.most, _PALE_MENTIONS)), Normalize(-far, far)
    if axes is None:
        axes, plate = _sheet(lines, actors, count, score, least, title=title, caption=caption)
        plate.alt = alt(
            measures, sections, exposure, document=document, actors=actors, voice=voice, instruments=instruments, least=least
        )
        plate.empty = not actors
    for i, ax in enumerate(axes):
        lines.on(ax, named=i == 0, width=_HEADINGS)
        grid.heads(actors, _column(len(actors))).on(ax)
        ax.spines[["top", "bottom"]].set_visible(False)
    grid.cells(axes[0], lines, mentions, colours=SEQUENTIAL, scale=count, written=_whole)
    grid.cells(axes[1], lines, tone, colours=DIVERGING, scale=score, written=_signed)
    return figure_of(axes[0])


def _named(measures: pd.DataFrame, own: pd.DataFrame, voice: str, instruments: Sequence[str]) -> pd.DataFrame:
    wanted = measures["measure"].isin(["mentions", "tone_near"]) & (measures["voice"] == voice)
    there = measures["document"].isin(own["document"]) & measures["section"].isin(own["section"])
    return choose.one_instrument(measures[wanted & there], instruments)


def _most_mentioned_first(table: pd.DataFrame) -> list[str]:
    counts = table[table["measure"] == "mentions"].groupby("actor", sort=False)["numerator"].sum()
    return list(counts.sort_values(ascending=False, kind="stable").index)


def _matrices(
    table: pd.DataFrame, own: pd.DataFrame, exposure: pd.DataFrame, actors: Sequence[str], voice: str, least: int
) -> tuple[grid.Matrix, grid.Matrix]:
    """Arrange mentions and tone near; a tone near needs enough sentences that name the actor, too."""
    numbers = list(own["section"])
    small = choose.small_sections(exposure, str(own["document"].iloc[0]) if len(own) else "", numbers, voice)
    mentions = grid.matrix(table[table["measure"] == "mentions"], "actor", numbers, actors, small)
    near = table[table["measure"] == "tone_near"]
    tone = grid.matrix(near, "actor", numbers, actors, small)
    few = grid.matrix(near.assign(value=near["denominator"]), "actor", numbers, actors, small).numbers < least
    return mentions, grid.Matrix(tone.numbers, np.isfinite(tone.numbers) & (tone.small | few))


def _column(actors: int) -> float:
    """Give the width of a column in inches: both grids and the headings share the page, unless there are too many actors."""
    room = (WIDTH - _MARGIN * 2 - _HEADINGS - _GAP) / 2
    return max(_NARROWEST, min(_WIDEST, room / max(1, actors)))


def _sheet(
    lines: Rows, actors: Sequence[str], count: Normalize, score: Normalize, least: int, *, title: str, caption: str
) -> tuple[tuple[Axes, Axes], Plate]:
    each = _column(len(actors))
    above = grid.heads(actors, each).height + 0.25
    width, left = each * max(1, len(actors)), _MARGIN + _HEADINGS
    across = max(WIDTH, left + 2 * width + _GAP + _MARGIN)
    sheet = page(above + lines.total + _BELOW, title=title, caption=caption, width=across)
    lefts = (left, left + max(width, _LEAST) + _GAP)
    for x, name in zip(lefts, ("Mentions per 1,000 words", "Tone near"), strict=True):
        sheet.text(x, 0.02, name, size=8, weight="bold")
    sheet.rules(_MARGIN, left, [above + edge for edge in lines.edges])
    first, second = (sheet.axes(x, above, width, lines.total) for x in lefts)
    foot = above + lines.total + 0.14
    grid.colour_bar(sheet, lefts[0], foot, colours=SEQUENTIAL, scale=count, name="mentions per 1,000 words")
    grid.colour_bar(sheet, lefts[1], foot, colours=DIVERGING, scale=score, name="mean score of sentences naming the actor")
    grid.key(sheet, lefts[0], foot + 0.44, hatched="not named, or no words", small=_small(least))
    return (first, second), sheet.plate


def _small(least: int) -> str:
    return f"too small: under {MIN_WORDS} words, or fewer than {least} sentences that name the actor"


def _signed(number: float) -> str:
    """Write a tone without its leading zero, which a cell has no room for.

    Examples:
        >>> _signed(0.254), _signed(-0.1), _signed(1.0), _signed(0.0)
        ('+.25', '−.10', '+1.00', '0')
    """
    return f"{number:+.2f}".replace("0.", ".", 1).replace("-", "−") if number else "0"


def _whole(number: float) -> str:
    """Write mentions without decimals; few are not rounded to none.

    Examples:
        >>> _whole(12.4), _whole(0.3), _whole(0.0)
        ('12', '<1', '0')
    """
    return "<1" if 0 < number < 1 else f"{number:.0f}"


def alt(
    measures: pd.DataFrame,
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    *,
    document: str = "",
    actors: Sequence[str] = (),
    voice: str = "all",
    instruments: Sequence[str] = (),
    least: int = MIN_SENTENCES,
) -> str:
    """Say in two sentences who is named most, where, and near whom tone is lowest and highest."""
    own = labels.sections_of(sections, document)
    table = _named(measures, own, voice, instruments)
    actors = list(actors) or _most_mentioned_first(table)
    mentions, tone = _matrices(table, own, exposure, actors, voice, least)
    start = f"Two grids of {len(own)} sections by {len(actors)} actors: mentions per 1,000 words and tone near."
    said = [f"Most named: {_cell(mentions, own, actors, 'per 1,000 words', 1)}"] if mentions.shown.any() else []
    if tone.shown.sum() == 1:
        said.append(f"tone near {_cell(tone, own, actors, 'score', 1)} alone has enough sentences")
    elif tone.shown.any():
        ends = [_cell(tone, own, actors, "score", sign) for sign in (-1, 1)]
        said.append(f"tone lowest near {ends[0]}, highest near {ends[1]}")
    return f"{start} {'; '.join(said)}." if said else f"{start} No cell is large enough for a number."


def _cell(matrix: grid.Matrix, own: pd.DataFrame, actors: Sequence[str], unit: str, sign: int) -> str:
    reached = np.where(matrix.shown, sign * matrix.numbers, -np.inf)
    row, column = (int(i) for i in np.unravel_index(int(reached.argmax()), reached.shape))
    number = labels.value(float(matrix.numbers[row, column]), unit)
    return f"{actors[column]} in section {own['section'].iloc[row]} ({number})"
