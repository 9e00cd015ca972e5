"""In whose voice a few words of a text are said, and by which actor: what relations and labels tell of each row.

A word inside direct quotation marks is `direct`; one in the content of an attribution has that content's mode; others are the
outlet's. It is told of the place, not of its sentence, which may hold several voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE, Found
from framing.tables import VOICES
from framing.text.batch import Batch

__all__ = ["Placed", "placed_voice"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

_DIRECT = VOICES.index("direct")


@dataclass(frozen=True, slots=True)
class Placed:
    """Voice and source of places: one value a place."""

    voice: Ints
    """Index into `tables.VOICES`."""
    source: Ints
    """Index into `actors`: who is named as the source; `NONE` where it is the outlet, somebody else, or nobody."""
    actors: Sequence[str]

    def voices(self) -> list[str]:
        """Name the voices."""
        return [VOICES[code] for code in self.voice.tolist()]

    def sources(self) -> list[str]:
        """Name the sources; empty where there is no actor."""
        return [self.actors[code] if code != NONE else "" for code in self.source.tolist()]


def placed_voice(batch: Batch, found: Sequence[Found], sentence: Ints, start: Ints) -> Placed:
    """Give voice and source of the words that begin at some places.

    Args:
        batch: from `text.build`.
        found: the evidence so far; of its layers `attribution`, `content` and `source` are read. Without contents (none, or
            those of `attribution-rules`) quotation marks alone tell.
        sentence: of each place, index into the batch's sentences.
        start: code point in the document.

    No places give none.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.measures.actors import ActorList
        >>> from framing.measures.attribution_news import AttributionNews
        >>> from framing.study import Actor
        >>> from framing.text.build import build
        >>> text = 'Norland said that the dam was safe. "It is not," said Sudria. The dam broke.'
        >>> batch = build([segment(Document(id="1", text=text))])
        >>> found = ActorList((Actor(name="Norland"), Actor(name="Sudria")))(batch, [])
        >>> found += AttributionNews()(batch, found)
        >>> starts = np.array([text.index("safe"), text.index("not"), text.index("broke")], np.int32)
        >>> placed = placed_voice(batch, found, np.array([0, 1, 2], np.int32), starts)
        >>> placed.voices(), placed.sources()
        (['indirect', 'direct', 'outlet'], ['Norland', 'Sudria', ''])
    """
    document = batch.sentences.document[sentence].astype(np.int64)
    width = np.int64(max((len(text) for text in batch.normal), default=0) + 1)
    place = document * width + start
    quotes = batch.quotes
    spoken = ~quotes.scare
    quoted = _held(
        place, quotes.document[spoken] * width + quotes.start[spoken], quotes.document[spoken] * width + quotes.end[spoken]
    )
    actors: Sequence[str] = next((each.actors for each in found if each.layer == "mention"), ())
    voice = np.where(quoted >= 0, _DIRECT, 0).astype(np.int32)
    source = np.full(len(place), NONE, np.int32)
    contents = next((each for each in found if each.layer == "content"), None)
    if contents is not None and len(contents.start):
        base = batch.sentences.document[contents.sentence].astype(np.int64) * width
        row = _held(place, base + contents.start, base + contents.end)
        modes = np.array([VOICES.index(name) for name in contents.labels], np.int32)[contents.label]
        voice = np.where((row >= 0) & (voice == 0), modes[row], voice).astype(np.int32)
        source = np.where(row >= 0, _sources(found, len(contents.start))[row], NONE).astype(np.int32)
    return Placed(voice, source, actors)


def _held(place: Longs, start: NDArray[np.integer], end: NDArray[np.integer]) -> Longs:
    """Give the span that holds each place, `NONE` where none does; of spans that overlap, the one that begins last."""
    if not len(start):
        return np.full(len(place), NONE, np.int64)
    order = np.argsort(start, kind="stable")
    at = np.searchsorted(start[order], place, side="right") - 1
    row = order[np.maximum(at, 0)]
    return np.where((at >= 0) & (place < end[row]), row, NONE).astype(np.int64)


def _sources(found: Sequence[Found], contents: int) -> Ints:
    """Give the actor who is the source of each content, through the cue that both hang on."""
    actor = np.full(contents, NONE, np.int32)
    cues = next((each for each in found if each.layer == "attribution" and each.links), None)
    sources = next((each for each in found if each.layer == "source"), None)
    if cues is None or sources is None or sources.actor is None or not len(cues.start):
        return actor
    of_cue = np.full(len(cues.start), NONE, np.int32)
    for link in cues.links:
        if link.layer == "source":
            of_cue[link.source] = sources.actor[link.target]
    for link in cues.links:
        if link.layer == "content":
            actor[link.target] = of_cue[link.source]
    return actor
