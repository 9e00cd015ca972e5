"""How far instruments of one construct agree with each other on a corpus, by document and by sentence.

Agreement among instruments is no validity: two lists may share their faults. Disagreement is a warning: a finding that
holds by one instrument only is a finding about that instrument (van Atteveldt, van der Velden & Boukes 2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from framing.errors import TableError
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "LEAST", "agreement"]

COLUMNS = ("corpus", "level", "instrument", "other", "n", "pearson", "spearman")

LEAST = 3
"""Documents or sentences below which there is no correlation: two points always lie on a line."""

DIGITS = 6
"""Correlations are rounded: the last bits differ between processors."""

POOLED = "all"


def agreement(tables: Mapping[str, pd.DataFrame], *, by: str = "", measure: str = "tone") -> pd.DataFrame:
    """Correlate every pair of instruments of a measure over the documents, and of tone over the sentences.

    Args:
        tables: documents, measures, sentences and evidence, as `framing measure` writes them.
        by: a column of documents (`group`): each of its values is a corpus. Without it, all documents are one.
        measure: which; sentences are compared for `tone` only, the one measure with a value a sentence.

    Returns:
        One row a corpus, level (`document`, `sentence`) and pair of instruments: the columns of `COLUMNS`. Pearson's r
        and Spearman's rank correlation are NaN with fewer than three, or where one instrument never varies. Headings
        are left out. One instrument, or no documents, give no rows.

    Raises:
        TableError: documents have no such column.

    Examples:
        >>> import pandas as pd
        >>> rows = [(d, "all", "all", "", "tone", i, v) for d, a, b in ("x14", "y22", "z31") for i, v in (("p", a), ("q", b))]
        >>> names = ["document", "section", "voice", "actor", "measure", "instrument", "value"]
        >>> measures = pd.DataFrame(rows, columns=names).astype({"value": float})
        >>> tables = {"documents": pd.DataFrame({"document": list("xyz")}), "measures": measures}
        >>> agreement(tables)[["level", "instrument", "other", "n", "spearman"]].values.tolist()
        [['document', 'p', 'q', 3, -1.0]]
    """
    import pandas as pd

    levels = {"document": _by_document(tables["measures"], measure)}
    if measure == "tone" and "evidence" in tables:
        levels["sentence"] = _by_sentence(tables["evidence"], tables["sentences"])
    rows = [
        (corpus, level, *pair)
        for corpus, documents in _corpora(tables["documents"], by)
        for level, table in levels.items()
        for pair in _pairs(table[table.index.get_level_values("document").isin(documents)])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _corpora(documents: pd.DataFrame, by: str) -> Iterator[tuple[str, set[str]]]:
    if not by:
        yield POOLED, set(documents["document"])
        return
    if by not in documents.columns:
        raise TableError(f'documents: has no column "{by}"; it has {", ".join(documents.columns)}')
    for name, own in documents.groupby(by, sort=True, observed=True):
        yield str(name), set(own["document"])


def _by_document(measures: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Give a column an instrument, a row a document."""
    whole = (measures["section"] == ALL) & (measures["voice"] == ALL) & (measures["actor"] == "")
    own = measures[whole & (measures["measure"] == measure)]
    order = list(dict.fromkeys(own["instrument"]))
    return own.pivot_table(index=["document"], columns="instrument", values="value", observed=True)[order]


def _by_sentence(evidence: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Give a column an instrument, a row a sentence that is no heading."""
    keys = ["document", "sentence"]
    tone = evidence[evidence["layer"] == "tone"]
    body = sentences.loc[~sentences["heading"], keys]
    order = list(dict.fromkeys(tone["instrument"]))
    table = tone.merge(body, on=keys).pivot_table(index=keys, columns="instrument", values="value", observed=True)
    return table[order]


def _pairs(table: pd.DataFrame) -> Iterator[tuple[str, str, int, float, float]]:
    ranks = table.rank()
    for one, other in combinations(table.columns, 2):
        both = table[[one, other]].notna().all(axis=1)
        yield str(one), str(other), int(both.sum()), _r(table.loc[both, [one, other]]), _r(ranks.loc[both, [one, other]])


def _r(pair: pd.DataFrame) -> float:
    """Give Pearson's r of two columns; NaN where there are too few rows or one does not vary."""
    if len(pair) < LEAST or (pair.nunique() < 2).any():
        return float("nan")
    return round(float(pair.iloc[:, 0].corr(pair.iloc[:, 1])), DIGITS)
