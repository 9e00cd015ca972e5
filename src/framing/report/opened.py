"""Points of the actor figures, opened: the evidence that made each, by document, offsets and lemma, without a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.compare.actor_points import actor_points
from framing.compare.behind import behind, relations_behind
from framing.compare.sides import TARGET
from framing.compare.voices import ARTICLE
from framing.figures.choose import each
from framing.figures.labels import measure_name, value
from framing.figures.network import arrows, family_of
from framing.report.actor_plates import AGENCY, HIDDEN, ROLES, beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from framing.study import Study

__all__ = ["Opened", "opened"]

SHOWN = {ARTICLE: 150}
"""Rows of a point of the article that the page lists."""

OTHERS = 12
"""Rows of a point of a group: evenly spaced over its documents; all are given by the call that is named."""

POINTS = {
    "actor_agency": AGENCY,
    "actor_tone": ("tone_towards",),
    "actor_roles": ROLES,
    "hidden_agents": HIDDEN,
}
"""Figures of points, and the measures of each."""

_ARROWS = 16
_COLUMNS = ["document", "section", "start", "end", "label", "entry", "value", "voice"]
_ACT_COLUMNS = ["document", "section", "predicate_start", "predicate_end", "predicate", "class", "way", "construction", "voice"]


@dataclass(frozen=True)
class Opened:
    """A point: what it says, the call that gives all of its evidence, how many rows there are, and those that are listed."""

    said: str
    call: str
    total: int
    rows: pd.DataFrame


def opened(study: Study, tables: Mapping[str, pd.DataFrame], relations: pd.DataFrame) -> dict[str, list[Opened]]:
    """Give the points of each actor figure with their evidence, by the figure's name.

    Args:
        study: for its actors, target and groups.
        tables: of the study; `relations` among them.
        relations: the table `actor_relations`.

    Returns:
        A list a figure; figures without a point have an empty one. Points that rest on too little are opened too.
    """
    evidence, sentences = tables["evidence"], tables["sentences"]
    # Without mentions: all of an actor's are below the line of its roles, and tell nothing of a role.
    layers = {"participant", "stance_towards", "role", "passive"}
    tables = {**tables, "evidence": evidence[evidence["layer"].isin(layers)], "sentences": sentences[sentences["heading"]]}
    every = actor_points(tables, study, [name for names in POINTS.values() for name in names])
    found = {
        figure: [each for name in _opening(figure, names) for each in _points(study, tables, every, names, name)]
        for figure, names in POINTS.items()
    }
    for at, side in enumerate(beside(relations, study), start=1):
        found["actor_network" if at == 1 else f"actor_network_{at}"] = list(_arrows(study, tables, relations, side))
    return found


def _opening(figure: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Name the measures whose evidence is shown: of two that make one point, the first."""
    return names[:1] if figure == "actor_agency" else names


def _points(
    study: Study, tables: Mapping[str, pd.DataFrame], every: pd.DataFrame, measures: tuple[str, ...], by: str
) -> Iterator[Opened]:
    """Give the points whose evidence is that of the measure `by`."""
    wanted = measures if by == AGENCY[0] else (by,)
    table = every[every["measure"].isin(wanted)]
    for side in dict.fromkeys(table["side"]):
        part, found = table[table["side"] == side], behind(tables, study, by, side=side, actor=None)
        for actor in dict.fromkeys(part["actor"]):
            rows = found[found["actor"] == actor] if actor else found
            if len(rows):
                own = part[part["actor"] == actor]
                which = f', actor="{actor}"' if actor else ""
                yield Opened(
                    f"{actor or 'All actors'}, {side}: {_said(own)}", f'found.behind("{by}"{which}, side="{side}")', len(rows),
                    _spaced(rows[_COLUMNS], SHOWN.get(side, OTHERS)),
                )  # fmt: skip


def _said(own: pd.DataFrame) -> str:
    said = []
    for row in each(own):
        bounds = f" [{value(row.low, row.unit)}, {value(row.high, row.unit)}]" if np.isfinite(row.low) else ""
        number = value(row.value, row.unit) if np.isfinite(row.value) else row.note
        of = f"rests on {row.denominator:,.0f} in {row.documents:,} article{'' if row.documents == 1 else 's'}"
        said.append(f"{measure_name(row.measure).lower()} {number}{bounds}, {of}")
    return "; ".join(said)


def _arrows(study: Study, tables: Mapping[str, pd.DataFrame], relations: pd.DataFrame, side: str) -> Iterator[Opened]:
    for name in (TARGET, side) if side else (TARGET,):
        whose = ARTICLE if name == TARGET else name
        every = relations_behind(tables, study, side=whose)
        every = every.assign(family=[family_of(str(kind)) for kind in every["class"]])
        for row in each(arrows(relations, side=name).head(_ARROWS)):
            own = every[(every["agent"] == row.agent) & (every["patient"] == row.patient) & (every["way"] == row.way)]
            own = own[own["family"] == row.family]
            link = "→" if row.way == "to" else "↔"
            yield Opened(
                f"{row.agent} {link} {row.patient}, {row.family} ({row.classes}), {whose}: {row.relations:,} relations, "
                f"{value(row.rate, 'per 1,000 words')} per 1,000 words",
                f'found.relations_behind(agent="{row.agent}", patient="{row.patient}", side="{whose}")',
                len(own), _spaced(own[_ACT_COLUMNS], SHOWN.get(whose, OTHERS)),
            )  # fmt: skip


def _spaced(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """Give at most so many rows, evenly spaced."""
    return rows.iloc[np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(int))]
