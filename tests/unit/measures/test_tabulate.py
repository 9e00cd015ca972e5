"""Two sums over sentences: counted by hand, the same from a batch and from tables, and added up any way round."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.corpus.sections import segment
from framing.measures.collect import Wanted, collect
from framing.measures.spec import NONE, Found, Measure, Sum
from framing.measures.tabulate import from_batch, sentence_sums, value, with_totals
from framing.tables import VOICES
from framing.text.build import build

TEXT = 'Norland waits\n\nNorland may act. "We shall see," she said.\n\nSudland may or may not act. Norland and Sudland agree.'
"""Headline (2 words); lead: 3 words, 5 words (3 quoted); body: 6 words, 4 words."""

ACTORS = ("Norland", "Sudland")

MEASURES = (
    Measure(
        "hedges", "Hedges", "per 1,000 words", Sum("hedge"), Sum("words"), 1000, 0, 1000, "more hedged", "by hand", "hedge"
    ),
    Measure("tone", "Tone", "score", Sum("tone", weight="value"), Sum("sentences"), 1, -1, 1, "kinder", "by hand", "tone"),
    Measure(
        "negative", "Negative", "share", Sum("tone", weight="negative"), Sum("sentences"), 1, 0, 1, "worse", "by hand", "tone"
    ),
    Measure(
        "mention_share", "", "share", Sum("mention"), Sum("mention", actor="any"), 1, 0, 1, "", "by hand", "mention", by="actor"
    ),
    Measure(
        "headline_share",
        "",
        "share",
        Sum("mention", once=True, where="headline"),
        Sum("sentences", where="headline"),
        1,
        0,
        1,
        "",
        "by hand",
        "mention",
        by="actor",
    ),
    Measure(
        "initial_share", "", "share", Sum("mention", where="initial"), Sum("mention"), 1, 0, 1, "", "", "mention", by="actor"
    ),
    Measure(
        "tone_near",
        "",
        "score",
        Sum("tone", weight="value", near="mention"),
        Sum("sentences", near="mention"),
        1,
        -1,
        1,
        "",
        "",
        "tone",
        by="actor",
    ),
    Measure(
        "tone_near_alone",
        "",
        "score",
        Sum("tone", weight="value", near="mention", alone=True),
        Sum("sentences", near="mention", alone=True),
        1,
        -1,
        1,
        "",
        "",
        "tone",
        by="actor",
    ),
    Measure(
        "comention",
        "",
        "share",
        Sum("mention", once=True, actor="both"),
        Sum("mention", once=True, actor="either"),
        1,
        0,
        1,
        "",
        "",
        "mention",
        by="pair",
    ),
)
INSTRUMENTS = {"hedge": ("rules",), "tone": ("scale",), "mention": ("list",)}


def found(
    layer: str, instrument: str, spans: list[tuple[int, int, int]], values: list[int], actor: list[int] | None = None
) -> Found:
    """Spans are (sentence, start, end)."""
    sentence, start, end = (np.array(column, dtype=np.int32) for column in zip(*spans, strict=True))
    zeros = np.zeros(len(spans), dtype=np.int32)
    return Found(
        layer=layer,
        instrument=instrument,
        sentence=sentence,
        start=start,
        end=end,
        label=zeros,
        labels=("kind",),
        value=np.array(values, dtype=np.int32),
        entry=zeros + NONE,
        actor=None if actor is None else np.array(actor, dtype=np.int32),
        actors=ACTORS if actor is not None else (),
    )


def at(word: str, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(word, start + 1)
    return start, start + len(word)


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    lead, body = TEXT.index("Norland may"), TEXT.index("Sudland may")
    document = Document(
        id="001",
        text=TEXT,
        sections=(
            Section("00", "headline", 0, "Norland waits", 0, 13),
            Section("01", "lead", 2, "", lead, body - 2),
            Section("02", "body", 2, "", body, len(TEXT)),
            Section("03", "body", 2, "An umbrella", len(TEXT), len(TEXT)),
        ),
        blocks=(
            Block(0, 13, 0, heading=True),
            Block(lead, body - 2, 1, heading=False),
            Block(body, len(TEXT), 2, heading=False),
        ),
    )
    batch = build([document])
    assert batch.sentences.words.tolist() == [2, 3, 5, 6, 4]
    evidence = [
        found("hedge", "rules", [(1, *at("may")), (3, *at("may", 1)), (3, *at("may", 2))], [1, 1, 1]),
        found("tone", "scale", [(s, 0, 1) for s in range(5)], [0, 1000, -500, -2000, 4000]),
        found(
            "mention",
            "list",
            [(0, *at("Norland")), (1, *at("Norland", 1)), (3, *at("Sudland")), (4, *at("Norland", 2)), (4, *at("Sudland", 1))],
            [1] * 5,
            [0, 0, 1, 0, 1],
        ),
    ]
    made = collect(batch, evidence, Wanted(MEASURES, INSTRUMENTS, ACTORS))
    return {name: table.to_pandas() for name, table in made.items()}


def cell(tables: dict[str, pd.DataFrame], measure: str, section: str = "all", voice: str = "all", actor: str = "") -> float:
    rows = tables["measures"]
    key = (rows["measure"] == measure) & (rows["section"] == section) & (rows["voice"] == voice) & (rows["actor"] == actor)
    assert key.sum() == 1, f"{measure} {section} {voice} {actor}: {key.sum()} rows"
    return float(rows.loc[key, "value"].iloc[0])


@pytest.mark.parametrize(
    ("measure", "section", "voice", "actor", "expected"),
    [
        ("hedges", "all", "all", "", 1000 * 3 / 20),
        ("hedges", "01", "all", "", 1000 * 1 / 8),
        ("hedges", "01", "attributed", "", 0.0),
        ("hedges", "01", "outlet", "", 1000 * 1 / 3),
        ("hedges", "02", "all", "", 1000 * 2 / 10),
        ("tone", "all", "all", "", (0.1 - 0.05 - 0.2 + 0.4) / 5),
        ("negative", "all", "all", "", 2 / 5),
        ("mention_share", "all", "all", "Norland", 3 / 5),
        ("headline_share", "all", "all", "Norland", 1.0),
        ("headline_share", "all", "all", "Sudland", 0.0),
        ("initial_share", "all", "all", "Sudland", 1 / 2),
        ("tone_near", "all", "all", "Norland", (0 + 0.1 + 0.4) / 3),
        ("tone_near_alone", "all", "all", "Norland", 0.05),
        ("tone_near_alone", "all", "all", "Sudland", -0.2),
        ("comention", "all", "all", "Norland + Sudland", 1 / 4),
    ],
)
def test_counted_by_hand(
    tables: dict[str, pd.DataFrame], measure: str, section: str, voice: str, actor: str, expected: float
) -> None:
    assert cell(tables, measure, section, voice, actor) == pytest.approx(expected)


def test_an_umbrella_heading_has_nan_and_an_unnamed_actor_has_zero(tables: dict[str, pd.DataFrame]) -> None:
    assert np.isnan(cell(tables, "hedges", "03"))
    assert cell(tables, "mention_share", "01", actor="Sudland") == 0.0


def test_all_is_the_sum(tables: dict[str, pd.DataFrame]) -> None:
    measures = tables["measures"].astype({"section": "str", "voice": "str", "document": "str"})
    measures = measures[measures["measure"] != "comention"]  # pairs are counted for whole documents only
    single = measures[(measures["section"] != "all") & measures["voice"].isin(VOICES)]
    keys = ["actor", "measure", "instrument"]
    added = with_totals(
        single[["document", "section", "voice", *keys, "numerator", "denominator"]], ["numerator", "denominator"], keys
    )
    order = ["document", "section", "voice", *keys]
    wanted = measures[[*order, "numerator", "denominator"]].astype(dict.fromkeys(order, "str"))
    wanted = wanted[wanted["section"] != "03"]
    pd.testing.assert_frame_equal(
        added.astype(dict.fromkeys(order, "str")).sort_values(order, ignore_index=True),
        wanted.sort_values(order, ignore_index=True),
    )


def test_tables_read_back_give_the_same_sums_as_the_batch(tables: dict[str, pd.DataFrame]) -> None:
    plain = {
        name: frame.astype({c: "str" for c in frame.columns if frame[c].dtype == "category"}) for name, frame in tables.items()
    }
    sums = sentence_sums(plain, MEASURES, INSTRUMENTS, ACTORS)
    assert sums.numerator.shape == (5, len(sums.keys))
    whole = value(sums.numerator.sum(axis=0), sums.denominator.sum(axis=0), sums.keys["scale"].to_numpy())
    for key, number in zip(sums.keys.itertuples(), whole, strict=True):
        assert number == pytest.approx(cell(tables, str(key.measure), actor=str(key.actor)), nan_ok=True), key


def test_terms_count_every_word_once(tables: dict[str, pd.DataFrame]) -> None:
    terms = tables["terms"]
    assert terms["count"].sum() == 20
    assert terms.loc[terms["term"] == "may", "count"].sum() == 3


def test_evidence_of_nobody_counts_for_no_actor() -> None:
    batch = build([segment(Document(id="1", text="Norland spoke."))])
    one = np.zeros(2, np.int32)
    found = Found(
        layer="source", instrument="made", sentence=one, start=one, end=one + 1, label=one, labels=("named",), value=one + 1,
        entry=one, entries=("x",), actor=np.array([NONE, 0], np.int32), actors=("Norland",),
    )  # fmt: skip
    assert from_batch(batch, [found], ACTORS).layers["source", "made"].actor.tolist() == [NONE, 0]


def test_a_document_without_sections_plays_no_role_and_leaves_the_others_alone() -> None:
    plain = [Document(id=name, text="It waits.", blocks=(Block(0, 9, 0, heading=False),)) for name in ("a", "c")]
    batch = build([plain[0], segment(Document(id="b", text=TEXT)), plain[1]])
    roles = from_batch(batch, [], ACTORS).role.tolist()
    assert roles == ["", "headline", "lead", "lead", "body", "body", ""]
    assert from_batch(build([Document(id="a", text="")]), [], ACTORS).role.tolist() == []
