"""One plain-text article → a document."""

from __future__ import annotations

import hashlib

from framing.corpus.documents import Document
from framing.corpus.encoding import decode
from framing.errors import InputError

__all__ = ["KNOWN", "hashed", "hashed_bytes", "read_plain"]

KNOWN = ("id", "text", "title", "outlet", "published", "url", "language")
"""Columns that a record's document has of its own; all others go to `Document.columns`."""


_AT_ONCE = 2047
"""Bytes hashed at a time: for more than these, hashlib lets other threads run. A thread that reads ahead of a busy one
(`framing.parallel`) would give up its turn twice an article, each time for longer than hashing takes."""


def hashed(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8.

    Examples:
        >>> hashed("")[:8]
        'e3b0c442'
    """
    return hashed_bytes(text.encode())


def hashed_bytes(*parts: bytes) -> str:
    """Give the SHA-256 of some bytes, one part after the other.

    Examples:
        >>> hashed_bytes(b"a", b"b") == hashed("ab")
        True
    """
    digest = hashlib.sha256()
    for part in parts:
        view = memoryview(part)
        for start in range(0, len(part), _AT_ONCE):
            digest.update(view[start : start + _AT_ONCE])
    return digest.hexdigest()


def read_plain(raw: bytes, identity: str, name: str) -> Document:
    r"""Read the bytes of a plain-text file as one document, not segmented yet.

    Raises:
        InputError: the bytes are no text, or hold no letters.

    Examples:
        >>> read_plain(b"Talks resume\n\nEnvoys met.", "a", "a.txt").text
        'Talks resume\n\nEnvoys met.'
    """
    text, encoding = decode(raw, name)
    require_letters(text, name)
    return Document(
        id=identity,
        text=text,
        sha256=hashed_bytes(raw),
        text_sha256=hashed(text),
        extractor="plain",
        encoding=encoding,
    )


def require_letters(text: str, name: str) -> None:
    """Raise where a text has nothing to count.

    Raises:
        InputError: it is empty or has no letter.

    Examples:
        >>> require_letters("12:30", "a.txt")
        Traceback (most recent call last):
        framing.errors.InputError: a.txt: has no letters, only figures and marks; give a file with an article in it
    """
    if not text.strip():
        raise InputError(f"{name}: is empty; give a file with an article in it")
    # The first thousand settle it for every real article; the whole is searched only where they do not.
    if not any(map(str.isalpha, text[:1000])) and not any(map(str.isalpha, text)):
        raise InputError(f"{name}: has no letters, only figures and marks; give a file with an article in it")
