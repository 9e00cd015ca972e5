"""Thresholds on the rates of generic frames, chosen on other folds, beside the commonest answer."""

from __future__ import annotations

import numpy as np

from framing.validate.sets.frames_narrative import right_answers

FOLDS = np.arange(40) % 5


def test_a_clean_cut_is_found_on_every_fold() -> None:
    scores = np.linspace(0, 1, 40)
    right, commonest = right_answers(scores, scores >= 0.7, FOLDS)
    assert right.mean() >= 0.95
    assert commonest.mean() == np.mean(scores < 0.7)


def test_where_scores_say_nothing_the_commonest_answer_is_not_beaten() -> None:
    truth = np.arange(40) < 4
    right, commonest = right_answers(np.zeros(40), truth, FOLDS)
    assert right.tolist() == commonest.tolist()


def test_one_fold_alone_has_nothing_to_choose_by() -> None:
    right, commonest = right_answers(np.zeros(3), np.array([True, False, False]), np.zeros(3, int))
    assert (right.sum(), commonest.sum()) == (2, 2)
