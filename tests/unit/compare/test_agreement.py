"""Agreement of instruments: correlations as scipy has them, by corpus, documents and sentences."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.agreement import COLUMNS, agreement
from framing.errors import TableError

INSTRUMENTS = ("vader", "news-tone", "afinn")


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    rng = np.random.default_rng(1)
    names = [f"d{at}" for at in range(12)]
    documents = pd.DataFrame({"document": names, "group": ["a"] * 8 + ["b"] * 4})
    sentences = pd.DataFrame([(d, s, s == 0) for d in names for s in range(4)], columns=["document", "sentence", "heading"])
    rows = [
        (d, s, "tone", i, int(rng.integers(-9000, 9000)))
        for d, s in zip(sentences["document"], sentences["sentence"], strict=True)
        for i in INSTRUMENTS
    ]
    evidence = pd.DataFrame(rows, columns=["document", "sentence", "layer", "instrument", "value"])
    body = evidence[evidence["sentence"] > 0].groupby(["document", "instrument"], sort=False)["value"].mean().reset_index()
    whole = body.assign(section="all", voice="all", actor="", measure="tone")
    part = body.assign(section="01", voice="all", actor="", measure="tone", value=0.0)
    return {"documents": documents, "sentences": sentences, "evidence": evidence, "measures": pd.concat([whole, part])}


def test_correlations_are_those_of_scipy(tables: dict[str, pd.DataFrame]) -> None:
    result = agreement(tables, by="group")
    assert tuple(result.columns) == COLUMNS
    own = tables["evidence"].merge(tables["documents"])
    own = own[(own["group"] == "a") & (own["sentence"] > 0)]
    one, other = (own.loc[own["instrument"] == name, "value"].to_numpy() for name in ("vader", "afinn"))
    row = result.query("corpus == 'a' and level == 'sentence' and instrument == 'vader' and other == 'afinn'").iloc[0]
    assert row["n"] == 24
    assert row["pearson"] == pytest.approx(stats.pearsonr(one, other).statistic, abs=1e-6)
    assert row["spearman"] == pytest.approx(stats.spearmanr(one, other).statistic, abs=1e-6)


def test_every_pair_once_at_both_levels(tables: dict[str, pd.DataFrame]) -> None:
    result = agreement(tables)
    assert len(result) == 3 * 2
    assert set(result["corpus"]) == {"all"}
    assert set(result.query("level == 'document'")["n"]) == {12}


def test_too_few_documents_or_no_variation_give_no_number(tables: dict[str, pd.DataFrame]) -> None:
    few = {**tables, "documents": tables["documents"].head(2)}
    assert agreement(few).query("level == 'document'")["pearson"].isna().all()
    flat = {**tables, "evidence": tables["evidence"].assign(value=1)}
    assert agreement(flat).query("level == 'sentence'")["spearman"].isna().all()


def test_one_instrument_agrees_with_nobody(tables: dict[str, pd.DataFrame]) -> None:
    kept = {name: tables[name][tables[name]["instrument"] == "vader"] for name in ("measures", "evidence")}
    assert agreement({**tables, **kept}).empty


def test_an_unknown_column_is_named(tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(TableError, match='no column "country"; it has document, group'):
        agreement(tables, by="country")
