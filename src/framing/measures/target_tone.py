"""Tone towards an actor: whether a sentence shows the one whom it names in a bad or a good light, and not who is near it.

A trained linear model over what stands around each mention (`target_traits`): which words, on which side, how far away. It
was trained on persons in US political news (NewsMTSC, Hamborg & Donnay 2021); how stands in models/target-tone. Mentions by
name or leader are judged; nationality adjectives ("Russian artillery") are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE, Found, Measure, Sum
from framing.measures.target_traits import Vocabulary, traits
from framing.measures.vader_lexicon import column

if TYPE_CHECKING:
    from pathlib import Path

    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "LABELS", "SHARES", "Towards", "annotators", "chances", "measures"]

Longs = NDArray[np.int64]

INSTRUMENT = "target-tone"
LABELS = ("negative", "neutral", "positive")

SHARES = 1_000
"""Weights are whole thousandths, so that sums are the same on every machine."""

UNIT = 10_000
"""Values are stored ×10⁴."""

MENTIONS = 16_384
"""Mentions judged at a time: what they take stays small."""

_SPAN = np.int64(2**31)
"""More code points than a document has: sentence and offset make one key."""


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:  # noqa: ARG001  (it reads no trees)
    """Give the annotator of tone towards actors; none where the study has no actors.

    Examples:
        >>> annotators(None)
        []
    """
    return [Towards()] if study is not None and study.actors else []


def measures(study: Study | None) -> list[Measure]:
    """Give the measures of tone towards actors; none where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    return list(_MEASURES) if study is not None and study.actors else []


def _measure(name: str, title: str, unit: str, numerator: Sum, higher: str, low: float) -> Measure:
    return Measure(
        name=name,
        title=title,
        unit=unit,
        numerator=numerator,
        denominator=Sum("stance_towards"),
        scale=1,
        low=low,
        high=1,
        higher=higher,
        source="Hamborg & Donnay 2021; this toolkit",
        primary_layer="stance_towards",
        by="actor",
    )


_LAYER = "stance_towards"
_MEASURES = (
    _measure("tone_towards", "Tone towards the actor", "score −1…1", Sum(_LAYER, weight="value"), "in a better light", -1),
    _measure(
        "tone_towards_negative", "Mentions in a bad light", "share", Sum(_LAYER, labels=("negative",)),
        "more often shown in a bad light", 0,
    ),
    _measure(
        "tone_towards_positive", "Mentions in a good light", "share", Sum(_LAYER, labels=("positive",)),
        "more often shown in a good light", 0,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Towards:
    """Judges mentions of actors: layer `stance_towards`, label the likeliest, value expected polarity −1 … 1 ×10⁴.

    A batch without mentions gives evidence without rows.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.measures.actors import ActorList
        >>> from framing.study import Actor
        >>> from framing.text.build import build
        >>> text = "The senators praised Norland for its courage and its generous help."
        >>> batch = build([segment(Document(id="1", text=text))])
        >>> mentions = ActorList((Actor(name="Norland"),))(batch, [])
        >>> found = Towards()(batch, mentions)[0]
        >>> [found.labels[label] for label in found.label]
        ['positive']
    """

    instrument: str = INSTRUMENT
    needs: tuple[str, ...] = ("mention",)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the tone towards every actor named in a batch, a row a mention."""
        mention = next((each for each in found if each.layer == "mention"), _NOBODY)
        adjective = list(mention.labels).index("adjective") if "adjective" in mention.labels else NONE
        own = np.flatnonzero(mention.label != adjective)
        chance = chances(batch, *_words(batch, mention, own))
        return [
            Found(
                layer=_LAYER,
                instrument=self.instrument,
                sentence=mention.sentence[own],
                start=mention.start[own],
                end=mention.end[own],
                label=chance.argmax(axis=1).astype(np.int32),
                labels=LABELS,
                value=np.rint((chance[:, 2] - chance[:, 0]) * UNIT).astype(np.int32),
                entry=np.full(len(own), NONE, np.int32),
                actor=mention.actor[own] if mention.actor is not None else np.full(len(own), NONE, np.int32),
                actors=mention.actors,
            )
        ]


def chances(batch: Batch, first: Longs, stop: Longs) -> NDArray[np.float64]:
    """Give how likely each mention is negative, neutral and positive: mentions × 3, rows that add up to one.

    Args:
        batch: the texts.
        first: each mention's first word, by its place among the batch's words.
        stop: one past its last word.
    """
    known, weights = _model()
    scores = np.zeros((len(first), len(LABELS)), np.int64)
    for low in range(0, len(first), MENTIONS):
        rows = slice(low, low + MENTIONS)
        has = traits(batch, first[rows], stop[rows], known)
        n = len(first[rows])
        for kind in range(len(LABELS)):
            scores[rows, kind] = np.bincount(has.mention, weights=weights[kind].take(has.column), minlength=n).astype(np.int64)
    odds = np.exp((scores - scores.max(axis=1, keepdims=True, initial=-(2**62))) / SHARES)
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _words(batch: Batch, mention: Found, own: NDArray[np.intp]) -> tuple[Longs, Longs]:
    """Give the first word of some mentions, and one past their last."""
    words = batch.words
    sentence = mention.sentence[own] * _SPAN
    first = np.searchsorted(words.sentence * _SPAN + words.start, sentence + mention.start[own])
    stop = np.searchsorted(words.sentence * _SPAN + words.start, sentence + mention.end[own])
    return first.astype(np.int64), stop.astype(np.int64)


_NONE = np.zeros(0, np.int32)
_NOBODY = Found("mention", "", _NONE, _NONE, _NONE, _NONE, (), _NONE, _NONE, (), _NONE)
"""The mentions of a batch in which nobody looked for any."""


@cache
def _model() -> tuple[Vocabulary, NDArray[np.float64]]:
    with resources.files("framing.measures").joinpath("weights", "target-tone.npz").open("rb") as file:
        arrays = dict(np.load(file, allow_pickle=False))
    words = column(bytes(arrays["vocabulary"]).decode().split("\n"))
    known = Vocabulary(words, int(arrays["own"]), arrays["signature"], arrays["negation"])
    return known, np.ascontiguousarray(arrays["weights"].T.astype(np.float64))
