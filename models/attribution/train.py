"""Trains the attribution tagger on PolNeAR: `python -m models.attribution.train VECTORS OUT [--all]`.

Without `--all`, a fifth of the training articles (by hash of their ids) is held out and scored after every pass: all
choices were made on it. With `--all` the final model is trained on all of `train`; `dev` is never read here.
"""

from __future__ import annotations

import argparse
import time
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.measures.surroundings import ENDINGS, codes, endings, rows
from framing.measures.tagger import DIGITS, best_tags
from models.attribution.chain import chain
from models.attribution.gold import CUE, SOURCE, Articles, articles, held_out
from models.attribution.network import Adam, Inputs, Weights, backward, forward, start

SEED = 20240619
PAD = 14
BATCH = 12
"""Articles a step."""


def tags_of(a: Articles) -> NDArray[np.int64]:
    """Give tags: outside, source begins, goes on, cue begins, goes on, content."""
    new = np.append(True, a.attribution[1:] != a.attribution[:-1]) | np.append(True, a.role[1:] != a.role[:-1])
    tag = np.select([a.role == SOURCE, a.role == CUE, a.role == 3], [2, 4, 5], 0)
    tag[(a.role == SOURCE) & new] = 1
    tag[(a.role == CUE) & new] = 3
    return tag


def inputs_of(a: Articles, vocabulary: list[str]) -> list[Inputs]:
    """Give one `Inputs` an article."""
    words = a.batch.words
    word, ending = rows(words.types, vocabulary)[words.type], endings(words.types)[words.type]
    around, tag = codes(a.batch), tags_of(a)
    owner = a.batch.sentences.document[words.sentence]
    bounds = np.searchsorted(owner, np.arange(len(a.records) + 1))
    return [
        Inputs(
            word[lo:hi].astype(np.int64),
            ending[lo:hi].astype(np.int64),
            {k: v[lo:hi].astype(np.int64) for k, v in around.items()},
            np.ones(hi - lo, np.float32),
            tag[lo:hi],
            _sentences(a.batch.sentences.first_word, lo, hi) - lo,
        )
        for lo, hi in pairwise(bounds)
    ]


def _sentences(first: NDArray[np.int32], lo: int, hi: int) -> NDArray[np.int64]:
    edges = np.column_stack([first[:-1], first[1:]]).astype(np.int64)
    return edges[(edges[:, 0] >= lo) & (edges[:, 1] <= hi) & (edges[:, 1] > edges[:, 0])]


def joined(parts: list[Inputs]) -> Inputs:
    """Lay articles side by side with padding between them."""

    def laid(columns: list[NDArray[Any]]) -> NDArray[Any]:
        return np.concatenate([np.concatenate([c, np.zeros(PAD, c.dtype)]) for c in columns])

    return Inputs(
        laid([p.word for p in parts]),
        laid([p.ending for p in parts]),
        {k: laid([p.around[k] for p in parts]) for k in parts[0].around},
        laid([p.mask for p in parts]),
        laid([p.tag for p in parts]),
        np.concatenate(
            [p.sentences + at for p, at in zip(parts, np.cumsum([0, *[len(p.tag) + PAD for p in parts]]), strict=False)]
        ),
    )


def decoded(scores: NDArray[np.float32], x: Inputs, w: Weights) -> NDArray[np.int64]:
    """Give the best tags of every sentence as the package does."""
    rows = np.concatenate([np.arange(a, b) for a, b in x.sentences])
    bounds = np.concatenate([[0], np.cumsum(x.sentences[:, 1] - x.sentences[:, 0])])
    exact = [np.rint(v * DIGITS).astype(np.int32) for v in (scores[rows], w["between"], w["first"])]
    out = np.zeros(len(scores), np.int64)
    out[rows] = best_tags(exact[0], bounds, exact[1], exact[2])
    return out


def spans(tag: NDArray[np.int64], begin: int, inner: int) -> list[tuple[int, int]]:
    """Give first and last word of every span of a role."""
    own = (tag == begin) | (tag == inner)
    first = own & ((tag == begin) | ~np.append(False, own[:-1]))
    last = own & (~np.append(own[1:], False) | np.append(tag[1:] == begin, False))
    return list(zip(np.flatnonzero(first).tolist(), np.flatnonzero(last).tolist(), strict=True))


def overlapping(pred: list[tuple[int, int]], gold: list[tuple[int, int]]) -> int:
    """Count spans that overlap a gold one, one to one."""
    right = j = 0
    for a, b in pred:
        while j < len(gold) and gold[j][1] < a:
            j += 1
        if j < len(gold) and gold[j][0] <= b:
            right, j = right + 1, j + 1
    return right


def f1(right: float, pred: float, gold: float) -> float:
    """Give F1 from counts."""
    return 2 * right / max(pred + gold, 1)


def scored(pred: NDArray[np.int64], gold: NDArray[np.int64]) -> dict[str, float]:
    """Score tags: spans of cues and sources by overlap, contents by word."""
    out = {}
    for name, b, i in (("cue", 3, 4), ("source", 1, 2)):
        p, g = spans(pred, b, i), spans(gold, b, i)
        n = overlapping(p, g)
        out[name], out[name + "P"], out[name + "R"] = f1(n, len(p), len(g)), n / max(len(p), 1), n / max(len(g), 1)
    both = ((pred == 5) & (gold == 5)).sum()
    out["content"] = f1(both, (pred == 5).sum(), (gold == 5).sum())
    return out


def main() -> None:
    """Train, say how it goes, and write the averaged weights."""
    ask = argparse.ArgumentParser()
    ask.add_argument("vectors")
    ask.add_argument("out")
    ask.add_argument("--all", action="store_true")
    ask.add_argument("--width", type=int, default=48)
    ask.add_argument("--side", type=int, default=16)
    ask.add_argument("--passes", type=int, default=16)
    ask.add_argument("--rate", type=float, default=3e-3)
    ask.add_argument("--drop", type=float, default=0.2)
    ask.add_argument("--wordless", type=float, default=0.05)
    ask.add_argument("--decay", type=float, default=0.01)
    ask.add_argument("--seed", type=int, default=SEED)
    given = ask.parse_args()
    known = np.load(given.vectors)
    vocabulary = known["words"].tolist()
    train = inputs_of(articles("train", lambda i: given.all or not held_out(i)), vocabulary)
    test = joined(inputs_of(articles("train", held_out), vocabulary))
    rng = np.random.default_rng(given.seed)
    w = start(known["vectors"], len(ENDINGS) + 2, given.width, given.side, rng)
    adam = Adam(w, given.decay)
    mean = {k: v.copy() for k, v in w.items()}
    steps, done = given.passes * -(-len(train) // BATCH), 0
    for turn in range(given.passes):
        began, loss, seen = time.time(), 0.0, 0.0
        order = rng.permutation(len(train))
        for at in range(0, len(order), BATCH):
            x = joined([train[i] for i in order[at : at + BATCH].tolist()])
            x.word[rng.random(len(x.word)) < given.wordless] = len(vocabulary)
            scores, kept = forward(w, x, rng, given.drop)
            lost, g, g_between, g_first = chain(scores, x.tag, x.sentences, w["between"], w["first"])
            loss, seen = loss + lost, seen + float(x.mask.sum())
            back = backward(w, x, kept, g / x.mask.sum())
            back["between"], back["first"] = g_between / x.mask.sum(), g_first / x.mask.sum()
            done += 1
            rate = given.rate * min(1, done / 50) * 0.5 * (1 + np.cos(np.pi * done / steps)) + 1e-5
            adam.step(w, back, rate)
            for k in w:
                mean[k] += 0.02 * (w[k] - mean[k])
        took = time.time() - began
        scores, _ = forward(mean, test)
        pred = decoded(scores, test, mean)
        print(
            turn, f"loss {loss / seen:.4f} {took:.1f}s", {k: round(v, 4) for k, v in scored(pred, test.tag).items()}, flush=True
        )
    arrays: dict[str, Any] = {"vocabulary": np.array(vocabulary), **mean}
    np.savez_compressed(given.out, **arrays)


if __name__ == "__main__":
    main()
