"""Who does what to whom: on trees written by hand in both label schemes, and on invented sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from framing.corpus.documents import Block, Document
from framing.measures.predications import CONSTRUCTIONS, TENSES, Predications, predications
from framing.measures.spec import NONE
from framing.text.build import build
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, unified
from framing.text.syntax import parse

Said = tuple[str, str, str, str]
"""Agent, predicate, patient and recipient; empty where nobody is named."""


def grown(tree: str, scheme: str = "ud") -> tuple[Parse, list[str]]:
    """Write a tree by hand, a word a line: form, lemma, class, tag, number of its head (0 for none), relation."""
    rows = [line.split() for line in tree.strip().splitlines()]
    forms, lemmas, classes, tags = ([row[column] for row in rows] for column in range(4))
    heads = np.array([int(row[4]) - 1 if int(row[4]) else at for at, row in enumerate(rows)], np.int32)
    moved, codes = unified(heads, [row[5] for row in rows], lemmas, classes, scheme)
    starts = np.cumsum([0, *(len(form) + 1 for form in forms[:-1])])
    numbers, zeros = np.arange(len(rows), dtype=np.int32), np.zeros(len(rows), np.int32)
    made = Parse(
        instrument="by hand",
        start=starts.astype(np.int32),
        end=(starts + [len(form) for form in forms]).astype(np.int32),
        sentence=zeros,
        head=moved,
        relation=codes,
        word_class=np.array([CLASSES.index(each) for each in classes], np.uint8),
        word=numbers,
        lemma=numbers,
        lemmas=lemmas,
        tag=numbers,
        tags=tags,
        features=zeros,
        feature_sets=[""],
        first=np.array([0, len(rows)], np.int32),
        unparsed=(),
    )
    return made, forms


def said(found: Predications, forms: Sequence[str]) -> list[Said]:
    """Give the rows in words."""
    columns = (found.agent, found.predicate, found.patient, found.recipient)
    agent, verb, patient, recipient = ([forms[at] if at != NONE else "" for at in column] for column in columns)
    return list(zip(agent, verb, patient, recipient, strict=True))


def read(text: str) -> tuple[Predications, list[str]]:
    """Parse an invented sentence with the pipeline that ships."""
    trees = parse(build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))]))
    return predications(trees), [text[a:b] for a, b in zip(trees.start, trees.end, strict=True)]


def relations(text: str) -> set[Said]:
    return set(said(*read(text)))


def flags(text: str, verb: str) -> tuple[bool, bool]:
    """Say whether a predicate is negated, and hypothetical."""
    found, forms = read(text)
    at = next(row for row, token in enumerate(found.predicate) if forms[token] == verb)
    return bool(found.negated[at]), bool(found.hypothetical[at])


# --- trees written by hand ------------------------------------------------------------------------------------------------

ACTIVE_UD = """
Arland Arland PROPN NNP 2 nsubj
sold sell VERB VBD 0 root
ships ship NOUN NNS 2 obj
to to ADP IN 5 case
Norland Norland PROPN NNP 2 obl
"""

ACTIVE_CLEAR = """
Arland Arland PROPN NNP 2 nsubj
sold sell VERB VBD 0 ROOT
ships ship NOUN NNS 2 dobj
to to ADP IN 2 prep
Norland Norland PROPN NNP 4 pobj
"""

PASSIVE_UD = """
Ports port NOUN NNS 3 nsubj:pass
were be AUX VBD 3 aux:pass
seized seize VERB VBN 0 root
by by ADP IN 5 case
Arland Arland PROPN NNP 3 obl:agent
and and CCONJ CC 7 cc
Norland Norland PROPN NNP 5 conj
"""

PASSIVE_CLEAR = """
Ports port NOUN NNS 3 nsubjpass
were be AUX VBD 3 auxpass
seized seize VERB VBN 0 ROOT
by by ADP IN 3 agent
Arland Arland PROPN NNP 4 pobj
and and CCONJ CC 5 cc
Norland Norland PROPN NNP 5 conj
"""

RELATIVE_UD = """
missiles missile NOUN NNS 5 nsubj
that that PRON WDT 4 obj
Arland Arland PROPN NNP 4 nsubj
fired fire VERB VBD 1 acl:relcl
hit hit VERB VBD 0 root
Norland Norland PROPN NNP 5 obj
"""

RELATIVE_CLEAR = """
missiles missile NOUN NNS 5 nsubj
that that DET WDT 4 dobj
Arland Arland PROPN NNP 4 nsubj
fired fire VERB VBD 1 relcl
hit hit VERB VBD 0 ROOT
Norland Norland PROPN NNP 5 dobj
"""

CONTROL_UD = """
Arland Arland PROPN NNP 2 nsubj
urged urge VERB VBD 0 root
Norland Norland PROPN NNP 2 obj
to to PART TO 5 mark
join join VERB VB 2 xcomp
talks talk NOUN NNS 5 obj
"""

CONTROL_CLEAR = """
Arland Arland PROPN NNP 2 nsubj
urged urge VERB VBD 0 ROOT
Norland Norland PROPN NNP 5 nsubj
to to PART TO 5 aux
join join VERB VB 2 ccomp
talks talk NOUN NNS 5 dobj
"""

RELATIVE_BARE = """
missiles missile NOUN NNS 4 nsubj
Arland Arland PROPN NNP 3 nsubj
fired fire VERB VBD 1 acl:relcl
hit hit VERB VBD 0 root
Norland Norland PROPN NNP 4 obj
"""

BY_HAND = [
    pytest.param(
        RELATIVE_BARE,
        "ud",
        {("Arland", "fired", "missiles", ""), ("missiles", "hit", "Norland", "")},
        id="relative-without-pronoun",
    ),
    pytest.param(ACTIVE_UD, "ud", {("Arland", "sold", "ships", "Norland")}, id="active-ud"),
    pytest.param(ACTIVE_CLEAR, "clear", {("Arland", "sold", "ships", "Norland")}, id="active-clear"),
    *(
        pytest.param(
            tree,
            scheme,
            {("Arland", "seized", "Ports", ""), ("Norland", "seized", "Ports", "")},
            id=f"passive-{scheme}",
        )
        for tree, scheme in ((PASSIVE_UD, "ud"), (PASSIVE_CLEAR, "clear"))
    ),
    *(
        pytest.param(
            tree,
            scheme,
            {("Arland", "fired", "missiles", ""), ("missiles", "hit", "Norland", "")},
            id=f"relative-{scheme}",
        )
        for tree, scheme in ((RELATIVE_UD, "ud"), (RELATIVE_CLEAR, "clear"))
    ),
    *(
        pytest.param(
            tree,
            scheme,
            {("Arland", "urged", "Norland", ""), ("Norland", "join", "talks", "")},
            id=f"control-{scheme}",
        )
        for tree, scheme in ((CONTROL_UD, "ud"), (CONTROL_CLEAR, "clear"))
    ),
]


@pytest.mark.parametrize(("tree", "scheme", "wanted"), BY_HAND)
def test_both_schemes_give_the_same_relations(tree: str, scheme: str, wanted: set[Said]) -> None:
    trees, forms = grown(tree, scheme)
    assert set(said(predications(trees), forms)) == wanted


def test_no_tokens_give_no_rows() -> None:
    assert len(predications(parse(build([])))) == 0


def test_a_passive_without_agent_has_none_and_is_marked() -> None:
    trees, forms = grown("\n".join(PASSIVE_UD.strip().splitlines()[:3]))
    found = predications(trees)
    assert said(found, forms) == [("", "seized", "Ports", "")]
    assert found.passive.tolist() == [True]
    assert TENSES[found.tense[0]] == "past"
    assert CONSTRUCTIONS[found.construction[0]] == "clause"


# --- invented sentences, the parser that ships -------------------------------------------------------------------------------

FOUND = {
    "Arland attacked Norland and seized its ports.": {
        ("Arland", "attacked", "Norland", ""),
        ("Arland", "seized", "ports", ""),
    },
    "The port has been flagged by several agencies.": {("agencies", "flagged", "port", "")},
    "The missiles fired by Arland hit Norland.": {("Arland", "fired", "missiles", ""), ("missiles", "hit", "Norland", "")},
    "Arland seeks to undermine Norland.": {("Arland", "undermine", "Norland", "")},
    "Arland urged Norland to join the talks.": {("Arland", "urged", "Norland", ""), ("Norland", "join", "talks", "")},
    "Norland was urged by Arland to join the talks.": {("Arland", "urged", "Norland", ""), ("Norland", "join", "talks", "")},
    "Arland provided Norland with grain.": {("Arland", "provided", "grain", "Norland")},
    "Arland relies on Norland.": {("Arland", "relies", "Norland", "")},
    "Arland met with Norland on Monday.": {("Arland", "met", "", ""), ("Norland", "met", "", "")},
    "Mira Vell visited Norland.": {("Vell", "visited", "Norland", "")},
    "Arland accused Norland of violating the truce.": {
        ("Arland", "accused", "Norland", ""),
        ("Norland", "violating", "truce", ""),
    },
    "Arland attacked Norland, killing ten soldiers.": {
        ("Arland", "attacked", "Norland", ""),
        ("Arland", "killing", "soldiers", ""),
    },
    "Arland's assistance to Norland grew.": {("Arland", "assistance", "Norland", ""), ("assistance", "grew", "", "")},
    "The invasion of Norland by Arland failed.": {("Arland", "invasion", "Norland", ""), ("invasion", "failed", "", "")},
    "Talks between Arland and Norland failed.": {
        ("Arland", "Talks", "", ""),
        ("Norland", "Talks", "", ""),
        ("Talks", "failed", "", ""),
    },
    "Vell paid a visit to Norland.": {("Vell", "visit", "Norland", "")},
    "Arland conducted a raid on Norland.": {("Arland", "raid", "Norland", "")},
    "Arland imposed sanctions on Norland.": {("Arland", "imposed", "sanctions", "Norland")},
    "Talks were held between Arland and Norland.": {("Arland", "Talks", "", ""), ("Norland", "Talks", "", "")},
    "The alliance could undermine U.S. efforts to isolate Norland.": {
        ("alliance", "undermine", "efforts", ""),
        ("U.S.", "isolate", "Norland", ""),
    },
    '"We are ready," said the minister.': {("minister", "said", "", "")},
    "Arland is a member of the pact.": set(),
}


@pytest.mark.parametrize("text", FOUND)
def test_constructions(text: str) -> None:
    assert relations(text) == FOUND[text]


def test_parties_of_a_state_are_no_agents() -> None:
    found = relations("The conflict between North and South Norland worsened.")
    assert not {"North", "Norland"} & {word for agent, _, patient, _ in found for word in (agent, patient)}


MARKED = [
    ("Arland did not attack Norland.", "attack", (True, False)),
    ("Arland attacked Norland.", "attacked", (False, False)),
    ("Arland refused to sign the treaty.", "sign", (True, False)),
    ("Arland signed the treaty without recognising Norland.", "recognising", (True, False)),
    ("Arland no longer supports Norland.", "supports", (True, False)),
    ("No country attacked Norland.", "attacked", (True, False)),
    ("Arland may attack Norland.", "attack", (False, True)),
    ("Arland cannot attack Norland.", "attack", (True, False)),
    ("If Arland signed the treaty, Sudria would respond.", "signed", (False, True)),
    ("Arland plans to attack Norland.", "attack", (False, True)),
    ("Arland began to attack Norland.", "attack", (False, False)),
    ("Arland helped Norland rebuild its army.", "rebuild", (False, False)),
    ("Arland forced Norland to close its ports.", "close", (False, False)),
    ("Arland's decision to close the port was wrong.", "close", (False, True)),
    ("It is possible that Arland attacked Norland.", "attacked", (False, True)),
    ("Arland has not only attacked Norland but seized its ports.", "attacked", (False, False)),
    ("Arland prevented Norland from joining the pact.", "joining", (True, False)),
    ("Arland has no intention of attacking Norland.", "attacking", (True, True)),
]


@pytest.mark.parametrize(("text", "verb", "wanted"), MARKED, ids=[text for text, _, _ in MARKED])
def test_what_is_negated_or_open(text: str, verb: str, wanted: tuple[bool, bool]) -> None:
    assert flags(text, verb) == wanted


def test_modal_and_tense() -> None:
    found, _ = read("Arland will attack Norland.")
    assert [found.modals[at] for at in found.modal] == ["will"]
    assert [TENSES[at] for at in found.tense] == ["future"]


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Arland attacked Norland.", "attacked", "clause"),
        ("Vell, who met Tann in May, praised the deal.", "met", "relative"),
        ("Troops trained by Arland crossed the river.", "trained", "participle"),
        ("Arland seeks to undermine Norland.", "undermine", "infinitive"),
        ("Aggression against Norland must stop.", "Aggression", "nominal"),
    ],
    ids=("clause", "relative", "participle", "infinitive", "nominal"),
)
def test_what_a_predicate_is(text: str, verb: str, wanted: str) -> None:
    found, forms = read(text)
    named = {forms[token]: CONSTRUCTIONS[code] for token, code in zip(found.predicate, found.construction, strict=True)}
    assert named[verb] == wanted
