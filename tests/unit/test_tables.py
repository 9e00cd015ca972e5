"""Tables: what is not such a table is refused, what is written comes back, spreadsheets get no formulas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from framing import tables
from framing.errors import TableError


def links(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"source": [1, 2], "target": [3, 4], "role": ["cue → source", "cue → source"], **columns})


def test_every_key_is_among_the_columns() -> None:
    for table in tables.TABLES.values():
        assert set(table.key) <= set(table.names), table.name
        assert len(set(table.names)) == len(table.names), table.name


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = tables.write(links(), "links", tmp_path / "links.parquet")
    pd.testing.assert_frame_equal(tables.read("links", path), links(), check_dtype=False)
    assert [p.name for p in tmp_path.iterdir()] == ["links.parquet"], "nothing is left beside it"


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (links().drop(columns="role"), "no column role"),
        (links(colour=["red", "blue"]), "unknown column colour"),
        (pd.concat([links(), links()]), "key stands twice"),
    ],
)
def test_what_is_no_such_table_is_refused(frame: pd.DataFrame, said: str) -> None:
    with pytest.raises(TableError, match=said):
        tables.check(frame, "links")


def test_a_file_of_another_version_or_none_at_all_says_how_to_mend(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="is missing; make it with"):
        tables.read("links", tmp_path / "links.parquet")
    (tmp_path / "links.parquet").write_bytes(b"no parquet")
    with pytest.raises(TableError, match="is no table"):
        tables.read("links", tmp_path / "links.parquet")
    other = tables.schema("links").empty_table().replace_schema_metadata({"schema_version": "0"})
    pq.write_table(other, tmp_path / "links.parquet")
    with pytest.raises(TableError, match="schema version 0"):
        tables.read("links", tmp_path / "links.parquet")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@name", "\t=1"])
def test_a_cell_that_starts_like_a_formula_is_neutralised(tmp_path: Path, cell: str) -> None:
    path = tables.to_csv(pd.DataFrame({"heading": [cell], "value": [-1.5]}), tmp_path / "out.csv")
    read = pd.read_csv(path)
    assert read["heading"][0] == "'" + cell
    assert read["value"][0] == -1.5, "numbers stay numbers"


def test_ids_that_look_like_numbers_stay_text(tmp_path: Path) -> None:
    row = dict.fromkeys(tables.TABLES["documents"].names, "")
    frame = pd.DataFrame([{**row, "document": name} for name in ("001", "NA", "1e5")])
    back = tables.read("documents", tables.write(frame, "documents", tmp_path / "documents.parquet"))
    assert list(back["document"]) == ["001", "NA", "1e5"]
