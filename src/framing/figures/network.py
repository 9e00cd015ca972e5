"""Who does what to whom: arrows from actor to actor, the article and one side of the coverage beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch

from framing.compare.sides import TARGET
from framing.figures import labels
from framing.figures.choose import each
from framing.figures.layout import HEAD, SMALL, WIDTH, Page, page, text_width, wrap
from framing.figures.style import BLUE, GREEN, INK, MUTED, RULE, VERMILLION, styled

__all__ = ["FAMILIES", "actor_network", "alt", "arrows", "family_of"]

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "hostile": ("oppose", "threaten", "arm", "sanction", "attack", "harm", "force", "counter"),
    "cooperative": ("cooperate", "help", "protect", "supply", "praise"),
    "talk": ("talk", "say", "ask"),
    "other": ("other", "cause", "unclassed"),
}
"""Verb classes by family: the colours of arrows."""

_LOOK: Mapping[str, tuple[str, object]] = {
    "hostile": (VERMILLION, "-"),
    "cooperative": (BLUE, (0, (4, 1.2))),
    "talk": (GREEN, (0, (1.2, 1.0))),
    "other": (RULE, (0, (5, 1.2, 1.2, 1.2))),
}
"""Colour of each family's arrows, and dashes, for grey prints."""

_BENDS: Mapping[tuple[str, str], float] = {
    ("hostile", "to"): 0.32,
    ("cooperative", "to"): 0.16,
    ("talk", "to"): 0.24,
    ("other", "to"): 0.4,
    ("cooperative", "with"): 0.0,
    ("talk", "with"): 0.08,
}
"""How far an arrow bends, so that several between two actors stand apart; the way back bends to the other side."""

_CHORD = 1.6
"""Inches: arrows shorter than this bend more, since a bend is a share of the length."""

_MARGIN, _HEAD, _KEY, _GAP = 0.15, 0.36, 0.62, 0.2
_THIN, _THICK = 0.7, 5.0
"""Points: widths of the arrow of almost nothing, and of the largest of both panels."""
_WIDE, _HIGH, _EACH, _NAME, _LETTERS = 1.35, 1.2, 0.26, 0.14, 7.0
"""Inches: half the width and height of the ellipse (less where actors are few), how much higher each actor makes it, and how
far names stand off; points of the names."""
_MOST = 16
_SINGLE = 2
"""From so many relations on an arrow is drawn where there are more than can be told apart."""
_NOTHING = "nobody does anything to another actor of the study"


@styled
def actor_network(
    table: pd.DataFrame,
    *,
    side: str,
    actors: Sequence[str] = (),
    voice: str = "all",
    reality: str = "fact",
    most: int = _MOST,
    title: str = "Who does what to whom",
    caption: str = "",
) -> Figure:
    """Draw two circles of the same actors in the same places: the article's arrows on the left, those of a side on the right.

    Args:
        table: the table `actor_relations`.
        side: which of its sides stands beside the target.
        actors: the order around the circle, from the top clockwise; that of the table if empty.
        voice: outlet, attributed, a mode, or all.
        reality: fact, negated or hypothetical.
        most: arrows a panel at most; where there are more, only the largest that rest on two relations or more.
        title: written above.
        caption: written below, in full.

    Returns:
        The figure. An arrow's width is its share of the side's relations between actors, on one scale; with two heads, both do
        it together. Under each panel stands what is not drawn.
    """
    sides = {name: arrows(table, side=name, voice=voice, reality=reality) for name in (TARGET, side)}
    drawn = {name: _largest(own, most) for name, own in sides.items()}
    named = {name for own in drawn.values() for column in ("agent", "patient") for name in own[column]}
    circle = [name for name in (actors or sorted(named)) if name in named]
    width = (WIDTH - 2 * _MARGIN - _GAP) / 2
    height = 2 * (_tall(circle) + _NAME) + 0.35 if circle else 0.4
    sheet = page(_HEAD + height + _KEY, title=title, caption=caption)
    sheet.plate.alt, sheet.plate.empty = alt(table, side=side, voice=voice, reality=reality), not circle
    largest = max((float(own["share"].max()) for own in drawn.values() if len(own)), default=0.0)
    for at, (name, own) in enumerate(drawn.items()):
        left = _MARGIN + at * (width + _GAP)
        ax = sheet.axes(left, _HEAD, width, height)
        _circle(ax, circle, own, largest, (width, height))
        _words(sheet, left, width, height, name, sides[name], own)
    _key(sheet, _HEAD + height + 0.3, largest)
    return sheet.plate


def family_of(name: str) -> str:
    """Name the family of a verb class.

    Examples:
        >>> family_of("attack"), family_of("supply"), family_of("say"), family_of("unclassed")
        ('hostile', 'cooperative', 'talk', 'other')
    """
    return next((family for family, classes in FAMILIES.items() if name in classes), "other")


def arrows(table: pd.DataFrame, *, side: str, voice: str = "all", reality: str = "fact") -> pd.DataFrame:
    """Add relations up by agent, patient and family of a side, the largest first.

    Columns: `agent`, `patient`, `family`, `way`, `relations`, `rate` per 1,000 words (of a group, the mean of its documents),
    `share` of the sum of all rates, and the `classes` that are in it. What two do together (`way` with) is one row, not two.
    No relations give no rows.
    """
    table = table.astype(dict.fromkeys(("side", "voice", "agent", "patient", "class", "reality", "way"), "object"))
    own = table[(table["side"] == side) & (table["voice"] == voice) & (table["reality"] == reality)]
    own = own[(own["class"] != "all") & (own["relations"] > 0) & ((own["way"] == "to") | (own["agent"] < own["patient"]))]
    named = own.assign(family=[family_of(str(name)) for name in own["class"]])
    summed = named.groupby(["agent", "patient", "family", "way"], sort=True, observed=True)
    found = summed.agg(relations=("relations", "sum"), rate=("per_1000", "sum"), classes=("class", ", ".join)).reset_index()
    found = found.assign(share=found["rate"] / found["rate"].sum())
    return found.sort_values(["rate", "agent", "patient", "family"], ascending=[False, True, True, True], ignore_index=True)


def _largest(own: pd.DataFrame, most: int) -> pd.DataFrame:
    return own if len(own) <= most else own[own["relations"] >= _SINGLE].head(most)


def _tall(circle: Sequence[str]) -> float:
    """Give half the height of the ellipse."""
    return min(_HIGH, _EACH * len(circle))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an actor stands, in inches from the middle of the panel, and where its name begins, farther out."""

    x: float
    y: float
    name: tuple[float, float]


def _places(circle: Sequence[str]) -> dict[str, _Place]:
    """Put actors on an ellipse, from the top clockwise; half a step on, so that two stand beside each other."""
    step, high = 2 * pi / max(len(circle), 1), _tall(circle)
    found = {}
    for at, name in enumerate(circle):
        x, y = cos(pi / 2 - (at + 0.5) * step), sin(pi / 2 - (at + 0.5) * step)
        found[name] = _Place(_WIDE * x, high * y, ((_WIDE + _NAME) * x, (high + _NAME) * y))
    return found


def _circle(ax: Axes, circle: Sequence[str], own: pd.DataFrame, largest: float, room: tuple[float, float]) -> None:
    ax.set_axis_off()
    ax.set_xlim(-room[0] / 2, room[0] / 2)
    ax.set_ylim(-room[1] / 2, room[1] / 2)
    if not len(own):
        ax.text(0, 0, _NOTHING, ha="center", va="center", size=SMALL, style="italic", color=MUTED)
    places = _places(circle)
    busy = {*own["agent"], *own["patient"]}
    for name, at in places.items():
        there = name in busy
        ax.plot(at.x, at.y, "o", ms=5, mfc=INK if there else "white", mec=INK if there else RULE, mew=0.7, zorder=4)
        level = "center" if abs(at.x) < 1e-9 else "left" if at.x > 0 else "right"
        x, y = at.name
        ax.text(x, y, name, ha=level, va="center", size=_LETTERS, color=INK if there else MUTED, zorder=5)
    for row in each(own):
        ax.add_patch(_arrow(places[row.agent], places[row.patient], row.family, row.way, row.share / largest))


def _arrow(start: _Place, end: _Place, family: str, way: str, share: float) -> FancyArrowPatch:
    colour, dashes = _LOOK[family]
    chord = hypot(end.x - start.x, end.y - start.y)
    bend = _BENDS.get((family, way), 0.04) * max(1.0, _CHORD / max(chord, 0.1))
    wide = _THIN + (_THICK - _THIN) * share
    head = 4.5 + 1.1 * wide
    return FancyArrowPatch(
        (start.x, start.y), (end.x, end.y), arrowstyle="<|-|>" if way == "with" else "-|>", mutation_scale=head,
        connectionstyle=f"arc3,rad={bend:.3f}", shrinkA=6, shrinkB=6, lw=wide, color=colour,
        linestyle=dashes, alpha=0.85, capstyle="butt", joinstyle="miter", zorder=2, label=f"{family} {way}",
    )  # fmt: skip


def _words(sheet: Page, left: float, width: float, height: float, name: str, every: pd.DataFrame, own: pd.DataFrame) -> None:
    """Write the side's name above its panel, and below it what is not drawn."""
    sheet.text(left, 0, wrap("the article" if name == TARGET else name, width, HEAD, "bold")[0], size=HEAD, weight="bold")
    total, rate = int(every["relations"].sum()), labels.value(float(every["rate"].sum()), "per 1,000 words")
    sheet.text(left, 0.16, f"{total:,} relations between actors, {rate} per 1,000 words", color=MUTED)
    left_out = len(every) - len(own)
    if left_out:
        few = int(every["relations"].sum() - own["relations"].sum())
        said = f"Not drawn: {left_out:,} smaller arrows, together {few:,} relations."
        sheet.text(left, _HEAD + height + 0.04, said, color=MUTED)


def _key(sheet: Page, top: float, largest: float) -> None:
    """Show colours and dashes of the families, and what a width means."""
    ax = sheet.axes(_MARGIN, top, WIDTH - 2 * _MARGIN, 0.26)
    ax.set_axis_off()
    ax.set_xlim(0, WIDTH - 2 * _MARGIN)
    ax.set_ylim(-0.13, 0.13)
    x = 0.0
    for family, (colour, dashes) in _LOOK.items():
        ax.add_line(Line2D([x, x + 0.42], [0, 0], color=colour, linestyle=dashes, lw=2.2))  # type: ignore[arg-type]
        ax.text(x + 0.48, 0, family, va="center", size=SMALL, color=MUTED)
        x += 0.48 + text_width(family, SMALL) + 0.24
    for share in (1.0, 0.25) if largest else ():
        ax.add_line(Line2D([x, x + 0.42], [0, 0], color=INK, lw=_THIN + (_THICK - _THIN) * share))
        said = f"{largest * share:.0%} of the side's relations"
        ax.text(x + 0.48, 0, said, va="center", size=SMALL, color=MUTED)
        x += 0.48 + text_width(said, SMALL) + 0.24


def alt(table: pd.DataFrame, *, side: str, voice: str = "all", reality: str = "fact") -> str:
    """Say in two or three sentences which arrows are the largest on both sides."""
    said = []
    for name in (TARGET, side):
        own = arrows(table, side=name, voice=voice, reality=reality)
        link = {"to": "→", "with": "↔"}
        top = [f"{row.agent} {link[row.way]} {row.patient} ({row.family}, {row.relations})" for row in each(own.head(3))]
        whose = "the article" if name == TARGET else name
        said.append(f"{whose}: {', '.join(top)}" if top else f"{whose}: {_NOTHING}")
    return f"Two networks of actors with the same layout, arrows from who acts to who is acted on. {'; '.join(said)}."
