"""What each actor is called most often, in the target and in each group: a table to read, without a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from framing.compare.voices import sides
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["COLUMNS", "label_counts"]

COLUMNS = ("side", "actor", "label", "voice", "labels", "documents", "n", "instrument")


def label_counts(tables: Mapping[str, pd.DataFrame], study: Study, most: int = 10) -> pd.DataFrame:
    """List the labels of each actor that stand in the most documents of the target and of each group.

    Args:
        tables: documents and labels of a study.
        study: for its target and its groups.
        most: labels of an actor on each side at most.

    Returns:
        The columns of `COLUMNS`, a row a side × actor × label × voice, and one for all voices (`all`) first: how often, in
        how many documents of the side's `n`. The most widespread first, then the most frequent. No labels give no rows.

    Examples:
        >>> import pandas as pd
        >>> from pathlib import Path
        >>> from framing.study import Study
        >>> row = {"document": "1", "actor": "Norland", "label": "pariah", "instrument": "labels-english"}
        >>> labels = pd.DataFrame([row | {"voice": "outlet"}, row | {"voice": "imputed"}])
        >>> tables = {"documents": pd.DataFrame({"document": ["1"]}), "labels": labels}
        >>> found = label_counts(tables, Study(name="s", title="", folder=Path(), target="1"))
        >>> found[["label", "voice", "labels", "documents", "n"]].values.tolist()
        [['pariah', 'all', 2, 1, 1], ['pariah', 'imputed', 1, 1, 1], ['pariah', 'outlet', 1, 1, 1]]
    """
    import pandas as pd

    own = tables["labels"][["document", "actor", "label", "voice", "instrument"]].astype(str)
    both = pd.concat([own.assign(voice=ALL), own], ignore_index=True)
    parts = []
    for side, ids in sides(tables["documents"], study):
        of_side = both[both["document"].isin(ids)].groupby(["actor", "label", "voice", "instrument"], sort=True)
        counts = of_side.agg(labels=("document", "size"), documents=("document", "nunique")).reset_index()
        parts.append(_most(counts, most).assign(side=side, n=len(ids)))
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)] if parts else pd.DataFrame(columns=list(COLUMNS))


def _most(counts: pd.DataFrame, most: int) -> pd.DataFrame:
    """Keep the most widespread labels of each actor, all voices together, and tell their voices behind them."""
    ranked = counts[counts["voice"] == ALL].sort_values(
        ["actor", "documents", "labels", "label"], ascending=[True, False, False, True], kind="stable"
    )
    ranked = ranked.groupby("actor", sort=False).head(most)
    ranked = ranked.assign(rank=range(len(ranked)))[["actor", "label", "instrument", "rank"]]
    kept = counts.merge(ranked, on=["actor", "label", "instrument"])
    kept = kept.assign(part=(kept["voice"] != ALL).astype(int))
    return kept.sort_values(["rank", "part", "voice"], kind="stable").drop(columns=["rank", "part"])
