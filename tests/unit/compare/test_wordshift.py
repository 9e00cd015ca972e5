"""Word shifts: parts add up to the difference that the contrasts show, and by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.compare.cells import cells
from framing.compare.wordshift import shift, wordshifts
from framing.store import open_tables
from framing.study import Study, load_study
from framing.tables import TABLES

STUDY = Path(__file__).parents[3] / "data" / "example"
Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study(STUDY).model_copy(update={"primary": ("tone", "hedges", "hedges_epistemic", "boosters", "unnamed_share")})


@pytest.fixture(scope="module")
def tables(example_tables: Path) -> Tables:
    return dict(open_tables(example_tables))


@pytest.fixture(scope="module")
def shifts(tables: Tables, study: Study) -> pd.DataFrame:
    return wordshifts(tables, study)


def test_parts_by_hand() -> None:
    # "good" 2 of 4 words at 2.0 against 1 of 4 at 3.0; "bad" 2 of 4 at −1 against 3 of 4 at −1; mean of both sides 0.25
    parts = shift(np.array([0.5, 0.5]), np.array([0.25, 0.75]), np.array([1.0, -0.5]), np.array([0.75, -0.75]), reference=0.25)
    assert parts.frequency == pytest.approx([0.25 * (2.5 - 0.25), -0.25 * (-1 - 0.25)])
    assert parts.value == pytest.approx([0.375 * (2 - 3), 0.0])
    assert (parts.frequency + parts.value).sum() == pytest.approx(0.5 - 0.0)


def test_an_entry_of_one_side_has_that_sides_value() -> None:
    parts = shift(np.array([0.0, 1.0]), np.array([0.5, 0.5]), np.array([0.0, 1.0]), np.array([-1.0, 0.5]), reference=0.0)
    assert parts.first_value.tolist() == [-2.0, 1.0]
    assert parts.value.tolist() == [0.0, 0.0]
    assert (parts.frequency + parts.value).sum() == pytest.approx(1.0 - (-0.5))


def test_it_is_the_table(shifts: pd.DataFrame) -> None:
    assert tuple(shifts.columns) == TABLES["wordshifts"].names
    assert set(shifts["measure"]) == {"valence", "hedges", "hedges_epistemic", "boosters"}, "a share has no words that add up"


def test_counted_parts_add_up_to_the_contrast(shifts: pd.DataFrame, tables: Tables) -> None:
    whole = tables["measures"].query("voice == 'all'")
    spread = cells(whole)
    group = tables["documents"].set_index("document")["group"].reindex(spread.documents).to_numpy(dtype=str)
    target = spread.documents == "saal-treaty"
    for name in ("hedges", "hedges_epistemic", "boosters"):
        column = spread.value[:, int(np.flatnonzero(spread.keys["measure"] == name)[0])]
        wanted = {
            "groups: wire − state": column[group == "wire"].mean() - column[group == "state"].mean(),
            "target in coverage": column[target].mean() - column[~target].mean(),
        }
        for comparison, difference in wanted.items():
            rows = shifts[(shifts["comparison"] == comparison) & (shifts["measure"] == name)]
            assert rows["contribution"].sum() == pytest.approx(difference, abs=1e-9)
            assert np.all(rows["by_value"] == 0)


def test_valence_parts_add_up_to_the_difference_of_mean_valence(shifts: pd.DataFrame, tables: Tables) -> None:
    evidence, sentences = tables["evidence"], tables["sentences"]
    counted = sentences[~sentences["heading"] | (sentences["section"] == "00")][["document", "sentence"]]
    rows = evidence.query("layer == 'valence' and instrument == 'vader-news'").merge(counted)
    mean = rows.groupby("document")["value"].mean() / 10_000
    group = tables["documents"].set_index("document")["group"].reindex(mean.index)
    wanted = mean[group == "state"].mean() - mean[group == "regional"].mean()
    parts = shifts.query("comparison == 'groups: state − regional' and measure == 'valence'")
    assert parts["contribution"].sum() == pytest.approx(wanted, abs=1e-9)
    assert parts["contribution"].abs().is_monotonic_decreasing


def test_nothing_to_take_apart_gives_no_rows(tables: Tables, study: Study) -> None:
    assert wordshifts({**tables, "evidence": tables["evidence"].iloc[:0]}, study).empty
    assert wordshifts(tables, study.model_copy(update={"comparisons": ()})).empty
    alone = tables["documents"].query("document == 'saal-treaty'")
    target_only = study.model_copy(update={"comparisons": tuple(c for c in study.comparisons if c.kind == "target")})
    assert wordshifts({**tables, "documents": alone}, target_only).empty
