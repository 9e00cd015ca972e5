"""Issue frames: the study's own, counted by indicators with wildcards.

A frame selects "some aspects of a perceived reality" (Entman 1993); what a study declares in `[[frames]]` is which
words show that it does. Counting indicators is a dictionary method: it shows how much a text speaks in a frame's words,
and is no coder's judgement that the frame is there (see docs/methods/frames.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from framing.measures.aliases import cut
from framing.measures.spec import Found, Measure, Sum
from framing.text.match import Phrases

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Frame, Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "FrameIndicators", "Indicated", "annotators", "measures"]

INSTRUMENT = "frame-indicators"


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotator of a study's frames; none where the study has no frames."""
    return [FrameIndicators(study.frames)] if study is not None and study.frames else []


def measures(study: Study | None) -> list[Measure]:
    """Give one measure a frame, `frame_<name>`, per 1,000 words; none where the study has no frames.

    Examples:
        >>> measures(None)
        []
    """
    return [_measure(frame) for frame in (study.frames if study is not None else ())]


def _measure(frame: Frame) -> Measure:
    title = frame.title or frame.name.replace("_", " ").replace("-", " ").capitalize()
    return Measure(
        name=f"frame_{frame.name}",
        title=title,
        unit="per 1,000 words",
        numerator=Sum("frame", labels=(frame.name,)),
        denominator=Sum("words"),
        scale=1000,
        low=0,
        high=1000,
        higher=f"more in the words of {title.lower()}",
        source="Entman 1993; the study's own indicators",
        primary_layer="frame",
    )


class Indicated(Protocol):
    """A frame as far as it is counted: its name and its indicators."""

    @property
    def name(self) -> str:
        """What its evidence is labelled with."""

    @property
    def indicators(self) -> tuple[str, ...]:
        """Words or phrases; `*` at the end of a word stands for any ending."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """An indicator of a frame within a matched phrase: at which of its words it begins and stops."""

    frame: int
    indicator: int
    first: int
    stop: int


@dataclass(frozen=True)
class FrameIndicators:
    """Finds indicators of frames: layer `frame`, label the frame's name, entry the indicator as the study has it.

    Longest match, left to right, capitals ignored, within each frame: an indicator of one frame inside a longer one of
    another counts for both ("arms race" and "race"); an indicator of several frames gives a row for each.
    A batch without words gives evidence without rows.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.study import Frame
        >>> from framing.text.build import build
        >>> frame = Frame(name="deterrence", definition="…", element="remedy", indicators=("deter*", "balance of power"))
        >>> batch = build([segment(Document(id="1", text="It may deter them. The balance of power holds."))])
        >>> found = FrameIndicators((frame,))(batch, [])[0]
        >>> [found.entries[entry] for entry in found.entry]
        ['deter*', 'balance of power']
    """

    frames: tuple[Indicated, ...]
    instrument: str = field(default=INSTRUMENT)
    layer: str = field(default="frame")
    needs: tuple[str, ...] = field(default=())

    @cached_property
    def indicators(self) -> dict[str, tuple[int, ...]]:
        """Each distinct indicator, in lower case, and the frames that it counts for."""
        indicators: dict[str, tuple[int, ...]] = {}
        for number, frame in enumerate(self.frames):
            for indicator in dict.fromkeys(" ".join(each.lower().split()) for each in frame.indicators):
                indicators[indicator] = (*indicators.get(indicator, ()), number)
        return indicators

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(tuple(self.indicators))

    @cached_property
    def _hits(self) -> tuple[_Hit, ...]:
        return tuple(hit for hits in self._hits_of for hit in hits)

    @cached_property
    def _hits_of(self) -> list[list[_Hit]]:
        """What each indicator is evidence of: its own frames, and others' whose indicators stand within it."""
        words = [cut(indicator) for indicator in self.indicators]
        owners = list(self.indicators.values())
        beginning: dict[str, list[int]] = {}
        for number, own in enumerate(words):
            beginning.setdefault(own[0][:1], []).append(number)
        return [_evidence(number, words, owners, beginning) for number in range(len(words))]

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (an annotator's signature)
        """Give the indicators of a batch."""
        matches = self._phrases.find(batch)
        counts = np.array([len(hits) for hits in self._hits_of], np.int64)
        times = counts[matches.entry]
        row = np.repeat(np.arange(len(times)), times)
        within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        hit = (np.cumsum(counts) - counts)[matches.entry[row]] + within
        table = np.array([(h.frame, h.indicator, h.first, h.stop) for h in self._hits], np.int32).reshape(-1, 4)
        frame, entry, first, stop = (column[hit] for column in table.T)
        first, last = matches.first[row] + first, matches.first[row] + stop - 1
        order = np.argsort(first, kind="stable")
        words = batch.words
        return [
            Found(
                layer=self.layer,
                instrument=self.instrument,
                sentence=words.sentence[first[order]],
                start=words.start[first[order]],
                end=words.end[last[order]],
                label=frame[order],
                labels=[each.name for each in self.frames],
                value=np.ones(len(order), np.int32),
                entry=entry[order],
                entries=list(self.indicators),
            )
        ]


def _evidence(
    number: int, words: Sequence[tuple[str, ...]], owners: Sequence[tuple[int, ...]], beginning: Mapping[str, Sequence[int]]
) -> list[_Hit]:
    """Give the hits of one indicator; `beginning` has the indicators by their first letter, so that few are compared."""
    own = words[number]
    hits = [_Hit(frame, number, 0, len(own)) for frame in owners[number]]
    taken = dict.fromkeys(range(1 + max(max(each) for each in owners)), 0) | dict.fromkeys(owners[number], len(own))
    for first in range(len(own)):
        alike = beginning.get(own[first][:1], ())
        inside = [other for other in alike if other != number and _stands_in(words[other], own[first:])]
        for other in sorted(inside, key=lambda other: -len(words[other])):
            for frame in owners[other]:
                if taken[frame] <= first:
                    hits.append(_Hit(frame, other, first, first + len(words[other])))
                    taken[frame] = first + len(words[other])
    return hits


def _stands_in(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether whatever matches the longer indicator matches the shorter one at its beginning."""
    return len(shorter) <= len(longer) and all(_covers(one, other) for one, other in zip(shorter, longer, strict=False))


def _covers(one: str, other: str) -> bool:
    if one.endswith("*"):
        return other.rstrip("*").startswith(one.rstrip("*"))
    return one == other
