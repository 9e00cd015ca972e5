"""Where names stand: capitalised words together, outside headlines, with titles and common words off their edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load

if TYPE_CHECKING:
    from framing.measures.actors import ActorList
    from framing.text.batch import Batch

__all__ = ["Run", "kinds", "runs"]

Flags = NDArray[np.bool_]

LONGEST = 6
"""Words of the longest name; more capitals in a row are a headline or a list."""

SHOUTING = 0.75
"""Share of capitals in a sentence beyond which it is a headline, and its capitals tell nothing."""

_JOINED_COMMON = frozenset({"led", "era", "based", "born", "made", "run", "wide", "like", "style", "only", "free", "day"})


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first:last` of a batch that stand together as a name.

    `initial` where it begins a sentence or speech, `before` the word before it in lower case, `actor` a listed actor
    that it holds, or empty.
    """

    first: int
    last: int
    initial: bool
    before: str
    actor: str


def runs(batch: Batch, known: ActorList) -> Iterator[tuple[str, Run]]:
    """Yield every name with its key (its words in lower case): what is left of a stretch of capitals without its edges.

    Mentions of listed actors, single letters and names of more than six words are left out.
    """
    words = batch.words
    forms: list[str] = words.types.to_pylist()
    type_, sentence = words.type.tolist(), words.sentence.tolist()
    covered, actors = _covered(batch, known)
    opening = batch.sentences.first_word.tolist()
    for first, last in _stretches(batch):
        start, stop = _trimmed(first, last, [forms[type_[word]] for word in range(first, last)])
        if start >= stop or stop - start > LONGEST or covered[start:stop].all():
            continue
        if _only_common(forms[type_[word]] for word in range(start, stop) if not covered[word]):
            continue
        initial = start == opening[sentence[start]] or _opens_speech(batch, start)
        before = "" if start == opening[sentence[start]] else forms[type_[start - 1]]
        holder = next((actors[word] for word in range(start, stop) if covered[word]), "")
        yield " ".join(forms[type_[word]] for word in range(start, stop)), Run(start, stop, initial, before, holder)


def _opens_speech(batch: Batch, word: int) -> bool:
    """Whether a quotation mark or colon stands right before a word: what follows begins like a sentence."""
    start = int(batch.words.start[word])
    before = batch.normal[int(batch.sentences.document[batch.words.sentence[word]])][max(start - 2, 0) : start]
    return before.rstrip(" ")[-1:] in ('"', "'", ":", "(", "[")


def _stretches(batch: Batch) -> Iterator[tuple[int, int]]:
    """Yield first and last (exclusive) of capitalised words with one space or hyphen between, outside headlines."""
    words = batch.words
    if not len(words.type):
        return
    total = np.concatenate([[0], np.cumsum(words.capital > 0)])
    bounds = batch.sentences.first_word
    shouting = total[bounds[1:]] - total[bounds[:-1]] > SHOUTING * np.diff(bounds)
    plain = ~(shouting | batch.sentences.heading)[words.sentence]
    named = (words.capital > 0) & plain
    together = np.zeros(len(named), bool)
    together[1:] = (words.sentence[1:] == words.sentence[:-1]) & (words.start[1:] - words.end[:-1] == 1)
    named |= _own_name_endings(batch, named & plain, together)
    begins = named & ~(together & np.append(False, named[:-1]))
    ends = named & ~np.append(together[1:] & named[1:], False)
    pairs = list(zip(np.flatnonzero(begins).tolist(), (np.flatnonzero(ends) + 1).tolist(), strict=True))
    yield from _joined(batch, pairs)


def _joined(batch: Batch, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what "of" and a plural's apostrophe keep apart in names of bodies: "Ministry of Trade", "Workers' Party"."""
    forms: list[str] = batch.words.types.to_pylist()
    waiting: tuple[int, int] | None = None
    for first, last in pairs:
        if waiting is not None and last - waiting[0] <= LONGEST and _one_body(batch, forms, waiting[1], first, last):
            waiting = (waiting[0], last)
            continue
        if waiting is not None:
            yield waiting
        waiting = (first, last)
    if waiting is not None:
        yield waiting


def _one_body(batch: Batch, forms: Sequence[str], stop: int, first: int, last: int) -> bool:
    """Whether two stretches of capitals, the first until `stop`, are one name of a body."""
    words = batch.words
    if words.sentence[stop - 1] != words.sentence[first] or first - stop > len(("of", "the")):
        return False
    body = kinds("organisation")
    if first == stop:
        text = batch.normal[int(batch.sentences.document[words.sentence[first]])]
        return text[words.end[stop - 1] : words.start[first]] == "' " and forms[words.type[last - 1]] in body
    between = [forms[words.type[word]] for word in range(stop, first)]
    spaced = all(words.start[word] - words.end[word - 1] == 1 for word in range(stop, first + 1))
    return between in (["of"], ["of", "the"]) and spaced and forms[words.type[stop - 1]] in body


def _own_name_endings(batch: Batch, named: Flags, together: Flags) -> Flags:
    """Mark the "in" of "Jae-in": a short small word hyphened to a name of two words."""
    words = batch.words
    short = words.joined & (words.end - words.start <= len("moon")) & ~named & together
    short &= np.append(False, named[:-1])
    short[2:] &= named[:-2] & together[1:-1]
    for word in np.flatnonzero(short).tolist():
        short[word] = words.types[int(words.type[word])].as_py() not in _JOINED_COMMON
    return short


def _covered(batch: Batch, known: ActorList) -> tuple[Flags, dict[int, str]]:
    """Which words a mention of a listed actor covers, and whose it is."""
    words = batch.words
    covered = np.zeros(len(words.type), bool)
    actors: dict[int, str] = {}
    found = known(batch, [])[0] if known.actors else None
    if found is None or found.actor is None:
        return covered, actors
    place = (words.sentence.astype(np.int64) << 32) + words.start
    first = np.searchsorted(place, (found.sentence.astype(np.int64) << 32) + found.start)
    last = np.searchsorted(place, (found.sentence.astype(np.int64) << 32) + found.end)
    for low, high, actor in zip(first.tolist(), last.tolist(), found.actor.tolist(), strict=True):
        covered[low:high] = True
        actors.update(dict.fromkeys(range(low, high), found.actors[actor]))
    return covered, actors


def _trimmed(first: int, last: int, forms: Sequence[str]) -> tuple[int, int]:
    """Take titles, days and common words off both ends."""
    low, high = 0, len(forms)
    while low < high and _at_the_edge(forms[low]):
        low += 1
    while high > low and _at_the_edge(forms[high - 1]):
        high -= 1
    return first + low, first + high if last else first


def _at_the_edge(form: str) -> bool:
    """Whether a word is a title, a day, a common word or a contraction of one ("it's"), or a single letter."""
    bare = form.split("'")[0]
    return len(form) == 1 or any(bare in kinds(kind) for kind in ("title", "time", "common"))


def _only_common(forms: Iterable[str]) -> bool:
    common = [kinds(kind) for kind in ("title", "time", "common", "place", "office")]
    return all(any(form in kind for kind in common) for form in forms)


@cache
def kinds(kind: str) -> frozenset[str]:
    """Give the words of one kind in the list `name-words`; an unknown kind has none.

    Examples:
        >>> "monday" in kinds("time")
        True
    """
    return frozenset(row["entry"] for row in load("name-words").entries if row["kind"] == kind)
