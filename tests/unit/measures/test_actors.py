"""Actors: longest match, coordination, longer names, surnames, capitals; and what is measured of mentions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.errors import StudyError
from framing.measures.actors import INSTRUMENT, LABELS, ActorList, annotators, measures
from framing.study import Actor, load_study
from framing.text.build import build

ACTORS = (
    Actor(name="North Korea", aliases=("DPRK", "Pyongyang"), adjectives=("North Korean",), leaders=("Kim Jong Un", "Kim")),
    Actor(name="South Korea", aliases=("Seoul", "south Korea"), adjectives=("South Korean",), leaders=("Moon",)),
    Actor(name="Russia", aliases=("Moscow", "Kremlin"), adjectives=("Russian",), leaders=("Vladimir Putin", "Putin")),
    Actor(name="United States", aliases=("US", "U.S.", "Washington", "America"), adjectives=("American",), leaders=("Trump",)),
    Actor(name="NATO"),
    Actor(name="The West", aliases=("the West",), adjectives=("Western",)),
)
FINDER = ActorList(ACTORS)


def named(text: str, finder: ActorList = FINDER) -> list[tuple[str, str]]:
    """Actors and the words that name them, in the order of the text."""
    batch = build([segment(Document(id="1", text=text))])
    [found] = finder(batch, [])
    assert found.actor is not None
    spans = zip(found.actor.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
    return [(found.actors[actor], text[start:end]) for actor, start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Only North Koreans saw it.", [("North Korea", "North Koreans")]),
        ("North Korean and South Korean envoys met.", [("North Korea", "North Korean"), ("South Korea", "South Korean")]),
        ("War between North and South Korea is near.", [("North Korea", "North"), ("South Korea", "South Korea")]),
        ("Will South or North Korea yield?", [("South Korea", "South"), ("North Korea", "North Korea")]),
        ("Of North and South Koreans, few came.", [("North Korea", "North"), ("South Korea", "South Koreans")]),
        ("North, South Korea agree on trains.", [("North Korea", "North"), ("South Korea", "South Korea")]),
        ("The two Koreas agree on trains.", [("North Korea", "Koreas"), ("South Korea", "Koreas")]),
        ("The North and the South agree.", []),
        ("A Russia-North Korea alliance holds.", [("Russia", "Russia"), ("North Korea", "North Korea")]),
        ("A U.S.-South Korean drill began.", [("United States", "U.S."), ("South Korea", "South Korean")]),
        ("Russia's and Moscow’s aims differ.", [("Russia", "Russia"), ("Russia", "Moscow")]),
        ("The Moscow-based firm left the U.S. for good.", [("Russia", "Moscow"), ("United States", "U.S.")]),
        ("In south Korea nobody stirred.", [("South Korea", "south Korea")]),
        ("They told us that the US will pay.", [("United States", "US")]),
        ("He went west, while the West waited.", [("The West", "the West")]),
        ("NATO, or Nato as some write, waits.", [("NATO", "NATO"), ("NATO", "Nato")]),
        (
            "NORTH KOREA WARNS WASHINGTON AND MOSCOW",
            [("North Korea", "NORTH KOREA"), ("United States", "WASHINGTON"), ("Russia", "MOSCOW")],
        ),
        ("THEY TOLD US TO WAIT FOR NORTH KOREA", [("North Korea", "NORTH KOREA")]),
    ],
)
def test_who_is_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He told the Washington Post and the Moscow Times.",
        "She was born in West Virginia near the West Bank of the river.",
        "George Washington and Denzel Washington are two men.",
        "Latin American and African American voters came.",
        "They met in South America, by the Sea of Japan.",
    ],
)
def test_longer_names_count_for_nobody(text: str) -> None:
    assert named(text) == []


def test_a_study_may_list_a_longer_name_itself() -> None:
    post = ActorList((Actor(name="Washington Post"), Actor(name="United States", aliases=("Washington",))))
    assert named("The Washington Post left Washington.", post) == [
        ("Washington Post", "Washington Post"),
        ("United States", "Washington"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met Kim and Vladimir Putin there.", ["Kim", "Vladimir Putin"]),
        ("They say that President Kim met Mr. Trump on Monday.", ["Kim", "Trump"]),
        ("They say that Kim Jong-un met Putin.", ["Kim Jong-un", "Putin"]),
        ("She has met Kim Kardashian and also Ivanka Trump.", []),
        ("She says that Kim Hartley and Jane Putin are friends.", []),
        ("In Moscow Putin waited for Kim on Tuesday.", ["Moscow", "Putin", "Kim"]),
        ("Trump Meets Kim In Old Hanoi Hotel", ["Trump", "Kim"]),
        ("And then Kim Ha Neul spoke.", []),
        ("Present there were " + "Ri Su Yong, Kim Ha Neul, Pak To Jin, " * 3 + "and Choe Ri Na.", []),
    ],
)
def test_a_surname_is_a_leader_unless_another_name_is_beside_it(text: str, expected: list[str]) -> None:
    assert [surface for _, surface in named(text)] == expected


def test_evidence_says_kind_and_alias() -> None:
    batch = build([segment(Document(id="1", text="Russians and Putin left Moscow."))])
    [found] = FINDER(batch, [])
    assert (found.layer, found.instrument) == ("mention", INSTRUMENT)
    assert [LABELS[label] for label in found.label] == ["adjective", "leader", "name"]
    assert [found.entries[entry] for entry in found.entry] == ["Russian", "Putin", "Moscow"]
    assert found.value.tolist() == [1, 1, 1]


def test_evidence_stands_in_order_and_within_its_sentence() -> None:
    texts = ["Moscow waits. North and South Korea do not.", "The Koreas wait. So does Seoul."]
    batch = build([segment(Document(id=str(n), text=text)) for n, text in enumerate(texts)])
    [found] = FINDER(batch, [])
    places = list(zip(found.sentence.tolist(), found.start.tolist(), strict=True))
    assert places == sorted(places)
    inside = batch.sentences
    assert np.all(found.start >= inside.start[found.sentence])
    assert np.all(found.end <= inside.end[found.sentence])


def test_nothing_to_find_is_no_fault() -> None:
    assert named("Nobody is here.") == []
    [found] = FINDER(build([]), [])
    assert len(found.sentence) == 0
    assert annotators(None) == []
    assert measures(None) == []


def test_an_alias_without_a_word_is_told() -> None:
    with pytest.raises(StudyError, match='actor Norland: the alias "—" holds no letter or digit'):
        named("Text.", ActorList((Actor.model_construct(name="Norland", aliases=("—",)),)))


def test_every_measure_of_actors_is_there_once(root: Path) -> None:
    study = load_study(root / "data" / "treaty-2024")
    names = [measure.name for measure in measures(study)]
    assert names == [
        "mentions",
        "mention_share",
        "sentence_share",
        "headline_share",
        "lead_share",
        "initial_share",
        "tone_near",
        "tone_near_alone",
        "comention",
    ]
    assert all(measure.by_actor and measure.low < measure.high for measure in measures(study))
