"""Resampling of many cells at once, timed and held against scipy: `python benchmarks/resampling.py [--draws N] [--runs N]`.

Two groups of 641 documents together × 500 cells, 10,000 draws, float64, one thread; every document is its own cluster, since
scipy's vectorised functions know none. Seconds are processor time, so that other work on the machine does not count. scipy is
given the very draws where it takes them (percentile and BCa bounds must then be equal), and draws of its own to be timed;
its time is linear in draws and cells, and where fewer are measured (`--scipy-draws`) it is scaled up, and that is said.
How often intervals and p are wrong is in `calibration.py`.
"""

# ruff: noqa: E402  (threads are set before numpy is imported, or it does not count)
from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_threads] = "1"

import argparse
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import TypeVar

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import stats

from framing.compare.intervals import bca_interval, difference_interval, influence, percentile_difference
from framing.compare.permute import Permutation, permutation
from framing.compare.resample import Drawn, bootstrap, generator
from framing.compare.units import Units

FIRST, SECOND, CELLS = 300, 341, 500
WANTED_RATIO = 20.0
"""Issue 2, part 7: percentile intervals against scipy's."""

PERCENTILE_SECONDS, ALL_SECONDS = 1.0, 2.0
"""Issue 5, part 2: percentile intervals; with BCa and max-T too."""

BATCH = 10
"""Draws scipy makes at once: of 5, 10, 20, 40, 100 and 500 the smaller ones are fastest; larger ones leave the cache."""

COMPARED = 5
"""Cells whose bounds are compared with scipy's on the same draws; its BCa takes seconds a cell."""

Floats = NDArray[np.float64]
Result = TypeVar("Result")


def timed(what: Callable[[], Result], runs: int) -> tuple[float, Result]:
    """Run it so many times; give the median of the seconds, and the last result."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        result = what()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds), result


def sides(values: Floats) -> tuple[Units, Units]:
    """Give the two groups' units."""
    return Units.of(values[:FIRST], np.arange(FIRST)), Units.of(values[FIRST:], np.arange(SECOND))


def drawn(held: tuple[Units, Units], draws: int, *, variances: bool) -> tuple[Drawn, Drawn]:
    """Draw both groups."""
    a, b = (bootstrap(each, draws, generator(1, name), variances=variances) for each, name in zip(held, "ab", strict=True))
    return a, b


def relabelled(values: Floats, draws: int, *, joint: bool) -> Permutation:
    """Relabel, with max-T over one family of all cells or without."""
    families = np.zeros(values.shape[1], dtype=np.intp) if joint else None
    first = np.arange(len(values)) < FIRST
    return permutation(values, first, np.arange(len(values)), draws, generator(1, "p"), families=families)


def by_scipy(values: Floats, draws: int) -> None:
    """Make percentile intervals by scipy, vectorised, in batches that fit into memory."""
    columns = np.ascontiguousarray(values.T)
    stats.bootstrap(
        (columns[:, :FIRST], columns[:, FIRST:]),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        n_resamples=draws,
        batch=BATCH,
        method="percentile",
        axis=-1,
        vectorized=True,
        rng=np.random.default_rng(2),
    )


def apart(values: Floats, draws: tuple[Drawn, Drawn], bounds: dict[str, tuple[Floats, Floats]]) -> float:
    """Give the largest difference of a bound from scipy's on the same draws, in standard errors."""
    worst = 0.0
    for method, (low, high) in bounds.items():
        for cell in range(COMPARED):
            distribution = (draws[0].means - draws[1].means)[cell]
            found = stats.bootstrap(
                (values[:FIRST, cell], values[FIRST:, cell]),
                lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
                n_resamples=0,
                method=method,
                bootstrap_result=SimpleNamespace(bootstrap_distribution=distribution),
            ).confidence_interval
            worst = max(
                worst, abs(low[cell] - found.low) / distribution.std(), abs(high[cell] - found.high) / distribution.std()
            )
    return worst


def main() -> int:
    """Print the table; exit 1 where a time, the ratio or the agreement is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--scipy-draws", type=int, help="draws that scipy is timed on; its time is scaled up (all)")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    fewer = given.scipy_draws or given.draws
    values = np.random.default_rng(0).gamma(2.0, 1.0, size=(FIRST + SECOND, CELLS))
    held = sides(values)
    pulls = [influence(each) for each in held]
    plain, pair = timed(lambda: drawn(held, given.draws, variances=False), given.runs)
    percentile, low_high = timed(lambda: percentile_difference(*pair), given.runs)
    bca, accelerated = timed(lambda: bca_interval(*pair, pulls), given.runs)
    joint, _ = timed(lambda: relabelled(values, given.draws, joint=True), given.runs)
    with_errors, studentised = timed(lambda: drawn(held, given.draws, variances=True), given.runs)
    reported, _ = timed(lambda: difference_interval(*studentised, held), given.runs)
    theirs = timed(lambda: by_scipy(values, fewer), 1)[0] * given.draws / fewer
    difference = apart(values, pair, {"percentile": low_high, "BCa": accelerated})
    scaled = "" if fewer == given.draws else f" (measured on {fewer:,} draws, scaled)"
    print(f"{given.draws:,} draws, {FIRST + SECOND} documents in two groups, {CELLS} cells; median of {given.runs} runs")
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}\n")
    print("| | seconds |\n|---|---:|")
    print(f"| percentile intervals | {plain + percentile:.2f} |")
    print(f"| percentile and BCa intervals, permutation with max-T | {plain + percentile + bca + joint:.2f} |")
    print(f"| what a report does: studentised intervals, permutation with max-T | {with_errors + reported + joint:.2f} |")
    print(f"| scipy.stats.bootstrap, vectorised, percentile{scaled} | {theirs:.2f} |")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nlargest difference of a bound from scipy's on the same draws: {difference:.1e} standard errors")
    print(f"largest memory, scipy's included: {memory:,.0f} MB")
    fast = plain + percentile < PERCENTILE_SECONDS and plain + percentile + bca + joint < ALL_SECONDS
    return 0 if fast and theirs / (plain + percentile) >= WANTED_RATIO and difference < 1e-9 else 1


if __name__ == "__main__":
    sys.exit(main())
