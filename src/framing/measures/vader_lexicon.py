"""VADER's words: the lexicon, degree adverbs, negations and emoji, read from vaderSentiment 3.3.2 (MIT).

Its analyser is never made: its rules stand in `framing.measures.vader`, over arrays (Hutto & Gilbert 2014).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import vaderSentiment.vaderSentiment as published  # noqa: N813  (the module bears its package's name)
from numpy.typing import NDArray

__all__ = ["NEGATED", "OTHER", "SEVERAL", "Vocabulary", "column", "emojis", "vocabulary", "without_emojis"]

OTHER = 0
"""The code of a word that means nothing to VADER."""
NEGATED = 1
"""The code of a word that VADER knows only for its "n't" ("mayn't")."""
SEVERAL = 2
"""The code of a chunk that is several words to VADER, or none."""

_COMMON = frozenset({"the", "of", "to", "for"})
"""Words of special phrases that are too common to announce one: another word of the phrase does."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word that VADER knows, by code, and what each does; codes from `lexical` on are lexicon words.

    `outside` is the code of the place before a sentence's first word and after its last; like a lexicon word,
    it neither boosts nor negates.
    """

    words: tuple[str, ...]
    code: Mapping[str, int]
    lexical: int
    outside: int
    valence: NDArray[np.float64]
    """Mean rating by ten people, −4 … 4; 0 for a word that is not in the lexicon."""
    boost: NDArray[np.float64]
    """What a degree adverb adds; 0 for every other word."""
    negates: NDArray[np.bool_]
    alters: NDArray[np.bool_]
    """Whether it can change the valence of a lexicon word that follows within three words."""
    special: NDArray[np.bool_]
    """Whether its own valence depends on more than capitals and the words that alter."""
    column: pa.StringArray


@cache
def vocabulary() -> Vocabulary:
    """Read VADER's words from the package vaderSentiment.

    Examples:
        >>> known = vocabulary()
        >>> float(known.valence[known.code["good"]]), float(known.boost[known.code["very"]])
        (1.9, 0.293)
        >>> len(known.words) - known.lexical - 1
        7506
    """
    lexicon = {word: float(value) for word, value in _rows("vader_lexicon.txt")}
    phrases = [tuple(phrase.split()) for phrase in (*published.SPECIAL_CASES, *published.BOOSTER_DICT) if " " in phrase]
    boosters = {word: value for word, value in published.BOOSTER_DICT.items() if " " not in word}
    asked = ("never", "so", "this", "without", "doubt", "least", "at", "very", "no", "or", "nor", "kind", "of", "but")
    context = [*boosters, *published.NEGATE, *asked, *(word for phrase in phrases for word in phrase)]
    context = [word for word in dict.fromkeys(context) if word not in lexicon]
    words = ("", "n't", "", *context, *lexicon, "")
    code = {word: place for place, word in enumerate(words) if word and place > SEVERAL}
    announcing = {word for phrase in phrases for word in phrase} - _COMMON
    negating = set(published.NEGATE)
    alters = negating | announcing | set(boosters) | {"n't", "never", "so", "this", "least", "no"}
    return Vocabulary(
        words=words,
        code=code,
        lexical=SEVERAL + 1 + len(context),
        outside=len(words) - 1,
        valence=np.array([lexicon.get(word, 0.0) for word in words]),
        boost=np.array([boosters.get(word, 0.0) for word in words]),
        negates=np.array([word in negating or "n't" in word for word in words]),
        alters=np.array([word in alters for word in words]),
        special=np.array([word in announcing or word == "no" for word in words]),
        column=column(words),
    )


@cache
def emojis() -> Mapping[str, str]:
    """Read the descriptions that VADER puts in place of emoji, for those of one code point: it sees no others.

    Examples:
        >>> emojis()["☹"]
        'frowning face'
    """
    return {emoji: description for emoji, description in _rows("emoji_utf8_lexicon.txt") if len(emoji) == 1}


def without_emojis(text: str) -> str:
    """Put descriptions in place of emoji as vaderSentiment does: a space before where there is none, none after.

    Examples:
        >>> without_emojis("Fine☹day")
        'Fine frowning faceday'
    """
    known = emojis()
    parts: list[str] = []
    space = True
    for character in text:
        description = known.get(character)
        if description is None:
            parts.append(character)
            space = character == " "
        else:
            parts.append(description if space else " " + description)
            space = False
    return "".join(parts)


def _rows(name: str) -> list[tuple[str, str]]:
    text = Path(published.__file__).with_name(name).read_text(encoding="utf-8")
    rows = (line.strip().split("\t") for line in text.rstrip("\n").split("\n") if line)
    return [(row[0], row[1]) for row in rows]


def column(values: Sequence[str]) -> pa.StringArray:
    """Make an Arrow column of strings; `pa.array` would import pandas where there is one.

    Examples:
        >>> column(["a", "", "é"]).to_pylist()
        ['a', '', 'é']
    """
    encoded = [value.encode() for value in values]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum([len(value) for value in encoded], out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.StringArray.from_buffers(len(encoded), buffers[1], buffers[2])
