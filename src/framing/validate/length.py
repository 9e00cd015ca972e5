"""Whether an instrument of tone drifts with length: the tone of sections of shuffled sentences, by their number.

Shuffled sentences belong to no argument, so that sections of any length have the same tone but for chance. An instrument
whose mean moves with length, or whose strength grows with it, would find "more emotional" where there is only more text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.measures.tone import INSTRUMENTS, scores

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LENGTHS", "length_drift"]

LENGTHS = (5, 10, 20, 40, 80)
"""Sentences a section; from a lead to a long section of the treaty article."""

SEED = 20240619

Floats = NDArray[np.float64]


def length_drift(
    sentences: Sequence[str], instruments: Sequence[str] = INSTRUMENTS, *, lengths: Sequence[int] = LENGTHS, seed: int = SEED
) -> pd.DataFrame:
    """Shuffle sentences, cut them into sections of several lengths, and give each instrument's tone by length.

    Args:
        sentences: of a corpus; each is used once a length.
        instruments: of tone.
        lengths: sentences a section.
        seed: of the shuffling.

    Returns:
        One row an instrument and length: instrument, length, sections; `tone`, the mean over sections of the mean of
        their sentences, which is what the toolkit reports; `error`, its standard error; and `at_once`, the mean
        absolute compound of sections scored as one text, which is what the toolkit does not do. No sentences give no rows.

    Raises:
        InputError: there are fewer than two sections of a length.

    Examples:
        >>> rows = length_drift(["A fine day.", "A sad day.", "Rain fell."] * 20, ["news-tone"], lengths=[3, 10])
        >>> rows[["length", "sections"]].values.tolist()
        [[3, 20], [10, 6]]
        >>> bool(rows["tone"].round(6).nunique() == 1)
        True
    """
    import pandas as pd

    order = np.random.default_rng(seed).permutation(len(sentences))
    shuffled = [sentences[place] for place in order]
    rows = []
    for instrument in instruments if shuffled else ():
        tone = scores(shuffled, instrument)["compound"]
        rows += [(instrument, length, *_cut(shuffled, tone, instrument, length)) for length in lengths]
    return pd.DataFrame(rows, columns=["instrument", "length", "sections", "tone", "error", "at_once"])


def _cut(sentences: Sequence[str], tone: Floats, instrument: str, length: int) -> tuple[int, float, float, float]:
    """Give the number of sections of a length, the mean and error of their tone, and how strong they are scored at once."""
    count = len(sentences) // length
    if count < 2:
        raise InputError(f"{len(sentences)} sentences make fewer than two sections of {length}; give more, or shorter lengths")
    means = tone[: count * length].reshape(count, length).mean(axis=1)
    whole = [" ".join(sentences[at * length : (at + 1) * length]) for at in range(count)]
    at_once = np.abs(scores(whole, instrument)["compound"]).mean()
    return count, float(means.mean()), float(means.std(ddof=1) / np.sqrt(count)), float(at_once)
