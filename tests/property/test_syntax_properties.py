"""Whatever the text, tokens stand where they say, in our sentences, and lose no character."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document
from framing.text.build import build
from framing.text.normalise import INVISIBLE
from framing.text.syntax import parse

WORDS = (
    "Arland",
    "don’t",
    "U.S.-led",
    "said",
    "“no”",
    "Mr. Vell",
    "3,000",
    "is",
    "hit",
    "by",
    "—",
    "...",
    "\u00ad",
    "😀",
    "e\u0301",
)
MARKS = "’“”'\"–-…./,;:!?()\u00a0\u2009\t\n \u200b\x85"
texts = st.lists(st.sampled_from(WORDS) | st.text(st.sampled_from(MARKS) | st.characters(), max_size=4), max_size=20).map(
    " ".join
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_tokens_cover_every_visible_character_once(text: str) -> None:
    batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
    found = parse(batch)
    assert found.unparsed == ()
    covered = np.zeros(len(text) + 1, np.int32)
    for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
        assert start < end
        covered[start:end] += 1
    assert covered.max(initial=0) <= 1
    for start, end in zip(batch.sentences.start.tolist(), batch.sentences.end.tolist(), strict=True):
        for place in range(start, end):
            hidden = text[place].isspace() or text[place] in INVISIBLE or ord(text[place]) < ord(" ")
            assert covered[place] or hidden
    assert np.all(found.sentence[found.head] == found.sentence)
