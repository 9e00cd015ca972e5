"""A small study of invented articles: the planted omission, copied passage, copy and lost attribution are each found.

They stand here and not in `data/example`, whose planted differences and tutorial numbers another article would move.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from framing.figures.choose import each
from framing.pipeline import contrast, hold_together, measure
from framing.report.retelling import alignment_said, copies_said
from framing.store import open_tables
from framing.study import load_study

STUDY = """
[study]
name = "planted"
title = "A bridge in Ostrel"
target = "target"
resamples = 100
term_threshold = 1

[sampling]
sought_in = "Invented for this test."

[alignment]
events = "event"

[instruments]
syntax = "none"

[[actors]]
name = "Ferry Guild"
aliases = ["the Guild"]

[[comparisons]]
name = "all"
kind = "target"
"""

CLAIM = "the northern pillar of the bridge had cracked after the heavy floods of April"
COPIED = (
    "Carts queued along the quay from dawn, and the bakers of the old town sold their bread from boats, because nobody could "
    "reach the market hall before noon on the first day without a crossing."
)
FURTHER = tuple("fghij")

PLANTED = {
    "target": f"Bridge shut\n\nThe bridge was shut on Monday.\n\nThe northern pillar of the bridge cracked after the heavy "
    f"floods of April.\n\n{COPIED}\n\nPilgrims prayed. Other pilgrims sang.",
    "a": f"Crossing closed\n\nThe ministry of transport said on Tuesday that {CLAIM}.\n\nThe Ferry Guild met at night.",
    "b": f"Bread by boat\n\nThe Ferry Guild sold tickets.\n\n{COPIED}",
    "c": "Tickets\n\nThe Ferry Guild sold forty tickets on the first day and sixty on the second.",
    "d": "Boats wanted\n\nThe Ferry Guild looked for boats in every village upstream. It found seven that would carry a "
    "horse, two that leaked, and one whose owner had left for the coast in spring without a word to his neighbours.",
    "e": "Toll\n\nThe Ferry Guild asked for a toll of two coins, and the council agreed to it.",
}
PLANTED |= {name: f"Letter\n\nThe Ferry Guild thanked reader {name} for a gift of rope." for name in FURTHER}
PLANTED["copy"] = PLANTED["d"] + " It paid well."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    (folder / "texts").mkdir()
    lines = ["id,outlet,published,group,event"]
    for name, text in PLANTED.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
        lines.append(f"{name},{name} news,2024-05-0{2 if name == 'copy' else 1},g,bridge")
    (folder / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    study = load_study(folder)
    hold_together(study, None, measure(study))
    return folder


def test_lost_attribution_is_found(folder: Path) -> None:
    [row] = each(open_tables(folder / "tables")["lost"])
    assert (row.document, row.other) == ("a", "target")
    assert PLANTED["a"][row.start : row.end].startswith("The ministry of transport said")
    assert PLANTED["target"][row.other_start : row.other_end].startswith("The northern pillar")


def test_copied_passage_is_found(folder: Path) -> None:
    reuse = open_tables(folder / "tables")["reuse"]
    [row] = each(reuse[(reuse["document"] == "target") & (reuse["other"] == "b")])
    assert PLANTED["target"][row.start : row.end] + "." == COPIED
    assert PLANTED["b"][row.other_start : row.other_end] + "." == COPIED


def test_omission_is_found_and_the_copy_counts_once(folder: Path) -> None:
    found = contrast(open_tables(folder / "tables"), load_study(folder))["omissions"]
    rows = {(row.kind, row.item): row for row in each(found)}
    guild, pilgrims = rows["actor", "Ferry Guild"], rows["keyword", "pilgrims"]
    assert (guild.direction, guild.documents, guild.of) == ("left out", 10, 10)
    assert (pilgrims.direction, pilgrims.target_count) == ("only here", 2)


def test_the_report_says_what_was_folded_and_aligned(folder: Path) -> None:
    study, tables = load_study(folder), open_tables(folder / "tables")
    assert copies_said(tables, study).startswith("1 of the 12 documents is a copy of another")
    assert "states as fact: 1." in alignment_said(tables, study)


def test_no_stored_table_holds_a_sentence(folder: Path) -> None:
    for name in ("alignments", "lost", "reuse", "copies"):
        table: pd.DataFrame = open_tables(folder / "tables")[name]
        texts = table.select_dtypes(exclude="number").to_numpy().ravel()
        assert all(len(str(cell).split()) < 3 for cell in texts)
