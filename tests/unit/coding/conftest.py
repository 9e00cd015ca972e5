"""A small made-up study, measured, for the tests of hand coding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from framing.pipeline import measure
from framing.study import Study, load_study

TEXTS = {
    "north-1": 'Pier closes\n\nThe pier at Orle may close in May. "We will lose everything," Mara Venn said. Rents rise.\n\n'
    "=The council met on Tuesday. Orle hopes for a new ferry, and the ferry could bring work to the town.",
    "north-2": "Ferry delayed\n\nThe ferry was late again. Orle lost two good days of trade, and nobody has said why.",
    "south-1": "Bridge opens\n\nThe bridge is a gift to Orle. The town is happy, and trade will certainly grow. Children sang.",
    "south-2": "Market day\n\n@noon the market was full. Orle was proud of its new hall. Traders praised the council.",
    "own": "The pier and the bridge\n\nOrle has a pier and a bridge. One of them may go. It is not clear which will be kept.",
}
STUDY = """
[study]
title = "Pier and bridge"
target = "own"
made_up = true
by = "group"

[instruments]
syntax = "none"

[[actors]]
name = "Orle"

[[frames]]
name = "loss"
definition = "Something is taken away."
element = "problem"
indicators = ["lose", "lost", "close"]
"""


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study's folder, with its tables."""
    folder = tmp_path_factory.mktemp("data") / "pier"
    (folder / "texts").mkdir(parents=True)
    rows = ["id,outlet,group"]
    for name, text in TEXTS.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name},Outlet {name},{name.partition('-')[0] if '-' in name else ''}")
    (folder / "sources.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    measure(load_study(folder))
    return folder


@pytest.fixture
def study(measured: Path, tmp_path: Path) -> Study:
    """A copy to write into."""
    shutil.copytree(measured, tmp_path / "pier")
    return load_study(tmp_path / "pier")
