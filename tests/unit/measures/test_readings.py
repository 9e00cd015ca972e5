"""Relations are printed as people read them, and the parser is chosen on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from framing.articles import concordance, evidence
from framing.cli import main
from framing.pipeline import measure_documents
from framing.study import Study, load_actors
from framing.tables import TABLES
from framing.validate.documents import of_lines

TEXT = "Arland warns\n\nArland may not attack Borduria, its minister said. The ships were seized by Borduria."


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """An article, and a file of actors read by rules alone."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "actors.toml").write_text(
        '[instruments]\nsyntax = "none"\n[[actors]]\nname = "Arland"\n[[actors]]\nname = "Borduria"\n', encoding="utf-8"
    )
    return str(tmp_path / "a.txt"), str(tmp_path / "actors.toml")


def test_evidence_and_concordance_read_relations(files: tuple[str, str]) -> None:
    study: Study = load_actors(files[1])
    rows = evidence(files[0], study, layer="relation")
    assert "Arland → may not attack (possible) → Borduria" in set(rows["reading"])
    assert "Borduria → seize (passive) → ships" in set(rows["reading"])
    assert set(evidence(files[0], study, layer="participant")["reading"]) >= set(rows["reading"])
    assert set(concordance(files[0], study, layer="relation")["entry"]) == set(rows["reading"])
    assert "reading" not in evidence(files[0], study, layer="mention")


def test_the_command_line_chooses_the_reader(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    call = ["evidence", files[0], "--actors", files[1], "--layer", "relation", "--format", "jsonl"]
    for more, instrument in (([], "relations-patterns"), (["--syntax", "english"], "relations-english")):
        assert main([*call, *more]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert {row["instrument"] for row in rows} == {instrument}
    assert main([*call[:-2]]) == 0
    assert "→ ships" in capsys.readouterr().out


def test_what_cannot_be_read_by_is_one_line(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", files[0], "--syntax", "none"]) == 2
    assert "--actors FILE" in capsys.readouterr().err
    assert main(["profile", files[0], "--actors", files[1], "--syntax", "no_such_parser"]) == 1
    told = capsys.readouterr().err
    assert "no_such_parser: cannot be loaded" in told
    assert len(told.splitlines()) == 1


def test_the_table_of_relations_holds_no_text_but_lemmas_and_names(files: tuple[str, str]) -> None:
    """What may be shipped: places, labels, one lemma a predicate."""
    study = load_actors(files[1])
    tables = next(measure_documents([of_lines("a", TEXT)], study))
    known = {"Arland", "Borduria", "other", ""}
    rows = tables["relations"].to_pylist()
    assert rows
    for row in rows:
        assert {row["agent"], row["patient"], row["recipient"], row["source"]} <= known
        assert len(row["predicate"].split()) == 1
    free = {column.name for column in TABLES["relations"].columns if column.kind == "text"}
    assert not free


def test_without_actors_the_table_is_empty() -> None:
    tables = next(measure_documents([of_lines("a", TEXT)], None))
    assert tables["relations"].num_rows == 0
    assert tables["relations"].column_names == list(TABLES["relations"].names)
