"""A study's documents: rows of sources.csv, with their texts where they are."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from framing.corpus.sources import load_documents, write_sources
from framing.errors import InputError, StudyError
from framing.study import Study

HEADER = "id,file,outlet,title,published,url,language,sha256,text_sha256,text,group\n"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "001.txt").write_text("Talks resume\n\nEnvoys met on Monday.")
    rows = [
        {"id": "NA", "text": "Fees rise.", "outlet": "Old Name", "group": "left", "genre": "news"},
        {"id": "x", "text": "Not listed."},
    ]
    (texts / "wire.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "sources.csv").write_text(
        HEADER
        + "001,,The Example,,,,,,,,\nNA,wire.jsonl,New Name,,2024-06-20,,,,,,\ngone,gone.txt,,,,,,abc,def,withheld,right\n"
    )
    return Study(name="s", title="S", folder=tmp_path, target="001")


def test_rows_texts_and_what_goes_first(study: Study) -> None:
    target, wire, gone = load_documents(study)
    assert (target.id, target.outlet, target.sections[0].heading) == ("001", "The Example", "Talks resume")
    assert (wire.id, wire.outlet, wire.published) == ("NA", "New Name", "2024-06-20")
    assert wire.columns == {"group": "left", "genre": "news"}
    assert (gone.text, gone.sha256, gone.text_sha256, gone.columns["group"]) == (None, "abc", "def", "right")


def test_texts_elsewhere(study: Study, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "deep"
    elsewhere.mkdir(parents=True)
    (elsewhere / "gone.md").write_text("# Found")
    (elsewhere.parent / "gone.txt").write_text("Found at last.")
    documents = load_documents(study, elsewhere.parent)
    assert [d.text for d in documents] == [None, None, "Found at last."]
    with pytest.raises(InputError, match="no such folder of texts"):
        load_documents(study, tmp_path / "nowhere")


def test_without_a_list_all_texts_belong_to_the_study(study: Study, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").unlink()
    assert [d.id for d in load_documents(study)] == ["001", "NA", "x"]


def test_a_target_that_is_not_there(study: Study) -> None:
    with pytest.raises(StudyError, match='target is "0O1", which is not among the documents; did you mean 001'):
        load_documents(study.model_copy(update={"target": "0O1"}))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("a,,,,,,,,,,\na,,,,,,,,,,\n", "row 3: the id a stands twice"),
        (",,,,,,,,,,\n,a.txt,,,,,,,,,\n", "row 3: has no id"),
        ("001,../secret.txt,,,,,,,,,\n", "lies outside"),
        ("001,001.txt,,,,,,,,,\nb,001.txt,,,,,,,,,\n", "holds one article"),
    ],
)
def test_faults_of_the_list(study: Study, tmp_path: Path, rows: str, says: str) -> None:
    (tmp_path / "sources.csv").write_text(HEADER + rows)
    with pytest.raises(StudyError, match=says):
        load_documents(study)


def test_a_list_without_ids(study: Study, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("file,outlet\na.txt,The Example\n")
    with pytest.raises(InputError, match="has no column id; its columns are file, outlet"):
        load_documents(study)


def test_neither_list_nor_texts(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"neither sources\.csv nor texts"):
        load_documents(Study(name="s", title="S", folder=tmp_path, target="a"))


def test_written_sources_hold_no_text_and_read_back(study: Study, tmp_path: Path) -> None:
    documents = load_documents(study)
    path = write_sources(documents, tmp_path / "sources.csv", files={"001": "001.txt", "NA": "wire.jsonl"})
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == ["available", "available", "withheld"]
    assert "Envoys" not in path.read_text()
    assert all(row["title"] == "" for row in rows)
    assert [row["group"] for row in rows] == ["", "left", "right"]
    again = load_documents(study)
    assert [(d.id, d.text, d.outlet, d.text_sha256) for d in again] == [
        (d.id, d.text, d.outlet, d.text_sha256) for d in documents
    ]
    assert not list(tmp_path.glob(".*.partial"))
