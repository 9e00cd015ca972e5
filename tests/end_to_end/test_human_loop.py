"""From a codebook to a corrected contrast, by the commands alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from framing.study import load_study


def framing(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "framing", *map(str, arguments)]
    return subprocess.run(call, input=stdin, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, root: Path, example_tables: Path) -> Path:
    """The example without its codes."""
    folder = tmp_path_factory.mktemp("loop") / "example"
    shutil.copytree(root / "data" / "example", folder, ignore=shutil.ignore_patterns("tables", "codes", "coding"))
    shutil.copytree(example_tables, folder / "tables")
    return folder


@pytest.fixture(scope="module")
def coded(study: Path, root: Path) -> Path:
    """The same sample as the shipped one drawn again, and the shipped sheets taken in."""
    draw = ("--codebook", "tone", "--n", "180", "--coders", "2", "--overlap", "100", "--format", "csv")
    told = framing("sample", study, *draw, "--out", study / "sheets")
    assert told.returncode == 0, told.stderr
    assert "180 units drawn, 100 of them for every coder" in told.stdout
    shipped = root / "data" / "example" / "coding"
    told = framing("codes", study, shipped / "tone-A.csv", shipped / "tone-B.csv")
    assert told.returncode == 0, told.stderr
    assert "coder A, tone@1: 140 of 140 units coded, 140 codes" in told.stdout
    return study


def test_the_shipped_codes_are_those_of_the_shipped_sheets(coded: Path, root: Path) -> None:
    from framing.coding.archive import kept

    ours, theirs = kept(load_study(coded), "codes"), kept(load_study(root / "data" / "example"), "codes")
    assert ours.equals(theirs[theirs["codebook"] == "tone"].reset_index(drop=True))


def test_reliability_and_power_are_printed(coded: Path) -> None:
    told = framing("reliability", coded)
    assert told.returncode == 0, told.stderr
    for part in (
        "alpha",
        "units that divide the coders most",
        "instruments against the coders",
        "contrasts, naive and corrected",
    ):
        assert part in told.stdout
    told = framing("power", coded, "--codebook", "tone", "--n", "100")
    assert told.returncode == 0, told.stderr
    assert "width_then" in told.stdout


def test_a_sheet_is_coded_from_a_pipe_and_goes_on_where_it_stopped(study: Path, tmp_path: Path) -> None:
    told = framing("sample", study, "--codebook", "frames", "--n", "3", "--out", tmp_path)
    assert told.returncode == 0, told.stderr
    sheet = tmp_path / "frames-A.xlsx"
    assert "1 of 3 coded" in framing("code", sheet, stdin="1000q").stdout
    told = framing("code", sheet, stdin="10001000")
    assert "3 of 3 coded" in told.stdout
    assert framing("codes", study, sheet).returncode == 0


def test_faults_are_lines_and_the_status_says_so(study: Path, root: Path, tmp_path: Path) -> None:
    broken = tmp_path / "tone-A.csv"
    whole = (root / "data" / "example" / "coding" / "tone-A.csv").read_text(encoding="utf-8-sig")
    broken.write_text(whole.replace(",positive,", ",positiv,"), encoding="utf-8")
    told = framing("codes", study, broken)
    assert told.returncode == 1
    assert 'no category "positiv"' in told.stderr
    assert "did you mean positive?" in told.stderr
    assert "Traceback" not in told.stderr
    for arguments, status in (
        (("sample", study, "--codebook", "tune", "--n", "5"), 1),
        (("sample", study, "--codebook", "tone", "--n", "0"), 1),
        (("sample", study, "--n", "5"), 2),
        (("code", tmp_path / "none.csv"), 1),
        (("power", study, "--codebook", "hedging", "--n", "5"), 1),
    ):
        told = framing(*arguments)
        assert told.returncode == status, arguments
        assert "Traceback" not in told.stderr


def test_a_study_without_codes_says_what_to_do(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "data" / "example", tmp_path / "bare", ignore=shutil.ignore_patterns("codes", "coding"))
    told = framing("reliability", tmp_path / "bare")
    assert told.returncode == 1
    assert "has no codes; draw a sample with `framing sample`" in told.stderr
