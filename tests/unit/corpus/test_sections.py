"""Headline, lead and headed sections of texts as people paste them."""

from __future__ import annotations

import textwrap

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment

FIRST = "Envoys of both towns met on Monday, and both sides said that they hoped for progress before the summer."
SECOND = "The talks had been broken off in March after a dispute about the fees at the crossing."
THIRD = "Traders say that the fees have doubled since the winter, which the town hall denies."


def sections(text: str, **facts: object) -> list[tuple[str, str, str]]:
    document = segment(Document("a", text, **facts))  # type: ignore[arg-type]
    for block in document.blocks:
        assert document.text is not None
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end] != ""
    return [(each.number, each.role, each.heading) for each in document.sections]


def pasted(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_headline_lead_and_headings() -> None:
    text = pasted("Talks Resume at the Border", FIRST, SECOND, "What the Envoys Want", THIRD, "What Comes Next?", SECOND)
    assert sections(text) == [
        ("00", "headline", "Talks Resume at the Border"),
        ("01", "lead", ""),
        ("02", "body", "What the Envoys Want"),
        ("03", "body", "What Comes Next?"),
    ]
    document = segment(Document("a", text))
    assert sum(block.section == 1 for block in document.blocks) == 2


@pytest.mark.parametrize(
    "heading",
    [
        "Background",
        "Why the fees rose",
        "In conclusion……",
        "What next…",
        "A Step Toward Peace or Another Round of Quarrels?",
        "The Long Road to the Bridge: How Two Towns, Three Ferries and One Old Treaty Shaped the Crossing",
        "WHAT HAPPENS NOW",
        "“A Good Day for the Town”",
        "3. The Fees",
        "Что будет дальше",
        "Die Gebühren",
    ],
)
def test_headings_by_their_form(heading: str) -> None:
    assert ("02", "body", heading) in sections(pasted("Talks resume", FIRST, heading, SECOND, THIRD))


@pytest.mark.parametrize(
    "line",
    [
        "“We have waited long enough.”",
        "“We have waited long enough,” the mayor said",
        "- Lower fees for traders",
        "• Longer Opening Hours",
        "By Jane Doe",
        "By Jane Doe and John Roe, Staff Writers",
        "BORDER TOWN, North Shore (News Service)",
        "The mayor, left, with the envoys at the bridge on Monday, the first such meeting in a year of quarrels",
        "Envoys at the Bridge (Jane Doe/News Service)",
        "The mayor said:",
        "https://example.org/talks-resume",
        "Have you asked yourself whether we need you to pay the fees at all?",
        "Jane Doe, John Roe, Mary Major, Richard Miles and Ann Other",
        "And so it went on, said the mayor, although nobody had asked whether the bridge would hold",
        "Photo: Jane Doe/Getty Images",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    found = sections(pasted("Talks resume", FIRST, line, SECOND, THIRD))
    assert found == [("00", "headline", "Talks resume"), ("01", "lead", ""), ("02", "body", "")]


def test_a_list_after_a_colon_is_no_row_of_headings() -> None:
    text = pasted("Talks resume", FIRST, "The towns want three things:", "Lower Fees", "Longer Hours", SECOND)
    assert [each[2] for each in sections(text)] == ["Talks resume", "", ""]


def test_a_heading_after_a_list() -> None:
    text = pasted("Talks resume", FIRST, "The towns want:", "- lower fees\n- longer hours", "What the Critics Say", SECOND)
    assert ("02", "body", "What the Critics Say") in sections(text)


def test_an_umbrella_heading_is_a_section_of_its_own() -> None:
    text = pasted("Talks Resume", FIRST, "The Matter of the Bridge", "What It Costs", SECOND, "Who Pays", THIRD)
    assert sections(text)[2:] == [
        ("02", "body", "The Matter of the Bridge"),
        ("03", "body", "What It Costs"),
        ("04", "body", "Who Pays"),
    ]
    document = segment(Document("a", text))
    assert [block.heading for block in document.blocks if block.section == 2] == [True]


def test_without_headings_the_lead_is_the_first_paragraph() -> None:
    assert sections(pasted(FIRST, SECOND, THIRD)) == [("01", "lead", ""), ("02", "body", "")]
    assert sections(FIRST) == [("01", "lead", "")]
    assert sections("") == []


def test_a_long_opening_has_a_lead_and_a_body_before_the_first_heading() -> None:
    text = pasted("Talks resume", *[FIRST, SECOND, THIRD] * 3, "What Comes Next", SECOND)
    assert sections(text) == [
        ("00", "headline", "Talks resume"),
        ("01", "lead", ""),
        ("02", "body", ""),
        ("03", "body", "What Comes Next"),
    ]


def test_no_headline_where_the_first_line_is_a_sentence_or_a_list_item() -> None:
    assert sections(pasted("- Fees at the crossing", FIRST))[0][1] == "lead"
    assert sections(pasted("The talks resumed.", FIRST))[0][1] == "lead"


def test_the_title_of_a_record_is_its_headline_even_as_a_sentence() -> None:
    found = sections("Talks resume. Subscribe now.\n\n" + FIRST, title="Talks resume. Subscribe now.")
    assert found[0] == ("00", "headline", "Talks resume. Subscribe now.")


def test_a_second_headline_under_a_records_title_belongs_to_it() -> None:
    text = pasted("Talks resume", "Envoys of Two Towns Meet Again at the Old Bridge", FIRST, SECOND)
    assert sections(text, title="Talks resume") == [
        ("00", "headline", "Talks resume"),
        ("01", "lead", ""),
        ("02", "body", ""),
    ]


def test_markdown_marks_in_pasted_text_give_levels() -> None:
    text = pasted("# Talks resume", FIRST, "## The fees", SECOND, "### Who pays", THIRD)
    document = segment(Document("a", text))
    assert [(each.level, each.heading) for each in document.sections] == [
        (0, "Talks resume"),
        (2, ""),
        (2, "The fees"),
        (3, "Who pays"),
    ]
    assert document.text is not None
    assert document.text[document.blocks[0].start : document.blocks[0].end] == "Talks resume"


@pytest.mark.parametrize("width", [60, 72, 90])
def test_hard_wrapped_text_has_the_same_sections(width: int) -> None:
    title = "Talks Resume at the Border: How Two Towns and One Old Treaty Came Back to the Table After a Long Winter"
    heading = "The Long Road to the Bridge: How Three Ferries and One Old Treaty Shaped the Crossing"
    plain = pasted(
        title, "0\n233", FIRST, SECOND, heading, THIRD, SECOND, "Please enter your comment!\nPlease enter your name here"
    )
    wrapped = "\n\n".join("\n".join(textwrap.wrap(part, width)) if len(part) > width else part for part in plain.split("\n\n"))
    assert wrapped != plain
    assert sections(wrapped) == sections(plain)
    counts = [len(segment(Document("a", text)).blocks) for text in (plain, wrapped)]
    assert counts[0] == counts[1]
    reasons = [[each.reason for each in segment(Document("a", text)).dropped] for text in (plain, wrapped)]
    assert reasons[0] == reasons[1] == ["shares", "shares", "comments", "comments"]


def test_indented_paragraphs_without_blank_lines() -> None:
    lines = [textwrap.fill(part, 60, initial_indent="   ") for part in (FIRST, SECOND, "What Comes Next", THIRD)]
    document = segment(Document("a", "\n".join(lines)))
    assert [each.heading for each in document.sections] == ["", "What Comes Next"]
    assert len(document.blocks) == 4


def test_one_paragraph_a_line_is_not_taken_for_wrapping() -> None:
    text = "\n".join(
        ["Talks resumed on Monday in the border town.", "The mayor was there, and so were the envoys.", "It rained."]
    )
    assert len(segment(Document("a", text)).blocks) == 3
