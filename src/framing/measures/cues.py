"""Candidates for a hedge, and what stands around each: what a trained instrument weighs.

A candidate is a word or phrase that may be a cue. What is known of it is a list of traits: each names a template
("word+1", "left"), the group of forms it is told of ("believe" for believes, believed; −1 for any), and a value (the word
that comes next). Training and reading make the traits by the same code; a trait weighs what the list of weights says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.measures.context import Context
    from framing.measures.rules import Hits, Rules
    from framing.measures.spans import Spans

__all__ = ["ANY", "ENDINGS", "READINGS", "SITUATIONS", "Candidates", "Trait", "read_as", "traits"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

ANY = -1
"""The group of a trait that is told of every candidate."""

REACH = 6
"""Words to either side that are looked at in no order; 2 in order, and told of each group of forms as well."""

IN_ORDER = (-2, -1, 1, 2)

READINGS = (
    "nothing",
    "blocked",
    "epistemic",
    "doxastic",
    "investigation",
    "evidential",
    "approximator",
    "booster",
    "conditional",
)
"""What the rules say of a candidate's first word."""

ENDINGS = ("none", "other", "ly", "ing", "ed", "s", "digit", "noun")
"""What the neighbour ends in, or that there is none; `digit` begins with one; `noun` is -tion, -ment, -ness."""

SITUATIONS = ("plain", "capital", "opens")
"""Traits of the candidate itself: `plain` always holds. Commas, question marks and quotation marks around it told no more."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates in order of place: their words, which entry of the list each is, its group, and the rules' reading."""

    spans: Spans
    entry: Ints
    group: Ints
    reading: Ints


@dataclass(frozen=True, slots=True)
class Trait:
    """One template over all candidates: the group it is told of (`ANY` or the candidate's) and the value, a code.

    `of` says what the value is a code of: entry, reading, word, ending or situation. A value of −1 is no trait.
    """

    template: str
    of: str
    group: Ints | None
    value: Ints


def read_as(rules: Rules, hits: Hits, words: int) -> Ints:
    """Give what the rules say of every word of a batch, as codes of `READINGS`."""
    code = np.zeros(words, np.int32)
    layers = list(rules.kinds)
    hedge, conditional = layers.index("hedge"), layers.index("conditional")
    of_kind = np.array([READINGS.index(kind) for kind in rules.kinds["hedge"]], np.int32)
    layer, label = rules.layer[hits.entry], rules.label[hits.entry]
    read = np.where(layer == conditional, READINGS.index("conditional"), READINGS.index("booster"))
    read = np.where(layer == hedge, of_kind[np.where(layer == hedge, label, 0)], read)
    read = np.where(layer < 0, READINGS.index("blocked"), read)
    length = hits.spans.last - hits.spans.first
    for n in range(int(length.max(initial=-1)) + 1):
        at = length >= n
        code[hits.spans.first[at] + n] = read[at]
    return code


def traits(found: Candidates, words: Ints) -> Iterator[Trait]:
    """Give the traits of candidates.

    Args:
        found: the candidates.
        words: for every type of the batch its number in the vocabulary of weights, −1 where it has none; one entry more,
            for the type of no word.
    """
    spans, group = found.spans, found.group
    context = spans.context
    yield Trait("entry", "entry", None, found.entry)
    yield Trait("reading", "reading", None, found.reading)
    yield Trait("reading", "reading", group, found.reading)
    yield Trait("entry reading", "reading", found.entry, found.reading)
    around = _Around(spans)
    near = {n: around.type(n) for n in IN_ORDER}
    endings = _endings(context, near.values())
    for n in (*range(-REACH, 0), *range(1, REACH + 1)):
        word = words.take(near[n] if n in IN_ORDER else around.type(n))
        yield Trait("left" if n < 0 else "right", "word", None, word)
        if n in IN_ORDER:
            yield Trait(f"word{n:+d}", "word", None, word)
            yield Trait(f"word{n:+d}", "word", group, word)
            yield Trait(f"ending{n:+d}", "ending", None, endings[near[n]])
            yield Trait(f"ending{n:+d}", "ending", group, endings[near[n]])
    yield from _situations(spans, group)


def _situations(spans: Spans, group: Ints) -> Iterator[Trait]:
    context = spans.context
    holds = (np.ones(len(spans), bool), context.batch.words.capital[spans.first] > 0, context.opens(spans.first))
    for code, flags in enumerate(holds):
        yield Trait("situation", "situation", group, np.where(flags, code, -1).astype(np.int32))


class _Around:
    """The words around candidates, by how far off they stand."""

    def __init__(self, spans: Spans) -> None:
        context, first = spans.context, spans.context.batch.sentences.first_word
        sentence = context.sentence[spans.first]
        self._spans, self._type = spans, context.type
        self._before, self._after = spans.first - first[sentence], first[sentence + 1] - 1 - spans.last

    def type(self, n: int) -> Ints:
        """Give the type of the n-th word after each candidate (before it, if negative), −1 where the sentence has none."""
        spans = self._spans
        place, there = (spans.first + n, self._before >= -n) if n < 0 else (spans.last + n, self._after >= n)
        return np.where(there, self._type.take(place, mode="clip"), np.int32(-1))


def _endings(context: Context, types: Iterable[Ints]) -> Ints:
    """Give how the types among these end, as codes of `ENDINGS`; one entry more for the type of no word."""
    every: pa.StringArray = context.batch.words.types
    asked = np.zeros(len(every) + 1, bool)
    for each in types:
        asked[each] = True
    at = np.flatnonzero(asked[:-1])
    code = np.full(len(every) + 1, ENDINGS.index("other"), np.int32)
    code[-1] = ENDINGS.index("none")
    if len(at):
        code[at] = _told(_last_bytes(every, at))
        code[context.digits] = ENDINGS.index("digit")
    return code


def _told(last: NDArray[np.int64]) -> Ints:
    """Tell endings by the last four bytes, read as one number."""
    code = np.full(len(last), ENDINGS.index("other"), np.int32)
    for name, endings in _BYTES.items():
        for ending in endings:
            of_it = (last & ((1 << 8 * len(ending)) - 1)) == int.from_bytes(ending.encode(), "big")
            code[of_it] = ENDINGS.index(name)
    return code


_BYTES = {"s": ("s",), "ed": ("ed",), "ing": ("ing",), "ly": ("ly",), "noun": ("tion", "ment", "ness")}
"""Later ones overrule earlier ones: -ness is no plural."""


def _last_bytes(types: pa.StringArray, at: NDArray[np.intp]) -> NDArray[np.int64]:
    """Give the last four bytes of some strings as a number, 0 before the first."""
    _, offsets, data = types.buffers()
    bounds = np.frombuffer(offsets, np.int32, len(types) + 1, 4 * types.offset)
    signs = np.frombuffer(data, np.uint8)
    start, stop = bounds[at], bounds[at + 1]
    number = np.zeros(len(at), np.int64)
    for n in (4, 3, 2, 1):
        number = (number << 8) | np.where(stop - n >= start, signs.take(stop - n, mode="clip"), 0)
    return number
