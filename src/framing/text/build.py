"""Documents → a batch: chunks, words, sentences, quotations and voices as columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.text.batch import Batch, Chunks, Quotes, Sentences, Words
from framing.text.normalise import normalise
from framing.text.quotes import find_quotes
from framing.text.sentences import abbreviations, sentence_starts, stops
from framing.text.tokens import Split, Vocabulary, keep, rejoin, split, strings, trimmed, vocabulary

__all__ = ["BATCH_CHARACTERS", "build"]

BATCH_CHARACTERS = 6_000_000
"""Recommended size of a batch: about a million words. Smaller ones meet the same words more often, larger ones
take more memory and fall out of the processor's cache (measured, docs/performance.md)."""

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]


def build(documents: Sequence[Document]) -> Batch:
    """Turn segmented documents into the columns that every annotator reads.

    Offsets are code points within each document. Documents without a text or without blocks give no rows;
    no documents at all give a batch without rows.

    Examples:
        >>> from framing.corpus.documents import Block
        >>> text = "Mr. Lee’s U.S.-led plan failed. “Why?” It wasn’t his."
        >>> batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
        >>> [batch.surface(i, a, b) for i, (a, b) in enumerate(zip(batch.sentences.start, batch.sentences.end))]
        ['Mr. Lee’s U.S.-led plan failed.', '“Why?”', 'It wasn’t his.']
        >>> batch.words.types.take(pa.array(batch.words.type)).to_pylist()[:5]
        ['mr', 'lee', 'u.s', 'led', 'plan']
    """
    normal = ["" if document.text is None else normalise(document.text) for document in documents]
    lengths = np.fromiter(map(len, normal), np.int64, len(normal)) + 1
    bases = np.cumsum(lengths) - lengths
    found = split(b"\n".join([*(text.encode() for text in normal), b""]))
    blocks = _blocks(documents, bases)
    chunks, block = _in_blocks(found, blocks)
    chunks, remain = rejoin(chunks, block, abbreviations())
    if not remain.all():
        chunks, block = keep(chunks, remain), block[remain]
    known = vocabulary(chunks.types)
    chunks, block = _worded_blocks(chunks, block, known)
    return _batch(documents, normal, bases, blocks, chunks, block, known)


def _blocks(documents: Sequence[Document], bases: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give a row a block: document, start and end in the joined text, section, heading."""
    flat = chain.from_iterable(
        map(attrgetter("start", "end", "section", "heading"), chain.from_iterable(d.blocks for d in documents))
    )
    rows = np.fromiter(flat, np.int64).reshape(-1, 4)
    count = np.fromiter((0 if d.text is None else len(d.blocks) for d in documents), np.int64, len(documents))
    document = np.repeat(np.arange(len(documents)), count)
    return np.column_stack((document, rows[:, :2] + bases[document, None], rows[:, 2:]))


def _in_blocks(found: Split, blocks: NDArray[np.int64]) -> tuple[Split, Ints]:
    """Keep the chunks that a block holds, and say which."""
    first = np.searchsorted(found.start, blocks[:, 1])
    last = np.searchsorted(found.start, blocks[:, 2])
    count = np.maximum(last - first, 0)
    block = np.repeat(np.arange(len(blocks), dtype=np.int32), count)
    if count.sum() == len(found.type):
        return found, block
    inside = np.zeros(len(found.type) + 1, np.int32)
    np.add.at(inside, first, 1)
    np.add.at(inside, first + count, -1)
    return keep(found, np.cumsum(inside[:-1]) > 0), block


def _worded_blocks(chunks: Split, block: Ints, known: Vocabulary) -> tuple[Split, Ints]:
    """Drop the blocks without a letter or digit (rows of stars, rules): they are no sentences."""
    if not len(block):
        return chunks, block
    first = np.flatnonzero(np.append(True, block[1:] != block[:-1]))
    words = np.add.reduceat(known.count[chunks.type], first)
    if words.all():
        return chunks, block
    which = np.repeat(words > 0, np.diff(np.append(first, len(block))))
    return keep(chunks, which), block[which]


def _batch(
    documents: Sequence[Document],
    normal: Sequence[str],
    bases: NDArray[np.int64],
    blocks: NDArray[np.int64],
    chunks: Split,
    block: Ints,
    known: Vocabulary,
) -> Batch:
    count = known.count[chunks.type]
    worded = count > 0
    first_of_block = np.flatnonzero(np.append(True, block[1:] != block[:-1])) if len(block) else np.zeros(0, np.int64)
    heading = blocks[block[first_of_block], 4].astype(np.bool_)
    first_chunk = sentence_starts(chunks.type, first_of_block, heading, stops(known), worded)
    chunk_bounds = np.append(first_chunk, len(chunks.type)).astype(np.int32)
    per_sentence = np.diff(chunk_bounds)
    sentence = np.repeat(np.arange(len(first_chunk), dtype=np.int32), per_sentence)
    row = blocks[block[first_chunk]]
    base = bases[row[:, 0]]
    chunk_base = np.repeat(base, per_sentence).astype(np.int32)
    start, end = chunks.start - chunk_base, chunks.end - chunk_base
    words, word_bounds = _words(chunks, known, count, start, sentence, chunk_bounds)
    quotes = find_quotes(documents, normal)
    counted = np.add.reduceat(worded, first_chunk, dtype=np.int32) if len(first_chunk) else np.zeros(0, np.int32)
    quoted = _quoted(words, quotes, row[:, 0], bases, word_bounds)
    document = row[:, 0].astype(np.int32)
    opens = np.searchsorted(document, document)
    sentences = Sentences(
        document,
        row[:, 3].astype(np.int32),
        (np.arange(len(document)) - opens).astype(np.int32),
        start[first_chunk],
        end[chunk_bounds[1:] - 1],
        word_bounds,
        chunk_bounds,
        counted,
        quoted,
        (quoted * 2 > counted).astype(np.int8),
        row[:, 4].astype(np.bool_),
    )
    type_, types = _published(chunks.type, known)
    return Batch(documents, normal, Chunks(type_, start, end, sentence, types), words, sentences, quotes)


def _words(
    chunks: Split, known: Vocabulary, count: Ints, start: Ints, sentence: Ints, chunk_bounds: Ints
) -> tuple[Words, Ints]:
    """Lay the words of each distinct chunk out over the chunks."""
    running = np.zeros(len(count) + 1, np.int32)
    np.cumsum(count, out=running[1:])
    total = int(running[-1])
    chunk = np.repeat(np.arange(len(count), dtype=np.int32), count)
    entry = np.repeat(known.first_word[chunks.type] - running[:-1], count)
    entry += np.arange(total, dtype=np.int32)
    found = known.words
    base = start[chunk]
    later = np.zeros(len(found.owner), np.bool_)
    later[1:] = found.owner[1:] == found.owner[:-1]
    words = Words(
        found.type[entry],
        base + found.start[entry],
        base + found.end[entry],
        sentence[chunk],
        found.capital[entry],
        later[entry],
        chunk,
        found.types,
    )
    return words, running[chunk_bounds]


def _quoted(words: Words, quotes: Quotes, document: NDArray[np.int64], bases: NDArray[np.int64], bounds: Ints) -> Ints:
    """Count the words of each sentence that stand inside direct quotation marks."""
    sentences = len(bounds) - 1
    direct = ~quotes.scare
    if not sentences or not direct.any():
        return np.zeros(sentences, np.int32)
    place = words.start + np.repeat(bases[document], np.diff(bounds))
    base = bases[quotes.document[direct]]
    change = np.zeros(len(place) + 1, np.int32)
    np.add.at(change, np.searchsorted(place, quotes.start[direct] + base), 1)
    np.add.at(change, np.searchsorted(place, quotes.end[direct] + base), -1)
    inside = (np.cumsum(change[:-1]) > 0) & ~words.joined
    return np.add.reduceat(np.append(inside, False), bounds[:-1], dtype=np.int32)


def _published(type_: Ints, known: Vocabulary) -> tuple[Ints, pa.StringArray]:
    """Give the distinct chunks without their space and without what is invisible."""
    encoded = strings(known.layout.codes)
    if known.layout.raw is None:
        return type_, trimmed(encoded)
    again = encoded.dictionary_encode()
    number = np.frombuffer(again.indices.buffers()[1], np.int32, len(again))
    return number[type_], trimmed(again.dictionary)
