"""How alike passages are: vectors of passages, one a row, whose product is their cosine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = ["TFIDF", "Vectors", "cosines", "vectors"]

Vectors: TypeAlias = "csr_matrix | NDArray[np.float64]"
"""A row a passage, of length 1 (0 for a passage without words)."""

TFIDF = "tfidf"
"""Named in tables where words, not an embedding model, were compared."""

WORD = r"(?u)\b\w[\w'’-]+\b"
"""Two letters or more; hyphens and apostrophes stay within a word."""

Floats = NDArray[np.float64]


def vectors(texts: Sequence[str], embeddings: str = "") -> Vectors:
    """Give a unit vector a passage: TF-IDF of its words and pairs of words, or an embedding.

    The weights of words are those of these passages: hand over all passages of a study at once. Frequencies within a
    passage are damped (1 + log), so that a name said three times does not outweigh three words. Source: Salton & Buckley
    1988; implementation: scikit-learn's TfidfVectorizer.

    Args:
        texts: passages; an empty list gives no rows.
        embeddings: name or folder of an installed sentence-transformers model; nothing is downloaded.

    Raises:
        InputError: the model, or the package that runs it, is not installed.

    Examples:
        >>> table = vectors(["The pact was signed on Monday.", "On Monday the pact was signed.", "Rain fell."])
        >>> [round(float(each), 1) for each in cosines(table, [0], [1, 2])[0]]
        [0.9, 0.0]
    """
    if embeddings:
        return _embedded(texts, embeddings)
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(any(letter.isalnum() for letter in text) for text in texts):
        return csr_matrix((len(texts), 0), dtype=np.float64)
    weigh = TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), sublinear_tf=True, dtype=np.float64)
    return weigh.fit_transform(texts)


def _embedded(texts: Sequence[str], model: str) -> Floats:
    import importlib.util

    if importlib.util.find_spec("sentence_transformers") is None:
        raise InputError(f'embeddings "{model}": sentence-transformers is not installed; install it, or leave embeddings out')
    from importlib import import_module

    try:
        loaded = import_module("sentence_transformers").SentenceTransformer(model, local_files_only=True)
    except (OSError, ValueError) as error:
        line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise InputError(f'embeddings "{model}": no such model is installed ({line}); name the folder that holds it') from None
    return np.asarray(loaded.encode(list(texts), normalize_embeddings=True), dtype=np.float64)


def cosines(table: Vectors, first: Sequence[int] | NDArray[np.intp], second: Sequence[int] | NDArray[np.intp]) -> Floats:
    """Give the cosine of every row of `first` with every row of `second`."""
    product = table[first] @ table[second].T
    return np.asarray(product.todense() if hasattr(product, "todense") else product, dtype=np.float64)
