"""A profile as people read it: one row a section, a column a measure, cells that are too small said to be so."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.measures.registry import validation
from framing.tables import ALL, MIN_SENTENCES, MIN_WORDS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["printed", "printed_dropped", "wide"]

COLUMNS = {
    ("tone", "vader"): "tone_vader",
    ("tone", "vader-news"): "tone_news",
    ("tone", "news-tone"): "tone_weighed",
    ("tone_negative", "vader-news"): "negative",
    ("tone_positive", "vader-news"): "positive",
    ("hedges", ""): "hedges",
    ("hedges_epistemic", ""): "epistemic",
    ("hedges_doxastic", ""): "doxastic",
    ("hedges_investigation", ""): "investigation",
    ("hedges_evidential", ""): "evidential",
    ("hedges_approximator", ""): "approximator",
    ("boosters", ""): "boosters",
    ("conditionals", ""): "conditionals",
    ("attributions", ""): "attributions",
    ("quoted_share", ""): "quoted",
}
"""(measure, instrument) → column; without an instrument, the only one there is."""

PER_ACTOR = "mentions"
"""The measure that gets a column an actor."""

AGENCY = "agency"
"""The measure by actor, of relations, that gets a column an actor and reader; not of fewer than five parts."""


def wide(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one row a section of a long profile, voice `all`: sizes, then a column a measure; NaN where undefined.

    Cells of fewer than 100 words or 5 sentences are NaN too, and `small` is true of their rows.
    """
    chosen = rows[(rows["voice"] == ALL) & (rows["section"] != ALL)]
    keys = ["document", "section"]
    table = chosen[[*keys, "role", "heading"]].drop_duplicates(keys).set_index(keys)
    by_measure = chosen.groupby(["measure", "instrument"], sort=False)
    sizes = {"words": ("hedges", "denominator"), "sentences": ("tone", "denominator")}
    for column, (measure, source) in sizes.items():
        one = chosen[(chosen["measure"] == measure)].drop_duplicates(keys).set_index(keys)[source]
        table[column] = one.astype("int64")
    table["small"] = (table["words"] < MIN_WORDS) | (table["sentences"] < MIN_SENTENCES)
    for name, part in by_measure:
        kind, instrument = (str(key) for key in name)
        shown = COLUMNS.get((kind, instrument)) or COLUMNS.get((kind, ""))
        if shown:
            table[shown] = part.set_index(keys)["value"]
    for actor, part in chosen[chosen["measure"] == PER_ACTOR].groupby("actor", sort=False):
        table[_column(str(actor), [*keys, *table.columns])] = part.set_index(keys)["value"]
    acting = chosen[(chosen["measure"] == AGENCY) & (chosen["denominator"] >= MIN_SENTENCES)]
    readers = list(dict.fromkeys(acting["instrument"]))
    for named, part in acting.groupby(["actor", "instrument"], sort=False):
        actor, reader = (str(key) for key in named)
        other = "" if reader == readers[0] else f" ({reader})"
        table[f"{actor} {_AGENT}{other}"] = part.set_index(keys)["value"]
    numbers = [column for column in table.columns if column not in ("role", "heading", "words", "sentences", "small")]
    ordered = [column for column in dict.fromkeys([*COLUMNS.values(), *numbers]) if column in numbers]
    table[ordered] = table[ordered].astype("float64").where(~table["small"])
    result: pd.DataFrame = table[["role", "heading", "words", "sentences", "small", *ordered]].reset_index()
    return result.sort_values(keys, kind="stable", ignore_index=True)


_AGENT = "agent"
"""Behind an actor's name: its share of agent, of the parts that it has as agent or patient."""


def _column(actor: str, taken: Sequence[str]) -> str:
    """Name an actor's column; one who is called as another column ("words") is told from it."""
    return f"{actor} ({PER_ACTOR})" if actor in taken else actor


HEADING_WIDTH = 44


def printed(rows: pd.DataFrame) -> str:
    """Give a long profile as a table for the terminal, with what its numbers are."""
    table = wide(rows)
    small = table.pop("small")
    numbers = table.columns[table.columns.get_loc("sentences") + 1 :]  # type: ignore[operator]
    for column in numbers:
        share = f" {_AGENT}" in column
        digits = 2 if share or column in ("tone_vader", "tone_news", "tone_weighed", "negative", "positive", "quoted") else 1
        cells = table[column].map(lambda number, d=digits: "–" if number != number else f"{number:.{d}f}")
        table[column] = cells.where(~small, "·")
    table["heading"] = [
        heading if len(heading) <= HEADING_WIDTH else heading[: HEADING_WIDTH - 1] + "…" for heading in table["heading"]
    ]
    if len(set(table["document"])) == 1:
        table = table.drop(columns="document")
    return "\n".join(
        [
            table.to_string(index=False),
            "",
            f"· fewer than {MIN_WORDS} words or {MIN_SENTENCES} sentences: too small for a number   – nothing to divide by",
            "tone: mean sentence compound, −1…1 (tone_news: vader-news, names and topic words masked; tone_weighed:",
            "news-tone); negative, positive: share of sentences by vader-news; hedges and their kinds, boosters, conditionals,",
            "attributions, mentions: per 1,000 words; quoted: share of words in direct quotation. Every number is a sum over",
            "spans; see `framing evidence`.",
            *([_ACTS] if any(f" {_AGENT}" in column for column in numbers) else []),
            *textwrap.wrap(f"validation: {validation(None)}", LINE, break_on_hyphens=False),
        ]
    )


_ACTS = "… agent: of the parts that the actor has as agent or patient, the share as agent; – where it has fewer than five."

LISTED = 20
"""Stretches of furniture that are listed; with more, the table `dropped` has the rest."""


def printed_dropped(dropped: pd.DataFrame) -> str:
    """Say what was set aside as page furniture, so that it can be checked: reason and first words of each stretch."""
    if not len(dropped):
        return "set aside as page furniture: nothing"
    shown = [
        f'  {reason}: "{_cut(" ".join(text.split()))}"' for reason, text in zip(dropped["reason"], dropped["text"], strict=True)
    ]
    more = [f"  … {len(shown) - LISTED} more"] if len(shown) > LISTED else []
    return "\n".join([f"set aside as page furniture: {len(shown)}", *shown[:LISTED], *more])


LINE = 120
"""Characters of a line of prose in the terminal."""


def _cut(heading: str) -> str:
    return heading if len(heading) <= HEADING_WIDTH else heading[: HEADING_WIDTH - 1] + "…"
