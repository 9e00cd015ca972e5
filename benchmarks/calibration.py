"""How often p and intervals are wrong, on real articles with labels drawn at random: `python benchmarks/calibration.py`.

The 10,000 articles of ../shared/corpus/scale are measured once (kept in a folder outside of the repository, `--cache`). Then
studies are simulated: documents, or outlets with documents, are drawn with replacement and dealt to two sides at random, so
that the true difference is 0 (or known, where short articles stand against long ones). Printed are, by setting and size, the
share of studies with p ≤ 0.05 and the share of 95 % intervals that hold the true difference, for each method. Exit status
1 where p ≤ 0.05 more often than 5 % and three Monte Carlo errors, or the reported interval holds the truth less than 93 %.
`--corrected` runs `correction.py` instead: naive and corrected intervals where an instrument errs by group.
Studies of a block share their draws, as the cells of one comparison do; the Monte Carlo error is taken between blocks.
"""

# ruff: noqa: E402  (threads are set before numpy is imported, or it does not count)
from __future__ import annotations

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_threads] = "1"

import argparse
import importlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.compare import intervals
from framing.compare.cells import ratio
from framing.compare.limits import FEWEST_WORDS
from framing.compare.permute import permutation
from framing.compare.resample import Drawn, bootstrap, generator
from framing.compare.standing import rank_p
from framing.compare.stretches import among_stretches, stretch_length
from framing.compare.units import Units
from framing.compare.windows import windows

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "scale" / "allsides-10k.jsonl.gz"
STUDIES, BLOCK, DRAWS = 10_000, 250, 999
ALPHA, LEAST = 0.05, 0.93
"""Issue 5, part 2: below 93 % a method is replaced."""

MOST_ARTICLES = 20
"""Articles of one outlet at most; 5 on average (1 + a geometric number), as in coverage that a study collects."""

FAMILY = (
    "hedges", "boosters", "attributions", "conditionals", "tone", "quoted_share", "sources_named", "tone_negative",
)  # fmt: skip
"""Eight measures of the same documents, tested as one family."""

AT_EQUAL_LENGTH = ("hedges", "tone", "attributions", "sources_unnamed")
"""Measures of one target that are held against stretches of its length."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bounds = tuple[Floats, Floats]


# --- articles, measured once ---------------------------------------------------------------------------------------------


def articles(cache: Path) -> pd.DataFrame:
    """Give the articles' measures (a column each), words and outlet; measured now where the cache has none."""
    import pandas as pd

    path = cache / "framing-calibration.parquet"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _measured().to_parquet(path)
    return pd.DataFrame(pd.read_parquet(path))


def _measured() -> pd.DataFrame:
    import pandas as pd

    from framing.corpus.read import read
    from framing.pipeline import measure_documents

    pieces = []
    for tables in measure_documents(read([CORPUS]), None, terms=False):
        rows = tables["measures"].to_pandas().astype({"section": str, "voice": str, "measure": str, "instrument": str})
        whole = rows[(rows["section"] == "all") & (rows["voice"] == "all") & (rows["instrument"] != "vader")]
        words = tables["exposure"].to_pandas().query("section == 'all' and voice == 'all'").set_index("document")["words"]
        outlet = tables["documents"].to_pandas().set_index("document")["outlet"].astype(str)
        pieces.append(whole.pivot_table(index="document", columns="measure", values="value").assign(words=words, outlet=outlet))
    return pd.DataFrame(pd.concat(pieces).sort_index())


# --- settings ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """One side's rates, documents × studies (NaN: no such document), and the cluster of each document."""

    rates: Floats
    cluster: Ints


Maker = Callable[[int, int, np.random.Generator], Side]
"""From how many clusters and studies to one side of them all."""


@dataclass(frozen=True)
class Setting:
    """How studies of a kind are drawn: makers of both sides, sizes, and the true difference."""

    name: str
    first: Maker
    second: Maker
    sizes: Sequence[tuple[int, int]]
    truth: float = 0.0

    @property
    def null(self) -> bool:
        """Whether both sides come from the same articles, so that labels are exchangeable."""
        return self.first is self.second


def documents_of(pool: Floats) -> Maker:
    """Draw documents one by one."""

    def make(size: int, studies: int, random: np.random.Generator) -> Side:
        return Side(pool[random.integers(0, len(pool), (size, studies))], np.arange(size))

    return make


def outlets_of(pools: Sequence[Floats]) -> Maker:
    """Draw outlets, and articles of each; a study has its own outlets and numbers."""
    joined, start = np.concatenate(pools), np.cumsum([0, *map(len, pools)])[:-1]
    sizes = np.array([len(pool) for pool in pools])

    def make(size: int, studies: int, random: np.random.Generator) -> Side:
        picked = random.integers(0, len(pools), (size, 1, studies))
        many = np.minimum(1 + random.geometric(0.25, (size, 1, studies)), MOST_ARTICLES)
        place = start[picked] + (random.random((size, MOST_ARTICLES, studies)) * sizes[picked]).astype(np.intp)
        there = np.arange(MOST_ARTICLES)[None, :, None] < many
        values = np.where(there, joined[place], np.nan).reshape(size * MOST_ARTICLES, studies)
        return Side(values, np.repeat(np.arange(size), MOST_ARTICLES))

    return make


def settings(table: pd.DataFrame) -> Iterator[Setting]:
    """Yield the settings that have two sides."""
    few = ((8, 8), (12, 12), (20, 20), (30, 30), (50, 50), (8, 40))
    for name, measure in (("few documents", "hedges"), ("skewed rates", "sources_unnamed"), ("zeros", "hedges_evidential")):
        side = documents_of(table[measure].to_numpy())
        yield Setting(f"{name} ({measure})", side, side, few)
    fifths = table["words"].quantile([0.2, 0.8])
    short, long = table[table["words"] <= fifths[0.2]], table[table["words"] >= fifths[0.8]]
    rare = "hedges_investigation"
    mixed = documents_of(np.r_[short[rare].to_numpy(), long[rare].to_numpy()])
    yield Setting(f"unequal lengths ({rare})", mixed, mixed, few)
    truth = float(short[rare].mean() - long[rare].mean())
    sides = documents_of(short[rare].to_numpy()), documents_of(long[rare].to_numpy())
    yield Setting(f"short against long ({rare})", *sides, (*few, (40, 8)), truth)
    for measure in ("hedges", "tone", "sources_unnamed"):
        outlets = [rows[measure].to_numpy() for _, rows in table.groupby("outlet") if len(rows) > 1]
        side = outlets_of(outlets)
        yield Setting(f"outlets as clusters ({measure})", side, side, ((5, 5), (8, 8), (15, 15), (30, 30), (5, 30)))


# --- methods -------------------------------------------------------------------------------------------------------------

Method = Callable[[Drawn, Drawn, tuple[Units, Units]], Bounds]

METHODS: Mapping[str, Method] = {
    "percentile": lambda a, b, _: intervals.percentile_difference(a, b),
    "BCa": lambda a, b, held: intervals.bca_interval(a, b, [intervals.influence(each) for each in held]),
    "bootstrap-t, equal tails": lambda a, b, _: intervals.equal_tailed_interval(a, b),
    "Welch": lambda a, b, _: intervals.welch_interval(a, b),
    "log ratio": lambda a, b, _: intervals.ratio_interval(a, b),
    "symmetric bootstrap-t": lambda a, b, _: intervals.studentised_interval(a, b),
    "reported": lambda a, b, held: intervals.difference_interval(a, b, held)[0],
}


@dataclass(frozen=True)
class Row:
    """One setting and size: size of p with its Monte Carlo error, interval coverage by method, what has no interval."""

    p: float
    error: float
    covered: Mapping[str, float]
    wider: float
    """Median width of the reported interval over that of the percentile interval."""


def simulate(setting: Setting, size: tuple[int, int], studies: int) -> Row:
    """Simulate so many studies of a setting and size."""
    p, covered, wider = [], {name: list[float]() for name in METHODS}, []
    for block in range(studies // BLOCK):
        random = np.random.default_rng([*size, block])
        sides = [make(n, BLOCK, random) for make, n in zip((setting.first, setting.second), size, strict=True)]
        held = tuple(Units.of(side.rates, side.cluster) for side in sides)
        drawn = [bootstrap(each, DRAWS, generator(block, name)) for each, name in zip(held, "ab", strict=True)]
        widths = {}
        for name, method in METHODS.items():
            low, high = method(drawn[0], drawn[1], (held[0], held[1]))
            truth = setting.truth if name != "log ratio" else 1.0
            covered[name].append(_share(low, high, truth))
            widths[name] = high - low
        wider.append(np.nanmedian(widths["reported"] / np.where(widths["percentile"] > 0, widths["percentile"], np.nan)))
        if setting.null:
            p.append((_p(sides, block) <= ALPHA).mean())
    error = np.std(p, ddof=1) / np.sqrt(len(p)) if len(p) > 1 else np.nan
    means = {name: float(np.mean(each)) for name, each in covered.items()}
    if not setting.null or "tone" in setting.name:
        means["log ratio"] = np.nan
    return Row(float(np.mean(p)) if p else np.nan, float(error), means, float(np.mean(wider)))


def _share(low: Floats, high: Floats, truth: float) -> float:
    """Give the share of intervals that hold the truth; where all documents are alike (no interval), both sides are 0."""
    return float(((low <= truth) & (high >= truth) | np.isnan(low)).mean())


def _p(sides: Sequence[Side], block: int) -> Floats:
    values = np.vstack([side.rates for side in sides])
    first = np.arange(len(values)) < len(sides[0].rates)
    clusters = np.r_[sides[0].cluster, sides[1].cluster + sides[0].cluster.max() + 1]
    p = permutation(values, first, clusters, DRAWS, generator(block, "p")).p
    return np.nan_to_num(p, nan=1.0)


def one_target(table: pd.DataFrame, coverage: int, studies: int) -> Mapping[str, float]:
    """Give the share of studies in which one more document of the coverage has p ≤ 0.05, by measure."""
    found = {}
    for measure in ("hedges", "tone", "sources_unnamed", "hedges_evidential"):
        pool = table[measure].to_numpy()
        drawn = pool[np.random.default_rng([coverage, 6]).integers(0, len(pool), (coverage + 1, studies))]
        found[measure] = float((rank_p(drawn[0], drawn[1:]) <= ALPHA + 1e-12).mean())
    return found


@dataclass(frozen=True)
class Sentences:
    """The sentences of all articles, in order: words, sums (× measures), and where each article starts."""

    words: Ints
    numerator: Floats
    denominator: Floats
    start: Ints

    def of(self, articles: Ints) -> tuple[Ints, Ints]:
        """Give the rows of some articles, and which of these each row is of."""
        first, last = self.start[articles], self.start[articles + 1]
        owner = np.repeat(np.arange(len(articles)), last - first)
        return np.arange(len(owner)) - np.repeat(np.cumsum(last - first) - (last - first), last - first) + first[owner], owner


def sentences(cache: Path) -> Sentences:
    """Give the articles' sentences without headlines; measured now where the cache has none."""
    path = cache / "framing-calibration-sentences.npz"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        measured = _measured_sentences()
        np.savez_compressed(path, allow_pickle=False, **measured)
    with np.load(path) as held:
        return Sentences(held["words"], held["numerator"], held["denominator"], held["start"])


def _measured_sentences() -> dict[str, Floats | Ints]:
    from framing.corpus.read import read
    from framing.measures.registry import instruments, measures
    from framing.measures.tabulate import sentence_sums
    from framing.pipeline import measure_documents

    wanted = [each for each in measures(None) if each.name in AT_EQUAL_LENGTH]
    pieces: list[tuple[NDArray[Any], ...]] = []
    for tables in measure_documents(read([CORPUS]), None, terms=False):
        frames = {name: tables[name].to_pandas() for name in ("sections", "sentences", "evidence")}
        sums = sentence_sums(frames, wanted, {**instruments(None), "tone": ["vader"]}, [])
        order = [int(np.flatnonzero(sums.keys["measure"] == name)[0]) for name in AT_EQUAL_LENGTH]
        kept = (sums.frame["section"] != "00").to_numpy()
        many = sums.frame[kept].groupby("document", sort=False, observed=True).size().to_numpy(np.intp)
        words = sums.frame.loc[kept, "words"].to_numpy(np.intp)
        pieces.append((words, sums.numerator[kept][:, order], sums.denominator[kept][:, order], many))
    words, numerator, denominator, many = (np.concatenate(each) for each in zip(*pieces, strict=True))
    return {"words": words, "numerator": numerator, "denominator": denominator, "start": np.r_[0, np.cumsum(many)]}


def at_equal_length(held: Sentences, coverage: int, studies: int, longer: float) -> tuple[Mapping[str, float], float]:
    """Give the share of studies in which one more document of the coverage has p ≤ 0.05 among stretches of equal length.

    `longer` is how many times as long as the coverage's median the target must be at least (0: any). By measure, and the share
    of studies in which the target is cut.
    """
    random, found, cut = np.random.default_rng([coverage, int(10 * longer), 8]), np.zeros(len(AT_EQUAL_LENGTH)), 0
    size = np.add.reduceat(held.words, held.start[:-1])
    several = np.flatnonzero(size >= longer * np.median(size))
    several = several[size[several] >= FEWEST_WORDS]
    done = 0
    while done < studies:
        chosen = np.r_[random.choice(several), random.integers(0, len(size), coverage)]
        length = stretch_length(int(size[chosen[0]]), size[chosen[1:]])
        if not length:
            continue
        rows, owner = held.of(chosen)
        pieces = windows(owner, held.words[rows], length)
        value = ratio(pieces.added(held.numerator[rows]), pieces.added(held.denominator[rows]))
        own = pieces.document == 0
        found += among_stretches(value[own], value[~own], pieces.document[~own])["p"] <= ALPHA + 1e-12
        done, cut = done + 1, cut + (own.sum() > 1)
    return dict(zip(AT_EQUAL_LENGTH, found / studies, strict=True)), cut / studies


def family(table: pd.DataFrame, size: tuple[int, int], studies: int) -> tuple[float, float]:
    """Give the share of studies with any max-T p ≤ 0.05 among eight measures of the same documents, and its error."""
    pool = table[list(FAMILY)].dropna().to_numpy()
    block, any_found = BLOCK // len(FAMILY), []
    for number in range(studies // block):
        rows = np.random.default_rng([*size, number, 7]).integers(0, len(pool), (sum(size), block))
        values = pool[rows].reshape(sum(size), block * len(FAMILY))
        first, families = np.arange(sum(size)) < size[0], np.repeat(np.arange(block), len(FAMILY))
        p = permutation(values, first, np.arange(sum(size)), DRAWS, generator(number, "family"), families=families).adjusted
        any_found.append((p.reshape(block, -1).min(axis=1) <= ALPHA).mean())
    return float(np.mean(any_found)), float(np.std(any_found, ddof=1) / np.sqrt(len(any_found)))


# --- printing ------------------------------------------------------------------------------------------------------------


def _percent(share: float) -> str:
    return "" if np.isnan(share) else f"{share:.1%}"


def print_at_equal_length(held: Sentences, studies: int) -> list[str]:
    """Print the table of one target among stretches; give the rows that are not as promised."""
    failed = []
    heads = " | ".join(AT_EQUAL_LENGTH)
    print(f"\n| one target among stretches of N | {heads} | target is cut |\n|---|---:|---:|---:|---:|---:|")
    for coverage, longer in ((19, 0), (40, 0), (100, 0), (300, 0), (40, 2), (100, 2), (300, 2)):
        found, cut = at_equal_length(held, coverage, studies, longer)
        target = f"{coverage}, target of {longer} medians or more" if longer else f"{coverage}"
        print(f"| {target} | " + " | ".join(_percent(share) for share in found.values()) + f" | {cut:.0%} |", flush=True)
        if max(found.values()) > ALPHA + 3 * (ALPHA / studies) ** 0.5:
            failed.append(f"one target among stretches of {target}")
    return failed


def main() -> int:
    """Print the tables; exit 1 where a p or a reported interval is not what it promises."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corrected", action="store_true", help="corrected estimates instead, by simulation; needs no articles"
    )
    parser.add_argument("--runs", type=int, default=2000, help="simulated studies a row, with --corrected")
    parser.add_argument("--studies", type=int, default=STUDIES, help="simulated studies a setting and size")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()), help="folder for the articles' numbers")
    parser.add_argument("--only", default="", help="settings whose name has this in it")
    given = parser.parse_args()
    if given.corrected:
        importlib.import_module("correction").print_table(given.runs)
        return 0
    if not CORPUS.exists():
        print(f"{CORPUS}: is not there; the articles belong to others and are not shipped", file=sys.stderr)
        return 1
    table, failed = articles(given.cache), []
    print(f"{given.studies:,} studies a row, {DRAWS} draws; {len(table):,} articles of {table['outlet'].nunique()} outlets\n")
    print(f"| setting | a side | p ≤ 0.05 (±) | {' | '.join(METHODS)} | width |\n|---|---:|---:|{'---:|' * len(METHODS)}---:|")
    for setting in settings(table):
        for size in setting.sizes if given.only in setting.name else ():
            row = simulate(setting, size, given.studies)
            p = "" if np.isnan(row.p) else f"{row.p:.1%} ({row.error:.1%})"
            cells = " | ".join(_percent(row.covered[name]) for name in METHODS)
            print(f"| {setting.name} | {size[0]}, {size[1]} | {p} | {cells} | {row.wider:.2f} |", flush=True)
            if row.p > ALPHA + 3 * row.error or row.covered["reported"] < LEAST:
                failed.append(f"{setting.name} {size}")
    print("\n| one target among N | " + " | ".join(one_target(table, 8, 10)) + " |\n|---:|---:|---:|---:|---:|")
    for coverage in (8, 19, 40, 100, 300) if given.only in "one target" else ():
        found = one_target(table, coverage, given.studies)
        print(f"| {coverage} | " + " | ".join(_percent(share) for share in found.values()) + " |", flush=True)
        if max(found.values()) > ALPHA + 3 * (ALPHA / given.studies) ** 0.5:
            failed.append(f"one target among {coverage}")
    if given.only in "stretches":
        failed += print_at_equal_length(sentences(given.cache), max(given.studies // 2, 1))
    print("\n| eight measures, a side | any max-T p ≤ 0.05 (±) |\n|---:|---:|")
    for size in ((8, 8), (20, 20), (8, 40)) if given.only in "family" else ():
        share, error = family(table, size, given.studies)
        print(f"| {size[0]}, {size[1]} | {share:.1%} ({error:.1%}) |", flush=True)
        if share > ALPHA + 3 * error:
            failed.append(f"family {size}")
    print("\nnot as promised: " + "; ".join(failed) if failed else "\np and reported intervals are as promised everywhere")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
