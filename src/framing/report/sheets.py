"""What every plate of a report shares: the study's tables, a caption with n, method and validation, and a place to be saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing import figures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd
    from matplotlib.figure import Figure

    from framing.study import Study

__all__ = ["Sheets"]


@dataclass(frozen=True)
class Sheets:
    """Holds what figures are drawn from, and saves them as PNG and SVG.

    Args:
        study: for the captions.
        tables: sections, exposure, measures, documents.
        contrasts, keywords: as `framing.compare` gives them.
        folder: where the files go.
    """

    study: Study
    tables: Mapping[str, pd.DataFrame]
    contrasts: pd.DataFrame
    keywords_table: pd.DataFrame
    folder: Path
    compared: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """The further tables of a comparison: wordshifts, robustness, specifications."""

    def _caption(
        self, text: str, *, n: str = "", method: str = "", measures: Sequence[str] = (), every_tone: bool = False
    ) -> str:
        said = self._validation(measures, "" if every_tone else self.study.instruments.tone)
        return figures.caption(self.study, text, n=n, method=" ".join([method, said]).strip())

    def _validation(self, measures: Sequence[str], tone: str) -> str:
        from framing.measures.registry import validation

        return f"Validation: {validation(self.study, measures, tone=tone)}" if measures else ""

    def _saved(self, figure: Figure, name: str) -> Figure:
        """Write a figure, unless it has nothing to show: the page says that in a sentence."""
        if getattr(figure, "empty", False):
            return figure
        provenance = {
            "study": self.study.name,
            "tables": "sections, exposure, measures, contrasts, keywords",
            "options": f"seed {self.study.seed}, {self.study.resamples} resamples",
        }
        figures.save(figure, self.folder, name, provenance=provenance)
        return figure
