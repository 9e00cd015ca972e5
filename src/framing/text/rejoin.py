"""What a tokeniser left in a text: words cut in two ("do n't", "Russia 's", "U.S .") are joined again.

Articles restored from tokenised sources have such scars; with and without them, a text must give the same words.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from framing.text.chunks import Split, gather, strings

__all__ = ["rejoin"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_JOINER = "\u2060"
"""Stands in a chunk's type for the space that a tokeniser put into a word; it is invisible, so it is in no form."""

_SCAR = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))[^\w']*", re.IGNORECASE)
"""What a tokeniser cuts off a word: "do n't", "Russia 's"."""

MOST_SCARS = 3
"""Pieces cut off one word that are joined again ("would n't 've"): more are no word, and would grow without end."""


def rejoin(found: Split, block: Ints, abbreviations: frozenset[str]) -> tuple[Split, Bools]:
    """Join what a tokeniser cut off ("do n't", "Russia 's", "U.S .") to the word before, within its block.

    Returns:
        The chunks, the joined ones lengthened and typed anew, and which of them remain.
    """
    scars = _scars(found.types)
    at = np.flatnonzero(gather(scars, found.type)) if scars.any() else np.zeros(0, np.int64)
    at = at[at > 0]
    at = at[(block[at] == block[at - 1]) & _lettered(found.types)[found.type[at - 1]]]
    remain = np.ones(len(found.type), np.bool_)
    if not len(at):
        return found, remain
    type_, end, names = found.type.copy(), found.end.copy(), _Names(found.types)
    for scar in at.tolist():
        head = scar - 1
        while not remain[head] and scar - head <= MOST_SCARS:
            head -= 1
        if not remain[head]:
            continue
        left, right = names[type_[head]], names[type_[scar]]
        if _belongs(left, right, abbreviations):
            gap = int(found.start[scar] - end[head])
            type_[head], end[head] = names.number(left + _JOINER * gap + right), end[scar]
            remain[scar] = False
    return Split(type_, found.start, end, names.array()), remain


def _lettered(types: pa.StringArray) -> Bools:
    """Say which distinct chunks end in what may be a letter or digit."""
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    data = np.frombuffer(types.buffers()[2] or b"", np.uint8)
    return _LETTERED[data[np.maximum(offsets[1:] - 2, offsets[:-1])]]


def _bytes(characters: str) -> Bools:
    table = np.zeros(256, np.bool_)
    table[[ord(character) for character in characters]] = True
    return table


_LETTERED = np.array([byte >= 128 or chr(byte).isalnum() for byte in range(256)])
_SCARRED_FIRST, _SCARRED_SECOND = _bytes("'nN."), _bytes("'srvldmnSRVLDMN ")


def _scars(types: pa.StringArray) -> Bools:
    """Say which distinct chunks may have been cut off a word."""
    offsets = np.frombuffer(types.buffers()[1], np.int32, len(types) + 1, types.offset * 4)
    data = np.append(np.frombuffer(types.buffers()[2] or b"", np.uint8), np.uint8(0))
    first, second = (data[offsets[:-1] + step] for step in range(2))
    at = np.flatnonzero(_SCARRED_FIRST[first] & _SCARRED_SECOND[second])
    scars = np.zeros(len(types), np.bool_)
    for index in at.tolist():
        form = types[index].as_py().rstrip()
        scars[index] = form == "." or _SCAR.fullmatch(form) is not None
    return scars


def _belongs(left: str, right: str, abbreviations: frozenset[str]) -> bool:
    """Say whether a word and what follows it were one chunk before a tokeniser came."""
    if right == ".":
        word = left.lstrip("\"'([{")
        return word.lower() in abbreviations or (len(word) == 1 and word.isupper())
    return left[-1:].isalnum()


class _Names:
    """Distinct chunks by number, to which new ones are added."""

    def __init__(self, types: pa.StringArray) -> None:
        self._types, self._added = types, list[str]()
        self._numbers: dict[str, int] = {}

    def __getitem__(self, number: int) -> str:
        known = len(self._types)
        return str(self._types[number].as_py()).rstrip() if number < known else self._added[number - known]

    def number(self, form: str) -> int:
        if form not in self._numbers:
            self._numbers[form] = len(self._types) + len(self._added)
            self._added.append(form)
        return self._numbers[form]

    def array(self) -> pa.StringArray:
        if not self._added:
            return self._types
        added = "".join(f"{form} " for form in self._added)
        return pa.concat_arrays([self._types, strings(np.frombuffer(added.encode("utf-32-le"), np.uint32))])
