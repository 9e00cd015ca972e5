"""Say how many predicates of actors the lexicons `verb-classes` and `power` know: `python benchmarks/verb_classes.py PATH...`.

PATH is a file or folder of texts; the actors are those of data/treaty-2024. Predicates are the relations that our parser
finds, each counted once. `--texts N` takes the N documents of a path whose ids have the smallest hashes.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np

import framing
from framing.corpus.documents import Document
from framing.lexicons.ratings import own_power
from framing.measures.actors import ActorList
from framing.measures.relations import Relations
from framing.measures.verb_classes import CLASSES, UNCLASSED, Predicates, entries_of
from framing.study import load_study
from framing.text.build import build

AT_ONCE = 50


def main() -> None:
    """Print a row a path, and the classes of its predicates."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("paths", nargs="+", type=Path)
    asked.add_argument("--texts", type=int, default=0)
    given = asked.parse_args()
    print("| texts | documents | verbs | in a class | `other` | unlisted | nouns of event | in a class | rated for power |")
    print("|---|---|---|---|---|---|---|---|---|")
    told = {}
    for path in given.paths:
        documents = sorted(framing.read([path]), key=lambda each: hashlib.sha256(each.id.encode()).hexdigest())
        documents = documents[: given.texts] if given.texts else documents
        told[path.name] = counted(path.name, documents)
    for name, counts in told.items():
        print(f"\n{name}: " + ", ".join(f"{each} {counts[each]}" for each in (*CLASSES, UNCLASSED)))


def counted(name: str, documents: list[Document]) -> Counter[str]:
    """Print one row and give the predicates of each class, verbs and nouns together."""
    finder, ratings = ActorList(load_study(Path("data/treaty-2024")).actors), own_power()
    of_kind: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    rated = 0
    for at in range(0, len(documents), AT_ONCE):
        batch = build(documents[at : at + AT_ONCE])
        found = finder(batch, [])
        relation = Relations()(batch, found)[0]
        predicates = Predicates.of(relation)
        once = np.unique(relation.sentence.astype(np.int64) * 2**31 + relation.start, return_index=True)[1]
        for row in once.tolist():
            of_kind[bool(predicates.nominal[row])][relation.labels[relation.label[row]]] += 1
        entries = entries_of(batch, predicates, ratings.verbs, ratings.nouns)
        rated += sum(bool(entries[row]) for row in once.tolist())
    cells = []
    for counts in of_kind.values():
        total = max(counts.total(), 1)
        known = counts.total() - counts[UNCLASSED]
        cells += [f"{counts.total():,}", f"{(known - counts['other']) / total:.3f}"]
        cells += [f"{counts['other'] / total:.3f}", f"{counts[UNCLASSED] / total:.3f}"]
    both = of_kind[False] + of_kind[True]
    print(f"| {name} | {len(documents)} | {' | '.join(cells[:6])} | {rated / max(both.total(), 1):.3f} |")
    return both


if __name__ == "__main__":
    main()
