"""Statistics of words on two sides: counts in, an array out. Which words are compared is decided in `keyness`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["PRIOR_WORDS", "log_likelihood", "log_odds", "log_ratio"]

PRIOR_WORDS = 500
"""α₀: the prior weighs as much as 500 words, a short article, spread like the words of the whole corpus.

The prior is that of Monroe et al. 2008, section 3.5.1; its size is this toolkit's choice. More pulls rare words to 0."""

_ZERO = 0.5
"""Added to a count of 0 before its logarithm is taken (Hardie 2014)."""

Floats = NDArray[np.float64]


def log_odds(first: Floats, second: Floats, corpus: Floats, prior_words: float = PRIOR_WORDS) -> tuple[Floats, Floats]:
    """Give the log-odds difference of each word and its z.

    All three are counts over the same words: of the first side, of the second, and of the corpus whose distribution is
    the prior. δ = ln((y₁ + α) / (n₁ + α₀ − y₁ − α)) − ln((y₂ + α) / (n₂ + α₀ − y₂ − α)), where α is the word's share of
    the corpus times α₀; z = δ / √(1 / (y₁ + α) + 1 / (y₂ + α)). > 0: the first side uses it more.
    A word that is in no document, or the only word there is, gives NaN. Source: Monroe et al. 2008, eqs 15, 16, 20, 22.

    Examples:
        >>> delta, z = log_odds(np.array([3.0, 1.0]), np.array([1.0, 3.0]), np.array([4.0, 4.0]), prior_words=4)
        >>> delta.round(3), z.round(3)  # (3 + 2) / 3 against 3 / (3 + 2)
        (array([ 1.022, -1.022]), array([ 1.399, -1.399]))
    """
    alpha = prior_words * corpus / max(corpus.sum(), 1.0)
    one, two = first + alpha, second + alpha
    rest_one, rest_two = one.sum() - one, two.sum() - two
    known = (one > 0) & (two > 0) & (rest_one > 0) & (rest_two > 0)
    delta, deviation = np.full((2, len(corpus)), np.nan)
    delta[known] = np.log(one[known] / rest_one[known]) - np.log(two[known] / rest_two[known])
    deviation[known] = np.sqrt(1 / one[known] + 1 / two[known])
    return delta, delta / deviation


def log_ratio(first: Floats, second: Floats) -> Floats:
    """Give the binary logarithm of the ratio of relative frequencies; 1: twice as frequent on the first side.

    A count of 0 is taken as 0.5; a side without words gives NaN. Source: Hardie 2014.

    Examples:
        >>> log_ratio(np.array([4.0, 0.0, 6.0]), np.array([2.0, 1.0, 7.0]))[:2]
        array([ 1., -1.])
    """
    if not (first.sum() and second.sum()):
        return np.full(len(first), np.nan)
    one, two = (np.where(counts > 0, counts, _ZERO) / counts.sum() for counts in (first, second))
    ratio: Floats = np.log2(one / two)
    return ratio


def log_likelihood(first: Floats, second: Floats) -> Floats:
    """Give G², the log-likelihood ratio of each word's 2 × 2 table (this word, other words × first, second side).

    Never negative; its p from chi-squared takes words as drawn one by one and overstates (Lijffijt et al. 2016), so it is
    given for those who must report it, without a p. A side without words gives NaN. Source: Dunning 1993.

    Examples:
        >>> counts = np.array([110.0, 2442.0]), np.array([111.0, 29114.0])  # "the swiss" in Dunning's table 2: 270.72
        >>> float(log_likelihood(*counts)[0].round(2))
        270.72
    """
    totals = first.sum(), second.sum()
    if not all(totals):
        return np.full(len(first), np.nan)
    share = (first + second) / sum(totals)
    out = np.zeros(len(first))
    for counts, total in zip((first, second), totals, strict=True):
        for observed, expected in ((counts, total * share), (total - counts, total * (1 - share))):
            some = observed > 0
            out[some] += 2 * observed[some] * np.log(observed[some] / expected[some])
    return np.maximum(out, 0.0)
