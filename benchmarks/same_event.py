"""Articles of `../shared/corpus/scale` that tell the same event, two and two: attributions lost where nothing was tuned.

    python benchmarks/same_event.py ../shared/corpus/scale/allsides-10k.jsonl.gz

Two articles are taken to tell the same event where their outlets differ, they were published within a day of each other, each is
the other's most similar one among such, and the cosine of their TF-IDF vectors is `LEAST` or more. No article is in two pairs.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from framing.compare.similarity import vectors

LEAST = 0.3
"""Cosine of whole articles; chosen by reading titles of pairs, not their passages."""

LONGEST = 12_000
"""Characters: a longer text is a transcript or a page of live news."""

Article = Mapping[str, str]


def same_event(path: Path) -> list[tuple[Article, Article]]:
    """Give the pairs, in order of the first one's id; the articles are records of the file."""
    articles = _articles(path)
    table = vectors([each["text"] for each in articles])
    days: dict[int, list[int]] = defaultdict(list)
    for at, each in enumerate(articles):
        days[date.fromisoformat(each["published"]).toordinal()].append(at)
    best = {at: _nearest(at, articles, table, days) for at in range(len(articles))}
    pairs = [(at, other) for at, (other, _) in best.items() if other > at and best[other][0] == at and best[at][1] >= LEAST]
    return [(articles[one], articles[other]) for one, other in pairs]


def _articles(path: Path) -> list[Article]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    dated = [each for each in read if len(each.get("published") or "") == len("2020-01-01") and len(each["text"]) <= LONGEST]
    return sorted(dated, key=lambda each: str(each["id"]))


def _nearest(
    at: int, articles: Sequence[Article], table: object, days: Mapping[int, Sequence[int]]
) -> tuple[int, float]:
    """Give the most similar article of another outlet within a day, and how similar it is; −1 where there is none."""
    day = date.fromisoformat(articles[at]["published"]).toordinal()
    near = [other for near in (day - 1, day, day + 1) for other in days.get(near, ())]
    near = sorted(other for other in near if articles[other]["outlet"] != articles[at]["outlet"])
    if not near:
        return -1, 0.0
    cosine = np.asarray((table[at] @ table[near].T).todense())[0].round(6)  # type: ignore[index]
    return near[int(cosine.argmax())], float(cosine.max())
