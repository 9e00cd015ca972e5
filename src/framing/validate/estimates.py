"""The table `corrected`: group means and contrasts, naive and corrected side by side, for everything that was coded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.tables import check, empty
from framing.validate.coded import Question, faultless, pairs, questions, too_few
from framing.validate.corrected import Estimate, Side, coded_only, corrected, difference, naive, residual, slope

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["corrected_table"]

NAN = float("nan")


def corrected_table(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give the table `corrected` of a study: each group's mean and each contrast, naive and corrected by the codes.

    Without codes it has no rows. Where a side has too few documents, outlets or coded units, its bounds are NaN and the note
    says so. Where the instrument's errors differ between the groups beyond chance, the note says that the naive contrast is
    biased, and by how much.
    """
    import pandas as pd

    rows = [row for question in questions(tables, study) for row in _rows(question)]
    return check(pd.DataFrame(rows), "corrected") if rows else empty("corrected")


def _rows(question: Question) -> Iterator[dict[str, object]]:
    told: set[str] = set()
    for name, (first, one), (second, other) in pairs(question):
        weight = slope([one, other]) if question.instrument else 0.0
        for group, side in ((first, one), (second, other)):
            if group not in told:
                told.add(group)
                yield _row(question, group, [side], weight)
        yield _row(question, name, [one, other], weight)


def _row(question: Question, name: str, sides: Sequence[Side], weight: float) -> dict[str, object]:
    note = _note(question, sides)
    found = {
        "naive": difference(*(naive(side) for side in sides)) if question.instrument else _NOTHING,
        "corrected": difference(*(corrected(side, weight) for side in sides)),
        "coded": difference(*(coded_only(side) for side in sides)),
    }
    bounded = not note.startswith("too few")
    # Where nothing varies, nothing is known of error: 0 ± 0 would be a claim.
    shown = {key: each if bounded and each.error else _unbounded(each) for key, each in found.items()}
    return {
        **question.key,
        "comparison": name,
        "measure": question.item.measure,
        "unit": "share of units" if question.category or question.item.binary else "mean code",
        **_bounds("naive", "naive_", shown["naive"]),
        **_bounds("corrected", "", shown["corrected"]),
        **_bounds("coded_only", "coded_", shown["coded"]),
        "weight": weight,
        "units": sum(len(side.code) for side in sides),
        "coded": sum(int(side.coded.sum()) for side in sides),
        "documents": sum(side.documents for side in sides),
        "clusters": len({int(each) for side in sides for each in side.cluster}),
        "note": note,
    }


_NOTHING = Estimate(NAN, NAN, NAN, NAN, NAN, NAN)


def _note(question: Question, sides: Sequence[Side]) -> str:
    """Say what is to be known of a row: too few, a biased naive contrast, no error seen, units that are lost."""
    note = too_few(*sides)
    if not note and question.instrument and len(sides) == 2:
        off = difference(*(residual(side) for side in sides))
        if off.low > 0 or off.high < 0:
            note = f"the instrument errs differently: the naive contrast is off by {off.value:+.2g}"
    if not note and question.instrument:
        note = "; ".join(dict.fromkeys(said for side in sides if (said := faultless(side))))
    lost = f"{question.lost} coded units are not in the tables any more: draw them anew" if question.lost else ""
    return "; ".join(filter(None, [note, lost]))


def _bounds(name: str, short: str, estimate: Estimate) -> dict[str, object]:
    return {name: estimate.value, f"{short}low": estimate.low, f"{short}high": estimate.high}


def _unbounded(estimate: Estimate) -> Estimate:
    return Estimate(estimate.value, NAN, NAN, NAN, estimate.freedom, NAN)
