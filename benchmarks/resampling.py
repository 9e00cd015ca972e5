"""Cluster bootstrap of many cells at once, against scipy: `python benchmarks/resampling.py [--draws N] [--runs N]`.

With `--calibrate`, how often the interval holds a true difference of 0, and how often p is below 0.05 then.

10,000 draws over 641 documents × 500 cells, float64, one thread, percentile intervals of the mean. scipy's vectorised
bootstrap draws documents, so that every document is its own cluster here too, and it is given the same values.
Its time is linear in draws and cells; where fewer are measured (`--scipy-draws`), the printed time is scaled up and says so.
"""

# ruff: noqa: E402  (threads are set before numpy is imported, or it does not count)
from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_threads] = "1"

import argparse
import platform
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import stats

from framing.compare.permute import permutation
from framing.compare.resample import bootstrap_means, generator, percentile_interval

DOCUMENTS = 641
CELLS = 500
WANTED_RATIO = 20.0
"""Issue 2, part 7."""

BATCH = 10
"""Draws scipy makes at once: of 5, 10, 20, 40, 100 and 500 the smaller ones are fastest; larger ones leave the cache."""

QUANTILE_ERROR = 2.67
"""Monte Carlo error of a 2.5 % quantile of B normal draws, times √B, in standard errors of the statistic:
√(0.025 × 0.975) / φ(1.96) (Davison & Hinkley 1997, section 2.5.2)."""

SIGMAS = 5
"""The largest of 1,000 differences lies about 3.3 of its errors out; 5 is beyond chance."""

OUTLETS = 60
"""Clusters in the second row: an outlet is drawn with all its documents."""

Floats = NDArray[np.float64]
Bounds = tuple[Floats, Floats]


def toolkit(values: Floats, draws: int, clusters: int = DOCUMENTS) -> Bounds:
    """Give the interval of each cell's mean, by this toolkit."""
    cluster = np.arange(len(values)) % clusters
    return percentile_interval(bootstrap_means(values, cluster, draws, generator(1, "benchmark")))


def by_scipy(values: Floats, draws: int) -> Bounds:
    """Give the same by scipy, vectorised, in batches that fit into memory."""
    found = stats.bootstrap(
        (np.ascontiguousarray(values.T),),
        np.mean,
        n_resamples=draws,
        batch=BATCH,
        method="percentile",
        axis=-1,
        vectorized=True,
        rng=np.random.default_rng(2),
    ).confidence_interval
    return found.low, found.high


def timed(what: Callable[[], Bounds], runs: int) -> tuple[float, Bounds]:
    """Run it so many times; give the median of the seconds, and the result."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        result = what()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def made_up_group(outlets: int, random: np.random.Generator) -> tuple[Floats, NDArray[np.intp]]:
    """Give skewed values (documents × 100 cells) of outlets of unequal size, a quarter of the variance between outlets."""
    cluster = np.repeat(np.arange(outlets), 1 + random.geometric(0.25, size=outlets))
    between = random.normal(0, 0.5, size=(outlets, 100))[cluster]
    return np.exp(0.5 * (between + random.normal(0, 0.75**0.5, size=between.shape))), cluster


def calibrated(outlets: int, worlds: int) -> tuple[float, float]:
    """Give the share of intervals that hold 0, and of p at or below 0.05, between groups that do not differ."""
    held, false = [], []
    for world in range(worlds):
        random = np.random.default_rng([outlets, world])
        (a, first), (b, second) = made_up_group(outlets, random), made_up_group(outlets, random)
        drawn = [bootstrap_means(x, c, 1000, generator(world, n)) for x, c, n in ((a, first, "a"), (b, second, "b"))]
        low, high = percentile_interval(drawn[0] - drawn[1])
        held.append(((low <= 0) & (high >= 0)).mean())
        side, clusters = np.arange(len(a) + len(b)) < len(a), np.r_[first, second + outlets]
        false.append((permutation(np.vstack([a, b]), side, clusters, 999, generator(world, "p")).p <= 0.05).mean())
    return float(np.mean(held)), float(np.mean(false))


def calibration(worlds: int = 100) -> int:
    """Print the table for some numbers of outlets a side."""
    print(f"groups that do not differ; {worlds} worlds × 100 cells; 2 to 10 and more documents an outlet\n")
    print("| outlets a side | 95 % intervals that hold 0 | p ≤ 0.05 |\n|---:|---:|---:|")
    for outlets in (5, 8, 15, 30):
        held, false = calibrated(outlets, worlds)
        print(f"| {outlets} | {held:.1%} | {false:.1%} |")
    return 0


def main() -> int:
    """Print the table; exit 1 where the ratio or the agreement is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--scipy-draws", type=int, help="draws that scipy is measured on; its time is scaled up (all)")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scipy-runs", type=int, help="runs of scipy (as many as of the toolkit)")
    parser.add_argument("--calibrate", action="store_true", help="print how often interval and p are wrong instead")
    given = parser.parse_args()
    if given.calibrate:
        return calibration()
    fewer = given.scipy_draws or given.draws
    values = np.random.default_rng(0).gamma(2.0, 1.0, size=(DOCUMENTS, CELLS))
    mine, bounds = timed(lambda: toolkit(values, given.draws), given.runs)
    clustered, _ = timed(lambda: toolkit(values, given.draws, OUTLETS), given.runs)
    theirs, oracle = timed(lambda: by_scipy(values, fewer), given.scipy_runs or given.runs)
    theirs *= given.draws / fewer
    error = values.std(axis=0, ddof=1) / np.sqrt(DOCUMENTS)
    apart = max(float(np.max(np.abs(a - b) / error)) for a, b in zip(bounds, oracle, strict=True))
    allowed = SIGMAS * QUANTILE_ERROR * (1 / given.draws + 1 / fewer) ** 0.5
    scaled = "" if fewer == given.draws else f" (measured on {fewer:,} draws, scaled)"
    print(f"{given.draws:,} bootstrap draws, {DOCUMENTS} documents, {CELLS} cells, float64, one thread; median of {given.runs}")
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}\n")
    print("| | seconds | ratio |\n|---|---:|---:|")
    print(f"| framing.compare.resample, every document a cluster | {mine:.2f} | 1 |")
    print(f"| framing.compare.resample, {OUTLETS} clusters | {clustered:.2f} | {clustered / mine:.1f} |")
    print(f"| scipy.stats.bootstrap, vectorised, percentile{scaled} | {theirs:.2f} | {theirs / mine:.1f} |")
    print(f"\nlargest difference of a bound: {apart:.3f} standard errors (Monte Carlo error: at most {allowed:.3f})")
    return 0 if theirs / mine >= WANTED_RATIO and apart <= allowed else 1


if __name__ == "__main__":
    sys.exit(main())
