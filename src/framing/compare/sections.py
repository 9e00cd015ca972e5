"""Sections of the target among windows of the coverage of about the same length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.blocks import METHOD, NO_VARIATION, block_interval
from framing.compare.cells import ratio
from framing.compare.limits import FEWEST_DOCUMENTS, FEWEST_SENTENCES, FEWEST_WORDS, TOO_FEW, TOO_SMALL, rests_on_little
from framing.compare.resample import generator
from framing.compare.windows import percentile_among, weighted_quantiles, windows

if TYPE_CHECKING:
    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["HEADLINE", "Among", "sections_among_windows"]

HEADLINE = "00"
"""The headline's section: no stretch of the coverage is like it, and no window holds one."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Among:
    """What one section gives: the columns of `contrasts`, an entry for each of the sums' keys."""

    section: str
    columns: dict[str, object]


def sections_among_windows(sums: SentenceSums, pool: NDArray[np.object_], study: Study) -> Iterator[Among]:
    """Hold each section of the target against windows of the pool of about its length, all voices together.

    A window's document counts one, however many windows it has. The bounds are those of the section's own value
    (sentence-block bootstrap) less the coverage's median; they say nothing of the coverage's error.
    A section of fewer than 100 words or 5 sentences is "too small": no numbers; a value that rests on under 5 sentences,
    sources or mentions likewise. No target: nothing.
    """
    frame = sums.frame
    document, section = (frame[name].to_numpy(dtype=object) for name in ("document", "section"))
    words = frame["words"].to_numpy(np.intp)
    scale = sums.keys["scale"].to_numpy(np.float64)
    inside = np.flatnonzero(frame["document"].isin(list(pool)).to_numpy(dtype=bool) & (section != HEADLINE))
    inside = inside[np.lexsort((frame["sentence"].to_numpy()[inside], document[inside].astype(str)))]
    _, code = np.unique(document[inside].astype(str), return_inverse=True)
    coverage = _Coverage(code, words[inside], sums.numerator[inside], sums.denominator[inside], scale)
    own = document == study.target
    for name in sorted(set(section[own]) - {HEADLINE}):
        rows = np.flatnonzero(own & (section == name))
        rows = rows[np.argsort(frame["sentence"].to_numpy()[rows])]
        yield Among(name, _section(sums, rows, words, coverage, name, study))


@dataclass(frozen=True, slots=True)
class _Coverage:
    """The pool's counted sentences, headlines left out, sorted by document and position."""

    document: Ints
    words: Ints
    numerator: Floats
    denominator: Floats
    scale: Floats

    def reference(self, length: int) -> tuple[Floats, Floats, Ints]:
        """Give the values of windows of about `length` words (windows × cells), their weights and their documents."""
        cut = windows(self.document, self.words, length)
        value = ratio(cut.sums(self.numerator), cut.sums(self.denominator)) * self.scale
        return value, cut.weight, cut.document


def _section(sums: SentenceSums, rows: Ints, words: Ints, coverage: _Coverage, name: str, study: Study) -> dict[str, object]:
    length = int(words[rows].sum())
    if length < FEWEST_WORDS or len(rows) < FEWEST_SENTENCES:
        return {"interval_method": "none", "note": TOO_SMALL}
    numerator, denominator = sums.numerator[rows], sums.denominator[rows]
    little = rests_on_little(sums.keys["measure"], denominator.sum(axis=0))
    value = ratio(numerator.sum(axis=0), denominator.sum(axis=0)) * coverage.scale
    value[little] = np.nan
    reference, weight, document = coverage.reference(length)
    q25, median, q75 = weighted_quantiles(reference, weight, (0.25, 0.5, 0.75))
    random = generator(study.seed, "blocks", study.target, name)
    low, high = block_interval(numerator, np.where(little, 0.0, denominator), coverage.scale, study.resamples, random)
    n = _documents(reference, document)
    few = n < FEWEST_DOCUMENTS
    known = ~np.isnan(value)
    return {
        "target": value,
        "coverage": median,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": value - median,
        "low": low - median,
        "high": high - median,
        "interval_method": np.select([~known, np.isnan(low)], ["none", NO_VARIATION], METHOD).astype(object),
        "percentile": np.where(few, np.nan, percentile_among(value, reference, weight)),
        "n_target": known.astype(np.int64),
        "n_coverage": n,
        "note": np.select([little, few & known], [TOO_SMALL, TOO_FEW], "").astype(object),
    }


def _documents(reference: Floats, document: Ints) -> Ints:
    """Count the documents with a window that has a value, by cell."""
    present = ~np.isnan(reference)
    _, first = np.unique(document, return_index=True)
    if not len(first):
        return np.zeros(reference.shape[1], dtype=np.intp)
    count: Ints = np.logical_or.reduceat(present, first, axis=0).sum(axis=0)
    return count
