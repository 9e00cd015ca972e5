"""What was tuned on what, and weights that have not seen the document they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from framing.lexicons import Card, cards
from framing.measures.folds import FOLDS, fold, held_out
from framing.measures.spec import NONE, Found, Link
from framing.text.batch import Batch
from framing.validate import evidence as room
from framing.validate.documents import of_lines
from framing.validate.evidence import HALVES, evidence, parts, registered
from framing.validate.gold import GoldFile
from framing.validate.sets import hedging_szeged


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


def file(tmp_path: Path, known_as: str) -> GoldFile:
    made = GoldFile(hedging_szeged.GOLD, tmp_path / "f.jsonl")
    made.__dict__["known_as"] = known_as
    return made


def card(**tuned: str) -> Card:
    tuned = {f"hedging-szeged/{name}": how for name, how in tuned.items()}
    return replace(cards()[0], name="made-up", tuned=tuned)


def test_each_document_is_read_without_its_fold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "cards", lambda: [card(known="folds")])
    documents = [of_lines(str(number), "One.\nTwo.") for number in range(20)]
    assert {fold(document.id) for document in documents} == set(range(FOLDS))
    found = evidence(documents, ["mark"], file(tmp_path, "known"), more=[Trained()]).spans("mark", "made-up")
    assert {name: [span.value for span in spans] for name, spans in found.items()} == {
        document.id: [fold(document.id)] * 2 for document in documents
    }
    assert [part.split for part in parts(file(tmp_path, "known"), "made-up")] == ["cross-validated by document, 5 folds"]


def test_an_unseen_file_is_read_with_the_shipped_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "cards", lambda: [card(known="folds")])
    found = evidence([of_lines("1", "One.")], ["mark"], file(tmp_path, ""), more=[Trained()])
    assert [span.value for span in found.spans("mark", "made-up")["1"]] == [-1]
    assert [part.split for part in parts(file(tmp_path, ""), "made-up")] == ["unseen file"]


def test_halves_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "cards", lambda: [card(known="half", other="read")])
    first, second = parts(file(tmp_path, "known"), "made-up")
    names = [str(number) for number in range(40)]
    assert [first.holds(name) for name in names] == [held_out(name) for name in names]
    assert all(first.holds(name) != second.holds(name) for name in names)
    assert [part.split for part in parts(file(tmp_path, "other"), "made-up")] == ["development file: also tuned on"]
    assert [part.split for part in parts(file(tmp_path, "third"), "made-up")] == ["not tuned on"]


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
