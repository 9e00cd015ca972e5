"""Voice against voice within documents, and groups by time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.contrast import contrasts
from framing.compare.paired import sign_flips
from framing.compare.sides import groups, strata_of
from framing.compare.units import Units
from framing.errors import StudyError
from framing.study import Comparison, Study

Tables = dict[str, pd.DataFrame]
Make = Callable[..., Study]
VOICES = Comparison(name="voices", kind="voices", groups=("left", "right"))


def test_flips_equal_scipy() -> None:
    values = np.random.default_rng(3).normal(0.4, 1, 9)
    mine = sign_flips(Units.of(values[:, None], np.arange(9)), 1000, np.random.default_rng(1))[0]
    oracle = stats.permutation_test(
        (values,),
        lambda x, axis: np.abs(np.mean(x, axis=axis)),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
        alternative="greater",
    )
    assert mine == pytest.approx(oracle.pvalue)
    sampled = sign_flips(Units.of(values[:, None], np.arange(9)), 400, np.random.default_rng(1))[0]
    assert sampled == pytest.approx(oracle.pvalue, abs=0.1)


def test_whole_outlets_are_flipped() -> None:
    values, outlets = np.array([[3.0], [3.0], [3.0], [-1.0]]), np.array([0, 0, 0, 1])
    assert sign_flips(Units.of(values, outlets), 100, np.random.default_rng(1))[0] == 1.0 / 2 + 0.5
    assert np.isnan(sign_flips(Units.of(np.full((3, 1), np.nan), np.arange(3)), 10, np.random.default_rng(1))[0])


def test_voices_are_compared_within_documents(tables: Tables, study: Make) -> None:
    found = contrasts(tables, study(comparisons=(VOICES,), hypotheses=()))
    assert set(found["comparison"]) == {"voices: outlet − attributed in left, right"}
    row = found.query("measure == 'hedges'").iloc[0]
    joined = tables["measures"].merge(tables["documents"], on="document").query("section == 'all' and measure == 'hedges'")
    pooled = joined[joined["group"].isin(["left", "right"])]
    wide = {voice: pooled[pooled["voice"] == voice].set_index("document")["value"] for voice in ("outlet", "attributed")}
    difference = wide["outlet"] - wide["attributed"]
    assert row["difference"] == pytest.approx(difference.mean())
    assert row["target"] - row["coverage"] == pytest.approx(row["difference"])
    assert row["low"] < row["difference"] < row["high"]
    assert (row["n_target"], row["clusters"]) == (54, 27)
    assert row["effect"] == pytest.approx(difference.mean() / difference.std())
    assert row["p_permutation"] <= row["q"] <= row["p_familywise"]
    assert row["exchangeable"] == "the two voices, in all documents of an outlet together"


def test_a_planted_difference_of_voices_is_found(tables: Tables, study: Make) -> None:
    measures = tables["measures"]
    own = (measures["measure"] == "hedges") & (measures["voice"] == "outlet") & (measures["section"] == "all")
    measures.loc[own, "numerator"] += measures.loc[own, "denominator"] * 0.02
    measures.loc[own, "value"] += 20
    row = contrasts(tables, study(comparisons=(VOICES,), hypotheses=())).query("measure == 'hedges'").iloc[0]
    assert row["low"] > 10
    assert row["p_permutation"] == pytest.approx(1 / 501), "none of 500 flips is as far off"


def test_too_few_documents_with_both_voices(tables: Tables, study: Make) -> None:
    few = Comparison(name="voices", kind="voices", groups=("few",))
    row = contrasts(tables, study(comparisons=(few,), hypotheses=())).query("measure == 'hedges'").iloc[0]
    assert row["note"] == "too few to say"
    assert np.isnan(row["low"])


DATED = pd.DataFrame(
    {"document": ["a", "b", "c"], "outlet": ["x", "x", "y"], "published": ["2023-05-01", "2024-06-19T10:00", ""]}
)


def test_groups_by_year_or_month() -> None:
    study = Study(name="s", title="", folder=".", target="t")  # type: ignore[arg-type]
    assert {name: ids.tolist() for name, ids in groups(DATED, study, "year").items()} == {"2023": ["a"], "2024": ["b"]}
    assert list(groups(DATED, study, "month", ("2024-06",))) == ["2024-06"]
    assert strata_of(DATED, "outlet") == {"a": "x", "b": "x", "c": "y"}
    assert strata_of(DATED, "month") == {"a": "2023-05", "b": "2024-06", "c": ""}
    assert strata_of(DATED, "") is None
    with pytest.raises(StudyError, match='within = "moon" names no column'):
        strata_of(DATED, "moon")


def test_time_is_compared_within_outlets(tables: Tables, study: Make) -> None:
    documents = tables["documents"]
    even = documents["document"].str[-1].isin(list("02468"))
    documents["published"] = np.where(even, "2023-01-01", "2024-01-01")
    comparison = Comparison(name="time", kind="groups", by="year", groups=("2023", "2024"), within="outlet")
    row = contrasts(tables, study(comparisons=(comparison,), hypotheses=())).query("measure == 'hedges' and voice == 'all'")
    assert row["exchangeable"].tolist() == ["documents within strata"]
    assert row["p_permutation"].notna().all()


def test_an_outlet_of_one_side_cannot_be_dealt_out_within_a_month(tables: Tables, study: Make) -> None:
    tables["documents"]["published"] = [f"2024-{1 + i % 9:02}-01" for i in range(len(tables["documents"]))]
    comparison = Comparison(name="side", kind="groups", groups=("left", "right"), within="month")
    with pytest.raises(StudyError, match="lie in several strata"):
        contrasts(tables, study(comparisons=(comparison,), hypotheses=()))
