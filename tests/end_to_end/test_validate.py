"""`framing validate` as a user calls it, on made-up gold sets and without any."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = (
    '{"id": "x", "text": "Miller said so.", "attributions": [{"source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 14]]}]}\n'
)


def framing(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "framing", "validate", *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def made_up(folder: Path) -> Path:
    (folder / "attribution-polnear").mkdir()
    (folder / "attribution-polnear" / "test.jsonl").write_text(TEXT + TEXT.replace('"x"', '"y"'))
    return folder


def test_rows_as_json_and_missing_sets_on_stderr(tmp_path: Path) -> None:
    call = framing("--gold", str(made_up(tmp_path)), "--format", "json")
    assert call.returncode == 0, call.stderr
    rows = json.loads(call.stdout)
    row = next(row for row in rows if (row["instrument"], row["metric"]) == ("attribution-rules", "F1 of cues"))
    assert (row["set"], row["file"]) == ("attribution-polnear", "test.jsonl")
    assert (row["value"], row["low"], row["high"], row["n"]) == (1.0, 1.0, 1.0, 2)
    assert row["split"] == "unseen file"
    assert f"not in {tmp_path}, skipped: sentiment-vader, " in call.stderr
    assert framing("--gold", str(tmp_path), "--format", "json").stdout == call.stdout


def test_the_table_says_what_is_not_tested(tmp_path: Path) -> None:
    call = framing("--gold", str(made_up(tmp_path)))
    assert call.returncode == 0
    assert "F1 of cues" in call.stdout
    assert "not tested: " in call.stdout


def test_without_a_folder_the_shipped_figures_are_printed() -> None:
    call = framing("--set", "reliability", "--format", "json")
    assert call.returncode == 0
    assert {row["metric"] for row in json.loads(call.stdout)} == {"alpha, nominal", "alpha, ordinal", "alpha, ratio"}


def test_a_wrong_call_or_folder_is_one_line(tmp_path: Path) -> None:
    for arguments, status, said in (
        (["--gold", str(tmp_path / "none")], 1, "no such folder"),
        (["--gold", str(tmp_path)], 1, "holds no file of a gold set"),
        (["--gold", str(tmp_path), "--set", "tones"], 2, "no gold set tones"),
        (["--set", "tones"], 2, "no gold set tones"),
        (["--write"], 2, "--write needs the gold sets"),
    ):
        call = framing(*arguments)
        assert (call.returncode, call.stdout) == (status, "")
        assert said in call.stderr
        assert len(call.stderr.splitlines()) == 1


def test_a_folder_that_is_nearly_right_says_what_to_change(tmp_path: Path) -> None:
    call = framing("--gold", str(made_up(tmp_path) / "attribution-polnear"))
    assert "is the folder of one set; name the folder above it" in call.stderr
    (tmp_path / "attribution-polnear" / "test.jsonl").rename(tmp_path / "attribution-polnear" / "test.dat")
    call = framing("--gold", str(tmp_path))
    assert (call.returncode, len(call.stderr.splitlines())) == (1, 1)
    assert "of attribution-polnear files are read that end in .jsonl" in call.stderr


def test_ratings_may_stand_in_a_file_of_any_name(tmp_path: Path) -> None:
    own = tmp_path / "sentiment-vader"
    own.mkdir()
    lines = [f"{a}_{b}\t{a - b}\tA {'good' if a > b else 'bad'} day number {a}.\n" for a in range(1, 4) for b in range(1, 4)]
    (own / "mine.txt").write_text("".join(lines), encoding="utf-8")
    (own / "LICENSE.txt").write_text("Nobody's.", encoding="utf-8")
    call = framing("--gold", str(tmp_path), "--format", "json")
    assert call.returncode == 0, call.stderr
    assert {row["file"] for row in json.loads(call.stdout)} == {"mine.txt"}


def test_write_refuses_a_file_that_is_not_known(tmp_path: Path) -> None:
    call = framing("--gold", str(made_up(tmp_path)), "--set", "attribution-polnear", "--write")
    assert call.returncode == 1
    assert "is not known to us" in call.stderr
