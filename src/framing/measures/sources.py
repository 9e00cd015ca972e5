"""Who speaks: the source of each cue, found by rule from the words left or right of it in its sentence.

The nearest word that can be a source (a name, a pronoun, a noun for people, offices, institutions or evidence) is the
head; a prepositional phrase before it leads on to the noun that governs it ("officials at the ministry"); an apposition
between commas is stepped over ("Lee, a professor in Seoul, said"). All cues move together, one word a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import Context, Spans

__all__ = ["LABELS", "Sources", "Speakers", "find_sources"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

LABELS = ("named", "institutional", "unnamed", "none")
"""What a source is: a person by name; an institution, office or state; people or papers without a name; nobody."""

NAMED, INSTITUTIONAL, UNNAMED, NOBODY = range(4)

REACH = 14
"""Words from a cue to the end of its source at most: longer subjects were wrong more often than right, by eye."""

GAP_LOWER = 2
"""Lower-case words allowed inside a name of office ("Russian defence ministry officials")."""

_CLASSES = (
    "other", "person pronoun", "group pronoun", "thing pronoun", "speaker pronoun", "people", "evidence", "official", "office",
    "institution", "place", "name", "between", "preposition", "break", "article", "calendar", "title",
)  # fmt: skip
(
    _OTHER, _PERSON, _GROUP, _THING, _SPEAKER, _PEOPLE, _EVIDENCE, _OFFICIAL, _OFFICE,
    _INSTITUTION, _PLACE, _NAME, _BETWEEN, _PREPOSITION, _BREAK, _ARTICLE, _CALENDAR, _TITLE,
) = range(len(_CLASSES))  # fmt: skip

_FIRST_HIT, _LAST_HIT = _PERSON, _NAME


def _set(*classes: int) -> Flags:
    """A table from class to whether it is one of these; one entry more, False, for no head (−1)."""
    table = np.zeros(len(_CLASSES) + 1, bool)
    table[list(classes)] = True
    return table


_GOVERNING = _set(_PEOPLE, _EVIDENCE, _OFFICIAL, _OFFICE, _NAME, _INSTITUTION)
"""Heads that a prepositional phrase leads on to."""
_NOUNS = _set(_PEOPLE, _EVIDENCE, _OFFICIAL, _OFFICE, _INSTITUTION)
"""Nouns that end a phrase after lower-case words ("Kyiv's defence ministry")."""
_OWNING = _set(_INSTITUTION, _PLACE, _OFFICE)
"""Heads that become affiliations where another head takes over."""
_PLAIN = _set(_OTHER, _ARTICLE)
_SKIPPED_OVER = _set(_BETWEEN, _CALENDAR)

_PREMODIFIED, _AFFILIATED = 1, 2
"""How an institution or place belongs to a head: right before it, or by a preposition."""


@dataclass(frozen=True, slots=True)
class Sources:
    """One source a cue: its label, and its first and last word (those of the cue itself where there is nobody)."""

    label: Ints
    first: Ints
    last: Ints


@dataclass(slots=True)
class _Phrase:
    """A noun phrase a cue: class of its head (−1 for none), affiliation, whether a name is in it, and its range."""

    head: Ints
    affiliation: Ints
    first: Ints
    last: Ints


class Speakers:
    """The words of a batch as a reader of sources sees them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.words = context.batch.words

    @cached_property
    def _by_type(self) -> NDArray[np.int8]:
        table = np.zeros(len(self.words.types) + 1, np.int8)
        for code, name in enumerate(_CLASSES):
            if name not in ("other", "name", "title", "speaker pronoun"):
                table[self.context.classed(name)] = code
        table[self.context.classed("speaker pronoun")] = _SPEAKER
        return table

    def kind(self, place: Ints) -> NDArray[np.int8]:
        """Give the class of each word, capitals considered: unknown words with a capital are names."""
        return self._kinds[place]

    @cached_property
    def _kinds(self) -> NDArray[np.int8]:
        words, context = self.words, self.context
        kinds = self._by_type[words.type]
        capital = words.capital > 0
        kinds[(kinds == _PLACE) & ~capital] = _OTHER
        large = np.flatnonzero(capital)
        outlet = large[context.classed("institution name")[words.type[large]]]
        kinds[outlet] = _INSTITUTION
        unknown = large[kinds[large] == _OTHER]
        unknown = unknown[~(context.classed("common opener")[words.type[unknown]] & context.opens(unknown))]
        kinds[unknown] = np.where(self._acronym(unknown), _INSTITUTION, _NAME)
        return kinds

    def _acronym(self, place: Ints) -> Flags:
        return np.asarray((self.words.capital[place] == 2) & ~self.context.shouts[self.context.sentence[place]], bool)

    def leftward(self, start: Ints, active: Flags) -> _Phrase:
        """Find the phrase that ends nearest to the left of (and at) `start`."""
        found, place, state, lowers = _begin(start)
        alive = np.flatnonzero(active & (start >= 0))
        for _ in range(REACH):
            if not len(alive):
                break
            alive = self._step_left(found, place, state, lowers, alive, start)
        return found

    def _step_left(self, found: _Phrase, place: Ints, state: Ints, lowers: Ints, alive: Ints, start: Ints) -> Ints:
        """Look at one more word of each phrase still open, and move on to the next; give those still open."""
        at = place[alive]
        begun = at != start[alive]
        cut = begun & self.context.gap(at + 1)
        alive, at = alive[~cut], at[~cut]
        kind = self.kind(at)
        hit = (kind >= _FIRST_HIT) & (kind <= _LAST_HIT)
        now = state[alive]
        open_ = np.zeros(len(alive), bool)

        searching = now == _SEARCHING
        new = searching & hit
        found.head[alive[new]] = kind[new]
        found.first[alive[new]] = at[new]
        found.last[alive[new]] = at[new]
        state[alive[new]] = _INSIDE
        open_ |= searching & (kind != _BREAK)

        inside = now == _INSIDE
        owner = inside & ((kind == _INSTITUTION) | (kind == _PLACE) | (kind == _OFFICE))
        found.affiliation[alive[owner]] |= _PREMODIFIED
        grown = inside & hit & ((lowers[alive] == 0) | owner)
        found.first[alive[grown]] = at[grown]
        named = inside & (kind == _NAME) & (found.head[alive] == _PLACE) & (lowers[alive] == 0)
        found.head[alive[named]] = _NAME
        lower = inside & (kind == _OTHER)
        lowers[alive[lower]] += 1
        article = inside & (kind == _ARTICLE)
        state[alive[article]] = _AFTER_ARTICLE
        preposition = (inside | (now == _AFTER_ARTICLE)) & (kind == _PREPOSITION)
        state[alive[preposition]] = _GOVERNED
        open_ |= grown | owner | article | preposition | (lower & (lowers[alive] <= GAP_LOWER))

        governed = now == _GOVERNED
        over = governed & _GOVERNING[kind]
        belongs = over & _OWNING[found.head[alive]]
        found.affiliation[alive[over]] = np.where(belongs[over], _AFFILIATED, 0)
        found.head[alive[over]] = kind[over]
        found.first[alive[over]] = at[over]
        state[alive[over]] = _INSIDE
        lowers[alive[over]] = 0
        open_ |= over | (governed & _PLAIN[kind])

        alive, at = alive[open_], at[open_] - 1
        place[alive] = at
        there = (at >= 0) & (self.context.sentence[np.maximum(at, 0)] == self.context.sentence[start[alive]])
        return alive[there]

    def rightward(self, start: Ints, active: Flags) -> _Phrase:
        """Find the phrase that begins nearest to the right of (and at) `start`."""
        found, place, state, lowers = _begin(start)
        alive = np.flatnonzero(active & (start >= 0))
        for _ in range(REACH):
            if not len(alive):
                break
            alive = self._step_right(found, place, state, lowers, alive, start)
        return found

    def _step_right(self, found: _Phrase, place: Ints, state: Ints, lowers: Ints, alive: Ints, start: Ints) -> Ints:
        at = place[alive]
        cut = (at != start[alive]) & self.context.gap(at)
        alive, at = alive[~cut], at[~cut]
        kind = self.kind(at)
        hit = (kind >= _FIRST_HIT) & (kind <= _LAST_HIT)
        now = state[alive]

        new = (now == _SEARCHING) & hit
        found.head[alive[new]] = kind[new]
        found.first[alive[new]] = at[new]
        found.last[alive[new]] = at[new]
        state[alive[new]] = _INSIDE
        open_ = (now == _SEARCHING) & (kind != _BREAK)

        inside = now == _INSIDE
        grown = inside & hit & ((lowers[alive] == 0) | _NOUNS[kind])
        belongs = grown & _OWNING[found.head[alive]]
        found.affiliation[alive[belongs]] |= _PREMODIFIED
        kept = grown & (kind == _PLACE) & (found.head[alive] == _NAME)
        found.head[alive[grown & ~kept]] = kind[grown & ~kept]
        found.last[alive[grown]] = at[grown]
        lowers[alive[grown]] = 0
        lower = inside & (kind == _OTHER)
        lowers[alive[lower]] += 1
        preposition = inside & (kind == _PREPOSITION)
        state[alive[preposition]] = _GOVERNED
        open_ |= grown | preposition | (lower & (lowers[alive] < GAP_LOWER))

        governed = now == _GOVERNED
        owner = governed & ((kind == _INSTITUTION) | (kind == _PLACE))
        found.affiliation[alive[owner]] |= _AFFILIATED
        open_ |= governed & _PLAIN[kind]

        alive, at = alive[open_], at[open_] + 1
        place[alive] = at
        limit = len(self.words.type)
        there = (at < limit) & (self.context.sentence[np.minimum(at, limit - 1)] == self.context.sentence[start[alive]])
        return alive[there]


_SEARCHING, _INSIDE, _AFTER_ARTICLE, _GOVERNED = range(4)


def _begin(start: Ints) -> tuple[_Phrase, Ints, Ints, Ints]:
    size = len(start)
    nothing = np.full(size, -1, np.int32)
    found = _Phrase(nothing, np.zeros(size, np.int32), nothing.copy(), nothing.copy())
    return found, start.astype(np.int32).copy(), np.zeros(size, np.int32), np.zeros(size, np.int32)


def find_sources(speakers: Speakers, cues: Spans, direction: NDArray[np.str_]) -> tuple[Sources, NDArray[np.intp]]:
    """Find the source of each cue; cues whose speaker is "I", "we" or "you" are left out.

    `direction` is where the cue's entry says that its source stands: left, left or right, right, none, none or by.
    Gives the sources of the cues kept, and which those are.
    """
    context = speakers.context
    right = _goes_right(speakers, cues, direction)
    passive = _passive(cues) & np.isin(direction, ("left", "left or right"))
    by = context.among(("by",))
    agent = np.full(len(cues), -1, np.int32)
    for n in range(BY_REACH, 0, -1):
        agent = np.where(by[context.after(cues.last, n)], cues.last + n + 1, agent).astype(np.int32)
    right_start = np.where(right, cues.last + 1, np.where(passive | (direction == "none or by"), agent, -1)).astype(np.int32)
    right_start = _within(context, right_start, cues)
    nobody = ((direction == "none") | (direction == "none or by") | passive) & (right_start < 0)
    left = ~right & ~nobody & (right_start < 0)

    after = speakers.rightward(right_start, right_start >= 0)
    before, adjacent = _left_phrase(speakers, cues, left)
    phrase = _merge(before, after, right_start >= 0)
    label = _labelled(phrase)
    bare = left & (phrase.head < 0) & (adjacent >= 0)
    label[bare] = UNNAMED
    phrase.first[bare], phrase.last[bare] = adjacent[bare], adjacent[bare]
    missing = (label == NOBODY) | (phrase.first < 0)
    label[missing] = NOBODY
    phrase.first[missing], phrase.last[missing] = cues.first[missing], cues.last[missing]
    label = _pronouns(label, phrase.head, context.batch.sentences.document[context.sentence[cues.first]])
    kept = np.flatnonzero(phrase.head != _SPEAKER)
    return Sources(label[kept], phrase.first[kept], phrase.last[kept]), kept


BY_REACH = 6
"""Words after a passive cue in which "by" brings its agent."""


def _within(context: Context, place: Ints, cues: Spans) -> Ints:
    size = len(context.type)
    there = (place >= 0) & (place < size)
    same = there & (context.sentence[np.clip(place, 0, max(size - 1, 0))] == context.sentence[cues.first]) if size else there
    return np.where(same, place, -1).astype(np.int32)


def _goes_right(speakers: Speakers, cues: Spans, direction: NDArray[np.str_]) -> Flags:
    """Whether the source follows: always after "according to", and after a closed quotation or comma where a verb may invert."""
    context = speakers.context
    may = np.flatnonzero((direction == "left or right") & context.gap(cues.first) & ~context.opens(cues.first))
    next_ = _within(context, cues.last[may] + 1, cues[may])
    shut = (next_ < 0) | context.gap(np.maximum(next_, 0))
    kind = speakers.kind(np.maximum(next_, 0))
    second = _within(context, next_ + 1, cues[may])
    then = np.where(second >= 0, speakers.kind(np.maximum(second, 0)), _OTHER)
    subject = (kind >= _FIRST_HIT) & (kind <= _LAST_HIT)
    subject |= np.isin(kind, (_ARTICLE, _OTHER)) & ((then >= _FIRST_HIT) & (then <= _LAST_HIT) | context.unquote(cues.first[may]))
    right = direction == "right"
    right[may] = subject & ~shut & ~context.among(("that", "it", "he", "she", "they"))[context.type[np.maximum(next_, 0)]]
    return np.asarray(right, bool)


def _passive(cues: Spans) -> Flags:
    """A form of be right before the cue, or one adverb further ("was widely described as")."""
    context = cues.context
    be, between = context.classed("passive be"), context.classed("between")
    one, two = context.before(cues.first), context.before(cues.first, 2)
    return np.asarray(be[one] | (between[one] & be[two]), bool) & ~cues.endswith_ing()


def _left_phrase(speakers: Speakers, cues: Spans, active: Flags) -> tuple[_Phrase, Ints]:
    """Give the phrase left of each cue, stepping over "has also", over "who", and over an apposition between commas."""
    context = speakers.context
    start, parted = _over_between(speakers, cues, active)
    near = speakers.leftward(start, active & (start >= 0))
    edge = _edge(context, start, active & parted & (start >= 0))
    far = speakers.leftward(edge, edge >= 0)
    prefer = parted & (far.head >= 0) & ~((near.head == _NAME) & (far.head != _NAME))
    joined = _merge(near, far, prefer)
    opening = context.batch.sentences.first_word[context.sentence[cues.first]] if len(cues) else start
    lost = active & (joined.head < 0) & (cues.first > opening)
    coordinate = lost & ((start < 0) | parted | context.classed("break")[context.type[np.maximum(start, 0)]])
    whole = speakers.rightward(np.where(coordinate, opening, -1).astype(np.int32), coordinate)
    whole.head[whole.last >= cues.first] = -1
    joined = _merge(joined, whole, coordinate & (whole.head >= 0))
    kind = speakers.kind(np.maximum(start, 0)) if len(start) else start
    adjacent = np.where(active & (start >= 0) & (kind == _OTHER), start, -1).astype(np.int32)
    return joined, adjacent


def _edge(context: Context, start: Ints, active: Flags) -> Ints:
    """Give the word before the nearest comma left of each place, −1 where its sentence has none within reach."""
    place, edge = start.copy(), np.full(len(start), -1, np.int32)
    open_ = np.flatnonzero(active)
    for _ in range(REACH):
        at = place[open_]
        inside = (at > 0) & (context.sentence[at - 1] == context.sentence[at])
        open_, at = open_[inside], at[inside]
        cut = context.gap(at)
        edge[open_[cut]] = at[cut] - 1
        open_ = open_[~cut]
        place[open_] -= 1
    return edge


def _over_between(speakers: Speakers, cues: Spans, active: Flags) -> tuple[Ints, Flags]:
    """Give the nearest word left of each cue that is no auxiliary, adverb or weekday, and whether a comma was crossed."""
    context = speakers.context
    place = (cues.first - 1).astype(np.int32)
    parted = context.gap(cues.first)
    opening = context.batch.sentences.first_word[context.sentence[cues.first]] if len(cues) else place
    moving = np.flatnonzero(active & (place >= opening))
    for _ in range(SKIPPED):
        moving = moving[_SKIPPED_OVER[speakers.kind(place[moving])]]
        if not len(moving):
            break
        parted[moving] |= context.gap(place[moving])
        place[moving] -= 1
        moving = moving[place[moving] >= opening[moving]]
    place[place < opening] = -1
    return place, np.asarray(parted, bool)


SKIPPED = 4
"""Auxiliaries and adverbs between a source and its verb at most ("has since then repeatedly said")."""


def _merge(one: _Phrase, other: _Phrase, where: Flags) -> _Phrase:
    pick = lambda a, b: np.where(where, b, a).astype(np.int32)  # noqa: E731  (one line, four times)
    return _Phrase(
        pick(one.head, other.head),
        pick(one.affiliation, other.affiliation),
        pick(one.first, other.first),
        pick(one.last, other.last),
    )


def _labelled(phrase: _Phrase) -> Ints:
    """Give the label of each phrase by the class of its head and what belongs to it."""
    table = np.full(len(_CLASSES) + 1, NOBODY, np.int32)
    table[[_PERSON, _NAME]] = NAMED
    table[[_THING, _OFFICE, _INSTITUTION, _PLACE]] = INSTITUTIONAL
    table[[_GROUP, _PEOPLE, _EVIDENCE, _OFFICIAL, _SPEAKER]] = UNNAMED
    label = table[phrase.head]
    office = (phrase.head == _OFFICIAL) & (phrase.affiliation > 0)
    paper = (phrase.head == _EVIDENCE) & (phrase.affiliation & _PREMODIFIED > 0)
    label[office | paper] = INSTITUTIONAL
    return label


def _pronouns(label: Ints, head: Ints, document: Ints) -> Ints:
    """Let "he" and "she" speak with the label of the last person before them in the document, "they" of the last group."""
    for pronoun, wanted in ((_PERSON, (_NAME, _PEOPLE, _OFFICE)), (_GROUP, (_PEOPLE, _OFFICIAL, _INSTITUTION, _PLACE))):
        seen = np.where(np.isin(head, wanted), np.arange(len(head)), -1)
        last = np.maximum.accumulate(seen) if len(seen) else seen
        own = (head == pronoun) & (last >= 0) & (document[np.maximum(last, 0)] == document)
        label = np.where(own, label[np.maximum(last, 0)], label).astype(np.int32)
    return label
