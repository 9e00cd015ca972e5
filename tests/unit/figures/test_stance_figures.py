"""Figures of stance and voice: what is drawn is what the tables hold, and nothing is said where there is nothing."""

from __future__ import annotations

import pandas as pd

from framing import figures
from framing.compare.side_means import COLUMNS as MEANS
from framing.compare.voices import COLUMNS as VOICES
from framing.figures.speaking import KINDS

SIDES = ("the article", "left")


def texts(figure: object) -> str:
    from matplotlib.figure import Figure

    assert isinstance(figure, Figure)
    inside = [text for ax in figure.axes for text in ax.texts]
    return "\n".join(text.get_text() for text in [*figure.texts, *inside])


def voices() -> pd.DataFrame:
    rows = [
        ("the article", "hedges", "made", "per 1,000 words", 12.0, 20.0, 8.0, float("nan"), float("nan"), 1, 1, "one"),
        ("left", "hedges", "made", "per 1,000 words", 10.0, 11.0, 1.0, -0.5, 2.5, 9, 9, ""),
    ]
    return pd.DataFrame(rows, columns=list(VOICES))


def means(measures: dict[str, float], actor: str = "") -> pd.DataFrame:
    rows = [
        (side, name, actor, "made", "per 1,000 words" if name == "sources" else "share", value, 3, 4)
        for side in SIDES
        for name, value in measures.items()
    ]
    return pd.DataFrame(rows, columns=list(MEANS))


def test_voices_print_values_differences_and_intervals() -> None:
    drawn = figures.voices(voices())
    assert "+8.0" in texts(drawn)
    assert "+1.0 [−0.5, +2.5]" in texts(drawn)
    assert "12.0 and 20.0" in drawn.alt  # type: ignore[attr-defined]
    assert "No article" in texts(figures.voices(voices().iloc[:0]))


def test_speakers_split_a_bar_by_kind() -> None:
    shares = dict.fromkeys(KINDS, 0.0) | {"spoken_named": 0.75, "spoken_unnamed": 0.25}
    drawn = figures.speakers(means({**shares, "attributed_share": 0.4, "sources": 9.0, "unnamed_share": 0.2}))
    assert {"75", "25", "40 %", "20 %", "9.0"} <= set(texts(drawn).split("\n"))
    silent = figures.speakers(means({**dict.fromkeys(KINDS, 0.0), "attributed_share": 0.0, "sources": 0.0}))
    assert "no words are attributed" in texts(silent)
    assert "no articles" in texts(figures.speakers(means({}))).lower()


def test_actors_by_side_bracket_what_rests_on_little() -> None:
    drawn = figures.actors_by_side(means({"hedged_share": 0.25}, actor="Oslo"), measure="hedged_share")
    printed = texts(drawn).split("\n")
    assert "(0.25)" in printed
    assert "0.25" in printed
    assert "No actor" in texts(figures.actors_by_side(means({}), measure="hedged_share"))
