"""Documents parsed shard by shard, in several processes, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing import pipeline
from framing.corpus.documents import Document
from framing.validate.documents import of_lines


def documents() -> list[Document]:
    """Five short articles, one of them in German."""
    made = [of_lines(str(number), f"Arland sent {number} ships.\nThe ships were seen by Borduria.") for number in range(4)]
    return [*made, Document(id="fremd", text="Das ist gut.", language="de", blocks=made[0].blocks[:1])]


def trees(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_number_of_processes_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PARSED_CHARACTERS", 60)
    seen: list[int] = []
    alone = pipeline.parse_documents(documents(), tmp_path / "one", progress=seen.append)
    together = pipeline.parse_documents(documents(), tmp_path / "two", jobs=2)
    assert alone == together == [("fremd", "its language is de, the parser's en")]
    assert trees(tmp_path / "one") == trees(tmp_path / "two")
    assert len(trees(tmp_path / "one")) == 4
    assert seen == sorted(seen)
    assert seen[-1] == 5


def test_no_documents_leave_nothing(tmp_path: Path) -> None:
    assert pipeline.parse_documents([], tmp_path / "none") == []
    assert not (tmp_path / "none").exists()
