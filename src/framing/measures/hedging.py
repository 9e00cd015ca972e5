"""Hedges, boosters and conditionals: how far a text commits itself to what it says.

Words and phrases of the list `hedges-rules` are matched longest first; an entry may name a guard, which tells it from
its homographs by the words around it ("may" from the month, "about 40" from "about trade"). Over them a trained
classifier decides which words are epistemic, doxastic and investigation hedges (`hedges-trained`, the default).
Conditionals are a layer of their own and never part of the hedge total: a clause "if either party is attacked" hedges
nothing the author says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from framing.lexicons import load
from framing.measures.context import context_of
from framing.measures.cue_model import load_model
from framing.measures.hedge_guards import GUARDS
from framing.measures.rules import Rules
from framing.measures.spec import Found, Measure, per_thousand
from framing.measures.trained import Trained

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "KINDS", "TRAINED", "Cues", "RuleHedges", "Stance", "annotators", "measures", "rules"]

INSTRUMENT, TRAINED = "hedges-rules", "hedges-trained"
"""Rules alone, and a classifier of epistemic, doxastic and investigation cues over them (`framing.measures.trained`)."""

KINDS = {
    "hedge": ("epistemic", "doxastic", "investigation", "evidential", "approximator"),
    "booster": ("certainty", "emphatic"),
    "conditional": ("if", "exception", "proviso", "contingency", "inverted"),
}
"""The labels of each layer; `docs/methods/hedging.md` says what each means and which work it is from."""


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotator of hedges, boosters and conditionals, with the instrument of hedges that the study names."""
    return [Stance(study.instruments.hedging) if study is not None else Stance()]


def measures(study: Study | None) -> list[Measure]:  # noqa: ARG001  (every construct is asked the same way)
    """Give the measures of stance: totals and kinds, each per 1,000 words.

    Examples:
        >>> [measure.name for measure in measures(None)][:3]
        ['hedges', 'hedges_epistemic', 'hedges_doxastic']
    """
    hedges = [per_thousand("hedges", "Hedges", "hedge", "", "more hedged", "Hyland 1998; Farkas et al. 2010")]
    hedges += [
        per_thousand(f"hedges_{kind}", f"Hedges: {kind}", "hedge", kind, f"more {kind} hedges", source)
        for kind, source in zip(KINDS["hedge"], _HEDGE_SOURCES, strict=True)
    ]
    boosters = [per_thousand("boosters", "Boosters", "booster", "", "more boosted", "Hyland 2005; Holmes 1988")]
    boosters += [
        per_thousand(f"boosters_{kind}", f"Boosters: {kind}", "booster", kind, f"more {kind} boosters", source)
        for kind, source in zip(KINDS["booster"], ("Hyland 2005; Holmes 1988", "Biber 1988"), strict=True)
    ]
    conditionals = per_thousand("conditionals", "Conditionals", "conditional", "", "more conditional", "Farkas et al. 2010")
    return [*hedges, *boosters, conditionals]


_HEDGE_SOURCES = ("Vincze 2014", "Vincze 2014", "Vincze 2014", "Chafe 1986", "Prince et al. 1982")


@dataclass(frozen=True)
class Stance:
    """Finds hedges, boosters and conditionals; an empty batch gives three empty layers.

    `hedges` names the instrument of the layer `hedge`; boosters and conditionals are found by the rules in either case.
    `fold` asks for the weights that were trained without the documents of that fold.
    """

    hedges: str = TRAINED
    fold: int | None = None
    needs: tuple[str, ...] = ()

    def without(self, fold: int) -> Stance:
        """Give the instruments as trained without the documents of one fold (`framing.measures.folds`)."""
        return Stance(self.hedges, fold)

    @property
    def instrument(self) -> str:
        """The instrument of hedges."""
        return self.hedges

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (needs nothing of others)
        """Give the layers hedge, booster and conditional."""
        context = context_of(batch)
        read = rules().read(context)
        hits = rules().told(read)
        if self.hedges == INSTRUMENT:
            hedge = rules().evidence(hits, "hedge", INSTRUMENT)
        else:
            hedge = _trained(self.fold).evidence(context, read)
        return [hedge, *(rules().evidence(hits, layer, INSTRUMENT) for layer in list(KINDS)[1:])]


@dataclass(frozen=True)
class RuleHedges:
    """The hedges of the rules alone, where another instrument is the default: for validation beside it."""

    instrument: str = INSTRUMENT
    needs: tuple[str, ...] = ()

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (needs nothing of others)
        """Give the layer hedge."""
        return [rules().evidence(rules().find(context_of(batch)), "hedge", INSTRUMENT)]


@dataclass(frozen=True)
class Cues:
    """What the classifier keeps, before evidentials are set apart: the layer `cue`, for validation."""

    instrument: str = TRAINED
    fold: int | None = None
    needs: tuple[str, ...] = ()

    def without(self, fold: int) -> Cues:
        """Give the classifier as trained without the documents of one fold."""
        return Cues(self.instrument, fold)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (needs nothing of others)
        """Give the layer cue."""
        context = context_of(batch)
        return [_trained(self.fold).kept(context, rules().read(context))]


def _trained(fold: int | None) -> Trained:
    return Trained(load_model(TRAINED, fold), rules())


@cache
def rules() -> Rules:
    """Give the rules of the list `hedges-rules`, compiled once."""
    return Rules(load(INSTRUMENT), KINDS, GUARDS)
