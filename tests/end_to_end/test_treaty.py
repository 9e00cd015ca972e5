"""The treaty study on the real articles, where they are: tables recomputed, sections and traps seen by eye held fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.pipeline import measure
from framing.store import MEASURED, StoredTables, open_tables
from framing.study import load_study


@pytest.fixture(scope="module")
def shipped(root: Path) -> StoredTables:
    return open_tables(root / "data" / "treaty-2024" / "tables")


@pytest.fixture(scope="module")
def recomputed(root: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> StoredTables:
    study = load_study(root / "data" / "treaty-2024")
    return open_tables(measure(study, shared / "corpus", out=tmp_path_factory.mktemp("treaty") / "tables"))


@pytest.fixture(scope="module")
def rows(shared: Path) -> pd.DataFrame:
    return framing.profile(shared / "corpus" / "reference" / "russia-dprk-treaty-2024.txt")


@pytest.mark.parametrize("name", MEASURED)
def test_the_texts_give_the_shipped_tables(name: str, shipped: StoredTables, recomputed: StoredTables) -> None:
    pd.testing.assert_frame_equal(recomputed[name], shipped[name], rtol=1e-9)


def test_wanted_articles_are_listed_and_withheld(shipped: StoredTables) -> None:
    documents = shipped["documents"]
    assert (documents["text"] == "withheld").sum() == 39
    assert (documents["text"] == "available").sum() == 1 + 224 + 473
    assert set(documents["title"]) == {""}


def test_shipped_tables_hold_single_terms_and_short_headings_only(shipped: StoredTables) -> None:
    assert not shipped["terms"]["term"].str.contains(" ").any()
    sections = shipped["sections"]
    assert all(len(str(heading).split()) <= 9 for heading in sections["heading"]), "eight words and an ellipsis"
    assert set(sections.loc[sections["heading"] != "", "document"]) == {"russia-dprk-treaty-2024"}
    assert all(len(str(entry).split()) <= 8 for entry in shipped["evidence"]["entry"].unique())


def test_nothing_in_the_repository_repeats_their_sentences(root: Path, shared: Path) -> None:
    tool = shared / "tools" / "foreign_text.py"
    told = subprocess.run([sys.executable, str(tool), str(root)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout


def test_the_article_has_a_title_a_lead_and_24_sections(rows: pd.DataFrame) -> None:
    heading = dict(zip(rows["section"], rows["heading"], strict=True))
    assert sorted(set(heading) - {"all"}) == [f"{at:02d}" for at in range(26)]
    assert heading["05"] == "A Step Toward Stabilization or Escalation?"
    assert heading["25"].startswith("In conclusion")


def test_its_body_has_231_sentences_within_two(rows: pd.DataFrame) -> None:
    body = rows[(rows["measure"] == "tone") & (rows["instrument"] == "vader") & (rows["voice"] == "all")]
    body = body[~body["section"].isin(["00", "all"])]
    assert abs(body["denominator"].sum() - 231) <= 2


def test_stabilization_hedges_and_diversification_does_not(rows: pd.DataFrame) -> None:
    epistemic = rows[(rows["measure"] == "hedges_epistemic") & (rows["voice"] == "all")]
    numerator = dict(zip(epistemic["section"], epistemic["numerator"], strict=True))
    value = dict(zip(epistemic["section"], epistemic["value"], strict=True))
    assert numerator["05"] >= 8
    assert value["05"] > 25
    assert numerator["15"] == 0
    diversification = epistemic.loc[epistemic["section"] == "15", "heading"].item()
    assert str(diversification).startswith("Economic Diversification")


def test_no_furniture_is_in_any_section(shipped: StoredTables) -> None:
    own = shipped["dropped"][shipped["dropped"]["document"] == "russia-dprk-treaty-2024"]
    sentences = shipped["sentences"][shipped["sentences"]["document"] == "russia-dprk-treaty-2024"]
    assert len(own) == 8
    for start, end in zip(own["start"], own["end"], strict=True):
        assert not ((sentences["start"] < end) & (sentences["end"] > start)).any()


def test_profile_takes_no_nltk_and_no_matplotlib(shared: Path) -> None:
    article = shared / "corpus" / "reference" / "russia-dprk-treaty-2024.txt"
    code = (
        f"import sys; from framing.cli import main; main(['profile', {str(article)!r}]);"
        "sys.exit(str({'nltk', 'matplotlib', 'scipy', 'spacy'} & set(sys.modules)) if "
        "{'nltk', 'matplotlib', 'spacy'} & set(sys.modules) else 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert len([line for line in told.stdout.splitlines() if line[:7].strip().isdigit()]) == 26
