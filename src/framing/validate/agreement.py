"""Krippendorff's alpha: how far coders agree beyond chance (Krippendorff 2019, chapter 12), any number, gaps allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Level", "alpha", "alpha_of", "coincidences"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]

Floats = NDArray[np.float64]


def coincidences(codes: NDArray[np.intp], values: int) -> Floats:
    """Give each unit's table of coincidences (units × values × values) from codes (coders × units; −1: not coded).

    A unit with m codes adds 1/(m − 1) for each ordered pair of them; one with fewer than two adds nothing.
    """
    table = np.zeros((codes.shape[1], values, values))
    for unit, column in enumerate(codes.T):
        given = column[column >= 0]
        if len(given) < 2:
            continue
        counts = np.bincount(given, minlength=values).astype(float)
        table[unit] = (np.outer(counts, counts) - np.diag(counts)) / (len(given) - 1)
    return table


def alpha_of(values: Sequence[float], level: Level) -> Callable[[Floats], Floats]:
    """Give the function from flattened coincidences (last axis: values × values) to alpha, for use with `intervals`.

    Alpha is NaN where all codes are the same: there is no chance to agree beyond.
    """
    size = len(values)

    def statistic(sums: Floats) -> Floats:
        table = np.asarray(sums, float).reshape(*sums.shape[:-1], size, size)
        marginal = table.sum(axis=-1)
        total = marginal.sum(axis=-1)
        distance = _distances(np.asarray(values, float), marginal, level)
        observed = (table * distance).sum(axis=(-2, -1))
        expected = (marginal[..., :, None] * marginal[..., None, :] * distance).sum(axis=(-2, -1))
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = np.where(expected > 0, 1 - (total - 1) * observed / expected, np.nan)
        return found

    return statistic


def _distances(values: Floats, marginal: Floats, level: Level) -> Floats:
    if level == "ordinal":
        below = np.cumsum(marginal, axis=-1) - marginal / 2
        ranks: Floats = np.square(below[..., :, None] - below[..., None, :])
        return ranks
    one, other = values[:, None], values[None, :]
    if level == "nominal":
        return np.asarray(one != other, dtype=np.float64)
    if level == "interval":
        square: Floats = np.square(one - other)
        return square
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = np.nan_to_num(np.square((one - other) / (one + other)))
    return share


def alpha(ratings: Sequence[Sequence[float | None]], level: Level = "nominal") -> float:
    """Give Krippendorff's alpha of ratings, a row a coder, a column a unit, None where a coder did not code.

    NaN where no unit has two codes, or all codes are the same.

    Examples:
        >>> round(alpha([[1, 2, 3, 3], [1, 2, 3, 2]]), 3)
        0.667
    """
    values = sorted({code for row in ratings for code in row if code is not None})
    place = {value: at for at, value in enumerate(values)}
    codes = np.array([[-1 if code is None else place[code] for code in row] for row in ratings], dtype=np.intp)
    if not values:
        return float("nan")
    return float(alpha_of(values, level)(coincidences(codes, len(values)).sum(axis=0).ravel()))
