"""Hedges and conditionals against the Szeged uncertainty corpus: news (FactBank) and Wikipedia (Vincze 2014)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.errors import InputError
from framing.measures.hedging import Cues, RuleHedges, Stance
from framing.validate.documents import of_sentences
from framing.validate.evidence import Evidence, Part, Span, evidence, parts
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval
from framing.validate.metrics import f1, overlapping
from framing.validate.rows import f1_precision_recall, row

__all__ = ["GOLD", "evaluate"]

Floats = NDArray[np.float64]

GOLD = GoldSet(
    name="hedging-szeged",
    construct="Hedging: whether a sentence marks what it says as uncertain",
    source="Szarvas et al. 2012; Vincze 2014: the Szeged uncertainty corpus, here in the JSON of "
    "github.com/meyersbs/uncertainty (commit 31f73c8 has its corpora); half of the documents, as supplied",
    licence="MIT (repository; the texts are their authors')",
    untested='Evidentials, approximators and boosters, which the corpus does not mark (it never marks "according to", and '
    'hardly ever "about"); press language of today (FactBank\'s news is of 1989-1998); the scope of a hedge',
    floor="a plain list of 60 words, taken for hedges anywhere; the set came with the sentence F1 of another such list: "
    "0.767 on news, 0.776 on Wikipedia",
    published="a BERT's token macro-F1 over all types, 0.89: another metric, no comparison",
    known={
        "factbank-dev.jsonl.gz": "070eec4356339fbe0396e26b9c612885edd0357aa208c8446c21cb18b708004b",
        "wiki-dev.jsonl.gz": "8bed0bae895386ebb37b87ce50c8a03f818b80216be1a59b3e33e4828417ee9e",
    },
    endings=(".jsonl",),
)

KINDS = {
    "modal_probable": "epistemic",
    "modal_possible": "epistemic",
    "doxastic": "doxastic",
    "investigation": "investigation",
    "condition": "condition",
}
"""The corpus' types of cue, and the kind of this toolkit that each is."""

HEDGES = ("epistemic", "doxastic", "investigation")
"""Kinds of hedge that the corpus marks."""

FLOOR_WORDS = """
may might could maybe perhaps possible possibly possibility probable probably probability likely unlikely presumably supposedly
allegedly apparently seemingly seem seems seemed appear appears appeared suggest suggests suggested indicate indicates indicated
believe believes believed think thinks thought suspect suspects suspected assume assumes assumed expect expects expected
consider considered hypothesis doubt doubtful uncertain unclear unknown potential potentially speculate speculated speculation
whether investigate
""".split()  # noqa: SIM905  (a line a word would be sixty)
"""The floor: sixty words that come to mind, after the lists of Hyland (2005); not looked at against the corpus."""

CONDITION_WORDS = ("if", "unless")
"""The floor of conditionals."""

ON = {"factbank": "news", "wiki": "Wikipedia"}


@dataclass(frozen=True)
class Coded:
    """One document: its sentences' ranges, and the cues in them, offsets in the document."""

    sentences: list[tuple[int, int]]
    cues: list[Span]


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give F1, precision and recall by sentence and by cue, the confusion of kinds, and conditionals apart."""
    documents, gold = _read(file)
    texts = {document.id: document.text or "" for document in documents}
    found = evidence(documents, ["hedge", "conditional", "cue"], file, one_sentence=True, more=(Stance(), RuleHedges(), Cues()))
    for instrument in found.instruments("hedge"):
        for part in parts(file, instrument):
            yield from _hedges(file, instrument, part, gold, found, texts)
    for instrument in found.instruments("conditional"):
        for part in parts(file, instrument):
            yield from _conditionals(file, instrument, part, gold, found, texts)


def _read(file: GoldFile) -> tuple[list[Document], dict[str, Coded]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for record in file.records("doc", "text", "cues"):
        groups.setdefault(record["doc"], []).append(record)
    documents, gold = [], {}
    for name, records in groups.items():
        document, starts = of_sentences(name, [record["text"] for record in records])
        documents.append(document)
        sentences = [(start, start + len(record["text"])) for start, record in zip(starts, records, strict=True)]
        cues = [
            _trimmed(record["text"], start, cue["start"], cue["end"], _kind(file, cue["type"]))
            for start, record in zip(starts, records, strict=True)
            for cue in record["cues"]
        ]
        gold[name] = Coded(sentences, cues)
    return documents, gold


def _trimmed(text: str, offset: int, start: int, end: int, kind: str) -> Span:
    """Give a cue without the white space at its ends, which the corpus sometimes marks."""
    surface = text[start:end]
    start += len(surface) - len(surface.lstrip())
    return Span(offset + start, offset + start + len(surface.strip()), kind, 1)


def _kind(file: GoldFile, type_: str) -> str:
    for name, kind in KINDS.items():
        if name in type_:
            return kind
    raise InputError(f'{file.path}: a cue has the type "{type_}"; it may be one that holds {", ".join(KINDS)}')


def _hedges(
    file: GoldFile, instrument: str, part: Part, gold: dict[str, Coded], found: Evidence, texts: dict[str, str]
) -> Iterator[Row]:
    names = [name for name in gold if part.holds(name)]
    # The corpus knows no evidentials: a cue that is shown as one ("reports suggest") is judged by the kind it would have else.
    weighed = instrument in found.instruments("cue")
    spans = found.spans("cue" if weighed else "hedge", instrument)
    marked = {name: _of(gold[name].cues, HEDGES) for name in names}
    ours = {name: _of(spans[name], HEDGES) for name in names}
    table = _by_sentence(names, gold, marked, ours)
    genre = file.name.split("-")[0]
    base = row(
        file, instrument, "hedge", "", Interval(np.nan, np.nan, np.nan), split=part.split, labels=HEDGES,
        n=sum(len(gold[name].sentences) for name in names), unit="sentences", documents=len(names),
        floor_is="a plain list of 60 words",
        said=f"with the coders of the Szeged corpus, {ON.get(genre, file.name)}",
        note=f"uncertain sentences: {int(table[:, 3].sum())}" + ("; cues before evidentials are set apart" if weighed else ""),
    )  # fmt: skip
    plain = {name: _plain_list(texts[name], FLOOR_WORDS) for name in names}
    floor = float(f1(_by_sentence(names, gold, marked, plain).sum(axis=0)))
    yield from f1_precision_recall(table, base, "by sentence", floor)
    cues = sum(len(marked[name]) for name in names)
    base = _plain(base, n=cues, unit="cues")
    yield from f1_precision_recall(_by_cue(names, marked, ours, same=True), base, "of cues, same span")
    yield from f1_precision_recall(_by_cue(names, marked, ours, same=False), base, "of cues, overlapping")
    if weighed:
        apart = {name: _of(found.spans("hedge", instrument)[name], HEDGES) for name in names}
        shown = _by_sentence(names, gold, marked, apart)
        apart_base = _plain(base, detail=True, n=sum(len(gold[name].sentences) for name in names), unit="sentences")
        yield from f1_precision_recall(shown, apart_base, "by sentence, evidentials left out")
    every = {name: spans[name] for name in names}
    yield from _confusion(_plain(base, detail=True), names, marked, every)


def _plain(base: Row, **more: object) -> Row:
    return replace(base, **{"floor_is": "", "said": "", "note": "", **more})  # type: ignore[arg-type]


def _plain_list(text: str, words: Sequence[str]) -> list[Span]:
    """Give every place of a word, in whatever sense."""
    found = re.finditer(rf"\b(?:{'|'.join(words)})\b", text, flags=re.IGNORECASE)
    return [Span(match.start(), match.end(), "floor", 1) for match in found]


def _of(spans: list[Span], kinds: tuple[str, ...]) -> list[Span]:
    return [span for span in spans if span.label in kinds]


def _by_sentence(
    names: list[str], gold: dict[str, Coded], marked: dict[str, list[Span]], ours: dict[str, list[Span]]
) -> Floats:
    """Count a document's sentences: found and marked, found, marked and found, marked."""
    table = np.zeros((len(names), 4))
    for place, name in enumerate(names):
        begins = np.array([start for start, _ in gold[name].sentences])
        sentences = [
            {int(np.searchsorted(begins, span.start, side="right")) - 1 for span in spans[name]} for spans in (ours, marked)
        ]
        both = len(sentences[0] & sentences[1])
        table[place] = both, len(sentences[0]), both, len(sentences[1])
    return table


def _by_cue(names: list[str], marked: dict[str, list[Span]], ours: dict[str, list[Span]], *, same: bool) -> Floats:
    """Count a document's cues: found right, found, marked and hit, marked."""
    pairs = [(ours[name], marked[name]) for name in names]
    return np.array([[*_hits(own, gold, same=same), *_hits(gold, own, same=same)] for own, gold in pairs], float).reshape(-1, 4)


def _hits(spans: list[Span], others: list[Span], *, same: bool) -> tuple[int, int]:
    own, other = ([(span.start, span.end) for span in each] for each in (spans, others))
    return (len(set(own) & set(other)) if same else overlapping(own, other)), len(own)


def _confusion(base: Row, names: list[str], marked: dict[str, list[Span]], every: dict[str, list[Span]]) -> Iterator[Row]:
    """Give, for each kind that gold marks, how many of its cues overlap a hedge of each kind of ours, or none."""
    counts: dict[tuple[str, str], int] = {}
    for name in names:
        for cue in marked[name]:
            hit = next((span.label for span in every[name] if span.start < cue.end and cue.start < span.end), "nothing")
            counts[cue.label, hit] = counts.get((cue.label, hit), 0) + 1
    for kind in HEDGES:
        total = sum(count for (gold, _), count in counts.items() if gold == kind)
        for (gold, hit), count in sorted(counts.items()):
            if gold == kind:
                metric = f"share of {kind} cues found as {hit}"
                yield replace(base, metric=metric, value=count / total, low=None, high=None, n=total, labels=(kind,))


def _conditionals(
    file: GoldFile, instrument: str, part: Part, gold: dict[str, Coded], found: Evidence, texts: dict[str, str]
) -> Iterator[Row]:
    names = [name for name in gold if part.holds(name)]
    marked = {name: _of(gold[name].cues, ("condition",)) for name in names}
    ours = {name: found.spans("conditional", instrument)[name] for name in names}
    count = sum(len(marked[name]) for name in names)
    base = row(
        file, instrument, "conditional", "", Interval(np.nan, np.nan, np.nan), split=part.split, documents=len(names),
        n=sum(len(gold[name].sentences) for name in names), unit="sentences",
        said=f"with the coders of the Szeged corpus, {ON.get(file.name.split('-')[0], file.name)}",
        note=f"conditions marked: {count}", floor_is=" or ".join(CONDITION_WORDS),
    )  # fmt: skip
    plain = {name: _plain_list(texts[name], CONDITION_WORDS) for name in names}
    floor = float(f1(_by_sentence(names, gold, marked, plain).sum(axis=0)))
    yield from f1_precision_recall(_by_sentence(names, gold, marked, ours), base, "by sentence, conditionals", floor)
    base = _plain(base, n=count, unit="cues")
    yield from f1_precision_recall(_by_cue(names, marked, ours, same=False), base, "of cues, overlapping, conditionals")
