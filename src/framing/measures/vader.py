"""VADER's rules (Hutto & Gilbert 2014) over arrays: equal to vaderSentiment 3.3.2, number for number.

About one word in eleven of news is in the lexicon; only these look at their neighbours. Every float operation
stands in the order in which vaderSentiment does it, so that the last bit is the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray
from vaderSentiment.vaderSentiment import BOOSTER_DICT, C_INCR, N_SCALAR, SPECIAL_CASES

from framing.measures.vader_words import SEVERAL, WordTypes, vocabulary

__all__ = ["Scored", "Tokens", "contrast", "four_scores", "ranges", "score", "ten_thousandths"]

ALPHA = 15.0
"""Normalises a sum to −1 … 1: sum / √(sum² + 15) (`normalize` in vaderSentiment)."""
DAMPING = (1.0, 0.95, 0.9)
"""What is left of a degree adverb one, two and three words before."""
NEVER_SO = 1.25
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
EXCLAMATION, EXCLAMATIONS_AT_MOST = 0.292, 4
QUESTION, QUESTIONS_AT_MOST, MANY_QUESTIONS = 0.18, 3, 0.96
"""Constants of `_negation_check`, `_but_check`, `_amplify_ep` and `_amplify_qm`, which vaderSentiment does not name."""
NEARLY_ZERO = 1e-9
"""A sum below this is 0 but for rounding."""

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Sentences as VADER's words: `type` indexes `types`, `code` its vocabulary, one entry a chunk.

    `first` has one entry more than there are sentences: chunks `first[i]:first[i + 1]` are sentence i.
    """

    type: Ints
    code: Codes
    sentence: Ints
    first: Ints
    types: WordTypes

    def __len__(self) -> int:
        """How many sentences."""
        return len(self.first) - 1

    def only(self, sentences: NDArray[Any]) -> tuple[Tokens, Places]:
        """Give some sentences alone, numbered from 0, and the place of each of their words in the whole.

        Chunks that are several words to VADER (an emoji and its neighbours) are cut into them here.
        """
        place, counts = ranges(self.first[sentences], self.first[sentences + 1])
        number = np.repeat(np.arange(len(sentences), dtype=np.int32), counts)
        type_, code = self.type[place], self.code[place]
        split = self.types.split
        for chunk in np.flatnonzero(code == SEVERAL)[::-1].tolist():
            parts = list(split[int(type_[chunk])])
            place, number = (_instead(column, chunk, [column[chunk]] * len(parts)) for column in (place, number))
            type_, code = (_instead(column, chunk, cells) for column, cells in ((type_, parts), (code, self.types.code[parts])))
        first = np.searchsorted(number, np.arange(len(sentences) + 1)).astype(np.int32)
        return Tokens(type_, code, number, first, replace(self.types, split={})), place


def _instead(column: NDArray[Any], place: int, cells: Any) -> NDArray[Any]:  # noqa: ANN401  (any column's cells)
    return np.concatenate((column[:place], np.asarray(cells, column.dtype), column[place + 1 :]))


@dataclass(frozen=True, slots=True)
class Scored:
    """What VADER makes of sentences: the words that count, in order, and each sentence's compound.

    `word` is a word's place among the chunks, `code` its entry in the vocabulary, `valence` its valence in context, as it
    enters the sentence's sum. `words` counts a sentence's words; `emphasis` is what its exclamation and question marks
    add to the side that prevails.
    """

    word: Places
    code: Codes
    sentence: Ints
    valence: Floats
    words: Ints
    emphasis: Floats
    compound: Floats

    def with_sentences(self, sentences: NDArray[Any], again: Scored, place: Places) -> Scored:
        """Put other scores of some sentences in; `place` is where their words stand among the chunks."""
        affected = np.zeros(len(self.compound), np.bool_)
        affected[sentences] = True
        kept = np.flatnonzero(~affected[self.sentence])
        word = place[again.word]
        before = np.searchsorted(self.word[kept], word)
        columns = [getattr(self, name).copy() for name in ("words", "emphasis", "compound")]
        for column, name in zip(columns, ("words", "emphasis", "compound"), strict=True):
            column[sentences] = getattr(again, name)
        return Scored(
            np.insert(self.word[kept], before, word),
            np.insert(self.code[kept], before, again.code),
            np.insert(self.sentence[kept], before, sentences[again.sentence]),
            np.insert(self.valence[kept], before, again.valence),
            *columns,
        )


def score(tokens: Tokens) -> Scored:
    """Score every sentence; one without words has compound 0 and no row among the words."""
    plain = _score(tokens)
    if not tokens.types.split:
        return plain
    sentences = np.unique(tokens.sentence[np.flatnonzero(tokens.code == SEVERAL)])
    part, place = tokens.only(sentences)
    return plain.with_sentences(sentences, _score(part), place)


def _score(tokens: Tokens) -> Scored:
    known = vocabulary()
    word = np.flatnonzero(tokens.code >= known.lexical)
    sentence = tokens.sentence[word]
    valence = known.valence[tokens.code[word]]
    before = _before(tokens, word, sentence)
    changed = np.flatnonzero(_depends(tokens, word, before))
    valence[changed] = _in_context(_context(tokens, word[changed], sentence[changed], [code[changed] for code in before]))
    valence = _but(tokens, word, sentence, valence)
    counts = np.flatnonzero(valence)
    word, sentence, valence = word[counts], sentence[counts], valence[counts]
    emphasis = _emphasis(tokens)
    total = _sums(sentence, valence, len(tokens))
    total += np.copysign(emphasis, total) * (total != 0)
    compound = total / np.sqrt(total * total + ALPHA)
    return Scored(word, tokens.code[word], sentence, valence, np.diff(tokens.first), emphasis, compound)


def ranges(first: NDArray[Any], last: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the numbers of several half-open ranges, one after the other, and the ranges' lengths.

    Examples:
        >>> ranges(np.array([2, 7]), np.array([4, 8]))
        (array([2, 3, 7]), array([2, 1]))
    """
    counts = (last - first).astype(np.int64)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(first - (ends - counts), counts), counts


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


_IDIOM_PLACES: Mapping[int, tuple[int, ...]] = {2: (-1, -2, -3), 3: (-2, -3)}
_BOOSTER_PLACES = ((-3, 3), (-3, 2), (-2, 2))


def _idioms(context: _Context, valence: Floats) -> Floats:
    """Follow `_special_idioms_check`, on the rows that hold a word that announces a phrase."""
    special = vocabulary().special
    places = [special[context.place(step)] for step in (-3, -2, -1, 0)]
    rows = np.flatnonzero(np.logical_or.reduce(places))
    if not len(rows):
        return valence
    few, changed = context.at(rows), valence[rows]
    # later entries overwrite earlier ones: vaderSentiment stops at the first of "one zero, two one zero, two one,
    # three two one, three two", and lets a phrase that begins at the word have the last say
    for first, length in ((-3, 2), (-3, 3), (-2, 2), (-2, 3), (-1, 2), (0, 2), (0, 3)):
        for phrase, value in SPECIAL_CASES.items():
            changed[_holds(few, phrase.split(), first, length)] = value
    for first, length in _BOOSTER_PLACES:
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


def _but(tokens: Tokens, word: Places, sentence: Ints, valence: Floats) -> Floats:
    """Follow `_but_check`: halve what stands before a sentence's first "but", add half to what stands after."""
    places = np.flatnonzero(tokens.code == vocabulary().code["but"])
    if not len(places):
        return valence
    but = np.full(len(tokens), -1, np.int64)
    but[tokens.sentence[places[::-1]]] = places[::-1]
    rows = np.flatnonzero((but[sentence] >= 0) & (valence != 0))
    number, before = sentence[rows], word[rows] < but[sentence[rows]]
    old = valence[rows]
    changed = old * np.where(before, BEFORE_BUT, AFTER_BUT)
    for again in _ambiguous(number, old, changed):
        changed[again] = contrast(old[again].tolist(), int(before[again].sum()))
    valence = valence.copy()
    valence[rows] = changed
    return valence


def _ambiguous(sentence: Ints, old: Floats, new: Floats) -> list[slice]:
    """Give the rows of sentences in which a changed value may equal one still to be changed."""
    keys_old, keys_new = ((sentence.astype(np.int64) << 32) + np.rint(values * 1e6).astype(np.int64) for values in (old, new))
    asked = np.unique(sentence[np.isin(keys_new, keys_old)])
    first, last = (np.searchsorted(sentence, asked, side=side) for side in ("left", "right"))
    return [slice(int(start), int(end)) for start, end in zip(first, last, strict=True)]


def contrast(valences: Sequence[float], before: int) -> list[float]:
    """Follow vaderSentiment's "but" where valences repeat: it looks a value up and changes the first that equals it.

    `valences` are those of a sentence's words, none 0; `before` is how many of them stand before "but".
    None gives none.

    Examples:
        >>> contrast([2.0, -1.0], before=1)
        [1.0, -1.5]
        >>> contrast([2.0, 1.0, 3.0], before=1)
        [0.5, 1.0, 4.5]
    """
    values = list(valences)
    holders: dict[float, list[int]] = {}
    for place, value in enumerate(values):
        holders.setdefault(value, []).append(place)
    for held in holders.values():
        heapify(held)
    for place in range(len(values)):
        value = values[place]
        first = heappop(holders[value])
        values[first] = value * (BEFORE_BUT if first < before else AFTER_BUT)
        heappush(holders.setdefault(values[first], []), first)
    return values


def _emphasis(tokens: Tokens) -> Floats:
    """Follow `_punctuation_emphasis`: up to four "!" and two or more "?" add to a sentence's sum."""
    types = tokens.types
    marked = (types.exclamations + types.questions) > 0
    places = np.flatnonzero(marked.take(tokens.type, mode="clip"))
    sentence, type_ = tokens.sentence[places], tokens.type[places]
    exclamations, questions = (
        np.bincount(sentence, weights=count[type_], minlength=len(tokens)) for count in (types.exclamations, types.questions)
    )
    asked = np.where(questions > QUESTIONS_AT_MOST, MANY_QUESTIONS, questions * QUESTION) * (questions > 1)
    emphasis: Floats = np.minimum(exclamations, EXCLAMATIONS_AT_MOST) * EXCLAMATION + asked
    return emphasis


def _sums(sentence: Ints, valence: Floats, length: int) -> Floats:
    """Add up from left to right, sentence by sentence, as `sum` does."""
    total: Floats = np.bincount(sentence, weights=valence, minlength=length).astype(np.float64)
    # from Python 3.12 on `sum` compensates rounding, and whether such a sum is 0 decides on the emphasis
    for place in np.unique(sentence[np.abs(total[sentence]) < NEARLY_ZERO]):
        first, last = np.searchsorted(sentence, [place, place + 1])
        total[place] = sum(valence[first:last].tolist())
    return total


def four_scores(scored: Scored) -> dict[str, Floats]:
    """Give vaderSentiment's four scores a sentence, rounded as it rounds them: neg, neu, pos, compound."""
    length = len(scored.words)
    positive, negative = scored.valence > 0, scored.valence < 0
    # one more for each word: words outside the lexicon count one
    pos: Any = np.bincount(scored.sentence[positive], weights=scored.valence[positive] + 1, minlength=length)
    neg: Any = np.abs(np.bincount(scored.sentence[negative], weights=scored.valence[negative] - 1, minlength=length))
    neu: Any = scored.words - np.bincount(scored.sentence, minlength=length)
    pos, neg = pos + scored.emphasis * (pos > neg), neg + scored.emphasis * (pos < neg)
    total = np.where(scored.words > 0, pos + neg + neu, 1.0)
    columns = {"neg": neg / total, "neu": neu / total, "pos": pos / total, "compound": scored.compound}
    return {name: _rounded(values, 4 if name == "compound" else 3) for name, values in columns.items()}


def _rounded(values: Floats, digits: int) -> Floats:
    """Round as Python does, which is not as numpy does where a value lies half way."""
    return np.array([round(value, digits) for value in values.tolist()], np.float64)


def ten_thousandths(values: Floats) -> Ints:
    """Give values × 10⁴ as integers, rounded as Python's `round(value, 4)`.

    Examples:
        >>> ten_thousandths(np.array([0.44043, -0.00005, 0.00015]))
        array([4404,   -1,    1], dtype=int32)
    """
    scaled = values * 10_000
    nearest = np.rint(scaled)
    half = np.flatnonzero(np.abs(np.abs(scaled - nearest) - 0.5) < 1e-6)
    nearest[half] = [math.floor(round(value, 4) * 10_000 + 0.5) for value in values[half].tolist()]
    return nearest.astype(np.int32)
