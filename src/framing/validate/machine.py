"""Instruments against coders on the study's own sample: what they find and miss, and whether they err more on one group.

Every figure weighs a coded unit by one over its chance of being drawn: it is the figure of the study, not of the sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.tables import ALL, check, empty
from framing.validate.coded import Question, faultless, pairs, questions, too_few
from framing.validate.corrected import Estimate, Side, difference, residual

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["HALF", "checked_table", "found_and_missed", "pearson"]

Floats = NDArray[np.float64]
NAN = float("nan")

HALF = 0.5
"""Where coders differ, a unit is of a category when at least half of its codes are."""


def checked_table(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give the table `checked` of a study: instruments against coders, over all documents, by group, and by contrast.

    Without codes, or without an instrument that answers what was coded, it has no rows.
    """
    import pandas as pd

    rows = [row for question in questions(tables, study) if question.instrument for row in _rows(question)]
    return check(pd.DataFrame(rows), "checked") if rows else empty("checked")


def _rows(question: Question) -> Iterator[dict[str, object]]:
    whole = question.side(sorted(set(question.frame["document"])))
    yield from _of(question, ALL, whole)
    told: set[str] = set()
    for name, (first, one), (second, other) in pairs(question):
        for group, side in ((first, one), (second, other)):
            if group not in told:
                told.add(group)
                yield from _of(question, group, side)
        yield _contrast(question, name, one, other)


def _of(question: Question, group: str, side: Side) -> Iterator[dict[str, object]]:
    note = too_few(side) or faultless(side)
    bias = _shown(difference(residual(side)), note)
    machine, coders = side.sampled(side.score)[0], side.sampled(side.code)[0]
    row = {
        **_blank(question, group, side),
        "r": pearson(side),
        "machine": machine,
        "coders": coders,
        "bias": machine - coders,
        "low": bias.low,
        "high": bias.high,
        "p": bias.p,
        "note": note,
    }
    if question.item.binary:
        yield {**row, **found_and_missed(side, side.score >= HALF, side.code >= HALF)}
        return
    yield row
    if question.item.machine is not None and not question.category:
        from framing.coding.scores import signs

        for category, sign in (("negative", -1), ("positive", 1)):
            figures = found_and_missed(side, signs(side.score) == sign, sign * side.code >= HALF)
            yield {**_blank(question, group, side), "category": category, **figures, "note": ""}


def _contrast(question: Question, name: str, one: Side, other: Side) -> dict[str, object]:
    note = too_few(one, other) or (faultless(one) and faultless(other))
    bias = _shown(difference(residual(one), residual(other)), note)
    if not note and (bias.low > 0 or bias.high < 0):
        note = "errs more on one side: the naive contrast is biased"
    elif not note:
        note = "no difference of errors beyond chance"
    blank = _blank(question, name, one, other)
    return {**blank, "bias": bias.value, "low": bias.low, "high": bias.high, "p": bias.p, "note": note}


def _blank(question: Question, group: str, *sides: Side) -> dict[str, object]:
    figures = ("precision", "recall", "f1", "r", "machine", "coders", "bias", "low", "high", "p")
    return {
        **question.key,
        "group": group,
        "units": sum(int(side.coded.sum()) for side in sides),
        "documents": sum(len(np.unique(side.document[side.coded])) for side in sides),
        **dict.fromkeys(figures, NAN),
        "note": "",
    }


def _shown(estimate: Estimate, note: str) -> Estimate:
    return Estimate(estimate.value, NAN, NAN, NAN, estimate.freedom, NAN) if note else estimate


def found_and_missed(side: Side, found: NDArray[np.bool_], there: NDArray[np.bool_]) -> dict[str, float]:
    """Give precision, recall and F1 of coded units, each weighing one over its chance; NaN without anything found, or there.

    Examples:
        >>> side = Side(np.arange(3), np.arange(3), np.array([1.0, 1, 0]), np.array([1.0, 0, 1]), np.array([1, 1, 0.5]))
        >>> found_and_missed(side, side.score > 0.5, side.code > 0.5)
        {'precision': 0.5, 'recall': 0.3333333333333333, 'f1': 0.4}
    """
    inverse = np.where(side.coded, 1 / np.where(side.coded, side.probability, 1.0), 0.0)
    both = float(inverse[found & there].sum())
    precision = both / held if (held := float(inverse[found].sum())) else NAN
    recall = both / held if (held := float(inverse[there].sum())) else NAN
    total = float(inverse[found].sum() + inverse[there].sum())
    return {"precision": precision, "recall": recall, "f1": 2 * both / total if total else NAN}


def pearson(side: Side) -> float:
    """Give Pearson's r of scores and codes over coded units, each weighing one over its chance; NaN where one is constant."""
    held = side.coded
    if held.sum() < 2:
        return NAN
    weights = 1 / side.probability[held]
    score, code = side.score[held], side.code[held]
    score, code = score - np.average(score, weights=weights), code - np.average(code, weights=weights)
    spread = float(np.sqrt((weights * score**2).sum() * (weights * code**2).sum()))
    return float((weights * score * code).sum()) / spread if spread else NAN
