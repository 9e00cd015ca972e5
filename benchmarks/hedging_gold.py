"""Hedges held against the Szeged uncertainty corpus, sentence by sentence: `python benchmarks/hedging_gold.py`.

A sentence is uncertain where gold marks a cue of the types modal_probable, modal_possible, doxastic or investigation
(conditions left out), and predicted so where it has an epistemic, doxastic or investigation hedge: the corpus does not
mark evidentials and approximators as such. Documents are halved by the hash of their id; rules were tuned on `tune` only.
Intervals are from resampling documents.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Block, Document, Section
from framing.measures.hedging import Stance
from framing.text.batch import Sentences
from framing.text.build import build

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "hedging-szeged"
TYPES = ("modal_probable", "modal_possible", "doxastic", "investigation")
COUNTED = ("epistemic", "doxastic", "investigation")
DRAWS, SEED = 2_000, 20240619
Table = NDArray[np.int64]


def main() -> None:
    """Print precision, recall and F1 of both halves of news and of Wikipedia, once with evidential hedges counted too."""
    for genre in ("factbank", "wiki"):
        for labels in (COUNTED, (*COUNTED, "evidential")):
            for half in ("tune", "held-out"):
                table = counts(genre, half, labels)
                draws = np.random.default_rng(SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), size=DRAWS)
                ends = np.percentile(scores(draws @ table), (2.5, 97.5), axis=1)
                print(f"{genre} {half} ({len(table)} documents), {'+'.join(labels)}")
                for name, value, low, high in zip(
                    ("precision", "recall", "F1"), scores(table.sum(0, keepdims=True)), *ends, strict=True
                ):
                    print(f"  {name:10s}{value[0]:.3f} [{low:.3f}, {high:.3f}]")


def scores(table: Table) -> NDArray[np.float64]:
    """Give precision, recall and F1 for rows of (true positives, predicted, gold)."""
    right, predicted, gold = table.T
    return np.array([right / predicted, right / gold, 2 * right / (predicted + gold)])


def counts(genre: str, half: str, labels: tuple[str, ...]) -> Table:
    """Count (true positives, predicted, gold) sentences of each document of one half."""
    groups = read(genre, half)
    batch = build([document(name, [row["text"] for row in rows]) for name, rows in groups.items()])
    hedge = Stance()(batch, [])[0]
    wanted = [hedge.labels.index(label) for label in labels]
    hit = hedge.sentence[np.isin(hedge.label, wanted)]
    predicted = set(zip(batch.sentences.document[hit].tolist(), block_of(batch.sentences, hit, groups), strict=True))
    table = []
    for index, rows in enumerate(groups.values()):
        gold = np.array([any(kind in cue["type"] for cue in row["cues"] for kind in TYPES) for row in rows])
        ours = np.array([(index, number) in predicted for number in range(len(rows))])
        table.append(((gold & ours).sum(), ours.sum(), gold.sum()))
    return np.array(table)


def read(genre: str, half: str) -> dict[str, list[dict[str, Any]]]:
    """Read one half of the documents, chosen by the first byte of the SHA-256 of their id."""
    groups: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(GOLD / f"{genre}-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            even = hashlib.sha256(row["doc"].encode()).digest()[0] % 2 == 0
            if even == (half == "tune"):
                groups.setdefault(row["doc"], []).append({**row, "text": " ".join(row["text"].split())})
    return groups


def document(name: str, sentences: list[str]) -> Document:
    """Make a document with a paragraph for each gold sentence."""
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)])
    blocks = tuple(Block(int(a), int(b) - 1, section=0, heading=False) for a, b in pairwise(starts) if b - a > 1)
    return Document(id=name, text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=blocks)


def block_of(sentences: Sentences, hit: NDArray[np.int32], groups: dict[str, list[dict[str, Any]]]) -> list[int]:
    """Give the gold sentence that holds each of our sentences, which may be shorter."""
    starts = [np.cumsum([0, *(len(str(row["text"])) + 1 for row in rows)]) for rows in groups.values()]
    places = zip(sentences.document[hit], sentences.start[hit], strict=True)
    return [int(np.searchsorted(starts[document], start, side="right")) - 1 for document, start in places]


if __name__ == "__main__":
    main()
