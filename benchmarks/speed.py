"""Speed as ratios in one run: the whole toolkit as a process against vaderSentiment and NLTK in memory.

    python benchmarks/speed.py [--corpus FILE] [--repeats 5]

Prints the tables of docs/performance.md. Ours is a whole process each time: gzipped JSON in, sentences, voices, every
lexicon measure with evidence, Parquet out, one job; and apart from that, on fewer articles, the same with the trained
instruments that are the default. Its bytecode is compiled beforehand, as an installation does. The peers are given the
sentences or texts already in memory; since they take minutes, each repeat runs them on every tenth (vaderSentiment) or
hundredth (NLTK) article and scales by words.
"""

from __future__ import annotations

import argparse
import compileall
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "scale" / "allsides-10k.jsonl.gz"
ARTICLE = ROOT.parent / "shared" / "corpus" / "reference" / "russia-dprk-treaty-2024.txt"
SIZES = (500, 2_000, 10_000)
TRAINED = 2_000
"""Articles that the run with trained instruments is timed on."""

LEXICONS = """actors = []
[instruments]
hedging = "hedges-rules"
attribution = "attribution-rules"
generic_frames = []
"""
"""Lists and rules alone, tone by three lists: what the ratios are about."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--repeats", type=int, default=5)
    call = parser.parse_args()
    compileall.compile_dir(
        ROOT / "src" / "framing", quiet=1
    )  # Python may have been told to write none (PYTHONDONTWRITEBYTECODE)
    print(heading())
    with tempfile.TemporaryDirectory() as temporary:
        throughput(call.corpus, Path(temporary), call.repeats)
    start_up(call.repeats)


def heading() -> str:
    """Say on what machine, with which versions, and when."""
    packages = ("framing", "numpy", "pyarrow", "pandas", "vaderSentiment", "nltk")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    processor = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}\n"
    )


def timed(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def process(*command: str) -> tuple[float, float]:
    """Run a command; give its seconds and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(command)}: failed")
    return seconds, used.ru_maxrss / 1024


def throughput(corpus: Path, folder: Path, repeats: int) -> None:
    """Whole process against peers in memory, memory, and how time grows with articles."""
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        records = list(lines)
    words = {size: sum(len(json.loads(line)["text"].split()) for line in records[:size]) for size in SIZES}
    ours: dict[int, list[float]] = {size: [] for size in SIZES}
    memory: list[float] = []
    vader: list[float] = []
    nltk: list[float] = []
    trained: list[float] = []
    files = {size: part_of(records, size, folder) for size in SIZES}
    lists = folder / "lexicons.toml"
    lists.write_text(LEXICONS, encoding="utf-8")
    command = (sys.executable, "-m", "framing", "evidence", "--out", str(folder / "tables"), "--jobs", "1")
    for _ in range(repeats):
        trained.append(process(*command, str(files[TRAINED]))[0])
        for size in SIZES:
            seconds, peak = process(*command, "--actors", str(lists), str(files[size]))
            ours[size].append(seconds)
            if size == SIZES[-1]:
                memory.append(peak)
        vader.append(vader_seconds_per_word(files[SIZES[-1]], folder / "tables", every=10))
        nltk.append(nltk_seconds_per_word(records, every=100))
    middle = {size: statistics.median(ours[size]) for size in SIZES}
    whole = SIZES[-1]
    peers = {"vaderSentiment, sentences in memory": vader, "NLTK sentences + words + SentimentIntensityAnalyzer": nltk}
    print(f"{whole:,} articles, {words[whole]:,} words, median of {repeats}\n")
    print("| what | seconds | words a second | ours is … times as fast |\n|---|---|---|---|")
    speed = words[whole] / middle[whole]
    print(f"| framing, whole process, all lexicon measures to Parquet | {middle[whole]:.2f} | {speed:,.0f} | |")
    for name, per_word in peers.items():
        seconds = statistics.median(per_word) * words[whole]
        print(f"| {name} | {seconds:.1f} | {words[whole] / seconds:,.0f} | {seconds / middle[whole]:.1f} |")
    slow = statistics.median(trained)
    rate = words[TRAINED] / slow
    print(f"\nwith the trained instruments (the default), {TRAINED:,} articles: {slow:.2f} s, {rate:,.0f} words a second")
    print(f"\npeak memory of the process: {statistics.median(memory):.0f} MB\n")
    print("| articles | words | seconds | fastest run | microseconds a further word | by the fastest runs |")
    print("|---|---|---|---|---|---|")
    slopes: list[tuple[float, float]] = []
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        fastest = min(ours[size])
        told = " | "
        if before:
            more = (words[size] - words[before]) / 1e6
            slopes.append(((middle[size] - middle[before]) / more, (fastest - min(ours[before])) / more))
            told = f"{slopes[-1][0]:.3f} | {slopes[-1][1]:.3f}"
        print(f"| {size:,} | {words[size]:,} | {middle[size]:.2f} | {fastest:.2f} | {told} |")
    first, second = slopes
    print("\nslope of the second stretch over that of the first: ", end="")
    print(f"{second[0] / first[0]:.3f}; by the fastest runs {second[1] / first[1]:.3f}\n")


def part_of(records: list[str], size: int, folder: Path) -> Path:
    """Write the first articles as a file of their own."""
    path = folder / f"{size}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(records[:size])
    return path


def sentences_of(corpus: Path, tables: Path, every: int) -> list[str]:
    """Give the very sentences that we scored, of every n-th article, straight quotes as we score them."""
    from framing.corpus.read import read
    from framing.tables import read as read_table
    from framing.text.normalise import normalise

    texts = {d.id: normalise(d.text or "") for at, d in enumerate(read([corpus])) if at % every == 0}
    table = read_table("sentences", tables / "sentences.parquet", ["document", "start", "end"])
    table = table[table["document"].isin(texts)]
    return [texts[name][start:end] for name, start, end in zip(table["document"], table["start"], table["end"], strict=True)]


def vader_seconds_per_word(corpus: Path, tables: Path, every: int) -> float:
    """Loop vaderSentiment over sentences in memory."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    scorer = SentimentIntensityAnalyzer()
    sentences = sentences_of(corpus, tables, every)
    seconds = timed(lambda: [scorer.polarity_scores(sentence) for sentence in sentences])
    return seconds / sum(len(sentence.split()) for sentence in sentences)


def nltk_seconds_per_word(records: list[str], every: int) -> float:
    """Run NLTK's sentence tokenizer, word tokenizer and VADER over texts in memory."""
    import vaderSentiment
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants
    from nltk.tokenize import NLTKWordTokenizer
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    # NLTK's data cannot be downloaded here: its scorer is put together with the lexicon that vaderSentiment ships.
    scorer = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    scorer.lexicon_file = Path(vaderSentiment.__file__).with_name("vader_lexicon.txt").read_text(encoding="utf-8")
    scorer.lexicon = scorer.make_lex_dict()
    scorer.constants = VaderConstants()
    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    texts = [json.loads(line)["text"] for line in records[::every]]

    def run() -> None:
        for text in texts:
            for sentence in sentences.tokenize(text):
                words.tokenize(sentence)
                scorer.polarity_scores(sentence)

    return timed(run) / sum(len(text.split()) for text in texts)


def start_up(repeats: int) -> None:
    """How long a user waits for `--help` and for one article."""
    command = str(Path(sys.executable).with_name("framing"))
    calls = {
        "python -c pass": (sys.executable, "-c", "pass"),
        "framing --help": (command, "--help"),
        "framing profile, the treaty article": (command, "profile", str(ARTICLE)),
    }
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            taken[name].append(process(*call)[0])
    bare = statistics.median(taken["python -c pass"])
    print("| what | seconds | times a bare Python |\n|---|---|---|")
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        print(f"| {name} | {middle:.3f} | {middle / bare:.1f} |")


if __name__ == "__main__":
    main()
