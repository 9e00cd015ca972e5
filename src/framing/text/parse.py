"""What a parser says of a batch: tokens as columns, each with its head, its relation and what kind of word it is.

Nothing here knows the parser. Offsets are code points in the document's canonical text, as everywhere; tokens are the
parser's ("don't" is two, "U.S.-led" three), and say which of the batch's words they belong to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

    from framing.text.batch import Batch

__all__ = ["NO_WORD", "Parse", "Unparsed", "assembled", "columns", "tree_schema", "words_of_tokens"]

Ints = NDArray[np.int32]

NO_WORD = -1
"""The word of a token that has none: punctuation."""


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A document that has no trees, and why."""

    document: int
    """Index into `Batch.documents`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens of a batch, sorted by sentence and position; a sentence that was not parsed has none.

    `lemma`, `tag` and `features` index `lemmas`, `tags` and `feature_sets`; `relation` indexes `schemes.RELATIONS` and
    `word_class` `schemes.CLASSES`. Heads never leave their sentence.
    """

    instrument: str
    """Which pipeline it was, and which version: never compare rows of two."""
    start: Ints
    end: Ints
    sentence: Ints
    head: Ints
    """Index of the token that governs it, among all tokens of the batch; a root is its own head."""
    relation: NDArray[np.uint8]
    word_class: NDArray[np.uint8]
    word: Ints
    """Index of the word of the batch that it stands in, or `NO_WORD`."""
    lemma: Ints
    lemmas: Sequence[str]
    tag: Ints
    tags: Sequence[str]
    features: Ints
    feature_sets: Sequence[str]
    """As Universal Dependencies writes them: "Mood=Ind|Tense=Past"."""
    first: Ints
    """Index of each sentence's first token, and one entry more."""
    unparsed: tuple[Unparsed, ...]

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.start)


def tree_schema() -> pa.Schema:
    """Give the columns of one document's trees as they are kept on disk; `head` counts from the sentence's first token."""
    import pyarrow as pa

    texts = pa.dictionary(pa.int32(), pa.string())
    numbers = [(name, pa.int32()) for name in ("sentence", "start", "end", "head")]
    return pa.schema([*numbers, ("relation", pa.uint8()), ("class", pa.uint8()), *((name, texts) for name in _TEXTS)])


_TEXTS = ("lemma", "tag", "features")


def assembled(batch: Batch, trees: Mapping[int, pa.Table], unparsed: Sequence[Unparsed], instrument: str) -> Parse:
    """Put the trees of documents together as the columns of a batch.

    Args:
        batch: from `text.build`.
        trees: by index of the document; `sentence` counts from the document's first.
        unparsed: documents without trees.
        instrument: the pipeline's name and version.

    No trees give a parse without tokens.
    """
    import pyarrow as pa

    order = sorted(trees)
    table = pa.concat_tables([tree_schema().empty_table(), *(trees[document] for document in order)])
    lengths = np.array([trees[document].num_rows for document in order], np.int64)
    opening = np.searchsorted(batch.sentences.document, order).astype(np.int32)
    sentence = np.repeat(opening, lengths)
    found = columns(table, sentence, len(batch.sentences), instrument)
    words = words_of_tokens(batch, found.sentence, found.start, found.end)
    return replace(found, word=words, unparsed=tuple(sorted(unparsed, key=lambda each: each.document)))


def columns(table: pa.Table, opening: Ints, sentences: int, instrument: str) -> Parse:
    """Turn trees as they are kept into columns; tokens belong to no words.

    Args:
        table: of `tree_schema`, sorted by sentence.
        opening: for each token, what is added to the number of its sentence.
        sentences: how many there are.
        instrument: the pipeline's name and version.
    """
    table = table.unify_dictionaries().combine_chunks()
    sentence = _numbers(table, "sentence") + opening
    first = np.searchsorted(sentence, np.arange(sentences + 1)).astype(np.int32)
    lemma, tag, features = (_coded(table, name) for name in _TEXTS)
    return Parse(
        instrument,
        _numbers(table, "start"),
        _numbers(table, "end"),
        sentence,
        _numbers(table, "head") + first[sentence],
        _bytes(table, "relation"),
        _bytes(table, "class"),
        np.full(len(sentence), NO_WORD, np.int32),
        *lemma,
        *tag,
        *features,
        first,
        (),
    )


def words_of_tokens(batch: Batch, sentence: Ints, start: Ints, end: Ints) -> Ints:
    """Say in which word of the batch each token stands: the first that it shares a code point with, else `NO_WORD`.

    "does" and "n't" stand in the same word; in "Moon's", "Moon" does and "'s" has no word, as words leave out possessives.
    """
    words = batch.words
    if not len(words.start) or not len(start):
        return np.full(len(start), NO_WORD, np.int32)
    # The first word of the same sentence that ends after the token starts.
    span = np.int64(max(int(words.end.max(initial=0)), int(end.max(initial=0))) + 1)
    at = np.searchsorted(words.sentence * span + words.end, sentence * span + start, side="right")
    within = np.minimum(at, len(words.start) - 1)
    shared = (at < len(words.start)) & (words.sentence[within] == sentence) & (words.start[within] < end)
    return np.where(shared, within, NO_WORD).astype(np.int32)


def _numbers(table: pa.Table, name: str) -> Ints:
    array = table.column(name).combine_chunks()
    return np.frombuffer(array.buffers()[1] or b"", np.int32, len(array), array.offset * 4)


def _bytes(table: pa.Table, name: str) -> NDArray[np.uint8]:
    array = table.column(name).combine_chunks()
    return np.frombuffer(array.buffers()[1] or b"", np.uint8, len(array), array.offset)


def _coded(table: pa.Table, name: str) -> tuple[Ints, Sequence[str]]:
    array = table.column(name).combine_chunks()
    codes = np.frombuffer(array.indices.buffers()[1] or b"", np.int32, len(array), array.indices.offset * 4)
    return codes, array.dictionary.to_pylist()
