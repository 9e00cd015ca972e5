"""A trained instrument of cues: a list of candidates, and weights of what stands around them, added up.

The list (`lexicons/<name>.csv`: entry, group, kind) says what may be a cue and of which kind; the weights
(`measures/weights/<name>.csv`: template, group, value, weight) say when it is one. A candidate is kept where the weights of
its traits add up to the threshold or more. Weights are whole thousandths: sums are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.lexicons import load
from framing.measures.cues import ENDINGS, READINGS, SITUATIONS, Candidates, Trait, traits
from framing.measures.spans import Spans
from framing.text.match import Phrases

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.measures.context import Context

__all__ = ["BIAS", "CueList", "CueModel", "Weight", "load_model", "vocabulary_of"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

BIAS = "threshold"
"""The template of the row that holds the threshold."""

Weight = tuple[str, str, str, int]
"""Template, group (empty for any), value, thousandths of a logit."""


class CueList:
    """The candidates of a trained instrument: phrases, their groups of forms, and the kind of each."""

    def __init__(self, name: str) -> None:
        """Read the list `name`."""
        lexicon = load(name)
        self.name = name
        self.entries = lexicon.column("entry")
        groups = lexicon.column("group")
        self.groups = tuple(dict.fromkeys(groups))
        self.group = np.array([self.groups.index(group) for group in groups], np.int32)
        self.kinds = lexicon.column("kind")
        self.phrases = Phrases(self.entries)

    def find(self, context: Context, reading: Ints) -> Candidates:
        """Find the candidates of a batch; `reading` is what the rules say of each word."""
        matches = self.phrases.find(context.batch)
        spans = Spans(context, matches.first, matches.last - 1)
        return Candidates(spans, matches.entry, self.group[matches.entry], reading[matches.first])


def vocabulary_of(types: pa.StringArray, words: Sequence[str]) -> Ints:
    """Give every type of a batch its place in a list of words, −1 where it has none; one entry more, −1."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.fill_null(pc.index_in(types, pa.array(words, pa.string())), -1)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    places = np.full(len(found) + 1, -1, np.int32)
    if len(found):
        places[:-1] = np.frombuffer(found.buffers()[1], np.int32, len(found), 4 * found.offset)
    return places


@dataclass(frozen=True)
class CueModel:
    """Weights laid out for reading; see the module.

    Raises:
        InputError: a weight names a group or value that there is not.
    """

    cues: CueList
    weights: tuple[Weight, ...]

    def keep(self, found: Candidates) -> Flags:
        """Say of each candidate whether it is a cue."""
        return np.asarray(self.scores(found) >= self.threshold, bool)

    def scores(self, found: Candidates) -> NDArray[np.int64]:
        """Add up the weights of each candidate's traits, in thousandths of a logit."""
        total = np.zeros(len(found.entry), np.int64)
        for trait in traits(found, vocabulary_of(found.spans.context.batch.words.types, self.words)):
            table = self._tables.get((trait.template, trait.group is not None))
            if table is not None:
                total += _weighed(table, trait)
        return total

    @cached_property
    def threshold(self) -> int:
        """What the sum must reach."""
        return next(weight for template, _, _, weight in self.weights if template == BIAS)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that weigh anything."""
        return tuple(dict.fromkeys(value for template, _, value, _ in self.weights if _of(template) == "word"))

    @cached_property
    def _tables(self) -> Mapping[tuple[str, bool], NDArray[np.int16]]:
        """A table of weights a template: groups × values, or 1 × values; the last value is none."""
        tables: dict[tuple[str, bool], NDArray[np.int16]] = {}
        codes = {what: {value: code for code, value in enumerate(values)} for what, values in self._values.items()}
        entries = codes["entry"]
        groups = {group: code for code, group in enumerate(self.cues.groups)}
        for template, group, value, weight in self.weights:
            if template == BIAS:
                continue
            rows = entries if template == "entry reading" else groups
            of = codes[_of(template)]
            if value not in of or (group and group not in rows):
                raise InputError(f'weights of {self.cues.name}: "{template}, {group}, {value}" is unknown; train it again')
            key = (template, bool(group))
            if key not in tables:
                tables[key] = np.zeros((len(rows) if group else 1, len(of) + 1), np.int16)
            tables[key][rows[group] if group else 0, of[value]] = weight
        return tables

    @cached_property
    def _values(self) -> Mapping[str, Sequence[str]]:
        return {
            "entry": self.cues.entries,
            "reading": READINGS,
            "ending": ENDINGS,
            "situation": SITUATIONS,
            "word": self.words,
        }


def _weighed(table: NDArray[np.int16], trait: Trait) -> NDArray[np.int16]:
    """Look the weights up; −1 is the last value, which weighs nothing."""
    value = np.where(trait.value < 0, table.shape[1] - 1, trait.value)
    if trait.group is None:
        return np.asarray(table[0].take(value), np.int16)
    return np.asarray(table.ravel().take(trait.group.astype(np.int64) * table.shape[1] + value), np.int16)


def _of(template: str) -> str:
    """Say what the values of a template are: its name without the place."""
    if template in ("left", "right"):
        return "word"
    return template.removeprefix("entry ").rstrip("+-12")


@cache
def load_model(name: str, fold: int | None = None) -> CueModel:
    """Read a trained instrument that the package ships; `fold` gives the one trained without that fold's documents.

    Examples:
        >>> len(load_model("hedges-trained").weights) > 1000
        True
    """
    file = f"{name}.csv" if fold is None else f"{name}-folds.csv"
    content = resources.files("framing.measures").joinpath("weights", file).read_text(encoding="utf-8")
    rows = (line.split(",") for line in content.splitlines()[1:])
    return CueModel(CueList(name), tuple(_read(rows, fold)))


def _read(rows: Iterable[Sequence[str]], fold: int | None) -> Iterable[Weight]:
    """Give the rows of one fold; the file of folds has a column for each, empty where the trait weighs nothing."""
    for template, group, value, *weights in rows:
        weight = weights[fold or 0]
        if weight:
            yield template, group, value, int(weight)
