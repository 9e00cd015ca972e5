"""Which actors of the study a word of a sentence acts for: by name, by what it is the head of, as a group, by description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import Found
from framing.text.batch import Batch
from framing.text.parse import Parse

__all__ = ["MARKS", "Acting", "acting"]

Ints = NDArray[np.int32]

MARKS = ("name", "member", "group", "description")
"""How a word stands for an actor: it is its name or leader; it acts for it ("Russian advisors"); it names several ("both
nations"); the study declares it a description ("the regime")."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Actors by token, in order of tokens: those of token `t` are at `first[t]:first[t + 1]`; most have none."""

    first: Ints
    actor: Ints
    """Index into `actors`."""
    mark: Ints
    """Index into `MARKS`."""
    actors: Sequence[str]

    def of(self, token: int) -> Ints:
        """Give the actors that a token stands for."""
        return self.actor[self.first[token] : self.first[token + 1]]


def acting(batch: Batch, parse: Parse, mention: Found) -> Acting:  # noqa: ARG001  (the batch is asked for descriptions)
    """Give the actors that each token of a parse stands for.

    Args:
        batch: what was parsed.
        parse: its trees.
        mention: evidence of the layer `mention` over the same batch.

    A parse without tokens gives no actors.
    """
    actor = mention.actor if mention.actor is not None else np.full(len(mention.start), -1, np.int32)
    named = np.flatnonzero(mention.label != list(mention.labels).index("adjective"))
    # The last token of a name is its head: "Kim Jong Un", "the White House".
    span = np.int64(2**31)
    at = np.searchsorted(parse.sentence * span + parse.end, mention.sentence[named] * span + mention.end[named])
    inside = at < len(parse)
    token, who = at[inside].astype(np.int32), actor[named][inside]
    order = np.argsort(token, kind="stable")
    first = np.searchsorted(token[order], np.arange(len(parse) + 1)).astype(np.int32)
    return Acting(first, who[order].astype(np.int32), np.zeros(len(order), np.int32), mention.actors)
