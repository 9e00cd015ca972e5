"""Sentence-block bootstrap within one text: how much a section's number hangs on single passages.

It says how the number would move had the section other passages like its own. It is no sampling error:
one section is not a sample of anything, and the label says so.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import percentile_interval

__all__ = ["METHOD", "NO_VARIATION", "block_interval", "block_weights"]

METHOD = "sentence-block bootstrap within the text, not sampling error"
"""The label of these bounds wherever they are shown."""

NO_VARIATION = "none: every sentence has the same"
"""Why there are no bounds: resampling sentences that are all alike (none has a hedge, say) would give a false zero."""

Floats = NDArray[np.float64]


def block_weights(sentences: int, draws: int, random: np.random.Generator) -> Floats:
    """Draw moving blocks of consecutive sentences until the section is full; draws × sentences, how often each is in.

    Blocks have about n^(1/3) sentences, the rate of Künsch 1989; the last block of a draw is cut to fit.

    Examples:
        >>> weights = block_weights(8, 3, np.random.default_rng(1))
        >>> weights.sum(axis=1).tolist()
        [8.0, 8.0, 8.0]
    """
    length = max(1, round(sentences ** (1 / 3)))
    blocks = -(-sentences // length)
    starts = random.integers(0, sentences - length + 1, size=(draws, blocks)) if sentences else np.zeros((draws, 0), int)
    drawn = (starts[:, :, None] + np.arange(length)).reshape(draws, -1)[:, :sentences]
    flat = drawn + sentences * np.arange(draws)[:, None]
    return np.bincount(flat.ravel(), minlength=draws * sentences).reshape(draws, sentences).astype(np.float64)


def block_interval(
    numerator: Floats, denominator: Floats, scale: Floats, draws: int, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Give percentile bounds of scale × Σ numerator / Σ denominator of one section's sentences, by cell.

    `numerator` and `denominator` are sentences × cells in the order of the text. NaN where the section has no value,
    and where no sentence differs from another in the numerator per denominator, so that nothing can be said.
    Source: Künsch 1989 (moving blocks); Davison & Hinkley 1997, section 8.2.3.

    Examples:
        >>> hedges = np.array([[0.0], [1.0], [0.0], [0.0], [2.0], [0.0]])
        >>> low, high = block_interval(hedges, np.full((6, 1), 20.0), np.array([1000.0]), 500, np.random.default_rng(1))
        >>> bool(low[0] < 25 < high[0])
        True
    """
    low, high = np.full((2, numerator.shape[1]), np.nan)
    varying = np.flatnonzero(_varies(numerator, denominator))
    if not len(varying):
        return low, high
    weights = block_weights(len(numerator), draws, random)
    top, bottom = (column[:, varying].T @ weights.T for column in (numerator, denominator))
    drawn = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0) * scale[varying, None]
    low[varying], high[varying] = percentile_interval(drawn)
    return low, high


def _varies(numerator: Floats, denominator: Floats) -> NDArray[np.bool_]:
    """Tell the cells in which some two sentences with a denominator differ."""
    ratio = np.divide(numerator, denominator, out=np.full(numerator.shape, np.nan), where=denominator > 0)
    largest = np.where(np.isnan(ratio), -np.inf, ratio).max(axis=0, initial=-np.inf)
    smallest = np.where(np.isnan(ratio), np.inf, ratio).min(axis=0, initial=np.inf)
    varies: NDArray[np.bool_] = largest > smallest
    return varies
