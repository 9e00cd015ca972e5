"""What stands behind a point of a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.compare.behind import behind
from framing.errors import InputError
from framing.pipeline import measure
from framing.store import open_tables
from framing.study import load_study

STUDY = """
[study]
name = "bridge"
title = "A bridge"
target = "a"
"""


def test_a_study_without_actors_has_nothing_behind_a_measure_of_actors(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("id,outlet\na,The Quay\n", encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Bridge shut\n\nThe council may close the bridge.\n", encoding="utf-8")
    study = load_study(tmp_path)
    tables = open_tables(measure(study))
    assert behind(tables, study, "agency").empty
    assert behind(tables, study, "hedges")["counts"].tolist() == ["above"]
    with pytest.raises(InputError, match="the study has none of that name"):
        behind(tables, study, "agenzy")
