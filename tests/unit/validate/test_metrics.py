"""Metrics and intervals against scipy, scikit-learn and NLTK."""

from __future__ import annotations

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance
from scipy.stats import pearsonr
from sklearn.metrics import confusion_matrix, f1_score, precision_score, recall_score, roc_auc_score

from framing.validate import metrics
from framing.validate.agreement import alpha
from framing.validate.intervals import of_documents, of_sums

RANDOM = np.random.default_rng(3)


def test_correlation_is_scipys() -> None:
    x, y = RANDOM.normal(size=(2, 40))
    sums = metrics.correlation_sums(x, x + y, np.arange(40) // 3)
    assert len(sums) == 14
    assert float(metrics.correlation(sums.sum(axis=0))) == pytest.approx(pearsonr(x, x + y).statistic)


def test_correlation_without_spread_is_nan() -> None:
    sums = metrics.correlation_sums(np.ones(3), np.arange(3.0), np.arange(3))
    assert np.isnan(metrics.correlation(sums.sum(axis=0)))


def test_f1_precision_and_recall_are_scikit_learns() -> None:
    gold, ours = RANDOM.integers(0, 2, size=(2, 60))
    both = (gold & ours).sum()
    sums = np.array([both, ours.sum(), both, gold.sum()], float)
    assert float(metrics.f1(sums)) == pytest.approx(f1_score(gold, ours))
    assert float(metrics.precision(sums)) == pytest.approx(precision_score(gold, ours))
    assert float(metrics.recall(sums)) == pytest.approx(recall_score(gold, ours))


@pytest.mark.parametrize(
    ("sums", "score"), [((0, 3, 0, 2), 0.0), ((0, 0, 0, 4), 0.0), ((0, 2, 0, 0), 0.0), ((0, 0, 0, 0), np.nan)]
)
def test_f1_where_something_is_missing(sums: tuple[int, ...], score: float) -> None:
    assert float(metrics.f1(np.array(sums, float))) == pytest.approx(score, nan_ok=True)


def test_macro_f1_is_scikit_learns() -> None:
    gold, ours = RANDOM.integers(0, 3, size=(2, 60))
    table = confusion_matrix(gold, ours, labels=[0, 1, 2]).astype(float).ravel()
    assert float(metrics.macro_f1(table)) == pytest.approx(f1_score(gold, ours, average="macro"))


def test_auc_is_scikit_learns_with_ties() -> None:
    gold = RANDOM.integers(0, 2, size=50).astype(bool)
    scores = RANDOM.integers(0, 6, size=50) / 5
    assert metrics.auc(scores, gold) == pytest.approx(roc_auc_score(gold, scores))
    assert np.isnan(metrics.auc(scores, np.ones(50, bool)))


def test_overlapping_is_the_plain_double_loop() -> None:
    for _ in range(50):
        start = RANDOM.integers(0, 40, size=(2, 6))
        one, other = ([(int(a), int(a + size)) for a, size in zip(row, RANDOM.integers(1, 9, 6), strict=True)] for row in start)
        plain = sum(any(a < d and c < b for c, d in other) for a, b in one)
        assert metrics.overlapping(one, other) == plain
    assert metrics.overlapping([], [(0, 1)]) == metrics.overlapping([(0, 1)], []) == 0


def ratings(coders: int, units: int, gaps: float) -> list[list[int | None]]:
    table = RANDOM.integers(1, 4, size=(coders, units))
    keep = RANDOM.random((coders, units)) >= gaps
    return [[int(code) if kept else None for code, kept in zip(*row, strict=True)] for row in zip(table, keep, strict=True)]


@pytest.mark.parametrize(("level", "distance"), [("nominal", binary_distance), ("interval", interval_distance)])
def test_alpha_is_nltks(level: str, distance: object) -> None:
    table = ratings(3, 25, 0.0)
    data = [(f"c{at}", str(unit), code) for at, row in enumerate(table) for unit, code in enumerate(row)]
    expected = AnnotationTask(data, distance=distance).alpha()
    assert alpha(table, level) == pytest.approx(expected)  # type: ignore[arg-type]


def test_alpha_of_krippendorffs_example_with_gaps() -> None:
    """Krippendorff 2011: 3 coders, 15 units, many not coded (also the docstring of the package fast-krippendorff)."""
    rows = ["* * * * * 3 4 1 2 1 1 3 3 * 3", "1 * 2 1 3 3 4 3 * * * * * * *", "* * 2 1 3 4 4 * 2 1 1 3 3 * 4"]
    table = [[None if code == "*" else int(code) for code in row.split()] for row in rows]
    assert alpha(table) == pytest.approx(0.691358, abs=1e-6)
    assert alpha(table, "interval") == pytest.approx(0.810845, abs=1e-6)


def test_alpha_without_disagreement_to_expect_is_nan() -> None:
    assert np.isnan(alpha([[1, 1], [1, 1]]))
    assert np.isnan(alpha([[None, None]]))


def test_interval_holds_the_value_and_is_the_same_again() -> None:
    table = np.column_stack([RANDOM.integers(0, 9, 30), np.full(30, 9)]).astype(float)

    def share(sums: metrics.Floats) -> metrics.Floats:
        return np.asarray(sums[..., 0] / sums[..., 1])

    first, again = of_sums(table, share), of_sums(table, share)
    assert first == again
    assert first.low < first.value < first.high
    by_choice = of_documents(30, lambda chosen: float(share(table[chosen].sum(axis=0))), draws=2_000)
    assert by_choice.value == pytest.approx(first.value)
    assert (by_choice.low, by_choice.high) == pytest.approx((first.low, first.high), abs=0.02)


def test_one_document_has_no_interval_and_none_no_value() -> None:
    one = of_sums(np.array([[1.0, 2.0]]), lambda sums: np.asarray(sums[..., 0] / sums[..., 1]))
    assert one.value == 0.5
    assert np.isnan([one.low, one.high]).all()
    assert np.isnan(of_sums(np.zeros((0, 2)), lambda sums: sums[..., 0]).value)
