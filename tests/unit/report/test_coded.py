"""What the page shows of hand coding, and what it says where there is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing.report.coded import coded_tables, placed, sample_said
from framing.store import open_tables
from framing.study import Study, load_study


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory, root: Path, example_tables: Path) -> Study:
    folder = tmp_path_factory.mktemp("data") / "example"
    shutil.copytree(root / "data" / "example", folder, ignore=shutil.ignore_patterns("tables"))
    shutil.copytree(example_tables, folder / "tables")
    return load_study(folder)


def test_corrected_contrasts_stand_where_their_measure_does(example: Study) -> None:
    shown = placed(coded_tables(example, open_tables(example.tables)), example)
    assert set(shown["corrected_groups"]["codebook"]) == {"hedging", "tone"}
    assert shown["corrected_groups"]["comparison"].str.contains(" − ").all()
    assert set(shown["reliability_groups"]["item"]) >= {"tone", "epistemic"}
    assert set(shown["checked_groups"]["group"]) >= {"all", "wire", "groups: wire − state"}
    assert shown["corrected_actors"].empty
    assert shown["corrected_frames"].empty
    assert sample_said(example) == "Coded by hand, by 2 coders: hedging (version 1): 200 units, tone (version 1): 180 units."


def test_no_unit_of_the_shipped_sample_is_lost(example: Study) -> None:
    found = coded_tables(example, open_tables(example.tables))["corrected"]
    assert not found["note"].str.contains("not in the tables").any()


def test_a_study_without_codes_has_nothing_to_show(example: Study, tmp_path: Path) -> None:
    shutil.copytree(example.folder, tmp_path / "bare", ignore=shutil.ignore_patterns("codes"))
    bare = load_study(tmp_path / "bare")
    assert all(table.empty for table in placed(coded_tables(bare, open_tables(example.tables)), bare).values())
    assert sample_said(bare) == ""
