"""Attribution against PolNeAR: cue, source and content of every attribution in political news (Newell et al. 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.measures.attribution_rules import Attribution
from framing.validate.documents import of_lines
from framing.validate.evidence import Evidence, Part, Span, Spans, evidence, parts
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval
from framing.validate.metrics import f1, matched, overlapping
from framing.validate.rows import f1_precision_recall, row

__all__ = ["GOLD", "evaluate"]

Floats = NDArray[np.float64]
Ranges = list[tuple[int, int]]

GOLD = GoldSet(
    name="attribution-polnear",
    construct="Attribution: who is said to have said, thought or known what",
    source="Newell, Margolin & Ruths 2018: PolNeAR 1.0.0; github.com/networkdynamics/PolNeAR (commit 904c7d3), as supplied",
    licence="not stated",
    untested='News outside the US campaign of 2015-2016; kinds of source; it marks internal states and acts too ("wants", '
    '"endorsed"), and not which attributions are direct, indirect or imputed: modes here are read from quotation marks',
    floor='cues: the forms of "say" and "tell", and "according to", anywhere; content: words in direct quotation marks',
    published="human token alpha 0.754: an agreement, not a ceiling for F1",
    known={
        "train.jsonl.gz": "ab360da59276704d28597bd6890f7b121aabcd050d98e053b13111b7a489e0ed",
        "dev.jsonl.gz": "0a34caea360acfb6fb782f281e5fa2a176e692f24840d1b2a2a2ae5d5a891e81",
    },
    endings=(".jsonl",),
)

ROLES = ("cue", "source", "content")

TOKEN = re.compile(r"\w+|[^\w\s]")
"""What the F1 of content counts: words and single marks of punctuation."""

SAYING = re.compile(r"\b(?:says?|said|saying|tells?|told|according to)\b", re.IGNORECASE)
"""The floor of cues."""

QUOTES = re.compile('["“”„«»]')


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give F1, precision and recall of cues, sources and content, recall of cues by mode, and direct quotation."""
    records = {str(record["id"]): record for record in file.records("id", "text", "attributions")}
    documents = [of_lines(name, record["text"]) for name, record in records.items()]
    found = evidence(documents, ["attribution", "source", "content", "quote"], file, more=[Attribution()])
    floor = {name: _ranges(_labelled(spans, "direct")) for name, spans in _first(found, "quote").items()}
    for instrument in found.instruments("attribution"):
        for part in parts(file, instrument):
            yield from _instrument(file, instrument, part, records, found, floor)
    for instrument in found.instruments("quote"):
        for part in parts(file, instrument):
            yield from _quotations(file, instrument, part, records, found.spans("quote", instrument))


def _part(file: GoldFile) -> str:
    return file.name.split(".")[0]


def _first(found: Evidence, layer: str) -> Spans:
    names = found.instruments(layer)
    return found.spans(layer, names[0]) if names else {}


def _instrument(
    file: GoldFile,
    instrument: str,
    part: Part,
    records: Mapping[str, Any],
    found: Evidence,
    floor: dict[str, Ranges],
) -> Iterator[Row]:
    names = [name for name in records if part.holds(name)]
    cues = found.spans("attribution", instrument)
    base = row(
        file, instrument, "attribution", "", Interval(np.nan, np.nan, np.nan), split=part.split, documents=len(names),
        n=0, unit="cues", floor_is='forms of "say", "tell", "according to"',
        said=f"with the coders of PolNeAR {_part(file)}",
    )  # fmt: skip
    gold = {name: _gold(records[name], "cue") for name in names}
    ours = {name: _ranges(cues[name]) for name in names}
    base = replace(base, n=_distinct(gold))
    said = {name: [match.span() for match in SAYING.finditer(records[name]["text"])] for name in names}
    floor_of_cues = _f1_of(_overlaps(names, said, gold))
    yield from f1_precision_recall(_overlaps(names, ours, gold), base, "of cues", floor_of_cues)
    base = replace(base, floor_is="")
    yield from _modes(base, names, records, ours)
    yield from _sources(replace(base, layer="source"), names, records, cues)
    content = _contents(found, instrument, cues)
    if content is not None:
        words = _tokens(names, records, {name: content.get(name, []) for name in names})
        plain = _tokens(names, records, floor)
        base = replace(
            base, layer="content", unit="words and marks", n=int(words[:, 3].sum()),
            said=f"with the coders of PolNeAR {_part(file)}",
            floor_is="words in direct quotation",
        )  # fmt: skip
        yield from f1_precision_recall(words, base, "of content, by token", _f1_of(plain))


def _f1_of(table: Floats) -> float:
    return float(f1(table.sum(axis=0)))


def _gold(record: Mapping[str, Any], role: str) -> list[Ranges]:
    """Give the spans in a role of each attribution that has any."""
    return [[(start, end) for start, end in each[role]] for each in record["attributions"] if each[role]]


def _labelled(spans: list[Span], label: str) -> list[Span]:
    return [span for span in spans if span.label == label]


def _ranges(spans: list[Span]) -> Ranges:
    return [(span.start, span.end) for span in spans]


def _overlaps(names: list[str], ours: Mapping[str, Ranges], gold: Mapping[str, list[Ranges]]) -> Floats:
    """Count a document's distinct spans: pairs of ours and gold's that overlap, ours, pairs, gold (several pieces are one).

    A pair is one of ours and one of gold's, and neither is in another pair: what is found twice is right once.
    """
    table = np.zeros((len(names), 4))
    for place, name in enumerate(names):
        own = [[span] for span in dict.fromkeys(ours[name])]
        theirs = [list(spans) for spans in dict.fromkeys(map(tuple, gold[name]))]
        pairs = matched(own, theirs)
        table[place] = pairs, len(own), pairs, len(theirs)
    return table


def _distinct(gold: Mapping[str, list[Ranges]]) -> int:
    """Count the distinct spans of all documents."""
    return sum(len(set(map(tuple, spans))) for spans in gold.values())


def _modes(base: Row, names: list[str], records: Mapping[str, Any], ours: Mapping[str, Ranges]) -> Iterator[Row]:
    """Give the recall of cues apart for content in quotation marks and content without any."""
    for mode, quoted in (("direct (content holds quotation marks)", True), ("indirect or imputed (none)", False)):
        gold = {
            name: [
                [(start, end) for start, end in each["cue"]]
                for each in records[name]["attributions"]
                if each["cue"] and _quoted(records[name]["text"], each) == quoted
            ]
            for name in names
        }
        own = replace(base, n=sum(len(each) for each in gold.values()), said="", detail=True)
        rows = f1_precision_recall(_overlaps(names, ours, gold), own, f"of cues, {mode}")
        yield from (each for each in rows if each.metric.startswith("recall"))


def _quoted(text: str, attribution: Mapping[str, Any]) -> bool:
    """Tell whether the content, or what touches it, holds a quotation mark."""
    return any(QUOTES.search(text[max(0, start - 1) : end + 1]) for start, end in attribution["content"])


def _sources(base: Row, names: list[str], records: Mapping[str, Any], cues: Spans) -> Iterator[Row]:
    """Give F1 of sources, and how often the source of a cue that is right overlaps the source of its own attribution."""
    gold = {name: _gold(records[name], "source") for name in names}
    ours = {name: sorted({span for cue in cues[name] for span in _ranges(_spoken(cue)) if span[0] < span[1]}) for name in names}
    base = replace(base, n=_distinct(gold), unit="sources")
    yield from f1_precision_recall(_overlaps(names, ours, gold), base, "of sources")
    table = np.array([_paired(records[name]["attributions"], cues[name]) for name in names], float).reshape(-1, 4)
    own = replace(base, n=int(table[:, 1].sum()), unit="cues that are right", detail=True, said="")
    rows = f1_precision_recall(table, own, "of the source of a right cue")
    yield from (each for each in rows if each.metric.startswith("precision"))


def _spoken(cue: Span) -> list[Span]:
    """Give a cue's sources; what stands for nobody is none."""
    return [span for span in cue.linked("source") if span.label not in ("nobody", "none")]


def _paired(attributions: list[Mapping[str, Any]], cues: list[Span]) -> tuple[int, int, int, int]:
    pairs = [
        overlapping(_ranges(_spoken(cue)), [(start, end) for start, end in each["source"]]) > 0
        for each in attributions
        if each["cue"] and each["source"]
        for cue in cues
        if overlapping([(cue.start, cue.end)], [(start, end) for start, end in each["cue"]])
    ]
    return sum(pairs), len(pairs), sum(pairs), len(pairs)


def _contents(found: Evidence, instrument: str, cues: Spans) -> dict[str, Ranges] | None:
    """Give an instrument's content: a layer of its own, or what its cues are linked to; None where it finds none."""
    if instrument in found.instruments("content"):
        return {name: _ranges(spans) for name, spans in found.spans("content", instrument).items()}
    linked = {name: [span for cue in spans for span in _ranges(cue.linked("content"))] for name, spans in cues.items()}
    return linked if any(linked.values()) else None


def _tokens(names: list[str], records: Mapping[str, Any], ours: Mapping[str, Ranges]) -> Floats:
    """Count a document's tokens: in our content and gold's, in ours, in both, in gold's."""
    table = np.zeros((len(names), 4))
    for place, name in enumerate(names):
        text = records[name]["text"]
        gold = _covered(text, [span for spans in _gold(records[name], "content") for span in spans])
        own = _covered(text, ours.get(name, []))
        starts = [match.start() for match in TOKEN.finditer(text)]
        in_gold, in_own = gold[starts], own[starts]
        both = int((in_gold & in_own).sum())
        table[place] = both, in_own.sum(), both, in_gold.sum()
    return table


def _covered(text: str, spans: Ranges) -> NDArray[np.bool_]:
    covered = np.zeros(len(text), np.bool_)
    for start, end in spans:
        covered[start:end] = True
    return covered


def _quotations(file: GoldFile, instrument: str, part: Part, records: Mapping[str, Any], spans: Spans) -> Iterator[Row]:
    """Give how far direct quotations are attributed content, and attributed quotation is found."""
    names = [name for name in records if part.holds(name)]
    ours = {name: _ranges(_labelled(spans[name], "direct")) for name in names}
    gold = {
        name: [
            [(start, end) for start, end in each["content"]]
            for each in records[name]["attributions"]
            if each["content"] and _quoted(records[name]["text"], each)
        ]
        for name in names
    }
    base = row(
        file, instrument, "quote", "", Interval(np.nan, np.nan, np.nan), split=part.split, documents=len(names),
        n=sum(len(ours[name]) for name in names), unit="quotations", labels=("direct",),
        said=f"with attributed content in PolNeAR {_part(file)}",
    )  # fmt: skip
    yield from f1_precision_recall(_overlaps(names, ours, gold), base, "of direct quotations")
