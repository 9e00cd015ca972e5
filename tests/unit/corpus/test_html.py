"""HTML and Markdown: headings keep their levels, quotes stay, comments and markup go."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from framing.corpus.documents import Document
from framing.corpus.read import read

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Talks | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="article:published_time" content="2024-06-20T10:00:00Z">
<link rel="canonical" href="https://example.org/talks"></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Talks resume at the border</h1>
<p>Envoys met on Monday in the border town, and <b>both</b> sides said that they hoped for progress in the coming weeks.</p>
<p>The talks had been broken off in March<br>after a dispute about the fees at the crossing.</p>
<h2>What the envoys want</h2><h3>The fees</h3>
<p>One side wants lower fees. The other wants longer hours for the market, and a promise that it lasts.</p>
<blockquote><p>“We have waited long enough,” the mayor said.</p></blockquote>
<table><tr><td>Year</td><td>Fee</td></tr><tr><td>2023</td><td>10</td></tr></table>
<h2>What comes next</h2><p>More talks are planned for May. They may be put off again, as they were twice before.</p>
</article><section id="comments"><h3>Leave a reply</h3><p>A reader's comment that is no part of it at all.</p></section>
<footer>© 2024 The Example. All rights reserved.</footer></body></html>"""


def page(folder: Path, content: str, name: str = "a.html") -> Document:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    (document,) = read(path)
    return document


def test_headings_levels_quotes_and_metadata(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        document = page(tmp_path, PAGE)
    assert not caplog.records
    assert [(each.number, each.role, each.level, each.heading) for each in document.sections] == [
        ("00", "headline", 0, "Talks resume at the border"),
        ("01", "lead", 2, ""),
        ("02", "body", 2, "What the envoys want"),
        ("03", "body", 3, "The fees"),
        ("04", "body", 2, "What comes next"),
    ]
    assert (document.outlet, document.published, document.url) == ("The Example", "2024-06-20", "https://example.org/talks")
    assert (document.language, document.encoding, document.extractor) == ("en", "utf-8", "trafilatura")
    text = document.text or ""
    assert "“We have waited long enough,” the mayor said." in text
    assert "and both sides" in text
    assert "March after a dispute" in text
    assert not any(word in text for word in ("Home", "reader's comment", "All rights", "2023", "<"))


def test_a_script_in_the_title_is_text(tmp_path: Path) -> None:
    body = "<p>Envoys met on Monday in the border town.</p><p>They talked about the fees at the crossing for hours.</p>"
    document = page(tmp_path, f"<html><head><title>Talks <script>alert(1)</script></title></head><body>{body}</body></html>")
    assert document.title == "Talks <script>alert(1)</script>"
    assert document.sections[0].heading == document.title


def test_bold_lines_are_headings_where_the_page_marks_none(tmp_path: Path) -> None:
    prose = "<p>Envoys of both towns met on Monday, and both sides said that they hoped for progress before summer.</p>"
    bold = "<p><strong>What the Envoys Want</strong></p>"
    document = page(tmp_path, f"<html><body><article><h1>Talks resume</h1>{prose}{bold}{prose}</article></body></html>")
    assert [each.heading for each in document.sections] == ["Talks resume", "", "What the Envoys Want"]


def test_an_article_laid_out_in_a_table_is_found(tmp_path: Path) -> None:
    cell = "Envoys of both towns met on Monday, and both sides said that they hoped for progress."
    document = page(tmp_path, f"<html><body><table><tr><td>{cell}</td></tr></table></body></html>")
    assert cell in (document.text or "")


def test_markdown(tmp_path: Path) -> None:
    source = """---
title: "Talks resume"
outlet: The Example
date: 2024-06-20
---

Envoys **met** on Monday in the [border town](https://example.org), and *both*
sides hoped for progress.

## The fees

> “We have waited long enough,” the mayor said.

Who pays
--------

The town_hall_office says that 2 * 3 is six.
"""
    document = page(tmp_path, source, "a.md")
    assert document.text == (
        "Talks resume\n\nEnvoys met on Monday in the border town, and both sides hoped for progress.\n\nThe fees\n\n"
        "“We have waited long enough,” the mayor said.\n\nWho pays\n\nThe town_hall_office says that 2 * 3 is six."
    )
    assert [(each.level, each.heading) for each in document.sections] == [
        (0, "Talks resume"),
        (2, ""),
        (2, "The fees"),
        (2, "Who pays"),
    ]
    assert (document.outlet, document.published) == ("The Example", "2024-06-20")
