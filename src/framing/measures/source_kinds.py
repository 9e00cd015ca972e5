"""What kind of source speaks: a named person, an official body, a medium, a document, somebody unnamed, or nobody.

The head of a source decides: the last word before its first preposition or relative clause. "He" is of the kind of the last
person before him, "it" and "they" of the last body or group (Sigal 1973; Bell 1991).
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.attributed import Stretches
from framing.measures.context import Context
from framing.measures.speakers import Speakers, WordClass, table

__all__ = ["KINDS", "heads", "listed", "resolved", "source_kinds"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
C = WordClass

KINDS = ("named", "official", "media", "document", "unnamed", "nobody")
"""Kinds of sources; `nobody` where a cue has none ("it is believed")."""

NAMED, OFFICIAL, MEDIA, DOCUMENT, UNNAMED, NO_ONE = range(6)

_ENDS_CORE = table(C.PREPOSITION, C.BREAK)
_BODIES = table(C.OFFICE, C.INSTITUTION, C.PLACE)
_PERSON, _GROUP, _THING = table(C.PERSON_PRONOUN), table(C.GROUP_PRONOUN), table(C.THING_PRONOUN)


def source_kinds(context: Context, sources: Stretches) -> tuple[Ints, Ints]:
    """Give the kind of each source, and its pronoun's class (`NO_HEAD`, −1, where it is none); no sources give empty arrays."""
    if not len(sources):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    kinds = Speakers(context).kind(np.arange(len(context.type), dtype=np.int32)).astype(np.int64)
    head = heads(context, kinds, sources)
    kind, word = kinds[head], context.type[head]
    capital = context.batch.words.capital[head] > 0
    body = _any(_BODIES[kinds], sources)
    out = np.full(len(head), UNNAMED, np.int64)
    out[kind == C.NAME] = NAMED
    out[_BODIES[kind] | ((kind == C.OFFICIAL) & body)] = OFFICIAL
    out[(kind == C.OFFICE) & _titled(context, kinds, head, sources)] = NAMED
    out[(kind == C.EVIDENCE) | (listed(context, "document")[word] & ~(kind == C.NAME))] = DOCUMENT
    out[listed(context, "vague")[word] & (kind != C.NAME)] = UNNAMED
    medium = listed(context, "media")[word] | (listed(context, "media name")[word] & capital & (head > sources.first))
    out[medium] = MEDIA
    pronoun = np.where(_PERSON[kind] | _GROUP[kind] | _THING[kind], kind, -1)
    return out, pronoun


def heads(context: Context, kinds: Ints, sources: Stretches) -> Ints:
    """Give the last word before a source's first preposition, comma or "who"; for "who" alone, the word before it."""
    ends = np.append(np.flatnonzero(_ENDS_CORE[kinds] | context.marks.gap(np.arange(len(kinds), dtype=np.int32))), len(kinds))
    stop = ends[np.searchsorted(ends, sources.first + 1)]
    head = np.minimum(stop - 1, sources.last)
    who = context.classed("relative")[context.type]
    head = np.where(who[head] & (head > sources.first), head - 1, head)
    before = np.maximum(sources.first - 1, 0)
    relative = who[sources.first] & (sources.first == sources.last)
    relative &= context.sentence[before] == context.sentence[sources.first]
    return np.asarray(np.where(relative, before, head), np.int64)


def _titled(context: Context, kinds: Ints, head: Ints, sources: Stretches) -> Flags:
    """Whether an office has "of" and a name behind it, before any comma ("Minister of Trade Ana Petrova")."""
    size = len(kinds)
    gaps = np.append(np.flatnonzero(context.marks.gap(np.arange(size, dtype=np.int32))), size)
    last = np.minimum(gaps[np.searchsorted(gaps, head + 1)] - 1, sources.last)
    after = context.type[np.minimum(head + 1, size - 1)]
    return np.asarray(listed(context, "title joint")[after] & (last > head + 1) & (kinds[last] == C.NAME), bool)


def _any(flags: Flags, spans: Stretches) -> Flags:
    run = np.append(0, np.cumsum(flags))
    return np.asarray(run[spans.last + 1] > run[spans.first], bool)


def resolved(kind: Ints, pronoun: Ints, actor: Ints, document: Ints) -> tuple[Ints, Ints]:
    """Let pronouns speak with the kind and actor of the last source before them in the document that they may stand for.

    Args:
        kind: of each source, in order of place.
        pronoun: class of each source's pronoun, −1 where it is none.
        actor: of each source, −1 for none.
        document: of each source.
    """
    kind, actor = kind.copy(), actor.copy()
    full = pronoun < 0
    person = full & np.isin(kind, [NAMED, UNNAMED])
    group = full & (kind != NAMED)
    for stands, may in ((C.PERSON_PRONOUN, person), (C.GROUP_PRONOUN, group), (C.THING_PRONOUN, group)):
        last = np.maximum.accumulate(np.where(may, np.arange(len(kind)), -1)) if len(kind) else np.zeros(0, np.int64)
        there = np.maximum(last, 0)
        own = (pronoun == stands) & (last >= 0) & (document[there] == document)
        kind, actor = np.where(own, kind[there], kind), np.where(own, actor[there], actor)
    lone = (pronoun == C.PERSON_PRONOUN) & (kind == UNNAMED)
    return np.where(lone & ~_followed(pronoun, person, document), NAMED, kind), actor


def _followed(pronoun: Ints, person: Flags, document: Ints) -> Flags:
    """Whether a person stands before each source in its document."""
    last = np.maximum.accumulate(np.where(person, np.arange(len(pronoun)), -1)) if len(pronoun) else np.zeros(0, np.int64)
    return np.asarray((last >= 0) & (document[np.maximum(last, 0)] == document), bool)


@cache
def _members() -> dict[str, frozenset[str]]:
    rows = load("attribution-news").entries
    names = {row["class"] for row in rows}
    return {name: frozenset(row["entry"] for row in rows if row["class"] == name) for name in sorted(names)}


def listed(context: Context, name: str) -> Flags:
    """Tell for every type of the batch whether the list `attribution-news` has it in this class."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.is_in(context.batch.words.types, pa.array(sorted(_members()[name]), pa.string()))
    found = (found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found).cast(pa.uint8())
    return (
        np.frombuffer(found.buffers()[1], np.uint8, len(found), found.offset).astype(bool) if len(found) else np.zeros(0, bool)
    )
