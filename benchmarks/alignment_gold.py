"""Precision of aligned passages and of attributions lost on BASIL, by the judgements in data/annotations/alignment.

    python benchmarks/alignment_gold.py ../shared/gold/bias-basil/basil.jsonl.gz

Measures all 300 articles, aligns the 100 events, and looks the judged pairs up by document and offset.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from basil_texts import write_texts  # type: ignore[import-not-found]

from framing.compare.omission import wilson
from framing.compare.retelling import retellings
from framing.corpus.read import read
from framing.pipeline import measure_documents
from framing.store import open_tables, write_tables
from framing.study import Alignment, Study

JUDGED = Path(__file__).parents[1] / "data" / "annotations" / "alignment"
Row = Mapping[str, str]


def _judged(name: str) -> list[Row]:
    with (JUDGED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _key(row: Row) -> tuple[str, int, str, int]:
    return row["document"], int(row["start"]), row["other"], int(row["other_start"])


def _said(name: str, judgements: Sequence[int]) -> str:
    import numpy as np

    if not judgements:
        return f"{name:<64} none"
    low, high = wilson(np.array([float(sum(judgements))]), np.array([float(len(judgements))]))
    share = sum(judgements) / len(judgements)
    return f"{name:<64} {sum(judgements):>3} of {len(judgements):>3}  {share:.2f}  [{low[0]:.2f}, {high[0]:.2f}]"


def _of(rows: Iterable[Row], column: str, **wanted: str) -> list[int]:
    return [int(row[column]) for row in rows if all(row[name] == value for name, value in wanted.items())]


def main(gold: Path) -> None:
    """Print the table of docs/methods/alignment.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = list(read([write_texts(gold, folder / "texts")]))
        study = Study(
            name="basil", title="", folder=folder, target="", alignment=Alignment(events="event"), term_threshold=10_000
        )
        tables = open_tables(write_tables(measure_documents(documents, study, terms=False), folder / "tables", study))
        found = retellings(documents, tables, study)
    pairs, lost = (found[each] for each in ("alignments", "lost"))
    keys = set(zip(pairs["document"], pairs["start"], pairs["other"], pairs["other_start"], strict=True))
    listed = set(zip(lost["document"], lost["start"], lost["other"], lost["other_start"], strict=True))
    print(f"{len(pairs)} aligned pairs, {len(lost)} attributions lost, {pairs['event'].nunique()} events")
    judged = [row for row in _judged("pairs.csv") if _key(row) in keys]
    print(_said("aligned pairs: the same matter, all", _of(judged, "same_matter")))
    for half in ("tuning", "held"):
        print(_said(f"aligned pairs: the same matter, {half} half", _of(judged, "same_matter", half=half)))
    claims = _judged("lost.csv")
    print(_said("attributions lost, first rule", _of(claims, "lost", drawn_as="first rule")))
    print(_said("  held half", _of(claims, "lost", drawn_as="first rule", half="held")))
    print(_said("near misses of the first rule (drawn at random)", _of(claims, "lost", drawn_as="candidate")))
    now = [row for row in claims if _key(row) in listed]
    print(_said("attributions lost, rule as shipped, made after reading these", _of(now, "lost")))
    print(_said("  of the judged real ones, listed", [int(_key(row) in listed) for row in claims if row["lost"] == "1"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
