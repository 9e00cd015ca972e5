"""Generic frames: Semetko & Valkenburg's five, counted by the words that their items name.

An issue frame belongs to one study; a generic frame is found in news of any matter (de Vreese 2005). Semetko & Valkenburg
(2000) ask coders some twenty yes-or-no questions an article; the indicators here stand for these questions, and how well
they do is measured against coders who answered them (see docs/methods/generic-frames.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from framing.lexicons import load
from framing.measures.frames import FrameIndicators
from framing.measures.spec import Found, Measure, Sum
from framing.tables import GENERIC_FRAMES, TRUSTED_GENERIC_FRAMES

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.tables import GenericFrame
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "LAYER", "GenericFrames", "annotators", "indicators", "measures"]

INSTRUMENT = "generic-frames"
LAYER = "generic"
_HIGHER = {
    "responsibility": "more of who should solve the problem, or is to blame for it",
    "human_interest": "more of people's lives and feelings",
    "conflict": "more of disagreement, reproach and sides",
    "morality": "more of morals, religion and duty",
    "economic": "more of costs, gains and the economy",
}


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotator of the generic frames that a study asks for; none where it asks for none."""
    chosen = _chosen(study)
    return [GenericFrames(chosen, mask=study.instruments.mask if study is not None else ())] if chosen else []


def measures(study: Study | None) -> list[Measure]:
    """Give one measure a generic frame, `generic_<name>`, per 1,000 words.

    Without a study these are the frames that agreed with coders better than the commonest answer.

    Examples:
        >>> [measure.name for measure in measures(None)]
        ['generic_responsibility', 'generic_conflict', 'generic_economic']
    """
    return [_measure(name) for name in _chosen(study)]


def _chosen(study: Study | None) -> tuple[GenericFrame, ...]:
    asked = study.instruments.generic_frames if study is not None else TRUSTED_GENERIC_FRAMES
    return tuple(name for name in GENERIC_FRAMES if name in asked)


def _measure(name: GenericFrame) -> Measure:
    return Measure(
        name=f"generic_{name}",
        title=f"{name.replace('_', ' ').capitalize()} frame",
        unit="per 1,000 words",
        numerator=Sum(LAYER, labels=(name,)),
        denominator=Sum("words"),
        scale=1000,
        low=0,
        high=1000,
        higher=_HIGHER[name],
        source="Semetko & Valkenburg 2000",
        primary_layer=LAYER,
    )


@cache
def indicators(name: GenericFrame) -> tuple[str, ...]:
    """Give the indicators of one generic frame, in the list's order.

    Examples:
        >>> "disagree*" in indicators("conflict")
        True
    """
    rows = load(INSTRUMENT).entries
    return tuple(row["entry"] for row in rows if row["frame"] == name)


@dataclass(frozen=True)
class GenericFrames:
    """Finds indicators of generic frames: layer `generic`, label the frame, entry the indicator.

    They match as a study's own indicators do (see `FrameIndicators`). `mask` holds the topic words that a study leaves out,
    since whoever writes of its matter must use them: an indicator that is one, apart from its `*`, does not count.
    A batch without words gives evidence without rows.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.text.build import build
        >>> batch = build([segment(Document(id="1", text="Critics denounced the costs of the plan."))])
        >>> found = GenericFrames(("conflict", "economic"))(batch, [])[0]
        >>> [(found.labels[label], found.entries[entry]) for label, entry in zip(found.label, found.entry)]
        [('conflict', 'critics'), ('conflict', 'denounc*'), ('economic', 'costs')]
    """

    names: tuple[GenericFrame, ...] = TRUSTED_GENERIC_FRAMES
    mask: tuple[str, ...] = ()
    instrument: str = field(default=INSTRUMENT)
    needs: tuple[str, ...] = field(default=())

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the indicators of a batch."""
        return _finder(self.names, self.mask)(batch, found)


class _Frame(NamedTuple):
    name: str
    indicators: tuple[str, ...]


@cache
def _finder(names: tuple[GenericFrame, ...], mask: tuple[str, ...]) -> FrameIndicators:
    topic = {word.lower() for word in mask}
    kept = {name: tuple(each for each in indicators(name) if each.rstrip("*") not in topic) for name in names}
    return FrameIndicators(tuple(_Frame(name, kept[name]) for name in names), instrument=INSTRUMENT, layer=LAYER)
