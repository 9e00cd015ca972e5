"""Made-up tables: three groups of documents and a target, with differences put in on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from framing.measures.tabulate import SentenceSums
from framing.study import Comparison, Hypothesis, Sampling, Study

Tables = dict[str, pd.DataFrame]

HEDGES = {"target": 25.0, "left": 20.0, "right": 10.0, "few": 15.0}
"""Hedges per 1,000 words."""

KINDS = (("hedges", "hedges", "", "per 1,000 words", 1000.0), ("tone", "vader-news", "", "score", 1.0))
ACTOR = (("mentions", "actors", "Russia", "per 1,000 words", 1000.0), ("tone_near", "vader-news", "Russia", "score", 1.0))


def _document(name: str, group: str, random: np.random.Generator) -> list[dict[str, Any]]:
    rows = []
    for section in ("00", "01", "02"):
        for voice in ("outlet", "attributed"):
            words = 8 if section == "00" else int(random.integers(120, 300))
            sentences = max(1, words // 20)
            for measure, instrument, actor, unit, scale in (*KINDS, *ACTOR):
                if measure in ("hedges", "mentions"):
                    numerator, denominator = float(random.poisson(HEDGES[group] * words / 1000)), float(words)
                else:
                    numerator, denominator = float(random.normal(0.1, 0.3) * sentences), float(sentences)
                value = scale * numerator / denominator
                rows.append(
                    {"document": name, "section": section, "voice": voice, "actor": actor, "measure": measure}
                    | {"instrument": instrument, "numerator": numerator, "denominator": denominator, "value": value}
                    | {"unit": unit, "words": words, "sentences": sentences, "scale": scale}
                )
    return rows


def _totals(rows: pd.DataFrame, by: list[str], sums: list[str]) -> pd.DataFrame:
    pieces = [rows]
    for blank in (["voice"], ["section"], ["section", "voice"]):
        kept = [c for c in ("document", "section", "voice", *by) if c not in blank]
        pieces.append(rows.groupby(kept)[sums].sum().reset_index().assign(**dict.fromkeys(blank, "all")))
    return pd.concat(pieces, ignore_index=True)


def made_up(sizes: dict[str, int] | None = None, seed: int = 5) -> Tables:
    """Give the tables documents, sections, exposure and measures."""
    random = np.random.default_rng(seed)
    sizes = {"left": 24, "right": 30, "few": 4} if sizes is None else sizes
    groups = [("target", "target"), *((f"{g}{i:02}", g) for g, n in sizes.items() for i in range(n))]
    rows = pd.DataFrame([row for name, group in groups for row in _document(name, group, random)])
    by = ["actor", "measure", "instrument", "unit", "scale"]
    measures = _totals(rows.drop(columns=["words", "sentences", "value"]), by, ["numerator", "denominator"])
    measures["value"] = measures["scale"] * measures["numerator"] / measures["denominator"]
    sized = rows.drop_duplicates(["document", "section", "voice"])[["document", "section", "voice", "words", "sentences"]]
    return {
        "documents": pd.DataFrame(
            [
                {"document": d, "outlet": f"outlet {g} {int(d[-2:]) // 2}" if d != "target" else "own", "group": g}
                for d, g in groups
            ]
        ),
        "sections": pd.DataFrame(
            [(d, s, r) for d, _ in groups for s, r in (("00", "headline"), ("01", "lead"), ("02", "body"))],
            columns=["document", "section", "role"],
        ),
        "exposure": _totals(sized, [], ["words", "sentences"]),
        "measures": measures.drop(columns="scale"),
    }


def made_up_sums(tables: Tables, seed: int = 6) -> SentenceSums:
    """Give sentence sums for the documents of the tables: a headline and forty sentences each, the target with sections."""
    random = np.random.default_rng(seed)
    rows = []
    for name in tables["documents"]["document"]:
        for number in range(41):
            section = "00" if number == 0 else f"{1 + number // 14:02}" if name == "target" else "01"
            rows.append((name, section, "body", number, "outlet", int(random.integers(10, 30))))
    frame = pd.DataFrame(rows, columns=["document", "section", "role", "sentence", "voice", "words"])
    words = frame["words"].to_numpy(float)
    hedges = random.poisson(0.02 * words).astype(float)
    hedges[(frame["document"] == "target") & (frame["section"] == "03")] = 3.0
    keys = pd.DataFrame(
        [("hedges", "hedges", "", "per 1,000 words", 1000.0), ("tone", "vader-news", "", "score", 1.0)],
        columns=["measure", "instrument", "actor", "unit", "scale"],
    )
    numerator = np.column_stack([hedges, random.normal(0, 0.3, len(frame)).round(4)])
    return SentenceSums(keys, frame, numerator, np.column_stack([words, np.ones(len(frame))]))


@pytest.fixture
def tables() -> Tables:
    """The made-up tables."""
    return made_up()


@pytest.fixture
def sums(tables: Tables) -> SentenceSums:
    """Sentence sums of the made-up documents."""
    return made_up_sums(tables)


@pytest.fixture
def study() -> Callable[..., Study]:
    """A study of the made-up documents, with any value changed."""

    def make(**values: Any) -> Study:  # noqa: ANN401  (any field of a study)
        given: dict[str, Any] = {
            "name": "made-up",
            "title": "Made up",
            "folder": Path(),
            "target": "target",
            "resamples": 500,
            "sampling": Sampling(sought_in="nowhere", selected_actors=("Russia",)),
            "comparisons": (
                Comparison(name="side", kind="groups", groups=("left", "right", "few")),
                Comparison(name="standing", kind="target", groups=("left", "right")),
            ),
            "hypotheses": (
                Hypothesis(id="h1", claim="left hedges more", measure="hedges", groups=("left", "right"), direction="greater"),
                Hypothesis(id="h2", claim="left hedges more", measure="hedges", groups=("left", "target"), direction="greater"),
            ),
        }
        return Study(**{**given, **values})

    return make
