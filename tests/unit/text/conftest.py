"""Documents for the tests of the text engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pytest

from framing.corpus.documents import Block, Document
from framing.text.batch import Batch
from framing.text.build import build


def article(text: str, name: str = "1", headings: Sequence[int] = ()) -> Document:
    """Make a document in which every line is a block; `headings` are numbers of lines."""
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block(start, start + len(line), 0, number in headings))
        start += len(line) + 1
    return Document(id=name, text=text, blocks=tuple(blocks))


@dataclass(frozen=True)
class Read:
    """A built text, and what a person would look at."""

    batch: Batch

    @property
    def sentences(self) -> list[str]:
        """Surfaces of its sentences."""
        spans = zip(self.batch.sentences.start, self.batch.sentences.end, strict=True)
        return [self.batch.surface(number, a, b) for number, (a, b) in enumerate(spans)]

    @property
    def words(self) -> list[str]:
        """Types of its words."""
        return list(self.batch.words.types.take(pa.array(self.batch.words.type)).to_pylist())

    @property
    def chunks(self) -> list[str]:
        """Types of its chunks."""
        return list(self.batch.chunks.types.take(pa.array(self.batch.chunks.type)).to_pylist())


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    """Build one text whose lines are paragraphs."""
    return lambda text, headings=(): Read(build([article(text, headings=headings)]))


@pytest.fixture(scope="session")
def make() -> Callable[..., Document]:
    """Make a document whose lines are paragraphs."""
    return article
