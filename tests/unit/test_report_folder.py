"""Where a study's report goes, and that a copy of a study does not replace the report of the original."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import StudyError
from framing.pipeline import report_folder
from framing.study import Study, load_study

MINIMAL = '[study]\nname = "harbour"\ntitle = "A harbour"\ntarget = "a"\n'


def made(folder: Path, text: str = MINIMAL) -> Study:
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text(text, encoding="utf-8")
    return load_study(folder)


def test_it_stands_beside_the_data_or_in_the_study(tmp_path: Path) -> None:
    assert report_folder(made(tmp_path / "data" / "harbour")) == tmp_path.resolve() / "reports" / "harbour"
    assert report_folder(made(tmp_path / "elsewhere")) == tmp_path.resolve() / "elsewhere" / "report"


def test_a_copy_under_the_same_name_is_refused_and_the_original_is_not(tmp_path: Path) -> None:
    original, copy = made(tmp_path / "data" / "harbour"), made(tmp_path / "data" / "mine")
    with pytest.raises(StudyError, match=r'mine/study.toml: name is "harbour", as in .*harbour/study.toml.*--out'):
        report_folder(copy)
    assert report_folder(original).name == "harbour"


def test_a_folder_called_otherwise_than_its_study_is_fine_alone(tmp_path: Path) -> None:
    (tmp_path / "data" / "broken").mkdir(parents=True)
    (tmp_path / "data" / "broken" / "study.toml").write_text("no TOML at all", encoding="utf-8")
    assert report_folder(made(tmp_path / "data" / "mine")).name == "harbour"
