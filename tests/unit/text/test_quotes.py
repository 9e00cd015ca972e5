"""Quotation: marks of every kind, over sentences and paragraphs, stray ones, apostrophes, scare quotes."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document
from framing.text.normalise import normalise
from framing.text.quotes import UNCLOSED_LIMIT, find_quotes


def document(text: str, name: str = "1") -> Document:
    """A document whose lines are its paragraphs."""
    blocks = tuple(Block(m.start(), m.end(), 0, False) for m in re.finditer(r"\S[^\n]*", text))
    return Document(id=name, text=text, blocks=blocks)


def quoted(text: str, *, scare: bool | None = False) -> list[str]:
    """What is found: direct quotations, scare quotes, or (None) both."""
    found = find_quotes([document(text)], [normalise(text)])
    rows = zip(found.start.tolist(), found.end.tolist(), found.scare.tolist(), strict=True)
    return [text[start:end] for start, end, held in rows if scare is None or held == scare]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will go. We must," he said.', ['"We will go. We must,"']),
        ("“We will go. We must,” he said.", ["“We will go. We must,”"]),
        ("``We will go. We must,'' he said.", ["``We will go. We must,''"]),
        ("«We will go. We must,» he said.", ["«We will go. We must,»"]),
        ("‘We will go. We must,’ he said.", ["‘We will go. We must,’"]),
        ("'We will go. We must,' he said.", ["'We will go. We must,'"]),
        ('He said:"We shall see what they bring."', ['"We shall see what they bring."']),
        ("He said “ we shall see what comes ” and left.", ["“ we shall see what comes ”"]),
        ('He said " we shall see what comes " and left.', ['" we shall see what comes "']),
        ("(“We are not sure of it,” she said.)", ["“We are not sure of it,”"]),
        ('He asked—"Who pays for all of this?"—and left.', ['"Who pays for all of this?"']),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_two_quotations_with_words_between_are_two() -> None:
    text = "“It is late,” she said, “and nobody came.”"
    assert quoted(text) == ["“It is late,”", "“and nobody came.”"]


def test_a_quotation_within_a_quotation_is_part_of_the_outer_one() -> None:
    assert quoted("“He told me ‘never again’ and left the room,” she said.") == [
        "“He told me ‘never again’ and left the room,”"
    ]
    assert quoted("‘He told me “never again” and left the room,’ she said.") == [
        "‘He told me “never again” and left the room,’"
    ]
    assert quoted("“He told me “never again” and left the room,” she said.") == [
        "“He told me “never again” and left the room,”"
    ]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again() -> None:
    text = "He said: “First we wait.\n“Then we go.”\nNobody came."
    assert quoted(text) == ["“First we wait.", "“Then we go.”"]


def test_what_is_unclosed_ends_with_its_paragraph() -> None:
    assert quoted("She said: “It was never about money.\nThe talks go on.") == ["“It was never about money."]


def test_a_stray_mark_before_a_quotation_is_passed_over() -> None:
    assert quoted("The “ deal is off, and “we are sorry,” he said.") == ["“we are sorry,”"]


def test_a_stray_mark_never_bridges_a_long_paragraph() -> None:
    text = 'A "stray mark ' + "and no end of words " * (UNCLOSED_LIMIT // 10)
    assert quoted(text, scare=None) == []


def test_a_closing_mark_typed_as_an_opening_one_still_closes() -> None:
    assert quoted("They spoke of “provocations “by the navy.", scare=None) == ["“provocations “"]
    assert quoted("He called the vote “significant “: it was close.") == ["“significant “"]


def test_an_inch_is_no_quotation() -> None:
    assert quoted('The 5" screen and the 7" one are sold out.', scare=None) == []


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights and the farmers' votes didn't matter.",
        "It's Russia's choice, and the '90s won't come back.",
        "'Tis the season, and they'll tell 'em so.",
        "Rock 'n' roll isn't dead.",
        "the Democrats ' plan and the allies ' reply",
    ],
)
def test_apostrophes_quote_nobody(text: str) -> None:
    assert quoted(text, scare=None) == []


def test_single_marks_close_after_a_possessive_plural_where_nothing_else_does() -> None:
    assert quoted("He said 'this is a matter for the allies' and left.") == ["'this is a matter for the allies'"]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “reform” failed.",
        "It was a ‘friendly’ match.",
        "The ship “Morning Star” left port.",
        "She stars in “The Long Way Home” this week.",
        "An article titled “How to Lose a War” ran on Monday.",
        "He said so on “Meet the Press” on Sunday.",
        "They hold “elections” there.",
    ],
)
def test_words_held_at_arms_length_and_titles_are_scare_quotes(text: str) -> None:
    assert quoted(text) == []
    assert len(quoted(text, scare=True)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A professor described the pact as “unique,” noting its clauses.",
        "The minister called it a “dead letter.”",
        "“Absolutely,” she said.",
        "Officials told reporters that the talks had been “warm” and long.",
        "Peace, a “distant dream” according to the envoy, stays away.",
        "“Never again!” The crowd went home.",
        "He will not pay a single coin of “the money they asked for in May.”",
    ],
)
def test_short_quotations_of_somebody_are_direct(text: str) -> None:
    assert len(quoted(text)) == 1


def test_a_cue_in_another_sentence_is_no_cue() -> None:
    assert quoted("He said little. The “reform” failed. They said more.", scare=True) == ["“reform”"]


def test_documents_are_kept_apart_and_offsets_are_their_own() -> None:
    texts = ["An “open mark and no end", "Nothing here.", "“We stay here for good,” he said."]
    documents = [document(text, str(number)) for number, text in enumerate(texts)]
    found = find_quotes(documents, [normalise(text) for text in texts])
    spans = [texts[d][a:b] for d, a, b in zip(found.document, found.start, found.end, strict=True)]
    assert spans[-1] == "“We stay here for good,”"
    assert found.document.tolist() == [0, 2]


def test_a_quotation_never_goes_on_in_another_document() -> None:
    texts = ["The “ deal is off, and “we are sorry,” he said.", "“We stay here for good,” he said."]
    documents = [document(text, str(number)) for number, text in enumerate(texts)]
    found = find_quotes(documents, [normalise(text) for text in texts])
    spans = [texts[d][a:b] for d, a, b in zip(found.document, found.start, found.end, strict=True)]
    assert spans == ["“we are sorry,”", "“We stay here for good,”"]


def test_nothing_in_nothing_out() -> None:
    assert len(find_quotes([], []).start) == 0
    assert len(find_quotes([Document(id="1", text=None)], [""]).start) == 0
    assert len(find_quotes([Document(id="1", text="“Hello there,” he said.")], ['"Hello there," he said.']).start) == 0


_WORDS = st.sampled_from(["the", "treaty", "holds", "and", "nobody", "Moscow", "will", "reform", "fails", "said"])
_SPOKEN = st.lists(_WORDS, min_size=1, max_size=9).map(" ".join)
_PIECES = st.lists(st.tuples(_SPOKEN, _SPOKEN, st.sampled_from([",", ".", ""])), min_size=1, max_size=6)


def _typed(pieces: list[tuple[str, str, str]], opening: str, closing: str) -> str:
    return " ".join(f"{around} {opening}{inside}{stop}{closing}" for around, inside, stop in pieces) + " at last."


@given(_PIECES)
def test_typography_does_not_matter(pieces: list[tuple[str, str, str]]) -> None:
    found = {}
    for opening, closing in (('"', '"'), ("“", "”"), ("``", "''"), ("„", "”")):
        spans = quoted(_typed(pieces, opening, closing)), quoted(_typed(pieces, opening, closing), scare=True)
        found[opening] = [[span.strip("\"“”„`'") for span in kind] for kind in spans]
    assert found['"'] == found["“"] == found["``"] == found["„"]
    assert sum(map(len, found['"'])) == len(pieces)


@given(st.text(alphabet="ab .,!?\n\"'“”‘’`«»—-5s", max_size=80))
def test_quotations_lie_in_one_paragraph_and_do_not_overlap(text: str) -> None:
    found = find_quotes([document(text)], [normalise(text)])
    spans = list(zip(found.start.tolist(), found.end.tolist(), strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all("\n" not in text[start:end] for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
