"""Attributions lost where no rule was made: articles of `../shared/corpus/scale` on the same event, two and two.

    python benchmarks/same_event.py ../shared/corpus/scale/allsides-10k.jsonl.gz

BASIL's events were read while the rule was made. Here two articles are taken to tell the same event where their outlets differ,
few days lie between them, and the cosine of their TF-IDF vectors is within the bounds of `SETS`, drawn one after the other.
Prints what the rule as shipped lists in each set, and how that was judged (data/annotations/alignment/lost_fresh.csv).
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
from alignment_gold import judged, key, said  # type: ignore[import-not-found]

from framing.compare.align import passages
from framing.compare.lost import attributions_lost
from framing.compare.similarity import vectors
from framing.corpus.read import read
from framing.pipeline import measure_documents
from framing.store import open_tables, write_tables
from framing.study import Study

SETS = (
    ("first", ((0, 1, 0.15, 0.6),)),
    ("second", ((0, 1, 0.10, 0.15), (2, 3, 0.13, 0.6))),
    ("third", ((0, 1, 0.07, 0.10), (2, 3, 0.10, 0.13))),
)
"""Days apart and cosine, from and to: 0.6 and more are copies. Chosen by reading titles of pairs, not passages."""

LONGEST = 12_000
"""Characters: a longer text is a transcript, or a page of live news."""

Article = Mapping[str, str]


def articles(path: Path) -> list[Article]:
    """Give the dated records that are not too long, by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    dated = [each for each in records if len(each.get("published") or "") == len("2020-01-01") and len(each["text"]) <= LONGEST]
    return sorted(dated, key=lambda each: str(each["id"]))


def pairs(found: Sequence[Article]) -> Iterator[tuple[str, str, str]]:
    """Go through the pairs: in which set, and the ids of both."""
    table = vectors([each["text"] for each in found])
    day = [date.fromisoformat(each["published"]).toordinal() for each in found]
    days: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(day):
        days[number].append(at)
    for at, own in enumerate(found):
        near = [other for number in range(day[at] - 3, day[at] + 4) for other in days.get(number, ()) if other > at]
        near = [other for other in near if found[other]["outlet"] != own["outlet"]]
        if not near:
            continue
        cosine = np.asarray((table[at] @ table[near].T).todense())[0]
        for other, alike in zip(near, cosine.tolist(), strict=True):
            if name := _set(abs(day[other] - day[at]), alike):
                yield name, own["id"], found[other]["id"]


def _set(apart: int, alike: float) -> str:
    for name, bounds in SETS:
        if any(first <= apart <= last and least <= alike < most for first, last, least, most in bounds):
            return name
    return ""


def main(path: Path) -> None:
    """Print what the rule lists in each set, and how it was judged."""
    found = articles(path)
    sets: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for name, one, other in pairs(found):
        sets[name][f"{one}|{other}"] = [one, other]
    known = {key(row): int(row["lost"]) for row in judged("lost_fresh.csv")}
    for name, _ in SETS:
        listed = _listed(sets[name], found)
        told = [known[each] for each in listed if each in known]
        print(f"{name} set: {len(sets[name])} pairs of articles, {len(listed)} attributions lost, {len(told)} of them judged")
        print(said("  lost, rule as shipped", told))


def _listed(events: Mapping[str, Sequence[str]], found: Sequence[Article]) -> list[tuple[str, int, str, int]]:
    """Measure the articles of a set and give the keys of what is listed."""
    wanted = {each for ids in events.values() for each in ids}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [json.dumps(each, ensure_ascii=False) for each in found if each["id"] in wanted]
        (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
        documents = list(read([folder / "articles.jsonl"]))
        study = Study(name="same-event", title="", folder=folder, target="", term_threshold=10_000)
        tables = open_tables(write_tables(measure_documents(documents, study, terms=False), folder / "tables", study))
        texts = {each.id: each.text for each in documents if each.text is not None}
        instrument = study.instruments.attribution
        lost = attributions_lost(
            passages(tables["sentences"], texts), tables["evidence"], tables["links"], texts, instrument, events
        )
    return list(zip(lost["document"], lost["start"], lost["other"], lost["other_start"], strict=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
