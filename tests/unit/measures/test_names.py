"""The proposer: which names the list lacks, what they may be, and TOML that can be pasted."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.names import COLUMNS, propose
from framing.measures.proposed_actors import to_toml
from framing.study import Actor, Study

STUDY = Study(
    name="mini",
    title="",
    folder=Path(),
    target="1",
    actors=(
        Actor(name="Norland", adjectives=("Norlandic",), leaders=("Ada Brenn",)),
        Actor(name="North Sea Treaty League", aliases=("the League",)),
    ),
)

FIRST = """Harbour talks begin at last

On Monday the Norlandic Foreign Ministry met envoys of Sudland. It's late, they said, and in Sudland nobody slept.

Mr. Karl Osten spoke for the Harbour Council, and later Mr. Karl Osten left. The Harbour Council stayed on. Osten did not.

The Sudlandian fleet waited in Varnik. A Sudlandian officer waved from Varnik. The NSTL sent word, and the NSTL left.

Norland says that Ada Brenn will come. The Norlandic Foreign Ministry would not tell when, nor would old Brenn herself.
"""
SECOND = """Another day in the port

Nothing moved in Sudland on Tuesday. Perhaps nobody dared. Perhaps they slept, and I don't know why; it's what It's like.
"""


@pytest.fixture(scope="module")
def proposed() -> pd.DataFrame:
    texts = [FIRST, SECOND]
    return propose([segment(Document(id=str(n), text=text)) for n, text in enumerate(texts, 1)], STUDY)


def one(proposed: pd.DataFrame, name: str) -> dict[str, object]:
    [row] = proposed[proposed["name"] == name].to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_names_the_list_lacks_most_widely_named_first(proposed: pd.DataFrame) -> None:
    assert tuple(proposed.columns) == COLUMNS
    assert proposed["name"][0] == "Sudland"
    assert one(proposed, "Sudland") | {"contexts": ""} == {
        "perhaps": "",
        "context": "met envoys of Sudland",
        "name": "Sudland",
        "kind": "place",
        "mentions": 3,
        "documents": 2,
        "share": 1.0,
        "same_as": "",
        "contexts": "",
    }


@pytest.mark.parametrize(
    ("name", "kind", "same_as"),
    [
        ("Norlandic Foreign Ministry", "organisation", "Norland"),
        ("Harbour Council", "organisation", ""),
        ("Karl Osten", "person", ""),
        ("Varnik", "place", ""),
        ("Sudlandian", "demonym", ""),
        ("NSTL", "organisation", "North Sea Treaty League"),
    ],
)
def test_kind_and_likely_actor(proposed: pd.DataFrame, name: str, kind: str, same_as: str) -> None:
    row = one(proposed, name)
    assert (row["kind"], row["same_as"], row["mentions"]) == (kind, same_as, 2)


def test_listed_names_common_words_and_days_are_not_proposed(proposed: pd.DataFrame) -> None:
    for name in ("Norland", "Norlandic", "Ada Brenn", "Monday", "Tuesday", "Perhaps", "It's", "The", "Nothing"):
        assert name not in set(proposed["name"])


def test_contexts_are_offsets_that_lead_to_the_name(proposed: pd.DataFrame) -> None:
    texts = {"1": FIRST, "2": SECOND}
    for row in proposed.itertuples(index=False):
        for context in str(row.contexts).split("; "):
            document, span = context.split(":")
            start, end = map(int, span.split("-"))
            assert texts[document][start:end].casefold() == str(row.name).casefold()


def test_the_toml_can_be_read_and_is_checked_by_the_study(proposed: pd.DataFrame) -> None:
    written = to_toml(proposed)
    actors = [Actor(**values) for values in tomllib.loads(written)["actors"]]
    assert {"Sudland", "Harbour Council", "Karl Osten"} <= {actor.name for actor in actors}
    assert next(actor for actor in actors if actor.name == "Sudland").adjectives == ("Sudlandian",)
    assert '# Norland: aliases = ["Norlandic Foreign Ministry"]' in written


def test_who_may_be_one_and_the_same_stands_in_one_block() -> None:
    text = (
        "Today the envoy Karl Osten met the Germans of Bonn. A day later Osten left Germany. Today old Karl Osten and Osten "
        "slept. "
        "In Germany a German baker saw Sergei Malin, and so did a German cook in Germany. Nobody met Sergey Malin "
        "or Sergey Malin. "
        "Nor did Sergei Malin wave. The Ministry of Trade slept, and the Ministry of Trade woke."
    )
    table = propose([segment(Document(id="1", text=text))], STUDY)
    perhaps = dict(zip(table["name"], table["perhaps"], strict=True))
    assert perhaps["Osten"] == "Karl Osten (surname)"
    assert perhaps["German"] == "Germany (adjective)"
    assert {perhaps["Sergei Malin"], perhaps["Sergey Malin"]} in (
        {"", "Sergei Malin (spelling)"},
        {"", "Sergey Malin (spelling)"},
    )
    assert "Ministry of Trade" in perhaps
    assert not {"Trade", "Ministry"} & set(perhaps)
    actors = {values["name"]: Actor(**values) for values in tomllib.loads(to_toml(table))["actors"]}
    assert actors["Karl Osten"].aliases == ("Osten",)
    assert actors["Germany"].adjectives == ("German",)


def test_a_word_that_is_mostly_written_small_is_no_name() -> None:
    text = "Today the Harbour Party met. A party is a party, and any party ends. We saw the Party and left the Party."
    assert "Party" not in set(propose([segment(Document(id="1", text=text))], STUDY)["name"])


def test_a_study_with_descriptions_is_read_too() -> None:
    study = STUDY.model_copy(update={"actors": (Actor(name="Norland", descriptions=("the isle",)),)})
    assert "Norland" not in set(propose([segment(Document(id="1", text=FIRST))], study)["name"])


def test_nothing_to_propose() -> None:
    nothing = propose([], STUDY)
    assert tuple(nothing.columns) == COLUMNS
    assert len(nothing) == 0
    assert to_toml(nothing) == ""
    assert len(propose([Document(id="1", text=None)], STUDY)) == 0
