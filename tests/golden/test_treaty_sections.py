"""The treaty article, pasted from a web page: its sections counted by hand."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from framing.corpus.documents import Document
from framing.corpus.read import read
from framing.corpus.sections import segment

HEADS = {
    "02": "Military and Strategic Implications",
    "05": "A Step Toward Stabilization or Escalation?",
    "15": "Economic Diversification and Industrial",
    "17": "Implications of the Russia-North Korea",
    "18": "NATO’s Security Calculus: Extended",
    "25": "In conclusion……",
}
PARAGRAPHS = [0, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 3, 1, 3, 3, 3, 3, 3, 3, 2, 3]
"""Paragraphs of each section, headline and headings not counted."""

DROPPED = ["shares", "shares", "copyright", "copyright", "comments", "comments", "comments", "consent"]


@pytest.fixture(scope="module")
def article(shared: Path) -> Document:
    (document,) = read(shared / "corpus" / "reference" / "russia-dprk-treaty-2024.txt")
    return document


def test_a_title_a_lead_and_24_headed_sections(article: Document) -> None:
    assert [section.number for section in article.sections] == [f"{number:02d}" for number in range(26)]
    assert [section.role for section in article.sections] == ["headline", "lead"] + ["body"] * 24
    assert [section.level for section in article.sections] == [0] + [2] * 25
    assert len(article.sections[0].heading.split()) == 25
    for section in article.sections:
        assert section.heading.startswith(HEADS.get(section.number, ""))


def test_paragraphs_of_each_section(article: Document) -> None:
    counts = [sum(block.section == i and not block.heading for block in article.blocks) for i in range(26)]
    assert counts == PARAGRAPHS


def test_no_furniture_in_any_section(article: Document) -> None:
    assert [each.reason for each in article.dropped] == DROPPED
    assert article.sections[0].end < article.dropped[0].start
    assert article.dropped[2].start > article.sections[-1].end


def test_hashes_and_offsets(article: Document) -> None:
    assert article.sha256.startswith("05cc31cfdadf")
    assert article.text is not None
    assert (article.sections[1].start, article.sections[-1].end, len(article.text)) == (199, 45015, 45337)


@pytest.mark.parametrize("width", [60, 72, 90])
def test_hard_wrapped_it_is_the_same(article: Document, width: int) -> None:
    parts = (article.text or "").split("\n\n")
    lines = [[textwrap.fill(line, width, break_on_hyphens=False) for line in part.split("\n")] for part in parts]
    wrapped = segment(Document("a", "\n\n".join("\n".join(part) for part in lines)))
    assert [section.heading for section in wrapped.sections] == [section.heading for section in article.sections]
    assert len(wrapped.blocks) == len(article.blocks)
    assert [each.reason for each in wrapped.dropped] == DROPPED


def test_coverage_keeps_its_text(shared: Path) -> None:
    """Few headings and hardly any furniture stand in the coverage: it was cleaned, one paragraph a line."""
    folder = shared / "corpus" / "coverage"
    documents = list(read([folder]))
    assert len(documents) == 697
    assert all(document.sections[0].role == "headline" for document in documents if document.title)
    blocks = sum(len(document.blocks) for document in documents)
    dropped = sum(len(document.dropped) for document in documents)
    headings = sum(block.heading for document in documents for block in document.blocks) - len(documents)
    assert dropped < 0.01 * blocks
    assert headings < 0.005 * blocks
