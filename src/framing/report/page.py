"""One HTML page from a report's figures and tables: no network, no script, prints well. All text is escaped."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.report.coded import coded_tables, placed, sample_said
from framing.report.opened import opened
from framing.report.retelling import alignment_said, copies_said, lost_shown, omissions_shown, retold_shown, turned_shown
from framing.tables import ALL, empty, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from framing.study import Study

__all__ = ["PARTS", "Part", "Picture", "render", "write_page"]


@dataclass(frozen=True)
class Part:
    """A part of the page: its heading, what a reader should know first, and the figures and tables it shows."""

    title: str
    intro: str
    figures: tuple[str, ...]
    tables: tuple[str, ...] = ()


PARTS = (
    Part(
        "The article, section by section",
        "Each dot is a section. Behind it stands the coverage: median and quartiles of stretches of about the same length. "
        "Bars are resampled from the section's own sentences: they say how much a value hangs on single sentences, not how "
        "another article would come out.",
        ("overview", "section_profile"),
        ("profile",),
    ),
    Part(
        "Where the article stands in the coverage",
        "One article is one observation: it has a place among the others, and no interval of its own. Rates of few words "
        "scatter more than rates of many, so it is held against stretches of its own length first, or is itself cut into "
        "stretches as long as they have; whole articles, whatever their length, stand beside it.",
        ("target_standing", "target_standing_2", "target_standing_3"),
        ("standing",),
    ),
    Part(
        "Groups of coverage against each other",
        "The document is the unit; outlets are resampled whole. q is adjusted within the family named in the table.",
        (
            "group_multiples",
            *("group_forest", "group_forest_2", "group_forest_3", "group_forest_4"),
            *("corrected", "corrected_2", "corrected_3", "corrected_4", "corrected_5", "corrected_6"),
        ),
        ("primary", "corrected_groups", "reliability_groups", "checked_groups"),
    ),
    Part(
        "Words that one side uses more",
        "Log-odds with an informative Dirichlet prior. Words are counted in documents too: a word of one long article is "
        "no word of a group.",
        (
            *("keywords", "keywords_2", "keywords_3", "keywords_4", "keywords_5", "keywords_6"),
            *("ngrams", "ngrams_2", "ngrams_3", "ngrams_4", "ngrams_5", "ngrams_6"),
        ),
    ),
    Part(
        "What is left out, and what is only here",
        "Actors, words, frames and sources that most of the coverage has and the article lacks, and those that the article has "
        "and hardly any of the coverage. Listed where it holds among articles of its length too, if there are enough of them.",
        ("omission_chart", "omission_chart_2", "omission_chart_3", "omission_chart_4"),
        ("omissions",),
    ),
    Part(
        "The same matter, told differently",
        "Passages of articles on the same event that are each other's most similar ones, and what each pair of groups makes of "
        "them: hedges, attribution, tone, and how far an actor is who acts; first − second, events weighing the same. Below, "
        "by offsets and to be read, not counted: passages in which an actor acts here and is acted on there, or of which "
        "one says who acts on it; claims that one article attributes and another states in its own words.",
        ("retold_chart",),
        ("retold", "turned", "lost"),
    ),
    Part(
        "Actors",
        "Who acts and on whom, who has the upper hand, who does what to whom; who is named where. Tone near an actor is the "
        "tone of the sentences that name it, tone towards it that of what is said of it. Every point opens to its evidence "
        "below its figure: documents, offsets and lemmas, no sentences.",
        (
            *("actor_agency", "actor_network", "actor_network_2", "actor_network_3", "actor_labels", "actor_grids"),
            *("actor_tone", "actor_roles", "hidden_agents", "actor_sections", "comention"),
        ),
        ("corrected_actors", "reliability_actors", "checked_actors"),
    ),
    Part(
        "Stance and voice",
        "What the article says in its own words, what it gives to sources and to which, and how much of it is hedged. Whose "
        "words are whose is found by a trained instrument that errs: see its validation.",
        ("voices", "speakers", "speaking_actors", "hedged_actors", "instrument_agreement"),
    ),
    Part(
        "Issue frames",
        "Indicator words of the frames that the study declares; not validated.",
        ("frames_by_section",),
        ("corrected_frames", "reliability_frames", "checked_frames"),
    ),
    Part(
        "Generic frames",
        "Indicator words of frames that news of any matter may have: conflict and the like (Semetko & Valkenburg 2000).",
        ("generic_frames_by_section",),
    ),
)


NOT_DRAWN = {
    "target_standing": "the article's place in the coverage",
    "group_forest": "differences between groups with intervals",
    "omission_chart": "what is left out and what is only here",
    "actor_agency": "who acts and who has the upper hand",
    "actor_network": "who does what to whom",
    "actor_labels": "what actors are called",
    "actor_grids": "who is named, who acts and in what light, by section",
    "actor_tone": "tone towards actors",
    "actor_roles": "how actors are cast",
    "hidden_agents": "passives that leave unsaid who acts",
    "actor_sections": "who is named in which section",
    "comention": "who is named in the same sentence as whom",
    "speaking_actors": "which actors speak",
    "hedged_actors": "hedged claims by actor",
    "frames_by_section": "issue frames by section",
}
"""What is said instead of a figure that would have nothing to show."""

HEADS = {
    "corrected": "Corrected by the hand-coded sample",
    "reliability": "How far the coders agree",
    "checked": "Instruments against the coders",
    "turned": "The same matter, another agent: candidates",
    "lost": "Attribution lost: candidates",
}
"""What stands above tables, by the first word of their name."""

TARGET = "target in "
"""How the names of comparisons of the target with coverage begin."""

SIDES = {"target": "first", "coverage": "second", "n_target": "n first", "n_coverage": "n second", "effect": "Hedges' g"}
"""What the columns of contrasts are called where two groups are compared."""


@dataclass(frozen=True)
class Picture:
    """A figure ready for the page."""

    name: str
    data: str
    alt: str
    caption: str
    width: int
    """Pixels of the page: all figures are shown at the same scale."""


def write_page(
    study: Study, tables: Mapping[str, pd.DataFrame], contrasts: pd.DataFrame, folder: Path, *, from_texts: bool
) -> Path:
    """Write `report.html` beside its place and rename it."""
    path = folder / "report.html"
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    beside.write_text(render(study, tables, contrasts, folder, from_texts=from_texts), encoding="utf-8")
    beside.replace(path)
    return path


def render(study: Study, tables: Mapping[str, pd.DataFrame], contrasts: pd.DataFrame, folder: Path, *, from_texts: bool) -> str:
    """Give the page's HTML."""
    from importlib import resources
    from importlib.metadata import version

    import jinja2

    from framing.report import summary

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(resources.files("framing.report").joinpath("page.html.j2").read_text(encoding="utf-8"))
    pictures = {picture.name: picture for picture in _pictures(folder / "figures")}
    in_parts = {name for part in PARTS for name in part.figures}
    shown = {
        "profile": summary.profile(study, tables).drop(columns=["document", "role", "small"]),
        "standing": _standing(contrasts, study),
        "primary": _primary(contrasts),
        "omissions": omissions_shown(_compared(folder, "omissions")),
        "retold": retold_shown(tables, study),
        "turned": turned_shown(tables),
        "lost": lost_shown(tables),
        **placed(coded_tables(study, tables), study),
    }
    behind = opened(study, tables, _compared(folder, "actor_relations"))
    parts = [
        (
            part,
            [pictures[n] for n in part.figures if n in pictures],
            [(HEADS.get(n.partition("_")[0], ""), _cells(shown[n])) for n in part.tables if len(shown[n])],
            [NOT_DRAWN[n] for n in part.figures if n in NOT_DRAWN and n not in pictures],
        )
        for part in PARTS
    ]
    return template.render(
        opened={name: [(each, _cells(each.rows)) for each in points] for name, points in behind.items()},
        study=study,
        version=version("framing"),
        from_texts=from_texts,
        coded=sample_said(study),
        copies=copies_said(tables, study),
        alignment=alignment_said(tables, study),
        target=_target(study, tables),
        groups=_cells(summary.groups(study, tables)),
        hypotheses=_hypotheses(study, contrasts),
        parts=[part for part in parts if any(part[1:])],
        others=[picture for name, picture in pictures.items() if name not in in_parts],
        words=_cells(summary.words_behind(study, tables)),
        dropped=_cells(summary.dropped(study, tables)),
        instruments=_cells(summary.instruments()[["name", "title", "licence", "version", "validated"]]),
    )


def _compared(folder: Path, name: str) -> pd.DataFrame:
    """Give a table of the comparison that the report keeps; no rows where it was made without one."""
    path = folder / "tables" / f"{name}.parquet"
    return read(name, path) if path.exists() else empty(name)


def _pictures(folder: Path) -> list[Picture]:
    """Read the figures as they are: their files have as many dots as the page needs, and a palette."""
    from PIL import Image

    pictures = []
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as image:
            words = {key: str(word) for key, word in image.info.items()}
            width = round(image.width / image.info.get("dpi", (PAGE_DOTS, PAGE_DOTS))[0] * PAGE_DOTS)
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        pictures.append(Picture(path.stem, data, words.get("Description", ""), words.get("Caption", ""), width))
    return pictures


PAGE_DOTS = 115
"""Dots an inch of the page."""


def _target(study: Study, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    documents, sections = tables["documents"], tables["sections"]
    row = documents[documents["document"] == study.target].iloc[0]
    own = sections[sections["document"] == study.target]
    exposure = tables["exposure"]
    whole = exposure[(exposure["document"] == study.target) & (exposure["section"] == ALL) & (exposure["voice"] == ALL)]
    headline = own.loc[own["role"] == "headline", "heading"]
    return {
        "id": study.target,
        "outlet": row["outlet"],
        "published": row["published"],
        "headline": headline.iloc[0] if len(headline) else "",
        "sections": len(own),
        "words": int(whole["words"].sum()),
        "sentences": int(whole["sentences"].sum()),
    }


def _hypotheses(study: Study, contrasts: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for hypothesis in study.hypotheses:
        found = contrasts[contrasts["specification"] == hypothesis.id]
        found = found[found["section"] == hypothesis.section] if len(found) else found
        rows.append({"declared": hypothesis, "found": _cells(found.head(1)).rows[0] if len(found) else None})
    return rows


def _standing(contrasts: pd.DataFrame, study: Study) -> pd.DataFrame:
    rows = contrasts[
        (contrasts["section"] == ALL)
        & (contrasts["voice"] == ALL)
        & (contrasts["actor"] == "")
        & contrasts["comparison"].str.startswith(TARGET)
        & contrasts["measure"].isin(study.primary)
    ]
    columns = ["comparison", "measure", "instrument", "unit", "target", "coverage", "coverage_q25", "coverage_q75"]
    return rows[[*columns, "percentile", "effect", "p_permutation", "p_floor", "n_coverage", "estimator", "note"]]


def _primary(contrasts: pd.DataFrame) -> pd.DataFrame:
    """Give the primary measures of groups against each other, all voices together; the tables have the voices apart."""
    groups = ~contrasts["comparison"].str.startswith(TARGET) & (contrasts["section"] == ALL) & (contrasts["voice"] == ALL)
    rows = contrasts[groups & (contrasts["specification"] == "primary")]
    columns = ["comparison", "measure", "instrument", "unit", "target", "coverage", "difference", "low", "high", "effect"]
    return rows[[*columns, "p_permutation", "q", "n_target", "n_coverage", "clusters", "note"]].rename(columns=SIDES)


@dataclass(frozen=True)
class Cells:
    """A table as texts, ready to print: column names and rows, and which columns are numbers."""

    columns: Sequence[str]
    rows: Sequence[Mapping[str, str]]
    numeric: frozenset[str]


def _cells(frame: pd.DataFrame) -> Cells:
    texts = {str(column): [_printed(cell) for cell in frame[column]] for column in frame.columns}
    rows = [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]
    return Cells(list(texts), rows, frozenset(str(c) for c in frame.columns if frame[c].dtype.kind in "iuf"))


def _printed(cell: object) -> str:
    if isinstance(cell, bool) or cell is None:
        return {True: "yes", False: "", None: ""}[cell]
    if isinstance(cell, float):
        return "–" if cell != cell else f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
