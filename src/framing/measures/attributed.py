"""Tags into attributions: spans of sources, cues and contents, and which of them belong together.

Every cue is one attribution. Its source is the nearest one in its sentence; a stretch of content belongs to the nearest cue of
its sentence, words of sources between them not counted; a quotation that goes on without a cue belongs to the cue before it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.surroundings import COLON, COMMA, signs
from framing.measures.tagger import CONTENT, CUE, CUE_BEGINS, OUTSIDE, SOURCE, SOURCE_BEGINS
from framing.text.batch import Batch

__all__ = ["NOBODY", "Attributions", "Stretches", "attributions", "completed", "supplied"]

Ints = NDArray[np.int64]

NOBODY = -1
"""In place of a source, or of a cue."""

OTHER_CUE = 6
"""How many words a cue between a cue and a source counts for: a subject seldom stands beyond another verb of saying."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Spans of words within sentences: first and last word of each, in order of place."""

    first: Ints
    last: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Attributions:
    """Cues, sources and contents; `source` gives each cue's source, `cue` each content's cue (`NOBODY`: none)."""

    cues: Stretches
    sources: Stretches
    contents: Stretches
    source: Ints
    cue: Ints
    colon: NDArray[np.bool_]
    """Whether a cue is the bare colon behind its source ("Petrova: It is new"): its word is the source's last."""
    carried: NDArray[np.bool_]
    """Whether a content's cue stands in another sentence of its paragraph."""


def attributions(batch: Batch, tags: NDArray[np.int8], paragraph: Ints) -> Attributions:
    """Put tags together. `paragraph` numbers the paragraph of every sentence; an empty batch gives no attributions."""
    sentence = batch.words.sentence.astype(np.int64)
    cues = _stretches(sentence, np.isin(tags, [CUE_BEGINS, CUE]), tags == CUE_BEGINS)
    sources = _stretches(sentence, np.isin(tags, [SOURCE_BEGINS, SOURCE]), tags == SOURCE_BEGINS)
    contents = _stretches(sentence, tags == CONTENT, np.zeros(len(tags), bool))
    cues, colon = _with_colons(cues, batch, tags)
    source = _source_of(cues, sources, sentence, tags)
    cue = _cue_of(contents, cues, sentence, tags)
    carried = cue == NOBODY
    cue = _carried(cue, paragraph[sentence[contents.first]])
    return Attributions(cues, sources, contents, source, cue, colon, carried)


LEFT_OUT = 8
"""Words at most that a content is completed by."""


def completed(batch: Batch, tags: NDArray[np.int8]) -> None:
    """Let contents go on over a few untagged words to the sign, tag or sentence end that parts them from what follows."""
    size = len(tags)
    if not size:
        return
    sentence = batch.words.sentence
    parted = np.append(True, sentence[1:] != sentence[:-1]) | (signs(batch) >= COMMA) & ~batch.words.joined
    run = (tags == OUTSIDE).astype(np.int8)
    bounds = np.append(np.flatnonzero(np.append(True, (np.diff(run) != 0) | parted[1:])), size)
    first, last = bounds[:-1], bounds[1:]
    short = (run[first] == 1) & (last - first <= LEFT_OUT) & (first > 0) & ~parted[first]
    short &= tags[np.maximum(first - 1, 0)] == CONTENT
    after = np.minimum(last, size - 1)
    short &= (last == size) | parted[after] | (tags[after] == CONTENT)
    for low, high in zip(first[short].tolist(), last[short].tolist(), strict=True):
        tags[low:high] = CONTENT


SHORTEST = 3
"""Words that a content supplied by rule has at least."""


def supplied(batch: Batch, tags: NDArray[np.int8], told: Attributions) -> None:
    """Give cues without a content the clause that a comma parts from them ("It sank, officials said").

    Only a clause without any tag that reaches to the beginning or end of the sentence is taken.
    """
    sentence, first_word, sign = batch.words.sentence, batch.sentences.first_word, signs(batch)
    none = np.flatnonzero(np.bincount(told.cue[told.cue >= 0], minlength=len(told.cues)) == 0)
    for row in none.tolist():
        low, high = int(told.cues.first[row]), int(told.cues.last[row]) + 1
        source = int(told.source[row])
        if source >= 0:
            low, high = min(low, int(told.sources.first[source])), max(high, int(told.sources.last[source]) + 1)
        begin, end = first_word[sentence[low]], first_word[sentence[low] + 1]
        before, after = sign[low] == COMMA, high < end and sign[high] == COMMA and low == begin
        clauses = ((begin, low, low < end and before), (high, end, after))
        for a, b, parted in clauses:
            if parted and b - a >= SHORTEST and not tags[a:b].any():
                tags[a:b] = CONTENT
                break


def _stretches(sentence: Ints, own: NDArray[np.bool_], begins: NDArray[np.bool_]) -> Stretches:
    """Give runs of words of one kind; they end with their sentence, and where another begins."""
    new = np.append(True, sentence[1:] != sentence[:-1])[: len(own)]
    first = own & (new | begins | ~np.append(False, own[:-1])[: len(own)])
    last = own & np.append(first[1:] | ~own[1:] | new[1:], True)[: len(own)]
    return Stretches(np.flatnonzero(first), np.flatnonzero(last))


def _with_colons(cues: Stretches, batch: Batch, tags: NDArray[np.int8]) -> tuple[Stretches, NDArray[np.bool_]]:
    """Add the bare colons between a source and a content of one sentence."""
    sentence = batch.words.sentence
    at = np.flatnonzero((tags[1:] == CONTENT) & np.isin(tags[:-1], [SOURCE_BEGINS, SOURCE]))
    at = at[(signs(batch)[at + 1] == COLON) & (sentence[at] == sentence[at + 1])]
    first, last = np.append(cues.first, at), np.append(cues.last, at)
    order = np.argsort(first, kind="stable")
    return Stretches(first[order], last[order]), np.asarray(order >= len(cues), bool)


def _source_of(cues: Stretches, sources: Stretches, sentence: Ints, tags: NDArray[np.int8]) -> Ints:
    """Give the nearest source in each cue's sentence; other cues between them make it farther."""
    weight = np.where(tags == CUE_BEGINS, OTHER_CUE, 1)
    return _nearest(cues, sources, sentence, weight)


def _cue_of(contents: Stretches, cues: Stretches, sentence: Ints, tags: NDArray[np.int8]) -> Ints:
    """Give the nearest cue in each content's sentence; words of sources between them are not counted."""
    return _nearest(contents, cues, sentence, np.where((tags == SOURCE_BEGINS) | (tags == SOURCE), 0, 1) + (tags == CONTENT))


def _nearest(whose: Stretches, others: Stretches, sentence: Ints, weight: Ints) -> Ints:
    """Give for each stretch the nearest other of its sentence, weights of the words between them added; the left one of two."""
    if not len(others) or not len(whose):
        return np.full(len(whose), NOBODY, np.int64)
    run = np.append(0, np.cumsum(weight))
    after = np.searchsorted(others.first, whose.first)
    best, least = np.full(len(whose), NOBODY, np.int64), np.full(len(whose), np.iinfo(np.int64).max)
    for step in (-1, 0):
        at = after + step
        there = np.clip(at, 0, len(others) - 1)
        same = (at >= 0) & (at < len(others)) & (sentence[others.first[there]] == sentence[whose.first])
        left, right = np.where(step < 0, others.last[there], whose.last), np.where(step < 0, whose.first, others.first[there])
        far = run[np.maximum(right, left + 1)] - run[left + 1]
        nearer = same & (far < least)
        best, least = np.where(nearer, there, best), np.where(nearer, far, least)
    return best


def _carried(cue: Ints, paragraph: Ints) -> Ints:
    """Give contents without a cue in their sentence that of the content before them, else after them, in their paragraph."""
    for way in (1, -1):
        order = np.arange(len(cue))[::way]
        known = np.where(cue[order] >= 0, np.arange(len(order)), -1)
        last = np.maximum.accumulate(known) if len(known) else known
        carrier = order[np.maximum(last, 0)] if len(order) else order
        lent = (cue[order] < 0) & (last >= 0) & (paragraph[carrier] == paragraph[order])
        cue = cue.copy()
        cue[order[lent]] = cue[carrier[lent]]
    return cue
