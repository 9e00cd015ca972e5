"""What actors are called: on invented sentences, with the parser that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.lexicons import load
from framing.measures.actors import ActorList
from framing.measures.attribution_news import AttributionNews
from framing.measures.labels import Labels, annotators, measures
from framing.measures.spec import Found
from framing.study import Actor, Instruments, Study
from framing.text.build import build

ACTORS = (
    Actor(name="Norland", adjectives=("Norlandic",), leaders=("Ada Vell",), descriptions=("the island state",)),
    Actor(name="Sudria", adjectives=("Sudrian",)),
)


def labels_in(text: str) -> Found:
    batch = build([segment(Document(id="1", text=text))])
    found = ActorList(ACTORS)(batch, [])
    found += AttributionNews()(batch, found)
    return Labels()(batch, found)[0]


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    """Give actor, kind, label, voice and source."""
    found = labels_in(text)
    assert found.actor is not None
    rows = zip(found.actor, found.label, found.entry, found.columns["voice"], found.columns["source"], strict=True)
    return [
        (found.actors[actor], found.labels[kind], found.entries[entry], str(voice), str(source))
        for actor, kind, entry, voice, source in rows
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A nuclear-armed Norland tested a rocket.", ("Norland", "modifier", "nuclear-armed", "outlet", "")),
        ("The brutal Norlandic regime fell.", ("Norland", "modifier", "brutal", "outlet", "")),
        ("The court fined Norland, a notorious polluter.", ("Norland", "apposition", "notorious polluter", "outlet", "")),
        ("Floods broke out in Norland, an isolated kingdom.", ("Norland", "apposition", "isolated kingdom", "outlet", "")),
        ("The Norlandic puppet regime fell.", ("Norland", "modifier", "puppet", "outlet", "")),
        ("Norland is a pariah.", ("Norland", "predicate", "pariah", "outlet", "")),
        ("Norland remains a serious threat.", ("Norland", "predicate", "serious threat", "outlet", "")),
        ("Sudria has long viewed Norland as a rogue state.", ("Norland", "judged", "rogue state", "imputed", "Sudria")),
        ("Sudria branded Norland a thief.", ("Norland", "judged", "thief", "indirect", "Sudria")),
        ("Norland is described as a model democracy.", ("Norland", "judged", "model democracy", "indirect", "")),
        ("Norland was called a pariah by Sudria.", ("Norland", "judged", "pariah", "indirect", "Sudria")),
        ("The island state is a haven for smugglers.", ("Norland", "predicate", "haven", "outlet", "")),
    ],
)
def test_who_is_called_what_and_by_whom(text: str, expected: tuple[str, ...]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Norland is not a pariah.",
        "Norland could become a pariah.",
        "Norland is a member of the union.",
        "The senior Norlandic minister left.",
        "The Norlandic water ministry reopened.",
        "Weary Norlandic officials left.",
        "Norland and Sudria signed a treaty.",
        "After it fined Norland, a weary court adjourned.",
        "Sudria never called Norland a thief.",
        "",
    ],
)
def test_what_calls_nobody_anything(text: str) -> None:
    assert told(text) == []


def test_the_place_is_that_of_the_label_and_its_mention_is_linked() -> None:
    text = "Sudria has long viewed Norland as a rogue state."
    found = labels_in(text)
    assert text[found.start[0] : found.end[0]] == "rogue state"
    (link,) = found.links
    assert (link.layer, link.role, link.instrument) == ("mention", "label → mention", "actor-list")
    assert link.target.tolist() == [1]


def test_a_label_within_quotation_is_said_directly() -> None:
    assert told('"Norland is a pariah," said Sudria.') == [("Norland", "predicate", "pariah", "direct", "Sudria")]


def test_no_label_is_longer_than_three_words() -> None:
    found = labels_in("Norland remains a very old and very proud small maritime trading power.")
    assert all(len(entry.split()) <= 3 for entry in found.entries)


def test_without_a_parser_or_actors_there_are_no_labels(tmp_path: Path) -> None:
    study = Study(name="s", title="", folder=tmp_path, target="1", actors=ACTORS)
    bare = study.model_copy(update={"instruments": Instruments(syntax="none")})
    assert [annotators(None), annotators(bare), measures(bare)] == [[], [], []]
    assert [each.instrument for each in annotators(study)] == ["labels-english"]
    assert "labels" in {measure.name for measure in measures(study)}


def test_the_list_says_each_thing_once() -> None:
    rows = [(row["entry"], row["kind"]) for row in load("label-words").entries]
    assert len(rows) == len(set(rows))
    assert np.all(
        [kind in ("mind", "speech", "direct", "becoming", "neutral", "empty", "matter", "loaded") for _, kind in rows]
    )
