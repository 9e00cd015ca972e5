"""Read the Szeged uncertainty corpus for training: documents of one paragraph a sentence, and the places of its cues."""

from __future__ import annotations

import gzip
import hashlib
import json
from itertools import pairwise
from pathlib import Path

import numpy as np

from framing.corpus.documents import Block, Document, Section

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "hedging-szeged"
FILES = (GOLD / "factbank-dev.jsonl.gz", GOLD / "wiki-dev.jsonl.gz")
FOLDS = 5
Place = tuple[int, int, int]


def fold_of(document: str) -> int:
    """Assign a document to a fold by the second byte of the SHA-256 of its id."""
    return hashlib.sha256(document.encode()).digest()[1] % FOLDS


def read(path: Path) -> tuple[list[Document], set[Place]]:
    """Give the documents of a file and the places (document, start, end) of cues other than conditions, trimmed."""
    sentences: dict[str, list[str]] = {}
    places: set[Place] = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            own = sentences.setdefault(row["doc"], [])
            offset, text = sum(len(each) + 1 for each in own), row["text"].replace("\n", " ")
            for cue in row["cues"]:
                if "condition" not in cue["type"]:
                    surface = text[cue["start"] : cue["end"]]
                    start = offset + cue["start"] + len(surface) - len(surface.lstrip())
                    places.add((len(sentences) - 1, start, start + len(surface.strip())))
            own.append(text)
    numbers = {name: at for at, name in enumerate(sentences)}
    if len(numbers) != len(sentences):
        raise ValueError(f"{path}: a document is named twice")
    return [_document(name, own) for name, own in sentences.items()], places


def _document(name: str, sentences: list[str]) -> Document:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)])
    blocks = tuple(Block(int(a), int(b) - 1, section=0, heading=False) for a, b in pairwise(starts) if b - a > 1)
    return Document(id=name, text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=blocks)
