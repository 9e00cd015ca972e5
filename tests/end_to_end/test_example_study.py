"""The example study: every planted difference is found, no null is, and chance finds as little as it should.

These are tests of the software on texts written for it, not evidence that an instrument is valid.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.compare.contrast import contrasts
from framing.pipeline import measure, open_tables
from framing.study import Study, load_study

STUDY = Path(__file__).parents[2] / "data" / "example"
NULLS = ("null-boosters", "null-conditionals", "null-hedges")
PLANTED = tuple(each.id for each in load_study(STUDY).hypotheses if each.id not in NULLS)
ALPHA = 0.05
RESAMPLES = 999
RELABELLINGS = 200
WORRIES, PLAIN = "05", "02"
"""The target's sections “What Could Go Wrong Before 2030?” and “What the Treaty Says”."""

Tables = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(STUDY).model_copy(update={"resamples": RESAMPLES})


@pytest.fixture(scope="module")
def tables(study: Study, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return open_tables(measure(study, out=tmp_path_factory.mktemp("example") / "tables"))


@pytest.fixture(scope="module")
def found(tables: Tables, study: Study) -> pd.DataFrame:
    return contrasts(tables, study)


def _hypothesis(found: pd.DataFrame, name: str) -> pd.Series:
    [row] = [row for _, row in found[found["specification"] == name].iterrows()]
    return row


@pytest.mark.parametrize("name", PLANTED)
def test_planted_difference_is_found(found: pd.DataFrame, study: Study, name: str) -> None:
    row = _hypothesis(found, name)
    expected = next(each for each in study.hypotheses if each.id == name)
    assert np.sign(row["difference"]) == {"greater": 1, "less": -1}[expected.direction]
    if "target" in expected.groups:
        assert row["percentile"] == 100, "the target was made the most extreme article of all"
    else:
        assert row["p_permutation"] < ALPHA
        assert row["q"] < ALPHA
        assert row["low"] > 0 or row["high"] < 0


@pytest.mark.parametrize("name", NULLS)
def test_null_is_not_found(found: pd.DataFrame, name: str) -> None:
    row = _hypothesis(found, name)
    assert row["p_permutation"] >= ALPHA
    assert row["low"] < 0 < row["high"]


def test_wire_hedges_about_twice_as_much(found: pd.DataFrame) -> None:
    row = _hypothesis(found, "wire-hedges-more")
    assert 1.7 < row["target"] / row["coverage"] < 2.6


def test_regional_papers_never_name_the_opposition_themselves(tables: Tables) -> None:
    measures = tables["measures"].merge(tables["documents"][["document", "group"]], on="document")
    rows = measures[
        (measures["measure"] == "mentions") & (measures["actor"] == "Civic League") & (measures["section"] == "all")
    ]
    named = rows[rows["group"] == "regional"].groupby("voice")["numerator"].sum()
    assert named["outlet"] == 0
    assert named["attributed"] >= len(rows["document"].unique()) // 3


def test_target_worries_in_one_section_and_not_in_another(tables: Tables, study: Study) -> None:
    measures = tables["measures"]
    hedges = measures[(measures["document"] == study.target) & (measures["voice"] == "all") & (measures["measure"] == "hedges")]
    by_section = hedges.set_index("section")["value"]
    assert by_section[WORRIES] > 80
    assert by_section[PLAIN] == 0


def _relabelled(documents: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Deal the groups out anew among the outlets, so that an outlet's articles stay together."""
    label = documents[documents["group"] != ""].groupby("outlet")["group"].first()
    dealt = dict(zip(label.index, random.permutation(label.to_numpy()), strict=True))
    return documents.assign(group=documents["outlet"].map(dealt).fillna(""))


def _chance(tables: Tables, study: Study) -> pd.DataFrame:
    """Give the primary rows of `RELABELLINGS` studies in which the groups mean nothing."""
    pairs = tuple(each for each in study.comparisons if each.kind == "groups")
    bare = study.model_copy(update={"hypotheses": (), "comparisons": pairs, "resamples": 199})
    primary = tables["measures"][tables["measures"]["measure"].isin(study.primary)]
    kept = {"measures": primary[primary["section"] == "all"], "sections": tables["sections"], "exposure": tables["exposure"]}
    random = np.random.default_rng(study.seed)
    drawn = []
    for number in range(RELABELLINGS):
        rows = contrasts({**kept, "documents": _relabelled(tables["documents"], random)}, bare)
        drawn.append(rows[rows["specification"] == "primary"].assign(draw=number))
    return pd.concat(drawn)


def test_chance_is_found_as_often_as_it_should_be(tables: Tables, study: Study) -> None:
    rows = _chance(tables, study)
    assert rows["draw"].nunique() == RELABELLINGS
    false = (rows["p_permutation"] < ALPHA).groupby(rows["draw"]).mean()
    error = false.std() / np.sqrt(RELABELLINGS)
    assert abs(false.mean() - ALPHA) < 3 * error + 0.005, (
        f"{false.mean():.3f} of p below {ALPHA}, Monte Carlo error {error:.3f}"
    )
    any_q = (rows["q"] < ALPHA).groupby(rows["draw"]).any().mean()
    assert any_q < ALPHA + 3 * np.sqrt(ALPHA * (1 - ALPHA) / RELABELLINGS), f"{any_q:.3f} of families with a q below {ALPHA}"
