"""A body by the last word of its name, once its sentence has named it: "the alliance", after NATO (North Atlantic Alliance)."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE, Found
from framing.study import Actor
from framing.text.batch import Batch
from framing.text.match import Matches

__all__ = ["short_names", "taken_up"]

_BODIES = frozenset({"alliance", "bloc", "commission", "council", "federation", "kingdom", "league", "republic", "union"})
"""What names of bodies and states end in that can stand for them with an article."""

_SAYS_WHICH = re.compile(r"\W*(between|of|with|that|which|linking)\b")
"""Behind it: another one is meant, or which one is said ("the alliance between Norland and Sudria")."""


def short_names(actors: Sequence[Actor]) -> dict[str, tuple[int, ...]]:
    """Give "the" with the last word of each name or alias of several words that is a word for a body, and whose it is.

    Examples:
        >>> short_names([Actor(name="NU", aliases=("Northern Union", "Norlandic Bank"))])
        {'the union': (0,)}
    """
    found: dict[str, dict[int, None]] = {}
    for code, actor in enumerate(actors):
        for phrase in (actor.name, *actor.aliases):
            last = phrase.lower().split()[-1]
            if " " in phrase and last in _BODIES:
                found.setdefault(f"the {last}", {})[code] = None
    return {phrase: tuple(codes) for phrase, codes in found.items()}


def taken_up(batch: Batch, matches: Matches, owners: Sequence[tuple[int, ...]], mention: Found) -> NDArray[np.int32]:
    """Give the actor that each short name takes up, the last one named before it in its sentence; `NONE` for nobody.

    Args:
        batch: the words.
        matches: of the phrases of `short_names`.
        owners: whose each phrase is.
        mention: evidence of the layer `mention` over the batch, in order of place.
    """
    known = mention.actor if mention.actor is not None else np.zeros(0, np.int32)
    sentence, start, end = matches.sentence(batch), matches.start(batch), matches.end(batch)
    whom = np.full(len(matches), NONE, np.int32)
    for row, own in enumerate(sentence.tolist()):
        opens = np.searchsorted(mention.sentence, own)
        stops = opens + np.searchsorted(mention.start[opens : np.searchsorted(mention.sentence, own + 1)], start[row])
        named = [actor for actor in known[opens:stops].tolist() if actor in owners[matches.entry[row]]]
        text = batch.normal[int(batch.sentences.document[own])]
        if named and not _SAYS_WHICH.match(text, int(end[row])):
            whom[row] = named[-1]
    return whom
