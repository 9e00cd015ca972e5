"""Hold `acting` against the relations that rules are made on: whom does a word that is agent or patient act for?

Run: `python benchmarks/acting.py ../shared/corpus [errors]`. A place is an agent's or patient's word; it has the actors of all
lines that name it. What is `other` there should get no actor. Sentences held out are left out.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

import framing
from framing.measures.acting import MARKS, Acting, acting
from framing.measures.actors import annotators
from framing.study import load_study
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.syntax import parse

SAMPLE = Path("data/annotations/relations/sample.csv")
SETTLED = SAMPLE.with_name("settled.csv")
STUDY = Path("data/treaty-2024")
CODED = {
    *("Russia", "North Korea", "South Korea", "United States", "China", "Japan"),
    *("NATO", "Ukraine", "European Union", "United Nations"),
}
"""The actors that the codebook knows; the study lists more."""

TREES = Path(tempfile.gettempdir()) / "framing-acting-trees"

Row = dict[str, str]
Places = dict[tuple[str, int, int], set[str]]


def rows(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def places(table: list[Row]) -> Places:
    """Give the actors of every agent's and patient's place."""
    found: Places = defaultdict(set)
    for row in table:
        for role in ("agent", "patient"):
            if row[f"{role}_start"]:
                key = (row["id"], int(row[f"{role}_start"]), int(row[f"{role}_end"]))
                found[key] |= {row[f"{role}_actor"]} & CODED
    return dict(found)


def said(acts: Acting, trees: Parse, first: int, last: int, start: int, end: int) -> set[tuple[str, str]]:
    """Give actors and marks of the tokens of a document (first:last) that a place holds."""
    inside = np.flatnonzero((trees.start[first:last] < end) & (trees.end[first:last] > start)) + first
    pairs = {(acts.actors[acts.actor[i]], MARKS[acts.mark[i]]) for t in inside for i in range(acts.first[t], acts.first[t + 1])}
    return {pair for pair in pairs if pair[0] in CODED}


def main() -> None:
    """Print counts, precision, recall and F1; with `errors`, every place that differs."""
    corpus, errors = Path(sys.argv[1]), "errors" in sys.argv
    half = {row["id"]: row for row in rows(SAMPLE) if row["half"] in ("tuning", "opened")}
    wanted = {row["text_sha256"] for row in half.values()}
    documents = [d for folder in ("reference", "coverage") for d in framing.read([corpus / folder])]
    documents = [d for d in documents if hashlib.sha256((d.text or "").encode()).hexdigest() in wanted]
    batch = build(documents)
    finder = annotators(load_study(STUDY))[0]
    found = finder(batch, [])
    trees = parse(batch, kept=TREES)
    acts = acting(batch, trees, *found)
    at = {hashlib.sha256((d.text or "").encode()).hexdigest(): n for n, d in enumerate(documents)}
    document = batch.sentences.document[trees.sentence]
    counts: Counter[str] = Counter()
    for (key, start, end), gold in sorted(places([row for row in rows(SETTLED) if row["id"] in half]).items()):
        which = at[half[key]["text_sha256"]]
        first, last = (int(n) for n in np.searchsorted(document, [which, which + 1]))
        pairs = said(acts, trees, first, last, start, end)
        names = {name for name, _ in pairs}
        counts += Counter(right=len(names & gold), wrong=len(names - gold), missed=len(gold - names))
        counts += Counter(f"{mark} {'right' if name in gold else 'wrong'}" for name, mark in pairs)
        if errors and names != gold:
            text = documents[which].text or ""
            print(key, repr(text[start:end]), "gold", sorted(gold), "found", sorted(pairs), "|", text[start - 60 : end + 40])
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    print(dict(sorted(counts.items())))
    print(f"precision {right / (right + wrong):.3f} recall {right / (right + missed):.3f} ", end="")
    print(f"F1 {2 * right / (2 * right + wrong + missed):.3f}")


if __name__ == "__main__":
    main()
