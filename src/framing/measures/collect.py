"""A batch and what was found in it, as the tables of `framing.tables`, in Arrow: no data frame on the fast path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.corpus.documents import Section
from framing.measures.arrow import Coded, coded, repeated, table
from framing.measures.evidence_table import details_table, evidence_table, links_table
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
    owners: dict[str, Coded] = {
        "document": (batch.sentences.document, places.documents),
        "section": (places.number[places.sentence_section], places.numbers),
        "voice": (voice, VOICES),
    }
    tables = {
        "sections": _sections(places),
        "dropped": _dropped(batch, places),
        "sentences": _sentences(batch, places, counts, voice),
        "evidence": evidence_table(found, batch.sentences.number, owners),
        "links": links_table(found),
        **{name: details_table(layer, found, batch.sentences.number, owners) for layer, name in DETAILED.items()},
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
    columns: Mapping[str, Sequence[Any]]
    """What is known of each section, by the names of its fields."""

    @classmethod
    def of(cls, batch: Batch) -> _Places:
        every = [section for document in batch.documents for section in document.sections]
        columns = dict(zip(Section._fields, zip(*every, strict=True) if every else [()] * len(Section._fields), strict=True))
        sizes = [len(document.sections) for document in batch.documents]
        numbers = [*sorted(set(columns["number"])), ALL]
        code = {number: at for at, number in enumerate(numbers)}
        first = np.cumsum([0, *sizes], dtype=np.int32)
        return cls(
            documents=pa.array([document.id for document in batch.documents], pa.string()),
            numbers=pa.array(numbers, pa.string()),
            document=np.arange(len(sizes), dtype=np.int32).repeat(sizes),
            number=np.array([code[number] for number in columns["number"]], dtype=np.int32),
            sentence_section=first.take(batch.sentences.document, mode="clip") + batch.sentences.section,
            columns=columns,
        )


def documents_table(documents: Sequence[Document], *, titles: bool) -> pa.Table:
    """Give the table documents; `titles` only where they are ours to publish. Withheld texts have a row too.

    A study's column that is called as one of the table's own (`document`, `sha256`) is left out: it would take its place.
    """
    named = dict.fromkeys(name for document in documents for name in document.columns)
    own = tuple(name for name in named if name and name not in TABLES["documents"].names)
    columns = {
        "document": [document.id for document in documents],
        "title": [document.title if titles else "" for document in documents],
        "text": ["withheld" if document.text is None else "available" for document in documents],
        **{key: [getattr(document, key) for document in documents] for key in _COPIED},
        **{name: [document.columns.get(name, "") for document in documents] for name in own},
    }
    return pa.Table.from_pydict(columns, schema=schema("documents", own))


_COPIED = ("outlet", "published", "url", "language", "sha256", "text_sha256", "extractor", "encoding")


def _sections(places: _Places) -> pa.Table:
    known, roles = places.columns, {"headline": 0, "lead": 1, "body": 2}
    columns = {
        "document": coded(places.document, places.documents),
        "section": coded(places.number, places.numbers),
        "role": coded(np.array([roles[role] for role in known["role"]], dtype=np.int32), list(roles)),
        "level": pa.array(known["level"], pa.int32()),
        "heading": pa.array(known["heading"], pa.string()),
        "start": pa.array(known["start"], pa.int32()),
        "end": pa.array(known["end"], pa.int32()),
    }
    return table("sections", columns)


def _dropped(batch: Batch, places: _Places) -> pa.Table:
    every = [(at, drop) for at, document in enumerate(batch.documents) for drop in document.dropped]
    reasons = sorted({drop.reason for _, drop in every})
    columns = {
        "document": coded(np.array([at for at, _ in every], dtype=np.int32), places.documents),
        "start": pa.array([drop.start for _, drop in every], pa.int32()),
        "end": pa.array([drop.end for _, drop in every], pa.int32()),
        "reason": coded(np.array([reasons.index(drop.reason) for _, drop in every], dtype=np.int32), reasons),
    }
    return table("dropped", columns)


def _sentences(batch: Batch, places: _Places, counts: Counts, voice: Ints) -> pa.Table:
    sentences = batch.sentences
    columns = {
        "document": coded(sentences.document, places.documents),
        "section": coded(places.number[places.sentence_section], places.numbers),
        "sentence": sentences.number,
        "start": sentences.start,
        "end": sentences.end,
        "words": sentences.words,
        "quoted": sentences.quoted,
        **dict(zip(MODES, counts.attributed.T.astype(np.int32), strict=True)),
        "voice": coded(voice, VOICES),
        "heading": sentences.heading,
    }
    return table("sentences", columns)


_SHOWN = [*VOICES, ATTRIBUTED, ALL]
"""The voices of the tables exposure and measures: those of sentences, then those derived by adding."""


class _Cells:
    """Cells of exposure: every section (and the whole document) × the voices, stored and derived; those with words are kept.

    They are numbered voice by voice, so that numpy adds up along the sections; the tables have them section by section.
    """

    def __init__(self, batch: Batch, places: _Places, voice: Ints) -> None:
        self.documents = len(batch.documents)
        self.sections = len(places.number)
        self.both = self.sections + self.documents
        self.base = voice.astype(np.int64) * self.sections + places.sentence_section
        self.of_document = places.document
        whole = np.full(self.documents, len(places.numbers) - 1, dtype=np.int32)
        document = np.concatenate([places.document, np.arange(self.documents, dtype=np.int32)])
        self.document = np.tile(document, len(_SHOWN))
        self.number = np.tile(np.concatenate([places.number, whole]), len(_SHOWN))
        self.voice = np.arange(len(_SHOWN), dtype=np.int32).repeat(self.both)

    def in_order(self, kept: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Give the cells that are kept as the tables have them: sections, then whole documents, each voice by voice."""
        place, voice = kept.reshape(len(_SHOWN), self.both).T.nonzero()
        return voice * self.both + place

    def where(self, cells: NDArray[np.int64], places: _Places) -> dict[str, Coded]:
        """Give codes and names of document, section and voice of some cells."""
        return {
            "document": (self.document.take(cells), places.documents),
            "section": (self.number.take(cells), places.numbers),
            "voice": (self.voice.take(cells), _SHOWN),
        }

    def totals(self, base: NDArray[np.float64]) -> NDArray[np.float64]:
        """Derive `attributed` and `all`: from sums over single sections and voices to sums over all cells, row by row."""
        rows, single = len(base), len(VOICES)
        cells = np.empty((rows, len(_SHOWN), self.both))
        cells[:, :single, : self.sections] = base.reshape(rows, single, self.sections)
        document = (np.arange(rows * single)[:, None] * self.documents + self.of_document).ravel()
        whole = np.bincount(document, base.ravel(), rows * single * self.documents)
        cells[:, :single, self.sections :] = whole.reshape(rows, single, self.documents)
        attributed, every = cells[:, single], cells[:, single + 1]
        attributed[:] = cells[:, 1]
        for mode in range(2, single):
            attributed += cells[:, mode]
        np.add(cells[:, 0], attributed, out=every)
        return cells.reshape(rows, -1)


def _measures(batch: Batch, counts: Counts, voice: Ints, wanted: Wanted, places: _Places) -> dict[str, pa.Table]:
    cells = _Cells(batch, places, voice)
    base = np.where(counts.counted, cells.base, -1)
    inside, base_cells = base >= 0, len(VOICES) * cells.sections
    sizes = (np.bincount(base[inside], of, base_cells).astype(np.float64) for of in (None, counts.words[inside]))
    sentences, words = cells.totals(np.stack(tuple(sizes)))
    # A section without text of its own keeps a row (voice all), so that it is seen to be empty.
    kept = cells.in_order((sentences > 0) | (cells.voice == _SHOWN.index(ALL)))
    # Pairs of actors are many and rarely share a section's sentence: they are counted for whole documents.
    whole = kept[kept % max(cells.both, 1) >= cells.sections]
    read = read_by(counts, wanted.instruments)
    rows = {"": kept, _WHOLE: whole}
    rows |= {name: kept[_documents(flags, batch)[cells.document[kept]]] for name, flags in read.items()}
    making = {name: _Long(cells, at) for name, at in rows.items()}
    for summed in add_up(counts, base, base_cells, wanted.measures, wanted.instruments):
        measure, instrument, *_ = summed
        making[_WHOLE if measure.by == "pair" else reader_of(instrument, read)].add(summed)
    exposure = {name: coded(*column) for name, column in cells.where(kept, places).items()}
    exposure |= {"words": pa.array(words[kept].astype(np.int64)), "sentences": pa.array(sentences[kept].astype(np.int64))}
    tables = [each.table(places) for each in making.values()]
    return {"exposure": table("exposure", exposure), "measures": pa.concat_tables(tables)}


_WHOLE = "whole"
"""Measures that are made for whole documents only. (Those of instruments that read some documents only go by their names.)"""


def _documents(sentences: NDArray[np.bool_], batch: Batch) -> NDArray[np.bool_]:
    """Tell the documents of some sentences; one without sentences belongs to nobody who reads."""
    return np.bincount(batch.sentences.document[sentences], minlength=len(batch.documents)) > 0


_Summed = tuple["Measure", str, str, NDArray[np.float64], NDArray[np.float64]]

TOGETHER = 64
"""Measures whose cells are derived at once: of pairs of actors there may be thousands, which are not held side by side."""


class _Long:
    """Measures at some cells, one measure below the other."""

    def __init__(self, cells: _Cells, at: NDArray[np.int64]) -> None:
        self._cells, self._at = cells, at
        self._waiting: list[_Summed] = []
        self._keys: list[tuple[str, str, str, str]] = []
        self._numbers: dict[str, list[NDArray[np.float64]]] = {"numerator": [], "denominator": [], "value": []}

    def add(self, summed: _Summed) -> None:
        """Take a measure's sums over single sections and voices."""
        self._waiting.append(summed)
        if len(self._waiting) == TOGETHER:
            self._derive()

    def _derive(self) -> None:
        """Derive the cells of the measures that wait, and their values."""
        some, at = self._waiting, self._at
        self._waiting = []
        self._keys += [(actor, measure.name, instrument, measure.unit) for measure, instrument, actor, _, _ in some]
        shared = {id(below): below for *_, below in some}  # most measures are divided by the same words or sentences
        row = {name: number for number, name in enumerate(shared)}
        above = self._cells.totals(np.stack([each for *_, each, _ in some])).take(at, axis=1)
        divided = self._cells.totals(np.stack(list(shared.values()))).take(at, axis=1)
        below = divided.take([row[id(each)] for *_, each in some], axis=0)
        scale = np.array([measure.scale for measure, *_ in some])[:, None]
        for name, numbers in (("numerator", above), ("denominator", below), ("value", value(above, below, scale))):
            self._numbers[name].append(numbers.ravel())

    def table(self, places: _Places) -> pa.Table:
        """Give the rows of the table measures; none where no measure was added."""
        if self._waiting:
            self._derive()
        keys, size = self._keys, len(self._at)
        if not keys:
            return schema("measures").empty_table()
        where = self._cells.where(self._at, places)
        numbers = {name: each[0] if len(each) == 1 else np.concatenate(each) for name, each in self._numbers.items()}
        columns: dict[str, object] = {
            name: coded(np.broadcast_to(codes, (len(keys), size)).ravel(), names) for name, (codes, names) in where.items()
        }
        for column, name in enumerate(("actor", "measure", "instrument")):
            columns[name] = repeated([key[column] for key in keys], size)
        columns |= numbers
        columns["unit"] = repeated([key[3] for key in keys], size)
        whole = table("measures", columns)
        if not any(actor for actor, *_ in keys):
            return whole
        # Of most actors most sections say nothing: two rows of three would hold no number, and reading them would take as long.
        kept = numbers["denominator"] > 0
        kept |= np.repeat([not actor for actor, *_ in keys], size)
        return whole if kept.all() else whole.filter(pa.array(kept))


def _terms(batch: Batch, places: _Places) -> pa.Table:
    words = batch.words
    types = len(words.types)
    counted = ~batch.sentences.heading | (places.number[places.sentence_section] == _headline(places))
    keep = counted[words.sentence]
    cell = places.sentence_section[words.sentence[keep]].astype(np.int64) * max(types, 1) + words.type[keep]
    cell, count = np.unique(cell, return_counts=True)
    section = (cell // max(types, 1)).astype(np.int32)
    columns = {
        "document": coded(places.document[section], places.documents),
        "section": coded(places.number[section], places.numbers),
        "term": pa.DictionaryArray.from_arrays(pa.array((cell % max(types, 1)).astype(np.int32)), words.types),
        "count": count.astype(np.int64),
    }
    return table("terms", columns)


def _headline(places: _Places) -> int:
    numbers = places.numbers.to_pylist()
    return numbers.index("00") if "00" in numbers else -1
