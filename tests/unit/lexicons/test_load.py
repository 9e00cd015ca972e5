"""Word lists load with their cards, and each may be shipped."""

from __future__ import annotations

import hashlib
from importlib import resources

import pytest

from framing.errors import InputError
from framing.lexicons import REDISTRIBUTABLE, Card, cards, load

FOLDER = resources.files("framing.lexicons")
LISTS = sorted(item.name.removesuffix(".csv") for item in FOLDER.iterdir() if item.name.endswith(".csv"))


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_a_card_and_entries(name: str) -> None:
    lexicon = load(name)
    assert lexicon.card.name == name
    assert lexicon.entries
    assert all(row["entry"].strip() == row["entry"] != "" for row in lexicon.entries)
    assert None not in lexicon.entries[0], "a row has more cells than the header"


@pytest.mark.parametrize("name", LISTS)
def test_the_hash_is_of_the_list_as_shipped(name: str) -> None:
    assert load(name).card.sha256 == hashlib.sha256((FOLDER / f"{name}.csv").read_bytes()).hexdigest()


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.name)
def test_each_card_says_what_a_reader_must_know_and_may_be_shipped(card: Card) -> None:
    values = {key: getattr(card, key) for key in ("title", "construct", "source", "version", "validated")}
    assert all(values.values()), f"empty: {[key for key, value in values.items() if not value]}"
    assert card.licence in REDISTRIBUTABLE


def test_a_list_is_read_once() -> None:
    assert load("hedges-rules") is load("hedges-rules")


def test_an_unknown_list_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean hedges-rules"):
        load("hedges-rule")
    with pytest.raises(InputError, match=r"it may be .*hedges-rules"):
        load("qqq")


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(InputError, match='no column "weight"; it has entry'):
        load("hedges-rules").column("weight")
