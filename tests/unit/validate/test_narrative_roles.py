"""Roles held against heroes, villains and victims of an invented article."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from framing.validate.documents import of_lines
from framing.validate.gold import GoldFile
from framing.validate.narrative_roles import GOLD_ROLES, MAPPED, Entity, cast, role_rows
from framing.validate.sets.frames_narrative import GOLD

TEXT = "Norland attacked Sudria. Ostrel defended Sudria."
GIVEN = [("Norland", "villain"), ("Sudria", "victim"), ("Ostrel", "villain"), ("the bystanders", "victim")]


def _file(folder: Path) -> GoldFile:
    roles = [{"entity": entity, "role": role, "group": ""} for entity, role in GIVEN]
    path = folder / "own.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": "1", "text": TEXT, "frames": {}, "roles": roles}) + "\n")
    return GoldFile(GOLD, path)


def test_roles_are_mapped_to_those_of_the_set() -> None:
    assert set(MAPPED.values()) == set(GOLD_ROLES)


def test_entities_are_cast() -> None:
    named = [Entity("Norland", frozenset()), Entity("Sudria", frozenset()), Entity("Ostrel", frozenset())]
    told = cast(of_lines("1", TEXT), named)
    assert {name: dict(counts) for name, counts in told.items()} == {
        "Norland": {"villain": 1},
        "Sudria": {"victim": 1},
        "Ostrel": {"hero": 1},
    }


def test_figures_by_hand(tmp_path: Path) -> None:
    file = _file(tmp_path)
    file.documents["1"] = ""
    records = {"1": next(iter(file.records("id", "text", "frames")))}
    rows = {row.metric: row for row in role_rows(file, records, [of_lines("1", TEXT)])}
    assert rows["F1 of villain"].value == pytest.approx(2 / 3)  # one right, one found, two in gold
    assert rows["F1 of victim"].value == pytest.approx(2 / 3)
    assert rows["F1 of hero"].value == 0
    assert rows["macro-F1 of roles, of villain, victim and hero"].value == pytest.approx(4 / 9)
    assert rows["share of entities cast"].value == pytest.approx(3 / 4)
    assert rows["share right of those cast"].value == pytest.approx(2 / 3)
    assert rows["share right of those cast"].floor == pytest.approx(2 / 3)


def test_files_without_roles_give_no_rows(tmp_path: Path) -> None:
    file = _file(tmp_path)
    assert list(role_rows(file, {"1": {}}, [of_lines("1", TEXT)])) == []
