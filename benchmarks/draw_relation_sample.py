"""Draw sentences that name an actor, in which relations are annotated: places and hashes only, never a text.

Run: `python benchmarks/draw_relation_sample.py ../shared/corpus data/annotations/relations/sample.csv`.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from drawing import draw, write  # type: ignore[import-not-found]

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


def main() -> None:
    """Write the sample."""
    corpus, out = map(Path, sys.argv[1:3])
    finders = actors.annotators(framing.load_actors(ACTORS))
    write(draw(corpus, STRATA, partial(sentences, finders=finders), seed=SEED, letter="r"), out)


if __name__ == "__main__":
    main()
