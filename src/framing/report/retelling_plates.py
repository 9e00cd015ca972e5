"""The figure of the same matter told by several groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import figures
from framing.compare.retelling import FEWEST_EVENTS
from framing.report.sheets import Sheets

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["RetellingPlates"]


@dataclass(frozen=True)
class RetellingPlates(Sheets):
    """Draws what groups make of the same passages."""

    def retold_chart(self) -> list[Figure]:
        """Mean differences of aligned passages between each two groups; none where nothing is aligned."""
        table = self.compared["retold"]
        if table.empty:
            return []
        figure = figures.retold_chart(
            table,
            fewest=FEWEST_EVENTS,
            caption=self._caption(
                "Passages of two articles on the same event that are each other's most similar ones: first group − second, mean"
                " over events of the means over pairs. Share of agent: of an actor that takes part on both sides, in"
                f" {FEWEST_EVENTS} events or more; all: table retold",
                n=f"{int(table['events'].max()):,} events at most",
                method="Bars: 95 % interval, Student's t over events. Cross: no interval, the table says why.",
                measures=("tone", "hedges", "attributed_share", *(["agency"] if (table["measure"] == "agency").any() else [])),
            ),
        )
        return [self._saved(figure, "retold_chart")]
