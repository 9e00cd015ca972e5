"""Trains the tone towards actors on NewsMTSC: `python models/target-tone/fit.py VECTORS` (README.md says where these are from).

Multinomial logistic regression over `framing.measures.target_traits`. A word's weight at a place is a sum of what it weighs
anywhere, on that side, near and at that place, and of its vector: so rare words lean on their kind. After training the sums are
collapsed to one number a word, place and class. `--check` prints five-fold cross-validation by article and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
import vaderSentiment.vaderSentiment as published  # noqa: N813  (the module bears its package's name)
from numpy.typing import NDArray
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from framing.corpus.documents import Block, Document
from framing.measures.folds import fold
from framing.measures.target_tone import SHARES
from framing.measures.target_traits import SIGNATURES, STRUCTURE, ZONES, Vocabulary, traits
from framing.text.batch import Batch
from framing.text.build import build

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from models.hashes import sha256  # noqa: E402  (this folder's name is no package's)

GOLD = ROOT.parent / "shared/gold/target-sentiment-newsmtsc/train.jsonl"
OUT = ROOT / "src/framing/measures/weights/target-tone.npz"
LISTS = ("hu-liu", "afinn", "news-tone")
"""And VADER's words, as the fourth."""
NEGATIONS = frozenset(["not", "no", "never", "nor", "without", "neither", "none", "nobody", "cannot", "hardly", "barely"])
C = 0.01
"""Strength of the penalty, chosen by cross-validation (README.md)."""
PASSES, SEEN, NAMES = 100, 3, 0.6
"""Steps at most; mentions that a feature needs; share of capitals mid-sentence from which a word is a name."""
POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}
KEY = 2**31


@dataclass
class Coded:
    """The mentions of the set: a batch of one document a sentence, words, polarity, article, whether it has company."""

    batch: Batch
    first: NDArray[np.int64]
    stop: NDArray[np.int64]
    polarity: NDArray[np.int64]
    article: list[str]
    several: NDArray[np.bool_]


def coded(path: Path) -> Coded:
    """Read a file of NewsMTSC."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [record["sentence_normalized"] for record in records]
    blocks = [(Block(0, len(text), 0, heading=False),) for text in texts]
    batch = build(
        [Document(id=str(at), text=text, blocks=own) for at, (text, own) in enumerate(zip(texts, blocks, strict=True))]
    )
    owner = batch.sentences.document[batch.words.sentence].astype(np.int64) * KEY
    rows = [(at, target) for at, record in enumerate(records) for target in record["targets"]]
    first = np.searchsorted(owner + batch.words.end, [at * KEY + target["from"] for at, target in rows], "right")
    stop = np.searchsorted(owner + batch.words.start, [at * KEY + target["to"] for at, target in rows], "left")
    first = np.minimum(first, len(owner) - 1)
    stop = np.minimum(np.maximum(stop, first + 1), batch.sentences.first_word[batch.words.sentence[first] + 1])
    polarity = np.array([POLARITY[target["polarity"]] for _, target in rows])
    article = ["_".join(records[at]["primary_gid"].split("_")[:3]) for at, _ in rows]
    return Coded(batch, first, stop, polarity, article, np.array([len(records[at]["targets"]) > 1 for at, _ in rows]))


def vocabulary(gold: Coded, frequent: list[str]) -> Vocabulary:
    """Take the frequent words of news that are no names, and the words of the four lists."""
    lists = [{row["entry"]: float(row["weight"]) for row in _rows(name)} for name in LISTS]
    lists.append(published.SentimentIntensityAnalyzer().lexicon)
    names = _names(gold.batch)
    own = ["\0name", "\0unknown", *(word for word in frequent if word not in names)]
    listed = {word for each in lists for word, weight in each.items() if weight and _plain(word)}
    words = [*own, *sorted(listed - set(own) - names)]
    signs = np.array([[1 + np.sign(each.get(word, 0)) for each in lists] for word in words])
    signature = (signs @ 3 ** np.arange(len(lists))).astype(np.uint8)
    negation = np.array([word in NEGATIONS or word.endswith("n't") for word in words])
    return Vocabulary(pa.array(words), len(own), signature, negation)


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / f"src/framing/lexicons/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plain(word: str) -> bool:
    return word.isascii() and word.replace("-", "").replace("'", "").isalpha()


def _names(batch: Batch) -> set[str]:
    words = batch.words
    inside = np.ones(len(words.type), bool)
    inside[batch.sentences.first_word[:-1]] = False
    types = words.types.to_pylist()
    total = np.bincount(words.type[inside], minlength=len(types))
    capital = np.bincount(words.type[inside], weights=words.capital[inside] > 0, minlength=len(types))
    return {word for word, n, k in zip(types, total.tolist(), capital.tolist(), strict=True) if n and k / n > NAMES}


def shared(known: Vocabulary, frequent: list[str], vectors: NDArray[np.float64]) -> sp.csr_matrix:
    """Give the sparse table from columns to what they share: columns × features."""
    place = {word: at for at, word in enumerate(frequent)}
    own = known.words.to_pylist()[: known.own]
    rows = np.array([vectors[place[word]] if word in place else np.zeros(vectors.shape[1]) for word in own])
    return sp.block_diag([_words(known.own, sp.csr_matrix(rows)), _lists(), sp.identity(len(STRUCTURE))]).tocsr()


def _words(n: int, vectors: sp.csr_matrix) -> sp.csr_matrix:
    column = np.arange(n * ZONES)
    word, zone = column // ZONES, column % ZONES
    behind, step = zone // (ZONES // 2), zone % (ZONES // 2)
    shape = (n * ZONES, n)
    masks = [np.ones(len(column))]
    masks += [behind == side for side in (0, 1)]
    masks += [(behind == side) & (step < reach) for reach in (3, 1) for side in (0, 1)]
    of_word = [sp.coo_matrix((mask * 1.0, (column, word)), shape).tocsr() for mask in masks]
    near = sp.coo_matrix(((step < ZONES // 2 - 1) * 1.0, (column, word)), shape)
    return sp.hstack([*of_word[:3], near, sp.identity(n * ZONES), *(table @ vectors for table in of_word)]).tocsr()


def _lists() -> sp.csr_matrix:
    column = np.arange(SIGNATURES * ZONES)
    signature, zone = column // ZONES, column % ZONES
    tables = []
    for number in range(4):
        sign = signature // 3**number % 3 - 1
        for way in (-1, 1):
            has = (sign == way) * 1.0
            for kind, n in ((zone * 0, 1), (zone // (ZONES // 2), 2), (zone, ZONES)):
                tables.append(sp.coo_matrix((has, (column, kind)), (len(column), n)))
    return sp.hstack(tables).tocsr()


def matrix(gold: Coded, known: Vocabulary) -> sp.csr_matrix:
    """Give the traits of all mentions: mentions × columns."""
    found = traits(gold.batch, gold.first, gold.stop, known)
    return sp.csr_matrix((np.ones(len(found.column)), (found.mention, found.column)), (len(gold.first), known.columns))


def fitted(x: sp.csr_matrix, y: NDArray[np.int64]) -> LogisticRegression:
    """Fit the weights."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping early is a further penalty
        return LogisticRegression(C=C, max_iter=PASSES, tol=1e-3).fit(x, y)


def check(gold: Coded, x: sp.csr_matrix) -> None:
    """Print cross-validated macro-F1: all mentions, and those in sentences with several."""
    folds = np.array([fold(article) for article in gold.article])
    guess = np.zeros(len(folds), np.int64)
    for number in np.unique(folds):
        guess[folds == number] = fitted(x[folds != number], gold.polarity[folds != number]).predict(x[folds == number])
    for name, rows in (("all", gold.several | True), ("several targets", gold.several)):
        truth = gold.polarity[rows]
        each = np.round(f1_score(truth, guess[rows], average=None), 3).tolist()
        print(f"{name}: macro-F1 {f1_score(truth, guess[rows], average='macro'):.4f}, of each {each}, {len(truth)} targets")


def main() -> None:
    """Train and write, or check."""
    ask = argparse.ArgumentParser()
    ask.add_argument("vectors", type=Path)
    ask.add_argument("--check", action="store_true")
    given = ask.parse_args()
    arrays = np.load(given.vectors)
    gold, frequent = coded(GOLD), arrays["words"].tolist()
    known = vocabulary(gold, frequent)
    kinds = shared(known, frequent, arrays["vectors"].astype(np.float64))
    x = (matrix(gold, known) @ kinds).tocsr()
    kept = np.flatnonzero(np.asarray((x != 0).sum(axis=0)).ravel() >= SEEN)
    x = x[:, kept]
    print(f"{sha256(GOLD)} train.jsonl; {x.shape[1]} features")
    if given.check:
        check(gold, x)
        return
    model = fitted(x, gold.polarity)
    weights = kinds[:, kept] @ model.coef_.T
    weights[-len(STRUCTURE)] += model.intercept_  # every mention has the first of STRUCTURE
    exact = np.rint(weights * SHARES).astype(np.int16)
    text = np.frombuffer("\n".join(known.words.to_pylist()).encode(), np.uint8)
    np.savez_compressed(OUT, vocabulary=text, own=known.own, signature=known.signature, negation=known.negation, weights=exact)
    print(f"{OUT.stat().st_size} bytes, {len(known.words)} words")


if __name__ == "__main__":
    main()
