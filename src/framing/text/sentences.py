"""Sentences: the decisions of NLTK's Punkt, with an abbreviation list of our own, made once per distinct chunk.

Punkt (Kiss & Strunk 2006) asks of each full stop whether the word before it is an abbreviation, an initial or a number
and what follows. All of that but what follows is a property of the chunk; so one look-up per chunk leaves the few
places where a sentence may end, and only those look at their neighbours. docs/methods/text.md lists the differences.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from framing.lexicons.load import load
from framing.text.tokens import Vocabulary, _text

__all__ = ["Stops", "abbreviations", "sentence_starts", "stops"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

NEVER, ALWAYS, OPEN, INITIAL, NUMBER, BEFORE_NUMBER = range(6)
"""What the end of a chunk means: no end of a sentence; one; one where a sentence starter follows (abbreviation);
likewise (initial); one unless a small letter follows (a number); one unless a digit follows ("No. 5")."""

STARTERS = frozenset(
    "the this that these those he she it they we you there but and or so yet if when while after before although though "
    "however in on at for from with by as since under during despite among according also another both some many most "
    "all each no not its his her their our my what who why how where once then now still instead meanwhile moreover "
    "nor until because an".split()
)
"""Closed-class words that, with a capital after an abbreviation, begin a sentence (Punkt's frequent sentence starters,
Kiss & Strunk 2006, 4.1.3, listed instead of learnt). "A" and "I" are not: they are initials as well."""

_CLOSERS = "\"')]}*"
_COMMAS = ",;:"


@cache
def abbreviations(kind: str = "") -> frozenset[str]:
    """Give the abbreviations in lower case without their last full stop; all of them, or one kind.

    Examples:
        >>> "u.s" in abbreviations("open"), "mr" in abbreviations()
        (True, True)
    """
    return frozenset(row["entry"] for row in load("abbreviations").entries if kind in ("", row["kind"]))


@cache
def _capital_only() -> frozenset[str]:
    return frozenset(row["entry"] for row in load("abbreviations").entries if row["case"] == "capital")


@dataclass(frozen=True, slots=True)
class Stops:
    """What each distinct chunk says about the sentence it ends, and about the one it may begin."""

    end: NDArray[np.uint8]
    starter: Bools
    small: Bools
    """Begins with a small letter."""
    digit: Bools
    """Begins with a digit."""
    comma: Bools
    """Is nothing but punctuation that begins with a comma, colon or semicolon."""
    closing: Bools
    """Is nothing but marks that may close a sentence: quotes and brackets."""
    quotes: Bools
    """Is nothing but double quotes: opening or closing, as the paragraph has it."""
    enumerator: Bools
    """A number or one letter: at the start of a paragraph it counts a list."""
    dots: Bools
    """Is nothing but full stops."""


def stops(found: Vocabulary) -> Stops:
    """Say for each distinct chunk what it means for sentences."""
    codes, first = found.layout.codes, found.layout.first
    count = len(found.count)
    lead = codes[first[:-1]]
    wordless = found.count == 0
    starter, single, digits, listed = _last_words(found)
    end = _ends(found, single, digits, listed)
    closing, comma, quotes, dots = (np.zeros(count, np.bool_) for _ in range(4))
    for index in np.flatnonzero(wordless).tolist():
        form = _text(codes[first[index] : first[index + 1] - 1])
        closing[index] = form.strip(_CLOSERS) == ""
        comma[index] = form.lstrip("\"')").startswith(tuple(_COMMAS))
        quotes[index] = form.strip('"') == ""
        dots[index] = form.strip(".") == ""
    letters = found.letters
    is_digit = (lead >= ord("0")) & (lead <= ord("9"))
    return Stops(
        end, starter, letters.lower[lead], is_digit, comma, closing, quotes, (single | digits) & (found.count == 1), dots
    )


def _last_words(found: Vocabulary) -> tuple[Bools, Bools, Bools, NDArray[np.uint8]]:
    """Say of each distinct chunk: begins with a sentence starter; last word is one letter; a number; an abbreviation."""
    words = found.words
    has = found.count > 0
    last = (found.first_word + found.count - 1)[has]
    lengths = words.end - words.start
    letters = ~_in(words.types, "0123456789", characters=True)
    starter, single, digits = (np.zeros(len(has), np.bool_) for _ in range(3))
    listed = np.zeros(len(has), np.uint8)
    first = found.first_word[has]
    starter[has] = _among(words.types, STARTERS)[words.type[first]] & (words.capital[first] > 0)
    single[has] = (lengths[last] == 1) & letters[words.type[last]]
    digits[has] = _numeric(words.types)[words.type[last]]
    listed[has] = _listed(words.types, words.type[last], words.capital[last])
    return starter, single, digits, listed


def _among(types: pa.StringArray, entries: frozenset[str]) -> Bools:
    """Say which types are among the entries."""
    return _flags(pc.is_in(types, value_set=pa.array(sorted(entries), pa.string())))


def _flags(array: pa.Array) -> Bools:
    return np.frombuffer(pc.cast(array, pa.uint8()).buffers()[1], np.bool_, len(array))


def _in(types: pa.StringArray, characters_: str, *, characters: bool) -> Bools:
    del characters
    return _flags(pc.match_substring_regex(types, f"^[{characters_}]"))


def _numeric(types: pa.StringArray) -> Bools:
    return _flags(pc.match_substring_regex(types, r"^[.,]?\d[\d,.\-]*$"))


def _listed(types: pa.StringArray, type_: Ints, capital: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give NEVER, OPEN or BEFORE_NUMBER for an abbreviation, ALWAYS for any other word."""
    kind = np.full(len(types), ALWAYS, np.uint8)
    kind[_flags(pc.match_substring_regex(types, r"^\pL(?:\.\pL)+$"))] = OPEN
    for name, meaning in (("title", NEVER), ("month", NEVER), ("open", OPEN), ("number", BEFORE_NUMBER)):
        kind[_among(types, abbreviations(name))] = meaning
    capital_only = _among(types, _capital_only())
    return np.where(capital_only[type_] & (capital == 0), ALWAYS, kind[type_]).astype(np.uint8)


def _ends(found: Vocabulary, single: Bools, digits: Bools, listed: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Say what the end of each distinct chunk means."""
    codes, first = found.layout.codes, found.layout.first
    at = _before_closers(found)
    begin = first[:-1]
    inside = at >= begin
    mark = np.where(inside, codes[np.maximum(at, 0)], 0)
    before = np.where(at > begin, codes[np.maximum(at - 1, 0)], 0)
    stop = mark == ord(".")
    word_end = np.full(len(begin), -1)
    has = found.count > 0
    word_end[has] = found.words.visible_end[(found.first_word + found.count - 1)[has]]
    after_word = stop & (word_end == at)
    end = np.where((mark == ord("?")) | (mark == ord("!")), ALWAYS, NEVER)
    end = np.where(stop & (before != ord(".")), ALWAYS, end)
    end = np.where(after_word, listed, end)
    end = np.where(after_word & single & (listed == ALWAYS), INITIAL, end)
    return np.where(after_word & digits, NUMBER, end).astype(np.uint8)


def _before_closers(found: Vocabulary) -> NDArray[np.int64]:
    """Give where each distinct chunk ends, closing quotes and brackets left out."""
    codes, first = found.layout.codes, found.layout.first
    table = np.zeros(max(128, int(codes.max(initial=0)) + 1), np.bool_)
    table[[ord(c) for c in _CLOSERS]] = True
    closer = table[codes]
    at = first[1:] - 2
    moving = np.flatnonzero((at >= first[:-1]) & closer[at])
    while len(moving):
        at[moving] -= 1
        moving = moving[(at[moving] >= first[:-1][moving]) & closer[at[moving]]]
    return at


def sentence_starts(type_: Ints, first: NDArray[np.int64], heading: Bools, stop: Stops, worded: Bools) -> NDArray[np.int64]:
    """Give the index of each sentence's first chunk; blocks begin at the chunks `first`, headings are never cut.

    Every block is taken to hold a word, and so does every sentence: punctuation by itself joins its neighbour.
    """
    count = len(type_)
    begins = np.zeros(count + 1, np.bool_)
    begins[first] = True
    begins[count] = True
    at = np.flatnonzero(stop.end[type_])
    block = np.searchsorted(first, at, side="right") - 1
    at, block = at[~heading[block]], block[~heading[block]]
    last = np.append(first[1:], count)[block]
    cut = _cuts(at, block, first, last, type_, stop)
    begins[cut] = True
    return _worded(np.flatnonzero(begins), first, worded)


def _cuts(
    at: NDArray[np.int64], block: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], type_: Ints, stop: Stops
) -> NDArray[np.int64]:
    """Give the chunks that begin a sentence within a block."""
    after = _after_closing(at + 1, last, first[block], type_, stop)
    inner = after < last
    at, block, after = at[inner], block[inner], after[inner]
    here, following = type_[at], type_[after]
    kind = stop.end[here]
    ends = kind == ALWAYS
    ends |= ((kind == OPEN) | (kind == INITIAL)) & stop.starter[following]
    ends |= (kind == NUMBER) & ~stop.small[following]
    ends |= (kind == BEFORE_NUMBER) & ~stop.digit[following]
    ends &= ~stop.comma[following] & ~stop.dots[following]
    ends &= ~(stop.enumerator[here] & (at == first[block]))
    return after[ends]


def _after_closing(
    after: NDArray[np.int64], last: NDArray[np.int64], first: NDArray[np.int64], type_: Ints, stop: Stops
) -> NDArray[np.int64]:
    """Move past closing marks that stand free; a quote that stands free closes where one is open."""
    after = after.copy()
    moving = np.flatnonzero(after < last)
    moving = moving[stop.closing[type_[after[moving]]]]
    while len(moving):
        closes = [
            not stop.quotes[type_[after[m]]] or _open_quotes(type_[first[m] : after[m]], stop) % 2 == 1 for m in moving.tolist()
        ]
        moving = moving[np.array(closes, np.bool_)]
        after[moving] += 1
        moving = moving[after[moving] < last[moving]]
        moving = moving[stop.closing[type_[after[moving]]]]
    return after


def _open_quotes(types: Ints, stop: Stops) -> int:
    return int(stop.quotes[types].sum())


def _worded(starts: NDArray[np.int64], first: NDArray[np.int64], worded: Bools) -> NDArray[np.int64]:
    """Leave out the starts that would make a sentence without words: it goes to the one before, or to the next."""
    running = np.zeros(len(worded) + 1, np.int64)
    np.cumsum(worded, out=running[1:])
    empty = np.diff(running[starts]) == 0
    if not empty.any():
        return starts[:-1]
    opens = np.isin(starts[:-1], first, assume_unique=True)
    drop = empty & ~opens
    drop[1:] |= (empty & opens)[:-1]
    return starts[:-1][~drop]
