"""Tables on disk: whole or not at all, and nothing in them that belongs to others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.pipeline import measure_documents
from framing.store import MEASURED, open_tables, write_tables
from framing.study import Study

LEAD = "It may change trade on the river, they say. Nobody knows."
TEXT = f"A treaty is signed\n\n{LEAD}\n\nThe port will pay about 40 crowns a day."
LONG = "One two three four five six seven eight nine ten eleven of the heading words"


def documents(*ids: str, text: str = TEXT) -> list[Document]:
    return [segment(Document(id=name, text=text, columns={"group": "a"})) for name in ids]


def study(**fields: object) -> Study:
    return Study.model_validate({"name": "s", "title": "S", "folder": Path(), "target": "a", **fields})


def test_every_table_is_there_and_reads_back(tmp_path: Path) -> None:
    folder = write_tables(measure_documents(documents("001", "1e5")), tmp_path / "tables")
    tables = open_tables(folder)
    assert set(tables) == set(MEASURED)
    assert list(tables["documents"]["document"]) == ["001", "1e5"]
    assert list(tables["documents"]["group"]) == ["a", "a"]


def test_order_and_shards_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [segment(Document(id=f"d{at}", text=TEXT.replace("40", str(40 + at)))) for at in range(5)]
    one = open_tables(write_tables(measure_documents(many), tmp_path / "one"))
    monkeypatch.setattr("framing.pipeline.SHARD_CHARACTERS", 1)
    monkeypatch.setattr("framing.pipeline.shards", lambda every: ([each] for each in every))
    other = open_tables(write_tables(measure_documents(many[::-1]), tmp_path / "other"))
    for name in MEASURED:
        keys = [c for c in one[name].columns if c not in ("id", "source", "target")]
        same = one[name][keys].sort_values(keys, ignore_index=True)
        assert same.equals(other[name][keys].sort_values(keys, ignore_index=True)), name


def test_the_number_of_jobs_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = documents(*(f"d{at}" for at in range(4)))
    monkeypatch.setattr("framing.pipeline.shards", lambda every: ([each] for each in every))
    one = open_tables(write_tables(measure_documents(many, study(target="d0")), tmp_path / "one"))
    two = open_tables(write_tables(measure_documents(many, study(target="d0"), jobs=2), tmp_path / "two"))
    for name in MEASURED:
        assert one[name].equals(two[name]), name


def test_a_run_that_fails_leaves_the_former_tables_whole(tmp_path: Path) -> None:
    folder = write_tables(measure_documents(documents("old")), tmp_path / "tables")

    def breaks() -> Iterator[Mapping[str, pa.Table]]:
        yield from measure_documents(documents("new"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_tables(breaks(), folder)
    assert list(open_tables(folder)["documents"]["document"]) == ["old"]


def test_a_run_that_is_killed_leaves_the_former_tables_whole(tmp_path: Path) -> None:
    folder = write_tables(measure_documents(documents("old")), tmp_path / "tables")
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom framing.store import write_tables\n"
        "def slow():\n    print('begun', flush=True)\n    time.sleep(60)\n    yield {}\n"
        f"write_tables(slow(), Path({str(folder)!r}))\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"begun\n"
    time.sleep(0.1)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert list(open_tables(folder)["documents"]["document"]) == ["old"]
    write_tables(measure_documents(documents("new")), folder)
    assert [path.name for path in tmp_path.iterdir()] == ["tables"], "the next run sweeps up what the killed one left"


def test_headings_of_others_are_left_out_and_the_targets_cut(tmp_path: Path) -> None:
    text = f"{LONG}\n\n" + "It is a long paragraph that goes on and on for a while. " * 3
    tables = open_tables(write_tables(measure_documents(documents("a", "b", text=text)), tmp_path / "t", study()))
    shown = tables["sections"].query("section == '00'").set_index("document")["heading"]
    assert shown["a"] == "One two three four five six seven eight …"
    assert shown["b"] == ""
    assert set(tables["documents"]["title"]) == {""}


def test_words_of_few_documents_are_withheld_and_still_counted(tmp_path: Path) -> None:
    rare = segment(Document(id="c", text=TEXT.replace("port", "zeppelin")))
    tables = open_tables(write_tables(measure_documents([*documents("a", "b"), rare]), tmp_path / "t", study(term_threshold=2)))
    terms = tables["terms"]
    assert "zeppelin" not in set(terms["term"])
    assert "port" in set(terms["term"])
    totals = terms.groupby("document")["count"].sum()
    assert totals["a"] == totals["c"]


def test_no_surface_text_is_in_any_table(tmp_path: Path) -> None:
    """Only headings, single terms and lexicon entries: no sentence of three words in a row of the body."""
    tables = open_tables(write_tables(measure_documents(documents("a")), tmp_path / "t", study()))
    body = TEXT.split("\n\n", 1)[1].lower().split()
    runs = {" ".join(body[at : at + 3]) for at in range(len(body) - 2)}
    for name, frame in tables.items():
        for column in frame.columns:
            if frame[column].dtype.kind not in "biuf":
                cells = " ¦ ".join(frame[column].astype("str").unique()).lower()
                assert not [run for run in runs if run in cells], f"{name}.{column}"
