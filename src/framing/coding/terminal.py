"""Coding in a terminal: one key a category; works over ssh, and with keys piped in."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from framing.coding.session import Session

__all__ = ["code"]

COMMANDS = "u undo  b back  s skip  n note  ? codebook  q save and quit"

WIDEST = 92
"""Columns of text that the eye follows easily; a wider terminal leaves room at the right."""


def code(session: Session, keys: IO[str], out: IO[str]) -> None:
    """Ask one question after another until the sheet is done, the coder quits, or the keys end; the file is kept up to date.

    Args:
        session: where to begin.
        keys: what is typed; where it is a terminal, keys count without Enter.
        out: what is shown.
    """
    terminal = keys.isatty()
    try:
        with _one_key(keys) as next_key:
            _loop(session, next_key, out, _Look(colours=terminal and out.isatty()))
    finally:
        session.save()
    print(f"{session.coded} of {session.total} coded; saved in {session.sheet.path}", file=out)


class _Look:
    """How parts of a question look: dim and bold on a terminal, plain elsewhere."""

    def __init__(self, *, colours: bool) -> None:
        self._colours = colours
        self._width = min(WIDEST, shutil.get_terminal_size().columns)

    def part(self, text: str, style: str = "") -> str:
        """Wrap a text, each of its lines for itself."""
        lines = [line for piece in text.splitlines() for line in textwrap.wrap(piece, self._width) or [""]]
        wrapped = "\n".join(lines)
        return f"\x1b[{style}m{wrapped}\x1b[0m" if self._colours and style and wrapped else wrapped


def _loop(session: Session, next_key: Callable[[], str], out: IO[str], look: _Look) -> None:
    while not session.finished:
        _ask(session, out, look)
        while not session.finished:
            key = next_key()
            if key in ("q", "\x04", "\x03", ""):
                return
            if key.isspace():
                continue
            if _done(session, key, out, look, next_key):
                break


def _ask(session: Session, out: IO[str], look: _Look) -> None:
    row, item = session.row, session.item
    print(f"\n── {session.coded + 1} of {session.total} " + "─" * 40, file=out)
    for name, style in (("actor", "1"), ("before", "2"), ("text", "1"), ("after", "2")):
        if row.get(name):
            print(look.part(f"Actor: {row[name]}" if name == "actor" else row[name], style), file=out)
    print("\n" + look.part(item.question), file=out)
    held = f"   (now: {row[item.name]})" if row.get(item.name) else ""
    print("   ".join(f"[{item.key(each)}] {each.code}" for each in item.categories) + held, file=out)
    print(look.part(COMMANDS, "2"), file=out, flush=True)


def _done(session: Session, key: str, out: IO[str], look: _Look, next_key: Callable[[], str]) -> bool:
    """Do what a key says; False where the question stays as it is."""
    item = session.item
    by_key = {item.key(category): category.code for category in item.categories}
    if key in by_key:
        print(f"→ {by_key[key]}", file=out)
        session.give(by_key[key])
    elif key == "u":
        if not session.undo():
            print("nothing to undo", file=out)
            return False
    elif key == "s":
        session.skip()
    elif key == "b":
        session.back()
    elif key == "?":
        print(look.part(session.codebook.rules()), file=out)
    elif key == "n":
        session.note(_line(next_key, out))
    else:
        print(f"no key {key!r}; {', '.join(by_key)} or {COMMANDS}", file=out)
        return False
    return True


def _line(next_key: Callable[[], str], out: IO[str]) -> str:
    """Read a note up to Enter."""
    print("note, then Enter: ", end="", file=out, flush=True)
    letters: list[str] = []
    while (key := next_key()) not in ("\n", "\r", "", "\x03", "\x04"):
        letters = letters[:-1] if key in ("\x7f", "\b") else [*letters, key]
        print(key, end="", file=out, flush=True)
    print(file=out)
    return "".join(letters).strip()


@contextmanager
def _one_key(keys: IO[str]) -> Iterator[Callable[[], str]]:
    """Give a function that reads one key; a terminal is set to pass keys on at once, and set back."""
    if not keys.isatty():
        yield lambda: keys.read(1)
        return
    if sys.platform == "win32":
        import msvcrt

        yield msvcrt.getwch
        return
    import signal
    import termios
    import tty

    # A connection that breaks ends the session as Ctrl-C does: what was coded is saved on the way out.
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    before = termios.tcgetattr(keys.fileno())
    try:
        tty.setcbreak(keys.fileno())
        yield lambda: keys.read(1)
    finally:
        termios.tcsetattr(keys.fileno(), termios.TCSADRAIN, before)
