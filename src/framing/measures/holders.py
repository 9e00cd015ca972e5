"""Whether a view is somebody's by name: "Oslo has long viewed the pact as a threat" imputes it, and hedges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    pass
from framing.measures.spans import Spans

__all__ = ["named_holder"]

BETWEEN = 4
"""Words between a named subject and its verb that are skipped: have, and adverbs ("has long and openly viewed")."""

OPENERS = ("common opener", "opinion holder", "plural subject", "subject", "people", "between subject and verb")
"""Classes of words that have a capital at the beginning of a sentence only."""


def named_holder(spans: Spans) -> NDArray[np.bool_]:
    """Whether a name stands before each verb, with nothing but forms of have and adverbs between.

    A capital at the beginning of a sentence is a name only where the word is none of the common openers ("Many",
    "Critics"). No candidates give an empty array.
    """
    found, rows = np.zeros(len(spans), bool), np.arange(len(spans))
    for n in range(1, BETWEEN + 2):
        name = _named(spans, -n)
        found[rows[name]] = True
        skipped = spans.classed(-n, "between subject and verb") | spans.told(-n, spans.context.adverb)
        on = np.flatnonzero(skipped & ~name)
        rows, spans = rows[on], spans[on]
    return found


def _named(spans: Spans, n: int) -> NDArray[np.bool_]:
    """Whether the word at this distance is a name: it has a capital, and does not only open its sentence."""
    place = spans.place(n)
    capital = spans.reaches(n) & (spans.context.batch.words.capital.take(place, mode="clip") > 0)
    return np.asarray(capital & ~(spans.classed(n, *OPENERS) & (place == spans.opening)), bool)
