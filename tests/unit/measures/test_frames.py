"""Issue frames: wildcards, longest match within a frame, each frame by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.frames import INSTRUMENT, FrameIndicators, annotators, measures
from framing.study import Frame, load_study
from framing.text.build import build


def frame(name: str, *indicators: str, title: str = "") -> Frame:
    return Frame(name=name, title=title, definition="…", element="problem", indicators=indicators)


def found(text: str, *frames: Frame) -> list[tuple[str, str, str]]:
    """Frame, indicator and the words, in the order of the text."""
    batch = build([segment(Document(id="1", text=text))])
    [rows] = FrameIndicators(frames)(batch, [])
    assert (rows.layer, rows.instrument) == ("frame", INSTRUMENT)
    spans = zip(rows.label.tolist(), rows.entry.tolist(), rows.start.tolist(), rows.end.tolist(), strict=True)
    return [(rows.labels[label], rows.entries[entry], text[start:end]) for label, entry, start, end in spans]


def test_wildcards_and_compounds() -> None:
    escalation = frame("escalation", "Escalat*", "arms race*", "full-scale war")
    assert found("ESCALATION and arms races may end in full-scale war.", escalation) == [
        ("escalation", "escalat*", "ESCALATION"),
        ("escalation", "arms race*", "arms races"),
        ("escalation", "full-scale war", "full-scale war"),
    ]


def test_the_longest_indicator_of_a_frame_counts_alone() -> None:
    sanctions = frame("sanctions", "sanction*", "sanctions relief")
    assert found("They want sanctions relief now.", sanctions) == [("sanctions", "sanctions relief", "sanctions relief")]


def test_an_indicator_of_two_frames_counts_for_both() -> None:
    rows = found("An arms race began.", frame("a", "arms race"), frame("b", "arms race"))
    assert rows == [("a", "arms race", "arms race"), ("b", "arms race", "arms race")]


def test_a_frame_counts_the_same_whatever_other_frames_there_are() -> None:
    talks, pressure = frame("talks", "sanctions relief", "new talks"), frame("pressure", "sanction*", "relief", "talk*")
    text = "After sanctions relief came new talks about sanctions."
    alone = found(text, pressure)
    together = [row for row in found(text, talks, pressure) if row[0] == "pressure"]
    assert together == alone
    assert [surface for *_, surface in alone] == ["sanctions", "relief", "talks", "sanctions"]


def test_rows_stand_in_order_and_sentences_are_not_crossed() -> None:
    rows = found("It is an arms. Race on. A race and an arms race.", frame("a", "arms race"), frame("b", "race"))
    assert [surface for *_, surface in rows] == ["Race", "race", "arms race", "race"]


def test_nothing_to_find_is_no_fault() -> None:
    [rows] = FrameIndicators((frame("a", "word"),))(build([]), [])
    assert len(rows.sentence) == 0
    assert annotators(None) == []
    assert measures(None) == []


def test_an_indicator_without_a_word_is_told() -> None:
    with pytest.raises(ValueError, match=r"frame a: the indicator .* holds no letter or digit"):
        frame("a", "…")


def test_each_frame_is_a_measure(root: Path) -> None:
    study = load_study(root / "data" / "treaty-2024")
    assert [measure.name for measure in measures(study)] == [f"frame_{each.name}" for each in study.frames]
    titled = measures(study)[0]
    assert (titled.title, titled.unit, titled.scale) == ("Deterrence", "per 1,000 words", 1000)
    assert titled.numerator.labels == ("deterrence",)


def test_the_treaty_study_keeps_to_its_own_rules(root: Path) -> None:
    study = load_study(root / "data" / "treaty-2024")
    assert len(study.frames) >= 8
    for each in study.frames:
        assert 10 <= len(each.indicators) <= 30, each.name
        assert each.definition
        assert found(each.examples[0], each), f"{each.name}: no indicator in its own example"
