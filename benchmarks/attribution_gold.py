"""Cues of attribution held against PolNeAR (Newell, Margolin & Ruths 2018): `python benchmarks/attribution_gold.py`.

A cue counts as found where its span overlaps a gold cue's. Rules were looked at on `train` only; `dev` is scored as is.
PolNeAR also marks internal states and acts ("wants", "endorsed", a bare colon), which this toolkit does not count: its
recall is bounded from above. Intervals are from resampling documents.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Block, Document, Section
from framing.measures.attribution import Attribution
from framing.text.build import build

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "attribution-polnear"
DRAWS, SEED = 2_000, 20240619
Table = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """Counts of one document."""

    predicted: int
    right: int
    gold: int
    found: int
    sources: int
    """Gold sources of cues that were found."""
    sources_found: int


def main() -> None:
    """Print precision, recall and F1 of cues, and how often the source of a found cue overlaps the gold source."""
    for part in ("train", "dev"):
        table = np.array([list(row.__dict__.values()) for row in scored(part)])
        print(part, f"{len(table)} documents, {table[:, 2].sum()} attributions")
        draws = np.random.default_rng(SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), size=DRAWS)
        for name, index in (("precision", 0), ("recall", 1), ("F1", 2), ("source overlap", 3)):
            low, high = np.percentile(scores(draws @ table)[index], (2.5, 97.5))
            print(f"  {name:15s}{scores(table.sum(0, keepdims=True))[index][0]:.3f} [{low:.3f}, {high:.3f}]")


def scores(table: Table) -> NDArray[np.float64]:
    """Give precision, recall, F1 and source overlap for each row of counts."""
    predicted, right, gold, found, sources, sources_found = table.T
    precision, recall = right / predicted, found / gold
    return np.array([precision, recall, 2 * precision * recall / (precision + recall), sources_found / sources])


def scored(part: str) -> list[Row]:
    """Score every document of a part."""
    with gzip.open(GOLD / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    batch = build([document(record) for record in records])
    cues, sources = Attribution()(batch, [])
    target = cues.links[0].target
    place = batch.sentences.document[cues.sentence]
    rows = []
    for index, record in enumerate(records):
        own = np.flatnonzero(place == index)
        spans = list(zip(cues.start[own], cues.end[own], strict=True))
        spoken = list(zip(sources.start[target[own]], sources.end[target[own]], strict=True))
        rows.append(compared(record["attributions"], spans, spoken))
    return rows


def document(record: dict[str, str]) -> Document:
    """Make a document whose paragraphs are the lines of the record's text."""
    text, blocks, at = record["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), section=0, heading=False))
        at += len(line) + 1
    return Document(id=record["id"], text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=tuple(blocks))


def compared(gold: list[dict[str, list[list[int]]]], spans: list[tuple[int, int]], spoken: list[tuple[int, int]]) -> Row:
    """Compare the cues of one document with the gold ones."""
    marked = [[tuple(span) for span in each["cue"]] for each in gold if each["cue"]]
    right = sum(any(overlap(span, cue) for cues in marked for cue in cues) for span in spans)
    found = sum(any(overlap(span, cue) for span in spans for cue in cues) for cues in marked)
    pairs = [
        any(overlap(source, tuple(wanted)) for wanted in each["source"])
        for each in gold
        if each["cue"] and each["source"]
        for span, source in zip(spans, spoken, strict=True)
        if any(overlap(span, tuple(cue)) for cue in each["cue"])
    ]
    return Row(len(spans), right, len(marked), found, len(pairs), sum(pairs))


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether two ranges share a code point."""
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
