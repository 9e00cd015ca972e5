"""A glance at the first and last letters of lines passes over none that a rule or a heading may be found in."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.glance import Glance, glance
from framing.corpus.headings import LONGEST_LINE
from framing.corpus.rules import beginning, ends, rules

ENDINGS = ("end", "agency", "link")


def seen(*lines: str) -> Glance:
    return glance(lines, np.array([len(line) for line in lines], np.int64))


def test_no_lines_show_nothing() -> None:
    assert seen() == Glance([], [], [])


def test_only_lines_worth_a_closer_look_are_given() -> None:
    lines = ("The envoys met.", "The site uses cookies.", "# Talks", "Leave", "Envoys (Reuters)", "Envoys met (on Monday)")
    assert seen(*lines) == Glance(opening=[1, 2], closing=[4], unended=[2, 3, 4, 5])


def test_long_lines_are_looked_at_by_their_beginning_only() -> None:
    line = "We use cookies " + "and so on " * LONGEST_LINE + "© Reuters"
    assert seen(line) == Glance(opening=[0], closing=[], unended=[])


@pytest.mark.parametrize("closing", ["", ".", " .)", ".)]»"])
def test_each_rule_about_an_ending_is_seen_whatever_marks_follow(closing: str) -> None:
    lines = [f"Envoys met {rule.pattern}{closing}" for rule in rules() if rule.mode in ENDINGS]
    assert seen(*lines).closing == list(range(len(lines)))
    assert all(ends(line[-5:]) for line in lines if not closing)


def test_a_sigma_in_the_middle_of_a_word_in_capitals_is_no_final_one() -> None:
    assert beginning("ΔΙΑΦΉΜΙΣΗ") == "διαφήμισ"
    assert seen("ΔΙΑΦΉΜΙΣΗ").opening == [0]
