"""Who does what to whom, against 700 sentences of news annotated for this toolkit by a language model.

Pairs of predicate and agent, and of predicate and patient, are held against the settled coding: those that nobody looked at
(`held`) apart from those that rules were made on (`tuning`, and `opened`, which was held out of the first draw until it had
been printed), and apart for the article under study and the coverage. One article gives three sentences in ten and most others
give one, so sentences are resampled, not documents.

Coders read each sentence alone. What an instrument takes from the sentences before ("both nations") they had to leave open: it
is no actor here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from framing.measures.registry import annotate, annotators
from framing.measures.relations import Relations
from framing.study import load_actors
from framing.text.build import build
from framing.validate.annotations import ANNOTATIONS, AnnotatedSet, annotated_documents, rows_of
from framing.validate.evidence import needed
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval, of_sums
from framing.validate.metrics import f1, precision
from framing.validate.relation_pairs import (
    MARKS,
    ROLES,
    Relation,
    Role,
    coded,
    found_relations,
    marks,
    of_actors,
    pairs,
    read_alone,
    same_actors,
    shared,
)
from framing.validate.rows import f1_precision_recall, row
from framing.validate.tuning import READ

if TYPE_CHECKING:
    from framing.corpus.documents import Document
    from framing.measures.spec import Annotator

__all__ = ["GOLD", "STUDY", "Half", "evaluate", "found_by", "half_of", "of_sentences", "score"]

Floats = NDArray[np.float64]
Lines = Mapping[str, Sequence[Relation]]
"""Relations by the id of their sentence."""

STUDY = ANNOTATIONS.parent / "treaty-2024" / "study.toml"
"""Whose actors the sentences were coded for."""

HELD = "held-out second draw, scored once after tuning"
OPENED = ("tuning", "opened")
STRATA = {"reference": "the article", "coverage": "coverage"}
RESAMPLED = "sentences resampled"

GOLD: GoldSet = AnnotatedSet(
    name="relations-annotated",
    construct="Relations: who does what to whom, where an actor of the study takes part",
    source="Annotated for this toolkit in data/annotations/relations: 700 sentences that name an actor, drawn at random in two "
    "draws from ../shared/corpus, each coded by two independent runs of a large language model (Claude) instructed with the "
    "codebook there, differences settled by a third run; no human coded them",
    licence="MIT (labels and places; the texts are their authors')",
    untested="Agreement with people: coders and settler are runs of one language model and share its errors. Sentences were "
    "read alone, so that pronouns stay unresolved",
    floor="none measured",
    published="none known; the row `one coder by the other` is what two runs of the model reach",
    known={
        "settled.csv": "ccd2326b3882739ee477b367b9950d084f32a56e116761d6cc9aba2efbe704b9",
        "coder_c.csv": "d59a57ac8dce2dc9628fb9c2c03316bf32b1adeb59996320e4ce1691975d083a",
        "coder_e.csv": "25cfe5a2cd32e99fbdc4f7a5a9a48556441a1a14542b945ef9be866a63b082c4",
    },
    endings=(".csv",),
    labels=ANNOTATIONS / "relations",
)


@dataclass(frozen=True, slots=True)
class Half:
    """Sentences that are scored together: their rows in sample.csv, and how they stand to tuning."""

    split: str
    sentences: tuple[Mapping[str, str], ...]

    @property
    def documents(self) -> int:
        """How many documents they are from."""
        return len({sentence["document"] for sentence in self.sentences})

    def of_stratum(self, stratum: str) -> Half:
        """Give the sentences of one stratum (the first part of its name: reference or coverage)."""
        return replace(self, sentences=tuple(each for each in self.sentences if each["stratum"].split("/")[0] == stratum))


CODERS = {"coder_c.csv": ("coder_d.csv", OPENED), "coder_e.csv": ("coder_f.csv", ("held",))}
"""The second coder beside the first, and what both coded."""

SAID = "with annotations by a language model, no people"


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give the figures of every instrument of relations, half by half; with the first coder's file how the two agree."""
    halves = [half_of(file.path.parent, HELD, "held"), half_of(file.path.parent, READ, *OPENED)]
    wanted = {sentence["text_sha256"] for half in halves for sentence in half.sentences}
    documents = annotated_documents(file, wanted)
    if not documents:
        return
    gold = coded(rows_of(file.path))
    if file.name in CODERS:
        other, draw = CODERS[file.name]
        second = coded(rows_of(file.path.with_name(other)))
        for name in draw:
            about = half_of(file.path.parent, f"coders, {name}", name)
            yield from score(file, "one coder by the other", about, gold, second, layer="")
        return
    for instrument, found in found_by(documents).items():
        for half in halves:
            yield from score(file, instrument, half, of_sentences(found, half), gold)


def half_of(folder: Path, split: str, *names: str) -> Half:
    """Read the sentences of some parts of sample.csv (`tuning`, `opened`, `held`)."""
    return Half(split, tuple(each for each in rows_of(folder / "sample.csv") if each["half"] in names))


def found_by(documents: Sequence[Document], trees: Path | None = None) -> dict[str, dict[str, list[Relation]]]:
    """Give what each instrument of relations finds in documents, by instrument and SHA-256 of the text.

    Args:
        documents: the whole texts, as the instruments read them.
        trees: a folder where trees are kept, so that a second run need not parse.
    """
    batch = build(documents)
    found: dict[str, dict[str, list[Relation]]] = {}
    named: dict[int, set[str]] = {}
    for each in annotate(batch, [_keeping(finder, trees) for finder in _finders()]):
        if each.layer == "mention" and each.actor is not None:
            for sentence, actor in zip(each.sentence.tolist(), each.actor.tolist(), strict=True):
                named.setdefault(sentence, set()).add(each.actors[actor])
        elif each.layer == "relation":
            own = found.setdefault(each.instrument, {})
            lines = zip(each.sentence.tolist(), found_relations(each), strict=True)
            for sentence, line in lines:
                if (kept := read_alone(line, named.get(sentence, set()))) is not None:
                    own.setdefault(documents[int(batch.sentences.document[sentence])].text_sha256, []).append(kept)
    # A stand-in for texts that cannot be parsed finds nothing where all could be, and is not judged by that.
    return {instrument: lines for instrument, lines in found.items() if lines}


def _finders() -> list[Annotator]:
    study = load_actors(STUDY)
    every = annotators(study)
    if not any(each.layer == "relation" for each in annotate(build([]), every)):
        every = [*every, Relations()]
    return needed(every, ["relation"])


def _keeping(finder: Annotator, trees: Path | None) -> Annotator:
    """Give the annotator as it keeps trees in a folder, if it can."""
    able: Any = finder
    return cast("Annotator", replace(able, trees=trees)) if trees is not None and hasattr(able, "trees") else finder


def of_sentences(found: Mapping[str, Sequence[Relation]], half: Half) -> dict[str, list[Relation]]:
    """Give the relations whose predicate stands in a sentence of a half, by the sentence's id."""
    return {
        own["id"]: [
            line for line in found.get(own["text_sha256"], ()) if int(own["start"]) <= line.predicate[0] < int(own["end"])
        ]
        for own in half.sentences
    }


def score(file: GoldFile, instrument: str, half: Half, ours: Lines, gold: Lines, *, layer: str = "relation") -> Iterator[Row]:
    """Give the figures of one half: of pairs, over all and by stratum, and of what right pairs and predicates agree on."""
    base = row(
        file, instrument, layer, "", Interval(np.nan, np.nan, np.nan), split=half.split, n=0, unit="",
        documents=half.documents, note=f"{len(half.sentences)} {RESAMPLED}",
    )  # fmt: skip
    for role in ROLES:
        about = replace(base, said=SAID) if layer else base
        yield from _of_pairs(half, ours, gold, role, about, f"of (predicate, {role})")
    for role in ROLES:
        yield from _of_actors(half, ours, gold, role, base)
        yield from _same_actor(half, ours, gold, role, base)
    for mark in MARKS:
        yield from _of_marks(half, ours, gold, mark, base)
    yield from _of_pairs(half, ours, gold, "recipient", replace(base, detail=True), "of (predicate, recipient)")
    for stratum, named in STRATA.items():
        part = half.of_stratum(stratum)
        about = replace(base, detail=True, documents=part.documents, note=f"{len(part.sentences)} {RESAMPLED}")
        for role in ROLES:
            yield from _of_pairs(part, ours, gold, role, about, f"of (predicate, {role}), {named}")


def _of_pairs(half: Half, ours: Lines, gold: Lines, role: Role, base: Row, of: str) -> Iterator[Row]:
    table = []
    for sentence in half.sentences:
        own, theirs = (list(pairs(lines.get(sentence["id"], ()), role)) for lines in (ours, gold))
        right = len(shared(own, theirs))
        table.append((right, len(own), right, len(theirs)))
    counts = _table(table, 4)
    yield from f1_precision_recall(counts, replace(base, n=int(counts[:, 3].sum()), unit="coded pairs"), of)


def _of_actors(half: Half, ours: Lines, gold: Lines, role: Role, base: Row) -> Iterator[Row]:
    table = []
    for sentence in half.sentences:
        right, found, there = of_actors(ours.get(sentence["id"], ()), gold.get(sentence["id"], ()), role)
        table.append((right, found, right, there))
    counts = _table(table, 4)
    about = replace(base, n=int(counts[:, 3].sum()), unit="coded pairs")
    yield from f1_precision_recall(counts, about, f"of (predicate, actor as {role}), same actor")


def _same_actor(half: Half, ours: Lines, gold: Lines, role: Role, base: Row) -> Iterator[Row]:
    table = [same_actors(ours.get(each["id"], ()), gold.get(each["id"], ()), role) for each in half.sentences]
    metric = f"share of right {role}s that stand for the same actor"
    yield _share(_table(table, 2), precision, replace(base, unit="right pairs"), metric)


def _of_marks(half: Half, ours: Lines, gold: Lines, mark: str, base: Row) -> Iterator[Row]:
    table = _table([marks(ours.get(each["id"], ()), gold.get(each["id"], ()), mark) for each in half.sentences], 5)
    about = replace(base, unit="predicates that both have")
    yield _share(table[:, :2], precision, about, f"share of right predicates alike in {mark}")
    yield replace(
        _share(table[:, [2, 3, 2, 4]], f1, about, f"F1 of {mark} among right predicates"),
        n=int(table[:, 4].sum()),
        unit="coded so",
    )


def _share(table: Floats, statistic: Callable[[Floats], Floats], base: Row, metric: str) -> Row:
    interval = of_sums(table, statistic)
    low, high = (None if np.isnan(end) else end for end in (interval.low, interval.high))
    return replace(base, metric=metric, value=interval.value, low=low, high=high, n=int(table[:, 1].sum()))


def _table(rows: Sequence[Sequence[int]], width: int) -> Floats:
    return np.array(rows, float).reshape(-1, width)
