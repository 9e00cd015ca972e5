"""Clauses about actors, and which of them are hedged, in invented sentences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.hedged import annotators, measures
from framing.measures.registry import annotate
from framing.measures.registry import annotators as every
from framing.measures.tabulate import add_up, from_batch
from framing.study import Actor, Study
from framing.text.build import build

STUDY = Study(
    name="a", title="", folder=Path(), target="", actors=(Actor(name="Oslo"), Actor(name="Riga", aliases=("the port city",)))
)


def _document(name: str, text: str) -> Document:
    section = Section("01", "lead", 0, "", 0, len(text))
    return Document(id=name, text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))


def told(*texts: str) -> list[tuple[str, str, str]]:
    """Give (actor, hedged or plain, clause) of everything found."""
    documents = [_document(str(at), text) for at, text in enumerate(texts)]
    batch = build(documents)
    found = next(each for each in annotate(batch, every(STUDY)) if each.layer == "clause")
    assert found.actor is not None
    rows = zip(found.sentence, found.start, found.end, found.label, found.actor, strict=True)
    return [(found.actors[actor], found.labels[label], batch.surface(s, a, e)) for s, a, e, label, actor in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo may sign the pact.", [("Oslo", "hedged", "Oslo may sign the pact")]),
        ("Oslo may sign, but Riga will not.", [("Oslo", "hedged", "Oslo may sign"), ("Riga", "plain", "but Riga will not")]),
        (
            "Oslo and Riga may sign.",
            [("Oslo", "hedged", "Oslo and Riga may sign"), ("Riga", "hedged", "Oslo and Riga may sign")],
        ),
        ("In Riga, troops may land.", [("Riga", "hedged", "In Riga, troops may land")]),
        ("Reports suggest that Riga has left.", [("Riga", "hedged", "that Riga has left")]),
        ("It is clear that Riga has left.", [("Riga", "plain", "that Riga has left")]),
        ("Oslo said that Riga could leave.", [("Oslo", "plain", "Oslo said"), ("Riga", "hedged", "that Riga could leave")]),
        ("A port near Oslo.", [("Oslo", "plain", "A port near Oslo")]),
        ("Nobody came.", []),
    ],
)
def test_clauses_of_a_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


def test_a_sentence_never_reads_on_into_the_next() -> None:
    assert told("Oslo left. It may rain.") == [("Oslo", "plain", "Oslo left")]
    assert told("Perhaps.", "that Oslo left.") == [("Oslo", "plain", "that Oslo left")]


def test_an_actor_named_twice_in_a_clause_counts_once() -> None:
    assert told("Riga may help the port city.") == [("Riga", "hedged", "Riga may help the port city")]


def test_the_share_is_of_the_clauses_about_the_actor() -> None:
    text = "Oslo may sign. Oslo signed, and Oslo left. Riga slept."
    document = _document("1", text)
    batch = build([document])
    counts = from_batch(batch, annotate(batch, every(STUDY)), ["Oslo", "Riga"])
    cell = np.zeros(counts.size, np.int64)
    rows = list(add_up(counts, cell, 1, measures(STUDY), {"clause": ("hedges-trained",)}))
    assert [(actor, above[0], below[0]) for _, _, actor, above, below in rows] == [("Oslo", 1, 3), ("Riga", 0, 1)]


def test_without_actors_there_is_nothing() -> None:
    assert annotators(None) == [] == measures(None)
    assert told() == []
