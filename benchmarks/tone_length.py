"""Print whether the instruments of tone drift with section length on shuffled sentences of news.

.venv/bin/python benchmarks/tone_length.py [--corpus FILE] [--articles 400]
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from framing.corpus.read import read
from framing.text.build import build
from framing.validate.length import length_drift

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "scale" / "allsides-10k.jsonl.gz"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--articles", type=int, default=400)
    call = parser.parse_args()
    batch = build(list(islice(read([call.corpus]), call.articles)))
    spans = zip(batch.sentences.document, batch.sentences.start, batch.sentences.end, strict=True)
    sentences = [batch.normal[document][start:end] for document, start, end in spans]
    print(f"{len(sentences):,} sentences of {call.articles} articles, shuffled")
    print(length_drift(sentences).round(4).to_string(index=False))


if __name__ == "__main__":
    main()
