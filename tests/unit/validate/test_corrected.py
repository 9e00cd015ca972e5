"""Corrected means: by hand, in closed form, where everything or nothing is known, and by simulation."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.validate.corrected import Part, Side, coded_only, corrected, difference, naive, residual, slope
from framing.validate.power import of_coding, variances

NAN = float("nan")


def plain(scores: list[float], codes: list[float], chance: float) -> Side:
    """One unit a document, one document an outlet."""
    number = np.arange(len(scores))
    return Side(number, number, np.array(scores), np.array(codes), np.full(len(scores), chance))


def test_by_hand() -> None:
    # Two documents of one and two units. Scores 1; 0, 1: document means 1 and .5, naive .75.
    # Coded: the first unit (code 0: the score is 1 too high) and the third (code 1: right), each with chance ½.
    # Weights ½, ¼, ¼: the mean of code − score is (½ · 2 · −1 + ¼ · 2 · 0) / (½ · 2 + ¼ · 2) = −2/3.
    side = Side(
        np.array([0, 1, 1]), np.array([0, 1]), np.array([1.0, 0, 1]), np.array([0.0, NAN, 1.0]), np.array([0.5, 0.5, 0.5])
    )
    assert naive(side).value == pytest.approx(0.75)
    assert residual(side).value == pytest.approx(2 / 3)
    assert corrected(side).value == pytest.approx(0.75 - 2 / 3)
    assert coded_only(side).value == pytest.approx((1.0 * 0 + 0.5 * 1) / 1.5)
    # Pulls: document 1: (1 − .75) + ½·2·(−1 + 2/3)/1.5 · 1 … their sum is 0, and the variance is between the two documents.
    pull = (1 - 0.75) / 2 + 0.5 * 2 * (-1 + 2 / 3) / 1.5
    assert corrected(side).pull == pytest.approx({0: pull, 1: -pull})
    assert corrected(side).variance == pytest.approx(2 / 1 * 2 * pull**2)


def test_the_closed_form_of_prediction_powered_inference() -> None:
    # Angelopoulos et al. 2023, equation of the mean: mean of all scores + mean of code − score over the coded ones. Here the
    # coded are some of all, so the variance is that of scores + errors blown up: (var f + var e / π + 2 cov(f, e)) / N.
    random = np.random.default_rng(3)
    size, coded = 4000, 1000
    truth = random.normal(size=size)
    scores = 0.5 * truth + random.normal(size=size)
    codes = np.where(np.arange(size) < coded, truth, NAN)
    part = corrected(plain(scores.tolist(), codes.tolist(), coded / size))
    error = (truth - scores)[:coded]
    assert part.value == pytest.approx(scores.mean() + error.mean(), abs=1e-12)
    centred = (scores - scores.mean())[:coded]
    closed = (scores.var() + error.var() * size / coded + 2 * (centred * (error - error.mean())).mean()) / size
    assert part.variance == pytest.approx(closed * size / (size - 1), rel=1e-9)


def test_design_based_supervised_learning_is_the_mean_of_pseudo_outcomes() -> None:
    # Egami et al. 2023, equation 3: score + coded / chance · (code − score), averaged; the same where chances add up.
    random = np.random.default_rng(4)
    scores, truth = random.random(40), random.integers(0, 2, 40).astype(float)
    codes = np.where(np.arange(40) % 4 == 0, truth, NAN)
    pseudo = scores + np.where(np.isnan(codes), 0.0, (truth - scores) / 0.25)
    assert corrected(plain(scores.tolist(), codes.tolist(), 0.25)).value == pytest.approx(pseudo.mean())


scores = st.integers(-100, 100).map(lambda whole: whole / 100)
units = st.lists(st.tuples(st.integers(0, 4), scores, st.sampled_from([-1.0, 0.0, 1.0])), min_size=3, max_size=30)


def side_of(rows: list[tuple[int, float, float]], every: int) -> Side:
    document = np.unique([row[0] for row in rows], return_inverse=True)[1]
    codes = np.array([row[2] if at % every == 0 else NAN for at, row in enumerate(rows)])
    chance = float((~np.isnan(codes)).mean())
    return Side(document, np.arange(document.max() + 1), np.array([row[1] for row in rows]), codes, np.full(len(rows), chance))


@given(units, st.floats(0, 2))
def test_where_everything_is_coded_the_scores_do_not_matter(rows: list[tuple[int, float, float]], weight: float) -> None:
    side = side_of(rows, 1)
    assert corrected(side, weight).value == pytest.approx(coded_only(side).value, abs=1e-9)
    assert corrected(side, weight).variance == pytest.approx(coded_only(side).variance, abs=1e-9, nan_ok=True)
    assert of_coding(side, weight) == 0


@given(units)
def test_scores_that_are_right_leave_nothing_to_correct(rows: list[tuple[int, float, float]]) -> None:
    side = side_of([(document, code, code) for document, _, code in rows], 2)
    assert corrected(side).value == pytest.approx(naive(side).value, abs=1e-9)
    assert residual(side).value == pytest.approx(0, abs=1e-12)


@given(units, st.integers(-30, 30).map(lambda whole: whole / 10))
def test_scores_that_are_all_too_high_by_the_same_are_put_right(rows: list[tuple[int, float, float]], shift: float) -> None:
    side = side_of(rows, 2)
    shifted = Side(side.document, side.cluster, side.score + shift, side.code, side.probability)
    assert corrected(shifted).value == pytest.approx(corrected(side).value, abs=1e-9)
    assert naive(shifted).value == pytest.approx(naive(side).value + shift, abs=1e-9)
    assert slope([shifted]) == pytest.approx(slope([side]), abs=1e-6)


@given(units)
def test_pulls_add_up_to_nothing(rows: list[tuple[int, float, float]]) -> None:
    side = side_of(rows, 2)
    for part in (naive(side), coded_only(side), corrected(side, 0.7)):
        assert sum(part.pull.values()) == pytest.approx(0, abs=1e-9)


def test_without_a_code_nothing_is_corrected() -> None:
    side = plain([1.0, 0.0], [NAN, NAN], 0.5)
    assert np.isnan(corrected(side).value)
    assert np.isnan(difference(corrected(side)).low)
    assert slope([side]) == 0


def test_useless_scores_are_not_used() -> None:
    random = np.random.default_rng(1)
    codes = random.integers(0, 2, 200).astype(float)
    assert slope([plain((-codes).tolist(), codes.tolist(), 1.0)]) == 0
    assert slope([plain([0.3] * 200, codes.tolist(), 1.0)]) == 0
    assert slope([plain((2 * codes).tolist(), codes.tolist(), 1.0)]) == pytest.approx(0.5)


def test_an_outlet_on_both_sides_counts_once() -> None:
    one, other = Part(1.0, {0: 0.2, 1: -0.2}), Part(0.5, {0: 0.2, 1: -0.2})
    assert difference(one, other).error == 0
    apart = Part(0.5, {2: 0.2, 3: -0.2})
    assert difference(one, apart).error == pytest.approx(np.sqrt(2 * 2 * 2 * 0.04))


def test_one_cluster_has_no_interval() -> None:
    assert np.isnan(difference(Part(1.0, {0: 0.0})).low)


def test_sentences_of_one_text_are_no_independent_witnesses() -> None:
    """A hundred copies of each unit leave the error of the mean of documents as it is."""
    random = np.random.default_rng(2)
    scores, codes = random.random(20), random.integers(0, 2, 20).astype(float)
    few = plain(scores.tolist(), codes.tolist(), 1.0)
    many = Side(np.repeat(np.arange(20), 100), np.arange(20), np.repeat(scores, 100), np.repeat(codes, 100), np.ones(2000))
    assert corrected(many).variance == pytest.approx(corrected(few).variance)


def test_the_variance_of_coding_falls_with_more_codes_and_adds_to_that_of_documents() -> None:
    random = np.random.default_rng(6)
    truth = random.integers(0, 2, 600).astype(float)
    codes = np.where(random.random(600) < 0.2, truth, NAN)
    side = plain((0.8 * truth + 0.1).tolist(), codes.tolist(), 0.2)
    found = variances(side, 0.0)
    assert found.documents + found.coding == pytest.approx(corrected(side, 0.0).variance, rel=0.02)
    assert of_coding(side, 0.0, 2.0) == pytest.approx(found.coding * (0.6 / 0.4) / (0.8 / 0.2), rel=1e-6)
    assert of_coding(side, 0.0, 5.0) == 0


@pytest.fixture(scope="module")
def simulation(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("correction", root / "benchmarks" / "correction.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["correction"] = module
    spec.loader.exec_module(module)
    return module


def test_an_instrument_that_errs_by_group_misleads_and_is_corrected(simulation: ModuleType) -> None:
    inside, width, bias = simulation.simulated(simulation.WORLDS[0], 300, np.random.default_rng(8))
    in_naive, in_coded, in_plain, in_tuned = inside
    assert bias == pytest.approx(-0.2, abs=0.02)
    assert in_naive < 0.1
    # 300 runs at 95 % are within 2.5 points of it 19 times of 20.
    assert all(0.92 <= share <= 0.98 for share in (in_coded, in_plain, in_tuned))
    assert width[3] < width[2] < width[1]
