"""Precision of aligned passages and of attributions lost on BASIL, by the judgements in data/annotations/alignment.

    python benchmarks/alignment_gold.py ../shared/gold/bias-basil/basil.jsonl.gz [MODEL]

Measures all 300 articles, aligns the 100 events, and looks the judged pairs up by document and offset; with the folder of a
sentence-transformers model, by its embeddings too.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from basil_texts import write_texts  # type: ignore[import-not-found]

from framing.compare.align import aligned, by_event, passages
from framing.compare.omission import wilson
from framing.compare.retelling import retellings
from framing.corpus.read import read
from framing.pipeline import measure_documents
from framing.store import open_tables, write_tables
from framing.study import Alignment, Study

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document

JUDGED = Path(__file__).parents[1] / "data" / "annotations" / "alignment"
Row = Mapping[str, str]


def judged(name: str) -> list[Row]:
    """Give the judgements of a file."""
    with (JUDGED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def key(row: Row) -> tuple[str, int, str, int]:
    """Give what two passages are known by."""
    return row["document"], int(row["start"]), row["other"], int(row["other_start"])


def said(name: str, judgements: Sequence[int]) -> str:
    """Say how many are right, with Wilson's 95 % interval."""
    import numpy as np

    if not judgements:
        return f"{name:<64} none"
    low, high = wilson(np.array([float(sum(judgements))]), np.array([float(len(judgements))]))
    share = sum(judgements) / len(judgements)
    return f"{name:<64} {sum(judgements):>3} of {len(judgements):>3}  {share:.2f}  [{low[0]:.2f}, {high[0]:.2f}]"


def _of(rows: Iterable[Row], column: str, **wanted: str) -> list[int]:
    return [int(row[column]) for row in rows if all(row[name] == value for name, value in wanted.items())]


def main(gold: Path, model: str = "") -> None:
    """Print the table of docs/methods/alignment.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = list(read([write_texts(gold, folder / "texts")]))
        study = Study(
            name="basil", title="", folder=folder, target="", alignment=Alignment(events="event"), term_threshold=10_000
        )
        tables = open_tables(write_tables(measure_documents(documents, study, terms=False), folder / "tables", study))
        found = retellings(documents, tables, study)
        embedded = _embedded(documents, tables, model) if model else None
    _pairs_said(found["alignments"], found["lost"])
    _lost_said(found["lost"])
    if embedded is not None:
        _embedded_said(embedded, found["alignments"], Path(model).name)


def _pairs_said(pairs: pd.DataFrame, lost: pd.DataFrame) -> None:
    print(f"{len(pairs)} aligned pairs, {len(lost)} attributions lost, {pairs['event'].nunique()} events")
    keys = _keys(pairs)
    told = [row for row in judged("pairs.csv") if key(row) in keys]
    print(said("aligned pairs: the same matter, all", _of(told, "same_matter")))
    for half in ("tuning", "held"):
        print(said(f"aligned pairs: the same matter, {half} half", _of(told, "same_matter", half=half)))


def _lost_said(lost: pd.DataFrame) -> None:
    """Say how attributions lost were judged: where rules were made, and on articles drawn after."""
    listed, claims, fresh = _keys(lost), judged("lost.csv"), judged("lost_fresh.csv")
    print(said("attributions lost, first rule", _of(claims, "lost", drawn_as="first rule")))
    print(said("  held half", _of(claims, "lost", drawn_as="first rule", half="held")))
    print(said("near misses of the first rule (drawn at random)", _of(claims, "lost", drawn_as="candidate")))
    real = [row for row in claims if row["lost"] == "1"]
    print(said("  of the judged real ones, listed by the rule as shipped", [int(key(row) in listed) for row in real]))
    print(f"articles drawn after a rule was made: {len(fresh)} judged")
    for name in ("former rule", "mended rule", "rule by figures", "near miss"):
        print(said(f"  {name}", [int(row["lost"]) for row in fresh if name in row["drawn_as"].split(", ")]))


THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8)


def _embedded(documents: Sequence[Document], tables: Mapping[str, pd.DataFrame], model: str) -> pd.DataFrame:
    """Align by embeddings, from the lowest similarity that was judged."""
    texts = {each.id: each.text for each in documents if each.text is not None}
    found = passages(tables["sentences"], texts)
    pairs = aligned(found, by_event(tables["documents"], "event", ""), model, least=THRESHOLDS[0])
    one, other = (found.rows.iloc[at].reset_index(drop=True) for at in (pairs.first, pairs.second))
    return one[["document", "start"]].assign(other=other["document"], other_start=other["start"], similarity=pairs.similarity)


def _embedded_said(embedded: pd.DataFrame, by_words: pd.DataFrame, model: str) -> None:
    """Say how pairs aligned by embeddings were judged, and how many are aligned by words too."""
    print(f"by embeddings, {model}; new: drawn at random among those not judged before")
    new, old, words = judged("pairs_embeddings.csv"), judged("pairs.csv"), _keys(by_words)
    for least in THRESHOLDS:
        keys = _keys(embedded[embedded["similarity"] >= least])
        print(f"similarity {least} and more: {len(keys)} pairs, {len(keys & words)} of them aligned by words too")
        print(said("  judged before, as aligned by words", _of([row for row in old if key(row) in keys], "same_matter")))
        for half in ("tuning", "held"):
            told = [row for row in new if key(row) in keys and row["half"] == half]
            print(said(f"  new, {half} half", _of(told, "same_matter")))


def _keys(table: pd.DataFrame) -> set[tuple[str, int, str, int]]:
    return set(zip(table["document"], table["start"], table["other"], table["other_start"], strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
