"""Voice against voice: article by article, with outlets as the unit of error."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.voices import FEWEST, paired_interval, voices
from framing.study import Study

STUDY = Study(name="s", title="", folder=Path(), target="t", primary=("hedges",))


def tables(gap: float, count: int = 12, words: int = 200) -> dict[str, pd.DataFrame]:
    """`count` articles of as many outlets in one group, and the target, whose attributed words differ by `gap`."""
    ids = ["t", *(f"d{i}" for i in range(count))]
    documents = pd.DataFrame({"document": ids, "outlet": ids, "group": ["", *["left"] * count]})
    exposure = pd.DataFrame(
        [(one, "all", voice, words) for one in ids for voice in ("outlet", "attributed")],
        columns=["document", "section", "voice", "words"],
    )
    values = [
        (one, "all", voice, "", "hedges", "made", "per 1,000 words", place % 3 + (gap if voice == "attributed" else 0.0))
        for place, one in enumerate(ids)
        for voice in ("outlet", "attributed", "all")
    ]
    columns = ["document", "section", "voice", "actor", "measure", "instrument", "unit", "value"]
    return {"documents": documents, "exposure": exposure, "measures": pd.DataFrame(values, columns=columns)}


def test_each_article_is_held_against_itself() -> None:
    table = voices(tables(5.0), STUDY)
    assert table["side"].tolist() == ["the article", "left"]
    assert table["difference"].tolist() == [5.0, 5.0]
    assert table["n"].tolist() == [1, 12]
    assert np.isnan(table["low"].iloc[0])
    assert (table["low"].iloc[1], table["high"].iloc[1]) == pytest.approx((5.0, 5.0))


def test_short_voices_and_few_outlets_carry_no_interval() -> None:
    assert voices(tables(5.0, words=99), STUDY).empty
    few = voices(tables(5.0, count=FEWEST - 1), STUDY)
    assert few["note"].tolist() == ["one article: no interval", f"fewer than {FEWEST} outlets: no interval"]


def test_with_a_cluster_an_article_the_interval_is_students() -> None:
    values = np.random.default_rng(0).normal(size=20)
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert paired_interval(values, [str(i) for i in range(20)]) == pytest.approx((expected.low, expected.high))


def test_articles_of_an_outlet_count_once_where_they_are_the_same() -> None:
    values = np.random.default_rng(1).normal(size=10)
    once = paired_interval(values, [str(i) for i in range(10)])
    thrice = paired_interval(np.repeat(values, 3), np.repeat([str(i) for i in range(10)], 3).tolist())
    assert thrice == pytest.approx(once)
    assert np.isnan(paired_interval(values, ["one"] * 10)[0])
