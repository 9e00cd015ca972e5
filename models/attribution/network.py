"""A small convolutional tagger in numpy, with its gradients: embeddings, dilated convolutions with residuals, softmax."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from framing.measures.surroundings import SIZES
from framing.measures.tagger import PLACES
from framing.measures.tagger import TAGS as TAG_NAMES

Floats = NDArray[np.float32]
Weights = dict[str, Floats]

LAYERS = PLACES
TAGS = len(TAG_NAMES)


@dataclass
class Inputs:
    """Rows of words with padding between articles: vocabulary row, ending, surroundings, mask and tag."""

    word: NDArray[np.int64]
    ending: NDArray[np.int64]
    around: dict[str, NDArray[np.int64]]
    mask: Floats
    tag: NDArray[np.int64]
    sentences: NDArray[np.int64]
    """First row and row after the last of every sentence."""


def start(vectors: Floats, endings: int, width: int, side: int, rng: np.random.Generator) -> Weights:
    """Give initial weights; the last row of `word` is for words that the vocabulary lacks."""
    size = vectors.shape[1]
    weights: Weights = {"word": np.vstack([vectors * 0.5, np.zeros((1, size), np.float32)]).astype(np.float32)}
    weights["ending"] = (rng.standard_normal((endings, size)) * 0.05).astype(np.float32)
    for name, n in SIZES.items():
        weights[name] = (rng.standard_normal((n, side)) * 0.1).astype(np.float32)
    inputs = size + side
    for at, places in enumerate(LAYERS):
        fan = inputs * len(places)
        weights[f"w{at}"] = (rng.standard_normal((fan, width)) * np.sqrt(2 / fan) * (1 if at == 0 else 0.5)).astype(np.float32)
        weights[f"b{at}"] = np.zeros(width, np.float32)
        inputs = width
    weights["wo"] = (rng.standard_normal((width, TAGS)) * 0.1).astype(np.float32)
    weights["bo"] = np.zeros(TAGS, np.float32)
    weights["between"], weights["first"] = np.zeros((TAGS, TAGS), np.float32), np.zeros(TAGS, np.float32)
    return weights


def shifted(x: Floats, places: tuple[int, ...]) -> Floats:
    """Lay the rows at some places around each row side by side."""
    n, d = x.shape
    out = np.zeros((n, d * len(places)), np.float32)
    for k, p in enumerate(places):
        a, b = max(0, -p), n - max(0, p)
        out[a:b, k * d : (k + 1) * d] = x[a + p : b + p]
    return out


def unshifted(g: Floats, places: tuple[int, ...], d: int) -> Floats:
    """Add gradients of `shifted` back."""
    n = len(g)
    out = np.zeros((n, d), np.float32)
    for k, p in enumerate(places):
        a, b = max(0, -p), n - max(0, p)
        out[a + p : b + p] += g[a:b, k * d : (k + 1) * d]
    return out


@dataclass
class Kept:
    """What the way back needs."""

    columns: list[Floats] = field(default_factory=list)
    active: list[NDArray[np.bool_]] = field(default_factory=list)
    drops: list[Floats] = field(default_factory=list)
    top: Floats | None = None


def forward(w: Weights, x: Inputs, rng: np.random.Generator | None = None, drop: float = 0.0) -> tuple[Floats, Kept]:
    """Give scores, rows × tags; with `rng`, with dropout."""
    kept = Kept()
    around = sum(w[name][code] for name, code in x.around.items())
    h = np.hstack([w["word"][x.word] + w["ending"][x.ending], around]).astype(np.float32) * x.mask[:, None]
    h = _dropped(h, rng, drop, kept)
    for at, places in enumerate(LAYERS):
        columns = shifted(h, places)
        z = columns @ w[f"w{at}"] + w[f"b{at}"]
        active = z > 0
        z = np.where(active, z, 0).astype(np.float32)
        kept.columns.append(columns)
        kept.active.append(active)
        h = (z if at == 0 else h + z) * x.mask[:, None]
        if at in (0, len(LAYERS) - 1):
            h = _dropped(h, rng, drop, kept)
    kept.top = h
    return np.asarray(h @ w["wo"] + w["bo"], np.float32), kept


def _dropped(h: Floats, rng: np.random.Generator | None, drop: float, kept: Kept) -> Floats:
    if rng is None:
        return h
    keep = (rng.random(h.shape, dtype=np.float32) >= drop).astype(np.float32) / np.float32(1 - drop)
    kept.drops.append(keep)
    return h * keep


def backward(w: Weights, x: Inputs, kept: Kept, g: Floats) -> Weights:
    """Give gradients from those of the scores."""
    out: Weights = {}
    top = g if kept.top is None else kept.top
    out["wo"], out["bo"] = top.T @ g, g.sum(0)
    h = g @ w["wo"].T
    drops = list(kept.drops)
    for at in reversed(range(len(LAYERS))):
        if at in (0, len(LAYERS) - 1):
            h = h * drops.pop()
        h = h * x.mask[:, None]
        z = h * kept.active[at]
        out[f"w{at}"], out[f"b{at}"] = kept.columns[at].T @ z, z.sum(0)
        d = w[f"w{at}"].shape[0] // len(LAYERS[at])
        below = unshifted(np.asarray(z @ w[f"w{at}"].T, np.float32), LAYERS[at], d)
        h = below if at == 0 else h + below
    h = h * drops.pop() * x.mask[:, None]
    size = w["word"].shape[1]
    for name, code, grad in (("word", x.word, h[:, :size]), ("ending", x.ending, h[:, :size])):
        out[name] = _scatter(code, grad, len(w[name]))
    for name, code in x.around.items():
        out[name] = _scatter(code, h[:, size:], len(w[name]))
    return out


def _scatter(code: NDArray[np.int64], grad: Floats, rows: int) -> Floats:
    order = np.argsort(code, kind="stable")
    found, first = np.unique(code[order], return_index=True)
    out = np.zeros((rows, grad.shape[1]), np.float32)
    out[found] = np.add.reduceat(grad[order], first, axis=0)
    return out


class Adam:
    """Kingma & Ba 2015, with decoupled weight decay."""

    def __init__(self, w: Weights, decay: float) -> None:
        self.m = {k: np.zeros_like(v) for k, v in w.items()}
        self.v = {k: np.zeros_like(v) for k, v in w.items()}
        self.t, self.decay = 0, decay

    def step(self, w: Weights, g: Weights, rate: float) -> None:
        """Change the weights in place."""
        self.t += 1
        for k in w:
            self.m[k] += 0.1 * (g[k] - self.m[k])
            self.v[k] += 0.001 * (g[k] ** 2 - self.v[k])
            m, v = self.m[k] / (1 - 0.9**self.t), self.v[k] / (1 - 0.999**self.t)
            w[k] -= (rate * m / (np.sqrt(v) + 1e-8)).astype(np.float32)
            if k.startswith("w"):
                w[k] *= 1 - rate * self.decay
