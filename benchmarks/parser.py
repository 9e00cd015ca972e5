"""How fast and how well sentences are parsed: `python benchmarks/parser.py [--syntax MODEL] [--articles 150]`.

Words a second of processor time on one core, from a batch to trees, reading and segmenting left out; then the pipeline by
itself on documents that are ready. With another pipeline, its speed, and its scores on the treebanks' dev files beside.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from framing.text.build import build
from framing.text.syntax import OWN, load, parse
from framing.validate.conllu import genre_of
from framing.validate.documents import of_lines
from framing.validate.gold import GoldFile
from framing.validate.metrics import f1
from framing.validate.sets.treebank_ud import GOLD, GOLD_TOKENS, METRICS, OWN_TOKENS, SPOKEN, counted

Result = TypeVar("Result")

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = SHARED / "corpus" / "scale" / "allsides-10k.jsonl.gz"
FILES = ("en_gum-ud-dev.conllu.gz", "en_ewt-ud-dev.conllu.gz")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--syntax", default=OWN, metavar="MODEL", help="a spaCy pipeline that is installed")
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--scores", action="store_true", help="scores on the treebanks too (one minute)")
    call = parser.parse_args()
    speed(call.syntax, call.articles, call.repeats)
    if call.scores:
        scores(call.syntax)


def speed(model: str, articles: int, repeats: int) -> None:
    """Print words a second."""
    pipeline, took = timed(lambda: load(model), clock=time.perf_counter)
    print(f"{pipeline.instrument}, spaCy {version('spacy')}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"loaded in {took:.2f} s, spaCy's import and all")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, articles)]
    batch = build([of_lines(str(number), text) for number, text in enumerate(texts)])
    words = int(batch.sentences.words.sum())
    parse(build([of_lines("warm", texts[0])]), model)
    seconds = [timed(lambda: parse(batch, model))[1] for _ in range(repeats)]
    rate = words / statistics.median(seconds)
    print(f"{articles} articles, {words:,} words: {rate:,.0f} words a second of processor time, median of {repeats}")
    print(f"  slowest {words / max(seconds):,.0f}, fastest {words / min(seconds):,.0f}")


def timed(function: Callable[[], Result], clock: Callable[[], float] = time.process_time) -> tuple[Result, float]:
    """Call a function and give what it gave, with the seconds it took."""
    begun = clock()
    given = function()
    return given, clock() - begun


def scores(model: str) -> None:
    """Print F1 by metric, file and what the parser starts from."""
    for name in FILES:
        for given in (OWN_TOKENS, GOLD_TOKENS):
            tables = counted(GoldFile(GOLD, SHARED / "gold" / GOLD.name / name), given, model)
            written = np.sum([table for document, table in tables.items() if genre_of(document) not in SPOKEN], axis=0)
            figures = ", ".join(f"{metric} {value:.3f}" for metric, value in zip(METRICS, f1(written), strict=True))
            print(f"{name}, written, {given}: {figures}")


if __name__ == "__main__":
    main()
