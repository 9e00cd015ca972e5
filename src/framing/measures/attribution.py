"""Attribution: who is said to have said, known, hoped or thought it; what stands between quotation marks; who gets to speak.

Found by a trained tagger (`attribution-news`) or, where a study asks for it, by lists and guards (`attribution-rules`, which
finds no contents). `docs/methods/attribution.md` has the constructs and their known errors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.attribution_rules import INSTRUMENT as BY_RULES
from framing.measures.attribution_rules import KINDS as RULE_KINDS
from framing.measures.attribution_rules import Attribution
from framing.measures.claims import Claims
from framing.measures.source_kinds import KINDS
from framing.measures.sources import LABELS
from framing.measures.spec import Found, Measure, Sum, per_thousand
from framing.tables import ATTRIBUTED, MODES

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["QUOTES", "Attribution", "Quotations", "annotators", "measures"]

Ints = NDArray[np.int32]

QUOTES = "quotes-rules"


def annotators(study: Study | None) -> list[Annotator]:
    """Give the annotators of attribution, of claims and of quotation."""
    return [_finder(study), Claims(), Quotations()]


def _finder(study: Study | None) -> Annotator:
    if _by_rules(study):
        return Attribution()
    from framing.measures.attribution_news import AttributionNews

    return AttributionNews()


def _by_rules(study: Study | None) -> bool:
    return study is not None and study.instruments.attribution == BY_RULES


def measures(study: Study | None) -> list[Measure]:
    """Give the measures of attribution: cues, sources and their kinds, words attributed by mode, and who gets to speak.

    Examples:
        >>> [measure.name for measure in measures(None)][:4]
        ['attributions', 'attributions_direct', 'attributions_indirect', 'attributions_imputed']
    """
    if _by_rules(study):
        return [*_cues(RULE_KINDS["attribution"]), *_sources(LABELS[:3]), _unsourced(), _quoted_share()]
    actors = [_sourced(), _spoken()] if study is not None and study.actors else []
    return [
        *_cues(MODES),
        *_sources(KINDS[:5]),
        *(_attributed(mode) for mode in (ATTRIBUTED, *MODES)),
        *(_spoken_kind(kind) for kind in KINDS),
        _unsourced(),
        _quoted_share(),
        *actors,
    ]


_MODES = {"direct": "quoted", "indirect": "reported", "imputed": "imputed"}


def _cues(kinds: Sequence[str]) -> list[Measure]:
    source = "Pareti 2015; Newell, Margolin & Ruths 2018"
    every = per_thousand("attributions", "Attributions", "attribution", "", "more attributed", source)
    return [
        every,
        *(
            per_thousand(
                f"attributions_{kind}", f"Attributions: {kind}", "attribution", kind, f"more {kind} attributions", source
            )
            for kind in kinds
        ),
    ]


def _sources(kinds: Sequence[str]) -> list[Measure]:
    """Sources per 1,000 words, all and by kind, and the share of unnamed ones; nobody is no source."""
    work = "Sigal 1973; Bell 1991"
    by_kind = [
        per_thousand(f"sources_{kind}", f"Sources: {kind}", "source", kind, f"more {kind} sources", work) for kind in kinds
    ]
    every = Measure(
        "sources",
        "Sources",
        "per 1,000 words",
        Sum("source", labels=tuple(kinds)),
        Sum("words"),
        1000,
        0,
        1000,
        "more sources",
        work,
        "source",
    )
    unnamed = Measure(
        "unnamed_share",
        "Unnamed sources among sources",
        "share",
        Sum("source", labels=("unnamed",)),
        Sum("source", labels=tuple(kinds)),
        1,
        0,
        1,
        "more of its sources have no name",
        "Sigal 1973; Duffy & Williams 2011",
        "source",
    )
    return [every, *by_kind, unnamed]


def _attributed(mode: str) -> Measure:
    """Share of words that are attributed, in all or by mode."""
    title = "Words attributed" if mode == ATTRIBUTED else f"Words {_MODES[mode]}"
    return Measure(
        f"{mode}_share",
        title,
        "share",
        Sum(mode),
        Sum("words"),
        1,
        0,
        1,
        "more of it is given to sources",
        "Pareti 2015; this toolkit",
        "content",
    )


def _spoken_kind(kind: str) -> Measure:
    """Share of the words given to sources that one kind of source is given: who gets to speak."""
    return Measure(
        f"spoken_{kind}",
        f"Words given to sources: {kind}",
        "share",
        Sum("source", labels=(kind,), weight="words"),
        Sum("source", weight="words"),
        1,
        0,
        1,
        f"{kind} sources speak more",
        "Sigal 1973; this toolkit",
        "source",
    )


def _sourced() -> Measure:
    """Attributions whose source is the actor."""
    return Measure(
        "sourced",
        "Attributions to the actor",
        "per 1,000 words",
        Sum("source"),
        Sum("words"),
        1000,
        0,
        1000,
        "cited more often",
        "Sigal 1973; this toolkit",
        "source",
        by="actor",
    )


def _spoken() -> Measure:
    """Share of the words given to sources that the actor is given."""
    return Measure(
        "spoken",
        "Words given to the actor",
        "share",
        Sum("source", weight="words"),
        Sum("source", weight="words", actor="any"),
        1,
        0,
        1,
        "speaks more",
        "Sigal 1973; this toolkit",
        "source",
        by="actor",
    )


def _unsourced() -> Measure:
    """Share of sentences that make a claim and name no source."""
    return Measure(
        "unsourced_claims",
        "Claims without a source",
        "share",
        Sum("claim", labels=("unsourced",)),
        Sum("sentences"),
        1,
        0,
        1,
        "more claims that nobody stands for",
        "Bednarek 2006; this toolkit",
        "claim",
    )


def _quoted_share() -> Measure:
    return Measure(
        "quoted_share",
        "Quoted words",
        "share",
        Sum("quoted"),
        Sum("words"),
        1,
        0,
        1,
        "more of it is direct quotation",
        "Bell 1991",
        "quote",
    )


# --- quotations -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quotations:
    """Gives the stretches between quotation marks as evidence: `direct` speech, or `scare` quotes."""

    instrument: str = QUOTES
    needs: tuple[str, ...] = ()

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002  (needs nothing of others)
        """Give the layer quote; a quotation belongs to the sentence in which it starts."""
        quotes, sentences = batch.quotes, batch.sentences
        sentence = _sentence_at(quotes.document, quotes.start, sentences.document, sentences.start)
        kept = np.flatnonzero(sentence >= 0)
        return [
            Found(
                layer="quote",
                instrument=self.instrument,
                sentence=sentence[kept],
                start=quotes.start[kept],
                end=quotes.end[kept],
                label=quotes.scare[kept].astype(np.int32),
                labels=("direct", "scare"),
                value=np.ones(len(kept), np.int32),
                entry=np.full(len(kept), -1, np.int32),
            )
        ]


def _sentence_at(document: Ints, place: Ints, documents: Ints, starts: Ints) -> Ints:
    """Give the last sentence of the same document that starts at or before each place, −1 where there is none."""
    width = np.int64(max(int(starts.max(initial=0)), int(place.max(initial=0))) + 1)
    ordered = documents.astype(np.int64) * width + starts
    index = np.searchsorted(ordered, document.astype(np.int64) * width + place, side="right") - 1
    own = (index >= 0) & (documents[np.maximum(index, 0)] == document) if len(documents) else np.zeros(len(place), bool)
    return np.where(own, index, -1).astype(np.int32)
