"""Clauses cover the sentences asked for, and weights add up alike however documents are batched."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document, Section
from framing.measures.hedged import clauses
from framing.measures.hedging import Stance
from framing.text.build import build

WORDS = tuple("may left and that because is suggest the port , expected to seen as Oslo Riga".split())  # noqa: SIM905
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4)


def _document(name: str, text: str) -> Document:
    section = Section("01", "lead", 0, "", 0, len(text))
    return Document(id=name, text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_sentence_is_in_one_clause_and_clauses_rise(texts: list[str]) -> None:
    batch = build([_document(str(at), text) for at, text in enumerate(texts)])
    of_word = clauses(batch, np.arange(len(batch.sentences), dtype=np.int32))
    assert (of_word >= 0).all()
    step = np.diff(of_word)
    assert ((step == 0) | (step == 1)).all()
    first = batch.sentences.first_word[1:-1]
    inner = first[(first > 0) & (first < len(of_word))]
    assert (of_word[inner] > of_word[inner - 1]).all()


@given(SENTENCES)
@settings(max_examples=40, deadline=None)
def test_a_document_is_read_alike_alone_and_among_others(texts: list[str]) -> None:
    documents = [_document(str(at), text) for at, text in enumerate(texts)]
    together = build(documents)
    hedges = Stance()(together, [])[0]
    for at, document in enumerate(documents):
        alone = Stance()(build([document]), [])[0]
        own = together.sentences.document[hedges.sentence] == at
        assert alone.start.tolist() == hedges.start[own].tolist()
        assert [alone.labels[k] for k in alone.label] == [hedges.labels[k] for k in hedges.label[own]]
