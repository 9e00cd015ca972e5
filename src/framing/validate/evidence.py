"""What the instruments find in the documents of a gold file, each with weights that have not seen the document.

Instruments come from the registry of measures, so that a new one is evaluated without a word here. One that was trained
on a file gives, by `without(fold)`, itself as trained without the documents of a fold; it is used for just these documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from framing.lexicons import cards
from framing.measures.folds import FOLDS, fold, held_out
from framing.measures.hedging import RuleHedges
from framing.measures.registry import annotate, annotators
from framing.measures.tone import beside
from framing.text.build import build

if TYPE_CHECKING:
    from framing.corpus.documents import Document
    from framing.measures.spec import Annotator, Found
    from framing.text.batch import Batch
    from framing.validate.gold import GoldFile

__all__ = ["HALVES", "TUNED", "Evidence", "Part", "Span", "evidence", "parts", "registered"]

READ = "development file: also tuned on"
SEEN_HALF = "half of the documents that was tuned on"

HALVES: Mapping[str, Callable[[str], bool]] = {"half": held_out, "half by the last byte": partial(held_out, byte=-1)}
"""How rules were tuned on a half of a file's documents, and which documents are in the other."""

TUNED = (READ, SEEN_HALF)
"""Splits whose figures flatter the instrument: the page has them, captions do not."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of evidence in one document. `links` leads to evidence it belongs with: ("source", …), ("content", …)."""

    start: int
    end: int
    label: str
    value: int
    links: tuple[tuple[str, Span], ...] = ()

    def linked(self, role: str) -> list[Span]:
        """Give the spans that stand in a role to this one."""
        return [span for name, span in self.links if name == role]


Spans = dict[str, list[Span]]
"""The spans of each document, by document id, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was found, by layer and instrument."""

    found: dict[tuple[str, str], Spans] = field(default_factory=dict)

    def instruments(self, layer: str) -> list[str]:
        """Name the instruments that look for a layer, in the order of the registry."""
        return [instrument for name, instrument in self.found if name == layer]

    def spans(self, layer: str, instrument: str) -> Spans:
        """Give an instrument's spans by document; a document without any gives an empty list."""
        return self.found[layer, instrument]


@runtime_checkable
class Trained(Protocol):
    """An annotator that was trained on a gold file and ships its weights by fold."""

    def without(self, fold: int) -> Annotator:
        """Give the instrument as trained without the documents of one fold (`framing.measures.folds`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """Documents of a file that are reported together for one instrument, and how they stand to its tuning."""

    split: str
    holds: Callable[[str], bool]


def parts(file: GoldFile, instrument: str) -> tuple[Part, ...]:
    """Say which documents of a file are reported for an instrument, by what its card says that it was tuned on.

    The card's `tuned` names a file of a set ("hedging-szeged/wiki-dev.jsonl.gz") and how: "folds" (trained, weights
    by fold), "half" (rules tuned on the half of the documents that `framing.measures.folds.held_out` leaves; "half by the
    last byte": halved by the last byte of the hash), "read"
    (errors were read, or constants chosen, on all of it).
    """
    if not file.known_as:
        return (Part("unseen file", lambda _: True),)
    how = _tuned(instrument).get(f"{file.gold.name}/{file.known_as}", "")
    if how in HALVES:
        held = HALVES[how]
        return (
            Part("held-out half of the documents", held),
            Part(SEEN_HALF, lambda document: not held(document)),
        )
    said = {
        "folds": f"cross-validated by document, {FOLDS} folds",
        "read": READ,
    }.get(how, "not tuned on")
    return (Part(said, lambda _: True),)


def _tuned(instrument: str) -> Mapping[str, str]:
    return next((card.tuned for card in cards() if card.name == instrument), {})


@cache
def registered() -> dict[tuple[str, str], tuple[str, ...]]:
    """Name the labels of every layer and instrument of the registry, as they say themselves on a batch without documents.

    Instruments that a study may choose instead of the default are among them.

    Examples:
        >>> registered()["attribution", "attribution-news"]
        ('direct', 'indirect', 'imputed')
    """
    every = [*annotators(None), RuleHedges(), *beside()]
    return {(each.layer, each.instrument): tuple(each.labels) for each in annotate(build([]), every)}


def evidence(
    documents: Sequence[Document],
    layers: Sequence[str],
    file: GoldFile,
    *,
    one_sentence: bool = False,
    more: Sequence[Annotator] = (),
) -> Evidence:
    """Find some layers in documents with every instrument that looks for them.

    Args:
        documents: those of the file; their ids decide the fold.
        layers: what is looked for.
        file: the file they are from: instruments trained on it are used fold by fold.
        one_sentence: each paragraph is one sentence, as the coders had it.
        more: annotators in place of the registry's of the same name, or beside them (an instrument that is off by default).
    """
    finders = _finders(layers, tuple(more))
    place = f"{file.gold.name}/{file.known_as}"
    by_fold = bool(file.known_as) and any(_tuned(finder.instrument).get(place) == "folds" for finder in finders)
    result = Evidence()
    for number in range(FOLDS) if by_fold else (None,):
        own = [document for document in documents if number is None or fold(document.id) == number]
        used = finders if number is None else [_without(finder, number, place) for finder in finders]
        batch = build(own, one_sentence=one_sentence)
        _add(result, batch, annotate(batch, used), layers)
    return result


def _without(finder: Annotator, number: int, place: str) -> Annotator:
    if _tuned(finder.instrument).get(place) != "folds":
        return finder
    return cast("Trained", finder).without(number)


def _finders(layers: Sequence[str], more: Sequence[Annotator]) -> list[Annotator]:
    """Give the annotators of some layers, and those whose layers they need."""
    named = {finder.instrument for finder in more}
    every = [*(finder for finder in annotators(None) if finder.instrument not in named), *more]
    empty = build([])
    found: list[Found] = []
    gives: list[set[str]] = []
    for finder in every:
        new = finder(empty, found)
        found += new
        gives.append({each.layer for each in new})
    wanted = set(layers)
    for finder, given in reversed(list(zip(every, gives, strict=True))):
        if given & wanted:
            wanted |= set(finder.needs)
    return [finder for finder, given in zip(every, gives, strict=True) if given & wanted]


def _add(result: Evidence, batch: Batch, found: Sequence[Found], layers: Sequence[str]) -> None:
    made: dict[tuple[str, str], list[Span]] = {}
    for each in sorted(found, key=lambda one: len(one.links)):  # what is linked to is made before what links to it
        made[each.layer, each.instrument] = _spans(each, made)
    for each in found:
        if each.layer not in layers:
            continue
        spans = result.found.setdefault((each.layer, each.instrument), defaultdict(list))
        places = batch.sentences.document[each.sentence].tolist()
        for place, span in zip(places, made[each.layer, each.instrument], strict=True):
            spans[batch.documents[place].id].append(span)


def _spans(found: Found, made: Mapping[tuple[str, str], list[Span]]) -> list[Span]:
    links: dict[int, list[tuple[str, Span]]] = defaultdict(list)
    for link in found.links:
        others = made.get((link.layer, found.instrument), [])
        for source, target in zip(link.source.tolist(), link.target.tolist(), strict=True):
            if 0 <= target < len(others):
                links[source].append((link.role, others[target]))
    columns = zip(found.start.tolist(), found.end.tolist(), found.label.tolist(), found.value.tolist(), strict=True)
    return [
        Span(start, end, found.labels[label], value, tuple(links[row]))
        for row, (start, end, label, value) in enumerate(columns)
    ]
