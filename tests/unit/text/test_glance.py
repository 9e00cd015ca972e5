"""A glance at short quotations says what a close look says, or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document
from framing.text.chunks import split
from framing.text.glance import DIRECT, SCARE, UNTOLD, glance
from framing.text.normalise import joined
from framing.text.page import Blocks, Page, bases_of, blocks_of
from framing.text.quotes import find_quotes
from framing.text.scare import LONGEST_SHORT, at_arms_length


def glances(paragraphs: list[str]) -> list[tuple[int, bool]]:
    """What a glance and what a close look say of each short quotation of an article."""
    text = "\n\n".join(paragraphs)
    ends = np.cumsum([len(paragraph) + 2 for paragraph in paragraphs]).tolist()
    blocks = tuple(Block(end - 2 - len(one), end - 2, 0, False) for one, end in zip(paragraphs, ends, strict=True))
    documents = [Document(id="0", text="É."), Document(id="1", text=text, blocks=blocks)]
    normal, data = joined([document.text or "" for document in documents])
    quotes, bases = find_quotes(documents, normal), bases_of(normal)
    short = quotes.end - quotes.start <= LONGEST_SHORT
    start, end = (column[short].astype(np.int64) for column in (quotes.start, quotes.end))
    held = Blocks.of_rows(blocks_of(documents, bases))
    block = held.of(start + bases[1])
    low, high = held.start[block], held.end[block]
    told = glance(Page.of(documents, normal, data, bases), split(data), start + bases[1], end + bases[1], low, high)
    places = zip(start.tolist(), end.tolist(), (low - bases[1]).tolist(), (high - bases[1]).tolist(), strict=True)
    return [(int(one), at_arms_length(normal[1], *place)) for one, place in zip(told, places, strict=True)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('The so-called "reform" failed.', SCARE),
        ('The ministry said the "reform" failed.', DIRECT),
        ('The "reform" failed, she said today.', DIRECT),
        ('He left. "We will never go there," it read.', DIRECT),
        ('Its "long, slow and very painful reform" failed.', DIRECT),
        ('The film "Grey Harbour" failed.', UNTOLD),
        ('The U.S. "reform" failed.', UNTOLD),
    ],
)
def test_a_glance_tells(text: str, says: int) -> None:
    assert [told for told, _ in glances([text])] == [says]


PIECES = ['"', "'", " ", "  ", "\n", ".", ",", ":", "!", "(", ")", "—", "é", "said", "says", "told", "Said", "the", "its", "of"]
PIECES += ["reform", "failed", "failed.", "Grey", "Harbour", "U.S.", "Mr.", "1,000", "said.", 'said."', " a ", " b c "]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join), min_size=1, max_size=3))
@example(['"a b" said'])
@example(['said ! "'])
def test_a_glance_never_contradicts_a_close_look(paragraphs: list[str]) -> None:
    for told, close in glances(paragraphs):
        assert told == UNTOLD or (told == SCARE) == close


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_nor_where_pieces_run_together(text: str) -> None:
    for told, close in glances([text]):
        assert told == UNTOLD or (told == SCARE) == close
