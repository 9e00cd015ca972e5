"""The figures of actors: who acts and has power, who does what to whom, how each is called, cast and judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import figures
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, FEWEST_SENTENCES
from framing.compare.sides import TARGET, pool_name
from framing.report.sheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from framing.study import Study

__all__ = ["AGENCY", "NETWORKS", "ActorPlates", "reading"]

AGENCY = ("agency", "power")
"""What the first figure holds against each other: across, and up."""

NETWORKS = 3
"""Sides that are drawn beside the article; all are in the table actor_relations."""

_YARDSTICK = "relations-annotated"
_PAIRS = {"F1 of (predicate, agent)": "who acts", "F1 of (predicate, patient)": "who is acted on"}

_INTERVAL = (
    f"Groups: means of article values; 95 % interval: t, leaving out one outlet after another, from {FEWEST_DOCUMENTS} "
    f"articles of {FEWEST_CLUSTERS} outlets on. One article has none. Too few to say: fewer than {FEWEST_SENTENCES} in the "
    f"article, {FEWEST_DOCUMENTS} articles in a group."
)

_LEFT_OUT = (
    "Facts only: what is negated, possible or planned is left out. Pronouns stand for nobody (how many: "
    "docs/methods/actors.md)."
)


@dataclass(frozen=True)
class ActorPlates(Sheets):
    """Draws what actors do, what is done to them and what they are called, the article beside the groups."""

    def actor_agency(self, across: str = AGENCY[0]) -> Figure:
        """Share of agent against power, an actor a point, a panel a side; `across` may be agency_deeds, without sayings."""
        points = self._points((across, AGENCY[1]))
        drawn = figures.actor_agency(
            points,
            across=across,
            caption=self._caption(
                "Across: of its parts as agent or patient, the share as agent. Up: mean power of its parts, 1 where it has the "
                "upper hand in what is said to happen, −1 where another has it. Open points have no interval; long ones are "
                "cut at the panel's edge",
                n="the number behind a name: parts as agent or patient",
                method=f"{_INTERVAL} {_LEFT_OUT} {self._reading(points)}",
                measures=(AGENCY[1],),
            ),
        )
        return self._saved(drawn, "actor_agency" if across == AGENCY[0] else f"actor_agency_{across.partition('_')[2]}")

    def actor_networks(self) -> list[Figure]:
        """Who does what to whom: the article beside each pool that it is held against, a figure a pool."""
        table, drawn = self.compared["actor_relations"], []
        for at, side in enumerate(_beside(table, self.study), start=1):
            own = table[table["side"].isin([TARGET, side])]
            figure = figures.actor_network(
                own,
                side=side,
                actors=[actor.name for actor in self.study.actors],
                title=f"Who does what to whom: the article and {side}" if side else "Who does what to whom",
                caption=self._caption(
                    "Arrows go from who acts to who is acted on or receives; two heads: both together. Width: share of the "
                    "side's relations between actors, articles weighing the same. Talk: saying, asking, meeting; hostile, "
                    "cooperative: classes of verbs (docs/methods/actors.md), so that a threat and an attack are both hostile",
                    n=f"1 article; {_articles(own, side)} (those without relations count)",
                    method=f"All voices. {_LEFT_OUT} An arrow of one or two relations may be one error of the parser: look at "
                    f"them. {self._reading(own)} Classes of verbs are not validated.",
                ),
            )
            drawn.append(self._saved(figure, "actor_network" if at == 1 else f"actor_network_{at}"))
        return drawn

    def _points(self, measures: Sequence[str]) -> pd.DataFrame:
        from framing.compare.actor_points import actor_points

        return actor_points(self.tables, self.study, measures)

    def _reading(self, table: pd.DataFrame) -> str:
        names = sorted({str(name) for name in table["instrument"] if str(name).startswith("relations")})
        return " ".join(reading(name) for name in names)


def _beside(table: pd.DataFrame, study: Study) -> list[str]:
    """Name the sides that stand beside the article: pools that it is held against, else groups; "" if there are none."""
    there = [str(side) for side in dict.fromkeys(table["side"]) if side != TARGET]
    pools = [pool_name(each.groups) for each in study.comparisons if each.kind == "target"]
    return ([side for side in dict.fromkeys(pools) if side in there] or there)[:NETWORKS] or [""]


def _articles(own: pd.DataFrame, side: str) -> str:
    there = own.loc[own["side"] == side, "documents_all"]
    return f"{int(there.max()) if len(there) else 0:,} articles"


def reading(instrument: str) -> str:
    """Say how far what reads relations agrees with the yardstick, on the half that nothing was tuned on.

    Examples:
        >>> reading("relations-nothing")
        'Read by relations-nothing: not validated.'
    """
    from framing.validate.stored import shipped
    from framing.validate.tuning import TUNED

    rows = [row for row in shipped() if row.set == _YARDSTICK and row.instrument == instrument and row.metric in _PAIRS]
    said = [
        f"{_PAIRS[row.metric]} F1 = {row.value:.2f}" + (f" [{row.low:.2f}, {row.high:.2f}]" if row.low is not None else "")
        for row in rows
        if row.split not in TUNED and row.layer
    ]
    if not said:
        return f"Read by {instrument}: not validated."
    return f"Read by {instrument}: {', '.join(said)} with annotations by a language model, no people ({_YARDSTICK})."
