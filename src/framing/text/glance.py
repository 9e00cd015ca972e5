"""Short quotations that are plainly scare quotes, or plainly not, told for a whole batch at once.

`framing.text.scare` has the rules and decides one quotation at a time. Here they are asked of chunks instead of
characters, and where an answer would need a closer look (an abbreviation, a title, a mark within a word) none is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.text.chunks import Split, bytes_of, integers
from framing.text.page import Page
from framing.text.scare import CUE_AFTER, CUE_BEFORE, CUES, LONGEST_WORD, SCARE_WORDS, SMALL_WORDS

__all__ = ["DIRECT", "SCARE", "UNTOLD", "glance"]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Says = NDArray[np.int8]

UNTOLD, DIRECT, SCARE = 0, 1, 2
"""What a glance tells of a quotation."""

_NO_CUE, _CUE = 1, 2
"""What a walk over the chunks on one side tells; `UNTOLD` where it met something to look at more closely."""

_NO_ENTRY = -1

WHOLE_WORD = 4
"""Small letters before a full stop from which on it is no abbreviation's (scare.py knows none so long)."""


def _table(signs: str) -> Bools:
    flags = np.zeros(256, np.bool_)
    flags[list(signs.encode())] = True
    return flags


_SMALL = _table("abcdefghijklmnopqrstuvwxyz")
_CAPITAL = _table("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_OPENS = _CAPITAL | _table("0123456789")
_LAST = _SMALL | _OPENS | _table(",")
"""Last characters that end no sentence; a comma makes what stands at a sentence's beginning a quotation."""
_STOP, _PARTS, _CLOSING, _STRIPPED = _table(".!?"), _table(",:"), _table("\"')"), _table("\"' ")
_MARK, _ASCII = _table("\"'"), np.arange(256) < 128
_COMMA, _DOT, _SPACE = (ord(sign) for sign in ",. ")


@dataclass(frozen=True, slots=True)
class _Kinds:
    """What each distinct chunk is."""

    cue: Bools
    """A cue of speech, a comma or colon behind it or not."""
    plain: Bools
    """One word in the sense of `scare`, and nothing in it that might end a sentence."""
    ends: Bools
    """A word of small letters, no cue, with the mark that ends a sentence."""
    opens: Bools
    """Begins with a capital or a digit."""
    untitled: Bools
    """Begins with a small letter, and is none of the words that are small in titles."""


@cache
def _cues() -> tuple[pa.Array, int]:
    """Give the cues as they stand in chunks, first those within a sentence, and how many those are; then at its end."""
    within = [f"{cue}{sign} " for cue, sign in product(sorted(CUES), ("", ",", ":"))]
    last = [f"{cue}{stop}{mark} " for cue, stop, mark in product(sorted(CUES), ".!?", ("", '"', "'", ")"))]
    return pa.array(within + last, pa.string()), len(within)


def _kinds(types: pa.StringArray) -> _Kinds:
    cues, within = _cues()
    cue = integers(pc.fill_null(pc.index_in(types, value_set=cues), _NO_ENTRY))
    data = np.frombuffer(bytes_of(types), np.uint8)
    after = np.flatnonzero(data == _SPACE) + 1
    first = np.append(0, after[:-1])
    back = [data.take(after - 2 - step, mode="clip") for step in range(WHOLE_WORD + 2)]
    stops, parts = (
        np.bincount(np.searchsorted(after, np.flatnonzero(signs[data])), minlength=len(types)) for signs in (_STOP, _PARTS)
    )
    closed = _CLOSING[back[0]]
    mark = np.where(closed, back[1], back[0])
    letters = [np.where(closed, back[step + 2], back[step + 1]) for step in range(WHOLE_WORD)]
    long = after - 1 - first >= WHOLE_WORD + 1 + closed
    ends = _STOP[mark] & long & np.logical_and.reduce([_SMALL[letter] for letter in letters])
    lead = data[first]
    blank = (lead == _SPACE) | ((after - first == 2) & _PARTS[lead])
    return _Kinds(
        cue=(cue >= 0) & (cue < within),
        plain=(stops == 0) & (parts == _PARTS[back[0]]) & ~blank,
        ends=ends & (stops == 1) & (parts == 0) & (cue < within),
        opens=_OPENS[lead],
        untitled=_SMALL[lead] & ~_begins_small(data, first),
    )


def _kinds_of(types: pa.StringArray, which: Ints) -> _Kinds:
    """Look some of the distinct chunks up; of the others nothing is said."""
    kinds = _kinds(types.take(pa.array(which)))
    told = []
    for name in ("cue", "plain", "ends", "opens", "untitled"):
        flags = np.zeros(len(types), np.bool_)
        flags[which] = getattr(kinds, name)
        told.append(flags)
    return _Kinds(*told)


_LONGEST_SMALL = max(map(len, SMALL_WORDS))


def _begins_small(data: Bytes, first: Ints) -> Bools:
    """Whether the small letters with which a chunk begins are one of the words that are small in titles."""
    begins = np.zeros(len(first), np.bool_)
    longer = np.logical_and.reduce([_SMALL[data.take(first + step, mode="clip")] for step in range(_LONGEST_SMALL + 1)])
    rows = np.flatnonzero(~longer)
    key, going = np.zeros(len(rows), np.int64), np.ones(len(rows), np.bool_)
    for step in range(_LONGEST_SMALL):
        byte = data.take(first[rows] + step, mode="clip")
        going &= _SMALL[byte]
        key = np.where(going, key * 256 + byte, key)
    begins[rows] = np.isin(key, [int.from_bytes(word.encode(), "big") for word in SMALL_WORDS])
    return begins


def glance(page: Page, found: Split, start: Ints, end: Ints, low: Ints, high: Ints) -> Says:
    """Say of short quotations whether they are direct, scare quotes, or untold; all of them in paragraphs `low` to `high`.

    `found` are the chunks of the page. No quotations give an empty array.
    """
    if not len(start):
        return np.zeros(0, np.int8)
    opening, closing = (np.searchsorted(found.start, at.astype(np.int32), side="right") - 1 for at in (start, end - 1))
    here = _Chunks(found, _kinds_of(found.types, _near(found, opening, closing)))
    first_byte, last_byte = page.bytes_at(start), page.bytes_at(end)
    second, last = (page.data.take(at, mode="clip") for at in (first_byte + 1, last_byte - 2))
    clean = _MARK[page.data[last_byte - 1]] & (last > _SPACE) & ~_STRIPPED[last]
    capital = _CAPITAL[second]
    untitled = _ASCII[second] & ~_STRIPPED[second] & (~capital | here.holds_untitled(opening, closing))
    long = untitled & clean & (closing - opening >= SCARE_WORDS)
    long[long] = _spaced(page, found, opening[long])
    before, fresh = here.before(opening, start, low)
    after = here.after(closing, end, high, page.data.take(last_byte, mode="clip"))
    spoken = clean & _LAST[last]
    direct = long | (untitled & ((before == _CUE) | (spoken & (after == _CUE)))) | (spoken & (last == _COMMA) & fresh)
    told = untitled & spoken & (closing - opening < SCARE_WORDS) & (before == _NO_CUE) & (after == _NO_CUE)
    return np.where(direct, DIRECT, np.where(told, SCARE, UNTOLD)).astype(np.int8)


def _near(found: Split, opening: Ints, closing: Ints) -> Ints:
    """Give the types of the chunks that a walk may come to: a fifth of all."""
    near = np.zeros(len(found.types), np.bool_)
    for step in range(-CUE_BEFORE, SCARE_WORDS + 1):
        near[found.type.take(opening + step, mode="clip")] = True
    for step in range(CUE_AFTER + 2):
        near[found.type.take(closing + step, mode="clip")] = True
    return np.flatnonzero(near)


def _spaced(page: Page, found: Split, opening: Ints) -> Bools:
    """Whether the chunks that follow are parted by spaces and not by line breaks."""
    spaced = np.ones(len(opening), np.bool_)
    for step in range(1, SCARE_WORDS + 1):
        spaced &= page.data[page.bytes_at(found.start[opening + step].astype(np.int64)) - 1] == _SPACE
    return spaced


@dataclass(frozen=True, slots=True)
class _Chunks:
    """The chunks of a page and what their types are."""

    found: Split
    kinds: _Kinds

    def holds_untitled(self, opening: Ints, closing: Ints) -> Bools:
        """Whether one of the next chunks up to the last is a word that no title has in small letters."""
        holds = np.zeros(len(opening), np.bool_)
        for step in range(1, SCARE_WORDS + 1):
            chunk = np.minimum(opening + step, closing)
            holds |= (chunk > opening) & self.kinds.untitled[self.found.type[chunk]]
        return holds

    def before(self, opening: Ints, start: Ints, low: Ints) -> tuple[Says, Bools]:
        """Say whether a cue stands before in the sentence, and whether the sentence plainly begins here."""
        found, kinds = self.found, self.kinds
        says, fresh = np.zeros(len(opening), np.int8), np.zeros(len(opening), np.bool_)
        rows = np.flatnonzero(found.start[opening] == start)
        for step in range(1, CUE_BEFORE + 1):
            chunk = opening[rows] - step
            begins = (chunk < 0) | (found.end.take(chunk, mode="clip") <= low[rows])
            near = ~begins & (found.start.take(chunk, mode="clip") >= start[rows] - LONGEST_WORD * CUE_BEFORE)
            near &= found.start.take(chunk, mode="clip") >= low[rows]
            type_, following = found.type.take(chunk, mode="clip"), found.type[chunk + 1]
            begins |= near & kinds.ends[type_] & (kinds.opens[following] | (step == 1))
            says[rows[begins]] = _NO_CUE
            says[rows[near & kinds.cue[type_]]] = _CUE
            if step == 1:
                fresh[rows[begins]] = True
            rows = rows[near & kinds.plain[type_] & ~kinds.cue[type_]]
        says[rows] = _NO_CUE
        return says, fresh

    def after(self, closing: Ints, end: Ints, high: Ints, following: Bytes) -> Says:
        """Say whether a cue stands after in the sentence; `following` is the byte after the closing mark."""
        found, kinds = self.found, self.kinds
        says = np.zeros(len(closing), np.int8)
        left = found.end[closing] - end
        stopped = np.flatnonzero((left == 1) & (following == _DOT))
        says[stopped[self._over(closing[stopped] + 1, high[stopped])]] = _NO_CUE
        rows = np.flatnonzero((left == 0) | ((left == 1) & _PARTS[following]))
        for step in range(1, CUE_AFTER + 1):
            chunk = closing[rows] + step
            over = (chunk >= len(found.start)) | (found.start.take(chunk, mode="clip") >= high[rows])
            near = found.end.take(chunk, mode="clip") <= np.minimum(high[rows], end[rows] + LONGEST_WORD * CUE_AFTER)
            near &= ~over
            type_ = found.type.take(chunk, mode="clip")
            over |= near & kinds.ends[type_] & self._over(chunk + 1, high[rows])
            says[rows[over]] = _NO_CUE
            says[rows[near & kinds.cue[type_]]] = _CUE
            rows = rows[near & kinds.plain[type_] & ~kinds.cue[type_]]
        says[rows] = _NO_CUE
        return says

    def _over(self, chunk: Ints, high: Ints) -> Bools:
        """Whether a sentence begins with these chunks, or the paragraph ends before them."""
        ended = (chunk >= len(self.found.start)) | (self.found.start.take(chunk, mode="clip") >= high)
        over: Bools = ended | self.kinds.opens[self.found.type.take(chunk, mode="clip")]
        return over
