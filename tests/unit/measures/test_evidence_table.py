"""All evidence in one table: rows in the order of the layers, names coded once, only names that occur."""

from __future__ import annotations

import numpy as np

from framing.measures.evidence_table import evidence_table
from framing.measures.spec import Found
from framing.tables import VOICES


def found(layer: str, sentence: list[int], entry: list[int], entries: list[str], actor: list[int] | None = None) -> Found:
    """Make evidence whose place does not matter."""
    size = len(sentence)
    return Found(
        layer=layer,
        instrument=f"{layer}-made",
        sentence=np.array(sentence, np.int32),
        start=np.arange(size, dtype=np.int32),
        end=np.arange(size, dtype=np.int32) + 1,
        label=np.zeros(size, np.int32),
        labels=("only",),
        value=np.ones(size, np.int32),
        entry=np.array(entry, np.int32),
        entries=entries,
        actor=None if actor is None else np.array(actor, np.int32),
        actors=("Oslo", "Riga") if actor is not None else (),
    )


def owners() -> dict[str, tuple[np.ndarray, list[str]]]:
    """Three sentences of two documents."""
    return {
        "document": (np.array([0, 0, 1], np.int32), ["a", "b"]),
        "section": (np.array([0, 1, 0], np.int32), ["01", "02"]),
        "voice": (np.zeros(3, np.int32), list(VOICES)),
    }


NUMBER = np.array([0, 1, 0], np.int32)


def test_layers_stand_end_to_end_with_their_own_names() -> None:
    layers = [found("hedge", [2, 0], [1, 0], ["may", "could"]), found("booster", [1], [0], ["could"])]
    rows = evidence_table(layers, NUMBER, owners()).to_pylist()
    told = [(row["id"], row["document"], row["section"], row["layer"], row["instrument"], row["entry"]) for row in rows]
    assert told == [
        (0, "b", "01", "hedge", "hedge-made", "could"),
        (1, "a", "01", "hedge", "hedge-made", "may"),
        (2, "a", "02", "booster", "booster-made", "could"),
    ]


def test_nobody_and_no_entry_are_the_empty_text() -> None:
    layers = [found("mention", [0, 1], [0, -1], ["Oslo"], actor=[1, -1]), found("hedge", [0], [-1], [])]
    table = evidence_table(layers, NUMBER, owners())
    assert table.column("actor").to_pylist() == ["Riga", "", ""]
    assert table.column("entry").to_pylist() == ["Oslo", "", ""]


def test_names_that_do_not_occur_are_left_out() -> None:
    table = evidence_table([found("hedge", [0], [2], ["may", "might", "could"])], NUMBER, owners())
    assert table.column("entry").combine_chunks().dictionary.to_pylist() == ["could"]


def test_nothing_found_gives_no_rows() -> None:
    assert evidence_table([], NUMBER, owners()).num_rows == 0
    assert evidence_table([found("hedge", [], [], ["may"])], NUMBER, owners()).num_rows == 0
