"""Entries of one or several words found in a batch: longest match, left to right, never across sentences.

Entries are cut into words by the same rules as texts. They form a trie over symbols (a word, or the beginning of one);
each distinct word of a batch is looked up once, and all places move down the trie together, one word a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.errors import InputError
from framing.text.batch import Batch, Words
from framing.text.chunks import split
from framing.text.normalise import joined
from framing.text.tokens import vocabulary

__all__ = ["Matches", "Phrases", "Together"]

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Signs = NDArray[np.uint64]

_ROOT = 0
_CONTROLS = dict.fromkeys(range(32), " ")
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

    def only(self, which: NDArray[np.bool_]) -> Matches:
        """Keep some."""
        return Matches(self.first[which], self.last[which], self.entry[which])

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

    def __init__(self, entries: Sequence[str], cased: Sequence[bool] | bool = False) -> None:  # noqa: FBT001, FBT002  (all, or entry by entry)
        """Cut the entries into words."""
        flags = [cased] * len(entries) if isinstance(cased, bool) else list(cased)
        self.cut = _cut(entries, flags)

    @cached_property
    def _alone(self) -> Together:
        return Together([self])

    def find(self, batch: Batch) -> Matches:
        """Find the entries in a batch; no entries, or no words, give no matches."""
        return self._alone.find(batch)[0]


class Together:
    """Several sets of entries found in one pass over a batch: each as it is found alone, in less time.

    Examples:
        >>> from framing.text.build import build
        >>> [len(found) for found in Together([Phrases(["may"]), Phrases(["may not", "will"])]).find(build([]))]
        [0, 0]
    """

    def __init__(self, sets: Sequence[Phrases]) -> None:
        """Lay out the trie of all entries."""
        cut = list(chain.from_iterable(phrases.cut for phrases in sets))
        literals, self._prefixes = _symbols(cut)
        self._literals = pa.array(list(literals), pa.string())
        self._trie = _trie(cut, literals, self._prefixes)
        size = [len(phrases.cut) for phrases in sets]
        self._first = np.cumsum([0, *size], dtype=np.int32)[:-1]
        self._set = np.repeat(np.arange(len(sets), dtype=np.int8), size).take(self._trie.entry)

    def find(self, batch: Batch) -> list[Matches]:
        """Find the entries of each set in a batch; no entries, or no words, give no matches."""
        words, trie = batch.words, self._trie
        if not len(trie.length) or not len(words.type):
            nothing = np.zeros(0, np.int32)
            return [Matches(nothing, nothing, nothing) for _ in self._first]
        reading = _read(words.types, self._literals, self._prefixes)
        place, rank = _ended(words, trie, *_descend(words, trie, reading))
        if len(self._first) == 1:
            return [_chosen(place, rank, trie)]
        return [self._of(number, place, rank) for number in range(len(self._first))]

    def _of(self, number: int, place: Longs, rank: Ints) -> Matches:
        """Choose among the entries of one set."""
        own = (self._set.take(rank) == number).nonzero()[0]
        found = _chosen(place.take(own), rank.take(own), self._trie)
        return Matches(found.first, found.last, found.entry - self._first[number])


def _cut(entries: Sequence[str], cased: Sequence[bool]) -> list[_Entry]:
    """Cut all entries at once, as texts are cut."""
    pieces = [entry.translate(_CONTROLS).split() for entry in joined(entries)[0]]
    distinct = {piece: number for number, piece in enumerate(dict.fromkeys(chain.from_iterable(pieces)))}
    # A piece is one chunk of the split, unless it is nothing: so both number the pieces alike.
    known = vocabulary(split("".join(f"{piece} " for piece in distinct).encode()).types)
    forms, capitals = known.words.types.take(pa.array(known.words.type)).to_pylist(), known.words.capital.tolist()
    spans = [slice(first, first + many) for first, many in zip(known.first_word.tolist(), known.count.tolist(), strict=True)]
    cut = []
    for entry, own, flag in zip(entries, pieces, cased, strict=True):
        places = [spans[distinct[piece]] for piece in own]
        if "*" in entry and any("*" in piece.rstrip("*") for piece in own):
            raise InputError(f'entry "{entry}": a * stands within a word; put it at the end of one')
        words = tuple(chain.from_iterable([forms[place] for place in places]))
        if not words:
            raise InputError(f'entry "{entry}": holds no word; give it a letter or a digit, or delete it')
        opens = _opens(own, places) if "*" in entry else (False,) * len(words)
        asked = tuple(chain.from_iterable([capitals[place] for place in places])) if flag else (0,) * len(words)
        cut.append(_Entry(words, opens, asked))
    return cut


def _opens(pieces: Sequence[str], places: Sequence[slice]) -> tuple[bool, ...]:
    """Say of each word whether any ending may follow: it is the last of a piece that ends with a `*`."""
    return tuple(
        piece.endswith("*") and at == place.stop - 1
        for piece, place in zip(pieces, places, strict=True)
        for at in range(place.start, place.stop)
    )


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
    onward: Signs
    """The signs of the symbols of a node's children, put together; 0 where it has none."""
    begun: Ints
    """The node that each symbol leads to from the root, the root itself where no entry begins with it."""
    ends_first: Longs
    ends_count: Longs
    """Entries that end at a node are `ends[ends_first[node]:ends_first[node] + ends_count[node]]`."""
    ends: Ints
    """Ranks: what wins at the same place has the lower one."""
    entry: Ints
    """The entry of each rank, longest first, then those without `*`, then in the list's order."""
    length: Ints
    """Words of each entry, by rank."""
    capitals: NDArray[np.uint8]
    """Capitals that each word asks for, by rank; a row an entry, filled with 0. No columns where none asks."""


def _trie(entries: Sequence[_Entry], literals: dict[str, int], prefixes: dict[str, int]) -> _Trie:
    symbols = len(literals) + len(prefixes)
    children: dict[int, int] = {}
    ends: list[int] = []
    begun = np.full(symbols, _ROOT, np.int32)
    for entry in entries:
        node = _ROOT
        for word, is_open in zip(entry.words, entry.open, strict=True):
            symbol = prefixes[word] if is_open else literals[word]
            above, node = node, children.setdefault(node * symbols + symbol, len(children) + 1)
            if above == _ROOT:
                begun[symbol] = node
        ends.append(node)
    keys = np.array(sorted(children), np.int64)
    onward = _signs(keys // max(symbols, 1), keys % max(symbols, 1), len(children) + 1)
    order = sorted(range(len(entries)), key=lambda i: (-len(entries[i].words), sum(entries[i].open), i))
    at = np.array([ends[i] for i in order], np.int32)
    capitals = np.zeros((len(entries), max((len(entry.words) for entry in entries), default=0)), np.uint8)
    for row, i in enumerate(order):
        capitals[row, : len(entries[i].words)] = entries[i].capitals
    ends_count = np.bincount(at, minlength=len(children) + 1)
    return _Trie(
        symbols,
        keys,
        np.array([children[int(key)] for key in keys], np.int32),
        onward,
        begun,
        np.cumsum(ends_count) - ends_count,
        ends_count,
        np.argsort(at, kind="stable").astype(np.int32),
        np.array(order, np.int32),
        np.array([len(entries[i].words) for i in order], np.int32),
        capitals if capitals.any() else capitals[:, :0],
    )


def _signs(owner: NDArray[np.integer], symbol: NDArray[np.integer], owners: int) -> Signs:
    """Put the signs of each owner's symbols together: one bit of 64 each, so that two sets without a common bit are apart.

    Of a hundred words that go on in some entry hardly one goes on in the entry at hand: this tells nearly all of them,
    at a tenth of the cost of looking for the edge.
    """
    signs = np.zeros(owners, np.uint64)
    np.bitwise_or.at(signs, owner, np.uint64(1) << (symbol % _SIGNS).astype(np.uint64))
    return signs


_SIGNS = 63
"""Bits of a word of the processor but one."""

_HERE = np.uint64(1) << np.uint64(_SIGNS)
"""The last bit: an entry ends right here, whatever follows; every word has it."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Which symbols each distinct word of a batch is: `symbol[first[type]:first[type] + count[type]]`, `owner` their types."""

    first: Ints
    count: Ints
    symbol: Ints
    owner: Longs


def _read(types: pa.StringArray, literals: pa.StringArray, prefixes: dict[str, int]) -> _Reading:
    known = _numbers(pc.fill_null(pc.index_in(types, value_set=literals), _NONE))
    type_ = np.flatnonzero(known >= 0)
    symbol = known[type_]
    if prefixes:
        more_type, more_symbol = _begun(types, prefixes)
        type_, symbol = np.append(type_, more_type), np.append(symbol, more_symbol)
        order = np.argsort(type_, kind="stable")
        type_, symbol = type_[order], symbol[order]
    count = np.bincount(type_, minlength=len(types)).astype(np.int32)
    return _Reading(np.cumsum(count, dtype=np.int32) - count, count, symbol.astype(np.int32), type_)


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


def _descend(words: Words, trie: _Trie, reading: _Reading) -> tuple[Longs, Ints]:
    """Give every place and every node reached from it, but for first words that neither end an entry nor go on."""
    signs = _signs(reading.owner, reading.symbol, len(reading.count))
    place, node = _step_from_root(words, trie, reading, signs)
    places, nodes = [place], [node]
    depth = 1
    while len(place):
        following = words.type.take(place + depth, mode="clip")
        on = (trie.onward.take(node) & signs.take(following)).nonzero()[0]
        place, node = place.take(on), node.take(on)
        inside = words.sentence.take(place + depth, mode="clip") == words.sentence.take(place)
        on = (inside & (place < len(words.type) - depth)).nonzero()[0]
        place, node = _step(words, trie, reading, place.take(on), node.take(on), depth)
        depth += 1
        places.append(place)
        nodes.append(node)
    return np.concatenate(places), np.concatenate(nodes)


def _step_from_root(words: Words, trie: _Trie, reading: _Reading, signs: Signs) -> tuple[Longs, Ints]:
    """Take the first step once per distinct word: at most places where an entry begins it goes no further."""
    begins = trie.begun.take(reading.symbol).nonzero()[0]
    owner, node = reading.owner[begins], trie.begun.take(reading.symbol[begins])
    count = np.bincount(owner, minlength=len(reading.count))
    place = _promising(words.type, owner, trie.onward[node] | np.where(trie.ends_count[node] > 0, _HERE, 0), signs)
    type_ = words.type.take(place)
    if len(owner) == np.count_nonzero(count):
        only = np.zeros(len(count), np.int32)
        only[owner] = node
        return place, only.take(type_)
    which, at = _spread(np.cumsum(count) - count, count, type_)
    return place.take(which), node.take(at)


def _promising(type_: Ints, owner: Longs, onward: Signs, signs: Signs) -> Longs:
    """Give the places where an entry ends with its first word, or the next word may go on with it.

    `onward` are the signs of what may follow a word of the type `owner`.
    """
    asked = np.zeros(len(signs), np.uint64)
    np.bitwise_or.at(asked, owner, onward)
    told, places = signs | _HERE, []
    for first in range(0, len(type_), _PIECE):
        number = type_[first : first + _PIECE + 1].astype(np.intp)
        fits = asked.take(number[:_PIECE])
        fits[: len(number) - 1] &= told.take(number[1:])
        fits[len(number) - 1 :] &= _HERE  # behind the last word of all there is none
        places.append(np.flatnonzero(fits != 0) + first)
    return np.concatenate(places)


_PIECE = 2**15
"""Words looked at together: what is made of so many on the way stays in the processor's cache, a third of the time less."""


def _spread(first: NDArray[np.integer], count: NDArray[np.integer], index: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """Give a row for each item of the lists that `index` names: which index it is, and where the item stands."""
    own = count.take(index, mode="clip")
    which = np.flatnonzero(own)
    begin = first.take(index.take(which), mode="clip").astype(np.int64)
    if len(which) == own.sum():
        return which, begin
    own = own.take(which)
    before = np.cumsum(own) - own
    which = np.repeat(which, own)
    return which, np.repeat(begin - before, own) + np.arange(len(which))


def _step(words: Words, trie: _Trie, reading: _Reading, place: Longs, node: Ints, depth: int) -> tuple[Longs, Ints]:
    """Follow the edge, or the edges, that the next word of each place opens."""
    which, at = _spread(reading.first, reading.count, words.type.take(place + depth))
    key = node.take(which).astype(np.int64) * trie.symbols + reading.symbol.take(at)
    edge = trie.edges.searchsorted(key)
    taken = (trie.edges.take(edge, mode="clip") == key).nonzero()[0]
    return place.take(which.take(taken)), trie.child.take(edge.take(taken))


def _ended(words: Words, trie: _Trie, place: Longs, node: Ints) -> tuple[Longs, Ints]:
    """Give the ranks of the entries that end at the nodes reached and whose capitals the text has."""
    which, at = _spread(trie.ends_first, trie.ends_count, node)
    place, rank = place.take(which), trie.ends.take(at)
    if not trie.capitals.size:
        return place, rank
    fits = np.ones(len(place), np.bool_)
    for depth in range(trie.capitals.shape[1]):
        asked = trie.capitals[rank, depth]
        at = np.flatnonzero(asked)
        fits[at] &= words.capital[place[at] + depth] >= asked[at]
    return place[fits], rank[fits]


def _chosen(place: Longs, rank: Ints, trie: _Trie) -> Matches:
    """Keep the best at each place, then from left to right what does not overlap."""
    bits = len(trie.length).bit_length()
    key = (place << bits) | rank
    key.sort()
    place = key >> bits
    first = np.ones(len(place), np.bool_)
    np.greater(place[1:], place[:-1], out=first[1:])
    best = first.nonzero()[0]
    place, rank = place.take(best), key.take(best) & ((1 << bits) - 1)
    last = place + trie.length.take(rank)
    kept = _apart(place, last).nonzero()[0]
    return Matches(place.take(kept).astype(np.int32), last.take(kept).astype(np.int32), trie.entry.take(rank.take(kept)))


def _apart(first: Longs, last: Longs) -> Bools:
    """Tell which stretches stay when each that begins within one that stays is left out, from left to right."""
    kept = np.ones(len(first), np.bool_)
    np.greater_equal(first[1:], np.maximum.accumulate(last)[:-1], out=kept[1:])
    walked = ~kept
    walked[:-1] |= walked[1:]
    at = walked.nonzero()[0]
    free = 0
    # Only runs of overlapping candidates are walked one by one; nearly all stand alone.
    for index, begins, ends in zip(at.tolist(), first[at].tolist(), last[at].tolist(), strict=True):
        kept[index] = begins >= free
        free = ends if begins >= free else free
    return kept
