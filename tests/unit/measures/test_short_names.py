"""A body by the last word of its name: behind its name, in its sentence, and not where another one is meant."""

from __future__ import annotations

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.actors import ActorList
from framing.measures.short_names import short_names
from framing.study import Actor
from framing.text.build import build

ACTORS = (
    Actor(name="NU", aliases=("Northern Union",), descriptions=("the club",)),
    Actor(name="Sudrian Union"),
    Actor(name="Ostrel", aliases=("Ostrel Bank",)),
)


def described(text: str, actors: tuple[Actor, ...] = ACTORS) -> list[tuple[str, str]]:
    """Give actors and the words that describe them."""
    batch = build([segment(Document(id="1", text=text))])
    _, found = ActorList(actors)(batch, [])
    assert found.actor is not None
    spans = zip(found.actor.tolist(), found.start.tolist(), found.end.tolist(), strict=True)
    return [(found.actors[actor], text[start:end]) for actor, start, end in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Northern Union said the union would arm.", [("NU", "the union")]),
        ("NU said the union would arm.", [("NU", "the union")]),
        ("Sudrian Union feared NU, but the union would arm.", [("NU", "the union")]),
        ("NU feared the Sudrian Union, but the union would arm.", [("Sudrian Union", "the union")]),
        ("NU said the club and the union would arm.", [("NU", "the club"), ("NU", "the union")]),
    ],
)
def test_a_short_name_takes_up_the_last_one_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NU waited. Then the union armed.",
        "Then the union armed, and NU waited.",
        "NU feared the union of Ostrel and others.",
        "NU feared the union between the two.",
        "NU feared a union.",
        "Ostrel said the union would arm.",
        "Ostrel Bank said the bank would close.",
    ],
)
def test_nobody_is_taken_up(text: str) -> None:
    assert described(text) == []


def test_a_description_that_the_study_declares_needs_no_name_before_it() -> None:
    actors = (Actor(name="NU", aliases=("Northern Union",), descriptions=("the union",)), *ACTORS[1:])
    assert described("Then the union armed.", actors) == [("NU", "the union")]


def test_a_name_of_one_word_has_no_short_name() -> None:
    assert short_names([Actor(name="Union"), Actor(name="Norland", aliases=("Norlandic Bank",))]) == {}


def test_two_bodies_share_a_short_name() -> None:
    assert short_names(ACTORS) == {"the union": (0, 1)}


def test_no_layer_where_there_can_be_no_description() -> None:
    assert len(ActorList((Actor(name="Norland"),))(build([segment(Document(id="1", text="Norland waited."))]), [])) == 1
