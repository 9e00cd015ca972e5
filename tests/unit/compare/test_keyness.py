"""Keywords by hand, against a direct implementation of the paper's formulas, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan, log, log2, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.keyness import KEPT, keywords
from framing.compare.ngrams import ngram_keywords, ngrams
from framing.compare.word_statistics import PRIOR_WORDS, log_likelihood, log_odds, log_ratio
from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.errors import InputError, StudyError
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


@pytest.mark.parametrize(
    ("table", "wanted"),
    [  # Dunning 1993, table 2: this word and others on either side
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
        ((76, 104, 2476, 29121), 157.21),
    ],
)
def test_g_squared_is_dunnings(table: tuple[int, int, int, int], wanted: float) -> None:
    a, b, c, d = map(float, table)
    assert log_likelihood(np.array([a, b]), np.array([c, d]))[0] == pytest.approx(wanted, abs=0.005)


def test_g_squared_equals_scipy_and_is_nan_on_nothing() -> None:
    random = np.random.default_rng(2)
    first, second = random.poisson(3, (2, 50)).astype(float)
    first[0] += 1
    mine = log_likelihood(first, second)
    for word in np.flatnonzero(first + second):
        rest = first.sum() - first[word], second.sum() - second[word]
        oracle = stats.chi2_contingency([[first[word], second[word]], rest], correction=False, lambda_="log-likelihood")
        assert mine[word] == pytest.approx(oracle.statistic, abs=1e-9)
    assert isnan(log_likelihood(np.array([0.0]), np.array([1.0]))[0])


@pytest.fixture
def many() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ten documents of ten outlets a side: "storm" throughout one side, "burst" often in one document of it."""
    random = np.random.default_rng(5)
    rows = []
    for side in ("left", "right"):
        for number in range(10):
            name = f"{side}{number}"
            rows += [(name, "the", 60 + int(random.integers(20))), (name, "deal", 1 + int(random.integers(4)))]
            rows.append((name, "storm", int(random.integers(4, 7)) if side == "left" else int(random.integers(1, 3))))
            rows.append((name, "burst", 40 if name == "left0" else 1))
    documents = pd.DataFrame({"document": list(dict.fromkeys(d for d, _, _ in rows))})
    return documents.assign(group=documents["document"].str[:-1], outlet="o " + documents["document"]), terms(rows)


def sided(**values: Any) -> Study:  # noqa: ANN401  (any field of a study)
    sides = (Comparison(name="side", kind="groups", groups=("left", "right")),)
    return Study(**{"name": "s", "title": "", "folder": ".", "target": "t", "comparisons": sides, **values})


def test_p_is_of_whole_documents(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    documents, counted = many
    found = keywords({"documents": documents, "terms": counted}, sided()).set_index("term")
    assert found["z"]["burst"] > found["z"]["storm"], "forty times in one article looks like more"
    assert found["p_permutation"]["storm"] < 0.001 < 0.3 < found["p_permutation"]["burst"]
    assert set(found["tests"]) == {4}
    adjusted = stats.false_discovery_control(found["p_permutation"])
    assert found["q"].to_numpy() == pytest.approx(adjusted)
    wide = counted.pivot_table(index="document", columns="term", values="count", fill_value=0)
    rates = wide["deal"] / wide.sum(axis=1)
    left = rates[rates.index.str.startswith("left")].to_numpy()
    right = rates[rates.index.str.startswith("right")].to_numpy()
    oracle = stats.permutation_test(
        (left, right),
        lambda x, y, axis: np.abs(x.mean(axis=axis) - y.mean(axis=axis)),
        alternative="greater",
        vectorized=True,
        n_resamples=9_999,
        rng=np.random.default_rng(1),
    )
    assert found["p_permutation"]["deal"] == pytest.approx(oracle.pvalue, abs=0.03)


def test_one_outlet_is_too_few_to_test_words(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    documents, counted = many
    documents.loc[documents["group"] == "right", "outlet"] = "one agency"
    found = keywords({"documents": documents, "terms": counted}, sided())
    assert set(found["note"]) == {"too few to say"}
    assert found["p_permutation"].isna().all()
    assert found["z"].notna().all()


def test_the_target_is_ranked_and_has_no_q(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    documents, counted = many
    found = keywords({"documents": documents, "terms": counted}, sided(target="left0", comparisons=(ALL,))).set_index("term")
    assert found["p_permutation"]["burst"] == 1 / 20
    assert found["q"].isna().all()


ALL = Comparison(name="all", kind="target")


def test_a_target_that_is_the_whole_corpus_has_no_keywords(many: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    documents, counted = many
    alone = documents[documents["document"] == "left0"], counted[counted["document"] == "left0"]
    assert keywords({"documents": alone[0], "terms": alone[1]}, sided(target="left0", comparisons=(ALL,))).empty


def test_a_prior_of_ones_own(many: tuple[pd.DataFrame, pd.DataFrame], tmp_path: Path) -> None:
    documents, counted = many
    tables = {"documents": documents, "terms": counted}
    (tmp_path / "prior.csv").write_text("term,count\nThe,9000\nstorm,900\nother,100\n")
    found = keywords(tables, sided(folder=tmp_path, prior="prior.csv")).set_index("term")
    left = counted["document"].str.startswith("left")
    both = {side: counted[flags].groupby("term")["count"].sum().to_dict() for side, flags in ((True, left), (False, ~left))}
    names = sorted(str(name) for name in both[True])
    corpus = [{"the": 9000.0, "storm": 900.0}.get(name, 0.5) for name in names]
    oracle = direct([float(both[True][n]) for n in names], [float(both[False][n]) for n in names], corpus, PRIOR_WORDS)
    assert found["z"]["storm"] == pytest.approx(oracle[names.index("storm")][1])
    with pytest.raises(StudyError, match="is not there; prior names a CSV file"):
        keywords(tables, sided(folder=tmp_path, prior="none.csv"))
    (tmp_path / "bad.csv").write_text("word,n\na,b\n")
    with pytest.raises(StudyError, match="is no list of words"):
        keywords(tables, sided(folder=tmp_path, prior="bad.csv"))


def test_pairs_of_words_by_hand() -> None:
    texts = {
        "a": "Old pact\n\nThe old pact holds. Old friends hold the old pact.",
        "b": "News\n\nA new deal fails. The new deal fails again.",
    }
    found = ngrams([segment(Document(name, text)) for name, text in texts.items()])
    counted_a = found[found["document"] == "a"].groupby("term")["count"].sum()
    assert counted_a["old pact"] == 3, "the headline's own, and two of the lead"
    assert "holds old" not in counted_a, "no pair crosses a sentence"
    assert found.query("document == 'b' and term == 'new deal'")["count"].sum() == 2
    assert ngrams([]).empty
    with pytest.raises(InputError, match="give 1, 2 or 3"):
        ngrams([], 7)
    tables = {"documents": pd.DataFrame({"document": ["a", "b"], "outlet": ["x", "y"]}), "terms": found}
    words = keywords(tables, sided(target="a", comparisons=(ALL,)))
    assert words.iloc[0]["term"] == "old pact"


def test_pairs_have_the_statistics_of_words() -> None:
    """Counted by hand: every statistic of a pair is that of a word with the same counts."""
    texts = {f"left{at}": "Old news\n\nThe old pact holds. It may fail." for at in range(9)}
    texts |= {f"right{at}": "Old news\n\nThe new deal holds. It may fail. It may." for at in range(9)}
    documents = [segment(Document(name, text)) for name, text in texts.items()]
    listed = pd.DataFrame([(name, f"outlet {name}", name[:-1]) for name in texts], columns=["document", "outlet", "side"])
    sides = Comparison(name="s", kind="groups", by="side", groups=("left", "right"))
    made = Study(name="s", title="", folder=Path(), target="none", resamples=500, comparisons=(sides,), ngrams=2)
    found = ngram_keywords(documents, {"documents": listed}, made).set_index("term")
    pairs = ["old news", "the old", "old pact", "pact holds", "it may", "may fail"]
    other = ["old news", "the new", "new deal", "deal holds", "it may", "may fail", "it may"]
    rows = [(name, pair) for name in texts for pair in (pairs if name.startswith("left") else other)]
    counted = pd.DataFrame(rows, columns=["document", "term"]).assign(section="01", count=1)
    wanted = keywords({"documents": listed, "terms": counted}, made).set_index("term")
    pd.testing.assert_frame_equal(found, wanted)
    assert found["count_target"]["old pact"] == found["documents_target"]["old pact"] == 9
    first, second = np.array([9.0, 45.0]), np.array([0.0, 63.0])
    assert found["g2"]["old pact"] == pytest.approx(log_likelihood(first, second)[0])
    assert found["p_permutation"]["old pact"] < 0.01
    assert found["p_permutation"]["old pact"] <= found["q"]["old pact"]


def test_pairs_of_too_few_documents_are_not_given() -> None:
    documents = [
        segment(Document(f"{side}{at}", "Old news\n\nThe pact holds.")) for side in ("left", "right") for at in range(9)
    ]
    documents[0] = segment(Document("left0", "Old news\n\nRare words here."))
    listed = pd.DataFrame([(each.id, each.id, each.id[:-1]) for each in documents], columns=["document", "outlet", "side"])
    sides = Comparison(name="s", kind="groups", by="side", groups=("left", "right"))
    made = Study(name="s", title="", folder=Path(), target="none", resamples=500, comparisons=(sides,), ngrams=2)
    tables = {"documents": listed}
    assert "rare words" not in set(ngram_keywords(documents, tables, made)["term"])
    high = made.model_copy(update={"term_threshold": 18})
    assert set(ngram_keywords(documents, tables, high)["term"]) <= {"old news"}
    assert ngram_keywords(documents, tables, made, 0).empty
    assert ngram_keywords([], tables, made).empty
