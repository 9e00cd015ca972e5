"""Keywords: which words one side uses more, by log-odds with an informative Dirichlet prior.

The z ranks words; it is no test. It takes words as drawn one by one, though they come in articles, so the number
of documents that have the word stands beside it. Source: Monroe, Colaresi & Quinn 2008.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.sides import groups, pool, pool_name
from framing.tables import TABLES, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["KEPT", "PRIOR_WORDS", "keywords", "log_odds", "log_ratio", "words_selected_by"]

PRIOR_WORDS = 500
"""α₀: the prior weighs as much as 500 words, a short article, spread like the words of the whole corpus.

The prior is that of Monroe et al. 2008, section 3.5.1; its size is this toolkit's choice. More pulls rare words to 0."""

KEPT = 250
"""Words kept a side and comparison, those with the largest z: the rest of a vocabulary says nothing and is long."""

FEWEST_DOCUMENTS = 2
"""A word of a single document tells of its topic; it is kept where that document is the target."""

WITHHELD = ""
"""The term that stands for all words too rare to be shipped: they count in totals only."""

_STYLE = 3
"""Words in a name that is still called by: "Kim Jong Un"."""

_ZERO = 0.5
"""Added to a count of 0 before its logarithm is taken (Hardie 2014)."""

Floats = NDArray[np.float64]


def log_odds(first: Floats, second: Floats, corpus: Floats, prior_words: float = PRIOR_WORDS) -> tuple[Floats, Floats]:
    """Give the log-odds difference of each word and its z.

    All three are counts over the same words: of the first side, of the second, and of the corpus whose distribution is
    the prior. δ = ln((y₁ + α) / (n₁ + α₀ − y₁ − α)) − ln((y₂ + α) / (n₂ + α₀ − y₂ − α)), where α is the word's share of
    the corpus times α₀; z = δ / √(1 / (y₁ + α) + 1 / (y₂ + α)). > 0: the first side uses it more.
    A word that is in no document, or the only word there is, gives NaN. Source: Monroe et al. 2008, eqs 15, 16, 20, 22.

    Examples:
        >>> delta, z = log_odds(np.array([3.0, 1.0]), np.array([1.0, 3.0]), np.array([4.0, 4.0]), prior_words=4)
        >>> delta.round(3), z.round(3)  # (3 + 2) / 3 against 3 / (3 + 2)
        (array([ 1.022, -1.022]), array([ 1.399, -1.399]))
    """
    alpha = prior_words * corpus / max(corpus.sum(), 1.0)
    one, two = first + alpha, second + alpha
    rest_one, rest_two = one.sum() - one, two.sum() - two
    known = (one > 0) & (two > 0) & (rest_one > 0) & (rest_two > 0)
    delta, deviation = np.full((2, len(corpus)), np.nan)
    delta[known] = np.log(one[known] / rest_one[known]) - np.log(two[known] / rest_two[known])
    deviation[known] = np.sqrt(1 / one[known] + 1 / two[known])
    return delta, delta / deviation


def log_ratio(first: Floats, second: Floats) -> Floats:
    """Give the binary logarithm of the ratio of relative frequencies; 1: twice as frequent on the first side.

    A count of 0 is taken as 0.5; a side without words gives NaN. Source: Hardie 2014.

    Examples:
        >>> log_ratio(np.array([4.0, 0.0, 6.0]), np.array([2.0, 1.0, 7.0]))[:2]
        array([ 1., -1.])
    """
    if not (first.sum() and second.sum()):
        return np.full(len(first), np.nan)
    one, two = (np.where(counts > 0, counts, _ZERO) / counts.sum() for counts in (first, second))
    ratio: Floats = np.log2(one / two)
    return ratio


def words_selected_by(study: Study) -> frozenset[str]:
    """Give the words of the names by which the documents were selected, in lower case: they are no keywords.

    Only capitalised words of the selected actors' names, aliases, demonyms and leaders count, and never "the". Full styles
    of more than three words ("Democratic People's Republic of …") are left aside: their words are common ones.

    Examples:
        >>> from framing.study import Actor, Sampling, Study
        >>> study = Study(
        ...     name="s", title="", folder=".", target="t", actors=[Actor(name="Russia", aliases=["the Kremlin"])],
        ...     sampling=Sampling(sought_in="", selected_actors=["Russia"]),
        ... )
        >>> sorted(words_selected_by(study))
        ['kremlin', 'russia']
    """
    chosen = study.sampling.selected_actors if study.sampling else ()
    names = [
        name
        for each in study.actors
        if each.name in chosen
        for name in (each.name, *each.aliases, *each.adjectives, *each.leaders)
    ]
    short = [name for name in names if len(name.split()) <= _STYLE]
    words = {word for name in short for word in re.findall(r"[^\W_]+", name) if word[0].isupper()}
    return frozenset(word.casefold() for word in words) - {"the"}


def keywords(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give the words that tell the sides of each comparison apart: a table in the schema `keywords`.

    Needs the tables documents and terms. The prior is the word distribution of all documents of the study. Words of
    names that the documents were selected by are left out, and words of one document, unless it is the target. The
    `KEPT` words with the largest z for each side, largest first. Without comparisons or terms: no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    if tables["terms"].empty:
        return empty("keywords")
    corpus = _Corpus.of(tables["terms"])
    left_out = words_selected_by(study)
    pieces = [
        _compared(name, corpus, corpus.side(first), corpus.side(second), study.target in first, left_out)
        for name, first, second in _pairs(tables["documents"], study)
    ]
    return check(pd.concat(pieces, ignore_index=True), "keywords") if pieces else empty("keywords")


def _pairs(documents: pd.DataFrame, study: Study) -> Iterator[tuple[str, NDArray[np.object_], NDArray[np.object_]]]:
    """Yield the name and both sides' documents of everything that is compared."""
    for comparison in study.comparisons:
        if comparison.kind == "groups":
            sides = groups(documents, study, comparison.by, comparison.groups)
            for a, b in combinations(sides, 2):
                yield f"{comparison.name}: {a} − {b}", sides[a], sides[b]
        else:
            ids = pool(documents, study, comparison.by, comparison.groups)
            yield f"target in {pool_name(comparison.groups)}", np.array([study.target], dtype=object), ids


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Counts by document and term, sections added up; terms are sorted."""

    terms: NDArray[np.object_]
    documents: NDArray[np.object_]
    term: NDArray[np.intp]
    document: NDArray[np.intp]
    count: Floats

    @classmethod
    def of(cls, terms: pd.DataFrame) -> _Corpus:
        import pandas as pd

        whole = terms.groupby(["document", "term"], as_index=False, observed=True, sort=True)["count"].sum()
        document, documents = pd.factorize(whole["document"].astype("str"), sort=True)
        term, names = pd.factorize(whole["term"].astype("str"), sort=True)
        return cls(
            np.asarray(names, object), np.asarray(documents, object), term, document, whole["count"].to_numpy(np.float64)
        )

    def side(self, ids: NDArray[np.object_]) -> tuple[Floats, NDArray[np.intp]]:
        """Give how often, and in how many documents, each term stands among these documents."""
        inside = np.isin(self.documents, ids)[self.document]
        held, size = self.term[inside], len(self.terms)
        counts = np.bincount(held, weights=self.count[inside], minlength=size).astype(np.float64)
        return counts, np.bincount(held, minlength=size)

    def total(self) -> Floats:
        """Give how often each term stands in all documents."""
        return np.bincount(self.term, weights=self.count, minlength=len(self.terms)).astype(np.float64)


def _compared(
    name: str,
    corpus: _Corpus,
    first: tuple[Floats, NDArray[np.intp]],
    second: tuple[Floats, NDArray[np.intp]],
    has_target: bool,  # noqa: FBT001  (positional among the sides)
    left_out: frozenset[str],
) -> pd.DataFrame:
    import pandas as pd

    delta, z = log_odds(first[0], second[0], corpus.total())
    rows = pd.DataFrame(
        {
            "comparison": name,
            "term": corpus.terms,
            "log_odds": delta,
            "z": z,
            "log_ratio": log_ratio(first[0], second[0]),
            "count_target": first[0].astype(np.int64),
            "count_coverage": second[0].astype(np.int64),
            "documents_target": first[1],
            "documents_coverage": second[1],
        }
    )
    common = (first[1] + second[1] >= FEWEST_DOCUMENTS) | (has_target & (first[1] > 0))
    named = ~np.isin(corpus.terms, [WITHHELD, *left_out])
    return _largest(rows[common & named & ~np.isnan(z)])[list(TABLES["keywords"].names)]


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the words of the largest z on each side; ties by the alphabet."""
    import pandas as pd

    ordered = rows.sort_values(["z", "term"], ascending=[False, True], kind="stable")
    upper, lower = ordered[ordered["z"] > 0].head(KEPT), ordered[ordered["z"] < 0].tail(KEPT)
    return pd.concat([upper, lower])
