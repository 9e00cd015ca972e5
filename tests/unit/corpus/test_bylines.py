"""Lines under a title that say who published it, who wrote it and when are no headings: the lead stays."""

from __future__ import annotations

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment

PROSE = "The ministers met on Monday in the border town, and both sides hoped for progress before the summer came."
TITLE = "Ministers sign harbour treaty after years of talks"
HEADED = ["What Comes Next", PROSE, "Who Pays the Bill", PROSE]

SOURCES = [
    "Saal Evening Post",
    "Unity Daily, 19 March 2023",
    "Posted by: Newsroom",
    "By Jane Doe, 3 March 2024",
    "Jane Doe | The Harbour Times",
    "Jane Doe, Staff Writer",
    "The Saal Guardian - March 19, 2023 at 10:30 AM",
    "Special to the Post",
    "From our correspondent in Saal",
]


def segmented(*lines: str, gap: str = "\n\n") -> Document:
    return segment(Document("a", gap.join(lines)))


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("source", SOURCES)
def test_a_source_under_the_title_is_dropped_and_the_lead_stays(source: str, gap: str) -> None:
    for more in ([], HEADED):
        document = segmented(TITLE, source, PROSE, PROSE, *more, gap=gap)
        lead = next(section for section in document.sections if section.role == "lead")
        assert lead.heading == ""
        assert (document.text or "")[lead.start : lead.end].startswith(PROSE)
        [dropped] = document.dropped
        assert (document.text or "")[dropped.start : dropped.end] == source
        assert dropped.reason in ("byline", "outlet")


def test_an_author_and_a_date_on_two_lines() -> None:
    document = segmented(TITLE, "Saal Evening Post", "Unity Daily, 19 March 2023", PROSE, PROSE)
    assert [each.reason for each in document.dropped] == ["outlet", "outlet"]
    assert [section.role for section in document.sections] == ["headline", "lead", "body"]


def test_a_bare_name_is_dropped_where_the_article_has_no_headings() -> None:
    document = segmented(TITLE, "Jane Doe", PROSE, PROSE)
    assert [each.reason for each in document.dropped] == ["byline"]
    assert [section.role for section in document.sections] == ["headline", "lead", "body"]


def test_a_deck_belongs_to_the_headline() -> None:
    document = segmented(TITLE, "What the deal means for the town", PROSE, PROSE)
    assert [section.role for section in document.sections] == ["headline", "lead", "body"]
    assert not document.dropped
    assert [block.heading for block in document.blocks] == [True, True, False, False]


def test_a_heading_right_under_the_title_of_a_headed_article_stays() -> None:
    document = segmented(TITLE, "How It Began", PROSE, *HEADED)
    assert [section.heading for section in document.sections[1:]] == ["How It Began", "What Comes Next", "Who Pays the Bill"]


def test_a_short_sentence_under_the_title_is_text() -> None:
    document = segmented(TITLE, "It rained in Saal.", PROSE)
    assert not document.dropped
