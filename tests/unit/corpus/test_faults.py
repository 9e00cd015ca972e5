"""Bad input gets one clear line: what, where, how to mend it."""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
from pathlib import Path

import pytest

from framing.corpus.read import read
from framing.errors import InputError

PROSE = "Envoys met on Monday in the border town, and both sides hoped for progress."


def fault(path: Path | str) -> str:
    with pytest.raises(InputError) as caught:
        list(read([path]))
    message = str(caught.value)
    assert "\n" not in message
    return message


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\n ", "is empty"),
        ("a.txt", b"12:30\n\n14.5", "has no letters"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR", "is binary"),
        ("a.txt", b"Talks resume.\nEnvoys \x00met.", "line 2: holds a NUL byte"),
        ("a.txt", "Café opens.\n".encode() + "Café closes.\n".encode("latin-1"), "line 2: is not UTF-8 while other lines are"),
        ("a.txt", b"\xef\xbb\xbfTalks \xe9\xe8 resume", "begins as utf-8 but byte"),
        ("a.html", b"<html><body></body></html>", "no article was found"),
        ("a.pdf", b"%PDF-1.7", "is of an unknown kind"),
        ("a.jsonl", b'{"id": "a", "text": "One."}\n{"id": "b", "text":', "line 2: is not JSON"),
        ("a.jsonl", b'{"id": "a", "text": "One."}\n\n[1, 2]\n', "line 3: is JSON but no object"),
        ("a.jsonl", b'{"id": "a", "text": 12}', "line 1: its text is a number (12)"),
        ("a.jsonl", b'{"id": "a", "text": 1e5}', "line 1: its text is a number (1e5)"),
        ("a.jsonl", b'{"id": "a", "text": null}', "line 1: its text is null"),
        ("a.jsonl", b'{"id": "a", "body": "One."}', "line 1: has no text, only id, body"),
        ("a.jsonl", b'{"id": "a", "text": ""}', "line 1: is empty"),
        ("a.jsonl", b'{"id": "a", "text": "On\\u0000e."}', "line 1: its text holds a NUL"),
        ("a.jsonl", b'{"id": "a", "text": "On\\ud800e."}', "line 1: its text holds half a character"),
        (
            "a.jsonl",
            b'{"id": "a", "title": "T\\ud800", "text": "One."}',
            "line 1: a field beside its text holds half a character",
        ),
        ("a.jsonl", b'{"id": "a", "text": "caf\xe9"}', "line 1: is not UTF-8"),
        ("a.jsonl", b'{"id": "a", "text": "One."}\n{"id": "a", "text": "Two."}', "the id a stands twice"),
        ("a.csv", b"id,body\na,One.\n", "has no column text; its columns are id, body"),
        ("a.csv", b"id,text\na,One.,more\n", "line 2: has 3 cells for 2 columns"),
        ("a.csv", b"id,text\na,12\n", "line 2: has no letters"),
        ("a.parquet", b"PAR1 is how it should begin", "is no readable Parquet"),
    ],
)
def test_a_faulty_file_is_named_with_place_and_mend(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = written(tmp_path, name, content)
    message = fault(path)
    assert message.startswith(str(path))
    assert says in message
    assert ";" in message or "mixes encodings:" in message


def test_missing_path() -> None:
    assert "there is no such file or folder" in fault("nowhere.txt")


def test_empty_folder_and_folder_of_other_things(tmp_path: Path) -> None:
    written(tmp_path, "picture.png", b"x")
    assert "holds nothing that can be read" in fault(tmp_path)


def test_truncated_gzip(tmp_path: Path) -> None:
    lines = b"".join(json.dumps({"id": str(i), "text": f"{PROSE} {i * 7919}"}).encode() + b"\n" for i in range(2000))
    whole = gzip.compress(lines)
    path = written(tmp_path, "a.jsonl.gz", whole[: len(whole) // 2])
    assert "broken or truncated gzip" in fault(path)
    assert "broken or truncated gzip" in fault(written(tmp_path, "b.txt.gz", b"\x1f\x8b\x08 no gzip behind the mark"))


def test_what_was_read_before_a_fault_is_not_lost(tmp_path: Path) -> None:
    lines = b'{"id": "a", "text": "One."}\nbroken\n{"id": "b", "text": 3}\n{"id": "c", "text": "Three."}\n'
    path = written(tmp_path, "a.jsonl", lines)
    told: list[InputError] = []
    documents = list(read([path, tmp_path / "missing.txt"], on_fault="skip", tell=told.append))
    assert [d.id for d in documents] == ["a", "c"]
    assert "no such file" in str(told[0])  # a wrong path is told before anything is read
    assert ["line 2" in str(told[1]), "line 3" in str(told[2])] == [True, True]


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", b'{"id": "a", "text": "One."}\nbroken\n')
    stream = read([path])
    assert next(stream).id == "a"
    with pytest.raises(InputError):
        next(stream)


def test_a_line_of_20_mb_is_read(tmp_path: Path) -> None:
    text = (PROSE + " ") * (20_000_000 // len(PROSE))
    (document,) = read([written(tmp_path, "long.txt", text)])
    assert len(document.blocks) == 1
    assert document.blocks[0].end == len(text.rstrip())


def test_thousands_of_headings_take_linear_time(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        text = "The Title of It All\n\n" + "".join(f"Part Number {i} of Many\n\n{PROSE}\n\n" for i in range(count))
        path = written(tmp_path, f"{count}.txt", text)
        start = time.process_time()
        (document,) = read([path])
        assert sum(section.role == "body" for section in document.sections) == count
        assert document.sections[-1].number == f"{count + 1:02d}"
        return time.process_time() - start

    seconds(500)
    small, large = min(seconds(1000) for _ in range(3)), min(seconds(8000) for _ in range(2))
    assert large < 8 * small * 4  # four times the room of a line: a square would take eight times


def test_a_group_of_headings_and_nothing_else(tmp_path: Path) -> None:
    (document,) = read([written(tmp_path, "a.txt", "\n\n".join(f"Part Number {i}" for i in range(5000)))])
    assert len(document.blocks) == 5000


def test_stdin_is_sniffed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        def __init__(self, raw: bytes) -> None:
            self.buffer = io.BufferedReader(io.BytesIO(raw))

    page = f"<!doctype html><html><body><article><h1>Talks</h1><p>{PROSE}</p></article></body></html>"
    for raw, extractor in [
        (b'{"id": "001", "text": "One."}\n', "jsonl"),
        (gzip.compress(b'{"text": "One."}\n'), "jsonl"),
        (page.encode(), "trafilatura"),
        (PROSE.encode(), "plain"),
    ]:
        monkeypatch.setattr(sys, "stdin", Input(raw))
        (document,) = read("-")
        assert document.extractor == extractor
    monkeypatch.setattr(sys, "stdin", Input(b""))
    assert fault("-").startswith("stdin: is empty")
