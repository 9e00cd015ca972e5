"""What VADER knows of a single word: every string operation of the instrument, once per distinct chunk.

The lexicon, the emoji descriptions and the constants are read from vaderSentiment 3.3.2 (Hutto & Gilbert 2014, MIT),
whose analyser is never made: its rules stand in `framing.measures.vader`, over arrays.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import vaderSentiment.vaderSentiment as published  # noqa: N813  (the module bears its package's name)
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "NEGATED",
    "OTHER",
    "SEVERAL",
    "Vocabulary",
    "WordTypes",
    "codes_in",
    "column",
    "emojis",
    "read_types",
    "vocabulary",
    "without_emojis",
]

OTHER = 0
"""The code of a word that means nothing to VADER."""
NEGATED = 1
"""The code of a word that VADER knows only for its "n't" ("mayn't")."""
SEVERAL = 2
"""The code of a chunk that is several words to VADER, or none."""

SHORT = 2
"""A chunk that has no more characters than this without its punctuation is kept whole: it may be an emoticon."""

_CAPITAL, _SMALL, _ODD = np.uint8(1), np.uint8(2), np.uint8(4)
_LETTERS = 26
_COLUMNS = ("code", "upper", "exclamations", "questions", "lead", "trail")
_COMMON = frozenset({"the", "of", "to", "for"})
"""Words of special phrases that are too common to announce one: another word of the phrase does."""

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word that VADER knows, by code, and what each does; codes from `lexical` on are lexicon words.

    `outside` is the code of the place before a sentence's first word and after its last; like a lexicon word,
    it neither boosts nor negates.
    """

    words: tuple[str, ...]
    code: Mapping[str, int]
    lexical: int
    outside: int
    valence: NDArray[np.float64]
    """Mean rating by ten people, −4 … 4; 0 for a word that is not in the lexicon."""
    boost: NDArray[np.float64]
    """What a degree adverb adds; 0 for every other word."""
    negates: Flags
    alters: Flags
    """Whether it can change the valence of a lexicon word that follows within three words."""
    special: Flags
    """Whether its own valence depends on more than capitals and the words that alter."""
    column: pa.StringArray


@cache
def vocabulary() -> Vocabulary:
    """Read VADER's words from the package vaderSentiment.

    Examples:
        >>> known = vocabulary()
        >>> float(known.valence[known.code["good"]]), float(known.boost[known.code["very"]])
        (1.9, 0.293)
        >>> len(known.words) - known.lexical - 1
        7506
    """
    lexicon = {word: float(value) for word, value in _rows("vader_lexicon.txt")}
    phrases = [tuple(phrase.split()) for phrase in (*published.SPECIAL_CASES, *published.BOOSTER_DICT) if " " in phrase]
    boosters = {word: value for word, value in published.BOOSTER_DICT.items() if " " not in word}
    asked = ("never", "so", "this", "without", "doubt", "least", "at", "very", "no", "or", "nor", "kind", "of", "but")
    context = [*boosters, *published.NEGATE, *asked, *(word for phrase in phrases for word in phrase)]
    context = [word for word in dict.fromkeys(context) if word not in lexicon]
    words = ("", "n't", "", *context, *lexicon, "")
    code = {word: place for place, word in enumerate(words) if word and place > SEVERAL}
    announcing = {word for phrase in phrases for word in phrase} - _COMMON
    negating = set(published.NEGATE)
    alters = negating | announcing | set(boosters) | {"n't", "never", "so", "this", "least", "no"}
    return Vocabulary(
        words=words,
        code=code,
        lexical=SEVERAL + 1 + len(context),
        outside=len(words) - 1,
        valence=np.array([lexicon.get(word, 0.0) for word in words]),
        boost=np.array([boosters.get(word, 0.0) for word in words]),
        negates=np.array([word in negating or "n't" in word for word in words]),
        alters=np.array([word in alters for word in words]),
        special=np.array([word in announcing or word == "no" for word in words]),
        column=column(words),
    )


@cache
def emojis() -> Mapping[str, str]:
    """Read the descriptions that VADER puts in place of emoji, for those of one code point: it sees no others.

    Examples:
        >>> emojis()["☹"]
        'frowning face'
    """
    return {emoji: description for emoji, description in _rows("emoji_utf8_lexicon.txt") if len(emoji) == 1}


def without_emojis(text: str) -> str:
    """Put descriptions in place of emoji as vaderSentiment does: a space before where there is none, none after.

    Examples:
        >>> without_emojis("Fine☹day")
        'Fine frowning faceday'
    """
    known = emojis()
    parts: list[str] = []
    space = True
    for character in text:
        description = known.get(character)
        if description is None:
            parts.append(character)
            space = character == " "
        else:
            parts.append(description if space else " " + description)
            space = False
    return "".join(parts)


def _rows(name: str) -> list[tuple[str, str]]:
    text = Path(published.__file__).with_name(name).read_text(encoding="utf-8")
    rows = (line.strip().split("\t") for line in text.rstrip("\n").split("\n") if line)
    return [(row[0], row[1]) for row in rows]


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


def read_types(types: pa.StringArray) -> WordTypes:
    """Look distinct chunks up: code, capitals, punctuation; an empty array gives empty arrays.

    Chunks of plain ASCII are read by Arrow's kernels, the few others by Python's own string methods, so that
    every letter of Unicode is lowered and stripped exactly as vaderSentiment does.

    Examples:
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
    return _with_odd(plain, {int(place): types[int(place)].as_py() for place in odd}) if len(odd) else plain


def column(values: Sequence[str]) -> pa.StringArray:
    """Make an Arrow column of strings; `pa.array` would import pandas where there is one.

    Examples:
        >>> column(["a", "", "é"]).to_pylist()
        ['a', '', 'é']
    """
    encoded = [value.encode() for value in values]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum([len(value) for value in encoded], out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.StringArray.from_buffers(len(encoded), buffers[1], buffers[2])


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
