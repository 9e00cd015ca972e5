"""Coding a sheet, one question after another: where one is, what was answered, undo, and the file kept up to date.

The terminal and the notebook show the same session.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding.faults import answer
from framing.coding.sheet import Sheet, beside, read_sheet, save_codes

if TYPE_CHECKING:
    from framing.coding.codebook import Codebook, Item

__all__ = ["Session"]

PAUSE = 20
"""Saving may take a twentieth of the coder's time: a large workbook is written once in a while, and when one stops."""


class Session:
    """A sheet being coded: it stands at one question of one row, the first without an answer to begin with.

    Raises:
        InputError: the file is no sheet, or its codebook is not there.
    """

    def __init__(self, path: str | Path) -> None:
        self._sheet = read_sheet(Path(path))
        self.codebook: Codebook = beside(self._sheet)
        self._rows: list[dict[str, str]] = [dict(row) for row in self._sheet.rows]
        self._steps = [(row, item) for row in range(len(self._rows)) for item in self.codebook.items]
        self._undo: list[tuple[int, str]] = []
        self._saved, self._took, self._changed = time.monotonic(), 0.0, False
        self._at = 0
        self.to_next_open()

    @property
    def row(self) -> Mapping[str, str]:
        """The row at hand, its texts and codes."""
        return self._rows[self._steps[self._at][0]]

    @property
    def item(self) -> Item:
        """The question at hand."""
        return self._steps[self._at][1]

    @property
    def finished(self) -> bool:
        """Whether one is past the last question."""
        return self._at >= len(self._steps)

    @property
    def coded(self) -> int:
        """How many rows have all their answers."""
        return sum(all(self._answered(row, item) for item in self.codebook.items) for row in range(len(self._rows)))

    @property
    def total(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def _answered(self, row: int, item: Item) -> bool:
        return bool(answer(item, self._rows[row].get(item.name, "")))

    def to_next_open(self) -> None:
        """Go to the next question without an answer; where there is none ahead, to the end."""
        while not self.finished and self._answered(*self._steps[self._at]):
            self._at += 1

    def give(self, category: str) -> None:
        """Answer the question at hand and go to the next that is open; the file is written."""
        row, item = self._steps[self._at]
        self._undo.append((self._at, self._rows[row].get(item.name, "")))
        self._rows[row][item.name] = category
        self._at += 1
        self.to_next_open()
        self._save()

    def skip(self) -> None:
        """Leave the question at hand without an answer."""
        self._at += 1
        self.to_next_open()

    def back(self) -> None:
        """Go to the question before, whether or not it is answered."""
        self._at = max(0, self._at - 1)

    def undo(self) -> bool:
        """Take the last answer back and stand at its question; False where there is none."""
        if not self._undo:
            return False
        self._at, former = self._undo.pop()
        row, item = self._steps[self._at]
        self._rows[row][item.name] = former
        self._save()
        return True

    def note(self, text: str) -> None:
        """Write a note beside the row at hand."""
        self._rows[self._steps[self._at][0]]["note"] = text
        self._save()

    def _save(self) -> None:
        self._changed = True
        if self.finished or time.monotonic() - self._saved >= PAUSE * self._took:
            self.save()

    def save(self) -> None:
        """Write the codes into the file, where there are new ones."""
        if self._changed:
            began = time.monotonic()
            save_codes(self.sheet, self.codebook)
            self._saved = time.monotonic()
            self._took, self._changed = self._saved - began, False

    @property
    def sheet(self) -> Sheet:
        """The sheet as it is now."""
        return replace(self._sheet, rows=tuple(self._rows))
