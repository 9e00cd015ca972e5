"""What captions say of the instrument that reads relations."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.figures.style import Plate
from framing.report.actor_plates import ActorPlates, beside, reading
from framing.study import Study
from framing.tables import empty
from framing.validate import stored
from framing.validate.gold import Row
from framing.validate.tuning import HELD_HALF, SEEN_HALF


def row(split: str, value: float, role: str = "agent") -> Row:
    metric = f"F1 of (predicate, {role})"
    about = ("relations-annotated", "settled.csv", "relations-english", "relation", metric)
    return Row(*about, value, 0.8, 0.9, 9, "pairs", 9, split, "Relations")


def test_captions_give_the_figures_of_the_half_that_was_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(SEEN_HALF, 0.99), row(HELD_HALF, 0.85), row(HELD_HALF, 0.83, "patient")]
    monkeypatch.setattr(stored, "shipped", lambda: rows)
    said = reading("relations-english")
    assert "who acts F1 = 0.85 [0.80, 0.90], who is acted on F1 = 0.83" in said
    assert "0.99" not in said
    assert reading("relations-patterns") == "Read by relations-patterns: not validated."


def test_without_relations_no_side_stands_beside_the_article(tmp_path: Path) -> None:
    assert beside(empty("actor_relations"), Study(name="s", title="", folder=tmp_path, target="t")) == [""]


def test_a_study_without_relations_has_no_pictures_of_them(tmp_path: Path) -> None:
    names = ("documents", "sections", "exposure", "measures", "labels", "relations", "evidence")
    tables = {name: empty(name) for name in names}
    compared = {"actor_relations": empty("actor_relations")}
    study = Study(name="s", title="", folder=tmp_path, target="t")
    plates = ActorPlates(study, tables, empty("contrasts"), empty("keywords"), tmp_path / "figures", compared)
    figures = [plates.actor_labels(), plates.actor_grids(), plates.actor_tone(), plates.actor_roles(), plates.hidden_agents()]
    assert len([*figures, *plates.actor_networks()]) == 6
    agency = plates.actor_agency()
    assert isinstance(agency, Plate)
    assert agency.empty
    assert not (tmp_path / "figures").exists(), "the page says it in a sentence"
