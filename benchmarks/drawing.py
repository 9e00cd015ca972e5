"""Draw sentences to annotate: places and hashes only, never a text; half of them is kept unlooked-at."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

COLUMNS = ("id", "half", "stratum", "document", "text_sha256", "start", "end")

Places = Callable[[Path], Iterator[tuple[str, str, int, int]]]
"""Gives (document, hash of its text, start, end) of every sentence below a folder or in a file."""


def draw(corpus: Path, strata: Mapping[str, int], places: Places, *, seed: int, letter: str) -> list[dict[str, object]]:
    """Draw from each stratum without replacement, shuffle, and halve at random; ids begin with `letter`."""
    chooser = random.Random(seed)  # noqa: S311
    rows: list[dict[str, object]] = []
    for stratum, count in strata.items():
        for document, digest, start, end in chooser.sample(list(places(corpus / stratum)), count):
            rows.append({"stratum": stratum, "document": document, "text_sha256": digest, "start": start, "end": end})
    chooser.shuffle(rows)
    for number, row in enumerate(rows):
        row |= {"id": f"{letter}{number:03d}", "half": "tuning" if number % 2 else "held"}
    return rows


def write(rows: list[dict[str, object]], out: Path) -> None:
    """Write a sample as CSV."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
