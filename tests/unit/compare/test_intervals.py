"""Intervals against scipy and written-out formulas; what cannot be said is withheld."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from framing.compare.intervals import (
    AT_LEAST_JACKKNIFE,
    AT_LEAST_POOLED,
    STUDENTISED,
    bca_interval,
    difference_interval,
    differing,
    equal_tailed_interval,
    influence,
    jackknife_interval,
    percentile_difference,
    pooled_interval,
    ratio_interval,
    studentised_interval,
    welch_interval,
)
from framing.compare.resample import Drawn, bootstrap, cluster_weights, generator
from framing.compare.units import Units

Floats = NDArray[np.float64]
DRAWS = 2000


def sample(documents: int, cells: int, seed: int) -> Floats:
    return np.random.default_rng(seed).gamma(1.5, 2.0, size=(documents, cells))


def sides(a: Floats, b: Floats, cluster: int = 1) -> tuple[tuple[Units, Units], tuple[Drawn, Drawn]]:
    held = tuple(Units.of(each, np.arange(len(each)) // cluster) for each in (a, b))
    drawn = tuple(bootstrap(each, DRAWS, generator(1, name)) for each, name in zip(held, "ab", strict=True))
    return (held[0], held[1]), (drawn[0], drawn[1])


def from_scipy(a: Floats, b: Floats, distribution: Floats, method: str) -> tuple[float, float]:
    """Give scipy's interval from the very same draws."""
    drawn = SimpleNamespace(bootstrap_distribution=distribution)
    found = stats.bootstrap(
        (a, b),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        n_resamples=0,
        method=method,
        bootstrap_result=drawn,
    ).confidence_interval
    return float(found.low), float(found.high)


@pytest.mark.parametrize("sizes", [(8, 8), (12, 30), (25, 9)])
def test_percentile_and_bca_equal_scipy_on_the_same_draws(sizes: tuple[int, int]) -> None:
    a, b = sample(sizes[0], 3, 1), sample(sizes[1], 3, 2)
    held, drawn = sides(a, b)
    pulls = [influence(each) for each in held]
    mine = {"percentile": percentile_difference(*drawn), "BCa": bca_interval(*drawn, pulls)}
    for method, (low, high) in mine.items():
        for cell in range(3):
            distribution = (drawn[0].means - drawn[1].means)[cell]
            oracle = from_scipy(a[:, cell], b[:, cell], distribution, method)
            assert (low[cell], high[cell]) == pytest.approx(oracle, rel=1e-9)


def test_welch_equals_scipy() -> None:
    a, b = sample(11, 2, 3), sample(17, 2, 4)
    _, drawn = sides(a, b)
    low, high = welch_interval(*drawn)
    oracle = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    assert low == pytest.approx(oracle.low)
    assert high == pytest.approx(oracle.high)


def test_the_studentised_bounds_written_out() -> None:
    a, b = sample(9, 1, 5)[:, 0], sample(12, 1, 6)[:, 0]
    _, drawn = sides(a[:, None], b[:, None])
    streams = [generator(1, name) for name in "ab"]
    observed, error = a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / 9 + b.var(ddof=1) / 12)
    picked = []
    for values, stream in zip((a, b), streams, strict=True):
        counts = np.vstack([cluster_weights(len(values), rows, stream) for rows in (1024, DRAWS - 1024)]).astype(int)
        picked.append([np.repeat(values, row) for row in counts])
    t = []
    for one, two in zip(*picked, strict=True):
        spread = np.sqrt(one.var(ddof=1) / 9 + two.var(ddof=1) / 12)
        t.append((one.mean() - two.mean() - observed) / spread)
    size = np.quantile(np.abs(t), 0.95) * error
    low, high = studentised_interval(*drawn)
    assert (low[0], high[0]) == pytest.approx((observed - size, observed + size))
    low, high = equal_tailed_interval(*drawn)
    upper, lower = np.quantile(t, [0.975, 0.025])
    assert (low[0], high[0]) == pytest.approx((observed - upper * error, observed - lower * error))


def test_the_error_of_clusters_is_that_of_a_ratio_of_sums() -> None:
    values, cluster = sample(20, 1, 7), np.repeat(np.arange(6), [1, 2, 3, 4, 4, 6])
    drawn = bootstrap(Units.of(values, cluster), 5, generator(1, "a"))
    mean = values.mean()
    residuals = np.array([(values[cluster == each, 0] - mean).sum() for each in range(6)])
    assert drawn.variance[0] == pytest.approx(6 / 5 * (residuals**2).sum() / 20**2)
    weights = cluster_weights(6, 5, generator(1, "a"))
    for draw in range(5):
        counts = weights[draw, cluster]
        middle = np.average(values[:, 0], weights=counts)
        sums = np.array([(values[cluster == each, 0] - middle).sum() for each in range(6)])
        wanted = 6 / 5 * (weights[draw] * sums**2).sum() / counts.sum() ** 2
        assert drawn.means[0, draw] == pytest.approx(middle)
        assert drawn.variances[0, draw] == pytest.approx(wanted)


def test_the_jackknife_leaves_whole_clusters_out() -> None:
    values, cluster = sample(20, 1, 8), np.repeat(np.arange(5), 4)
    held, other = Units.of(values, cluster), Units.of(sample(9, 1, 9), np.arange(9))
    drawn = [bootstrap(each, 10, generator(1, "a")) for each in (held, other)]
    low, high = jackknife_interval(drawn[0], drawn[1], [influence(held), influence(other)])
    without = np.array([values[cluster != each].mean() for each in range(5)])
    error = np.sqrt(4 / 5 * ((without - without.mean()) ** 2).sum() + drawn[1].variance[0])
    size = stats.t.ppf(0.975, 4) * error
    assert (high - low)[0] / 2 == pytest.approx(size)


def test_the_ratio_by_hand() -> None:
    a, b = sample(10, 1, 10), sample(14, 1, 11)
    _, drawn = sides(a, b)
    one, two = a.var(ddof=1) / 10 / a.mean() ** 2, b.var(ddof=1) / 14 / b.mean() ** 2
    freedom = (one + two) ** 2 / (one**2 / 9 + two**2 / 13)
    size = stats.t.ppf(0.975, freedom) * np.sqrt(one + two)
    low, high = ratio_interval(*drawn)
    assert low[0] == pytest.approx(a.mean() / b.mean() * np.exp(-size))
    assert high[0] == pytest.approx(a.mean() / b.mean() * np.exp(size))
    negative = sides(-a, b)[1]
    assert np.isnan(ratio_interval(*negative)).all()


def test_very_unequal_sides_are_never_narrower_than_the_jackknife() -> None:
    held, drawn = sides(sample(6, 40, 12), sample(40, 40, 13))
    pulls = [influence(each) for each in held]
    (low, high), method = difference_interval(*drawn, held)
    plain, floor = studentised_interval(*drawn), jackknife_interval(*drawn, pulls)
    assert np.all(low == np.minimum(plain[0], floor[0]))
    assert np.all(high == np.maximum(plain[1], floor[1]))
    assert set(method) == {STUDENTISED, AT_LEAST_JACKKNIFE}
    even_held, even = sides(sample(20, 4, 14), sample(30, 4, 15))
    bounds, method = difference_interval(*even, even_held)
    assert np.array_equal(bounds, studentised_interval(*even))
    assert set(method) == {STUDENTISED}


def test_a_side_that_is_all_alike_takes_over_the_scatter_of_the_other() -> None:
    few, many = np.zeros((10, 1)), np.random.default_rng(1).poisson(0.6, (14, 1)).astype(float)
    held, drawn = sides(few, many)
    (low, high), method = difference_interval(*drawn, held)
    pooled = np.sqrt((few.var() * 10 + many.var() * 14) / 22 * (1 / 10 + 1 / 14))
    floor = many.mean() + stats.t.ppf(0.975, 9) * pooled
    assert -low[0] >= floor - 1e-12
    assert pooled_interval(*drawn, [influence(each) for each in held])[0][0] == pytest.approx(-floor)
    assert method[0] in (STUDENTISED, AT_LEAST_POOLED)
    assert high[0] > studentised_interval(*drawn)[1][0] - 1e-12


def test_a_missing_value_leaves_its_cell_alone() -> None:
    a, b = sample(14, 2, 16), sample(14, 2, 17)
    holed = a.copy()
    holed[10:, 0] = np.nan
    whole, part = sides(a, b)[1], sides(holed, b)[1]
    for method in (studentised_interval, welch_interval, percentile_difference):
        assert np.array(method(*part))[:, 1] == pytest.approx(np.array(method(*whole))[:, 1])
    alone = stats.ttest_ind(a[:10, 0], b[:, 0], equal_var=False).confidence_interval(0.95)
    assert welch_interval(*part)[0][0] == pytest.approx(alone.low)


def test_sides_without_spread_have_no_interval() -> None:
    held, drawn = sides(np.zeros((9, 1)), np.zeros((9, 1)))
    pulls = [influence(each) for each in held]
    for bounds in (studentised_interval(*drawn), welch_interval(*drawn), pooled_interval(*drawn, pulls)):
        assert np.isnan(bounds).all()
    assert np.array(bca_interval(*drawn, pulls)).ravel().tolist() == [0, 0], (
        "every draw is 0: scipy gives NaN here, we the draws"
    )
    nothing = bootstrap(Units.of(np.empty((0, 2)), np.empty(0, dtype=int)), 10, generator(1, "a"))
    assert np.isnan(studentised_interval(nothing, nothing)).all()


def test_differing_counts_clusters_off_the_most_common_value() -> None:
    values = np.array([[0.0, 1.0, 2.0], [0.0, 1.0, 3.0], [0.0, 2.0, np.nan], [4.0, 2.0, np.nan]])
    assert differing(Units.of(values, np.arange(4))).tolist() == [1, 2, 2]
    assert differing(Units.of(np.empty((0, 1)), np.empty(0, dtype=int))).tolist() == [0]


@pytest.mark.parametrize(("outlets", "articles"), [((8, 8), 1), ((6, 20), 4)])
def test_the_reported_interval_holds_what_it_promises_and_the_percentile_does_not(
    outlets: tuple[int, int], articles: int
) -> None:
    """Skewed rates of sides that do not differ, a quarter of the variance between outlets; a thousand studies share draws."""
    held, missed = [], []
    for world in range(4):
        random = np.random.default_rng([world, *outlets])
        units = []
        for size in outlets:
            between = np.repeat(random.normal(0, 0.5, (size, 250)), articles, axis=0)
            rates = np.exp(0.6 * (between + random.normal(0, 0.75**0.5, between.shape)))
            units.append(Units.of(rates, np.repeat(np.arange(size), articles)))
        drawn = [bootstrap(each, 500, generator(world, name)) for each, name in zip(units, "ab", strict=True)]
        (low, high), _ = difference_interval(drawn[0], drawn[1], (units[0], units[1]))
        held.append(np.mean((low <= 0) & (high >= 0)))
        low, high = percentile_difference(drawn[0], drawn[1])
        missed.append(np.mean((low <= 0) & (high >= 0)))
    assert np.mean(held) >= 0.93 - 2 * (0.93 * 0.07 / 1000) ** 0.5
    assert np.mean(missed) < 0.93
