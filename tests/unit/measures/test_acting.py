"""Whom a word acts for: on trees written by hand, and on invented sentences with the parser that ships."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.acting import MARKS, acting
from framing.measures.actors import ActorList
from framing.measures.members import acting_kind
from framing.study import Actor
from framing.text.batch import Batch
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS
from framing.text.syntax import parse

ACTORS = (
    Actor(name="Norland", aliases=("the White Hall",), adjectives=("Norlandic",), leaders=("Ada Vell", "Vell")),
    Actor(name="Sudria", adjectives=("Sudrian",), leaders=("Bo Tann Il",)),
    Actor(name="East Maren", adjectives=("East Maren",)),
    Actor(name="West Maren"),
)


def batch_of(text: str) -> Batch:
    return build([segment(Document(id="1", text=text))])


def tree(batch: Batch, rows: Sequence[tuple[str, int, str, str]]) -> Parse:
    """Write a tree: form, number of the head (from 0; its own for the root), relation, class; one sentence."""
    text, place, starts = batch.normal[0], 0, []
    for form, *_ in rows:
        place = text.index(form, place)
        starts.append(place)
        place += len(form)
    size = len(rows)
    zeros = np.zeros(size, np.int32)
    return Parse(
        instrument="by hand",
        start=np.array(starts, np.int32),
        end=np.array([start + len(row[0]) for start, row in zip(starts, rows, strict=True)], np.int32),
        sentence=zeros,
        head=np.array([row[1] for row in rows], np.int32),
        relation=np.array([RELATIONS.index(row[2]) for row in rows], np.uint8),
        word_class=np.array([CLASSES.index(row[3]) for row in rows], np.uint8),
        word=zeros,
        lemma=np.arange(size, dtype=np.int32),
        lemmas=[row[0].lower() for row in rows],
        tag=zeros,
        tags=[""],
        features=zeros,
        feature_sets=[""],
        first=np.array([0, size], np.int32),
        unparsed=(),
    )


def standing(text: str, trees: Parse | None = None) -> dict[str, list[tuple[str, str]]]:
    """Give actors and marks by word that stands for any."""
    batch = batch_of(text)
    trees = trees if trees is not None else parse(batch)
    found = acting(batch, trees, ActorList(ACTORS)(batch, [])[0])
    return {
        text[trees.start[token] : trees.end[token]]: [
            (found.actors[found.actor[i]], MARKS[found.mark[i]]) for i in range(found.first[token], found.first[token + 1])
        ]
        for token in np.flatnonzero(np.diff(found.first)).tolist()
    }


def test_a_title_that_governs_the_name_stands_for_it() -> None:
    rows = [("President", 3, "nsubj", "PROPN"), ("Ada", 0, "flat", "PROPN"), ("Vell", 1, "flat", "PROPN")]
    text = "President Ada Vell waited."
    found = standing(text, tree(batch_of(text), [*rows, ("waited", 3, "root", "VERB"), (".", 3, "punct", "PUNCT")]))
    assert found["President"] == [("Norland", "name")]
    assert found["Vell"] == [("Norland", "name")]


def test_both_halves_of_a_coordinated_name_stand_at_its_head() -> None:
    text = "East and West Maren waited."
    rows = [("East", 3, "amod", "ADJ"), ("and", 2, "cc", "CCONJ"), ("West", 0, "conj", "ADJ"), ("Maren", 4, "nsubj", "PROPN")]
    found = standing(text, tree(batch_of(text), [*rows, ("waited", 4, "root", "VERB"), (".", 4, "punct", "PUNCT")]))
    assert found["Maren"] == [("East Maren", "name"), ("West Maren", "name")]


@pytest.mark.parametrize(
    ("body", "expected"),
    [("parliament", {"norlandic", "parliament"}), ("delegation", {"members", "norlandic", "delegation"})],
    ids=("parliament", "delegation"),
)
def test_members_of_a_parliament_act_for_nobody(body: str, expected: set[str]) -> None:
    text = f"Members of Norlandic {body} waited."
    rows = [
        ("Members", 4, "nsubj", "NOUN"),
        ("of", 3, "case", "ADP"),
        ("Norlandic", 3, "amod", "ADJ"),
        (body, 0, "nmod", "NOUN"),
    ]
    batch = batch_of(text)
    lemmas = ["member", "of", "norlandic", body, "wait", "."]
    trees = _with_lemmas(tree(batch, [*rows, ("waited", 4, "root", "VERB"), (".", 4, "punct", "PUNCT")]), lemmas)
    assert {word.lower() for word in standing(text, trees)} == expected


@pytest.mark.parametrize(
    ("hyphen", "expected"),
    [("-", {"Norland"}), (" - ", {"Norland", "alliance"})],
    ids=("glued", "spaced"),
)
def test_a_glued_hyphen_is_no_apposition(hyphen: str, expected: set[str]) -> None:
    text = f"Norland{hyphen}Ostrel alliance grew."
    rows = [("Norland", 4, "nsubj", "PROPN"), ("-", 0, "punct", "PUNCT"), ("Ostrel", 3, "compound", "PROPN")]
    rows += [("alliance", 0, "appos", "NOUN"), ("grew", 4, "root", "VERB"), (".", 4, "punct", "PUNCT")]
    assert set(standing(text, tree(batch_of(text), rows))) == expected


def test_heads_that_share_a_modifier_act_alike() -> None:
    text = "Norlandic soldiers and advisors waited."
    rows = [("Norlandic", 1, "amod", "ADJ"), ("soldiers", 4, "nsubj", "NOUN"), ("and", 3, "cc", "CCONJ")]
    batch = batch_of(text)
    trees = tree(batch, [*rows, ("advisors", 1, "conj", "NOUN"), ("waited", 4, "root", "VERB"), (".", 4, "punct", "PUNCT")])
    lemmas = ["norlandic", "soldier", "and", "advisor", "wait", "."]
    found = acting(batch, _with_lemmas(trees, lemmas), ActorList(ACTORS)(batch, [])[0])
    assert np.diff(found.first).tolist() == [1, 1, 0, 1, 0, 0]


def _with_lemmas(trees: Parse, lemmas: Sequence[str]) -> Parse:
    from dataclasses import replace

    return replace(trees, lemmas=lemmas)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Norlandic advisors trained the guards.", "advisors", [("Norland", "member")]),
        ("Norland's ambassador arrived.", "ambassador", [("Norland", "member")]),
        ("The government of Sudria fell.", "government", [("Sudria", "member")]),
        ("Norlandic and Sudrian officials met.", "officials", [("Norland", "member"), ("Sudria", "member")]),
        ("The Norlandic foreign ministry spokeswoman declined.", "spokeswoman", [("Norland", "member")]),
        ("Vell's aides waited.", "aides", [("Norland", "member")]),
        ("The Norlandics... or rather the Sudrians won.", "Sudrians", [("Sudria", "member")]),
        ("The White Hall denied it.", "Hall", [("Norland", "name")]),
        ("Bo Tann Il slept.", "Il", [("Sudria", "name")]),
        ("Norland met Sudria. Both nations signed the pact.", "nations", [("Norland", "group"), ("Sudria", "group")]),
        ("Norland and its allies condemned the launch.", "Norland", [("Norland", "group")]),
        ("Norlandic crew members waited.", "members", [("Norland", "member")]),
        ("Members of the Norlandic delegation waited.", "Members", [("Norland", "member")]),
        ("Staff of the Norlandic embassy waited.", "Staff", [("Norland", "member")]),
        ("Members of the Norlandic embassy waited.", "Members", [("Norland", "member")]),
        ("Norland is the first country to sign the pact.", "country", [("Norland", "name")]),
    ],
)
def test_who_acts_for_whom(text: str, word: str, expected: list[tuple[str, str]]) -> None:
    assert standing(text).get(word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Norlandic artillery arrived.", "artillery"),
        ("The Norlandic economy grew.", "economy"),
        ("Norland's ally objected.", "ally"),
        ("A former Norlandic minister objected.", "minister"),
        ("Pro-Norlandic troops advanced.", "troops"),
        ("Norland waited. Both nations signed the pact.", "nations"),
        ("Norland met Sudria. It left.", "It"),
        ("Members of the Norlandic parliament waited.", "Members"),
        ("Norlandic parliament members waited.", "members"),
        ("A former member of the Norlandic delegation waited.", "member"),
        ("A member of Norland waited.", "member"),
        ("The Norlandic embassy waited.", "embassy"),
        ("Norland is the first problem to solve.", "problem"),
        ("The steel is the first power of Norland.", "power"),
    ],
)
def test_who_acts_for_nobody(text: str, word: str) -> None:
    assert word not in standing(text)


def test_two_in_one_breath_are_meant_before_the_last_two() -> None:
    text = "Norland and Sudria signed a pact despite East Maren. The two countries will trade."
    assert standing(text)["countries"] == [("Norland", "group"), ("Sudria", "group")]


def test_a_declared_description_stands_for_its_actor_and_is_no_mention() -> None:
    batch = batch_of("Sudria waited. The hermit state tested a rocket.")
    actors = (Actor(name="Sudria", descriptions=("the hermit state",)),)
    mention, description = ActorList(actors)(batch, [])
    trees = parse(batch)
    found = acting(batch, trees, mention, description)
    assert len(mention.start) == 1
    words = {
        batch.normal[0][trees.start[t] : trees.end[t]]: found.mark[found.first[t]] for t in np.flatnonzero(np.diff(found.first))
    }
    assert {word: MARKS[mark] for word, mark in words.items()} == {"Sudria": "name", "state": "description"}


def test_no_text_gives_no_actors() -> None:
    assert standing("") == {}


def test_the_list_names_no_word_twice_and_things_are_not_on_it() -> None:
    from framing.lexicons import load

    entries = load("acting-heads").column("entry")
    assert len(entries) == len(set(entries))
    assert not any(acting_kind(thing) for thing in ("artillery", "weapon", "missile", "economy", "list", "talk", "treaty"))
