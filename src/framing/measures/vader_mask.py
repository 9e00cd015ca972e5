"""What `vader-news` leaves out: words that name somebody or something, and so say nothing of tone.

A masked word keeps its place, its capitals and its punctuation; to VADER it is a word like any other that it does not
know. So the score is that of vaderSentiment with an unknown word in each name's place.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.measures.vader import Scored, Tokens, ranges, score
from framing.measures.vader_words import OTHER, codes_in, column, vocabulary
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
        anchors = [place for place, word in enumerate(words) if _matters(known.code.get(word, OTHER))]
        if anchors:
            found[words] = anchors[0]
    return tuple(Phrase(words, anchor) for words, anchor in found.items())


def _matters(code: int) -> bool:
    known = vocabulary()
    return code >= known.lexical or bool(known.alters[code])


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
    candidates = np.flatnonzero(asked[tokens.code])
    codes = tokens.code[candidates]
    found = [_places(tokens, number, mask, words, candidates[codes == code]) for mask, code in anchors.items()]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _places(tokens: Tokens, number: NDArray[np.int32], mask: Phrase, words: dict[str, int], anchor: Places) -> Places:
    for step, word in enumerate(mask.words, start=-mask.anchor):
        near = np.clip(anchor + step, 0, max(len(tokens.type) - 1, 0))
        inside = (near == anchor + step) & (tokens.sentence[near] == tokens.sentence[anchor])
        anchor = anchor[inside & (number[tokens.type[near]] == words[word])]
    return (anchor[:, None] + np.arange(-mask.anchor, len(mask.words) - mask.anchor)).ravel()


def mentioned(batch: Batch, tokens: Tokens, found: Sequence[Found]) -> Places:
    """Give the places of words that an actor's mention covers, whole or in part; no mentions give none."""
    mentions = [evidence for evidence in found if evidence.layer == "mention" and len(evidence.start)]
    if not mentions:
        return np.zeros(0, np.int64)
    chunks = batch.chunks
    sentence, start, end = (np.concatenate([getattr(m, name) for m in mentions]) for name in ("sentence", "start", "end"))
    first = np.searchsorted(_keys(chunks.sentence, chunks.end), _keys(sentence, start), side="right")
    last = np.searchsorted(_keys(chunks.sentence, chunks.start), _keys(sentence, end), side="left")
    covered = np.unique(ranges(first, np.maximum(first, last))[0])
    if tokens.chunk is None:
        return covered
    return np.flatnonzero(np.isin(tokens.chunk, covered))


def _keys(sentence: NDArray[np.int32], offset: NDArray[np.int32]) -> NDArray[np.int64]:
    return (sentence.astype(np.int64) << 32) + offset


def masked_score(tokens: Tokens, plain: Scored, places: Places) -> Scored:
    """Score again the sentences in which a masked word means something to VADER; the others are as they were."""
    places = places[tokens.code[places] != OTHER]
    if not len(places):
        return plain
    code = tokens.code.copy()
    code[places] = OTHER
    sentences = np.unique(tokens.sentence[places])
    part, whole = replace(tokens, code=code).only(sentences)
    again = score(part)
    affected = np.zeros(len(tokens), np.bool_)
    affected[sentences] = True
    kept = np.flatnonzero(~affected[plain.sentence])
    word = plain.word[kept]
    before = np.searchsorted(word, whole[again.word])
    compound = plain.compound.copy()
    compound[sentences] = again.compound
    return Scored(
        word=np.insert(word, before, whole[again.word]),
        sentence=np.insert(plain.sentence[kept], before, sentences[again.sentence]),
        valence=np.insert(plain.valence[kept], before, again.valence),
        emphasis=plain.emphasis,
        compound=compound,
    )
