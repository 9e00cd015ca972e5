"""The same event by several outlets: passages aligned, and what each pair of groups makes of the same matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from framing.compare.align import aligned, by_event, method, passages
from framing.compare.lost import attributions_lost
from framing.compare.told import TOLD, alignments_table, told
from framing.errors import StudyError
from framing.tables import check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document
    from framing.study import Study

__all__ = ["FEWEST_EVENTS", "retellings", "retold", "why_not"]

FEWEST_EVENTS = 5
"""Events from which an interval is given, as of documents elsewhere."""

UNITS = {"hedges": "per 1,000 words", "attributed": "share", "tone": "score −1…1"}


def retellings(documents: Sequence[Document], tables: Mapping[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """Align the passages of documents on the same event: the tables `alignments` and `lost`.

    Both are empty where the study names no column of events, or no text is there.

    Raises:
        StudyError: `sources.csv` has no such column.
        InputError: an embedding model was named that is not installed.
    """
    column = study.alignment.events
    texts = {document.id: document.text for document in documents if document.text is not None}
    if not column or not texts:
        return {"alignments": empty("alignments"), "lost": empty("lost")}
    if column not in tables["documents"].columns:
        raise StudyError(f'study.toml: [alignment] events = "{column}" names no column of sources.csv; add it, or leave it out')
    events = by_event(tables["documents"], column, study.target)
    event = {document: name for name, ids in events.items() for document in ids}
    found = passages(tables["sentences"], texts)
    embeddings = study.alignment.embeddings
    pairs = aligned(found, events, embeddings)
    values = told(found, tables["evidence"], study)
    lost = attributions_lost(found, tables["evidence"], tables["links"], texts, study.instruments.attribution, events)
    return {"alignments": alignments_table(found, pairs, values, event, method(embeddings)), "lost": lost}


def retold(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give, for each two groups, the mean differences of aligned passages, events weighing the same: the table `retold`.

    Groups are values of the study's column `by`; pairs within a group are left out. The interval is Student's t over events,
    which are what was sampled.
    """
    import pandas as pd

    pairs = tables["alignments"]
    if pairs.empty:
        return empty("retold")
    group = _groups(tables["documents"], study.by)
    own, other = pairs["document"].map(group), pairs["other"].map(group)
    lost = tables["lost"].assign(own=tables["lost"]["document"].map(group), its=tables["lost"]["other"].map(group))
    rows = []
    for first, second in combinations(sorted({*own, *other} - {""}), 2):
        there, back = (own == first) & (other == second), (own == second) & (other == first)
        if not (there | back).any():
            continue
        chosen, sign = pairs[there | back], np.where(there[there | back], 1.0, -1.0)
        counts = {
            "lost_by_first": int(((lost["own"] == second) & (lost["its"] == first)).sum()),
            "lost_by_second": int(((lost["own"] == first) & (lost["its"] == second)).sum()),
        }
        for name in TOLD:
            by_event = (chosen[f"{name}_difference"] * sign).groupby(chosen["event"]).mean().dropna()
            rows.append({"first": first, "second": second, "measure": name, "unit": UNITS[name], **_mean(by_event), **counts})
            rows[-1]["pairs"] = len(chosen)
    return check(pd.DataFrame(rows), "retold") if rows else empty("retold")


def _groups(documents: pd.DataFrame, by: str) -> dict[str, str]:
    column = documents[by] if by in documents.columns else documents["outlet"]
    return dict(zip(documents["document"], column.fillna("").astype("str"), strict=True))


def _mean(values: pd.Series[float]) -> dict[str, float | int]:
    """Give the mean of the events' means with its interval."""
    from scipy.special import stdtrit

    n = len(values)
    mean = float(values.mean()) if n else float("nan")
    half = float("nan")
    if n >= FEWEST_EVENTS:
        half = float(stdtrit(n - 1, 0.975)) * float(values.std(ddof=1)) / n**0.5
    return {"difference": round(mean, 6), "low": round(mean - half, 6), "high": round(mean + half, 6), "events": n}


def why_not(study: Study) -> str:
    """Say why no passages are aligned; empty where they are.

    Examples:
        >>> from framing.study import Study
        >>> why_not(Study(name="s", title="", folder=".", target="t"))[:28]
        'No passages were held agains'
    """
    if study.alignment.events:
        return ""
    return (
        "No passages were held against each other: that needs articles on the same event, and the study names none "
        '([alignment] events = "a column of sources.csv"). Articles on other events share actors and phrases, not matters, '
        "and passages aligned across them would mean nothing."
    )
