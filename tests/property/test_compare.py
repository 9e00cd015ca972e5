"""Comparing: order, other measures and chunks change nothing; bounds and shares stay where they belong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from framing.compare.adjust import benjamini_hochberg
from framing.compare.contrast import contrasts
from framing.compare.keyness import keywords
from framing.compare.permute import permutation, smallest_p
from framing.compare.resample import bootstrap_means, generator, percentile_interval
from framing.compare.standing import among_coverage
from framing.compare.windows import windows
from framing.compare.word_statistics import log_odds, log_ratio
from framing.measures.tabulate import SentenceSums
from framing.study import Comparison, Hypothesis, Study

Tables = dict[str, pd.DataFrame]

STUDY = Study(
    name="made-up",
    title="",
    folder=Path(),
    target="t",
    resamples=199,
    primary=("hedges",),
    comparisons=(
        Comparison(name="side", kind="groups", groups=("left", "right")),
        Comparison(name="standing", kind="target", groups=("left", "right")),
    ),
    hypotheses=(Hypothesis(id="h", claim="c", measure="hedges", groups=("left", "right"), direction="less"),),
)


def made_up(seed: int) -> Tables:
    """Nine and ten documents of a few outlets, and a target, with two measures of which one is often undefined."""
    random = np.random.default_rng(seed)
    names = ["t", *(f"l{i}" for i in range(9)), *(f"r{i}" for i in range(10))]
    rows = []
    for name in names:
        for measure, scale in (("hedges", 1000.0), ("unnamed_share", 1.0)):
            below = int(random.integers(200, 400) if measure == "hedges" else random.integers(0, 4))
            above = int(random.integers(0, 9 if measure == "hedges" else below + 1))
            value = scale * above / below if below else np.nan
            rows.append((name, "all", "all", "", measure, "list", above, below, value, "unit"))
    key = ["document", "section", "voice", "actor", "measure", "instrument"]
    measures = pd.DataFrame(rows, columns=[*key, "numerator", "denominator", "value", "unit"])
    return {
        "documents": pd.DataFrame(
            {
                "document": names,
                "outlet": ["", *(f"o{g}{random.integers(0, 7)}" for g in (n[0] for n in names[1:]))],
                "group": ["", *("left" if n[0] == "l" else "right" for n in names[1:])],
            }
        ),
        "sections": pd.DataFrame({"document": names, "section": "01", "role": "body"}),
        "exposure": pd.DataFrame({"document": names, "section": "all", "voice": "all", "words": 300, "sentences": 15}),
        "measures": measures,
        "terms": pd.DataFrame(
            [(n, "01", w, int(random.integers(1, 9))) for n in names for w in ("pact", "deal", "") if random.random() < 0.7],
            columns=["document", "section", "term", "count"],
        ),
    }


def made_up_sums(tables: Tables, seed: int) -> SentenceSums:
    random = np.random.default_rng(seed)
    rows = [
        (n, "01", "body", i, "outlet", int(random.integers(8, 30))) for n in tables["documents"]["document"] for i in range(12)
    ]
    frame = pd.DataFrame(rows, columns=["document", "section", "role", "sentence", "voice", "words"])
    keys = pd.DataFrame([("hedges", "list", "", "unit", 1000.0)], columns=["measure", "instrument", "actor", "unit", "scale"])
    words = frame["words"].to_numpy(float)[:, None]
    return SentenceSums(keys, frame, random.poisson(0.03 * words).astype(float), words)


def shuffled(sums: SentenceSums, random: np.random.Generator) -> SentenceSums:
    order = random.permutation(len(sums.frame))
    frame = sums.frame.iloc[order].reset_index(drop=True)
    return SentenceSums(sums.keys, frame, sums.numerator[order], sums.denominator[order])


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_order_of_rows_changes_nothing(seed: int) -> None:
    tables, random = made_up(seed), np.random.default_rng(seed)
    sums = made_up_sums(tables, seed)
    mixed = {name: frame.iloc[random.permutation(len(frame))].reset_index(drop=True) for name, frame in tables.items()}
    once, again = contrasts(tables, STUDY, sums), contrasts(mixed, STUDY, shuffled(sums, random))
    pd.testing.assert_frame_equal(once, again, check_exact=True)
    pd.testing.assert_frame_equal(keywords(tables, STUDY), keywords(mixed, STUDY), check_exact=True)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_one_seed_repeats_and_another_does_not(seed: int) -> None:
    tables = made_up(seed)
    once = contrasts(tables, STUDY)
    pd.testing.assert_frame_equal(once, contrasts(tables, STUDY), check_exact=True)
    other = contrasts(tables, STUDY.model_copy(update={"seed": STUDY.seed + 1}))
    hedges = (once["measure"] == "hedges") & once["interval_method"].str.contains("draws")
    assert not hedges.any() or (once.loc[hedges, "low"] != other.loc[hedges, "low"]).any()
    assert np.array_equal(once["difference"], other["difference"], equal_nan=True)


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_another_measure_does_not_move_the_draws_of_the_others(seed: int) -> None:
    tables = made_up(seed)
    more = tables["measures"][tables["measures"]["measure"] == "hedges"].assign(measure="boosters")
    more["numerator"] = (more["numerator"] * 3) % 7
    more["value"] = 1000 * more["numerator"] / more["denominator"]
    wider = contrasts({**tables, "measures": pd.concat([tables["measures"], more], ignore_index=True)}, STUDY)
    narrow = contrasts(tables, STUDY)
    kept = wider[wider["measure"] != "boosters"].reset_index(drop=True)
    numbers = ["low", "high", "p_permutation", "difference", "effect", "percentile"]
    assert kept[numbers].to_numpy() == pytest.approx(narrow[numbers].to_numpy(), rel=1e-12, abs=1e-12, nan_ok=True)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_numbers_stay_where_they_belong(seed: int) -> None:
    found = contrasts(made_up(seed), STUDY)
    p, floor, q = (found[name].to_numpy() for name in ("p_permutation", "p_floor", "q"))
    assert np.all((p >= floor - 1e-12) | np.isnan(p))
    assert np.all((p <= 1) | np.isnan(p))
    assert np.all((q >= p - 1e-12) | np.isnan(q))
    assert np.all((found["low"] <= found["high"]) | found["low"].isna())
    assert found["percentile"].dropna().between(0, 100).all()


values_with_holes = arrays(
    np.float64, st.tuples(st.integers(2, 9), st.integers(1, 3)), elements=st.one_of(st.just(np.nan), st.floats(-9, 9, width=16))
)


@settings(max_examples=60, deadline=None)
@given(values=values_with_holes, data=st.data())
def test_swapping_sides_turns_the_sign_and_keeps_p(values: NDArray[np.float64], data: st.DataObject) -> None:
    size = len(values)
    first = np.arange(size) < data.draw(st.integers(1, size - 1))
    clusters = np.array(data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)))
    one = permutation(values, first, clusters, 10_000, generator(1, "a"))
    other = permutation(values, ~first, clusters, 10_000, generator(1, "a"))
    assert one.exact
    assert np.array_equal(one.p, other.p, equal_nan=True)
    assert np.all((one.p > 0) | np.isnan(one.p))


@settings(max_examples=40, deadline=None)
@given(values=values_with_holes, chunk=st.integers(1, 40), seed=st.integers(0, 99))
def test_draws_do_not_hang_on_the_chunk_and_lie_among_the_values(values: NDArray[np.float64], chunk: int, seed: int) -> None:
    clusters = np.arange(len(values)) // 2
    drawn = bootstrap_means(values, clusters, 40, generator(seed, "a"), chunk=chunk)
    whole = bootstrap_means(values, clusters, 40, generator(seed, "a"), chunk=40)
    assert drawn == pytest.approx(whole, rel=1e-12, abs=1e-12, nan_ok=True)
    low, high = percentile_interval(drawn)
    for cell in np.flatnonzero(~np.isnan(low)):
        known = values[~np.isnan(values[:, cell]), cell]
        assert known.min() - 1e-9 <= low[cell] <= high[cell] <= known.max() + 1e-9


@given(p=arrays(np.float64, st.integers(0, 20), elements=st.floats(1e-6, 1)))
def test_adjusting_keeps_the_order(p: NDArray[np.float64]) -> None:
    q = benjamini_hochberg(p)
    assert np.all(q >= p - 1e-12)
    assert np.all(q <= 1)
    assert np.all(np.diff(q[np.argsort(p, kind="stable")]) >= -1e-12)


@given(m=st.integers(1, 40), n=st.integers(1, 40), draws=st.integers(100, 100_000))
def test_more_documents_never_raise_the_floor(m: int, n: int, draws: int) -> None:
    assert 1 / (draws + 1) <= smallest_p(m, n, draws) <= 1
    assert smallest_p(m, n, draws) == smallest_p(n, m, draws)


@given(words=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 60)), max_size=60), length=st.integers(1, 200))
def test_windows_hold_every_sentence_of_a_long_enough_document_once(words: list[tuple[int, int]], length: int) -> None:
    document, counts = np.array(sorted(d for d, _ in words), dtype=int), np.array([w for _, w in words], dtype=int)
    cut = windows(document, counts, length)
    held = [range(start, end) for start, end in zip(cut.start, cut.end, strict=True)]
    sentences = [each for window in held for each in window]
    assert sentences == sorted(set(sentences))
    assert cut.words.sum() == counts[sentences].sum()
    assert np.bincount(cut.document, weights=cut.weight).round(9).tolist() == [
        float(d in cut.document) for d in range(int(cut.document.max(initial=-1)) + 1)
    ]


@given(target=st.floats(-9, 9, width=16), coverage=arrays(np.float64, st.integers(8, 30), elements=st.floats(-9, 9, width=16)))
def test_a_standing_turns_with_the_sign(target: float, coverage: NDArray[np.float64]) -> None:
    up = among_coverage(np.array([target]), coverage[:, None])
    down = among_coverage(np.array([-target]), -coverage[:, None])
    assert np.asarray(up["percentile"]) == pytest.approx(100 - np.asarray(down["percentile"]))
    assert np.asarray(up["p_permutation"]) == pytest.approx(np.asarray(down["p_permutation"]))
    assert 1 <= float(np.asarray(up["rank"])[0]) <= len(coverage) + 1


counts = arrays(np.float64, 6, elements=st.integers(0, 50).map(float))


@given(first=counts, second=counts)
def test_keyness_turns_with_the_sides(first: NDArray[np.float64], second: NDArray[np.float64]) -> None:
    corpus = first + second
    _, z = log_odds(first, second, corpus)
    _, turned = log_odds(second, first, corpus)
    assert z == pytest.approx(-turned, nan_ok=True)
    assert log_ratio(first, second) == pytest.approx(-log_ratio(second, first), nan_ok=True)
