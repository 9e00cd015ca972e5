"""Many tests at once: Benjamini–Hochberg for the share of false findings, Holm for the chance of any."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["benjamini_hochberg", "holm"]

Floats = NDArray[np.float64]


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjust the p of one family for the share of false findings; NaN stays NaN and is no test.

    Source: Benjamini & Hochberg 1995. An empty family gives an empty array.

    Examples:
        >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
        [0.03, 0.04, nan, 0.04]
    """
    q = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")[::-1]]
    ranks = np.arange(len(order), 0, -1)
    q[order] = np.minimum(np.minimum.accumulate(p[order] * len(order) / ranks), 1.0)
    return q


def holm(p: Floats) -> Floats:
    """Adjust the p of one family for the chance of any false finding, whatever hangs together; NaN is no test.

    Used where tests share no draws (hypotheses about different groups); max-T is sharper where they do.
    Source: Holm 1979. An empty family gives an empty array.

    Examples:
        >>> holm(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
        [0.03, 0.06, nan, 0.06]
    """
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    ranks = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * ranks), 1.0)
    return adjusted
