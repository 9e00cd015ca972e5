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
from framing.measures.source_kinds import heads, listed
from framing.measures.speakers import NO_HEAD, Phrase, Speakers, WordClass, table
from framing.measures.surroundings import COMMA, JOINED, OWNS, signs
from framing.measures.tagger import CONTENT, CUE, CUE_BEGINS, OUTSIDE, SOURCE, SOURCE_BEGINS

__all__ = ["CueWords", "Judged", "judged", "retagged", "with_heads_of_relatives"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Tags = NDArray[np.int8]
C = WordClass

LISTS = (
    "speech", "imputed", "cue", "quoting only", "needs a subject", "needs a person", "impersonal", "hearsay", "noun cue",
    "before a cue", "after a cue", "possible", "reflexive", "relative",
)  # fmt: skip
(
    SPEECH, IMPUTED, OTHER, QUOTING, SUBJECT, PERSON, IMPERSONAL, HEARSAY, NOUN,
    BEFORE, AFTER, POSSIBLE, REFLEXIVE, RELATIVE, PASSIVE, BY, AND, ING, LY, THING,
) = (1 << at for at in range(20))  # fmt: skip
KEY = SPEECH | IMPUTED | OTHER | HEARSAY

NEAR = 3
"""Words between a subject and its verb at most, auxiliaries apart; and between two listed words of one cue."""

APPOSITION = 15
"""Words of an apposition at most ("Norland, the smaller of the two, has said")."""

PARTICLES = 2
"""Words behind its last listed word that still belong to a cue ("voiced doubts **as to**")."""

_ANIMATE = table(
    C.PERSON_PRONOUN, C.GROUP_PRONOUN, C.SPEAKER_PRONOUN, C.PEOPLE, C.OFFICIAL, C.OFFICE, C.INSTITUTION, C.PLACE, C.NAME
)
_PERSONS = table(C.PERSON_PRONOUN, C.GROUP_PRONOUN, C.SPEAKER_PRONOUN, C.PEOPLE, C.OFFICIAL, C.OFFICE, C.NAME)
_SPEAKING = _ANIMATE | table(C.EVIDENCE)


class CueWords:
    """A batch's words as a judge of cues sees them: `code`, the lists that each word is in as bits."""

    def __init__(self, context: Context) -> None:
        code = np.zeros(len(context.batch.words.types), np.int64)
        for at, name in enumerate(LISTS):
            code |= np.where(listed(context, name), 1 << at, 0)
        for name, bit in (("passive be", PASSIVE), ("by", BY), ("thing pronoun", THING)):
            code |= np.where(context.classed(name)[:-1], bit, 0)
        code |= np.where(context.gerund[: len(code)], ING, 0)
        code |= np.where(context.adverb[: len(code)], LY, 0)
        self.context = context
        self.type_code = code
        self.code = code[context.type] if len(code) else np.zeros(0, np.int64)
        self.sign = signs(context.batch)
        self.speakers = Speakers(context)
        self.kinds = self.speakers.kind(np.arange(len(context.type), dtype=np.int32)).astype(np.int64)

    def verb(self, first: int, last: int) -> int:
        """Give the first word of a cue that is no auxiliary or adverb, its first word where all are."""
        return next((at for at in range(first, last + 1) if not self.code[at] & (BEFORE | LY | AFTER)), first)

    def parted(self, at: int) -> bool:
        """Whether a sign, not a hyphen, stands between a word and the one before it."""
        return COMMA <= int(self.sign[at]) < JOINED

    def key(self, first: int, last: int) -> int:
        """Give the word that makes a cue: hearsay, else the first listed verb, else a noun; −1 where none is listed."""
        code = self.code[first : last + 1].tolist()
        known = [at for at, each in enumerate(code) if each & KEY]
        for bit in (HEARSAY, 0):
            chosen = [at for at in known if (code[at] & HEARSAY if bit else not code[at] & NOUN or code[at] & SUBJECT == 0)]
            if bit == 0:
                chosen = [at for at in known if not code[at] & NOUN] or known
            if chosen:
                return first + chosen[0]
        return -1

    def trimmed(self, first: int, last: int, key: int) -> tuple[int, int]:
        """Give the cue's first and last word: the key with its auxiliaries, adverbs, particles and further listed words."""
        code, low, high = self.code, key, key
        if code[key] & HEARSAY:
            return key, key
        if code[key] & NOUN and key - first <= NEAR:
            low = first
        while low > first and code[low - 1] & (BEFORE | LY | KEY) and not self.parted(low):
            low -= 1
        at = key + 1
        while at <= min(last, high + NEAR) and not self.parted(at):
            high = at if code[at] & KEY else high
            at += 1
        for _ in range(PARTICLES):
            if high < last and code[high + 1] & AFTER and not self.parted(high + 1):
                high += 1
        return low, high


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


def judged(words: CueWords, told: Attributions, quoted: Flags) -> Judged:
    """Judge every cue; bare colons stand as they are. `quoted` says of every word whether it is in direct quotation."""
    size = len(told.cues)
    key, first, last = (np.full(size, -1, np.int64) for _ in range(3))
    for row, (a, b) in enumerate(zip(told.cues.first.tolist(), told.cues.last.tolist(), strict=True)):
        key[row] = words.key(a, b)
        first[row], last[row] = words.trimmed(a, b, int(key[row])) if key[row] >= 0 else (a, b)
    strong = _strong(words, told, key, quoted)
    key[strong] = [words.verb(a, b) for a, b in zip(first[strong].tolist(), last[strong].tolist(), strict=True)]
    stands = key >= 0
    nobody = stands & _impersonal(words, told, first, key)
    without = stands & ~nobody & (told.source == NOBODY)
    subject = _subjects(words, first, last, key, without)
    stands &= nobody | (told.source != NOBODY) | (subject.first >= 0)
    stands &= ~_guarded(words, told, Judged(stands, first, last, key, nobody, subject), quoted)
    stands |= told.colon
    return Judged(stands, first, last, key, nobody & ~told.colon, subject)


def _strong(words: CueWords, told: Attributions, key: Ints, quoted: Flags) -> Flags:
    """Which cues without a listed word stand all the same: right behind a person, and before a quotation or "that"."""
    kinds = words.kinds
    out = np.zeros(len(key), bool)
    direct = _direct(told, quoted)
    that = words.context.classed("complementiser")[words.context.type]
    persons = np.append(_PERSONS[kinds[heads(words.context, kinds, told.sources)]], False) if len(told.sources) else np.zeros(1, bool)
    for row in np.flatnonzero((key < 0) & ~told.colon & persons[told.source]).tolist():
        low, high = int(told.cues.first[row]), int(told.cues.last[row])
        near = 0 < low - int(told.sources.last[told.source[row]]) <= NEAR
        out[row] = near and (direct[row] or bool(that[high : high + 2].any()))
    return out


def _direct(told: Attributions, quoted: Flags) -> Flags:
    """Which cues have words in direct quotation for a content."""
    quotes = np.append(0, np.cumsum(quoted))
    marked = (quotes[told.contents.last + 1] > quotes[told.contents.first]) & (told.cue >= 0)
    return np.bincount(told.cue[marked], minlength=len(told.cues)) > 0


def _impersonal(words: CueWords, told: Attributions, first: Ints, key: Ints) -> Flags:
    """Which cues are hearsay or a passive of belief or report without an agent ("is thought to"): nobody speaks."""
    out = np.zeros(len(key), bool)
    for row in np.flatnonzero(key >= 0).tolist():
        at, code = int(key[row]), int(words.code[key[row]])
        out[row] = bool(code & HEARSAY)
        if code & IMPERSONAL:
            low = max(int(words.context.batch.sentences.first_word[words.context.sentence[at]]), at - NEAR)
            passive = any(words.code[each] & PASSIVE for each in range(low, at)) and not words.code[low:at].any() == 0
            source = int(told.source[row])
            after = source >= 0 and int(told.sources.first[source]) > at
            agent = (words.code[at + 1 : at + 4] & BY).any() and after
            run = all(words.code[each] & (BEFORE | LY) for each in range(_last_be(words, low, at), at))
            out[row] = passive and run and not agent and not after
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
        before = words.code[max(low, at - NEAR) : at]
        begun = int(words.context.batch.sentences.first_word[words.context.sentence[at]])
        ahead = words.code[max(begun, at - NEAR) : at]
        bad = bool((words.code[at + 1 : at + 2] & REFLEXIVE).any())
        if code & QUOTING and not code & (SUBJECT | PERSON):
            bad |= not direct[row] and not (_PERSONS[head] and (source < 0 or _beside(words, told, source, low)))
        if code & (SUBJECT | PERSON):
            bad |= not (_ANIMATE if code & SUBJECT else _PERSONS)[head] or (source >= 0 and bool(paper[source]))
            bad |= _to(words, at, max(begun, at - NEAR))
            bad |= source >= 0 and not _beside(words, told, source, low)
            bad |= not code & IMPUTED and bool((words.code[max(begun, at - NEAR) : at] & PASSIVE).any())
            bad |= low == at and bool(code & ING) and source >= 0 and int(told.sources.last[source]) < at - NEAR
        if code & (IMPUTED | SUBJECT) and bool((ahead & POSSIBLE).any()) and not code & SPEECH:
            bad |= not before.size or True
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
    between = words.code[last + 1 : low]
    plain = [at for at in range(last + 1, low) if not words.code[at] & (BEFORE | LY)]
    return len(between) == 0 or len(plain) <= NEAR or words.parted(last + 1)


def _head_of(kinds: Ints, subject: Stretches, row: int) -> int:
    return int(kinds[subject.last[row]]) if subject.first[row] >= 0 else NO_HEAD


def _document(context: Context, sources: Stretches, kinds: Ints) -> Flags:
    if not len(sources):
        return np.zeros(0, bool)
    at = heads(context, kinds, sources)
    return np.asarray(listed(context, "document")[context.type[at]] & (kinds[at] != C.NAME), bool)


# --- subjects that the tagger missed -----------------------------------------------------------------------------------


def _subjects(words: CueWords, first: Ints, last: Ints, key: Ints, wanted: Flags) -> Stretches:
    """Look for the subject of each wanted cue: right before it, before an apposition or relative, or after "by"."""
    rows = np.flatnonzero(wanted)
    out = Stretches(np.full(len(first), -1, np.int64), np.full(len(first), -1, np.int64))
    if not len(rows):
        return out
    places = [_place(words, int(first[row]), int(last[row]), int(key[row])) for row in rows.tolist()]
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
    return out


def _met(found: Phrase, at: NDArray[np.int32], edge: NDArray[np.int32], far: int = 0) -> Flags:
    """Whether a phrase that may speak was found right at a place."""
    return np.asarray(_SPEAKING[found.head] & (found.head != C.THING_PRONOUN) & (np.abs(edge - at) <= far), bool)


def _place(words: CueWords, first: int, last: int, key: int) -> tuple[int, int, bool]:
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


# --- back to tags ------------------------------------------------------------------------------------------------------


def with_heads_of_relatives(words: CueWords, tags: Tags) -> None:
    """Let a source that is a relative pronoun begin with the noun it stands for ("Norland, which …")."""
    alone = (tags == SOURCE_BEGINS) & ~np.append(tags[1:] == SOURCE, False) & (words.code & RELATIVE > 0)
    at = np.flatnonzero(alone & ~np.append(True, np.diff(words.context.sentence) != 0)[: len(tags)])
    if not len(at):
        return
    start = (at - 1).astype(np.int32)
    left = words.speakers.leftward(start, np.ones(len(at), bool))
    good = (left.head != NO_HEAD) & (left.last == start)
    for low, high in zip(_with_articles(words, left.first.astype(np.int64))[good].tolist(), at[good].tolist(), strict=True):
        free = np.isin(tags[low:high], [OUTSIDE, CONTENT])
        if free.all():
            tags[low:high], tags[low], tags[high] = SOURCE, SOURCE_BEGINS, SOURCE
        elif tags[high - 1] in (SOURCE, SOURCE_BEGINS):
            tags[high] = SOURCE


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
