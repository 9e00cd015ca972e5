"""No label of any figure overlaps another or leaves the figure, whatever the study's names and sizes."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from matplotlib.figure import Figure

from framing import figures
from framing.figures.style import Plate
from framing.tables import empty

CAPTION = " ".join(["Each mark is one section; n is given in the text; the method stands in the methods page."] * 6)
CASES = ("long", "one", "forty", "empty")


def drawn(family: str, case: str, made: SimpleNamespace) -> Figure:
    sections = made.sections({"one": 1, "forty": 40}.get(case, 26))
    exposure, blank = made.exposure(sections), case == "empty"
    actors = made.ACTORS[:1] if case == "one" else made.ACTORS
    few = (
        ("hedges",)
        if case == "one"
        else ("tone", "tone_negative", "hedges", "boosters", "attributions", "unnamed_share", "mentions")
    )
    windows = made.windows(sections, exposure, empty=blank)
    if family == "section_profile":
        return figures.section_profile(windows, sections, exposure, document="target", caption=CAPTION)
    if family == "overview":
        return figures.overview(windows, sections, document="target", caption=CAPTION)
    if family == "target_standing":
        return figures.target_standing(made.standing(few, empty=blank), caption=CAPTION)
    if family == "forest":
        groups = (
            ("by leaning: left − right",)
            if case == "one"
            else ("by leaning of the newspaper: left or centre left − right", "left − center")
        )
        return figures.forest(made.groups(few, groups, empty=blank), caption=CAPTION)
    if family == "actor_sections":
        table = made.actor_measures(sections, actors, empty=blank)
        return figures.actor_sections(table, sections, exposure, document="target", caption=CAPTION)
    if family == "frames_by_section":
        frames = made.FRAMES[:1] if case == "one" else made.FRAMES
        table = made.frame_measures(sections, frames, empty=blank)
        return figures.frames_by_section(table, sections, exposure, document="target", caption=CAPTION)
    if family == "comention":
        return figures.comention(made.pairs(actors if case != "one" else made.ACTORS[:2], empty=blank), caption=CAPTION)
    return figures.keywords(made.keywords({"one": 1, "forty": 200, "empty": 0}.get(case, 60)), caption=CAPTION)


FAMILIES = (
    "section_profile",
    "overview",
    "target_standing",
    "forest",
    "actor_sections",
    "frames_by_section",
    "comention",
    "keywords",
)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("family", FAMILIES)
def test_labels_neither_overlap_nor_leave(
    family: str, case: str, made: SimpleNamespace, legible: Callable[[Figure], None]
) -> None:
    figure = drawn(family, case, made)
    legible(figure)
    assert isinstance(figure, Plate)
    assert figure.alt.endswith(".")
    assert "nan" not in figure.alt.lower().split()
    assert figure.caption == CAPTION


def test_the_whole_caption_is_on_the_figure(made: SimpleNamespace) -> None:
    figure = drawn("forest", "one", made)
    written = " ".join(text.get_text().replace("\n", " ") for text in figure.texts)
    assert CAPTION in written


@pytest.mark.parametrize("family", ["section_profile", "overview", "actor_sections", "frames_by_section"])
def test_a_document_without_sections_draws(family: str, legible: Callable[[Figure], None]) -> None:
    nothing, exposure = empty("sections"), empty("exposure")
    tables = {
        "section_profile": (empty("contrasts"), nothing, exposure),
        "overview": (empty("contrasts"), nothing),
        "actor_sections": (empty("measures"), nothing, exposure),
        "frames_by_section": (empty("measures"), nothing, exposure),
    }
    legible(getattr(figures, family)(*tables[family]))


@pytest.mark.parametrize(
    ("family", "table"),
    [("forest", "contrasts"), ("target_standing", "contrasts"), ("comention", "measures"), ("keywords", "keywords")],
)
def test_an_empty_table_draws(family: str, table: str, legible: Callable[[Figure], None]) -> None:
    legible(getattr(figures, family)(empty(table), caption=CAPTION))


def test_dollars_in_a_heading_are_no_mathematics(made: SimpleNamespace, legible: Callable[[Figure], None]) -> None:
    sections = made.sections(4)
    sections.loc[2, "heading"] = "A $3bn deal, or $5bn at a_b^c"
    exposure = made.exposure(sections)
    figure = figures.section_profile(made.windows(sections, exposure), sections, exposure)
    legible(figure)
    assert "A $3bn deal, or $5bn at a_b^c" in " ".join(label.get_text() for label in figure.axes[0].get_yticklabels())


def test_headings_in_other_scripts_draw(made: SimpleNamespace, legible: Callable[[Figure], None]) -> None:
    sections = made.sections(5)
    sections.loc[2:, "heading"] = ["Договор о всеобъемлющем стратегическом партнёрстве", "معاهدة الشراكة", "북러 조약"]
    exposure = made.exposure(sections)
    legible(figures.section_profile(made.windows(sections, exposure), sections, exposure))


def test_the_check_sees_what_it_should(legible: Callable[[Figure], None]) -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one label")
    legible(figure)
    figure.text(0.52, 0.5, "another")
    with pytest.raises(AssertionError, match="overlap: 'one label' and 'another'"):
        legible(figure)
    cut = Figure()
    cut.text(0.95, 0.5, "a label that is too long")
    with pytest.raises(AssertionError, match="leaves the figure: 'a label that is too long'"):
        legible(cut)
