"""The best tree of a sentence from scores of heads, with one root: Chu & Liu 1965, Edmonds 1967.

Without crossing arcs: Eisner 1996.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_projective_tree", "best_tree", "projective"]

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
    greedy: Ints = square[1:].argmax(1).astype(np.int64)
    if (greedy == 0).sum() == 1 and not _cycle(np.concatenate([[0], greedy])):
        return greedy
    # Each arc from the root costs more than all others can bring, so that there is but one.
    square[1:, 0] -= count * 1e3
    tree: Ints = _edmonds(square)[1:]
    return tree


def projective(heads: Ints) -> bool:
    """Whether no arcs cross; heads as `best_tree` gives them.

    Examples:
        >>> projective(np.array([2, 0, 2])), projective(np.array([3, 4, 0, 3]))
        (True, False)
    """
    arcs = [(min(word, head), max(word, head)) for word, head in enumerate(heads.tolist(), 1)]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def best_projective_tree(scores: Floats) -> Ints:
    """Give heads as `best_tree` does, of the best tree in which no arcs cross.

    Examples:
        >>> best_projective_tree(np.array([[5.0, 0, 9], [4.0, 9, 0]])).tolist()
        [0, 1]
    """
    count = len(scores)
    # By head and governed word, 0 the root.
    arcs = np.hstack([np.full((count + 1, 1), NEVER), scores.T])
    # As in `best_tree`, more than one root costs more than it brings.
    arcs[0] -= count * 1e3
    right = np.zeros((count + 1, count + 1))
    left, right_open, left_open = right.copy(), right.copy(), right.copy()
    splits = np.zeros((3, count + 1, count + 1), np.int64)
    for length in range(1, count + 1):
        for a in range(count + 1 - length):
            b = a + length
            inner = right[a, a:b] + left[a + 1 : b + 1, b]
            cut = int(inner.argmax())
            splits[0, a, b] = a + cut
            right_open[a, b], left_open[a, b] = inner[cut] + arcs[a, b], inner[cut] + arcs[b, a]
            one = left[a, a:b] + left_open[a:b, b]
            two = right_open[a, a + 1 : b + 1] + right[a + 1 : b + 1, b]
            splits[1:, a, b] = a + int(one.argmax()), a + 1 + int(two.argmax())
            left[a, b], right[a, b] = one.max(), two.max()
    return _unfolded(splits, count)


def _unfolded(splits: Ints, count: int) -> Ints:
    """Give the heads of the spans that were found best."""
    heads = np.zeros(count + 1, np.int64)
    waiting = [("right", 0, count)]
    while waiting:
        kind, a, b = waiting.pop()
        if a == b:
            continue
        if kind in ("right open", "left open"):
            heads[b if kind == "right open" else a] = a if kind == "right open" else b
            cut = int(splits[0, a, b])
            waiting += [("right", a, cut), ("left", cut + 1, b)]
        elif kind == "left":
            cut = int(splits[1, a, b])
            waiting += [("left", a, cut), ("left open", cut, b)]
        else:
            cut = int(splits[2, a, b])
            waiting += [("right open", a, cut), ("right", cut, b)]
    return heads[1:]


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
    heads: Ints = scores.argmax(1).astype(np.int64)
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
