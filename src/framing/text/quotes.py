"""Quotation: which stretches of an article stand between quotation marks, and which of them quote somebody.

Marks are found in whole batches at once; only paragraphs whose marks do not simply open and close in turn are
walked one mark at a time. A mark never reaches beyond its paragraph: what is unclosed at the paragraph's end ends
there, so that one stray mark cannot turn half an article into a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.text.batch import Quotes
from framing.text.chunks import Split, split
from framing.text.glance import SCARE, UNTOLD, glance
from framing.text.page import Blocks, Page, bases_of, blocks_of
from framing.text.scare import LONGEST_SHORT, at_arms_length

if TYPE_CHECKING:
    from framing.corpus.documents import Document

__all__ = ["find_quotes", "quotes_on"]

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]

UNCLOSED_LIMIT = 1_500
"""Code points after which an unclosed mark is taken for a stray one (about 250 words; paragraphs of news are shorter)."""

CLOSED_LIMIT = 6_000
"""Code points after which even a closed pair is taken for two stray marks (about 1,000 words)."""

SINGLE_LIMIT = 600
"""Likewise for single marks, which are apostrophes more often than not (about 100 words)."""

_DOUBLE, _SINGLE = ord('"'), ord("'")
_CUT_OFF = r"(?:s|re|ve|ll|d|m)(?![\w'])"  # by a tokeniser: "Russia 's"
_ELISION = re.compile(
    rf"'(?:\d0s|\d\d\b|tis\b|twas\b|em\b|cause\b|cos\b|til\b|till\b|n\b|n'|bout\b|round\b|{_CUT_OFF})", re.IGNORECASE
)


def find_quotes(documents: Sequence[Document], normal: Sequence[str]) -> Quotes:
    """Find what stands between quotation marks in segmented documents; `normal` are their normalised texts.

    Offsets are code points within each document, the marks included. A quotation over several paragraphs gives one
    row a paragraph; a quotation within a quotation is part of the outer one. Documents without blocks, or an empty
    list, give no rows. Raises nothing: whatever the marks do, each stretch lies within one block.

    `scare` marks words held at arm's length, and titles: at most four words, no sentence, and no cue of speech in
    the sentence nearby; or title case without a cue of speech beside it (this toolkit; see docs/methods/voice.md).

    Examples:
        >>> from framing.corpus.documents import Block, Document
        >>> text = 'The so-called "reform" failed. "We will see," she said.'
        >>> one = Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))
        >>> found = find_quotes([one], [text])
        >>> [(text[a:b], bool(s)) for a, b, s in zip(found.start, found.end, found.scare)]
        [('"reform"', True), ('"We will see,"', False)]
    """
    bases = bases_of(normal)
    texts = "".join(f"{text}\n" for text in normal).encode()
    return quotes_on(Page.of(documents, normal, texts, bases), Blocks.of_rows(blocks_of(documents, bases)), split(texts))


def quotes_on(page: Page, blocks: Blocks, chunks: Split) -> Quotes:
    """Find what `find_quotes` finds in texts that are laid out and split already."""
    start, end = _with_singles(page, blocks, *_doubles(page, blocks))
    scare = _scare(page, blocks, chunks, start, end)
    document, base = page.place(start)
    return Quotes(document.astype(np.int32), (start - base).astype(np.int32), (end - base).astype(np.int32), scare)


@dataclass(frozen=True, slots=True)
class _Marks:
    start: Ints
    end: Ints
    way: NDArray[np.int8]
    """1 opens, −1 closes, 0 may do either."""
    block: Ints


def _letter(codes: Codes) -> NDArray[np.bool_]:
    """Letters, digits, currency and signs that begin or end a word, roughly: all that is no space and no punctuation."""
    ascii_word = (codes >= 0x30) & (codes <= 0x39) | (codes >= 0x41) & (codes <= 0x5A) | (codes >= 0x61) & (codes <= 0x7A)
    beyond = (codes >= 0xA1) & ~((codes >= 0x2000) & (codes <= 0x206F))
    word: NDArray[np.bool_] = ascii_word | beyond | (codes == ord("$")) | (codes == ord("#")) | (codes == ord("@"))
    return word


def _among(codes: Codes, signs: str) -> NDArray[np.bool_]:
    return np.isin(codes, np.array([ord(sign) for sign in signs], np.uint32))


def _context(before: Codes, after: Codes) -> NDArray[np.int8]:
    """Which way a mark goes by its neighbours: a space outside and a word inside; 0 where both or neither side is open."""
    opens = _among(before, " \n\t([{-/'") & (_letter(after) | _among(after, "'([.-*"))
    closes = ~_among(before, " \n\t([{") & ~_letter(after)
    return opens.astype(np.int8) - closes.astype(np.int8)


def _doubles(page: Page, blocks: Blocks) -> tuple[Ints, Ints]:
    marks = _double_marks(page, blocks)
    if not len(marks.start):
        return marks.start, marks.end
    first = np.flatnonzero(np.diff(marks.block, prepend=-1))
    count = np.diff(first, append=len(marks.block))
    parity = (np.arange(len(marks.block)) - np.repeat(first, count)) % 2
    expected = 1 - 2 * parity
    wrong = np.add.reduceat((marks.way == -expected).astype(np.int64), first)
    regular = (wrong == 0) & (count % 2 == 0)
    in_turn = np.repeat(regular, count)
    start, end = marks.start[in_turn & (parity == 0)], marks.end[in_turn & (parity == 1)]
    opened = _opened(marks, first, blocks)
    rest = [
        pair
        for at, number in zip(first[~regular].tolist(), count[~regular].tolist(), strict=True)
        for pair in _walk(marks, at, at + number, blocks, opened)
    ]
    walked = np.array(rest, np.int64).reshape(-1, 2)
    start, end = np.concatenate([start, walked[:, 0]]), np.concatenate([end, walked[:, 1]])
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    near = end - start <= CLOSED_LIMIT
    return start[near], end[near]


def _opened(marks: _Marks, first: Ints, blocks: Blocks) -> set[int]:
    """Blocks that begin with a mark, and so may go on with the quotation of the block before in the same document."""
    block = marks.block[first]
    begin = block[marks.start[first] - blocks.start[block] <= 1]
    return set(begin.tolist()) - set(blocks.opening.tolist())


def _second_halves(at: Ints, typed: Codes) -> NDArray[np.bool_]:
    """Which marks only end one that was typed as two: the second of `` or '' or a doubled straight one."""
    again = np.zeros(len(at), bool)
    again[1:] = (np.diff(at) == 1) & (typed[1:] == typed[:-1]) & _among(typed[1:], "`'’‘\"")
    again[2:] &= ~again[1:-1]  # of three in a row the third is a mark of its own
    return again


def _double_marks(page: Page, blocks: Blocks) -> _Marks:
    at = np.flatnonzero(page.data == _DOUBLE)
    typed = page.typed(page.points(at))
    second = _second_halves(at, typed)
    first, typed = at[~second], typed[~second]
    length = 1 + np.append(second[1:], False)[: len(at)][~second]
    before, after = page.before(first), page.after(first + length)
    known = _among(typed, "“„«`‘").astype(np.int8) - _among(typed, "”»'’").astype(np.int8)
    context = _context(before, after)
    known[(known == 1) & _among(after, ".,:;)?!\n")] = 0
    way = np.where(context == 0, known, np.where((known == 0) | (known == context), context, 0)).astype(np.int8)
    start = page.points(first)
    end, block = start + length, blocks.of(start)
    kept = block >= 0
    return _Marks(start[kept], end[kept], way[kept], block[kept])


def _walk(marks: _Marks, at: int, stop: int, blocks: Blocks, opened: set[int]) -> Iterator[tuple[int, int]]:
    """Pair the marks of one paragraph; an opening mark that is never closed runs to its end, or is a stray one."""
    block = int(marks.block[at])
    pending: list[tuple[int, int]] = []
    pairs: list[tuple[int, int]] = []
    for mark in range(at, stop):
        way = int(marks.way[mark]) or (-1 if pending else 1)
        if way == 1:
            pending.append((mark, len(pairs)))
        elif pending:
            opening, kept = pending.pop()
            pairs[kept:] = [(int(marks.start[opening]), int(marks.end[mark]))]
    resumed = block + 1 in opened
    if len(pending) == 2 and pending[0][1] == pending[1][1] and not resumed:  # “word “ for “word”
        (opening, kept), (closing, _) = pending
        pairs[kept:] = [(int(marks.start[opening]), int(marks.end[closing]))]
        pending = []
    end = int(blocks.end[block])
    for opening, kept in pending:
        start = int(marks.start[opening])
        followed = kept < len(pairs)
        if end - start == 1 and not resumed:
            break  # a stray mark at the end opens nothing
        if resumed or not (followed or end - start > UNCLOSED_LIMIT):
            pairs[kept:] = [(start, end)]
            break
    yield from pairs


def _with_singles(page: Page, blocks: Blocks, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Add pairs of single marks that stand outside all double ones; those around double ones swallow them."""
    singles = np.array(list(_singles(page, blocks)), np.int64).reshape(-1, 2)
    if not len(singles):
        return start, end
    low, high = singles[:, 0], singles[:, 1]
    first = np.searchsorted(start, low)
    last = np.searchsorted(start, high)
    before_ends = np.where(first > 0, end[np.maximum(first - 1, 0)] if len(end) else 0, 0)
    inside_ends = np.where(last > first, end[np.maximum(last - 1, 0)] if len(end) else 0, 0)
    kept = (before_ends <= low) & (inside_ends <= high)
    low, high, first, last = low[kept], high[kept], first[kept], last[kept]
    swallowed = np.zeros(len(start) + 1, np.int64)
    np.add.at(swallowed, first, 1)
    np.add.at(swallowed, last, -1)
    outer = np.cumsum(swallowed)[:-1] == 0
    start, end = np.concatenate([start[outer], low]), np.concatenate([end[outer], high])
    order = np.argsort(start, kind="stable")
    return start[order], end[order]


def _singles(page: Page, blocks: Blocks) -> Iterator[tuple[int, int]]:
    """Pairs of single marks told from apostrophes: opened at a word's beginning, closed at a word's end."""
    at = np.flatnonzero(page.data == _SINGLE)
    before, after = page.before(at), page.after(at + 1)
    edge = ~(_letter(before) & _letter(after))
    at, before, after = at[edge], before[edge], after[edge]
    points = page.points(at)
    typed = page.typed(points)
    opens = ~_letter(before) & ~_among(before, ".,;:!?)") & (_letter(after) | (after == _DOUBLE)) & (typed != ord("’"))
    opens |= _among(typed, "‘`") & ~_letter(before)
    closes = ~_letter(after) & ~opens
    block = blocks.of(points)
    plural = _among(np.where(before == ord(" "), page.data.take(at - 2, mode="clip"), before), "sS")
    kept = np.flatnonzero((opens | closes) & (block >= 0))
    points, opens = points[kept], opens[kept]
    apostrophes = np.where(opens, _elided(page, points, opens), plural[kept])
    rows = (column.tolist() for column in (points, opens, apostrophes, block[kept]))
    waiting = -1
    weak = -1
    inside = -1
    for position, opening, apostrophe, here in zip(*rows, strict=True):
        if waiting >= 0 and (opening or here != inside or position - waiting > SINGLE_LIMIT):
            if weak >= 0:
                yield waiting, weak
            waiting = weak = -1
        if opening:
            if not apostrophe:
                waiting, inside = position, here
        elif waiting >= 0:
            if apostrophe:
                weak = position + 1 if weak < 0 else weak
            else:
                yield waiting, position + 1
                waiting = weak = -1
    if waiting >= 0 and weak >= 0:
        yield waiting, weak


def _elided(page: Page, points: Ints, opens: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the marks that open, by their look, only stand for letters left out ("'90s", "'em")."""
    elided = np.zeros(len(points), np.bool_)
    document, base = page.place(points[opens])
    places = zip(document.tolist(), (points[opens] - base).tolist(), strict=True)
    elided[opens] = [_ELISION.match(page.normal[one], at) is not None for one, at in places]
    return elided


def _scare(page: Page, blocks: Blocks, chunks: Split, start: Ints, end: Ints) -> NDArray[np.bool_]:
    scare = np.zeros(len(start), bool)
    short = np.flatnonzero(end - start <= LONGEST_SHORT)
    block = blocks.of(start[short])
    places = (start[short], end[short], blocks.start[block], blocks.end[block])
    told = glance(page, chunks, *places)
    scare[short] = told == SCARE
    close = np.flatnonzero(told == UNTOLD)
    document, base = page.place(start[short[close]])
    each = zip(document.tolist(), *((place[close] - base).tolist() for place in places), strict=True)
    scare[short[close]] = [at_arms_length(page.normal[one], *place) for one, *place in each]
    return scare
