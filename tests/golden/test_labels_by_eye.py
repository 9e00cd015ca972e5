"""What a reader of the treaty article would say: who acts for whom, who is called what, and in whose voice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from framing.corpus.read import read
from framing.measures.acting import MARKS, acting
from framing.measures.actors import annotators as actor_annotators
from framing.measures.attribution_news import AttributionNews
from framing.measures.labels import Labels
from framing.measures.parses import parsed
from framing.measures.spec import Found
from framing.study import load_study
from framing.text.batch import Batch
from framing.text.build import build

STUDY = Path("data/treaty-2024")


@pytest.fixture(scope="module")
def article(shared: Path, root: Path) -> tuple[Batch, Sequence[Found]]:
    batch = build(list(read([shared / "corpus" / "reference"])))
    found = actor_annotators(load_study(root / STUDY))[0](batch, [])
    return batch, [*found, *AttributionNews()(batch, found)]


def test_rogue_state_is_north_koreas_in_a_voice_imputed_to_the_united_states(article: tuple[Batch, Sequence[Found]]) -> None:
    batch, found = article
    labels = Labels()(batch, found)[0]
    (at,) = (row for row, entry in enumerate(labels.entry) if labels.entries[entry] == "rogue state")
    assert labels.actor is not None
    assert labels.actors[int(labels.actor[at])] == "North Korea"
    assert (labels.columns["voice"][at], labels.columns["source"][at]) == ("imputed", "United States")
    assert labels.labels[int(labels.label[at])] == "judged"


def test_labels_of_the_article_are_those_that_a_reader_marks(article: tuple[Batch, Sequence[Found]]) -> None:
    batch, found = article
    labels = Labels()(batch, found)[0]
    assert labels.actor is not None
    told = {(labels.actors[a], labels.entries[e]) for a, e in zip(labels.actor, labels.entry, strict=True)}
    assert told >= {
        ("Russia", "nuclear-armed"),
        ("North Korea", "increasingly assertive"),
        ("North Korea", "primary security threat"),
        ("China", "primary economic partner"),
    }
    assert not {entry for _, entry in told if "treaty" in entry or "alliance" in entry}


def test_both_nations_are_russia_and_north_korea(article: tuple[Batch, Sequence[Found]]) -> None:
    batch, found = article
    trees = parsed(batch)
    acts = acting(batch, trees, found[0])
    text = batch.normal[0].lower()
    groups = [
        {acts.actors[actor] for actor in acts.of(token)}
        for token in np.flatnonzero(np.diff(acts.first)).tolist()
        if text[trees.start[token] - 5 : trees.end[token]] == "both nations" and MARKS[acts.mark[acts.first[token]]] == "group"
    ]
    assert groups
    assert all(group == {"Russia", "North Korea"} for group in groups)
