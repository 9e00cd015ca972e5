"""Word vectors from news: what stands one and two places to the left and right of a word (positive PMI, truncated SVD).

A context word counts apart for each place (Ling et al. 2015), which tells what a word does more than what it is about.
Levy, Goldberg & Dagan 2015: counts smoothed to the power 0.75, singular values to the power 0.5.
"""

from __future__ import annotations

import gzip
import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.text.normalise import PLAIN

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from spacy.language import Language

WORDS, CONTEXTS, LEAST = 20_000, 5_000, 12
WIDTH = 64
PLACES = (-2, -1, 1, 2)
SMOOTHING = 0.75
SEED = 7

Ints = NDArray[np.int32]


def word_vectors(nlp: Language, corpus: Path) -> None:
    """Give a pipeline vectors for the commonest lower-case forms of a gzipped JSONL file's texts."""
    from spacy.vectors import Vectors

    forms, stream = tokens(nlp, corpus)
    counts = np.bincount(stream[stream >= 0])
    order = np.argsort(-counts, kind="stable")
    kept = order[:WORDS][counts[order[:WORDS]] >= LEAST]
    rank = np.full(len(counts) + 1, -1, np.int32)
    rank[kept] = np.arange(len(kept), dtype=np.int32)
    data = factors(cooccurrence(rank[stream], len(kept)))
    keys = [nlp.vocab.strings.add(forms[word]) for word in kept.tolist()]
    nlp.vocab.vectors = Vectors(data=data, keys=keys, strings=nlp.vocab.strings, attr="LOWER", name="news")


def tokens(nlp: Language, corpus: Path) -> tuple[list[str], Ints]:
    """Give the distinct forms, and the texts as one stream of their numbers with -1 between paragraphs."""
    number: dict[str, int] = {}
    cut: dict[str, list[int]] = {}

    def numbers(chunk: str) -> list[int]:
        if chunk not in cut:
            cut[chunk] = [number.setdefault(token.lower_, len(number)) for token in nlp.tokenizer(chunk)]
        return cut[chunk]

    pieces: list[Ints] = []
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            paragraphs = json.loads(line)["text"].translate(PLAIN).split("\n")
            pieces += (np.fromiter(chain([-1], *map(numbers, each.split())), np.int32) for each in paragraphs)
    return list(number), np.concatenate(pieces)


def cooccurrence(stream: Ints, size: int) -> csr_matrix:
    """Count words by contexts, a sparse matrix with a column for each context word at each place."""
    from scipy.sparse import coo_matrix

    rows, columns = [], []
    for turn, place in enumerate(PLACES):
        word, context = (stream[:-place], stream[place:]) if place > 0 else (stream[-place:], stream[:place])
        both = (word >= 0) & (context >= 0) & (context < CONTEXTS)
        rows.append(word[both])
        columns.append(context[both] + turn * CONTEXTS)
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (size, len(PLACES) * CONTEXTS)
    return coo_matrix((np.ones(len(row), np.float32), (row, column)), shape=shape).tocsr()


def factors(counts: csr_matrix) -> NDArray[np.float32]:
    """Give each row a vector of unit length from the positive pointwise mutual information."""
    from sklearn.utils.extmath import randomized_svd

    total = counts.sum()
    by_row = np.asarray(counts.sum(axis=1)).ravel()
    by_column = np.asarray(counts.sum(axis=0)).ravel() ** SMOOTHING
    by_column *= total / by_column.sum()
    entries = counts.tocoo()
    information = np.log(entries.data * total / (by_row[entries.row] * by_column[entries.col]))
    entries.data = np.maximum(information, 0).astype(np.float32)
    left, values, _ = randomized_svd(entries.tocsr(), WIDTH, n_iter=4, random_state=SEED)
    data = left * np.sqrt(values)
    data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-8)
    return np.ascontiguousarray(data.astype(np.float16), np.float32)
