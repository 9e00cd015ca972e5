"""PolNeAR as arrays: a batch of its articles and, for every word, which part of which attribution it is."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Block, Document, Section
from framing.text.batch import Batch
from framing.text.build import build

if TYPE_CHECKING:
    from collections.abc import Callable

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "attribution-polnear"
ROLES = ("source", "cue", "content")
OUTSIDE, SOURCE, CUE, CONTENT = range(4)


@dataclass(frozen=True)
class Articles:
    """Articles with their gold records; `role` and `attribution` have an entry a word (−1: none)."""

    batch: Batch
    records: list[dict[str, Any]]
    role: NDArray[np.int8]
    attribution: NDArray[np.int32]


def articles(part: str, keep: Callable[[str], bool] = lambda _: True) -> Articles:
    """Read a part, or those of its articles whose id `keep` accepts."""
    with gzip.open(GOLD / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if keep(record["id"])]
    batch = build([document(record) for record in records])
    words, owner = batch.words, batch.sentences.document[batch.words.sentence]
    role, attribution = np.zeros(len(words.type), np.int8), np.full(len(words.type), -1, np.int32)
    number = 0
    for at, record in enumerate(records):
        low, high = np.searchsorted(owner, [at, at + 1])
        starts = words.start[low:high]
        for code, name in sorted(enumerate(ROLES, 1), reverse=True):  # a cue or source within another's content is kept
            for own, each in enumerate(record["attributions"]):
                for start, end in each[name]:
                    a, b = low + np.searchsorted(starts, [start, end])
                    role[a:b], attribution[a:b] = code, number + own
        number += len(record["attributions"])
    return Articles(batch, records, role, attribution)


def held_out(identity: str, part: int = 5) -> bool:
    """Tell a fifth of the articles by a hash of their ids: what choices are made on."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % part == 0


def document(record: dict[str, Any]) -> Document:
    """Make a document whose paragraphs are the lines of the record's text."""
    text, blocks, at = record["text"], [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), section=0, heading=False))
        at += len(line) + 1
    return Document(id=record["id"], text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=tuple(blocks))
