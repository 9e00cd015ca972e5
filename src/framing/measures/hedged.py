"""Hedging of what is said about an actor: the share of the clauses that name it which hold a hedge.

Without a parser a clause is a stretch of a sentence with a verb of its own. A sentence is cut at marks (comma, colon, dash,
bracket, quotation mark) and before words that join clauses ("and", "that", "because"); a piece without evidence of a finite
verb is no clause: it belongs to the piece before it, or, where a joining word opens it, to the one behind it ("and Oslo, which
has no fleet, …"); "and" between two names cuts nothing. A clause is about the actors it names. It is hedged where it holds a
hedge, or where one stands right before the "that" that opens it ("reports suggest that …").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.context import Context, context_of
from framing.measures.spec import NONE, Found, Measure, Sum

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["LABELS", "Clauses", "annotators", "clauses", "measures"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

Longs = NDArray[np.int64]

LABELS = ("plain", "hedged")

_SPAN = np.int64(2**31)
"""More code points than a document has: sentence and offset make one key."""


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotator of clauses about actors; none where the study has no actors."""
    if study is None or not study.actors:
        return []
    return [Clauses(study.instruments.hedging)]


def measures(study: Study | None) -> list[Measure]:
    """Give the share of clauses about an actor that are hedged; nothing where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    return [_HEDGED_SHARE] if study is not None and study.actors else []


_HEDGED_SHARE = Measure(
    name="hedged_share",
    title="Hedged clauses about the actor",
    unit="share",
    numerator=Sum("clause", labels=("hedged",)),
    denominator=Sum("clause"),
    scale=1,
    low=0,
    high=1,
    higher="more of what is said about it is hedged",
    source="Hyland 1998; this toolkit",
    primary_layer="clause",
    by="actor",
)


@dataclass(frozen=True)
class Clauses:
    """Finds clauses about actors: layer `clause`, label hedged or plain, one row for each clause and actor named in it.

    The instrument is that of the hedges. A batch without mentions gives evidence without rows.
    """

    instrument: str
    needs: tuple[str, ...] = ("mention", "hedge")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the clauses of a batch that name an actor."""
        mention = next(each for each in found if each.layer == "mention")
        hedge = next(each for each in found if each.layer == "hedge")
        actors = mention.actors
        of_word = clauses(batch, np.unique(mention.sentence))
        named = of_word[_word_at(batch, mention)]
        hedged = _hedged(batch, hedge, of_word)
        who = mention.actor if mention.actor is not None else np.full(len(named), NONE, np.int32)
        pairs = np.unique(named.astype(np.int64) * max(len(actors), 1) + who)
        clause, actor = (pairs // max(len(actors), 1)).astype(np.int32), (pairs % max(len(actors), 1)).astype(np.int32)
        first, last = _ends(of_word, clause)
        words = batch.words
        return [
            Found(
                layer="clause",
                instrument=self.instrument,
                sentence=words.sentence[first],
                start=words.start[first],
                end=words.end[last],
                label=np.isin(clause, hedged).astype(np.int32),
                labels=LABELS,
                value=np.ones(len(clause), np.int32),
                entry=np.full(len(clause), NONE, np.int32),
                actor=actor,
                actors=actors,
            )
        ]


def clauses(batch: Batch, sentences: Ints) -> Ints:
    """Number the clauses of some sentences: for each word of the batch that of its clause, −1 in all other sentences.

    Numbers rise with the text, from 0, and are those of words within the sentences asked for.
    """
    words, bounds = batch.words, batch.sentences.first_word
    of_word = np.full(len(words.type), NONE, np.int32)
    sizes = bounds[sentences + 1] - bounds[sentences]
    sentences, sizes = sentences[sizes > 0], sizes[sizes > 0]
    if not len(sentences):
        return of_word
    opening = np.cumsum(sizes) - sizes
    place = np.repeat(bounds[sentences] - opening, sizes) + np.arange(sizes.sum())
    context = context_of(batch)
    first = np.zeros(len(place), bool)
    first[opening] = True
    verb = _verbs(context, place)
    stretch = np.cumsum(first | context.marks.gap(place) | _joins(context, place)) - 1
    begins = np.flatnonzero(np.diff(stretch, prepend=-1))
    has_verb = np.logical_or.reduceat(verb, begins)
    opener = _joins(context, place)[begins]
    # "and" between names: no mark before it, and no verb since the last cut.
    bare = context.classed("coordinator")[context.type[place[begins]]] & ~context.marks.gap(place[begins]) & ~first[begins]
    kept = ~(bare & ~np.append(False, has_verb[:-1]))
    begins, has_verb, opener = _joined(begins, has_verb, opener, kept)
    opens = first[begins] | (_after_a_verb(verb, begins, opening) & _leads(has_verb, opener & ~first[begins]))
    return _numbered(of_word, place, begins, opens)


def _joined(begins: Longs, has_verb: Flags, opener: Flags, kept: Flags) -> tuple[Longs, Flags, Flags]:
    """Join the pieces that are not kept to the one before."""
    return begins[kept], np.logical_or.reduceat(has_verb, np.flatnonzero(kept)), opener[kept]


def _after_a_verb(verb: Flags, begins: Longs, opening: Longs) -> Flags:
    """Whether a verb stands before each piece in its sentence."""
    before: Longs = np.cumsum(verb) - verb
    sentence = np.searchsorted(opening, begins, side="right") - 1
    return np.asarray(before[begins] > before[opening[sentence]], bool)


def _leads(has_verb: Flags, opener: Flags) -> Flags:
    """Whether each piece begins a clause, if a verb is before it: it has a verb, or waits for one behind a joining word.

    A piece that finds another waiting belongs to that.
    """
    number = np.arange(len(has_verb))
    waiting = opener & ~has_verb
    last_verb = np.maximum.accumulate(np.append(-1, np.where(has_verb, number, -1)))[:-1]
    last_waiting = np.maximum.accumulate(np.append(-1, np.where(waiting, number, -1)))[:-1]
    return np.asarray((has_verb | waiting) & (last_waiting <= last_verb), bool)


def _numbered(of_word: Ints, place: Ints, begins: Longs, opens: Flags) -> Ints:
    starts = np.zeros(len(place), np.int32)
    starts[begins[opens]] = 1
    of_word[place] = np.cumsum(starts) - 1
    return of_word


def _hedged(batch: Batch, hedge: Found, of_word: Ints) -> Ints:
    """Give the clauses that are hedged."""
    context = context_of(batch)
    last = np.searchsorted(batch.words.sentence * _SPAN + batch.words.end, hedge.sentence * _SPAN + hedge.end).astype(np.int32)
    next_ = np.minimum(last + 1, max(len(of_word) - 1, 0))
    complement = context.classed("complementiser")[context.after(last)] & (of_word[next_] != of_word[last])
    return np.unique(np.concatenate([of_word[_word_at(batch, hedge)], of_word[next_[complement]]]))


def _verbs(context: Context, place: Ints) -> Flags:
    """Words that are evidence of a finite verb: auxiliaries, modals, common finite forms, and -ed not after an article."""
    type_ = context.type[place]
    past = context.past[type_] & ~context.classed("no verb after")[context.before(place)]
    return np.asarray(context.classed("finite verb")[type_] | past, bool)


def _joins(context: Context, place: Ints) -> Flags:
    return np.asarray(context.classed("clause opener")[context.type[place]], bool)


def _word_at(batch: Batch, found: Found) -> Ints:
    """Give the word at which each piece of evidence starts."""
    key = batch.words.sentence * _SPAN + batch.words.start
    return np.searchsorted(key, found.sentence * _SPAN + found.start).astype(np.int32)


def _ends(of_word: Ints, clause: Ints) -> tuple[Ints, Ints]:
    """Give the first and last word of some clauses."""
    inside = np.flatnonzero(of_word >= 0)
    numbers = of_word[inside]
    first = inside[np.searchsorted(numbers, clause, side="left")]
    last = inside[np.searchsorted(numbers, clause, side="right") - 1]
    return first.astype(np.int32), last.astype(np.int32)
