"""Make the list of `news-tone`: a weight for every word, from open word lists, hand ratings and rated sentences.

    .venv/bin/python models/news-tone/train.py [--shared ../shared] [--check]

1. Four raters of words: VADER (MIT), Hu & Liu (CC BY 4.0), the hand ratings of this folder, and for a form that none of
   them has, its base form's rating. A word of `topics` in the hand ratings, a function word or a name has no weight.
2. Ridge regression on 7,758 sentences of NewsMTSC's train split (mean polarity of their targets) and 4,200 tweets (mean of 20
   raters), both MIT: how far each rater is to be believed, and by how much each single word departs from them.
   A word's value in a sentence is what its context makes of it (`framing.measures.news_context.factors`), over √(n + 1).
3. Words of too little weight are dropped, the others rounded to two decimals.

The New York Times snippets that the instrument is validated on are not read here.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from lemminflect import getAllInflections, getAllLemmas
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.model_selection import cross_val_predict

from framing.corpus.documents import Block, Document
from framing.measures.news_context import factors
from framing.measures.vader_lexicon import vocabulary
from framing.measures.weigh import heard, place
from framing.measures.weights import rules, wholes, with_roles
from framing.text.batch import Batch
from framing.text.build import build

HERE = Path(__file__).resolve().parent
LIST = HERE.parents[1] / "src" / "framing" / "lexicons" / "news-tone.csv"
SHARED = HERE.parents[2] / "shared"

RIDGE = 5.0
"""Penalty on the squared weights: of 5, 10, 20, 40 the best by cross-validation on NewsMTSC (r 0.522, 0.510, 0.499, 0.492)."""
TRUST = 3.0
"""How much less a rater's coefficient is penalised than a word's own departure (3² = 9 times)."""
POINTS = 2.0
"""VADER's and our points per unit of Hu & Liu's −1 and 1."""
SCALE = 1.9
"""Brings the weights to VADER's points: the slope of VADER's valences on them is then 1, over the words that both have."""
LEAST_WEIGHT = 0.12
"""Words below this are dropped. Words that no rater has are dropped all: they were topics ("emails") and added nothing."""

Floats = NDArray[np.float64]
Ratings = dict[str, float]


def main() -> None:
    """Train, print how well the training sets are met, and write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=LIST)
    call = parser.parse_args()
    raters, several, silent = ratings(call.shared / "lexicons")
    sentences, truth, tweet = rated_sentences(call.shared / "gold")
    learnt = Learnt(raters, several, silent, sentences)
    weights = learnt.fit(truth, tweet)
    rows = kept(weights, learnt, raters, several)
    call.out.write_text(listed(rows), encoding="utf-8")
    print(f"{len(rows):,} entries to {call.out}")


# --- raters -------------------------------------------------------------------------------------------------------------


def ratings(folder: Path) -> tuple[dict[str, Ratings], Ratings, set[str]]:
    """Give what each rater says of single words (−2 … 2), entries of several words with ratings, and words without tone."""
    known = vocabulary()
    vader = {word: known.valence[code] / POINTS for word, code in known.code.items() if known.valence[code]}
    hu_liu: Ratings = {}
    for name, sign in (("positive", 1.0), ("negative", -1.0)):
        lines = (folder / f"hu-liu-{name}-ccby4.txt").read_text(encoding="latin-1").splitlines()
        hu_liu |= dict.fromkeys((line.strip() for line in lines if line.strip() and not line.startswith(";")), sign)
    hand, silent = hand_rated(HERE / "hand-rated.txt")
    cut = {" ".join(word.split("-")).strip(): value for word, value in hu_liu.items()}
    several = {words: value for words, value in cut.items() if " " in words} | hand_phrases()
    raters = {"vader": vader, "hu-liu": hu_liu, "hand": {word: value / POINTS for word, value in inflected(hand).items()}}
    raters = {name: {w: v for w, v in rater.items() if is_word(w) and w not in silent} for name, rater in raters.items()}
    return raters, several, silent


def is_word(word: str) -> bool:
    """Tell words from emoticons and numbers."""
    return word.replace("'", "").isalpha() and word.isascii()


def hand_rated(path: Path) -> tuple[Ratings, set[str]]:
    """Read the hand ratings (the mean, where a word stands twice) and the words that carry no tone, in all their forms."""
    found: dict[str, list[float]] = {}
    for value, entries in lines_of(path):
        for word in entries.split():
            found.setdefault(word.lower().replace("-", ""), []).append(value)
    silent = {word for word, values in found.items() if 0.0 in values} | function_words()
    return {word: float(np.mean(values)) for word, values in found.items() if word not in silent}, silent


def function_words() -> set[str]:
    """Read the words of grammar, and give the words of the rules too: what they do is a rule's to say."""
    only = {"only", "but", "negation", "degree"}
    turning = {word for word, roles in rules().items() if only & set(roles)}
    return set((HERE / "function-words.txt").read_text(encoding="utf-8").split()) | turning


def hand_phrases() -> Ratings:
    """Read the entries of several words, separated by semicolons."""
    return {
        phrase.strip(): value / POINTS
        for value, entries in lines_of(HERE / "hand-phrases.txt")
        for phrase in entries.split(";")
    }


def lines_of(path: Path) -> Iterable[tuple[float, str]]:
    """Give rating and entries of each line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            value, entries = line.split(":", 1)
            yield float(value), entries


def inflected(hand: Mapping[str, float]) -> Ratings:
    """Give the ratings of all forms of the hand-rated words, adverbs among them; a form that is rated itself keeps its own."""
    forms: dict[str, list[float]] = {}
    for word, value in hand.items():
        own = {form.lower() for several in getAllInflections(word).values() for form in several} | adverbs(word)
        for form in own - set(hand):
            forms.setdefault(form, []).append(value)
    return {form: float(np.mean(values)) for form, values in forms.items()} | dict(hand)


def adverbs(word: str) -> set[str]:
    """Give the adverb in -ly that an adjective would have."""
    if word.endswith("y"):
        return {word[:-1] + "ily"}
    if word.endswith("le"):
        return {word[:-1] + "y"}
    return {word + ("ally" if word.endswith("ic") else "ly")}


# --- rated sentences --------------------------------------------------------------------------------------------------------


def rated_sentences(folder: Path) -> tuple[list[str], Floats, NDArray[np.bool_]]:
    """Give sentences, their ratings (−1 … 1 and −2 … 2), and which are tweets."""
    lines = (folder / "target-sentiment-newsmtsc" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    news = [(np.mean([target["polarity"] for target in row["targets"]]) - 4) / 2 for row in rows]
    texts = [str(row["sentence_normalized"]) for row in rows]
    lines = (folder / "sentiment-vader" / "tweets_GroundTruth.txt").read_text(encoding="utf-8").splitlines()
    tweets = [line.split("\t", 2) for line in lines if line.strip()]
    texts += [row[2].replace("&amp;", "&") for row in tweets]
    truth = np.array([*news, *(float(row[1]) / POINTS for row in tweets)])
    return texts, truth, np.arange(len(truth)) >= len(news)


class Learnt:
    """Words in their contexts as a matrix: sentences × words."""

    def __init__(self, raters: Mapping[str, Ratings], several: Ratings, silent: set[str], sentences: Sequence[str]) -> None:
        self.batch = batch_of(sentences)
        seen = [word for word in self.batch.words.types.to_pylist() if is_word(word)]
        names = capitalised(self.batch)
        rated = {word for rater in raters.values() for word in rater}
        candidates = sorted((rated | {word for word in seen if word not in names}) - silent)
        entries = [*candidates, *several]
        silent_ = {entry: 0.0 for entry, value in several.items() if not value}
        self.known = with_roles(dict.fromkeys(entries, 1.0) | silent_, rules())
        self.prior = priors(self.known.entries, raters, several)
        self.matrix, self.count = self._matrix(len(sentences))

    def _matrix(self, size: int) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
        code = place(self.batch, self.known, wholes(self.known), np.zeros(0, np.int64)).code
        near, weighs = heard(self.known, code)
        word = near[weighs]
        unit = self.batch.sentences.document[self.batch.words.sentence]
        words = np.bincount(unit, minlength=size)
        value = factors(self.batch, self.known, code, near, weighs) / np.sqrt(words[unit[word]] + 1.0)
        shape = (size, len(self.known.entries))
        counts = np.bincount(code[word], minlength=shape[1])
        return sparse.csr_matrix((value, (unit[word], code[word])), shape=shape), counts

    def fit(self, truth: Floats, tweet: NDArray[np.bool_]) -> Floats:
        """Give each word's weight on VADER's scale."""
        raters = sparse.csr_matrix(self.matrix @ (self.prior * TRUST))
        design = sparse.hstack([self.matrix, raters, sparse.csr_matrix((~tweet)[:, None].astype(float))]).tocsr()
        model = Ridge(alpha=RIDGE)
        held_out = cross_val_predict(model, design, truth, cv=5)
        for name, rows in (("NewsMTSC train", ~tweet), ("tweets", tweet)):
            print(f"{name}: r = {np.corrcoef(held_out[rows], truth[rows])[0, 1]:.3f} by sentence, five folds")
        found = model.fit(design, truth).coef_
        words, raters_ = found[: self.prior.shape[0]], found[self.prior.shape[0] : -1]
        print("raters' coefficients:", np.round(raters_ * TRUST, 3).tolist())
        weight: Floats = SCALE * (words + self.prior @ raters_ * TRUST)
        return weight


def batch_of(sentences: Sequence[str]) -> Batch:
    """Read sentences, a document each."""
    blocks = [(Block(0, len(text), 0, heading=False),) for text in sentences]
    each = enumerate(zip(sentences, blocks, strict=True))
    return build([Document(id=str(at), text=text, blocks=own) for at, (text, own) in each])


def capitalised(batch: Batch) -> set[str]:
    """Give the words that mostly have a capital within sentences: names."""
    words = batch.words
    inside = np.ones(len(words.type), np.bool_)
    inside[np.minimum(batch.sentences.first_word[:-1], len(inside) - 1)] = False
    size = len(words.types)
    capital = np.bincount(words.type[inside & (words.capital > 0)], minlength=size)
    every = np.bincount(words.type[inside], minlength=size)
    return {word for word, name in zip(words.types.to_pylist(), capital > NAMES * every, strict=True) if name}


NAMES = 0.6
"""Share of capitals within sentences from which on a word counts as a name."""


def priors(entries: Sequence[str], raters: Mapping[str, Ratings], several: Ratings) -> Floats:
    """Give what each rater says of each entry (columns: the raters, base forms, entries of several words)."""
    table = np.zeros((len(entries), len(raters) + 2))
    for row, entry in enumerate(entries):
        said = [rater.get(entry, 0.0) for rater in raters.values()]
        table[row, : len(raters)] = said
        table[row, -1] = several.get(entry, 0.0)
        if not any(said) and entry not in several:
            table[row, -2] = of_base(entry, raters)
    return table


def of_base(entry: str, raters: Mapping[str, Ratings]) -> float:
    """Give the mean rating of a word's base forms, 0 where there is none."""
    bases = {base for several in getAllLemmas(entry).values() for base in several} - {entry}
    values = [rater[base] for base in sorted(bases) for rater in raters.values() if base in rater]
    return float(np.mean(values)) if values else 0.0


# --- the list ---------------------------------------------------------------------------------------------------------------


def kept(weights: Floats, learnt: Learnt, raters: Mapping[str, Ratings], several: Ratings) -> list[tuple[str, str, str]]:
    """Give the rows of the list, sorted: entry, weight, source."""
    heard = {entry for entry, weight in zip(learnt.known.entries, weights, strict=True) if abs(weight) >= LEAST_WEIGHT} | set(
        rules()
    )
    rows = [(entry, "0", "hand") for entry, value in several.items() if not value and heard & set(entry.split())]
    for code, entry in enumerate(learnt.known.entries):
        weight = round(float(weights[code]), 2)
        sources = [name for name, rater in raters.items() if entry in rater] + ["hand" for _ in [0] if several.get(entry)]
        if not sources and learnt.prior[code].any():
            sources = ["base form"]
        if sources and abs(weight) >= LEAST_WEIGHT:
            rows.append((entry, f"{weight:g}", " ".join([*sources, *(["sentences"] if learnt.count[code] else [])])))
    return sorted(rows)


def listed(rows: Sequence[tuple[str, str, str]]) -> str:
    """Write the list as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("entry", "weight", "source"))
    writer.writerows(rows)
    return out.getvalue()


if __name__ == "__main__":
    main()
