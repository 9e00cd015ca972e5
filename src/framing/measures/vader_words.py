"""Chunks as VADER sees them: every string operation of the instrument, once per distinct chunk."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.measures.vader_lexicon import NEGATED, OTHER, SEVERAL, emojis, vocabulary, without_emojis

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Tokens", "WordTypes", "codes_in", "contents", "distinct", "ranges", "read_types"]

SHORT = 2
"""A chunk that has no more characters than this without its punctuation is kept whole: it may be an emoticon."""

_PRINTED, _ASCII = ord("!"), 0x7F
"""The first character of ASCII that is no white space or control, and the last of ASCII."""
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

    @property
    def marked(self) -> Flags:
        """Whether it holds "!" or "?"."""
        return (self.exclamations > 0) | (self.questions > 0)

    def notable(self) -> Flags:
        """Tell what a score may come from: words of the lexicon or that alter others, "but", marks, several words in one."""
        known = vocabulary()
        notable = known.alters | (np.arange(len(known.words)) >= known.lexical)
        notable[[known.code["but"], SEVERAL]] = True
        return notable.take(self.code, mode="clip") | self.marked

    def with_masked(self, types: NDArray[Any]) -> WordTypes:
        """Put some types once more, behind all others, as words that mean nothing to VADER."""
        columns = {name: np.concatenate([getattr(self, name), getattr(self, name)[types]]) for name in _COLUMNS}
        columns["code"][len(self.code) :] = OTHER
        return WordTypes(**columns, core=self.core, split=self.split)


@dataclass(frozen=True)
class Tokens:
    """Sentences as VADER's words: `type` indexes `types`, one entry a chunk.

    `first` has one entry more than there are sentences: chunks `first[i]:first[i + 1]` are sentence i.
    """

    type: Ints
    sentence: Ints
    first: Ints
    types: WordTypes

    @cached_property
    def notable(self) -> Places:
        """The places, in order, of all words that a score may come from: one in ten."""
        return self.types.notable().take(self.type, mode="clip").nonzero()[0]

    def __len__(self) -> int:
        """How many sentences."""
        return len(self.first) - 1

    def code(self, place: NDArray[Any]) -> Codes:
        """Give the codes of the words at some places; beyond the first and the last word stands that word."""
        return self.types.code.take(self.type.take(place, mode="clip"), mode="clip")

    def masked(self, place: NDArray[Any]) -> Tokens:
        """Give the same with some words masked: VADER hears them as words that it does not know."""
        masked, number = np.unique(self.type[place], return_inverse=True)
        type_ = self.type.copy()
        type_[place] = len(self.types.code) + number
        return Tokens(type_, self.sentence, self.first, self.types.with_masked(masked))

    def only(self, sentences: NDArray[Any]) -> tuple[Tokens, Places]:
        """Give some sentences alone, numbered from 0, and the place of each of their words in the whole.

        Chunks that are several words to VADER (an emoji and its neighbours) are cut into them here.
        """
        place, counts = ranges(self.first[sentences], self.first[sentences + 1])
        number = np.arange(len(sentences), dtype=np.int32).repeat(counts)
        type_ = self.type[place]
        if self.types.split:
            place, number, type_ = self._cut(place, number, type_)
        first = number.searchsorted(np.arange(len(sentences) + 1)).astype(np.int32)
        return Tokens(type_, number, first, replace(self.types, split={})), place

    def _cut(self, place: Places, number: Ints, type_: Ints) -> tuple[Places, Ints, Ints]:
        """Put the words of chunks that are several in their place."""
        several = self.types.code.take(type_, mode="clip") == SEVERAL
        if not several.any():
            return place, number, type_
        parts = [self.types.split[type_] for type_ in type_[several].tolist()]
        times = np.ones(len(type_), np.int64)
        times[several] = [len(part) for part in parts]
        type_ = type_.repeat(times)
        type_[several.repeat(times)] = [word for part in parts for word in part]
        return place.repeat(times), number.repeat(times), type_


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


def distinct(numbers: NDArray[Any], length: int) -> NDArray[np.intp]:
    """Give, in order, which numbers from 0 to `length` − 1 there are.

    Examples:
        >>> distinct(np.array([3, 1, 3]), 5)
        array([1, 3])
    """
    there = np.zeros(length, np.bool_)
    there[numbers] = True
    return there.nonzero()[0]


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
    offsets, data = contents(types)
    plain = _plain_types(types, offsets, data)
    odd = _odd(offsets, data)
    chunks = types.take(_indices(odd)).to_pylist()
    return _with_odd(plain, dict(zip(odd.tolist(), chunks, strict=True))) if len(odd) else plain


def contents(types: pa.StringArray) -> tuple[Ints, NDArray[np.uint8]]:
    """Give where each string begins and ends among the bytes, and the bytes.

    Examples:
        >>> from framing.measures.vader_lexicon import column
        >>> offsets, data = contents(column(["a", "bc"]))
        >>> offsets.tolist(), data.tobytes()
        ([0, 1, 3], b'abc')
    """
    _, places, content = types.buffers()
    if not len(types) or content is None:
        return np.zeros(len(types) + 1, np.int32), np.zeros(0, np.uint8)
    offsets = np.frombuffer(places, np.int32)[types.offset : types.offset + len(types) + 1]
    data = np.frombuffer(content, np.uint8)[offsets[0] : offsets[-1]]
    return offsets - offsets[0], data


def _odd(offsets: Ints, data: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Give the strings that hold white space or anything that is not ASCII."""
    # what stands before the first printed character wraps around, so that one comparison does
    return _holders(data - np.uint8(_PRINTED) > _ASCII - _PRINTED, offsets).nonzero()[0]


def _plain_types(types: pa.StringArray, offsets: Ints, data: NDArray[np.uint8]) -> WordTypes:
    lower = pc.ascii_lower(types)
    core = pc.ascii_trim(lower, characters=string.punctuation)
    lengths = _lengths(core)
    whole = ((lengths <= SHORT) & (lengths < offsets[1:] - offsets[:-1])).nonzero()[0]
    code = _codes(core)
    code[whole] = _codes(lower.take(_indices(whole)))
    code[(code == OTHER) & _holds_nt(data, offsets)] = NEGATED
    exclamations, questions = (_count(data == ord(mark), offsets) for mark in "!?")
    lead, trail = _punctuation(lower, code, whole)
    return WordTypes(code, _flags(pc.ascii_is_upper(types)), exclamations, questions, lead, trail, core, {})


def _lengths(strings: pa.StringArray) -> Ints:
    offsets = contents(strings)[0]
    return offsets[1:] - offsets[:-1]


def _flags(values: pa.BooleanArray) -> Flags:
    plain = values.cast(pa.uint8())
    return np.frombuffer(plain.buffers()[1], np.bool_, len(plain)) if len(plain) else np.zeros(0, np.bool_)


def _punctuation(lower: pa.StringArray, code: NDArray[np.int16], whole: NDArray[np.intp]) -> tuple[Ints, Ints]:
    """Count what is cut off before and after lexicon words; 0 for all others, whose place nobody asks."""
    lexical = code >= vocabulary().lexical
    lexical[whole] = False
    places = lexical.nonzero()[0]
    found = lower.take(_indices(places))
    right = pc.ascii_ltrim(found, characters=string.punctuation)
    core = pc.ascii_rtrim(right, characters=string.punctuation)
    lengths = [_lengths(column) for column in (found, right, core)]
    counts = np.zeros((2, len(code)), np.int32)
    counts[:, places] = lengths[0] - lengths[1], lengths[1] - lengths[2]
    return counts[0], counts[1]


def _count(flags: Flags, offsets: Ints) -> Ints:
    """Count the flagged bytes of each string, where few are flagged."""
    holders = offsets.searchsorted(flags.nonzero()[0], side="right") - 1
    return np.bincount(holders, minlength=len(offsets) - 1).astype(np.int32)


def _holders(flags: Flags, offsets: Ints) -> Flags:
    """Tell the strings that hold a flagged byte, where few are flagged."""
    holds = np.zeros(len(offsets) - 1, np.bool_)
    holds[offsets.searchsorted(flags.nonzero()[0], side="right") - 1] = True
    return holds


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
    places = (data[1:-1] == ord("'")).nonzero()[0] + 1
    places = places[((data[places - 1] | 32) == ord("n")) & ((data[places + 1] | 32) == ord("t"))]
    first, last = (offsets.searchsorted(places + step, side="right") - 1 for step in (-1, 1))
    holds[first[first == last]] = True
    return holds


def _with_odd(plain: WordTypes, odd: Mapping[int, str]) -> WordTypes:
    split: dict[int, tuple[int, ...]] = {}
    rows: list[tuple[Any, ...]] = []
    places: list[int] = []
    held = emojis().keys() & set("".join(odd.values()))
    for place, chunk in odd.items():
        parts = (chunk if held.isdisjoint(chunk) else without_emojis(chunk)).split()
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
