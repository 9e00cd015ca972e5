"""The example study: every planted difference is found, no null is, and chance finds as little as it should.

These are tests of the software on texts written for it, not evidence that an instrument is valid.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from framing.compare.adjust import benjamini_hochberg
from framing.compare.cells import cells
from framing.compare.contrast import contrasts
from framing.compare.groups import between_groups
from framing.compare.keyness import FEWEST_TESTED, keywords
from framing.compare.omission import omissions
from framing.compare.robustness import robustness
from framing.compare.sides import clusters, groups
from framing.compare.specification import curve_summary, specifications
from framing.pipeline import hold_together
from framing.store import open_tables
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
def folder(example_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    shutil.copytree(example_tables, own := tmp_path_factory.mktemp("example") / "tables")
    return own


@pytest.fixture(scope="module")
def tables(folder: Path) -> Tables:
    return open_tables(folder)


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


def test_planted_differences_hang_on_no_outlet_and_no_way_of_counting(tables: Tables, study: Study) -> None:
    quick = study.model_copy(update={"resamples": 199})
    curves = specifications(tables, quick)
    told = curve_summary(curves[curves["voice"] == "all"]).set_index("curve")
    for name in ("wire-hedges-more", "state-attributes-less", "regional-burden"):
        assert told["same_sign"][name] == 1.0, "units and estimands do not turn what was planted"
    left_out = robustness(tables, quick).query("comparison == 'groups: wire − state' and measure in ['hedges', 'attributions']")
    assert len(left_out) == 2 * 16, "eight outlets a side"
    assert not left_out["turned"].any()


def test_keywords_of_the_wire_are_tested_by_whole_outlets(tables: Tables, study: Study) -> None:
    found = keywords(tables, study).query("comparison == 'groups: wire − state'")
    tested = found[found["p_permutation"].notna()]
    assert len(tested)
    assert (tested["documents_target"] + tested["documents_coverage"] >= FEWEST_TESTED).all()
    assert (tested["q"] >= tested["p_permutation"] - 1e-12).all()


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


@pytest.fixture(scope="module")
def chance(tables: Tables, study: Study) -> NDArray[np.float64]:
    """Give p of `RELABELLINGS` studies in which the groups mean nothing: relabellings × pairs × primary measures."""
    whole = tables["measures"].query("section == 'all' and voice == 'all'")
    tone = study.instruments.tone
    primary = whole[whole["measure"].isin(study.primary) & ((whole["measure"] != "tone") | (whole["instrument"] == tone))]
    spread, quick = cells(primary), study.model_copy(update={"resamples": 199})
    random = np.random.default_rng(study.seed)
    drawn = []
    for _ in range(RELABELLINGS):
        documents = _relabelled(tables["documents"], random)
        pairs = between_groups(spread, groups(documents, study, study.by), clusters(documents), study.by, quick)
        drawn.append([pair.columns["p_permutation"] for pair in pairs])
    return np.array(drawn, dtype=np.float64)


def test_chance_is_found_as_often_as_it_should_be(chance: NDArray[np.float64], study: Study) -> None:
    assert chance.shape == (RELABELLINGS, 3, len(study.primary))
    assert not np.isnan(chance).any()
    false = (chance < ALPHA).mean(axis=(1, 2))
    error = false.std(ddof=1) / np.sqrt(RELABELLINGS)
    assert abs(false.mean() - ALPHA) < 3 * error, f"{false.mean():.3f} of p below {ALPHA}, Monte Carlo error {error:.3f}"


def test_adjusted_families_find_nothing_by_chance(chance: NDArray[np.float64]) -> None:
    any_found = np.array([[(benjamini_hochberg(family) < ALPHA).any() for family in draw] for draw in chance]).mean(axis=1)
    error = any_found.std(ddof=1) / np.sqrt(RELABELLINGS)
    assert any_found.mean() < ALPHA + 3 * error, f"{any_found.mean():.3f} of families have a q below {ALPHA}"


def test_numbers_told_in_the_tutorial_are_those_measured(tables: Tables, found: pd.DataFrame, study: Study) -> None:
    """Change docs/tutorial.md when this fails for a reason that you understand."""
    measures = tables["measures"].query(f"document == '{study.target}' and voice == 'all' and measure == 'hedges'")
    worries = measures.set_index("section").loc[WORRIES]
    assert (worries["numerator"], worries["denominator"]) == (19, 143)
    listed = tables["evidence"].query(f"document == '{study.target}' and layer == 'hedge' and section == '{WORRIES}'")
    assert len(listed) == 20
    row = _hypothesis(found, "wire-hedges-more")
    assert (round(row["target"]), round(row["coverage"])) == (25, 12)
    boosts = _hypothesis(found, "target-boosts")
    assert boosts["p_permutation"] == pytest.approx(1 / 36), "35 articles have a stretch as long as a third of the target"
    assert boosts["note"].endswith("whole articles: percentile 100, p 0.027")


def _of(documents: pd.Series) -> dict[str, int]:
    """Count the documents of each group; the target counts under its first name."""
    return dict(Counter(str(document).split("-")[0] for document in documents.unique()))


def test_planted_relation_is_found_active_and_passive(tables: Tables) -> None:
    relations = tables["relations"]
    row = relations[
        (relations["agent"] == "Norvane") & (relations["patient"] == "Dockers' Union") & (relations["kind"] == "sanction")
    ]
    assert _of(row["document"]) == {"wire": 12, "state": 1}
    assert row["passive"].sum() == 7
    assert not row["negated"].any()
    assert not row["hypothetical"].any()


def test_planted_label_is_found(tables: Tables) -> None:
    labels = tables["labels"]
    assert _of(labels.loc[(labels["actor"] == "Norvane") & (labels["label"] == "loyal neighbour"), "document"]) == {"state": 12}


def test_planted_omission_is_found(tables: Tables, study: Study) -> None:
    left_out = omissions(tables, study).query("comparison == 'target in wire' and direction == 'left out'")
    for item in ("lighthouse", "Norvane → sanction → Dockers' Union"):
        [row] = left_out.loc[left_out["item"] == item, ["documents", "of", "target_count"]].to_numpy().tolist()
        assert row == [12, 12, 0]


def test_planted_passages_are_found(folder: Path, study: Study) -> None:
    hold_together(study, None, folder)
    held = open_tables(folder)
    assert list(zip(held["lost"]["document"], held["lost"]["other"], strict=True)) == [("wire-04", "state-02")]
    assert list(zip(held["reuse"]["document"], held["reuse"]["other"], strict=True)) == [("wire-03", "regional-11")]
    assert {"wire-04", "state-02"} == set(held["alignments"]["document"]) | set(held["alignments"]["other"])
    turned = held["aligned_actors"][["document", "other", "actor", "turn"]].to_numpy().tolist()
    assert turned == [["state-02", "wire-04", "Dockers' Union", "agent unsaid here"]], "fined, and fined by Norvane"
