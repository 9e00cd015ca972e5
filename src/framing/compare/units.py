"""Documents added up by the unit that is drawn or relabelled: Σ values and how many documents have one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Units", "divided"]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def divided(numerator: Floats, denominator: Floats, out: Floats | None = None) -> Floats:
    """Divide where the denominator is above 0; NaN (or what `out` held) elsewhere."""
    above = denominator > 0
    if above.all():  # the rule; numpy goes twice as fast where it need not ask
        return np.divide(numerator, denominator, out=out)
    out = np.full(np.broadcast_shapes(numerator.shape, denominator.shape), np.nan) if out is None else out
    return np.divide(numerator, denominator, out=out, where=above)


@dataclass(frozen=True, slots=True)
class Units:
    """Σ values by unit (units × cells), and the documents with a value by unit, once for all cells that miss the same."""

    values: Floats
    present: Floats
    pattern: Ints

    @classmethod
    def of(cls, values: Floats, units: Ints) -> Units:
        """Add values (documents × cells, NaN: none) up by unit, units in sorted order.

        Examples:
            >>> held = Units.of(np.array([[1.0], [2.0], [np.nan]]), np.array([5, 5, 9]))
            >>> held.values.ravel().tolist(), held.documents.ravel().tolist()
            ([3.0, 0.0], [2.0, 0.0])
        """
        names, member = np.unique(units, return_inverse=True)
        some = ~np.isnan(values)
        packed, pattern = np.unique(np.packbits(some, axis=0), axis=1, return_inverse=True)
        present = np.unpackbits(packed, axis=0, count=len(values)).astype(np.float64)
        filled = np.where(some, values, 0.0)
        if len(names) == len(values):
            order = np.argsort(member)
            return cls(filled[order], present[order], pattern.ravel())
        sums, held = (np.zeros((len(names), table.shape[1])) for table in (filled, present))
        np.add.at(sums, member, filled)
        np.add.at(held, member, present)
        return cls(sums, held, pattern.ravel())

    @classmethod
    def ratio(cls, numerator: Floats, denominator: Floats, units: Ints) -> Units:
        """Add numerators and denominators (documents × cells) up by unit: the mean is then their pooled ratio.

        Examples:
            >>> Units.ratio(np.array([[2.0], [1.0]]), np.array([[10.0], [30.0]]), np.array([0, 1])).mean.tolist()
            [0.075]
        """
        names, member = np.unique(units, return_inverse=True)
        sums, held = (np.zeros((len(names), numerator.shape[1])) for _ in range(2))
        np.add.at(sums, member, numerator)
        np.add.at(held, member, denominator)
        return cls(sums, held, np.arange(numerator.shape[1]))

    @property
    def documents(self) -> Floats:
        """Documents with a value, units × cells."""
        return self.present[:, self.pattern]

    @property
    def mean(self) -> Floats:
        """Mean document value of each cell; NaN where none has one."""
        return divided(self.values.sum(axis=0), self.present.sum(axis=0)[self.pattern])

    def without_each(self) -> Floats:
        """Give the mean document value without each unit, units × cells; NaN where none is left.

        Examples:
            >>> Units.of(np.array([[1.0], [2.0], [6.0]]), np.arange(3)).without_each().ravel().tolist()
            [4.0, 3.5, 1.5]
        """
        return divided(self.values.sum(axis=0) - self.values, self.documents.sum(axis=0) - self.documents)

    def centred(self) -> Units:
        """Give the same with each cell's mean taken from every document, so that squares keep their digits."""
        mean = np.nan_to_num(self.mean)
        return Units(self.values - mean * self.documents, self.present, self.pattern)

    def spread(self, weights: Floats) -> Floats:
        """Give Σ weight × documents with a value, cells × draws."""
        if len(self.present) and self.present.shape[1] == 1 and (self.present == 1).all():
            drawn: Floats = weights.sum(axis=1)[None]  # one document a unit, all with values
            return drawn
        counts: Floats = self.present.T @ weights.T
        return counts if len(counts) == 1 else counts[self.pattern]

    def sums(self, weights: Floats, out: Floats | None = None) -> tuple[Floats, Floats]:
        """Give Σ weight × value (into `out`, where given) and Σ weight over the documents with a value, cells × draws."""
        return np.matmul(self.values.T, weights.T, out=out), self.spread(weights)
