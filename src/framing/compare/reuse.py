"""Text reuse: passages that stand in other documents nearly word for word, and whole documents that are copies.

Runs of five words common to two documents are chained where they follow each other in both. Runs are compared exactly, as in
`corpus.copies`: at the size of a study nothing is gained by sampling them (MinHash), and a sample would miss short passages.
Copies count once: of the documents of one side that are the same text, the earliest stands for all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.compare.sides import SAME_TEXT
from framing.corpus.copies import COMMONEST, SHINGLE, copies
from framing.tables import check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document

__all__ = ["FEWEST_WORDS", "GAP", "copies_table", "reuse_table", "same_text", "with_copies"]

FEWEST_WORDS = 25
"""Words of a passage: about a sentence. Shorter runs in common are titles, names of bodies and idiom."""

GAP = 8
"""Words that may have been changed, added or left out between two common runs of one passage."""

_WORD = re.compile(r"\w+")
Run = tuple[int, int, int]
"""First word here, first word there, words."""


def reuse_table(documents: Sequence[Document]) -> pd.DataFrame:
    """Find passages of 25 words or more that two documents share nearly word for word: the table `reuse`.

    Each pair of passages stands once, the document that is listed first first. Documents without a text are left out. Time
    grows with the words and with the runs that are shared; a run in more than 200 documents is a stock phrase.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> words = " ".join(f"word{i}" for i in range(40))
        >>> found = reuse_table([Document("a", "Before. " + words), Document("b", words)])
        >>> [(row.document, row.start, row.other, row.words) for row in found.itertuples()]
        [('a', 8, 'b', 40)]
    """
    import pandas as pd

    there = [document for document in documents if document.text]
    spans = [[match.span() for match in _WORD.finditer(document.text or "")] for document in there]
    rows = [
        _row(there[one], there[other], spans[one], spans[other], passage)
        for (one, other), runs in sorted(_shared(there, spans).items())
        for passage in _chained(runs)
    ]
    if not rows:
        return empty("reuse")
    table = pd.DataFrame(rows).sort_values(["document", "other", "start", "words"], ascending=[True, True, True, False])
    return check(table.drop_duplicates(["document", "start", "other", "other_start"]).reset_index(drop=True), "reuse")


def _shared(
    documents: Sequence[Document], spans: Sequence[Sequence[tuple[int, int]]]
) -> Mapping[tuple[int, int], list[tuple[int, int]]]:
    """Give for each pair of documents the places of the runs of five words that both hold; a run's first place in each."""
    held: dict[tuple[str, ...], dict[int, int]] = defaultdict(dict)
    for number, (document, places) in enumerate(zip(documents, spans, strict=True)):
        words = [(document.text or "")[start:end].lower() for start, end in places]
        for at in range(len(words) - SHINGLE + 1):
            held[tuple(words[at : at + SHINGLE])].setdefault(number, at)
    pairs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for where in held.values():
        if 1 < len(where) <= COMMONEST:
            numbers = list(where)
            for i, one in enumerate(numbers):
                for other in numbers[i + 1 :]:
                    pairs[one, other].append((where[one], where[other]))
    return pairs


def _chained(runs: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Chain runs that follow each other in both documents with small gaps; only chains long enough are given."""
    chains: list[list[tuple[int, int]]] = []
    for one, other in sorted(runs):
        for chain in reversed(chains[-GAP:]):
            ahead, beyond = one - chain[-1][0], other - chain[-1][1]
            if 0 < ahead <= GAP + SHINGLE and 0 < beyond <= GAP + SHINGLE:
                chain.append((one, other))
                break
        else:
            chains.append([(one, other)])
    return (chain for chain in chains if chain[-1][0] + SHINGLE - chain[0][0] >= FEWEST_WORDS)


def _row(
    one: Document,
    other: Document,
    spans: Sequence[tuple[int, int]],
    others: Sequence[tuple[int, int]],
    chain: Sequence[tuple[int, int]],
) -> dict[str, object]:
    first, last = chain[0], chain[-1]
    words = last[0] + SHINGLE - first[0]
    common = {at for place, _ in chain for at in range(place, place + SHINGLE)}
    return {
        "document": one.id,
        "start": spans[first[0]][0],
        "end": spans[last[0] + SHINGLE - 1][1],
        "other": other.id,
        "other_start": others[first[1]][0],
        "other_end": others[last[1] + SHINGLE - 1][1],
        "words": words,
        "same": round(len(common) / words, 4),
    }


def copies_table(documents: Sequence[Document]) -> pd.DataFrame:
    """Give the pairs of documents that are copies (`corpus.copies`): the table `copies`."""
    import pandas as pd

    there = [document for document in documents if document.text]
    rows = [(there[c.first].id, there[c.second].id, c.jaccard, c.contained) for c in copies([d.text or "" for d in there])]
    return (
        check(pd.DataFrame(rows, columns=["document", "other", "jaccard", "contained"]), "copies") if rows else empty("copies")
    )


def same_text(documents: pd.DataFrame, pairs: pd.DataFrame, target: str) -> dict[str, str]:
    """Name for each document the one that stands for its text: the earliest published of its copies, the first of equals.

    Copies of copies are copies. An undated document comes after dated ones. The target stands for itself alone: what was
    copied from it is coverage all the same.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"document": ["a", "b", "c"], "published": ["2024-02-02", "2024-02-01", ""]})
        >>> same_text(table, pd.DataFrame({"document": ["a"], "other": ["b"]}), "t")
        {'a': 'b', 'b': 'b', 'c': 'c'}
    """
    ids = documents["document"].astype("str").tolist()
    dates = documents["published"].fillna("").astype("str").tolist() if "published" in documents else [""] * len(ids)
    rank = {each: (date or "9999", at) for at, (each, date) in enumerate(zip(ids, dates, strict=True))}
    head = {each: each for each in ids}

    def top(each: str) -> str:
        while head[each] != each:
            each = head[each]
        return each

    for one, other in zip(pairs["document"].astype("str"), pairs["other"].astype("str"), strict=True):
        if target not in (one, other) and one in head and other in head:
            first, second = sorted((top(one), top(other)), key=lambda each: rank[each])
            head[second] = first
    return {each: top(each) for each in ids}


def with_copies(tables: Mapping[str, pd.DataFrame], target: str) -> Mapping[str, pd.DataFrame]:
    """Give the tables with the column `same_text` in documents, which `sides` reads: each text counts once on a side."""
    pairs = tables.get("copies", empty("copies"))
    documents = tables["documents"]
    if pairs.empty:
        return tables
    return {
        **tables,
        "documents": documents.assign(**{SAME_TEXT: documents["document"].map(same_text(documents, pairs, target))}),
    }
