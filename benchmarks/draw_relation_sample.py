"""Draw sentences that name an actor, in which relations are annotated: places and hashes only, never a text.

Run: `python benchmarks/draw_relation_sample.py ../shared/corpus FIRST.csv` for the first draw; with a third argument SECOND.csv
it draws a second time, and takes no sentence of the article and no document of the coverage that the first has. Both together
are `data/annotations/relations/sample.csv`.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from drawing import draw, write  # type: ignore[import-not-found]

import framing
from framing.measures import actors
from framing.measures.registry import annotate
from framing.measures.spec import Annotator
from framing.text.build import build

SEED, SECOND_SEED = 20241104, 20261123
SHORTEST = 6  # words; shorter "sentences" are mostly captions and cut lines
STRATA = {
    "reference": 150,
    "coverage/allsides-russia-north-korea.jsonl.gz": 170,
    "coverage/kcna-russia-2011-2012.jsonl.gz": 80,
}
SECOND = {
    "reference": 60,
    "coverage/allsides-russia-north-korea.jsonl.gz": 165,
    "coverage/kcna-russia-2011-2012.jsonl.gz": 75,
}
ARTICLE = "russia-dprk-treaty-2024"
ACTORS = Path("data/treaty-2024/study.toml")


Place = tuple[str, str, int, int]


def sentences(folder: Path, finders: Sequence[Annotator]) -> Iterator[Place]:
    """Yield (document, hash of its text, start, end) of every body sentence that names an actor of the treaty study."""
    for document in framing.read([folder]):
        batch = build([document])
        named = {int(n) for each in annotate(batch, finders) if each.layer == "mention" for n in each.sentence}
        digest = hashlib.sha256((document.text or "").encode()).hexdigest()
        found = batch.sentences
        for n in sorted(named):
            if found.words[n] >= SHORTEST and not found.heading[n]:
                yield document.id, digest, int(found.start[n]), int(found.end[n])


def fresh(places: Iterable[Place], before: Sequence[Mapping[str, str]]) -> Iterator[Place]:
    """Yield the sentences that an earlier draw leaves: of the article those not drawn, of coverage those of other documents."""
    drawn = {(row["document"], int(row["start"])) for row in before}
    documents = {row["document"] for row in before} - {ARTICLE}
    for place in places:
        if place[0] not in documents and (place[0], place[2]) not in drawn:
            yield place


def main() -> None:
    """Write the first sample, or the second one."""
    corpus, first, *second = map(Path, sys.argv[1:])
    finders = actors.annotators(framing.load_actors(ACTORS))
    find = partial(sentences, finders=finders)
    if not second:
        write(draw(corpus, STRATA, find, seed=SEED, letter="r"), first)
        return
    with first.open(encoding="utf-8", newline="") as file:
        before = list(csv.DictReader(file))
    rows = draw(corpus, SECOND, lambda folder: fresh(find(folder), before), seed=SECOND_SEED, letter="s")
    write([row | {"half": "held"} for row in rows], second[0])


if __name__ == "__main__":
    main()
