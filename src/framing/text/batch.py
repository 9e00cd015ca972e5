"""A batch of documents as columns: what every annotator reads.

Everything is an array over chunks, words or sentences; strings are looked up once per distinct type.
Offsets are code points within the document's canonical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.corpus.documents import Document

__all__ = ["Batch", "Chunks", "Sentences", "Words"]

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Chunks:
    """White-space separated stretches of the normalised text, punctuation included: what VADER sees.

    `type` indexes `types` (distinct normalised strings, case kept). Sorted by document and position.
    A chunk that a tokeniser cut off its word ("do n't") is already joined again.
    """

    type: Ints
    start: Ints
    end: Ints
    sentence: Ints
    types: pa.StringArray


@dataclass(frozen=True, slots=True)
class Words:
    """Words without the punctuation around them; compounds are cut at hyphens, dashes and slashes.

    `type` indexes `types`, distinct forms in lower case without possessive ('s). A word that continues
    a compound ("North" in "Russia-North Korea") is `joined`; words are counted where they are not.
    """

    type: Ints
    start: Ints
    end: Ints
    sentence: Ints
    capital: NDArray[np.uint8]
    """0 starts with no capital, 1 starts with a capital, 2 all capitals (two letters or more)."""
    joined: NDArray[np.bool_]
    chunk: Ints
    """Index of the chunk that holds it."""
    types: pa.StringArray


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences and headings of a batch, sorted by document and position."""

    document: Ints
    """Index into `Batch.documents`."""
    section: Ints
    """Index into that document's `sections`."""
    number: Ints
    """Number within the document, from 0."""
    start: Ints
    end: Ints
    first_word: Ints
    """Index of its first word; its words are `first_word[i]:first_word[i + 1]` (one entry more than sentences)."""
    first_chunk: Ints
    """Likewise for chunks."""
    words: Ints
    """Counted words: compounds once."""
    quoted: Ints
    """Counted words inside direct quotation marks (scare quotes are not quotation)."""
    heading: NDArray[np.bool_]

    def __len__(self) -> int:
        """How many sentences."""
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Quotes:
    """Stretches between quotation marks, marks included; `scare` tells words held at arm's length from quotations."""

    document: Ints
    start: Ints
    end: Ints
    scare: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents with their normalised texts (same length, straight quotes, plain spaces) and their columns."""

    documents: Sequence[Document]
    normal: Sequence[str]
    chunks: Chunks
    words: Words
    sentences: Sentences
    quotes: Quotes

    def surface(self, sentence: int, start: int, end: int) -> str:
        """Give the canonical text between two offsets in the document that holds the sentence."""
        text = self.documents[int(self.sentences.document[sentence])].text
        return (text or "")[start:end]
