"""How often naive and corrected intervals hold the truth where the instrument errs by group.

Run: `python benchmarks/correction.py [--runs N]`, or `python benchmarks/calibration.py --corrected [--runs N]`.

Documents of two groups, in outlets, with sentences; each sentence has a code of 0 or 1 whose chance differs between outlets
and between documents. The instrument is right in 80 % of sentences. By group it errs: in the first it misses what is there,
in the second it finds what is not. Sentences to code are drawn as `framing sample` draws them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.validate.corrected import Side, coded_only, corrected, difference, naive, slope

ACCURACY = 0.8
SEED = 20240619


@dataclass(frozen=True)
class World:
    """Two groups of outlets, and the share of sentences with the thing coded in each."""

    name: str
    shares: tuple[float, float] = (0.40, 0.40)
    outlets: int = 20
    documents: int = 60
    sentences: int = 20
    coded: int = 200
    by_group: bool = True
    """Whether the instrument errs by group, or everywhere alike."""
    stratified: bool = True


WORLDS = (
    World("no difference, errs by group"),
    World("difference of .10, errs by group", shares=(0.45, 0.35)),
    World("no difference, errs alike", by_group=False),
    World("rare (.10), errs by group", shares=(0.10, 0.10)),
    World("100 coded", coded=100),
    World("400 coded", coded=400),
    World("8 outlets a group", outlets=8, documents=24),
    World("one draw over both groups", stratified=False),
)


def main() -> None:
    """Print interval coverage and width, a row a world."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=2000)
    options.add_argument("--seed", type=int, default=SEED)
    call = options.parse_args()
    print_table(call.runs, call.seed)


def print_table(runs: int, seed: int = SEED) -> None:
    """Print interval coverage and width of so many simulated studies, a row a world."""
    print(f"{runs} runs a row, seed {seed}; instrument {ACCURACY:.0%} right; how often the 95 % interval of the")
    print("difference of two groups holds the true one")
    print(f"{'world':34}{'bias':>8}{'naive':>8}{'coded':>8}{'PPI':>8}{'tuned':>8}   {'width: coded':>12}{'PPI':>8}{'tuned':>8}")
    for world in WORLDS:
        inside, width, bias = simulated(world, runs, np.random.default_rng(seed))
        shares = "".join(f"{share:8.1%}" for share in inside)
        print(f"{world.name:34}{bias:+8.3f}{shares}   {width[1]:12.3f}{width[2]:8.3f}{width[3]:8.3f}")


def simulated(world: World, runs: int, random: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Give the coverage of the four intervals, their mean widths, and the mean error of the naive difference."""
    truth = world.shares[0] - world.shares[1]
    inside, width, bias = np.zeros(4), np.zeros(4), 0.0
    for _ in range(runs):
        sides = drawn(world, random)
        weight = slope(sides)
        for at, parts in enumerate(
            (
                [naive(side) for side in sides],
                [coded_only(side) for side in sides],
                [corrected(side) for side in sides],
                [corrected(side, weight) for side in sides],
            )
        ):
            found = difference(parts[0], parts[1])
            inside[at] += found.low <= truth <= found.high
            width[at] += found.high - found.low
            bias += (found.value - truth) * (at == 0)
    return inside / runs, width / runs, bias / runs


def drawn(world: World, random: np.random.Generator) -> tuple[Side, Side]:
    """Draw a world: its sentences, the instrument's scores, and which sentences were coded."""
    pieces = [_group(world, group, random) for group in (0, 1)]
    coded = _coded(world, [len(codes) for _, codes, _ in pieces], random)
    sides = []
    for group, (document, codes, scores) in enumerate(pieces):
        chosen, chance = coded[group]
        known = np.where(chosen, codes, np.nan)
        cluster = np.arange(world.documents) % world.outlets + group * world.outlets
        sides.append(Side(document, cluster, scores, known, np.full(len(codes), chance)))
    return sides[0], sides[1]


def _group(
    world: World, group: int, random: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    outlet = np.arange(world.documents) % world.outlets
    sizes = random.integers(world.sentences // 2, world.sentences * 3 // 2, world.documents)
    # Beta-distributed shares of outlets and of their documents: means stay the group's, texts of one outlet are alike.
    of_outlet = random.beta(20 * world.shares[group], 20 * (1 - world.shares[group]), world.outlets)[outlet].clip(0.01, 0.99)
    of_document = random.beta(10 * of_outlet, 10 * (1 - of_outlet))
    document = np.repeat(np.arange(world.documents), sizes)
    codes = (random.random(len(document)) < of_document[document]).astype(np.float64)
    miss, false = _errors(world, group)
    wrong = random.random(len(codes)) < np.where(codes == 1, miss, false)
    return document, codes, np.where(wrong, 1 - codes, codes)


def _errors(world: World, group: int) -> tuple[float, float]:
    """Give the chances to miss what is there and to find what is not: together right in 80 %, whatever the share."""
    share, wrong = world.shares[group], 1 - ACCURACY
    if not world.by_group:
        return wrong, wrong
    # Group 0: three quarters of the errors are misses, as far as there is enough to miss; group 1 the other way round.
    missed = min(0.9 * share, wrong * (0.75 if group == 0 else 0.25))
    return missed / share, (wrong - missed) / (1 - share)


def _coded(world: World, sizes: list[int], random: np.random.Generator) -> list[tuple[NDArray[np.bool_], float]]:
    if world.stratified:
        half = world.coded // 2
        return [(_some(size, half, random), half / size) for size in sizes]
    chosen = _some(sum(sizes), world.coded, random)
    return [(piece, world.coded / sum(sizes)) for piece in np.split(chosen, [sizes[0]])]


def _some(size: int, count: int, random: np.random.Generator) -> NDArray[np.bool_]:
    chosen = np.zeros(size, dtype=bool)
    chosen[random.choice(size, count, replace=False)] = True
    return chosen


if __name__ == "__main__":
    main()
