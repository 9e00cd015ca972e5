"""From how much on something is said: smaller sides and smaller cells get a word in place of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.tables import ALL, MIN_SENTENCES, MIN_WORDS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "FEWEST_CLUSTERS",
    "FEWEST_DOCUMENTS",
    "FEWEST_SENTENCES",
    "FEWEST_WORDS",
    "PLACES",
    "TOO_FEW",
    "TOO_SMALL",
    "rests_on_little",
    "small_voices",
]

FEWEST_DOCUMENTS = 8
"""Fewer documents with a value on a side, and there is no interval, no p and no percentile."""

FEWEST_CLUSTERS = 5
"""Likewise for clusters: intervals from so few are far too narrow (Cameron, Gelbach & Miller 2008)."""

FEWEST_WORDS = MIN_WORDS
FEWEST_SENTENCES = MIN_SENTENCES
"""A section or voice of the target with fewer words or sentences is shown as too small."""

PLACES = ("headline_share", "lead_share")
"""Shares of the one headline or the few lead sentences: their denominator is small by nature and says so by itself."""

TOO_FEW = "too few to say"
TOO_SMALL = "too small"


def rests_on_little(measure: pd.Series, denominator: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell the values of one text that rest on fewer than five sentences, sources or mentions; none at all is no value.

    Examples:
        >>> import numpy as np, pandas as pd
        >>> rests_on_little(pd.Series(["tone_near", "tone_near", "lead_share"]), np.array([2.0, 0.0, 2.0])).tolist()
        [True, False, False]
    """
    flags: NDArray[np.bool_] = (denominator > 0) & (denominator < FEWEST_SENTENCES) & ~measure.isin(PLACES).to_numpy(bool)
    return flags


def small_voices(exposure: pd.DataFrame, document: str) -> set[str]:
    """Name the voices of a document that have too few words or sentences to be numbers.

    Examples:
        >>> import pandas as pd
        >>> rows = [("t", "all", "outlet", 900, 40), ("t", "all", "attributed", 60, 3)]
        >>> small_voices(pd.DataFrame(rows, columns=["document", "section", "voice", "words", "sentences"]), "t")
        {'attributed'}
    """
    whole = exposure[(exposure["document"] == document) & (exposure["section"] == ALL)]
    small = (whole["words"] < FEWEST_WORDS) | (whole["sentences"] < FEWEST_SENTENCES)
    return set(whole.loc[small, "voice"])
