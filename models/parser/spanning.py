"""The best tree of a sentence from scores of heads: Chu & Liu 1965, Edmonds 1967, with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree", "projective"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER = -1e9


def best_tree(scores: Floats) -> Ints:
    """Give each word's head from words × 1 + words scores; 0 is no head, and exactly one word has none.

    Examples:
        >>> best_tree(np.array([[5.0, 0, 9], [4.0, 9, 0]])).tolist()
        [0, 1]
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), NEVER)
    square[1:] = scores
    square[np.arange(1, count + 1), np.arange(1, count + 1)] = NEVER
    greedy = square[1:].argmax(1)
    if (greedy == 0).sum() == 1 and not _cycle(np.concatenate([[0], greedy])):
        return greedy.astype(np.int64)
    # Each arc from the root costs more than all others can bring, so that there is but one.
    square[1:, 0] -= count * 1e3
    return _edmonds(square)[1:]


def projective(heads: Ints) -> bool:
    """Whether no arcs cross; heads as `best_tree` gives them.

    Examples:
        >>> projective(np.array([2, 0, 2])), projective(np.array([3, 4, 0, 3]))
        (True, False)
    """
    arcs = [(min(word, head), max(word, head)) for word, head in enumerate(heads.tolist(), 1)]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def _cycle(heads: Ints) -> list[int]:
    """Give the words of a cycle; none is an empty list. Heads begin with the root's own place, 0."""
    done = np.zeros(len(heads), np.int64)
    done[0] = -1
    for start in range(1, len(heads)):
        at = start
        while done[at] == 0:
            done[at] = start
            at = int(heads[at])
        if done[at] == start:
            found = [at]
            while heads[found[-1]] != at:
                found.append(int(heads[found[-1]]))
            return found
    return []


def _edmonds(scores: Floats) -> Ints:
    """Give the best tree below place 0; rows are the governed."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    rest = [place for place in range(len(scores)) if place not in cycle]
    inside = np.array(cycle)
    gain = scores[inside] - scores[inside, heads[inside]][:, None]
    small = np.full((len(rest) + 1, len(rest) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = gain[:, rest].max(0)
    small[:-1, -1] = scores[np.ix_(rest, cycle)].max(1)
    found = _edmonds(small)
    whole = heads.copy()
    for at, place in enumerate(rest[1:], 1):
        own = int(found[at])
        whole[place] = cycle[int(scores[place, inside].argmax())] if own == len(rest) else rest[own]
    outer = rest[int(found[-1])]
    whole[cycle[int(gain[:, outer].argmax())]] = outer
    return whole
