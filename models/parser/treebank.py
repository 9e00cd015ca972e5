"""The treebanks as spaCy documents, a sentence each: which documents are taken, and how their characters are made plain.

GUM's documents carry the licences of their texts. Trained on are the genres that its licence file or the sources named in
the file itself leave free of non-commercial terms; others serve to choose among trained pipelines (`CHOOSING`), which
takes nothing from them. GUM's dev file is read for the report alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from framing.text.normalise import PLAIN

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

TRAINING = frozenset({"news", "bio", "interview", "voyage", "textbook", "speech", "academic"})
CHOOSING = frozenset({"essay", "letter", "weblog", "newsgroup"})
"""Of GUM's train file and of EWT's dev file: edited prose for the most part, not trained on."""

ID, FORM, LEMMA, CLASS, TAG, MORPH, HEAD, RELATION, _, MISC = range(10)
"""Columns of CoNLL-U (universaldependencies.org/format.html)."""


@dataclass
class Sentence:
    """A sentence as columns; `heads` count from 0, the root's is itself."""

    document: str
    genre: str
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)


def sentences(path: Path) -> Iterator[Sentence]:
    """Read the sentences of a gzipped CoNLL-U file."""
    document, rows = "", []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                document = line.split("=", 1)[1].strip()
            elif line[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                yield _sentence(document, rows)
                rows = []


def _sentence(document: str, rows: list[list[str]]) -> Sentence:
    made = Sentence(document, document.split("_")[1] if document.startswith("GUM") else document.split("-")[0])
    inside, after = 0, True
    for row in rows:
        if "." in row[ID]:
            continue
        if "-" in row[ID]:
            inside, after = int(row[ID].split("-")[1]), "SpaceAfter=No" not in row[MISC]
            continue
        number = int(row[ID])
        last = "SpaceAfter=No" not in row[MISC] if number > inside else after and number == inside
        _add(made, row, number - 1, space=last)
    return made


def _add(made: Sentence, row: list[str], place: int, *, space: bool) -> None:
    made.words.append(row[FORM].translate(PLAIN).replace(" ", "") or "_")
    made.spaces.append(space)
    made.lemmas.append(row[LEMMA].translate(PLAIN))
    made.tags.append(row[TAG])
    made.classes.append(row[CLASS])
    made.morphs.append("" if row[MORPH] == "_" else row[MORPH])
    made.heads.append(place if row[HEAD] == "0" else int(row[HEAD]) - 1)
    made.relations.append("ROOT" if row[HEAD] == "0" else row[RELATION])


def document_of(sentence: Sentence, vocabulary: Vocab) -> Doc:
    """Give a sentence as a spaCy document with everything that is to be learnt."""
    from spacy.tokens import Doc

    return Doc(
        vocabulary,
        sentence.words,
        sentence.spaces,
        tags=sentence.tags,
        pos=sentence.classes,
        morphs=sentence.morphs,
        lemmas=sentence.lemmas,
        heads=sentence.heads,
        deps=sentence.relations,
    )


def bins(gold: Path, out: Path) -> None:
    """Write `train.spacy` and `choose.spacy` into a folder."""
    import spacy
    from spacy.tokens import DocBin

    vocabulary = spacy.blank("en").vocab
    train, choose = DocBin(), DocBin()
    for sentence in sentences(gold / "en_ewt-rebuilt-train.conllu.gz"):
        train.add(document_of(sentence, vocabulary))
    for sentence in sentences(gold / "en_gum-rebuilt-train.conllu.gz"):
        chosen: DocBin | None = train if sentence.genre in TRAINING else choose if sentence.genre in CHOOSING else None
        if chosen is not None:
            chosen.add(document_of(sentence, vocabulary))
    for sentence in sentences(gold / "en_ewt-ud-dev.conllu.gz"):
        if sentence.genre in CHOOSING:
            choose.add(document_of(sentence, vocabulary))
    train.to_disk(out / "train.spacy")
    choose.to_disk(out / "choose.spacy")
