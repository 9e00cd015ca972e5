"""Copies among texts: syndicated articles, told by the five-word sequences that they share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["CONTAINED", "NEAR", "SHINGLE", "Copy", "copies"]

SHINGLE = 5
"""Words in a sequence: shorter ones are idiom, longer ones miss edited copies (Broder 1997 uses sequences of ten)."""

NEAR = 0.5
"""Jaccard index of two texts' sequences from which they are near-duplicates: two thirds of each are the other's."""

CONTAINED = 0.8
"""Share of the shorter text's sequences found in the longer from which it is a cut copy."""

FEWEST = 20
"""Sequences: in a shorter text a stock phrase weighs too much."""

COMMONEST = 200
"""Texts that share a sequence: one in more texts is a stock phrase and tells no copies."""

_WORD = re.compile(r"\w+")


class Copy(NamedTuple):
    """Two texts, by their places, that share much: `jaccard` of all sequences, `contained` of the shorter one's."""

    first: int
    second: int
    jaccard: float
    contained: float


def copies(texts: Sequence[str]) -> list[Copy]:
    """Find pairs of texts that are near-duplicates, exact ones included.

    Sequences are compared exactly (no sampling), so that the result is the same at each run; time grows with the number
    of sequences that texts share.

    Returns:
        Pairs in order of the texts, with both shares rounded to two decimals. Fewer than two texts give none.

    Examples:
        >>> words = [f"word{i}" for i in range(40)]
        >>> copies([" ".join(words), " ".join([*words, "and", "more"]), "something else"])
        [Copy(first=0, second=1, jaccard=0.95, contained=1.0)]
    """
    sequences = _sequences(texts)
    sizes = np.array([len(each) for each in sequences], dtype=np.int64)
    if sizes.sum() == 0:
        return []
    first, second, shared = _shared(sequences)
    union = sizes[first] + sizes[second] - shared
    jaccard = shared / union
    shorter = np.minimum(sizes[first], sizes[second])
    contained = shared / np.maximum(shorter, 1)
    near = ((jaccard >= NEAR) | (contained >= CONTAINED)) & (shorter >= FEWEST)
    chosen = np.flatnonzero(near)
    return [Copy(int(first[i]), int(second[i]), round(float(jaccard[i]), 2), round(float(contained[i]), 2)) for i in chosen]


def _sequences(texts: Sequence[str]) -> list[NDArray[np.uint64]]:
    """Give the distinct sequences of each text as numbers."""
    numbers: dict[str, int] = {}
    found = []
    for text in texts:
        words = [numbers.setdefault(word, len(numbers) + 1) for word in _WORD.findall(text.lower())]
        found.append(np.unique(_rolled(np.array(words, dtype=np.uint64))))
    return found


_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio (Knuth 1998, 6.4): spreads neighbouring numbers; overflow is meant."""


def _rolled(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Make one number of each run of `SHINGLE` words."""
    count = max(len(words) - SHINGLE + 1, 0)
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(SHINGLE):
        mixed = (mixed ^ words[offset : offset + count]) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _shared(sequences: Sequence[NDArray[np.uint64]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count the sequences that each pair of texts shares."""
    from scipy.sparse import csr_array, triu

    rows = np.repeat(np.arange(len(sequences)), [len(each) for each in sequences])
    columns, texts_with = np.unique(np.concatenate(sequences), return_inverse=True, return_counts=True)[1:]
    telling = (texts_with[columns] > 1) & (texts_with[columns] <= COMMONEST)
    ones = np.ones(int(telling.sum()), dtype=np.int64)
    table = csr_array((ones, (rows[telling], columns[telling])), shape=(len(sequences), len(texts_with)))
    both = triu(table @ table.T, k=1).tocoo()
    order = np.lexsort((both.col, both.row))
    return both.row[order].astype(np.int64), both.col[order].astype(np.int64), both.data[order].astype(np.int64)
