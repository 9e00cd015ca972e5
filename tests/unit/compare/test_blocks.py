"""Sentence blocks: consecutive, as many sentences as the section has, and no false zero."""

from __future__ import annotations

import numpy as np
import pytest

from framing.compare.blocks import block_interval, block_weights


@pytest.mark.parametrize("sentences", [1, 2, 5, 8, 30])
def test_every_draw_has_as_many_sentences_as_the_section(sentences: int) -> None:
    weights = block_weights(sentences, 50, np.random.default_rng(1))
    assert np.all(weights.sum(axis=1) == sentences)
    assert np.all(weights >= 0)


def test_blocks_are_of_consecutive_sentences() -> None:
    weights = block_weights(27, 200, np.random.default_rng(1))  # nine blocks of three
    edges = weights[:, [0, 26]].mean()
    middle = weights[:, 10:16].mean()
    assert edges < middle, "a sentence at the edge lies in fewer moving blocks"
    assert edges / middle == pytest.approx(1 / 3, abs=0.12)


def test_blocks_widen_the_interval_where_neighbours_are_alike() -> None:
    runs = np.repeat(np.random.default_rng(3).normal(size=25), 5)[:, None]
    shuffled = np.random.default_rng(4).permutation(runs)
    ones, scale = np.ones((125, 1)), np.ones(1)
    width = [np.subtract(*block_interval(each, ones, scale, 4000, np.random.default_rng(5)))[0] for each in (runs, shuffled)]
    assert abs(width[0]) > 1.2 * abs(width[1])


def test_the_interval_of_independent_sentences_is_that_of_the_mean() -> None:
    values = np.random.default_rng(6).normal(size=(64, 1))
    low, high = block_interval(values, np.ones((64, 1)), np.ones(1), 8000, np.random.default_rng(7))
    assert (high - low)[0] == pytest.approx(2 * 1.96 * values.std() / 8, rel=0.3)


def test_alike_sentences_and_no_denominator_give_no_bounds() -> None:
    numerator = np.column_stack([np.zeros(6), np.ones(6), np.arange(6.0)])
    denominator = np.column_stack([np.full(6, 20.0), np.ones(6), np.zeros(6)])
    low, high = block_interval(numerator, denominator, np.ones(3), 100, np.random.default_rng(1))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


def test_other_cells_do_not_move_the_bounds() -> None:
    random = np.random.default_rng(8)
    numerator, denominator = random.poisson(1.0, (12, 3)).astype(float), np.full((12, 3), 20.0)
    alone = block_interval(numerator[:, :1], denominator[:, :1], np.ones(1), 500, np.random.default_rng(9))
    among = block_interval(numerator, denominator, np.ones(3), 500, np.random.default_rng(9))
    assert alone[0][0] == pytest.approx(among[0][0], rel=1e-12)
    assert alone[1][0] == pytest.approx(among[1][0], rel=1e-12)
