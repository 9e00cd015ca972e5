"""Cards say the figures, and what has none is said to be not validated."""

from __future__ import annotations

import tomllib
from dataclasses import replace

from framing.lexicons import cards
from framing.measures.registry import validation
from framing.validate.cards import rewritten
from framing.validate.gold import Row
from framing.validate.stored import shipped

CARD = '''name = "hedges-rules"
validated = """
of old, with "quotes" \\
and more"""
limits = "one matter only"
short = "of old"
notes = "kept"

[shown]
hedge = "of old"
'''

ROW = Row(
    "hedging-szeged", "a.jsonl", "hedges-rules", "hedge", "F1 by sentence", 0.81234, 0.7, 0.9, 1500, "sentences", 40,
    "unseen file", "Hedging", labels=("epistemic", "doxastic", "investigation"), said="with the coders of a",
)  # fmt: skip


def test_a_card_is_rewritten_from_the_rows() -> None:
    values = tomllib.loads(rewritten(CARD, "hedges-rules", [ROW]))
    said = "F1 = 0.81 [0.70, 0.90] by sentence with the coders of a; evidential, approximator not validated; one matter only"
    assert values["shown"] == {"hedge": said, "booster": "not validated", "conditional": "not validated"}
    assert all(f"{layer}: {text}" in values["short"] for layer, text in values["shown"].items())
    assert values["validated"] == (
        "Hedge: F1 by sentence 0.812 (95 % interval 0.700 to 0.900, documents resampled) with the coders of a "
        "(hedging-szeged, a.jsonl; 1,500 sentences; unseen file). Printed by `framing validate`. One matter only."
    )
    assert values["notes"] == "kept"


def test_rewriting_twice_changes_nothing() -> None:
    once = rewritten(CARD, "hedges-rules", [ROW])
    assert rewritten(once, "hedges-rules", [ROW]) == once


def test_a_figure_from_what_was_tuned_on_stands_back() -> None:
    tuned = replace(ROW, value=0.99, split="development file: also tuned on")
    assert "0.99" not in rewritten(CARD, "hedges-rules", [ROW, tuned])
    alone = tomllib.loads(rewritten(CARD, "hedges-rules", [tuned]))["shown"]["hedge"]
    assert alone.startswith("F1 = 0.99 [0.70, 0.90] by sentence with the coders of a (also tuned on)")


def test_an_instrument_without_figures_is_unvalidated() -> None:
    values = tomllib.loads(rewritten(CARD, "hedges-rules", []))
    assert values["validated"] == "unvalidated"
    assert set(values["shown"].values()) == {"not validated"}


def test_a_card_that_is_no_instruments_stays() -> None:
    assert rewritten(CARD, "name-stops", [ROW]) == CARD


def test_the_shipped_cards_say_the_shipped_figures() -> None:
    from importlib import resources

    folder = resources.files("framing.lexicons")
    for card in cards():
        text = (folder / f"{card.name}.toml").read_text(encoding="utf-8")
        assert rewritten(text, card.name, shipped()) == text, "write it again: framing validate --gold ../shared/gold --write"


def test_under_a_chart_stands_what_is_true() -> None:
    assert validation(None, ["tone"], tone="vader-news").startswith("tone, vader-news: r = 0.")
    assert "with the mean of 20 raters on NYT editorials" in validation(None, ["tone"])
    assert validation(None, ["boosters"]) == "booster, hedges-rules: not validated."
    assert validation(None, ["conditionals"]).startswith("conditional, hedges-rules: F1 = ")
    assert "evidential, approximator not validated" in validation(None, ["hedges"])
