"""Generic frames: which are counted by default, what they find, and that the list is clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.errors import StudyError
from framing.lexicons import load
from framing.measures.generic import GenericFrames, annotators, indicators, measures
from framing.study import load_actors
from framing.tables import GENERIC_FRAMES, TRUSTED_GENERIC_FRAMES, GenericFrame
from framing.text.build import build

ALL: tuple[GenericFrame, ...] = GENERIC_FRAMES


def found(text: str) -> dict[str, list[str]]:
    """What each frame's indicators match, in the order of the text."""
    [rows] = GenericFrames(ALL)(build([segment(Document(id="1", text=text))]), [])
    out: dict[str, list[str]] = {}
    for label, start, end in zip(rows.label.tolist(), rows.start.tolist(), rows.end.tolist(), strict=True):
        out.setdefault(rows.labels[label], []).append(text[start:end])
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers pledged a solution and urgent reforms.", {"responsibility": ["pledged", "solution", "urgent", "reforms"]}),
        ("The widow wept for her children.", {"human_interest": ["widow", "wept", "children"]}),
        ("Both sides clashed, and she accused him.", {"conflict": ["Both sides", "clashed", "accused"]}),
        ("It is evil, the bishop said, and a sin.", {"morality": ["evil", "bishop", "sin"]}),
        ("Profits fell and prices rose.", {"economic": ["Profits", "prices"]}),
        ("The river is wide.", {}),
    ],
)
def test_what_each_frame_finds(text: str, expected: dict[str, list[str]]) -> None:
    assert {name: spans for name, spans in found(text).items() if name in expected} == expected
    if not expected:
        assert found(text) == {}


def test_only_trusted_frames_are_counted_unless_asked(tmp_path: Path) -> None:
    assert [each.name for each in measures(None)] == [f"generic_{name}" for name in TRUSTED_GENERIC_FRAMES]
    actors = tmp_path / "actors.toml"
    actors.write_text('[[actors]]\nname = "Oslo"\n[instruments]\ngeneric_frames = ["morality"]\n', encoding="utf-8")
    assert [each.name for each in measures(load_actors(actors))] == ["generic_morality"]
    actors.write_text('[[actors]]\nname = "Oslo"\n[instruments]\ngeneric_frames = []\n', encoding="utf-8")
    assert annotators(load_actors(actors)) == []
    actors.write_text('[[actors]]\nname = "Oslo"\n[instruments]\ngeneric_frames = ["strategy"]\n', encoding="utf-8")
    with pytest.raises(StudyError, match="generic_frames"):
        load_actors(actors)


def test_words_that_the_study_masks_do_not_count() -> None:
    batch = build([segment(Document(id="1", text="The agreement is a solution."))])
    for mask, expected in (((), ["agreement*", "solution*"]), (("Agreement",), ["solution*"])):
        [rows] = GenericFrames(("responsibility",), mask)(batch, [])
        assert [rows.entries[entry] for entry in rows.entry.tolist()] == expected


def test_the_list_names_each_indicator_once_a_frame() -> None:
    rows = [(row["frame"], row["entry"]) for row in load("generic-frames").entries]
    assert len(rows) == len(set(rows))
    assert {frame for frame, _ in rows} == set(GENERIC_FRAMES)
    assert all(indicators(name) for name in GENERIC_FRAMES)
    assert all(entry == entry.lower().strip() for _, entry in rows)


def test_every_item_of_the_codebook_has_indicators() -> None:
    items = {(row["frame"], row["item"]) for row in load("generic-frames").entries}
    assert len(items) == 18
