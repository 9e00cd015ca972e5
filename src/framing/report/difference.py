"""Whether a report made again is the same: tables within a tolerance, everything else byte by byte as information."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["changed_tables", "differences", "table_difference"]

RELATIVE = 1e-4
ABSOLUTE = 1e-6
"""Tables are written with six digits; exp, log and sums differ between processors in the last bits only."""


def differences(old: Path, new: Path) -> tuple[list[str], list[str]]:
    """Compare two report folders.

    Returns:
        What differs and matters (tables, missing or added files), and which other files differ in their bytes.
    """
    files = {str(path.relative_to(folder)) for folder in (old, new) for path in folder.rglob("*") if _compared(path, folder)}
    serious, informative = [], []
    for name in sorted(files):
        one, other = old / name, new / name
        if not one.exists() or not other.exists():
            serious.append(f"{name}: {'is new' if other.exists() else 'is made no more'}")
        elif name.endswith(".csv"):
            told = table_difference(one, other)
            serious += [f"{name}: {told}"] if told else []
        elif one.read_bytes() != other.read_bytes():
            informative.append(name)
    return serious, informative


def changed_tables(old: Path, new: Path) -> list[str]:
    """Compare two folders of Parquet tables: a line for each table that is not the same within tolerance."""
    import pandas as pd

    from framing.errors import TableError
    from framing.tables import read

    told = []
    for path in sorted(new.glob("*.parquet")):
        if not (old / path.name).exists():
            told.append(f"{path.stem}: is new")
            continue
        b = read(path.stem, path)
        try:
            a = read(path.stem, old / path.name)
        except TableError:
            told.append(f"{path.stem}: the former one was made by another version of the toolkit")
            continue
        try:
            pd.testing.assert_frame_equal(a, b, rtol=RELATIVE, atol=ABSOLUTE)
        except AssertionError:
            became = f"{len(a):,} rows became {len(b):,}" if len(a) != len(b) else "same rows, other values"
            told.append(f"{path.stem}: {became}")
    return told


def _compared(path: Path, folder: Path) -> bool:
    return path.is_file() and path.relative_to(folder).parts[0] not in ("notebooks", "manifest.json")


def table_difference(one: Path, other: Path) -> str:
    """Say how two CSV tables differ beyond tolerance; the empty text where they do not."""
    import pandas as pd

    a, b = pd.read_csv(one, low_memory=False), pd.read_csv(other, low_memory=False)
    if list(a.columns) != list(b.columns) or len(a) != len(b):
        return f"{len(a)} rows × {len(a.columns)} columns became {len(b)} × {len(b.columns)}"
    return "; ".join(told for column in a.columns if (told := _column_difference(a[column], b[column])))


def _column_difference(a: pd.Series, b: pd.Series) -> str:
    import numpy as np

    if a.dtype.kind in "biuf" and b.dtype.kind in "biuf":
        x, y = a.to_numpy(dtype=np.float64), b.to_numpy(dtype=np.float64)
        off = ~np.isclose(x, y, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
        most = max((abs(d) for d in (x - y)[off] if d == d), default=None)
        told = f", at most by {most:.3g}" if most is not None else ""
        return f"{a.name} differs in {int(off.sum())} rows{told}" if off.any() else ""
    off = (a.fillna("").astype("str") != b.fillna("").astype("str")).to_numpy()
    return f"{a.name} differs in {int(off.sum())} rows" if off.any() else ""
