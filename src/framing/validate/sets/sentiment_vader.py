"""Tone against the mean of 20 raters: New York Times editorials in snippets, and tweets (Hutto & Gilbert 2014)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.errors import InputError
from framing.measures.tone import beside
from framing.validate.documents import of_sentences
from framing.validate.evidence import Evidence, Span, evidence, parts
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval, of_sums
from framing.validate.metrics import correlation, correlation_difference, correlation_sums

__all__ = ["GOLD", "evaluate"]

Floats = NDArray[np.float64]

GOLD = GoldSet(
    name="sentiment-vader",
    construct="Tone: how positive or negative a passage is",
    source="Hutto & Gilbert 2014; github.com/cjhutto/vaderSentiment, additional_resources/hutto_ICWSM_2014 "
    "(commit 18c86513); New York Times editorials cut into snippets, and tweets, each rated −4 … 4 by 20 people or more",
    licence="MIT (the ratings; the texts are their authors')",
    untested="News reports, whole articles read as one, sections, translations; tone towards an actor. Editorials take sides "
    "more openly than reports do. An article's rating is the mean of its snippets', each rated alone",
    floor="`vader` as published: r = 0.503 by snippet, 0.630 by article",
    published="one rater against the mean of the others: r = 0.714 by snippet, 0.856 by article, from the raw ratings",
    known={
        "nytEditorialSnippets_GroundTruth.txt": "7d8fbcce7dde5d716da53e78f4ef4be6b706e9ef1e1d51887e6d0ad4b69cc27e",
        "tweets_GroundTruth.txt": "dfbe7102e2f92579ed8b19df9a3822491880697c67adf712fb66e520cc05102f",
    },
    endings=(".txt",),
    beside=("_anonDataRatings.txt", "LICENSE.txt", "LICENCE.txt", "README.txt", "README_.txt"),
)

NOTES = {
    "vader-news": "its own list of names masked, no study's",
    "news-tone": "its own list of names masked, no study's; weights never learnt from these texts",
}

FLOOR = "vader"
"""The instrument that the others are compared with: VADER as published."""

RATERS = ("_GroundTruth.txt", "_anonDataRatings.txt")
"""How the name of a file of means becomes that of its raw ratings."""


@dataclass(frozen=True)
class Rated:
    """Rated texts: the article and number of each, its mean rating, and the text."""

    articles: list[str]
    """Article of each text; the text's own id where texts stand alone (tweets)."""
    ids: list[str]
    rating: Floats
    texts: list[str]

    @property
    def grouped(self) -> bool:
        """Whether texts are parts of articles."""
        return len(set(self.articles)) < len(self.articles)


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give Pearson's r of every tone instrument, by text and by article, its distance to `vader`, and a human's r."""
    rated = read(file)
    names, article = np.unique(rated.articles, return_inverse=True)
    documents: list[Document] = []
    starts: dict[tuple[str, int], int] = {}
    for place, name in enumerate(names.tolist()):
        own = np.flatnonzero(article == place)
        document, begins = of_sentences(name, [rated.texts[at] for at in own])
        documents.append(document)
        starts |= {(name, begin): int(at) for at, begin in zip(own, begins, strict=True)}
    found = evidence(documents, ["tone"], file, one_sentence=True, more=beside())
    scores = {name: _scores(found, name, starts, len(rated.texts)) for name in found.instruments("tone")}
    whole = _whole(file, documents) if rated.grouped else {}
    human = _human(file, rated)
    for instrument in scores:
        for part in parts(file, instrument):
            keep = np.array([part.holds(name) for name in rated.articles])
            own_scores = {name: values[keep] for name, values in scores.items()}
            for row in _rows(own_scores, instrument, rated.rating[keep], article[keep], rated.grouped, human):
                yield _complete(row, file, instrument, part.split)
            if instrument in whole:
                yield _complete(_at_once(whole[instrument], rated.rating, article, keep), file, instrument, part.split)
    yield from human.values()


def read(file: GoldFile) -> Rated:
    """Read a file of ids, mean ratings and texts, tab between; an id `N_M` is snippet M of article N.

    Raises:
        InputError: a line has no three columns, or its rating is no number.
    """
    articles, ids, rating, texts = [], [], [], []
    for number, line in enumerate(file.lines(), 1):
        cells = line.split("\t", 2)
        try:
            rating.append(float(cells[1]))
            texts.append(cells[2])
        except (IndexError, ValueError) as error:
            raise InputError(f"{file.path}: line {number} is not id, rating and text with tabs between; mend it") from error
        ids.append(cells[0])
        articles.append(cells[0].split("_")[0])
    return Rated(articles, ids, np.array(rating), texts)


def _scores(found: Evidence, instrument: str, starts: dict[tuple[str, int], int], count: int) -> Floats:
    """Give the score of every text: its one sentence; 0 where it has no words."""
    scores = np.zeros(count)
    for document, spans in found.spans("tone", instrument).items():
        begins = sorted(start for name, start in starts if name == document) if len(spans) > 1 else [0]
        for span in spans:
            scores[starts[document, _begin(begins, span)]] = span.value
    return scores


def _whole(file: GoldFile, documents: Sequence[Document]) -> dict[str, Floats]:
    """Score every article as if it were one sentence."""
    joined = [of_sentences(document.id, [" ".join((document.text or "").split())])[0] for document in documents]
    found = evidence(joined, ["tone"], file, one_sentence=True, more=beside())
    return {
        name: np.array([sum(span.value for span in found.spans("tone", name)[document.id]) for document in joined], float)
        for name in found.instruments("tone")
    }


def _at_once(scores: Floats, rating: Floats, article: NDArray[np.intp], keep: NDArray[np.bool_]) -> Row:
    kept = np.unique(article[keep])
    sums = correlation_sums(scores[kept], _mean(rating, article)[kept], np.arange(len(kept)))
    interval = of_sums(sums, correlation)
    row = _row("r by article, read as one sentence", interval, len(kept), "article", len(kept), None, {})
    return replace(row, detail=True)


def _begin(begins: Sequence[int], span: Span) -> int:
    return begins[int(np.searchsorted(begins, span.start, side="right")) - 1]


def _rows(
    scores: dict[str, Floats],
    instrument: str,
    rating: Floats,
    article: NDArray[np.intp],
    grouped: bool,  # noqa: FBT001  (a fact of the file)
    human: dict[str, Row],
) -> Iterator[Row]:
    for unit, place, count in _units(article, grouped=grouped):
        truth = _mean(rating, place)
        own, floor = (correlation_sums(_mean(scores[name], place), truth, count) for name in (instrument, FLOOR))
        documents = len(own)
        base = of_sums(floor, correlation)
        yield _row(f"r by {unit}", of_sums(own, correlation), len(truth), unit, documents, base.value, human)
        if instrument != FLOOR:
            paired = of_sums(np.hstack([own, floor]), correlation_difference)
            yield _row(f"r by {unit}, less vader's", paired, len(truth), unit, documents, None, {})


def _units(article: NDArray[np.intp], *, grouped: bool) -> Iterator[tuple[str, NDArray[np.intp], NDArray[np.intp]]]:
    """Give unit, the unit of each text, and the document of each unit: articles are what is resampled."""
    _, dense = np.unique(article, return_inverse=True)
    each = np.arange(len(dense))
    if not grouped:
        yield "text", each, each
        return
    yield "snippet", each, dense
    yield "article", dense, np.arange(int(dense.max()) + 1) if len(dense) else each


def _mean(values: Floats, place: NDArray[np.intp]) -> Floats:
    mean: Floats = np.bincount(place, weights=values) / np.bincount(place)
    return mean


def _row(metric: str, interval: Interval, n: int, unit: str, documents: int, floor: float | None, human: dict[str, Row]) -> Row:
    best = human.get(metric)
    return Row(
        set="", file="", instrument="", layer="tone", metric=metric, split="", construct="",
        value=interval.value, low=interval.low, high=interval.high, n=n, unit=f"{unit}s", documents=documents,
        floor=floor, floor_is=FLOOR if floor is not None else "",
        published=best.value if best else None, published_is="one rater with the mean of the others" if best else "",
    )  # fmt: skip


def _complete(row: Row, file: GoldFile, instrument: str, split: str) -> Row:
    on = "NYT editorials" if file.name.startswith("nyt") else file.name.split("_")[0]
    said = f"with the mean of 20 raters on {on}" if row.metric == "r by article" else ""
    note = NOTES.get(instrument, "")
    return replace(
        row, set=GOLD.name, file=file.name, instrument=instrument, split=split, construct=GOLD.construct, said=said, note=note
    )


def _human(file: GoldFile, rated: Rated) -> dict[str, Row]:
    """Give r of one rater with the mean of the others, by text and article, from the raw ratings beside the file."""
    path = file.path.with_name(file.name.replace(*RATERS))
    if path == file.path or not path.is_file():
        return {}
    ratings = _ratings(GoldFile(file.gold, path))
    if not all(identity in ratings for identity in rated.ids):
        return {}
    table = [ratings[identity] for identity in rated.ids]
    _, article = np.unique(rated.articles, return_inverse=True)
    raters = min(len(row) for row in table)
    even = np.array([row[:raters] for row in table], float)
    rows = {}
    for unit, place, count in _units(article, grouped=rated.grouped):
        sums = [_one_against_rest(even, rater, place, count) for rater in range(raters)]
        interval = of_sums(np.hstack(sums), _mean_correlation)
        metric = f"r by {unit}"
        rows[metric] = Row(
            set=GOLD.name, file=file.name, instrument="one human rater", layer="", metric=metric,
            value=interval.value, low=interval.low, high=interval.high, n=int(place.max()) + 1, unit=f"{unit}s",
            documents=len(count) if unit != "snippet" else len(set(count.tolist())), split="human", construct=GOLD.construct,
            note=f"mean over {raters} raters' columns of r with the mean of the others; columns are no fixed persons",
        )  # fmt: skip
    return rows


def _ratings(file: GoldFile) -> dict[str, list[int]]:
    rows = {}
    for number, line in enumerate(file.lines(), 1):
        cells = line.split("\t")
        try:
            rows[cells[0]] = list(ast.literal_eval(cells[3]))
        except (IndexError, ValueError, SyntaxError) as error:
            raise InputError(f"{file.path}: line {number} has no list of ratings in its fourth column; mend it") from error
    return rows


def _one_against_rest(ratings: Floats, rater: int, place: NDArray[np.intp], count: NDArray[np.intp]) -> Floats:
    own = ratings[:, rater]
    rest = (ratings.sum(axis=1) - own) / (ratings.shape[1] - 1)
    return correlation_sums(_mean(own, place), _mean(rest, place), count)


def _mean_correlation(sums: Floats) -> Floats:
    cut: Floats = sums.reshape(*sums.shape[:-1], -1, 6)
    mean: Floats = correlation(cut).mean(axis=-1)
    return mean
