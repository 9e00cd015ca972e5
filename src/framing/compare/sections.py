"""Sections of the target among windows of the coverage of about the same length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.blocks import METHOD, NO_VARIATION, block_interval
from framing.compare.cells import ratio
from framing.compare.estimands import WINDOWS
from framing.compare.limits import FEWEST_DOCUMENTS, FEWEST_SENTENCES, FEWEST_WORDS, PLACES, TOO_FEW, TOO_SMALL, rests_on_little
from framing.compare.resample import generator
from framing.compare.rows import PAIR
from framing.compare.windows import cumulate, percentile_among, weighted_quantiles, windows
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["HEADLINE", "Among", "Reference", "documents_with", "of_any_stretch", "ordered", "sections_among_windows"]

HEADLINE = "00"
"""The headline's section: no stretch of the coverage is like it, and no window holds one."""

_SMALL: Mapping[str, object] = {"interval_method": "none", "note": TOO_SMALL}

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Among:
    """What one section gives: its keys (a row a measure) and the columns of `contrasts`, an entry each."""

    section: str
    keys: pd.DataFrame
    columns: dict[str, object]


def sections_among_windows(sums: SentenceSums, pool: NDArray[np.object_], study: Study) -> Iterator[Among]:
    """Hold each section of the target against windows of the pool of about its length, all voices together.

    A window's document counts one, however many windows it has. The bounds are those of the section's own value
    (sentence-block bootstrap) less the coverage's median; they say nothing of the coverage's error.
    A section of fewer than 100 words or 5 sentences is "too small": no numbers; a value that rests on under 5 sentences,
    sources or mentions likewise. Co-mention and the shares of headline and lead are left out: a stretch of text has too
    little of the one and nothing of the others. No target: nothing.
    """
    sums = ordered(sums, [study.target, *pool])
    document, section = (sums.frame[name].to_numpy(dtype=object) for name in ("document", "section"))
    words = sums.frame["words"].to_numpy(np.intp)
    own = document == study.target
    coverage = Reference.of(sums, study.target)
    for name in sorted(set(section[own]) - {HEADLINE}):
        rows = np.flatnonzero(own & (section == name))
        length = int(words[rows].sum())
        enough = length >= FEWEST_WORDS and len(rows) >= FEWEST_SENTENCES
        columns = _section(sums, rows, length, coverage, name, study) if enough else dict(_SMALL)
        yield Among(name, sums.keys.assign(section=name, voice=ALL), columns)


def of_any_stretch(keys: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell the measures that any stretch of text can have: no shares of headline or lead, and none by pair of actors."""
    return (~keys["measure"].isin(PLACES) & ~keys["actor"].str.contains(PAIR, regex=False)).to_numpy(bool)


def ordered(sums: SentenceSums, documents: Sequence[str]) -> SentenceSums:
    """Keep these documents, sorted by document and position, and the measures that any stretch of text can have."""
    kept = of_any_stretch(sums.keys)
    whole = sums.frame.reset_index(drop=True)
    frame = whole[whole["document"].isin(documents)].sort_values(["document", "sentence"], kind="stable")
    rows = frame.index.to_numpy()
    numerator, denominator = (column[rows][:, kept] for column in (sums.numerator, sums.denominator))
    return replace(sums, keys=sums.keys[kept].reset_index(drop=True), frame=frame, numerator=numerator, denominator=denominator)


@dataclass(frozen=True, slots=True)
class Reference:
    """The pool's counted sentences, headlines left out, sorted by document and position; sums are cumulated."""

    document: Ints
    words: Ints
    numerator: Floats
    denominator: Floats

    @classmethod
    def of(cls, sums: SentenceSums, target: str) -> Reference:
        """Take every sentence but the target's from sums that are `ordered`."""
        document, section = (sums.frame[name].to_numpy(dtype=object) for name in ("document", "section"))
        inside = np.flatnonzero((document != target) & (section != HEADLINE))
        return cls(
            np.unique(document[inside].astype(str), return_inverse=True)[1],
            sums.frame["words"].to_numpy(np.intp)[inside],
            cumulate(sums.numerator[inside]),
            cumulate(sums.denominator[inside]),
        )

    def windows(self, length: float, scale: Floats) -> tuple[Floats, Floats, Ints]:
        """Give the values of windows of about `length` words (windows × cells), their weights and their documents."""
        cut = windows(self.document, self.words, length)
        value = ratio(cut.sums(self.numerator), cut.sums(self.denominator)) * scale
        return value, cut.weight, cut.document


def _section(sums: SentenceSums, rows: Ints, length: int, coverage: Reference, name: str, study: Study) -> dict[str, object]:
    scale = sums.keys["scale"].to_numpy(np.float64)
    numerator, denominator = sums.numerator[rows], sums.denominator[rows]
    little = rests_on_little(sums.keys["measure"], denominator.sum(axis=0))
    denominator = np.where(little, 0.0, denominator)
    value = ratio(numerator.sum(axis=0), denominator.sum(axis=0)) * scale
    reference, weight, document = coverage.windows(length, scale)
    q25, median, q75 = weighted_quantiles(reference, weight, (0.25, 0.5, 0.75))
    random = generator(study.seed, "blocks", study.target, name)
    low, high = block_interval(numerator, denominator, scale, study.resamples, random)
    n, known = documents_with(reference, document), ~np.isnan(value)
    few = n < FEWEST_DOCUMENTS
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
        **WINDOWS.words(),
        "note": np.select([little, few & known], [TOO_SMALL, TOO_FEW], "").astype(object),
    }


def documents_with(reference: Floats, document: Ints) -> Ints:
    """Count the documents with a window that has a value, by cell."""
    present = ~np.isnan(reference)
    _, first = np.unique(document, return_index=True)
    if not len(first):
        return np.zeros(reference.shape[1], dtype=np.intp)
    count: Ints = np.logical_or.reduceat(present, first, axis=0).sum(axis=0)
    return count
