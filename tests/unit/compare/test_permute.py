"""Relabelling within strata, and max-T, against loops that write them out."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from framing.compare.adjust import holm
from framing.compare.permute import permutation
from framing.compare.resample import generator

RANDOM = np.random.default_rng(4)


def test_strata_written_out() -> None:
    values = RANDOM.normal(size=(9, 2))
    first = np.array([1, 0, 0, 1, 1, 0, 0, 1, 0], dtype=bool)
    strata = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2])
    observed = np.abs(values[first].mean(axis=0) - values[~first].mean(axis=0))
    drawn = []
    for picks in product(combinations(range(3), 1), combinations(range(3, 7), 2), combinations(range(7, 9), 1)):
        labels = np.isin(np.arange(9), [i for part in picks for i in part])
        drawn.append(np.abs(values[labels].mean(axis=0) - values[~labels].mean(axis=0)))
    wanted = (np.array(drawn) >= observed - 1e-12).mean(axis=0)
    result = permutation(values, first, np.arange(9), 1000, generator(1, "a"), strata=strata)
    assert result.exact
    assert len(drawn) == 3 * 6 * 2
    assert result.p == pytest.approx(wanted)
    sampled = permutation(values, first, np.arange(9), 35, generator(1, "a"), strata=strata)
    assert not sampled.exact


def test_labels_stay_within_their_stratum() -> None:
    strata = np.repeat([0, 1], 30)
    values = np.where(strata == 1, 10.0, 0.0)[:, None] + RANDOM.normal(size=(60, 1))
    first = np.r_[np.arange(30) < 5, np.arange(30) < 25]  # the first side has most of the high stratum
    without = permutation(values, first, np.arange(60), 999, generator(1, "a")).p[0]
    within = permutation(values, first, np.arange(60), 999, generator(1, "a"), strata=strata).p[0]
    assert without < 0.01
    assert within > 0.05


def test_an_outlet_in_two_strata_cannot_change_sides_within_one() -> None:
    with pytest.raises(ValueError, match="several strata"):
        permutation(
            np.ones((4, 1)), np.arange(4) < 2, np.array([0, 0, 1, 1]), 10, generator(1, "a"), strata=np.array([0, 1, 0, 1])
        )


def test_max_t_written_out() -> None:
    values = RANDOM.normal(size=(8, 4))
    values[:4, 2] += 2.5
    first = np.arange(8) < 4
    scale = np.sqrt(((values - values.mean(axis=0)) ** 2).sum(axis=0))

    def statistic(labels: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.asarray(np.abs(values[labels].mean(axis=0) - values[~labels].mean(axis=0)) / scale, dtype=np.float64)

    every = np.array([statistic(np.isin(np.arange(8), pick)) for pick in combinations(range(8), 4)])
    observed = statistic(first)
    order = np.argsort(-observed)
    wanted, last = np.empty(4), 0.0
    for place, cell in enumerate(order):
        last = max(last, float((every[:, order[place:]].max(axis=1) >= observed[cell] - 1e-12).mean()))
        wanted[cell] = last
    result = permutation(values, first, np.arange(8), 1000, generator(1, "a"), families=np.zeros(4, dtype=int))
    assert result.adjusted == pytest.approx(wanted)
    assert np.all(result.adjusted >= result.p - 1e-12)


def test_families_are_apart_and_some_cells_in_none() -> None:
    values = RANDOM.normal(size=(20, 5))
    values[:, 4] = np.nan
    first, families = np.arange(20) < 10, np.array([0, 0, 1, -1, 0])
    both = permutation(values, first, np.arange(20), 499, generator(1, "a"), families=families).adjusted
    alone = permutation(values[:, 2:3], first, np.arange(20), 499, generator(1, "a"), families=np.zeros(1, dtype=int))
    assert both[2] == alone.adjusted[0] == alone.p[0], "a family of one needs no adjusting"
    assert np.isnan(both[3:]).all()


def test_max_t_uses_that_cells_hang_together() -> None:
    base = RANDOM.normal(size=(40, 1))
    values = base + 0.01 * RANDOM.normal(size=(40, 30))
    values[:20] += 0.9
    result = permutation(values, np.arange(40) < 20, np.arange(40), 999, generator(1, "a"), families=np.zeros(30, dtype=int))
    assert result.adjusted.max() < 0.5 * holm(result.p).max()


def test_the_chance_of_any_false_finding_is_as_said() -> None:
    any_found = []
    for world in range(400):
        values = np.random.default_rng(world).gamma(1.0, size=(16, 10))
        result = permutation(
            values, np.arange(16) < 8, np.arange(16), 199, generator(world, "p"), families=np.zeros(10, dtype=int)
        )
        any_found.append(result.adjusted.min() <= 0.05)
    assert np.mean(any_found) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 400)


def test_holm_by_hand_and_on_nothing() -> None:
    assert holm(np.array([0.01, 0.04, np.nan, 0.03])) == pytest.approx([0.03, 0.06, np.nan, 0.06], nan_ok=True)
    assert holm(np.empty(0)).shape == (0,)


def test_a_sampled_permutation_equals_scipy_on_the_same_relabellings() -> None:
    values, first, draws = RANDOM.gamma(2.0, size=(14, 1)), np.arange(14) < 5, 150
    mine = permutation(values, first, np.arange(14), draws, generator(1, "a")).p[0]
    keys = generator(1, "a").random((draws, 14))
    picks = np.argpartition(keys, 5, axis=1)[:, :5]
    observed = values[first].mean() - values[~first].mean()
    null = [values[pick].mean() - np.delete(values, pick).mean() for pick in picks]
    assert mine == pytest.approx((1 + (np.abs(null) >= abs(observed) - 1e-12).sum()) / (draws + 1))
    exact = stats.permutation_test(
        (values[first, 0], values[~first, 0]), lambda x, y: abs(x.mean() - y.mean()), alternative="greater", n_resamples=np.inf
    )
    assert mine == pytest.approx(exact.pvalue, abs=0.15)
