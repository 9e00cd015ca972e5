"""What the instruments find in the documents of a gold file, each with weights that have not seen the document.

Instruments come from the registry of measures, so that a new one is evaluated without a word here. One that was trained
on a file gives, by `without(fold)`, itself as trained without the documents of a fold; it is used for just these documents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from framing.measures.attribution_rules import Attribution
from framing.measures.folds import fold
from framing.measures.hedging import RuleHedges
from framing.measures.registry import annotate, annotators
from framing.measures.tone import beside
from framing.study import Actor, Study
from framing.text.build import build
from framing.validate.tuning import HALVES, TUNED, Part, digest, parts, tuning

if TYPE_CHECKING:
    from framing.corpus.documents import Document
    from framing.measures.spec import Annotator, Found
    from framing.text.batch import Batch
    from framing.validate.gold import GoldFile

__all__ = ["HALVES", "TUNED", "Evidence", "Part", "Span", "evidence", "needed", "parts", "registered"]


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


_SOMEBODY = Study(name="somebody", title="", folder=Path(), target="", actors=(Actor(name="Norland"),))
"""A study that names an actor, so that what is looked for where there are actors is named too."""


@cache
def registered() -> dict[tuple[str, str], tuple[str, ...]]:
    """Name the labels of every layer and instrument of the registry, as they say themselves on a batch without documents.

    Instruments that a study may choose instead of the default are among them.

    Examples:
        >>> registered()["attribution", "attribution-news"]
        ('direct', 'indirect', 'imputed')
    """
    every = [*annotators(_SOMEBODY), RuleHedges(), Attribution(), *beside()]
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
    file.documents.update({document.id: digest(document.text or "") for document in documents})
    finders = _finders(layers, tuple(more))
    result = Evidence()
    for (number, which), own in sorted(_groups(documents, file, finders).items()):
        used = [_without(finder, number) if seen else finder for finder, seen in zip(finders, which, strict=True)]
        batch = build(own, one_sentence=one_sentence)
        _add(result, batch, annotate(batch, used), layers)
    return result


Group = tuple[int, tuple[bool, ...]]
"""A fold (−1: none), and which of the instruments were trained on its documents."""


def _groups(documents: Sequence[Document], file: GoldFile, finders: Sequence[Annotator]) -> dict[Group, list[Document]]:
    """Put documents together that are read with the same weights."""
    how = [tuning(file, finder.instrument) for finder in finders]
    groups: dict[Group, list[Document]] = {}
    for document in documents:
        which = tuple(each(document.id) == "folds" for each in how)
        groups.setdefault((fold(document.id) if any(which) else -1, which), []).append(document)
    return groups or {(-1, (False,) * len(finders)): []}


def _without(finder: Annotator, number: int) -> Annotator:
    return cast("Trained", finder).without(number)


def _finders(layers: Sequence[str], more: Sequence[Annotator]) -> list[Annotator]:
    """Give the annotators of some layers, and those whose layers they need."""
    named = {finder.instrument for finder in more}
    return needed([*(finder for finder in annotators(None) if finder.instrument not in named), *more], layers)


def needed(every: Sequence[Annotator], layers: Sequence[str]) -> list[Annotator]:
    """Give, of annotators in the order in which they run, those that give some layers, and those whose layers they need."""
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
