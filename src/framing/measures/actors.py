"""Actors: who is named, how often, how prominently, and in what tone.

The study's aliases are matched over words, longest match, left to right, so that "North Korean" is never South Korea's;
longer names of newspapers, places and other persons (`name-stops`) are matched first and count for nobody.
"North and South Korea" is one mention of each. A surname alone ("Kim") is a leader only where no other name is beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.spec import Found, Measure, Sum
from framing.text.match import Matches, Phrases

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Actor, Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "LABELS", "ActorList", "annotators", "measures"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

INSTRUMENT = "actor-list"

LABELS = ("name", "adjective", "leader")
"""What kind of alias was used: "Moscow" is a name, "Russian" an adjective, "Putin" a leader."""

SPELT = 4
"""Acronyms of so many letters are spoken as words and may be written as one: "Nato"; "US", "UN" and "EU" never are."""

KOREAN_NAME = 3
"""Words of a Korean name: its last one is also written small, after a hyphen."""

_WORDS_TOO = frozenset({"us", "who", "it"})
"""Acronyms that are words too: in a line all in capitals nobody can tell."""

_ALL_CAPITALS = 2
"""As in `Words.capital`."""


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotator of a study's actors; none where the study has no actors."""
    return [ActorList(study.actors)] if study is not None and study.actors else []


def measures(study: Study | None) -> list[Measure]:
    """Give the measures of actors; none where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    if study is None or not study.actors:
        return []
    pairs = [_COMENTION] if len(study.actors) > 1 else []
    return [*_MENTIONS, *_TONE, *pairs]


def _by_actor(name: str, title: str, unit: str, numerator: Sum, denominator: Sum, higher: str, low: float = 0) -> Measure:
    scale = 1000 if unit == "per 1,000 words" else 1
    tone = numerator.layer == "tone"
    return Measure(
        name=name,
        title=title,
        unit=unit,
        numerator=numerator,
        denominator=denominator,
        scale=scale,
        low=low,
        high=scale,
        higher=higher,
        source="Hutto & Gilbert 2014; this toolkit" if tone else _PROMINENCE,
        primary_layer="tone" if tone else "mention",
        by="actor",
    )


_PROMINENCE = "Krippendorff 2018; this toolkit"
_MENTION, _SENTENCES = Sum("mention"), Sum("sentences")

_MENTIONS = (
    _by_actor("mentions", "Mentions", "per 1,000 words", _MENTION, Sum("words"), "named more often"),
    _by_actor(
        "mention_share", "Share of mentions", "share", _MENTION, Sum("mention", actor="any"), "more of all mentions of actors"
    ),
    _by_actor(
        "sentence_share", "Share of sentences", "share", Sum("mention", once=True), _SENTENCES, "named in more sentences"
    ),
    _by_actor(
        "headline_share",
        "Named in the headline",
        "share",
        Sum("mention", once=True, where="headline"),
        Sum("sentences", where="headline"),
        "named in more headlines",
    ),
    _by_actor(
        "lead_share",
        "Named in the lead",
        "share",
        Sum("mention", once=True, where="lead"),
        Sum("sentences", where="lead"),
        "named in more sentences of the lead",
    ),
    _by_actor(
        "initial_share",
        "Sentence-initial mentions",
        "share",
        Sum("mention", where="initial"),
        _MENTION,
        "more of its mentions begin a sentence",
    ),
)

_TONE = (
    _by_actor(
        "tone_near",
        "Tone of sentences naming the actor",
        "score",
        Sum("tone", weight="value", near="mention"),
        Sum("sentences", near="mention"),
        "named in more positive sentences",
        low=-1,
    ),
    _by_actor(
        "tone_near_alone",
        "Tone of sentences naming the actor alone",
        "score",
        Sum("tone", weight="value", near="mention", alone=True),
        Sum("sentences", near="mention", alone=True),
        "named in more positive sentences",
        low=-1,
    ),
)

_COMENTION = Measure(
    name="comention",
    title="Named together",
    unit="share",
    numerator=Sum("mention", once=True, actor="both"),
    denominator=Sum("mention", once=True, actor="either"),
    scale=1,
    low=0,
    high=1,
    higher="more often named in the same sentence",
    source="Jaccard 1901",
    primary_layer="mention",
    by="pair",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One mention within a phrase: whose it is, and at which of the phrase's words it begins and stops."""

    actor: int
    label: int
    entry: str
    first: int = 0
    stop: int = 0
    """0: at the phrase's end."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A phrase and the mentions it holds: one, several where coordinated, none where it is somebody else's name."""

    words: tuple[str, ...]
    parts: tuple[_Part, ...]

    @property
    def phrase(self) -> str:
        """What is looked for, capitals as needed."""
        return " ".join(self.words)

    @property
    def surname(self) -> bool:
        """Whether it is a leader by one word, which may be another person's name too."""
        return len(self.words) == 1 and bool(self.parts) and LABELS[self.parts[0].label] == "leader"


@dataclass(frozen=True)
class ActorList:
    """Finds mentions of actors: layer `mention`, label name, adjective or leader, entry the alias as listed.

    A batch without words gives evidence without rows.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.study import Actor
        >>> from framing.text.build import build
        >>> finder = ActorList((Actor(name="North Korea"), Actor(name="South Korea", adjectives=("South Korean",))))
        >>> batch = build([segment(Document(id="1", text="War between North and South Korea helps no South Koreans."))])
        >>> mentions = finder(batch, [])[0]
        >>> [(mentions.actors[a], mentions.entries[e]) for a, e in zip(mentions.actor, mentions.entry)]
        [('North Korea', 'North Korea'), ('South Korea', 'South Korea'), ('South Korea', 'South Korean')]
    """

    actors: tuple[Actor, ...]
    instrument: str = field(default=INSTRUMENT)
    needs: tuple[str, ...] = field(default=())

    @cached_property
    def readings(self) -> tuple[_Reading, ...]:
        """Every phrase that is looked for; where several have the same words, the first whose capitals fit is meant."""
        plain = [reading for code, actor in enumerate(self.actors) for reading in _aliases(code, actor)]
        own = {reading.phrase.casefold() for reading in plain}
        # "the West" begins before "West Bank" does, so "the West Bank" has to be known too.
        articles = {()} | {reading.words[:1] for reading in plain if reading.words[0] == "the"}
        entries = [_words(entry) for entry in load("name-stops").column("entry")]
        stops = [_Reading((*article, *words), ()) for words in entries for article in sorted(articles)]
        return (*plain, *_coordinated(plain), *(stop for stop in stops if stop.phrase.casefold() not in own))

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases([reading.phrase for reading in self.readings], cased=True)

    @cached_property
    def _parts(self) -> _Parts:
        return _Parts(self.readings)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (an annotator's signature)
        """Give the mentions of a batch."""
        matches = self._phrases.find(batch)
        kept = _plausible(batch, matches, self._parts)
        first, last, part = self._parts.of(matches, kept)
        words = batch.words
        entry = self._parts.entry[part]
        return [
            Found(
                layer="mention",
                instrument=self.instrument,
                sentence=words.sentence[first],
                start=words.start[first],
                end=_with_dot(batch, last, self._parts.dotted[entry]),
                label=self._parts.label[part],
                labels=LABELS,
                value=np.ones(len(part), np.int32),
                entry=entry,
                entries=self._parts.entries,
                actor=self._parts.actor[part],
                actors=[actor.name for actor in self.actors],
            )
        ]


class _Parts:
    """The mentions of all readings as columns, so that all matches of a batch are looked up at once."""

    def __init__(self, readings: Sequence[_Reading]) -> None:
        parts = [part for reading in readings for part in reading.parts]
        self.counts = np.array([len(reading.parts) for reading in readings], np.int64)
        self.offsets = np.cumsum(self.counts) - self.counts
        self.surname = np.array([reading.surname for reading in readings], bool)
        self.shouted = np.array([reading.phrase.lower() in _WORDS_TOO for reading in readings], bool)
        self.first = np.array([part.first for part in parts], np.int32)
        self.stop = np.array([part.stop for part in parts], np.int32)
        self.label = np.array([part.label for part in parts], np.int32)
        self.actor = np.array([part.actor for part in parts], np.int32)
        self.entries = list(dict.fromkeys(part.entry for part in parts))
        self.dotted = np.array([entry.endswith(".") for entry in self.entries], bool)
        place = {entry: at for at, entry in enumerate(self.entries)}
        self.entry = np.array([place[part.entry] for part in parts], np.int32)

    def of(self, matches: Matches, kept: Flags) -> tuple[Ints, Ints, Ints]:
        """Give first and last word and the part of each mention in the matches that are kept, in order of place."""
        counts = np.where(kept, self.counts[matches.entry], 0)
        row = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        part = self.offsets[matches.entry[row]] + within
        begin = matches.first[row]
        stop = np.where(self.stop[part] > 0, begin + self.stop[part], matches.last[row])
        return begin + self.first[part], (stop - 1).astype(np.int32), part.astype(np.int32)


# --- what is looked for ------------------------------------------------------------------------------------------------


def _words(alias: str) -> tuple[str, ...]:
    """Cut an alias at spaces, hyphens and slashes, as texts are."""
    return tuple(word for word in _CUT.split(alias) if any(sign.isalnum() for sign in word))


_CUT = re.compile(r"[\s/‐-―-]+")


def _aliases(code: int, actor: Actor) -> Iterator[_Reading]:
    """Give every way to name an actor, with "Russians" for "Russian", "Kim Jong-un" for "Kim Jong Un" and "Nato" for "NATO"."""
    kinds = zip(LABELS, ((actor.name, *actor.aliases), actor.adjectives, actor.leaders), strict=True)
    for label, (kind, aliases) in enumerate(kinds):
        for alias in dict.fromkeys(aliases):
            parts = (_Part(code, label, alias),)
            words = _words(alias)
            yield _Reading(words, parts)
            if kind == "adjective" and alias.endswith(_PLURAL):
                yield _Reading((*words[:-1], words[-1] + "s"), parts)
            if kind == "leader" and len(words) == KOREAN_NAME:
                yield _Reading((*words[:-1], words[-1].lower()), parts)
            if len(alias) >= SPELT and alias.isupper() and alias.isalpha():
                yield _Reading((alias.capitalize(),), parts)


_PLURAL = ("an", "i")
"""Endings of demonyms whose plural is their own and an s: Russians, Koreans, Iraqis."""


def _coordinated(readings: Sequence[_Reading]) -> Iterator[_Reading]:
    """Join readings with the same last words: "North and South Korea", "North or South Koreans", "the Koreas"."""
    shared: dict[tuple[str, ...], list[_Reading]] = {}
    for reading in readings:
        if len(reading.words) > 1 and LABELS[reading.parts[0].label] != "leader":
            shared.setdefault(reading.words[1:], []).append(reading)
    for tail, group in shared.items():
        for one, other in permutations(group, 2):
            if one.parts[0].actor != other.parts[0].actor:
                yield from _joined(one, other)
        named = {reading.parts[0].actor: None for reading in group if LABELS[reading.parts[0].label] == "name"}
        if len(tail) == 1 and len(named) > 1:
            plural = tail[0] + "s"
            yield _Reading((plural,), tuple(_Part(actor, LABELS.index("name"), plural) for actor in named))


def _joined(one: _Reading, other: _Reading) -> Iterator[_Reading]:
    """Give "North and South Korea", "North or South Korea", and "North, South Korea" (a comma is no word)."""
    for conjunction in ((), ("and",), ("or",)):
        words = (one.words[0], *conjunction, *other.words)
        begin = 1 + len(conjunction)
        yield _Reading(words, (replace(one.parts[0], stop=1), replace(other.parts[0], first=begin)))


def _with_dot(batch: Batch, last: Ints, dotted: Flags) -> Ints:
    """Give where mentions end, the full stop of "U.S." included where it stands there."""
    end = batch.words.end[last]
    at = np.flatnonzero(dotted)
    document = batch.sentences.document[batch.words.sentence[last[at]]]
    stops = [batch.normal[d][e : e + 1] == "." for d, e in zip(document.tolist(), end[at].tolist(), strict=True)]
    end[at] += np.array(stops, np.int32)
    return end


# --- what is somebody else's name --------------------------------------------------------------------------------------


def _plausible(batch: Batch, matches: Matches, parts: _Parts) -> Flags:
    """Which matches are mentions: no surname beside another name, no "US" in a line all in capitals."""
    kept = np.ones(len(matches), bool)
    surnames = np.flatnonzero(parts.surname[matches.entry])
    if len(surnames):
        kept[surnames] = ~_another_person(batch, matches.first[surnames], matches)
    shouted = np.flatnonzero(parts.shouted[matches.entry])
    kept[shouted] = ~_mostly(batch, matches.first[shouted], _ALL_CAPITALS)
    return kept


def _mostly(batch: Batch, words: Ints, capital: int) -> Flags:
    """Whether more than half of the words of each word's sentence have such a capital."""
    sentence, which = np.unique(batch.words.sentence[words], return_inverse=True)
    first = batch.sentences.first_word[sentence].astype(np.int64)
    size = batch.sentences.first_word[sentence + 1] - first
    row = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) + first[row]
    capitals = np.bincount(row[batch.words.capital[place] >= capital], minlength=len(size))
    return np.asarray((2 * capitals > size)[which], bool)


def _another_person(batch: Batch, words: Ints, matches: Matches) -> Flags:
    """Whether a capitalised word stands right beside a surname that is no title, day, common word or other mention.

    In lines whose words are mostly capitalised (headlines) nobody can tell, and the surname counts.
    """
    common = _common(batch)
    before, after = np.maximum(words - 1, 0), np.minimum(words + 1, len(batch.words.type) - 1)
    named = _named(batch, common, matches, before) & _beside(batch, before, words) & ~_opens(batch, before)
    named |= _named(batch, common, matches, after) & _beside(batch, words, after)
    doubtful = np.flatnonzero(named)
    named[doubtful] = ~_mostly(batch, words[doubtful], 1)
    return named


def _common(batch: Batch) -> Flags:
    """Which of the batch's distinct words are titles, days and other common words."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = pc.is_in(batch.words.types, value_set=pa.array(load("name-words").column("entry"), pa.string()))
    bytes_ = pc.cast(known, pa.uint8()).buffers()[1]  # `to_numpy` would import pandas
    return np.frombuffer(bytes_, np.uint8, len(known)).astype(bool)


def _opens(batch: Batch, words: Ints) -> Flags:
    return np.asarray(batch.sentences.first_word[batch.words.sentence[words]] == words, bool)


def _named(batch: Batch, common: Flags, matches: Matches, places: Ints) -> Flags:
    """Whether a word is a name that no match covers."""
    match = np.searchsorted(matches.first, places, side="right") - 1
    covered = (match >= 0) & (places < matches.last[match])
    return np.asarray((batch.words.capital[places] == 1) & ~covered & ~common[batch.words.type[places]], bool)


def _beside(batch: Batch, left: Ints, right: Ints) -> Flags:
    """Whether one space alone stands between two words of a sentence."""
    words = batch.words
    same = words.sentence[left] == words.sentence[right]
    return np.asarray(same & (words.start[right] - words.end[left] == 1), bool)
