"""What most of the coverage has and the article lacks, and the other way round."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from framing.compare.omission import omissions
from framing.figures.choose import each
from framing.study import Actor, Comparison, Sampling, Study

COVERAGE = [f"d{i}" for i in range(10)]


def _study(*selected: str) -> Study:
    sampling = Sampling(sought_in="nowhere", selected_actors=selected)
    comparison = Comparison(name="all", kind="target")
    actors = (Actor(name="Ostrel"), Actor(name="Velm"))
    return Study(
        name="s", title="", folder=Path(), target="t", comparisons=(comparison,), sampling=sampling, actors=actors, by="group"
    )


def _tables(target_words: int = 300, short: int = 0) -> dict[str, pd.DataFrame]:
    """Ten articles; eight have Ostrel and the word ferry, none has Velm and harvest, which the target has twice."""
    documents = ["t", *COVERAGE]
    held = [(d, "mention", "name", "Ostrel", "rules") for d in COVERAGE[:8]] + [("t", "mention", "name", "Velm", "rules")] * 2
    evidence = pd.DataFrame(held, columns=["document", "layer", "label", "actor", "instrument"]).assign(sentence=1)
    terms = [(d, "ferry", 1) for d in COVERAGE[:8]] + [("t", "harvest", 3), ("t", "the", 9)]
    words = [target_words] + [100 if i < short else 400 for i in range(10)]
    return {
        "documents": pd.DataFrame({"document": documents, "group": "g", "outlet": ""}),
        "evidence": evidence,
        "sentences": pd.DataFrame({"document": documents, "section": "02", "sentence": 1, "heading": False}),
        "terms": pd.DataFrame(terms, columns=["document", "term", "count"]).assign(section="02"),
        "exposure": pd.DataFrame({"document": documents, "section": "all", "voice": "all", "words": words}),
    }


def test_both_directions_are_found() -> None:
    found = omissions(_tables(), _study())
    rows = {(r.kind, r.item): (r.direction, r.target_count, r.documents, r.of) for r in each(found)}
    assert rows == {
        ("actor", "Ostrel"): ("left out", 0, 8, 10),
        ("keyword", "ferry"): ("left out", 0, 8, 10),
        ("actor", "Velm"): ("only here", 2, 0, 10),
        ("keyword", "harvest"): ("only here", 3, 0, 10),
    }


def test_share_has_wilsons_interval() -> None:
    row = omissions(_tables(), _study()).query("item == 'ferry'").iloc[0]
    assert (row["low"], row["high"]) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_what_only_longer_articles_have_is_not_left_out() -> None:
    tables = _tables(target_words=200, short=5)
    tables["evidence"] = tables["evidence"][~tables["evidence"]["document"].isin(COVERAGE[:3])]
    found = omissions(tables, _study())
    assert ("left out", "Ostrel") not in set(zip(found["direction"], found["item"], strict=True))


def test_too_few_of_its_length_is_said() -> None:
    row = omissions(_tables(), _study()).query("item == 'ferry'").iloc[0]
    assert row["of_matched"] == 0
    assert pd.isna(row["share_matched"])
    assert "too few" in row["note"]


def test_an_actor_that_documents_were_chosen_by_is_no_finding() -> None:
    row = omissions(_tables(), _study("Ostrel")).query("item == 'Ostrel'").iloc[0]
    assert row["note"].startswith("suppressed")


def test_a_pool_of_few_gives_no_rows() -> None:
    tables = _tables()
    tables["documents"] = tables["documents"].head(5)
    assert omissions(tables, _study()).empty
