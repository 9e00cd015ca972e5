"""A coding sheet: one coder's units with their words, and a column for each item of the codebook.

A sheet is blind: it names no document, no outlet and no instrument's score, and its rows are shuffled. It holds texts, so it
stays on the researcher's disk. XLSX, CSV and Label Studio's JSON hold the same columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from framing.coding.sample import chance
from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook

__all__ = [
    "FORMATS",
    "Format",
    "Sheet",
    "beside",
    "columns",
    "read_sheet",
    "save_codes",
    "sheet_of",
    "text_check",
    "write_sheet",
]

Format = Literal["xlsx", "csv", "labelstudio"]
FORMATS: Mapping[str, str] = {"xlsx": ".xlsx", "csv": ".csv", "labelstudio": ".json"}

_ENDINGS = ", ".join(FORMATS.values())

_CHECK = 16
"""Digits of the hash that tells a changed text: one in 10¹⁹ by chance."""


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as texts, by column; `merged` names merged cells, which hold codes that no row owns."""

    path: Path
    coder: str
    """A letter, whatever its case in the file."""
    codebook: str
    """Name and version: `tone@1`."""
    rows: Sequence[Mapping[str, str]]
    merged: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    """The line of the file that each row stands in, as a spreadsheet counts; empty where a file has no lines."""


def columns(codebook: Codebook) -> tuple[str, ...]:
    """Name a sheet's columns in order.

    Examples:
        >>> from framing.coding.codebook import load_codebook
        >>> columns(load_codebook("tone"))
        ('id', 'before', 'text', 'after', 'tone', 'note', 'coder', 'codebook')
    """
    actor = ("actor",) if codebook.per == "actor" else ()
    around = ("before", "text", "after")
    return ("id", *actor, *around, *(item.name for item in codebook.items), "note", "coder", "codebook")


def text_check(text: str) -> str:
    """Give the hash by which a changed text is told; it sees letters and digits only, so that typography may change.

    Examples:
        >>> text_check("It isn’t  so.") == text_check("It isn't so") != text_check("It is so")
        True
    """
    letters = "".join(letter for letter in text.casefold() if letter.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()[:_CHECK]


def sheet_of(
    sample: pd.DataFrame, shown: Mapping[str, tuple[str, str, str]], codebook: Codebook, coder: str, path: Path
) -> Sheet:
    """Make the sheet of one coder from rows of `samples`; `shown` gives the words before, of and after each unit by id."""
    own = sample[[coder in str(coders).split() for coders in sample["coders"]]]
    seeds = zip(own["id"], own["actor"], own["seed"], strict=True)
    order = sorted(seeds, key=lambda row: chance(int(row[2]), "order", coder, row[0]))
    blank = dict.fromkeys(columns(codebook), "")
    rows = []
    for identity, actor, _ in order:
        row = {**blank, "id": identity, **dict(zip(("before", "text", "after"), shown[identity], strict=True))}
        rows.append({**row, "coder": coder, "codebook": codebook.id, **({"actor": str(actor)} if "actor" in blank else {})})
    return Sheet(path, coder, codebook.id, rows, columns=columns(codebook))


def write_sheet(sheet: Sheet, codebook: Codebook) -> Path:
    """Write a sheet in the format that its path names: .xlsx, .csv or .json (Label Studio's tasks, with their set-up beside).

    Raises:
        InputError: the path names no such format.
    """
    sheet.path.parent.mkdir(parents=True, exist_ok=True)
    kind = _kind(sheet.path)
    if kind == "xlsx":
        from framing.coding.sheet_xlsx import write_xlsx

        return write_xlsx(sheet, codebook)
    if kind == "csv":
        from framing.coding.sheet_csv import write_csv

        return write_csv(sheet)
    from framing.coding.label_studio import write_tasks

    return write_tasks(sheet, codebook)


def read_sheet(path: Path) -> Sheet:
    """Read a sheet as it is, blank or filled.

    Raises:
        InputError: there is no such file, it is no sheet, or it lacks the columns that say whose it is.
    """
    if path.is_dir():
        raise InputError(f"{path}: is a folder; name the sheets in it, one after another")
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; name a sheet that `framing sample` wrote")
    kind = _kind(path)
    if kind == "xlsx":
        from framing.coding.sheet_xlsx import read_xlsx

        rows, merged = read_xlsx(path)
    elif kind == "csv":
        from framing.coding.sheet_csv import read_csv

        rows, merged = read_csv(path), ()
    else:
        from framing.coding.label_studio import read_tasks

        rows, merged = read_tasks(path), ()
    named = tuple(rows[0]) if rows else ()
    if missing := [name for name in ("id", "text", "coder", "codebook") if name not in named]:
        raise InputError(
            f"{path}: has no column {', '.join(missing)} in its first row; give a sheet that `framing sample` wrote, all "
            "columns and their names kept"
        )
    held = [(at, row) for at, row in enumerate(rows, start=2) if any(cell.strip() for cell in row.values())]
    rows, lines = [row for _, row in held], tuple(at for at, _ in held) if kind != "labelstudio" else ()
    return Sheet(path, _commonest(rows, "coder").upper(), _commonest(rows, "codebook"), rows, merged, named, lines)


def beside(sheet: Sheet) -> Codebook:
    """Give the codebook of a sheet: the copy that stands beside it, or the shipped one of its name and version.

    Raises:
        InputError: there is neither, or only another version.
    """
    from framing.coding.codebook import load_codebook, read_codebook, shipped

    name = sheet.codebook.partition("@")[0]
    path = sheet.path.with_name(f"{name}.toml")
    if path.is_file():
        book = read_codebook(path.read_text(encoding="utf-8"), str(path))
    elif name in shipped():
        book = load_codebook(name)
    else:
        raise InputError(f"{sheet.path}: its codebook {sheet.codebook} is not there; put {name}.toml beside the sheet")
    if book.id != sheet.codebook:
        raise InputError(
            f"{sheet.path}: is of {sheet.codebook}, the codebook at hand is {book.id}; put its own beside the sheet"
        )
    return book


def save_codes(sheet: Sheet, codebook: Codebook) -> None:
    """Write a sheet's codes and notes into its file; whatever else the file holds (widths, colours) stays."""
    kind = _kind(sheet.path)
    if kind == "xlsx":
        from framing.coding.sheet_xlsx import update_xlsx

        update_xlsx(sheet, codebook)
    else:
        write_sheet(sheet, codebook)


def _kind(path: Path) -> Format:
    for name, ending in FORMATS.items():
        if path.suffix.lower() == ending:
            return name  # type: ignore[return-value]
    raise InputError(f"{path}: is no coding sheet; save it from the spreadsheet as .xlsx or .csv ({_ENDINGS} can be read)")


def _commonest(rows: Sequence[Mapping[str, str]], column: str) -> str:
    from collections import Counter

    counted = Counter(cell for row in rows if (cell := row.get(column, "").strip()))
    return counted.most_common(1)[0][0] if counted else ""
