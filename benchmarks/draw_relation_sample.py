"""Draw sentences that name an actor, in which relations are annotated: places and hashes only, never a text.

Run: `python benchmarks/draw_relation_sample.py ../shared/corpus data/annotations/relations/sample.csv`.
"""

from __future__ import annotations

import csv
import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import framing
from framing.measures import actors
from framing.measures.registry import annotate
from framing.measures.spec import Annotator
from framing.text.build import build

SEED = 20241104
SHORTEST = 6  # words; shorter "sentences" are mostly captions and cut lines
STRATA = {
    "reference": 150,
    "coverage/allsides-russia-north-korea.jsonl.gz": 170,
    "coverage/kcna-russia-2011-2012.jsonl.gz": 80,
}
ACTORS = Path("data/treaty-2024/study.toml")


def sentences(folder: Path, finders: Sequence[Annotator]) -> Iterator[tuple[str, str, int, int]]:
    """Yield (document, hash of its text, start, end) of every body sentence that names an actor of the treaty study."""
    for document in framing.read([folder]):
        batch = build([document])
        named = {int(n) for each in annotate(batch, finders) if each.layer == "mention" for n in each.sentence}
        digest = hashlib.sha256((document.text or "").encode()).hexdigest()
        found = batch.sentences
        for n in sorted(named):
            if found.words[n] >= SHORTEST and not found.heading[n]:
                yield document.id, digest, int(found.start[n]), int(found.end[n])


def draw(corpus: Path) -> list[dict[str, object]]:
    """Draw from each stratum without replacement, shuffle, and halve at random."""
    chooser = random.Random(SEED)  # noqa: S311
    finders = actors.annotators(framing.load_actors(ACTORS))
    rows: list[dict[str, object]] = []
    for stratum, count in STRATA.items():
        pool = list(sentences(corpus / stratum, finders))
        for document, digest, start, end in chooser.sample(pool, count):
            rows.append({"stratum": stratum, "document": document, "text_sha256": digest, "start": start, "end": end})
    chooser.shuffle(rows)
    for number, row in enumerate(rows):
        row |= {"id": f"r{number:03d}", "half": "tuning" if number % 2 else "held"}
    return rows


def main() -> None:
    """Write the sample."""
    corpus, out = map(Path, sys.argv[1:3])
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "half", "stratum", "document", "text_sha256", "start", "end"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(draw(corpus))


if __name__ == "__main__":
    main()
