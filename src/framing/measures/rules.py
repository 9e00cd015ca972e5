"""Evidence by list and guard: phrases matched longest first, told from their homographs by the words around them.

A list has the columns entry, layer, label and guard. A phrase may stand in several rows: the first whose guard passes
is its reading ("reports suggest" is evidential, "this suggests" epistemic). A row without guard always passes. The layer
`none` holds phrases that are evidence of nothing but keep a shorter entry from matching inside them ("as soon as
possible", "military might"). A guard is a function from candidates to a flag each; it runs only where an entry asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.lexicons import Lexicon
from framing.measures.context import Context
from framing.measures.spans import Spans
from framing.measures.spec import Found
from framing.text.match import Matches, Phrases, Together

__all__ = ["NOTHING", "Guard", "Hits", "Rules"]

Ints = NDArray[np.int32]
Guard = Callable[[Spans], NDArray[np.bool_]]

NOTHING = "none"
"""The layer of phrases that only block shorter ones."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Candidates that passed their guards: first and last word, and the entry of each, in order of position."""

    spans: Spans
    entry: Ints


@dataclass(frozen=True)
class Rules:
    """A list compiled: its phrases, and for each the codes of its layer, label and guard.

    Raises:
        InputError: a row of the list names a layer, label or guard that there is not.
    """

    lexicon: Lexicon
    kinds: Mapping[str, Sequence[str]]
    """The labels of each layer."""
    guards: Mapping[str, Guard]

    def __post_init__(self) -> None:
        """Check the list."""
        for row in self.lexicon.entries:
            layer, label, guard = row["layer"], row["label"], row["guard"]
            known = layer == NOTHING or label in self.kinds.get(layer, ())
            if not known or (guard and guard not in self.guards):
                what = f"guard {guard}" if known else f"label {layer} {label}"
                raise InputError(f'{self.lexicon.name}.csv: "{row["entry"]}" has the unknown {what}; mend the row')

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """The phrases as written in the list: what `Found.entry` indexes."""
        return self.lexicon.column("entry")

    @cached_property
    def phrases(self) -> Phrases:
        """The distinct phrases, ready to be found."""
        return Phrases(tuple(self._rows))

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for row, entry in enumerate(self.entries):
            rows.setdefault(entry, []).append(row)
        return rows

    @cached_property
    def readings(self) -> Ints:
        """Rows of each phrase in order, −1 where it has no more: the most rows that a phrase has × phrases."""
        table = np.full((max(map(len, self._rows.values())), len(self._rows)), -1, np.int32)
        for phrase, rows in enumerate(self._rows.values()):
            table[: len(rows), phrase] = rows
        return table

    @cached_property
    def layer(self) -> Ints:
        """Code of each entry's layer in `kinds`, −1 for those that only block."""
        layers = list(self.kinds)
        return np.array([layers.index(name) if name != NOTHING else -1 for name in self.lexicon.column("layer")], np.int32)

    @cached_property
    def label(self) -> Ints:
        """Code of each entry's label within its layer, −1 for those that only block."""
        rows = self.lexicon.entries
        return np.array([-1 if r["layer"] == NOTHING else self.kinds[r["layer"]].index(r["label"]) for r in rows], np.int32)

    @cached_property
    def guard(self) -> NDArray[np.int16]:
        """Code of each entry's guard in `guards`, or one more where it has none and always passes."""
        names = [*self.guards, ""]
        return np.array([names.index(name) for name in self.lexicon.column("guard")], np.int16)

    def find(self, context: Context) -> Hits:
        """Find what passes and is evidence of something; an empty batch gives no hits."""
        return self.told(self.read(context))

    def told(self, hits: Hits) -> Hits:
        """Leave out the phrases that only block others."""
        own = np.flatnonzero(self.layer.take(hits.entry) >= 0)
        return Hits(hits.spans[own], hits.entry[own])

    def read(self, context: Context) -> Hits:
        """Find what passes, those phrases too that are evidence of nothing and block others."""
        matches = _matches(context, self.phrases)
        spans = Spans(context, matches.first, matches.last - 1)
        chosen = np.full(len(spans), -1, np.int32)
        open_ = np.arange(len(spans))
        for rows in self.readings:
            row = rows.take(matches.entry.take(open_))
            further = np.flatnonzero(row >= 0)
            open_, row = open_.take(further), row.take(further)
            passed = self._passes(spans[open_], row)
            chosen[open_[passed]] = row[passed]
            open_ = open_[~passed]
        kept = np.flatnonzero(chosen >= 0)
        return Hits(spans[kept], chosen[kept])

    def _passes(self, spans: Spans, row: Ints) -> NDArray[np.bool_]:
        """Tell which candidates pass the guards of their rows; each guard is asked once, for all that name it."""
        asked = self.guard.take(row)
        order, count = np.argsort(asked, kind="stable"), np.bincount(asked, minlength=len(self.guards))
        passed = np.ones(len(row), bool)
        stop = np.cumsum(count).tolist()
        for guard, begin, end in zip(self.guards.values(), [0, *stop], stop, strict=False):
            if begin < end:
                passed[order[begin:end]] = guard(spans[order[begin:end]])
        return passed

    def evidence(self, hits: Hits, layer: str, instrument: str) -> Found:
        """Give the hits of one layer as evidence, one each."""
        own = np.flatnonzero(self.layer.take(hits.entry) == list(self.kinds).index(layer))
        spans, entry, words = hits.spans[own], hits.entry[own], hits.spans.context.batch.words
        return Found(
            layer=layer,
            instrument=instrument,
            sentence=words.sentence.take(spans.first),
            start=words.start.take(spans.first),
            end=words.end.take(spans.last),
            label=self.label.take(entry),
            labels=tuple(self.kinds[layer]),
            value=np.ones(len(entry), np.int32),
            entry=entry,
            entries=self.entries,
        )


_ASKED: list[Phrases] = []
"""The lists that batches were asked for so far: every batch of a run is asked for the same."""


def _matches(context: Context, phrases: Phrases) -> Matches:
    """Find a list's phrases in a batch: from the second batch on, in one pass with those of the other lists."""
    if phrases not in _ASKED:
        _ASKED.append(phrases)
        return phrases.find(context.batch)
    if phrases not in context.matches:
        context.matches.update(zip(_ASKED, _together(*_ASKED).find(context.batch), strict=True))
    return context.matches[phrases]


@cache
def _together(*lists: Phrases) -> Together:
    return Together(lists)
