"""The measures table as arrays: sections of a role are added up, scales are read off, gaps are no zeros."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.compare.cells import cells
from framing.compare.sides import clusters, groups, pool
from framing.errors import StudyError
from framing.study import Study


def measure(document: str, section: str, numerator: float, denominator: float, **also: str) -> dict[str, Any]:
    value = 1000 * numerator / denominator if denominator else np.nan
    key = {"document": document, "section": section, "voice": "all", "actor": "", "measure": "hedges", "instrument": "list"}
    return {**key, **also, "numerator": numerator, "denominator": denominator, "value": value, "unit": "‰"}


ROWS = pd.DataFrame(
    [
        measure("b", "00", 1, 10),
        measure("b", "01", 2, 100),
        measure("b", "02", 3, 200),
        measure("b", "03", 5, 300),
        measure("b", "all", 11, 610),
        measure("a", "00", 0, 0),
        measure("a", "all", 4, 400),
        measure("a", "all", 0, 0, measure="unnamed_share"),
    ]
)
SECTIONS = pd.DataFrame(
    [("b", "00", "headline"), ("b", "01", "lead"), ("b", "02", "body"), ("b", "03", "body"), ("a", "00", "headline")],
    columns=["document", "section", "role"],
)


def test_whole_documents_are_rows_and_what_is_missing_is_nan() -> None:
    spread = cells(ROWS)
    assert spread.documents.tolist() == ["a", "b"]
    assert spread.keys["measure"].tolist() == ["hedges", "unnamed_share"]
    assert spread.value[:, 0] == pytest.approx([10.0, 1000 * 11 / 610])
    assert np.isnan(spread.value[:, 1]).all()
    assert spread.scale[0] == 1000.0


def test_sections_of_a_role_are_added_up() -> None:
    spread = cells(ROWS, SECTIONS)
    by_role = dict(zip(spread.keys["section"], spread.value[1], strict=True))
    assert by_role == pytest.approx({"headline": 100.0, "lead": 20.0, "body": 1000 * 8 / 500})
    assert np.isnan(spread.value[0]).all(), "an umbrella heading has no value"


def test_no_measures_no_cells() -> None:
    spread = cells(ROWS.iloc[:0])
    assert spread.value.shape == (0, 0)


def test_sides() -> None:
    study = Study(name="s", title="", folder=".", target="t")  # type: ignore[arg-type]
    documents = pd.DataFrame(
        {"document": ["t", "c", "b", "a"], "outlet": ["x", "y", "", None], "group": ["left", "left", "right", ""]}
    )
    assert {name: ids.tolist() for name, ids in groups(documents, study, "group").items()} == {"left": ["c"], "right": ["b"]}
    assert pool(documents, study, "group").tolist() == ["a", "b", "c"], "all but the target"
    assert pool(documents, study, "group", ("right", "left")).tolist() == ["b", "c"]
    held = clusters(documents)
    assert held["c"] == "y"
    assert len({held["a"], held["b"], held["c"]}) == 3, "no outlet: a cluster of its own"
    with pytest.raises(StudyError, match="it may be left, right"):
        groups(documents, study, "group", ("centre",))
