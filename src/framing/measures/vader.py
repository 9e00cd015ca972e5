"""VADER's rules (Hutto & Gilbert 2014) over arrays: equal to vaderSentiment 3.3.2, number for number.

One word in fourteen of news is in the lexicon; only these look at their neighbours (`framing.measures.vader_context`).
Every float operation stands in the order in which vaderSentiment does it, so that the last bit is the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.measures.vader_context import valences
from framing.measures.vader_lexicon import SEVERAL, vocabulary
from framing.measures.vader_words import Tokens, distinct

__all__ = ["Scored", "contrast", "four_scores", "score", "ten_thousandths"]

ALPHA = 15.0
"""Normalises a sum to −1 … 1: sum / √(sum² + 15) (`normalize` in vaderSentiment)."""
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
EXCLAMATION, EXCLAMATIONS_AT_MOST = 0.292, 4
QUESTION, QUESTIONS_AT_MOST, MANY_QUESTIONS = 0.18, 3, 0.96
"""Constants of `_but_check`, `_amplify_ep` and `_amplify_qm`, which vaderSentiment does not name."""
NEARLY_ZERO = 1e-9
"""A sum below this is 0 but for rounding."""
_ROUNDED_ALIKE = 2
"""Of no more values than this, a sum is rounded once, whichever way it is made."""

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scored:
    """What VADER makes of sentences: the words that count, in order, and each sentence's compound.

    `word` is a word's place among the chunks, `code` its entry in the vocabulary, `valence` its valence in context, as it
    enters the sentence's sum. `words` counts a sentence's words; `emphasis` is what its exclamation and question marks
    add to the side that prevails.
    """

    word: Places
    code: Codes
    sentence: Ints
    valence: Floats
    words: Ints
    emphasis: Floats
    compound: Floats

    def with_sentences(self, sentences: NDArray[Any], again: Scored, place: Places) -> Scored:
        """Put other scores of some sentences in; `place` is where their words stand among the chunks."""
        affected = np.zeros(len(self.compound), np.bool_)
        affected[sentences] = True
        kept = (~affected.take(self.sentence, mode="clip")).nonzero()[0]
        word = np.concatenate([self.word.take(kept), place.take(again.word)])
        order = word.argsort(kind="stable")
        columns = [getattr(self, name).copy() for name in ("words", "emphasis", "compound")]
        for column, name in zip(columns, ("words", "emphasis", "compound"), strict=True):
            column[sentences] = getattr(again, name)
        return Scored(
            word.take(order),
            np.concatenate([self.code.take(kept), again.code]).take(order),
            np.concatenate([self.sentence.take(kept), sentences.astype(np.int32).take(again.sentence)]).take(order),
            np.concatenate([self.valence.take(kept), again.valence]).take(order),
            *columns,
        )


def score(tokens: Tokens) -> Scored:
    """Score every sentence; one without words has compound 0 and no row among the words."""
    plain = _score(tokens)
    if not tokens.types.split:
        return plain
    several = tokens.notable[tokens.code(tokens.notable) == SEVERAL]
    sentences = distinct(tokens.sentence[several], len(tokens))
    part, place = tokens.only(sentences)
    return plain.with_sentences(sentences, _score(part), place)


def _score(tokens: Tokens) -> Scored:
    known, notable = vocabulary(), tokens.notable
    code = tokens.code(notable)
    but = notable[code == known.code["but"]]
    lexical = (code >= known.lexical).nonzero()[0]
    valence = valences(tokens, code, lexical)
    word, code = notable.take(lexical), code.take(lexical)
    sentence = tokens.sentence.take(word)
    valence = _but(tokens, but, word, sentence, valence)
    counts = valence.nonzero()[0]
    word, code, sentence, valence = word.take(counts), code.take(counts), sentence.take(counts), valence.take(counts)
    emphasis = _emphasis(tokens)
    total = _sums(sentence, valence, len(tokens))
    total += np.copysign(emphasis, total) * (total != 0)
    compound = total / np.sqrt(total * total + ALPHA)
    return Scored(word, code, sentence, valence, tokens.first[1:] - tokens.first[:-1], emphasis, compound)


def _but(tokens: Tokens, places: Places, word: Places, sentence: Ints, valence: Floats) -> Floats:
    """Follow `_but_check`: halve what stands before a sentence's first "but", add half to what stands after."""
    if not len(places):
        return valence
    but = np.full(len(tokens), -1, np.int64)
    but[tokens.sentence[places[::-1]]] = places[::-1]
    rows = ((but >= 0).take(sentence, mode="clip") & (valence != 0)).nonzero()[0]
    number, old = sentence.take(rows), valence.take(rows)
    before = word.take(rows) < but.take(number)
    changed = old * np.where(before, BEFORE_BUT, AFTER_BUT)
    for again in _ambiguous(number, old, changed):
        changed[again] = contrast(old[again].tolist(), int(before[again].sum()))
    valence = valence.copy()
    valence[rows] = changed
    return valence


def _ambiguous(sentence: Ints, old: Floats, new: Floats) -> list[slice]:
    """Give the rows of sentences in which a changed value may equal one still to be changed."""
    keys_old, keys_new = ((sentence.astype(np.int64) << 32) + np.rint(values * 1e6).astype(np.int64) for values in (old, new))
    keys_old.sort()
    at = keys_old.searchsorted(keys_new)
    asked = sentence[keys_old.take(at, mode="clip") == keys_new]
    first, last = (sentence.searchsorted(asked, side=side) for side in ("left", "right"))
    return [slice(start, end) for start, end in dict.fromkeys(zip(first.tolist(), last.tolist(), strict=True))]


def contrast(valences: Sequence[float], before: int) -> list[float]:
    """Follow vaderSentiment's "but" where valences repeat: it looks a value up and changes the first that equals it.

    `valences` are those of a sentence's words, none 0; `before` is how many of them stand before "but".
    None gives none.

    Examples:
        >>> contrast([2.0, -1.0], before=1)
        [1.0, -1.5]
        >>> contrast([2.0, 1.0, 3.0], before=1)
        [0.5, 1.0, 4.5]
    """
    values = list(valences)
    holders: dict[float, list[int]] = {}
    for place, value in enumerate(values):
        holders.setdefault(value, []).append(place)
    for held in holders.values():
        heapify(held)
    for place in range(len(values)):
        value = values[place]
        first = heappop(holders[value])
        values[first] = value * (BEFORE_BUT if first < before else AFTER_BUT)
        heappush(holders.setdefault(values[first], []), first)
    return values


def _emphasis(tokens: Tokens) -> Floats:
    """Follow `_punctuation_emphasis`: up to four "!" and two or more "?" add to a sentence's sum."""
    types = tokens.types
    type_ = tokens.type.take(tokens.notable)
    marked = types.marked.take(type_, mode="clip").nonzero()[0]
    sentence, type_ = tokens.sentence.take(tokens.notable.take(marked)), type_.take(marked)
    exclamations, questions = (
        np.bincount(sentence, weights=count[type_], minlength=len(tokens)) for count in (types.exclamations, types.questions)
    )
    asked = np.where(questions > QUESTIONS_AT_MOST, MANY_QUESTIONS, questions * QUESTION) * (questions > 1)
    emphasis: Floats = np.minimum(exclamations, EXCLAMATIONS_AT_MOST) * EXCLAMATION + asked
    return emphasis


def _sums(sentence: Ints, valence: Floats, length: int) -> Floats:
    """Add up from left to right, sentence by sentence, as `sum` does."""
    total: Floats = np.bincount(sentence, weights=valence, minlength=length).astype(np.float64)
    # from Python 3.12 on `sum` compensates rounding, and whether such a sum is 0 decides on the emphasis
    cancelled = (np.abs(total) < NEARLY_ZERO).take(sentence, mode="clip")
    places = distinct(sentence[cancelled], length)
    first, last = (sentence.searchsorted(places, side=side) for side in ("left", "right"))
    several = (last - first > _ROUNDED_ALIKE).nonzero()[0]
    for place, start, end in zip(*(column[several].tolist() for column in (places, first, last)), strict=True):
        total[place] = sum(valence[start:end].tolist())
    return total


def four_scores(scored: Scored) -> dict[str, Floats]:
    """Give vaderSentiment's four scores a sentence, rounded as it rounds them: neg, neu, pos, compound."""
    length = len(scored.words)
    positive, negative = scored.valence > 0, scored.valence < 0
    # one more for each word: words outside the lexicon count one
    pos: Any = np.bincount(scored.sentence[positive], weights=scored.valence[positive] + 1, minlength=length)
    neg: Any = np.abs(np.bincount(scored.sentence[negative], weights=scored.valence[negative] - 1, minlength=length))
    neu: Any = scored.words - np.bincount(scored.sentence, minlength=length)
    pos, neg = pos + scored.emphasis * (pos > neg), neg + scored.emphasis * (pos < neg)
    total = np.where(scored.words > 0, pos + neg + neu, 1.0)
    columns = {"neg": neg / total, "neu": neu / total, "pos": pos / total, "compound": scored.compound}
    return {name: _rounded(values, 4 if name == "compound" else 3) for name, values in columns.items()}


def _rounded(values: Floats, digits: int) -> Floats:
    """Round as Python does, which is not as numpy does where a value lies half way."""
    return np.array([round(value, digits) for value in values.tolist()], np.float64)


def ten_thousandths(values: Floats) -> Ints:
    """Give values × 10⁴ as integers, rounded as Python's `round(value, 4)`.

    Examples:
        >>> ten_thousandths(np.array([0.44043, -0.00005, 0.00015]))
        array([4404,   -1,    1], dtype=int32)
    """
    scaled = values * 10_000
    nearest = np.rint(scaled)
    scaled -= nearest
    half = (np.abs(np.abs(scaled, out=scaled) - 0.5, out=scaled) < 1e-6).nonzero()[0]
    rounded = {value: math.floor(round(value, 4) * 10_000 + 0.5) for value in set(values[half].tolist())}
    nearest[half] = [rounded[value] for value in values[half].tolist()]
    return nearest.astype(np.int32)
