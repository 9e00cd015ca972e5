"""Passages that stand elsewhere word for word, and copies that count once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from framing.compare.reuse import copies_table, reuse_table, same_text, with_copies
from framing.compare.sides import groups, pool
from framing.corpus.documents import Document
from framing.figures.choose import each
from framing.study import Study
from framing.tables import empty

PASSAGE = " ".join(f"word{i}" for i in range(60))


def _own(name: str) -> str:
    return " ".join(f"{name}{i}" for i in range(60))


def test_a_passage_is_found_where_it_stands() -> None:
    one, other = Document("a", f"{_own('a')} {PASSAGE} end."), Document("b", f"Start: {PASSAGE} {_own('b')}")
    [row] = each(reuse_table([one, other]))
    assert (one.text or "")[row.start : row.end] == PASSAGE == (other.text or "")[row.other_start : row.other_end]
    assert (row.words, row.same) == (60, 1.0)


def test_a_changed_word_does_not_cut_a_passage() -> None:
    changed = PASSAGE.replace("word30 ", "mended ")
    [row] = each(reuse_table([Document("a", PASSAGE), Document("b", changed)]))
    assert row.words == 60
    assert 0.9 < row.same < 1


def test_a_short_run_is_idiom() -> None:
    short = " ".join(PASSAGE.split()[:24])
    assert reuse_table([Document("a", f"{_own('a')} {short}"), Document("b", f"{short} {_own('b')}")]).empty


def test_no_texts_no_rows() -> None:
    assert reuse_table([Document("a", None), Document("b", "")]).empty
    assert copies_table([]).empty


def _tables(copies: pd.DataFrame) -> dict[str, pd.DataFrame]:
    documents = pd.DataFrame(
        {
            "document": ["t", "a", "b", "c", "d"],
            "group": ["", "x", "x", "y", "y"],
            "published": ["", "2024-01-02", "2024-01-01", "2024-01-03", ""],
        }
    )
    return {"documents": documents, "copies": copies}


def _pairs(*pairs: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["document", "other"]).assign(jaccard=1.0, contained=1.0)


STUDY = Study(name="s", title="", folder=Path(), target="t")


def test_of_copies_the_earliest_stands_for_all_once_on_each_side() -> None:
    documents = with_copies(_tables(_pairs(("a", "b"), ("a", "c"))), "t")["documents"]
    assert groups(documents, STUDY, "group")["x"].tolist() == ["b"]
    assert groups(documents, STUDY, "group")["y"].tolist() == ["c", "d"]
    assert pool(documents, STUDY, "group").tolist() == ["b", "d"]
    assert pool(documents, STUDY, "group", ["x", "y"]).tolist() == ["b", "d"]


def test_without_copies_nothing_changes() -> None:
    tables = _tables(empty("copies"))
    assert with_copies(tables, "t")["documents"] is tables["documents"]
    assert pool(tables["documents"], STUDY, "group").tolist() == ["a", "b", "c", "d"]


def test_copies_of_the_target_stay_in_the_coverage() -> None:
    documents = with_copies(_tables(_pairs(("t", "a"))), "t")["documents"]
    assert pool(documents, STUDY, "group").tolist() == ["a", "b", "c", "d"]


def test_the_order_of_pairs_does_not_matter() -> None:
    documents = _tables(empty("copies"))["documents"]
    one = same_text(documents, _pairs(("a", "c"), ("b", "c")), "t")
    other = same_text(documents, _pairs(("b", "c"), ("a", "c")), "t")
    assert one == other
    assert one["c"] == one["a"] == "b"
