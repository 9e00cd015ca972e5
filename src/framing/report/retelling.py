"""What a report says of articles held against each other: copies that were folded, passages aligned, attributions lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.compare.retelling import retold, why_not
from framing.compare.reuse import same_text
from framing.tables import empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from framing.study import Study

__all__ = ["alignment_said", "copies_said", "lost_shown", "omissions_shown", "retold_shown", "turned_shown"]

LOST_SHOWN = 25
"""Attributions lost, and passages with another agent, that the page lists; all: tables `lost`, `aligned_actors`."""


def copies_said(tables: Mapping[str, pd.DataFrame], study: Study) -> str:
    """Say how many documents are copies of others and count once, and how many passages are shared."""
    if "copies" not in tables:
        return "Copies among the documents were not looked for: that needs the texts."
    documents, pairs, reuse = tables["documents"], tables["copies"], tables.get("reuse", empty("reuse"))
    stands = same_text(documents, pairs, study.target)
    folded = sum(one != other for one, other in stands.items())
    shared = (
        f" {len(reuse):,} passages of 25 words or more stand nearly word for word in two documents (table reuse)."
        if len(reuse)
        else ""
    )
    if not folded:
        return f"None of the {len(documents):,} documents is a copy of another.{shared}"
    kind = "is a copy" if folded == 1 else "are copies"
    return (
        f"{folded:,} of the {len(documents):,} documents {kind} of another (half of all five-word sequences in common, or four "
        f"fifths of the shorter one's). On each side of a comparison a text counts once.{shared}"
    )


def alignment_said(tables: Mapping[str, pd.DataFrame], study: Study) -> str:
    """Say what was aligned, or why nothing was."""
    if reason := why_not(study):
        return reason
    pairs, lost = tables.get("alignments", empty("alignments")), tables.get("lost", empty("lost"))
    events = pairs["event"].nunique()
    return (
        f"{len(pairs):,} pairs of passages of {events:,} events tell the same matter; claims that one article attributes and "
        f"another states as fact: {len(lost):,}.{_acted_said(tables)} These lists err, how often says "
        "docs/methods/alignment.md: what is on them is to be read, not a finding."
    )


def _acted_said(tables: Mapping[str, pd.DataFrame]) -> str:
    """Say in how many pairs an actor takes part on both sides; nothing where none does."""
    acted = tables.get("aligned_actors", empty("aligned_actors"))
    if acted.empty:
        return ""
    pairs, turned = (
        len(acted[["document", "start", "other", "other_start"]].drop_duplicates()),
        int((acted["turn"] != "").sum()),
    )
    return f" In {pairs:,} of the pairs an actor acts or is acted on in both; the parts are dealt out otherwise in {turned:,}."


def retold_shown(tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    """Give the table `retold` of stored tables; no rows where nothing is aligned."""
    given = {name: tables.get(name, empty(name)) for name in ("alignments", "aligned_actors", "lost")}
    return retold({**given, "documents": tables["documents"]}, study)


def turned_shown(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the aligned passages that deal out an actor's parts otherwise, by what turns and then by place."""
    acted = tables.get("aligned_actors", empty("aligned_actors"))
    turned = acted[acted["turn"] != ""].sort_values(["turn", "document", "start"], kind="stable")
    first = ["actor", "turn"]
    kept = [name for name in turned.columns if name not in (*first, "event", "agency", "other_agency", "agency_difference")]
    return turned.head(LOST_SHOWN)[[*first, *kept]]


def lost_shown(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the attributions lost whose words come back most, where they stand in both documents."""
    lost = tables.get("lost", empty("lost"))
    ordered = lost.sort_values(["returned", "document", "start"], ascending=[False, True, True], kind="stable")
    return ordered.head(LOST_SHOWN).drop(columns=["event"])


def omissions_shown(omissions: pd.DataFrame) -> pd.DataFrame:
    """Give what the page lists of the table `omissions`: all but keywords, which the figure shows."""
    return omissions[omissions["kind"] != "keyword"]
