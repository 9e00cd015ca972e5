"""Agreement of coders: equal to the published examples, to NLTK where that is defined, and to hand counts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance

from framing.compare.resample import generator
from framing.validate.reliability import agreement, alpha_interval, gwet_ac1, krippendorff_alpha, percent_agreement

NAN = float("nan")
WIKIPEDIA = (
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
"""Three coders, fifteen units: the example of the article on Krippendorff's alpha in Wikipedia."""


def array(rows: tuple[str, ...]) -> np.ndarray:
    return np.array([[NAN if cell == "*" else float(cell) for cell in row.split()] for row in rows])


def test_published_examples(shared: Path) -> None:
    examples = json.loads((shared / "gold" / "reliability" / "krippendorff.json").read_text(encoding="utf-8"))["examples"]
    for example in examples:
        codes = np.array(example["units"], dtype=float) if "units" in example else array(WIKIPEDIA)
        for scale, value in example["expected"].items():
            assert krippendorff_alpha(codes, scale) == pytest.approx(value, abs=0.0006), (example["name"], scale)


def test_wikipedias_example_to_the_last_digit() -> None:
    assert krippendorff_alpha(array(WIKIPEDIA), "nominal") == pytest.approx(0.691358, abs=1e-6)
    assert krippendorff_alpha(array(WIKIPEDIA), "interval") == pytest.approx(0.810845, abs=1e-6)


@given(st.lists(st.tuples(*[st.integers(1, 4)] * 3), min_size=3, max_size=20).filter(lambda rows: len(set(sum(rows, ()))) > 1))
def test_nltk_says_the_same_where_nothing_is_missing(rows: list[tuple[int, int, int]]) -> None:
    data = [(f"c{coder}", str(unit), code) for unit, row in enumerate(rows) for coder, code in enumerate(row)]
    codes = np.array(rows, dtype=float).T
    for scale, distance in (("nominal", binary_distance), ("interval", interval_distance)):
        task = AnnotationTask(data, distance)
        assert krippendorff_alpha(codes, scale) == pytest.approx(task.alpha())  # type: ignore[arg-type]
    assert percent_agreement(codes) == pytest.approx(AnnotationTask(data, binary_distance).avg_Ao())


@given(st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, NAN]), min_size=3, max_size=3), min_size=2, max_size=12), st.randoms())
def test_the_order_of_units_and_coders_does_not_matter(rows: list[list[float]], random: object) -> None:
    codes = np.array(rows).T
    shuffled = np.array(sorted(rows, key=lambda _: random.random())).T[::-1]  # type: ignore[attr-defined]
    for scale in ("nominal", "ordinal", "interval", "ratio"):
        assert krippendorff_alpha(codes, scale) == pytest.approx(krippendorff_alpha(shuffled, scale), nan_ok=True)
    assert gwet_ac1(codes) == pytest.approx(gwet_ac1(shuffled), nan_ok=True)
    value = krippendorff_alpha(codes)
    assert np.isnan(value) or value <= 1 + 1e-12


def test_gwet_by_hand() -> None:
    # Ten units, two coders: 8 agree on 0, one on 1, one differs. pi(1) = 3/20; chance = 2 · 3/20 · 17/20 = .255.
    codes = np.array([[0] * 8 + [1, 1], [0] * 8 + [1, 0]], dtype=float)
    assert percent_agreement(codes) == pytest.approx(0.9)
    assert gwet_ac1(codes) == pytest.approx((0.9 - 0.255) / (1 - 0.255))
    # A third category that nobody used makes chance smaller: .255 / 2.
    assert gwet_ac1(codes, 3) == pytest.approx((0.9 - 0.1275) / (1 - 0.1275))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("1 2 1",), "one coder"),
        (("1 1 1", "1 1 1"), "one category only"),
        (("1 2 *", "* * 2"), "no unit was coded twice"),
        (("* *", "* *"), "no codes"),
    ],
)
def test_what_is_not_defined_is_nan_and_said(rows: tuple[str, ...], said: str) -> None:
    found = agreement(array(rows), "nominal", generator(1))
    assert np.isnan(found.alpha)
    assert np.isnan(found.low)
    assert said in found.note


def test_a_ratio_scale_by_hand() -> None:
    # Values 0, 1, 2; one unit differs (2, 1). Observed: 2 · (1/3)². Margins 4, 3, 1, n = 8:
    # expected 2 · (4·3·1 + 4·1·1 + 3·1·(1/3)²) = 2 · (16 + 1/3).
    codes = np.array([[0, 1, 2, 0.0], [0, 1, 1, 0.0]])
    assert krippendorff_alpha(codes, "ratio") == pytest.approx(1 - 7 * (2 / 9) / (2 * (16 + 1 / 3)))


def test_intervals_of_alpha_cover_it_and_widen_with_clusters() -> None:
    random = np.random.default_rng(5)
    truth = random.integers(0, 3, 200)
    codes = np.array([np.where(random.random(200) < 0.8, truth, random.integers(0, 3, 200)) for _ in range(2)], dtype=float)
    low, high = alpha_interval(codes, "nominal", generator(1))
    assert low < krippendorff_alpha(codes) < high
    assert 0.1 < high - low < 0.3
    alike = np.repeat(codes[:, :20], 10, axis=1)
    wide = alpha_interval(alike, "nominal", generator(1), clusters=np.repeat(np.arange(20), 10).tolist())
    narrow = alpha_interval(alike, "nominal", generator(1))
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])


def test_the_interval_covers_at_about_its_level() -> None:
    # The population: units of three categories, coders right in 4 of 5; alpha by a very large sample.
    def drawn(random: np.random.Generator, units: int) -> np.ndarray:
        truth = random.integers(0, 3, units)
        return np.array(
            [np.where(random.random(units) < 0.8, truth, random.integers(0, 3, units)) for _ in range(2)], dtype=float
        )

    true = krippendorff_alpha(drawn(np.random.default_rng(0), 10_000))
    inside = 0
    for seed in range(150):
        low, high = alpha_interval(drawn(np.random.default_rng(seed), 100), "nominal", generator(seed), draws=400)
        inside += low <= true <= high
    assert 0.90 <= inside / 150 <= 0.98
