"""Length: short texts scatter more, and some measures grow or shrink with length; both are told, and the target is matched.

The target as a whole is held against the coverage in stretches of equal length on both sides, so that neither its own
length nor that of the coverage decides where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.cells import Cells, cells, ratio
from framing.compare.estimands import STRETCHES
from framing.compare.limits import FEWEST_DOCUMENTS, FEWEST_WORDS, TOO_FEW, TOO_SMALL, rests_on_little
from framing.compare.sections import HEADLINE, Among, Reference, documents_with, ordered
from framing.compare.sides import pool, pool_name
from framing.compare.windows import percentile_among, weighted_quantiles, windows
from framing.tables import ALL, TABLES, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Study

__all__ = ["METHOD", "length_dependence", "lengths", "target_among_windows"]

METHOD = "none: the target is one document"

Floats = NDArray[np.float64]


def target_among_windows(sums: SentenceSums, pool: NDArray[np.object_], study: Study) -> Among | None:
    """Hold the target's stretches against stretches of the pool of the same length, all voices together.

    The length is the median of the pool's documents, or the target's own where it is shorter. `percentile` is the
    chance, in percent, that a stretch of the pool lies below one of the target, ties half, a document of the pool
    weighing one (Vargha & Delaney 2000). No p: stretches of one text resemble one another. Headlines are in no stretch.
    A target of fewer than 100 words is "too small". No target or no pool: None.
    """
    sums = ordered(sums, [study.target, *pool])
    document, section = (sums.frame[name].to_numpy(dtype=object) for name in ("document", "section"))
    words = sums.frame["words"].to_numpy(np.intp)
    own = np.flatnonzero((document == study.target) & (section != HEADLINE))
    reference = Reference.of(sums, study.target)
    if not len(own) or not len(reference.document):
        return None
    length = min(float(words[own].sum()), float(np.median(np.bincount(reference.document, weights=reference.words))))
    keys = sums.keys.assign(section=ALL, voice=ALL)
    if words[own].sum() < FEWEST_WORDS:
        return Among(ALL, keys, {"interval_method": "none", "note": TOO_SMALL})
    return Among(ALL, keys, _columns(sums, own, words[own], length, reference))


def _columns(
    sums: SentenceSums, own: NDArray[np.intp], words: NDArray[np.intp], length: float, reference: Reference
) -> dict[str, object]:
    scale = sums.keys["scale"].to_numpy(np.float64)
    numerator, denominator = sums.numerator[own], sums.denominator[own]
    little = rests_on_little(sums.keys["measure"], denominator.sum(axis=0))
    cut = windows(np.zeros(len(own), dtype=np.intp), words, length)
    stretches = ratio(cut.added(numerator), cut.added(denominator)) * scale
    others, weight, document = reference.windows(length, scale)
    value = np.where(little, np.nan, ratio(numerator.sum(axis=0), denominator.sum(axis=0)) * scale)
    q25, median, q75 = weighted_quantiles(others, weight, (0.25, 0.5, 0.75))
    n, known = documents_with(others, document), ~np.isnan(value)
    few = n < FEWEST_DOCUMENTS
    each = np.array([percentile_among(stretch, others, weight) for stretch in stretches])
    percentile = ratio(np.nansum(each, axis=0), (~np.isnan(each)).sum(axis=0).astype(np.float64))
    return {
        "target": value,
        "coverage": median,
        "coverage_q25": q25,
        "coverage_q75": q75,
        "difference": value - median,
        "interval_method": METHOD,
        "percentile": np.where(few | ~known, np.nan, percentile),
        "n_target": known.astype(np.int64),
        "n_coverage": n,
        **STRETCHES.words(),
        "note": np.select([little, few & known], [TOO_SMALL, TOO_FEW], "").astype(object),
    }


def length_dependence(spread: Cells, ids: NDArray[np.object_], words: Mapping[str, int]) -> pd.DataFrame:
    """Tell how each measure hangs on length among the documents of a pool: the keys, n, and two rank correlations.

    `level`: Spearman's rho of words and value (above 0: longer articles have more of it). `scatter`: rho of words and the
    distance from the line through the ranks (below 0: short articles scatter more, as rates of few words must).
    NaN with fewer than eight documents or where nothing varies. Source: Spearman 1904; Glejser 1969 (the idea of the second).

    Examples:
        >>> import pandas as pd
        >>> keys = pd.DataFrame({"measure": ["hedges"]})
        >>> ids = np.array([f"d{at}" for at in range(9)], dtype=object)
        >>> held = Cells(keys.assign(scale=1.0), ids, np.arange(9.0)[:, None], np.ones((9, 1)))
        >>> float(length_dependence(held, ids, {name: 100 + at for at, name in enumerate(ids)})["level"].iloc[0])
        1.0
    """
    rows = spread.of(ids)
    value = spread.value[rows]
    size = np.array([words.get(str(name), 0) for name in spread.documents[rows]], dtype=np.float64)
    found = np.full((3, value.shape[1]), np.nan)
    for cell in range(value.shape[1]):
        known = ~np.isnan(value[:, cell]) & (size > 0)
        found[:, cell] = known.sum(), *_correlations(size[known], value[known, cell])
    return spread.keys.assign(n=found[0].astype(np.int64), level=found[1], scatter=found[2])


def _correlations(size: Floats, value: Floats) -> tuple[float, float]:
    from scipy.stats import rankdata

    if len(size) < FEWEST_DOCUMENTS:
        return np.nan, np.nan
    x, y = (rankdata(each) - (len(size) + 1) / 2 for each in (size, value))
    if not x.any() or not y.any():
        return np.nan, np.nan
    level = float(x @ y / np.sqrt((x @ x) * (y @ y)))
    residual = np.abs(value - value.mean() - (x @ (value - value.mean())) / (x @ x) * x)
    spread = rankdata(residual) - (len(size) + 1) / 2
    scatter = float(x @ spread / np.sqrt((x @ x) * (spread @ spread))) if spread.any() else np.nan
    return level, scatter


def lengths(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give `length_dependence` of the primary measures for the pool of each comparison with the target: the table `lengths`.

    Without such a comparison or without measures: no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    measures, exposure = tables["measures"], tables["exposure"]
    rows = measures[(measures["section"] == ALL) & (measures["voice"] == ALL) & (measures["actor"] == "")]
    spread = cells(rows[rows["measure"].isin(study.primary)])
    whole = exposure[(exposure["section"] == ALL) & (exposure["voice"] == ALL)]
    words = dict(zip(whole["document"], whole["words"], strict=True))
    pieces = [
        length_dependence(spread, pool(tables["documents"], study, each.by, each.groups), words).assign(
            comparison=f"target in {pool_name(each.groups)}"
        )
        for each in study.comparisons
        if each.kind == "target" and len(spread.keys)
    ]
    names = list(TABLES["lengths"].names)
    return check(pd.concat(pieces, ignore_index=True)[names], "lengths") if pieces else empty("lengths")
