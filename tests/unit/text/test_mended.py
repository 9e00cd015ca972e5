"""Labels that are certain, put right on trees made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from framing.text.mended import Tokens, mended
from framing.text.schemes import CLASSES, RELATIONS

Row = tuple[str, str, int, str]
"""Form or lemma, class, head, relation."""


def relations(*rows: Row) -> list[str]:
    tokens = Tokens(
        np.array([head for *_, head, _ in rows], np.int32),
        np.array([CLASSES.index(word_class) for _, word_class, *_ in rows], np.uint8),
        [lemma for lemma, *_ in rows],
        np.array([lemma == "'s" for lemma, *_ in rows], np.bool_),
    )
    found = mended(tokens, np.array([RELATIONS.index(relation) for *_, relation in rows], np.uint8))
    return [RELATIONS[code] for code in found]


def test_a_passive_stays_and_makes_its_subject_passive() -> None:
    rows = [("deal", "NOUN", 2, "nsubj"), ("be", "AUX", 2, "aux:pass"), ("sign", "VERB", 2, "root")]
    assert relations(*rows) == ["nsubj:pass", "aux:pass", "root"]


def test_an_adjective_has_a_copula() -> None:
    rows = [("port", "NOUN", 2, "nsubj"), ("be", "AUX", 2, "aux:pass"), ("ready", "ADJ", 2, "root")]
    assert relations(*rows) == ["nsubj", "cop", "root"]


def test_only_be_and_get_make_a_passive() -> None:
    rows = [("it", "PRON", 2, "nsubj"), ("seem", "VERB", 2, "aux:pass"), ("close", "VERB", 2, "root")]
    assert relations(*rows) == ["nsubj", "dep", "root"]


@pytest.mark.parametrize(("governed", "expected"), [("obj", ["nsubj", "aux"]), ("obl:agent", ["nsubj:pass", "aux:pass"])])
def test_a_contraction_before_an_object_is_has(governed: str, expected: list[str]) -> None:
    rows = [
        ("it", "PRON", 2, "nsubj:pass"),
        ("'s", "AUX", 2, "aux:pass"),
        ("sign", "VERB", 2, "root"),
        ("deal", "NOUN", 2, governed),
    ]
    assert relations(*rows) == [*expected, "root", governed]


def test_a_passive_of_giving_keeps_its_object_where_nothing_is_contracted() -> None:
    rows = [
        ("he", "PRON", 2, "nsubj:pass"),
        ("be", "AUX", 2, "aux:pass"),
        ("give", "VERB", 2, "root"),
        ("medal", "NOUN", 2, "obj"),
    ]
    assert relations(*rows) == ["nsubj:pass", "aux:pass", "root", "obj"]


@pytest.mark.parametrize(
    ("verb", "first", "second", "expected"),
    [
        ("call", ("he", "PRON", "obj"), ("traitor", "NOUN", "obj"), ["obj", "xcomp"]),
        ("call", ("he", "PRON", "iobj"), ("traitor", "NOUN", "obj"), ["obj", "xcomp"]),
        ("call", ("he", "PRON", "obj"), ("again", "ADV", "advmod"), ["obj", "advmod"]),
        ("give", ("he", "PRON", "iobj"), ("sign", "NOUN", "obj"), ["iobj", "obj"]),
        ("tell", ("he", "PRON", "obj"), ("say", "VERB", "ccomp"), ["iobj", "ccomp"]),
        ("tell", ("story", "NOUN", "obj"), ("again", "ADV", "advmod"), ["obj", "advmod"]),
        ("tell", ("he", "PRON", "iobj"), ("story", "NOUN", "obj"), ["iobj", "obj"]),
        ("blind", ("we", "PRON", "iobj"), ("again", "ADV", "advmod"), ["obj", "advmod"]),
        ("meet", ("he", "PRON", "obj"), ("Friday", "PROPN", "obj"), ["obj", "obl:unmarked"]),
        ("spend", ("Friday", "PROPN", "obj"), ("there", "ADV", "advmod"), ["obj", "advmod"]),
        ("rise", ("cent", "NOUN", "obj"), ("again", "ADV", "advmod"), ["obl:unmarked", "advmod"]),
        ("become", ("ally", "NOUN", "obj"), ("again", "ADV", "advmod"), ["xcomp", "advmod"]),
    ],
)
def test_objects(verb: str, first: tuple[str, str, str], second: tuple[str, str, str], expected: list[str]) -> None:
    governed = [(lemma, word_class, 1, relation) for lemma, word_class, relation in (first, second)]
    found = relations(("they", "PRON", 1, "nsubj"), (verb, "VERB", 1, "root"), *governed)
    assert found == ["nsubj", "root", *expected]


def test_what_a_thing_was_called_is_a_predicate() -> None:
    rows = [
        ("he", "PRON", 2, "nsubj:pass"),
        ("be", "AUX", 2, "aux:pass"),
        ("call", "VERB", 2, "root"),
        ("traitor", "NOUN", 2, "obj"),
    ]
    assert relations(*rows)[-1] == "xcomp"


def test_no_tokens() -> None:
    assert relations() == []
