"""A coding sheet as an Excel workbook: drop-down lists for the codes, texts that stay texts, and the codebook beside.

Nothing is locked, so that a coder may sort and filter: rows are told by their ids, never by their place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.codebook import Codebook
    from framing.coding.sheet import Sheet

__all__ = ["read_xlsx", "update_xlsx", "write_xlsx"]

CODING, RULES, LISTS = "coding", "codebook", "lists"

_WIDTHS = {"id": 12, "before": 30, "text": 70, "after": 30, "note": 24, "coder": 7, "codebook": 12}
_CODE_WIDTH = 15
_HEADER, _OPEN, _QUIET = "E9E9E9", "FFF8DC", "777777"

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel would take for the start of a coded character."""


def write_xlsx(sheet: Sheet, codebook: Codebook) -> Path:
    """Write a sheet as a workbook, beside its place and then renamed."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = CODING
    page.append(list(sheet.columns))
    for at, row in enumerate(sheet.rows, start=2):
        for column, name in enumerate(sheet.columns, start=1):
            _put(page.cell(at, column), row.get(name, ""))
    items = [item.name for item in codebook.items]
    _dress(page, sheet.columns, items, len(sheet.rows))
    rules = book.create_sheet(RULES)
    for at, line in enumerate(codebook.rules().splitlines(), start=1):
        _put(rules.cell(at, 1), line)
    rules.column_dimensions["A"].width = 150
    _lists(book, page, sheet.columns, codebook, len(sheet.rows))
    return _save(book, sheet.path)


def _put(cell: Any, text: str) -> None:  # noqa: ANN401  (openpyxl has no types)
    """Write a text that stays one: not a formula, not a number, not a date, also when the cell is edited."""
    if text:
        cell.value = _ESCAPED.sub("_x005F_", _CONTROL.sub(" ", text))
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))


def _dress(page: Any, columns: Sequence[str], items: Sequence[str], rows: int) -> None:  # noqa: ANN401
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(columns, start=1):
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = _WIDTHS.get(name, _CODE_WIDTH)
        page.cell(1, at).font = Font(bold=True)
        page.cell(1, at).fill = PatternFill("solid", fgColor=_HEADER)
        for row in range(2, rows + 2):
            cell = page.cell(row, at)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if name in items:
                cell.fill = PatternFill("solid", fgColor=_OPEN)
            elif name not in ("text", "actor", "note"):
                cell.font = Font(color=_QUIET)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{rows + 1}"


def _lists(book: Any, page: Any, columns: Sequence[str], codebook: Codebook, rows: int) -> None:  # noqa: ANN401
    """Give each item's cells a drop-down list; the lists stand on a hidden sheet, since a written one holds 255 characters."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    hidden = book.create_sheet(LISTS)
    hidden.sheet_state = "hidden"
    for at, item in enumerate(codebook.items, start=1):
        for row, code in enumerate(item.codes, start=1):
            _put(hidden.cell(row, at), code)
        letter = get_column_letter(at)
        rule = DataValidation(type="list", formula1=f"{LISTS}!${letter}$1:${letter}${len(item.codes)}", allow_blank=True)
        rule.error, rule.errorTitle = f"One of: {', '.join(item.codes)}"[:225], "No such category"
        rule.prompt, rule.promptTitle = item.question[:250], item.name[:32]
        rule.showErrorMessage = rule.showInputMessage = True
        own = get_column_letter(columns.index(item.name) + 1)
        rule.add(f"{own}2:{own}{max(rows, 1) + 1}")
        page.add_data_validation(rule)


def _save(book: Any, path: Path) -> Path:  # noqa: ANN401
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    book.save(beside)
    return beside.replace(path)


def read_xlsx(path: Path) -> tuple[list[Mapping[str, str]], tuple[str, ...]]:
    """Read a sheet's rows, and the names of merged cells.

    Raises:
        InputError: it is no workbook.
    """
    page, book = _page(path)
    lines = page.iter_rows(values_only=True)
    names = [_text(cell).strip() for cell in next(lines, ())]
    rows: list[Mapping[str, str]] = [
        {name: _text(cell) for name, cell in zip(names, line, strict=False) if name} for line in lines
    ]
    merged = tuple(str(each) for each in page.merged_cells.ranges)
    book.close()
    return rows or [dict.fromkeys(names, "")], merged


def _page(path: Path) -> tuple[Any, Any]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"{path}: is no Excel workbook ({error}); save it from the spreadsheet as .xlsx") from None
    return (book[CODING] if CODING in book.sheetnames else book.worksheets[0]), book


def _text(cell: object) -> str:
    """Give a cell as text; a number that a spreadsheet made of a code is written as it was."""
    from openpyxl.utils.escape import unescape

    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(unescape(cell)) if isinstance(cell, str) else str(cell)


def update_xlsx(sheet: Sheet, codebook: Codebook) -> None:
    """Write codes and notes into a workbook as it is, row by id."""
    page, book = _page(sheet.path)
    names = [_text(cell.value).strip() for cell in page[1]]
    at = {_text(row[names.index("id")].value): row for row in page.iter_rows(min_row=2)}
    for row in sheet.rows:
        for name in (*(item.name for item in codebook.items), "note"):
            if name in names and row["id"] in at:
                cell = at[row["id"]][names.index(name)]
                cell.value = None
                _put(cell, row.get(name, ""))
    _save(book, sheet.path)
