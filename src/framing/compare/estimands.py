"""What each kind of comparison estimates, in the words that its rows carry; docs/methods/comparison.md explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["GROUPS", "STRETCHES", "TARGET", "VOICES", "WINDOWS", "Estimand"]


@dataclass(frozen=True, slots=True)
class Estimand:
    """What n counts, what the numbers are, what p is computed under, and what changes places under it."""

    n_unit: str
    estimator: str
    null_hypothesis: str = ""
    exchangeable: str = ""

    def words(self, exchangeable: str = "", estimator: str = "") -> Mapping[str, object]:
        """Give the four columns of `contrasts`, with what was found to be exchangeable, and the estimator in full, if given.

        Examples:
            >>> WINDOWS.words()["null_hypothesis"]
            ''
        """
        return {
            "n_unit": self.n_unit,
            "estimator": estimator or self.estimator,
            "null_hypothesis": self.null_hypothesis,
            "exchangeable": exchangeable or self.exchangeable,
        }


GROUPS = Estimand(
    "documents with a value",
    "difference of the means of document values",
    "either label could have fallen on any of them",
    "outlets with all their documents",
)
TARGET = Estimand(
    "documents with a value; the target is 1",
    "the target's value less the mean of document values",
    "the target is one more document of the coverage",
    "the target and the documents of the coverage",
)
WINDOWS = Estimand(
    "documents with a window that has a value; the target's section is 1",
    "its value less the median of windows of its length, documents weighing the same",
)
STRETCHES = Estimand(
    "documents with a stretch that has a value; the target is 1",
    "the target's value less the mean over documents of their stretches of equal length",
    "a stretch of the target is one of one more document of the coverage",
    "the target and the documents of the coverage, a stretch of each",
)
VOICES = Estimand(
    "documents with a value in both voices",
    "mean over documents of the outlet's value less that of its sources",
    "within a document either voice could be the outlet's",
    "the two voices, in all documents of an outlet together",
)
