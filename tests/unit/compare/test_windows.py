"""Windows: every sentence once, about equally long, documents weighing the same."""

from __future__ import annotations

import numpy as np
import pytest

from framing.compare.windows import SHORTEST, cumulate, percentile_among, weighted_quantiles, windows

RANDOM = np.random.default_rng(2)
DOCUMENT = np.repeat(np.arange(5), [40, 3, 25, 12, 60])
WORDS = RANDOM.integers(4, 40, len(DOCUMENT))


@pytest.mark.parametrize("length", [60, 150, 300])
def test_windows_never_cross_documents_and_leave_no_sentence_out(length: int) -> None:
    cut = windows(DOCUMENT, WORDS, length)
    pieces = [np.arange(start, end) for start, end in zip(cut.start, cut.end, strict=True)]
    for piece, owner in zip(pieces, cut.document, strict=True):
        assert set(DOCUMENT[piece]) == {owner}
        assert np.all(np.diff(piece) == 1), "consecutive sentences"
    long_enough = [d for d in range(5) if WORDS[d == DOCUMENT].sum() >= SHORTEST * length]
    assert np.concatenate(pieces).tolist() == np.flatnonzero(np.isin(DOCUMENT, long_enough)).tolist()


@pytest.mark.parametrize("length", [150, 300])
def test_windows_are_about_as_long_as_wanted(length: int) -> None:
    cut = windows(DOCUMENT, WORDS, length)
    assert cut.words.tolist() == [WORDS[start:end].sum() for start, end in zip(cut.start, cut.end, strict=True)]
    longest_sentence = WORDS.max()
    assert np.all(cut.words >= SHORTEST * length - longest_sentence)
    assert np.all(cut.words <= 1.5 * length + longest_sentence)
    assert np.mean(cut.words) == pytest.approx(length, rel=0.2)


def test_a_document_weighs_one_however_many_windows_it_has() -> None:
    cut = windows(DOCUMENT, WORDS, 100)
    held = np.bincount(cut.document, weights=cut.weight, minlength=5)
    assert held == pytest.approx((WORDS_BY_DOCUMENT >= SHORTEST * 100).astype(float))


WORDS_BY_DOCUMENT = np.bincount(DOCUMENT, weights=WORDS)


def test_window_sums_by_hand() -> None:
    cut = windows(np.array([0, 0, 0, 0, 1, 1]), np.array([10, 10, 10, 10, 5, 5]), 20)
    assert cut.words.tolist() == [20, 20]
    assert cut.sums(cumulate(np.arange(6.0)[:, None])).ravel().tolist() == [1.0, 5.0]
    assert cut.document.tolist() == [0, 0]


def test_a_sentence_without_a_word_stays_with_its_neighbours() -> None:
    cut = windows(np.zeros(5, int), np.array([0, 10, 0, 10, 0]), 10)
    assert cut.words.tolist() == [10, 10]
    assert (cut.start[0], cut.end[-1]) == (0, 5)


def test_no_sentences_no_windows() -> None:
    cut = windows(np.empty(0, int), np.empty(0, int), 100)
    assert len(cut.start) == 0
    assert cut.sums(cumulate(np.empty((0, 3)))).shape == (0, 3)
    assert len(windows(np.zeros(3, int), np.zeros(3, int), 100).start) == 0
    assert np.isnan(weighted_quantiles(np.empty((0, 2)), np.empty(0), (0.5,))).all()
    assert np.isnan(percentile_among(np.array([1.0]), np.empty((0, 1)), np.empty(0))).all()


def test_weighted_quantiles_equal_numpy() -> None:
    values, weights = RANDOM.normal(size=(31, 4)).round(1), RANDOM.uniform(0.1, 1, 31)
    values[5:9, 2] = np.nan
    mine = weighted_quantiles(values, weights, (0.25, 0.5, 0.75))
    for cell in range(4):
        kept = ~np.isnan(values[:, cell])
        theirs = np.quantile(values[kept, cell], (0.25, 0.5, 0.75), weights=weights[kept], method="inverted_cdf")
        assert mine[:, cell] == pytest.approx(theirs)


def test_percentile_counts_ties_half_and_leaves_nan_out() -> None:
    reference = np.array([[1.0, np.nan], [2.0, 1.0], [2.0, np.nan], [5.0, np.nan]])
    told = percentile_among(np.array([2.0, 3.0]), reference, np.array([1.0, 1.0, 1.0, 1.0]))
    assert told.tolist() == [50.0, 100.0]
    weighted = percentile_among(np.array([2.0, 3.0]), reference, np.array([4.0, 1.0, 1.0, 2.0]))
    assert weighted[0] == pytest.approx(100 * (4 + 1) / 8)
    assert np.isnan(percentile_among(np.array([np.nan, np.nan]), reference, np.ones(4))).all()
