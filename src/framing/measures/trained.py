"""Hedges by a trained classifier over the rules: which candidates are cues is weighed, the rest is as the rules say.

The classifier decides on epistemic, doxastic and investigation cues, the kinds that the Szeged corpus marks. Evidentials
and approximators are the rules'; a candidate that they read so ("reports suggest") counts once, as evidential. Where the
rules find one of the three kinds in words that are no candidates, their reading stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.cue_model import CueModel
from framing.measures.cues import READINGS, Candidates, read_as
from framing.measures.holders import named_holder
from framing.measures.spec import Found

if TYPE_CHECKING:
    from framing.measures.context import Context
    from framing.measures.rules import Hits, Rules
    from framing.measures.spans import Spans

__all__ = ["KINDS", "Trained"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

KINDS = ("epistemic", "doxastic", "investigation")
"""The kinds that are weighed."""

VIEWING = ("consider", "perceive", "regard", "see", "view")
"""Groups of verbs of viewing: with a named subject they impute a view and are no hedge."""

HOMOGRAPHS = ("may", "might")
"""Groups with a homograph that a guard of the rules knows: their word is final."""


@dataclass(frozen=True)
class Trained:
    """The classifier and the rules below it."""

    model: CueModel
    rules: Rules

    def evidence(self, context: Context, read: Hits) -> Found:
        """Give the hedges of a batch; `read` is what the rules read, blocking phrases among it."""
        cues, kept = self.cues(context, read)
        of_rules = self._of_rules(context, read, cues)
        first = np.concatenate([cues.spans.first[kept], read.spans.first[of_rules]])
        last = np.concatenate([cues.spans.last[kept], read.spans.last[of_rules]])
        label = np.concatenate([self._kind[cues.entry[kept]], self.rules.label[read.entry[of_rules]]])
        entry = np.concatenate([cues.entry[kept] + len(self.rules.entries), read.entry[of_rules]])
        order = np.argsort(first, kind="stable")
        words = context.batch.words
        return Found(
            layer="hedge",
            instrument=self.model.cues.name,
            sentence=words.sentence[first[order]],
            start=words.start[first[order]],
            end=words.end[last[order]],
            label=label[order].astype(np.int32),
            labels=tuple(self.rules.kinds["hedge"]),
            value=np.ones(len(first), np.int32),
            entry=entry[order].astype(np.int32),
            entries=(*self.rules.entries, *self.model.cues.entries),
        )

    def kept(self, context: Context, read: Hits) -> Found:
        """Give what the classifier keeps as a layer of its own, `cue`."""
        found, kept = self.weighed(context, read)
        first, last, entry = found.spans.first[kept], found.spans.last[kept], found.entry[kept]
        words = context.batch.words
        return Found(
            layer="cue",
            instrument=self.model.cues.name,
            sentence=words.sentence[first],
            start=words.start[first],
            end=words.end[last],
            label=self._kind[entry],
            labels=tuple(self.rules.kinds["hedge"]),
            value=np.ones(len(entry), np.int32),
            entry=entry,
            entries=self.model.cues.entries,
        )

    def cues(self, context: Context, read: Hits) -> tuple[Candidates, Flags]:
        """Give the candidates, and which of them count as one of the three kinds."""
        found, kept = self.weighed(context, read)
        return found, kept & ~self._taken(context, read)[found.spans.first]

    def weighed(self, context: Context, read: Hits) -> tuple[Candidates, Flags]:
        """Give the candidates, and which the classifier keeps, those too that the rules read as evidential."""
        found = self.model.cues.find(context, read_as(self.rules, read, len(context.type)))
        kept = self.model.keep(found) & ~self._refused(found)
        at = np.flatnonzero(kept & self._viewing[found.group])
        kept[at] = ~named_holder(found.spans[at])
        return found, kept

    def _refused(self, found: Candidates) -> Flags:
        """What the rules know to be no cue: "may" the month, "might" the noun, "think tank", "no doubt"."""
        nothing, blocked, booster = (found.reading == READINGS.index(name) for name in ("nothing", "blocked", "booster"))
        return np.asarray(blocked | booster | (nothing & self._homograph[found.group]), bool)

    def _taken(self, context: Context, read: Hits) -> Flags:
        """Words that the rules read as evidential or approximator."""
        return _covered(read.spans[np.flatnonzero(self._apart[read.entry])], len(context.type))

    def _of_rules(self, context: Context, read: Hits, cues: Candidates) -> NDArray[np.intp]:
        """Hedges of the rules that stand: evidentials and approximators, and where no candidate is."""
        at = np.flatnonzero(self._hedge[read.entry])
        covered = _covered(cues.spans, len(context.type))
        spans = read.spans[at]
        length = spans.last - spans.first
        candidate = np.zeros(len(at), bool)
        for n in range(int(length.max(initial=-1)) + 1):
            candidate |= (length >= n) & covered.take(spans.first + n, mode="clip")
        return at[self._apart[read.entry[at]] | ~candidate]

    @cached_property
    def _hedge(self) -> Flags:
        """Whether an entry of the rules is a hedge."""
        return np.asarray(self.rules.layer == list(self.rules.kinds).index("hedge"), bool)

    @cached_property
    def _apart(self) -> Flags:
        """Whether an entry of the rules is a hedge that is not weighed."""
        weighed = [list(self.rules.kinds["hedge"]).index(kind) for kind in KINDS]
        return self._hedge & ~np.isin(self.rules.label, weighed)

    @cached_property
    def _kind(self) -> Ints:
        kinds = list(self.rules.kinds["hedge"])
        return np.array([kinds.index(kind) for kind in self.model.cues.kinds], np.int32)

    @cached_property
    def _homograph(self) -> Flags:
        return np.array([group in HOMOGRAPHS for group in self.model.cues.groups], bool)

    @cached_property
    def _viewing(self) -> Flags:
        return np.array([group in VIEWING for group in self.model.cues.groups], bool)


def _covered(spans: Spans, words: int) -> Flags:
    """Say of each word of a batch whether one of the spans holds it."""
    covered = np.zeros(words, bool)
    length = spans.last - spans.first
    for n in range(int(length.max(initial=-1)) + 1):
        covered[spans.first[length >= n] + n] = True
    return covered
