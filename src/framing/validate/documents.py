"""Gold texts as documents: each line, or each coded sentence, is a paragraph, and offsets stay those of the set."""

from __future__ import annotations

from collections.abc import Sequence

from framing.corpus.documents import Block, Document, Section

__all__ = ["of_lines", "of_sentences"]


def of_lines(name: str, text: str) -> Document:
    r"""Make a document of a text whose lines are its paragraphs; offsets are those of the text.

    Examples:
        >>> [(block.start, block.end) for block in of_lines("a", "One.\n\nTwo.").blocks]
        [(0, 4), (6, 10)]
    """
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), section=0, heading=False))
        at += len(line) + 1
    return _document(name, text, blocks)


def of_sentences(name: str, sentences: Sequence[str]) -> tuple[Document, list[int]]:
    r"""Make a document with a paragraph for each coded sentence, and say where each begins.

    Examples:
        >>> document, starts = of_sentences("a", ["One.", "Two."])
        >>> document.text, starts
        ('One.\nTwo.', [0, 5])
    """
    starts, at = [], 0
    for sentence in sentences:
        starts.append(at)
        at += len(sentence) + 1
    pairs = zip(starts, sentences, strict=True)
    blocks = [Block(start, start + len(text), section=0, heading=False) for start, text in pairs if text.strip()]
    return _document(name, "\n".join(sentences), blocks), starts


def _document(name: str, text: str, blocks: Sequence[Block]) -> Document:
    return Document(id=name, text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=tuple(blocks))
