"""What README and tutorial show runs as written, on data/example alone, and prints what they say it prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTS = ("README.md", "docs/tutorial.md")
ELSEWHERE = ("framing report data/example",)
"""Run in test_report.py, which makes this report by the command; a minute each time."""

BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(text: str, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(text) if name == language]


def calls(body: str) -> list[tuple[str, list[str]]]:
    """Give each `$ command` of a console block with the lines it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif found and line.strip() not in ("", "…"):
            found[-1][1].append(" ".join(line.split()))
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with data/example in it, as in a clone; few resamples: nothing is shown that hangs on their number."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(root / "data" / "example", folder / "data" / "example")
    path = folder / "data" / "example" / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[study]\n", "[study]\nresamples = 200\n", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "160"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_shown_runs_and_prints_what_is_shown(
    name: str, root: Path, place: Path, environment: dict[str, str]
) -> None:
    shown = [call for body in blocks((root / name).read_text(encoding="utf-8"), "console") for call in calls(body)]
    ours = [(command, lines) for command, lines in shown if command.startswith("framing")]
    assert ours, f"{name} shows no command"
    for command, lines in ours:
        if command in ELSEWHERE:
            assert not lines, "what it prints is to be compared there"
            continue
        told = subprocess.run(command, shell=True, cwd=place, env=environment, capture_output=True, text=True, check=False)  # noqa: S602
        assert told.returncode == 0, f"{name}: {command}\n{told.stderr}"
        printed = [" ".join(line.split()) for line in (told.stdout + told.stderr).splitlines()]
        for line in lines:
            assert line in printed, f"{name}: {command} does not print\n{line}\nbut\n{told.stdout}"


def test_the_python_shown_runs(root: Path, place: Path, environment: dict[str, str]) -> None:
    """README's; that of the tutorial runs in test_tutorial.py, which reads what it prints too."""
    shown = blocks((root / "README.md").read_text(encoding="utf-8"), "python")
    assert shown, "README.md shows no Python"
    script = "\n".join(shown)
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=place, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, f"README.md\n{told.stderr}"
