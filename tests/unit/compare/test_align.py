"""Passages of articles on one event: aligned, held against each other, and what loses its source on the way."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from framing.compare.align import aligned, by_event, passages
from framing.compare.retelling import retellings, retold, why_not
from framing.compare.similarity import cosines, vectors
from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.errors import InputError, StudyError
from framing.figures.choose import each
from framing.pipeline import measure_documents
from framing.store import open_tables, write_tables
from framing.study import Alignment, Study

SOURCED = """Bridge shut in Ostrel

The old bridge was shut on Monday.

The ministry of transport said on Tuesday that the northern pillar of the bridge had cracked after the heavy floods of April.

Shops on the quay stayed open."""
STATED = """Ostrel without its bridge

Drivers waited for hours on Monday.

The northern pillar of the bridge cracked after the heavy floods of April. A ferry will carry people from Friday on."""
UNRELATED = """Chess in Ostrel

The school won every game of the spring season.

Parents cheered and the children ate far too much cake afterwards."""


def _documents(*texts: str) -> list[Document]:
    return [
        segment(Document(name, text, columns={"event": "bridge", "group": name}))
        for name, text in zip("abc", texts, strict=False)
    ]


def _study(folder: Path, events: str = "event", embeddings: str = "") -> Study:
    return Study(name="s", title="", folder=folder, target="a", alignment=Alignment(events=events, embeddings=embeddings))


def _tables(documents: Sequence[Document], folder: Path, study: Study) -> dict[str, pd.DataFrame]:
    opened = open_tables(write_tables(measure_documents(documents, study), folder / "tables", study))
    return {name: opened[name] for name in opened}


def test_the_same_matter_is_aligned_and_nothing_else(tmp_path: Path) -> None:
    study, documents = _study(tmp_path), _documents(SOURCED, STATED, UNRELATED)
    found = retellings(documents, _tables(documents, tmp_path, study), study)["alignments"]
    texts = {d.id: d.text or "" for d in documents}
    rows = [(texts[r.document][r.start : r.end], texts[r.other][r.other_start : r.other_end]) for r in each(found)]
    assert [("pillar" in one, "pillar" in other) for one, other in rows] == [(True, True)]
    [row] = each(found)
    assert row.attributed > row.other_attributed == 0
    assert row.attributed_difference == pytest.approx(row.attributed - row.other_attributed)


def test_a_claim_stated_as_fact_elsewhere_is_an_attribution_lost(tmp_path: Path) -> None:
    study, documents = _study(tmp_path), _documents(SOURCED, STATED)
    [row] = each(retellings(documents, _tables(documents, tmp_path, study), study)["lost"])
    assert (row.document, row.other, row.mode) == ("a", "b", "indirect")
    assert SOURCED[row.start : row.end].startswith("The ministry of transport said")
    assert STATED[row.other_start : row.other_end].startswith("The northern pillar")


@pytest.mark.parametrize(
    "instead",
    [
        "The northern pillar of the bridge had not cracked after the heavy floods of April.",
        "The northern pillar of the bridge may have cracked after the heavy floods of April.",
        "Police said the northern pillar of the bridge cracked after the heavy floods of April.",
        "Did the northern pillar of the bridge crack after the heavy floods of April?",
        "The northern pillar of our bridge cracked after the heavy floods of April.",
        "The northern pillar of the bridge cracked after the heavy floods of April. We all saw it on the day after the storm.",
        "The northern pillar of the bridge cracked after the heavy floods of April, per the Harbour Office.",
    ],
    ids=["denied", "hedged", "sourced", "asked", "told by a witness", "beside words of a witness", "per"],
)
def test_what_is_denied_hedged_or_sourced_loses_nothing(tmp_path: Path, instead: str) -> None:
    text = STATED.replace("The northern pillar of the bridge cracked after the heavy floods of April.", instead)
    study, documents = _study(tmp_path), _documents(SOURCED, text)
    assert retellings(documents, _tables(documents, tmp_path, study), study)["lost"].empty


def test_what_is_said_by_the_way_is_no_claim(tmp_path: Path) -> None:
    aside = (
        "The ministry of transport said the toll, which had risen after the heavy floods of April to nine coins, would stay."
    )
    told = "The toll had risen after the heavy floods of April to nine coins."
    one = SOURCED.replace(SOURCED.splitlines()[4], aside)
    other = STATED.replace("The northern pillar of the bridge cracked after the heavy floods of April.", told)
    study, documents = _study(tmp_path), _documents(one, other)
    assert retellings(documents, _tables(documents, tmp_path, study), study)["lost"].empty


def test_other_events_are_not_held_against_each_other(tmp_path: Path) -> None:
    study = _study(tmp_path)
    one, other = _documents(SOURCED, STATED)
    apart = [one, Document(**{**{s: getattr(other, s) for s in other.__slots__}, "columns": {"event": "else", "group": "b"}})]
    found = retellings(apart, _tables(apart, tmp_path, study), study)
    assert found["alignments"].empty
    assert found["lost"].empty


def test_off_unless_events_are_named_and_said_why(tmp_path: Path) -> None:
    study, documents = _study(tmp_path, events=""), _documents(SOURCED, STATED)
    assert retellings(documents, _tables(documents, tmp_path, study), study)["alignments"].empty
    assert "same event" in why_not(study)
    assert why_not(_study(tmp_path)) == ""


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    study, documents = _study(tmp_path, events="matter"), _documents(SOURCED, STATED)
    with pytest.raises(StudyError, match=r'events = "matter" names no column'):
        retellings(documents, _tables(documents, tmp_path, study), study)


def test_embeddings_that_are_not_installed_are_one_line() -> None:
    with pytest.raises(InputError, match=r"^[^\n]*not installed[^\n]*$"):
        vectors(["A passage."], "no-such-model")


class _Model:
    """Stands for a sentence-transformers model: a unit vector of which of three words a passage has, or one of its own."""

    words = ("pillar", "rain", "ministry")

    def __init__(self, name: str, *, local_files_only: bool) -> None:
        assert local_files_only, "nothing is downloaded"
        if name != "small-model":
            raise OSError(f"{name} is not a local folder\nand more")

    def encode(self, texts: list[str], *, normalize_embeddings: bool) -> list[list[float]]:
        assert normalize_embeddings
        other = np.eye(len(texts)) * [[not any(word in text for word in self.words)] for text in texts]
        counts = np.hstack([np.array([[float(word in text) for word in self.words] for text in texts]), other])
        rows: list[list[float]] = (counts / np.linalg.norm(counts, axis=1, keepdims=True)).tolist()
        return rows


@pytest.fixture
def _installed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sentence_transformers")
    module.__spec__ = ModuleSpec("sentence_transformers", loader=None)
    module.SentenceTransformer = _Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


@pytest.mark.usefixtures("_installed")
def test_embeddings_of_an_installed_model_align_passages(tmp_path: Path) -> None:
    study, documents = _study(tmp_path, embeddings="small-model"), _documents(SOURCED, STATED, UNRELATED)
    found = retellings(documents, _tables(documents, tmp_path, study), study)["alignments"]
    assert set(found["method"]) == {"small-model"}, "a folder's last name, so that a table is the same on every machine"
    texts = {d.id: d.text or "" for d in documents}
    rows = [(texts[r.document][r.start : r.end], texts[r.other][r.other_start : r.other_end]) for r in each(found)]
    assert ("pillar" in rows[0][0], "pillar" in rows[0][1]) == (True, True)
    table = vectors(["A pillar.", "The pillar stands.", "Rain: rain fell."], "small-model")
    assert cosines(table, [0], [0, 1, 2])[0].round(3).tolist() == [1.0, 1.0, 0.0]


@pytest.mark.usefixtures("_installed")
def test_a_model_that_is_not_there_is_one_line() -> None:
    with pytest.raises(
        InputError, match=r"^embeddings \"other\": no such model is installed \(other is not a local folder\)[^\n]*$"
    ):
        vectors(["A passage."], "other")


def test_passages_without_words_or_documents_align_to_nothing() -> None:
    columns = {"document": "str", "sentence": "int64", "start": "int64", "end": "int64", "words": "int64", "heading": "bool"}
    none = passages(pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()}), {})
    assert len(aligned(none, {}).first) == 0


def test_groups_are_averaged_over_events() -> None:
    table = pd.DataFrame({"document": ["a", "b"], "group": ["x", "y"], "outlet": ["", ""]})
    rows = [("e1", 0.4), ("e1", 0.2), ("e2", 0.9)]
    pairs = pd.DataFrame(
        [
            {"document": "b", "other": "a", "event": event}
            | {f"{name}_difference": value for name in ("hedges", "attributed", "tone")}
            for event, value in rows
        ]
    )
    study = Study(name="s", title="", folder=Path(), target="a")
    lost = pd.DataFrame({"document": ["b"], "other": ["a"]})
    found = retold({"documents": table, "alignments": pairs, "lost": lost}, study).set_index("measure").loc["tone"]
    assert (found["first"], found["second"], found["pairs"], found["events"]) == ("x", "y", 3, 2)
    assert found["difference"] == pytest.approx(-(0.3 + 0.9) / 2)
    assert str(found["low"]) == "nan"
    assert found["interval_method"] == "none: fewer than 5 events"
    assert (found["lost_by_first"], found["lost_by_second"]) == (1, 0)


def test_events_of_one_document_are_none() -> None:
    table = pd.DataFrame({"document": ["a", "b"], "event": ["1", "2"]})
    assert by_event(table, "event", "a") == {}
