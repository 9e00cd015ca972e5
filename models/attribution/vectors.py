"""Word vectors for the attribution tagger: `python -m models.attribution.vectors CORPUS OUT`.

Positional co-occurrence, positive pointwise mutual information, truncated singular value decomposition.

Reads the words of a corpus of news and writes one vector a frequent word (Levy, Goldberg & Dagan 2015). Contexts are the most
frequent words at the four places around a word, each place apart, so that words of a kind (verbs of saying) come together.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from sklearn.utils.extmath import randomized_svd

from framing.corpus.documents import Document
from framing.corpus.read import read
from framing.text.build import build

WORDS, CONTEXTS, SIZE, SEED = 16_000, 1_500, 56, 20240619
PLACES = (-2, -1, 1, 2)
SMOOTHING = 0.75
"""Power of context counts (Levy et al. 2015)."""
SHARD = 500


def main(corpus: Path, out: Path) -> None:
    """Write words and vectors of a corpus."""
    stream = _shards(corpus)
    total: Counter[str] = Counter()
    for types, ids, _ in stream:
        for word, n in zip(types, np.bincount(ids, minlength=len(types)).tolist(), strict=True):
            total[word] += n
    vocabulary = [word for word, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:WORDS]]
    place = {word: at for at, word in enumerate(vocabulary)}
    counts = scipy.sparse.csr_matrix((WORDS, CONTEXTS * len(PLACES)), dtype=np.float64)
    for types, ids, sentence in stream:
        code = np.array([place.get(word, -1) for word in types])[ids]
        for k, step in enumerate(PLACES):
            counts = counts + _pairs(code, sentence, step, k)
    vectors = _svd(counts)
    np.savez_compressed(out, words=np.array(vocabulary), vectors=vectors.astype(np.float32))


def _shards(corpus: Path) -> list[tuple[list[str], NDArray[np.int64], NDArray[np.int64]]]:
    shards, documents = [], []
    for document in read([corpus]):
        documents.append(document)
        if len(documents) == SHARD:
            shards.append(_words(documents))
            documents = []
    return [*shards, _words(documents)] if documents else shards


def _words(documents: list[Document]) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    batch = build(documents)
    return batch.words.types.to_pylist(), batch.words.type.astype(np.int64), batch.words.sentence.astype(np.int64)


def _pairs(code: NDArray[np.int64], sentence: NDArray[np.int64], step: int, k: int) -> scipy.sparse.csr_matrix:
    here, there = (np.arange(len(code) - abs(step)) + max(0, s) for s in (-step, step))
    kept = (sentence[here] == sentence[there]) & (code[here] >= 0) & (code[there] >= 0) & (code[there] < CONTEXTS)
    cell = (code[here][kept], code[there][kept] + k * CONTEXTS)
    return scipy.sparse.coo_matrix((np.ones(int(kept.sum())), cell), (WORDS, CONTEXTS * len(PLACES))).tocsr()


def _svd(counts: scipy.sparse.csr_matrix) -> NDArray[np.float64]:
    rows, columns = np.asarray(counts.sum(1)).ravel(), np.asarray(counts.sum(0)).ravel() ** SMOOTHING
    table = counts.tocoo()
    pmi = np.log(np.maximum(table.data * columns.sum() / (rows[table.row] * np.maximum(columns[table.col], 1e-9)), 1e-9))
    kept = pmi > 0
    positive = scipy.sparse.csr_matrix((pmi[kept], (table.row[kept], table.col[kept])), counts.shape)
    u, s, _ = randomized_svd(positive, SIZE, random_state=SEED, n_iter=4)
    vectors = u * np.sqrt(s)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
