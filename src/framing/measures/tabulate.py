"""Evidence into measures: every measure is two sums over sentences, and everything else adds those up.

The two columns of a measure (numerator and denominator, an integer a sentence) are made once; sections, voices, windows
and bootstrap blocks are sums of them. They are made alike from a batch in memory and from tables read back from disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.measures.spec import NONE
from framing.measures.voice import words_by_mode
from framing.tables import ALL, ATTRIBUTED, MODES, VALUE_SCALE

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.spec import Found, Measure, Sum
    from framing.text.batch import Batch

__all__ = [
    "READERS",
    "Counts",
    "Layer",
    "SentenceSums",
    "add_up",
    "columns",
    "from_batch",
    "from_tables",
    "read_by",
    "reader_of",
    "sentence_sums",
    "value",
    "with_totals",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.integer[Any]]

CLEAR_TONE = round(0.05 * VALUE_SCALE)
"""From here on a compound counts as positive or negative (Hutto & Gilbert 2014)."""


INITIAL = 4
"""A mention is sentence-initial where it starts at most so many characters in: after nothing, a quotation mark or "The"."""


@dataclass(frozen=True)
class Layer:
    """Evidence of one layer and instrument as columns: which sentence, which kind, which actor, what value."""

    sentence: Ints
    label: Ints
    labels: Sequence[str]
    actor: Ints
    value: Ints
    initial: NDArray[np.bool_]
    """Whether it starts within the first four characters of its sentence."""


@dataclass(frozen=True)
class Counts:
    """All that measures are made of: sentences with their sizes, and layers of evidence by (layer, instrument)."""

    words: Ints
    quoted: Ints
    attributed: Ints
    """Words of each sentence by mode: sentences × `tables.MODES`."""
    role: NDArray[np.str_]
    """Role of each sentence's section."""
    counted: NDArray[np.bool_]
    """Headings are counted in the headline only."""
    document: Ints
    """Number of each sentence's document."""
    layers: Mapping[tuple[str, str], Layer]
    actors: Sequence[str]

    @cached_property
    def size(self) -> int:
        """How many sentences there are, headings among them."""
        return len(self.words)

    def of(self, layer: str) -> Layer | None:
        """Give a layer by name alone, the first instrument's where several found it."""
        return next((self.layers[key] for key in self.layers if key[0] == layer), None)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """Which actors each sentence names: sentences × actors."""
        table = np.zeros((self.size, max(len(self.actors), 1)), dtype=bool)
        mention = self.of("mention")
        if mention is not None:
            table[mention.sentence, mention.actor] = True
        return table


@dataclass(frozen=True)
class SentenceSums:
    """Numerators and denominators of every measure over counted sentences.

    `keys` has a row for each of K measures (measure, instrument, actor, unit, scale); `frame` a row for each of
    S counted sentences (document, section, role, sentence, voice, words); both arrays are S × K.
    """

    keys: pd.DataFrame
    frame: pd.DataFrame
    numerator: Floats
    denominator: Floats


# --- the columns -----------------------------------------------------------------------------------------------------


def columns(
    counts: Counts, measures: Sequence[Measure], instruments: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Measure, str, str, Floats, Floats]]:
    """Yield (measure, instrument, actor, numerator, denominator) for every measure; both arrays are one value a sentence."""
    sizes: dict[Sum, Floats] = {}
    read = read_by(counts, instruments)
    for measure in measures:
        plain = measure.denominator.layer in _SIZES and not measure.denominator.near
        if plain and measure.denominator not in sizes:
            sizes[measure.denominator] = _column(measure.denominator, measure.primary_layer, "", (), counts)
        for instrument in instruments.get(measure.primary_layer, ()):
            reader = read.get(reader_of(instrument, read))
            if reader is not None and not reader.any():
                continue
            for actor, codes in _actors(measure, counts.actors):
                above = _column(measure.numerator, measure.primary_layer, instrument, codes, counts)
                if plain:  # most measures are divided by the same words or sentences: one array serves them all
                    below = sizes[measure.denominator]
                else:
                    below = _column(measure.denominator, measure.primary_layer, instrument, codes, counts)
                yield measure, instrument, actor, above, below if reader is None else below * reader


def read_by(counts: Counts, instruments: Mapping[str, Sequence[str]]) -> dict[str, NDArray[np.bool_]]:
    """Tell the sentences that each instrument of relations has read, where a study has several; else nothing.

    Parser and pattern rules read different documents, and every mention is a participant for whichever read it: documents
    without participants have nothing to tell and count for the first instrument. What an instrument has not read has no
    denominator, so that no zero stands for "not looked at".
    """
    several = instruments.get(READERS, ())
    if len(several) < 2 or not counts.size:
        return {}
    documents = int(counts.document.max()) + 1
    has = np.zeros((len(several), documents), bool)
    for row, name in enumerate(several):
        layer = counts.layers.get((READERS, name))
        if layer is not None:
            has[row, counts.document[layer.sentence]] = True
    has[0] |= ~has.any(axis=0)
    return {name: has[row][counts.document] for row, name in enumerate(several)}


def reader_of(instrument: str, readers: Iterable[str]) -> str:
    """Give the reader that an instrument goes by: its name, or the name's beginning up to a comma; empty where it has none.

    Examples:
        >>> reader_of("relations-english, my-list", ["relations-english"]), reader_of("vader", ["relations-english"])
        ('relations-english', '')
    """
    name = instrument.partition(",")[0]
    return name if name in readers else ""


READERS = "participant"
"""The layer by which it is told which instrument has read a document."""


def _actors(measure: Measure, actors: Sequence[str]) -> list[tuple[str, tuple[int, ...]]]:
    if measure.by == "none":
        return [("", ())]
    if measure.by == "actor":
        return [(name, (code,)) for code, name in enumerate(actors)]
    return [(f"{actors[a]} + {actors[b]}", (a, b)) for a, b in combinations(range(len(actors)), 2)]


def _column(total: Sum, primary: str, instrument: str, codes: tuple[int, ...], counts: Counts) -> Floats:
    per_sentence = _sized(total, counts) if total.layer in _SIZES else _found(total, primary, instrument, codes, counts)
    return np.where(_kept(total, codes, counts), per_sentence, 0.0)


_SIZES = ("words", "sentences", "quoted", ATTRIBUTED, *MODES)


def _sized(total: Sum, counts: Counts) -> Floats:
    if total.layer == "sentences":
        return np.ones(counts.size)
    if total.layer == ATTRIBUTED:
        return np.asarray(counts.attributed.sum(axis=1), np.float64)
    if total.layer in MODES:
        return np.asarray(counts.attributed[:, MODES.index(total.layer)], np.float64)
    return (counts.words if total.layer == "words" else counts.quoted).astype(np.float64)


def _found(total: Sum, primary: str, instrument: str, codes: tuple[int, ...], counts: Counts) -> Floats:
    layer = _layer_of(total, primary, instrument, counts)
    if layer is None:
        return np.zeros(counts.size)
    if total.layer == "mention" and codes and total.actor in ("both", "either"):
        named = counts.named[:, list(codes)]
        chosen = np.all(named, axis=1) if total.actor == "both" else np.any(named, axis=1)
        return np.asarray(chosen, dtype=np.float64)
    keep = _rows(total, codes, layer)
    weights = _weights(total, layer.value)[keep]
    per_sentence: Floats = np.bincount(layer.sentence[keep], weights=weights, minlength=counts.size).astype(np.float64)
    return np.minimum(per_sentence, 1.0) if total.once else per_sentence


def _layer_of(total: Sum, primary: str, instrument: str, counts: Counts) -> Layer | None:
    """Give the layer that is added up: of the measure's own the instrument's, of others the only one there is."""
    return counts.layers.get((total.layer, instrument)) if total.layer == primary else counts.of(total.layer)


def _rows(total: Sum, codes: tuple[int, ...], layer: Layer) -> NDArray[np.bool_]:
    keep = np.ones(len(layer.sentence), dtype=bool)
    if total.labels:
        wanted = np.array([name in total.labels for name in layer.labels] or [False])
        keep &= wanted[layer.label]
    if codes and total.actor == "own" and not total.near:
        keep &= layer.actor == codes[0]
    if total.where == "initial":
        keep &= layer.initial
    return keep


def _weights(total: Sum, value: Ints) -> Floats:
    if total.weight == "one":
        return np.ones(len(value))
    if total.weight == "negative":
        return (value <= -CLEAR_TONE).astype(np.float64)
    if total.weight == "positive":
        return (value >= CLEAR_TONE).astype(np.float64)
    return (np.abs(value) if total.weight == "absolute" else value).astype(np.float64)


def _kept(total: Sum, codes: tuple[int, ...], counts: Counts) -> NDArray[np.bool_]:
    keep = counts.counted
    if total.where in ("headline", "lead"):
        keep = keep & (counts.role == total.where)
    if total.near and codes:
        keep = keep & counts.named[:, codes[0]]
        if total.alone:
            keep = keep & (counts.named.sum(axis=1) == 1)
    return keep


def _divisor(measure: Measure) -> float:
    """Turn stored ×10⁴ values back into the measure's unit."""
    return VALUE_SCALE if measure.numerator.weight in ("value", "absolute") else 1.0


# --- from a batch, from tables ------------------------------------------------------------------------------------------


def from_batch(batch: Batch, found: Sequence[Found], actors: Sequence[str]) -> Counts:
    """Read the counts off a batch and what was found in it."""
    sentences = batch.sentences
    # A document that was not segmented has one section, which plays no role.
    each = [[section.role for section in document.sections] or [""] for document in batch.documents]
    roles = [role for of_document in each for role in of_document]
    first = np.cumsum([0, *map(len, each)])
    section = first.take(sentences.document, mode="clip") + sentences.section
    known = np.array(roles, dtype=str)
    place = {name: code for code, name in enumerate(actors)}
    return Counts(
        words=sentences.words.astype(np.int64),
        quoted=sentences.quoted.astype(np.int64),
        attributed=words_by_mode(batch, found).astype(np.int64),
        role=known[section],
        counted=~sentences.heading | (known == "headline")[section],
        document=sentences.document.astype(np.int64),
        layers=_Layers(found, batch, place),
        actors=actors,
    )


class _Layers(Mapping[tuple[str, str], Layer]):
    """Layers read off what was found when a measure asks for them: what is evidence alone, a third of all, costs nothing."""

    def __init__(self, found: Sequence[Found], batch: Batch, place: Mapping[str, int]) -> None:
        self._found = {(each.layer, each.instrument): each for each in found}
        self._read: dict[tuple[str, str], Layer] = {}
        self._batch, self._place = batch, place

    def __getitem__(self, key: tuple[str, str]) -> Layer:
        if key not in self._read:
            self._read[key] = _layer(self._found[key], self._batch, self._place)
        return self._read[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def _layer(found: Found, batch: Batch, place: Mapping[str, int]) -> Layer:
    if found.actor is None:
        actor = np.full(len(found.sentence), NONE, dtype=np.int64)
    else:
        # NONE is −1 and so picks the last, which stands for nobody.
        actor = np.array([*(place[name] for name in found.actors), NONE], dtype=np.int64)[found.actor]
    initial = found.start - batch.sentences.start[found.sentence] <= INITIAL
    return Layer(found.sentence, found.label, found.labels, actor, found.value, initial)


def from_tables(tables: Mapping[str, pd.DataFrame], actors: Sequence[str]) -> Counts:
    """Read the counts off the tables sections, sentences and evidence, as `from_batch` does off a batch."""
    import pandas as pd

    sentences, evidence = tables["sentences"], tables["evidence"]
    roles = tables["sections"].set_index(["document", "section"])["role"]
    role = roles.loc[pd.MultiIndex.from_frame(sentences[["document", "section"]])].to_numpy().astype(str)
    places = pd.MultiIndex.from_frame(sentences[["document", "sentence"]])
    row = places.get_indexer(pd.MultiIndex.from_frame(evidence[["document", "sentence"]])).astype(np.int64)
    initial = (evidence["start"].to_numpy() - sentences["start"].to_numpy()[row]) <= INITIAL
    label, labels = pd.factorize(evidence["label"])
    actor = pd.Index(actors).get_indexer(pd.Index(evidence["actor"])).astype(np.int64)
    value = evidence["value"].to_numpy().astype(np.int64)
    return Counts(
        words=sentences["words"].to_numpy().astype(np.int64),
        quoted=sentences["quoted"].to_numpy().astype(np.int64),
        attributed=sentences[list(MODES)].to_numpy().astype(np.int64),
        role=role,
        counted=~sentences["heading"].to_numpy() | (role == "headline"),
        document=pd.factorize(sentences["document"])[0].astype(np.int64),
        layers={
            key: Layer(row[at], label[at], list(labels), actor[at], value[at], initial[at])
            for key, at in _by_instrument(evidence).items()
        },
        actors=actors,
    )


def _by_instrument(evidence: pd.DataFrame) -> dict[tuple[str, str], Ints]:
    """Give the row numbers of every (layer, instrument)."""
    keys = evidence["layer"].astype("str") + "\t" + evidence["instrument"].astype("str")
    code, names = keys.factorize()
    pairs = [tuple(str(name).split("\t")) for name in names]
    return {(layer, instrument): np.flatnonzero(code == at) for at, (layer, instrument) in enumerate(pairs)}


# --- adding up -----------------------------------------------------------------------------------------------------------


def add_up(
    counts: Counts, cell: Ints, cells: int, measures: Sequence[Measure], instruments: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Measure, str, str, Floats, Floats]]:
    """Add every measure's columns over cells: `cell` gives each sentence its number from 0 to `cells` − 1, or −1 for none.

    Yields (measure, instrument, actor, numerators, denominators), both arrays one value a cell, in the measure's unit
    before scaling. Measures that are divided by the same words or sentences share one array of denominators.
    """
    read = read_by(counts, instruments)
    adding = _Adding(counts, cell, cells)
    reading = {name: _Adding(counts, np.where(flags, cell, -1), cells) for name, flags in read.items()}
    for measure in measures:
        total, base = measure.numerator, measure.denominator
        for instrument in instruments.get(measure.primary_layer, ()):
            reader = reader_of(instrument, read)
            if reader and not read[reader].any():
                continue
            for actor, codes in _actors(measure, counts.actors):
                above = adding.sums(total, measure.primary_layer, instrument, codes) / _divisor(measure)
                below = reading.get(reader, adding).sums(base, measure.primary_layer, instrument, codes)
                yield measure, instrument, actor, above, below


class _Adding:
    """Adds evidence up over cells, without a column of sentences in between wherever each piece counts for itself.

    That takes a third of the time: most layers have far fewer pieces than there are sentences.
    """

    def __init__(self, counts: Counts, cell: Ints, cells: int) -> None:
        # The last cell takes what belongs to none, so that nothing has to be picked out.
        self._counts, self._cells = counts, cells
        self._cell = np.where((cell >= 0) & counts.counted, cell, cells)
        self._sizes: dict[Sum, Floats] = {}
        self._places: dict[int, Ints] = {}

    def sums(self, total: Sum, primary: str, instrument: str, codes: tuple[int, ...]) -> Floats:
        """Give the sums of one column; `codes` are those of the actors that it is about."""
        if total.layer in _SIZES and not total.near:
            if total not in self._sizes:
                self._sizes[total] = self._added(self._cell, _column(total, primary, "", (), self._counts))
            return self._sizes[total]
        if total.layer in _SIZES or not _is_by_piece(total):
            return self._added(self._cell, _column(total, primary, instrument, codes, self._counts))
        layer = _layer_of(total, primary, instrument, self._counts)
        if layer is None:
            return np.zeros(self._cells)
        place, value = self._placed(layer), layer.value
        if total.labels or codes or total.where == "initial":
            kept = _rows(total, codes, layer).nonzero()[0]
            place, value = place.take(kept), value.take(kept)
        return self._added(place, None if total.weight == "one" else _weights(total, value))

    def _placed(self, layer: Layer) -> Ints:
        """Give the cell of each piece of a layer."""
        if id(layer) not in self._places:
            self._places[id(layer)] = self._cell.take(layer.sentence, mode="clip")
        return self._places[id(layer)]

    def _added(self, place: Ints, weights: Floats | None) -> Floats:
        return np.bincount(place, weights=weights, minlength=self._cells + 1)[: self._cells].astype(np.float64)


def _is_by_piece(total: Sum) -> bool:
    """Tell whether every piece counts for itself, whatever else its sentence holds and wherever that stands."""
    return not (total.once or total.near or total.where in ("headline", "lead") or total.actor in ("both", "either"))


def sentence_sums(
    tables: Mapping[str, pd.DataFrame],
    measures: Sequence[Measure],
    instruments: Mapping[str, Sequence[str]],
    actors: Sequence[str],
) -> SentenceSums:
    """Give every measure's numerator and denominator for every counted sentence of the tables.

    Args:
        tables: sections, sentences, evidence.
        measures: those wanted, from `framing.measures.registry.measures`.
        instruments: layer → instruments, from `framing.measures.registry.instruments`.
        actors: the study's actor names, in its order.
    """
    import pandas as pd

    counts = from_tables(tables, actors)
    keys, above, below = [], [], []
    for measure, instrument, actor, numerator, denominator in columns(counts, measures, instruments):
        keys.append((measure.name, instrument, actor, measure.unit, measure.scale))
        above.append(numerator[counts.counted] / _divisor(measure))
        below.append(denominator[counts.counted])
    frame = tables["sentences"].assign(role=counts.role)
    rows = int(counts.counted.sum())
    return SentenceSums(
        keys=pd.DataFrame(keys, columns=["measure", "instrument", "actor", "unit", "scale"]),
        frame=frame.loc[counts.counted, ["document", "section", "role", "sentence", "voice", "words"]].reset_index(drop=True),
        numerator=np.column_stack(above) if above else np.zeros((rows, 0)),
        denominator=np.column_stack(below) if below else np.zeros((rows, 0)),
    )


def with_totals(table: pd.DataFrame, sums: Sequence[str], by: Sequence[str]) -> pd.DataFrame:
    """Add the rows whose voice is `attributed`, or whose section, voice or both are `all`, to a table of single ones.

    Args:
        table: has columns document, section, voice, those of `by`, and the columns to add.
        sums: the columns to add.
        by: further key columns.

    Examples:
        >>> import pandas as pd
        >>> one = pd.DataFrame({"document": "a", "section": ["01", "02"], "voice": "outlet", "words": [3, 4]})
        >>> both = with_totals(one, ["words"], [])
        >>> int(both.query("section == 'all' and voice == 'all'")["words"].iloc[0])
        7
    """
    import pandas as pd

    modes = table[table["voice"].isin(MODES)]
    attributed = modes.groupby(["document", "section", *by], sort=False, observed=True)[list(sums)].sum().reset_index()
    pieces = [table, attributed.assign(voice=ATTRIBUTED)]
    whole = attributed.groupby(["document", *by], sort=False, observed=True)[list(sums)].sum().reset_index()
    pieces.append(whole.assign(voice=ATTRIBUTED, section=ALL))
    for blanks in (["voice"], ["section"], ["section", "voice"]):
        kept = [column for column in ("document", "section", "voice") if column not in blanks]
        added = table.groupby([*kept, *by], sort=False, observed=True)[list(sums)].sum().reset_index()
        pieces.append(added.assign(**dict.fromkeys(blanks, ALL)))
    return pd.concat(pieces, ignore_index=True)[list(table.columns)]


def value(numerator: Floats, denominator: Floats, scale: float | Floats) -> Floats:
    """Give scale × numerator / denominator, NaN where the denominator is 0.

    Examples:
        >>> value(np.array([1.0, 2.0]), np.array([4.0, 0.0]), 1000.0)
        array([250.,  nan])
    """
    ratio = np.full(numerator.shape, np.nan)
    np.divide(numerator, denominator, out=ratio, where=denominator > 0)
    return ratio * scale
