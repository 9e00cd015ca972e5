"""Who acts in aligned passages: parts counted by hand, what turns, and when an interval over events is given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from framing.compare.acted import TURNS, Part, turn
from framing.compare.retelling import ALL_ALIKE, TOO_FEW, retellings, retold
from framing.compare.told import TOLD
from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.figures.choose import each
from framing.pipeline import measure_documents
from framing.report.retelling import alignment_said, turned_shown
from framing.store import open_tables, write_tables
from framing.study import Actor, Alignment, Instruments, Study
from framing.tables import empty

ONE = """Trouble at the border

Norland attacked Sudria at the southern bridge on Monday morning with forty heavy guns.

Sudria was punished with a ban on grain exports after the long quarrel in spring."""
OTHER = """A bridge in ruins

Sudria attacked Norland at the southern bridge on Monday morning with forty heavy guns.

Norland punished Sudria with a ban on grain exports after the long quarrel in spring."""


def _study(folder: Path, syntax: str = "english") -> Study:
    actors = (Actor(name="Norland"), Actor(name="Sudria"))
    return Study(
        name="s", title="", folder=folder, target="a", actors=actors, alignment=Alignment(events="event"),
        instruments=Instruments(syntax=syntax),
    )  # fmt: skip


def _tables(folder: Path, study: Study, texts: Sequence[str] = (ONE, OTHER)) -> dict[str, pd.DataFrame]:
    documents = [
        segment(Document(name, text, columns={"event": "bridge", "group": name}))
        for name, text in zip("ab", texts, strict=True)
    ]
    opened = open_tables(write_tables(measure_documents(documents, study), folder / "tables", study))
    tables = {name: opened[name] for name in opened}
    return tables | retellings(documents, tables, study)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("acted")
    return _tables(folder, _study(folder))


def test_parts_counted_by_hand(tables: dict[str, pd.DataFrame]) -> None:
    found = tables["aligned_actors"]
    rows = {(ONE[row.start : row.start + 7], row.actor): row for row in each(found)}
    attack = rows["Norland", "Norland"]
    assert (attack.agents, attack.patients, attack.agency, attack.other_agents) == (1, 0, 1.0, 0)
    assert OTHER[attack.other_start : attack.other_end].startswith("Sudria attacked")
    ban = rows["Sudria ", "Sudria"]
    assert (ban.agents, ban.patients, ban.other_agents, ban.other_patients, ban.agency_difference) == (0, 1, 0, 1, 0.0)
    assert ban.turn == "agent unsaid here"
    assert (found["agency_difference"] == found["agency"] - found["other_agency"]).all()
    assert ("Sudria ", "Norland") not in rows, "acts in one passage only: no row, and no number"


def test_pairs_say_how_many_actors_they_have(tables: dict[str, pd.DataFrame]) -> None:
    pairs, acted = tables["alignments"].set_index("start"), tables["aligned_actors"]
    apart = acted.assign(apart=acted["agency_difference"].abs()).groupby("start")["apart"]
    assert pairs["actors"].to_dict() == apart.size().to_dict()
    assert pairs["agency_change"].tolist() == pytest.approx(apart.mean().tolist())


def test_pairs_without_an_actor_have_no_number(tmp_path: Path) -> None:
    nobody = _study(tmp_path).model_copy(update={"actors": ()})
    found = _tables(tmp_path, nobody)
    assert found["aligned_actors"].empty
    assert found["alignments"]["actors"].tolist() == [0, 0]
    assert found["alignments"]["agency_change"].isna().all()


def test_turning_round_turns_what_turns() -> None:
    back = dict(zip(TURNS, (TURNS[1], TURNS[0], TURNS[3], TURNS[2], TURNS[4]), strict=True)) | {"": ""}
    parts = [
        Part(agents=a, patients=p, unsaid=u, by=set(by))
        for a in range(2)
        for p in range(3)
        for u in range(p + 1)
        for by in ("", "N", "S", "NS")
        if a + p and (p or not by)
    ]
    for here in parts:
        assert turn(here, here) == ""
        for there in parts:
            assert turn(there, here) == back[turn(here, there)]


def _acted(differences: Sequence[tuple[str, float]]) -> dict[str, pd.DataFrame]:
    """Aligned passages of groups x and y, an event each, in which one actor differs so much."""
    base = {"document": "a", "end": 9, "other": "b", "other_end": 9, "actor": "Norland", "instrument": "rules", "turn": ""}
    rows = [{**base, "start": at, "other_start": at, "event": event} for at, (event, _) in enumerate(differences)]
    acted = pd.DataFrame(rows).assign(agency_difference=[value for _, value in differences])
    pairs = acted.assign(**{f"{name}_difference": 0.0 for name in TOLD})
    documents = pd.DataFrame({"document": ["a", "b"], "group": ["y", "x"], "outlet": ["", ""]})
    return {"documents": documents, "alignments": pairs, "aligned_actors": acted, "lost": empty("lost")}


def _agency(differences: Sequence[tuple[str, float]]) -> dict[str, Any]:
    study = Study(name="s", title="", folder=Path(), target="a")
    found = retold(_acted(differences), study)
    return dict(found[found["measure"] == "agency"].iloc[0])


def test_agency_is_averaged_over_events_and_its_interval_is_scipys() -> None:
    values = [("1", 1.0), ("1", 0.0), ("2", 0.25), ("3", -1.0), ("4", 0.75), ("5", 1.0), ("6", -0.5)]
    row, means = _agency(values), np.array([0.5, 0.25, -1.0, 0.75, 1.0, -0.5]) * -1
    low, high = stats.t.interval(0.95, len(means) - 1, means.mean(), stats.sem(means))
    assert (row["first"], row["second"], row["actor"], row["pairs"], row["events"]) == ("x", "y", "Norland", 7, 6)
    assert (row["difference"], row["low"], row["high"]) == pytest.approx((means.mean(), low, high), abs=1e-6)


@pytest.mark.parametrize(
    ("values", "why"),
    [([1.0, 0.0, -1.0, 0.5], TOO_FEW), ([0.0] * 20 + [1.0, -1.0, 0.5, 0.25], ALL_ALIKE)],
    ids=["four events", "nearly all alike"],
)
def test_no_interval_where_it_would_promise_too_much(values: Sequence[float], why: str) -> None:
    row = _agency([(str(at), value) for at, value in enumerate(values)])
    assert row["interval_method"] == why
    assert np.isnan([row["low"], row["high"]]).all()


def test_the_report_lists_what_turns_and_says_how_often(tables: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    shown = turned_shown(tables)
    assert set(shown["turn"]) <= set(TURNS)
    assert len(shown) == (tables["aligned_actors"]["turn"] != "").sum() > 0
    assert f"are dealt out otherwise in {len(shown)}." in alignment_said(tables, _study(tmp_path))
    assert turned_shown({}).empty
