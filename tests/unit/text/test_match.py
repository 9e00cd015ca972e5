"""Multiword entries: longest match, capitals, endings, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from framing.errors import InputError
from framing.text.match import Phrases

Read = Callable[..., Any]


def found(read: Read, text: str, entries: list[str], cased: Any = False) -> list[tuple[str, str]]:  # noqa: ANN401
    batch = read(text).batch
    matches = Phrases(entries, cased).find(batch)
    spans = zip(matches.start(batch).tolist(), matches.end(batch).tolist(), matches.entry.tolist(), strict=True)
    return [(text[a:b], entries[entry]) for a, b, entry in spans]


def test_longest_left_to_right(read: Read) -> None:
    entries = ["North Korea", "Korea", "South Korea and", "and Japan", "Japan"]
    text = "North Korea, South Korea and Japan"
    assert found(read, text, entries) == [
        ("North Korea", "North Korea"),
        ("South Korea and", "South Korea and"),
        ("Japan", "Japan"),
    ]


def test_an_earlier_start_wins_over_a_longer_match_later(read: Read) -> None:
    assert found(read, "a b c d", ["a b", "b c d"]) == [("a b", "a b")]


def test_never_across_sentences(read: Read) -> None:
    assert found(read, "He went North. Korea waited.", ["North Korea"]) == []


def test_endings_and_what_wins(read: Read) -> None:
    entries = ["escal*", "escalates", "escalat*", "arms race*"]
    assert found(read, "It escalates, escalated; arms races.", entries) == [
        ("escalates", "escalates"),
        ("escalated", "escal*"),
        ("arms races", "arms race*"),
    ]


def test_entries_are_cut_as_texts_are(read: Read) -> None:
    entries = ["U.S.", "nuclear-armed", "isn’t", "North Korea's"]
    text = "The U.S. isn't nuclear armed; North Korea’s nuclear-armed."
    assert [entry for _, entry in found(read, text, entries)] == [
        "U.S.",
        "isn’t",
        "nuclear-armed",
        "North Korea's",
        "nuclear-armed",
    ]


def test_capitals_where_the_entry_has_them(read: Read) -> None:
    text = "US and us, May or may, MAY or MOSCOW or moscow"
    assert [span for span, _ in found(read, text, ["US", "May", "Moscow"], cased=True)] == ["US", "May", "MAY", "MOSCOW"]
    assert len(found(read, text, ["US", "May", "Moscow"])) == 7
    assert [span for span, _ in found(read, text, ["US", "May"], cased=[True, False])] == ["US", "May", "may", "MAY"]


def test_of_two_entries_that_differ_in_capitals_the_fitting_one_is_found(read: Read) -> None:
    entries = ["US", "us"]
    assert [entry for _, entry in found(read, "US us", entries, cased=True)] == ["US", "us"]


def test_nothing_to_find_or_to_find_it_in(read: Read) -> None:
    assert found(read, "Some words.", []) == []
    assert found(read, "...", ["word"]) == []


@pytest.mark.parametrize("entry", ["", "%", "es*alate"])
def test_an_entry_that_can_never_match_is_refused(entry: str) -> None:
    with pytest.raises(InputError, match="entry"):
        Phrases(["fine", entry])


def test_some_matches_are_kept_whole(read: Read) -> None:
    batch = read("North Korea met Japan").batch
    matches = Phrases(["North Korea", "Japan"]).find(batch)
    kept = matches.only(matches.entry == 1)
    assert len(matches) == 2
    assert (kept.start(batch).tolist(), kept.end(batch).tolist(), kept.entry.tolist()) == ([16], [21], [1])
