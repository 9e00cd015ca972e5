"""On shuffled sentences the tone of a section does not depend on how long it is."""

from __future__ import annotations

import numpy as np
import pytest

from framing.errors import InputError
from framing.measures.tone import INSTRUMENTS
from framing.validate.length import length_drift

GOOD, BAD, PLAIN = "A fine and happy day for the peaceful town.", "A cruel and tragic war.", "The road ran on past a field."
SENTENCES = [GOOD, GOOD, BAD, PLAIN, PLAIN] * 64


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_no_drift_with_section_length(instrument: str) -> None:
    rows = length_drift(SENTENCES, [instrument])
    assert np.ptp(rows["tone"]) < 1e-9
    assert abs(np.polyfit(np.log(rows["length"]), rows["tone"], 1)[0]) < 1e-9


def test_scored_at_once_vader_grows_with_length() -> None:
    rows = length_drift(SENTENCES, ["vader"])
    assert rows["at_once"].iloc[-1] > rows["at_once"].iloc[0] + 0.1


def test_too_few_sentences_are_refused_and_none_give_no_rows() -> None:
    with pytest.raises(InputError, match="fewer than two sections of 80"):
        length_drift(SENTENCES[:90])
    assert length_drift([]).empty
