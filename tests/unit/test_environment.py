"""environment.yml and pyproject.toml name the same things."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIRED = {"pandas", "nltk", "matplotlib", "jupyter"}
ENTRY = re.compile(r"^\s*- (?P<name>[A-Za-z][\w-]*)(?P<bound>[<>=!~].*)?$", re.MULTILINE)


def _conda() -> dict[str, str]:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    listed = text[text.index("dependencies:") :]
    return {match["name"]: match["bound"] or "" for match in ENTRY.finditer(listed)}


def _project() -> dict[str, object]:
    project: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _dependencies() -> dict[str, str]:
    listed = _project()["dependencies"]
    assert isinstance(listed, list)
    found = [re.fullmatch(r"([\w-]+)(.*)", line) for line in listed]
    return {match[1]: match[2] for match in found if match}


def test_environment_names_python_and_the_four_required() -> None:
    assert {"python", *REQUIRED} <= set(_conda())


def test_environment_installs_the_package() -> None:
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert re.search(r"- pip:\n\s+- -e \.", text)
    assert "pip" in _conda()


def test_bounds_are_those_of_the_project() -> None:
    conda, project = _conda(), _dependencies()
    for name in REQUIRED:
        assert conda[name] == project[name], f"environment.yml: {name}{conda[name]}, pyproject.toml: {name}{project[name]}"
    assert conda["python"] == _project()["requires-python"]


def test_environment_asks_for_nothing_that_the_project_does_not() -> None:
    assert set(_conda()) <= {"python", "pip", *_dependencies()}


def test_version_is_the_same_everywhere() -> None:
    version = str(_project()["version"])
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## {version} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
