"""News for the student: sentences for the teacher to parse, and its trees as spaCy has them.

`nice python -m models.parser.news --work DIR sentences|trees`. Left out is every article of which a sentence is annotated, or
which is among the coverage or the article under study, by id and by hash. Nothing of it is kept in what is shipped.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.validate.tuning import digest
from models.parser.spanning import projective
from models.parser.teachers import news_sentences
from models.parser.tokenizer import as_treebank
from models.parser.widen import vocabulary

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SHIPPED = ROOT / "src" / "framing" / "text" / "english" / "pipeline"
WORDS = 1_600_000
SURE = -0.35
"""The mean log-probability of a sentence's heads below which it is left out."""


def sentences(given: argparse.Namespace) -> None:
    """Write `news.jsonl`: words, and whether a space follows each."""
    import spacy

    nlp = spacy.blank("en")
    as_treebank(nlp)
    skipped = unseen(given.corpus)
    found = news_sentences(given.corpus / "scale" / "allsides-10k.jsonl.gz", 0, WORDS, skipped)
    with (given.work / "news.jsonl").open("w", encoding="utf-8") as out:
        for sentence in found:
            doc = nlp.make_doc(sentence)
            row = {"words": [token.text for token in doc], "spaces": [bool(token.whitespace_) for token in doc]}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    forms = vocabulary(spacy.load(SHIPPED))
    (given.work / "vocabulary.json").write_text(json.dumps(forms, ensure_ascii=False), encoding="utf-8")
    print(f"{len(found)} sentences; articles left out: {len(skipped)} ids and hashes")


def unseen(corpus: Path) -> frozenset[str]:
    """Give ids and hashes of the articles that no parser may be trained on."""
    found: set[str] = {digest(path.read_text(encoding="utf-8")) for path in sorted((corpus / "reference").glob("*.txt"))}
    for path in sorted((corpus / "coverage").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                found |= {str(article.get("id", "")), digest(article["text"])}
    for path in sorted((ROOT / "data" / "annotations").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found |= {row[name] for name in ("document", "text_sha256") if row.get(name)}
    return frozenset(found - {""})


def trees(given: argparse.Namespace) -> None:
    """Write `silver.spacy` from the teacher's trees; those that cross, or of which it is unsure, are left out."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    with (given.work / "news.jsonl").open(encoding="utf-8") as file:
        news = [json.loads(line) for line in file]
    kept, crossing, unsure = DocBin(attrs=["ORTH", "TAG", "POS", "MORPH", "HEAD", "DEP", "SPACY"]), 0, 0
    for tree in _read(given.work / "trees.jsonl"):
        if tree["mean"] < SURE:
            unsure += 1
        elif not projective(np.array(tree["heads"])):
            crossing += 1
        else:
            kept.add(_document(nlp, news[tree["at"]], tree))
    kept.to_disk(given.work / "silver.spacy")
    print(f"{len(kept)} sentences kept, {unsure} unsure, {crossing} crossing")


def _read(path: Path) -> Iterator[dict[str, Any]]:
    """Give rows; a last one that is still being written is none."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.endswith("\n"))


def _document(nlp: Language, sentence: dict[str, Any], tree: dict[str, Any]) -> Doc:
    from spacy.tokens import Doc

    heads = [at if head == 0 else head - 1 for at, head in enumerate(tree["heads"])]
    both = [label.split("\t") for label in tree["features"]]
    classes, morphs = ([label[at] for label in both] for at in (0, 1))
    relations = ["ROOT" if relation == "root" else relation for relation in tree["relations"]]
    return Doc(
        nlp.vocab, sentence["words"], sentence["spaces"],
        tags=tree["tags"], pos=classes, morphs=morphs, heads=heads, deps=relations,
    )  # fmt: skip


def main() -> None:
    """Run one step."""
    call = argparse.ArgumentParser(description=__doc__)
    call.add_argument("step", choices=["sentences", "trees"])
    call.add_argument("--work", type=Path, required=True)
    call.add_argument("--corpus", type=Path, default=SHARED / "corpus")
    given = call.parse_args()
    {"sentences": sentences, "trees": trees}[given.step](given)


if __name__ == "__main__":
    main()
