"""Columns of numbers, as spaCy numbers its strings → strings, codes and lemmas; heads and labels → one scheme, mended.

Knows how spaCy numbers strings, but not spaCy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.text.lemmas import lemma
from framing.text.marks import hung
from framing.text.mended import IS_OR_HAS, Tokens, mended
from framing.text.schemes import CLASSES, RELATIONS, relation_codes, unified

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ATTRIBUTES", "Names", "dictionary", "relations"]

Ints = NDArray[np.int32]
Numbers = NDArray[np.int64]
Codes = NDArray[np.uint8]

ATTRIBUTES = ("IDX", "LENGTH", "ORTH", "LEMMA", "POS", "TAG", "MORPH", "DEP", "HEAD")
"""The columns of a document's tokens, in spaCy's names."""

Key = tuple[int, int, int]
"""Form, class and tag, as spaCy numbers them."""


_PUNCT = RELATIONS.index("punct")
_UNSIGNED = 2**64 - 1
"""spaCy numbers strings without a sign, numpy's columns have one."""


def relations(whole: Numbers, names: Names, lemmas: Sequence[str], lengths: Numbers, scheme: str) -> tuple[Ints, Codes]:
    """Give heads among the document's tokens and relation codes, whatever scheme the pipeline has."""
    column = dict(zip(ATTRIBUTES, whole.T, strict=True))
    heads = (np.arange(len(whole)) + column["HEAD"]).astype(np.int32)
    if scheme == "ud":
        contracted = np.isin(column["ORTH"], names.numbers(IS_OR_HAS))
        tokens = Tokens(heads, names.classes(column["POS"]), lemmas, contracted)
        codes = mended(tokens, names.relations(column["DEP"]))
        marks = np.flatnonzero(codes == _PUNCT)
        sentence = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        return hung(heads, codes, sentence, marks.tolist(), names.each(column["ORTH"][marks])), codes
    labels, classes = names.each(column["DEP"]), names.each(column["POS"])
    at, parts = 0, [(np.zeros(0, np.int32), np.zeros(0, np.uint8))]
    for count in lengths.tolist():
        own = slice(at, at + count)
        moved, codes = unified(heads[own] - np.int32(at), labels[own], lemmas[own], classes[own], scheme)
        parts.append((moved + np.int32(at), codes))
        at += count
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


class Names:
    """What spaCy's numbers stand for."""

    def __init__(self, strings: Any, looked_up: dict[Key, str] | None) -> None:  # noqa: ANN401  (spaCy's StringStore)
        """Take spaCy's store of strings, and the lemmas looked up so far; None where the pipeline has lemmas of its own."""
        self._strings, self._looked_up = strings, looked_up

    def numbers(self, texts: Iterable[str]) -> Numbers:
        """Give the number of each string."""
        return np.array([self._strings[text] for text in texts], np.uint64).view(np.int64)

    def each(self, numbers: Numbers) -> list[str]:
        """Give the string of each number."""
        known = {number: self._strings[number & _UNSIGNED] for number in set(numbers.tolist())}
        return [known[number] for number in numbers.tolist()]

    def classes(self, numbers: Numbers) -> Codes:
        """Give the code of each universal part of speech."""
        return self._codes(numbers, lambda names: [CLASSES.index(name) if name in CLASSES else 0 for name in names])

    def relations(self, numbers: Numbers) -> Codes:
        """Give the code of each UD label."""
        return self._codes(numbers, relation_codes)

    def _codes(self, numbers: Numbers, coded: Callable[[list[str]], Sequence[int] | Codes]) -> Codes:
        distinct, place = np.unique(numbers, return_inverse=True)
        return np.array(coded(self.each(distinct)), np.uint8)[place]

    def lemmas(self, *columns: Numbers) -> list[str]:
        """Give lemmas: the pipeline's where it has any, else those of `text/lemmas.py`."""
        orth, own, pos, tag = columns
        if (memo := self._looked_up) is None:
            return self.each(own)
        keys = list(zip(orth.tolist(), pos.tolist(), tag.tolist(), strict=True))
        for key in set(keys) - memo.keys():
            memo[key] = lemma(*(self._strings[number & _UNSIGNED] for number in key))
        return [memo[key] for key in keys]


def dictionary(texts: Sequence[str]) -> pa.DictionaryArray:
    """Give a column of strings as Arrow keeps them, each but once."""
    import pyarrow as pa

    place: dict[str, int] = {}
    codes = np.array([place.setdefault(text, len(place)) for text in texts], np.int32)
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(list(place), pa.string()))
