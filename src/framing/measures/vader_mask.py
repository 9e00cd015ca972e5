"""What `vader-news` leaves out: words that name somebody or something, and so say nothing of tone.

A masked word keeps its place, its capitals and its punctuation; to VADER it is a word like any other that it does not
know. So the score is that of vaderSentiment with an unknown word in each name's place. A chunk that holds an emoji
is not masked: the emoji is no name.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.measures.vader import Scored, score
from framing.measures.vader_lexicon import OTHER, SEVERAL, column, vocabulary
from framing.measures.vader_words import Tokens, codes_in, ranges
from framing.text.normalise import normalise

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
    for entry in entries:
        cores = (word.strip(string.punctuation).lower() for word in normalise(entry).split())
        words = tuple(core for core in cores if core)
        codes = [known.code.get(word, OTHER) for word in words]
        if any(code >= known.lexical or known.alters[code] for code in codes):
            found[words] = codes.index(max(codes))
    return tuple(Phrase(words, anchor) for words, anchor in found.items())


def named(tokens: Tokens, masks: Sequence[Phrase]) -> Places:
    """Give the places of words that stand in a masked phrase, capitals or not; a possessive 's is looked through."""
    known = vocabulary()
    words = {word: place for place, word in enumerate(dict.fromkeys(word for mask in masks for word in mask.words))}
    forms = [*words, *(word + "'s" for word in words)]
    number = np.full(len(tokens.types.code), -1, np.int32)
    place = codes_in(tokens.types.core, column(forms))
    number[: len(place)] = np.where(place < 0, -1, place % max(len(words), 1))
    anchors = {mask: known.code[mask.words[mask.anchor]] for mask in masks}
    asked = np.zeros(len(known.words), np.bool_)
    asked[list(anchors.values())] = True
    candidates = np.flatnonzero(tokens.code >= min(anchors.values(), default=known.outside))
    codes = tokens.code.take(candidates, mode="clip")
    own = np.flatnonzero(asked.take(codes, mode="clip"))
    candidates, codes = candidates[own], codes[own]
    near = {step: _near(tokens, number, candidates, step) for step in {s for mask in masks for s in mask.steps}}
    groups = {code: np.flatnonzero(codes == code) for code in set(anchors.values())}
    found = [_places(near, mask, words, candidates, groups[code]) for mask, code in anchors.items()]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _near(tokens: Tokens, number: NDArray[np.int32], word: Places, step: int) -> NDArray[np.int32]:
    """Give the number of the word some steps away, −1 where the sentence does not reach as far."""
    place = word + step
    inside = (place >= 0) & (place < len(tokens.type))
    inside &= tokens.sentence.take(place, mode="clip") == tokens.sentence.take(word, mode="clip")
    return np.where(inside, number.take(tokens.type.take(place, mode="clip"), mode="clip"), np.int32(-1))


def _places(
    near: Mapping[int, NDArray[np.int32]], mask: Phrase, words: Mapping[str, int], candidates: Places, rows: Places
) -> Places:
    for step, word in zip(mask.steps, mask.words, strict=True):
        rows = rows[near[step][rows] == words[word]]
    places: Places = (candidates[rows][:, None] + np.array(mask.steps)).ravel()
    return places


def mentioned(batch: Batch, found: Sequence[Found]) -> Places:
    """Give the places of words that an actor's mention covers, whole or in part; no mentions give none."""
    mentions = [evidence for evidence in found if evidence.layer == "mention" and len(evidence.start)]
    if not mentions:
        return np.zeros(0, np.int64)
    chunks = batch.chunks
    sentence, start, end = (np.concatenate([getattr(m, name) for m in mentions]) for name in ("sentence", "start", "end"))
    first = np.searchsorted(_keys(chunks.sentence, chunks.end), _keys(sentence, start), side="right")
    last = np.searchsorted(_keys(chunks.sentence, chunks.start), _keys(sentence, end), side="left")
    return np.unique(ranges(first, np.maximum(first, last))[0])


def _keys(sentence: NDArray[np.int32], offset: NDArray[np.int32]) -> NDArray[np.int64]:
    return (sentence.astype(np.int64) << 32) + offset


def masked_score(tokens: Tokens, plain: Scored, places: Places) -> Scored:
    """Score again the sentences in which a masked word means something to VADER; the others are as they were."""
    places = places[(tokens.code[places] != OTHER) & (tokens.code[places] != SEVERAL)]
    if not len(places):
        return plain
    code = tokens.code.copy()
    code[places] = OTHER
    sentences = np.unique(tokens.sentence[places])
    part, place = replace(tokens, code=code).only(sentences)
    return plain.with_sentences(sentences, score(part), place)
