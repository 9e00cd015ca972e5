"""What is wrong with a filled sheet, a line a fault: nothing is taken from a sheet that has one."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.coding.sheet import text_check

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook, Item
    from framing.coding.sheet import Sheet

__all__ = ["answer", "faults"]

NAMED = 3
"""Rows or ids that a line names; of more it says how many."""


def faults(sheet: Sheet, sample: pd.DataFrame, codebook: Codebook) -> list[str]:
    """Say what is wrong with a sheet, each line with what, where and how to mend it; none where it can be taken.

    Args:
        sheet: as read.
        sample: the rows of `samples` of this codebook and version.
        codebook: that of the sheet.
    """
    found = [*_merged(sheet), *_columns(sheet, codebook), *_ids(sheet, sample), *_coder(sheet, sample)]
    found += [*_texts(sheet, sample), *(line for item in codebook.items for line in _codes(sheet, item))]
    if not found and not any(row.get(item.name, "").strip() for row in sheet.rows for item in codebook.items):
        found = [f"has no code yet; fill in {', '.join(item.name for item in codebook.items)} and give it again"]
    return [f"{sheet.path}: {line}" for line in found]


def answer(item: Item, cell: str) -> str:
    """Give the category that a cell names, whatever its case and the spaces around it; the empty text for none.

    Examples:
        >>> from framing.coding.codebook import load_codebook
        >>> answer(load_codebook("tone").items[0], " Negative "), answer(load_codebook("tone").items[0], "bad")
        ('negative', '')
    """
    known = {code.casefold(): code for code in item.codes}
    return known.get(cell.strip().casefold(), "")


def _merged(sheet: Sheet) -> Iterator[str]:
    if sheet.merged:
        yield f"cells are merged ({_some(sheet.merged)}); split them and give each row a code of its own"


def _columns(sheet: Sheet, codebook: Codebook) -> Iterator[str]:
    held, written = set(sheet.columns), {name.casefold(): name for name in sheet.columns}
    for item in codebook.items:
        # Label Studio's export has an item's answer only where one was given.
        if item.name in held or sheet.path.suffix == ".json":
            continue
        if item.name.casefold() in written:
            yield f'has a column "{written[item.name.casefold()]}"; write its name as it was drawn, {item.name}'
        else:
            yield f"has no column {item.name}; put it back, empty where nothing was coded"


def _ids(sheet: Sheet, sample: pd.DataFrame) -> Iterator[str]:
    ids = [row["id"].strip() for row in sheet.rows]
    if empty := [str(at) for at, each in zip(sheet.lines or range(2, len(ids) + 2), ids, strict=True) if not each]:
        yield f"row {_some(empty)} has no id; copy the ids from the sheet as it was drawn, never a row without its id"
    counts = Counter(each for each in ids if each)
    if doubled := [each for each, count in counts.items() if count > 1]:
        yield f"the id {_some(doubled)} stands more than once; keep one row of each"
    drawn = set(sample["id"])
    if strange := [each for each in counts if each not in drawn]:
        yield f"the id {_some(strange)} is of no unit of this sample; is it another study's or another draw's sheet?"


def _coder(sheet: Sheet, sample: pd.DataFrame) -> Iterator[str]:
    if not sheet.coder:
        yield "names no coder; write the letter that the sheet was drawn for into the column coder of every row"
        return
    named = Counter(row.get("coder", "").strip().upper() for row in sheet.rows if row["id"].strip())
    if len(named) > 1:
        told = ", ".join(f"{name or 'nobody'} {count}" for name, count in sorted(named.items()))
        yield f"rows of several coders ({told}) stand in it; give each coder's own sheet"
        return
    coders = dict(zip(sample["id"], sample["coders"], strict=True))
    own = {each for each, names in coders.items() if sheet.coder in str(names).split()}
    held = {row["id"].strip() for row in sheet.rows} & set(coders)
    if others := sorted(held - own):
        whose = sorted({name for each in others for name in str(coders[each]).split()})
        told = f"{_some(others)} were given to coder {', '.join(whose)}"
        yield f"is called coder {sheet.coder}'s, but {told}; take that coder's file"


def _texts(sheet: Sheet, sample: pd.DataFrame) -> Iterator[str]:
    checks = dict(zip(sample["id"], sample["text_check"], strict=True))
    changed = [
        place
        for place, row in zip(_places(sheet), sheet.rows, strict=True)
        if (meant := checks.get(row["id"].strip(), "")) and text_check(row.get("text", "")) != meant
    ]
    if changed:
        yield f"the text of {_some(changed)} is not as it was drawn; put it back: other words have other codes"


def _codes(sheet: Sheet, item: Item) -> Iterator[str]:
    rows: dict[str, list[str]] = defaultdict(list)
    for place, row in zip(_places(sheet), sheet.rows, strict=True):
        cell = row.get(item.name, "").strip()
        if cell and not answer(item, cell):
            rows[cell].append(place)
    for cell, places in rows.items():
        near = _nearest(item, cell)
        hint = f"did you mean {near}?" if near else f"it may be {', '.join(item.codes)}"
        yield f'item {item.name} has no category "{cell}" ({_some(places)}); {hint}'


def _nearest(item: Item, cell: str) -> str:
    """Give the category that a cell nearly names, or by its key in the terminal; the empty text for none."""
    by_key = {item.key(category): category.code for category in item.categories}
    known = {code.casefold(): code for code in item.codes}
    near = difflib.get_close_matches(cell.casefold(), known, n=1, cutoff=0.5)
    return by_key.get(cell) or (known[near[0]] if near else "")


def _places(sheet: Sheet) -> list[str]:
    """Name each row as its coder finds it: by the id, and by its line in the spreadsheet."""
    ids = [row["id"].strip() for row in sheet.rows]
    return [f"{each} in row {at}" for each, at in zip(ids, sheet.lines, strict=True)] if sheet.lines else ids


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
