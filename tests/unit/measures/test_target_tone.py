"""Tone towards an actor: who is judged, what is masked, and sentences whose tone nobody doubts."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.actors import ActorList
from framing.measures.spec import Found
from framing.measures.target_tone import Towards, annotators, chances, measures
from framing.study import Actor
from framing.text.build import build

ACTORS = (
    Actor(name="Norland", adjectives=("Norlandic",), leaders=("Varga",)),
    Actor(name="Sudria"),
    Actor(name="Estmark"),
)


def judged(*texts: str) -> Found:
    """Give the tone towards the actors of some texts."""
    batch = build([segment(Document(id=str(at), text=text)) for at, text in enumerate(texts)])
    return Towards()(batch, ActorList(ACTORS)(batch, []))[0]


def values(found: Found) -> dict[str, int]:
    """Give each actor's value."""
    assert found.actor is not None
    return dict(zip([found.actors[code] for code in found.actor], found.value.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Critics accused Norland of lying about the attack.", "negative"),
        ("Norland was blamed for the massacre.", "negative"),
        ("The court found that Norland had violated the treaty.", "negative"),
        ("Norland's brutal regime has lied for years.", "negative"),
        ("The delegation will meet in Norland on Tuesday.", "neutral"),
        ("The minister praised Norland for its courage.", "positive"),
        ("Norland saved thousands of lives.", "positive"),
    ],
)
def test_a_plain_sentence_has_its_tone(text: str, label: str) -> None:
    found = judged(text)
    assert [found.labels[code] for code in found.label] == [label]


def test_one_who_is_called_a_liar_stands_worse_than_one_who_says_so() -> None:
    found = judged("Norland said Sudria is a liar and a threat to peace.")
    by_actor = values(found)
    assert by_actor["Sudria"] < by_actor["Norland"] - 2_000


def test_one_who_is_blamed_stands_worse_than_one_who_blames() -> None:
    found = judged("Norland blamed Sudria for the crisis.")
    by_actor = values(found)
    assert by_actor["Sudria"] < by_actor["Norland"]


def test_which_actor_is_named_does_not_matter() -> None:
    found = judged("Critics accused Norland of fraud.", "Critics accused Estmark of fraud.", "Critics accused Varga of fraud.")
    assert len(set(found.value.tolist())) == 1


def test_who_else_is_named_does_not_matter() -> None:
    found = judged("Norland thanked Sudria warmly.", "Norland thanked Estmark warmly.")
    assert found.value[0] == found.value[2]
    assert found.value[1] == found.value[3]


def test_adjectives_are_not_judged() -> None:
    assert len(judged("The Norlandic artillery killed hundreds.").value) == 0


def test_nobody_named_gives_no_rows() -> None:
    assert len(judged("It rained.").value) == len(judged().value) == len(Towards()(build([]), [])[0].value) == 0


def test_without_actors_there_is_nothing_to_measure() -> None:
    assert not annotators(None)
    assert not measures(None)


def test_chances_add_up_to_one() -> None:
    batch = build([segment(Document(id="1", text="Norland lied. Sudria won."))])
    first = np.array([0, 2])
    assert chances(batch, first, first + 1).sum(axis=1) == pytest.approx([1, 1])


@pytest.mark.parametrize(
    "text",
    [
        "Critics said Norland’s envoy didn’t lie about “the attack”.",
        "Critics said Norland 's envoy did n't lie about \"the attack\".",
        "Critics said Norland's envoy didn't lie about ``the attack''.",
    ],
)
def test_typography_does_not_matter(text: str) -> None:
    plain = judged("Critics said Norland's envoy didn't lie about \"the attack\".")
    assert judged(text).value.tolist() == plain.value.tolist()
