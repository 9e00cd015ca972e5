"""A trained tagger: which words are a source, a cue or the content of an attribution.

A small convolutional network (dilated convolutions over word vectors, after Strubell et al. 2017) scores six tags a word; a
chain of tags (Lafferty et al. 2001) takes the best sequence of each sentence (Viterbi 1967). Read with numpy; how it was
trained stands in models/attribution.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from framing.measures.surroundings import SIZES, codes, endings, rows
from framing.text.batch import Batch

__all__ = ["OUTSIDE", "TAGS", "Tagger", "best_tags", "load_tagger"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

TAGS = ("outside", "source begins", "source", "cue begins", "cue", "content")
OUTSIDE, SOURCE_BEGINS, SOURCE, CUE_BEGINS, CUE, CONTENT = range(6)

PLACES: tuple[tuple[int, ...], ...] = ((-2, -1, 0, 1, 2), (-2, 0, 2), (-4, 0, 4), (-8, 0, 8))
"""Which words around each word a layer looks at."""

PADDING = 8
"""Empty rows between documents, as far as a layer looks: what one document says never depends on its neighbours."""

ROWS = 3_072
"""Words scored at a time: what they take stays in the processor's cache."""

DIGITS = 1_000
"""Scores are rounded to whole thousandths before tags are chosen, so that the last bits of a processor do not matter."""


@dataclass(frozen=True)
class Tagger:
    """The weights of a trained tagger."""

    vocabulary: tuple[str, ...]
    weights: dict[str, Floats]

    def __call__(self, batch: Batch) -> NDArray[np.int8]:
        """Give every word of a batch its tag; an empty batch gives none."""
        return self.tags(batch, self.scores(batch))

    def scores(self, batch: Batch) -> Ints:
        """Give the score of every word for every tag in whole thousandths, words × tags."""
        scores = np.empty((len(batch.words.type), len(TAGS)), np.float32)
        if len(scores):
            for low, high, part in self._inputs(batch):
                scores[low:high] = self._scored(part)
        return np.rint(scores * DIGITS).astype(np.int32)

    def tags(self, batch: Batch, scores: Ints) -> NDArray[np.int8]:
        """Give the best tags of a batch's sentences, given its scores."""
        if not len(scores):
            return np.zeros(0, np.int8)
        between = np.rint(self.weights["between"] * DIGITS).astype(np.int32)
        first = np.rint(self.weights["first"] * DIGITS).astype(np.int32)
        return best_tags(scores, batch.sentences.first_word.astype(np.int64), between, first)

    def _inputs(self, batch: Batch) -> Iterator[tuple[int, int, tuple[Floats, NDArray[np.intp]]]]:
        """Yield stretches of documents: first and last word, rows with padding, and where the words stand in them."""
        words, w = batch.words, self.weights
        by_type = w["word"][rows(words.types, self.vocabulary)] + w["ending"][endings(words.types)]
        kind, beside = self._beside(codes(batch))
        owner = batch.sentences.document[words.sentence]
        bounds = np.searchsorted(owner, np.arange(len(batch.documents) + 1))
        size = by_type.shape[1]
        for low, high in _stretches(bounds):
            place = np.arange(high - low) + PADDING * (1 + owner[low:high] - owner[low])
            x = np.zeros((int(place[-1]) + 1 + PADDING, size + w["before"].shape[1]), np.float32)
            x[place, :size] = by_type[words.type[low:high]]
            x[place, size:] = beside[kind[low:high]]
            yield low, high, (x, place)

    def _beside(self, around: dict[str, NDArray[np.int8]]) -> tuple[NDArray[np.intp], Floats]:
        """Give each word the number of its combination of surroundings, and what every combination adds."""
        kind: NDArray[np.intp] = np.zeros(len(around["before"]), np.intp)
        beside = np.zeros((1, self.weights["before"].shape[1]), np.float32)
        for name, size in SIZES.items():
            kind = kind * size + around[name]
            beside = (beside[:, None] + self.weights[name][None]).reshape(-1, beside.shape[1])
        return kind, beside

    def _scored(self, part: tuple[Floats, NDArray[np.intp]]) -> Floats:
        """Give the scores of a stretch of documents, words × tags; rows and places as `_inputs` gives them."""
        h, place = part
        padding = np.ones(len(h), bool)
        padding[place] = False
        n, weights = len(h) - 2 * PADDING, self.weights
        for at, places in enumerate(PLACES):
            z = np.broadcast_to(weights[f"b{at}"], (n, len(weights[f"b{at}"]))).copy()
            for step, share in zip(places, np.split(weights[f"w{at}"], len(places)), strict=True):
                z += h[PADDING + step : PADDING + step + n] @ share
            np.maximum(z, 0, out=z)
            if at == 0:
                h = np.zeros((len(h), z.shape[1]), np.float32)
            h[PADDING : PADDING + n] += z
            h[padding] = 0
        return np.asarray(h[place] @ weights["wo"] + weights["bo"], np.float32)


def _stretches(bounds: NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Cut documents (given by their bounds) into stretches of about `ROWS` words."""
    low = 0
    for high in bounds[1:].tolist():
        if high - low >= ROWS:
            yield low, high
            low = high
    if low < bounds[-1]:
        yield low, int(bounds[-1])


def best_tags(scores: Ints, bounds: NDArray[np.int64], between: Ints, first: Ints) -> NDArray[np.int8]:
    """Give the best sequence of tags of every sentence: all sentences take a step together (Viterbi 1967).

    Args:
        scores: words × tags.
        bounds: where each sentence's words begin, and the end of the last.
        between: tags × tags, from row to column.
        first: of a sentence's first tag.

    Examples:
        >>> import numpy as np
        >>> scores = np.array([[5, 0], [1, 2], [0, 9]])
        >>> best_tags(scores, np.array([0, 2, 3]), np.array([[0, -4], [0, 0]]), np.array([0, 0])).tolist()
        [0, 0, 1]
    """
    length = np.diff(bounds)
    order = np.argsort(-length, kind="stable")
    start, length = bounds[:-1][order], length[order]
    longest = int(length[0]) if len(length) else 0
    back = np.zeros((len(scores), scores.shape[1]), np.int8)
    alive = np.searchsorted(-length, -np.arange(1, longest + 1), side="right")
    best = scores[start[: alive[0]]] + first if longest else np.zeros((0, scores.shape[1]), np.int64)
    for step in range(1, longest):
        n = alive[step]
        paths = best[:n, :, None] + between
        row = start[:n] + step
        came = paths.argmax(axis=1)
        back[row] = came
        best[:n] = np.take_along_axis(paths, came[:, None], axis=1)[:, 0] + scores[row]
    return _traced(back, best.argmax(axis=1).astype(np.int8), start, length, alive)


def _traced(
    back: NDArray[np.int8], last: NDArray[np.int8], start: NDArray[np.int64], length: NDArray[np.int64], alive: NDArray[np.intp]
) -> NDArray[np.int8]:
    tags = np.zeros(len(back), np.int8)
    tag = last.copy()
    for step in range(len(alive) - 1, -1, -1):
        n = alive[step]
        row = start[:n] + step
        tags[row] = tag[:n]
        if step:
            tag[:n] = back[row, tag[:n]]
    del length
    return tags


@cache
def load_tagger(name: str = "attribution-news") -> Tagger:
    """Read a tagger that the package ships."""
    with resources.files("framing.measures").joinpath("weights", f"{name}.npz").open("rb") as file:
        arrays = dict(np.load(file, allow_pickle=False))
    vocabulary = bytes(arrays.pop("vocabulary")).decode().split("\n")
    return Tagger(tuple(vocabulary), {key: value.astype(np.float32) for key, value in arrays.items()})
