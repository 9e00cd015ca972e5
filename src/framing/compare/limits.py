"""From how much on something is said: smaller sides and smaller cells get a word in place of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FEWEST_CLUSTERS",
    "FEWEST_DOCUMENTS",
    "FEWEST_SENTENCES",
    "FEWEST_WORDS",
    "TOO_FEW",
    "TOO_SMALL",
    "small_voices",
]

FEWEST_DOCUMENTS = 8
"""Fewer documents with a value on a side, and there is no interval, no p and no percentile (issue 2, part 4)."""

FEWEST_CLUSTERS = 5
"""Likewise for clusters: intervals from so few are far too narrow (Cameron, Gelbach & Miller 2008)."""

FEWEST_WORDS = 100
FEWEST_SENTENCES = 5
"""A section or voice of the target with fewer words or sentences is shown as too small (issue 2, part 3)."""

TOO_FEW = "too few to say"
TOO_SMALL = "too small"


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
