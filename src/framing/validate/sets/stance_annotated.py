"""Evidentials, approximators and boosters against 400 sentences of news, annotated for this toolkit by a language model.

The labels are places in texts that the repository does not have: the texts are sought by their hash in the folder
`corpus` beside the folder of gold sets, and where they are not there nothing is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.validate.agreement import alpha_of, coincidences
from framing.validate.annotations import ANNOTATIONS, AnnotatedSet, annotated_documents, rows_of
from framing.validate.evidence import Evidence, Span, evidence
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval, of_sums
from framing.validate.metrics import overlapping
from framing.validate.rows import f1_precision_recall, row
from framing.validate.tuning import READ

__all__ = ["GOLD", "evaluate"]

Floats = NDArray[np.float64]
Place = Mapping[str, str]

FOLDER = ANNOTATIONS / "stance"

LABELS = {"evidential": "hedge", "approximator": "hedge", "booster": "booster"}
"""What was annotated, and the layer of ours that is judged by it."""

INFERENCE = ("seem", "appear")
"""Beginnings of epistemic cues that the codebook calls evidential (inference from what is seen); ours follow Szeged."""

HELD = "held-out half, scored once after tuning"


GOLD: GoldSet = AnnotatedSet(
    labels=FOLDER,
    name="stance-annotated",
    construct="Evidentials, approximators and boosters: words that a coder marks in a sentence of news",
    source="Annotated for this toolkit in data/annotations/stance: 400 sentences drawn at random from ../shared/corpus, coded "
    "by two independent runs of a large language model (Claude) instructed with the codebook there; no human coded them",
    licence="MIT (labels and places; the texts are their authors')",
    untested="Agreement with people: both coders are runs of one language model and share its errors. Cues are few (60 "
    "settled in 400 sentences), so that the intervals are wide",
    floor="none measured",
    published="none known",
    known={
        "settled.csv": "15ad874c8caa3bd73767f6e3c11597d64a83a05dbcc3e0f45e365a7ef5334108",
        "coder_a.csv": "ef4605f8cc36a8554d51c3a40e3e632e62e6a682feb1497d3d2c1b877810d830",
        "coder_b.csv": "766edccd39e65e7140474d9573287bb642419f34cf51ddd04a241e9bdde238ad",
    },
    endings=(".csv",),
)


@dataclass(frozen=True)
class Sample:
    """The sentences of one half by document: their ranges, and the coded cues in them."""

    sentences: dict[str, list[tuple[int, int]]]

    def inside(self, name: str, spans: Sequence[Span]) -> list[Span]:
        """Give the spans that lie in a sampled sentence of a document."""
        return [s for s in spans if any(a <= s.start < b for a, b in self.sentences[name])]


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give F1 by cue and by sentence, half by half and label by label; with the first coder's file how the two agree."""
    sample = rows_of(FOLDER / "sample.csv")
    documents = annotated_documents(file, {row["text_sha256"] for row in sample})
    if not documents:
        return
    found = evidence(documents, sorted(set(LABELS.values())), file)
    texts = {document.id: document.text or "" for document in documents}
    for half, split in (("held", HELD), ("tuning", READ)):
        yield from score(file, half, split, found, sample, texts)


def score(
    file: GoldFile, half: str, split: str, found: Evidence, sample: Sequence[Place], texts: Mapping[str, str]
) -> Iterator[Row]:
    """Give the figures of one half."""
    own = Sample(_ranges([row for row in sample if row["half"] == half]))
    coded = _coded(file.path)
    base = row(
        file, "", "", "", Interval(np.nan, np.nan, np.nan), split=split, n=sum(map(len, own.sentences.values())),
        unit="sentences", documents=len(own.sentences),
    )  # fmt: skip
    main = file.name == "settled.csv"
    for label, layer in LABELS.items():
        marked = {name: own.inside(name, [s for s in coded.get(name, []) if s.label == label]) for name in own.sentences}
        for instrument in found.instruments(layer):
            spans = found.spans(layer, instrument)
            ours = {name: own.inside(name, [s for s in spans[name] if s.label in _labels(label)]) for name in own.sentences}
            about = replace(
                base, instrument=instrument, layer=layer, labels=() if label == layer else (label,), detail=not main
            )
            yield from _figures(about, label, own, marked, ours)
            if label == "evidential":
                wider = {name: [*ours[name], *own.inside(name, _inferred(spans[name], texts[name]))] for name in ours}
                more = replace(about, n=sum(map(len, marked.values())), unit="cues")
                metric = "of evidential cues, overlapping, seem and appear counted"
                yield from f1_precision_recall(_by_cue(marked, wider, same=False), more, metric)
    if file.name == "coder_a.csv":
        yield from _agreement(base, own, coded, _coded(file.path.with_name("coder_b.csv")))


def _inferred(spans: Sequence[Span], text: str) -> list[Span]:
    epistemic = [span for span in spans if span.label == "epistemic"]
    return [s for s in epistemic if any(word in text[s.start : s.end].lower() for word in INFERENCE)]


def _labels(label: str) -> tuple[str, ...]:
    return ("certainty", "emphatic") if label == "booster" else (label,)


def _figures(
    base: Row, label: str, sample: Sample, marked: Mapping[str, list[Span]], ours: Mapping[str, list[Span]]
) -> Iterator[Row]:
    cues = sum(map(len, marked.values()))
    # Not said in captions: no person has judged these kinds, and a model's agreement with a model is no validation.
    of_cues = replace(base, n=cues, unit="cues", said="")
    yield from f1_precision_recall(_by_cue(marked, ours, same=False), of_cues, f"of {label} cues, overlapping")
    yield from f1_precision_recall(_by_cue(marked, ours, same=True), of_cues, f"of {label} cues, same span")
    yield from f1_precision_recall(_by_sentence(sample, marked, ours), base, f"by sentence, {label}")


def _by_cue(marked: Mapping[str, list[Span]], ours: Mapping[str, list[Span]], *, same: bool) -> Floats:
    """Count a document's cues: found right, found, marked and hit, marked."""
    return np.array(
        [[*_hits(ours[name], marked[name], same=same), *_hits(marked[name], ours[name], same=same)] for name in marked], float
    ).reshape(-1, 4)


def _hits(spans: list[Span], others: list[Span], *, same: bool) -> tuple[int, int]:
    own, other = ([(span.start, span.end) for span in each] for each in (spans, others))
    return (len(set(own) & set(other)) if same else overlapping(own, other)), len(own)


def _holding(sample: Sample, name: str, spans: Sequence[Span]) -> list[bool]:
    """Say of each sampled sentence of a document whether it holds one of the spans."""
    return [any(a <= span.start < b for span in spans) for a, b in sample.sentences[name]]


def _by_sentence(sample: Sample, marked: Mapping[str, list[Span]], ours: Mapping[str, list[Span]]) -> Floats:
    table = []
    for name in sample.sentences:
        own, gold = (np.array(_holding(sample, name, spans[name])) for spans in (ours, marked))
        table.append(((own & gold).sum(), own.sum(), (own & gold).sum(), gold.sum()))
    return np.array(table, float).reshape(-1, 4)


def _agreement(base: Row, sample: Sample, one: Mapping[str, list[Span]], other: Mapping[str, list[Span]]) -> Iterator[Row]:
    """Give how far the two coders agree: F1 of the one's cues by the other's, and Krippendorff's alpha by sentence."""
    base = replace(base, instrument="one coder by the other", split=base.split.split(",")[0])
    for label in LABELS:
        pair = [
            {name: sample.inside(name, [s for s in coded.get(name, []) if s.label == label]) for name in sample.sentences}
            for coded in (one, other)
        ]
        cues = replace(base, n=sum(map(len, pair[1].values())), unit="cues")
        yield from f1_precision_recall(_by_cue(pair[1], pair[0], same=False), cues, f"of {label} cues, overlapping")
        tables = []
        for name in sample.sentences:
            codes = np.array([_holding(sample, name, coded[name]) for coded in pair]).astype(np.intp)
            tables.append(coincidences(codes, 2).sum(axis=0).ravel())
        interval = of_sums(np.array(tables), alpha_of((0.0, 1.0), "nominal"))
        low, high = (None if np.isnan(end) else end for end in (interval.low, interval.high))
        yield replace(base, metric=f"alpha by sentence, {label}", value=interval.value, low=low, high=high)


def _coded(path: Path) -> dict[str, list[Span]]:
    coded: dict[str, list[Span]] = {}
    for cue in rows_of(path):
        coded.setdefault(cue["document"], []).append(Span(int(cue["start"]), int(cue["end"]), cue["label"], 1))
    return coded


def _ranges(sample: Sequence[Place]) -> dict[str, list[tuple[int, int]]]:
    ranges: dict[str, list[tuple[int, int]]] = {}
    for sentence in sample:
        ranges.setdefault(sentence["document"], []).append((int(sentence["start"]), int(sentence["end"])))
    return ranges
