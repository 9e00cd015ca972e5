"""Who speaks: the source of each cue, found by rule from the words left or right of it in its sentence.

The source of "said" stands before it, or after it where a quotation or comma has just closed; that of "according to"
after it; that of a passive after "by", or nowhere. An apposition between commas is stepped over ("Lee, a professor in
Seoul, said"). "He" speaks with the label of the last person before him, and "I" is nobody's source but his own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import Context
from framing.measures.spans import Spans
from framing.measures.speakers import HEADS, NO_HEAD, PREMODIFIED, REACH, Phrase, Speakers, WordClass, merged, table

__all__ = ["LABELS", "Direction", "Sources", "find_sources"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
C = WordClass

LABELS = ("named", "institutional", "unnamed", "none")
"""What a source is: a person by name; an institution, office or state; people or papers without a name; nobody."""

NAMED, INSTITUTIONAL, UNNAMED, NOBODY = range(4)

BY_REACH = 6
"""Words after a passive cue in which "by" brings its agent."""

SKIPPED = 4
"""Auxiliaries and adverbs between a source and its verb at most ("has since then repeatedly said")."""

_SKIPPED_OVER = table(C.BETWEEN, C.CALENDAR)
_PLAIN = table(C.OTHER, C.ARTICLE)


class Direction(IntEnum):
    """Where a cue's source stands; names are those of the column `source` of the list `attribution-rules`."""

    LEFT = 0
    LEFT_OR_RIGHT = 1
    RIGHT = 2
    NONE = 3
    NONE_OR_BY = 4


@dataclass(frozen=True, slots=True)
class Sources:
    """One source a cue: its label, and its first and last word (those of the cue itself where there is nobody)."""

    label: Ints
    first: Ints
    last: Ints


def find_sources(speakers: Speakers, cues: Spans, direction: NDArray[np.int8]) -> tuple[Sources, NDArray[np.intp]]:
    """Find the source of each cue; cues whose speaker is "I", "we" or "you" are left out.

    `direction` is where the cue's entry says that its source stands (codes of `Direction`).
    Gives the sources of the cues kept, and which those are; no cues give no sources.
    """
    if not len(cues):
        nothing = np.zeros(0, np.int32)
        return Sources(nothing, nothing, nothing), np.zeros(0, np.intp)
    passive = _passive(cues) & (direction <= Direction.LEFT_OR_RIGHT)
    begins = _right_start(speakers, cues, direction, passive)
    nobody = ((direction >= Direction.NONE) | passive) & (begins < 0)
    left = ~nobody & (begins < 0)
    before, adjacent = _left_phrase(speakers, cues, left)
    phrase = merged(before, speakers.rightward(begins, begins >= 0), begins >= 0)
    phrase = _shared(speakers, cues, phrase, left)
    label = _labelled(phrase)
    plain = left & (phrase.head == NO_HEAD) & (adjacent >= 0)
    label[plain] = UNNAMED
    phrase.first[plain], phrase.last[plain] = adjacent[plain], adjacent[plain]
    missing = label == NOBODY
    phrase.first[missing], phrase.last[missing] = cues.first[missing], cues.last[missing]
    label = _pronouns(label, phrase.head, cues.context.batch.sentences.document.take(cues.sentence))
    kept = np.flatnonzero(phrase.head != C.SPEAKER_PRONOUN)
    return Sources(label[kept], phrase.first[kept], phrase.last[kept]), kept


def _shared(speakers: Speakers, cues: Spans, phrase: Phrase, left: Flags) -> Phrase:
    """Give a participle after a comma ("…, adding") and a second verb ("and warned") the source of the cue before it."""
    second = (speakers.kind(cues.first - 1) == C.BREAK) & ~cues.opens()
    bound = left & (second | (cues.endswith_ing() & cues.context.marks.gap(cues.first)))
    last = np.maximum.accumulate(np.where(bound, -1, np.arange(len(cues))))
    rows = np.flatnonzero(bound & (last >= 0))
    given = last.take(rows)
    shared = (cues.sentence.take(given) == cues.sentence.take(rows)) & (phrase.head.take(given) != NO_HEAD)
    return phrase.put(rows[shared], phrase.at(given[shared]))


def _right_start(speakers: Speakers, cues: Spans, direction: NDArray[np.int8], passive: Flags) -> Ints:
    """Give the word at which a source right of the cue may begin, −1 where it stands left or there is none."""
    context = cues.context
    right = _goes_right(speakers, cues, direction)
    begins = np.where(right, cues.last + 1, np.int32(-1))
    rows = np.flatnonzero(~right & (passive | (direction == Direction.NONE_OR_BY)))
    begins[rows] = _agent(cues[rows])
    return _within(context, begins, cues)


def _agent(cues: Spans) -> Ints:
    """Give the word behind the first "by" that follows each passive cue, −1 where none does."""
    agent = np.full(len(cues), -1, np.int32)
    for n in range(BY_REACH, 0, -1):
        by = cues.classed(n, "by")
        agent[by] = cues.last[by] + (n + 1)
    return agent


def _within(context: Context, place: Ints, cues: Spans) -> Ints:
    """Give each place where it lies in the cue's sentence, −1 elsewhere."""
    same = (context.sentence.take(place, mode="clip") == cues.sentence) & (place >= 0) & (place < len(context.type))
    return np.where(same, place, np.int32(-1))


def _goes_right(speakers: Speakers, cues: Spans, direction: NDArray[np.int8]) -> Flags:
    """Whether the source follows: always after "according to"; after a quotation or comma where a verb may invert."""
    right = np.asarray(direction == Direction.RIGHT, bool)
    may = np.flatnonzero((direction == Direction.LEFT_OR_RIGHT) & cues.context.marks.gap(cues.first) & ~cues.opens())
    right[may] = _inverted(speakers, cues[may])
    return right


def _inverted(speakers: Speakers, cues: Spans) -> Flags:
    """Whether a subject stands right behind the verb ("…,” said Lee"; "…, said a spokesman")."""
    context = speakers.context
    next_ = _within(context, cues.last + 1, cues)
    there = np.maximum(next_, 0)
    second = _within(context, np.where(next_ >= 0, next_ + 1, np.int32(-1)), cues)
    kind, then = speakers.kind(there), np.where(second >= 0, speakers.kind(np.maximum(second, 0)), C.OTHER)
    subject = HEADS[kind] | (_PLAIN[kind] & (HEADS[then] | context.marks.unquote(cues.first)))
    subject &= (next_ >= 0) & ~context.marks.gap(there) & ~context.classed("no subject behind its verb")[context.type[there]]
    unsure = subject & ~context.marks.unquote(cues.first)
    subject[unsure] = _ends_clause(speakers, cues[np.flatnonzero(unsure)])
    return np.asarray(subject, bool)


def _ends_clause(speakers: Speakers, cues: Spans) -> Flags:
    """Whether the phrase behind each cue ends its clause: "…, said Lee." but not "Lee, a colonel, said Seoul would pay"."""
    context = speakers.context
    phrase = speakers.rightward(cues.last + 1, np.ones(len(cues), bool))
    following = _within(context, phrase.last + 1, cues)
    return np.asarray((phrase.head != NO_HEAD) & ((following < 0) | context.marks.gap(np.maximum(following, 0))), bool)


def _passive(cues: Spans) -> Flags:
    """A form of be right before the cue, or one adverb further ("was widely described as")."""
    passive = cues.preceded("passive be")
    rows = np.flatnonzero(_between(cues, -1))
    further = cues[rows]
    passive[rows] |= further.classed(-2, "passive be") | (_between(further, -2) & further.classed(-3, "passive be"))
    return passive & ~cues.endswith_ing()


def _between(cues: Spans, n: int) -> Flags:
    """Whether an auxiliary or adverb stands at this distance."""
    return cues.classed(n, "between") | cues.told(n, cues.context.adverb)


def _left_phrase(speakers: Speakers, cues: Spans, active: Flags) -> tuple[Phrase, Ints]:
    """Give the phrase left of each cue, over auxiliaries, "who" and an apposition; and the plain word there, or −1."""
    start, parted = _over_between(speakers, cues, active)
    standing = active & (start >= 0)
    near = speakers.leftward(start, standing)
    edge = _edge(speakers.context, start, standing & parted)
    far = speakers.leftward(edge, edge >= 0)
    person = (near.head == C.NAME) & (far.head != C.NAME)
    joined = merged(near, far, parted & (far.head != NO_HEAD) & ~person)
    plain = standing & (speakers.kind(start) == C.OTHER)
    return _coordinated(speakers, cues, joined, active, parted, start), np.where(plain, start, np.int32(-1))


def _coordinated(speakers: Speakers, cues: Spans, found: Phrase, active: Flags, parted: Flags, start: Ints) -> Phrase:
    """Give verbs without a subject of their own ("… and warned", ", adding") the first phrase of their sentence."""
    bound = (start < 0) | parted | (speakers.kind(start) == C.BREAK)
    lost = np.flatnonzero(active & (found.head == NO_HEAD) & (cues.first > cues.opening) & bound)
    whole = speakers.rightward(cues.opening.take(lost), np.ones(len(lost), bool))
    before = (whole.head != NO_HEAD) & (whole.last < cues.first.take(lost))
    return found.put(lost[before], whole.at(np.flatnonzero(before)))


def _edge(context: Context, start: Ints, active: Flags) -> Ints:
    """Give the word before the nearest comma left of each place, −1 where its sentence has none within reach."""
    place, edge = start.copy(), np.full(len(start), -1, np.int32)
    open_ = np.flatnonzero(active)
    for _ in range(REACH):
        at = place[open_]
        inside = (at > 0) & (context.sentence.take(at - 1, mode="clip") == context.sentence.take(at))
        open_, at = open_[inside], at[inside]
        cut = context.marks.gap(at)
        edge[open_[cut]] = at[cut] - 1
        open_ = open_[~cut]
        place[open_] -= 1
    return edge


def _over_between(speakers: Speakers, cues: Spans, active: Flags) -> tuple[Ints, Flags]:
    """Give the nearest word left of each cue that is no auxiliary, adverb or weekday, and whether a comma was crossed."""
    context = speakers.context
    place = cues.first - 1
    parted = context.marks.gap(cues.first)
    opening = cues.opening
    moving = np.flatnonzero(active & (place >= opening))
    for _ in range(SKIPPED):
        moving = moving[_SKIPPED_OVER[speakers.kind(place[moving])]]
        if not len(moving):
            break
        parted[moving] |= context.marks.gap(place[moving])
        place[moving] -= 1
        moving = moving[place[moving] >= opening[moving]]
    place[place < opening] = -1
    return place, np.asarray(parted, bool)


def _labelled(phrase: Phrase) -> Ints:
    """Give the label of each phrase by the class of its head and what belongs to it."""
    label = _LABEL_OF.take(phrase.head, mode="wrap")
    office = (phrase.head == C.OFFICIAL) & (phrase.affiliation > 0)
    paper = (phrase.head == C.EVIDENCE) & (phrase.affiliation & PREMODIFIED > 0)
    label[office | paper] = INSTITUTIONAL
    return label


def _labels_of_heads() -> Ints:
    labels = np.full(len(WordClass) + 1, NOBODY, np.int32)
    labels[[C.PERSON_PRONOUN, C.NAME]] = NAMED
    labels[[C.THING_PRONOUN, C.OFFICE, C.INSTITUTION, C.PLACE]] = INSTITUTIONAL
    labels[[C.GROUP_PRONOUN, C.PEOPLE, C.EVIDENCE, C.OFFICIAL, C.SPEAKER_PRONOUN]] = UNNAMED
    return labels


_LABEL_OF = _labels_of_heads()


def _pronouns(label: Ints, head: Ints, document: Ints) -> Ints:
    """Let "he" and "she" speak with the label of the last person before them in the document, "they" of the last group."""
    for pronoun, antecedents in _ANTECEDENTS.items():
        seen = np.where(antecedents[head], np.arange(len(head)), -1)
        last = np.maximum.accumulate(seen)
        own = (head == pronoun) & (last >= 0) & (document[np.maximum(last, 0)] == document)
        label = np.where(own, label[np.maximum(last, 0)], label).astype(np.int32)
    return label


_ANTECEDENTS = {
    C.PERSON_PRONOUN: table(C.NAME, C.PEOPLE, C.OFFICE),
    C.GROUP_PRONOUN: table(C.PEOPLE, C.OFFICIAL, C.INSTITUTION, C.PLACE),
}
"""Heads that a pronoun may stand for."""
