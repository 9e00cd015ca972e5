"""Word shifts: which words make a measure of one side differ from that of the other, word by word.

Contributions add up to the difference. For what is counted per words (hedges, boosters, attributions, frames) an entry
contributes the difference of its own rate. For tone the quantity is the mean valence of the words that carry one: an entry
contributes by being more frequent than on the other side (against the mean of both) and by being used with another value
(negated, intensified). VADER's compound of a sentence is no sum over words, so the tone measure itself cannot be taken apart.
Source: Gallagher et al. 2021 (generalised word shifts, eqs 3–7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.keyness import pairs
from framing.tables import ALL, VALUE_SCALE, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.spec import Measure
    from framing.study import Study

__all__ = ["VALENCE", "Shift", "shift", "wordshifts"]

VALENCE = "valence"
"""What is taken apart in place of tone: the mean valence of words that have one, −4…4."""

_UNIT = "valence −4…4"

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shift:
    """Parts of a difference, an entry each: `frequency` + `value` is what the entry contributes."""

    first: Floats
    """Share (or rate) on the first side."""
    second: Floats
    first_value: Floats
    """Mean value of the entry on the first side; that of the other side where it has none."""
    second_value: Floats
    frequency: Floats
    value: Floats


def shift(first: Floats, second: Floats, first_sum: Floats, second_sum: Floats, *, reference: float) -> Shift:
    """Take the difference Σ first_sum − Σ second_sum apart by entry.

    `first` and `second` are each entry's frequency on the sides, the sums its frequency × mean value. The part of
    frequency is (p₁ − p₂) × (½(φ₁ + φ₂) − reference), that of value ½(p₁ + p₂) × (φ₁ − φ₂). They add up to the difference
    where the frequencies of both sides add up to the same, or the reference is 0. An entry in neither contributes 0.
    Source: Gallagher et al. 2021, eq. 7.

    Examples:
        >>> parts = shift(np.array([0.5, 0.5]), np.array([1.0, 0.0]), np.array([1.0, -0.5]), np.array([2.0, 0.0]), reference=1)
        >>> (parts.frequency + parts.value).tolist()  # (1 − 0.5) − 2 = −1.5
        [-0.5, -1.0]
    """
    one, two = (
        np.divide(total, p, out=np.full(len(p), np.nan), where=p > 0) for total, p in ((first_sum, first), (second_sum, second))
    )
    one, two = np.where(np.isnan(one), np.nan_to_num(two), one), np.where(np.isnan(two), np.nan_to_num(one), two)
    frequency = (first - second) * ((one + two) / 2 - reference)
    return Shift(first, second, one, two, frequency, (first + second) / 2 * (one - two))


def wordshifts(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Take the primary measures' differences apart by lexicon entry: a table in the schema `wordshifts`.

    Needs the tables documents, sentences, evidence and exposure. Sides are those of the study's comparisons; a side's rate
    is the mean of its documents' rates, so that the contributions of a counted measure add up to `difference` in
    `contrasts` (all voices, whole documents). Primary measures that no entries are added up for (shares, tone near) have
    no rows; `tone` is shown as `valence`. Without comparisons, evidence or documents on a side: no rows.
    """
    import pandas as pd

    if any(name not in tables or tables[name].empty for name in ("sentences", "evidence", "exposure")):
        return empty("wordshifts")
    counted = _counted(tables)
    pieces = []
    for measure, instrument, rows in _measures(counted, study):
        held = _Held.of(rows, tables["exposure"], tone=measure == VALENCE)
        for name, first, second in pairs(tables["documents"], study):
            found = held.between(first, second)
            if found is not None:
                pieces.append(found.assign(comparison=name, measure=measure, instrument=instrument))
    return check(pd.concat(pieces, ignore_index=True), "wordshifts") if pieces else empty("wordshifts")


def _counted(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Keep the evidence of counted sentences: headings count in the headline only."""
    sentences = tables["sentences"]
    keep = sentences[~sentences["heading"] | (sentences["section"] == "00")][["document", "sentence"]]
    return tables["evidence"].merge(keep, on=["document", "sentence"])


def _measures(evidence: pd.DataFrame, study: Study) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield the name, instrument and evidence of each primary measure that is a sum over entries."""
    from framing.measures.registry import instruments, measures

    by_layer = instruments(study)
    for measure in measures(study):
        if measure.name not in study.primary:
            continue
        if measure.name == "tone":
            rows = evidence[(evidence["layer"] == VALENCE) & (evidence["instrument"] == study.instruments.tone)]
            yield VALENCE, study.instruments.tone, rows
        elif _adds_up(measure):
            rows = evidence[evidence["layer"] == measure.numerator.layer]
            labels = measure.numerator.labels
            rows = rows[rows["label"].isin(labels)] if labels else rows
            for instrument in by_layer.get(measure.primary_layer, ()):
                yield measure.name, instrument, rows[rows["instrument"] == instrument]


def _adds_up(measure: Measure) -> bool:
    """Tell whether a measure is its entries' count per words, and nothing else."""
    top, bottom = measure.numerator, measure.denominator
    plain = top.weight == "one" and not top.once and top.where == "any" and not top.near
    return plain and bottom.layer == "words" and measure.by == "none" and measure.scale == _PER_THOUSAND


_PER_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class _Held:
    """Rates and summed values by document and entry; documents without a denominator are left out."""

    documents: NDArray[np.object_]
    entries: NDArray[np.object_]
    rate: Floats
    total: Floats
    count: Floats
    tone: bool

    @classmethod
    def of(cls, rows: pd.DataFrame, exposure: pd.DataFrame, *, tone: bool) -> _Held:
        import pandas as pd

        whole = exposure[(exposure["section"] == ALL) & (exposure["voice"] == ALL)]
        names = np.array(sorted(whole["document"]), dtype=object)
        words = whole.set_index("document")["words"].reindex(names).to_numpy(np.float64)
        entry, entries = pd.factorize(rows["entry"].fillna("").astype("str"), sort=True)
        place = pd.Index(names).get_indexer(pd.Index(rows["document"])) * max(len(entries), 1) + entry
        shape = len(names), len(entries)
        count, value = (
            np.bincount(place, weights=weights, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
            for weights in (None, rows["value"].to_numpy(np.float64) / VALUE_SCALE)
        )
        below = count.sum(axis=1) if tone else words / _PER_THOUSAND
        kept = below > 0
        below = below[kept, None]
        rate = count[kept] / below
        total = value[kept] / below if tone else rate
        return cls(names[kept], np.asarray(entries, object), rate, total, count[kept], tone)

    def between(self, first: NDArray[np.object_], second: NDArray[np.object_]) -> pd.DataFrame | None:
        """Give the entries that some document of either side has, the largest contributions first."""
        import pandas as pd

        sides = [np.flatnonzero(np.isin(self.documents, ids)) for ids in (first, second)]
        if not all(len(side) for side in sides):
            return None
        (p1, p2), (s1, s2) = ([table[side].mean(axis=0) for side in sides] for table in (self.rate, self.total))
        parts = shift(p1, p2, s1, s2, reference=float(s1.sum() + s2.sum()) / 2 if self.tone else 0.0)
        count, held = ([how(self.count[side]).astype(np.int64) for side in sides] for how in (_summed, _documents))
        frame = pd.DataFrame(
            {
                "entry": self.entries,
                "contribution": parts.frequency + parts.value,
                "by_frequency": parts.frequency,
                "by_value": parts.value,
                "unit": _UNIT if self.tone else "per 1,000 words",
                "rate_target": p1,
                "rate_coverage": p2,
                "value_target": parts.first_value,
                "value_coverage": parts.second_value,
                "count_target": count[0],
                "count_coverage": count[1],
                "documents_target": held[0],
                "documents_coverage": held[1],
            }
        )
        frame = frame[(frame["count_target"] + frame["count_coverage"]) > 0]
        order = np.lexsort([frame["entry"].to_numpy(dtype=str), -frame["contribution"].abs().to_numpy()])
        return frame.iloc[order]


def _summed(count: Floats) -> Floats:
    total: Floats = count.sum(axis=0)
    return total


def _documents(count: Floats) -> Ints:
    held: Ints = (count > 0).sum(axis=0)
    return held
