"""Coding in a notebook: the same session as in the terminal, with buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.coding.session import Session

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["Coder", "widget"]


def widget(sheet: str | Path) -> ipywidgets.VBox:
    """Show a sheet for coding: the words, a button a category, undo, skip, progress. Every answer is written into the file.

    Args:
        sheet: a file that `framing sample` wrote.

    Raises:
        InputError: it is no sheet, or its codebook is not there.
    """
    return Coder(Session(sheet)).box


class Coder:
    """The parts of the widget, and what a click does."""

    def __init__(self, session: Session) -> None:
        import ipywidgets as widgets

        self.session = session
        self._words, self._told = widgets.HTML(), widgets.HTML()
        self._progress = widgets.IntProgress(max=max(session.total, 1), description="coded")
        self._answers = widgets.HBox()
        commands = [_button(name, act) for name, act in (("undo", self.undo), ("back", self.back), ("skip", self.skip))]
        rules = widgets.HTML(f"<pre style='white-space: pre-wrap'>{escape(session.codebook.rules())}</pre>")
        shown = widgets.Accordion([rules], titles=("codebook",))
        self.box = widgets.VBox([self._progress, self._words, self._answers, widgets.HBox(commands), self._told, shown])
        self._show()

    def give(self, category: str) -> None:
        """Answer the question at hand."""
        self.session.give(category)
        self._show()

    def undo(self) -> None:
        """Take the last answer back."""
        self.session.undo()
        self._show()

    def back(self) -> None:
        """Go to the question before."""
        self.session.back()
        self._show()

    def skip(self) -> None:
        """Leave the question open."""
        if not self.session.finished:
            self.session.skip()
        self._show()

    def _show(self) -> None:
        session = self.session
        session.save()  # a notebook may be closed at any time, and says nothing when it is
        self._progress.value = session.coded
        if session.finished:
            self._answers.children = ()
            self._words.value = f"{session.coded} of {session.total} coded; saved in {escape(str(session.sheet.path))}"
            return
        row = session.row
        quiet = "<span style='color: #777'>{}</span>"
        parts = [f"<b>Actor: {escape(row['actor'])}</b><br>"] if row.get("actor") else []
        parts += [quiet.format(escape(row.get("before", ""))), f"<b>{escape(row['text'])}</b>"]
        parts += [quiet.format(escape(row.get("after", "")))]
        self._words.value = "<p>" + " ".join(parts).replace("\n", "<br>") + f"</p><p>{escape(session.item.question)}</p>"
        item = session.item
        self._answers.children = tuple(_button(each.code, partial(self.give, each.code)) for each in item.categories)
        held = row.get(item.name, "")
        self._told.value = f"now: {escape(held)}" if held else ""


def _button(name: str, act: Callable[[], None]) -> Any:  # noqa: ANN401  (ipywidgets has no types)
    import ipywidgets as widgets

    button = widgets.Button(description=name)
    button.on_click(lambda _: act())
    return button
