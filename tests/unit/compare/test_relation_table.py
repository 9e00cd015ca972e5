"""Who does what to whom, target and groups: counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.compare.omission import omissions
from framing.compare.relation_counts import relation_counts
from framing.compare.relation_table import actor_relations
from framing.compare.voices import paired_interval
from framing.study import Actor, Comparison, Sampling, Study

COVERAGE = [f"d{i}" for i in range(10)]
Row = dict[str, object]

A, B, C = "Norland", "Sudria", "Ostrel"


def _study(*selected: str) -> Study:
    return Study(
        name="s",
        title="",
        folder=Path(),
        target="t",
        comparisons=(
            Comparison(name="all", kind="target"),
            Comparison(name="two", kind="groups", by="group", groups=("x", "y")),
        ),
        sampling=Sampling(sought_in="nowhere", selected_actors=selected),
        actors=(Actor(name=A), Actor(name=B), Actor(name=C)),
        by="group",
    )


def _row(document: str, at: int, agent: str, patient: str, recipient: str = "", kind: str = "help", **more: object) -> Row:
    row = {"document": document, "section": "02", "sentence": 1, "instrument": "relations-english", "kind": kind}
    row |= {"predicate_start": at, "agent": agent, "patient": patient, "recipient": recipient, "voice": "outlet"}
    return row | {"negated": False, "hypothetical": False} | more


def _tables(rows: list[Row]) -> dict[str, pd.DataFrame]:
    documents = ["t", *COVERAGE]
    words = pd.DataFrame({"document": documents, "section": "all", "voice": "all", "words": [500, *[1000] * 10]})
    return {
        "documents": pd.DataFrame(
            {"document": documents, "group": ["", *"xxxxxyyyyy"], "outlet": ["", *(f"o{i // 2}" for i in range(10))]}
        ),
        "relations": pd.DataFrame(rows),
        "evidence": pd.DataFrame(
            [(d, "participant", "relations-english", "agent", A) for d in documents],
            columns=["document", "layer", "instrument", "label", "actor"],
        ).assign(sentence=1),
        "sentences": pd.DataFrame(
            {"document": documents * 2, "section": "02", "sentence": [1] * 11 + [2] * 11, "heading": [False] * 11 + [True] * 11}
        ),
        "terms": pd.DataFrame(columns=["document", "term", "count", "section"]),
        "exposure": pd.concat([words, words.assign(voice="outlet")], ignore_index=True),
    }


ROWS = [
    _row("t", 5, A, B),
    _row("t", 9, A, "other", B, "supply"),
    _row("t", 20, A, B, hypothetical=True),
    *[_row(d, 5, B, C, kind="attack") for d in COVERAGE[:7]],
    *[_row(d, 30, B, C, kind="attack", predicate_start=40) for d in COVERAGE[:2]],
    _row("d9", 50, A, B),
]


def _cell(table: pd.DataFrame, side: str, agent: str, patient: str, kind: str, reality: str = "fact") -> pd.Series:
    chosen = (table["side"] == side) & (table["agent"] == agent) & (table["patient"] == patient) & (table["voice"] == "all")
    return table[chosen & (table["class"] == kind) & (table["reality"] == reality)].iloc[0]


def test_rates_and_shares_by_hand() -> None:
    found = actor_relations(_tables(ROWS), _study())
    own = _cell(found, "target", A, B, "help")
    assert (own["relations"], own["documents_all"], own["per_1000"], own["share"]) == (1, 1, 2.0, 1.0)
    assert np.isnan([own["low"], own["percentile"]]).all()
    assert _cell(found, "target", A, B, "all")["relations"] == 2
    assert _cell(found, "target", A, B, "help", "hypothetical")["relations"] == 1
    theirs = _cell(found, "coverage", B, C, "attack")
    assert (theirs["relations"], theirs["documents"], theirs["documents_all"]) == (9, 7, 10)
    assert theirs["per_1000"] == pytest.approx(0.9)
    assert (theirs["target_relations"], theirs["percentile"]) == (0, 15.0)
    helped = _cell(found, "coverage", A, B, "help")
    assert (helped["documents"], helped["percentile"], helped["target_per_1000"]) == (1, 100.0, 2.0)


def test_interval_is_that_of_whole_outlets() -> None:
    found = _cell(actor_relations(_tables(ROWS), _study()), "coverage", B, C, "attack")
    rates = np.array([2, 2, 1, 1, 1, 1, 1, 0, 0, 0], float)
    low, high = paired_interval(rates, [f"o{i // 2}" for i in range(10)])
    assert (found["low"], found["high"]) == pytest.approx((max(low, 0), high), abs=1e-4)


def test_a_side_of_few_documents_has_no_interval() -> None:
    row = _cell(actor_relations(_tables(ROWS), _study()), "x", B, C, "attack")
    assert (row["documents"], row["documents_all"], row["note"]) == (5, 5, "too few to say")
    assert np.isnan([row["low"], row["share_low"], row["percentile"]]).all()


def test_chosen_actors_are_marked_and_keep_their_numbers() -> None:
    row = _cell(actor_relations(_tables(ROWS), _study(C)), "coverage", B, C, "attack")
    assert row["note"].startswith("the documents were selected")
    assert row["per_1000"] == pytest.approx(0.9)


def test_documents_of_another_reader_do_not_count() -> None:
    tables = _tables(ROWS)
    tables["evidence"].loc[tables["evidence"]["document"] == "d8", "instrument"] = "relations-patterns"
    assert _cell(actor_relations(tables, _study()), "coverage", B, C, "attack")["documents_all"] == 9


def test_who_talk_together_do_it_with_each_other() -> None:
    both = [_row("t", 5, A, "", kind="talk"), _row("t", 5, B, "", kind="talk"), _row("t", 5, "other", "", kind="talk")]
    counts = relation_counts(_tables(both)).query("voice == 'all' and `class` == 'talk'")
    assert [tuple(row) for row in counts[["agent", "patient", "way", "relations"]].to_numpy()] == [
        (A, B, "with", 1),
        (B, A, "with", 1),
    ]


def test_who_help_another_together_do_not_help_each_other() -> None:
    rows = [_row("t", 5, A, C), _row("t", 5, B, C), _row("t", 9, A, C, kind="talk"), _row("t", 9, B, C, kind="talk")]
    counts = relation_counts(_tables(rows)).query("voice == 'all' and `class` == 'all'")
    assert [tuple(row) for row in counts[["agent", "patient", "way", "relations"]].to_numpy()] == [
        (A, C, "to", 2),
        (B, C, "to", 2),
    ]


def test_one_act_with_two_other_sides_is_one_act_of_each_pair() -> None:
    rows = [_row("t", 5, A, B, C), _row("t", 5, A, B, "other"), _row("t", 5, A, A), _row("t", 5, "other", B)]
    counts = relation_counts(_tables(rows)).query("voice == 'all' and `class` == 'help'")
    assert [(row.agent, row.patient, row.relations) for row in counts.itertuples()] == [(A, C, 1), (A, B, 1)]


def test_headings_inside_the_article_are_not_counted() -> None:
    assert relation_counts(_tables([_row("t", 5, A, B, sentence=2)])).empty


def test_sums_add_up() -> None:
    rows = [*ROWS, _row("t", 60, A, B, voice="direct", kind=""), _row("t", 70, A, B, voice="imputed")]
    counts = relation_counts(_tables(rows))
    parts = counts[~counts["voice"].isin(["all", "attributed"]) & (counts["class"] != "all")]
    keys = ["document", "agent", "patient", "reality"]
    whole = counts.query("voice == 'all' and `class` == 'all'").groupby(keys)["relations"].sum()
    pd.testing.assert_series_equal(parts.groupby(keys)["relations"].sum(), whole)
    attributed = counts.query("voice == 'attributed' and `class` == 'all'")
    assert attributed["relations"].sum() == 2
    assert set(counts["class"]) == {"all", "help", "supply", "attack", "unclassed"}


def test_a_study_without_relations_gives_no_rows() -> None:
    tables = _tables(ROWS)
    tables["relations"] = tables["relations"].head(0)
    assert actor_relations(tables, _study()).empty


def test_a_relation_that_most_have_and_the_target_lacks_is_left_out() -> None:
    tables = _tables(ROWS)
    tables["exposure"]["words"] = 1000
    found = omissions(tables, _study())
    kept = found[(found["kind"] == "relation") & (found["comparison"] == "target in coverage")]
    assert kept[["item", "direction", "documents", "of"]].to_numpy().tolist() == [
        ["Sudria → attack → Ostrel", "left out", 7, 10]
    ]
