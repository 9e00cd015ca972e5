"""Coding one question after another: keys, undo, resume, and the file as it is after each."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from framing.coding import widget
from framing.coding.notebook import Coder
from framing.coding.session import Session
from framing.coding.sheet import read_sheet
from framing.coding.sheets import draw_sheets
from framing.coding.terminal import code
from framing.study import Study


@pytest.fixture(params=["csv", "xlsx", "labelstudio"])
def sheet(study: Study, request: pytest.FixtureRequest) -> Path:
    return draw_sheets(study, "tone", 6, form=request.param).paths[0]


def answers(path: Path) -> list[str]:
    return [row.get("tone", "") for row in read_sheet(path).rows]


def typed(path: Path, keys: str) -> str:
    shown = io.StringIO()
    code(Session(path), io.StringIO(keys), shown)
    return shown.getvalue()


def test_a_key_is_a_category_and_one_goes_on_where_one_stopped(sheet: Path) -> None:
    assert "2 of 6 coded; saved in" in typed(sheet, "13q")
    assert answers(sheet)[:3] == ["negative", "positive", ""]
    assert "6 of 6 coded" in typed(sheet, "2\n2\n2\n2\n")
    assert answers(sheet) == ["negative", "positive", "neutral", "neutral", "neutral", "neutral"]
    assert "6 of 6 coded" in typed(sheet, "111"), "nothing is asked twice"


def test_undo_back_skip_and_odd_keys(sheet: Path) -> None:
    told = typed(sheet, "u1u2zs3bq")
    assert "nothing to undo" in told
    assert "no key 'z'" in told
    assert answers(sheet) == ["neutral", "", "positive", "", "", ""]


def test_keys_that_end_leave_a_saved_file(sheet: Path) -> None:
    typed(sheet, "1")
    assert answers(sheet)[0] == "negative"


def test_a_note_and_the_rules(sheet: Path) -> None:
    told = typed(sheet, "nodd one\n?q")
    assert read_sheet(sheet).rows[0]["note"] == "odd one"
    assert "Tone (tone@1)" in told


def test_every_item_of_a_row_is_asked(study: Study) -> None:
    (path,) = draw_sheets(study, "hedging", 2, form="csv").paths
    assert "1 of 2 coded" in typed(path, "10000000")
    row = read_sheet(path).rows[0]
    assert [row[name] for name in ("epistemic", "doxastic", "conditional")] == ["yes", "no", "no"]


def test_the_widget_does_the_same(sheet: Path) -> None:
    coder = Coder(Session(sheet))
    coder.give("negative")
    coder.give("positive")
    coder.undo()
    coder.skip()
    coder.back()
    assert answers(sheet)[:3] == ["negative", "", ""]
    for _ in range(6):
        if not coder.session.finished:
            coder.give("neutral")
    assert "6 of 6 coded" in str(coder.box.children[1].value) or "5 of 6 coded" in str(coder.box.children[1].value)
    assert len(widget(sheet).children) == 6


def test_texts_are_escaped_in_the_widget(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 2, form="csv").paths
    path.write_text(path.read_text(encoding="utf-8").replace("Orle", "<b>Orle</b>"), encoding="utf-8")
    shown = "".join(str(Coder(Session(path)).box.children[1].value) for _ in range(1))
    assert "<b>Orle" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")
def test_in_a_terminal_a_key_counts_without_enter(study: Study) -> None:
    """Keys are typed one by one into a terminal of our own, as over ssh; then the connection breaks."""
    import pty
    import signal

    (path,) = draw_sheets(study, "tone", 6, form="csv").paths
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "framing", "code", str(path)]
    with subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs) as coding:
        os.close(theirs)
        read_until(ours, b"save and quit")
        os.write(ours, b"3")
        read_until(ours, b"2 of 6")
        os.write(ours, b"1")
        read_until(ours, b"3 of 6")
        coding.send_signal(signal.SIGHUP)
        read_until(ours, b"stopped")
        coding.wait(timeout=30)
    os.close(ours)
    assert answers(path)[:3] == ["positive", "negative", ""]


def read_until(terminal: int, said: bytes) -> None:
    """Read what a program shows until it says something; it has half a minute."""
    shown = b""
    until = time.monotonic() + 30
    while said not in shown:
        assert time.monotonic() < until, shown
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            try:
                shown += os.read(terminal, 65536)
            except OSError:
                break
