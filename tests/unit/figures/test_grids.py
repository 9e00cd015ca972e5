"""What the grids of actors, frames and pairs draw."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from framing import figures
from framing.figures.style import DIVERGING, Plate


def boxes(ax: Axes, kind: str) -> list[np.ndarray]:
    """The corners of each cell of a kind: shown, small or blank."""
    (found,) = (collection for collection in ax.collections if collection.get_label() == kind)
    return [np.asarray(path.vertices) for path in found.get_paths()]


def circles(ax: Axes) -> int:
    (found,) = (line for line in ax.lines if line.get_label() == "circles")
    return len(np.asarray(found.get_xdata()))


@pytest.fixture(scope="module")
def grid(made: SimpleNamespace) -> SimpleNamespace:
    sections = made.sections(6)
    exposure = made.exposure(sections)
    measures = made.actor_measures(sections, made.ACTORS[:3])
    figure = figures.actor_sections(measures, sections, exposure, actors=list(made.ACTORS[:3]))
    return SimpleNamespace(sections=sections, exposure=exposure, measures=measures, figure=figure)


def test_every_cell_is_a_number_a_circle_or_hatched(grid: SimpleNamespace) -> None:
    for ax in grid.figure.axes[:2]:
        assert len(ax.texts) == len(boxes(ax, "shown"))
        assert circles(ax) == len(boxes(ax, "small"))
        assert sum(len(boxes(ax, kind)) for kind in ("shown", "small", "blank")) == 6 * 3
    assert circles(grid.figure.axes[1]) > 0


def test_a_number_stands_inside_its_cell(grid: SimpleNamespace) -> None:
    ax = grid.figure.axes[0]
    for text, corners in zip(ax.texts, boxes(ax, "shown"), strict=True):
        assert (corners.min(axis=0) < text.get_position()).all()
        assert (corners.max(axis=0) > text.get_position()).all()


def test_mentions_are_written_as_they_are(grid: SimpleNamespace) -> None:
    table = grid.measures[(grid.measures["measure"] == "mentions") & grid.measures["value"].notna()]
    words = grid.exposure.set_index("section")["words"]
    shown = table[table["section"].map(words) >= 100]
    assert sorted(t.get_text() for t in grid.figure.axes[0].texts) == sorted(f"{value:.0f}" for value in shown["value"])


def test_tone_from_few_sentences_is_no_number(grid: SimpleNamespace) -> None:
    table = grid.measures[(grid.measures["measure"] == "tone_near") & (grid.measures["denominator"] >= 5)]
    words = grid.exposure.set_index("section")["words"]
    assert len(grid.figure.axes[1].texts) == int((table["section"].map(words) >= 100).sum())


def test_signs_are_printed_with_the_colours(grid: SimpleNamespace) -> None:
    for text in grid.figure.axes[1].texts:
        assert text.get_text()[0] in "+−"


def test_the_diverging_scale_is_white_at_zero_and_even(grid: SimpleNamespace) -> None:
    assert to_rgb(DIVERGING(0.5)) == pytest.approx((1, 1, 1), abs=0.02)
    scale = next(ax.get_xticks() for ax in grid.figure.axes if len(ax.get_xticks()) == 3 and ax.get_xticks()[0] < 0)
    assert scale[0] == -scale[2]
    assert scale[1] == 0


def test_most_mentioned_actor_first(made: SimpleNamespace) -> None:
    sections = made.sections(6)
    measures = made.actor_measures(sections, made.ACTORS[:4])
    figure = figures.actor_sections(measures, sections, made.exposure(sections))
    counts = measures[measures["measure"] == "mentions"].groupby("actor")["numerator"].sum().sort_values(ascending=False)
    shown = [label.get_text().replace("\n", " ") for label in figure.axes[0].get_xticklabels()]
    assert shown[0] == counts.index[0]


def test_many_actors_widen_the_page(made: SimpleNamespace) -> None:
    sections = made.sections(3)
    actors = tuple(f"Actor {i}" for i in range(30))
    figure = figures.actor_sections(made.actor_measures(sections, actors), sections, made.exposure(sections))
    assert figure.get_figwidth() > 15


def test_frames_end_with_the_whole_article(made: SimpleNamespace) -> None:
    sections = made.sections(4)
    table = made.frame_measures(sections)
    whole = table[table["section"] == "01"].assign(section="all", value=7.25)
    figure = figures.frames_by_section(pd.concat([table, whole]), sections, made.exposure(sections))
    assert figure.axes[0].get_yticklabels()[-1].get_text().strip() == "Whole article"
    lowest = max(text.get_position()[1] for text in figure.axes[0].texts)
    assert [t.get_text() for t in figure.axes[0].texts if t.get_position()[1] == lowest] == ["7.2"] * 8


def test_frames_bear_the_titles_of_the_study(made: SimpleNamespace) -> None:
    sections = made.sections(4)
    figure = figures.frames_by_section(
        made.frame_measures(sections), sections, made.exposure(sections), frames=["deterrence"], titles={"deterrence": "Fear"}
    )
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["Fear"]


def test_comention_fills_the_lower_triangle_only(made: SimpleNamespace) -> None:
    ax = figures.comention(made.pairs(made.ACTORS[:4]), actors=list(made.ACTORS[:4])).axes[0]
    cells = [corners for kind in ("shown", "small", "blank") for corners in boxes(ax, kind)]
    high = min(corners[:, 1].max() - corners[:, 1].min() for corners in cells)
    assert len(cells) == 4 * 3 / 2
    assert all(corners[:, 0].min() < round(corners[:, 1].min() / high) for corners in cells)


def test_comention_names_each_actor_once_and_hatches_what_is_not_defined(made: SimpleNamespace) -> None:
    ax = figures.comention(made.pairs(made.ACTORS[:4]), actors=list(made.ACTORS[:4])).axes[0]
    texts = [text.get_text() for text in ax.texts]
    assert all(texts.count(actor) == 1 for actor in made.ACTORS[:4])
    assert len(boxes(ax, "blank")) == 3


def test_without_frames_it_says_so(made: SimpleNamespace) -> None:
    sections = made.sections(4)
    table = made.frame_measures(sections).query("measure == 'tone'")
    drawn = figures.frames_by_section(table, sections, made.exposure(sections), document="target", caption="c")
    assert isinstance(drawn, Plate)
    assert "declares no frames" in drawn.alt
