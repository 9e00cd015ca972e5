"""A lexicon word's valence in its context: what VADER makes of the three words before it and the two after.

The functions follow those of vaderSentiment 3.3.2 that their docstrings name, each float operation in its order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import BOOSTER_DICT, C_INCR, N_SCALAR, SPECIAL_CASES

from framing.measures.vader_lexicon import vocabulary
from framing.measures.vader_words import Tokens, distinct, ranges

__all__ = ["valences"]

DAMPING = (1.0, 0.95, 0.9)
"""What is left of a degree adverb one, two and three words before (`sentiment_valence`)."""
NEVER_SO = 1.25
"""What "never so" multiplies with (`_negation_check`)."""

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def valences(tokens: Tokens, code: Codes, lexical: NDArray[np.intp]) -> Floats:
    """Give the valence in context of lexicon words; most have the lexicon's own and are left at once.

    Args:
        tokens: the sentences.
        code: the codes of their notable words.
        lexical: which of these are in the lexicon.
    """
    word, item = tokens.notable.take(lexical), code.take(lexical)
    depends = vocabulary().special.take(item, mode="clip") | _altered(tokens.notable, code).take(lexical)
    depends |= tokens.types.upper.take(tokens.type.take(word), mode="clip")
    changed = depends.nonzero()[0]
    valence = vocabulary().valence.take(item, mode="clip")
    valence[changed] = _in_context(_context(tokens, word[changed], item[changed]))
    return valence


def _altered(place: Places, code: Codes) -> Flags:
    """Tell the notable words that have one that alters within three words before, be it in the sentence before."""
    alters = vocabulary().alters.take(code, mode="clip")
    altered = np.zeros(len(place), np.bool_)
    for back in range(1, len(DAMPING) + 1):
        altered[back:] |= alters[:-back] & (place[back:] - place[:-back] <= len(DAMPING))
    return altered


def _context(tokens: Tokens, word: Places, code: Codes) -> _Context:
    """Look around the words; places before the sentence and after it have the code `outside`."""
    sentence = tokens.sentence.take(word)
    room, left = word - tokens.first[sentence], tokens.first[sentence + 1] - word
    before = [_code_at(tokens, word - step, room >= step) for step in (1, 2, 3)]
    after = [_code_at(tokens, word + step, left > step) for step in (1, 2)]
    types = [tokens.type.take(word - step, mode="clip") for step in range(4)]
    loud = [tokens.types.upper.take(type_, mode="clip") & (room >= step) for step, type_ in enumerate(types)]
    mixed = _mixed_capitals(tokens, sentence[np.logical_or.reduce(loud)])[sentence]
    return _Context(code, before, after, [flags & mixed for flags in loud])


def _code_at(tokens: Tokens, place: Places, inside: Flags) -> Codes:
    return np.where(inside, tokens.code(place), np.int16(vocabulary().outside))


def _mixed_capitals(tokens: Tokens, sentences: Ints) -> Flags:
    """Tell, of the sentences asked for (each has a word in capitals), those with a word that is not."""
    mixed = np.zeros(len(tokens), np.bool_)
    asked = distinct(sentences, len(tokens))
    words, _ = ranges(tokens.first[asked], tokens.first[asked + 1])
    small = (~tokens.types.upper).take(tokens.type.take(words), mode="clip").nonzero()[0]
    mixed[tokens.sentence.take(words.take(small))] = True
    return mixed


@dataclass(frozen=True, slots=True)
class _Context:
    """Lexicon words with their neighbours' codes: three before (nearest first), two after; `loud` from the word back."""

    item: Codes
    before: Sequence[Codes]
    after: Sequence[Codes]
    loud: Sequence[Flags]

    def at(self, chosen: NDArray[np.intp]) -> _Context:
        """Give some of the rows."""
        before, after = ([code[chosen] for code in codes] for codes in (self.before, self.after))
        return _Context(self.item[chosen], before, after, [flags[chosen] for flags in self.loud])

    def place(self, step: int) -> Codes:
        """Give the codes `step` words after the word, or before it."""
        return self.item if step == 0 else self.after[step - 1] if step > 0 else self.before[-step - 1]


def _in_context(context: _Context) -> Floats:
    """Follow `sentiment_valence`: "no", capitals, degree adverbs and negations, idioms, "least", and "kind of"."""
    known = vocabulary()
    valence = _shouted(_after_no(context), context.loud[0])
    for step, (code, loud) in enumerate(zip(context.before, context.loud[1:], strict=True)):
        boost = known.boost[code]
        boost = _shouted_boost(np.where(valence < 0, -boost, boost), valence, loud & (boost != 0)) * DAMPING[step]
        altered = (valence + boost) * _negation(context, step)
        if step == len(DAMPING) - 1:
            altered = _idioms(context, altered)
        valence = np.where(code < known.lexical, altered, valence)
    least, at, very, kind, of = (known.code[word] for word in ("least", "at", "very", "kind", "of"))
    one, two, _ = context.before
    valence = np.where((one == least) & (two != at) & (two != very), valence * N_SCALAR, valence)
    return np.where((context.item == kind) & (context.after[0] == of), 0.0, valence)


def _after_no(context: _Context) -> Floats:
    """Take "no" for a negation of the lexicon word that follows, or else for a lexicon word itself."""
    known = vocabulary()
    no, either, nor = (known.code[word] for word in ("no", "or", "nor"))
    one, two, three = context.before
    following = context.after[0]
    lexical = (following >= known.lexical) & (following != known.outside)
    valence = known.valence[context.item]
    refused = (one == no) | (two == no) | ((three == no) & ((one == either) | (one == nor)))
    return np.where(refused, valence * N_SCALAR, np.where((context.item == no) & lexical, 0.0, valence))


def _shouted(valence: Floats, loud: Flags) -> Floats:
    return np.where(loud, np.where(valence > 0, valence + C_INCR, valence - C_INCR), valence)


def _shouted_boost(boost: Floats, valence: Floats, loud: Flags) -> Floats:
    return np.where(loud, np.where(valence > 0, boost + C_INCR, boost - C_INCR), boost)


def _negation(context: _Context, step: int) -> Floats:
    """Follow `_negation_check`: what the word `step + 1` places before multiplies the valence with."""
    known = vocabulary()
    never, so, this, without, doubt = (known.code[word] for word in ("never", "so", "this", "without", "doubt"))
    one, two, three = context.before
    factor = np.where(known.negates[context.before[step]], N_SCALAR, 1.0)
    if step == 1:
        factor[(two == without) & (one == doubt)] = 1.0
        factor[(two == never) & ((one == so) | (one == this))] = NEVER_SO
    elif step == 2:
        factor[(three == without) & ((two == doubt) | (one == doubt))] = 1.0
        factor[((three == never) & ((two == so) | (two == this))) | (one == so) | (one == this)] = NEVER_SO
    return factor


_PHRASES = ((-3, 2), (-3, 3), (-2, 2), (-2, 3), (-1, 2), (0, 2), (0, 3))
_DAMPENERS = ((-3, 3), (-3, 2), (-2, 2))
"""Where a phrase may begin, from the word, and how many words it has: in the order in which later ones prevail."""


def _idioms(context: _Context, valence: Floats) -> Floats:
    """Follow `_special_idioms_check`, on the rows that hold a word that announces a phrase."""
    special = vocabulary().special
    places = [special[context.place(step)] for step in (-3, -2, -1, 0)]
    rows = np.logical_or.reduce(places).nonzero()[0]
    if not len(rows):
        return valence
    few, changed = context.at(rows), valence[rows]
    # later ones overwrite: vaderSentiment stops at the first of "one zero", "two one zero", "two one", "three two one"
    # and "three two", and lets a phrase that begins at the word have the last say
    for first, length in _PHRASES:
        said, value = _said(few, first, _phrases(length))
        changed[said] = value
    for first, length in _DAMPENERS:
        said, value = _said(few, first, _dampeners(length))
        changed[said] += value
    valence = valence.copy()
    valence[rows] = changed
    return valence


@dataclass(frozen=True, slots=True)
class _Sayings:
    """Phrases of so many words: what they are worth, by keys in order, which put the codes of their words together."""

    length: int
    key: Places
    value: Floats


@cache
def _phrases(length: int) -> _Sayings:
    return _sayings(SPECIAL_CASES, length)


@cache
def _dampeners(length: int) -> _Sayings:
    return _sayings(BOOSTER_DICT, length)


def _sayings(published: Mapping[str, float], length: int) -> _Sayings:
    known = vocabulary().code
    words = {phrase: phrase.split() for phrase in published}
    own = [phrase for phrase in published if len(words[phrase]) == length]
    codes = np.array([[known[word] for word in words[phrase]] for phrase in own], np.int16).reshape(len(own), length)
    key = _key(list(codes.T))
    order = key.argsort()
    return _Sayings(length, key[order], np.array([published[phrase] for phrase in own], np.float64)[order])


def _key(codes: Sequence[Codes]) -> Places:
    key = np.zeros(len(codes[0]), np.int64)
    for code in codes:
        key = key * len(vocabulary().words) + code
    return key


def _said(context: _Context, first: int, sayings: _Sayings) -> tuple[NDArray[np.intp], Floats]:
    """Give the rows that hold one of these phrases, its first word so many words from the word, and its value."""
    if not len(sayings.key):
        return np.zeros(0, np.intp), sayings.value
    key = _key([context.place(first + step) for step in range(sayings.length)])
    at = sayings.key.searchsorted(key).clip(max=len(sayings.key) - 1)
    rows = (sayings.key[at] == key).nonzero()[0]
    return rows, sayings.value[at[rows]]
