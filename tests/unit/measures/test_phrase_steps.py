"""Walks to a noun phrase by the table of steps, held against the same rules by hand."""

from __future__ import annotations

import numpy as np
import pytest

from framing.measures.phrase_steps import (
    AFFILIATED,
    CAPITAL,
    CASE,
    FIRST,
    LAST,
    NO_HEAD,
    ON,
    PREMODIFIED,
    SEARCHING,
    SIGNS,
    Phrase,
    WordClass,
    found,
    steps,
)

C = WordClass


def walked(signs: list[int], *, left: bool) -> tuple[Phrase, int]:
    """Walk over the signs until the walk ends; give the phrase and how many words it took."""
    case, first, last = SEARCHING, -1, -1
    for place, sign in enumerate(signs):
        step = int(steps(left=left)[case * SIGNS + sign])
        case = step & CASE
        first, last = place if step & FIRST else first, place if step & LAST else last
        if not step & ON:
            break
    columns = [np.array([each], np.int32) for each in (first, last)]
    return found(np.array([case]), *columns), place + 1


def name(phrase: Phrase) -> tuple[int, int, int, int]:
    return tuple(int(column[0]) for column in phrase.columns())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("signs", "left", "head", "affiliation", "first", "last"),
    [
        ([C.OTHER, C.BREAK, C.PEOPLE], True, NO_HEAD, 0, -1, -1),
        ([C.PEOPLE, C.OTHER, C.INSTITUTION + CAPITAL], True, C.PEOPLE, PREMODIFIED, 2, 0),
        ([C.PLACE + CAPITAL, C.PREPOSITION, C.OFFICIAL], True, C.OFFICIAL, AFFILIATED, 2, 0),
        ([C.NAME + CAPITAL, C.PREPOSITION, C.OFFICE + CAPITAL], True, C.NAME, 0, 2, 0),
        ([C.NAME + CAPITAL, C.PREPOSITION, C.OFFICE], True, C.OFFICE, 0, 2, 0),
        ([C.NAME + CAPITAL, C.OTHER, C.OTHER, C.OTHER, C.NAME + CAPITAL], True, C.NAME, 0, 0, 0),
        ([C.INSTITUTION + CAPITAL, C.OFFICIAL, C.NAME + CAPITAL], False, C.NAME, PREMODIFIED, 0, 2),
        ([C.OFFICIAL, C.PREPOSITION, C.ARTICLE, C.INSTITUTION + CAPITAL], False, C.OFFICIAL, AFFILIATED, 0, 0),
    ],
)
def test_a_phrase_is_what_the_rules_make_of_its_words(
    signs: list[int], left: bool, head: int, affiliation: int, first: int, last: int
) -> None:
    assert name(walked(signs, left=left)[0]) == (head, affiliation, first, last)


def test_a_walk_gives_up_on_the_third_ordinary_word_in_a_phrase() -> None:
    assert walked([C.NAME + CAPITAL, C.OTHER, C.OTHER, C.OTHER, C.NAME + CAPITAL], left=True)[1] == 4
    assert walked([C.NAME + CAPITAL, C.OTHER, C.OTHER, C.NAME + CAPITAL], left=False)[1] == 3
