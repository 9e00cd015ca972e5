"""Issue frames: the study's own, counted by indicators with wildcards.

A frame selects "some aspects of a perceived reality" (Entman 1993); what a study declares in `[[frames]]` is which
words show that it does. Counting indicators is a dictionary method: it shows how much a text speaks in a frame's words,
and is no coder's judgement that the frame is there (see docs/methods/frames.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from framing.measures.spec import Found, Measure, Sum
from framing.text.match import Phrases

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Frame, Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "FrameIndicators", "annotators", "measures"]

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


@dataclass(frozen=True)
class FrameIndicators:
    """Finds indicators of frames: layer `frame`, label the frame's name, entry the indicator as the study has it.

    Longest match, left to right, capitals ignored; an indicator of several frames gives a row for each.
    A batch without words gives evidence without rows.

    Examples:
        >>> from framing.corpus.sections import segment
        >>> from framing.corpus.documents import Document
        >>> from framing.study import Frame
        >>> from framing.text.build import build
        >>> frame = Frame(name="deterrence", definition="…", element="remedy", indicators=("deter*", "balance of power"))
        >>> batch = build([segment(Document(id="1", text="It may deter them. The balance of power holds."))])
        >>> found = FrameIndicators((frame,))(batch, [])[0]
        >>> [found.entries[entry] for entry in found.entry]
        ['deter*', 'balance of power']
    """

    frames: tuple[Frame, ...]
    instrument: str = field(default=INSTRUMENT)
    needs: tuple[str, ...] = field(default=())

    @cached_property
    def _indicators(self) -> dict[str, list[int]]:
        """Each distinct indicator, and the frames that it counts for."""
        indicators: dict[str, list[int]] = {}
        for number, frame in enumerate(self.frames):
            for indicator in dict.fromkeys(" ".join(each.lower().split()) for each in frame.indicators):
                indicators.setdefault(indicator, []).append(number)
        return indicators

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases(tuple(self._indicators))

    @cached_property
    def _counts(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.array([len(frames) for frames in self._indicators.values()], np.int64)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (an annotator's signature)
        """Give the indicators of a batch."""
        matches = self._phrases.find(batch)
        frames = np.array([number for numbers in self._indicators.values() for number in numbers], np.int32)
        offsets = np.cumsum(self._counts) - self._counts
        times = self._counts[matches.entry]
        row = np.repeat(np.arange(len(matches.first)), times)
        within = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        first, last, entry = matches.first[row], matches.last[row] - 1, matches.entry[row]
        words = batch.words
        return [
            Found(
                layer="frame",
                instrument=self.instrument,
                sentence=words.sentence[first],
                start=words.start[first],
                end=words.end[last],
                label=frames[offsets[entry] + within],
                labels=[frame.name for frame in self.frames],
                value=np.ones(len(row), np.int32),
                entry=entry.astype(np.int32),
                entries=list(self._indicators),
            )
        ]
