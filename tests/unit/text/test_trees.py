"""Trees on disk."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from framing.text.parse import tree_schema
from framing.text.trees import read_trees, tree_key, write_trees


@pytest.fixture
def table() -> pa.Table:
    columns = [[0, 0], [0, 5], [4, 9], [1, 1], [0, 1], [16, 8], ["they", "win"], ["PRP", "VBP"], ["", ""]]
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, tree_schema(), strict=True)], tree_schema())


def test_what_is_kept_is_read_again(tmp_path: Path, table: pa.Table) -> None:
    write_trees(table, tmp_path, "abcd")
    assert read_trees(tmp_path, "abcd") == table


def test_nothing_half_written_is_left(tmp_path: Path, table: pa.Table) -> None:
    path = write_trees(table, tmp_path, "abcd")
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [path]


@pytest.mark.parametrize("content", [b"", b"ARROW1\0\0half", b"no arrow at all, but something else"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, table: pa.Table, content: bytes) -> None:
    write_trees(table, tmp_path, "abcd").write_bytes(content)
    assert read_trees(tmp_path, "abcd") is None


def test_columns_of_another_version_count_as_none(tmp_path: Path, table: pa.Table) -> None:
    path = write_trees(table, tmp_path, "abcd")
    other = table.rename_columns(["x", *table.column_names[1:]])
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, other.schema) as writer:
        writer.write_table(other)
    assert read_trees(tmp_path, "abcd") is None


def test_nothing_kept_is_none(tmp_path: Path) -> None:
    assert read_trees(tmp_path, "abcd") is None


def test_the_key_knows_text_and_sentences() -> None:
    keys = {tree_key("A. B.", [(0, 2), (3, 5)]), tree_key("A. B.", [(0, 5)]), tree_key("A. C.", [(0, 2), (3, 5)])}
    assert len(keys) == 3
