"""A linear-chain CRF over the tagger's scores: loss and gradients for all sentences at once (Lafferty et al. 2001)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def chain(
    scores: Floats, tag: NDArray[np.int64], bounds: NDArray[np.int64], between: Floats, first: Floats
) -> tuple[float, Floats, Floats, Floats]:
    """Give the negative log-likelihood of gold tags and its gradients by scores, transitions and first tags.

    `bounds` are (start, end) rows of sentences; rows outside all of them get no gradient.
    """
    length = bounds[:, 1] - bounds[:, 0]
    order = np.argsort(-length, kind="stable")
    start, length = bounds[order, 0], length[order]
    alive = np.searchsorted(-length, -np.arange(1, int(length[0]) + 1), side="right")
    steps, tags = len(alive), scores.shape[1]
    z = scores.astype(np.float64)
    peak = z.max(1)
    e = np.exp(z - peak[:, None])
    t, f = np.exp(between.astype(np.float64)), np.exp(first.astype(np.float64))
    alpha, beta, scale = np.zeros_like(e), np.ones_like(e), np.ones(len(e))
    for step in range(steps):
        n = alive[step]
        row = start[:n] + step
        a = (f[None] if step == 0 else alpha[row - 1] @ t) * e[row]
        scale[row] = a.sum(1)
        alpha[row] = a / scale[row][:, None]
    for step in range(steps - 1, 0, -1):
        n = alive[step]
        row = start[:n] + step
        beta[row - 1] = ((beta[row] * e[row]) @ t.T) / scale[row][:, None]
    member = np.zeros(len(e), bool)
    opening = np.zeros(len(e), bool)
    opening[start] = True
    for low, high in bounds:
        member[low:high] = True
    rows = np.flatnonzero(member)
    later = rows[~opening[rows]]
    marginal = np.zeros_like(e)
    marginal[rows] = alpha[rows] * beta[rows]
    pairs = (alpha[later - 1].T @ ((beta[later] * e[later]) / scale[later][:, None])) * t
    loss = float(np.log(scale[rows]).sum() + peak[rows].sum())
    loss -= float(z[rows, tag[rows]].sum() + between[tag[later - 1], tag[later]].sum() + first[tag[start]].sum())
    g = marginal.copy()
    g[rows, tag[rows]] -= 1
    gold = np.zeros((tags, tags))
    np.add.at(gold, (tag[later - 1], tag[later]), 1)
    g_first = marginal[start].sum(0) - np.bincount(tag[start], minlength=tags)
    return loss, g.astype(np.float32), (pairs - gold).astype(np.float32), g_first.astype(np.float32)
