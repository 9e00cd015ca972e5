"""Means of article values by side: the target first, articles without a value left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from framing.compare.side_means import side_means
from framing.study import Study

STUDY = Study(name="s", title="", folder=Path(), target="t")


def test_each_article_weighs_the_same_and_gaps_are_left_out() -> None:
    documents = pd.DataFrame({"document": ["t", "a", "b", "c"], "group": ["", "left", "left", "left"]})
    rows = [
        (one, "all", "all", "", "unnamed_share", "made", "share", value, counted)
        for one, value, counted in (("t", 0.5, 1), ("a", 1.0, 2), ("b", 0.0, 0), ("c", np.nan, 0))
    ]
    columns = ["document", "section", "voice", "actor", "measure", "instrument", "unit", "value", "numerator"]
    table = side_means({"documents": documents, "measures": pd.DataFrame(rows, columns=columns)}, STUDY, ["unnamed_share"])
    assert table[["side", "value", "numerator", "n"]].to_numpy().tolist() == [["the article", 0.5, 1, 1], ["left", 0.5, 2, 2]]


def test_nothing_gives_no_rows() -> None:
    documents = pd.DataFrame({"document": ["t"], "group": [""]})
    measures = pd.DataFrame(
        columns=["document", "section", "voice", "actor", "measure", "instrument", "unit", "value", "numerator"]
    )
    assert side_means({"documents": documents, "measures": measures}, STUDY, ["hedges"]).empty
