"""The list of what is measured: to add a measure is to add one file in this folder and one line here."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from framing.measures import actors, attribution, frames, generic, hedged, hedging, tone
from framing.measures.context import forget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from framing.measures.spec import Annotator, Found, Measure
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["annotate", "annotators", "instruments", "measures", "rests_on_syntax", "validation"]


class _Construct(Protocol):
    """A module of this folder: what finds its evidence, and what is counted of it."""

    def annotators(self, study: Study | None) -> list[Annotator]: ...

    def measures(self, study: Study | None) -> list[Measure]: ...


CONSTRUCTS: tuple[_Construct, ...] = (actors, tone, hedging, hedged, attribution, frames, generic)


class _Syntactic(Protocol):
    """A construct whose annotators need trees, and may be told a folder where they are kept (`measures.parses.parsed`)."""

    def annotators(self, study: Study | None, trees: Path | None = None) -> list[Annotator]: ...

    def measures(self, study: Study | None) -> list[Measure]: ...


def _syntactic() -> tuple[_Syntactic, ...]:
    """Give the constructs that rest on who does what to whom: asked only where a study has actors, after all others.

    They are imported only then: with all that they rest on, that takes as long as measuring a hundred articles.
    `target_tone` needs no tree; it stands here because it would be a tenth of the fast path, and is little beside a parser.
    """
    from framing.measures import agency, labels, power, roles, syntactic, target_tone

    return (syntactic, agency, power, target_tone, labels, roles)


def rests_on_syntax(study: Study | None) -> bool:
    """Tell whether anything of a study needs the constructs of `_syntactic`: whether it has actors.

    Examples:
        >>> rests_on_syntax(None)
        False
    """
    return study is not None and bool(study.actors)


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:
    """Give every annotator, each after those that it needs (the constructs stand in that order).

    Args:
        study: actors, frames, masks, instruments.
        trees: a folder where trees of sentences are kept; None: they are kept in memory, as long as a batch.
    """
    plain = [annotator for construct in CONSTRUCTS for annotator in construct.annotators(study)]
    if not rests_on_syntax(study):
        return plain
    return [*plain, *(annotator for construct in _syntactic() for annotator in construct.annotators(study, trees))]


def measures(study: Study | None) -> list[Measure]:
    """Give every measure of a study; without a study, those that need no actors and no frames.

    Examples:
        >>> "hedges" in {measure.name for measure in measures(None)}
        True
    """
    resting = _syntactic() if rests_on_syntax(study) else ()
    return [measure for construct in (*CONSTRUCTS, *resting) for measure in construct.measures(study)]


def annotate(batch: Batch, finders: Sequence[Annotator]) -> list[Found]:
    """Run annotators over a batch, in order, each seeing what the ones before it found."""
    found: list[Found] = []
    for finder in finders:
        found += finder(batch, found)
    forget()
    return found


@functools.lru_cache(maxsize=8)  # every caption of a report asks
def instruments(study: Study | None) -> Mapping[str, tuple[str, ...]]:
    """Name the instruments of every layer, as the annotators themselves say on a batch without documents.

    Examples:
        >>> instruments(None)["tone"]
        ('vader', 'vader-news', 'news-tone')
    """
    from framing.text.build import build

    named: dict[str, tuple[str, ...]] = {}
    for each in annotate(build([]), annotators(study)):
        named[each.layer] = (*named.get(each.layer, ()), each.instrument)
    return MappingProxyType(named)


def validation(study: Study | None, names: Sequence[str] = (), *, tone: str = "") -> str:
    """Say in short of the instruments of some measures (of all, if none are named) how far they agree with human coders.

    Layer by layer, as the cards' `shown` has it; "not validated" where nobody has looked. `tone` names the tone
    instrument that is shown, where only one is.

    Examples:
        >>> validation(None, ["boosters"])
        'booster, hedges-rules: not validated.'
    """
    from framing.lexicons import cards

    of_layer = instruments(study)
    chosen = [measure for measure in measures(study) if not names or measure.name in names]
    layers = dict.fromkeys(measure.primary_layer for measure in chosen)
    used = dict.fromkeys((layer, name) for layer in layers for name in of_layer.get(layer, ()))
    if ("tone", tone) in used:
        used = dict.fromkeys((layer, name) for layer, name in used if layer != "tone" or name == tone)
    said = {(layer, card.name): text for card in cards() for layer, text in card.shown.items()}
    return " ".join(f"{layer}, {name}: {said.get((layer, name), 'not validated').rstrip('.')}." for layer, name in used)
