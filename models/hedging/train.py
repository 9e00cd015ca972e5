"""Train the weights of `hedges-trained` on the Szeged uncertainty corpus: `python models/hedging/train.py`.

Every place where a phrase of the candidates' list stands is an example: a cue where the corpus marks exactly these words with a
type other than condition. Logistic regression, one weight a trait (`framing.measures.cues`). News counts `NEWS` times as much
as Wikipedia, and has weights of its own for what a candidate is (entry, group, reading): articles are news. Documents
are assigned to folds by hash; beside the shipped weights stand those trained without each fold, for honest scores.
The text of the corpus stays where it is: what is written is a weight for a word beside a candidate, never a sequence.
"""

from __future__ import annotations

import gzip
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from framing.corpus.documents import Document
from framing.measures.context import Context
from framing.measures.cue_model import BIAS, CueList, Weight, vocabulary_of
from framing.measures.cues import ENDINGS, READINGS, SITUATIONS, Trait, read_as, traits
from framing.measures.folds import FOLDS, fold
from framing.measures.hedging import rules
from framing.text.build import build
from framing.validate.documents import of_sentences

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT.parent / "shared" / "gold" / "hedging-szeged"
FILES = (GOLD / "factbank-dev.jsonl.gz", GOLD / "wiki-dev.jsonl.gz")
WEIGHTS = ROOT / "src" / "framing" / "measures" / "weights"
NAME = "hedges-trained"

INVERSE_PENALTY, NEWS, KEPT_FROM = 0.1, 3.0, 0.40
"""C of the penalty, how much an example from news counts, and the probability from which a candidate is kept.

Chosen by cross-validation over documents, four divisions: C 0.05–1, news 1–10, probability 0.25–0.5."""

SEEN = 2
"""Traits seen less often get no weight."""

LEAST = 15
"""Weights nearer to 0, in thousandths, are left out."""

OF_NEWS = ("entry", "reading", "entry reading")

Key = tuple[str, str, str]
Place = tuple[int, int, int]
Floats = np.ndarray


@dataclass
class Examples:
    """Candidates of one file: their traits as keys, whether each is a cue, its fold, and whether it is news."""

    keys: list[list[Key]]
    cue: list[bool]
    fold: list[int]
    news: bool


def read(path: Path) -> tuple[list[Document], set[Place]]:
    """Give the documents of a file and the places (document, start, end) of cues other than conditions, trimmed."""
    sentences: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sentences.setdefault(row["doc"], []).append(row)
    documents: list[Document] = []
    places: set[Place] = set()
    for name, rows in sentences.items():
        document, starts = of_sentences(name, [row["text"] for row in rows])
        for row, offset in zip(rows, starts, strict=True):
            places |= {_trimmed(row["text"], cue, len(documents), offset) for cue in row["cues"] if _uncertain(cue)}
        documents.append(document)
    return documents, places


def _uncertain(cue: dict[str, Any]) -> bool:
    return "condition" not in cue["type"]


def _trimmed(text: str, cue: dict[str, Any], document: int, offset: int) -> Place:
    surface = text[cue["start"] : cue["end"]]
    start = offset + cue["start"] + len(surface) - len(surface.lstrip())
    return document, start, start + len(surface.strip())


def examples(path: Path, cues: CueList) -> Examples:
    """Read one file of the corpus."""
    documents, gold = read(path)
    batch = build(documents, one_sentence=True)
    context = Context(batch)
    reading = read_as(rules(), rules().read(context), len(batch.words.type))
    found = cues.find(context, reading)
    types = batch.words.types.to_pylist()
    known = [word for word in types if "," not in word and not word[:1].isdigit()]
    words = vocabulary_of(batch.words.types, known)
    keys: list[list[Key]] = [[] for _ in found.entry]
    for trait in traits(found, words):
        for at, key in named(trait, cues, known):
            keys[at].append(key)
    document = batch.sentences.document[batch.words.sentence[found.spans.first]]
    start, end = batch.words.start[found.spans.first], batch.words.end[found.spans.last]
    cue = [(int(d), int(a), int(b)) in gold for d, a, b in zip(document, start, end, strict=True)]
    return Examples(keys, cue, [fold(documents[d].id) for d in document], path.name.startswith("factbank"))


def named(trait: Trait, cues: CueList, words: list[str]) -> list[tuple[int, Key]]:
    """Give the traits of one template by name, with the candidate that has each."""
    values = {"entry": cues.entries, "reading": READINGS, "ending": ENDINGS, "situation": SITUATIONS, "word": words}[trait.of]
    rows = cues.entries if trait.template == "entry reading" else cues.groups
    group = [""] * len(trait.value) if trait.group is None else [rows[g] for g in trait.group]
    return [(at, (trait.template, group[at], values[v])) for at, v in enumerate(trait.value.tolist()) if v >= 0]


def matrix(sets: list[Examples]) -> tuple[sp.csr_matrix, list[Key]]:
    """Give examples × traits, those of news a second time at the end."""
    seen: dict[Key, int] = {}
    for each in sets:
        for keys in each.keys:
            for key in set(keys):
                seen[key] = seen.get(key, 0) + 1
    kept = sorted(key for key, count in seen.items() if count >= SEEN)
    column = {key: at for at, key in enumerate(kept)}
    of_news = {key: len(kept) + at for at, key in enumerate(key for key in kept if key[0] in OF_NEWS)}
    rows, columns, row = [], [], 0
    for each in sets:
        for keys in each.keys:
            own = [column[key] for key in keys if key in column]
            own += [of_news[key] for key in keys if each.news and key in of_news]
            rows += [row] * len(own)
            columns += own
            row += 1
    names = [*kept, *of_news]
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(row, len(names))), names


def fit(x: sp.csr_matrix, y: Floats, weight: Floats, names: list[Key]) -> list[Weight]:
    """Give the weights in thousandths; what news adds is added, since articles are read as news."""
    model = LogisticRegression(C=INVERSE_PENALTY, max_iter=2000, tol=1e-8).fit(x, y, sample_weight=weight)
    total: dict[Key, float] = {}
    for key, value in zip(names, model.coef_[0], strict=True):
        total[key] = total.get(key, 0.0) + float(value)
    threshold = math.log(KEPT_FROM / (1 - KEPT_FROM)) - float(model.intercept_[0])
    weights = [(*key, round(1000 * value)) for key, value in total.items()]
    return [(BIAS, "", "", round(1000 * threshold)), *((t, g, v, w) for t, g, v, w in weights if abs(w) >= LEAST)]


def main() -> None:
    """Train on every document, and without each fold; write both files."""
    cues = CueList(NAME)
    sets = [examples(path, cues) for path in FILES]
    x, names = matrix(sets)
    y = np.concatenate([each.cue for each in sets])
    folds = np.concatenate([each.fold for each in sets])
    weight = np.concatenate([np.full(len(each.cue), NEWS if each.news else 1.0) for each in sets])
    every = fit(x, y, weight, names)
    WEIGHTS.joinpath(f"{NAME}.csv").write_text(
        "template,group,value,weight\n" + "".join(f"{t},{g},{v},{w}\n" for t, g, v, w in every), encoding="utf-8"
    )
    parts = []
    for k in range(FOLDS):
        others = np.flatnonzero(folds != k)
        parts.append({row[:3]: row[3] for row in fit(x[others], y[others], weight[others], names)})
    keys = sorted({key for part in parts for key in part}, key=lambda key: (key[0] != BIAS, key))
    lines = [f"{t},{g},{v}," + ",".join(str(part.get((t, g, v), "")) for part in parts) + "\n" for t, g, v in keys]
    head = "template,group,value," + ",".join(f"without_{k}" for k in range(FOLDS))
    WEIGHTS.joinpath(f"{NAME}-folds.csv").write_text(head + "\n" + "".join(lines), encoding="utf-8")
    print(f"{len(y)} candidates, {int(y.sum())} cues, {len(every)} weights")


if __name__ == "__main__":
    main()
