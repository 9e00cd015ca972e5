"""The figures of actors: who acts and has power, who does what to whom, how each is called, cast and judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import figures
from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, FEWEST_SENTENCES
from framing.compare.sides import TARGET, pool_name
from framing.report.sheets import Sheets
from framing.tables import MIN_SENTENCES, MIN_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from framing.study import Study

__all__ = ["AGENCY", "HIDDEN", "NETWORKS", "ROLES", "ActorPlates", "beside", "reading"]

AGENCY = ("agency", "power")
"""What the first figure holds against each other: across, and up."""

ROLES = ("role_threat", "role_aggressor", "role_victim", "role_protector", "role_partner")

HIDDEN = ("hidden_agents", "hidden_agent_share")
"""Passives without an agent: over all, and where the actor is acted on."""

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
                method=f"{_INTERVAL} {_LEFT_OUT} {self._reading(points)} Power: {self._rated()}.",
            ),
        )
        return self._saved(drawn, "actor_agency" if across == AGENCY[0] else f"actor_agency_{across.partition('_')[2]}")

    def actor_networks(self) -> list[Figure]:
        """Who does what to whom: the article beside each pool that it is held against, a figure a pool."""
        table, drawn = self.compared["actor_relations"], []
        for at, side in enumerate(beside(table, self.study), start=1):
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
            drawn.append(self._kept(figure, "actor_network" if at == 1 else f"actor_network_{at}", table))
        return drawn

    def actor_labels(self) -> Figure:
        """What each actor is called, by voice, in the article and in each group."""
        from framing.compare.label_counts import label_counts
        from framing.compare.voices import sides

        table = label_counts(self.tables, self.study)
        # A group whose texts are all withheld has nothing to be read, and its empty column would squeeze the others.
        there = self.tables["documents"].query("text == 'available'")
        drawn = figures.actor_labels(
            table,
            sides=[side for side, _ in sides(there, self.study)],
            caption=self._caption(
                "Labels of each actor (rogue state, nuclear-armed), the most widespread first: how often, and in how many "
                "articles if more than one. ● in the article's own words, ○ in words given to sources, ◐ in both",
                n="articles, as printed",
                method="A table to read, without a test: most labels occur once, and longer sides have more. The dash means "
                "that none was found.",
                measures=("labels",),
            ),
        )
        return self._kept(drawn, "actor_labels", table)

    def actor_grids(self) -> Figure:
        """Mentions, share of agent and tone towards each actor, section by section."""
        from framing.figures.grids import GRIDS

        own = self.tables["measures"]
        own = own[own["document"] == self.study.target]
        drawn = figures.actor_grids(
            own,
            self.tables["sections"],
            self.tables["exposure"],
            document=self.study.target,
            caption=self._caption(
                "Left: mentions per 1,000 words. Middle: of its parts as agent or patient, the share as agent. Right: mean "
                "tone of what is said of the actor, mention by mention (not of the sentences that name it), −1 … 1; zero is "
                "that of US politics, so read differences",
                n=f"{int((self.tables['sections']['document'] == self.study.target).sum())} sections of one article",
                method=f"Circles: under {MIN_WORDS} words, or fewer than {MIN_SENTENCES} parts or judged mentions. {_LEFT_OUT}",
                measures=("tone_towards",),
            ),
        )
        return self._kept(drawn, "actor_grids", own[own["measure"].isin(list(GRIDS))])

    def actor_tone(self) -> Figure:
        """Tone towards each actor, the article beside the groups."""
        points = self._points(("tone_towards",))
        drawn = figures.actor_intervals(
            points,
            measures=("tone_towards",),
            title="Tone towards actors",
            caption=self._caption(
                "Mean tone of what is said of the actor, mention by mention, −1 … 1: towards it, not near it (tone near is "
                "that of the sentences that name it). The instrument learnt from US politics: its zero is not that of "
                "diplomacy, so read differences between sides, not signs",
                n="table of points below the figure",
                method=f"{_INTERVAL} Long intervals are cut at the edge.",
                measures=("tone_towards",),
            ),
        )
        return self._kept(drawn, "actor_tone", points)

    def actor_roles(self) -> Figure:
        """How actors are cast: threat, aggressor, victim, protector, partner; exploratory."""
        points = self._points(ROLES)
        drawn = figures.actor_intervals(
            points,
            measures=ROLES,
            names={name: name.partition("_")[2].capitalize() for name in ROLES},
            title="How actors are cast (exploratory)",
            caption=self._caption(
                "Times that an actor is cast in a role, per 100 of its mentions: by what it does, by what is done to it, by "
                "what it is called. Threat: harm to come; aggressor: harm done; partner: with another actor of the study",
                n="table of points below the figure",
                method=f"{_INTERVAL} Actors never cast are left out. Roles: {_in_short('roles')}. {self._reading(points)}",
            ),
        )
        return self._kept(drawn, "actor_roles", points)

    def hidden_agents(self) -> Figure:
        """Passives that leave unsaid who acts, the article beside the groups."""
        points = self._points(HIDDEN)
        drawn = figures.actor_intervals(
            points.assign(measure=HIDDEN[0]),
            measures=HIDDEN[:1],
            title="Passives that leave unsaid who acts",
            caption=self._caption(
                "First row: of the passives in which an actor of the study takes part, the share without an agent. Below: of "
                "those in which the actor is acted on. The sentence before may name who acted",
                n="table of points below the figure",
                method=f"{_INTERVAL} {_LEFT_OUT} {self._reading(points)}",
            ),
        )
        return self._kept(drawn, "hidden_agents", points)

    def _kept(self, figure: Figure, name: str, table: pd.DataFrame) -> Figure:
        """Save a figure that has something to show; that there is nothing is said once, by the first figure."""
        return self._saved(figure, name) if len(table) else figure

    def _rated(self) -> str:
        """Say how far the ratings of power are validated, or whose they are."""
        own = self.study.instruments.power
        return f"as {own} rates verbs, not validated here" if own else _in_short("power")

    def _points(self, measures: Sequence[str]) -> pd.DataFrame:
        from framing.compare.actor_points import actor_points

        return actor_points(self.tables, self.study, measures)

    def _reading(self, table: pd.DataFrame) -> str:
        names = sorted({str(name) for name in table["instrument"] if str(name).startswith("relations")})
        return " ".join(reading(name) for name in names)


def _in_short(name: str) -> str:
    """Give what a list's card says of its validation, in short."""
    from framing.lexicons import cards

    return next(card.short for card in cards() if card.name == name)


def beside(table: pd.DataFrame, study: Study) -> list[str]:
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
    from framing.lexicons import cards
    from framing.validate.stored import shipped
    from framing.validate.tuning import TUNED

    rows = [row for row in shipped() if row.set == _YARDSTICK and row.instrument == instrument and row.metric in _PAIRS]
    said = [
        f"{_PAIRS[row.metric]} F1 = {row.value:.2f}" + (f" [{row.low:.2f}, {row.high:.2f}]" if row.low is not None else "")
        for row in rows
        if row.split not in TUNED and row.layer
    ]
    if not said:
        shown = [card.shown["relation"] for card in cards() if card.name == instrument and "relation" in card.shown]
        return f"Read by {instrument}: {(shown or ['not validated'])[0]}."
    return f"Read by {instrument}: {', '.join(said)} with annotations by a language model, no people ({_YARDSTICK})."
