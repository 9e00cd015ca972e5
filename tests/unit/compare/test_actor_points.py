"""Points of the actor figures: means of documents, intervals of outlets, and silence where there is too little."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from framing.compare.actor_points import NO_INTERVAL, ONE_ARTICLE, actor_points
from framing.compare.behind import behind, relations_behind
from framing.compare.voices import ARTICLE
from framing.errors import InputError
from framing.study import Actor, Instruments, Study
from framing.tables import TABLES

STUDY = Study(
    name="s",
    title="",
    folder=Path(),
    target="t",
    by="group",
    actors=(Actor(name="Norland"), Actor(name="Sudria")),
    instruments=Instruments(syntax="none"),
)


def tables(coverage: int = 10, outlets: int = 5, parts: float = 8) -> dict[str, pd.DataFrame]:
    ids = ["t", *(f"c{at}" for at in range(coverage))]
    names = ["own", *(f"o{at % outlets}" for at in range(coverage))]
    documents = pd.DataFrame({"document": ids, "outlet": names, "group": ["", *["wire"] * coverage]})
    value = [0.25, *(at % 2 / 2 for at in range(coverage))]
    same = {"section": "all", "voice": "all", "actor": "Norland", "measure": "agency", "unit": "share"}
    measures = pd.DataFrame({"document": ids, "value": value, "denominator": [parts] * len(ids)}).assign(
        numerator=2.0, instrument="relations-english", **same
    )
    return {"documents": documents, "measures": measures}


def test_the_article_has_its_value_and_a_group_the_mean_of_its_documents() -> None:
    article, wire = actor_points(tables(), STUDY, ["agency"]).to_dict("records")
    assert (article["side"], article["value"], article["note"]) == (ARTICLE, 0.25, ONE_ARTICLE)
    assert np.isnan(article["low"])
    assert (wire["value"], wire["documents"], wire["outlets"], wire["denominator"]) == (0.25, 10, 5, 80.0)
    assert 0 <= wire["low"] <= 0.25 <= wire["high"] <= 1


def test_too_little_is_said_and_not_shown() -> None:
    article = actor_points(tables(parts=4), STUDY, ["agency"]).iloc[0]
    assert np.isnan(article["value"])
    assert article["note"] == "too few to say"
    assert actor_points(tables(coverage=7), STUDY, ["agency"])["note"].iloc[1] == "too few to say"
    few = actor_points(tables(outlets=1), STUDY, ["agency"]).iloc[1]
    assert (few["value"], few["note"]) == (0.25, NO_INTERVAL)


def test_instruments_are_not_mixed() -> None:
    made = tables()
    others = made["measures"][made["measures"]["document"] != "t"].assign(instrument="relations-patterns", value=1.0)
    both = {**made, "measures": pd.concat([made["measures"], others], ignore_index=True)}
    found = actor_points(both, STUDY, ["agency"])
    assert set(found["instrument"]) == {"relations-english"}
    assert found["value"].tolist() == [0.25, 0.25]


def test_no_measures_give_no_rows() -> None:
    assert actor_points(tables(), STUDY, ["power"]).empty


def evidence() -> dict[str, pd.DataFrame]:
    row = {
        "document": "t",
        "section": "01",
        "instrument": "relations-english",
        "voice": "outlet",
        "actor": "Norland",
        "value": 1,
    }
    kinds = [
        ("participant", "agent", 0),
        ("participant", "patient", 1),
        ("participant", "neither", 1),
        ("participant", "agent", 2),
    ]
    rows = [{**row, "layer": layer, "label": label, "sentence": at, "start": at, "end": at + 1} for layer, label, at in kinds]
    rows.append({**rows[0], "actor": "Sudria"})
    rows.append({**rows[0], "layer": "power", "label": "agent", "value": -10_000})
    sentences = pd.DataFrame({"document": "t", "section": "01", "sentence": [0, 1, 2], "heading": [False, False, True]})
    documents = pd.DataFrame({"document": ["t"], "group": [""]})
    return {"documents": documents, "sentences": sentences, "evidence": pd.DataFrame(rows).assign(entry="attack")}


def test_behind_a_point_stands_what_is_counted() -> None:
    found = behind(evidence(), STUDY, "agency", actor="Norland")
    assert found[["label", "counts", "start"]].to_numpy().tolist() == [["agent", "above", 0], ["patient", "below", 1]]
    assert behind(evidence(), STUDY, "power", actor="Norland")["value"].tolist() == [-1.0]
    assert behind(evidence(), STUDY, "agency", actor="Norland", section="02").empty
    assert behind(evidence(), STUDY, "agency", actor="Norland", voice="direct").empty


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(InputError, match="none of that name"):
        behind(evidence(), STUDY, "agencies")
    with pytest.raises(InputError, match="may be the article"):
        behind(evidence(), STUDY, "agency", side="wire")


def test_behind_an_arrow_stand_its_acts() -> None:
    row = dict.fromkeys(TABLES["relations"].names, "") | {"document": "t", "sentence": 0, "predicate_start": 4, "section": "01"}
    row |= {"agent": "Norland", "patient": "other", "recipient": "Sudria", "negated": False, "hypothetical": False}
    row |= {"instrument": "relations-english", "voice": "outlet", "kind": "supply", "predicate": "send"}
    talk = row | {"predicate_start": 2, "recipient": "", "kind": "talk", "predicate": "meet"}
    rows = [row, talk, talk | {"agent": "Sudria"}, row | {"predicate_start": 9, "negated": True}]
    made = {**evidence(), "relations": pd.DataFrame(rows)}
    found = relations_behind(made, STUDY, agent="Norland", patient="Sudria")
    assert found[["predicate", "way", "class"]].to_numpy().tolist() == [["meet", "with", "talk"], ["send", "to", "supply"]]
    assert len(relations_behind(made, STUDY)) == 3
    assert relations_behind(made, STUDY, reality="negated")["predicate_start"].tolist() == [9]
    assert relations_behind(made, STUDY, voice="direct").empty
