"""Attribution by a trained tagger: cue, source and content of every attribution, its mode and the kind of its source.

Modes: `direct` where most words of the content stand between quotation marks; `imputed` where the cue is a state of mind
("hopes", "has long viewed"); else `indirect`. `docs/methods/attribution.md` has the construct and the known errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.attributed import NOBODY, Attributions, Stretches, attributions, completed, supplied
from framing.measures.context import Context, context_of
from framing.measures.cue_words import CueWords
from framing.measures.cues_judged import Judged, judged, retagged
from framing.measures.source_kinds import KINDS, NO_ONE, listed, resolved, source_kinds
from framing.measures.spec import NONE, Found, Link
from framing.measures.subjects import with_heads_of_relatives
from framing.measures.surroundings import inside, paragraph_openings
from framing.measures.tagger import CONTENT, CUE_BEGINS, OUTSIDE, load_tagger
from framing.tables import MODES

if TYPE_CHECKING:
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "AttributionNews"]

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

INSTRUMENT = "attribution-news"

DIRECT, INDIRECT, IMPUTED = range(3)


@dataclass(frozen=True)
class AttributionNews:
    """Finds attributions: layers `attribution` (the cue), `source` and `content`; an empty batch gives three empty layers.

    Cues are linked to sources and contents. A cue without a source has a row `nobody` that spans the cue. The value of a source
    or content is its words: those of a source are the words given to it through this cue. A content has a row a sentence.
    """

    instrument: str = INSTRUMENT
    needs: tuple[str, ...] = ("mention",)

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the three layers; with mentions in `found`, sources that name an actor are that actor's."""
        told, key = _told(batch)
        context, words = context_of(batch), batch.words
        counted = np.append(0, np.cumsum(~words.joined))
        quoted = _quoted(batch)
        size = _between(counted, told.contents)
        spoken = _between(np.append(0, np.cumsum(quoted & ~words.joined)), told.contents)
        verbal = np.where(_imputes(context, told.cues, key), IMPUTED, INDIRECT)
        own = np.where(told.cue >= 0, verbal[told.cue] if len(verbal) else INDIRECT, INDIRECT)
        content_mode = np.where(2 * spoken > size, DIRECT, own)
        given = np.bincount(told.cue[told.cue >= 0], size[told.cue >= 0], len(told.cues)).astype(np.int64)
        in_marks = np.bincount(told.cue[told.cue >= 0], spoken[told.cue >= 0], len(told.cues)).astype(np.int64)
        cue_mode = np.where(2 * in_marks > given, DIRECT, verbal)
        rows, sources = self._sources(batch, context, told, found, given)
        cues = self._found("attribution", batch, told.cues, cue_mode, MODES, np.ones(len(told.cues), np.int64))
        contents = _with_marks(self._found("content", batch, told.contents, content_mode, MODES, size), batch, told.contents)
        cues = _at_colons(cues, batch, told)
        entry, entries = _entries(context, key)
        return [_linked(cues, rows, told.cue, entry, entries), sources, contents]

    def _sources(
        self, batch: Batch, context: Context, told: Attributions, found: Sequence[Found], given: Ints
    ) -> tuple[Ints, Found]:
        """Give the row of each cue's source, and the sources: one a cue, sorted by place."""
        kind, pronoun = source_kinds(context, told.sources)
        names, actor = _actors(batch, told.sources, found)
        document = batch.sentences.document[context.sentence[told.sources.first]].astype(np.int64)
        kind, actor = resolved(kind, pronoun, actor, document)
        nobody = told.source == NOBODY
        at = np.where(nobody, 0, told.source)
        padded = [np.append(column, NOBODY) for column in (told.sources.first, told.sources.last, kind, actor)]
        first, last, kinds, actors = (np.where(nobody, -1, column[at]) for column in padded)
        first, last = np.where(nobody, told.cues.first, first), np.where(nobody, told.cues.last, last)
        order = np.argsort(first, kind="stable")
        row = np.empty(len(order), np.int64)
        row[order] = np.arange(len(order))
        spans = Stretches(first[order], last[order])
        label = np.where(nobody, NO_ONE, kinds)[order]
        sources = self._found("source", batch, spans, label, KINDS, given[order], actors[order], names)
        return row, sources

    def _found(
        self,
        layer: str,
        batch: Batch,
        spans: Stretches,
        label: Ints,
        labels: Sequence[str],
        value: Ints,
        actor: Ints | None = None,
        actors: Sequence[str] = (),
    ) -> Found:
        words = batch.words
        return Found(
            layer=layer,
            instrument=self.instrument,
            sentence=words.sentence[spans.first],
            start=words.start[spans.first],
            end=words.end[spans.last],
            label=label.astype(np.int32),
            labels=labels,
            value=value.astype(np.int32),
            entry=np.full(len(spans), NONE, np.int32),
            actor=None if actor is None or not actors else actor.astype(np.int32),
            actors=actors,
        )


def _at_colons(cues: Found, batch: Batch, told: Attributions) -> Found:
    """Let cues that are bare colons span the colon."""
    start, end = cues.start.copy(), cues.end.copy()
    for row in np.flatnonzero(told.colon).tolist():
        text = batch.normal[int(batch.sentences.document[cues.sentence[row]])]
        start[row] = max(text.find(":", int(end[row])), int(end[row]))
        end[row] = start[row] + 1
    return replace(cues, start=start, end=end)


def _with_marks(contents: Found, batch: Batch, spans: Stretches) -> Found:
    """Let contents begin and end with their chunks, so that quotation marks and full stops belong to them."""
    words, chunks = batch.words, batch.chunks
    start, end = chunks.start[words.chunk[spans.first]], chunks.end[words.chunk[spans.last]]
    following = np.minimum(spans.last + 1, max(len(words.type) - 1, 0))
    goes_on = words.joined[following] & (following > spans.last)
    return replace(
        contents,
        start=np.where(words.joined[spans.first], contents.start, start).astype(np.int32),
        end=np.where(goes_on, contents.end, end).astype(np.int32),
    )


def _told(batch: Batch) -> tuple[Attributions, Ints]:
    """Tag the words and put the tags together; give the attributions that stand, and the key word of each cue (−1: a colon)."""
    context, quoted, paragraph = context_of(batch), _quoted(batch), np.cumsum(paragraph_openings(batch), dtype=np.int64)
    words = CueWords(context)
    heading = batch.sentences.heading[context.sentence]
    tagger = load_tagger()
    scores = tagger.scores(batch)
    tags = tagger.tags(batch, scores)
    tags[heading] = OUTSIDE
    tags[quoted & (tags == OUTSIDE) & ~heading] = CONTENT
    completed(batch, tags)
    with_heads_of_relatives(words, tags)
    supplied(batch, tags, attributions(batch, tags, paragraph))
    told = attributions(batch, tags, paragraph)
    sure = (scores[:, CUE_BEGINS] - scores[:, OUTSIDE]).astype(np.int64)
    found = judged(words, told, quoted, sure)
    plain = _between(np.append(0, np.cumsum(quoted)), told.contents) == 0
    content = np.bincount(told.cue[told.cue >= 0], minlength=len(told.cues)) > 0
    sourceless = found.nobody | (told.source == NOBODY) & (found.subject.first < 0)
    found = replace(found, stands=found.stands & (content | ~sourceless))
    lost = (told.cue == NOBODY) | np.append(~found.stands, True)[told.cue] | told.carried
    _untag(tags, told.contents, plain & lost)
    held = np.bincount(told.source[(told.source >= 0) & ~found.nobody], minlength=len(told.sources)) > 0
    lent = np.bincount(told.source[(told.source >= 0) & found.nobody], minlength=len(told.sources)) > 0
    _untag(tags, told.sources, lent & ~held)
    retagged(words, tags, told, found)
    return _standing(batch, tags, paragraph, found)


def _standing(batch: Batch, tags: NDArray[np.int8], paragraph: Ints, found: Judged) -> tuple[Attributions, Ints]:
    """Put the judged tags together: nobody speaks where that was the judgement."""
    told = attributions(batch, tags, paragraph)
    place = found.first[found.stands]
    order = np.argsort(place, kind="stable")
    at = np.searchsorted(place[order], told.cues.first)
    row = np.append(np.flatnonzero(found.stands)[order], -1)[at]
    key = np.where(told.colon | (row < 0), -1, found.key[row] if len(found.key) else -1)
    nobody = found.nobody[row] & ~told.colon if len(found.nobody) else np.zeros(len(row), bool)
    return replace(told, source=np.where(nobody, NOBODY, told.source)), key


def _untag(tags: NDArray[np.int8], spans: Stretches, which: Flags) -> None:
    """Take the tags of some spans away."""
    change = np.bincount(spans.first[which], minlength=len(tags) + 1)
    change -= np.bincount(spans.last[which] + 1, minlength=len(tags) + 1)
    tags[np.cumsum(change)[: len(tags)] > 0] = OUTSIDE


def _quoted(batch: Batch) -> Flags:
    document = batch.sentences.document[batch.words.sentence]
    return np.asarray(inside(batch.words, document, batch.quotes) == 1, bool)


def _between(run: Ints, spans: Stretches) -> Ints:
    """Add up a column over spans, given its running sum."""
    return np.asarray(run[spans.last + 1] - run[spans.first], np.int64)


def _imputes(context: Context, cues: Stretches, key: Ints) -> Flags:
    """Whether each cue's key is a state of mind, not of speech; where no list says, the next listed word of the cue decides."""
    imputed, speech = (np.append(listed(context, name)[context.type], False) for name in ("imputed", "speech"))
    plain = ~(imputed[key] | speech[key])
    after = np.append(np.flatnonzero(imputed | speech), len(context.type))
    following = after[np.searchsorted(after, np.maximum(key, 0))]
    decides = np.where(plain & (following <= cues.last), following, key)
    return np.asarray(imputed[decides] & ~speech[decides] & (key >= 0), bool)


def _entries(context: Context, key: Ints) -> tuple[Ints, tuple[str, ...]]:
    """Give each cue its key word, `NONE` where it has none."""
    import pyarrow as pa

    types = np.where(key >= 0, np.append(context.type, 0)[key], NONE)
    found = np.unique(types[types >= 0])
    code = np.searchsorted(found, types)
    words = context.batch.words.types.take(pa.array(found, pa.int32())).to_pylist()
    return np.where(types >= 0, code, NONE), tuple(str(word) for word in words)


def _actors(batch: Batch, sources: Stretches, found: Sequence[Found]) -> tuple[Sequence[str], Ints]:
    """Give the actors' names, and for each source the actor that it names first, −1 for none."""
    mentions = next((each for each in found if each.layer == "mention"), None)
    if mentions is None or mentions.actor is None or not len(mentions.start) or not len(sources):
        return (mentions.actors if mentions is not None else ()), np.full(len(sources), NONE, np.int64)
    words, document = batch.words, batch.sentences.document
    width = np.int64(int(words.end.max()) + 1)
    place = document[mentions.sentence] * width + mentions.start
    own = document[words.sentence[sources.first]] * width
    at = np.searchsorted(place, own + words.start[sources.first])
    inside_ = (at < len(place)) & (np.append(place, np.iinfo(np.int64).max)[at] < own + words.end[sources.last])
    return mentions.actors, np.where(inside_, mentions.actor[np.minimum(at, len(place) - 1)], NONE).astype(np.int64)


def _linked(cues: Found, source: Ints, cue: Ints, entry: Ints, entries: tuple[str, ...]) -> Found:
    """Tie cues to sources and contents, and name the entries."""
    content = np.flatnonzero(cue >= 0)
    order = np.argsort(cue[content], kind="stable")
    links = (
        Link(np.arange(len(source), dtype=np.int32), source.astype(np.int32), "source", "source"),
        Link(cue[content][order].astype(np.int32), content[order].astype(np.int32), "content", "content"),
    )
    return replace(cues, links=links, entry=entry.astype(np.int32), entries=entries)
