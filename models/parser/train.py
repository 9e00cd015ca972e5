"""Train the pipeline that parses English: `nice python -m models.parser.train --work DIR` (about half an hour on one core).

Reads `../shared/gold/treebank-ud` and `../shared/corpus/scale`, writes `src/framing/text/english`. What was decided, and why,
stands in README.md beside this file; settings are in config.cfg.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from models.hashes import sha256
from models.parser import lemma_table, treebank
from models.parser.tokenizer import as_treebank
from models.parser.vectors import word_vectors

if TYPE_CHECKING:
    from spacy.language import Language

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
SHIPPED = ROOT / "src" / "framing" / "text" / "english"

META = {
    "name": "framing",
    "version": "1.1.0",
    "description": "Tags, morphology and Universal Dependencies of English sentences, for framing",
    "author": "The framing developers; treebanks by their annotators (LICENSE.md)",
    "license": "CC-BY-SA-4.0",
}


def main() -> None:
    """Run the steps that are named, or all of them in order."""
    call = argparse.ArgumentParser(description=__doc__)
    call.add_argument("steps", nargs="*", choices=[[], *STEPS], default=[], help="which steps; all if none is named")
    call.add_argument("--work", type=Path, required=True, help="a folder for what is made on the way (100 MB)")
    call.add_argument("--gold", type=Path, default=SHARED / "gold" / "treebank-ud")
    call.add_argument("--texts", type=Path, default=SHARED / "corpus" / "scale" / "allsides-10k.jsonl.gz")
    given = call.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    for step in given.steps or STEPS:
        STEPS[step](given)


def make_data(given: argparse.Namespace) -> None:
    """Turn the treebanks into spaCy's format; write the table of lemmas, and the hashes of what was read."""
    treebank.bins(given.gold, given.work)
    files = [*(given.gold / name for name in (*treebank.TRAIN_FILES, treebank.DEV_FILE)), given.texts]
    lines = [f"{sha256(path)}  {path.name}" for path in files]
    (HERE / "data.sha256").write_text("\n".join(lines) + "\n", encoding="utf-8")
    lemma_table.write(lemma_table.exceptions(treebank.training(given.gold)), SHIPPED / "lemmas.csv")


def make_vectors(given: argparse.Namespace) -> None:
    """Count what stands beside the commonest words of the news articles."""
    import spacy

    nlp = spacy.blank("en")
    as_treebank(nlp)
    word_vectors(nlp, given.texts)
    nlp.to_disk(given.work / "vectors")


def train(given: argparse.Namespace) -> None:
    """Train with spaCy; the best of the pipelines that are looked at on the way is `model-best`."""
    paths = {"train": "train.spacy", "choose": "choose.spacy", "vectors": "vectors"}
    options = [part for name, file in paths.items() for part in (f"--paths.{name}", str(given.work / file))]
    command = [
        sys.executable,
        "-m",
        "spacy",
        "train",
        str(HERE / "config.cfg"),
        "--code",
        str(HERE / "spacy_code.py"),
        "--output",
        str(given.work),
        *options,
    ]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  (our own command line)


def pack(given: argparse.Namespace) -> None:
    """Put the best pipeline into the package: vectors as half floats, and of the strings only those that are needed."""
    import spacy

    nlp = spacy.load(given.work / "model-best")
    as_treebank(nlp)  # as it is now: it cuts better than the one that the vectors were counted with
    nlp.meta.update(META)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float16)
    folder = SHIPPED / "pipeline"
    nlp.to_disk(folder)
    strings = sorted(_strings(nlp))
    (folder / "vocab" / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")


def _strings(nlp: Language) -> set[str]:
    """Give the words that have vectors and the labels: the other words of the texts need not be known by name."""
    import spacy

    vectors = {nlp.vocab.strings[key] for key in nlp.vocab.vectors.key2row}
    labels = {label for name in nlp.pipe_names for label in getattr(nlp.get_pipe(name), "labels", ())}
    features = {feature for label in labels for feature in label.split("|")}
    return vectors | labels | features | set(spacy.blank("en").vocab.strings)


STEPS = {"data": make_data, "vectors": make_vectors, "train": train, "pack": pack}

if __name__ == "__main__":
    main()
