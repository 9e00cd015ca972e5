"""Leave one out, specification curves and dependence on length, against the plain computation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats

from framing.compare.contrast import contrasts
from framing.compare.length import lengths
from framing.compare.robustness import OUTLET, SECTION, robustness
from framing.compare.specification import curve_summary, specifications
from framing.measures.tabulate import SentenceSums
from framing.study import Hypothesis, Study
from framing.tables import TABLES

Tables = dict[str, pd.DataFrame]
Make = Callable[..., Study]
LEFT_RIGHT, TARGET = "side: left − right", "target in left, right"


@pytest.fixture
def made(study: Make) -> Study:
    return study(primary=("hedges", "tone"))


def values(tables: Tables, group: str, measure: str, voice: str = "all") -> pd.DataFrame:
    joined = tables["measures"].merge(tables["documents"], on="document")
    kept = joined[(joined["section"] == "all") & (joined["voice"] == voice) & (joined["group"] == group)]
    return kept[kept["measure"] == measure]


def floats(rows: pd.DataFrame, column: str = "value") -> NDArray[np.float64]:
    return rows[column].to_numpy(np.float64)


def test_without_an_outlet(tables: Tables, made: Study) -> None:
    found = robustness(tables, made)
    assert tuple(found.columns) == TABLES["robustness"].names
    left, right = values(tables, "left", "hedges"), values(tables, "right", "hedges")
    own = found[(found["comparison"] == LEFT_RIGHT) & (found["measure"] == "hedges") & (found["check"] == OUTLET)]
    assert len(own) == 12 + 15, "every outlet of either side"
    row = own[own["left_out"] == "outlet left 3"].iloc[0]
    rest = left[left["outlet"] != "outlet left 3"]
    assert (row["documents"], row["of"]) == (2, len(left))
    assert row["without"] == pytest.approx(floats(rest).mean() - floats(right).mean())
    assert row["change"] == pytest.approx(row["without"] - row["difference"])
    assert np.isnan(row["percentile"])


def test_without_a_section_of_the_target(tables: Tables, made: Study) -> None:
    found = robustness(tables, made)
    own = found[(found["comparison"] == TARGET) & (found["measure"] == "hedges") & (found["check"] == SECTION)]
    assert own["left_out"].tolist() == ["00", "01", "02"]
    rows = tables["measures"].query("document == 'target' and voice == 'all' and measure == 'hedges' and section != 'all'")
    rest = rows[rows["section"] != "02"]
    pool = np.r_[floats(values(tables, "left", "hedges")), floats(values(tables, "right", "hedges"))]
    value = 1000 * rest["numerator"].sum() / rest["denominator"].sum()
    row = own[own["left_out"] == "02"].iloc[0]
    assert (row["documents"], row["of"]) == (0, len(pool))
    assert row["without"] == pytest.approx(value - pool.mean())
    assert row["percentile_without"] == pytest.approx(stats.percentileofscore(pool, value, kind="mean"))


def test_a_sign_that_turns_is_told(tables: Tables, made: Study) -> None:
    measures = tables["measures"]
    one = tables["documents"].query("outlet == 'outlet left 0'")["document"]
    whole = (measures["section"] == "all") & (measures["voice"] == "all") & (measures["measure"] == "tone")
    measures.loc[whole & (measures["instrument"] == "vader-news"), ["numerator", "denominator", "value"]] = [0.0, 10.0, 0.0]
    measures.loc[whole & measures["document"].isin(one), ["numerator", "value"]] = [5.0, 0.5]
    measures.loc[whole & (measures["document"] == "right00"), ["numerator", "value"]] = [0.01, 0.001]
    turned = robustness(tables, made).query(f"turned and measure == 'tone' and comparison == '{LEFT_RIGHT}'")
    assert turned["left_out"].tolist() == ["outlet left 0"]


def test_every_specification_stands_once_and_the_declared_one_is_the_contrast(
    tables: Tables, made: Study, sums: SentenceSums
) -> None:
    found = specifications(tables, made)
    assert tuple(found.columns) == TABLES["specifications"].names
    curve = found[found["curve"] == f"{LEFT_RIGHT} · hedges"]
    assert len(curve) == 3 * 2 * 2, "voices × units × estimands"
    assert curve["declared"].sum() == 1
    row = curve[curve["declared"]].iloc[0]
    assert (row["voice"], row["unit_of_analysis"], row["estimand"]) == ("all", "document", "mean")
    table = contrasts(tables, made, sums)
    twin = table[(table["comparison"] == LEFT_RIGHT) & (table["measure"] == "hedges") & (table["voice"] == "all")].iloc[0]
    assert row["difference"] == pytest.approx(twin["difference"])
    assert row["p_permutation"] == pytest.approx(twin["p_permutation"], abs=0.01)
    assert row["high"] - row["low"] == pytest.approx(twin["high"] - twin["low"], rel=0.15)
    pooled = curve.query("voice == 'all' and unit_of_analysis == 'document' and estimand == 'pooled'").iloc[0]
    assert pooled["difference"] == pytest.approx(twin["pooled"])


def test_outlets_weigh_one_where_they_are_the_unit(tables: Tables, made: Study) -> None:
    found = specifications(tables, made)
    row = found.query(f"curve == '{LEFT_RIGHT} · hedges' and voice == 'outlet' and unit_of_analysis == 'outlet'")
    means = [values(tables, side, "hedges", "outlet").groupby("outlet")["value"].mean() for side in ("left", "right")]
    mean = row[row["estimand"] == "mean"].iloc[0]
    assert mean["difference"] == pytest.approx(means[0].mean() - means[1].mean())
    assert (mean["n_target"], mean["n_coverage"]) == (12, 15)
    rows = values(tables, "left", "hedges", "outlet").groupby("outlet")[["numerator", "denominator"]].sum()
    pooled = 1000 * rows["numerator"] / rows["denominator"]
    other = values(tables, "right", "hedges", "outlet").groupby("outlet")[["numerator", "denominator"]].sum()
    wanted = pooled.mean() - (1000 * other["numerator"] / other["denominator"]).mean()
    assert row[row["estimand"] == "pooled"].iloc[0]["difference"] == pytest.approx(wanted)


def test_hypotheses_have_curves_of_their_own_and_the_target_a_percentile(tables: Tables, made: Study) -> None:
    found = specifications(tables, made)
    assert {"h1", "h2"} <= set(found["curve"])
    against_target = found[found["curve"] == "h2"]
    assert against_target["low"].isna().all()
    assert against_target.query("declared")["percentile"].notna().all()
    told = curve_summary(found).set_index("curve")
    assert told["specifications"]["h1"] == 12
    assert told["same_sign"]["h1"] == 1.0


def test_what_was_selected_by_has_no_curve(tables: Tables, study: Make) -> None:
    found = specifications(tables, study(primary=("mentions", "hedges"), hypotheses=()))
    assert set(found["measure"]) == {"hedges"}


def test_nothing_to_compare_gives_empty_tables(tables: Tables, study: Make) -> None:
    nothing = study(comparisons=(), hypotheses=())
    for what in (robustness, specifications, lengths):
        assert what(tables, nothing).empty
    bare = {name: frame.iloc[:0] for name, frame in tables.items()}
    alone = study(comparisons=made_target(study), hypotheses=())
    for what in (robustness, specifications, lengths):
        assert what(bare, alone).empty


def made_target(study: Make) -> tuple[object, ...]:
    return tuple(each for each in study().comparisons if each.kind == "target" and not each.groups)


def test_dependence_on_length_is_spearmans(tables: Tables, study: Make) -> None:
    found = lengths(tables, study()).set_index("measure")
    exposure = tables["exposure"].query("section == 'all' and voice == 'all'").set_index("document")["words"]
    rows = pd.concat([values(tables, side, "hedges") for side in ("left", "right")])
    words = exposure.reindex(rows["document"]).to_numpy(np.float64)
    assert found["level"]["hedges"] == pytest.approx(stats.spearmanr(words, floats(rows)).statistic)
    assert found["n"]["hedges"] == 54


def test_dependence_on_length_is_told_of_every_measure_primary_ones_first(tables: Tables, study: Make) -> None:
    made = study(primary=["hedges"])
    found = lengths(tables, made)["measure"].tolist()
    assert found[0] == "hedges"
    assert set(found) == set(tables["measures"].query("actor == ''")["measure"])


def test_short_articles_are_seen_to_scatter(tables: Tables, study: Make) -> None:
    measures, exposure = tables["measures"], tables["exposure"]
    whole = (measures["section"] == "all") & (measures["voice"] == "all") & (measures["measure"] == "hedges")
    random = np.random.default_rng(1)
    size = dict(zip(exposure["document"].unique(), random.integers(100, 3000, exposure["document"].nunique()), strict=True))
    exposure["words"] = exposure["document"].map(size)
    noise = np.array([random.normal(0, 300 / np.sqrt(size[name])) for name in measures.loc[whole, "document"]])
    measures.loc[whole, "value"] = 20 + noise
    measures.loc[whole, "denominator"] = 1000.0
    measures.loc[whole, "numerator"] = 20 + noise
    assert lengths(tables, study()).set_index("measure")["scatter"]["hedges"] < -0.3


def test_the_target_without_an_outlet_or_a_section_is_the_contrast_of_the_rest(
    tables: Tables, made: Study, sums: SentenceSums
) -> None:
    found = robustness(tables, made, sums).query(f"comparison == '{TARGET}' and measure == 'hedges'")
    table = contrasts(tables, made, sums).query(f"comparison == '{TARGET}' and measure == 'hedges' and voice == 'all'")
    assert found["difference"].iloc[0] == pytest.approx(table["difference"].iloc[0])
    assert found["percentile"].iloc[0] == pytest.approx(table["percentile"].iloc[0])
    fewer = {**tables, "documents": tables["documents"].query("outlet != 'outlet left 3'")}
    again = contrasts(fewer, made, sums).query(f"comparison == '{TARGET}' and measure == 'hedges' and voice == 'all'")
    out = found[found["left_out"] == "outlet left 3"].iloc[0]
    assert out["without"] == pytest.approx(again["difference"].iloc[0])
    assert out["percentile_without"] == pytest.approx(again["percentile"].iloc[0])
    calm = found[(found["check"] == SECTION) & (found["left_out"] == "02")].iloc[0]
    mine = (sums.frame["document"] == "target") & ~sums.frame["section"].isin(["00", "02"])
    value = 1000 * sums.numerator[mine.to_numpy(), 0].sum() / sums.denominator[mine.to_numpy(), 0].sum()
    assert calm["without"] == pytest.approx(value - table["coverage"].iloc[0])


def test_the_targets_curve_begins_with_stretches_and_they_are_declared(tables: Tables, made: Study, sums: SentenceSums) -> None:
    found = specifications(tables, made, sums)
    curve = found[found["curve"] == f"{TARGET} · hedges"]
    assert len(curve) == 2 + 3 * 2 * 2, "these sums have no attributed words"
    marked = curve[curve["declared"]].iloc[0]
    assert (marked["unit_of_analysis"], marked["estimand"], marked["voice"]) == ("stretch", "mean", "all")
    table = contrasts(tables, made, sums).query(f"comparison == '{TARGET}' and measure == 'hedges' and voice == 'all'")
    for name in ("difference", "percentile", "p_permutation"):
        assert marked[name] == pytest.approx(table[name].iloc[0])
    alone = specifications(tables, made, None).query(f"curve == '{TARGET} · hedges' and declared")
    assert alone["unit_of_analysis"].tolist() == ["document"], "without sentences, whole articles"


def section_study(study: Make, section: str, groups: tuple[str, str]) -> Study:
    claim = Hypothesis(id="s", claim="c", measure="hedges", groups=groups, direction="greater", section=section)
    return study(primary=("tone",), comparisons=(), hypotheses=(claim,))


def test_a_hypothesis_about_a_section_of_the_target_has_a_curve(tables: Tables, study: Make, sums: SentenceSums) -> None:
    own = section_study(study, "02", ("target", "left"))
    curve = specifications(tables, own, sums).query("curve == 's'")
    assert curve["declared"].sum() == 1
    marked = curve[curve["declared"]].iloc[0]
    assert (marked["unit_of_analysis"], marked["estimand"]) == ("stretch", "median")
    table = contrasts(tables, own, sums)
    twin = table[table["specification"] == "s"].iloc[0]
    assert marked["difference"] == pytest.approx(twin["difference"])
    assert marked["percentile"] == pytest.approx(twin["percentile"])
    assert set(zip(curve["unit_of_analysis"], curve["estimand"], strict=True)) == {
        ("stretch", "median"),
        ("stretch", "mean"),
        *((unit, estimand) for unit in ("document", "outlet") for estimand in ("mean", "pooled")),
    }
    assert curve["p_permutation"].isna().all(), "a section is no sample"
    rows = tables["measures"].query("document == 'target' and section == '02' and voice == 'all' and measure == 'hedges'")
    value, pool = float(rows["value"].iloc[0]), floats(values(tables, "left", "hedges"))
    plain = curve.query("unit_of_analysis == 'document' and estimand == 'mean' and voice == 'all'").iloc[0]
    assert plain["difference"] == pytest.approx(value - pool.mean())
    assert plain["percentile"] == pytest.approx(stats.percentileofscore(pool, value, kind="mean"))


def test_a_hypothesis_about_a_role_has_a_curve(tables: Tables, study: Make, sums: SentenceSums) -> None:
    curve = specifications(tables, section_study(study, "01", ("left", "right")), sums).query("curve == 's'")
    assert len(curve) == 3 * 2 * 2
    table = contrasts(tables, section_study(study, "01", ("left", "right")), sums)
    assert curve.query("declared")["difference"].iloc[0] == pytest.approx(
        table[table["specification"] == "s"]["difference"].iloc[0]
    )
