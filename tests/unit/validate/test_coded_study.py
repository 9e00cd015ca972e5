"""A coded study's tables: reliability, instruments against coders, corrected contrasts, power."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from framing.coding.archive import keep_codes, kept
from framing.coding.session import Session
from framing.coding.sheet import read_sheet
from framing.coding.sheets import draw_sheets
from framing.errors import InputError
from framing.pipeline import measure
from framing.store import open_tables
from framing.study import Study, load_study
from framing.tables import write
from framing.validate.estimates import corrected_table
from framing.validate.machine import checked_table
from framing.validate.power import power
from framing.validate.reliability import dividing, reliability

STUDY = """
[study]
title = "Two shores"
target = "own"
made_up = true

[[comparisons]]
name = "shores"
kind = "groups"
groups = ["east", "west"]
"""
GOOD = "The market was happy and proud of the gift."
BAD = "The flood killed two and left terrible damage."
IRONY = "The lovely dam, a wonderful gift, is gone."
PLAIN = "The council met on Tuesday in the hall."


@pytest.fixture(scope="session")
def coded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """East is praised; west is mocked in words that a list takes for praise. Coders know better."""
    folder = tmp_path_factory.mktemp("data") / "shores"
    (folder / "texts").mkdir(parents=True)
    rows = ["id,outlet,group"]
    for group, sentences in (("east", (GOOD, PLAIN)), ("west", (IRONY, PLAIN))):
        for number in range(12):
            name = f"{group}-{number:02}"
            body = [*sentences * 2, BAD if number % 3 == 0 else PLAIN, *[GOOD] * (number % 4)]
            (folder / "texts" / f"{name}.txt").write_text(f"Shore news\n\n{' '.join(body)}\n", encoding="utf-8")
            rows.append(f"{name},Outlet {group} {number // 2},{group}")
    (folder / "texts" / "own.txt").write_text(f"Shore news\n\n{GOOD} {PLAIN}\n", encoding="utf-8")
    rows.append("own,Own,")
    (folder / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    study = load_study(folder)
    measure(study)
    drawn = draw_sheets(study, "tone", 90, coders=2, overlap=40, stratify="group", form="csv")
    for path in drawn.paths:
        _code(path)
    keep_codes(study, [read_sheet(path) for path in drawn.paths])
    return folder


def _code(path: Path) -> None:
    """Code by what is meant; coder B takes what is plain for good now and then."""
    session = Session(path)
    meant = {GOOD: "positive", BAD: "negative", IRONY: "negative"}
    while not session.finished:
        row = session.row
        code = meant.get(row["text"], "neutral")
        session.give("positive" if code == "neutral" and row["coder"] == "B" and row["id"][0] in "bcdf" else code)
    session.save()


@pytest.fixture
def coded_study(coded_folder: Path) -> Study:
    return load_study(coded_folder)


def test_the_naive_mean_is_the_measure_of_the_study(coded_study: Study) -> None:
    tables = open_tables(coded_study.tables)
    found = corrected_table(tables, coded_study).set_index("comparison")
    measures = tables["measures"].query(
        "measure == 'tone' and section == 'all' and voice == 'all' and instrument == 'vader-news'"
    )
    groups = measures["document"].map(tables["documents"].set_index("document")["group"])
    for group in ("east", "west"):
        assert found.loc[group, "naive"] == pytest.approx(measures.loc[groups == group, "value"].mean())
    naive = found["naive"].to_dict()
    assert naive["shores: east − west"] == pytest.approx(naive["east"] - naive["west"])
    assert found.loc["shores: east − west", "measure"] == "tone"


def test_a_list_that_takes_mockery_for_praise_is_found_out(coded_study: Study) -> None:
    tables = open_tables(coded_study.tables)
    contrast = corrected_table(tables, coded_study).set_index("comparison").loc["shores: east − west"]
    # As coded: of five to eight sentences two are praise in the east and two mockery in the west.
    assert contrast["naive_high"] < contrast["low"], "the naive interval leaves out all that the corrected one holds"
    assert contrast["low"] < 0.66 < contrast["high"]
    assert contrast["note"].startswith("the instrument errs differently")
    checked = checked_table(tables, coded_study)
    bias = checked[checked["group"] == "shores: east − west"].iloc[0]
    assert bias["high"] < 0
    assert "biased" in bias["note"]
    west = checked[(checked["group"] == "west") & (checked["category"] == "positive")].iloc[0]
    assert west["precision"] < 0.5 <= west["recall"]


def test_reliability_names_coders_and_what_divides_them(coded_study: Study) -> None:
    table = reliability(coded_study)
    whole = table[table["category"] == ""].iloc[0]
    assert (whole["scale"], whole["units"], whole["codes"]) == ("ordinal", 40, 80)
    assert 0.4 < whole["low"] < whole["alpha"] < whole["high"] < 1
    assert set(table["category"]) == {"", "negative", "neutral", "positive"}
    apart = dividing(coded_study)
    assert set(apart["codes"]) == {"A neutral, B positive"}


def test_more_codes_make_intervals_narrower_down_to_a_floor(coded_study: Study) -> None:
    tables = open_tables(coded_study.tables)
    few, many = (power(tables, coded_study, "tone", n).iloc[0] for n in (20, 10_000))
    width = corrected_table(tables, coded_study).set_index("comparison").loc["shores: east − west"]
    assert few["width"] == pytest.approx(width["high"] - width["low"], rel=0.02)
    assert few["width"] > few["width_then"] > few["width_all"]
    assert many["width_then"] == pytest.approx(many["width_all"], rel=0.02)
    with pytest.raises(InputError, match="1 or more"):
        power(tables, coded_study, "tone", 0)
    with pytest.raises(InputError, match="holds no codes of hedging; it has codes of tone"):
        power(tables, coded_study, "hedging", 10)


def test_codes_missing_from_a_stratum_change_its_chances(coded_study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "shores"
    shutil.copytree(coded_study.folder, folder)
    study = load_study(folder)
    codes = kept(study, "codes")
    write(codes[codes["coder"] == "A"].reset_index(drop=True), "codes", folder / "codes" / "codes.parquet")
    tables = open_tables(study.tables)
    row = corrected_table(tables, study).set_index("comparison").loc["shores: east − west"]
    assert row["low"] < 0.66 < row["high"]
    assert reliability(study)["note"].iloc[0] == "not defined: one coder"


def test_a_study_without_codes_has_empty_tables(coded_study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    shutil.copytree(coded_study.folder, folder, ignore=shutil.ignore_patterns("codes"))
    study, tables = load_study(folder), open_tables(coded_study.tables)
    for table in (reliability(study), corrected_table(tables, study), checked_table(tables, study), dividing(study)):
        assert len(table) == 0


def test_too_few_codes_give_no_interval(coded_study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "shores"
    shutil.copytree(coded_study.folder, folder)
    study = load_study(folder)
    codes = kept(study, "codes")
    few = codes[codes["id"].isin(sorted(codes["id"].unique())[:25])].reset_index(drop=True)
    write(few, "codes", folder / "codes" / "codes.parquet")
    row = corrected_table(open_tables(study.tables), study).set_index("comparison").loc["shores: east − west"]
    assert row["note"].startswith("too few to say")
    assert np.isnan(row["low"])
    assert np.isfinite(row["corrected"])
