"""Train the teacher on the treebanks, and let it parse news: `nice python -m models.parser.teacher --work DIR train|parse`.

Runs in an environment of its own (README.md). What it writes stays in the work folder and is never shipped.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import cross_entropy

from framing.validate.conllu import Sentence
from models.parser.minilm import WIDTH, Network, WordPieces
from models.parser.spanning import best_projective_tree, best_tree, projective
from models.parser.treebank import choosing, plain, training

ROOT = Path(__file__).resolve().parents[2]
SEED = 5
PASSES, BATCH = 3, 1500
"""Batches hold so many word pieces, sentences of like length together."""
ENCODER_RATE, RATE, WARMUP = 2e-4, 2e-3, 80
LABELLED_RELATION, LABELLED_TAG = 1.0, 0.3
"""Weights of the losses beside that of the heads."""
LABELS = ("relations", "tags", "features")


@dataclass(frozen=True)
class Truth:
    """A sentence's words and labels; heads count from 1, a root's is 0."""

    words: list[str]
    heads: list[int]
    relations: list[str]
    tags: list[str]
    features: list[str]


def truth(sentence: Sentence) -> Truth:
    """Give a sentence of a treebank; class and features are one label."""
    heads = [0 if head == at else head + 1 for at, head in enumerate(sentence.heads)]
    features = [f"{one}\t{two}" for one, two in zip(sentence.classes, sentence.morphs, strict=True)]
    return Truth([plain(word) for word in sentence.words], heads, sentence.relations, sentence.tags, features)


@dataclass(frozen=True)
class Guess:
    """What the teacher says of a sentence, and the mean and the least log-probability of its heads."""

    heads: list[int]
    relations: list[str]
    tags: list[str]
    features: list[str]
    mean: float
    least: float


class Teacher:
    """The network with its labels."""

    def __init__(self, minilm: Path, labels: dict[str, list[str]]) -> None:
        """Begin with MiniLM's weights."""
        self.labels = labels
        self.network = Network(minilm, *(len(labels[name]) for name in LABELS))
        self.pieces = WordPieces(minilm)

    def loss(self, batch: Sequence[Truth]) -> Tensor:
        """Give the sum of the cross-entropies a word."""
        cut = self.pieces([each.words for each in batch])
        scores = self.network(cut)
        known = cut.words
        heads = _padded([each.heads for each in batch], known)
        relations = self.network.relations(scores.words, heads)
        found = cross_entropy(scores.heads[known], heads[known])
        for name, table, weight in (
            ("relations", relations, LABELLED_RELATION),
            ("tags", scores.tags, LABELLED_TAG),
            ("features", scores.features, LABELLED_TAG),
        ):
            number = {label: at for at, label in enumerate(self.labels[name])}
            own = _padded([[number[label] for label in getattr(each, name)] for each in batch], known)
            found = found + weight * cross_entropy(table[known], own[known])
        return found

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def guess(self, sentences: Sequence[Sequence[str]], words: WordVectors | None = None) -> list[Guess]:
        """Parse sentences of words.

        For the student, which knows no crossing arcs, `words` is given: then no arcs cross, and the words' vectors are added to
        those of their forms.
        """
        self.network.eval()
        cut = self.pieces(sentences)
        scores = self.network(cut)
        if words is not None:
            words.add(sentences, scores.words)
        sure = scores.heads.log_softmax(2).numpy().astype(np.float64)
        trees = [best_tree(sure[at, : len(own), : len(own) + 1]) for at, own in enumerate(sentences)]
        if words is not None:
            trees = [
                tree if projective(tree) else best_projective_tree(sure[at, : len(tree), : len(tree) + 1])
                for at, tree in enumerate(trees)
            ]
        heads = _padded([tree.tolist() for tree in trees], cut.words)
        relations = self.network.relations(scores.words, heads)
        # "root" belongs to the root and to nothing else.
        root = self.labels["relations"].index("root")
        relations[:, :, root] = torch.where(heads == 0, 1e4, -1e4)
        tables = [table.argmax(2).tolist() for table in (relations, scores.tags, scores.features)]
        found = []
        for at, tree in enumerate(trees):
            names = (self.labels[name] for name in LABELS)
            one, two, three = (
                [name[code] for code in table[at][: len(tree)]] for name, table in zip(names, tables, strict=True)
            )
            arcs = sure[at, np.arange(len(tree)), tree]
            found.append(Guess(tree.tolist(), one, two, three, float(arcs.mean()), float(arcs.min())))
        return found


class WordVectors:
    """The mean of the teacher's vectors of each form, wherever it stood, and once by itself."""

    def __init__(self, teacher: Teacher, forms: Sequence[str]) -> None:
        """Begin with each form as a sentence of one word."""
        self._row = {form: row for row, form in enumerate(forms)}
        self._sums = np.zeros((len(forms), WIDTH))
        self._counts = np.zeros(len(forms))
        for first in range(0, len(forms), ALONE):
            teacher.guess([[form] for form in forms[first : first + ALONE]], self)

    def add(self, sentences: Sequence[Sequence[str]], vectors: Tensor) -> None:
        """Add what stood in a batch."""
        for words, own in zip(sentences, vectors[:, :, :WIDTH].numpy(), strict=True):
            rows = np.array([self._row.get(word.lower(), -1) for word in words])
            np.add.at(self._sums, rows[rows >= 0], own[: len(words)][rows >= 0])
            np.add.at(self._counts, rows[rows >= 0], 1)

    def means(self) -> NDArray[np.float64]:
        """Give a row for each form."""
        return self._sums / np.maximum(self._counts, 1)[:, None]


ALONE = 500
"""Words by themselves that are read at once."""


def _padded(rows: Sequence[Sequence[int]], known: Tensor) -> Tensor:
    found = torch.zeros(known.shape, dtype=torch.long)
    for at, row in enumerate(rows):
        found[at, : len(row)] = torch.tensor(row)
    return found


def batches(lengths: Sequence[int], size: int, order: np.random.Generator | None) -> list[NDArray[np.int64]]:
    """Give places of sentences of like length, so many words at a time; in random order where there is one."""
    noise = order.uniform(0, 3, len(lengths)) if order is not None else np.zeros(len(lengths))
    places = np.argsort(np.array(lengths) + noise, kind="stable")
    found: list[NDArray[np.int64]] = []
    begun = 0
    for at in range(len(places)):
        longest = lengths[places[at]]
        if (at + 1 - begun) * longest > size and at > begun:
            found.append(places[begun:at])
            begun = at
    found.append(places[begun:])
    return [found[at] for at in order.permutation(len(found))] if order is not None else found


def train(given: argparse.Namespace) -> None:
    """Train, print scores on the choosing set after each pass, and keep the last weights."""
    torch.manual_seed(SEED)
    order = np.random.default_rng(SEED)
    data = [truth(each) for each in training(given.gold)]
    chosen = [truth(each) for each in choosing(given.gold)]
    labels = {name: sorted({label for each in data for label in getattr(each, name)}) for name in LABELS}
    teacher = Teacher(given.minilm, labels)
    lengths = teacher.pieces.lengths([each.words for each in data])
    plan = [batch for _ in range(PASSES) for batch in batches(lengths, BATCH, order)]
    optimizer, schedule = _optimizer(teacher.network, len(plan))
    begun, total = time.time(), 0.0
    for step, places in enumerate(plan, 1):
        teacher.network.train()
        optimizer.zero_grad()
        loss = teacher.loss([data[place] for place in places])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(teacher.network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        total += float(loss.detach())
        if step % 50 == 0:
            print(f"{step}/{len(plan)} {time.time() - begun:.0f} s, loss {total / 50:.3f}", flush=True)
            total = 0.0
        if step % (len(plan) // PASSES) == 0 or step == len(plan):
            print(step, scores(teacher, chosen), flush=True)
            torch.save({"labels": labels, "weights": teacher.network.state_dict()}, given.work / "teacher.pt")


def _optimizer(network: Network, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    encoder = [each for each in network.encoder.parameters() if each.requires_grad]
    known = {id(each) for each in network.encoder.parameters()}
    rest = [each for each in network.parameters() if id(each) not in known]
    groups = [{"params": encoder, "lr": ENCODER_RATE}, {"params": rest, "lr": RATE}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    rising = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARMUP, max(0.0, (steps - step) / (steps - WARMUP)))
    )
    return optimizer, rising


def scores(teacher: Teacher, chosen: Sequence[Truth]) -> str:
    """Give shares of the words that are right, gold tokens."""
    right, count = np.zeros(5), 0
    for places in batches(teacher.pieces.lengths([each.words for each in chosen]), 4 * BATCH, None):
        own = [chosen[place] for place in places]
        for gold, guess in zip(own, teacher.guess([each.words for each in own]), strict=True):
            heads = np.array(gold.heads) == guess.heads
            one, two = ([name.split(":")[0] for name in each] for each in (gold.relations, guess.relations))
            tables = [np.array(one) == two, *(np.array(getattr(gold, name)) == getattr(guess, name) for name in LABELS)]
            whole = [heads, heads & tables[0], heads & tables[1], tables[2], tables[3]]
            right += [table.sum() for table in whole]
            count += len(heads)
    names = ("UAS", "LAS", "with subtypes", "tags", "features")
    return ", ".join(f"{name} {share:.4f}" for name, share in zip(names, right / count, strict=True))


def parse(given: argparse.Namespace) -> None:
    """Parse `news.jsonl` (lists of words) into `trees.jsonl`, in the same order but for what is not yet done."""
    torch.manual_seed(SEED)
    kept = torch.load(given.work / "teacher.pt")
    teacher = Teacher(given.minilm, kept["labels"])
    teacher.network.load_state_dict(kept["weights"])
    sentences = [json.loads(line)["words"] for line in (given.work / "news.jsonl").open(encoding="utf-8")]
    words = WordVectors(teacher, json.loads((given.work / "vocabulary.json").read_text(encoding="utf-8")))
    begun = time.time()
    with (given.work / "trees.jsonl").open("w", encoding="utf-8") as out:
        for first in range(0, len(sentences), PORTION):
            portion = sentences[first : first + PORTION]
            for places in batches(teacher.pieces.lengths(portion), 4 * BATCH, None):
                own = [portion[place] for place in places]
                for at, guess in zip(places.tolist(), teacher.guess(own, words), strict=True):
                    out.write(json.dumps({"at": first + at, **vars(guess)}) + "\n")
            out.flush()
            np.savez(given.work / "words.npz", vectors=words.means().astype(np.float32))
            print(f"{first + len(portion)} of {len(sentences)}, {time.time() - begun:.0f} s", flush=True)


PORTION = 4000


def main() -> None:
    """Run one step."""
    call = argparse.ArgumentParser(description=__doc__)
    call.add_argument("step", choices=["train", "parse"])
    call.add_argument("--work", type=Path, required=True)
    call.add_argument("--minilm", type=Path, required=True, help="the folder with model.safetensors and tokenizer.json")
    call.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold" / "treebank-ud")
    call.add_argument("--threads", type=int, default=1)
    given = call.parse_args()
    torch.set_num_threads(given.threads)
    {"train": train, "parse": parse}[given.step](given)


if __name__ == "__main__":
    main()
