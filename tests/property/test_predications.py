"""Predications of any tree: nothing fails, and every row is made of the tree's tokens."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.measures.predications import predications
from framing.measures.spec import NONE
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS

LEMMAS = ("arland", "talk", "refuse", "seek", "sell", "to", "by", "between", "not", "who", "that", "attack", "be", "urge", "-")
TAGS = ("NNP", "NN", "VBD", "VBN", "VBG", "VB", "VBP", "TO", "IN", "WP", "WDT", "MD", "RB", "JJ", "HYPH")


@st.composite
def trees(draw: st.DrawFn) -> Parse:
    """Draw one sentence: each token but the root hangs on one drawn before it, in an order of its own."""
    size = draw(st.integers(1, 12))
    order = draw(st.permutations(range(size)))
    head = np.zeros(size, np.int32)
    for place, token in enumerate(order):
        head[token] = order[draw(st.integers(0, place - 1))] if place else token

    def codes(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array(draw(st.lists(st.integers(0, count - 1), min_size=size, max_size=size)), np.int32)

    relation = codes(len(RELATIONS))
    relation[order[0]] = RELATIONS.index("root")
    start = np.arange(size, dtype=np.int32) * 2
    return Parse(
        instrument="drawn",
        start=start,
        end=start + 1,
        sentence=np.zeros(size, np.int32),
        head=head,
        relation=relation.astype(np.uint8),
        word_class=codes(len(CLASSES)).astype(np.uint8),
        word=np.arange(size, dtype=np.int32),
        lemma=codes(len(LEMMAS)),
        lemmas=LEMMAS,
        tag=codes(len(TAGS)),
        tags=TAGS,
        features=np.zeros(size, np.int32),
        feature_sets=("",),
        first=np.array([0, size], np.int32),
        unparsed=(),
    )


@given(trees())
def test_rows_are_made_of_tokens(parse: Parse) -> None:
    found = predications(parse)
    tokens = np.column_stack([found.predicate, found.agent, found.patient, found.recipient])
    assert ((tokens == NONE) | ((tokens >= 0) & (tokens < len(parse)))).all()
    assert (found.predicate != NONE).all()
    assert (np.diff(found.predicate) >= 0).all()
    assert (tokens[:, 1:] != NONE).any(axis=1).all()
    assert len({tuple(row) for row in tokens.tolist()}) == len(found)
