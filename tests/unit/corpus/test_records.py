"""Records keep their ids and columns as strings; folders and names give ids to single files."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.corpus.documents import Document
from framing.corpus.read import read

IDS = ["001", "NA", "1e5", "null", "", "007.0"]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def as_jsonl(folder: Path) -> Path:
    path = folder / "a.jsonl.gz"
    rows = [{"id": each, "text": f"Envoys met {i}.", "group": "NA", "n": 3} for i, each in enumerate(IDS)]
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    return path


def as_csv(folder: Path) -> Path:
    path = folder / "a.csv"
    path.write_text("id,text,group,n\n" + "".join(f'{each},"Envoys met {i}.",NA,3\n' for i, each in enumerate(IDS)))
    return path


def as_parquet(folder: Path) -> Path:
    path = folder / "a.parquet"
    columns = {
        "id": IDS,
        "text": [f"Envoys met {i}." for i in range(len(IDS))],
        "group": ["NA"] * len(IDS),
        "n": [3] * len(IDS),
    }
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("write", [as_jsonl, as_csv, as_parquet])
def test_ids_and_columns_stay_strings(tmp_path: Path, write: object) -> None:
    documents = list(read([write(tmp_path)]))  # type: ignore[operator]
    line = {"as_jsonl": "a-5", "as_csv": "a-6", "as_parquet": "a-5"}[write.__name__]  # type: ignore[attr-defined]
    assert [d.id for d in documents] == ["001", "NA", "1e5", "null", line, "007.0"]
    assert all(d.columns == {"group": "NA", "n": "3"} for d in documents)


def test_numbers_in_json_are_kept_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": 1e5, "text": "One.", "share": 0.10, "title": NaN, "url": null}\n{"id": 12, "text": "Two."}\n')
    one, two = read([path])
    assert (one.id, one.columns["share"], one.title, one.url, two.id) == ("1e5", "0.10", "", "", "12")


def test_title_is_set_on_top_unless_the_text_begins_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"id": "off", "title": "Talks resume", "text": "Envoys met on Monday.\nThey talked."},
        {"id": "on", "title": "“Talks” resume", "text": '"Talks"  resume\n\nEnvoys met on Monday.'},
        {"id": "part", "title": "Talks", "text": "Talks between the envoys went on.\nThey ended."},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    off, on, part = read([path])
    assert off.text == "Talks resume\n\nEnvoys met on Monday.\nThey talked."
    assert on.text == rows[1]["text"]
    assert part.text == "Talks\n\nTalks between the envoys went on.\nThey ended."
    assert [d.sections[0].role for d in (off, on, part)] == ["headline"] * 3
    assert off.sha256 == sha(rows[0]["text"])
    assert off.text_sha256 == sha(off.text or "")
    assert on.sha256 == on.text_sha256 == sha(rows[1]["text"])


def test_newlines_are_made_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfTalks resume\r\n\r\nEnvoys met.\rThey talked.")
    (document,) = read(path)
    assert document.text == "Talks resume\n\nEnvoys met.\nThey talked."
    assert document.encoding == "utf-8"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_folders_are_read_in_order_and_twins_get_their_path(tmp_path: Path) -> None:
    for name in ("b/x.txt", "a/x.txt", "a/y.md", ".hidden/z.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Envoys met on Monday.")
    assert [d.id for d in read([tmp_path])] == ["a/x.txt", "y", "b/x.txt"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_of_csv(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        separator.join(["id", "title", "text"]) + "\n" + separator.join(["1", "", '"Envoys met,\nthey; talked."']) + "\n"
    )
    (document,) = read(path)
    assert document.text == "Envoys met,\nthey; talked."


def test_encodings_declared_and_guessed(tmp_path: Path) -> None:
    text = "Die Gespräche über die Brücke wurden für Dienstag angesetzt, erklärte die Behörde. Größere Änderungen fehlen. "
    guessed = tmp_path / "guessed.txt"
    guessed.write_bytes((text * 8).encode("cp1252"))
    page = f'<html><head><meta charset="windows-1252"></head><body><article><p>{text * 3}</p></article></body></html>'
    declared = tmp_path / "declared.html"
    declared.write_bytes(page.encode("cp1252"))
    one, two = read([guessed, declared])
    assert one.encoding == "cp1252 (guessed)"
    assert "Größere" in (one.text or "")
    assert two.encoding == "cp1252"
    assert "Größere" in (two.text or "")


def test_nothing_gives_nothing() -> None:
    assert list(read([])) == []
    assert Document("a", None).blocks == ()
