"""Gzip → bytes, in large pieces.

`gzip.GzipFile` unpacks eight kilobytes at a time before Python 3.12 and lets other threads run between any two: a reader in
a thread ahead of a busy one (`framing.parallel`) would wait for its turn thousands of times.
"""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["PIECE", "Unpacked"]

PIECE = 1 << 20
"""Bytes unpacked at a time: of a large file no more than this and the document at hand is in memory."""

_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


class Unpacked(io.RawIOBase):
    """The content of a gzip of one or more members, zeros between and behind them passed over.

    Reading raises EOFError where the file ends too early, and zlib.error where it is broken or followed by something else.

    Examples:
        >>> import gzip
        >>> Unpacked(io.BytesIO(gzip.compress(b"Envoys ") + gzip.compress(b"met."))).read()
        b'Envoys met.'
    """

    def __init__(self, packed: IO[bytes]) -> None:
        """Take a stream of packed bytes; it is read only as far as needed, and not closed."""
        self._packed = packed
        self._member: zlib._Decompress | None = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as one piece goes; 0 at the end."""
        view = memoryview(buffer).cast("B")
        while (packed := self._next()) and self._member is not None:
            found = self._member.decompress(packed, len(view))
            if found:
                view[: len(found)] = found
                return len(found)
        return 0

    def _next(self) -> bytes:
        """Give the bytes that are to be unpacked next, of a member that is begun where none is; none at the end."""
        member = self._member
        if member is not None and not member.eof:
            packed = member.unconsumed_tail or self._packed.read(PIECE)
            if not packed:
                raise EOFError
            return packed
        packed = (b"" if member is None else member.unused_data).lstrip(b"\0")
        while not packed and (piece := self._packed.read(PIECE)):
            packed = piece.lstrip(b"\0")
        self._member = zlib.decompressobj(_WITH_GZIP_HEADER) if packed else None
        return packed
