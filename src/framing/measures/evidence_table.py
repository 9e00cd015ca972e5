"""All evidence of a batch as one table, its layers end to end.

Names are coded once for the whole table: where each layer had names of its own, Parquet would write every label out and
look it up again, which takes a third of its time for evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.measures.arrow import Coded, coded, repeated, table
from framing.tables import DETAILED, TABLES, schema

if TYPE_CHECKING:
    from framing.measures.spec import Found

__all__ = ["details_table", "evidence_table", "links_table"]

Ints = NDArray[np.int32]


def evidence_table(found: Sequence[Found], number: Ints, owners: Mapping[str, Coded]) -> pa.Table:
    """Give the table evidence; ids count from 0 in the order of the layers, and nothing found gives no rows.

    Args:
        found: the layers.
        number: each sentence's number within its document.
        owners: document, section and voice of each sentence.
    """
    if not found:
        return schema("evidence").empty_table()
    sizes = [len(each.sentence) for each in found]
    sentence = np.concatenate([each.sentence for each in found]).astype(np.intp)
    document, section, voice = (
        coded(owners[name][0].take(sentence, mode="clip"), owners[name][1]) for name in ("document", "section", "voice")
    )
    columns = {
        "id": np.arange(len(sentence), dtype=np.int64),
        "document": document,
        "section": section,
        "sentence": number.take(sentence, mode="clip"),
        "start": np.concatenate([each.start for each in found]),
        "end": np.concatenate([each.end for each in found]),
        "layer": repeated([each.layer for each in found], sizes),
        "label": _named([each.label for each in found], [each.labels for each in found]),
        "instrument": repeated([each.instrument for each in found], sizes),
        "actor": _actors(found, sizes),
        "voice": voice,
        "value": np.concatenate([each.value for each in found]),
        "entry": _named([each.entry for each in found], [each.entries for each in found]),
    }
    return table("evidence", columns)


def _actors(found: Sequence[Found], sizes: Sequence[int]) -> pa.DictionaryArray:
    if all(each.actor is None for each in found):
        return repeated([""], [sum(sizes)])
    codes = [np.full(size, -1, np.int32) if each.actor is None else each.actor for each, size in zip(found, sizes, strict=True)]
    return _named(codes, [each.actors for each in found])


def links_table(found: Sequence[Found]) -> pa.Table:
    """Give the table links: ids of evidence as in `evidence_table`; layers without links give no rows."""
    starts, pieces = _starts(found), []
    for each in found:
        for link in each.links:
            columns = {
                "source": link.source.astype(np.int64) + starts[each.layer, each.instrument],
                "target": link.target.astype(np.int64) + starts[link.layer, link.instrument or each.instrument],
                "role": coded(np.zeros(len(link.source), dtype=np.int32), [link.role]),
            }
            pieces.append(table("links", columns))
    return pa.concat_tables(pieces) if pieces else schema("links").empty_table()


def _starts(found: Sequence[Found]) -> dict[tuple[str, str], int]:
    """Give the id of each layer's first piece of evidence."""
    first = np.cumsum([0, *(len(each.sentence) for each in found)])
    return {(each.layer, each.instrument): int(start) for each, start in zip(found, first[:-1], strict=True)}


def details_table(layer: str, found: Sequence[Found], number: Ints, owners: Mapping[str, Coded]) -> pa.Table:
    """Give a layer's own table: what its evidence says, and the columns that no other layer has; arguments as above."""
    pieces, name, starts = [], DETAILED[layer], _starts(found)
    for each in (each for each in found if each.layer == layer):
        size, sentence = len(each.sentence), each.sentence
        first = starts[each.layer, each.instrument]
        known = {
            "id": np.arange(first, first + size, dtype=np.int64),
            "document": coded(owners["document"][0][sentence], owners["document"][1]),
            "section": coded(owners["section"][0][sentence], owners["section"][1]),
            "sentence": number[sentence],
            "instrument": repeated([each.instrument], size),
            "actor": _actors([each], [size]),
            "kind": coded(each.label, each.labels),
            **_called(each),
            **each.columns,
        }
        pieces.append(table(name, {column: _plain(known[column]) for column in TABLES[name].names}))
    return pa.concat_tables(pieces) if pieces else schema(name).empty_table()


def _called(found: Found) -> dict[str, object]:
    """Give entry and place, which each table calls by a name of its own."""
    prefix, entry = ("predicate_", "predicate") if found.layer == "relation" else ("", found.layer)
    return {entry: _named([found.entry], [found.entries]), f"{prefix}start": found.start, f"{prefix}end": found.end}


def _plain(column: object) -> object:
    """Turn a list of names into a dictionary, which is how they are kept."""
    return pa.array(column, pa.string()).dictionary_encode() if isinstance(column, list) else column


def _named(codes: Sequence[Ints], names: Sequence[Sequence[str]]) -> pa.DictionaryArray:
    """Put codes of several lists of names end to end; −1 is the empty text, and only names that occur are kept."""
    own, every = _numbered(tuple(map(tuple, names)))
    # One up, −1 is the place of the empty text, which stands before a list's names.
    places = [each + 1 for each in codes]
    met = np.zeros(len(every), np.bool_)
    for number, place in zip(own, places, strict=True):
        met[number[_met(place, len(number))]] = True
    rank = np.cumsum(met, dtype=np.int32) - np.int32(1)
    code = [rank[number].take(place, mode="clip") for number, place in zip(own, places, strict=True)]
    return coded(np.concatenate(code), every.take(pa.array(met.nonzero()[0])))


def _met(place: Ints, count: int) -> NDArray[np.bool_]:
    """Tell which of so many places there are; a list without names has the empty text alone."""
    if count == 1:
        return np.full(1, len(place) > 0)
    met = np.zeros(count, np.bool_)
    met[place] = True
    return met


@lru_cache(maxsize=64)
def _numbered(names: tuple[tuple[str, ...], ...]) -> tuple[tuple[Ints, ...], pa.StringArray]:
    """Number the distinct names of several lists: that of the empty text, then each list's; the same for each shard."""
    unique = list(dict.fromkeys([name for each in names for name in each] + [""]))
    place = {name: at for at, name in enumerate(unique)}
    own = tuple(np.array([place[name] for name in ("", *each)], np.int32) for each in names)
    return own, pa.array(unique, pa.string())
