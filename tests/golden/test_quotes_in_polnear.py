"""Quotations against attributions marked by people: PolNeAR (Newell et al. 2018), its development part."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.text.normalise import normalise
from framing.text.quotes import find_quotes

LONG = 4
"""Words up to which a quotation is short, and may be a scare quote."""


@pytest.fixture(scope="module")
def agreed(shared: Path) -> dict[str, list[bool]]:
    """For each direct quotation, long and short, whether more than half of its words are somebody's by PolNeAR."""
    lines = gzip.decompress((shared / "gold" / "attribution-polnear" / "dev.jsonl.gz").read_bytes()).splitlines()
    records = [json.loads(line) for line in lines]
    documents = [segment(Document(id=record["id"], text=record["text"])) for record in records]
    found = find_quotes(documents, [normalise(document.text or "") for document in documents])
    result: dict[str, list[bool]] = {"long": [], "short": []}
    direct = ~found.scare
    for number, start, end in zip(found.document[direct], found.start[direct], found.end[direct], strict=True):
        text, attributions = records[number]["text"], records[number]["attributions"]
        content = np.zeros(len(text), bool)
        for low, high in (span for attribution in attributions for span in attribution["content"]):
            content[low:high] = True
        words = [match.start() for match in re.finditer(r"\w+", text[start:end])]
        kind = "long" if len(text[start:end].split()) > LONG else "short"
        result[kind].append(bool(content[np.array(words) + start].mean() > 0.5))
    return result


def test_long_quotations_are_somebodys_words(agreed: dict[str, list[bool]]) -> None:
    assert len(agreed["long"]) > 600
    assert np.mean(agreed["long"]) > 0.97


def test_short_quotations_that_are_no_scare_quotes_are_somebodys_words(agreed: dict[str, list[bool]]) -> None:
    assert len(agreed["short"]) > 150
    assert np.mean(agreed["short"]) > 0.94
