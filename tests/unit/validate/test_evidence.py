"""What was tuned on what, and weights that have not seen the document they read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from framing.lexicons import cards
from framing.measures.folds import FOLDS, fold, held_out
from framing.measures.spec import NONE, Found, Link
from framing.text.batch import Batch
from framing.validate import tuning as room
from framing.validate.documents import of_lines
from framing.validate.evidence import evidence, registered
from framing.validate.gold import GoldFile
from framing.validate.sets import hedging_szeged
from framing.validate.tuning import HALVES, TUNED, digest, parts


@dataclass(frozen=True)
class Trained:
    """Marks every sentence with the number of the fold that it was trained without; −1 where it has seen everything."""

    left_out: int = -1
    instrument: str = "made-up"
    needs: tuple[str, ...] = ()

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:  # noqa: ARG002
        """Mark every sentence."""
        sentence = np.arange(len(batch.sentences), dtype=np.int32)
        zero = np.zeros_like(sentence)
        starts, ends = batch.sentences.start, batch.sentences.end
        source = Found("who", self.instrument, sentence, starts, starts + 1, zero, ("a",), zero, zero + NONE)
        links = (Link(sentence, sentence[::-1].copy(), "who", "source"),)
        value = zero + self.left_out
        return [Found("mark", self.instrument, sentence, starts, ends, zero, ("x",), value, zero + NONE, links=links), source]

    def without(self, fold: int) -> Trained:
        """Leave a fold out."""
        return replace(self, left_out=fold)


def file(tmp_path: Path, known_as: str, documents: Sequence[str] = ()) -> GoldFile:
    made = GoldFile(hedging_szeged.GOLD, tmp_path / "f.jsonl", {name: digest(name) for name in documents})
    made.__dict__["known_as"] = known_as
    return made


@pytest.fixture
def tuned(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Say what the made-up instrument was tuned on, by file of hedging-szeged."""

    def declare(**how: str) -> None:
        places = {f"hedging-szeged/{name}": used for name, used in how.items()}
        monkeypatch.setattr(room, "cards", lambda: [replace(cards()[0], name="made-up", tuned=places)])

    return declare


def splits(made: GoldFile) -> list[str]:
    return [part.split for part in parts(made, "made-up")]


NAMES = [str(number) for number in range(40)]


def test_each_document_is_read_without_its_fold(tmp_path: Path, tuned: Callable[..., None]) -> None:
    tuned(known="folds")
    documents = [of_lines(name, "One.\nTwo.") for name in NAMES]
    assert {fold(name) for name in NAMES} == set(range(FOLDS))
    made = file(tmp_path, "known")
    found = evidence(documents, ["mark"], made, more=[Trained()]).spans("mark", "made-up")
    assert {name: [span.value for span in spans] for name, spans in found.items()} == {name: [fold(name)] * 2 for name in NAMES}
    assert splits(made) == ["cross-validated by document, 5 folds"]


def test_an_unseen_file_is_read_with_the_shipped_weights(tmp_path: Path, tuned: Callable[..., None]) -> None:
    tuned(known="folds")
    made = file(tmp_path, "")
    found = evidence([of_lines("1", "One.")], ["mark"], made, more=[Trained()])
    assert [span.value for span in found.spans("mark", "made-up")["1"]] == [-1]
    assert splits(made) == ["unseen file"]


def test_a_document_that_comes_back_under_another_name_is_not_unseen(
    tmp_path: Path, tuned: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tuned(known="folds")
    monkeypatch.setattr(room, "_seen", lambda: {"hedging-szeged/known": frozenset([digest("One and two.")])})
    made = file(tmp_path, "")
    documents = [of_lines("1", "One and two."), of_lines("2", "Three.")]
    found = evidence(documents, ["mark"], made, more=[Trained()]).spans("mark", "made-up")
    assert [span.value for name in ("1", "2") for span in found[name]] == [fold("1"), -1]
    unseen, folded = parts(made, "made-up")
    assert (unseen.split, folded.split) == ("unseen file", "cross-validated by document, 5 folds")
    assert (unseen.holds("1"), unseen.holds("2"), folded.holds("1"), folded.holds("2")) == (False, True, True, False)


def test_halves_are_told_apart(tmp_path: Path, tuned: Callable[..., None]) -> None:
    tuned(known="half", other="read")
    first, second = parts(file(tmp_path, "known", NAMES), "made-up")
    assert [first.holds(name) for name in NAMES] == [held_out(name) for name in NAMES]
    assert all(first.holds(name) != second.holds(name) for name in NAMES)
    assert second.split in TUNED
    assert splits(file(tmp_path, "other", NAMES)) == ["development file: also tuned on"]
    assert splits(file(tmp_path, "third", NAMES)) == ["not tuned on"]


def test_links_lead_to_the_spans_they_name(tmp_path: Path) -> None:
    found = evidence([of_lines("1", "One.\nTwo.")], ["mark"], file(tmp_path, ""), more=[Trained()])
    first, second = found.spans("mark", "made-up")["1"]
    assert [span.start for span in first.linked("source")] == [second.start]
    assert first.linked("content") == []


def test_annotators_that_are_needed_come_along(tmp_path: Path) -> None:
    found = evidence([of_lines("1", "Great.")], ["tone"], file(tmp_path, ""))
    assert found.instruments("tone")[:2] == ["vader", "vader-news"]


def test_every_card_names_files_that_are_known() -> None:
    from framing.validate.registry import SETS

    known = {f"{each.GOLD.name}/{name}" for each in SETS for name in each.GOLD.known}
    for each in cards():
        assert set(each.tuned) <= known, each.name
        assert set(each.tuned.values()) <= {"folds", "read", *HALVES}, each.name


def test_every_layer_names_its_labels() -> None:
    assert registered()["tone", "vader"] == ("compound",)
