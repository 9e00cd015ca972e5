"""What a measure is in the target and, on the mean of its articles, in each group: a table to draw, without a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from framing.compare.voices import sides
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.study import Study

__all__ = ["COLUMNS", "side_means"]

COLUMNS = ("side", "measure", "actor", "instrument", "unit", "value", "numerator", "n")


def side_means(tables: Mapping[str, pd.DataFrame], study: Study, measures: Sequence[str], *, voice: str = ALL) -> pd.DataFrame:
    """Give the mean of article values of the target and of each group.

    Args:
        tables: documents and measures of a study.
        study: for its target and its groups.
        measures: which, in order.
        voice: whose words.

    Returns:
        The columns of `COLUMNS`, a row a side × measure × actor × instrument, the target first. `numerator` is what was
        counted in all; `n` the articles with a value (an empty denominator has none). No measures give no rows.
    """
    import pandas as pd

    table = tables["measures"]
    own = table[
        (table["section"] == ALL) & (table["voice"] == voice) & table["measure"].isin(list(measures)) & table["value"].notna()
    ]
    keys = ["measure", "actor", "instrument", "unit"]
    order = {name: place for place, name in enumerate(measures)}
    parts = []
    for side, ids in sides(tables["documents"], study):
        of_side = own[own["document"].isin(ids)].groupby(keys, sort=False, observed=True)
        means = of_side.agg(value=("value", "mean"), numerator=("numerator", "sum"), n=("value", "size")).reset_index()
        parts.append(means.assign(side=side).sort_values("measure", key=lambda column: column.map(order), kind="stable"))
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)] if parts else pd.DataFrame(columns=list(COLUMNS))
