"""Pages that are written from the code say what the code says; links in the docs lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from framing.measures.reference import measures_page
from framing.validate.page import page
from framing.validate.stored import shipped

MEND = "write it again: python -m framing.measures.reference docs"


def test_measures_page_is_current(root: Path) -> None:
    assert (root / "docs" / "measures.md").read_text(encoding="utf-8") == measures_page(), MEND


def test_validity_page_is_current(root: Path) -> None:
    mend = "write it again: framing validate --gold ../shared/gold --write"
    assert (root / "docs" / "validity.md").read_text(encoding="utf-8") == page(shipped()), mend


def pages() -> list[Path]:
    root = Path(__file__).resolve().parents[2]
    return [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "data").glob("**/*.md")]


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
