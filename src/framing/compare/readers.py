"""Contrasts of what a parser or rules have read say which documents another one read: those are not among their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.measures.tabulate import READERS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["noted"]


def noted(rows: pd.DataFrame, evidence: pd.DataFrame | None) -> pd.DataFrame:
    """Add to the notes of contrasts how many documents were read by another instrument of relations.

    Args:
        rows: in the schema `contrasts`.
        evidence: the table; its participants tell who read a document. None, or one reader alone: nothing is added.

    Examples:
        >>> import pandas as pd
        >>> read = [("a", "relations-english"), ("b", "relations-patterns")]
        >>> evidence = pd.DataFrame(read, columns=["document", "instrument"])
        >>> rows = pd.DataFrame({"instrument": ["relations-english", "vader"], "note": ["", ""]})
        >>> noted(rows, evidence.assign(layer="participant"))["note"].tolist()
        ['1 document was read by relations-patterns and is not in it', '']
    """
    if evidence is None or rows.empty:
        return rows
    read = evidence.loc[evidence["layer"] == READERS].groupby("instrument", observed=True)["document"].nunique()
    read = read[read > 0]
    if len(read) < 2:
        return rows
    notes = rows["note"].astype(object).copy()
    reader = rows["instrument"].astype(str).str.partition(",")[0]
    for name in read.index:
        said = "; ".join(_said(str(other), int(read[other])) for other in sorted(read.index) if other != name)
        own = reader == name
        notes[own] = [f"{note}; {said}" if note else said for note in notes[own]]
    return rows.assign(note=notes)


def _said(reader: str, documents: int) -> str:
    if documents == 1:
        return f"1 document was read by {reader} and is not in it"
    return f"{documents} documents were read by {reader} and are not in it"
