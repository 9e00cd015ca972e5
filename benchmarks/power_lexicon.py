"""Say how far the lexicon `power` agrees with itself, and with that of Sap et al. (2017) on the verbs that both have.

Run: `python benchmarks/power_lexicon.py ../shared/lexicons/sap-2017-power-agency-research.csv`. That file may not be
redistributed: it is read here, and nothing of it is kept. Verbs without a label of power in it are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.stats import kendalltau, spearmanr

from framing.lexicons import load

VALUES = (1, 0, -1)
OF_SAP = {"power_agent": 1, "power_equal": 0, "power_theme": -1}
RESAMPLES = 2000
SEED = 20261122

Pairs = list[tuple[int, int]]


def main(path: Path) -> None:
    """Print both agreements."""
    rows = [row for row in load("power").entries if row["kind"] == "verb"]
    twice = [(int(row["first"]), int(row["second"])) for row in rows if row["first"]]
    show("first pass (rows) against second (columns), one rater", twice)
    with path.open(encoding="utf-8", newline="") as file:
        sap = {row["verb"]: OF_SAP[row["power"]] for row in csv.DictReader(file) if row["power"] in OF_SAP}
    own = {row["entry"]: int(row["power"]) for row in rows}
    shared = sorted(own.keys() & sap.keys())
    show("own list (rows) against Sap et al. 2017 (columns)", [(own[verb], sap[verb]) for verb in shared])
    firm = [verb for verb in shared if own[verb] and sap[verb]]
    same = sum(own[verb] == sap[verb] for verb in firm)
    print(f"\nOf {len(firm)} verbs that neither has at 0, {same} ({same / len(firm):.3f}) have the same sign.")
    negative = [verb for verb in shared if own[verb] == -1 and sap[verb] == 1]
    print(f"Own −1, Sap 1: {len(negative)}; own 1, Sap −1: {sum(own[verb] == 1 and sap[verb] == -1 for verb in shared)}.")


def show(title: str, pairs: Pairs) -> None:
    """Print a table of agreement, share of equal labels, Cohen's kappa, and rank correlations with intervals over verbs."""
    counts = Counter(pairs)
    print(f"\n{title}\n\n| | {' | '.join(map(str, VALUES))} |\n|---|---|---|---|")
    for one in VALUES:
        print(f"| {one} | {' | '.join(str(counts[one, other]) for other in VALUES)} |")
    low, high = interval(pairs)
    first, second = np.array(pairs).T
    print(
        f"\nn {len(pairs)}; equal {equal(pairs):.3f}; kappa {kappa(pairs):.3f}; "
        f"Spearman {spearmanr(first, second)[0]:.3f} [{low:.3f}, {high:.3f}]; Kendall tau-b {kendalltau(first, second)[0]:.3f}"
    )


def equal(pairs: Pairs) -> float:
    """Give the share of pairs with two equal values."""
    return sum(one == other for one, other in pairs) / len(pairs)


def kappa(pairs: Pairs) -> float:
    """Give Cohen's kappa (Cohen 1960)."""
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[value] * second[value] for value in VALUES) / len(pairs) ** 2
    return (equal(pairs) - chance) / (1 - chance)


def interval(pairs: Pairs) -> tuple[float, float]:
    """Give the 95 % percentile interval of Spearman's rho, verbs resampled."""
    drawn = np.random.default_rng(SEED)
    table = np.array(pairs)
    values = [spearmanr(*table[drawn.integers(len(table), size=len(table))].T)[0] for _ in range(RESAMPLES)]
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
