"""The annotated sentences: what the files hold, how they were settled, and how far the coders agree."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from framing.validate.agreement import alpha
from framing.validate.sets.stance_annotated import FOLDER, GOLD, LABELS

COLUMNS = ["id", "half", "document", "text_sha256", "start", "end", "label", "coder"]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["coder_a.csv", "coder_b.csv", "settled.csv"])
def test_labels_and_places_alone_are_shipped(name: str) -> None:
    sample = {row["id"]: row for row in rows("sample.csv")}
    for row in rows(name):
        own = sample[row["id"]]
        assert list(row) == COLUMNS
        assert row["label"] in LABELS
        assert int(own["start"]) <= int(row["start"]) < int(row["end"]) <= int(own["end"])


def test_what_stands_was_marked_by_both() -> None:
    coded = [{(row["id"], row["label"]) for row in rows(name)} for name in ("coder_a.csv", "coder_b.csv")]
    assert {(row["id"], row["label"]) for row in rows("settled.csv")} <= coded[0] & coded[1]


def test_without_the_texts_it_is_no_set(tmp_path: Path) -> None:
    assert GOLD.files(tmp_path / "gold") == []
    (tmp_path / "corpus").mkdir()
    assert [file.name for file in GOLD.files(tmp_path / "gold")] == list(GOLD.known)


@pytest.mark.parametrize("label", sorted(LABELS))
def test_agreement_is_that_of_nltk(label: str) -> None:
    task = pytest.importorskip("nltk.metrics.agreement").AnnotationTask
    sentences = [row["id"] for row in rows("sample.csv") if row["half"] == "held"]
    marked = [{row["id"] for row in rows(name) if row["label"] == label} for name in ("coder_a.csv", "coder_b.csv")]
    ratings = [[float(each in own) for each in sentences] for own in marked]
    data = [(coder, each, code) for coder, own in enumerate(ratings) for each, code in zip(sentences, own, strict=True)]
    assert np.isclose(alpha(ratings), task(data=data).alpha())
