"""Points opened: each names what it says, the call that gives all, and evidence without a word of text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from framing.report.opened import opened
from framing.study import Actor, Instruments, Study
from framing.tables import empty

STUDY = Study(
    name="s", title="", folder=Path(), target="t", actors=(Actor(name="Norland"),), instruments=Instruments(syntax="none")
)


def tables() -> dict[str, pd.DataFrame]:
    row = {
        "document": "t",
        "section": "01",
        "instrument": "relations-english",
        "voice": "outlet",
        "actor": "Norland",
        "value": 1,
    }
    parts = [{**row, "sentence": at, "start": at, "end": at + 1, "layer": "participant", "label": "agent"} for at in range(300)]
    measure: dict[str, object] = {
        "document": "t",
        "section": "all",
        "voice": "all",
        "actor": "Norland",
        "measure": "agency",
        "unit": "share",
    }
    measure |= {"instrument": "relations-english", "numerator": 300.0, "denominator": 300.0, "value": 1.0}
    return {
        "documents": pd.DataFrame({"document": ["t"], "outlet": ["own"]}),
        "sentences": pd.DataFrame({"document": ["t"], "section": ["01"], "sentence": [0], "heading": [False]}),
        "evidence": pd.DataFrame(parts).assign(entry="attack", value=1),
        "measures": pd.DataFrame([measure]),
        "relations": empty("relations"),
    }


def test_a_point_opens_to_its_evidence() -> None:
    found = opened(STUDY, tables(), empty("actor_relations"))
    (point,) = found["actor_agency"]
    assert point.said == "Norland, the article: share of agent 1.00, rests on 300 in 1 article"
    assert point.call == 'found.behind("agency", actor="Norland", side="the article")'
    assert (point.total, len(point.rows)) == (300, 150)
    assert point.rows["start"].iloc[[0, -1]].tolist() == [0, 299]
    assert list(point.rows) == ["document", "section", "start", "end", "label", "entry", "value", "voice"]


def test_without_relations_there_are_no_arrows() -> None:
    found = opened(STUDY, {**tables(), "measures": empty("measures")}, empty("actor_relations"))
    assert set(found) >= {"actor_agency", "actor_roles", "actor_network"}
    assert not any(found.values())
