"""The figures of what is left out and what is only here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import figures
from framing.report.sheets import Sheets

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["OmissionPlates"]


@dataclass(frozen=True)
class OmissionPlates(Sheets):
    """Draws what sets the article apart by presence and absence."""

    def omission_chart(self) -> list[Figure]:
        """What most of the coverage has and the article lacks, and the other way round, a figure a pool or group."""
        table, drawn = self.compared["omissions"], []
        for at, comparison in enumerate(dict.fromkeys(table["comparison"]), start=1):
            own = table[table["comparison"] == comparison]
            figure = figures.omission_chart(
                own,
                comparison=str(comparison),
                caption=self._caption(
                    "Left out: in most articles of the coverage and not once here. Only here: twice or more here, and in a "
                    "tenth of the coverage or less. Names, frames and sources before words; all: table omissions",
                    n=f"1 article; {int(own['of'].max()):,} articles",
                    method="Lines: 95 % interval of the share (Wilson). Of its length: among articles no longer than this one "
                    "(left out), no shorter (only here): a short article leaves more out.",
                ),
            )
            drawn.append(self._saved(figure, "omission_chart" if at == 1 else f"omission_chart_{at}"))
        return drawn
