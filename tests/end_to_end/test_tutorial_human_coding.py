"""The tutorial of hand coding runs as written and prints what it shows."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BLOCK = re.compile(r"^```(console|python|text)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A clone with the copy that the tutorial makes first."""
    folder = tmp_path_factory.mktemp("clone")
    own = shutil.ignore_patterns("tables")
    shutil.copytree(root / "data" / "example", folder / "data" / "example", ignore=own)
    shutil.copytree(root / "data" / "example", folder / "data" / "loop", ignore=shutil.ignore_patterns("tables", "codes"))
    path = folder / "data" / "loop" / "study.toml"
    # What is tested here is not the bootstrap of contrasts.
    path.write_text(path.read_text(encoding="utf-8").replace("[study]\n", "[study]\nresamples = 200\n", 1), encoding="utf-8")
    return folder


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() not in ("", "…")]


def test_every_step_runs_and_prints_what_is_shown(place: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}

    def run(command: str) -> list[str]:
        told = subprocess.run(  # noqa: S602  (the tutorial's own commands)
            command,
            shell=True,
            cwd=place,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert told.returncode == 0, f"{command}\n{told.stderr}"
        return lines(told.stdout)

    text = (root / "docs" / "tutorial-human-coding.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    printed: list[str] = []
    compared = 0
    for kind, body in BLOCK.findall(text):
        if kind == "console":
            for call in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, shown = call.partition("\n")
                printed = run(command)
                missing = [line for line in lines(shown) if line not in printed]
                assert missing == [], f"{command} does not print this"
                compared += len(lines(shown))
        elif kind == "python":
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                exec(compile(body, "docs/tutorial-human-coding.md", "exec"), names)  # noqa: S102  (likewise)
            printed = lines(output.getvalue())
        else:
            assert [line for line in lines(body) if line not in printed] == []
            compared += len(lines(body))
    assert compared > 10
    assert (place / "reports" / "loop" / "figures" / "corrected.png").exists()
