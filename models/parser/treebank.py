"""The treebanks as spaCy documents, a sentence each: which documents are taken, and how their characters are made plain.

GUM's documents carry the licences of their texts. Trained on are seven genres without non-commercial terms (README.md);
two more serve, with half of EWT's dev file, to choose among trained pipelines. GUM's dev file is read for the report alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from framing.text.normalise import PLAIN
from framing.validate.conllu import Sentence, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

__all__ = ["CHOOSING", "TRAINING", "TRAIN_FILES", "bins", "choosing", "documents", "plain", "training"]

TRAINING = frozenset({"news", "bio", "interview", "voyage", "textbook", "speech", "academic"})
"""Genres of GUM that are trained on; all of EWT is."""

CHOOSING = frozenset({"essay", "letter", "weblog", "newsgroup"})
"""Genres of GUM's train file and of EWT's dev file by which a pipeline is chosen; none is trained on (GUM's two are NC)."""

TRAIN_FILES = ("en_ewt-rebuilt-train.conllu.gz", "en_gum-rebuilt-train.conllu.gz")
DEV_FILE = "en_ewt-ud-dev.conllu.gz"


def read(path: Path) -> Iterator[Sentence]:
    """Read the sentences of a gzipped file."""
    return sentences(gzip.decompress(path.read_bytes()).decode("utf-8"), path.name)


def training(gold: Path) -> list[Sentence]:
    """Give the sentences that are trained on."""
    ewt, gum = (read(gold / name) for name in TRAIN_FILES)
    return [*ewt, *(sentence for sentence in gum if sentence.genre in TRAINING)]


def choosing(gold: Path) -> list[Sentence]:
    """Give the sentences by which a pipeline is chosen."""
    return [each for each in chain(read(gold / TRAIN_FILES[1]), read(gold / DEV_FILE)) if each.genre in CHOOSING]


def bins(gold: Path, out: Path) -> None:
    """Write `train.spacy`, `choose.spacy` and `gum.spacy` (what is trained on of GUM, by itself) into a folder."""
    import spacy
    from spacy.tokens import DocBin

    vocabulary = spacy.blank("en").vocab
    trained = training(gold)
    gum = [each for each in trained if each.genre in TRAINING]
    for name, chosen in (("train", trained), ("choose", choosing(gold)), ("gum", gum)):
        DocBin(docs=[document_of(each, vocabulary) for each in chosen]).to_disk(out / f"{name}.spacy")


def documents(path: Path) -> list[Doc]:
    """Read the documents of a file in spaCy's format."""
    import spacy
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def document_of(sentence: Sentence, vocabulary: Vocab) -> Doc:
    """Give a sentence as a spaCy document with everything that is to be learnt."""
    from spacy.tokens import Doc

    ends, starts = sentence.ends, sentence.starts
    return Doc(
        vocabulary,
        [plain(word) for word in sentence.words],
        [*(start > end for start, end in zip(starts[1:], ends[:-1], strict=True)), sentence.space],
        tags=sentence.tags,
        pos=sentence.classes,
        morphs=sentence.morphs,
        lemmas=[lemma.translate(PLAIN) for lemma in sentence.lemmas],
        heads=sentence.heads,
        deps=["ROOT" if relation == "root" else relation for relation in sentence.relations],
    )


def plain(word: str) -> str:
    """Give a word as `framing.text.syntax` shows it to the parser; one that is nothing but spaces becomes "_"."""
    return word.translate(PLAIN).replace(" ", "") or "_"
