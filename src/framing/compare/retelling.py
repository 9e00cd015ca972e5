"""The same event by several outlets: passages aligned, and what each pair of groups makes of the same matter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from framing.compare.acted import aligned_actors
from framing.compare.align import aligned, by_event, method, passages
from framing.compare.lost import attributions_lost
from framing.compare.told import DIGITS, TOLD, alignments_table, told
from framing.errors import StudyError
from framing.tables import check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document
    from framing.study import Study

__all__ = ["FEWEST_EVENTS", "retellings", "retold", "why_not"]

FEWEST_EVENTS = 5
"""Events from which there is an interval, as of documents elsewhere; and that must differ from the commonest value: where
nearly all are the same (an actor is agent in both), the spread of the few others says little of what more events bring."""

T_OVER_EVENTS = "Student's t over events, 95 %"
TOO_FEW = f"none: fewer than {FEWEST_EVENTS} events"
ALL_ALIKE = f"none: fewer than {FEWEST_EVENTS} events differ from the commonest value"

AGENCY = "agency"

UNITS = {"hedges": "per 1,000 words", "attributed": "share", "tone": "score −1…1", "agency": "share"}


def retellings(documents: Sequence[Document], tables: Mapping[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """Align the passages of documents on the same event: the tables `alignments`, `aligned_actors` and `lost`.

    All are empty where the study names no column of events, or no text is there.

    Raises:
        StudyError: `sources.csv` has no such column.
        InputError: an embedding model was named that is not installed.
    """
    column = study.alignment.events
    texts = {document.id: document.text for document in documents if document.text is not None}
    if not column or not texts:
        return {name: empty(name) for name in ("alignments", "aligned_actors", "lost")}
    if column not in tables["documents"].columns:
        raise StudyError(f'study.toml: [alignment] events = "{column}" names no column of sources.csv; add it, or leave it out')
    events = by_event(tables["documents"], column, study.target)
    event = {document: name for name, ids in events.items() for document in ids}
    found = passages(tables["sentences"], texts)
    embeddings = study.alignment.embeddings
    pairs = aligned(found, events, embeddings)
    values = told(found, tables["evidence"], study)
    acted = aligned_actors(found, pairs, tables["evidence"], tables["relations"], event)
    lost = attributions_lost(found, tables["evidence"], tables["links"], texts, study.instruments.attribution, events)
    return {
        "alignments": alignments_table(found, pairs, values, acted, event, method(embeddings)),
        "aligned_actors": acted,
        "lost": lost,
    }


def retold(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give, for each two groups, the mean differences of aligned passages, events weighing the same: the table `retold`.

    Groups are values of the study's column `by`; pairs within a group are left out. Hedges, attribution and tone are of all
    pairs, agency of those in which an actor takes part on both sides, by actor. The interval is Student's t over events,
    which are what was sampled; `interval_method` says why there is none.
    """
    import pandas as pd

    pairs = tables["alignments"]
    if pairs.empty:
        return empty("retold")
    group = _groups(tables["documents"], study.by)
    acted = tables.get("aligned_actors", empty("aligned_actors"))
    lost = tables["lost"].assign(own=tables["lost"]["document"].map(group), its=tables["lost"]["other"].map(group))
    named = {"hedges": study.instruments.hedging, "attributed": study.instruments.attribution, "tone": study.instruments.tone}
    rows = []
    for first, second in combinations(sorted({*pairs["document"].map(group), *pairs["other"].map(group)} - {""}), 2):
        chosen, sign = _between(pairs, group, first, second)
        if not len(chosen):
            continue
        counts = {
            "lost_by_first": int(((lost["own"] == second) & (lost["its"] == first)).sum()),
            "lost_by_second": int(((lost["own"] == first) & (lost["its"] == second)).sum()),
        }
        both: dict[str, object] = {"first": first, "second": second, **counts}
        for name in TOLD:
            held = {"measure": name, "actor": "", "instrument": named[name], "unit": UNITS[name]}
            rows.append({**both, **held, **_mean(chosen[f"{name}_difference"] * sign, chosen["event"])})
        chosen, sign = _between(acted, group, first, second)
        for (actor, instrument), own in chosen.groupby(["actor", "instrument"], sort=True):
            held = {"measure": AGENCY, "actor": str(actor), "instrument": str(instrument), "unit": UNITS[AGENCY]}
            rows.append({**both, **held, **_mean(own["agency_difference"] * sign[own.index], own["event"])})
    return check(pd.DataFrame(rows), "retold") if rows else empty("retold")


def _between(pairs: pd.DataFrame, group: Mapping[str, str], first: str, second: str) -> tuple[pd.DataFrame, pd.Series[float]]:
    """Give the rows that hold two groups against each other, and 1 where the first stands first, else −1."""
    own, other = pairs["document"].map(group), pairs["other"].map(group)
    there, back = (own == first) & (other == second), (own == second) & (other == first)
    return pairs[there | back], there[there | back].map({True: 1.0, False: -1.0}).astype("float64")


def _groups(documents: pd.DataFrame, by: str) -> dict[str, str]:
    column = documents[by] if by in documents.columns else documents["outlet"]
    return dict(zip(documents["document"], column.fillna("").astype("str"), strict=True))


def _mean(differences: pd.Series[float], event: pd.Series[str]) -> dict[str, object]:
    """Give the mean of the events' means with its interval (Student 1908), or why it has none."""
    from scipy.special import stdtrit

    values = differences.groupby(event).mean().dropna()
    n, mean, half = len(values), float(values.mean()) if len(values) else float("nan"), float("nan")
    common = int(values.round(DIGITS).value_counts().iloc[0]) if n else 0
    how = TOO_FEW if n < FEWEST_EVENTS else ALL_ALIKE if n - common < FEWEST_EVENTS and common > 1 else T_OVER_EVENTS
    if how == T_OVER_EVENTS:
        half = float(stdtrit(n - 1, 0.975)) * float(values.std(ddof=1)) / n**0.5
    counted = {"pairs": int(differences.notna().sum()), "events": n, "interval_method": how}
    return {"difference": round(mean, DIGITS), "low": round(mean - half, DIGITS), "high": round(mean + half, DIGITS), **counted}


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
