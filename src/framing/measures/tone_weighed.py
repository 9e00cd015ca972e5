"""The instruments of tone that are weighted words: `news-tone`, made for news, and the published `hu-liu` and `afinn`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE, Found
from framing.measures.vader import ten_thousandths
from framing.measures.vader_mask import mentioned, shipped
from framing.measures.weigh import Weighed, compound, place, weigh
from framing.measures.weights import Weights, Wholes, read, wholes
from framing.text.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["WEIGHED", "Weighing", "compounds"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How an instrument reads its list: α of the squeeze, whether context turns words, whether names are masked."""

    alpha: float
    in_context: bool
    masks: bool


WEIGHED: Mapping[str, _Kind] = {
    "news-tone": _Kind(1.0, in_context=True, masks=True),
    "hu-liu": _Kind(0.25, in_context=False, masks=False),
    "afinn": _Kind(1.0, in_context=False, masks=False),
}
"""α is 1 where weights go from about −4 to 4, and a quarter of it where they are −1 and 1, so that all squeeze alike. With it
the mean absolute compound of `news-tone` on news sentences is about that of VADER."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Weighing:
    """Gives layers `tone` and `valence` of one weighted list.

    `own` are the study's words and phrases to leave out, with the shipped names and all mentions of actors, where the
    instrument masks at all.
    """

    instrument: str
    own: tuple[str, ...] = ()
    _wholes: list[Wholes] = field(default_factory=list, repr=False, compare=False)

    @property
    def needs(self) -> tuple[str, ...]:
        """Mentions of actors, where names are masked."""
        return ("mention",) if WEIGHED[self.instrument].masks else ()

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give layer `tone`, a row a sentence, and layer `valence`, a row an entry that counts."""
        kind = WEIGHED[self.instrument]
        masked = _mentioned_words(batch, found) if kind.masks else np.zeros(0, np.int64)
        weighed = self.weighed(batch, masked)
        first = batch.sentences.first_word
        tone = compound(weighed, batch.words.sentence, first[1:] - first[:-1], kind.alpha)
        return [_sentences(self.instrument, batch, tone), _words(self.instrument, batch, weighed)]

    def weighed(self, batch: Batch, masked: NDArray[np.int64]) -> Weighed:
        """Give the words that count, by place among the batch's words."""
        kind = WEIGHED[self.instrument]
        known = read(self.instrument, roles=kind.in_context)
        if not self._wholes:  # made once: laying out the entries takes as long as a thousand sentences
            self._wholes.append(wholes(known, (*_that_hide(known), *self.own) if kind.masks else ()))
        return weigh(batch, known, place(batch, known, self._wholes[0], masked), context=kind.in_context)


def _that_hide(known: Weights) -> list[str]:
    """Give the shipped names that hold a word with a weight or a role: the others hide nothing."""
    heard = set(known.entries[: known.first_whole])
    return [name for name in shipped() if heard.intersection(name.split())]


def _mentioned_words(batch: Batch, found: Iterable[Found]) -> NDArray[np.int64]:
    chunks = mentioned(batch, list(found))
    if not len(chunks):
        return np.zeros(0, np.int64)
    inside = np.zeros(len(batch.chunks.type), np.bool_)
    inside[chunks] = True
    return np.flatnonzero(inside[batch.words.chunk])


def _sentences(instrument: str, batch: Batch, tone: NDArray[np.float64]) -> Found:
    sentences = batch.sentences
    nothing = np.zeros(len(sentences), np.int32)
    return Found(
        layer="tone",
        instrument=instrument,
        sentence=np.arange(len(sentences), dtype=np.int32),
        start=sentences.start,
        end=sentences.end,
        label=nothing,
        labels=("compound",),
        value=ten_thousandths(tone),
        entry=nothing + NONE,
    )


def _words(instrument: str, batch: Batch, weighed: Weighed) -> Found:
    words = batch.words
    return Found(
        layer="valence",
        instrument=instrument,
        sentence=words.sentence.take(weighed.word),
        start=words.start.take(weighed.word),
        end=words.end.take(weighed.last - 1),
        label=(weighed.value < 0).astype(np.int32),
        labels=("positive", "negative"),
        value=ten_thousandths(weighed.value),
        entry=weighed.code,
        entries=read(instrument, roles=WEIGHED[instrument].in_context).entries,
    )


def compounds(texts: Sequence[str], instrument: str, mask: Sequence[str] = ()) -> NDArray[np.float64]:
    """Score each text as one unit, −1 … 1; a text without weighted words, or without words, has 0."""
    from framing.corpus.documents import Block, Document
    from framing.text.build import build

    blocks = [(Block(0, len(text), 0, heading=False),) if text.strip() else () for text in texts]
    each = enumerate(zip(texts, blocks, strict=True))
    batch = build([Document(id=str(at), text=text, blocks=own) for at, (text, own) in each])
    unit = batch.sentences.document[batch.words.sentence]
    size = np.bincount(unit, minlength=len(texts))
    weighed = Weighing(instrument, tuple(mask)).weighed(batch, np.zeros(0, np.int64))
    return np.round(compound(weighed, unit, size, WEIGHED[instrument].alpha), 4)
