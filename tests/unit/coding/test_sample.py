"""Samples: known chances, the same every time, a larger one holds the smaller; units are what the measures count."""

from __future__ import annotations

import pytest

from framing.coding.codebook import load_codebook
from framing.coding.sample import draw
from framing.coding.scores import instruments, machine_scores
from framing.coding.sheets import draw_sheets, shown
from framing.coding.units import units
from framing.errors import InputError
from framing.store import open_tables
from framing.study import Study

TONE = load_codebook("tone")


def test_the_mean_score_of_a_documents_units_is_its_measure(study: Study) -> None:
    tables = open_tables(study.tables)
    frame = units(tables, TONE)
    (instrument,) = instruments(tables, TONE.items[0], study)
    frame["score"] = machine_scores(tables, frame, TONE.items[0], instrument)
    measures = tables["measures"].query("measure == 'tone' and section == 'all' and voice == 'all'")
    measured = measures[measures["instrument"] == instrument].set_index("document")["value"]
    for document, mean in frame.groupby("document")["score"].mean().to_dict().items():
        assert mean == pytest.approx(measured[str(document)])


def test_a_unit_scores_one_where_its_kind_was_found_in_it(study: Study) -> None:
    tables = open_tables(study.tables)
    book = load_codebook("hedging")
    frame = units(tables, book)
    evidence = tables["evidence"]
    for item in book.items:
        assert item.machine is not None
        for instrument in instruments(tables, item, study):
            own = evidence[(evidence["layer"] == item.machine.layer) & (evidence["instrument"] == instrument)]
            own = own[own["label"].isin(item.machine.labels)] if item.machine.labels else own
            found = set(zip(own["document"], own["sentence"], strict=True))
            scored = frame[machine_scores(tables, frame, item, instrument) == 1]
            assert set(zip(scored["document"], scored["first"], strict=True)) == found
    boosted = machine_scores(tables, frame, book.item("booster"), instruments(tables, book.item("booster"), study)[0])
    words = shown(tables, study, book, frame)
    assert any("certainly" in words[each][1] for each in frame["id"][boosted == 1])


@pytest.mark.parametrize("name", ["tone", "entman", "generic-frames", "actor-tone", "frames"])
def test_units_have_ids_of_their_own_and_lie_in_order(study: Study, name: str) -> None:
    frame = units(open_tables(study.tables), load_codebook(name, study))
    assert len(frame)
    assert frame["id"].is_unique
    assert frame["id"].str.fullmatch("[bcdfghjkmnpqrtvwxz]{9}").all()
    assert (frame["start"] < frame["end"]).all()


def test_actors_units_name_the_actor(study: Study) -> None:
    book = load_codebook("actor-tone")
    tables = open_tables(study.tables)
    frame = units(tables, book)
    words = shown(tables, study, book, frame)
    assert set(frame["actor"]) == {"Orle"}
    assert all("Orle" in words[each][1] for each in frame["id"])


def test_chances_are_drawn_over_all_of_the_stratum(study: Study) -> None:
    sample = draw(open_tables(study.tables), study, TONE, 9, stratify="group", coders=2, overlap=4)
    for _, part in sample.groupby("stratum"):
        assert (part["probability"] == len(part) / part["stratum_units"]).all()
    assert len(sample) == 9
    assert (sample["coders"] == "A B").sum() == 4
    assert abs((sample["coders"] == "A").sum() - (sample["coders"] == "B").sum()) <= 1


def test_strata_of_scores_show_rare_things(study: Study) -> None:
    tables = open_tables(study.tables)
    assert set(draw(tables, study, TONE, 6, stratify="score")["stratum"]) == {"negative", "neutral", "positive"}
    book = load_codebook("hedging")
    assert "epistemic found" in set(draw(tables, study, book, 4, stratify="score")["stratum"])
    with pytest.raises(InputError, match="no instrument answers entman@1"):
        draw(tables, study, load_codebook("entman"), 4, stratify="score")


def test_a_larger_sample_holds_the_smaller_and_its_coders(study: Study) -> None:
    tables = open_tables(study.tables)
    small = draw(tables, study, TONE, 5, coders=2, overlap=2)
    assert small.equals(draw(tables, study, TONE, 5, coders=2, overlap=2))
    large = draw(tables, study, TONE, 10, coders=2, overlap=4, former=small).set_index("id")
    assert dict(zip(small["id"], small["coders"], strict=True)) == large.loc[list(small["id"]), "coders"].to_dict()
    assert (large["coders"] == "A B").sum() == 4
    with pytest.raises(InputError, match="would not be in this one"):
        draw(tables, study, TONE, 5, seed=99, former=small)


def test_everything_may_be_drawn_and_nothing_may_not(study: Study) -> None:
    tables = open_tables(study.tables)
    assert set(draw(tables, study, TONE, 10_000)["probability"]) == {1.0}
    for options in ({"n": 0}, {"n": 3, "overlap": 4}, {"n": 3, "coders": 0}, {"n": 3, "overlap": 2}):
        with pytest.raises(InputError, match=r"give (a|--coders 2)"):
            draw(tables, study, TONE, **options)  # type: ignore[arg-type]


def test_texts_that_were_changed_since_are_refused(study: Study) -> None:
    path = study.texts / "north-1.txt"
    path.write_text(path.read_text(encoding="utf-8") + " More.", encoding="utf-8")
    with pytest.raises(InputError, match="not the one that was measured"):
        draw_sheets(study, "tone", 100)
    path.unlink()
    with pytest.raises(InputError, match="north-1 is not there"):
        draw_sheets(study, "tone", 100)


def test_sheets_of_others_texts_are_kept_from_git(study: Study) -> None:
    path = study.folder / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("made_up = true\n", ""), encoding="utf-8")
    from framing.study import load_study

    drawn = draw_sheets(load_study(study.folder), "tone", 5)
    assert drawn.paths[0].with_name(".gitignore").read_text(encoding="utf-8").splitlines()[-1] == "*"


def test_a_long_text_goes_on_in_the_column_after(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("framing.coding.sheets.CELL", 60)
    drawn = draw_sheets(study, "generic-frames", 5, form="csv")
    from framing.coding.sheet import read_sheet

    for row in read_sheet(drawn.paths[0]).rows:
        assert len(row["text"]) <= 60
        assert len(row["after"]) <= 60
