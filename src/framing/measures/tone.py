"""Tone of each sentence, −1 … 1, by several instruments side by side.

VADER as published (`vader`) and with the names of news left out (`vader-news`); a list made for news (`news-tone`); and,
where a study asks for them, the published lists of Hu & Liu and AFINN. The compound saturates with length: it is given a
sentence (layer `tone`), and sections average it. The words behind it stand in layer `valence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.measures.spec import NONE, Found, Measure, Sum
from framing.measures.tone_weighed import WEIGHED, Weighing, compounds
from framing.measures.vader import Scored, four_scores, score, ten_thousandths
from framing.measures.vader_lexicon import column, vocabulary
from framing.measures.vader_mask import Phrase, masked_score, mentioned, named, phrases, shipped
from framing.measures.vader_words import Tokens, WordTypes, read_types
from framing.text.normalise import INVISIBLE, normalise

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["INSTRUMENTS", "STANDARD", "annotators", "beside", "measures", "scores"]

STANDARD = ("vader", "vader-news", "news-tone")
"""Run always: as published; with actors, the study's own words and the names of news masked; and made for news."""
INSTRUMENTS = (*STANDARD, "hu-liu", "afinn")
"""All there are; the last two stand beside the others where `[instruments] also` of study.toml names them."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE))


def annotators(study: Study | None) -> list[Annotator]:
    """Give the instruments of tone; without a study those that mask leave out the shipped names and what actors are found.

    Examples:
        >>> [annotator.instrument for annotator in annotators(None)]
        ['vader', 'vader-news', 'news-tone']
    """
    reading = _Reading()
    own = study.instruments.mask if study is not None else ()
    also = {study.instruments.tone, *study.instruments.also} if study is not None else set()
    masks = phrases((*shipped(), *own))
    weighed = [Weighing(name, own) for name in WEIGHED if name in STANDARD or name in also]
    return [_Tone("vader", (), reading, ()), _Tone("vader-news", ("mention",), reading, masks), *weighed]


def beside() -> list[Annotator]:
    """Give the instruments that run only where a study asks for them.

    Examples:
        >>> [annotator.instrument for annotator in beside()]
        ['hu-liu', 'afinn']
    """
    return [Weighing(name) for name in WEIGHED if name not in STANDARD]


def measures(study: Study | None) -> list[Measure]:  # noqa: ARG001  (every construct is asked the same way)
    """Give the measures of tone; the thresholds of negative and positive are those of Hutto & Gilbert (2014).

    Examples:
        >>> [measure.name for measure in measures(None)]
        ['tone', 'tone_negative', 'tone_positive', 'tone_absolute']
    """
    return [
        _measure("tone", "Tone", "score −1…1", Sum("tone", weight="value"), "more positive"),
        _measure("tone_negative", "Negative sentences", "share", Sum("tone", weight="negative"), "more negative sentences"),
        _measure("tone_positive", "Positive sentences", "share", Sum("tone", weight="positive"), "more positive sentences"),
        _measure("tone_absolute", "Emotional tone", "score 0…1", Sum("tone", weight="absolute"), "more emotional, either way"),
    ]


def _measure(name: str, title: str, unit: str, numerator: Sum, higher: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        unit=unit,
        numerator=numerator,
        denominator=Sum("sentences"),
        scale=1.0,
        low=-1.0 if name == "tone" else 0.0,
        high=1.0,
        higher=higher,
        source="Hutto & Gilbert 2014",
        primary_layer="tone",
    )


def scores(
    sentences: Sequence[str], instrument: str = "vader", *, mask: Sequence[str] = (), straighten: bool = True
) -> dict[str, NDArray[np.float64]]:
    """Score sentences: an array each for `neg`, `neu`, `pos` (shares, three decimals) and `compound` (−1 … 1, four).

    `vader` equals vaderSentiment 3.3.2 in all four; `news-tone`, `hu-liu` and `afinn` have a `compound` alone and always
    read straightened text. Typography is made one first, as everywhere in this toolkit, so that
    "isn’t" is "isn't"; with `straighten=False` the text is scored as it stands. `vader-news` masks the shipped names
    and the words and phrases of `mask`; so does `news-tone`. A text longer than a sentence is scored as one:
    the compound saturates, so cut it first. A sentence without words has 0 in all four; no sentences give empty arrays.

    Raises:
        InputError: one text instead of a list, something that is no text, or an instrument that there is none of.

    Examples:
        >>> scores(["This isn’t a good deal.", "The United States warned Russia."])["compound"]
        array([-0.3412,  0.1779])
        >>> scores(["The United States warned Russia."], "vader-news")["compound"]
        array([-0.2732])
        >>> scores(["The United States warned Russia."], "news-tone")["compound"] < 0
        array([ True])
    """
    if instrument not in INSTRUMENTS:
        raise InputError(f'instrument is "{instrument}"; it may be {", ".join(INSTRUMENTS)}')
    _check_texts("sentences", sentences)
    _check_texts("mask", mask)
    if instrument in WEIGHED:
        return {"compound": compounds([_SURROGATES.sub("\ufffd", sentence) for sentence in sentences], instrument, mask)}
    tokens = _tokens([_straight(sentence) for sentence in sentences] if straighten else sentences)
    scored = score(tokens)
    if instrument == "vader-news":
        places = named(tokens, phrases((*shipped(), *mask)))
        scored = masked_score(tokens, scored, places)
    return four_scores(scored)


def _check_texts(name: str, texts: Sequence[str]) -> None:
    if isinstance(texts, str):
        raise InputError(f'{name} is one text; give a list of them, ["One.", "Two."]')
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise InputError(f"{name}[{place}] is {text!r}; give a text, or leave it out")


def _straight(sentence: str) -> str:
    straight = normalise(sentence)
    return straight if straight.isascii() else straight.translate(_INVISIBLE)


def _tokens(sentences: Sequence[str]) -> Tokens:
    numbers: dict[str, int] = {}
    type_: list[int] = []
    first = [0]
    for sentence in sentences:
        text = sentence if sentence.isascii() else _SURROGATES.sub("\ufffd", sentence)
        type_.extend(numbers.setdefault(chunk, len(numbers)) for chunk in text.split())
        first.append(len(type_))
    types = read_types(column(list(numbers)))
    number = np.repeat(np.arange(len(sentences), dtype=np.int32), np.diff(first))
    types_ = np.array(type_, np.int32)
    return Tokens(types_, number, np.array(first, np.int32), types)


@dataclass(slots=True)
class _Reading:
    """The batch that both instruments read, as VADER sees it: kept for the second, so that it is made once."""

    batch: Batch | None = None
    tokens: Tokens | None = None
    scored: Scored | None = None

    def of(self, batch: Batch) -> tuple[Tokens, Scored]:
        """Read the batch, or give what was read of it."""
        if self.batch is not batch or self.tokens is None or self.scored is None:
            self.batch, self.tokens = batch, _batch_tokens(batch)
            self.scored = score(self.tokens)
        return self.tokens, self.scored

    def forget(self) -> None:
        """Let go of the batch: the next one is built while this object lives."""
        self.batch = self.tokens = self.scored = None


def _batch_tokens(batch: Batch) -> Tokens:
    chunks = batch.chunks
    return Tokens(chunks.type, chunks.sentence, batch.sentences.first_chunk, read_types(chunks.types))


@dataclass(frozen=True, slots=True)
class _Tone:
    instrument: str
    needs: tuple[str, ...]
    reading: _Reading = field(repr=False)
    masks: tuple[Phrase, ...] = field(repr=False)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give layer `tone`, a row a sentence, and layer `valence`, a row a word that counts."""
        tokens, scored = self.reading.of(batch)
        if self.instrument == "vader-news":
            places = np.concatenate([mentioned(batch, found), named(tokens, self.masks)])
            scored = masked_score(tokens, scored, places)
            self.reading.forget()
        return [self._sentences(batch, scored), self._words(batch, tokens.types, scored)]

    def _sentences(self, batch: Batch, scored: Scored) -> Found:
        sentences = batch.sentences
        return Found(
            layer="tone",
            instrument=self.instrument,
            sentence=np.arange(len(sentences), dtype=np.int32),
            start=sentences.start,
            end=sentences.end,
            label=np.zeros(len(sentences), np.int32),
            labels=("compound",),
            value=ten_thousandths(scored.compound),
            entry=np.full(len(sentences), NONE, np.int32),
        )

    def _words(self, batch: Batch, types: WordTypes, scored: Scored) -> Found:
        chunks = batch.chunks
        type_ = chunks.type.take(scored.word)
        return Found(
            layer="valence",
            instrument=self.instrument,
            sentence=scored.sentence,
            start=chunks.start.take(scored.word) + types.lead.take(type_, mode="clip"),
            end=chunks.end.take(scored.word) - types.trail.take(type_, mode="clip"),
            label=(scored.valence < 0).astype(np.int32),
            labels=("positive", "negative"),
            value=ten_thousandths(scored.valence),
            entry=scored.code.astype(np.int32),
            entries=vocabulary().words,
        )
