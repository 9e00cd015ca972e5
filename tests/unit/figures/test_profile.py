"""What the section profile draws: dots, bars, bands and words at their places."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from framing import figures
from framing.errors import TableError


@pytest.fixture(scope="module")
def drawn(made: SimpleNamespace) -> SimpleNamespace:
    sections = made.sections(8)
    exposure = made.exposure(sections)
    windows = made.windows(sections, exposure)
    figure = figures.section_profile(windows, sections, exposure, document="target", measures=("hedges", "tone"))
    return SimpleNamespace(sections=sections, exposure=exposure, windows=windows, figure=figure)


def dots(ax: Axes) -> tuple[np.ndarray, np.ndarray]:
    line = next(line for line in ax.lines if line.get_label() == "sections")
    return np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)


def test_a_dot_a_section_at_its_value(drawn: SimpleNamespace) -> None:
    wanted = drawn.windows[(drawn.windows["measure"] == "hedges") & (drawn.windows["note"] == "")]
    x, _ = dots(drawn.figure.axes[0])
    np.testing.assert_allclose(x, wanted.sort_values("section")["target"])


def test_tone_is_shown_by_the_preferred_instrument(drawn: SimpleNamespace) -> None:
    tone = drawn.windows[(drawn.windows["measure"] == "tone") & (drawn.windows["note"] == "")]
    x, _ = dots(drawn.figure.axes[1])
    np.testing.assert_allclose(x, tone[tone["instrument"] == "vader-news"].sort_values("section")["target"])
    assert "vader-news" in drawn.figure.axes[1].get_xlabel()


def test_another_instrument_on_request(drawn: SimpleNamespace) -> None:
    figure = figures.section_profile(drawn.windows, drawn.sections, drawn.exposure, measures=("tone",), instruments=["vader"])
    assert figure.axes[0].get_xlabel().endswith("vader")


def test_bars_are_the_difference_shifted_by_the_median(drawn: SimpleNamespace) -> None:
    rows = drawn.windows[(drawn.windows["measure"] == "hedges") & (drawn.windows["note"] == "")].sort_values("section")
    segments = next(c for c in drawn.figure.axes[0].collections if len(c.get_segments()) == len(rows)).get_segments()
    bars = [c.get_segments() for c in drawn.figure.axes[0].collections]
    wanted = np.column_stack([rows["low"] + rows["coverage"], rows["high"] + rows["coverage"]])
    found = [np.array([segment[:, 0] for segment in each]) for each in bars if len(each) == len(rows)]
    assert segments
    assert any(np.allclose(each, wanted) for each in found)


def test_bands_reach_from_quartile_to_quartile_over_the_whole_row(drawn: SimpleNamespace) -> None:
    rows = drawn.windows[(drawn.windows["measure"] == "hedges") & drawn.windows["coverage_q25"].notna()]
    bars = drawn.figure.axes[0].patches
    assert len(bars) == len(rows)
    assert {(round(bar.get_x(), 6), round(bar.get_width(), 6)) for bar in bars} == {(6.5, 3.0)}


def test_rows_run_from_the_headline_down(drawn: SimpleNamespace) -> None:
    labels = [label.get_text() for label in drawn.figure.axes[0].get_yticklabels()]
    assert labels[0] == "00  Headline"
    assert labels[1] == "01  Lead"
    assert [label[:2] for label in labels] == sorted(label[:2] for label in labels)
    low, high = drawn.figure.axes[0].get_ylim()
    assert low > high


def test_what_has_no_number_says_why(drawn: SimpleNamespace) -> None:
    said = [text.get_text() for text in drawn.figure.axes[0].texts]
    small = (drawn.exposure["words"] < 100) & (drawn.exposure["words"] > 0)
    assert said.count("no words") == int((drawn.exposure["words"] == 0).sum()) == 1
    assert said.count("○ too small") == int(small.sum()) >= 1


def test_words_stand_beside_the_headings(drawn: SimpleNamespace) -> None:
    texts = [text.get_text() for text in drawn.figure.texts]
    for count in drawn.exposure["words"]:
        assert f"{count:,}" in texts


def test_alt_names_the_peak(drawn: SimpleNamespace) -> None:
    rows = drawn.windows[(drawn.windows["measure"] == "hedges")]
    top = rows.loc[rows["target"].idxmax()]
    assert f"Hedges: highest in section {top['section']} ({top['target']:.1f})" in drawn.figure.alt


def test_own_axes_are_drawn_in(drawn: SimpleNamespace) -> None:
    figure = Figure()
    axes = figure.subplots(1, 2, sharey=True)
    given = figures.section_profile(
        drawn.windows, drawn.sections, drawn.exposure, measures=("hedges", "boosters"), axes=list(axes)
    )
    assert given is figure
    assert len(dots(axes[0])[0]) == len(dots(axes[1])[0]) > 0


def test_an_unknown_comparison_is_named(drawn: SimpleNamespace) -> None:
    with pytest.raises(TableError, match='no comparison "nobody"; it has section among windows'):
        figures.section_profile(drawn.windows, drawn.sections, drawn.exposure, comparison="nobody")


def test_overview_marks_the_peak_with_its_heading(drawn: SimpleNamespace) -> None:
    figure = figures.overview(drawn.windows, drawn.sections, measures=("hedges",))
    rows = drawn.windows[(drawn.windows["measure"] == "hedges")]
    top = rows.loc[rows["target"].idxmax(), "section"]
    assert [text.get_text()[:2] for text in figure.axes[0].texts] == [top]


def test_the_tables_are_left_as_they_were(made: SimpleNamespace) -> None:
    sections = made.sections(5)
    exposure = made.exposure(sections)
    windows = made.windows(sections, exposure)
    before = [frame.copy() for frame in (windows, sections, exposure)]
    figures.section_profile(windows, sections, exposure)
    figures.overview(windows, sections)
    for old, new in zip(before, (windows, sections, exposure), strict=True):
        assert old.equals(new)
