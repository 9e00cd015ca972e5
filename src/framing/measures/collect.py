"""A batch and what was found in it, as the tables of `framing.tables`, in Arrow: no data frame on the fast path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.measures.tabulate import Counts, add_up, from_batch, read_by, reader_of, value
from framing.measures.voice import voices
from framing.tables import ALL, ATTRIBUTED, DETAILED, MODES, TABLES, VOICES, schema

if TYPE_CHECKING:
    from framing.corpus.documents import Document
    from framing.measures.spec import Found, Measure
    from framing.text.batch import Batch

__all__ = ["Wanted", "collect", "documents_table"]

Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Wanted:
    """What is to be measured: measures, the instruments of each layer, the actors, and whether words are counted."""

    measures: Sequence[Measure]
    instruments: Mapping[str, Sequence[str]]
    actors: Sequence[str]
    terms: bool = True


def collect(batch: Batch, found: Sequence[Found], wanted: Wanted) -> dict[str, pa.Table]:
    """Give the tables sections, dropped, sentences, exposure, evidence, links, measures (and terms) of a batch.

    Evidence ids count from 0 within the batch.
    """
    places, counts = _Places.of(batch), from_batch(batch, found, wanted.actors)
    voice = voices(counts.words, counts.attributed)
    evidence, links, details = _evidence(batch, found, places, voice)
    tables = {
        "sections": _sections(batch, places),
        "dropped": _dropped(batch),
        "sentences": _sentences(batch, places, counts, voice),
        "evidence": evidence,
        "links": links,
        **details,
        **_measures(batch, counts, voice, wanted, places),
    }
    if wanted.terms:
        tables["terms"] = _terms(batch, places)
    return tables


@dataclass(frozen=True)
class _Places:
    """Which document and section every section, and every sentence, of the batch is."""

    documents: pa.Array
    numbers: pa.Array
    """Distinct section numbers, `all` last."""
    document: Ints
    """Document of each section of the batch."""
    number: Ints
    """Code of each section's number."""
    sentence_section: Ints
    """Section (of the batch) of each sentence."""

    @classmethod
    def of(cls, batch: Batch) -> _Places:
        sections = [section.number for document in batch.documents for section in document.sections]
        sizes = [len(document.sections) for document in batch.documents]
        numbers = [*sorted(set(sections)), ALL]
        code = {number: at for at, number in enumerate(numbers)}
        first = np.cumsum([0, *sizes], dtype=np.int32)
        return cls(
            documents=pa.array([document.id for document in batch.documents], pa.string()),
            numbers=pa.array(numbers, pa.string()),
            document=np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
            number=np.array([code[number] for number in sections], dtype=np.int32),
            sentence_section=first[batch.sentences.document] + batch.sentences.section,
        )


def _coded(codes: Ints, names: Sequence[str] | pa.Array) -> pa.DictionaryArray:
    names = names if isinstance(names, pa.Array) else pa.array(names, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), names)


def _table(name: str, columns: Mapping[str, object]) -> pa.Table:
    wanted = schema(name)
    arrays = [column if isinstance(column, pa.Array) else pa.array(column) for column in columns.values()]
    return pa.Table.from_arrays([a.cast(f.type) for a, f in zip(arrays, wanted, strict=True)], schema=wanted)


def documents_table(documents: Sequence[Document], *, titles: bool) -> pa.Table:
    """Give the table documents; `titles` only where they are ours to publish. Withheld texts have a row too.

    A study's column that is called as one of the table's own (`document`, `sha256`) is left out: it would take its place.
    """
    named = dict.fromkeys(name for document in documents for name in document.columns)
    own = tuple(name for name in named if name and name not in TABLES["documents"].names)
    rows = [
        {
            "document": document.id,
            "title": document.title if titles else "",
            "text": "withheld" if document.text is None else "available",
            **{key: getattr(document, key) for key in _COPIED},
            **{name: document.columns.get(name, "") for name in own},
        }
        for document in documents
    ]
    return pa.Table.from_pylist(rows, schema=schema("documents", own))


_COPIED = ("outlet", "published", "url", "language", "sha256", "text_sha256", "extractor", "encoding")


def _sections(batch: Batch, places: _Places) -> pa.Table:
    every = [section for document in batch.documents for section in document.sections]
    roles = ["headline", "lead", "body"]
    columns = {
        "document": _coded(places.document, places.documents),
        "section": _coded(places.number, places.numbers),
        "role": _coded(np.array([roles.index(section.role) for section in every], dtype=np.int32), roles),
        "level": pa.array([section.level for section in every], pa.int32()),
        "heading": pa.array([section.heading for section in every], pa.string()),
        "start": pa.array([section.start for section in every], pa.int32()),
        "end": pa.array([section.end for section in every], pa.int32()),
    }
    return _table("sections", columns)


def _dropped(batch: Batch) -> pa.Table:
    every = [(at, drop) for at, document in enumerate(batch.documents) for drop in document.dropped]
    reasons = sorted({drop.reason for _, drop in every})
    columns = {
        "document": _coded(np.array([at for at, _ in every], dtype=np.int32), places_of(batch)),
        "start": pa.array([drop.start for _, drop in every], pa.int32()),
        "end": pa.array([drop.end for _, drop in every], pa.int32()),
        "reason": _coded(np.array([reasons.index(drop.reason) for _, drop in every], dtype=np.int32), reasons),
    }
    return _table("dropped", columns)


def places_of(batch: Batch) -> pa.Array:
    """Give the ids of a batch's documents."""
    return pa.array([document.id for document in batch.documents], pa.string())


def _sentences(batch: Batch, places: _Places, counts: Counts, voice: Ints) -> pa.Table:
    sentences = batch.sentences
    columns = {
        "document": _coded(sentences.document, places.documents),
        "section": _coded(places.number[places.sentence_section], places.numbers),
        "sentence": sentences.number,
        "start": sentences.start,
        "end": sentences.end,
        "words": sentences.words,
        "quoted": sentences.quoted,
        **dict(zip(MODES, counts.attributed.T.astype(np.int32), strict=True)),
        "voice": _coded(voice, VOICES),
        "heading": sentences.heading,
    }
    return _table("sentences", columns)


def _evidence(
    batch: Batch, found: Sequence[Found], places: _Places, voice: Ints
) -> tuple[pa.Table, pa.Table, dict[str, pa.Table]]:
    pieces, first = [], 0
    starts: dict[tuple[str, str], int] = {}
    for each in found:
        starts[each.layer, each.instrument] = first
        pieces.append(_evidence_of(each, first, batch, places, voice))
        first += len(each.sentence)
    evidence = pa.concat_tables(pieces) if pieces else schema("evidence").empty_table()
    return (
        evidence,
        _links(found, starts),
        {name: _details(layer, batch, found, places, starts) for layer, name in DETAILED.items()},
    )


def _details(
    layer: str, batch: Batch, found: Sequence[Found], places: _Places, starts: Mapping[tuple[str, str], int]
) -> pa.Table:
    """Give a layer's own table: what its evidence says, and the columns that no other layer has."""
    pieces, name = [], DETAILED[layer]
    for each in (each for each in found if each.layer == layer):
        size, sentence = len(each.sentence), each.sentence
        first = starts[each.layer, each.instrument]
        nobody = np.full(size, -1, dtype=np.int32)
        known = {
            "id": np.arange(first, first + size, dtype=np.int64),
            "document": _coded(batch.sentences.document[sentence], places.documents),
            "section": _coded(places.number[places.sentence_section[sentence]], places.numbers),
            "sentence": batch.sentences.number[sentence],
            "instrument": _coded(np.zeros(size, np.int32), [each.instrument]),
            "actor": _coded(*_or_empty(nobody if each.actor is None else each.actor, each.actors)),
            "kind": _coded(each.label, each.labels),
            **_called(each),
            **each.columns,
        }
        pieces.append(_table(name, {column: _plain(known[column]) for column in TABLES[name].names}))
    return pa.concat_tables(pieces) if pieces else schema(name).empty_table()


def _called(found: Found) -> dict[str, object]:
    """Give entry and place, which each table calls by a name of its own."""
    prefix, entry = ("predicate_", "predicate") if found.layer == "relation" else ("", found.layer)
    return {entry: _coded(*_or_empty(found.entry, found.entries)), f"{prefix}start": found.start, f"{prefix}end": found.end}


def _plain(column: object) -> object:
    """Turn a list of names into a dictionary, which is how they are kept."""
    return pa.array(column, pa.string()).dictionary_encode() if isinstance(column, list) else column


def _evidence_of(found: Found, first: int, batch: Batch, places: _Places, voice: Ints) -> pa.Table:
    size = len(found.sentence)
    sentence = found.sentence
    nobody = np.full(size, -1, dtype=np.int32)
    constant = np.zeros(size, dtype=np.int32)
    columns = {
        "id": np.arange(first, first + size, dtype=np.int64),
        "document": _coded(batch.sentences.document[sentence], places.documents),
        "section": _coded(places.number[places.sentence_section[sentence]], places.numbers),
        "sentence": batch.sentences.number[sentence],
        "start": found.start,
        "end": found.end,
        "layer": _coded(constant, [found.layer]),
        "label": _coded(found.label, found.labels),
        "instrument": _coded(constant, [found.instrument]),
        "actor": _coded(*_or_empty(nobody if found.actor is None else found.actor, found.actors)),
        "voice": _coded(voice[sentence], VOICES),
        "value": found.value,
        "entry": _coded(*_or_empty(found.entry, found.entries)),
    }
    return _table("evidence", columns)


def _or_empty(codes: Ints, names: Sequence[str]) -> tuple[Ints, pa.StringArray]:
    """Turn "none" into the empty text, and names that stand twice into one: a dictionary's values are unique."""
    code, unique = _unique(tuple(names))
    return code.take(np.where(codes < 0, len(names), codes), mode="clip"), unique


@lru_cache(maxsize=64)
def _unique(names: tuple[str, ...]) -> tuple[Ints, pa.StringArray]:
    """Give the code of each name, of the empty text last, and the distinct names; the same for each shard."""
    unique = list(dict.fromkeys([*names, ""]))
    place = {name: at for at, name in enumerate(unique)}
    return np.array([place[name] for name in [*names, ""]], dtype=np.int32), pa.array(unique, pa.string())


def _links(found: Sequence[Found], starts: Mapping[tuple[str, str], int]) -> pa.Table:
    pieces = []
    for each in found:
        for link in each.links:
            columns = {
                "source": link.source.astype(np.int64) + starts[each.layer, each.instrument],
                "target": link.target.astype(np.int64) + starts[link.layer, link.instrument or each.instrument],
                "role": _coded(np.zeros(len(link.source), dtype=np.int32), [link.role]),
            }
            pieces.append(_table("links", columns))
    return pa.concat_tables(pieces) if pieces else schema("links").empty_table()


_SHOWN = [*VOICES, ATTRIBUTED, ALL]
"""The voices of the tables exposure and measures: those of sentences, then those derived by adding."""


class _Cells:
    """Cells of exposure: every section (and the whole document) × the voices, stored and derived; those with words are kept."""

    def __init__(self, batch: Batch, places: _Places, voice: Ints) -> None:
        self.documents = len(batch.documents)
        self.sections = len(places.number)
        self.base = places.sentence_section.astype(np.int64) * len(VOICES) + voice
        self.of_document = places.document
        whole = np.full(self.documents, len(places.numbers) - 1, dtype=np.int32)
        document = np.concatenate([places.document, np.arange(self.documents, dtype=np.int32)])
        self.document = np.repeat(document, len(_SHOWN))
        self.number = np.repeat(np.concatenate([places.number, whole]), len(_SHOWN))
        self.voice = np.tile(np.arange(len(_SHOWN), dtype=np.int32), self.sections + self.documents)

    def where(self, cells: NDArray[np.int64], places: _Places) -> dict[str, tuple[Ints, Sequence[str] | pa.Array]]:
        """Give codes and names of document, section and voice of some cells."""
        return {
            "document": (self.document[cells], places.documents),
            "section": (self.number[cells], places.numbers),
            "voice": (self.voice[cells], _SHOWN),
        }

    def totals(self, base: NDArray[np.float64]) -> NDArray[np.float64]:
        """Derive `attributed` and `all`: from sums over single sections and voices to sums over all cells."""
        single = base.reshape(self.sections, len(VOICES))
        whole = np.stack([np.bincount(self.of_document, column, self.documents) for column in single.T], axis=1)
        rows = np.concatenate([single, whole])
        attributed = rows[:, 1:].sum(axis=1)
        totals: NDArray[np.float64] = np.column_stack([rows, attributed, rows[:, 0] + attributed]).ravel()
        return totals


def _measures(batch: Batch, counts: Counts, voice: Ints, wanted: Wanted, places: _Places) -> dict[str, pa.Table]:
    cells = _Cells(batch, places, voice)
    base = np.where(counts.counted, cells.base, -1)
    inside, base_cells = base >= 0, len(VOICES) * cells.sections
    sentences = cells.totals(np.bincount(base[inside], minlength=base_cells).astype(np.float64))
    words = cells.totals(np.bincount(base[inside], counts.words[inside], minlength=base_cells).astype(np.float64))
    # A section without text of its own keeps a row (voice all), so that it is seen to be empty.
    kept = np.flatnonzero((sentences > 0) | (cells.voice == _SHOWN.index(ALL)))
    # Pairs of actors are many and rarely share a section's sentence: they are counted for whole documents.
    whole = kept[kept >= len(_SHOWN) * cells.sections]
    read = read_by(counts, wanted.instruments)
    rows = {name: kept[_documents(flags, batch)[cells.document[kept]]] for name, flags in read.items()}
    sums: dict[str, list[_Summed]] = {"": [], _WHOLE: [], **{name: [] for name in rows}}
    rows |= {_WHOLE: whole, "": kept}
    for measure, instrument, actor, above, below in add_up(counts, base, base_cells, wanted.measures, wanted.instruments):
        which = _WHOLE if measure.by == "pair" else reader_of(instrument, read)
        at = rows[which]
        sums[which].append((measure, instrument, actor, cells.totals(above)[at], cells.totals(below)[at]))
    where = cells.where(kept, places)
    exposure = {name: _coded(*column) for name, column in where.items()}
    exposure |= {"words": pa.array(words[kept].astype(np.int64)), "sentences": pa.array(sentences[kept].astype(np.int64))}
    tables = [_long(sums[which], cells.where(rows[which], places), len(rows[which])) for which in sums]
    return {"exposure": _table("exposure", exposure), "measures": pa.concat_tables(tables)}


_WHOLE = "whole"
"""Measures that are made for whole documents only. (Those of instruments that read some documents only go by their names.)"""


def _documents(sentences: NDArray[np.bool_], batch: Batch) -> NDArray[np.bool_]:
    """Tell the documents of some sentences; one without sentences belongs to nobody who reads."""
    return np.bincount(batch.sentences.document[sentences], minlength=len(batch.documents)) > 0


_Summed = tuple["Measure", str, str, NDArray[np.float64], NDArray[np.float64]]


def _long(
    sums: Sequence[_Summed],
    where: Mapping[str, tuple[Ints, Sequence[str] | pa.Array]],
    cells: int,
) -> pa.Table:
    if not sums:
        return schema("measures").empty_table()
    keys = [(actor, measure.name, instrument, measure.unit) for measure, instrument, actor, _, _ in sums]
    columns: dict[str, object] = {name: _coded(np.tile(codes, len(sums)), names) for name, (codes, names) in where.items()}
    for at, name in enumerate(("actor", "measure", "instrument")):
        names = sorted({key[at] for key in keys})
        columns[name] = _coded(np.repeat(np.array([names.index(key[at]) for key in keys], dtype=np.int32), cells), names)
    columns["numerator"] = np.concatenate([above for *_, above, _ in sums])
    columns["denominator"] = np.concatenate([below for *_, below in sums])
    columns["value"] = np.concatenate([value(above, below, measure.scale) for measure, _, _, above, below in sums])
    units = sorted({key[3] for key in keys})
    columns["unit"] = _coded(np.repeat(np.array([units.index(key[3]) for key in keys], dtype=np.int32), cells), units)
    return _table("measures", columns)


def _terms(batch: Batch, places: _Places) -> pa.Table:
    words = batch.words
    types = len(words.types)
    counted = ~batch.sentences.heading | (places.number[places.sentence_section] == _headline(places))
    keep = counted[words.sentence]
    cell = places.sentence_section[words.sentence[keep]].astype(np.int64) * max(types, 1) + words.type[keep]
    cell, count = np.unique(cell, return_counts=True)
    section = (cell // max(types, 1)).astype(np.int32)
    columns = {
        "document": _coded(places.document[section], places.documents),
        "section": _coded(places.number[section], places.numbers),
        "term": pa.DictionaryArray.from_arrays(pa.array((cell % max(types, 1)).astype(np.int32)), words.types),
        "count": count.astype(np.int64),
    }
    return _table("terms", columns)


def _headline(places: _Places) -> int:
    numbers = places.numbers.to_pylist()
    return numbers.index("00") if "00" in numbers else -1
