"""Relations that a reader would name, in the treaty article: words and offsets only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from framing.corpus.read import read
from framing.measures.predications import Predications, predications
from framing.measures.spec import NONE
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.syntax import parse

ARTICLE = Path("corpus") / "reference" / "russia-dprk-treaty-2024.txt"


class Article(NamedTuple):
    """The article with its trees and what was read off them."""

    text: str
    trees: Parse
    found: Predications

    def word(self, token: int) -> str:
        """Give a token as it stands there; "" for none."""
        return self.text[self.trees.start[token] : self.trees.end[token]] if token != NONE else ""

    def within(self, span: str) -> Iterator[tuple[int, str, str, str]]:
        """Give row, agent, predicate and patient of the predicates in some words of the article."""
        start = self.text.index(span)
        for row, token in enumerate(self.found.predicate.tolist()):
            if start <= self.trees.start[token] < start + len(span):
                yield row, self.word(self.found.agent[row]), self.word(token), self.word(self.found.patient[row])


@pytest.fixture(scope="module")
def article(shared: Path) -> Article:
    document = next(iter(read([shared / ARTICLE])))
    trees = parse(build([document]))
    return Article(document.text or "", trees, predications(trees))


def test_parties_of_a_conflict_are_no_agents(article: Article) -> None:
    span = "conflict between North and South Korea"
    first = article.text.index(span)
    parties = {token for token in range(len(article.trees)) if first < article.trees.start[token] < first + len(span)}
    assert parties
    assert not parties & {*article.found.agent.tolist(), *article.found.patient.tolist()}


def test_a_passive_has_its_agent(article: Article) -> None:
    rows = list(article.within("has been flagged by several Western intelligence agencies"))
    assert [row[1:] for row in rows] == [("agencies", "flagged", "cooperation")]
    assert article.found.passive[rows[0][0]]


def test_a_view_has_its_holder_and_whom_it_is_of(article: Article) -> None:
    rows = list(article.within("Washington has long viewed North Korea"))
    assert [row[1:] for row in rows] == [("Washington", "viewed", "Korea")]
