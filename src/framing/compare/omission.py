"""Left out, or only here: what most documents of a pool have and the target lacks, and the other way round.

An item is present in a document that holds it once. What is short leaves more out: so the share is given among those documents
too that are no longer than the target (left out), or no shorter (only here), and an item is listed by both shares where there
are enough of them. One article has no interval; the share's is Wilson's, for the pool (Wilson 1927).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.limits import FEWEST_DOCUMENTS
from framing.compare.relation_counts import UNCLASSED, relation_counts
from framing.compare.rows import SUPPRESSED
from framing.compare.sides import groups, pool, pool_name
from framing.tables import ALL, check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["LEFT_OUT", "MOST", "OFTEN", "ONLY_HERE", "SELDOM", "omissions", "wilson"]

LEFT_OUT, ONLY_HERE = "left out", "only here"

MOST = 0.5
"""Share of the documents that makes a thing usual: most of them."""

SELDOM = 0.1
"""Share at or below which a thing is unusual."""

OFTEN = 2
"""Times that an unusual thing must stand in the target: once may be chance."""

FEWEST_LETTERS = 3
"""Of a keyword; shorter ones are hardly ever matters."""

Z95 = 1.959964
"""Of the normal distribution, two-sided 95 %."""

Floats = NDArray[np.float64]


def omissions(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """List actors, keywords, frames, kinds of source, sources and relations that set the target and a pool apart.

    Pools are those of the study's comparisons with the target, and each group of its comparisons of groups. A table in the
    schema `omissions`, by comparison, direction, kind and share. A pool of under eight documents gives no rows; nor does a
    study without texts or tables of evidence and terms.

    Raises:
        StudyError: a comparison names a column or group that is not there.
    """
    import pandas as pd

    held = _held(tables, study)
    if held.empty:
        return empty("omissions")
    words = _words(tables["exposure"])
    pieces = [_against(held, words, ids, name, study) for name, ids in _pools(tables["documents"], study)]
    full = [piece for piece in pieces if len(piece)]
    return check(pd.concat(full, ignore_index=True), "omissions") if full else empty("omissions")


def _pools(documents: pd.DataFrame, study: Study) -> Iterator[tuple[str, NDArray[np.object_]]]:
    found: dict[str, NDArray[np.object_]] = {}
    for comparison in study.comparisons:
        if comparison.kind == "target":
            ids = pool(documents, study, comparison.by, comparison.groups)
            found.setdefault(f"target in {pool_name(comparison.groups)}", ids)
        elif comparison.kind == "groups":
            for name, ids in groups(documents, study, comparison.by, comparison.groups).items():
                found.setdefault(f"target in {name}", ids)
    yield from ((name, ids) for name, ids in found.items() if len(ids) >= FEWEST_DOCUMENTS)


def _words(exposure: pd.DataFrame) -> pd.Series[int]:
    whole = exposure[(exposure["section"] == ALL) & (exposure["voice"] == ALL)]
    return whole.set_index("document")["words"]


def _held(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Count every item in every document: document, kind, item, count."""
    import pandas as pd

    evidence, sentences = tables["evidence"], tables["sentences"]
    dead = sentences[sentences["heading"] & (sentences["section"] != "00")][["document", "sentence"]]
    counted = evidence.merge(dead.assign(dead=True), on=["document", "sentence"], how="left")
    counted = counted[counted["dead"].isna()]
    pieces = [_items(counted, study, kind) for kind in _LAYERS]
    full = [piece for piece in [*pieces, _relations(tables), _keywords(tables["terms"])] if len(piece)]
    if not full:
        return pd.DataFrame(columns=["document", "kind", "item", "count"])
    counts: pd.DataFrame = pd.concat(full).groupby(["document", "kind", "item"], sort=True)["count"].sum().reset_index()
    return counts


_LAYERS = {
    "actor": ("mention", "actor"),
    "frame": ("frame", "label"),
    "generic frame": ("generic", "label"),
    "kind of source": ("source", "label"),
    "source": ("source", "actor"),
}
"""The layer of evidence and the column that names the item."""

_NOBODY = "nobody"


def _items(evidence: pd.DataFrame, study: Study, kind: str) -> pd.DataFrame:
    layer, column = _LAYERS[kind]
    rows = evidence[(evidence["layer"] == layer) & ~evidence[column].isin(["", _NOBODY])]
    if layer == "source":
        rows = rows[rows["instrument"] == study.instruments.attribution]
    counts: pd.DataFrame = rows.groupby(["document", column], sort=True).size().rename("count").reset_index()
    return counts.rename(columns={column: "item"}).assign(kind=kind)


def _relations(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count what is said to happen between two actors: "Norland → help → Sudria", "Norland – talk – Sudria"."""
    import pandas as pd

    counts = relation_counts(tables)
    sums, fact = (counts["voice"] == ALL) & (counts["class"] != ALL), counts["reality"] == "fact"
    known = sums & fact & (counts["class"] != UNCLASSED) & ((counts["way"] == "to") | (counts["agent"] < counts["patient"]))
    rows = counts[known]
    if rows.empty:
        return pd.DataFrame(columns=["document", "item", "count", "kind"])
    joint = rows["way"].map({"to": " → ", "with": " – "})
    items = rows["agent"] + joint + rows["class"] + joint + rows["patient"]
    table = pd.DataFrame({"document": rows["document"], "item": items, "count": rows["relations"]})
    counts = table.groupby(["document", "item"], sort=True)["count"].sum().reset_index()
    return counts.assign(kind="relation")


def _keywords(terms: pd.DataFrame) -> pd.DataFrame:
    """Count the words of matters: three letters or more, no function words, no figures."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    names = terms["term"].drop_duplicates()
    kept = [n for n in names if len(n) >= FEWEST_LETTERS and n.isalpha() and n not in ENGLISH_STOP_WORDS]
    rows = terms[terms["term"].isin(kept)]
    counts: pd.DataFrame = rows.groupby(["document", "term"], sort=True)["count"].sum().reset_index()
    return counts.rename(columns={"term": "item"}).assign(kind="keyword")


def _against(held: pd.DataFrame, words: pd.Series[int], ids: NDArray[np.object_], name: str, study: Study) -> pd.DataFrame:
    """Give the rows of one pool."""
    own = held[held["document"] == study.target].set_index(["kind", "item"])["count"]
    theirs = held[held["document"].isin(ids)]
    length = words.reindex(ids).fillna(0)
    limit = words.get(study.target, 0)
    here = theirs.groupby(["kind", "item"]).size().to_frame("documents")
    table = here.join(own.rename("target_count"), how="outer").fillna(0).astype("int64").reset_index()
    table["of"] = len(ids)
    table["share"] = table["documents"] / len(ids)
    pieces = []
    for direction, alike in ((LEFT_OUT, length.index[length <= limit]), (ONLY_HERE, length.index[length >= limit])):
        matched = theirs[theirs["document"].isin(alike)].groupby(["kind", "item"]).size()
        n = matched.reindex(list(zip(table["kind"], table["item"], strict=True))).fillna(0).to_numpy(np.float64)
        enough = len(alike) >= FEWEST_DOCUMENTS
        share = n / len(alike) if enough else np.full(len(table), np.nan)
        rows = table.assign(direction=direction, share_matched=share, of_matched=len(alike))
        pieces.append(rows[_listed(rows, direction)])
    return _finished(pieces, name, study)


def _listed(rows: pd.DataFrame, direction: str) -> NDArray[np.bool_]:
    count, share = rows["target_count"].to_numpy(), rows["share"].to_numpy(np.float64)
    told = np.where(np.isnan(rows["share_matched"]), share, rows["share_matched"])
    usual: NDArray[np.bool_] = (count == 0) & (share > MOST) & (told > MOST)
    unusual: NDArray[np.bool_] = (count >= OFTEN) & (share <= SELDOM) & (told <= SELDOM)
    return usual if direction == LEFT_OUT else unusual


def _finished(pieces: list[pd.DataFrame], name: str, study: Study) -> pd.DataFrame:
    import pandas as pd

    rows = pd.concat(pieces, ignore_index=True).assign(comparison=name, note="")
    rows["low"], rows["high"] = wilson(rows["documents"].to_numpy(np.float64), rows["of"].to_numpy(np.float64))
    if study.sampling is not None:
        chosen = rows["kind"].isin(["actor", "source"]) & rows["item"].isin(study.sampling.selected_actors)
        rows.loc[chosen & (rows["direction"] == LEFT_OUT), "note"] = SUPPRESSED
    rows.loc[(rows["note"] == "") & rows["share_matched"].isna(), "note"] = "too few documents of such a length"
    for column in ("share", "low", "high", "share_matched"):
        rows[column] = rows[column].round(6)
    most = np.where(rows["direction"] == LEFT_OUT, -rows["share"], -rows["target_count"].astype("float64"))
    order = rows.assign(_most=most).sort_values(["direction", "kind", "_most", "item"], kind="stable").index
    return rows.loc[order].reset_index(drop=True)


def wilson(successes: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Give the bounds of a share at 95 % (Wilson 1927).

    Examples:
        >>> low, high = wilson(np.array([8.0]), np.array([10.0]))
        >>> round(float(low[0]), 2), round(float(high[0]), 2)
        (0.49, 0.94)
    """
    share = successes / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n**2))
    return middle - half, middle + half
