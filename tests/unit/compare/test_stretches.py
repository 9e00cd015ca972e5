"""The target among stretches of its length: against plain loops, numpy, and whole articles where all are of one length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from scipy import stats

from framing.compare.contrast import contrasts
from framing.compare.standing import NO_SENTENCES, NOT_OF_STRETCHES, TOO_SHORT, among_coverage
from framing.compare.stretches import (
    among_stretches,
    spoken_by,
    stretch_length,
    target_stretched,
    weights_of,
)
from framing.compare.windows import weighted_median
from framing.measures.tabulate import SentenceSums
from framing.study import Comparison, Hypothesis, Instruments, Study

Tables = dict[str, pd.DataFrame]
Make = Callable[..., Study]
Floats = NDArray[np.float64]
POOL = "target in left, right"


def one_row(found: pd.DataFrame, comparison: str, measure: str, voice: str = "all") -> pd.Series:
    kept = found[(found["comparison"] == comparison) & (found["measure"] == measure) & (found["voice"] == voice)]
    kept = kept[kept["section"] == "all"]
    assert len(kept) == 1
    return kept.iloc[0]


def test_with_one_stretch_a_document_it_is_the_standing_among_documents() -> None:
    random = np.random.default_rng(3)
    for own, others in (
        (random.normal(size=5), random.normal(size=(40, 5))),
        (random.poisson(1, size=5).astype(float), random.poisson(1, size=(25, 5)).astype(float)),
    ):
        others[:3, 2] = np.nan
        told, whole = among_stretches(own[None, :], others, np.arange(len(others))), among_coverage(own, others)
        for mine, theirs in (("percentile", "percentile"), ("p", "p_permutation"), ("coverage", "coverage")):
            assert told[mine] == pytest.approx(whole[theirs])
        assert (own - told["coverage"]) / told["sd"] == pytest.approx(whole["effect"])
        assert told["n"].tolist() == np.asarray(whole["n_coverage"]).tolist()


def by_hand(own: Floats, others: Floats, document: NDArray[np.intp]) -> tuple[float, float, float]:
    """Percentile, p and mean of one cell by plain loops over documents."""
    held = [others[(document == name) & ~np.isnan(others)] for name in np.unique(document)]
    held = [each for each in held if len(each)]
    percentiles = [100 * np.mean([np.mean((each < t) + (each == t) / 2) for each in held]) for t in own]
    side = np.mean(percentiles) - 50
    p = []
    for t in own:
        repeated = [t] * 60 + [value for each in held for value in each for _ in range(60 // len(each))]
        middle = np.median(repeated)
        as_far = 1 + sum(np.mean(np.abs(each - middle) >= abs(t - middle) - 1e-12) for each in held)
        p.append(1.0 if (t - middle) * side < 0 else as_far / (1 + len(held)))
    return float(np.mean(percentiles)), float(np.mean(p)), float(np.mean([each.mean() for each in held]))


@pytest.mark.parametrize("seed", range(6))
def test_documents_with_several_stretches_count_one_each(seed: int) -> None:
    random = np.random.default_rng(seed)
    document = np.repeat(np.arange(12), random.choice([1, 2, 3, 4, 5], 12))
    others = random.normal(size=(len(document), 1)).round(1) + 0.3 * document[:, None]
    others = others.round(1)
    others[random.random(len(document)) < 0.1] = np.nan
    own = np.array([[2.0], [4.1], [1.0]])
    told = among_stretches(own, others, document)
    wanted = by_hand(own[:, 0], others[:, 0], document)
    assert (told["percentile"][0], told["p"][0], told["coverage"][0]) == pytest.approx(wanted)


def test_one_long_article_does_not_outvote_the_others() -> None:
    document = np.repeat([0, *range(1, 11)], [100, *[1] * 10])
    others = np.where(document == 0, 50.0, 1.0)[:, None]
    told = among_stretches(np.array([[10.0]]), others, document)
    assert told["percentile"][0] == pytest.approx(100 * 10 / 11)
    assert told["n"][0] == 11


def test_a_rare_thing_in_a_long_article_is_not_odd() -> None:
    """Short articles have none of it or much; a long one has some: among whole articles it would be near the top."""
    random = np.random.default_rng(1)
    others = np.where(random.random((200, 1)) < 0.08, 10.0, 0.0)
    own = np.zeros((25, 1))
    own[[3, 17]] = 10.0
    whole = among_coverage(own.mean(axis=0), others)
    told = among_stretches(own, others, np.arange(200))
    assert np.asarray(whole["percentile"])[0] > 90
    assert told["percentile"][0] == pytest.approx(50, abs=3)
    assert told["p"][0] > 0.5


def test_the_weighted_median_is_that_of_repeated_values() -> None:
    random = np.random.default_rng(4)
    values, many = random.normal(size=(9, 3)).round(1), random.integers(1, 5, (9, 3))
    for cell in range(3):
        repeated = np.repeat(values[:, cell], many[:, cell])
        assert weighted_median(values, many.astype(float))[cell] == pytest.approx(np.median(repeated))
    assert np.isnan(weighted_median(np.full((2, 1), np.nan), np.zeros((2, 1)))).all()
    assert np.isnan(weighted_median(np.zeros((0, 2)), np.zeros((0, 2)))).all()


def test_weights_of_each_document_add_up_to_one() -> None:
    random = np.random.default_rng(5)
    document, present = np.sort(random.integers(0, 6, 30)), random.random((30, 4)) < 0.6
    weight = weights_of(present, document)
    for name in np.unique(document):
        held = weight[document == name].sum(axis=0)
        assert held == pytest.approx(present[document == name].any(axis=0).astype(float))


@pytest.mark.parametrize(
    ("own", "pool", "wanted"),
    [
        (700, [800] * 10, 700.0),  # every article is long enough
        (1000, [800] * 10, 1000.0),  # three quarters are enough
        (1100, [800] * 10, 550.0),
        (5000, [800] * 10, 5000 / 5),
        (1000, [60] * 5 + [800] * 5, 0.0),  # half of ten are five, fewer than eight
        (1000, [100] * 8 + [800] * 8, 1000.0),
        (1000, [100] * 9 + [800] * 7, 1000 / 8),  # the eighth longest has 100 words, which reach 133
        (1000, [70] * 9 + [800] * 7, 0.0),  # 93 words are too few for a rate
        (90, [800] * 10, 0.0),
        (900, [800] * 7, 0.0),
        (900, [], 0.0),
    ],
)
def test_the_length_is_the_longest_that_half_of_the_articles_reach(own: int, pool: list[int], wanted: float) -> None:
    assert stretch_length(own, np.array(pool, dtype=np.intp)) == pytest.approx(wanted)


def test_the_contrast_is_of_stretches_of_the_targets_length(tables: Tables, study: Make, sums: SentenceSums) -> None:
    row = one_row(contrasts(tables, study(), sums), POOL, "hedges")
    frame = sums.frame.reset_index(drop=True)
    kept = frame["section"] != "00"
    words = frame[kept].groupby("document")["words"].sum()
    assert stretch_length(int(words["target"]), words.drop("target").to_numpy()) == words["target"], "they are of one length"
    rates = pd.Series(sums.numerator[:, 0]).groupby(frame["document"].where(kept)).sum() * 1000 / words
    pool = rates[[name for name in rates.index if name.startswith(("left", "right"))]].to_numpy()
    assert row["target"] == pytest.approx(rates["target"])
    assert row["percentile"] == pytest.approx(stats.percentileofscore(pool, rates["target"], kind="mean"))
    assert row["coverage"] == pytest.approx(pool.mean())
    assert row["difference"] == pytest.approx(rates["target"] - pool.mean())
    assert row["effect"] == pytest.approx((rates["target"] - pool.mean()) / pool.std(ddof=1))
    assert (row["n_target"], row["n_coverage"], row["clusters"]) == (1, 54, 55)
    assert row["p_floor"] == 1 / 55 <= row["p_permutation"]
    assert np.isnan([row["low"], row["high"], row["q"], row["rank"]]).all()
    assert f"(about {words['target']:,} words)" in row["estimator"]
    assert row["n_unit"].startswith("documents with a stretch")
    assert row["null_hypothesis"].startswith("a stretch of the target is one of")


def test_a_target_twice_as_long_is_cut(tables: Tables, study: Make, sums: SentenceSums) -> None:
    longer = sums.frame["document"].eq("target") & sums.frame["section"].ne("00")
    frame = sums.frame.assign(words=sums.frame["words"] * np.where(longer, 2, 1))
    long = replace(sums, frame=frame, denominator=sums.denominator * np.where(longer, 2.0, 1.0)[:, None])
    row = one_row(contrasts(tables, study(), long), POOL, "hedges")
    assert "the target is cut into 2" in row["estimator"]
    assert row["n_coverage"] == 54


def test_what_no_stretch_can_have_is_of_whole_articles_and_says_so(tables: Tables, study: Make, sums: SentenceSums) -> None:
    found = contrasts(tables, study(sampling=None), sums)
    row, whole = one_row(found, POOL, "mentions"), one_row(found, f"{POOL}, whole articles", "mentions")
    assert row["note"] == NOT_OF_STRETCHES, "these sums have no mentions"
    for name in ("target", "percentile", "p_permutation", "rank", "estimator"):
        assert row[name] == whole[name]
    assert whole["note"] == ""


def test_where_too_few_articles_are_long_enough_it_says_so(tables: Tables, study: Make, sums: SentenceSums) -> None:
    short = sums.frame["document"].ne("target")
    brief = replace(sums, frame=sums.frame.assign(words=np.where(short, 1, sums.frame["words"])))
    found = contrasts(tables, study(), brief)
    row = one_row(found, POOL, "hedges")
    assert row["note"] == TOO_SHORT
    assert row["percentile"] == one_row(found, f"{POOL}, whole articles", "hedges")["percentile"]
    assert one_row(contrasts(tables, study()), POOL, "hedges")["note"] == NO_SENTENCES


def test_a_voice_is_held_against_that_many_words_of_it(study: Make, sums: SentenceSums) -> None:
    voices = np.array(["outlet", "direct", "imputed"])[np.arange(len(sums.frame)) % 3]
    spoken = replace(sums, frame=sums.frame.assign(voice=voices))
    made = study()
    assert set(spoken_by(spoken, "attributed", made).frame["voice"]) == {"direct", "imputed"}
    own = study(instruments=Instruments(imputed="outlet"))
    assert set(spoken_by(spoken, "outlet", own).frame["voice"]) == {"outlet", "imputed"}
    assert set(spoken_by(spoken, "attributed", own).frame["voice"]) == {"direct"}
    assert spoken_by(spoken, "all", made) is spoken
    told = target_stretched(
        spoken, np.array(["left00", *[f"right{i:02}" for i in range(30)]], dtype=object), made, voice="outlet"
    )
    assert told is not None
    kept = (voices == "outlet") & (sums.frame["document"] == "target").to_numpy() & (sums.frame["section"] != "00").to_numpy()
    wanted = 1000 * sums.numerator[kept, 0].sum() / sums.denominator[kept, 0].sum()
    assert np.asarray(told.columns["target"])[0] == pytest.approx(wanted)
    assert told.length == sums.frame.loc[kept, "words"].sum()


def test_a_hypothesis_stands_at_equal_length_with_whole_articles_in_its_note(
    tables: Tables, study: Make, sums: SentenceSums
) -> None:
    claim = Hypothesis(id="t", claim="c", measure="hedges", groups=("target", "left"), direction="greater")
    several = (Comparison(name="left", kind="target", groups=("left",)),)
    found = contrasts(tables, study(comparisons=several, hypotheses=(claim,)), sums)
    mine = found[found["specification"] == "t"].iloc[0]
    twin, whole = one_row(found, "target in left", "hedges"), one_row(found, "target in left, whole articles", "hedges")
    for name in ("target", "coverage", "difference", "percentile", "p_permutation"):
        assert mine[name] == pytest.approx(twin[name])
    assert mine["estimator"] == twin["estimator"]
    told = f"whole articles: percentile {whole['percentile']:.3g}, p {whole['p_permutation']:.2g}"
    assert mine["note"].endswith(told)
    assert mine["note"].startswith("expected greater, found ")


def test_the_order_of_documents_does_not_matter(tables: Tables, study: Make, sums: SentenceSums) -> None:
    order = np.random.default_rng(2).permutation(len(sums.frame))
    mixed = replace(sums, frame=sums.frame.iloc[order], numerator=sums.numerator[order], denominator=sums.denominator[order])
    first, second = (one_row(contrasts(tables, study(), each), POOL, "hedges") for each in (sums, mixed))
    assert first["percentile"] == second["percentile"]
    assert first["p_permutation"] == pytest.approx(second["p_permutation"])
