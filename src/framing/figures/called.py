"""What actors are called: the labels of each, the article beside the groups, and in whose voice."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from framing.figures.choose import each
from framing.figures.layout import HEAD, LABEL, SMALL, WIDTH, Page, line, page, wrap
from framing.figures.style import INK, MUTED, styled

__all__ = ["actor_labels", "alt"]

_MARGIN, _NAMES, _GAP, _ABOVE, _AIR = 0.15, 1.15, 0.14, 0.36, 0.12
_VOICES = {"outlet": "●", "attributed": "○", "both": "◐"}
"""Own words, words given to sources, some of each: told by form, not by colour."""
_NOTHING = "No actor is called anything: no labels were found, or the tables were made before labels were read."


@styled
def actor_labels(
    table: pd.DataFrame,
    *,
    actors: Sequence[str] = (),
    sides: Sequence[str] = (),
    most: int = 5,
    title: str = "What actors are called",
    caption: str = "",
) -> Figure:
    """Print each actor's labels, a column a side: the most widespread first, with how often, in how many articles, and whose.

    Args:
        table: as `framing.compare.label_counts` gives it.
        actors: which, and in what order; those of the table, the most often labelled first, if empty.
        sides: which, and in what order, also those without labels; those of the table if empty.
        most: labels of an actor on a side.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure; an actor without labels on any side is left out, and a side without labels for it has a dash.
    """
    sides = list(sides or dict.fromkeys(table["side"]))
    own = table[table["voice"] == "all"]
    order = list(own.groupby("actor", sort=True)["labels"].sum().sort_values(ascending=False, kind="stable").index)
    rows = [name for name in (actors or order) if name in set(order)]
    width = (WIDTH - 2 * _MARGIN - _NAMES) / max(len(sides), 1)
    cells = {(name, side): _lines(table, name, side, most, width - _GAP) for name in rows for side in sides}
    names = {name: wrap(name, _NAMES - _GAP, LABEL, "bold") for name in rows}
    tall = {name: line(SMALL) * max(len(names[name]), *(len(cells[name, side]) for side in sides)) + _AIR for name in rows}
    sheet = page(_ABOVE + sum(tall.values()) + 0.05 if rows else 0.3, title=title, caption=caption)
    sheet.plate.alt = alt(table)
    if not rows:
        sheet.plate.empty = True
        sheet.text(_MARGIN, 0.05, _NOTHING, color=MUTED)
        return sheet.plate
    _heads(sheet, own, sides, width)
    top = _ABOVE
    for name in rows:
        sheet.rules(_MARGIN, WIDTH - _MARGIN, [top - _AIR / 2])
        sheet.text(_MARGIN, top, "\n".join(names[name]), size=LABEL, weight="bold")
        for at, side in enumerate(sides):
            said = cells[name, side]
            sheet.text(_MARGIN + _NAMES + at * width, top, "\n".join(said) or "–", color=INK if said else MUTED)
        top += tall[name]
    return sheet.plate


def _heads(sheet: Page, own: pd.DataFrame, sides: Sequence[str], width: float) -> None:
    for at, side in enumerate(sides):
        theirs = own[own["side"] == side]
        left, articles = _MARGIN + _NAMES + at * width, int(theirs["n"].max()) if len(theirs) else 0
        sheet.text(left, 0, wrap(side, width - _GAP, HEAD, "bold")[0], size=HEAD, weight="bold")
        said = f"{articles:,} article{'' if articles == 1 else 's'}" if articles else "no labels"
        sheet.text(left, 0.15, said, color=MUTED)


def _lines(table: pd.DataFrame, actor: str, side: str, most: int, room: float) -> list[str]:
    """Give an actor's labels on a side, a line or more each."""
    own = table[(table["actor"] == actor) & (table["side"] == side)]
    shown = own[own["voice"] == "all"].head(most)
    said = [
        f"{_voice(own, row.label)} {row.label} {row.labels:,}" + (f" in {row.documents:,}" if row.documents > 1 else "")
        for row in each(shown)
    ]
    return [part for text in said for part in _hung(text, room)]


def _hung(text: str, room: float) -> list[str]:
    first, *others = wrap(text, room, SMALL)
    return [first, *(f"    {other}" for other in others)]


def _voice(own: pd.DataFrame, label: str) -> str:
    """Give the sign of the voices that a label stands in."""
    voices = set(own.loc[(own["label"] == label) & (own["voice"] != "all"), "voice"])
    return _VOICES["outlet" if voices == {"outlet"} else "both" if "outlet" in voices else "attributed"]


def alt(table: pd.DataFrame) -> str:
    """Say in a few sentences what the actors with most labels are called."""
    own = table[table["voice"] == "all"]
    said = []
    for side in dict.fromkeys(own["side"]):
        theirs = own[own["side"] == side].sort_values("labels", ascending=False, kind="stable").head(3)
        if len(theirs):
            said.append(f"{side}: " + ", ".join(f"{row.actor} “{row.label}” {row.labels}" for row in each(theirs)))
    start = f"Labels of {own['actor'].nunique()} actors, for {own['side'].nunique()} sides."
    return f"{start} {'; '.join(said)}." if said else f"{start} {_NOTHING}"
