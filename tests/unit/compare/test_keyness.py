"""Keywords by hand, against a direct implementation of the paper's formulas, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, log, log2, sqrt

import numpy as np
import pandas as pd
import pytest

from framing.compare.keyness import KEPT, PRIOR_WORDS, keywords, log_odds, log_ratio
from framing.study import Actor, Comparison, Sampling, Study
from framing.tables import TABLES


def direct(y1: list[float], y2: list[float], corpus: list[float], prior: float) -> list[tuple[float, float]]:
    """Write Monroe et al. 2008, equations 16, 20 and 22 down word by word."""
    n1, n2, total = sum(y1), sum(y2), sum(corpus)
    out = []
    for a, b, c in zip(y1, y2, corpus, strict=True):
        alpha = prior * c / total
        delta = log((a + alpha) / (n1 + prior - a - alpha)) - log((b + alpha) / (n2 + prior - b - alpha))
        out.append((delta, delta / sqrt(1 / (a + alpha) + 1 / (b + alpha))))
    return out


def test_log_odds_by_hand() -> None:
    # alpha = 10 × 2/10 = 2 and 10 × 8/10 = 8; (4 + 2) / (6 + 8) against (1 + 2) / (9 + 8)
    delta, z = log_odds(np.array([4.0, 6.0]), np.array([1.0, 9.0]), np.array([2.0, 8.0]), prior_words=10)
    assert delta[0] == pytest.approx(log(6 / 14) - log(3 / 17))
    assert z[0] == pytest.approx((log(6 / 14) - log(3 / 17)) / sqrt(1 / 6 + 1 / 3))


def test_log_odds_equals_the_formulas() -> None:
    random = np.random.default_rng(1)
    first, second, rest = random.poisson(3, (3, 200)).astype(float)
    corpus = first + second + rest + 1
    delta, z = log_odds(first, second, corpus)
    oracle = direct(first.tolist(), second.tolist(), corpus.tolist(), PRIOR_WORDS)
    assert np.allclose(np.column_stack([delta, z]), np.array(oracle))


def test_the_sign_turns_with_the_sides_and_a_larger_prior_pulls_to_zero() -> None:
    first, second = np.array([9.0, 1.0, 40.0]), np.array([2.0, 6.0, 42.0])
    delta, z = log_odds(first, second, first + second)
    assert np.allclose(log_odds(second, first, first + second)[1], -z)
    assert np.all(np.abs(log_odds(first, second, first + second, 5000)[0]) < np.abs(delta))


def test_log_ratio_by_hand_and_on_nothing() -> None:
    assert log_ratio(np.array([8.0, 2.0]), np.array([1.0, 9.0]))[0] == pytest.approx(3.0)
    assert log_ratio(np.array([0.0, 10.0]), np.array([5.0, 5.0]))[0] == pytest.approx(log2(0.05 / 0.5))
    assert isnan(log_ratio(np.array([0.0]), np.array([1.0]))[0])


def terms(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame([(d, "01", t, n) for d, t, n in rows], columns=["document", "section", "term", "count"])


DOCUMENTS = pd.DataFrame({"document": ["t", "a", "b", "c", "d"], "group": ["", "left", "left", "right", "right"]})
COUNTS = {
    "t": {"pact": 3, "the": 9},
    "a": {"deal": 4, "the": 9, "moscow": 1},
    "b": {"deal": 2, "the": 5, "": 7},
    "c": {"threat": 5, "the": 9},
    "d": {"threat": 1, "the": 4, "lone": 8, "moscow": 9},
}
TERMS = terms([(document, term, count) for document, counts in COUNTS.items() for term, count in counts.items()])


@pytest.fixture
def words() -> pd.DataFrame:
    made = Study(
        name="s",
        title="",
        folder=".",  # type: ignore[arg-type]
        target="t",
        actors=(Actor(name="Russia", aliases=("Moscow",)),),
        sampling=Sampling(sought_in="nowhere", selected_actors=("Russia",)),
        comparisons=(Comparison(name="side", kind="groups", groups=("left", "right")), Comparison(name="all", kind="target")),
    )
    return keywords({"documents": DOCUMENTS, "terms": TERMS}, made)


def test_keywords_of_groups(words: pd.DataFrame) -> None:
    assert tuple(words.columns) == TABLES["keywords"].names
    side = words[words["comparison"] == "side: left − right"].set_index("term")
    assert set(side.index) == {"deal", "threat", "the"}, "one-document, withheld and selecting words are left out"
    assert np.sign(side["z"].loc[["deal", "threat"]]).tolist() == [1, -1]
    counted = side[["count_target", "count_coverage", "documents_target", "documents_coverage"]]
    assert counted.to_dict("index")["deal"] == dict(zip(counted.columns, (6, 0, 2, 0), strict=True))


def test_left_out_words_count_in_the_totals(words: pd.DataFrame) -> None:
    side = words[words["comparison"] == "side: left − right"].set_index("term")
    # left: deal 6, the 14, withheld 7, moscow 1 = 28 words; right: 13 the, 6 threat, 8 lone, 9 moscow = 36
    assert side.loc["the", "log_ratio"] == pytest.approx(log2((14 / 28) / (13 / 36)))


def test_a_word_of_the_target_alone_is_kept(words: pd.DataFrame) -> None:
    assert "pact" in set(words.loc[words["comparison"] == "target in coverage", "term"])


def test_no_terms_or_comparisons_no_rows(study: Callable[..., Study]) -> None:
    made = study(comparisons=(), hypotheses=())
    assert keywords({"documents": DOCUMENTS, "terms": TERMS}, made).empty
    assert keywords({"documents": DOCUMENTS, "terms": TERMS.iloc[:0]}, made).empty


def test_so_many_are_kept_a_side() -> None:
    many = terms([(d, f"w{i:04}", 1 + (i * (d in "ab")) % 7) for d in "abcd" for i in range(3 * KEPT)])
    made = Study(
        name="s",
        title="",
        folder=".",  # type: ignore[arg-type]
        target="t",
        comparisons=(Comparison(name="side", kind="groups", groups=("left", "right")),),
    )
    kept = keywords({"documents": DOCUMENTS, "terms": many}, made)
    assert (kept["z"] > 0).sum() <= KEPT
    assert (kept["z"] < 0).sum() <= KEPT
    assert kept["z"].is_monotonic_decreasing
