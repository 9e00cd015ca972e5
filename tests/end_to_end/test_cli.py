"""The command line as a user meets it: what it prints, what it exits with, and one clear line for bad input."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from framing.cli import main
from framing.tables import TABLES

ARTICLE = """The harbour treaty

Two ministers signed the treaty on Monday. It may change trade on the river. Critics said it was rushed. The port will pay.
The dam could close later this year. About 40 ships pass each day, and nobody wants fewer.

What the treaty says

Norland must open the locks when Sudland asks for it. The fees are shared by both, and a commission reports every year.
Nothing was said of the fishermen. The commission is believed to favour a higher fee. "We never agreed to that," Ms Rell said.
"""


def framing(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "framing", *arguments], input=stdin, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_help_names_every_command_without_anything_heavy() -> None:
    code = (
        "import sys; from framing.cli import parser; parser().format_help();"
        "heavy = {'pandas', 'numpy', 'nltk', 'matplotlib', 'pydantic', 'spacy', 'pyarrow'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    told = framing("--help")
    assert told.returncode == 0
    for command in (
        "profile",
        "evidence",
        "check",
        "actors",
        "measure",
        "compare",
        "report",
        "init",
        "sample",
        "code",
        "codes",
        "power",
    ):
        assert f"\n    {command} " in told.stdout


def test_a_wrong_call_exits_2() -> None:
    assert framing("profil").returncode == 2
    assert framing("profile").returncode == 2


def test_profile_prints_a_row_a_section(article: Path) -> None:
    told = framing("profile", str(article))
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert lines[0].split()[:4] == ["section", "role", "heading", "words"]
    assert [line.split()[0] for line in lines[1:4]] == ["00", "01", "02"]
    assert "too small" in told.stdout
    assert "set aside as page furniture: nothing" in told.stdout


def test_profile_lists_what_it_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "pasted.txt"
    path.write_text(ARTICLE + "\n\nLEAVE A REPLY\n", encoding="utf-8")
    assert 'comments: "LEAVE A REPLY"' in framing("profile", str(path)).stdout


def test_profile_as_json_is_long_with_the_columns_of_measures(article: Path) -> None:
    rows = json.loads(framing("profile", str(article), "--format", "json").stdout)
    assert list(rows[0]) == [*TABLES["measures"].names, "heading", "role", "start", "end"]
    lead = {row["measure"]: row for row in rows if row["section"] == "01" and row["voice"] == "all"}
    assert lead["hedges"]["numerator"] == 3
    assert lead["hedges"]["value"] == pytest.approx(3000 / lead["hedges"]["denominator"])
    assert lead["hedges_epistemic"]["numerator"] == 2
    assert lead["hedges_approximator"]["numerator"] == 1
    body = next(row for row in rows if row["section"] == "02" and row["measure"] == "hedges")
    assert body["heading"] == "What the treaty says"
    assert ARTICLE[body["start"] : body["end"]].startswith("What the treaty says")


def test_profile_as_csv_has_the_rows_of_the_table(article: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(framing("profile", str(article), "--format", "csv").stdout)))
    assert [row["section"] for row in rows] == ["00", "01", "02"]


def test_evidence_gives_the_words_at_their_offsets(article: Path) -> None:
    told = framing("evidence", str(article), "--layer", "hedge", "--format", "jsonl")
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    assert {row["text"].lower() for row in rows} >= {"may", "could", "about"}
    assert all(ARTICLE[row["start"] : row["end"]] == row["text"] for row in rows)
    tones = [
        json.loads(line)
        for line in framing("evidence", str(article), "--layer", "tone", "--format", "jsonl").stdout.splitlines()
    ]
    assert {row["instrument"] for row in tones} == {"vader", "vader-news", "news-tone"}
    assert all(-1 <= row["value"] <= 1 for row in tones), "values are in the measure's own unit"


def test_standard_input_is_an_article_too() -> None:
    told = framing("profile", "-", "--format", "json", stdin=ARTICLE)
    assert {row["section"] for row in json.loads(told.stdout)} >= {"00", "01", "02", "all"}


def test_actors_come_from_a_file(article: Path, tmp_path: Path) -> None:
    actors = tmp_path / "actors.toml"
    actors.write_text('[[actors]]\nname = "Norland"\n[[actors]]\nname = "Sudland"\n', encoding="utf-8")
    rows = json.loads(framing("profile", str(article), "--actors", str(actors), "--format", "json").stdout)
    found = {(r["actor"], r["section"]): r["numerator"] for r in rows if r["measure"] == "mentions" and r["voice"] == "all"}
    assert found["Norland", "02"] == 1
    assert found["Norland", "01"] == 0, "an actor that is not named has an explicit 0"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.txt", None, "none.txt"),
        ("empty.txt", b"", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "image.txt"),
        ("bad.jsonl", b'{"text": "One sentence is here."}\n{"text": \n', "line 2"),
        ("number.jsonl", b'{"text": 7}\n', "line 1"),
        ("table.csv", b"id,body\n1,words\n", "text"),
        ("cut.txt.gz", b"\x1f\x8b\x08\x00\x00", "cut.txt.gz"),
        ("paper.docx", b"PK", "docx"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    told = framing("profile", str(path))
    assert told.returncode == 1
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert said in told.stderr
    assert "Traceback" not in told.stderr
    assert "Traceback" in framing("--debug", "profile", str(path)).stderr


def test_init_makes_a_study_that_loads_and_never_overwrites(tmp_path: Path) -> None:
    from framing.study import load_study

    folder = tmp_path / "My Study"
    assert framing("init", str(folder)).returncode == 0
    assert load_study(folder).name == "my-study"
    again = framing("init", str(folder))
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_reader_that_has_seen_enough_is_no_error(article: Path) -> None:
    command = f"{sys.executable} -m framing evidence {article} --format jsonl | head -n 1"
    told = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  (a real pipe)
    assert told.returncode == 0
    assert told.stderr == ""


def test_concordance_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Old pact\n\nThe old pact may hold. Officials said the PACT was old.\n")
    (tmp_path / "b").mkdir()
    for name in ("x", "y"):
        (tmp_path / "b" / f"{name}.txt").write_text(f"News\n\nA pact of {name} could fail. It packs up.\n")
    target, coverage = str(tmp_path / "a.txt"), str(tmp_path / "b")
    assert main(["concordance", target, "--against", coverage, "--word", "pact", "--width", "12"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("3 here, 2 in 2 articles of the coverage")
    assert "[PACT]" in printed
    assert "[packs]" not in printed
    (tmp_path / "b" / "a.txt").write_text((tmp_path / "a.txt").read_text())
    assert main(["concordance", str(tmp_path / "b" / "a.txt"), "--against", coverage, "--word", "pact"]) == 0
    assert capsys.readouterr().out.startswith("3 here, 2 in 2 articles of the coverage")
    assert main(["concordance", target, "--layer", "hedge"]) == 0
    assert "may" in capsys.readouterr().out
    assert main(["concordance", target, "--word", "treat*"]) == 0
    assert capsys.readouterr().out.strip() == "none"
    assert main(["concordance", target, "--word", "pact", "--layer", "hedge"]) == 2
