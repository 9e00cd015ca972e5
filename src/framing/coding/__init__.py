"""Hand coding: codebooks, samples with known chances, sheets for coders, and their codes taken back.

`framing.coding.widget(sheet)` codes in a notebook; the command line has `framing sample`, `code` and `codes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.coding.notebook import widget

__all__ = ["widget"]


def __getattr__(name: str) -> object:
    if name != "widget":
        raise AttributeError(f"module {__name__} has no attribute {name}; it has {', '.join(__all__)}")
    from framing.coding.notebook import widget

    return widget
