"""Careless and hostile input at the command line: one clear line, status 1 or 2, and nothing that was there is lost."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.cli import main

EXAMPLE = Path(__file__).parents[2] / "data" / "example"
PROSE = "Envoys met on Monday in the border town, and both sides may hope for progress."
KEPT = ("saal-treaty", "wire-01", "wire-02", "state-01", "state-02", "regional-01", "regional-02")
SMALL = (
    (EXAMPLE / "study.toml")
    .read_text(encoding="utf-8")
    .split("[[hypotheses]]")[0]
    .replace("title =", "resamples = 100\ntitle =", 1)
)


class Told:
    """What a call printed and returned."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    def line(self) -> str:
        """The one line of an error, its form checked."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("framing: ")
        assert "a fault of the toolkit" not in lines[0]
        return lines[0]


class Call:
    """The command line, in this process."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: object) -> Told:
        """Run one command."""
        self._captured.readouterr()
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Told(status, *self._captured.readouterr())


@pytest.fixture
def framing(capsys: pytest.CaptureFixture[str]) -> Call:
    return Call(capsys)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A copy of the example with seven of its articles and no hypotheses."""
    folder = tmp_path / "study"
    (folder / "texts").mkdir(parents=True)
    with (EXAMPLE / "sources.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    chosen = [row for row in rows if row[0] in KEPT]
    for row in chosen:
        shutil.copy(EXAMPLE / "texts" / row[1], folder / "texts")
    with (folder / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *chosen])
    (folder / "study.toml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b"\n\n", "holds no documents"),
        ("a.csv", b"id,text\n", "holds no documents"),
        ("a.csv", b"id,text,text\n1,One.,Two.\n", "has the column text twice"),
        ("a.csv", b'id,text\n1,"One may go.\n2,Two.\n', "close each quoted cell"),
        ("a.csv", b"id;text\n1;One;more\n", "has 3 cells for 2 columns"),
        ("a.jsonl", '[{"id": "a", "text": "One."}]', "is JSON but no object"),
        ("a.txt", bytes(range(128, 256)) * 9, "fits no encoding throughout"),
        ("a.txt.gz", gzip.compress(PROSE.encode() * 99, mtime=0)[:40], "truncated gzip"),
    ],
)
def test_files(framing: Call, tmp_path: Path, name: str, content: bytes | str, said: str) -> None:
    path = written(tmp_path, name, content)
    for command in ("profile", "evidence"):
        told = framing(command, path)
        assert told.status == 1
        assert told.out == ""
        assert str(path) in told.line()
        assert said in told.line()


def test_a_parquet_without_rows_and_one_with_whole_numbers_as_ids(framing: Call, tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": pa.array([], pa.int64()), "text": pa.array([], pa.string())}), tmp_path / "none.parquet")
    assert "holds no documents" in framing("profile", tmp_path / "none.parquet").line()
    pq.write_table(pa.table({"id": [1, 2], "text": [PROSE, PROSE]}), tmp_path / "whole.parquet")
    rows = json.loads(framing("profile", tmp_path / "whole.parquet", "--format", "json").out)
    assert {row["document"] for row in rows} == {"1", "2"}


def test_an_empty_path_is_not_this_folder(framing: Call) -> None:
    assert "an empty path" in framing("profile", "").line()


def test_a_file_that_may_not_be_read(framing: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "secret.txt", PROSE)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert "cannot be read (Permission denied); check the file" in framing("profile", path).line()


def test_columns_that_are_called_as_ours(framing: Call, tmp_path: Path) -> None:
    record = {"id": " a\n1 ", "text": "One may go.", "document": "b", "sha256": "c", "": "d", "group": None}
    path = written(tmp_path, "a.jsonl", json.dumps(record))
    assert framing("evidence", path, "--out", tmp_path / "out").status == 0
    (row,) = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert (row["document"], len(row["sha256"]), row["group"]) == ("a 1", 64, "")


def test_actors_that_are_called_as_columns(framing: Call, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", PROSE)
    names = ("words", "section", "small", "tone_vader", "document", "envoys")
    actors = written(tmp_path, "actors.toml", "".join(f'[[actors]]\nname = "{name}"\n' for name in names))
    (row,) = csv.DictReader(io.StringIO(framing("profile", path, "--actors", actors, "--format", "csv").out))
    assert row["words"] == "15"
    assert {"words (mentions)", "small (mentions)", "envoys"} <= set(row)


class Input:
    """Standard input with some bytes in it."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BufferedReader(io.BytesIO(raw))


def test_stdin_of_each_kind(framing: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html><body><article><h1>Talks</h1><p>{PROSE * 3}</p></article></body></html>"
    for raw, name in [
        (b"id,text\n001,One may go.\n", "001"),
        (b'\xef\xbb\xbf"id";"text"\r\nNA;One may go.\r\n', "NA"),
        (b'{"id": "1e5", "text": "One may go."}', "1e5"),
        (PROSE.encode(), "stdin"),
        (page.encode(), "stdin"),
        (b"Talks, text and more\n\nOne may go.", "stdin"),
    ]:
        monkeypatch.setattr(sys, "stdin", Input(raw))
        assert {row["document"] for row in json.loads(framing("profile", "-", "--format", "json").out)} == {name}
    for raw in (b"", b"\0\0\0", b"id,text\n", b'[{"text": "One."}]', gzip.compress(PROSE.encode() * 99, mtime=0)[:40]):
        monkeypatch.setattr(sys, "stdin", Input(raw))
        told = framing("profile", "-")
        assert told.status == 1
        assert "stdin" in told.line()


@pytest.mark.parametrize(
    "call",
    [
        ("evidence", "a.txt", "--jobs", "-3"),
        ("evidence", "a.txt", "--jobs", "many"),
        ("evidence", "a.txt", "--layer", "hedges"),
        ("evidence", "a.txt", "--instrument", "vadr"),
        ("concordance", "a.txt", "--layer", "hedges"),
        ("concordance", "a.txt", "--word", " "),
        ("concordance", "a.txt", "--word", "pact", "--width", "-4"),
        ("profile", "a.txt", "--format", "xml"),
        ("profile",),
        (),
    ],
)
def test_a_wrong_call_is_2(framing: Call, call: tuple[str, ...]) -> None:
    told = framing(*call)
    assert told.status == 2
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_heading_that_a_spreadsheet_would_run(framing: Call, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", f"=cmd|calc\n\n{PROSE}\n\n{PROSE}")
    rows = list(csv.DictReader(io.StringIO(framing("profile", path, "--format", "csv").out)))
    assert rows[0]["heading"] == "'=cmd|calc"


def test_a_terminal_that_lacks_letters(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["profile", str(written(tmp_path, "a.txt", f"Talks 😀 resume\n\n{PROSE}"))]) == 0
    sys.stdout.flush()
    assert b"\\U0001f600" in raw.getvalue()


# --- output folders ------------------------------------------------------------------------------------------------------


def test_output_never_replaces_what_is_not_ours(framing: Call, tmp_path: Path, study: Path) -> None:
    article = written(tmp_path, "a.txt", PROSE)
    thesis = written(tmp_path, "mine/thesis.txt", "years of work")
    hidden = written(tmp_path, "repository/.git/config", "more years")
    for out, lost in ((article, PROSE), (thesis.parent, "years"), (hidden.parent.parent, "years")):
        for call in (("evidence", article, "--out", out), ("report", study, "--out", out)):
            told = framing(*call)
            assert told.status == 1
            assert str(out) in told.line()
            assert lost in article.read_text() + thesis.read_text() + hidden.read_text()
    assert article.read_text() == PROSE
    assert not list(tmp_path.glob("*.partial"))


def test_a_folder_of_our_own_is_made_anew(framing: Call, tmp_path: Path) -> None:
    article = written(tmp_path, "a.txt", PROSE)
    (tmp_path / "out").mkdir()
    for _ in range(2):
        assert framing("evidence", article, "--out", tmp_path / "out").status == 0
    written(tmp_path, "bad.jsonl", '{"text": "One may go."}\nbroken')
    assert framing("evidence", tmp_path / "bad.jsonl", "--out", tmp_path / "out").status == 1
    assert (tmp_path / "out" / "evidence.parquet").exists()
    assert not list(tmp_path.glob("*.partial")), "what is half made is cleared away"


def test_a_kill_between_two_renames_is_recovered_from(framing: Call, study: Path) -> None:
    assert framing("measure", study).status == 0
    before = (study / "tables" / "measures.parquet").read_bytes()
    (study / "tables").rename(study / "tables.999999999.framing-former")
    shutil.rmtree(study / "texts")
    assert framing("compare", study).status == 0
    assert (study / "tables" / "measures.parquet").read_bytes() == before
    assert not list(study.glob("*.framing-former"))


def test_a_folder_that_may_not_be_written(framing: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = written(tmp_path, "a.txt", PROSE)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert "Permission denied; name another path" in framing("evidence", article, "--out", tmp_path / "out").line()


# --- studies -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("target =", "taget =", "unknown key taget; did you mean target?"),
        ('target = "saal-treaty"', "target = 5", "target is 5; give a text in quotes"),
        ("resamples = 100", 'resamples = "many"', "resamples is 'many'; give a whole number"),
        ("resamples = 100", "seed = -5", "seed is -5; input should be greater than or equal to 0"),
        ("made_up = true", 'made_up = "perhaps"', "give true or false"),
        ('groups = ["wire", "state", "regional"]', 'groups = "wire"', "give a list in square brackets"),
        ('groups = ["wire", "state", "regional"]', 'groups = ["wire", "wire"]', 'names the group "wire" twice'),
        ('groups = ["wire", "state", "regional"]', 'groups = ["wire", "stat"]', 'no document has group "stat"'),
        ('by = "group"\ngroups', 'by = "leaning"\ngroups', 'by = "leaning" names no column'),
        ('aliases = ["Kelmar"]', 'aliases = ["Vessin"]', 'the alias "Vessin" is claimed by Tavaria and by Ilmaria'),
        ('aliases = ["Kelmar"]', 'aliases = ["!?"]', "study.toml: actor Tavaria: the alias"),
        ('"benefit*"', '"*"', "study.toml: frame opportunity: the indicator"),
        ('"benefit*"', '"ben*fit"', "a * stands within a word"),
        ('selected_actors = ["Tavaria"', 'selected_actors = ["Tavria"', "did you mean Tavaria?"),
        ('primary = ["tone"', 'primary = ["tne"', "did you mean tone?"),
        ('target = "saal-treaty"', 'target = "saal"', "which is not among the documents; did you mean saal-treaty"),
    ],
)
def test_study_toml(framing: Call, study: Path, old: str, new: str, said: str) -> None:
    assert old in SMALL
    (study / "study.toml").write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    told = framing("compare", study)
    assert told.status == 1
    assert said in told.line()


HYPOTHESIS = (
    '\n[[hypotheses]]\nid = "h"\nclaim = "c"\nmeasure = "{}"\nactor = "{}"\ngroups = ["{}", "state"]\ndirection = "less"\n'
)


@pytest.mark.parametrize(
    ("measure", "actor", "group", "said"),
    [
        ("boostrs", "", "wire", 'measure "boostrs" is not measured'),
        ("mentions", "Tavria", "wire", 'actor "Tavria" has no mentions'),
        ("boosters", "Tavaria", "wire", "boosters is of no actor"),
        ("boosters", "", "wir", 'no document has group "wir"'),
        ("boosters", "", "state", 'the hypothesis h names the group "state" twice'),
    ],
)
def test_hypotheses(framing: Call, study: Path, measure: str, actor: str, group: str, said: str) -> None:
    (study / "study.toml").write_text(SMALL + HYPOTHESIS.format(measure, actor, group), encoding="utf-8")
    assert said in framing("compare", study).line()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "has no column id; its columns are none; begin it with a header"),
        ("id,file,file\na,b,c\n", "has the column file twice"),
        ("id,file\na,b.txt,c\n", "row 2: has 3 cells for 2 columns"),
        ('id,file\nsaal-treaty,"saal-treaty.txt\nwire-01,wire-01.txt\n', "close each quoted cell"),
    ],
)
def test_sources_csv(framing: Call, study: Path, content: str, said: str) -> None:
    (study / "sources.csv").write_text(content, encoding="utf-8")
    for command in ("check", "measure", "compare", "actors"):
        assert said in framing(command, study).line()


def test_sources_csv_as_a_spreadsheet_writes_it(framing: Call, study: Path) -> None:
    """Semicolons, a byte order mark, CRLF, and rows of nothing at the end; ids that look like numbers stay as they are."""
    rows = ["saal-treaty;saal-treaty.txt;;", "001;wire-01.txt;wire;", "1e5;state-01.txt;state;"]
    lines = ["id;file;group;event", *rows, ";;;", ";;;"]
    (study / "sources.csv").write_bytes(("\ufeff" + "\r\n".join(lines)).encode())
    (study / "study.toml").write_text(SMALL.split("[[comparisons]]")[0], encoding="utf-8")
    told = framing("compare", study)
    assert told.status == 0, told.err
    assert "nothing is compared" in told.out
    assert set(pq.read_table(study / "tables" / "documents.parquet").column("document").to_pylist()) == {
        "saal-treaty",
        "001",
        "1e5",
    }


def test_an_empty_folder_of_texts_is_none(framing: Call, study: Path) -> None:
    """The numbers that are there are used, and stay, where a checkout or a new study has an empty `texts/`."""
    assert framing("measure", study).status == 0
    shutil.rmtree(study / "texts")
    written(study, "texts/.gitkeep", "")
    assert framing("compare", study).status == 0
    assert "holds none of the study's texts" in framing("measure", study).line()
    assert os.path.exists(study / "tables" / "measures.parquet")  # noqa: PTH110


def test_a_report_that_is_not_there_cannot_be_checked(framing: Call, study: Path) -> None:
    assert "holds no report to check" in framing("report", study, "--check").line()


def test_one_document_only(framing: Call, study: Path) -> None:
    for path in (study / "texts").glob("[rw]*"):
        path.unlink()
    head, *rows = (study / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (study / "sources.csv").write_text(head + next(row for row in rows if row.startswith("saal")), encoding="utf-8")
    told = framing("check", study)
    assert told.status == 1
    assert "one document only" in " ".join(told.out.split())
    assert "fill in the column group" in framing("compare", study).line()
    alone = SMALL.split("[[comparisons]]")[0] + '\n[[comparisons]]\nname = "all"\nkind = "target"\n'
    (study / "study.toml").write_text(alone, encoding="utf-8")
    told = framing("compare", study)
    assert told.status == 0
    assert "too few to say" in told.out
