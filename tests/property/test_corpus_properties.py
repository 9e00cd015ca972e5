"""What holds of every text: offsets round-trip, nothing is lost, typography and order do not matter."""

from __future__ import annotations

import string
import textwrap
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.boilerplate import furniture
from framing.corpus.documents import Document
from framing.corpus.encoding import decode
from framing.corpus.glance import glance
from framing.corpus.outline import segment_all
from framing.corpus.paragraphs import paragraphs
from framing.corpus.rules import HEAD, begins, openings, rules
from framing.corpus.sections import segment

VOCABULARY = "envoys met on Monday in The Border Town and both Sides hoped for Progress before summer 233 “fees” isn’t"
WORDS = VOCABULARY.split()
LINES = [
    "Talks Resume at the Border",
    "What Comes Next?",
    "LEAVE A REPLY",
    "0",
    "Read more",
    "- an item",
    "In conclusion……",
    "# Marked",
    "😀",
    "We use cookies to improve our pages.",
]

long_sentences = st.lists(st.sampled_from(WORDS), min_size=30, max_size=60).map(
    lambda words: " ".join(words).capitalize() + "."
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(lambda words: " ".join(words).capitalize() + ".")
pasted = st.lists(st.one_of(sentences, st.sampled_from(LINES), st.text(max_size=40)), max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\n \n", "\n\n\n"]).map(lambda gap: gap.join(lines))
)

plain = st.lists(st.one_of(long_sentences, sentences), min_size=1, max_size=8).map(
    lambda lines: "\n\n".join(["Talks Resume at the Border", *lines])
)


@given(pasted)
def test_blocks_and_furniture_cover_every_letter_once(text: str) -> None:
    document = segment(Document("a", text))
    spans = sorted([(b.start, b.end) for b in document.blocks] + [(d.start, d.end) for d in document.dropped])
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    outside = list(text)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
        outside[start:end] = [""] * (end - start)
    assert not "".join(outside).strip(" #\n\t" + "".join(c for c in text if c.isspace()))


@given(pasted)
def test_sections_are_in_order_and_hold_their_blocks(text: str) -> None:
    document = segment(Document("a", text))
    numbers = [section.number for section in document.sections]
    assert numbers == sorted(numbers, key=int)
    assert len(set(numbers)) == len(numbers)
    for section, after in pairwise(document.sections):
        assert section.end <= after.start
    for block in document.blocks:
        section = document.sections[block.section]
        assert section.start <= block.start < block.end <= section.end
        if block.heading and section.role == "body":
            assert section.heading == " ".join(text[block.start : block.end].split())
    assert {section.role for section in document.sections} <= {"headline", "lead", "body"}


@given(pasted)
def test_segmenting_again_changes_nothing(text: str) -> None:
    document = segment(Document("a", text))
    assert segment(document) == document


@given(st.lists(long_sentences, min_size=3, max_size=8), st.integers(50, 100))
def test_hard_line_breaks_do_not_matter(lines: list[str], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)
    assert [part.line for part in paragraphs(wrapped)] == lines


@given(pasted)
def test_straight_quotes_and_plain_spaces_do_not_matter(text: str) -> None:
    other = text.translate(str.maketrans("“”’‘\u00a0", "\"\"'' "))
    one, two = segment(Document("a", text)), segment(Document("a", other))
    assert [(b.start, b.end, b.heading) for b in one.blocks] == [(b.start, b.end, b.heading) for b in two.blocks]


@given(st.lists(st.sampled_from([*LINES, "Envoys met on Monday in the town."]), max_size=40))
def test_a_reason_for_each_line(lines: list[str]) -> None:
    assert len(furniture(lines)) == len(lines)


@given(st.text())
def test_utf8_round_trips(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or text.startswith(("\ufeff", "\ufffe")):
        return
    assert decode(text.encode(), "a.txt") == (plain, "utf-8")


@settings(max_examples=25)
@given(st.data())
def test_rules_are_filed_where_their_matches_look(data: st.DataObject) -> None:
    """What a pattern matches begins with letters under which it is filed: else a rule would never be tried."""
    rule = data.draw(st.sampled_from([rule for rule in rules() if rule.mode not in ("end", "agency", "link")]))
    line = data.draw(st.from_regex(rule.pattern, fullmatch=True)).lower()
    if len(line) >= HEAD and "\n" not in line and line == line.strip() and line.upper().lower() == line:
        assert any(line.startswith(opening) for opening in openings(rule.pattern))
        assert any(opening.rule == rule and opening.matches(line) for opening in begins(line[:HEAD]))
        assert glance([line], np.array([len(line)])).opening == [0]


@settings(max_examples=15)
@given(names=st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=6), min_size=1, max_size=6, unique=True))
def test_the_order_in_which_files_were_written_does_not_matter(tmp_path_factory: object, names: list[str]) -> None:
    from framing.corpus.read import read

    folders = []
    for order in (names, names[::-1]):
        folder: Path = tmp_path_factory.mktemp("texts")  # type: ignore[attr-defined]
        for name in order:
            (folder / f"{name}.txt").write_text(f"Envoys met in {name}.")
        folders.append([document.id for document in read(folder)])
    assert folders[0] == folders[1] == sorted(names)


@given(st.lists(plain | pasted, max_size=5), st.integers(0, 4))
def test_articles_are_segmented_alike_alone_and_together(several: list[str], titled: int) -> None:
    """Plain articles are laid out without the closer look that each gets alone: the parts are the same."""
    documents = [
        Document(str(number), text, title=text.strip().partition("\n")[0] if number % 4 >= titled else "")
        for number, text in enumerate(several)
    ]
    assert segment_all(documents) == [segment(document) for document in documents]
