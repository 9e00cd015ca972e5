"""Mentions counted by hand: a miniature article of our own, and the treaty article where it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from framing.corpus.documents import Document
from framing.corpus.read import read
from framing.corpus.sections import segment
from framing.measures.actors import ActorList, annotators, measures
from framing.measures.collect import Wanted, collect
from framing.measures.registry import annotate
from framing.study import Actor, Study, load_study
from framing.text.build import build

TEXT = """Norland warns Sudland

Norland warned on Monday. The Norlandic fleet sailed, and Sudland waited.

East and West Sudland kept calm. Nobody named anyone here.

"Sudland will answer," said Prime Minister Oran. Norland and Sudland have talked before.
"""
"""Sentences: headline; lead 2; body 4 (one of them names nobody)."""

STUDY = Study(
    name="mini",
    title="",
    folder=Path(),
    target="1",
    actors=(
        Actor(name="Norland", adjectives=("Norlandic",)),
        Actor(name="Sudland", leaders=("Oran",)),
        Actor(name="East Sudland"),
        Actor(name="West Sudland"),
    ),
)

EXPECTED = {
    # numerator and denominator over the whole article, headings other than the headline not counted
    ("mentions", "Norland"): (4, 37),
    ("mentions", "Sudland"): (5, 37),
    ("mentions", "East Sudland"): (1, 37),
    ("mention_share", "Norland"): (4, 11),
    ("mention_share", "Sudland"): (5, 11),
    ("sentence_share", "Norland"): (4, 7),
    ("sentence_share", "Sudland"): (4, 7),
    ("headline_share", "Norland"): (1, 1),
    ("headline_share", "West Sudland"): (0, 1),
    ("lead_share", "Norland"): (2, 2),
    ("lead_share", "Sudland"): (1, 2),
    ("initial_share", "Norland"): (4, 4),
    ("initial_share", "Sudland"): (1, 5),
    ("comention", "Norland + Sudland"): (3, 5),
    ("comention", "East Sudland + West Sudland"): (1, 1),
    ("comention", "Norland + East Sudland"): (0, 5),
}


@pytest.fixture(scope="module")
def counted() -> dict[tuple[str, str], tuple[float, float]]:
    batch = build([segment(Document(id="1", text=TEXT))])
    found = annotate(batch, annotators(STUDY))
    wanted = Wanted(
        measures=[measure for measure in measures(STUDY) if measure.primary_layer == "mention"],
        instruments={"mention": ("actor-list",)},
        actors=[actor.name for actor in STUDY.actors],
    )
    rows = collect(batch, found, wanted)["measures"].to_pylist()
    whole = [row for row in rows if row["section"] == "all" and row["voice"] == "all"]
    return {(row["measure"], row["actor"]): (row["numerator"], row["denominator"]) for row in whole}


@pytest.mark.parametrize("key", EXPECTED)
def test_counts_made_by_hand(key: tuple[str, str], counted: dict[tuple[str, str], tuple[float, float]]) -> None:
    assert counted[key] == EXPECTED[key]


def test_the_treaty_article_as_counted_by_search(shared: Path, root: Path) -> None:
    """Counts by regular expression over the file, added by hand: 160 + 30 + 3 + 11 + 1 + 1 for North Korea, and so on."""
    study = load_study(root / "data" / "treaty-2024")
    article = next(iter(read(shared / "corpus" / "reference" / "russia-dprk-treaty-2024.txt")))
    found, *_ = ActorList(study.actors)(build([article]), [])
    assert found.actor is not None
    counts = Counter(found.actors[actor] for actor in found.actor)
    assert counts["North Korea"] == 206
    assert counts["Russia"] == 98 + 52 + 5 + 1
    assert counts["United States"] == 24 + 12 + 2
    assert counts["NATO"] == 68
    coordinated = [
        (found.actors[actor], (article.text or "")[start:end])
        for actor, start, end in zip(found.actor, found.start.tolist(), found.end.tolist(), strict=True)
        if (article.text or "")[start:end] == "North"
    ]
    assert coordinated == [("North Korea", "North")] * 3
