"""The matrix of agreement: documents above the diagonal, sentences below, nothing overlaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

from framing import figures
from framing.compare.agreement import COLUMNS
from framing.errors import TableError
from framing.figures.style import Plate


def table(names: Sequence[str], corpora: Sequence[str] = ("all",)) -> pd.DataFrame:
    rows = [
        (corpus, level, one, other, 9, value, -value)
        for corpus in corpora
        for level, value in (("document", 0.25), ("sentence", 0.5))
        for at, one in enumerate(names)
        for other in names[at + 1 :]
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def written(figure: Figure) -> dict[tuple[float, float], str]:
    texts = figure.axes[0].texts
    return {(round(text.get_position()[0], 1), round(text.get_position()[1], 1)): text.get_text() for text in texts}


def test_documents_stand_above_the_diagonal_and_sentences_below() -> None:
    cells = written(figures.instrument_agreement(table(["p", "q"])))
    (_, above), (_, below) = sorted(cells.items(), key=lambda cell: cell[0][1])
    assert (above, below) == (".25", ".50")


def test_the_other_coefficient() -> None:
    figure = figures.instrument_agreement(table(["p", "q"]), coefficient="spearman")
    assert sorted(written(figure).values()) == ["−.25", "−.50"]
    with pytest.raises(TableError, match="pearson or spearman"):
        figures.instrument_agreement(table(["p", "q"]), coefficient="kendall")


@pytest.mark.parametrize("names", [[], ["p", "q"], ["vader", "vader-news", "news-tone", "hu-liu", "afinn"]])
def test_labels_neither_overlap_nor_leave(names: list[str], legible: Callable[[Figure], None]) -> None:
    figure = figures.instrument_agreement(table(names, ["US and UK news", "state agency"]), caption="Nine documents.")
    legible(figure)
    assert isinstance(figure, Plate)
    assert figure.alt.endswith(".")


def test_a_pair_without_a_coefficient_has_no_number(legible: Callable[[Figure], None]) -> None:
    figure = figures.instrument_agreement(table(["p", "q"]).assign(pearson=np.nan))
    legible(figure)
    assert written(figure) == {}
    assert isinstance(figure, Plate)
    assert "nan" not in figure.alt
