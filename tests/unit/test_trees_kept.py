"""`framing measure` parses first and keeps the trees: a run that was killed goes on where it was."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from framing import pipeline
from framing.errors import TableError
from framing.new_study import new_study
from framing.study import Study, load_study
from framing.text import syntax

DOCUMENTS = 6


def write_study(folder: Path, syntax_line: str = "") -> Path:
    """Six short articles on two actors."""
    (folder / "texts").mkdir(parents=True)
    rows = ["id,file,outlet,group"]
    for number in range(DOCUMENTS):
        text = f"Arland warns\n\nArland sent {number} ships to Borduria. Borduria did not attack the ships."
        (folder / "texts" / f"a{number}.txt").write_text(text, encoding="utf-8")
        rows.append(f"a{number},a{number}.txt,The Post,one")
    (folder / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "study.toml").write_text(
        f'[study]\nname = "s"\ntitle = "S"\ntarget = "a0"\n[instruments]\n{syntax_line}\n'
        '[[actors]]\nname = "Arland"\n[[actors]]\nname = "Borduria"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return load_study(write_study(tmp_path / "s"))


def kept(study: Study) -> set[Path]:
    return set(study.trees.rglob("*.arrow"))


def test_trees_are_kept_and_read_again(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    pipeline.measure(study, parsing=lambda done, of: told.append((done, of)))
    assert len(kept(study)) == DOCUMENTS
    assert told[-1] == (DOCUMENTS, DOCUMENTS)
    first = (study.tables / "relations.parquet").read_bytes()

    def fail(*_: object) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(syntax, "_parsed", fail)
    pipeline.measure(study)
    assert (study.tables / "relations.parquet").read_bytes() == first


KILLED = """
import os, signal, sys
from framing import pipeline
from framing.study import load_study
from framing.text import syntax
pipeline.PARSED_CHARACTERS = 1
done, parsed = [], syntax._parsed
def dying(work, loaded):
    if len(done) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    done.append(work)
    return parsed(work, loaded)
syntax._parsed = dying
pipeline.measure(load_study(sys.argv[1]))
"""


def test_a_killed_run_goes_on_where_it_was(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(study.folder)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(kept(study)) == 3
    assert not study.tables.exists()
    parsed, again = syntax._parsed, []

    def counting(work: syntax._Work, loaded: syntax.Pipeline) -> object:
        again.append(work)
        return parsed(work, loaded)

    monkeypatch.setattr(syntax, "_parsed", counting)
    pipeline.measure(study)
    assert len(again) == DOCUMENTS - 3
    assert len(kept(study)) == DOCUMENTS


def test_the_number_of_processes_changes_no_table(study: Study, tmp_path: Path) -> None:
    one, two = (pipeline.measure(study, out=tmp_path / f"out{jobs}", jobs=jobs) for jobs in (1, 2))
    for table in ("relations", "evidence", "links", "measures"):
        assert (one / f"{table}.parquet").read_bytes() == (two / f"{table}.parquet").read_bytes()


def test_without_a_folder_to_write_in_trees_are_in_memory(study: Study, tmp_path: Path) -> None:
    kept_ones = pipeline.measure(study, out=tmp_path / "kept")
    for path in sorted(study.trees.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    study.trees.rmdir()
    study.trees.write_text("in the way", encoding="utf-8")
    made = pipeline.measure(study, out=tmp_path / "made")
    assert (made / "relations.parquet").read_bytes() == (kept_ones / "relations.parquet").read_bytes()


def test_with_rules_alone_nothing_is_parsed(tmp_path: Path) -> None:
    study = load_study(write_study(tmp_path / "s", 'syntax = "none"'))
    pipeline.measure(study)
    assert not study.trees.exists()
    assert set(pipeline.open_tables(study.tables)["relations"]["instrument"]) == {"relations-patterns"}


def test_tables_of_another_reader_are_refused(study: Study, tmp_path: Path) -> None:
    pipeline.measure(study)
    for path in study.texts.iterdir():
        path.unlink()
    with pytest.raises(TableError, match="its relations were read by relations-english, the study has relations-patterns"):
        pipeline.results(study.read_by("none"), tmp_path / "report")


def test_a_new_study_keeps_trees_out_of_git(tmp_path: Path) -> None:
    new_study(tmp_path / "new")
    assert "trees/" in (tmp_path / "new" / ".gitignore").read_text(encoding="utf-8").splitlines()
