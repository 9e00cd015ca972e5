"""Entries of one or several words found in a batch: longest match, left to right, never across sentences.

Entries are cut into words by the same rules as texts. They form a trie over symbols (a word, or the beginning of one);
each distinct word of a batch is looked up once, and all places move down the trie together, one word a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.errors import InputError
from framing.text.batch import Batch, Words
from framing.text.normalise import normalise
from framing.text.tokens import split, vocabulary

__all__ = ["Matches", "Phrases"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

_ROOT = 0
_NONE = -1


@dataclass(frozen=True, slots=True)
class Matches:
    """Found entries, in order of place: words `first:last` of the batch, and the index of the entry."""

    first: Ints
    last: Ints
    entry: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.first)

    def start(self, batch: Batch) -> Ints:
        """Give the code point where each begins, within its document."""
        return batch.words.start[self.first]

    def end(self, batch: Batch) -> Ints:
        """Give the code point after the last word of each."""
        return batch.words.end[self.last - 1]

    def sentence(self, batch: Batch) -> Ints:
        """Give the sentence that holds each."""
        return batch.words.sentence[self.first]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry's words in lower case, which of them stand for any ending, and the capitals each asks for."""

    words: tuple[str, ...]
    open: tuple[bool, ...]
    capitals: tuple[int, ...]


class Phrases:
    """Entries made ready to be found in any batch.

    A `*` at the end of a word stands for any ending. With `cased` (for all, or entry by entry), a word of the entry
    that has a capital asks for one in the text, and one in all capitals for all capitals: "US" is not "us", "May" not
    "may". Where several entries match the same words, the one without `*` wins, then the one that stands first.

    Raises:
        InputError: an entry holds no word, or a `*` stands elsewhere than at the end of a word.

    Examples:
        >>> from framing.corpus.documents import Block, Document
        >>> from framing.text.build import build
        >>> text = "The U.S. may escalate; North Korea’s nuclear-armed army will not."
        >>> batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
        >>> found = Phrases(["Korea", "North Korea", "nuclear armed", "escalat*", "U.S."]).find(batch)
        >>> [text[a:b] for a, b in zip(found.start(batch), found.end(batch))]
        ['U.S', 'escalate', 'North Korea', 'nuclear-armed']
        >>> found.entry.tolist()
        [4, 3, 1, 2]
    """

    def __init__(self, entries: Sequence[str], cased: Sequence[bool] | bool = False) -> None:
        """Cut the entries into words and lay out their trie."""
        flags = [cased] * len(entries) if isinstance(cased, bool) else list(cased)
        cut = [_cut(entry, cased=flag) for entry, flag in zip(entries, flags, strict=True)]
        self._literals, self._prefixes = _symbols(cut)
        self._trie = _trie(cut, self._literals, self._prefixes)

    def find(self, batch: Batch) -> Matches:
        """Find the entries in a batch; no entries, or no words, give no matches."""
        words, trie = batch.words, self._trie
        if not len(trie.length) or not len(words.type):
            nothing = np.zeros(0, np.int32)
            return Matches(nothing, nothing, nothing)
        reading = _read(words.types, self._literals, self._prefixes)
        place, node, depth = _descend(words, trie, reading)
        place, entry = _ended(words, trie, place, node)
        del depth
        return _chosen(place, entry, trie)


def _cut(entry: str, *, cased: bool) -> _Entry:
    words: list[str] = []
    opens: list[bool] = []
    capitals: list[int] = []
    for piece in normalise(entry).split():
        if "*" in piece.rstrip("*"):
            raise InputError(f'entry "{entry}": a * stands within a word; put it at the end of one')
        found = vocabulary(split(f"{piece} ".encode()).types).words
        forms = found.types.take(pa.array(found.type)).to_pylist()
        words += forms
        opens += [False] * len(forms)
        capitals += found.capital.tolist() if cased else [0] * len(forms)
        if forms and piece.endswith("*"):
            opens[-1] = True
    if not words:
        raise InputError(f'entry "{entry}": holds no word; give it a letter or a digit, or delete it')
    return _Entry(tuple(words), tuple(opens), tuple(capitals))


def _symbols(entries: Sequence[_Entry]) -> tuple[dict[str, int], dict[str, int]]:
    """Number the distinct words, and after them the distinct beginnings of words."""
    pairs = [pair for entry in entries for pair in zip(entry.words, entry.open, strict=True)]
    literals = {word: number for number, word in enumerate(dict.fromkeys(word for word, is_open in pairs if not is_open))}
    prefixes = dict.fromkeys(word for word, is_open in pairs if is_open)
    return literals, {word: len(literals) + number for number, word in enumerate(prefixes)}


@dataclass(frozen=True, slots=True)
class _Trie:
    """Edges sorted by `node × symbols + symbol`; entries sorted by the node at which they end."""

    symbols: int
    edges: Longs
    child: Ints
    inner: Bools
    """Whether a node has children."""
    starts: Bools
    """Whether a symbol begins an entry."""
    continues: Bools
    """Whether a symbol stands later in an entry."""
    ends_first: Longs
    """Entries that end at a node are `ends[ends_first[node]:ends_first[node + 1]]`."""
    ends: Ints
    length: Ints
    """Words of each entry."""
    opens: Ints
    """Words of each entry that stand for any ending."""
    capitals: NDArray[np.uint8]
    """Capitals that each word of an entry asks for; a row an entry, filled with 0."""


def _trie(entries: Sequence[_Entry], literals: dict[str, int], prefixes: dict[str, int]) -> _Trie:
    symbols = len(literals) + len(prefixes)
    children: dict[int, int] = {}
    ends: list[int] = []
    starts, continues = np.zeros(symbols, np.bool_), np.zeros(symbols, np.bool_)
    for entry in entries:
        node = _ROOT
        for word, is_open in zip(entry.words, entry.open, strict=True):
            symbol = prefixes[word] if is_open else literals[word]
            (starts if node == _ROOT else continues)[symbol] = True
            node = children.setdefault(node * symbols + symbol, len(children) + 1)
        ends.append(node)
    keys = np.array(sorted(children), np.int64)
    inner = np.zeros(len(children) + 1, np.bool_)
    inner[keys // max(symbols, 1)] = True
    at = np.array(ends, np.int32)
    capitals = np.zeros((len(entries), max((len(entry.words) for entry in entries), default=0)), np.uint8)
    for row, entry in enumerate(entries):
        capitals[row, : len(entry.words)] = entry.capitals
    return _Trie(
        symbols,
        keys,
        np.array([children[int(key)] for key in keys], np.int32),
        inner,
        starts,
        continues,
        np.searchsorted(np.sort(at), np.arange(len(children) + 2)),
        np.argsort(at, kind="stable").astype(np.int32),
        np.array([len(entry.words) for entry in entries], np.int32),
        np.array([sum(entry.open) for entry in entries], np.int32),
        capitals,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Which symbols each distinct word of a batch is: `symbol[first[type]:first[type] + count[type]]`."""

    first: Ints
    count: Ints
    symbol: Ints


def _read(types: pa.StringArray, literals: dict[str, int], prefixes: dict[str, int]) -> _Reading:
    found = pc.index_in(types, value_set=pa.array(list(literals), pa.string()))
    known = _numbers(pc.fill_null(found, _NONE))
    type_ = np.flatnonzero(known >= 0)
    symbol = known[type_]
    if prefixes:
        more_type, more_symbol = _begun(types, prefixes)
        type_, symbol = np.append(type_, more_type), np.append(symbol, more_symbol)
        order = np.argsort(type_, kind="stable")
        type_, symbol = type_[order], symbol[order]
    count = np.bincount(type_, minlength=len(types)).astype(np.int32)
    return _Reading(np.cumsum(count, dtype=np.int32) - count, count, symbol.astype(np.int32))


def _numbers(array: pa.Array) -> Ints:
    return np.frombuffer(array.buffers()[1], np.int32, len(array), array.offset * 4)


def _begun(types: pa.StringArray, prefixes: dict[str, int]) -> tuple[Longs, Longs]:
    """Give pairs of a distinct word and a beginning it has."""
    likely = _likely(types, prefixes)
    near = types.take(pa.array(likely))
    type_, symbol = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for length in sorted({len(prefix) for prefix in prefixes}):
        own = [prefix for prefix in prefixes if len(prefix) == length]
        found = pc.index_in(pc.utf8_slice_codeunits(near, 0, length), value_set=pa.array(own, pa.string()))
        number = _numbers(pc.fill_null(found, _NONE))
        at = np.flatnonzero(number >= 0)
        type_.append(likely[at])
        symbol.append(np.array([prefixes[prefix] for prefix in own])[number[at]])
    return np.concatenate(type_), np.concatenate(symbol)


def _likely(types: pa.StringArray, prefixes: dict[str, int]) -> Longs:
    """Give the distinct words that share their first bytes with a beginning: a few in a hundred."""
    width = min(3, *(len(prefix.encode()) for prefix in prefixes), 3)
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    data = np.append(np.frombuffer(types.buffers()[2], np.uint8), np.zeros(width, np.uint8))
    key = np.zeros(len(types), np.int32)
    for byte in range(width):
        key = key * 256 + data[offsets[:-1] + byte]
    wanted = np.array(sorted({int.from_bytes(prefix.encode()[:width], "big") for prefix in prefixes}), np.int32)
    at = np.searchsorted(wanted, key)
    return np.flatnonzero(wanted[np.minimum(at, len(wanted) - 1)] == key)


def _descend(words: Words, trie: _Trie, reading: _Reading) -> tuple[Longs, Ints, Ints]:
    """Give every place and every node reached from it, with the number of words it took."""
    begins = _any(reading, trie.starts)
    goes_on = _any(reading, trie.continues)
    place = np.flatnonzero(begins[words.type])
    node = np.full(len(place), _ROOT, np.int32)
    places, nodes, depths = [], [], []
    depth = 0
    while len(place):
        place, node = _step(words, trie, reading, place, node, depth)
        depth += 1
        places.append(place)
        nodes.append(node)
        depths.append(np.full(len(place), depth, np.int32))
        on = np.flatnonzero(trie.inner[node] & (place + depth < len(words.type)))
        on = on[goes_on[words.type[place[on] + depth]]]
        on = on[words.sentence[place[on] + depth] == words.sentence[place[on]]]
        place, node = place[on], node[on]
    if not places:
        return place, node, node
    return np.concatenate(places), np.concatenate(nodes), np.concatenate(depths)


def _any(reading: _Reading, wanted: Bools) -> Bools:
    """Say of each distinct word whether one of its symbols is wanted."""
    owner = np.repeat(np.arange(len(reading.count)), reading.count)
    flags = np.zeros(len(reading.count), np.bool_)
    flags[owner[wanted[reading.symbol]]] = True
    return flags


def _step(words: Words, trie: _Trie, reading: _Reading, place: Longs, node: Ints, depth: int) -> tuple[Longs, Ints]:
    """Follow the edge, or the edges, that the next word of each place opens."""
    type_ = words.type[place + depth]
    count = reading.count[type_]
    which = np.repeat(np.arange(len(place)), count)
    stop = np.cumsum(count)
    symbol = reading.symbol[np.repeat(reading.first[type_] - (stop - count), count) + np.arange(len(which))]
    key = node[which].astype(np.int64) * trie.symbols + symbol
    edge = np.minimum(np.searchsorted(trie.edges, key), len(trie.edges) - 1)
    taken = np.flatnonzero(trie.edges[edge] == key)
    return place[which[taken]], trie.child[edge[taken]]


def _ended(words: Words, trie: _Trie, place: Longs, node: Ints) -> tuple[Longs, Ints]:
    """Give the entries that end at the nodes reached and whose capitals the text has."""
    first = trie.ends_first[node]
    count = trie.ends_first[node + 1] - first
    which = np.repeat(np.arange(len(node)), count)
    stop = np.cumsum(count)
    entry = trie.ends[np.repeat(first - (stop - count), count) + np.arange(len(which))]
    place = place[which]
    fits = np.ones(len(place), np.bool_)
    for depth in range(trie.capitals.shape[1]):
        asked = trie.capitals[entry, depth]
        at = np.flatnonzero(asked)
        fits[at] &= words.capital[place[at] + depth] >= asked[at]
    return place[fits], entry[fits]


def _chosen(place: Longs, entry: Ints, trie: _Trie) -> Matches:
    """Keep the longest at each place, then from left to right what does not overlap."""
    length = trie.length[entry]
    order = np.lexsort((entry, trie.opens[entry], -length, place))
    order = order[np.append(True, np.diff(place[order]) > 0)[: len(order)]]
    place, entry, last = place[order], entry[order], place[order] + length[order]
    reach = np.maximum.accumulate(last)
    alone = np.append(True, place[1:] >= reach[:-1])[: len(place)]
    keep = alone.copy()
    free = 0
    # Only runs of overlapping candidates are walked one by one; nearly all stand alone.
    for at in np.flatnonzero(~alone | np.append(~alone[1:], False)[: len(alone)]).tolist():
        keep[at] = place[at] >= free
        if keep[at]:
            free = last[at]
    return Matches(place[keep].astype(np.int32), last[keep].astype(np.int32), entry[keep])
