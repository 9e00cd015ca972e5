"""Typography made one, code point for code point, so that the same text typed differently is the same text.

Nothing is inserted or deleted: an offset into the normalised text is an offset into the canonical text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["INVISIBLE", "PLAIN", "joined", "normalise"]

INVISIBLE = "\u00ad\u180e\u200b\u200c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
"""Zero-width characters and soft hyphens: they stay in the text, and no word or chunk type contains them.

The zero-width joiner is not among them: it holds emoji together."""

_SPACES = "\u00a0\u0085\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_CONTROLS = "".join(map(chr, (*range(10), *range(11, 32))))
_SURROGATES = range(0xD800, 0xE000)

_COMMON = (("’", "'"), ("“", '"'), ("”", '"'), ("‘", "'"), ("–", "-"))
"""What every second article has."""

_RARE = {
    **dict.fromkeys(map(ord, "‚‛′´ʼ‹›"), "'"),
    **dict.fromkeys(map(ord, "„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒−"), "-"),
    ord("―"): "—",
    **dict.fromkeys(map(ord, _SPACES + _CONTROLS), " "),
    **dict.fromkeys(_SURROGATES, "\ufffd"),
}
"""What one article in twenty has; a lone surrogate cannot be written as UTF-8."""

_RARE_MARKS = frozenset(map(chr, _RARE))

PLAIN = {**_RARE, **{ord(mark): plain for mark, plain in _COMMON}}
"""For `str.translate`: what is one mark for another whatever stands around it (em dashes are not)."""

_AFTER_CLOSING = "\"',.;:?!)"
_QUOTES = "\"'"


def normalise(text: str) -> str:
    r"""Make quotes, apostrophes, dashes and spaces one, code point for code point.

    ``’ ‘ ‚ ‛ ′ ´ ` ‹ ›`` become ``'``; ``“ ” „ ‟ « » ″`` and the pairs ``` `` ``` and ``''`` become ``"`` (two code
    points stay two); every Unicode space and control character but ``\n`` a plain space; en dashes and other hyphens
    ``-``. An em dash or ``--`` between words becomes spaces; an em dash that stands free, or before a closing quote,
    becomes ``-``. Soft hyphens and zero-width characters stay, and are left out of every type (`INVISIBLE`).

    Returns:
        A text of the same length in code points; an empty text gives an empty one.

    Examples:
        >>> normalise("It isn’t “good”—it’s terrible--horrible.")
        'It isn\'t "good" it\'s terrible  horrible.'
        >>> normalise("the ``plan'' — 2016–2020")
        'the ""plan"" - 2016-2020'
    """
    return joined([text])[0][0]


def joined(texts: Sequence[str]) -> tuple[list[str], bytes]:
    r"""Normalise many texts, and give them with their UTF-8, each ended by a newline.

    Examples:
        >>> joined(["a\u00a0b", "’"])
        (['a b', "'"], b"a b\n'\n")
    """
    normal = [_commonly(text) for text in texts]
    encoded = [text.encode("utf-8", "surrogatepass") for text in normal]
    whole = b"\n".join([*encoded, b""])
    data = np.frombuffer(whole, np.uint8)
    ends = np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)) + 1)
    rare = set(np.searchsorted(ends, _rare_places(data), side="right").tolist())
    paired = set(np.searchsorted(ends, _pair_places(data), side="right").tolist())
    for number in rare | paired:
        text = _commonly(_rarely(texts[number])) if number in rare else normal[number]
        normal[number] = _paired(text)
        encoded[number] = normal[number].encode()
    return normal, b"\n".join([*encoded, b""]) if rare or paired else whole


def _commonly(text: str) -> str:
    """Replace what is common: a replacement that finds nothing costs next to nothing, so a chain of them is fastest."""
    if not text.isascii():
        for mark, plain in _COMMON:
            text = text.replace(mark, plain)
        if "—" in text:
            text = _undashed(text)
    return text


def _rarely(text: str) -> str:
    """Replace what is rare: the few marks that are there one by one, which takes a tenth of the time of `str.translate`."""
    for mark in _RARE_MARKS.intersection(text):
        text = text.replace(mark, _RARE[ord(mark)])
    return text


def _pair_places(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Give the bytes at which two apostrophes, two hyphens that are not apart, or a backtick begin."""
    twice = np.flatnonzero(data[1:] == data[:-1])
    mark = data[twice]
    return np.concatenate((twice[(mark == ord("'")) | (mark == ord("-"))], np.flatnonzero(data == ord("`"))))


@cache
def _table() -> NDArray[np.bool_]:
    """Which code points of the basic plane are rare marks."""
    table = np.zeros(0x10000, np.bool_)
    table[list(_RARE)] = True
    return table


def _rare_places(data: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Give the bytes at which rare marks begin: one pass over the whole instead of forty over each text."""
    low = data < ord(" ")
    controls = np.zeros(0, np.int64)
    if np.count_nonzero(low) != np.count_nonzero(data == ord("\n")):
        controls = np.flatnonzero(low & (data != ord("\n")))
    lead = np.flatnonzero(data >= 0xC0)
    # What stands behind the last mark of two bytes is looked at too, and not used.
    first, second, third = (data.take(lead + step, mode="clip").astype(np.int32) for step in range(3))
    two = ((first & 0x1F) << 6) | (second & 0x3F)
    three = ((first & 0x0F) << 12) | ((second & 0x3F) << 6) | (third & 0x3F)
    code = np.where(first < 0xE0, two, np.where(first < 0xF0, three, 0))
    return np.append(controls, lead[_table()[code]])


def _undashed(text: str) -> str:
    """Replace each em dash by what stands around it: a space between words, else a hyphen."""
    parts = text.split("—")
    pieces = [parts[0]]
    for left, right in pairwise(parts):
        pieces += (_joint(left[-1:], right[:2]), right)
    return "".join(pieces)


def _joint(before: str, after: str) -> str:
    """Keep a chunk of its own where the dash stands free, and the closing quote with its word where one follows."""
    if not before.strip() and not after[:1].strip():
        return "-"
    closes = after[:1] in _QUOTES and after != "" and (not after[1:].strip() or after[1] in _AFTER_CLOSING)
    return "-" if closes else " "


def _paired(text: str) -> str:
    """Replace what is typed with two code points, and the backtick."""
    if "`" in text:
        text = text.replace("``", '""').replace("`", "'")
    if "''" in text:
        text = text.replace("''", '""')
    if "--" in text:
        text = _unhyphenated(text)
    return text


def _unhyphenated(text: str) -> str:
    """Turn each ``--`` between two words into spaces."""
    parts = text.split("--")
    pieces = [parts[0]]
    for left, right in pairwise(parts):
        pieces += ("  " if left[-1:].isalnum() and right[:1].isalnum() else "--", right)
    return "".join(pieces)
