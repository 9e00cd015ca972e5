"""One target among stretches of its coverage as long as itself: rates of few words scatter more than rates of many.

The target is cut into as few equal stretches as the length of the coverage's documents asks for, mostly one; the coverage is
cut into stretches of that length, and each of its documents counts one, however many it has. Headlines are in no stretch.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import ratio
from framing.compare.estimands import STRETCHES
from framing.compare.limits import FEWEST_DOCUMENTS, FEWEST_WORDS, rests_on_little
from framing.compare.permute import smallest_p
from framing.compare.sections import HEADLINE, Reference, ordered
from framing.compare.windows import SHORTEST, percentile_among, weighted_median, weighted_quantiles, windows
from framing.tables import ALL, ATTRIBUTED, VOICES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["EFFECT", "METHOD", "Stretched", "among_stretches", "spoken_by", "stretch_length", "target_stretched", "weights_of"]

EFFECT = "z against the SD of stretches"
METHOD = "none: the target is one document"

_MOST = 0.5
"""Share of the coverage's documents that have to be long enough: else long ones alone would stand for the coverage."""

_TIE = 1e-9
"""Distances nearer than this share of the largest value are tied, as in `standing.rank_p`."""

_MIDDLE = 50.0
"""Of percentiles."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stretched:
    """What the target gives among stretches: keys (a row a measure), the columns of `contrasts`, and the stretches' words."""

    keys: pd.DataFrame
    columns: dict[str, object]
    length: float


def stretch_length(own: int, pool: Ints) -> float:
    """Give the length of stretches: the longest whole part of the target's words that half of the pool's documents reach.

    `own` is the target's words, `pool` those of each document. A document reaches a length by having three quarters of it,
    as everywhere with windows. 0 where fewer than eight documents would, or where stretches would have under 100 words.

    Examples:
        >>> stretch_length(900, np.full(20, 700)), stretch_length(2000, np.full(20, 700)), stretch_length(900, np.full(7, 700))
        (900.0, 666.6666666666666, 0.0)
    """
    wanted = max(FEWEST_DOCUMENTS, int(np.ceil(_MOST * len(pool))))
    if len(pool) < wanted or own < FEWEST_WORDS:
        return 0.0
    reached = float(np.sort(pool)[::-1][wanted - 1])
    if not reached:
        return 0.0
    length = own / max(1, int(np.ceil(SHORTEST * own / reached - _TIE)))
    return length if length >= FEWEST_WORDS else 0.0


def weights_of(present: NDArray[np.bool_], document: Ints) -> Floats:
    """Weigh stretches so that each document weighs one in each cell: 1 / its stretches with a value; stretches × cells.

    Examples:
        >>> weights_of(np.array([[True], [True], [False], [True]]), np.array([4, 4, 4, 9])).ravel().tolist()
        [0.5, 0.5, 0.0, 1.0]
    """
    _, member = np.unique(document, return_inverse=True)
    held = np.zeros((int(member.max(initial=-1)) + 1, present.shape[1]))
    np.add.at(held, member, present)
    return ratio(present.astype(np.float64), np.where(present, held[member], 1.0))


def among_stretches(own: Floats, others: Floats, document: Ints) -> dict[str, Floats]:
    """Give where the target's stretches stand among those of the coverage, by cell.

    `own` is the target's stretches × cells, `others` the coverage's, `document` the owner of each of these. NaN is left out.

    - `coverage`, `coverage_q25`, `coverage_q75`, `sd`: mean, quartiles and standard deviation of stretches, a document
      weighing one.
    - `percentile`: the chance, in percent, that a stretch of a document drawn from the coverage lies below one of the target,
      ties half (Vargha & Delaney 2000).
    - `p`: were the target one more document of the coverage, a stretch of it would lie anywhere among theirs. A stretch is as
      far off as its distance from the median of itself and the coverage's; p is the share of the N + 1 documents that are at
      least as far off, the target among them, each by its share of such stretches; the mean over the target's stretches, of
      which one on the other side of the median than the percentile says has p = 1. With one stretch a document it is
      `standing.rank_p`. Never below 1 / (N + 1).
    - `n`: documents with a stretch that has a value.

    Examples:
        >>> told = among_stretches(np.array([[9.0]]), np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([0, 1, 1, 2]))
        >>> told["percentile"], told["coverage"], told["p"], told["n"]
        (array([100.]), array([2.5]), array([0.25]), array([3.]))
    """
    present = ~np.isnan(others)
    weight = weights_of(present, document)
    n = np.rint(weight.sum(axis=0))
    filled = np.where(present, others, 0.0)
    mean = ratio((weight * filled).sum(axis=0), n)
    squares = (weight * np.where(present, others - mean, 0.0) ** 2).sum(axis=0)
    q25, q75 = weighted_quantiles(others, weight, (0.25, 0.75))
    percentile = _mean([percentile_among(stretch, others, weight) for stretch in own], others.shape[1])
    p = [_as_far(stretch, others, weight, percentile) for stretch in own]
    return {
        "coverage": mean,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "sd": np.sqrt(ratio(squares, np.maximum(n - 1, 0.0))),
        "percentile": percentile,
        "p": _mean(p, others.shape[1]),
        "n": n,
    }


def _mean(rows: Sequence[Floats], cells: int) -> Floats:
    """Give the mean of each cell over the target's stretches that have a value."""
    held = np.array(rows).reshape(len(rows), cells)
    known = ~np.isnan(held)
    return ratio(np.where(known, held, 0.0).sum(axis=0), known.sum(axis=0).astype(np.float64))


def _as_far(stretch: Floats, others: Floats, weight: Floats, percentile: Floats) -> Floats:
    """Give the share of documents that are as far off as one stretch of the target; 1 if that is on the other side."""
    everyone = np.vstack([stretch[None, :], others])
    held = np.vstack([np.where(np.isnan(stretch), 0.0, 1.0)[None, :], weight])
    off = everyone - weighted_median(everyone, held)
    distance = np.abs(off)
    tie = _TIE * np.where(np.isnan(everyone), 0.0, np.abs(everyone)).max(axis=0)
    share: Floats = ratio((held * (distance >= distance[0] - tie)).sum(axis=0), held.sum(axis=0))
    other_side = off[0] * (percentile - _MIDDLE) < 0
    return np.where(np.isnan(stretch), np.nan, np.where(other_side, 1.0, share))


def spoken_by(sums: SentenceSums, voice: str, study: Study) -> SentenceSums:
    """Keep the sentences of a voice: all, one mode, or what is attributed (the study says whether that holds what is imputed).

    A stretch of a voice is that many words of it, in their order, whatever stands between them.
    """
    if voice == ALL:
        return sums
    outlet = {VOICES[0]} | ({"imputed"} if study.instruments.imputed == VOICES[0] else set())
    modes = {VOICES[0]: outlet, ATTRIBUTED: set(VOICES) - outlet}.get(voice, {voice})
    return _only(sums, sums.frame["voice"].isin(modes).to_numpy(bool))


def _only(sums: SentenceSums, kept: NDArray[np.bool_]) -> SentenceSums:
    frame = sums.frame[kept].reset_index(drop=True)
    return replace(sums, frame=frame, numerator=sums.numerator[kept], denominator=sums.denominator[kept])


def target_stretched(
    sums: SentenceSums,
    pool: NDArray[np.object_],
    study: Study,
    *,
    voice: str = ALL,
    without: str = "",
    length: float = 0.0,
) -> Stretched | None:
    """Hold the target among stretches of the pool of equal length, in one voice; `without` leaves one of its sections out.

    `length` keeps to a length that was found before, so that what is left out does not change it.

    `target` is its value as a whole, `difference` that less the mean over documents of their stretches' mean, `effect` the mean
    of its stretches' z. NaN for a value that rests on under five sentences, sources or mentions, and, but for `target` and
    `difference`, where fewer than eight documents have a stretch with a value. None where the target is too short, or too few
    documents are long enough (`stretch_length`).
    """
    sums = ordered(spoken_by(sums, voice, study), [study.target, *pool])
    document, section = (sums.frame[name].to_numpy(dtype=object) for name in ("document", "section"))
    own = np.flatnonzero((document == study.target) & (section != HEADLINE) & (section != (without or HEADLINE)))
    words = sums.frame["words"].to_numpy(np.intp)[own]
    reference = Reference.of(sums, study.target)
    pooled = np.bincount(reference.document, weights=reference.words).astype(np.intp)
    length = (length if len(own) and len(pooled) else 0.0) or stretch_length(int(words.sum()), pooled)
    if not length:
        return None
    return Stretched(sums.keys.assign(section=ALL, voice=voice), _columns(sums, own, words, length, reference), length)


def _columns(sums: SentenceSums, own: Ints, words: Ints, length: float, reference: Reference) -> dict[str, object]:
    scale = sums.keys["scale"].to_numpy(np.float64)
    numerator, denominator = sums.numerator[own], sums.denominator[own]
    little = rests_on_little(sums.keys["measure"], denominator.sum(axis=0))
    cut = windows(np.zeros(len(own), dtype=np.intp), words, length)
    stretches = ratio(cut.added(numerator), cut.added(denominator)) * scale
    others, _, document = reference.windows(length, scale)
    value = np.where(little, np.nan, ratio(numerator.sum(axis=0), denominator.sum(axis=0)) * scale)
    told = among_stretches(stretches, others, document)
    said = ~np.isnan(value) & (told["n"] >= FEWEST_DOCUMENTS)
    effect = ratio(_mean(list(stretches), len(scale)) - told["coverage"], np.nan_to_num(told["sd"]))
    return {
        "target": value,
        **{name: told[name] for name in ("coverage", "coverage_q25", "coverage_q75")},
        "difference": value - told["coverage"],
        "interval_method": METHOD,
        "effect": np.where(said, effect, np.nan),
        "effect_name": EFFECT,
        "p_permutation": np.where(said, told["p"], np.nan),
        "p_floor": np.array([smallest_p(1, int(each)) for each in told["n"]]),
        "percentile": np.where(said, told["percentile"], np.nan),
        "n_target": (~np.isnan(value)).astype(np.int64),
        "n_coverage": told["n"].astype(np.int64),
        "clusters": told["n"].astype(np.int64) + ~np.isnan(value),
        **STRETCHES.words(estimator=_estimator(length, len(cut.start))),
    }


def _estimator(length: float, pieces: int) -> str:
    """Say what is compared, with the length and into how many stretches the target is cut."""
    cut = f"; the target is cut into {pieces}" if pieces > 1 else ""
    return f"{STRETCHES.estimator} (about {length:,.0f} words{cut})"
