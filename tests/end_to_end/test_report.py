"""A whole report of the example study: made, looked through, made again the same; and the treaty study without texts."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from framing.cli import main
from framing.errors import InputError
from framing.pipeline import check_report, make_report, report_folder, results
from framing.study import Study, load_study

FIGURES = {"section_profile", "overview", "frames_by_section", "target_standing", "group_forest", "keywords", "actor_sections"}


def quiet(_: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Study:
    """The example in a place of its own, made small: what is tested here is neither the statistics nor how many figures."""
    folder = tmp_path_factory.mktemp("clone") / "data" / "example"
    shutil.copytree(root / "data" / "example", folder, ignore=shutil.ignore_patterns("tables"))
    path = folder / "study.toml"
    path.write_text(_made_small(path.read_text(encoding="utf-8")), encoding="utf-8")
    return load_study(folder)


def _made_small(text: str) -> str:
    """Few resamples, one pair of groups instead of three, two hypotheses, single words only."""
    head, *hypotheses = text.split("[[hypotheses]]")
    for whole, less in (
        ("[study]\n", "[study]\nresamples = 200\n"),
        ("ngrams = 2\n", ""),
        ('groups = ["wire", "state", "regional"]', 'groups = ["wire", "state"]'),
    ):
        assert whole in head
        head = head.replace(whole, less, 1)
    return "[[hypotheses]]".join([head, *hypotheses[:2]])


@pytest.fixture(scope="module")
def report(study: Study) -> Path:
    """By the command, as test_docs.py leaves to this file."""
    printed = io.StringIO()
    with contextlib.redirect_stderr(printed):
        assert main(["report", str(study.folder)]) == 0
    assert printed.getvalue().splitlines()[0] == "example: measured from the texts"
    return report_folder(study)


def test_the_report_stands_beside_the_data(study: Study, report: Path) -> None:
    assert report == report_folder(study) == study.folder.parent.parent / "reports" / "example"


def test_every_figure_is_there_twice_with_alt_text_and_caption(report: Path) -> None:
    drawn = {path.stem for path in (report / "figures").glob("*.png")}
    assert drawn >= FIGURES | {"comention"}
    assert {path.stem for path in (report / "figures").glob("*.svg")} == drawn
    for path in (report / "figures").glob("*.png"):
        with Image.open(path) as image:
            assert len(image.info["Description"]) > 40, path.name
            assert "made up" in image.info["Caption"], path.name


def test_the_page_is_one_file_that_needs_no_network(report: Path) -> None:
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "made up" in page[: page.index("<nav>")], "said before anything else"
    assert "nowhere: written for this repository" in page, "the sampling record is shown"
    assert not re.findall(r"(?:src|href)=\"(?!data:|#)", page)
    assert "<script" not in page
    images = re.findall(r"<img [^>]*>", page)
    assert len(images) == len(list((report / "figures").glob("*.png")))
    assert all(re.search(r'alt="[^"]{40,}"', image) for image in images)


def test_the_manifest_names_inputs_and_files_and_neither_time_nor_place(report: Path) -> None:
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    assert {"study.toml", "evidence.parquet", "framing"} <= set(manifest["inputs"])
    assert "figures/section_profile.png" in manifest["files"]
    assert str(report.parent) not in json.dumps(manifest)
    assert not re.search(r"20\d\d-\d\d-\d\dT", json.dumps(manifest))


def test_results_are_read_where_nothing_changed(study: Study, report: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (report / "tables").iterdir()}
    found = results(study)
    assert len(found.contrasts) > 100
    assert {path.name: path.stat().st_mtime_ns for path in (report / "tables").iterdir()} == before


def test_made_again_only_what_was_changed_differs(study: Study, report: Path) -> None:
    path = report / "tables" / "groups.csv"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace(",12,", ",13,", 1), encoding="utf-8")
    told: list[str] = []
    try:
        differing = check_report(study, report, say=told.append)
    finally:
        path.write_text(whole, encoding="utf-8")
    assert differing == ["tables/groups.csv: documents differs in 1 rows, at most by 1"]
    assert not [line for line in told if "other bytes" in line], "even the bytes are the same, on one machine"


def test_a_failing_notebook_leaves_the_former_report(
    study: Study, report: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    broken = tmp_path / "notebooks"
    broken.mkdir()
    # Alone: the others would only take time.
    monkeypatch.setattr("framing.pipeline.NOTEBOOKS", ("01_article_profile",))
    path = broken / "01_article_profile.ipynb"
    whole = (root / "notebooks" / path.name).read_text(encoding="utf-8")
    path.write_text(whole.replace("found.profile", "found.no_such_thing"), encoding="utf-8")
    monkeypatch.setattr("framing.report.notebooks.notebook_folder", lambda: broken)
    with pytest.raises(InputError, match=r"01_article_profile.ipynb: cell .*no_such_thing"):
        make_report(study, say=quiet)
    assert (report / "report.html").exists()
    assert (report.with_name("example.failed") / "notebooks" / "01_article_profile.ipynb").exists(), "what ran before is kept"


def test_a_title_with_markup_is_escaped(study: Study, report: Path) -> None:
    from framing.report.page import render

    found = results(study)
    tables = dict(found.tables)
    sections = tables["sections"].copy()
    head = (sections["document"] == study.target) & (sections["section"] == "00")
    sections.loc[head, "heading"] = "<script>alert(1)</script>"
    page = render(study, {**tables, "sections": sections}, found.contrasts, report, from_texts=True)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_spreadsheets_get_no_formulas(report: Path) -> None:
    for path in (report / "tables").glob("*.csv"):
        table = pd.read_csv(path, low_memory=False)
        for column in table.columns:
            if table[column].dtype.kind not in "biuf":
                assert not table[column].dropna().astype("str").str.match(r"[=+@-]").any(), f"{path.name}: {column}"
