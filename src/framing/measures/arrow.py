"""Arrow arrays of codes and names, and tables by their schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.tables import schema

__all__ = ["Coded", "coded", "repeated", "table"]

Ints = NDArray[np.int32]

Coded = tuple[Ints, Sequence[str] | pa.Array]
"""Codes, and the names that they stand for."""


def coded(codes: Ints, names: Sequence[str] | pa.Array) -> pa.DictionaryArray:
    """Give a column of labels; `codes` are places among the names, which are distinct.

    Examples:
        >>> coded(np.array([1, 0, 1]), ["low", "high"]).to_pylist()
        ['high', 'low', 'high']
    """
    names = names if isinstance(names, pa.Array) else pa.array(names, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), names, safe=False)  # our own codes need no check


def repeated(names: Sequence[str], times: int | Sequence[int]) -> pa.DictionaryArray:
    """Give a column in which each name stands so many times, all as often or each as often as said.

    Examples:
        >>> repeated(["hedge", "tone"], [2, 1]).to_pylist()
        ['hedge', 'hedge', 'tone']
    """
    distinct = sorted(set(names))
    place = {name: code for code, name in enumerate(distinct)}
    codes = np.array([place[name] for name in names], dtype=np.int32)
    if isinstance(times, int):
        return coded(np.broadcast_to(codes[:, None], (len(codes), times)).ravel(), distinct)
    return coded(codes.repeat(times), distinct)


def table(name: str, columns: Mapping[str, object]) -> pa.Table:
    """Give table `name` of its columns, which stand in its order; no rows give a table without rows.

    Examples:
        >>> table("links", {"source": [0], "target": [3], "role": coded(np.array([0]), ["source"])}).num_rows
        1
    """
    wanted = schema(name)
    arrays = [column if isinstance(column, pa.Array) else pa.array(column) for column in columns.values()]
    return pa.Table.from_arrays([a.cast(f.type) for a, f in zip(arrays, wanted, strict=True)], schema=wanted)
