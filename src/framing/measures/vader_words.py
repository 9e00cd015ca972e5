"""Chunks as VADER sees them: every string operation of the instrument, once per distinct chunk."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.measures.vader_lexicon import NEGATED, OTHER, SEVERAL, emojis, vocabulary, without_emojis

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Tokens", "WordTypes", "codes_in", "ranges", "read_types"]

SHORT = 2
"""A chunk that has no more characters than this without its punctuation is kept whole: it may be an emoticon."""

_CAPITAL, _SMALL, _ODD = np.uint8(1), np.uint8(2), np.uint8(4)
_LETTERS = 26
_COLUMNS = ("code", "upper", "exclamations", "questions", "lead", "trail")
Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class WordTypes:
    """Distinct chunks as VADER sees them: arrays over the types given, and after them the words of split ones.

    `code` indexes `Vocabulary.words`; `lead` and `trail` count the punctuation cut off on either side.
    `split` gives, for a type that is several words to VADER (an emoji and its neighbours), their places in the arrays.
    """

    code: NDArray[np.int16]
    upper: Flags
    exclamations: Ints
    questions: Ints
    lead: Ints
    trail: Ints
    core: pa.StringArray
    """The types given in lower case (ASCII) and without the punctuation around them."""
    split: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Sentences as VADER's words: `type` indexes `types`, `code` its vocabulary, one entry a chunk.

    `first` has one entry more than there are sentences: chunks `first[i]:first[i + 1]` are sentence i.
    """

    type: Ints
    code: Codes
    sentence: Ints
    first: Ints
    types: WordTypes

    def __len__(self) -> int:
        """How many sentences."""
        return len(self.first) - 1

    def only(self, sentences: NDArray[Any]) -> tuple[Tokens, Places]:
        """Give some sentences alone, numbered from 0, and the place of each of their words in the whole.

        Chunks that are several words to VADER (an emoji and its neighbours) are cut into them here.
        """
        place, counts = ranges(self.first[sentences], self.first[sentences + 1])
        number = np.repeat(np.arange(len(sentences), dtype=np.int32), counts)
        type_, code = self.type[place], self.code[place]
        several = np.flatnonzero(code == SEVERAL)
        if len(several):
            parts = [self.types.split[type_] for type_ in type_[several].tolist()]
            times = np.ones(len(code), np.int64)
            times[several] = [len(part) for part in parts]
            place, number = np.repeat(place, times), np.repeat(number, times)
            type_, code = np.repeat(type_, times), np.repeat(code, times)
            several = np.flatnonzero(code == SEVERAL)
            type_[several] = [word for part in parts for word in part]
            code[several] = self.types.code[type_[several]]
        first = np.searchsorted(number, np.arange(len(sentences) + 1)).astype(np.int32)
        return Tokens(type_, code, number, first, replace(self.types, split={})), place


def ranges(first: NDArray[Any], last: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the numbers of several half-open ranges, one after the other, and the ranges' lengths.

    Examples:
        >>> ranges(np.array([2, 7]), np.array([4, 8]))
        (array([2, 3, 7]), array([2, 1]))
    """
    counts = (last - first).astype(np.int64)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(first - (ends - counts), counts), counts


def read_types(types: pa.StringArray) -> WordTypes:
    """Look distinct chunks up: code, capitals, punctuation; an empty array gives empty arrays.

    Chunks of plain ASCII are read by Arrow's kernels, the few others by Python's own string methods, so that
    every letter of Unicode is lowered and stripped exactly as vaderSentiment does.

    Examples:
        >>> from framing.measures.vader_lexicon import column
        >>> read = read_types(column(["GOOD,", "doesn't", "ok."]))
        >>> [vocabulary().words[code] for code in read.code]
        ['good', "doesn't", '']
        >>> read.upper.tolist(), read.trail.tolist()
        ([True, False, False], [1, 0, 0])
    """
    offsets, data = _bytes(types)
    kinds = _kinds(offsets, data)
    plain = _plain_types(types, offsets, data, kinds)
    odd = np.flatnonzero(kinds & _ODD)
    chunks = types.take(_indices(odd)).to_pylist()
    return _with_odd(plain, dict(zip(odd.tolist(), chunks, strict=True))) if len(odd) else plain


def _bytes(types: pa.StringArray) -> tuple[Ints, NDArray[np.uint8]]:
    _, places, content = types.buffers()
    if not len(types) or content is None:
        return np.zeros(len(types) + 1, np.int32), np.zeros(0, np.uint8)
    offsets = np.frombuffer(places, np.int32)[types.offset : types.offset + len(types) + 1]
    data = np.frombuffer(content, np.uint8)[offsets[0] : offsets[-1]]
    return offsets - offsets[0], data


def _kinds(offsets: Ints, data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Tell which kinds of bytes each string holds; white space within a chunk and all that is not ASCII is odd."""
    kind = (data - ord("A") < _LETTERS) * _CAPITAL
    kind |= (data - ord("a") < _LETTERS) * _SMALL
    kind |= ((data >= 0x80) | (data <= ord(" "))) * _ODD
    kinds = np.zeros(len(offsets) - 1, np.uint8)
    filled = np.flatnonzero(np.diff(offsets))
    if len(filled):
        kinds[filled] = np.bitwise_or.reduceat(kind, offsets[filled])
    return kinds


def _plain_types(types: pa.StringArray, offsets: Ints, data: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> WordTypes:
    lower = pc.ascii_lower(types)
    core = pc.ascii_trim(lower, characters=string.punctuation)
    whole = np.flatnonzero(np.diff(_bytes(core)[0]) <= SHORT)
    code = _codes(core)
    code[whole] = _codes(lower.take(_indices(whole)))
    code[(code == OTHER) & _holds_nt(data, offsets)] = NEGATED
    upper = (kinds & (_CAPITAL | _SMALL)) == _CAPITAL
    exclamations, questions = (_count(data == ord(mark), offsets) for mark in "!?")
    lead, trail = _punctuation(lower, code, whole)
    return WordTypes(code, upper, exclamations, questions, lead, trail, core, {})


def _punctuation(lower: pa.StringArray, code: NDArray[np.int16], whole: NDArray[np.intp]) -> tuple[Ints, Ints]:
    """Count what is cut off before and after lexicon words; 0 for all others, whose place nobody asks."""
    lexical = code >= vocabulary().lexical
    lexical[whole] = False
    places = np.flatnonzero(lexical)
    found = lower.take(_indices(places))
    right = pc.ascii_ltrim(found, characters=string.punctuation)
    core = pc.ascii_trim(found, characters=string.punctuation)
    lengths = [np.diff(_bytes(column)[0]) for column in (found, right, core)]
    counts = np.zeros((2, len(code)), np.int32)
    counts[:, places] = lengths[0] - lengths[1], lengths[1] - lengths[2]
    return counts[0], counts[1]


def _count(flags: Flags, offsets: Ints) -> Ints:
    """Count the flagged bytes of each string, where few are flagged."""
    holders = np.searchsorted(offsets, np.flatnonzero(flags), side="right") - 1
    return np.bincount(holders, minlength=len(offsets) - 1).astype(np.int32)


def _codes(words: pa.StringArray) -> NDArray[np.int16]:
    known = vocabulary()
    codes = codes_in(words, known.column.slice(SEVERAL + 1, known.outside - SEVERAL - 1)) + (SEVERAL + 1)
    codes[codes == SEVERAL] = OTHER
    return codes.astype(np.int16)


def codes_in(words: pa.StringArray, entries: pa.StringArray) -> Ints:
    """Give each word's place among the entries, −1 where it is none of them.

    Examples:
        >>> from framing.measures.vader_lexicon import column
        >>> codes_in(column(["b", "c"]), column(["a", "b"]))
        array([ 1, -1], dtype=int32)
    """
    found = pc.fill_null(pc.index_in(words, entries), -1)
    return np.frombuffer(found.buffers()[1], np.int32)[: len(words)].copy()


def _indices(places: NDArray[np.intp]) -> pa.Array:
    return pa.Array.from_buffers(pa.int64(), len(places), [None, pa.py_buffer(places.astype(np.int64))])


def _holds_nt(data: NDArray[np.uint8], offsets: Ints) -> Flags:
    """Tell the strings that hold "n't", in capitals or not."""
    holds = np.zeros(len(offsets) - 1, np.bool_)
    places = np.flatnonzero(data[1:-1] == ord("'")) + 1
    places = places[((data[places - 1] | 32) == ord("n")) & ((data[places + 1] | 32) == ord("t"))]
    first, last = (np.searchsorted(offsets, places + step, side="right") - 1 for step in (-1, 1))
    holds[first[first == last]] = True
    return holds


def _with_odd(plain: WordTypes, odd: Mapping[int, str]) -> WordTypes:
    split: dict[int, tuple[int, ...]] = {}
    rows: list[tuple[Any, ...]] = []
    places: list[int] = []
    for place, chunk in odd.items():
        parts = (chunk if emojis().keys().isdisjoint(chunk) else without_emojis(chunk)).split()
        if parts == [chunk]:
            rows.append(_read(chunk))
            places.append(place)
            continue
        first = len(plain.code) + sum(map(len, split.values()))
        split[place] = tuple(range(first, first + len(parts)))
        rows.extend((*_read(part)[:4], 0, 0) for part in parts)
        places.extend(split[place])
    length = len(plain.code) + sum(map(len, split.values()))
    plain.code[list(split)] = SEVERAL
    if not rows:
        return replace(plain, split=split)
    cells = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True))
    grown = {name: _placed(getattr(plain, name), length, places, cells[name]) for name in _COLUMNS}
    return WordTypes(**grown, core=plain.core, split=split)


def _placed(values: NDArray[Any], length: int, places: Sequence[int], cells: Iterable[Any]) -> NDArray[Any]:
    grown = np.zeros(length, values.dtype)
    grown[: len(values)] = values
    grown[np.array(places, np.intp)] = np.array(list(cells), values.dtype)
    return grown


def _read(chunk: str) -> tuple[int, bool, int, int, int, int]:
    """Read one word with Python's own string methods, as `SentiText` of vaderSentiment does."""
    core = chunk.strip(string.punctuation)
    lead = trail = 0
    if len(core) <= SHORT:
        core = chunk
    else:
        lead = len(chunk) - len(chunk.lstrip(string.punctuation))
        trail = len(chunk) - len(core) - lead
    lower = core.lower()
    code = vocabulary().code.get(lower, NEGATED if "n't" in lower else OTHER)
    return code, core.isupper(), chunk.count("!"), chunk.count("?"), lead, trail
