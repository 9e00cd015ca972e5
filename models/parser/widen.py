"""The pipeline that is trained further, with more in its words' vectors: what the teacher makes of each, cut to 64 numbers.

Weights of the new numbers begin as zeros, so that the pipeline parses at first as it did.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["vocabulary", "widened"]

Floats = NDArray[np.float32]

WIDTH = 64


def vocabulary(nlp: Language) -> list[str]:
    """Give the words that have vectors, in the order of their rows."""
    rows = sorted((row, key) for key, row in nlp.vocab.vectors.key2row.items())
    return [nlp.vocab.strings[key] for _, key in rows]


def widened(shipped: Path, teacher: Path) -> Language:
    """Give a pipeline with the vectors of `teacher` (npz, `vectors` in the order of `vocabulary`) behind its own."""
    import spacy
    from spacy.vectors import Vectors

    nlp = spacy.load(shipped)
    old = np.asarray(nlp.vocab.vectors.data, np.float32)
    data = np.hstack([old, principal(np.load(teacher)["vectors"])])
    keys = [nlp.vocab.strings[word] for word in vocabulary(nlp)]
    nlp.vocab.vectors = Vectors(data=data, keys=keys, strings=nlp.vocab.strings, attr="LOWER", name="news")
    network: Any = nlp.get_pipe("tok2vec")
    for node in network.model.walk():
        if node.name == "static_vectors":
            weights = node.get_param("W")
            node._dims["nM"] = data.shape[1]  # `set_dim` refuses while there are weights
            node.set_param("W", np.hstack([weights, np.zeros((len(weights), WIDTH), np.float32)]))
    return nlp


def principal(vectors: NDArray[np.float64]) -> Floats:
    """Give each row its components along the directions that differ most, at unit length; half floats' precision."""
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    data = centred @ directions[:, ::-1][:, :WIDTH]
    data /= np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-8)
    return np.ascontiguousarray(data.astype(np.float16), np.float32)
