"""What an annotator is, what it finds, and what a measure is.

An annotator reads a batch and what others found in it, and returns evidence. A measure says which evidence
is added up and what it is divided by; both are sums over sentences, so that sections, windows, voices and
bootstrap blocks are all sums of the same two columns. Measures do not import one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Batch

__all__ = ["NONE", "Annotator", "Found", "Link", "Measure", "Sum", "per_thousand"]

NONE = -1
"""The code of "no actor" and of "no entry"."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of this evidence that belong to rows of another layer, of the same instrument if none is named, in one batch."""

    source: Ints
    target: Ints
    layer: str
    role: str
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence of one layer and instrument over one batch: arrays of equal length, sorted by sentence and start.

    `label`, `entry` and `actor` are codes into `labels`, `entries` and `actors`; `entry` and `actor` may be `NONE`.
    `value` is ×10⁴ for tone and valence, words for sources and contents, and 1 for what is counted.
    """

    layer: str
    instrument: str
    sentence: Ints
    start: Ints
    end: Ints
    label: Ints
    labels: Sequence[str]
    value: Ints
    entry: Ints
    entries: Sequence[str] = ()
    actor: Ints | None = None
    actors: Sequence[str] = ()
    links: tuple[Link, ...] = ()
    columns: Mapping[str, Ints | Sequence[str]] = field(default_factory=dict)
    """Further columns, one value a row, of the table that is the layer's own (`tables.DETAILED`); most layers have none."""


class Annotator(Protocol):
    """Finds evidence in a batch. `needs` names the layers that must have been found before."""

    @property
    def instrument(self) -> str:
        """The instrument's name, as in its card."""

    @property
    def needs(self) -> tuple[str, ...]:
        """Layers of other annotators that it reads."""

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the evidence of this batch, a `Found` a layer."""


Weight = Literal["one", "value", "absolute", "negative", "positive", "words"]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over the evidence of one layer, sentence by sentence.

    `labels` keeps some kinds only. `weight`: each piece counts one, its value, its absolute value, or one where
    its value is at most −0.05 or at least 0.05 (the thresholds of Hutto & Gilbert 2014), or its words (of sources
    and contents). `once` counts a sentence once, however many pieces it has. `where` keeps sentences of a kind. The layers
    `words`, `sentences`, `quoted`, and words by voice (`direct`, `indirect`, `imputed`, `attributed`) are always there.
    """

    layer: str
    labels: tuple[str, ...] = ()
    weight: Weight = "one"
    once: bool = False
    where: Literal["any", "headline", "lead", "initial"] = "any"
    actor: Literal["own", "any", "both", "either"] = "own"
    """For measures by actor: the actor's own evidence, all actors' together, or for pairs: both or either named."""
    near: str = ""
    """Add this layer's evidence over the sentences that hold the actor's evidence of the layer named here."""
    alone: bool = False
    """With `near`: only sentences that hold no other actor's evidence of that layer."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A named quantity: scale × numerator / denominator.

    Examples:
        >>> per_thousand = Measure(
        ...     name="hedges", title="Hedges", unit="per 1,000 words", numerator=Sum("hedge"), denominator=Sum("words"),
        ...     scale=1000, low=0, high=1000, higher="more hedged", source="Hyland 1998", primary_layer="hedge",
        ... )
        >>> per_thousand.by_actor
        False
    """

    name: str
    title: str
    unit: str
    numerator: Sum
    denominator: Sum
    scale: float
    low: float
    high: float
    higher: str
    """What a higher value means: "more hedged"."""
    source: str
    """Author and year, or "this toolkit"."""
    primary_layer: str
    """The layer whose instruments the measure is computed for."""
    by: Literal["none", "actor", "pair"] = "none"

    @property
    def by_actor(self) -> bool:
        """Whether there is a row for each actor or pair of actors."""
        return self.by != "none"


Registry = Mapping[str, Measure]


def per_thousand(name: str, title: str, layer: str, kind: str, higher: str, source: str) -> Measure:
    """Give the measure that counts one layer's evidence per 1,000 words; of one kind only, where it is named.

    Examples:
        >>> per_thousand("hedges", "Hedges", "hedge", "", "more hedged", "Hyland 1998").unit
        'per 1,000 words'
    """
    return Measure(
        name=name,
        title=title,
        unit="per 1,000 words",
        numerator=Sum(layer, labels=(kind,) if kind else ()),
        denominator=Sum("words"),
        scale=1000,
        low=0,
        high=1000,
        higher=higher,
        source=source,
        primary_layer=layer,
    )
