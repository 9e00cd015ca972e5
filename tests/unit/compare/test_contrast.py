"""Contrasts of made-up tables: what is found, what is not said, what is suppressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.blocks import block_interval
from framing.compare.cells import cells
from framing.compare.contrast import contrasts
from framing.compare.groups import hedges_g
from framing.compare.intervals import difference_interval
from framing.compare.resample import bootstrap, generator
from framing.compare.sides import clusters
from framing.compare.standing import among_coverage, rank_p
from framing.compare.units import Units
from framing.errors import StudyError
from framing.measures.tabulate import SentenceSums
from framing.study import Comparison, Hypothesis, Sampling, Study
from framing.tables import TABLES, check, write

Tables = dict[str, pd.DataFrame]
Make = Callable[..., Study]
SUPPRESSED = "suppressed: the documents were selected by naming this actor"


@pytest.fixture
def found(tables: Tables, study: Make, sums: SentenceSums) -> pd.DataFrame:
    return contrasts(tables, study(), sums)


def row(found: pd.DataFrame, comparison: str, measure: str, **also: str) -> dict[str, Any]:
    wanted = {"voice": "all", "section": "all", **also, "comparison": comparison, "measure": measure}
    rows = found[np.logical_and.reduce([found[key] == value for key, value in wanted.items()])]
    assert len(rows) == 1
    return {str(key): value for key, value in rows.iloc[0].items()}


def document_values(tables: Tables, group: str, measure: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    joined = tables["measures"].merge(tables["documents"], on="document")
    whole = joined[(joined["section"] == "all") & (joined["voice"] == "all") & (joined["group"] == group)]
    return whole.loc[whole["measure"] == measure, "value"].to_numpy(np.float64)


def test_it_is_the_table_and_can_be_written(found: pd.DataFrame, tmp_path: Path) -> None:
    assert tuple(check(found, "contrasts").columns) == TABLES["contrasts"].names
    assert write(found, "contrasts", tmp_path / "contrasts.parquet").exists()


def test_a_planted_difference_is_found(found: pd.DataFrame) -> None:
    hedges = row(found, "side: left − right", "hedges")
    assert hedges["low"] < hedges["difference"] < hedges["high"]
    assert hedges["low"] > 5
    assert hedges["p_permutation"] < 0.01
    assert hedges["p_permutation"] <= hedges["q"] < 0.05
    assert (hedges["n_target"], hedges["n_coverage"], hedges["clusters"]) == (24, 30, 27)


def test_the_difference_is_of_means_of_document_values(found: pd.DataFrame, tables: Tables) -> None:
    left, right = document_values(tables, "left", "hedges"), document_values(tables, "right", "hedges")
    hedges = row(found, "side: left − right", "hedges")
    assert hedges["difference"] == pytest.approx(left.mean() - right.mean())
    assert hedges["coverage_q75"] == pytest.approx(np.quantile(right, 0.75))
    spread = np.sqrt((23 * left.var(ddof=1) + 29 * right.var(ddof=1)) / 52)
    assert hedges["effect"] == pytest.approx((left.mean() - right.mean()) / spread * (1 - 3 / (4 * 52 - 1)))


def test_pooled_is_the_difference_of_pooled_ratios(found: pd.DataFrame, tables: Tables) -> None:
    joined = tables["measures"].merge(tables["documents"], on="document")
    whole = joined[(joined["section"] == "all") & (joined["voice"] == "all") & (joined["measure"] == "hedges")]
    added = whole.groupby("group")[["numerator", "denominator"]].sum()
    pooled = 1000 * added["numerator"] / added["denominator"]
    assert row(found, "side: left − right", "hedges")["pooled"] == pytest.approx(pooled["left"] - pooled["right"])


def test_adjusted_intervals_are_those_of_the_level_divided_among_the_family(
    tables: Tables, study: Make, sums: SentenceSums
) -> None:
    made = study(primary=("hedges", "tone"))
    found = contrasts(tables, made, sums)
    rows = found[
        (found["comparison"] == "side: left − right") & (found["voice"] == "all") & (found["specification"] == "primary")
    ]
    assert len(rows) == rows["tests"].iloc[0] == 2
    spread = cells(tables["measures"].query("actor == '' and voice == 'all'"))
    outlet = clusters(tables["documents"])
    drawn, held = [], []
    for name in ("left", "right"):
        ids = tables["documents"].query(f"group == '{name}'")["document"].tolist()
        names = np.array([outlet[each] for each in spread.documents[spread.of(ids)]])
        held.append(Units.of(spread.value[spread.of(ids)], np.unique(names, return_inverse=True)[1]))
        drawn.append(bootstrap(held[-1], made.resamples, generator(made.seed, "bootstrap", "group", name)))
    low, high = difference_interval(drawn[0], drawn[1], (held[0], held[1]), 1 - 0.05 / 2)[0]
    place = spread.keys["measure"].tolist().index("hedges")
    mine = rows[rows["measure"] == "hedges"].iloc[0]
    assert (mine["low_adjusted"], mine["high_adjusted"]) == pytest.approx((low[place], high[place]))
    told = found.dropna(subset=["low_adjusted"])
    assert (told["low_adjusted"] <= told["low"]).all()
    assert (told["high_adjusted"] >= told["high"]).all()
    alone = told[told["tests"] == 1]
    assert alone["low_adjusted"].to_numpy() == pytest.approx(alone["low"].to_numpy())
    assert found.loc[found["comparison"].str.startswith("target"), "low_adjusted"].isna().all()


def test_too_few_documents_are_said_to_be_too_few(found: pd.DataFrame) -> None:
    hedges = row(found, "side: left − few", "hedges")
    assert hedges["note"] == "too few to say"
    assert np.isnan([hedges[name] for name in ("low", "high", "p_permutation", "q")]).all()
    assert hedges["n_coverage"] == 4
    assert np.isfinite(hedges["difference"])


def test_too_few_outlets_are_too_few_however_many_documents(tables: Tables, study: Make) -> None:
    documents = tables["documents"]
    documents.loc[documents["group"] == "right", "outlet"] = "one agency"
    hedges = row(contrasts(tables, study(hypotheses=())), "side: left − right", "hedges")
    assert hedges["note"] == "too few to say"


def test_mentions_of_a_selecting_actor_are_suppressed_everywhere(found: pd.DataFrame) -> None:
    mentions = found[found["measure"] == "mentions"]
    assert set(mentions["note"]) == {SUPPRESSED}
    assert mentions[["difference", "low", "p_permutation", "q", "percentile", "target"]].isna().all(axis=None)
    assert (found.loc[found["measure"] == "tone_near", "note"] != SUPPRESSED).all()


def test_a_measure_selected_by_is_suppressed_and_pairs_with_a_selecting_actor_are(tables: Tables, study: Make) -> None:
    pair = tables["measures"][tables["measures"]["measure"] == "mentions"].assign(measure="comention", actor="Japan + Russia")
    tables["measures"] = pd.concat([tables["measures"], pair], ignore_index=True)
    sampling = Sampling(sought_in="nowhere", selected_actors=("Russia",), selected_measures=("tone",))
    found = contrasts(tables, study(sampling=sampling, hypotheses=()))
    assert found.loc[found["measure"].isin(["tone", "comention"]), "note"].str.startswith("suppressed").all()
    assert not found.loc[found["measure"] == "hedges", "note"].str.startswith("suppressed").any()


def test_families_hold_q_apart(found: pd.DataFrame) -> None:
    groups = found[found["comparison"] == "side: left − right"]
    for _, family in groups.groupby("family"):
        tested = family["p_permutation"].dropna()
        if len(tested):
            assert family.loc[tested.index, "q"].to_numpy() == pytest.approx(stats.false_discovery_control(tested))
    assert groups["family"].nunique() == 4  # three voices of primary measures, and one of measures by actor


def test_the_target_has_a_standing_but_no_interval_and_no_q(found: pd.DataFrame, tables: Tables) -> None:
    hedges = row(found, "target in left, right, whole articles", "hedges")
    pool = np.r_[document_values(tables, "left", "hedges"), document_values(tables, "right", "hedges")]
    [own] = document_values(tables, "target", "hedges")
    assert np.isnan([hedges["low"], hedges["high"], hedges["q"]]).all()
    assert hedges["percentile"] == pytest.approx(stats.percentileofscore(pool, own, kind="mean"))
    assert hedges["rank"] == 1 + (pool > own).sum()
    assert hedges["effect"] == pytest.approx((own - pool.mean()) / pool.std(ddof=1))
    assert hedges["p_floor"] == 1 / 55
    assert hedges["p_permutation"] >= hedges["p_floor"]


def test_a_voice_in_which_the_target_hardly_speaks_is_too_small(tables: Tables, study: Make) -> None:
    exposure = tables["exposure"]
    exposure.loc[(exposure["document"] == "target") & (exposure["voice"] == "attributed"), "words"] = 60
    hedges = row(contrasts(tables, study()), "target in left, right", "hedges", voice="attributed")
    assert hedges["note"] == "too small"
    assert np.isnan(hedges["target"])


def test_sections_stand_among_windows_of_their_length(found: pd.DataFrame) -> None:
    sections = found[found["comparison"] == "sections among windows of left, right"]
    assert set(sections["section"]) == {"01", "02", "03"}
    planted = row(found, "sections among windows of left, right", "hedges", section="03")
    assert planted["percentile"] == 100
    assert planted["low"] < planted["difference"] < planted["high"]
    assert planted["interval_method"] == "sentence-block bootstrap within the text, not sampling error"
    assert planted["n_coverage"] == 54
    assert sections["q"].isna().all()


def test_a_section_that_is_too_small_has_no_numbers(tables: Tables, study: Make, sums: SentenceSums) -> None:
    mine = (sums.frame["document"] == "target") & (sums.frame["section"] == "02")
    sums.frame.loc[mine, "words"] = 3
    planted = row(contrasts(tables, study(), sums), "sections among windows of left, right", "hedges", section="02")
    assert planted["note"] == "too small"
    assert np.isnan([planted["target"], planted["coverage"], planted["low"]]).all()


def test_hypotheses_are_a_family_of_their_own(found: pd.DataFrame) -> None:
    rows = found[found["family"] == "hypotheses"].set_index("specification")
    assert set(rows.index) == {"h1", "h2"}
    assert rows["q"]["h1"] == rows["p_permutation"]["h1"], "the only one that is sampled on both sides"
    assert np.isnan(rows["q"]["h2"])
    assert rows["note"]["h1"] == "expected greater, found greater: the sign agrees"
    assert rows["note"]["h2"].startswith("expected less, found greater: the sign does not agree; whole articles: percentile ")
    twin = row(found, "side: left − right", "hedges")
    assert rows["low"]["h1"] == pytest.approx(twin["low"], rel=1e-12)


def test_hypotheses_about_a_role_and_about_a_section_of_the_target(tables: Tables, study: Make, sums: SentenceSums) -> None:
    claims = (
        Hypothesis(id="r", claim="c", measure="tone", groups=("left", "right"), direction="different", section="headline"),
        Hypothesis(id="s", claim="c", measure="hedges", groups=("target", "coverage"), direction="greater", section="03"),
    )
    found = contrasts(tables, study(comparisons=(), hypotheses=claims), sums).set_index("specification")
    assert found["section"].to_dict() == {"r": "headline", "s": "03"}
    assert found["comparison"]["s"] == "s: section among windows of coverage"
    assert found["percentile"]["s"] == 100


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"comparisons": (Comparison(name="x", kind="groups", by="moon", groups=("full", "new")),)}, "names no column"),
        ({"comparisons": (Comparison(name="x", kind="groups", groups=("left", "lfet")),)}, 'no document has group "lfet"'),
        ({"comparisons": (Comparison(name="x", kind="target"), Comparison(name="y", kind="target"))}, "two comparisons are"),
        ({"hypotheses": ({"measure": "toen"},)}, 'measure "toen" is not measured; it may be hedges, mentions'),
        ({"hypotheses": ({"measure": "mentions", "actor": "Rusia"},)}, 'actor "Rusia" has no mentions; it may be Russia'),
        ({"hypotheses": ({"measure": "hedges", "instrument": "liwc"},)}, 'instrument "liwc" does not measure hedges'),
        ({"hypotheses": ({"measure": "hedges", "section": "07"},)}, 'section "07" is compared between the target and'),
    ],
)
def test_what_is_not_there_is_told(tables: Tables, study: Make, values: dict[str, Any], line: str) -> None:
    given = dict(values)
    if "hypotheses" in given:
        whole = {"id": "h", "claim": "c", "groups": ("left", "right"), "direction": "less"}
        given["hypotheses"] = tuple(Hypothesis(**{**whole, **each}) for each in given["hypotheses"])
    with pytest.raises(StudyError, match=line):
        contrasts(tables, study(**given))


def test_nothing_to_compare_gives_the_table_without_rows(tables: Tables, study: Make) -> None:
    nothing = study(comparisons=(), hypotheses=())
    assert contrasts(tables, nothing).empty
    bare = {name: frame.iloc[:0] for name, frame in tables.items()}
    assert contrasts(bare, nothing).empty
    alone = contrasts(bare, study(comparisons=(Comparison(name="t", kind="target"),), hypotheses=()))
    assert alone.empty


def test_a_target_without_a_text_has_no_numbers(tables: Tables, study: Make) -> None:
    tables["measures"] = tables["measures"][tables["measures"]["document"] != "target"]
    hedges = row(contrasts(tables, study()), "target in left, right", "hedges")
    assert np.isnan(hedges["target"])
    assert np.isfinite(hedges["coverage"])


def test_hedges_g_by_hand_and_where_nothing_varies() -> None:
    first, second = np.array([[2.0], [4.0], [np.nan]]), np.array([[1.0], [1.0], [1.0]])
    # pooled variance (2 + 0) / 3, J = 1 − 3 / (4 × 3 − 1)
    assert hedges_g(first, second)[0] == pytest.approx(2 / np.sqrt(2 / 3) * (1 - 3 / 11))
    assert np.isnan(hedges_g(np.ones((3, 1)), np.ones((3, 1)))).all()
    assert np.isnan(hedges_g(np.ones((1, 1)), np.zeros((1, 1)))).all()


def test_rank_p_is_exact() -> None:
    random = np.random.default_rng(9)
    everyone = random.gamma(1.0, size=(20, 4000))
    p = rank_p(everyone[0], everyone[1:])
    for level in (0.05, 0.1, 0.5):
        assert np.mean(p <= level + 1e-9) == pytest.approx(level, abs=4 * np.sqrt(level / 4000))
    assert p.min() == pytest.approx(1 / 20)


def test_a_target_among_too_few_has_no_standing() -> None:
    told = among_coverage(np.array([1.0]), np.arange(5.0)[:, None])
    assert np.isnan(np.array([told["percentile"], told["rank"], told["p_permutation"]], dtype=float)).all()
    assert told["note"] == "too few to say"
    assert np.isnan(np.asarray(among_coverage(np.array([1.0]), np.empty((0, 1)))["coverage"])).all()


def test_a_value_of_the_target_that_rests_on_little_is_too_small(tables: Tables, study: Make, sums: SentenceSums) -> None:
    measures = tables["measures"]
    near = (measures["document"] == "target") & (measures["measure"] == "tone_near") & (measures["section"] == "all")
    measures.loc[near, ["numerator", "denominator", "value"]] = [0.9, 2.0, 0.45]
    sums.denominator[((sums.frame["document"] == "target") & (sums.frame["section"] == "02")).to_numpy(), 1] = 0.1
    found = contrasts(tables, study(), sums)
    told = row(found, "target in left, right", "tone_near")
    assert told["note"] == "too small"
    assert np.isnan([told["target"], told["percentile"]]).all()
    section = row(found, "sections among windows of left, right", "tone", section="02")
    assert section["note"] == "too small"
    assert np.isnan([section["target"], section["low"]]).all()
    assert np.isfinite(row(found, "side: left − right", "tone_near")["difference"]), "groups are not touched"


def test_the_method_says_what_was_drawn_and_relabelled(tables: Tables, study: Make) -> None:
    def method(outlets: pd.Series[str]) -> str:
        given = {**tables, "documents": tables["documents"].assign(outlet=outlets)}
        told = row(contrasts(given, study(hypotheses=())), "side: left − right", "tone")
        return f"{told['interval_method']}; {told['exchangeable']}"

    documents = tables["documents"]
    drawn = "95 % symmetric bootstrap-t, 500 draws of whole"
    assert method(documents["outlet"]) == f"{drawn} outlets; outlets with all their documents"
    assert method(documents["document"]) == f"{drawn} documents; documents"
    shared = "outlet " + documents["document"].str[-1]
    assert method(shared) == f"{drawn} outlets; documents"


def test_a_hypothesis_without_direction_has_no_sign_to_agree(tables: Tables, study: Make) -> None:
    claim = Hypothesis(id="h", claim="c", measure="hedges", groups=("left", "few"), direction="different")
    found = contrasts(tables, study(comparisons=(), hypotheses=(claim,)))
    assert found["note"].tolist() == ["too few to say; expected different, found greater"]


def test_bounds_of_a_section_are_its_own_less_the_median(tables: Tables, study: Make, sums: SentenceSums) -> None:
    made = study()
    planted = row(contrasts(tables, made, sums), "sections among windows of left, right", "hedges", section="03")
    mine = ((sums.frame["document"] == "target") & (sums.frame["section"] == "03")).to_numpy()
    random = generator(made.seed, "blocks", "target", "03")
    low, high = block_interval(sums.numerator[mine], sums.denominator[mine], np.array([1000.0, 1.0]), 500, random)
    assert planted["low"] == pytest.approx(low[0] - planted["coverage"])
    assert planted["high"] == pytest.approx(high[0] - planted["coverage"])


def test_headlines_are_in_no_window(tables: Tables, study: Make, sums: SentenceSums) -> None:
    before = contrasts(tables, study(), sums)
    sums.numerator[(sums.frame["section"] == "00").to_numpy()] = 1000.0
    pd.testing.assert_frame_equal(contrasts(tables, study(), sums), before)


def test_families_are_named(found: pd.DataFrame) -> None:
    assert row(found, "side: left − right", "hedges")["family"] == "side: left − right · all · primary"
    near = row(found, "side: left − right", "tone_near")
    assert near["family"] == "side: left − right · all · exploratory · actors"
    assert near["specification"] == "exploratory"


def test_each_group_against_the_rest(tables: Tables, study: Make) -> None:
    rest = Comparison(name="one out", kind="groups", groups=("left", "right", "few"), against="rest")
    found = contrasts(tables, study(comparisons=(rest,), hypotheses=()))
    assert list(dict.fromkeys(found["comparison"])) == [f"one out: {name} − the rest" for name in ("left", "right", "few")]
    hedges = row(found, "one out: left − the rest", "hedges")
    others = np.r_[document_values(tables, "right", "hedges"), document_values(tables, "few", "hedges")]
    assert hedges["coverage"] == pytest.approx(others.mean())
    assert (hedges["n_target"], hedges["n_coverage"]) == (24, 34)


def test_every_row_says_what_it_is_and_every_family_how_many_tests(found: pd.DataFrame) -> None:
    said = found[~found["note"].str.startswith(("suppressed", "too small"))]
    for column in ("n_unit", "estimator", "interval_method"):
        assert (said[column] != "").all(), column
    tested = found[found["p_permutation"].notna()]
    assert (tested["null_hypothesis"] != "").all()
    assert (tested["exchangeable"] != "").all()
    for _, family in found[found["q"].notna()].groupby("family"):
        assert set(family["tests"]) == {len(family)}
        assert (family["p_familywise"] >= family["p_permutation"] - 1e-12).all()
    assert found.loc[found["q"].isna(), "p_familywise"].isna().all()


def test_max_t_is_that_of_the_family(tables: Tables, study: Make) -> None:
    """The primary measures of one voice, relabelled together, give the adjusted p of their rows."""
    found = contrasts(tables, study(primary=("hedges", "tone"), hypotheses=()))
    family = found[found["family"] == "side: left − right · all · primary"]
    assert family["tests"].tolist() == [2, 2]
    order = family.sort_values("p_permutation")
    assert order["p_familywise"].is_monotonic_increasing
    assert order["p_familywise"].iloc[1] == pytest.approx(order["p_permutation"].iloc[1], abs=0.1)
