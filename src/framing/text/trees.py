"""Trees kept on disk, a file a document, found by what was parsed: a run that was killed goes on where it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.text.parse import tree_schema

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["read_trees", "tree_key", "write_trees"]


def tree_key(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Name what is parsed: the canonical text, and where its sentences start and end.

    Examples:
        >>> tree_key("A b.", [(0, 4)]) == tree_key("A b.", [(0, 4)]), tree_key("A b.", [(0, 4)]) == tree_key("A b.", [(0, 1)])
        (True, False)
    """
    whole = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    whole.update(b"\0" + repr(list(spans)).encode())
    return whole.hexdigest()


def read_trees(folder: Path, key: str) -> pa.Table | None:
    """Give the trees kept under a key, or None where there are none or the file is damaged."""
    import pyarrow as pa

    path = _path(folder, key)
    try:
        with pa.OSFile(str(path)) as source, pa.ipc.open_file(source) as reader:
            table = reader.read_all()
    except (OSError, pa.ArrowInvalid):
        return None
    return table if table.schema.equals(tree_schema()) else None


def write_trees(table: pa.Table, folder: Path, key: str) -> Path:
    """Keep trees under a key: written beside the file's place and renamed, so that none is ever half there."""
    import pyarrow as pa

    path = _path(folder, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.partial")
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    try:
        with pa.OSFile(str(beside), "wb") as sink, pa.ipc.new_file(sink, tree_schema(), options=options) as writer:
            writer.write_table(table)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _path(folder: Path, key: str) -> Path:
    """Give a file's place; two letters of the key are a folder, since none should hold ten thousand files."""
    return folder / key[:2] / f"{key[2:]}.arrow"
