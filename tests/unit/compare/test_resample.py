"""Resampling against scipy, by hand, and at the edges."""

from __future__ import annotations

import warnings
from math import comb

import numpy as np
import pytest
from scipy import stats

from framing.compare.adjust import benjamini_hochberg
from framing.compare.permute import permutation, smallest_p
from framing.compare.resample import bootstrap_means, cluster_weights, generator, percentile_interval

DRAWS = 4000


def sample(documents: int, cells: int, seed: int = 3) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.random.default_rng(seed).gamma(2.0, 1.0, size=(documents, cells))


def test_bootstrap_interval_equals_scipy_within_monte_carlo_error() -> None:
    values = sample(40, 3)
    low, high = percentile_interval(bootstrap_means(values, np.arange(40), 20_000, generator(1, "a")))
    oracle = stats.bootstrap(
        (values,), np.mean, n_resamples=20_000, method="percentile", axis=0, vectorized=True, rng=np.random.default_rng(2)
    ).confidence_interval
    error = values.std(axis=0) / np.sqrt(40)  # the width of one standard error: bounds agree to a tenth of it
    assert np.all(np.abs(low - oracle.low) < 0.1 * error)
    assert np.all(np.abs(high - oracle.high) < 0.1 * error)


@pytest.mark.parametrize("chunk", [1, 7, 100, 5000])
def test_chunk_size_changes_nothing(chunk: int) -> None:
    values, clusters = sample(17, 4), np.arange(17) // 3
    whole = bootstrap_means(values, clusters, 50, generator(1, "a"), chunk=50)
    assert np.allclose(bootstrap_means(values, clusters, 50, generator(1, "a"), chunk=chunk), whole, rtol=1e-13)
    first = np.arange(17) < 8
    p = permutation(values, first, np.arange(17), 50, generator(1, "a"), chunk=50).p
    assert np.array_equal(permutation(values, first, np.arange(17), 50, generator(1, "a"), chunk=chunk).p, p)


def test_clusters_are_drawn_whole() -> None:
    values = np.array([[0.0], [0.0], [0.0], [1.0]])
    means = bootstrap_means(values, np.array([5, 5, 5, 9]), 500, generator(1, "a"))
    assert set(np.round(means.ravel(), 6)) == {0.0, 0.25, 1.0}


def test_clusters_widen_the_interval_where_documents_of_one_outlet_are_alike() -> None:
    outlets = np.repeat(np.arange(10), 8)
    values = sample(10, 1)[outlets]
    wide = np.subtract(*percentile_interval(bootstrap_means(values, outlets, DRAWS, generator(1, "a"))))
    narrow = np.subtract(*percentile_interval(bootstrap_means(values, np.arange(80), DRAWS, generator(1, "a"))))
    assert abs(wide[0]) > 2 * abs(narrow[0])


def test_a_document_without_a_value_drops_out_of_its_cell_alone() -> None:
    values = sample(30, 2)
    holed = values.copy()
    holed[20:, 0] = np.nan
    both = bootstrap_means(holed, np.arange(30), 300, generator(1, "a"))
    assert np.allclose(both[1], bootstrap_means(values, np.arange(30), 300, generator(1, "a"))[1])
    alone = bootstrap_means(holed[:20, :1], np.arange(20), DRAWS, generator(1, "b"))
    many = bootstrap_means(holed[:, :1], np.arange(30), DRAWS, generator(1, "a"))
    assert many.mean() == pytest.approx(alone.mean(), abs=0.02)
    assert many.std() == pytest.approx(alone.std(), rel=0.1)


def test_nothing_gives_nan_and_no_warning() -> None:
    nothing = bootstrap_means(np.empty((0, 2)), np.empty(0, dtype=int), 10, generator(1, "a"))
    assert np.isnan(nothing).all()
    assert np.isnan(np.array(percentile_interval(nothing))).all()
    holes = np.full((6, 1), np.nan)
    assert np.isnan(bootstrap_means(holes, np.arange(6), 10, generator(1, "a"))).all()
    assert np.isnan(permutation(holes, np.arange(6) < 3, np.arange(6), 10, generator(1, "a")).p).all()
    assert permutation(np.empty((4, 0)), np.arange(4) < 2, np.arange(4), 10, generator(1, "a")).p.shape == (0,)
    assert np.isnan(permutation(np.empty((0, 1)), np.empty(0, bool), np.empty(0, int), 10, generator(1, "a")).p).all()
    assert benjamini_hochberg(np.empty(0)).shape == (0,)


def difference(x: object, y: object, axis: int) -> object:
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)  # type: ignore[call-overload]


@pytest.mark.parametrize("sides", [(4, 4), (3, 6), (2, 9)])
def test_exact_permutation_equals_scipy(sides: tuple[int, int]) -> None:
    values = sample(sum(sides), 1, seed=sides[0])
    first = np.arange(sum(sides)) < sides[0]
    mine = permutation(values, first, np.arange(sum(sides)), 10_000, generator(1, "a"))
    distance = stats.permutation_test(
        (values[first, 0], values[~first, 0]),
        lambda x, y, axis: np.abs(np.mean(x, axis=axis) - np.mean(y, axis=axis)),
        alternative="greater",
        vectorized=True,
        n_resamples=np.inf,
    )
    assert mine.exact
    assert mine.p[0] == pytest.approx(distance.pvalue)


def test_sampled_permutation_equals_scipy_within_monte_carlo_error() -> None:
    values = sample(40, 1)
    values[:15] += 0.6
    first = np.arange(40) < 15
    mine = permutation(values, first, np.arange(40), 9_999, generator(1, "a"))
    oracle = stats.permutation_test(
        (values[first, 0], values[~first, 0]), difference, vectorized=True, n_resamples=9_999, rng=np.random.default_rng(5)
    )
    assert not mine.exact
    assert mine.p[0] == pytest.approx(oracle.pvalue, abs=4 * np.sqrt(0.25 * 2 / 9_999))


def test_clusters_change_sides_whole_and_ties_count() -> None:
    clusters = np.array([0, 0, 1, 2, 3, 3])
    values = np.array([[1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    result = permutation(values, clusters < 2, clusters, 1000, generator(1, "a"))
    assert (result.units, result.exact, result.p[0]) == ("clusters", True, pytest.approx(2 / 6))


def test_documents_change_sides_where_an_outlet_is_on_both() -> None:
    result = permutation(sample(8, 1), np.arange(8) < 4, np.arange(8) % 4, 1000, generator(1, "a"))
    assert result.units == "documents"


def test_no_difference_at_all_is_p_one() -> None:
    p = permutation(np.full((30, 1), 0.1), np.arange(30) < 15, np.arange(30), 500, generator(1, "a")).p
    assert p[0] == 1.0


def test_p_is_never_below_the_floor_and_reaches_it() -> None:
    for sides in ((1, 30), (3, 4), (4, 4), (20, 30)):
        values = np.r_[np.full(sides[0], 50.0), np.arange(sides[1]) / 10][:, None]
        first = np.arange(sum(sides)) < sides[0]
        p = permutation(values, first, np.arange(sum(sides)), 999, generator(1, "a")).p[0]
        assert p == pytest.approx(smallest_p(*sides, resamples=999))
    assert smallest_p(3, 4) == 1 / comb(7, 3)


def test_false_findings_are_as_many_as_said() -> None:
    random = np.random.default_rng(8)
    clusters = np.repeat(np.arange(12), 3)
    values = random.normal(size=(12, 400))[clusters] + random.normal(size=(36, 400))
    p = permutation(values, clusters < 6, clusters, 2000, generator(1, "a")).p
    assert 0.02 <= np.mean(p <= 0.05) <= 0.08


def test_benjamini_hochberg_equals_scipy() -> None:
    p = np.random.default_rng(4).uniform(size=50) ** 3
    p[::7] = p[0]
    assert np.allclose(benjamini_hochberg(p), stats.false_discovery_control(p))


def test_percentile_bounds_are_numpys_whatever_the_order_and_the_level() -> None:
    draws = np.random.default_rng(3).normal(size=(70, 999)).round(1)  # ties; more rows than are looked at together
    draws[3, 5:9] = np.nan
    draws[4] = np.nan
    kept, less = draws.copy(), np.random.default_rng(4).normal(size=draws.shape)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a row without a draw
        for level in (0.95, 0.5, 0.001, 0.9999):
            ends = [(1 - level) / 2, (1 + level) / 2]
            assert np.allclose(percentile_interval(draws, level), np.nanquantile(draws, ends, axis=1), equal_nan=True)
            away = np.nanquantile(draws - less, ends, axis=1)
            assert np.allclose(percentile_interval(draws, level, less=less), away, equal_nan=True)
    assert np.array_equal(draws, kept, equal_nan=True)


def test_weights_are_counts_of_the_clusters_drawn_also_into_a_used_buffer() -> None:
    fresh = cluster_weights(7, 5, generator(1, "a"))
    buffer = np.full((9, 7), 3.0)
    assert np.array_equal(fresh, cluster_weights(7, 5, generator(1, "a"), out=buffer))
    drawn = generator(1, "a").integers(0, 7, size=(5, 7))
    assert fresh.tolist() == [np.bincount(row, minlength=7).tolist() for row in drawn]
