"""The figures of stance and voice: own words against attributed words, who speaks, what is hedged, which instruments agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import figures
from framing.report.sheets import Sheets
from framing.tables import MIN_WORDS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["StancePlates"]

BY_VOICE = ("tone", "hedges", "hedges_epistemic", "hedges_evidential", "boosters", "conditionals")
"""What is shown by voice: stance; how often is attributed at all says nothing of a voice."""


@dataclass(frozen=True)
class StancePlates(Sheets):
    """Draws stance and voice, the article beside the groups."""

    def voices(self) -> Figure:
        """The article's own words against those that it gives to sources, measure by measure."""
        from framing.compare.voices import FEWEST, voices

        table = voices(self.tables, self.study, BY_VOICE)
        drawn = figures.voices(
            table,
            measures=BY_VOICE,
            instruments=[self.study.instruments.tone],
            caption=self._caption(
                "Circles: the article's own words. Squares: words given to sources, quoted, reported or imputed. Groups: means "
                "of article values; the difference is taken within each article",
                n=f"articles with {MIN_WORDS} words or more in both voices, as printed",
                method=f"95 % interval: t, leaving out one outlet after another; from {FEWEST} outlets on. {self._imputed()}",
                measures=(*BY_VOICE, "attributions"),
            ),
        )
        return self._saved(drawn, "voices")

    def speakers(self) -> Figure:
        """Who gets to speak: the words given to each kind of source."""
        from framing.compare.side_means import side_means
        from framing.figures.speaking import BESIDE, KINDS

        drawn = figures.speakers(
            side_means(self.tables, self.study, [*KINDS, *BESIDE]),
            caption=self._caption(
                "Bars: words given to each kind of source, as a share of all attributed words. Attributed: share of all words. "
                "Sources: per 1,000 words; unnamed: of them. Groups: means of article values",
                n="articles, as printed",
                method="“Nobody”: a verb or adverb of saying without a source (it is believed, reportedly).",
                measures=("sources",),
            ),
        )
        return self._saved(drawn, "speakers")

    def hedged_actors(self) -> Figure:
        """How much of what is said about each actor is hedged."""
        from framing.compare.side_means import side_means

        drawn = figures.actors_by_side(
            side_means(self.tables, self.study, ["hedged_share"]),
            measure="hedged_share",
            title="Hedged claims by actor",
            caption=self._caption(
                "Share of the clauses naming an actor that hold a hedge. Groups: means of article values",
                n="one article, and the groups' articles that name the actor",
                method="In brackets: fewer than five hedged clauses in the article.",
                measures=("hedged_share",),
            ),
        )
        return self._saved(drawn, "hedged_actors")

    def speaking_actors(self) -> Figure:
        """Which of the study's actors are given words."""
        from framing.compare.side_means import side_means

        drawn = figures.actors_by_side(
            side_means(self.tables, self.study, ["sourced"]),
            measure="sourced",
            title="Which actors speak",
            caption=self._caption(
                "Attributions whose source is the actor, its government, leaders or officials, per 1,000 words. Groups: means "
                "of article values",
                n="one article, and the groups' articles",
                method="In brackets: fewer than five attributions in the article.",
                measures=("sourced",),
            ),
        )
        return self._saved(drawn, "speaking_actors")

    def instrument_agreement(self) -> Figure:
        """How far the instruments of tone agree, in each group of documents."""
        from framing.compare.agreement import agreement

        every = self.tables["documents"]
        there = every["document"].isin(self.tables["measures"]["document"].unique()) & (every["document"] != self.study.target)
        coverage = {**self.tables, "documents": every[there]}
        drawn = figures.instrument_agreement(
            agreement(coverage, by=self.study.by),
            caption=self._caption(
                "Pearson's r of every two instruments of tone: over documents above the diagonal, over sentences below it. "
                "That instruments agree does not make them right. The article itself is left out",
                measures=("tone",),
                every_tone=True,
            ),
        )
        return self._saved(drawn, "instrument_agreement")

    def _imputed(self) -> str:
        whose = "the source's" if self.study.instruments.imputed == "attributed" else "the article's own"
        return f"Imputed hopes, views and plans count as {whose} words."
