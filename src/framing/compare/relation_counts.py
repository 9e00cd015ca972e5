"""Relations between two actors, counted document by document: who does what to whom.

An act counts once for each pair of an actor who does it and another to whom it is done (patient or recipient). Who talk or
cooperate together, where no actor is acted on, do it with each other: both ways round. What it does to itself is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.tables import ALL, ATTRIBUTED

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ACT", "REALITIES", "TOGETHER", "UNCLASSED", "acts", "relation_counts"]

REALITIES = ("fact", "negated", "hypothetical")
"""What is said of the act: that it happens, that it does not, or neither (possible, planned, feared); negated comes first."""

TOGETHER = ("talk", "cooperate")
"""Classes of what several do with each other."""

UNCLASSED = "unclassed"
"""A predicate that the list `verb-classes` lacks."""

ACT = ("instrument", "voice", "agent", "patient", "class", "reality", "way")
"""What tells one kind of relation from another."""

_OTHERS = ("", "other")
"""Nobody, and somebody who is no actor of the study."""


def relation_counts(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Count relations between two actors: `document`, the columns of `ACT`, and `relations`; no relations give no rows.

    `voice` is outlet, a mode, or their sums `attributed` and `all`; `class` a class, `unclassed`, or the sum `all`.

    Examples:
        >>> import pandas as pd
        >>> row = {"document": "1", "section": "01", "sentence": 4, "instrument": "rules", "kind": "help", "predicate_start": 9}
        >>> row |= {"agent": "Norland", "patient": "other", "recipient": "Sudria", "voice": "outlet"}
        >>> relations = pd.DataFrame([row | {"negated": False, "hypothetical": True}])
        >>> sentences = pd.DataFrame({"document": ["1"], "section": ["01"], "sentence": [4], "heading": [False]})
        >>> counts = relation_counts({"relations": relations, "sentences": sentences})
        >>> counts[["voice", "agent", "patient", "class", "reality", "relations"]].values.tolist()[0]
        ['all', 'Norland', 'Sudria', 'all', 'hypothetical', 1]
    """
    import pandas as pd

    relations = tables.get("relations")
    if relations is None or relations.empty:
        return pd.DataFrame(columns=["document", *ACT, "relations"])
    found = acts(relations, tables["sentences"])
    attributed = found[found["voice"] != "outlet"].assign(voice=ATTRIBUTED)
    voiced = pd.concat([found, attributed, found.assign(voice=ALL)])
    both = pd.concat([voiced, voiced.assign(**{"class": ALL})])
    counts: pd.DataFrame = both.groupby(["document", *ACT], sort=True).size().rename("relations").reset_index()
    return counts


def acts(relations: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Give a row for each act and pair of actors: the columns of `ACT`, and where the predicate stands.

    Args:
        relations: the table, or some documents' rows of it.
        sentences: the table, for headings, which are left out.

    Returns:
        `document`, `sentence`, `predicate_start` and the columns of `ACT`; `voice` is not summed. No relations give no rows.
    """
    import pandas as pd

    if relations.empty:
        return pd.DataFrame(columns=[*_PREDICATE, *(name for name in ACT if name not in _PREDICATE)])
    return _acts(_counted(relations, sentences))


def _counted(relations: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands in headings other than the headline, and give texts for labels."""
    dead = sentences[sentences["heading"] & (sentences["section"] != "00")]
    places = set(zip(dead["document"].astype(str), dead["sentence"].astype(int), strict=True))
    told = [
        each not in places for each in zip(relations["document"].astype(str), relations["sentence"].astype(int), strict=True)
    ]
    rows = relations[told].copy()
    for name in ("document", "instrument", "voice", "agent", "patient", "recipient", "kind"):
        rows[name] = rows[name].astype("object")
    rows["class"] = rows["kind"].where(rows["kind"] != "", UNCLASSED)
    realities = [rows["negated"].to_numpy(bool), rows["hypothetical"].to_numpy(bool)]
    rows["reality"] = np.select(realities, REALITIES[1:], REALITIES[0]).astype(object)
    return rows


_PREDICATE = ["document", "sentence", "predicate_start", "instrument"]


def _acts(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each act once for each pair of actors."""
    import pandas as pd

    done = pd.concat([_done_to(rows, "patient"), _done_to(rows, "recipient")])
    on_somebody = rows[~rows["patient"].isin(_OTHERS) | ~rows["recipient"].isin(_OTHERS)]
    taken = pd.MultiIndex.from_frame(on_somebody[_PREDICATE])
    mutual = rows[rows["class"].isin(TOGETHER) & ~rows["agent"].isin(_OTHERS)]
    mutual = mutual[~pd.MultiIndex.from_frame(mutual[_PREDICATE]).isin(taken)]
    pairs = mutual.merge(mutual[[*_PREDICATE, "agent"]].rename(columns={"agent": "with"}), on=_PREDICATE)
    together = pairs.assign(patient=pairs["with"], way="with")
    acts = pd.concat([done, together])
    acts = acts[acts["agent"] != acts["patient"]]
    return acts.drop_duplicates([*_PREDICATE, "agent", "patient"])[[*_PREDICATE, *(set(ACT) - set(_PREDICATE))]]


def _done_to(rows: pd.DataFrame, role: str) -> pd.DataFrame:
    done = rows[~rows["agent"].isin(_OTHERS) & ~rows[role].isin(_OTHERS)]
    return done.assign(patient=done[role], way="to")
