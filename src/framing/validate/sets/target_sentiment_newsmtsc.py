"""Tone towards a person named in a sentence of news: NewsMTSC (Hamborg & Donnay 2021)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.errors import InputError
from framing.measures.target_tone import INSTRUMENT, chances
from framing.measures.tone import beside
from framing.text.build import build
from framing.validate.documents import of_sentences
from framing.validate.evidence import evidence, parts
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import of_sums
from framing.validate.metrics import macro_f1
from framing.validate.rows import row
from framing.validate.tuning import TUNED

__all__ = ["GOLD", "evaluate"]

GOLD = GoldSet(
    name="target-sentiment-newsmtsc",
    construct="Tone towards an actor: how a sentence of news presents a person whom it names",
    source="Hamborg & Donnay 2021: NewsMTSC; github.com/fhamborg/NewsMTSC (commit 6697904 has a train.jsonl), as supplied",
    licence="MIT (repository; the sentences are their outlets')",
    untested="Countries and institutions (targets are persons in US news); sentences in context; tone_near, which adds the "
    "whole sentence's tone to everybody named in it, is what the floor measures; mentions found by the actors' aliases "
    "(`target-tone` is given the coders' mentions)",
    floor="the whole sentence's VADER for every target: macro-F1 0.50 (as supplied)",
    published="GRU-TSC, a transformer: macro-F1 0.831 on devtest_rw (Hamborg & Donnay 2021)",
    known={
        "train.jsonl": "fb80ff05993dd59016c36abefaa7bd00d77cb0cb38a781c1f9edd9ad7c61471e",
        "devtest_mt.jsonl": "f7657900083bc12f41f1dcd7f19ae5b3eec87844da5eeb22d07ee916fe83a865",
    },
    endings=(".jsonl",),
)

POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}
"""The set's numbers for negative, neutral and positive."""

LIMIT = 500
"""Compound ×10⁴ from which a sentence is positive, and to minus which it is negative (Hutto & Gilbert 2014)."""

FLOOR = "vader"


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give macro-F1 over negative, neutral and positive of every tone instrument, its sentence score taken for every target."""
    records = file.records("primary_gid", "sentence_normalized", "targets")
    articles = ["_".join(record["primary_gid"].split("_")[:3]) for record in records]
    names, article = np.unique(articles, return_inverse=True)
    documents, starts = [], np.zeros(len(records), int)
    for place, name in enumerate(names.tolist()):
        own = np.flatnonzero(article == place)
        document, begins = of_sentences(name, [records[at]["sentence_normalized"] for at in own])
        documents.append(document)
        starts[own] = begins
    found = evidence(documents, ["tone"], file, one_sentence=True, more=beside())
    tables = {}
    for instrument in found.instruments("tone"):
        score = {(name, span.start): span.value for name, spans in found.spans("tone", instrument).items() for span in spans}
        of_record = [score.get((name, int(start)), 0) for name, start in zip(articles, starts, strict=True)]
        said = [[_sign(score)] * len(record["targets"]) for score, record in zip(of_record, records, strict=True)]
        tables[instrument] = _confusions(file, records, said)
    tables[INSTRUMENT] = _confusions(file, records, _towards(documents, records, article, starts))
    for instrument, table in tables.items():
        for part in parts(file, instrument):
            if instrument == INSTRUMENT and part.split in TUNED:
                continue  # what it says of the mentions it was trained on tells nothing; models/target-tone cross-validates
            own = np.flatnonzero([part.holds(name) for name in articles])
            sums = _by_article(table[own], article[own])
            floor = float(macro_f1(_by_article(tables[FLOOR][own], article[own]).sum(axis=0)))
            own_tone = instrument == INSTRUMENT
            yield row(
                file, instrument, "stance_towards" if own_tone else "tone", "macro-F1 towards a target",
                of_sums(sums, macro_f1), split=part.split,
                said=f"with the coders of NewsMTSC {file.name.removesuffix('.jsonl')}" if own_tone else "",
                n=int(sums.sum()), unit="targets", documents=len(sums), floor=floor, floor_is="vader, the whole sentence's",
                published=0.831, published_is="GRU-TSC (transformer) on devtest_rw",
                note="the coders' mentions" if own_tone else "the sentence's tone taken for every target in it",
                detail=instrument not in (FLOOR, INSTRUMENT),
            )  # fmt: skip


def _sign(score: int) -> int:
    return 0 if score <= -LIMIT else 2 if score >= LIMIT else 1


def _towards(
    documents: Sequence[Document], records: list[dict[str, Any]], article: NDArray[np.intp], starts: NDArray[np.int_]
) -> list[list[int]]:
    """Give what `target-tone` says of each target of each sentence, where the coders had it."""
    batch = build(documents, one_sentence=True)
    words, span = batch.words, 2**31
    owner = batch.sentences.document[words.sentence].astype(np.int64) * span
    base = article.astype(np.int64) * span + starts
    rows = [(at, target) for at, record in enumerate(records) for target in record["targets"]]
    first = np.searchsorted(owner + words.end, [base[at] + target["from"] for at, target in rows], "right")
    stop = np.searchsorted(owner + words.start, [base[at] + target["to"] for at, target in rows], "left")
    first = np.minimum(first, len(owner) - 1)
    stop = np.clip(stop, first + 1, batch.sentences.first_word[words.sentence[first] + 1])
    said = iter(chances(batch, first, stop).argmax(axis=1).tolist())
    return [[next(said) for _ in record["targets"]] for record in records]


def _confusions(file: GoldFile, records: list[dict[str, Any]], said: list[list[int]]) -> NDArray[np.float64]:
    """Count each sentence's targets by gold polarity and the instrument's, flattened (negative, neutral, positive)."""
    table = np.zeros((len(records), 9))
    for at, (record, own) in enumerate(zip(records, said, strict=True)):
        for target, ours in zip(record["targets"], own, strict=True):
            gold = POLARITY.get(target.get("polarity"))
            if gold is None:
                raise InputError(f"{file.path}: a target has polarity {target.get('polarity')}; it may be 2, 4 or 6")
            table[at, 3 * gold + ours] += 1
    return table


def _by_article(table: NDArray[np.float64], article: NDArray[np.intp]) -> NDArray[np.float64]:
    _, place = np.unique(article, return_inverse=True)
    sums = np.zeros((int(place.max()) + 1 if len(place) else 0, table.shape[1]))
    np.add.at(sums, place, table)
    return sums
