"""Which fold a document is in: how an instrument that was trained on human judgements is held against the same ones.

Training leaves out one fold at a time, and whoever reports the instrument on the set it was trained on uses for each
document the weights that have not seen it. Both sides ask this module, so that they agree.
"""

from __future__ import annotations

import hashlib

__all__ = ["FOLDS", "fold", "held_out"]

FOLDS = 5
"""Parts that the documents of a set are cut into: with 5, each training sees four fifths (Hastie et al. 2009, 7.10)."""


def fold(document: str, folds: int = FOLDS) -> int:
    """Give the fold of a document, 0 … folds − 1, by the SHA-256 of its id: the same wherever and whenever it is asked.

    Examples:
        >>> [fold("1"), fold("2"), fold("3")]
        [3, 1, 3]
    """
    return int.from_bytes(hashlib.sha256(document.encode()).digest()[:8], "big") % folds


def held_out(document: str, *, byte: int = 0) -> bool:
    """Tell whether a document is in the half that was set aside, where rules were tuned on the other half only.

    `byte` says which byte of the hash halves the documents: the first for most sets, the last (−1) for some.

    Examples:
        >>> held_out("1"), held_out("2")
        (True, False)
    """
    return hashlib.sha256(document.encode()).digest()[byte] % 2 == 1
