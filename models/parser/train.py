"""Train the pipeline that parses English: `nice python -m models.parser.train --work DIR` (about an hour on one core).

Reads `../shared/gold/treebank-ud` and `../shared/corpus/scale`, writes `src/framing/text/english`. What was decided, and why,
stands in README.md beside this file; settings are in config.cfg.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.hashes import sha256
from models.parser import lemma_table, treebank
from models.parser.blend import blended, halve
from models.parser.teachers import Teachers, news_sentences
from models.parser.tokenizer import as_treebank
from models.parser.vectors import word_vectors
from models.parser.widen import widened

if TYPE_CHECKING:
    from spacy.language import Language

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
SHIPPED = ROOT / "src" / "framing" / "text" / "english"

META = {
    "name": "framing",
    "version": "1.2.0",
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
    """Train with spaCy; the best of the pipelines that are looked at on the way is `one/model-best`."""
    config = _config()
    _train(given, config, "train", "one")


def early(given: argparse.Namespace) -> None:
    """Train a smaller pipeline that differs enough to help as a teacher; it was stopped at step 2,400."""
    config = _config()
    config["components"]["tok2vec"]["model"]["embed"]["rows"] = [5000, 1000, 2500, 2500]
    config["components"]["tok2vec"]["model"]["encode"].update(width=96, depth=4)
    config["training"].update(max_steps=2400, eval_frequency=300)
    config["training"]["optimizer"]["learn_rate"] = 0.001
    growing = {"@schedules": "compounding.v1", "start": 400, "stop": 1200, "compound": 1.0005, "t": 0.0}
    config["training"]["batcher"]["size"] = growing
    _train(given, config, "train", "early")


@dataclass(frozen=True)
class Round:
    """Training further, with the treebanks (GUM's sentences twice) and trees of news by the pipelines trained so far."""

    name: str
    begun_with: str
    teachers: dict[str, float]
    skipped: int
    """Articles left out at the start, so that no round has another's news."""
    words: int
    rate: float
    steps: int


ROUNDS = (Round("two", "one/model-best", {"one/model-best": 0.5, "early/model-best": 0.5}, 0, 450_000, 0.0008, 2600),)
BLENDED = {"one/model-best": 0.3, "two/model-last": 0.7}
"""Which pipelines were shipped as one as 1.1, and with what share; chosen by the choosing set among five."""
SHARES = {"wide": 0.3, "student/model-last": 0.7}
"""Which are shipped now."""
WARMUP, DROPOUT = 100, 0.25
ATTRIBUTES = ["ORTH", "TAG", "POS", "MORPH", "HEAD", "DEP", "SPACY"]


def further(given: argparse.Namespace) -> None:
    """Let the pipelines parse news, and train further with it."""
    from spacy.tokens import DocBin

    for each in ROUNDS:
        teachers = Teachers([given.work / name for name in each.teachers], list(each.teachers.values()))
        trees = list(teachers.trees(sorted(news_sentences(given.texts, each.skipped, each.words), key=len)))
        gold = [doc for name in ("train", "gum") for doc in treebank.documents(given.work / f"{name}.spacy")]
        DocBin(docs=[*gold, *trees], attrs=ATTRIBUTES).to_disk(given.work / f"{each.name}.spacy")
        _train_further(given, each, DROPOUT)


def _train_further(given: argparse.Namespace, each: Round, dropout: float, vectors: str = "vectors") -> None:
    config = _config()
    source = str(given.work / each.begun_with)
    config["components"] = {name: {"source": source} for name in config["nlp"]["pipeline"]}
    config["training"].update(max_steps=each.steps, eval_frequency=400, dropout=dropout)
    config["training"]["optimizer"]["learn_rate"].update(warmup_steps=WARMUP, initial_rate=each.rate)
    _train(given, config, each.name, each.name, vectors)


def mean(given: argparse.Namespace) -> None:
    """Blend the pipelines trained so far into the one that was shipped as 1.1, `eleven`."""
    nlp = blended([given.work / name for name in BLENDED], list(BLENDED.values()))
    nlp.to_disk(given.work / "eleven")


STUDENT = Round("student", "wide", {}, 0, 0, 0.001, 6000)
STUDENT_DROPOUT = 0.1
"""Less than before: there are six times as many sentences."""


def student(given: argparse.Namespace) -> None:
    """Train `eleven` further, its vectors widened, with the treebanks and the teacher's trees (teacher.py, news.py)."""
    from spacy.tokens import DocBin

    widened(given.work / "eleven", given.work / "words.npz").to_disk(given.work / "wide")
    gold = [doc for name in ("train", "train", "gum") for doc in treebank.documents(given.work / f"{name}.spacy")]
    trees = treebank.documents(given.work / "silver.spacy")
    DocBin(docs=[*gold, *trees], attrs=ATTRIBUTES).to_disk(given.work / "student.spacy")
    _train_further(given, STUDENT, STUDENT_DROPOUT, vectors="wide")


def _config() -> Any:  # noqa: ANN401  (a nested mapping)
    from spacy.util import load_config

    return load_config(HERE / "config.cfg")


def _train(given: argparse.Namespace, config: Any, sentences: str, name: str, vectors: str = "vectors") -> None:  # noqa: ANN401
    """Call spaCy with a configuration, sentences to train on and the folder for what comes out."""
    config.to_disk(given.work / f"{name}.cfg")
    paths = {"train": f"{sentences}.spacy", "choose": "choose.spacy", "vectors": vectors}
    options = [part for key, file in paths.items() for part in (f"--paths.{key}", str(given.work / file))]
    code = ["--code", str(HERE / "spacy_code.py"), "--output", str(given.work / name)]
    command = [sys.executable, "-m", "spacy", "train", str(given.work / f"{name}.cfg"), *code, *options]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603  (our own command line)


def pack(given: argparse.Namespace) -> None:
    """Put the student into the package: most of it as half floats, and of the strings only those that are needed."""
    nlp = blended([given.work / name for name in SHARES], list(SHARES.values()))
    as_treebank(nlp)  # as it is now: it cuts better than the one that the vectors were counted with
    nlp.meta.update(META)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    halve(nlp)
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


STEPS = {
    "data": make_data,
    "vectors": make_vectors,
    "train": train,
    "early": early,
    "further": further,
    "mean": mean,
    "student": student,
    "pack": pack,
}

if __name__ == "__main__":
    main()
