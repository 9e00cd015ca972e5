"""Subjects that the tagger missed: who stands before a verb of saying, before its apposition or relative, or after "by"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.attributed import Stretches
from framing.measures.cue_words import BEFORE, BY, IMPUTED, ING, LY, NEAR, NOUN, PASSIVE, RELATIVE, CueWords
from framing.measures.speakers import NO_HEAD, Phrase, WordClass, table
from framing.measures.surroundings import COMMA, OWNS
from framing.measures.tagger import CONTENT, OUTSIDE, SOURCE, SOURCE_BEGINS

__all__ = ["ANIMATE", "PERSONS", "subjects", "with_heads_of_relatives"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Tags = NDArray[np.int8]
C = WordClass

APPOSITION = 15
"""Words of an apposition at most ("Norland, the smaller of the two, has said")."""

ANIMATE = table(
    C.PERSON_PRONOUN, C.GROUP_PRONOUN, C.SPEAKER_PRONOUN, C.PEOPLE, C.OFFICIAL, C.OFFICE, C.INSTITUTION, C.PLACE, C.NAME
)
PERSONS = table(C.PERSON_PRONOUN, C.GROUP_PRONOUN, C.SPEAKER_PRONOUN, C.PEOPLE, C.OFFICIAL, C.OFFICE, C.NAME)
_SPEAKING = ANIMATE | table(C.EVIDENCE)


def subjects(words: CueWords, first: Ints, key: Ints, wanted: Flags) -> Stretches:
    """Look for the subject of each wanted cue: right before it, before an apposition or relative, or after "by"."""
    rows = np.flatnonzero(wanted)
    out = Stretches(np.full(len(first), -1, np.int64), np.full(len(first), -1, np.int64))
    if not len(rows):
        return out
    places = [_place(words, int(first[row]), int(key[row])) for row in rows.tolist()]
    at = np.array([place for place, _, _ in places], np.int32)
    ends = np.array([end for _, end, _ in places], np.int64)
    agent = np.array([by for _, _, by in places], bool)
    speakers = words.speakers
    left, right = speakers.leftward(at, (at >= 0) & ~agent), speakers.rightward(at, (at >= 0) & agent)
    good = _met(left, at, left.last) & ~agent | _met(right, at, right.first, NEAR) & agent
    begin = _with_articles(words, np.where(agent, right.first, left.first).astype(np.int64))
    good &= agent | ~_governed(words, begin)
    stop = np.where(agent, right.last, ends)
    out.first[rows[good]], out.last[rows[good]] = begin[good], stop[good]
    _with_openers(words, out, rows[~good], first, key)
    _with_nearest(words, out, rows[words.code[key[rows]] & NOUN == 0], first)
    return out


def _with_nearest(words: CueWords, out: Stretches, rows: Ints, first: Ints) -> None:
    """Give verbs that still have no subject the nearest person to the left, no sign between."""
    rows = rows[out.first[rows] < 0]
    opening = words.context.batch.sentences.first_word[words.context.sentence[first[rows]]]
    start = (first[rows] - 1).astype(np.int32)
    found = words.speakers.leftward(start, (start >= opening) & (words.sign[first[rows]] != OWNS))
    good = PERSONS[found.head] & (found.head != NO_HEAD)
    good &= ~_governed(words, _with_articles(words, found.first.astype(np.int64)))
    out.first[rows[good]], out.last[rows[good]] = found.first[good], found.last[good]


def _with_openers(words: CueWords, out: Stretches, rows: Ints, first: Ints, key: Ints) -> None:
    """Give participles behind a comma and verbs behind "and" the person that opens their sentence ("Lee left, saying …")."""
    opening = words.context.batch.sentences.first_word[words.context.sentence[first[rows]]].astype(np.int32)
    found = words.speakers.rightward(opening, np.ones(len(rows), bool))
    good = PERSONS[found.head] & (found.first - opening <= NEAR) & (found.last < first[rows])
    for at, row in enumerate(rows.tolist()):
        low = int(first[row])
        joined = words.parted(low) and bool(words.code[key[row]] & ING)
        joined |= low > 0 and bool(words.context.classed("coordinator")[words.context.type[low - 1]])
        if good[at] and joined:
            out.first[row], out.last[row] = int(found.first[at]), int(found.last[at])


def _met(found: Phrase, at: NDArray[np.int32], edge: NDArray[np.int32], far: int = 0) -> Flags:
    """Whether a phrase that may speak was found right at a place."""
    return np.asarray(_SPEAKING[found.head] & (found.head != C.THING_PRONOUN) & (np.abs(edge - at) <= far), bool)


def _place(words: CueWords, first: int, key: int) -> tuple[int, int, bool]:
    """Give the word at which a subject would end, the last word of the source, and whether it is an agent after "by"."""
    sentence = words.context.batch.sentences.first_word
    begin, end = (int(sentence[words.context.sentence[first] + at]) for at in (0, 1))
    code = words.code
    if any(code[each] & PASSIVE for each in range(first, key)) and not code[key] & (IMPUTED | NOUN | ING):
        by = next((each for each in range(key + 1, min(key + 3, end)) if code[each] & BY), -1)
        return (by + 1, by + 1, True) if 0 <= by < end - 1 else (-1, -1, False)
    at = first - 1
    while at >= begin and code[at] & (BEFORE | LY) and not code[at] & RELATIVE and not words.parted(at + 1):
        at -= 1
    if at < begin or words.sign[at + 1] == OWNS:
        return -1, -1, False
    if code[at] & RELATIVE:
        return (at - 1, at, False) if at > begin else (-1, -1, False)
    if words.parted(at + 1):
        comma = next((each for each in range(at, max(begin, at - APPOSITION), -1) if words.sign[each] == COMMA), -1)
        return (comma - 1, comma - 1, False) if comma > begin and words.sign[at + 1] == COMMA else (-1, -1, False)
    return at, at, False


def _governed(words: CueWords, first: Ints) -> Flags:
    """Whether a preposition stands before a phrase: it is no subject ("the scope of the treaty")."""
    before = np.maximum(first - 1, 0)
    same = (words.context.sentence[before] == words.context.sentence[np.maximum(first, 0)]) & (first > 0)
    return np.asarray(words.context.classed("preposition")[words.context.type[before]] & same, bool)


def _with_articles(words: CueWords, first: Ints) -> Ints:
    """Let phrases begin with the article before them."""
    before = np.maximum(first - 1, 0)
    article = words.context.classed("article")[words.context.type[before]]
    same = words.context.sentence[before] == words.context.sentence[np.maximum(first, 0)]
    return np.asarray(np.where((first > 0) & article & same, before, first), np.int64)


def with_heads_of_relatives(words: CueWords, tags: Tags) -> None:
    """Let a source that is a relative pronoun begin with the noun it stands for ("Norland, which …")."""
    alone = (tags == SOURCE_BEGINS) & ~np.append(tags[1:] == SOURCE, False) & (words.code & RELATIVE > 0)
    at = np.flatnonzero(alone & ~np.append(True, np.diff(words.context.sentence) != 0)[: len(tags)])
    if not len(at):
        return
    start = (at - 1).astype(np.int32)
    left = words.speakers.leftward(start, np.ones(len(at), bool))
    good = (left.head != NO_HEAD) & (left.last == start)
    infinitive = words.context.classed("to")
    for low, high in zip(_with_articles(words, left.first.astype(np.int64))[good].tolist(), at[good].tolist(), strict=True):
        low += 1 + max((each for each in range(high - low) if infinitive[words.context.type[low + each]]), default=-1)
        free = np.isin(tags[low:high], [OUTSIDE, CONTENT])
        if free.all():
            tags[low:high], tags[low], tags[high] = SOURCE, SOURCE_BEGINS, SOURCE
        elif tags[high - 1] in (SOURCE, SOURCE_BEGINS):
            tags[high] = SOURCE
