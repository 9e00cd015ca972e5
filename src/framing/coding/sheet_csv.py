"""A coding sheet as CSV: UTF-8 with a mark that Excel knows it by; read back whatever a spreadsheet made of it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.sheet import Sheet

__all__ = ["guarded", "read_csv", "unguarded", "write_csv"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula (or for such an apostrophe).

    Examples:
        >>> guarded("=1+1"), guarded("Talks")
        ("'=1+1", 'Talks')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Take such an apostrophe away again.

    Examples:
        >>> unguarded(guarded("=1+1")), unguarded(guarded("'tis"))
        ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def write_csv(sheet: Sheet) -> Path:
    """Write a sheet beside its place and rename it."""
    beside = sheet.path.with_name(f".{sheet.path.name}.{os.getpid()}.partial")
    with beside.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(sheet.columns)
        writer.writerows([guarded(_one_line_end(row.get(name, ""))) for name in sheet.columns] for row in sheet.rows)
    return beside.replace(sheet.path)


def _one_line_end(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " ")


def read_csv(path: Path) -> list[Mapping[str, str]]:
    """Read a sheet with commas, semicolons or tabs, in the encoding it was saved in.

    Raises:
        InputError: it is no text, or a row has more cells than the header.
    """
    from framing.corpus.encoding import decode

    text, _ = decode(path.read_bytes(), str(path))
    header = text.partition("\n")[0]
    delimiter = max((";", "\t", ","), key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip() for name in next(lines, [])]
        rows = []
        for number, cells in enumerate(lines, start=2):
            if any(cells[len(names) :]):
                raise InputError(f"{path}, row {number}: has {len(cells)} cells, the header {len(names)}; mend the row")
            padded = [*cells, *[""] * (len(names) - len(cells))][: len(names)]
            rows.append(dict(zip(names, (unguarded(cell) for cell in padded), strict=True)))
    except csv.Error as error:
        raise InputError(f"{path}: is no CSV ({error}); save it from the spreadsheet as CSV UTF-8") from None
    return list(rows)
