"""Made-up tables in the shape of the real ones, and the check that no label overlaps another or leaves the figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
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
    blank = {"label": "", "text": "", "int": 0, "bool": False, "float": float("nan")}
    kinds = {"label": "str", "text": "str", "int": "int64", "bool": "bool", "float": "float64"}
    columns = TABLES[name].columns
    filled = [{column.name: row.get(column.name, blank[column.kind]) for column in columns} for row in rows]
    return pd.DataFrame(filled, columns=list(TABLES[name].names)).astype(
        {column.name: kinds[column.kind] for column in columns}
    )


def make_sections(n: int = 26, document: str = "target", longest: int = 20) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for i in range(n):
        role = ("headline", "lead")[i] if i < 2 else "body"
        heading = " ".join(WORDS[: 1 + (i * 7) % longest]) if role == "body" else ""
        rows.append(
            {"document": document, "section": f"{i:02}", "role": role, "level": 2, "heading": heading, "start": i, "end": i + 1}
        )
    return _frame("sections", rows)


def make_exposure(sections: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    rows: list[dict[str, object]] = []
    for r in sections.itertuples():
        words = 9 if r.role == "headline" else 0 if r.section == "05" else int(rng.integers(90, 420))
        rows.append(
            {
                "document": r.document,
                "section": r.section,
                "voice": "all",
                "words": words,
                "sentences": max(words // 24, int(words > 0)),
            }
        )
    return _frame("exposure", rows)


def make_windows(
    sections: pd.DataFrame,
    exposure: pd.DataFrame,
    measures: tuple[str, ...] = ("tone", "hedges", "boosters", "attributions"),
    *,
    empty: bool = False,
) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    rows: list[dict[str, object]] = []
    for (i, r), measure in ((pair, m) for pair in enumerate(sections.itertuples()) for m in measures):
        for instrument in INSTRUMENTS.get(measure, ("hedges-rules",)):
            words = int(exposure["words"].iloc[i])
            small = words < 100
            middle, spread = (0.02, 0.2) if measure.startswith("tone") else (8.0, 3.0)
            target = middle + spread * rng.normal() if not small and not empty else np.nan
            target = max(target, 0.0) if middle > 1 and target == target else target
            known = not empty and words > 0
            rows.append(
                {
                    "comparison": "section among windows",
                    "family": "sections",
                    "section": r.section,
                    "voice": "all",
                    "actor": "",
                    "measure": measure,
                    "instrument": instrument,
                    "unit": UNITS.get(measure, "per 1,000 words"),
                    "target": target,
                    "coverage": middle if known else np.nan,
                    "coverage_q25": middle - spread / 2 if known else np.nan,
                    "coverage_q75": middle + spread / 2 if known else np.nan,
                    "difference": target - middle,
                    "low": target - middle - spread / 2,
                    "high": target - middle + spread / 2,
                    "interval_method": "sentence-block bootstrap within the text",
                    "percentile": 50.0,
                    "n_target": 1,
                    "n_coverage": 224,
                    "clusters": 42,
                    "specification": "exploratory",
                    "note": "too small" if small or empty else "",
                }
            )
    return _frame("contrasts", rows)


def make_standing(measures: tuple[str, ...], *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(3)
    rows: list[dict[str, object]] = []
    for measure in measures:
        for instrument in INSTRUMENTS.get(measure, ("rules",)):
            percentile = float(rng.uniform(0.5, 99.5))
            suppressed = measure == "mentions"
            blank = suppressed or empty
            middle = 0.05 if measure in UNITS else 7.0
            rows.append(
                {
                    "comparison": "target in coverage",
                    "family": "target",
                    "section": "all",
                    "voice": "all",
                    "actor": "Russia" if suppressed else "",
                    "measure": measure,
                    "instrument": instrument,
                    "unit": UNITS.get(measure, "per 1,000 words"),
                    "target": np.nan if blank else middle * 1.7,
                    "coverage": np.nan if blank else middle,
                    "coverage_q25": np.nan if blank else middle * 0.6,
                    "coverage_q75": np.nan if blank else middle * 1.4,
                    "difference": np.nan if blank else middle * 0.7,
                    "low": np.nan,
                    "high": np.nan,
                    "interval_method": "none: one target",
                    "effect": np.nan if blank else 1.3,
                    "effect_name": "z against the coverage's SD",
                    "p_permutation": np.nan if blank else 0.0133,
                    "p_floor": 1 / 225,
                    "percentile": np.nan if blank else percentile,
                    "rank": np.nan if blank else round((100 - percentile) * 2.25),
                    "n_target": 1,
                    "n_coverage": 224,
                    "clusters": 42,
                    "specification": "primary",
                    "note": "suppressed: the documents were selected by it"
                    if suppressed
                    else "too few to say"
                    if empty
                    else "",
                }
            )
    return _frame("contrasts", rows)


def make_groups(
    measures: tuple[str, ...] = ("tone", "tone_negative", "hedges", "boosters", "attributions", "unnamed_share"),
    comparisons: tuple[str, ...] = ("left − right", "left − center", "center − right"),
    *,
    empty: bool = False,
) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    rows: list[dict[str, object]] = []
    for measure in measures:
        for comparison in comparisons:
            scale = 0.05 if measure in UNITS else 1.6
            few = empty or (comparison == comparisons[-1] and measure == "boosters")
            difference = np.nan if empty else scale * rng.normal()
            rows.append(
                {
                    "comparison": comparison,
                    "family": "groups",
                    "section": "all",
                    "voice": "all",
                    "actor": "",
                    "measure": measure,
                    "instrument": INSTRUMENTS.get(measure, ("rules",))[-1],
                    "unit": UNITS.get(measure, "per 1,000 words"),
                    "target": 1.0,
                    "coverage": 1.0,
                    "coverage_q25": 0.5,
                    "coverage_q75": 1.5,
                    "difference": difference,
                    "low": np.nan if few else difference - scale,
                    "high": np.nan if few else difference + scale,
                    "interval_method": "percentile, cluster bootstrap",
                    "effect": 0.2,
                    "effect_name": "Hedges' g",
                    "p_permutation": 0.2,
                    "p_floor": 0.0001,
                    "q": np.nan if few else float(rng.uniform(0, 1) ** 3),
                    "percentile": np.nan,
                    "rank": np.nan,
                    "n_target": 68,
                    "n_coverage": 74,
                    "clusters": 31,
                    "specification": "primary",
                    "note": "too few to say" if few else "",
                }
            )
    return _frame("contrasts", rows)


def make_actor_measures(sections: pd.DataFrame, actors: tuple[str, ...] = ACTORS, *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    rows: list[dict[str, object]] = []
    for r, (i, actor) in ((r, pair) for r in sections.itertuples() for pair in enumerate(actors)):
        words = 0 if r.section == "05" or empty else 9 if r.role == "headline" else 240
        count = float(rng.poisson(8 / (i + 1))) if words else 0.0
        sentences = min(count, 9.0)
        near = float(rng.uniform(-0.6, 0.6)) * sentences
        key = {"document": r.document, "section": r.section, "voice": "all", "actor": actor}
        rows.append(
            {
                **key,
                "measure": "mentions",
                "instrument": "actors",
                "numerator": count,
                "denominator": float(words),
                "value": 1000 * count / words if words else np.nan,
                "unit": "per 1,000 words",
            }
        )
        rows.append(
            {
                **key,
                "measure": "tone_near",
                "instrument": "vader-news",
                "numerator": near,
                "denominator": sentences,
                "value": near / sentences if sentences else np.nan,
                "unit": "score −1…1",
            }
        )
    return _frame("measures", rows)


def make_pairs(actors: tuple[str, ...] = ACTORS, document: str = "target", *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(6)
    rows: list[dict[str, object]] = []
    for first, second in combinations(actors, 2):
        either = 0.0 if empty or second == actors[-1] else float(rng.integers(1, 120))
        both = float(rng.integers(0, int(either) + 1)) * 0.6 // 1
        rows.append(
            {
                "document": document,
                "section": "all",
                "voice": "all",
                "actor": f"{first} + {second}",
                "measure": "comention",
                "instrument": "actors",
                "numerator": both,
                "denominator": either,
                "value": both / either if either else np.nan,
                "unit": "share",
            }
        )
    return _frame("measures", rows)


def make_frame_measures(sections: pd.DataFrame, frames: tuple[str, ...] = FRAMES, *, empty: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    rows: list[dict[str, object]] = []
    for r, (i, frame) in ((r, pair) for r in sections.itertuples() for pair in enumerate(frames)):
        words = 0 if r.section == "05" or empty else 9 if r.role == "headline" else 240
        count = float(rng.poisson(5 / (i + 1))) if words else 0.0
        rows.append(
            {
                "document": r.document,
                "section": r.section,
                "voice": "all",
                "actor": "",
                "measure": f"frame_{frame}",
                "instrument": "frames",
                "numerator": count,
                "denominator": float(words),
                "value": 1000 * count / words if words else np.nan,
                "unit": "per 1,000 words",
            }
        )
    return _frame("measures", rows)


def make_keywords(n: int = 40, comparison: str = "target in coverage") -> pd.DataFrame:
    rng = np.random.default_rng(8)
    words = [w.strip(",:").lower() for w in WORDS]
    rows: list[dict[str, object]] = []
    for i in range(n):
        z = float(rng.normal() * 6)
        rows.append(
            {
                "comparison": comparison,
                "term": f"{words[i % len(words)]}{i or ''}",
                "log_odds": z / 3,
                "z": z,
                "log_ratio": z / 2,
                "count_target": int(rng.integers(0, 90)),
                "count_coverage": int(rng.integers(0, 1900)),
                "documents_target": 1,
                "documents_coverage": int(rng.integers(0, 224)),
            }
        )
    return _frame("keywords", rows)


@pytest.fixture(scope="session")
def made() -> SimpleNamespace:
    """The makers of tables."""
    return SimpleNamespace(
        **{name.removeprefix("make_"): f for name, f in globals().items() if name.startswith("make_")},
        ACTORS=ACTORS,
        FRAMES=FRAMES,
    )


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
    canvas: Any = FigureCanvasAgg(figure)
    with context():
        canvas.draw()
        renderer = canvas.get_renderer()
        drawn = [(text, text.get_window_extent(renderer)) for text in _drawn(figure)]
    width, height = figure.bbox.width, figure.bbox.height
    found = [
        f"leaves the figure: {text.get_text()!r} {[round(end, 1) for end in box.extents]} of {width} × {height}"
        for text, box in drawn
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > width + 0.5 or box.y1 > height + 0.5
    ]
    for (one, a), (two, b) in combinations(drawn, 2):
        across, down = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 0.75 and down > 0.75:
            found.append(f"overlap: {one.get_text()!r} and {two.get_text()!r} by {across:.1f} × {down:.1f} px")
    return found


@pytest.fixture(scope="session")
def legible() -> Callable[[Figure], None]:
    """Fail where a label overlaps another or leaves the figure."""

    def check(figure: Figure) -> None:
        found = faults(figure)
        assert not found, "\n".join(found[:12])

    return check
