"""Trees in which the parser hung a word wrongly, and relations that are right all the same; sentences are invented."""

from __future__ import annotations

import pytest

from framing.corpus.documents import Block, Document
from framing.measures.dependencies import Trees
from framing.measures.predications import predications
from framing.measures.spec import NONE
from framing.text.build import build
from framing.text.syntax import parse

AGENTS = {
    "Tann said Arland would build new ships and warned that Borduria was weak.": {("Tann", "warned"), ("Arland", "build")},
    "The palace said Arland keeps its ships in port, and added that talks failed.": {("palace", "added"), ("Arland", "keeps")},
    "It took Vell two days to close the ports.": {("Vell", "close")},
    "In the last election the Arlanders will not only keep their ships but will try to sink boats.": {
        ("Arlanders", "keep"),
        ("Arlanders", "sink"),
    },
    "Vell, attending a long feast, answered questions about the ships.": {("Vell", "answered")},
    "The ministers of Arland, Borduria and Norland met on Friday.": {("ministers", "met")},
    "Vell says that Arland is the first country to receive such ships.": {("country", "receive")},
    "Arland relies on a navy, aimed at countering pirates.": {("navy", "countering")},
}

NEVER = {
    "Arland has growing influence in the north.": "growing",
    "Arland will sink the ship in coming days.": "coming",
    "It took Vell two days to close the ports.": "took",
}


def rows(text: str) -> list[tuple[str, str, str]]:
    """Give agent, predicate and patient of each relation."""
    trees = parse(build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))]))
    forms = [text[a:b] for a, b in zip(trees.start, trees.end, strict=True)]
    found = predications(trees)
    sides = (found.agent, found.predicate, found.patient)
    named = ([forms[token] if token != NONE else "" for token in side] for side in sides)
    return list(zip(*named, strict=True))


@pytest.mark.parametrize("text", AGENTS)
def test_agents(text: str) -> None:
    found = {(agent, verb) for agent, verb, _ in rows(text)}
    verbs = {verb for _, verb in AGENTS[text]}
    assert {each for each in found if each[1] in verbs} == AGENTS[text]


@pytest.mark.parametrize("text", NEVER)
def test_no_predicate(text: str) -> None:
    assert NEVER[text] not in {verb for _, verb, _ in rows(text)}


def test_a_patient_behind_a_preposition_goes_before_the_way_in_which() -> None:
    text = "It has learned to live with Arland in the same way that it learned to live with Borduria."
    assert ("it", "live", "Borduria") in rows(text)


def test_a_token_is_not_hung_below_itself() -> None:
    text = "Arland sank ships."
    trees = Trees(parse(build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])))
    before = list(trees.head)
    trees.move(1, 2, "conj")
    assert trees.head == before
