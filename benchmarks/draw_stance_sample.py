"""Draw the sentences in which stance markers are annotated: places and hashes only, never a text.

Run: `python benchmarks/draw_stance_sample.py ../shared/corpus data/annotations/stance/sample.csv`.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from drawing import draw, write  # type: ignore[import-not-found]

import framing
from framing.text.build import build

SEED = 20261122
SHORTEST = 6  # words; shorter "sentences" are mostly captions and cut lines
# How many sentences from where: the article under study is small, and every kind of coverage should be seen.
STRATA = {
    "reference": 40,
    "coverage/allsides-russia-north-korea.jsonl.gz": 150,
    "coverage/kcna-russia-2011-2012.jsonl.gz": 80,
    "scale": 130,
}


def sentences(folder: Path) -> Iterator[tuple[str, str, int, int]]:
    """Yield (document, hash of its text, start, end) of every body sentence below a folder or in a file."""
    for document in framing.read([folder]):
        found = build([document]).sentences
        digest = hashlib.sha256((document.text or "").encode()).hexdigest()
        columns = (found.start, found.end, found.words, found.heading)
        for start, end, words, heading in zip(*(column.tolist() for column in columns), strict=True):
            if words >= SHORTEST and not heading:
                yield document.id, digest, start, end


def main() -> None:
    """Write the sample."""
    corpus, out = map(Path, sys.argv[1:3])
    write(draw(corpus, STRATA, sentences, seed=SEED, letter="s"), out)


if __name__ == "__main__":
    main()
