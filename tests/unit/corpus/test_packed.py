"""Gzip unpacked in pieces: as Python's own reader unpacks it, faults included."""

from __future__ import annotations

import gzip
import io
import zlib

import numpy as np
import pytest

from framing.corpus.packed import PIECE, Unpacked

LETTERS = np.random.default_rng(7).choice(np.frombuffer(b"abcdefgh \n", np.uint8), PIECE + PIECE // 2).tobytes()
"""Hardly packed at all: its gzip is longer than a piece read at a time once it is there three times."""


def unpacked(packed: bytes, size: int = PIECE) -> bytes:
    return io.BufferedReader(Unpacked(io.BytesIO(packed)), size).read()


@pytest.mark.parametrize("size", [1, 100, PIECE])
def test_members_and_zeros_between_them(size: int) -> None:
    packed = gzip.compress(b"One.\n") + gzip.compress(b"") + b"\0" * 700 + gzip.compress(b"Two.\n" * 99) + b"\0\0"
    assert unpacked(packed, size) == gzip.decompress(packed) == b"One.\n" + b"Two.\n" * 99


def test_more_than_a_piece_packed_and_unpacked() -> None:
    packed = gzip.compress(LETTERS * 3, 1) + gzip.compress(bytes(3 * PIECE)) + b"\0" * PIECE + gzip.compress(LETTERS)
    assert len(packed) > 2 * PIECE
    assert unpacked(packed) == LETTERS * 3 + bytes(3 * PIECE) + LETTERS


def test_lines_are_those_of_gzip() -> None:
    packed = gzip.compress(LETTERS)
    assert list(io.BufferedReader(Unpacked(io.BytesIO(packed)), 1000)) == list(gzip.GzipFile(fileobj=io.BytesIO(packed)))


@pytest.mark.parametrize("cut", [1, 5, 9, 30])
def test_ends_too_early(cut: int) -> None:
    with pytest.raises(EOFError):
        unpacked(gzip.compress(LETTERS[:500])[:-cut])


def test_broken() -> None:
    packed = gzip.compress(LETTERS[:500])
    summed = packed[:-8] + bytes([packed[-8] ^ 1]) + packed[-7:]
    for wrong in (summed, packed + b"more", packed[:2] + b"\0" + packed[3:]):
        with pytest.raises(zlib.error):
            unpacked(wrong)
