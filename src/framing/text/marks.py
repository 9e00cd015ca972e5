"""Commas, quotation marks and brackets hung on the word to which they belong by the rules of Universal Dependencies.

A mark says nothing of who does what; but where a parser guesses, a rule knows: a fronted clause owns the comma behind it, and
both marks of a pair belong to what stands between them. Each rule was measured on the texts by which the pipeline is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.text.schemes import RELATIONS

__all__ = ["hung"]

Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]

_FRONTED = np.array([name.split(":")[0] in ("advcl", "advmod", "ccomp", "obl") for name in RELATIONS], np.bool_)
"""Relations of what may stand before its verb and be set off by a comma."""
_PUNCT = RELATIONS.index("punct")
_OPENED_BY = {")": "(", "]": "[", '"': '"'}
_OPENING = frozenset("([")


def hung(head: Ints, relation: Codes, sentence: Ints, marks: Sequence[int], forms: Sequence[str]) -> Ints:
    """Give the heads with commas and pairs of marks put where they belong; no marks, no change.

    Args:
        head: index of each token's head among these tokens; a root's is its own.
        relation: code of each token's relation (`schemes.RELATIONS`).
        sentence: number of each token's sentence.
        marks: indices of the tokens that are punctuation, ascending.
        forms: those tokens as text, with plain marks.

    Examples:
        "If it fails , they pay": the comma is that of "fails".

        >>> head = np.array([2, 2, 5, 5, 5, 5], np.int32)
        >>> names = ("mark", "nsubj", "advcl", "punct", "nsubj", "root")
        >>> relation = np.array([RELATIONS.index(name) for name in names], np.uint8)
        >>> hung(head, relation, np.zeros(6, np.int32), [3], [","]).tolist()
        [2, 2, 5, 2, 5, 5]
    """
    governing = set(head[head != np.arange(len(head))].tolist())
    free = [(place, form) for place, form in zip(marks, forms, strict=True) if place not in governing]
    found, heads, relations, sentences = head.copy(), head.tolist(), relation.tolist(), sentence.tolist()
    for place, form in free:
        if form == ",":
            owner = _fronted(place, heads, relations, sentences)
            if owner is not None:
                found[place] = owner
    for opening, closing in _pairs(free, sentences):
        inside = _inside(opening, closing, heads, relations)
        if inside is not None:
            found[[opening, closing]] = inside
    return found


def _fronted(comma: int, heads: Sequence[int], relations: Sequence[int], sentences: Sequence[int]) -> int | None:
    """Give the highest word before a comma whose head stands behind it, where it is fronted."""
    place = comma - 1
    while place >= 0 and relations[place] == _PUNCT and sentences[place] == sentences[comma]:
        place -= 1
    if place < 0 or sentences[place] != sentences[comma]:
        return None
    while heads[place] != place and heads[place] < comma:
        place = heads[place]
    return place if heads[place] > comma and _FRONTED[relations[place]] else None


def _pairs(marks: Sequence[tuple[int, str]], sentences: Sequence[int]) -> list[tuple[int, int]]:
    """Give the marks that open and close a quotation or a bracket within a sentence."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[int, str]] = []
    for place, form in marks:
        if waiting and sentences[waiting[-1][0]] != sentences[place]:
            waiting = []
        if waiting and waiting[-1][1] == _OPENED_BY.get(form):
            found.append((waiting.pop()[0], place))
        elif form in _OPENING or form == '"':
            waiting.append((place, form))
    return found


def _inside(opening: int, closing: int, heads: Sequence[int], relations: Sequence[int]) -> int | None:
    """Give the first word between two marks that nothing between them governs."""
    for place in range(opening + 1, closing):
        governor = heads[place]
        if relations[place] != _PUNCT and (governor == place or not opening < governor < closing):
            return place
    return None
