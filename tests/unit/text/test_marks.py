"""Marks hung on the words to which they belong, on trees made by hand."""

from __future__ import annotations

import numpy as np

from framing.text import syntax
from framing.text.marks import hung
from framing.text.schemes import RELATIONS

Row = tuple[str, int, str]


def heads(*sentences: list[Row]) -> list[int]:
    """Give the heads of sentences of (form, head within the sentence, relation)."""
    rows = [row for sentence in sentences for row in sentence]
    opening = [sum(map(len, sentences[:number])) for number, sentence in enumerate(sentences) for _ in sentence]
    head = np.array([row[1] + add for row, add in zip(rows, opening, strict=True)], np.int32)
    relation = np.array([RELATIONS.index(name) for _, _, name in rows], np.uint8)
    number = np.array([number for number, sentence in enumerate(sentences) for _ in sentence], np.int32)
    marks = [at for at, (_, _, name) in enumerate(rows) if name == "punct"]
    found: list[int] = hung(head, relation, number, marks, [rows[at][0] for at in marks]).tolist()
    return found


IN_MAY = [("In", 1, "case"), ("May", 4, "obl"), (",", 4, "punct"), ("they", 4, "nsubj"), ("won", 4, "root")]


def test_a_comma_belongs_to_what_stands_before_its_verb() -> None:
    assert heads(IN_MAY) == [1, 4, 1, 4, 4]
    assert heads(IN_MAY, IN_MAY) == [1, 4, 1, 4, 4, 6, 9, 6, 9, 9]


def test_the_comma_of_a_subject_stays() -> None:
    subject = [("May", 2, "nsubj"), (",", 2, "punct"), ("won", 2, "root")]
    assert heads(subject) == [2, 2, 2]


def test_a_comma_that_governs_stays() -> None:
    odd = [("In", 1, "case"), ("May", 2, "obl"), (",", 3, "punct"), ("won", 3, "root")]
    assert heads(odd) == [1, 2, 3, 3]


def test_a_pair_belongs_to_what_it_encloses() -> None:
    for opening, closing in ('""', "()", "[]"):
        quoted = [
            ("a", 4, "det"),
            (opening, 4, "punct"),
            ("rogue", 4, "amod"),
            (closing, 4, "punct"),
            ("state", 4, "root"),
            (".", 4, "punct"),
        ]
        assert heads(quoted) == [4, 2, 4, 2, 4, 4]


def test_a_pair_does_not_reach_over_sentences() -> None:
    first = [('"', 1, "punct"), ("Go", 1, "root"), (".", 1, "punct")]
    second = [("They", 1, "nsubj"), ("went", 1, "root"), ('"', 1, "punct")]
    assert heads(first, second) == [1, 1, 1, 4, 4, 4]


def test_an_empty_pair_and_no_marks() -> None:
    assert heads([("(", 2, "punct"), (")", 2, "punct"), ("Go", 2, "root")]) == [2, 2, 2]
    assert heads() == []


def test_trees_stay_trees() -> None:
    found = syntax.parse_words([['"', "If", "it", "fails", ",", '"', "he", "said", ",", "(", "we", "pay", ")", "."]])
    for token in range(len(found)):
        steps, place = 0, token
        while found.head[place] != place:
            place, steps = int(found.head[place]), steps + 1
            assert steps < len(found)
