"""What the forest, the standing and the keywords draw."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from framing import figures
from framing.errors import TableError
from framing.figures.keyness import function_words


def markers(figure: Figure) -> list[float]:
    """The x of every single marker, from top to bottom, panel by panel."""
    found = []
    for ax in figure.axes:
        points = [np.asarray(line.get_xydata()) for line in ax.lines]
        found += sorted((float(at[0, 1]), float(at[0, 0])) for at in points if len(at) == 1)
    return [x for _, x in found]


def test_forest_draws_a_marker_where_there_is_an_interval(made: SimpleNamespace) -> None:
    table = made.groups(("hedges", "boosters"))
    figure = figures.forest(table)
    np.testing.assert_allclose(markers(figure), table.loc[table["low"].notna(), "difference"])


def test_forest_has_a_panel_a_unit(made: SimpleNamespace) -> None:
    figure = figures.forest(made.groups(("tone", "hedges", "unnamed_share")))
    bold = [text.get_text() for text in figure.texts if text.get_fontweight() == "bold"][1:]
    assert bold == ["score −1…1", "per 1,000 words", "share, 0…1"]
    assert len(figure.axes) == 3


def test_forest_says_too_few_and_prints_q(made: SimpleNamespace) -> None:
    table = made.groups(("boosters",))
    table["q"] = [0.0004, 0.0321, np.nan]
    figure = figures.forest(table)
    assert [text.get_text() for text in figure.axes[0].texts] == ["too few to say"]
    printed = [text.get_text() for text in figure.texts]
    assert "< .001" in printed
    assert ".032" in printed
    assert printed.count("68, 74") == 3


def test_forest_draws_the_adjusted_interval_too(made: SimpleNamespace) -> None:
    table = made.groups(("hedges",), ("g: left − right",))
    table = table.assign(low_adjusted=table["low"] - 1.0, high_adjusted=table["high"] + 1.0)
    ax = figures.forest(table).axes[0]
    lines = [line for line in ax.collections if isinstance(line, LineCollection)]
    spans = [segment[:, 0].tolist() for line in lines for segment in line.get_segments()]
    row = table.iloc[0]
    assert spans == [[row["low_adjusted"], row["high_adjusted"]], [row["low"], row["high"]]]
    assert ax.get_xlim()[0] < row["low_adjusted"]
    assert row["high_adjusted"] < ax.get_xlim()[1]


def test_forest_keeps_hypotheses_apart(made: SimpleNamespace) -> None:
    table = made.groups(("hedges", "boosters"))
    table.loc[table["measure"] == "boosters", "family"] = "hypotheses"
    assert len(markers(figures.forest(table))) == 3
    assert len(markers(figures.forest(table, hypotheses=True))) == 2


def test_forest_tells_comparisons_apart_by_marker_too(made: SimpleNamespace) -> None:
    ax = figures.forest(made.groups(("hedges",))).axes[0]
    assert len({line.get_marker() for line in ax.lines if line.get_marker() != "None"}) == 3


def test_forest_in_the_order_asked_for(made: SimpleNamespace) -> None:
    figure = figures.forest(made.groups(("hedges", "boosters")), measures=("boosters", "hedges"))
    named = [label.get_text() for label in figure.axes[0].get_yticklabels() if label.get_text()]
    assert named == ["Boosters", "Hedges"]


def test_standing_puts_the_target_at_its_percentile(made: SimpleNamespace) -> None:
    table = made.standing(("hedges", "boosters", "mentions"))
    figure = figures.target_standing(table)
    np.testing.assert_allclose(markers(figure), table["percentile"].dropna())


def test_standing_says_why_there_is_none(made: SimpleNamespace) -> None:
    figure = figures.target_standing(made.standing(("mentions",)))
    assert " ".join(figure.axes[0].texts[0].get_text().split()) == "suppressed: the documents were selected by it"
    assert "nan" not in " ".join(text.get_text() for text in figure.texts)


def test_standing_prints_value_percentile_and_p(made: SimpleNamespace) -> None:
    table = made.standing(("hedges",))
    printed = [text.get_text() for text in figures.target_standing(table).texts]
    assert {"11.9", "7.0 [4.2, 9.8]", f"{table['percentile'].iloc[0]:.0f}", ".013"} <= set(printed)


def test_standing_has_whole_articles_beside_it_or_alone(made: SimpleNamespace) -> None:
    table = made.standing(("hedges", "boosters"))
    table.loc[table["measure"] == "boosters", "note"] = "whole articles: too few are long enough"
    whole = table.assign(comparison=table["comparison"] + ", whole articles", percentile=97.0, note="")
    figure = figures.target_standing(pd.concat([table, whole], ignore_index=True), comparison="target in coverage")
    drawn = [(line.get_marker(), float(np.asarray(line.get_xdata())[0])) for line in figure.axes[0].lines]
    hedges, boosters = table["percentile"]
    assert drawn == [("o", 97.0), ("D", hedges), ("o", boosters)]
    printed = [text.get_text() for text in figure.texts]
    assert "97" in printed
    assert "only these" in printed


def test_keywords_put_the_first_side_above(made: SimpleNamespace) -> None:
    table = made.keywords(60)
    figure = figures.keywords(table, most=5, sides=("ours", "theirs"))
    shown = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    ordered = table.sort_values("z", ascending=False)["term"].tolist()
    assert shown == [*ordered[:5], *ordered[:-6:-1]]
    assert "more in theirs ◂ log-odds ▸ more in ours" in figure.axes[0].get_xlabel()


def test_keywords_of_an_unknown_comparison(made: SimpleNamespace) -> None:
    with pytest.raises(TableError, match="keywords: has no comparison"):
        figures.keywords(made.keywords(3), comparison="nobody")


def test_keywords_leave_function_words_out_of_the_figure_only(made: SimpleNamespace) -> None:
    table = made.keywords(60)
    top = table.sort_values("z", ascending=False).index[:3]
    table.loc[top, "term"] = ["the", "of the", "of treaties"]
    drawn = [label.get_text() for label in figures.keywords(table, most=5).axes[0].get_yticklabels()]
    assert "the" not in drawn
    assert "of the" not in drawn
    assert drawn[0] == "of treaties", "words in a row stay if one of them says something"
    assert "the" in [label.get_text() for label in figures.keywords(table, most=5, stop=[]).axes[0].get_yticklabels()]
    assert {"could", "not", "we", "said", "may"}.isdisjoint(function_words())


def test_keywords_with_a_small_q_are_bold(made: SimpleNamespace) -> None:
    table = made.keywords(60).assign(q=0.5)
    first = table.sort_values("z", ascending=False).index[0]
    table.loc[first, "q"] = 0.01
    weights = [label.get_fontweight() for label in figures.keywords(table, most=5).axes[0].get_yticklabels()]
    assert weights == ["bold", *["normal"] * 9]


def test_multiples_have_a_panel_a_pair_on_the_same_axes(made: SimpleNamespace) -> None:
    table = made.groups(
        ("tone", "hedges", "boosters", "frame_burden"), ("g: left − right", "g: left − center", "g: center − right")
    )
    table = table.assign(low_adjusted=table["low"] - 1.0, high_adjusted=table["high"] + 1.0)
    figure = figures.group_multiples(table)
    assert len(figure.axes) == 3 * 3, "three pairs; scores, rates and frames apart"
    for at in range(0, 9, 3):
        block = figure.axes[at : at + 3]
        assert len({ax.get_xlim() for ax in block}) == 1
        ends = table[table["measure"] == ("tone", "hedges", "frame_burden")[at // 3]]
        assert block[0].get_xlim()[0] < ends["low_adjusted"].min()
    pair = table[(table["measure"] == "hedges") & (table["comparison"] == "g: left − center")].iloc[0]
    ax = figure.axes[4]
    lines = [line for line in ax.collections if isinstance(line, LineCollection)]
    spans = [sorted(segment[:, 0]) for line in lines for segment in line.get_segments()]
    assert [pair["low_adjusted"], pair["high_adjusted"]] in [pytest.approx(span) for span in spans]
    assert [pair["low"], pair["high"]] in [pytest.approx(span) for span in spans]
    filled = [line.get_markerfacecolor() != "white" for line in ax.lines if line.get_marker() == "o"]
    assert filled[0] == bool(pair["q"] <= 0.05)
    assert "x" in {line.get_marker() for line in figure.axes[5].lines}, "boosters in the last pair have no interval"


def test_multiples_without_groups_say_so(made: SimpleNamespace) -> None:
    figure = figures.group_multiples(made.standing(("hedges",)))
    assert any("no contrasts of groups" in text.get_text() for text in figure.texts)
