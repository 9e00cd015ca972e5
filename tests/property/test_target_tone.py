"""Tone towards an actor does not hang on the order of mentions, on neighbouring sentences, or on what else is in a batch."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.target_tone import chances
from framing.text.build import build

WORDS = st.sampled_from(["lied", "praised", "not", "the", "brave", "attack", "by", "Oslo", "was", "never", "hope,", '"good"'])
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(lambda words: "Norland " + " ".join(words) + "."), min_size=1)


@settings(max_examples=40, deadline=None)
@given(SENTENCES, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(sentences: list[str], random: object) -> None:
    batch = build([segment(Document(id="1", text=" ".join(sentences)))])
    first = np.arange(len(batch.words.type))
    order = list(range(len(first)))
    random.shuffle(order)  # type: ignore[attr-defined]
    straight = chances(batch, first, first + 1)
    assert (chances(batch, first[order], first[order] + 1) == straight[order]).all()


@settings(max_examples=40, deadline=None)
@given(SENTENCES)
def test_each_document_is_judged_as_if_alone(sentences: list[str]) -> None:
    documents = [segment(Document(id=str(at), text=text)) for at, text in enumerate(sentences)]
    together = build(documents)
    first = np.arange(len(together.words.type))
    alone = [build([document]) for document in documents]
    each = [chances(one, np.arange(len(one.words.type)), np.arange(len(one.words.type)) + 1) for one in alone]
    assert (chances(together, first, first + 1) == np.concatenate(each)).all()
