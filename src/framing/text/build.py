"""Documents → a batch: chunks, words, sentences, quotations and voices as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.text.batch import Batch, Chunks, Quotes, Sentences, Words
from framing.text.chunks import Split, gather, keep, split, strings, trimmed
from framing.text.normalise import joined
from framing.text.page import Blocks, Page, bases_of, blocks_of
from framing.text.quotes import quotes_on
from framing.text.rejoin import rejoin
from framing.text.sentences import abbreviations, sentence_starts, stops
from framing.text.tokens import Vocabulary, vocabulary

__all__ = ["BATCH_CHARACTERS", "Laid", "batch_of", "build", "laid_out"]

BATCH_CHARACTERS = 6_000_000
"""Recommended size of a batch: about a million words. Smaller ones meet the same words more often, larger ones
take more memory and fall out of the processor's cache (measured, docs/performance.md)."""

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

NOWHERE = -1
"""The block of a chunk that no block holds."""


def build(documents: Sequence[Document], *, one_sentence: bool = False) -> Batch:
    """Turn segmented documents into the columns that every annotator reads.

    Offsets are code points within each document. Documents without a text or without blocks give no rows;
    no documents at all give a batch without rows. With `one_sentence` every block is one sentence, for texts that were
    cut into sentences by others (human-coded sets).

    Examples:
        >>> from framing.corpus.documents import Block
        >>> text = "Mr. Lee’s U.S.-led plan failed. “Why?” It wasn’t his."
        >>> batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
        >>> [batch.surface(i, a, b) for i, (a, b) in enumerate(zip(batch.sentences.start, batch.sentences.end))]
        ['Mr. Lee’s U.S.-led plan failed.', '“Why?”', 'It wasn’t his.']
        >>> batch.words.types.take(pa.array(batch.words.type)).to_pylist()[:5]
        ['mr', 'lee', 'u.s', 'led', 'plan']
    """
    return batch_of(laid_out(documents), one_sentence=one_sentence)


@dataclass(frozen=True, slots=True)
class Laid:
    """Texts of documents side by side, split at white space: the first half of the way to a batch."""

    documents: Sequence[Document]
    normal: Sequence[str]
    """The normalised texts."""
    texts: bytes
    """The same joined, in UTF-8."""
    bases: NDArray[np.int64]
    """Where each text begins, in code points."""
    chunks: Split


def laid_out(documents: Sequence[Document]) -> Laid:
    """Normalise the texts of documents and split them at white space."""
    normal, texts = joined([document.text or "" for document in documents])
    return Laid(documents, normal, texts, bases_of(normal), split(texts))


def batch_of(laid: Laid, *, one_sentence: bool = False) -> Batch:
    """Find words, sentences and quotations in texts that are laid out: the second half, as in `build`."""
    documents, normal, bases, found = laid.documents, laid.normal, laid.bases, laid.chunks
    blocks = blocks_of(documents, bases)
    quotes = quotes_on(Page.of(documents, normal, laid.texts, bases), Blocks.of_rows(blocks), found)
    chunks, block = _in_blocks(found, blocks)
    chunks, remain = rejoin(chunks, block, abbreviations())
    known = vocabulary(chunks.types)
    chunks, block = _worded(chunks, block, known, remain)
    return _batch(documents, normal, bases, blocks, chunks, block, known, quotes, one_sentence=one_sentence)


def _in_blocks(found: Split, blocks: NDArray[np.int64]) -> tuple[Split, Ints]:
    """Keep the chunks that are not empty and that a block holds, and say which block."""
    first = np.searchsorted(found.start, blocks[:, 1].astype(np.int32))
    last = np.maximum(np.searchsorted(found.start, blocks[:, 2].astype(np.int32)), first)
    bounds = np.column_stack((first, last)).ravel()
    runs = np.diff(np.concatenate(([0], bounds, [len(found.type)])))
    number = np.full(2 * len(blocks) + 1, NOWHERE, np.int32)
    number[1::2] = np.arange(len(blocks))
    block = np.repeat(number, np.maximum(runs, 0))
    empty = found.types.index(" ").as_py()
    inside = block != NOWHERE
    if empty >= 0:
        inside &= found.type != empty
    if inside.all():
        return found, block
    return keep(found, inside), block[inside]


def _worded(chunks: Split, block: Ints, known: Vocabulary, which: Bools) -> tuple[Split, Ints]:
    """Of the chunks in `which`, drop what is invisible, and blocks without a letter or digit (rows of stars, rules)."""
    hidden = np.diff(known.layout.first) <= 1
    if hidden.any():
        which = which & ~gather(hidden, chunks.type)
    first = _firsts(block)
    worded = np.logical_or.reduceat(gather(known.count > 0, chunks.type), first) if len(first) else np.zeros(0, np.bool_)
    if not worded.all():
        which = which & np.repeat(worded, np.diff(np.append(first, len(block))))
    return (chunks, block) if which.all() else (keep(chunks, which), block[which])


def _firsts(block: Ints) -> NDArray[np.int64]:
    """Give where each block begins."""
    return np.flatnonzero(np.append(True, block[1:] != block[:-1])[: len(block)])


def _batch(
    documents: Sequence[Document],
    normal: Sequence[str],
    bases: NDArray[np.int64],
    blocks: NDArray[np.int64],
    chunks: Split,
    block: Ints,
    known: Vocabulary,
    quotes: Quotes,
    *,
    one_sentence: bool,
) -> Batch:
    count = gather(known.count, chunks.type)
    running = np.zeros(len(count) + 1, np.int32)
    np.cumsum((count > 0).astype(np.int32), out=running[1:])
    first_of_block = _firsts(block)
    heading = blocks[block[first_of_block], 4].astype(np.bool_)
    first_chunk = sentence_starts(chunks.type, first_of_block, heading | one_sentence, stops(known), running)
    chunk_bounds = np.append(first_chunk, len(chunks.type)).astype(np.int32)
    per_sentence = np.diff(chunk_bounds)
    sentence = np.repeat(np.arange(len(first_chunk), dtype=np.int32), per_sentence)
    row = blocks[block[first_chunk]]
    base = np.repeat(bases[row[:, 0]].astype(np.int32), per_sentence)
    start, end = chunks.start - base, chunks.end - base
    counted = np.diff(running[chunk_bounds])
    words, word_bounds = _words(chunks, known, count, start, running[chunk_bounds], chunk_bounds)
    quoted = _quoted(words, quotes, row[:, 0], bases, word_bounds)
    document = row[:, 0].astype(np.int32)
    sentences = Sentences(
        document,
        row[:, 3].astype(np.int32),
        (np.arange(len(document)) - np.searchsorted(document, document)).astype(np.int32),
        start[first_chunk],
        end[chunk_bounds[1:] - 1],
        word_bounds,
        chunk_bounds,
        counted,
        quoted,
        row[:, 4].astype(np.bool_),
    )
    type_, types = _published(chunks, known)
    return Batch(documents, normal, Chunks(type_, start, end, sentence, types), words, sentences, quotes)


def _words(
    chunks: Split, known: Vocabulary, count: Ints, start: Ints, counted_before: Ints, chunk_bounds: Ints
) -> tuple[Words, Ints]:
    """Lay the words of each distinct chunk out over the chunks; give them, and where each sentence's begin."""
    chunk = np.repeat(np.arange(len(count)), count)
    entry = gather(known.first_word.astype(np.intp), gather(chunks.type, chunk))
    later = np.flatnonzero(chunk[1:] == chunk[:-1]) + 1
    entry[later] += _ranks(later)
    joined_ = np.zeros(len(chunk), np.bool_)
    joined_[later] = True
    bounds = (counted_before + np.searchsorted(chunk[later], chunk_bounds)).astype(np.int32)
    found = known.words
    base = gather(start, chunk)
    words = Words(
        gather(found.type, entry),
        base + gather(found.start, entry),
        base + gather(found.end, entry),
        np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds)),
        gather(found.capital, entry),
        joined_,
        chunk.astype(np.int32),
        found.types,
    )
    return words, bounds


def _ranks(later: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number words that continue a compound: 1, 2 … within each run."""
    place = np.arange(len(later))
    fresh = np.append(True, np.diff(later) > 1)[: len(later)]
    return place - np.maximum.accumulate(np.where(fresh, place, 0)) + 1


def _quoted(words: Words, quotes: Quotes, document: NDArray[np.int64], bases: NDArray[np.int64], bounds: Ints) -> Ints:
    """Count the words of each sentence that stand inside direct quotation marks."""
    sentences = len(bounds) - 1
    direct = np.flatnonzero(~quotes.scare)
    if not sentences or not len(direct):
        return np.zeros(sentences, np.int32)
    place = words.start + np.repeat(bases[document].astype(np.int32), np.diff(bounds))
    base = bases[quotes.document[direct]]
    edges = np.column_stack((quotes.start[direct] + base, quotes.end[direct] + base)).astype(np.int32)
    inside = _covered(np.searchsorted(place, edges), len(place)) & ~words.joined
    worded = np.flatnonzero(np.diff(bounds))  # of an empty range `reduceat` gives what follows it
    quoted = np.zeros(sentences, np.int32)
    quoted[worded] = np.add.reduceat(inside, bounds[worded], dtype=np.int32)
    return quoted


def _covered(ranges: NDArray[np.int64], size: int) -> Bools:
    """Say which places lie in at least one range; the ranges are sorted by where they begin."""
    reach = np.maximum.accumulate(ranges[:, 1])
    start = np.maximum(ranges[:, 0], np.append(0, reach[:-1]))  # what an earlier range covers already is not begun again
    turns = np.column_stack((start, np.maximum(reach, start))).ravel()
    runs = np.diff(np.concatenate(([0], turns, [size])))
    return np.repeat(np.arange(len(runs)) % 2 == 1, runs)


def _published(chunks: Split, known: Vocabulary) -> tuple[Ints, pa.StringArray]:
    """Give the distinct chunks without their space and without what is invisible."""
    layout = known.layout
    if layout.raw is None:
        return chunks.type.astype(np.int32), trimmed(chunks.types)
    types = trimmed(strings(layout.codes))
    # Only a chunk with something invisible in it can turn out to be the same as another type.
    changed = np.flatnonzero(np.diff(layout.first) != np.diff(layout.raw_first))
    forms = types.take(pa.array(changed))
    alike = np.flatnonzero(
        np.frombuffer(pc.cast(pc.is_in(types, value_set=forms), pa.uint8()).buffers()[1], np.bool_, len(types))
    )
    first: dict[str, int] = {}
    number = np.arange(len(types), dtype=np.int32)
    for type_, form in zip(alike.tolist(), types.take(pa.array(alike)).to_pylist(), strict=True):
        number[type_] = first.setdefault(form, type_)
    return gather(number, chunks.type), types
