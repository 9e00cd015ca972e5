"""Which of the tagger's cues attribute anything, and to whom: listed words, their guards, and subjects that it missed.

A cue stands where one of its words is a verb or noun of speech, knowledge, belief, feeling or wish (Pareti 2015) and somebody
says, knows or wishes it. Without a source only hearsay stands: "reportedly", "it is believed", "are expected to".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.attributed import NOBODY, Attributions, Stretches
from framing.measures.context import Context
from framing.measures.cue_words import (
    BEFORE,
    HEARSAY,
    IMPERSONAL,
    IMPUTED,
    ING,
    LY,
    NEAR,
    PASSIVE,
    PERSON,
    POSSIBLE,
    QUOTING,
    REFLEXIVE,
    SPEECH,
    SUBJECT,
    CueWords,
)  # fmt: skip
from framing.measures.source_kinds import heads, listed
from framing.measures.speakers import NO_HEAD, WordClass
from framing.measures.subjects import ANIMATE, PERSONS, subjects
from framing.measures.tagger import CONTENT, CUE, CUE_BEGINS, OUTSIDE, SOURCE, SOURCE_BEGINS

__all__ = ["Judged", "judged", "retagged"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Tags = NDArray[np.int8]
C = WordClass

SURE = 2_000
"""Thousandths by which the tagger prefers a cue to no tag where no list has it and a person speaks."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Of each cue: whether it stands, its words after trimming, its key, whether nobody speaks, and a subject found for it."""

    stands: Flags
    first: Ints
    last: Ints
    key: Ints
    nobody: Flags
    subject: Stretches
    """First and last word; −1 where none was looked for or found."""


def judged(words: CueWords, told: Attributions, quoted: Flags, sure: Ints) -> Judged:
    """Judge every cue; bare colons stand as they are. `quoted` says of every word whether it is in direct quotation."""
    size = len(told.cues)
    key, first, last = (np.full(size, -1, np.int64) for _ in range(3))
    for row, (a, b) in enumerate(zip(told.cues.first.tolist(), told.cues.last.tolist(), strict=True)):
        key[row] = words.key(a, b)
        first[row], last[row] = words.trimmed(a, b, int(key[row])) if key[row] >= 0 else (a, b)
    strong = _strong(words, told, key, quoted, sure)
    key[strong] = [words.verb(a, b) for a, b in zip(first[strong].tolist(), last[strong].tolist(), strict=True)]
    stands = key >= 0
    nobody = stands & _impersonal(words, told, key)
    without = stands & ~nobody & (told.source == NOBODY)
    subject = subjects(words, first, key, without)
    content = np.bincount(told.cue[told.cue >= 0], minlength=size) > 0
    stands &= content | (told.source != NOBODY)
    stands &= nobody | (told.source != NOBODY) | (subject.first >= 0)
    stands &= ~_guarded(words, told, Judged(stands, first, last, key, nobody, subject), quoted)
    stands |= told.colon
    return Judged(stands, first, last, key, nobody & ~told.colon, subject)


def _strong(words: CueWords, told: Attributions, key: Ints, quoted: Flags, sure: Ints) -> Flags:
    """Which cues without a listed word stand all the same: right behind a person, and before a quotation or "that"."""
    kinds = words.kinds
    out = np.zeros(len(key), bool)
    direct = _direct(told, quoted)
    content = np.bincount(told.cue[told.cue >= 0], minlength=len(told.cues)) > 0
    that = words.context.classed("complementiser")[words.context.type]
    persons = (
        np.append(PERSONS[kinds[heads(words.context, kinds, told.sources)]], False) if len(told.sources) else np.zeros(1, bool)
    )
    for row in np.flatnonzero((key < 0) & ~told.colon & persons[told.source]).tolist():
        low, high = int(told.cues.first[row]), int(told.cues.last[row])
        near = 0 < low - int(told.sources.last[told.source[row]]) <= NEAR
        out[row] = (
            near
            and content[row]
            and (direct[row] or bool(that[high : high + 2].any()) or int(sure[low : high + 1].max()) >= SURE)
        )
    return out


def _direct(told: Attributions, quoted: Flags) -> Flags:
    """Which cues have words in direct quotation for a content."""
    quotes = np.append(0, np.cumsum(quoted))
    marked = (quotes[told.contents.last + 1] > quotes[told.contents.first]) & (told.cue >= 0)
    return np.bincount(told.cue[marked], minlength=len(told.cues)) > 0


def _impersonal(words: CueWords, told: Attributions, key: Ints) -> Flags:
    """Which cues are hearsay or a passive of belief or report without an agent ("is thought to"): nobody speaks."""
    code = words.code
    out = (key >= 0) & (code[key] & HEARSAY > 0) if len(code) else np.zeros(0, bool)
    opening = words.context.batch.sentences.first_word
    for row in np.flatnonzero((key >= 0) & ~out & (np.append(code, 0)[key] & IMPERSONAL > 0)).tolist():
        at, source = int(key[row]), int(told.source[row])
        low = max(int(opening[words.context.sentence[at]]), at - NEAR)
        passive = any(code[each] & PASSIVE for each in range(low, at))
        run = all(code[each] & (BEFORE | LY) for each in range(_last_be(words, low, at), at))
        out[row] = passive and run and not (source >= 0 and int(told.sources.first[source]) > at)
    return out


def _last_be(words: CueWords, low: int, at: int) -> int:
    """Give the last form of be before a word."""
    return next((each for each in range(at - 1, low - 1, -1) if words.code[each] & PASSIVE), low)


def _guarded(words: CueWords, told: Attributions, found: Judged, quoted: Flags) -> Flags:
    """Which cues fail the guard of their key: a quotation, a subject that can wish, a person; "find themselves" always does."""
    kinds = words.kinds
    kind = np.append(kinds[heads(words.context, kinds, told.sources)] if len(told.sources) else np.zeros(0, np.int64), NO_HEAD)
    paper = np.append(_document(words.context, told.sources, kinds), False)
    direct = _direct(told, quoted)
    out = np.zeros(len(told.cues), bool)
    for row in np.flatnonzero(found.stands & ~found.nobody).tolist():
        at, low, source = int(found.key[row]), int(found.first[row]), int(told.source[row])
        code = int(words.code[at])
        head = int(kind[source]) if source >= 0 else int(_head_of(kinds, found.subject, row))
        begun = int(words.context.batch.sentences.first_word[words.context.sentence[at]])
        ahead = words.code[max(begun, at - NEAR) : at]
        bad = bool((words.code[at + 1 : at + 2] & REFLEXIVE).any())
        if code & QUOTING and not code & (SUBJECT | PERSON):
            bad |= not direct[row] and not (PERSONS[head] and (source < 0 or _beside(words, told, source, low)))
        if code & (SUBJECT | PERSON):
            bad |= not (ANIMATE if code & SUBJECT else PERSONS)[head] or (source >= 0 and bool(paper[source]))
            bad |= not (PERSONS[head] and code & SUBJECT) and _to(words, at, max(begun, at - NEAR))
            bad |= source >= 0 and not PERSONS[head] and not _beside(words, told, source, low)
            bad |= not code & IMPUTED and bool((ahead & PASSIVE).any())
            bad |= low == at and bool(code & ING) and source >= 0 and int(told.sources.last[source]) < at - NEAR
        bad |= bool(code & (IMPUTED | SUBJECT) and not code & SPEECH and (ahead & POSSIBLE).any())
        out[row] = bad
    return out


def _to(words: CueWords, at: int, low: int) -> bool:
    """Whether "to" stands right before a word, adverbs passed over: an infinitive."""
    types = words.context.classed("to")
    for each in range(at - 1, low - 1, -1):
        if types[words.context.type[each]]:
            return True
        if not words.code[each] & LY:
            return False
    return False


def _beside(words: CueWords, told: Attributions, source: int, low: int) -> bool:
    """Whether a source ends right before a verb: what parts them are auxiliaries, or an apposition or clause between commas."""
    last = int(told.sources.last[source])
    if last >= low:
        return False
    plain = [at for at in range(last + 1, low) if not words.code[at] & (BEFORE | LY)]
    return len(plain) <= NEAR or words.parted(last + 1)


def _head_of(kinds: Ints, subject: Stretches, row: int) -> int:
    return int(kinds[subject.last[row]]) if subject.first[row] >= 0 else NO_HEAD


def _document(context: Context, sources: Stretches, kinds: Ints) -> Flags:
    if not len(sources):
        return np.zeros(0, bool)
    at = heads(context, kinds, sources)
    return np.asarray(listed(context, "document")[context.type[at]] & (kinds[at] != C.NAME), bool)


def retagged(words: CueWords, tags: Tags, told: Attributions, found: Judged) -> None:
    """Trim the cues that stand, take away those that do not, and mark the subjects found for them."""
    for row in np.flatnonzero(~told.colon).tolist():
        tags[int(told.cues.first[row]) : int(told.cues.last[row]) + 1] = OUTSIDE
        if found.stands[row]:
            low, high = int(found.first[row]), int(found.last[row])
            tags[low : high + 1], tags[low] = CUE, CUE_BEGINS
            end = int(told.cues.last[row]) + 1
            if end < len(tags) and tags[end] == CONTENT and words.context.sentence[end] == words.context.sentence[low]:
                tags[high + 1 : end] = CONTENT
    for row in np.flatnonzero(found.stands & (found.subject.first >= 0)).tolist():
        low, high = int(found.subject.first[row]), int(found.subject.last[row])
        if np.isin(tags[low : high + 1], [OUTSIDE, CONTENT]).all():
            tags[low : high + 1], tags[low] = SOURCE, SOURCE_BEGINS
