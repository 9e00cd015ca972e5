"""Words: compounds, possessives, capitals, and the scars of tokenisers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S.-led plan.", ["the", "u.s", "led", "plan"]),
        ("Russia-North Korea", ["russia", "north", "korea"]),
        ("Russia–North Korea", ["russia", "north", "korea"]),
        ("and/or", ["and", "or"]),
        ("Russia’s leaders’ boss's", ["russia", "leaders", "boss"]),
        ("It's what's theirs", ["it's", "what's", "theirs"]),
        ("don’t isn't ’em", ["don't", "isn't", "em"]),
        ("U.S.'s", ["u.s"]),
        ("nuclear-armed's", ["nuclear", "armed"]),
        ("said...but “quoted”said", ["said", "but", "quoted", "said"]),
        ("1,000 $5 50% S-400", ["1,000", "5", "50", "s", "400"]),
        ("— * … 😀 !!!", []),
        ("Ünlü caf\u0301e été", ["ünlü", "caf\u0301e", "été"]),
        ("co\u00adoperate \u200bword\ufeff", ["cooperate", "word"]),
    ],
)
def test_words(read: Read, text: str, words: list[str]) -> None:
    assert read(f"x {text}").words == ["x", *words]


def test_compounds_are_counted_once(read: Read) -> None:
    batch = read("The Russia-North Korea pact").batch
    assert batch.words.joined.tolist() == [False, False, True, False, False]
    assert batch.sentences.words.tolist() == [4]


def test_capitals(read: Read) -> None:
    batch = read("the The THE U.S. I iPhone 5G COVID-19 McCain").batch
    assert batch.words.capital.tolist() == [0, 1, 2, 2, 1, 0, 0, 2, 0, 1]


@pytest.mark.parametrize(
    ("scarred", "whole"),
    [
        ("They do n't know.", "They don't know."),
        ("They ca n't, they wo n't!", "They can't, they won't!"),
        ("Russia 's army", "Russia's army"),
        ("They 've gone", "They've gone"),
        ("The U.S . army", "The U.S. army"),
        ("John F . Kennedy spoke", "John F. Kennedy spoke"),
        ("They would n't 've gone", "They wouldn't've gone"),
    ],
)
def test_scars_of_a_tokeniser_are_healed(read: Read, scarred: str, whole: str) -> None:
    assert read(scarred).words == read(whole).words
    assert read(scarred).chunks == read(whole).chunks


def test_a_joined_word_covers_both_pieces(read: Read) -> None:
    batch = read("We do  n't, Russia 's").batch
    spans = [batch.documents[0].text[a:b] for a, b in zip(batch.words.start, batch.words.end, strict=True)]
    assert spans == ["We", "do  n't", "Russia"]


def test_no_scar_crosses_a_paragraph(read: Read) -> None:
    assert read("They do\nn't").words[:2] == ["they", "do"]


def test_punctuation_that_stands_free_is_no_word(read: Read) -> None:
    assert read("He left , he said .").batch.sentences.words.tolist() == [4]


def test_same_chunk_with_and_without_soft_hyphen_is_one_type(read: Read) -> None:
    batch = read("co\u00adop coop").batch
    assert batch.chunks.type[0] == batch.chunks.type[1]
    assert batch.words.type[0] == batch.words.type[1]
