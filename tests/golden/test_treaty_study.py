"""The treaty study as declared: its sources are all there, and what it names can be measured."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.measures.registry import measures
from framing.study import Study, load_study


@pytest.fixture(scope="module")
def study(root: Path) -> Study:
    return load_study(root / "data" / "treaty-2024")


@pytest.fixture(scope="module")
def sources(root: Path) -> list[dict[str, str]]:
    with (root / "data" / "treaty-2024" / "sources.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_source_is_listed_once(sources: list[dict[str, str]]) -> None:
    assert Counter(row["source"] for row in sources) == {"target": 1, "allsides": 224, "kcna": 473, "treaty-wanted": 39}
    groups = Counter(row["group"] for row in sources if row["source"] == "allsides")
    assert groups == {"left": 68, "center": 82, "right": 74}
    assert len({row["id"] for row in sources}) == len(sources)


def test_titles_stay_with_their_owners_and_hashes_are_hashes(sources: list[dict[str, str]]) -> None:
    assert not any(row["title"] for row in sources)
    for row in sources:
        hashed = row["text"] == "available"
        assert all(bool(re.fullmatch("[0-9a-f]{64}", row[name])) == hashed for name in ("sha256", "text_sha256"))


def test_the_two_files_of_coverage_are_never_one_pool(study: Study) -> None:
    for comparison in study.comparisons:
        assert comparison.kind == "groups" or "dprk-state" not in comparison.groups or len(comparison.groups) == 1
        assert comparison.groups, "an empty pool would take all coverage together"


def test_primary_measures_and_hypotheses_can_be_measured(study: Study, sources: list[dict[str, str]]) -> None:
    known = {measure.name for measure in measures(study)}
    assert set(study.primary) <= known
    actors = {actor.name for actor in study.actors}
    for hypothesis in study.hypotheses:
        assert hypothesis.measure in known
        assert hypothesis.actor in actors | {""}
        assert set(hypothesis.groups) <= {row[hypothesis.by] for row in sources} | {"target"}


def test_every_masked_word_has_a_valence(study: Study) -> None:
    valences = SentimentIntensityAnalyzer().lexicon
    assert [word for word in study.instruments.mask if word not in valences] == []
