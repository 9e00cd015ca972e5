"""Keywords: which words one side uses more, by log-odds with an informative Dirichlet prior, tested by whole documents.

The z ranks words; it is no test. It takes words as drawn one by one, though they come in articles, so p relabels whole
documents (outlets) and compares the means of their relative frequencies, and the number of documents that have the word
stands beside it. Sources: Monroe, Colaresi & Quinn 2008; Lijffijt et al. 2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.adjust import benjamini_hochberg
from framing.compare.limits import FEWEST_CLUSTERS, TOO_FEW
from framing.compare.limits import FEWEST_DOCUMENTS as FEWEST_SIDE
from framing.compare.permute import permutation
from framing.compare.resample import generator
from framing.compare.sides import clusters, pairings, pool, pool_name
from framing.compare.standing import rank_p
from framing.compare.word_statistics import log_likelihood, log_odds, log_ratio
from framing.errors import StudyError
from framing.tables import TABLES, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["FEWEST_TESTED", "KEPT", "keywords", "pairs", "words_selected_by"]

KEPT = 250
"""Words kept a side and comparison, those with the largest z: the rest of a vocabulary says nothing and is long."""

FEWEST_TESTED = 5
"""A word in fewer documents of both sides together is not tested: no relabelling of so few makes a small p."""

_BLOCK = 512
"""Words whose relabelled differences are held at once."""

FEWEST_DOCUMENTS = 2
"""A word of a single document tells of its topic; it is kept where that document is the target."""

WITHHELD = ""
"""The term that stands for all words too rare to be shipped: they count in totals only."""

_UNSEEN = 0.5
"""The count of a word that the user's own prior corpus lacks: less than once, and not never."""

_STYLE = 3
"""Words in a name that is still called by: "Kim Jong Un"."""

Floats = NDArray[np.float64]


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

    Needs the tables documents and terms (any terms: n-grams of `framing.compare.ngrams` too). The prior is the word
    distribution of all documents of the study, or of the file that it names. Words of names that the documents were
    selected by are left out, and words of one document, unless it is the target. The `KEPT` words with the largest z for
    each side, largest first; p and q are of all words in at least `FEWEST_TESTED` documents. Without comparisons or
    terms, and where a side has no words: no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there, or the prior's file is none.
    """
    import pandas as pd

    if tables["terms"].empty:
        return empty("keywords")
    corpus = _Corpus.of(tables["terms"])
    prior = _prior(study, corpus)
    left_out, cluster = words_selected_by(study), clusters(tables["documents"])
    pieces = []
    for name, first, second in pairs(tables["documents"], study):
        sides = corpus.side(first), corpus.side(second)
        if all(side.count.sum() for side in sides):
            rows = _compared(name, corpus, sides, prior)
            tested = _tested(corpus, sides, rows, cluster, study, name)
            pieces.append(_chosen(rows.join(tested), corpus, left_out, has_target=study.target in first))
    return check(pd.concat(pieces, ignore_index=True), "keywords") if pieces else empty("keywords")


def _prior(study: Study, corpus: _Corpus) -> Floats:
    """Give the counts whose distribution is the prior: the study's own words, or those of a corpus that it names."""
    import pandas as pd

    if not study.prior:
        return corpus.total()
    path = study.folder / study.prior
    try:
        given = pd.read_csv(path, dtype={"term": str}, keep_default_na=False)
        counts = given.groupby(given["term"].str.lower())["count"].sum()
    except FileNotFoundError:
        raise StudyError(f"{path}: is not there; prior names a CSV file with the columns term and count") from None
    except (KeyError, ValueError, TypeError):
        raise StudyError(f"{path}: is no list of words; give a CSV file with the columns term and count (numbers)") from None
    known: Floats = counts.reindex(corpus.terms).to_numpy(np.float64)
    return np.where(known > 0, known, _UNSEEN)


def pairs(documents: pd.DataFrame, study: Study) -> Iterator[tuple[str, NDArray[np.object_], NDArray[np.object_]]]:
    """Yield the name and both sides' documents of everything that is compared."""
    for comparison in study.comparisons:
        if comparison.kind == "groups":
            for sides in pairings(documents, study, comparison):
                a, b = sides
                yield f"{comparison.name}: {a} − {b}", sides[a], sides[b]
        elif comparison.kind == "target":
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

    def side(self, ids: NDArray[np.object_]) -> _Side:
        """Give how often, and in how many documents, each term stands among these documents."""
        member = np.isin(self.documents, ids)
        inside = member[self.document]
        held, size = self.term[inside], len(self.terms)
        counts = np.bincount(held, weights=self.count[inside], minlength=size).astype(np.float64)
        return _Side(np.flatnonzero(member), counts, np.bincount(held, minlength=size))

    def rates(self, documents: NDArray[np.intp], terms: NDArray[np.intp]) -> Floats:
        """Give the relative frequency of some terms in some documents, documents × terms."""
        row, column = np.full(len(self.documents), -1), np.full(len(self.terms), -1)
        row[documents], column[terms] = np.arange(len(documents)), np.arange(len(terms))
        kept = (row[self.document] >= 0) & (column[self.term] >= 0)
        out = np.zeros((len(documents), len(terms)))
        out[row[self.document[kept]], column[self.term[kept]]] = self.count[kept]
        words = np.bincount(self.document, weights=self.count, minlength=len(self.documents))[documents]
        return np.asarray(out / words[:, None], dtype=np.float64)

    def total(self) -> Floats:
        """Give how often each term stands in all documents."""
        return np.bincount(self.term, weights=self.count, minlength=len(self.terms)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side: its documents' places in the corpus, and how often and in how many of them each term stands."""

    documents: NDArray[np.intp]
    count: Floats
    held: NDArray[np.intp]


def _compared(name: str, corpus: _Corpus, sides: tuple[_Side, _Side], prior: Floats) -> pd.DataFrame:
    import pandas as pd

    first, second = sides
    delta, z = log_odds(first.count, second.count, prior)
    return pd.DataFrame(
        {
            "comparison": name,
            "term": corpus.terms,
            "log_odds": delta,
            "z": z,
            "log_ratio": log_ratio(first.count, second.count),
            "g2": log_likelihood(first.count, second.count),
            "count_target": first.count.astype(np.int64),
            "count_coverage": second.count.astype(np.int64),
            "documents_target": first.held,
            "documents_coverage": second.held,
        }
    )


def _tested(
    corpus: _Corpus,
    sides: tuple[_Side, _Side],
    rows: pd.DataFrame,
    cluster: Mapping[str, str],
    study: Study,
    name: str,
) -> pd.DataFrame:
    """Test each common word by whole documents: the columns p_permutation, q, tests and note.

    The statistic is the difference of the means of documents' relative frequencies. The target is ranked among the
    documents of its coverage, and has no q.
    """
    import pandas as pd

    first, second = sides
    words = np.flatnonzero((first.held + second.held >= FEWEST_TESTED) & (corpus.terms != WITHHELD))
    p, q = np.full((2, len(rows)), np.nan)
    one_article = len(first.documents) == 1 and corpus.documents[first.documents[0]] == study.target
    if _too_few(corpus, sides, cluster, one_article=one_article):
        return pd.DataFrame({"p_permutation": p, "q": q, "tests": 0, "note": TOO_FEW})
    documents = np.concatenate([first.documents, second.documents])
    on_first = np.arange(len(documents)) < len(first.documents)
    names = np.array([cluster[each] for each in corpus.documents[documents]], dtype=str)
    member = np.unique(names, return_inverse=True)[1]
    for start in range(0, len(words), _BLOCK):
        block = words[start : start + _BLOCK]
        rates = corpus.rates(documents, block)
        if one_article:
            p[block] = rank_p(rates[0], rates[1:])
        else:
            p[block] = permutation(rates, on_first, member, study.resamples, generator(study.seed, "keywords", name)).p
    if not one_article:
        q[words] = benjamini_hochberg(p[words])
    return pd.DataFrame({"p_permutation": p, "q": q, "tests": 0 if one_article else len(words), "note": ""})


def _too_few(corpus: _Corpus, sides: tuple[_Side, _Side], cluster: Mapping[str, str], *, one_article: bool) -> bool:
    """Tell whether a side (of which the target alone is none) has too few documents or outlets to say anything."""
    for side in sides[1:] if one_article else sides:
        outlets = {cluster[each] for each in corpus.documents[side.documents]}
        if len(side.documents) < FEWEST_SIDE or (not one_article and len(outlets) < FEWEST_CLUSTERS):
            return True
    return False


def _chosen(rows: pd.DataFrame, corpus: _Corpus, left_out: frozenset[str], *, has_target: bool) -> pd.DataFrame:
    """Keep words that can be keywords, and of those the largest of each side."""
    held = rows["documents_target"] + rows["documents_coverage"]
    common = (held >= FEWEST_DOCUMENTS) | (has_target & (rows["documents_target"] > 0))
    pieces = [set(str(term).split(" ")) for term in corpus.terms]
    named = np.array([bool(words - {WITHHELD}) and not words & left_out for words in pieces], dtype=bool)
    return _largest(rows[common & named & rows["z"].notna()])[list(TABLES["keywords"].names)]


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the words of the largest z on each side; ties by the alphabet."""
    import pandas as pd

    ordered = rows.sort_values(["z", "term"], ascending=[False, True], kind="stable")
    upper, lower = ordered[ordered["z"] > 0].head(KEPT), ordered[ordered["z"] < 0].tail(KEPT)
    return pd.concat([upper, lower])
