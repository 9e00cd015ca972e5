"""Sheets there and back: Excel, CSV, Label Studio, LibreOffice; and one clear line for each way to break one."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from framing.coding.archive import coded, keep_codes, kept
from framing.coding.codebook import load_codebook
from framing.coding.sheet import Sheet, read_sheet, save_codes
from framing.coding.sheets import draw_sheets
from framing.errors import InputError
from framing.study import Study
from framing.tables import TABLES

TONE = load_codebook("tone")
CODES = ("negative", "neutral", "positive")


def filled(path: Path) -> Sheet:
    """Code a sheet by chance and save it."""
    chosen = random.Random(1)  # noqa: S311
    sheet = read_sheet(path)
    rows = [{**row, "tone": chosen.choice(CODES), "note": "=1+1"} for row in sheet.rows]
    save_codes(replace(sheet, rows=rows), TONE)
    return read_sheet(path)


@pytest.fixture
def sheets(study: Study) -> list[Path]:
    return list(draw_sheets(study, "tone", 12, coders=2, overlap=5, form="csv").paths)


@pytest.mark.parametrize("form", ["xlsx", "csv", "labelstudio"])
def test_codes_come_back_by_id_however_rows_are_sorted(study: Study, form: str) -> None:
    (path,) = draw_sheets(study, "tone", 100, form=form).paths  # type: ignore[arg-type]
    sheet = filled(path)
    meant = {row["id"]: row["tone"] for row in sheet.rows}
    texts = [row["text"] for row in sheet.rows]
    assert any(text.startswith("=The council") for text in texts)
    assert any(text.startswith("@noon") for text in texts)
    assert {row["note"] for row in sheet.rows} == {"=1+1"} or form == "labelstudio"
    shuffled = replace(sheet, rows=sorted(sheet.rows, key=lambda row: row["text"]))
    taken, wrong = keep_codes(study, [shuffled])
    assert (len(taken), wrong) == (1, [])
    codes = kept(study, "codes")
    assert dict(zip(codes["id"], codes["category"], strict=True)) == meant


def test_codes_name_places_and_chances_and_no_text(study: Study, sheets: Sequence[Path]) -> None:
    keep_codes(study, [filled(path) for path in sheets])
    sample, codes = coded(study, TONE)
    assert list(codes) == list(TABLES["codes"].names)
    assert len(codes) == 12 + 5
    assert codes.groupby("id")["coder"].nunique().eq(2).sum() == 5
    assert set(codes["probability"]) == set(sample["probability"])
    everything = " ".join(codes.astype("str").agg(" ".join, axis=1)) + " ".join(sample.astype("str").agg(" ".join, axis=1))
    assert "pier" not in everything.lower()
    assert "council" not in everything


def test_sheets_are_blind_and_shuffled(study: Study, sheets: Sequence[Path]) -> None:
    raw = sheets[0].read_text(encoding="utf-8-sig")
    assert "north-1" not in raw
    assert "Outlet" not in raw
    sample, _ = coded(study, TONE)
    in_order = [each for each in sample["id"] if each in raw]
    assert [row["id"] for row in read_sheet(sheets[0]).rows] != in_order


def test_a_workbook_has_lists_and_texts_that_stay_texts(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 100).paths
    book = load_workbook(path)
    page = book["coding"]
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", "lists!$A$1:$A$3")
    assert [cell.value for cell in book["lists"]["A"]] == list(CODES)
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith(("=", "@")))
    assert "negative" in " ".join(str(cell.value) for cell in book["codebook"]["A"])


def test_libreoffice_saves_the_same_ids_and_codes(study: Study, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("soffice is not there: install libreoffice-calc to open a sheet in LibreOffice, save it and read it back")
    (path,) = draw_sheets(study, "tone", 100).paths
    before = filled(path)
    out = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    call = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    after = read_sheet(out / path.name)
    assert [dict(row) for row in after.rows] == [dict(row) for row in before.rows]
    taken, wrong = keep_codes(study, [after])
    assert (len(taken), wrong) == (1, [])
    subprocess.run([*call[:4], "csv", *call[5:]], check=True, capture_output=True, timeout=180)
    assert {row["id"]: row["tone"] for row in read_sheet(out / "tone-A.csv").rows} == {
        row["id"]: row["tone"] for row in before.rows
    }


def test_a_csv_saved_with_semicolons_in_latin_letters_is_read(sheets: Sequence[Path]) -> None:
    meant = [dict(row) for row in filled(sheets[0]).rows]
    import csv

    with sheets[0].open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.DictWriter(file, list(meant[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "note": "café"} for row in meant)
    assert [row["tone"] for row in read_sheet(sheets[0]).rows] == [row["tone"] for row in meant]


def test_label_studio_exports_are_read(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 100, form="labelstudio").paths
    tasks = json.loads(path.read_text(encoding="utf-8"))
    assert 'toName="text"' in path.with_suffix(".xml").read_text(encoding="utf-8")
    result = {"from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["neutral"]}}
    for at, task in enumerate(tasks):
        task["id"] = at
        task["annotations"] = [{"result": [result]}, {"result": [], "was_cancelled": True}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    taken, wrong = keep_codes(study, [read_sheet(path)])
    assert wrong == []
    assert f"{len(tasks)} of {len(tasks)} units coded" in taken[0]


Row = dict[str, str]
Break = Callable[[list[Row]], list[Row]]
BREAKS: dict[str, tuple[Break, str]] = {
    "unknown category": (
        lambda rows: [{**rows[0], "tone": "negativ"}, *rows[1:]],
        r'no category "negativ" .* did you mean negative',
    ),
    "far category": (lambda rows: [{**rows[0], "tone": "7"}, *rows[1:]], r"it may be negative, neutral, positive"),
    "no id": (lambda rows: [{**rows[0], "id": ""}, *rows[1:]], r"row 2 has no id"),
    "missing ids": (lambda rows: rows[1:], r"lacks 1 of coder A's ids"),
    "doubled id": (lambda rows: [rows[0], *rows], r"stands more than once"),
    "strange id": (lambda rows: [*rows, {**rows[0], "id": "zzzzzzzzz"}], r"zzzzzzzzz is of no unit of this sample"),
    "changed text": (lambda rows: [{**rows[0], "text": rows[0]["text"] + " Not."}, *rows[1:]], r"is not as it was drawn"),
    "another's rows": (lambda rows: [{**row, "coder": "B"} for row in rows], r"is called coder B's, but .* given to coder A"),
    "two coders": (lambda rows: [{**rows[0], "coder": "B"}, *rows[1:]], r"rows of several coders \(A \d+, B 1\)"),
    "other codebook": (
        lambda rows: [{**row, "codebook": "mood@1"} for row in rows],
        r'of codebook "mood@1"; this study drew tone@1',
    ),
    "key for a category": (lambda rows: [{**rows[0], "tone": "1"}, *rows[1:]], r"in row 2\); did you mean negative"),
    "no coder": (lambda rows: [{**row, "coder": ""} for row in rows], r"names no coder; write the letter"),
    "no code": (lambda rows: [{**row, "tone": ""} for row in rows], r"has no code yet; fill in tone"),
    "other version": (lambda rows: [{**row, "codebook": "tone@2"} for row in rows], r"this study drew tone@1"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_sheet_is_told_in_one_line_and_not_taken(study: Study, sheets: Sequence[Path], name: str) -> None:
    broken, said = BREAKS[name]
    sheet = filled(sheets[0])
    rows = broken([dict(row) for row in sheet.rows])
    save_codes(replace(sheet, rows=rows), TONE)
    whole = [] if name == "another's rows" else [filled(sheets[1])]
    taken, wrong = keep_codes(study, [read_sheet(sheets[0]), *whole])
    assert taken == []
    assert len(wrong) == 1
    assert "\n" not in wrong[0]
    assert wrong[0].startswith(str(sheets[0]))
    import re

    assert re.search(said, wrong[0])
    assert kept(study, "codes").empty


def test_rows_are_named_as_the_spreadsheet_counts_them(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 100).paths
    filled(path)
    book = load_workbook(path)
    page = book["coding"]
    page.insert_rows(3, 2)
    page.cell(6, 1).value = None
    page.cell(7, 5).value = "positiv"
    page.cell(page.max_row + 2, 6).value = "done"
    book.save(path)
    _, wrong = keep_codes(study, [read_sheet(path)])
    assert len(wrong) == 2
    assert f"row 6, {page.max_row} has no id" in wrong[0]
    assert "in row 7); did you mean positive?" in wrong[1]


def test_a_column_name_in_capitals_and_a_coder_in_small_letters(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 100).paths
    filled(path)
    book = load_workbook(path)
    page = book["coding"]
    names = [cell.value for cell in page[1]]
    for row in range(2, page.max_row + 1):
        page.cell(row, names.index("coder") + 1).value = " a"
    book.save(path)
    taken, wrong = keep_codes(study, [read_sheet(path)])
    assert (len(taken), wrong) == (1, [])
    page.cell(1, names.index("tone") + 1).value = "Tone"
    book.save(path)
    _, wrong = keep_codes(study, [read_sheet(path)])
    assert 'has a column "Tone"; write its name as it was drawn, tone' in wrong[0]


def test_a_blank_sheet_leaves_codes_as_they_are(study: Study, sheets: Sequence[Path]) -> None:
    keep_codes(study, [filled(path) for path in sheets])
    blank = replace(read_sheet(sheets[0]), rows=[{**row, "tone": ""} for row in read_sheet(sheets[0]).rows])
    _, wrong = keep_codes(study, [blank])
    assert "has no code yet" in wrong[0]
    assert len(kept(study, "codes")) == 17


def test_merged_cells_are_told(study: Study) -> None:
    (path,) = draw_sheets(study, "tone", 100).paths
    filled(path)
    book = load_workbook(path)
    at = [cell.value for cell in book["coding"][1]].index("tone") + 1
    book["coding"].merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
    book.save(path)
    _, wrong = keep_codes(study, [read_sheet(path)])
    assert len(wrong) == 1
    assert "cells are merged (E2:E3)" in wrong[0]


def test_two_files_of_one_coder_are_told(study: Study, sheets: Sequence[Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy.csv"
    filled(sheets[0])
    shutil.copy(sheets[0], copy)
    _, wrong = keep_codes(study, [read_sheet(sheets[0]), read_sheet(copy)])
    assert "is coder A's, and so is" in wrong[0]


def test_what_is_no_sheet_is_told(tmp_path: Path) -> None:
    for name, content, said in (
        ("a.xlsx", b"no workbook", "is no Excel workbook"),
        ("a.csv", b"id,text\n1,2\n", "has no column coder, codebook"),
        ("a.json", b"{", "no list of Label Studio"),
        ("a.ods", b"", r"is no coding sheet; save it from the spreadsheet as \.xlsx or \.csv"),
        ("b.csv", b"id,text,coder,codebook\n1,2,3,4,5\n", "has 5 cells, the header 4"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=said):
            read_sheet(tmp_path / name)
    with pytest.raises(InputError, match="there is no such file"):
        read_sheet(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder; name the sheets in it"):
        read_sheet(tmp_path)


def test_codes_are_replaced_coder_by_coder_and_a_larger_sample_asks_for_the_rest(study: Study, sheets: Sequence[Path]) -> None:
    keep_codes(study, [filled(path) for path in sheets])
    keep_codes(study, [filled(sheets[0])])
    assert len(kept(study, "codes")) == 17
    larger = draw_sheets(study, "tone", 16, coders=2, overlap=5, out=study.folder / "more", form="csv")
    fresh = [read_sheet(path) for path in larger.paths]
    assert sum(len(sheet.rows) for sheet in fresh) == 4
    keep_codes(study, [filled(path) for path in larger.paths])
    assert kept(study, "codes")["id"].nunique() == 16


def test_a_sheet_that_was_begun_is_not_written_over(study: Study, sheets: Sequence[Path]) -> None:
    filled(sheets[0])
    with pytest.raises(InputError, match="holds codes of coder A"):
        draw_sheets(study, "tone", 12, coders=2, overlap=5, form="csv")
