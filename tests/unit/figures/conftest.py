"""Made-up tables in the shape of the real ones, and the check that no label overlaps another or leaves the figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing.figures.style import context
from framing.tables import TABLES

HEADING = (
    "Enhancing the Region’s Coastal Defences and Early Warning: How Two Neighbours Plan to Share Radar, Crews and Long"
    " Maintenance Contracts Until the Decade Ends"
)
"""Twenty-four words: longer than any heading of the treaty article."""
WORDS = HEADING.split()

ACTORS = (
    "Russia",
    "North Korea",
    "South Korea",
    "United States",
    "European Union",
    "China",
    "Japan",
    "Ukraine",
    "NATO",
    "United Nations",
    "Non-Aligned Movement",
)
FRAMES = (
    "deterrence",
    "escalation",
    "arms-build-up",
    "sanctions-evasion",
    "economic-opportunity",
    "technology-transfer",
    "sovereignty-multipolarity",
    "alliance-burden",
)
UNITS = {
    "tone": "score −1…1",
    "tone_near": "score −1…1",
    "tone_negative": "share",
    "unnamed_share": "share",
    "comention": "share",
}
INSTRUMENTS = {"tone": ("vader", "vader-news"), "tone_near": ("vader-news",), "tone_negative": ("vader-news",)}


def _frame(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Make table `name`; what a row does not give is empty, 0 or NaN."""
    blank = {"label": "", "text": "", "int": 0, "bool": False, "float": np.nan}
    kinds = {"label": "str", "text": "str", "int": "int64", "bool": "bool", "float": "float64"}
    columns = TABLES[name].columns
    filled = [{column.name: row.get(column.name, blank[column.kind]) for column in columns} for row in rows]
    return pd.DataFrame(filled, columns=list(TABLES[name].names)).astype({c.name: kinds[c.kind] for c in columns})


def _cell(measure: str, **given: object) -> dict[str, object]:
    """Begin a row of measures or contrasts."""
    unit = UNITS.get(measure, "per 1,000 words")
    return {"section": "all", "voice": "all", "instrument": "rules", "measure": measure, "unit": unit, **given}


def _instruments(measure: str) -> tuple[str, ...]:
    return INSTRUMENTS.get(measure, ("rules",))


def make_sections(n: int = 26, document: str = "target", longest: int = 20) -> pd.DataFrame:
    roles = ["headline", "lead", *["body"] * n][:n]
    headings = [" ".join(WORDS[: 1 + (i * 7) % longest]) if role == "body" else "" for i, role in enumerate(roles)]
    return _frame(
        "sections",
        [
            {"document": document, "section": f"{i:02}", "role": role, "level": 2, "heading": heading}
            for i, (role, heading) in enumerate(zip(roles, headings, strict=True))
        ],
    )


def make_exposure(sections: pd.DataFrame) -> pd.DataFrame:
    """Nine words in the headline, none in section 05, 90 to 420 elsewhere."""
    rng = np.random.default_rng(1)
    rows = []
    for r in sections.itertuples():
        words = 9 if r.role == "headline" else 0 if r.section == "05" else int(rng.integers(90, 420))
        sentences = max(words // 24, int(words > 0))
        rows.append({"document": r.document, "section": r.section, "voice": "all", "words": words, "sentences": sentences})
    return _frame("exposure", rows)


def make_windows(
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    measures: tuple[str, ...] = ("tone", "hedges", "boosters", "attributions"),
    *,
    empty: bool = False,
) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    rows = []
    for (section, words), measure in product(zip(sections["section"], exposure["words"], strict=True), measures):
        middle, spread = (0.02, 0.2) if measure.startswith("tone") else (8.0, 3.0)
        key = {"comparison": "section among windows", "section": section, "n_coverage": 224}
        for instrument in _instruments(measure):
            target = max(middle + spread * float(rng.normal()), -9.0 if middle < 1 else 0.0)
            if empty or words < 100:
                rows.append(_cell(measure, **key, instrument=instrument, note="too small"))
                continue
            band = {"coverage": middle, "coverage_q25": middle - spread / 2, "coverage_q75": middle + spread / 2}
            bar = {"low": target - middle - spread / 2, "high": target - middle + spread / 2}
            rows.append(_cell(measure, **key, instrument=instrument, target=target, difference=target - middle, **band, **bar))
    return _frame("contrasts", rows)


def make_standing(measures: tuple[str, ...], *, empty: bool = False) -> pd.DataFrame:
    """Mentions are suppressed, as the documents were chosen by them."""
    rng = np.random.default_rng(3)
    rows = []
    for measure, instrument in ((m, i) for m in measures for i in _instruments(m)):
        percentile, middle = float(rng.uniform(0.5, 99.5)), 0.05 if measure in UNITS else 7.0
        key = {"comparison": "target in coverage", "instrument": instrument, "n_target": 1, "n_coverage": 224}
        if measure == "mentions":
            rows.append(_cell(measure, **key, actor="Russia", note="suppressed: the documents were selected by it"))
        elif empty:
            rows.append(_cell(measure, **key, note="too few to say"))
        else:
            value = {"target": middle * 1.7, "coverage": middle, "coverage_q25": middle * 0.6, "coverage_q75": middle * 1.4}
            rank = {"percentile": percentile, "rank": round((100 - percentile) * 2.25), "p_permutation": 0.0133}
            rows.append(_cell(measure, **key, **value, **rank))
    return _frame("contrasts", rows)


def make_groups(
    measures: tuple[str, ...] = ("tone", "tone_negative", "hedges", "boosters", "attributions", "unnamed_share"),
    comparisons: tuple[str, ...] = ("left − right", "left − center", "center − right"),
    *,
    empty: bool = False,
) -> pd.DataFrame:
    """There are too few documents to say anything of boosters in the last comparison."""
    rng = np.random.default_rng(4)
    rows = []
    for measure, comparison in product(measures, comparisons):
        scale = 0.05 if measure in UNITS else 1.6
        difference, q = scale * float(rng.normal()), float(rng.uniform(0, 1) ** 3)
        key = {"comparison": comparison, "instrument": _instruments(measure)[-1], "n_target": 68, "n_coverage": 74}
        if empty or (comparison == comparisons[-1] and measure == "boosters"):
            rows.append(_cell(measure, **key, difference=np.nan if empty else difference, note="too few to say"))
        else:
            bar = {"difference": difference, "low": difference - scale, "high": difference + scale}
            rows.append(_cell(measure, **key, **bar, q=q))
    return _frame("contrasts", rows)


def _ratio(numerator: float, denominator: float, scale: float = 1.0) -> dict[str, float]:
    value = scale * numerator / denominator if denominator else np.nan
    return {"numerator": numerator, "denominator": denominator, "value": value}


def _counted(rng: np.random.Generator, section: Any, i: int, *, empty: bool) -> tuple[float, float]:  # noqa: ANN401
    """Draw how often the i-th of many is counted in a section, and the section's words."""
    words = 0.0 if section.section == "05" or empty else 9.0 if section.role == "headline" else 240.0
    return float(rng.poisson(8 / (i + 1))) if words else 0.0, words


def make_actor_measures(sections: pd.DataFrame, actors: tuple[str, ...] = ACTORS, *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    rows = []
    for r, (i, actor) in product(sections.itertuples(), enumerate(actors)):
        count, words = _counted(rng, r, i, empty=empty)
        naming = min(count, 9.0)
        key = {"document": r.document, "section": r.section, "actor": actor}
        rows.append(_cell("mentions", **key, **_ratio(count, words, 1000)))
        near = _ratio(float(rng.uniform(-0.6, 0.6)) * naming, naming)
        rows.append(_cell("tone_near", **{**key, "instrument": "vader-news"}, **near))
    return _frame("measures", rows)


def make_pairs(actors: tuple[str, ...] = ACTORS, document: str = "target", *, empty: bool = False) -> pd.DataFrame:
    """The last actor is never named together with another."""
    rng = np.random.default_rng(6)
    rows = []
    for first, second in combinations(actors, 2):
        either = 0.0 if empty or second == actors[-1] else float(rng.integers(1, 120))
        both = float(rng.integers(0, int(either) + 1)) * 0.6 // 1
        rows.append(_cell("comention", document=document, actor=f"{first} + {second}", **_ratio(both, either)))
    return _frame("measures", rows)


def make_frame_measures(sections: pd.DataFrame, frames: tuple[str, ...] = FRAMES, *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    rows = []
    for r, (i, frame) in product(sections.itertuples(), enumerate(frames)):
        count, words = _counted(rng, r, i, empty=empty)
        rows.append(_cell(f"frame_{frame}", document=r.document, section=r.section, **_ratio(count, words, 1000)))
    return _frame("measures", rows)


def make_keywords(n: int = 40, comparison: str = "target in coverage") -> pd.DataFrame:
    rng = np.random.default_rng(8)
    rows: list[dict[str, object]] = []
    for i in range(n):
        z, term = float(rng.normal() * 6), f"{WORDS[i % len(WORDS)].strip(',:').lower()}{i or ''}"
        counts = {"count_target": int(rng.integers(0, 90)), "count_coverage": int(rng.integers(0, 1900))}
        documents = {"documents_target": 1, "documents_coverage": int(rng.integers(0, 224))}
        rows.append(
            {"comparison": comparison, "term": term, "z": z, "log_odds": z / 3, "log_ratio": z / 2, **counts, **documents}
        )
    return _frame("keywords", rows)


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The makers of tables."""
    makers = {name.removeprefix("make_"): value for name, value in globals().items() if name.startswith("make_")}
    return SimpleNamespace(**makers, ACTORS=ACTORS, FRAMES=FRAMES)


_TOUCH = 0.75
"""Pixels that boxes may share: they are rounded up to whole ones."""


def _drawn(figure: Figure) -> list[Text]:
    """Every text that is drawn; matplotlib keeps labels of ticks beyond an axis' limits, but does not draw them."""
    hidden: set[Text] = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            room = 1e-6 * (high - low)
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not axes.axison or not low - room <= tick.get_loc() <= high + room:
                    hidden |= {tick.label1, tick.label2}
    texts = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
    return [text for text in texts if text not in hidden]


def faults(figure: Figure) -> list[str]:
    """Name every text that leaves the figure, and every pair of texts that overlap (all texts, of all axes)."""
    FigureCanvasAgg(figure)
    with context():
        figure.draw_without_rendering()
        texts = _drawn(figure)
        boxes = np.array([text.get_window_extent().extents for text in texts])
    if not len(boxes):
        return []
    words, low, high = [repr(text.get_text()) for text in texts], boxes[:, :2], boxes[:, 2:]
    size = np.array([figure.bbox.width, figure.bbox.height])
    outside = ((low < -_TOUCH) | (high > size + _TOUCH)).any(axis=1)
    shared = np.minimum(high[:, None], high[None]) - np.maximum(low[:, None], low[None])
    pairs = np.argwhere(np.triu((shared > _TOUCH).all(axis=2), k=1))
    return [
        *(f"leaves the figure: {words[i]} {boxes[i].round(1)} of {size}" for i in np.flatnonzero(outside)),
        *(f"overlap: {words[i]} and {words[j]} by {shared[i, j].round(1)} px" for i, j in pairs),
    ]


@pytest.fixture(scope="session")
def legible() -> Callable[[Figure], None]:
    """Fail where a label overlaps another or leaves the figure."""

    def check(figure: Figure) -> None:
        found = faults(figure)
        assert not found, "\n".join(found[:12])

    return check
