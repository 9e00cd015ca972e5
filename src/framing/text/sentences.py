"""Sentences: the decisions of NLTK's Punkt, with an abbreviation list of our own, made once per distinct chunk.

Punkt (Kiss & Strunk 2006) asks of each full stop whether the word before it is an abbreviation, an initial or a number
and what follows. All of that but what follows is a property of the chunk; so one look-up per chunk leaves the few
places where a sentence may end, and only those look at their neighbours. docs/methods/text.md lists the differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.text.chunks import gather, integers, text_of
from framing.text.tokens import Vocabulary, Wordlist

__all__ = ["Stops", "abbreviations", "sentence_starts", "stops"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

NEVER, ALWAYS, UNLESS_SMALL, OPEN, INITIAL, NUMBER, BEFORE_NUMBER = range(7)
"""What the end of a chunk means: no end of a sentence; one; one unless a small letter follows ("?", "!"); one where a
sentence starter follows (an abbreviation, an ellipsis); likewise, and where a digit does (an initial); one unless a small
letter follows (a number); one unless a digit does ("No. 5")."""

_FUNCTION_WORDS = """
the this that these those he she it they we you there but and or so yet if when while after before although though
however in on at for from with by as since under during despite among according also another both some many most
all each no not its his her their our my what who why how where once then now still instead meanwhile moreover
nor until because an
"""
_CONTRACTED = """
he's she's it's they're we're you're that's there's here's what's who's he'll she'll it'll they'll we'll you'll
he'd she'd it'd they'd we'd you'd they've we've you've i'm i'll i'd i've
"""
STARTERS = frozenset((_FUNCTION_WORDS + _CONTRACTED).split())
"""Closed-class words that, with a capital after an abbreviation, begin a sentence (Punkt's frequent sentence starters,
Kiss & Strunk 2006, 4.1.3, listed instead of learnt). "A" and "I" are not among them: they are initials as well."""

_CLOSING = "\"')]}"
"""Marks that end the sentence before them (Punkt's boundary realignment)."""
_ATTACHED = _CLOSING + "*"
MOST_CLOSING = 32
"""Closing marks looked past at the end of a chunk: news has three at most, a broken file may have millions."""
_COMMAS = (",", ";", ":")
_ENDS = (".", "?", "!", "…")


@cache
def abbreviations(kind: str = "") -> frozenset[str]:
    """Give the abbreviations in lower case without their last full stop; all of them, or one kind.

    Examples:
        >>> "u.s" in abbreviations("open"), "mr" in abbreviations()
        (True, True)
    """
    return frozenset(row["entry"] for row in load("abbreviations").entries if kind in ("", row["kind"]))


_MEANINGS = {"title": NEVER, "month": NEVER, "number": BEFORE_NUMBER, "open": OPEN}
_CASES = {"any": (0, 1, 2), "capital": (1, 2), "small": (0,)}
"""Which `Words.capital` an abbreviation may have: "Sat." is one and "sat." is not, "p. 5" is one and "P." an initial."""


@cache
def _kinds() -> tuple[pa.StringArray, NDArray[np.uint8]]:
    """Give the abbreviations, and what each means by the capitals it has (0, 1, 2); ALWAYS where it then is none."""
    rows = load("abbreviations").entries
    kinds = np.full((len(rows), 3), ALWAYS, np.uint8)
    for number, row in enumerate(rows):
        kinds[number, list(_CASES[row["case"]])] = _MEANINGS[row["kind"]]
    return pa.array([row["entry"] for row in rows], pa.string()), kinds


@dataclass(frozen=True, slots=True)
class Stops:
    """What each distinct chunk says about the sentence it ends, and about the one it may begin."""

    end: NDArray[np.uint8]
    starter: Bools
    """Begins with a sentence starter."""
    small: Bools
    """Begins with a small letter."""
    digit: Bools
    """Begins with a digit."""
    enumerator: Bools
    """A number or one letter: at the start of a paragraph it counts a list."""
    comma: Bools
    """Is nothing but punctuation that begins with a comma, colon or semicolon."""
    closing: Bools
    """Is nothing but marks that may close a sentence: quotes and brackets."""
    quotes: Bools
    """Is nothing but double quotes: opening or closing, as the paragraph has it."""
    dots: Bools
    """Is nothing but full stops."""
    marks: Ints
    """Double quotes in it, a run of them counted once."""


def stops(found: Vocabulary) -> Stops:
    """Say for each distinct chunk what it means for sentences."""
    codes, first, words = found.layout.codes, found.layout.first, found.words
    lead = codes[first[:-1]]
    worded = np.flatnonzero(found.count)
    opening = found.first_word[worded]
    starter = np.zeros(len(found.count), np.bool_)
    starter[worded] = _among(words.types, STARTERS)[words.type[opening]] & (words.capital[opening] > 0)
    end, enumerator = _ends(found)
    digit = (lead >= ord("0")) & (lead <= ord("9"))
    return Stops(end, starter, found.letters.lower[lead], digit, enumerator, *_wordless(found), _marks(found))


def _wordless(found: Vocabulary) -> tuple[Bools, Bools, Bools, Bools]:
    """Say which wordless chunks begin with a comma, only close, are only double quotes, are only full stops."""
    wordless = found.count == 0
    kinds = np.zeros((len(_KINDS_OF_MARKS), len(found.count)), np.bool_)
    # A space ends each, so that all are read as one text and parted again.
    forms = text_of(found.layout.codes[wordless[found.layout.owner]]).split(" ")[:-1]
    kinds[:, wordless] = np.array([_kinds_of_marks(form) for form in forms], np.bool_).reshape(-1, len(_KINDS_OF_MARKS)).T
    comma, closing, quotes, dots = kinds
    return comma, closing, quotes, dots


_KINDS_OF_MARKS = ("comma", "closing", "quotes", "dots")


@lru_cache(1 << 16)
def _kinds_of_marks(form: str) -> tuple[bool, bool, bool, bool]:
    """Say of punctuation whether it begins with a comma, only closes, is only double quotes, is only full stops."""
    comma = form.lstrip("\"')").startswith(_COMMAS)
    return comma, form.strip(_CLOSING) == "", form.strip('"') == "", form.strip(".") == ""


def _marks(found: Vocabulary) -> Ints:
    """Count the double quotes of each distinct chunk, a run of them once (a typewriter's two are one mark)."""
    mark = found.layout.codes == ord('"')
    mark[1:] &= ~mark[:-1]
    return np.add.reduceat(mark, found.layout.first[:-1], dtype=np.int32) if len(found.count) else np.zeros(0, np.int32)


def _ends(found: Vocabulary) -> tuple[NDArray[np.uint8], Bools]:
    """Say what the end of each distinct chunk means, and which ones could count a list."""
    codes, first, words = found.layout.codes, found.layout.first, found.words
    end, enumerator = np.zeros(len(found.count), np.uint8), np.zeros(len(found.count), np.bool_)
    at = _before_closing(codes, first)
    kept = np.flatnonzero((at >= first[:-1]) & np.isin(codes[at], [ord(mark) for mark in _ENDS]))
    at = at[kept]
    mark, before = codes[at], np.where(at > first[kept], codes[at - 1], 0)
    end[kept] = np.where(mark == _DOT, ALWAYS, UNLESS_SMALL)
    end[kept[(mark == _ELLIPSIS) | ((mark == _DOT) & (before == _DOT))]] = OPEN
    last = found.first_word[kept] + found.count[kept] - 1
    after_word = (mark == _DOT) & (found.count[kept] > 0)
    after_word[after_word] = words.visible_end[last[after_word]] == at[after_word]
    kept, last, at = kept[after_word], last[after_word], at[after_word]
    end[kept] = _meanings(words, last, closed=at < first[kept + 1] - 2)
    enumerator[kept] = (found.count[kept] == 1) & ((end[kept] == NUMBER) | (words.end[last] - words.start[last] == 1))
    return end, enumerator


_DOT, _ELLIPSIS = ord("."), ord("…")


def _before_closing(codes: NDArray[np.uint32], first: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give where each distinct chunk ends, closing quotes and brackets left out."""
    table = np.zeros(max(128, int(codes.max(initial=0)) + 1), np.bool_)
    table[[ord(mark) for mark in _ATTACHED]] = True
    at: NDArray[np.int64] = first[1:] - 2
    moving = np.flatnonzero(at >= first[:-1])
    for _ in range(MOST_CLOSING):
        moving = moving[table[codes[at[moving]]]]
        at[moving] -= 1
        moving = moving[at[moving] >= first[:-1][moving]]
    return at


def _meanings(words: Wordlist, which: Ints, *, closed: Bools) -> NDArray[np.uint8]:
    """Say what a full stop after each of these words means."""
    types = words.types.take(pa.array(words.type[which]))
    meaning = np.full(len(types), ALWAYS, np.uint8)
    letters = _single_letters(types)
    meaning[letters] = OPEN
    # One letter ends a sentence where a quotation closes with it ("from A to Z."), as in Punkt.
    single = letters & (words.end[which] - words.start[which] == 1)
    meaning[single] = np.where(closed[single], ALWAYS, INITIAL)
    listed, kinds = _kinds()
    found = integers(pc.fill_null(pc.index_in(types, value_set=listed), -1))
    kind = kinds[found, words.capital[which]]
    meaning[(found >= 0) & (kind != ALWAYS)] = kind[(found >= 0) & (kind != ALWAYS)]
    meaning[_like(types, r"^[.,]?\d[\d,.\-]*$")] = NUMBER
    return meaning


def _single_letters(types: pa.StringArray) -> Bools:
    """Say which words are one letter, or letters with full stops between them ("u.s"): few are so short or have one."""
    letters = np.zeros(len(types), np.bool_)
    dotted = _flags(pc.match_substring(types, "."))
    likely = np.flatnonzero(dotted | (integers(pc.binary_length(types)) <= LONGEST_LETTER))
    letters[likely] = _like(types.take(pa.array(likely)), r"^\pL(?:\.\pL)*$")
    return letters


LONGEST_LETTER = 4
"""Bytes of a code point in UTF-8 at most."""


def _among(types: pa.StringArray, entries: frozenset[str]) -> Bools:
    """Say which types are among the entries."""
    return _flags(pc.is_in(types, value_set=pa.array(sorted(entries), pa.string())))


def _like(types: pa.StringArray, pattern: str) -> Bools:
    return _flags(pc.match_substring_regex(types, pattern))


def _flags(array: pa.Array) -> Bools:
    return np.frombuffer(pc.cast(array, pa.uint8()).buffers()[1], np.bool_, len(array))


def sentence_starts(
    type_: NDArray[np.intp], first: NDArray[np.int64], heading: Bools, stop: Stops, running: Ints
) -> NDArray[np.int64]:
    """Give the index of each sentence's first chunk; blocks begin at the chunks `first`, headings are never cut.

    `running` counts the chunks with a word before each chunk. Every block is taken to hold a word, and so does every
    sentence: punctuation by itself joins its neighbour.
    """
    count = len(type_)
    at = np.flatnonzero(gather(stop.end != NEVER, type_))
    block = np.searchsorted(first, at, side="right") - 1
    at, block = at[~heading[block]], block[~heading[block]]
    last = np.append(first[1:], count)[block]
    begins = np.zeros(count + 1, np.bool_)
    begins[first] = True
    begins[_cuts(at, block, first, last, type_, stop)] = True
    begins[count] = True
    return _with_words(np.flatnonzero(begins), first, running)


def _cuts(
    at: NDArray[np.int64],
    block: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    type_: NDArray[np.intp],
    stop: Stops,
) -> NDArray[np.int64]:
    """Give the chunks that begin a sentence within a block."""
    after = _after_closing(at + 1, last, first[block], type_, stop)
    inner = after < last
    at, block, after = at[inner], block[inner], after[inner]
    here, following = type_[at], type_[after]
    # The last of several full stops that stand free is an ellipsis.
    trails = stop.dots[here] & (at > first[block]) & stop.dots[type_[at - 1]]
    kind = np.where(trails, OPEN, stop.end[here])
    ends = kind == ALWAYS
    ends |= ((kind == OPEN) | (kind == INITIAL)) & stop.starter[following]
    ends |= (kind == INITIAL) & stop.digit[following]
    ends |= ((kind == NUMBER) | (kind == UNLESS_SMALL)) & ~stop.small[following]
    ends |= (kind == BEFORE_NUMBER) & ~stop.digit[following]
    ends &= ~stop.comma[following] & ~stop.dots[following]
    ends &= ~(stop.enumerator[here] & (at == first[block]))
    starts: NDArray[np.int64] = after[ends]
    return starts


def _after_closing(
    after: NDArray[np.int64], last: NDArray[np.int64], first: NDArray[np.int64], type_: NDArray[np.intp], stop: Stops
) -> NDArray[np.int64]:
    """Move past closing marks that stand free; a quote that stands free closes where one is open."""
    after = after.copy()
    moving = _at_closing(np.arange(len(after)), after, last, type_, stop)
    for _ in range(MOST_CLOSING):
        if not len(moving):
            break
        here = after[moving]
        is_open = _marks_between(first[moving], here, type_, stop) % 2 == 1
        moving = moving[is_open | ~stop.quotes[type_[here]]]
        after[moving] += 1
        moving = _at_closing(moving, after, last, type_, stop)
    return after


def _marks_between(first: NDArray[np.int64], last: NDArray[np.int64], type_: NDArray[np.intp], stop: Stops) -> Ints:
    """Count the double quotes in each range of chunks, none of them empty."""
    length = last - first
    if length.sum() > len(type_):
        running = np.append(np.int32(0), np.cumsum(gather(stop.marks, type_), dtype=np.int32))
        between: Ints = running[last] - running[first]
        return between
    begin = np.cumsum(length) - length
    inside = np.repeat(first - begin, length) + np.arange(length.sum())
    return np.add.reduceat(stop.marks[type_[inside]], begin, dtype=np.int32)


def _at_closing(
    moving: NDArray[np.int64], after: NDArray[np.int64], last: NDArray[np.int64], type_: NDArray[np.intp], stop: Stops
) -> NDArray[np.int64]:
    """Keep those that have a closing mark before them, within their block."""
    moving = moving[after[moving] < last[moving]]
    return moving[stop.closing[type_[after[moving]]]]


def _with_words(starts: NDArray[np.int64], first: NDArray[np.int64], running: Ints) -> NDArray[np.int64]:
    """Leave out the starts that would make a sentence without words: it goes to the one before, or to the next."""
    while (empty := np.diff(running[starts]) == 0).any():
        opens = np.isin(starts[:-1], first, assume_unique=True)
        drop = empty & ~opens
        drop[1:] |= (empty & opens)[:-1]
        if not drop.any():
            break
        # Once more, since the next one may be empty too: `"? ! So they say."` is one sentence.
        starts = starts[np.append(~drop, True)]
    return starts[:-1]
