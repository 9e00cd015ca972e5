"""Turn coded relations, words within sentences, into offsets; and say how far two coders agree.

Run: `python benchmarks/relation_annotations.py offsets ../shared/corpus RAW.csv OUT.csv` once a coder, where RAW has the words
as coded (`Korea#2` is the second "Korea" of its sentence); then
`python benchmarks/relation_annotations.py agreement ONE.csv OTHER.csv`.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from pathlib import Path

import framing

SAMPLE = Path("data/annotations/relations/sample.csv")
WORDS = ("predicate", "agent", "patient", "recipient")
KEPT = ("agent_actor", "patient_actor", "negated", "hypothetical", "voice")

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def place(text: str, start: int, end: int, word: str) -> tuple[str, str]:
    """Give the offsets of a word as coded in the sentence that stands at start:end; empty for an empty word.

    Raises:
        ValueError: the sentence has no such word.
    """
    if not word:
        return "", ""
    surface, _, nth = word.partition("#")
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text[start:end])]
    found = found or [match.start() for match in re.finditer(re.escape(surface), text[start:end])]
    at = int(nth or 1) - 1
    if at >= len(found):
        raise ValueError(f"{word!r} does not stand in the sentence at {start}")
    return str(start + found[at]), str(start + found[at] + len(surface))


def offsets(corpus: Path, raw: Path, out: Path) -> None:
    """Write a coder's relations as offsets: no word of the articles is kept."""
    texts = {
        hashlib.sha256((each.text or "").encode()).hexdigest(): each.text or ""
        for folder in ("reference", "coverage")
        for each in framing.read([corpus / folder])
    }
    sample = {row["id"]: row for row in rows(SAMPLE)}
    columns = ["id", *(f"{word}_{end}" for word in WORDS for end in ("start", "end")), *KEPT]
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        for row in sorted(rows(raw), key=lambda each: each["id"]):
            own = sample[row["id"]]
            made = {"id": row["id"], **{name: row[name] or "" for name in KEPT}}
            for word in WORDS:
                text, start, end = texts[own["text_sha256"]], int(own["start"]), int(own["end"])
                made[f"{word}_start"], made[f"{word}_end"] = place(text, start, end, row[word] or "")
            writer.writerow(made)


def pairs(table: list[Row], ids: set[str], role: str) -> set[tuple[str, str, str]]:
    """Give the (sentence, predicate, word of a role) that a coder marked in some sentences."""
    return {
        (row["id"], row["predicate_start"], row[f"{role}_start"]) for row in table if row["id"] in ids and row[f"{role}_start"]
    }


def agreement(one: Path, other: Path) -> None:
    """Print F1 between two coders for pairs of predicate and agent or patient, and how often shared pairs agree on the rest."""
    first, second = rows(one), rows(other)
    sample = rows(SAMPLE)
    print("| sentences | pair | first | second | both | F1 |\n|---|---|---|---|---|---|")
    for half in ("tuning", "opened", "held"):
        ids = {row["id"] for row in sample if row["half"] == half}
        if not any(row["id"] in ids for row in first):
            continue
        for role in ("agent", "patient"):
            a, b = pairs(first, ids, role), pairs(second, ids, role)
            f1 = 2 * len(a & b) / (len(a) + len(b))
            print(f"| {half} ({len(ids)}) | predicate, {role} | {len(a)} | {len(b)} | {len(a & b)} | {f1:.3f} |")
    keyed = [
        {(row["id"], row["predicate_start"], row["agent_start"], row["patient_start"]): row for row in table}
        for table in (first, second)
    ]
    shared = keyed[0].keys() & keyed[1].keys()
    for name in ("negated", "hypothetical", "voice", "agent_actor", "patient_actor"):
        same = sum(keyed[0][key][name] == keyed[1][key][name] for key in shared)
        print(f"{name}: the same in {same} of {len(shared)} relations that both marked")


def main() -> None:
    """Do what is asked."""
    task, *names = sys.argv[1:]
    paths = [Path(name) for name in names]
    if task == "offsets":
        offsets(*paths)
    else:
        agreement(*paths)


if __name__ == "__main__":
    main()
