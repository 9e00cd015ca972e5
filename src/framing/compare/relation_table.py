"""Who does what to whom, in the target and in each group: actor → actor by the class of the act.

What counts as a relation is told in `relation_counts`. The document is the unit: a group's rate is the mean of its documents',
those without such a relation at 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.omission import wilson
from framing.compare.relation_counts import ACT, relation_counts
from framing.compare.sides import TARGET, clusters, groups, pool, pool_name
from framing.tables import ALL, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["actor_relations", "compared_sides"]

Floats = NDArray[np.float64]


def actor_relations(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give how often who does what to whom, in the target, in all the coverage and in each group that the study compares.

    A table in the schema `actor_relations`. A side has a row for each relation that it or the target has. `voice` and
    `class` have sums too (`attributed`, `all`). Rates per 1,000 words are means of documents, with an interval of
    Student's t over whole outlets (Cameron & Miller 2015); a document that another instrument has read is not among those
    of an instrument. A study without relations gives no rows.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    counts = relation_counts(tables)
    if counts.empty:
        return empty("actor_relations")
    held = _Held(counts, _words(tables["exposure"]), _readers(tables["evidence"]), study.target, clusters(tables["documents"]))
    pieces = [held.of(name, ids) for name, ids in compared_sides(tables["documents"], study)]
    rows = pd.concat(pieces, ignore_index=True)
    if study.sampling is not None:
        chosen = set(study.sampling.selected_actors)
        told = (rows["note"] == "") & (rows["agent"].isin(chosen) | rows["patient"].isin(chosen)) & (rows["side"] != TARGET)
        rows.loc[told, "note"] = _CHOSEN
    return check(rows, "actor_relations")


_CHOSEN = "the documents were selected by naming one of these actors"


def _words(exposure: pd.DataFrame) -> pd.DataFrame:
    """Give the words of each document by voice."""
    whole = exposure[(exposure["section"] == ALL) & (exposure["words"] > 0)]
    return whole[["document", "voice", "words"]].astype({"document": "object", "voice": "object"})


def _readers(evidence: pd.DataFrame) -> Mapping[str, set[str]]:
    """Give the documents in which each instrument found somebody."""
    rows = evidence[evidence["layer"] == "participant"]
    return {str(name): set(own["document"]) for name, own in rows.groupby("instrument", observed=True)}


def compared_sides(documents: pd.DataFrame, study: Study) -> Iterator[tuple[str, NDArray[np.object_]]]:
    """Give the target, and every pool and group that the study compares, each once, under its name."""
    found: dict[str, NDArray[np.object_]] = {TARGET: np.array([study.target], object)}
    for comparison in study.comparisons:
        if comparison.kind == "target":
            found.setdefault(pool_name(comparison.groups), pool(documents, study, comparison.by, comparison.groups))
        elif comparison.kind == "groups":
            for name, ids in groups(documents, study, comparison.by, comparison.groups).items():
                found.setdefault(name, ids)
    yield from found.items()


@dataclass(frozen=True, slots=True)
class _Held:
    """Relations of all documents, and what they are counted in."""

    counts: pd.DataFrame
    words: pd.DataFrame
    readers: Mapping[str, set[str]]
    target: str
    outlets: Mapping[str, str]

    def of(self, side: str, ids: NDArray[np.object_]) -> pd.DataFrame:
        """Give the rows of a side: an instrument and a voice at a time, since documents differ by them."""
        import pandas as pd

        theirs = self.counts[self.counts["document"].isin([*ids, self.target])]
        pieces = [
            self._cell(side, ids, str(instrument), str(voice), own)
            for (instrument, voice), own in theirs.groupby(["instrument", "voice"], sort=True)
        ]
        return pd.concat(pieces, ignore_index=True) if pieces else empty("actor_relations")

    def _cell(self, side: str, ids: NDArray[np.object_], instrument: str, voice: str, counts: pd.DataFrame) -> pd.DataFrame:
        words = self.words[self.words["voice"] == voice].set_index("document")["words"]
        others = {each for name, documents in self.readers.items() if name != instrument for each in documents}
        unread = others - self.readers.get(instrument, set())
        read = [each for each in ids if each in words.index and each not in unread]
        counts = counts.assign(rate=1000 * counts["relations"] / counts["document"].map(words))
        keys = counts[list(ACT)].drop_duplicates().sort_values(list(ACT), kind="stable").reset_index(drop=True)
        told = keys.reset_index(names="cell").merge(counts, on=list(ACT))
        own = told[told["document"] == self.target].set_index("cell")
        theirs = told[told["document"].isin(read)]
        numbers = _numbers(theirs, len(keys), [self.outlets[each] for each in read], read)
        rows = keys.assign(side=side, **numbers)
        rows["target_relations"] = own["relations"].reindex(rows.index).fillna(0).astype("int64")
        rate = own["rate"].reindex(rows.index)
        rows["target_per_1000"] = rate.fillna(0.0 if self.target in words.index else np.nan).round(6)
        rows["percentile"] = _percentile(theirs, rows["target_per_1000"].to_numpy(np.float64), len(read))
        rows["note"] = TOO_FEW if len(read) < FEWEST_DOCUMENTS else ""
        if side == TARGET:
            rows = rows.assign(percentile=np.nan, note="")
        return rows


def _numbers(rows: pd.DataFrame, cells: int, cluster: list[str], read: list[str]) -> dict[str, NDArray[Any]]:
    """Give the columns of a side; `cluster` has an entry a document that was read."""
    count = np.bincount(rows["cell"], weights=rows["relations"], minlength=cells)
    documents = np.bincount(rows["cell"], minlength=cells)
    total = np.full(cells, len(read))
    mean = np.bincount(rows["cell"], weights=rows["rate"], minlength=cells) / max(len(read), 1)
    half = _half(rows, mean, cluster, dict(zip(read, cluster, strict=True)))
    enough = len(read) >= FEWEST_DOCUMENTS
    share = documents / max(len(read), 1)
    low, high = wilson(documents.astype(np.float64), total.astype(np.float64)) if enough else (np.full(cells, np.nan),) * 2
    return {
        "relations": count.astype(np.int64),
        "documents": documents.astype(np.int64),
        "documents_all": total.astype(np.int64),
        "per_1000": mean.round(6),
        "low": np.maximum(mean - half, 0).round(6),
        "high": (mean + half).round(6),
        "share": share.round(6),
        "share_low": low.round(6),
        "share_high": high.round(6),
    }


def _half(rows: pd.DataFrame, mean: Floats, cluster: list[str], of: Mapping[str, str]) -> Floats:
    """Give half of each mean's interval: t times its error by whole clusters (Cameron & Miller 2015, section II).

    The error is the root of G / (G − 1) Σ ((sum of the cluster − its documents × mean) / n)². NaN for too few, and where
    nothing varies.
    """
    names, size = np.unique(np.array(cluster, dtype=str), return_counts=True)
    n, total = len(cluster), len(names)
    if n < FEWEST_DOCUMENTS or total < FEWEST_CLUSTERS:
        return np.full(len(mean), np.nan)
    from scipy import stats

    place = np.searchsorted(names, np.array([of[each] for each in rows["document"]], dtype=str))
    code, inverse = np.unique(rows["cell"].to_numpy(np.int64) * total + place, return_inverse=True)
    summed = np.bincount(inverse, weights=rows["rate"].to_numpy(np.float64), minlength=len(code))
    cell, at = code // total, code % total
    squares = np.bincount(cell, weights=summed**2, minlength=len(mean))
    crossed = np.bincount(cell, weights=summed * size[at], minlength=len(mean))
    spread = np.maximum(squares - 2 * mean * crossed + mean**2 * (size**2).sum(), 0.0) / n**2
    half: Floats = stats.t.ppf(0.975, total - 1) * np.sqrt(spread * total / (total - 1))
    return np.where(half > 0, half, np.nan)


def _percentile(rows: pd.DataFrame, target: Floats, documents: int) -> Floats:
    """Give the share of documents below the target, ties half, 0…100; documents without the relation are at 0."""
    if documents < FEWEST_DOCUMENTS:
        return np.full(len(target), np.nan)
    rate, cell = rows["rate"].to_numpy(np.float64).round(6), rows["cell"].to_numpy(np.int64)
    size = len(target)
    below = np.bincount(cell, weights=rate < target[cell], minlength=size)
    equal = np.bincount(cell, weights=rate == target[cell], minlength=size)
    none = documents - np.bincount(cell, minlength=size)
    below, equal = below + np.where(target > 0, none, 0), equal + np.where(target == 0, none, 0)
    share: Floats = (100 * (below + equal / 2) / documents).round(6)
    return np.where(np.isnan(target), np.nan, share)
