"""A lexicon word's valence in its context: what VADER makes of the three words before it and the two after.

The functions follow those of vaderSentiment 3.3.2 that their docstrings name, each float operation in its order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import BOOSTER_DICT, C_INCR, N_SCALAR, SPECIAL_CASES

from framing.measures.vader_lexicon import vocabulary
from framing.measures.vader_words import Tokens, ranges

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


def valences(tokens: Tokens, word: Places) -> Floats:
    """Give the valence in context of lexicon words, by their places; most have the lexicon's own and are left at once."""
    sentence = tokens.sentence[word]
    valence = vocabulary().valence[tokens.code[word]]
    before = _before(tokens, word, sentence)
    changed = np.flatnonzero(_depends(tokens, word, before))
    valence[changed] = _in_context(_context(tokens, word[changed], sentence[changed], [code[changed] for code in before]))
    return valence


def _before(tokens: Tokens, word: Places, sentence: Ints) -> list[Codes]:
    """Give the codes one, two and three words before; places before the sentence have the code `outside`."""
    room = word - tokens.first[sentence]
    return [_code_at(tokens, word - step, room >= step) for step in (1, 2, 3)]


def _code_at(tokens: Tokens, place: Places, inside: Flags) -> Codes:
    return np.where(inside, tokens.code.take(place, mode="clip"), np.int16(vocabulary().outside))


def _depends(tokens: Tokens, word: Places, before: Sequence[Codes]) -> Flags:
    """Tell the words whose valence is not simply the lexicon's."""
    known = vocabulary()
    depends = known.special[tokens.code[word]] | tokens.types.upper[tokens.type[word]]
    for code in before:
        depends |= known.alters[code]
    return depends


def _context(tokens: Tokens, word: Places, sentence: Ints, before: list[Codes]) -> _Context:
    left = tokens.first[sentence + 1] - word
    after = [_code_at(tokens, word + step, left > step) for step in (1, 2)]
    room = word - tokens.first[sentence]
    loud = [tokens.types.upper[tokens.type.take(word - step, mode="clip")] & (room >= step) for step in range(4)]
    mixed = _mixed_capitals(tokens, sentence[np.logical_or.reduce(loud)])[sentence]
    return _Context(tokens.code[word], before, after, [flags & mixed for flags in loud])


def _mixed_capitals(tokens: Tokens, sentences: Ints) -> Flags:
    """Tell, of the sentences asked for (each has a word in capitals), those with a word that is not."""
    mixed = np.zeros(len(tokens), np.bool_)
    asked = np.unique(sentences)
    words, _ = ranges(tokens.first[asked], tokens.first[asked + 1])
    mixed[tokens.sentence[words[~tokens.types.upper[tokens.type[words]]]]] = True
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
    rows = np.flatnonzero(np.logical_or.reduce(places))
    if not len(rows):
        return valence
    few, changed = context.at(rows), valence[rows]
    # later ones overwrite: vaderSentiment stops at the first of "one zero", "two one zero", "two one", "three two one"
    # and "three two", and lets a phrase that begins at the word have the last say
    for first, length in _PHRASES:
        for phrase, value in SPECIAL_CASES.items():
            changed[_holds(few, phrase.split(), first, length)] = value
    for first, length in _DAMPENERS:
        for phrase, value in BOOSTER_DICT.items():
            changed[_holds(few, phrase.split(), first, length)] += value
    valence = valence.copy()
    valence[rows] = changed
    return valence


def _holds(context: _Context, phrase: Sequence[str], first: int, length: int) -> Flags:
    code = vocabulary().code
    holds = np.full(len(context.item), len(phrase) == length)
    for step, word in enumerate(phrase if len(phrase) == length else ()):
        holds &= context.place(first + step) == code[word]
    return holds
