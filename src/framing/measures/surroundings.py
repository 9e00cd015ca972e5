"""What stands around every word, as small codes: punctuation, capitals, quotation, the ends of sentences and paragraphs.

A tagger looks these up as it looks up words. Everything is decided once per distinct chunk or sentence and then gathered.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.measures.marks import ends
from framing.text.batch import Batch, Quotes, Words

__all__ = [
    "COLON",
    "COMMA",
    "ENDINGS",
    "JOINED",
    "OWNS",
    "SIZES",
    "codes",
    "endings",
    "inside",
    "paragraph_openings",
    "rows",
    "signs",
]

Ints = NDArray[np.int32]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]

PLAIN, OWNS, COMMA, STOP, COLON, SEMICOLON, DASH, BRACKET, JOINED = range(9)
"""What stands between a word and the one before it, quotation marks aside; `JOINED` where it goes on with a compound."""

SIZES = {"before": 9, "edge": 4, "capital": 3, "quote": 3, "place": 4, "quoted": 4}
"""How many codes each kind of surrounding has."""

# fmt: off
ENDINGS = (
    "ed", "ing", "ly", "er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "man", "men", "tion", "tions", "ment",
    "ments", "ness", "ity", "ism", "age", "ence", "ance", "ive", "ous", "ful", "able", "al", "ic", "ish", "est", "en",
    "ies", "es", "ss", "s", "y", "e", "t", "d", "n", "r", "l",
)
# fmt: on
"""Endings by which words that the vocabulary lacks are told, the first that fits; then digits, then any."""


def codes(batch: Batch) -> dict[str, Codes]:
    """Give the codes of every word by kind of surrounding; an empty batch gives empty columns.

    `before`: the sign between it and the word before; `edge`: whether quotation marks open at it (1), have closed before it (2)
    or both; `capital` as in the batch; `quote`: as `inside`; `place`: first of a sentence (1), of a paragraph (2), in a heading
    (3); `quoted`: how much of its sentence is in direct quotation: nothing, some, more than half, all.
    """
    words, sentences = batch.words, batch.sentences
    opening = np.zeros(len(words.type), np.int8)
    opening[sentences.first_word[:-1][np.diff(sentences.first_word) > 0]] = 1
    paragraph = paragraph_openings(batch)[words.sentence]
    place = np.where(sentences.heading[words.sentence], 3, opening * (1 + paragraph)).astype(np.int8)
    quote, edge = _quotation(words, sentences.document[words.sentence], batch.quotes)
    capital, quoted = words.capital.astype(np.int8), _quoted(batch)[words.sentence]
    before = signs(batch)
    first = np.flatnonzero(np.diff(sentences.document[words.sentence], prepend=-1))
    before[first], edge[first] = PLAIN, edge[first] & 1  # what ends the document before does not matter
    return {"before": before, "edge": edge, "capital": capital, "quote": quote, "place": place, "quoted": quoted}


def signs(batch: Batch) -> Codes:
    """Give the strongest sign between each word and the one before it, however they are cut into chunks."""
    words, chunks = batch.words, batch.chunks
    if not len(words.type):
        return np.zeros(0, np.int8)
    heads, tails = ends(chunks.types)
    tail, head = _tail(tails)[chunks.type], _head(heads)[chunks.type]
    here = words.chunk
    out = np.maximum(tail[np.maximum(here - 1, 0)], head[here])
    apart = np.flatnonzero(np.diff(here, prepend=-1) > 1)
    for row in apart.tolist():  # chunks without a letter or digit between two words: a lone dash, a comma set apart
        first = here[row - 1] if row else 0
        out[row] = max(int(out[row]), int(tail[first : here[row]].max(initial=0)))
    out[words.joined] = JOINED
    return out


def _tail(tails: NDArray[np.uint8]) -> Codes:
    """Give the sign at the end of each chunk, quotation marks behind or before it passed over."""
    last, second, third = (tails[:, at] for at in range(3))
    quote = ord('"')
    sign = np.where(last != quote, last, np.where(second != quote, second, third))
    out = _SIGNS[sign]
    dash = ((last == 0x93) | (last == 0x94)) & (second == 0x80)
    s, mark = ord("s"), ord("'")
    owns = ((last == s) & (second == mark)) | ((last == mark) & (second == s))
    return np.where(dash, DASH, np.where(owns, OWNS, out)).astype(np.int8)


def _head(heads: NDArray[np.uint8]) -> Codes:
    """Give the sign at the beginning of each chunk, a quotation mark before it passed over."""
    first, second = heads[:, 0], heads[:, 1]
    sign = np.where(first == ord('"'), second, first)
    return np.where((sign == ord("(")) | (sign == ord("[")), BRACKET, np.where(sign == ord("-"), DASH, PLAIN)).astype(np.int8)


def _sign_table() -> Codes:
    table = np.zeros(256, np.int8)
    for code, signs in ((COMMA, ","), (STOP, ".!?"), (COLON, ":"), (SEMICOLON, ";"), (DASH, "-"), (BRACKET, ")]([")):
        table[[ord(sign) for sign in signs]] = code
    return table


_SIGNS = _sign_table()


def _quotation(words: Words, document: Ints, quotes: Quotes) -> tuple[Codes, Codes]:
    """Give every word's state (as `inside`), and whether quotation marks open at it (1) or have closed before it (2)."""
    state, edge = np.zeros(len(words.type), np.int8), np.zeros(len(words.type) + 1, np.int8)
    if len(quotes.start) and len(state):
        first, last = _bounds(words, document, quotes)
        edge[first] |= 1
        edge[last] |= 2
        state = _state(first, last, quotes.scare, len(state))
    return state, edge[:-1]


def inside(words: Words, document: Ints, quotes: Quotes) -> Codes:
    """Say of every word whether it stands in a direct quotation (1), in scare quotes (2) or in neither (0)."""
    return _quotation(words, document, quotes)[0]


def _bounds(words: Words, document: Ints, quotes: Quotes) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the first word of each quotation, and the word after its last."""
    width = np.int64(max(int(words.end.max()), int(quotes.end.max())) + 1)
    place = document * width + words.start
    base = quotes.document * width
    return np.searchsorted(place, base + quotes.start), np.searchsorted(place, base + quotes.end)


def _state(first: NDArray[np.intp], last: NDArray[np.intp], scare: Flags, size: int) -> Codes:
    kind = np.where(scare, 2, 1)
    change = np.bincount(first, kind, size + 1) - np.bincount(last, kind, size + 1)
    return np.clip(np.cumsum(change)[:-1], 0, 2).astype(np.int8)


def paragraph_openings(batch: Batch) -> Codes:
    """Say of every sentence whether it begins a paragraph."""
    sentences = batch.sentences
    width = np.int64(int(sentences.end.max(initial=0)) + 2)
    blocks = np.fromiter(
        chain.from_iterable((at * width + block.end for block in each.blocks) for at, each in enumerate(batch.documents)),
        np.int64,
    )
    block = np.searchsorted(blocks, sentences.document * width + sentences.end)
    return np.asarray(np.diff(block, prepend=-1) != 0, np.int8)


def _quoted(batch: Batch) -> Codes:
    """Say of every sentence how much of it is quoted: nothing, some, more than half, all."""
    quoted, words = batch.sentences.quoted, batch.sentences.words
    steps = (quoted > 0, 2 * quoted > words, (quoted == words) & (words > 0))
    return np.asarray(np.sum(steps, axis=0), np.int8)


def endings(types: pa.StringArray) -> Ints:
    """Give every type the code of its ending: an index into `ENDINGS`, then one for digits, then one for all others."""
    out = np.full(len(types), len(ENDINGS) + 1, np.int32)
    for code in reversed(range(len(ENDINGS))):
        out[_flags(pc.ends_with(types, ENDINGS[code]))] = code
    out[_flags(pc.match_substring_regex(types, r"\d"))] = len(ENDINGS)
    return out


def _flags(values: pa.BooleanArray) -> Flags:
    array = (values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values).cast(pa.uint8())
    return (
        np.frombuffer(array.buffers()[1], np.uint8, len(array), array.offset).astype(bool) if len(array) else np.zeros(0, bool)
    )


def rows(types: pa.StringArray, vocabulary: Sequence[str]) -> Ints:
    """Give every type its place in a vocabulary, the place after the last where it has none."""
    place = pc.fill_null(pc.index_in(types, pa.array(vocabulary, pa.string())), len(vocabulary))
    place = place.combine_chunks() if isinstance(place, pa.ChunkedArray) else place
    return np.frombuffer(place.buffers()[1], np.int32, len(place), 4 * place.offset) if len(place) else np.zeros(0, np.int32)
