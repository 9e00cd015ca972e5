"""Who stands on which side: groups of documents, the target's pool, and the clusters they are sampled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import StudyError

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Comparison, Study

__all__ = [
    "COVERAGE",
    "PERIODS",
    "REST",
    "TARGET",
    "WHOLE_ARTICLES",
    "clusters",
    "groups",
    "pairings",
    "pool",
    "pool_name",
    "standing_name",
    "strata_of",
]

TARGET = "target"
"""The side that a hypothesis calls so is the target."""

COVERAGE = "coverage"
"""The side that is every document but the target."""

WHOLE_ARTICLES = "whole articles"
"""Added to the name of a comparison of the target where its length is not matched."""

REST = "the rest"
"""All groups of a comparison but one."""

PERIODS = {"year": 4, "month": 7}
"""What `by` and `within` may name without a column: so many characters of the ISO date of publication."""

SAME_TEXT = "same_text"
"""Column that names, for each document, the one that stands for its text where it is a copy; there are none without it."""

Ids = NDArray[np.object_]


def groups(documents: pd.DataFrame, study: Study, by: str, wanted: Sequence[str] = ()) -> dict[str, Ids]:
    """Give the ids of each group, sorted, the target in none; without `wanted` every value of the column `by`.

    Of copies within a group (the column `same_text`, from `reuse.with_copies`) one stands for all.

    `by` may be `year` or `month` too: of publication.

    A document whose value is empty is in no group.

    Raises:
        StudyError: the documents have no such column, or no document has a wanted value.

    Examples:
        >>> import pandas as pd
        >>> from framing.study import Study
        >>> study = Study(name="s", title="", folder=".", target="t")
        >>> table = pd.DataFrame({"document": ["t", "b", "a"], "group": ["left", "left", "left"]})
        >>> groups(table, study, "group")["left"].tolist()
        ['a', 'b']
    """
    if by not in documents.columns and by not in PERIODS:
        raise StudyError(f'study.toml: by = "{by}" names no column of sources.csv; it has {", ".join(documents.columns)}')
    others = documents[documents["document"] != study.target]
    values = _values(others, by)
    known = sorted(set(values) - {""})
    for name in wanted:
        if name not in known:
            raise StudyError(f'study.toml: no document has {by} "{name}"; {_mend(by, known)}')
    needed = others[["document", *({SAME_TEXT} & set(others.columns))]]
    return {name: _once(needed[values == name]) for name in wanted or known}


def _once(documents: pd.DataFrame) -> Ids:
    """Give the ids, each text once: the document that stands for a text, or, where it is on another side, the first copy."""
    if SAME_TEXT not in documents.columns:
        return _sorted(documents["document"])
    stands = documents["document"] == documents[SAME_TEXT]
    ordered = documents.assign(_copy=~stands).sort_values(["_copy", "document"], kind="stable")
    return _sorted(ordered.drop_duplicates(SAME_TEXT)["document"])


def pairings(documents: pd.DataFrame, study: Study, comparison: Comparison) -> list[dict[str, Ids]]:
    """Give the two sides of everything that a comparison of groups compares: each pair, or each group and all the rest.

    Raises:
        StudyError: as `groups`.

    Examples:
        >>> import pandas as pd
        >>> from framing.study import Comparison, Study
        >>> study = Study(name="s", title="", folder=".", target="t")
        >>> table = pd.DataFrame({"document": ["a", "b", "c"], "group": ["x", "y", "z"]})
        >>> sides = pairings(table, study, Comparison(name="g", kind="groups", groups=("x", "y", "z"), against="rest"))
        >>> [list(pair) for pair in sides], sides[0]["the rest"].tolist()
        ([['x', 'the rest'], ['y', 'the rest'], ['z', 'the rest']], ['b', 'c'])
    """
    sides = groups(documents, study, comparison.by, comparison.groups)
    if comparison.against == "each":
        return [{a: sides[a], b: sides[b]} for a, b in combinations(sides, 2)]
    return [
        {name: ids, REST: _sorted([each for other, rest in sides.items() if other != name for each in rest])}
        for name, ids in sides.items()
    ]


def _values(documents: pd.DataFrame, by: str) -> pd.Series[str]:
    """Give each document's value of a column, or the year or month it was published in."""
    if by in documents.columns:
        return documents[by].fillna("").astype("str")
    return documents["published"].fillna("").astype("str").str[: PERIODS[by]]


def _mend(by: str, known: Sequence[str]) -> str:
    return f"it may be {', '.join(known)}" if known else f"fill in the column {by} of sources.csv, or leave the comparison out"


def pool(documents: pd.DataFrame, study: Study, by: str, wanted: Sequence[str] = ()) -> Ids:
    """Give the ids of the documents the target is held against: those of the wanted groups, all if none is named.

    Raises:
        StudyError: as `groups`.
    """
    if not wanted or tuple(wanted) == (COVERAGE,):
        return _once(documents[documents["document"] != study.target])
    ids = [each for ids in groups(documents, study, by, wanted).values() for each in ids]
    return _once(documents[documents["document"].isin(ids)])


def pool_name(wanted: Sequence[str]) -> str:
    """Name a pool by its groups.

    Examples:
        >>> pool_name(["left", "right"]), pool_name([])
        ('left, right', 'coverage')
    """
    return ", ".join(wanted) or COVERAGE


def standing_name(wanted: Sequence[str], *, whole: bool = False) -> str:
    """Name the comparison of the target with a pool; `whole` where articles are taken whole, whatever their length.

    Examples:
        >>> standing_name(["left", "right"]), standing_name([], whole=True)
        ('target in left, right', 'target in coverage, whole articles')
    """
    return f"target in {pool_name(wanted)}" + (f", {WHOLE_ARTICLES}" if whole else "")


def clusters(documents: pd.DataFrame) -> Mapping[str, str]:
    """Give the cluster of each document: its outlet; a document without an outlet is a cluster of its own."""
    ids = documents["document"].astype("str")
    outlets = documents["outlet"].fillna("").astype("str") if "outlet" in documents.columns else ids.where(ids == "", "")
    own = "document " + ids
    return dict(zip(ids, outlets.where(outlets != "", own), strict=True))


def strata_of(documents: pd.DataFrame, within: str) -> Mapping[str, str] | None:
    """Give the stratum of each document: its outlet, the month it was published in, or its value in another column.

    A document without one is in a stratum with all others that lack it. None where nothing is named.

    Raises:
        StudyError: the documents have no such column.

    Examples:
        >>> import pandas as pd
        >>> strata_of(pd.DataFrame({"document": ["a"], "published": ["2024-06-19"]}), "month")
        {'a': '2024-06'}
    """
    if not within:
        return None
    if within not in documents.columns and within not in PERIODS:
        raise StudyError(f'study.toml: within = "{within}" names no column of sources.csv; it may be outlet, month or a column')
    return dict(zip(documents["document"].astype("str"), _values(documents, within), strict=True))


def _sorted(ids: pd.Series | Sequence[str]) -> Ids:
    return np.array(sorted(ids), dtype=object)
