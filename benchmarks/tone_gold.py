"""Hold the instruments of tone against human ratings of newspaper editorials (Hutto & Gilbert 2014).

    .venv/bin/python benchmarks/tone_gold.py [--gold ../shared/gold]

Twenty people rated each of 5,190 snippets of 498 New York Times editorials from −4 to 4; the mean is the truth. Printed
are Pearson's r by snippet, and by article of the mean of its snippets' compounds, and of the compound of the whole article
scored at once, with 95 % percentile intervals from resampling whole articles. Nothing was fitted to these ratings.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from framing.measures.tone import INSTRUMENTS, scores

RATINGS = Path("sentiment-vader", "nytEditorialSnippets_GroundTruth.txt")
DRAWS = 10_000
SEED = 20240619

Floats = NDArray[np.float64]


def read(path: Path) -> tuple[NDArray[np.int64], Floats, list[str]]:
    """Give each snippet's article, mean rating and text."""
    rows = [line.split("\t", 2) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    _, article = np.unique([row[0].split("_")[0] for row in rows], return_inverse=True)
    return article.astype(np.int64), np.array([float(row[1]) for row in rows]), [row[2] for row in rows]


def sums(one: Floats, other: Floats, cluster: NDArray[np.int64]) -> Floats:
    """Give, a row a cluster, what Pearson's r is made of: n, Σx, Σy, Σxx, Σyy, Σxy."""
    parts = (np.ones_like(one), one, other, one * one, other * other, one * other)
    return np.column_stack([np.bincount(cluster, weights=part) for part in parts])


def pearson(total: Floats) -> Floats:
    """Give r from the last axis' six sums."""
    n, x, y, xx, yy, xy = np.moveaxis(total, -1, 0)
    r: Floats = (n * xy - x * y) / np.sqrt((n * xx - x * x) * (n * yy - y * y))
    return r


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "gold")
    path: Path = parser.parse_args().gold / RATINGS
    if not path.is_file():
        parser.exit(1, f"{path}: is not there; name the folder of the gold sets with --gold\n")
    article, rating, texts = read(path)
    weights = np.random.default_rng(SEED).multinomial(article.max() + 1, [1 / (article.max() + 1)] * (article.max() + 1), DRAWS)
    found = {name: table(name, article, rating, texts) for name in INSTRUMENTS}
    print(f"{len(texts):,} snippets, {article.max() + 1} articles, {DRAWS:,} draws of articles")
    print(f"{'':28}" + "".join(f"{name:>26}" for name in (*INSTRUMENTS, "difference")))
    for unit in found["vader"]:
        pairs = [found[name][unit] for name in INSTRUMENTS]
        points = [pearson(pair.sum(axis=0)) for pair in pairs]
        draws = [pearson(weights @ pair) for pair in pairs]
        cells = [*zip(points, draws, strict=True), (points[1] - points[0], draws[1] - draws[0])]
        print(f"{unit:28}" + "".join(f"{cell(*one):>26}" for one in cells))


def table(name: str, article: NDArray[np.int64], rating: Floats, texts: Sequence[str]) -> dict[str, Floats]:
    """Give the sums for r by unit of text."""
    compound = scores(texts, name)["compound"]
    whole = [
        " ".join(texts[place] for place in np.flatnonzero(article == number).tolist()) for number in range(article.max() + 1)
    ]
    count = np.bincount(article)
    truth, mean = (np.bincount(article, weights=values) / count for values in (rating, compound))
    each = np.arange(len(count))
    return {
        "r by snippet": sums(compound, rating, article),
        "r by article, mean": sums(mean, truth, each),
        "r by article, whole text": sums(scores(whole, name)["compound"], truth, each),
    }


def cell(point: Floats, draws: Floats) -> str:
    """Write a value with its interval."""
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{point:+.3f} [{low:+.3f}, {high:+.3f}]"


if __name__ == "__main__":
    main()
