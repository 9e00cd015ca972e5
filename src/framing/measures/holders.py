"""Whether a view is somebody's by name: "Oslo has long viewed the pact as a threat" imputes it, and hedges nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from framing.measures.context import Context
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
    context = spans.context
    skipped = context.classed("between subject and verb") | context.adverb
    found, open_ = np.zeros(len(spans), bool), np.ones(len(spans), bool)
    for n in range(1, BETWEEN + 2):
        type_ = context.before(spans.first, n)
        place = np.maximum(spans.first - n, 0)
        name = (type_ >= 0) & (context.batch.words.capital[place] > 0) & ~(_common(context, type_) & context.opens(place))
        found |= open_ & name
        open_ &= ~name & skipped[type_]
    return found


def _common(context: Context, types: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Words that open sentences and name nobody."""
    return context.classed(*OPENERS)[types]
