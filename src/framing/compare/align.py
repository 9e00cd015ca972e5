"""The same matter told by two articles: which sentence of one matches which sentence of the other.

A passage is one sentence that is no heading: attribution and hedging are decided sentence by sentence, and a longer passage
would hold claims that the other article does not make. Two passages are aligned where each is the other's most similar one in
its article, and they are similar enough. Articles are held against each other within an event only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.similarity import TFIDF, Vectors, cosines, vectors

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FEWEST_WORDS", "LEAST", "Passages", "aligned", "passages"]

LEAST = 0.2
"""Cosine of TF-IDF vectors from which two passages are taken to tell the same matter; chosen on the tuning half of BASIL's
events, precision read off the other half (docs/methods/alignment.md)."""

LEAST_EMBEDDED = 0.7
"""Likewise for embeddings, whose cosines are higher: chosen on judged pairs of all-MiniLM-L6-v2; others may need another."""

FEWEST_WORDS = 6
"""A shorter sentence ("He declined to comment.") matches too much."""

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages of all documents: `rows` of the table sentences, the words of each, and its document's place in `members`."""

    rows: pd.DataFrame
    texts: Sequence[str]
    of: Mapping[str, Ints]
    """The passages of each document, by their places."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Aligned passages by their places, and how similar they are."""

    first: Ints
    second: Ints
    similarity: Floats


def passages(sentences: pd.DataFrame, texts: Mapping[str, str]) -> Passages:
    """Give the sentences of those documents whose text is there; headings and short sentences are left out.

    Args:
        sentences: the table `sentences`.
        texts: canonical texts by document.
    """
    kept = ~sentences["heading"].to_numpy(bool) & (sentences["words"].to_numpy() >= FEWEST_WORDS)
    rows = sentences[kept & sentences["document"].isin(list(texts)).to_numpy()]
    rows = rows.sort_values(["document", "sentence"], ignore_index=True)
    spans = zip(rows["document"], rows["start"], rows["end"], strict=True)
    words = [" ".join(texts[document][start:end].split()) for document, start, end in spans]
    places = {str(name): np.asarray(at, dtype=np.intp) for name, at in rows.groupby("document", sort=True).indices.items()}
    return Passages(rows, words, places)


def aligned(found: Passages, events: Mapping[str, Sequence[str]], embeddings: str = "", least: float | None = None) -> Pairs:
    """Align the passages of every two documents of an event.

    Args:
        found: passages of all documents; weights of words are theirs.
        events: documents of each event, in the order in which they are to stand: the first of a pair comes first.
        embeddings: an installed sentence-transformers model in place of TF-IDF.
        least: similarity from which passages are aligned; `LEAST`, or `LEAST_EMBEDDED`.

    Returns:
        Pairs in order of event, documents and place. Fewer than two documents in an event: none.
    """
    least = (LEAST_EMBEDDED if embeddings else LEAST) if least is None else least
    table = vectors(found.texts, embeddings)
    pieces = [
        _mutual(table, found.of[one], found.of[other], least)
        for name in sorted(events)
        for one, other in combinations([each for each in events[name] if each in found.of], 2)
    ]
    if not pieces:
        none = np.zeros(0, dtype=np.intp)
        return Pairs(none, none, np.zeros(0))
    first, second, similarity = (np.concatenate([getattr(each, name) for each in pieces]) for name in Pairs.__slots__)
    return Pairs(first, second, similarity)


def _mutual(table: Vectors, own: Ints, other: Ints, least: float) -> Pairs:
    """Give the pairs each of which is the other's most similar; the earlier of two equally similar ones."""
    alike = np.round(cosines(table, own, other), 6)
    best, back = alike.argmax(axis=1), alike.argmax(axis=0)
    kept = np.flatnonzero((back[best] == np.arange(len(own))) & (alike.max(axis=1) >= least))
    return Pairs(own[kept], other[best[kept]], alike[kept, best[kept]])


def method(embeddings: str) -> str:
    """Name what passages were compared by: a model by its name or its folder's, wherever that lies on this machine.

    Examples:
        >>> method(""), method("/opt/models/all-MiniLM-L6-v2/"), method("sentence-transformers/all-MiniLM-L6-v2")
        ('tfidf', 'all-MiniLM-L6-v2', 'all-MiniLM-L6-v2')
    """
    return Path(embeddings).name or TFIDF


def by_event(documents: pd.DataFrame, column: str, target: str) -> dict[str, list[str]]:
    """Give the documents of each event that has two or more, the target first; those without an event are in none.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"document": ["a", "t", "b"], "event": ["1", "1", ""]})
        >>> by_event(table, "event", "t")
        {'1': ['t', 'a']}
    """
    values = documents[column].fillna("").astype("str")
    told = documents[values != ""].assign(_event=values)
    out = {}
    for name, rows in told.groupby("_event", sort=True):
        ids = sorted(rows["document"].astype("str"), key=lambda each: (each != target, each))
        if len(ids) > 1:
            out[str(name)] = ids
    return out


def spans(rows: pd.DataFrame) -> Iterator[tuple[str, int, int]]:
    """Go through the document, start and end of passages."""
    yield from zip(rows["document"], rows["start"], rows["end"], strict=True)
