"""Claims without a source: sentences that hedge what they say as known or believed and name nobody who knows or believes it.

A sentence makes a claim where it holds an evidential or doxastic hedge ("reportedly", "appears to"), or a cue of attribution
whose source is nobody ("is believed to"). It has a source where a source other than nobody stands in it, or where its
words are attributed and not to nobody. The definition is this toolkit's, after Bednarek 2006 on unattributed knowledge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE, Found
from framing.measures.voice import voices, words_by_mode

if TYPE_CHECKING:
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "LABELS", "Claims"]

Flags = NDArray[np.bool_]

INSTRUMENT = "claims-rules"
LABELS = ("sourced", "unsourced")
HEDGES = ("evidential", "doxastic")
"""Kinds of hedges that say on what a claim rests, or that it is held to be so."""


@dataclass(frozen=True)
class Claims:
    """Gives the layer `claim`: one row for every sentence that makes one; without hedges or cues in `found`, none."""

    instrument: str = INSTRUMENT
    needs: tuple[str, ...] = ("hedge", "attribution", "source", "content")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the claims of a batch; the row spans the whole sentence."""
        sentences = batch.sentences
        size = len(sentences)
        nobody = _marked(found, "source", ("nobody", "none"), size)
        claims = _marked(found, "hedge", HEDGES, size) | nobody
        attributed = voices(sentences.words.astype(np.int64), words_by_mode(batch, found).astype(np.int64)) > 0
        sourced = (attributed & ~nobody) | _marked(found, "source", _SOURCES, size)
        at = np.flatnonzero(claims).astype(np.int32)
        return [
            Found(
                layer="claim",
                instrument=self.instrument,
                sentence=at,
                start=sentences.start[at],
                end=sentences.end[at],
                label=np.where(sourced[at], 0, 1).astype(np.int32),
                labels=LABELS,
                value=np.ones(len(at), np.int32),
                entry=np.full(len(at), NONE, np.int32),
            )
        ]


_SOURCES = ("named", "official", "media", "document", "unnamed", "institutional")


def _marked(found: Sequence[Found], layer: str, labels: Sequence[str], size: int) -> Flags:
    """Tell which sentences hold evidence of these kinds."""
    out = np.zeros(size, bool)
    each = next((one for one in found if one.layer == layer), None)
    if each is not None:
        wanted = np.array([name in labels for name in each.labels] or [False])
        out[each.sentence[wanted[each.label]]] = True
    return out
