"""The tutorial shows, below each snippet, what that snippet prints."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() not in ("", "…")]


def _run(body: str, names: dict[str, object]) -> list[str]:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(body, "docs/tutorial.md", "exec"), names)  # noqa: S102  (our own snippets, as a reader runs them)
    return _lines(output.getvalue())


def _shown_and_printed() -> Iterator[tuple[list[str], list[str]]]:
    """Run the snippets in order; yield each text block with what the snippet before it printed."""
    names: dict[str, object] = {}
    printed: list[str] = []
    for kind, body in BLOCK.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")):
        if kind == "text":
            yield _lines(body), printed
        else:
            printed = _run(body, names)


def test_tutorial_prints_what_it_shows(tmp_path: Path, example_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data" / "example", tmp_path / "data" / "example", ignore=shutil.ignore_patterns("tables"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(example_tables, "data/example/tables")
    pairs = list(_shown_and_printed())
    assert pairs
    for shown, printed in pairs:
        assert [line for line in shown if line not in printed] == []
