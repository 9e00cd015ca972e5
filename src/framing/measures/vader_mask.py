"""What `vader-news` leaves out: words that name somebody or something, and so say nothing of tone.

A masked word keeps its place, its capitals and its punctuation; to VADER it is a word like any other that it does not
know. So the score is that of vaderSentiment with an unknown word in each name's place. A chunk that holds an emoji
is not masked: the emoji is no name.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.measures.vader import Scored, score
from framing.measures.vader_lexicon import OTHER, SEVERAL, column, vocabulary
from framing.measures.vader_words import Tokens, codes_in, distinct, ranges
from framing.text.normalise import joined

if TYPE_CHECKING:
    from framing.measures.spec import Found
    from framing.text.batch import Batch

__all__ = ["Phrase", "masked_score", "mentioned", "named", "phrases", "shipped"]

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in lower case that are masked where they stand together; `anchor` is the place of one VADER knows."""

    words: tuple[str, ...]
    anchor: int

    @property
    def steps(self) -> range:
        """Where its words stand, from the anchor."""
        return range(-self.anchor, len(self.words) - self.anchor)


def shipped() -> tuple[str, ...]:
    """Give the names and institutions of news that `vader-news` masks in every study.

    Examples:
        >>> "united states" in shipped()
        True
    """
    return load("vader-news-mask").column("entry")


def phrases(entries: Iterable[str]) -> tuple[Phrase, ...]:
    """Read what is to be masked; an entry without a word that VADER knows masks nothing and is left out.

    Examples:
        >>> phrases(["Security Council", "Tuesday"])
        (Phrase(words=('security', 'council'), anchor=0),)
    """
    known = vocabulary()
    found: dict[tuple[str, ...], int] = {}
    for entry in joined(list(entries))[0]:
        cores = (word.strip(string.punctuation).lower() for word in entry.split())
        words = tuple(core for core in cores if core)
        codes = [known.code.get(word, OTHER) for word in words]
        heard = [code for code in codes if code >= known.lexical or known.alters[code]]
        if heard:
            found[words] = codes.index(max(heard))
    return tuple(Phrase(words, anchor) for words, anchor in found.items())


def named(tokens: Tokens, masks: Sequence[Phrase]) -> Places:
    """Give the places of words that stand in a masked phrase, capitals or not; a possessive 's is looked through."""
    laid = _laid_out(tuple(masks))
    code = tokens.code(tokens.notable)
    anchored = laid.anchors.take(code, mode="clip").nonzero()[0]
    anchor, code = tokens.notable.take(anchored), code.take(anchored)
    mask, counts = ranges(*(laid.anchor.searchsorted(code, side=side) for side in ("left", "right")))
    row = np.arange(len(anchor)).repeat(counts)
    for asked, number in zip(laid.words, _numbers(tokens, anchor, laid), strict=True):
        wanted = asked.take(mask)
        fits = ((wanted == _ANY) | (wanted == number.take(row))).nonzero()[0]
        mask, row = mask.take(fits), row.take(fits)
    place = anchor.take(row)
    covered = [place[asked.take(mask) != _ANY] + step for step, asked in zip(laid.steps, laid.words, strict=True)]
    return np.concatenate([place, *covered])


_ANY, _NONE = -1, -2
"""Where a phrase asks for no word; the number of a word of the text that stands in no phrase."""


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """Phrases sorted by the code of their anchor."""

    anchor: NDArray[np.int16]
    anchors: NDArray[np.bool_]
    """Whether a code is that of an anchor."""
    steps: Sequence[int]
    """From the anchor, the nearest first."""
    words: NDArray[np.int32]
    """Steps × phrases: the number of the word that a phrase asks for, or `_ANY`."""
    forms: pa.StringArray
    """The words by their numbers, then the same with a possessive 's."""


@lru_cache(maxsize=8)
def _laid_out(masks: tuple[Phrase, ...]) -> _LaidOut:
    known = vocabulary()
    masks = tuple(sorted(masks, key=lambda mask: known.code[mask.words[mask.anchor]]))
    anchor = np.array([known.code[mask.words[mask.anchor]] for mask in masks], np.int16)
    anchors = np.zeros(len(known.words), np.bool_)
    anchors[anchor] = True
    number = {word: at for at, word in enumerate(dict.fromkeys(word for mask in masks for word in mask.words))}
    steps = sorted({step for mask in masks for step in mask.steps} - {0}, key=abs)
    asked = [dict(zip(mask.steps, mask.words, strict=True)) for mask in masks]
    words = np.array([[number.get(own.get(step, ""), _ANY) for own in asked] for step in steps], np.int32)
    return _LaidOut(anchor, anchors, steps, words, column([*number, *(word + "'s" for word in number)]))


def _numbers(tokens: Tokens, word: Places, laid: _LaidOut) -> NDArray[np.int32]:
    """Give, steps × words, the number of the word that stands so many steps away in the sentence; `_NONE` for all others."""
    place = word + np.array(laid.steps, np.int64)[:, None]
    sentence = tokens.sentence.take(word)
    inside = (place >= tokens.first.take(sentence)) & (place < tokens.first.take(sentence + 1))
    type_, cores = tokens.type.take(place, mode="clip"), tokens.types.core
    types = distinct(type_[inside], len(tokens.types.code))
    types = types[types < len(cores)]
    at = codes_in(cores.take(pa.array(types)), laid.forms)
    number = np.full(len(tokens.types.code), _NONE, np.int32)
    number[types] = np.where(at < 0, _NONE, at % max(len(laid.forms) // 2, 1))
    return np.where(inside, number.take(type_, mode="clip"), np.int32(_NONE))


def mentioned(batch: Batch, found: Sequence[Found]) -> Places:
    """Give the places of words that an actor's mention covers, whole or in part; no mentions give none."""
    mentions = [evidence for evidence in found if evidence.layer == "mention" and len(evidence.start)]
    if not mentions:
        return np.zeros(0, np.int64)
    chunks = batch.chunks
    sentence, start, end = (np.concatenate([getattr(m, name) for m in mentions]) for name in ("sentence", "start", "end"))
    first = np.searchsorted(_keys(chunks.sentence, chunks.end), _keys(sentence, start), side="right")
    last = np.searchsorted(_keys(chunks.sentence, chunks.start), _keys(sentence, end), side="left")
    return distinct(ranges(first, np.maximum(first, last))[0], len(chunks.type))


def _keys(sentence: NDArray[np.int32], offset: NDArray[np.int32]) -> NDArray[np.int64]:
    return (sentence.astype(np.int64) << 32) + offset


def masked_score(tokens: Tokens, plain: Scored, places: Places) -> Scored:
    """Score again the sentences in which a masked word means something to VADER; the others are as they were."""
    code = tokens.code(places)
    places = distinct(places[(code != OTHER) & (code != SEVERAL)], len(tokens.type))
    if not len(places):
        return plain
    sentences = distinct(tokens.sentence[places], len(tokens))
    part, at = tokens.only(sentences)
    return plain.with_sentences(sentences, score(part.masked(at.searchsorted(places))), at)
