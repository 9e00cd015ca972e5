"""Figures of who acts and who does what to whom: what is drawn is what the tables hold, and no name stands on another."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from framing import figures
from framing.compare.actor_points import COLUMNS, ONE_ARTICLE
from framing.compare.label_counts import COLUMNS as CALLED
from framing.figures.network import arrows
from framing.figures.placing import place
from framing.figures.style import Plate
from framing.tables import TABLES

ACTORS = ("Norland", "Sudria", "Ostrel", "The Northern Alliance of Coastal Nations")


def points(actors: tuple[str, ...] = ACTORS, *, few: tuple[str, ...] = ()) -> pd.DataFrame:
    """Actors close to each other, on two sides; of the second there are intervals."""
    rows = []
    for side in ("the article", "wire"):
        for at, actor in enumerate(actors):
            for measure, unit, value in (("agency", "share", 0.6 + at / 50), ("power", "score", at / 20)):
                told = np.nan if actor in few else value
                low, high = (told - 0.1, told + 0.1) if side == "wire" else (np.nan, np.nan)
                note = "too few to say" if actor in few else "" if side == "wire" else ONE_ARTICLE
                rows.append(
                    (side, actor, measure, "relations-english", unit, told, low, high, 3.0, 40.0 - at, 9, 6, note)
                )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def relations(rows: list[dict[str, object]]) -> pd.DataFrame:
    blank = {"instrument": "relations-english", "voice": "all", "reality": "fact", "way": "to", "note": "", "documents": 1}
    filled = [{**dict.fromkeys(TABLES["actor_relations"].names, 0), **blank, **row} for row in rows]
    return pd.DataFrame(filled, columns=list(TABLES["actor_relations"].names))


def act(agent: str, patient: str, kind: str, count: int, side: str = "target", way: str = "to") -> dict[str, object]:
    return {
        "side": side,
        "agent": agent,
        "patient": patient,
        "class": kind,
        "relations": count,
        "per_1000": count / 2,
        "way": way,
    }


def written(figure: Figure) -> str:
    return "\n".join(text.get_text() for text in [*figure.texts, *(t for ax in figure.axes for t in ax.texts)])


def test_points_stand_where_the_table_has_them(legible: Callable[[Figure], None]) -> None:
    figure = figures.actor_agency(points(few=("Ostrel",)), caption="c")
    drawn = [np.asarray(line.get_xydata())[0].round(2).tolist() for line in figure.axes[1].lines if line.get_marker() == "s"]
    assert {(x, y) for x, y in drawn} == {(0.6, 0.0), (0.62, 0.05), (0.66, 0.15)}
    assert "Too few to say: Ostrel." in written(figure)
    assert "Norland 40" in written(figure)
    legible(figure)


def test_without_an_interval_a_point_is_open() -> None:
    figure = figures.actor_agency(points())
    article, wire = (
        {line.get_markerfacecolor() == "white" for line in ax.lines if line.get_marker() in ("o", "s")} for ax in figure.axes
    )
    assert (article, wire) == ({True}, {False})


def test_no_relations_are_said_in_a_line() -> None:
    figure = figures.actor_agency(points(()))
    assert figure.get_size_inches()[1] < 1
    assert "No actor takes part" in written(figure)
    assert figure.alt.endswith(".")  # type: ignore[attr-defined]
    empty = figures.actor_network(relations([]), side="")
    assert "nobody does anything" in written(empty)
    assert empty.get_size_inches()[1] < 2


def test_names_stand_on_nothing() -> None:
    crowd = [(1.5 + at / 30, 1.0 + at % 3 / 20, f"Actor number {at}") for at in range(12)]
    names = place(crowd, 4.0, 2.5, 6.5)
    assert [name.text for name in names] == [text for *_, text in crowd]
    gaps = [(abs(a.x - b.x), abs(a.y - b.y)) for at, a in enumerate(names) for b in names[at + 1 :]]
    assert all(across > 0.6 or down > 0.1 for across, down in gaps)
    assert all(0 < name.x < 4 and 0 < name.y < 2.5 for name in names)


def test_arrows_add_classes_of_a_family_and_count_what_two_do_together_once() -> None:
    table = relations(
        [
            act("Norland", "Sudria", "attack", 3), act("Norland", "Sudria", "threaten", 1), act("Norland", "Sudria", "all", 4),
            act("Norland", "Sudria", "talk", 2, way="with"), act("Sudria", "Norland", "talk", 2, way="with"),
            act("Sudria", "Norland", "attack", 0),
        ]
    )  # fmt: skip
    found = arrows(table, side="target")
    assert found[["agent", "patient", "family", "way", "relations"]].to_numpy().tolist() == [
        ["Norland", "Sudria", "hostile", "to", 4],
        ["Norland", "Sudria", "talk", "with", 2],
    ]
    assert found["share"].sum() == 1
    assert found["rate"].tolist() == [2.0, 1.0]


def test_the_network_draws_both_sides_in_the_same_places(legible: Callable[[Figure], None]) -> None:
    rows = [
        act("Norland", "Sudria", "attack", 4),
        act("Sudria", "Ostrel", "help", 2, "wire"),
        act("Ostrel", "Norland", "say", 1),
    ]
    figure = figures.actor_network(relations(rows), side="wire", actors=ACTORS, caption="c")
    left, right = figure.axes[:2]
    places = [{text.get_text(): text.get_position() for text in ax.texts} for ax in (left, right)]
    assert places[0] == places[1]
    assert list(places[0]) == ["Norland", "Sudria", "Ostrel"]
    counts = [[p.get_label() for p in ax.patches if isinstance(p, FancyArrowPatch)] for ax in (left, right)]
    assert counts == [["hostile to", "talk to"], ["cooperative to"]]
    widths = {p.get_label(): p.get_linewidth() for p in left.patches}
    assert widths["hostile to"] > widths["talk to"]
    legible(figure)


def test_small_arrows_are_left_out_and_counted() -> None:
    names = [f"A{at}" for at in range(9)]
    rows = [act(a, b, "attack", 2 if a == "A0" else 1) for a in names for b in names if a != b]
    figure = figures.actor_network(relations([*rows, act("A0", "A1", "help", 1, "wire")]), side="wire", actors=names)
    assert len(figure.axes[0].patches) == 8
    assert "Not drawn: 64 smaller arrows, together 64 relations." in written(figure)


def called() -> pd.DataFrame:
    rows = [
        ("wire", "Norland", "rogue state", "all", 3, 2, 9, "labels-english"),
        ("wire", "Norland", "rogue state", "indirect", 3, 2, 9, "labels-english"),
        ("wire", "Sudria", "loyal friend of all the coastal nations", "all", 2, 1, 9, "labels-english"),
        ("wire", "Sudria", "loyal friend of all the coastal nations", "outlet", 1, 1, 9, "labels-english"),
        ("wire", "Sudria", "loyal friend of all the coastal nations", "direct", 1, 1, 9, "labels-english"),
    ]
    return pd.DataFrame(rows, columns=list(CALLED))


def test_labels_are_printed_with_counts_and_voice(legible: Callable[[Figure], None]) -> None:
    figure = figures.actor_labels(called(), sides=("the article", "wire", "state", "regional", "agency"), caption="c")
    printed = written(figure)
    assert "○ rogue state 3 in 2" in printed
    assert "◐ loyal friend of all" in printed
    assert "9 articles" in printed
    assert printed.count("–") == 8
    legible(figure)
    assert "No actor is called anything" in written(figures.actor_labels(called().iloc[:0]))


def test_intervals_stand_where_the_table_has_them(legible: Callable[[Figure], None]) -> None:
    figure = figures.actor_intervals(points(few=("Ostrel",)), measures=("power",), title="t", caption="c")
    ax = figure.axes[0]
    wire = [np.asarray(line.get_xdata()).tolist() for line in ax.lines if line.get_label() == "wire"]
    assert wire == [[0.0, 0.05, 0.15], []]
    (bars,) = [each.get_segments() for each in ax.collections if len(each.get_segments())]  # type: ignore[attr-defined]
    assert [[round(float(x), 2) for x in bar[:, 0]] for bar in bars] == [[-0.1, 0.1], [-0.05, 0.15], [0.05, 0.25]]
    assert "Ostrel" not in [text.get_text() for text in ax.get_yticklabels()]
    legible(figure)
    assert "nothing to show" in written(figures.actor_intervals(points(()), measures=("power",)))


def test_grids_show_cells_that_rest_on_enough(made: SimpleNamespace, legible: Callable[[Figure], None]) -> None:
    sections = made.sections(4)
    exposure = made.exposure(sections)
    rows = [
        {"document": "target", "section": section, "voice": "all", "actor": actor, "measure": measure, "instrument": "i",
         "numerator": 3.0, "denominator": rests, "value": value, "unit": "share"}
        for section in sections["section"]
        for actor, rests in (("Norland", 6.0), ("Sudria", 4.0))
        for measure, value in (("mentions", 12.0), ("agency", 0.5), ("tone_towards", -0.004))
    ]  # fmt: skip
    figure = figures.actor_grids(pd.DataFrame(rows), sections, exposure, document="target", caption="c")
    shown = [[text.get_text() for text in ax.texts] for ax in figure.axes[:6:2]]
    large = int((exposure["words"] >= 100).sum())
    assert shown == [["12"] * 2 * large, [".50"] * large, ["≈0"] * large]
    assert "Norland" in figure.alt  # type: ignore[attr-defined]
    legible(figure)
    figures.actor_grids(pd.DataFrame(rows).iloc[:0], sections, exposure, document="target")


def test_points_that_all_rest_on_too_little_are_not_laid_to_the_tables() -> None:
    points = pd.DataFrame([{"side": "wire", "actor": "Norland", "measure": "agency", "unit": "share", "value": float("nan")}])
    points = points.assign(low=float("nan"), high=float("nan"), denominator=2.0)
    assert "no actor has enough cases" in plate(figures.actor_intervals(points, measures=("agency",))).alt
    assert "before this was measured" in plate(figures.actor_intervals(points.head(0), measures=("agency",))).alt


def plate(figure: Figure) -> Plate:
    assert isinstance(figure, Plate)
    assert figure.empty
    return figure
