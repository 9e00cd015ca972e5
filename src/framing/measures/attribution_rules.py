"""Attribution by list and guard: cues of saying and knowing, and the source of each.

A cue of `speech` reports an act of speech ("said", "according to"); a cue of `evidence` says on what knowledge a claim
rests without one ("reports suggest", "is believed to", "analysts expect"). Each cue has one source: `named`,
`institutional`, `unnamed`, or `none` ("reportedly"). `docs/methods/attribution.md` has the rules and their known errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.context import Context, context_of
from framing.measures.rules import Guard, Hits, Rules
from framing.measures.sources import LABELS, Direction, Sources, find_sources
from framing.measures.spans import Spans
from framing.measures.speakers import Speakers
from framing.measures.spec import Found, Link

if TYPE_CHECKING:
    from framing.text.batch import Batch

__all__ = ["INSTRUMENT", "KINDS", "Attribution"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

INSTRUMENT = "attribution-rules"

KINDS = {"attribution": ("speech", "evidence")}

EVIDENCE_REACH = 6
"""Words before "suggest" in which its subject is sought, as in `hedging`."""


# --- cues and their sources -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attribution:
    """Finds cues by list and guard, and the source of each; an empty batch gives two empty layers."""

    instrument: str = INSTRUMENT
    needs: tuple[str, ...] = ()

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (needs nothing of others)
        """Give the layers attribution and source; each cue is linked to its source."""
        rules, context = _rules(), context_of(batch)
        hits = _whole(rules.find(context))
        speakers = Speakers(context)
        direction = _directions()[hits.entry]
        sources, kept = find_sources(speakers, hits.spans, direction)
        hits = Hits(hits.spans[kept], hits.entry[kept])
        return self._linked(rules.evidence(hits, "attribution", self.instrument), sources, context)

    def _linked(self, cues: Found, sources: Sources, context: Context) -> list[Found]:
        words = context.batch.words
        order = np.argsort(sources.first, kind="stable").astype(np.int32)
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        link = Link(source=np.arange(len(order), dtype=np.int32), target=place, layer="source", role="source")
        source = Found(
            layer="source",
            instrument=self.instrument,
            sentence=cues.sentence[order],
            start=words.start[sources.first][order],
            end=words.end[sources.last][order],
            label=sources.label[order],
            labels=LABELS,
            value=np.ones(len(order), np.int32),
            entry=np.full(len(order), -1, np.int32),
        )
        return [replace(cues, links=(link,)), source]


def _whole(hits: Hits) -> Hits:
    """Leave out cues that are part of a compound ("early-warning")."""
    joined = np.append(hits.spans.context.batch.words.joined, False)
    kept = np.flatnonzero(~(joined.take(hits.spans.first) | joined.take(hits.spans.last + 1)))
    return Hits(hits.spans[kept], hits.entry[kept])


@cache
def _rules() -> Rules:
    return Rules(load(INSTRUMENT), KINDS, GUARDS)


@cache
def _directions() -> NDArray[np.int8]:
    """Where each entry's source is sought; entries that only block have none."""
    names = load(INSTRUMENT).column("source")
    return np.array([Direction[name.upper().replace(" ", "_")] if name else Direction.NONE for name in names], np.int8)


# --- the guards, by the name that the list gives them -----------------------------------------------------------------


def _past(spans: Spans) -> Flags:
    """A past form that is no adjective ("the noted scholar") and has no speaker in the first person ("I said")."""
    return ~(spans.preceded("nominal", "first person", "to") | spans.context.marks.possessive(spans.first))


def _nominal(spans: Spans) -> Flags:
    """An article, a possessive or "of" right before: what follows is a noun or an adjective."""
    return spans.preceded("nominal") | spans.context.marks.possessive(spans.first)


def _third(spans: Spans) -> Flags:
    """An -s form that is no infinitive or noun."""
    return ~_nominal(spans)


def _singular(spans: Spans) -> Flags:
    """An -s form that may be a plural noun ("claims"): what speaks stands right before it, and no preposition follows."""
    name = spans.preceded_by_capital() & ~spans.preceded("common opener")
    speaks = name | spans.preceded("third person", "singular source")
    return speaks & ~spans.followed("after noun reading") & ~_nominal(spans)


def _singular_clause(spans: Spans) -> Flags:
    """Such an -s form with a that-clause or a quotation."""
    return _singular(spans) & _clause(spans)


def _plural(spans: Spans) -> Flags:
    """A base form that is finite: a plural subject before it, or "that" behind it, and no "to" or modal."""
    that = spans.followed("clause opening")
    return (spans.preceded("plural subject") | that) & ~spans.preceded("before no finite verb")


def _finite(spans: Spans) -> Flags:
    """A base form that is hardly ever a noun: finite unless "to", a modal, a comma or the first person stands before it."""
    apart = spans.opens() | spans.context.marks.gap(spans.first)
    caused = spans.preceded("causative", within=CAUSE_REACH)
    return ~(apart | caused | spans.preceded("before no finite verb", "third person singular"))


def _asked(spans: Spans) -> Flags:
    """Asked as what a source does, not what is done to one ("when asked", "Asked about the deal, he said")."""
    marks = spans.context.marks
    opening = spans.opens() | (marks.gap(spans.first) & ~marks.unquote(spans.first))
    return ~opening & ~spans.preceded("when") & _past(spans)


def _promise(spans: Spans) -> Flags:
    """A verb of promise with "to" or a that-clause or a quotation ("vowed to", not "pledged delegates")."""
    return (spans.followed("to") | _clause(spans)) & ~_nominal(spans) & ~spans.preceded("first person")


def _holder_finite(spans: Spans) -> Flags:
    """A base form of belief with a subject in the third person ("many in Seoul believe")."""
    return _finite(spans) & ~spans.followed("after belief, no clause")


def _participle(spans: Spans) -> Flags:
    """An -ing form that is no noun ("the warning", "his saying")."""
    return ~(spans.preceded("first person", "before no participle") | spans.followed("after noun reading"))


def _clause(spans: Spans) -> Flags:
    """A verb that reports only with a that-clause or a quotation ("added that", "added: “")."""
    marks = spans.context.marks
    that = spans.followed("clause opening", within=2)
    quoted = marks.unquote(spans.first) | marks.quote(spans.last + 1) | (marks.quote(spans.last + 2) & spans.reaches(2))
    named = marks.unquote(spans.first - 1) | marks.unquote(spans.first - 2)
    return (that | quoted | named) & ~spans.preceded("before no finite verb")


def _plural_clause(spans: Spans) -> Flags:
    """A finite base form with a that-clause or a quotation."""
    return _plural(spans) & _clause(spans)


def _quotation(spans: Spans) -> Flags:
    """A verb of naming with quotation marks shortly behind it ("called the deal “a gift”")."""
    return spans.followed_by_quote(QUOTATION_REACH) & ~spans.preceded("before no finite verb")


CAUSE_REACH = 3
"""Words before a base form in which "make" or "help" takes it ("make another country believe")."""

QUOTATION_REACH = 5
"""Words after "called" in which the quotation begins."""


def _as(spans: Spans) -> Flags:
    """A verb of description with "as" behind it ("dismissed it as")."""
    return spans.followed("as", within=8) & ~_nominal(spans)


def _described(spans: Spans) -> Flags:
    """A description of something as something, or in quotation marks."""
    return (_as(spans) | _quotation(spans)) & ~_nominal(spans)


def _to(spans: Spans) -> Flags:
    """A verb of intent with "to" behind it ("threatened to")."""
    return spans.followed("to", within=1) & ~_nominal(spans) & ~spans.preceded("first person")


def _evidence(spans: Spans) -> Flags:
    """A verb whose subject is evidence, not a person ("reports from the border suggest")."""
    return spans.preceded("evidence", within=EVIDENCE_REACH) & ~spans.preceded("before no finite verb")


def _evidence_clause(spans: Spans) -> Flags:
    """Likewise, with a that-clause."""
    return _evidence(spans) & spans.followed("clause opening", "article")


def _holder(spans: Spans) -> Flags:
    """A verb of belief in the third person: somebody else's view ("he believes", "Lee thought")."""
    holder = spans.preceded_by_capital() | spans.preceded("third person", "plural subject")
    return holder & ~(_nominal(spans) | spans.preceded("first person") | spans.followed("after noun reading"))


def _holder_plural(spans: Spans) -> Flags:
    """Likewise in the plural ("analysts believe")."""
    return spans.preceded("plural subject") & ~spans.followed("after belief, no clause")


def _source_follows(spans: Spans) -> Flags:
    """Something follows that can be a source."""
    return spans.reaches(1)


GUARDS: dict[str, Guard] = {
    "past": _past,
    "third": _third,
    "singular": _singular,
    "singular clause": _singular_clause,
    "plural": _plural,
    "finite": _finite,
    "asked": _asked,
    "promise": _promise,
    "holder finite": _holder_finite,
    "participle": _participle,
    "clause": _clause,
    "plural clause": _plural_clause,
    "quotation": _quotation,
    "as": _as,
    "plural as": _as,
    "as or quotation": _described,
    "to": _to,
    "plural to": _to,
    "past to": _to,
    "evidence": _evidence,
    "evidence clause": _evidence_clause,
    "holder": _holder,
    "holder plural": _holder_plural,
    "source follows": _source_follows,
}
"""What an entry of the list may ask of the words around it."""
