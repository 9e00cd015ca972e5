"""Actors: who is named, how often, how prominently, and in what tone.

The study's aliases are matched over words, longest match, left to right, so that "North Korean" is never South Korea's;
longer names of newspapers, places and other persons (`name-stops`) are matched first and count for nobody.
"North and South Korea" is one mention of each. A surname alone ("Kim") is a leader only where no other name is beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.aliases import LABELS, Reading, readings
from framing.measures.doubtful import WORDS_TOO, plausible
from framing.measures.short_names import short_names, taken_up
from framing.measures.spec import NONE, Found, Measure, Sum
from framing.text.match import Matches, Phrases

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Actor, Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "LABELS", "ActorList", "annotators", "measures"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

INSTRUMENT = "actor-list"


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


@dataclass(frozen=True)
class ActorList:
    """Finds mentions of actors: layer `mention`, label name, adjective or leader, entry the alias as listed.

    Where the study declares descriptions ("the regime"), these are a layer `description`, and no mentions.
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
    def readings(self) -> tuple[Reading, ...]:
        """Every phrase that is looked for; where several have the same words, the first whose capitals fit is meant."""
        return readings(self.actors)

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases([reading.phrase for reading in self.readings], cased=True)

    @cached_property
    def _parts(self) -> _Parts:
        return _Parts(self.readings)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (an annotator's signature)
        """Give the mentions of a batch."""
        matches = self._phrases.find(batch)
        kept = plausible(batch, matches, surname=self._parts.surname, phrase_too=self._parts.shouted)
        first, last, part = self._parts.of(matches, kept)
        words = batch.words
        entry = self._parts.entry[part]
        mentions = [
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
        return [*mentions, *self._descriptions(batch, mentions[0])]

    @cached_property
    def _short(self) -> dict[str, tuple[int, ...]]:
        return short_names(self.actors)

    def _descriptions(self, batch: Batch, mention: Found) -> list[Found]:
        """Give the layer `description`, which counts for nothing by itself; nothing where there can be none.

        Those that the study declares, and names of bodies cut short ("the alliance") behind the whole name.
        """
        declared = [(each, code) for code, actor in enumerate(self.actors) for each in actor.descriptions]
        short = [each for each in self._short if each not in dict(declared)]
        if not declared and not short:
            return []
        entries = [*(each for each, _ in declared), *short]
        matches = Phrases(entries, cased=True).find(batch)
        owners = [*((code,) for _, code in declared), *(self._short[each] for each in short)]
        actor = np.array([owners[entry][0] for entry in matches.entry.tolist()], np.int32)
        cut = matches.entry >= len(declared)
        actor[cut] = taken_up(batch, matches.only(cut), owners, mention)
        kept = actor != NONE
        matches, actor = matches.only(kept), actor[kept]
        return [
            Found(
                layer="description",
                instrument=self.instrument,
                sentence=matches.sentence(batch),
                start=matches.start(batch),
                end=matches.end(batch),
                label=np.zeros(len(matches), np.int32),
                labels=("description",),
                value=np.ones(len(matches), np.int32),
                entry=matches.entry,
                entries=entries,
                actor=actor,
                actors=[actor.name for actor in self.actors],
            )
        ]


class _Parts:
    """The mentions of all readings as columns, so that all matches of a batch are looked up at once."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        parts = [part for reading in readings for part in reading.parts]
        self.counts = np.array([len(reading.parts) for reading in readings], np.int64)
        self.offsets = np.cumsum(self.counts) - self.counts
        self.surname = np.array([reading.surname for reading in readings], bool)
        self.shouted = np.array([reading.phrase.lower() in WORDS_TOO for reading in readings], bool)
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


def _with_dot(batch: Batch, last: Ints, dotted: Flags) -> Ints:
    """Give where mentions end, the full stop of "U.S." included where it stands there."""
    end = batch.words.end[last]
    at = np.flatnonzero(dotted)
    document = batch.sentences.document[batch.words.sentence[last[at]]]
    stops = [batch.normal[d][e : e + 1] == "." for d, e in zip(document.tolist(), end[at].tolist(), strict=True)]
    end[at] += np.array(stops, np.int32)
    return end
