"""Relations against the annotated sentences: what the files hold, and figures counted by hand on an invented miniature."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from framing.corpus.documents import Block, Document
from framing.measures.actors import ActorList
from framing.measures.spec import Annotator, Found
from framing.study import Actor, load_actors
from framing.text.batch import Batch
from framing.text.build import build
from framing.validate.annotations import ANNOTATIONS, Annotated, AnnotatedSet
from framing.validate.evidence import needed
from framing.validate.gold import Row
from framing.validate.relation_pairs import Relation, coded, found_relations, marks, pairs, read_alone, same_actors, shared
from framing.validate.sets import relations_annotated
from framing.validate.sets.relations_annotated import GOLD, STUDY, Half, evaluate, found_by, half_of, of_sentences, score

FOLDER = ANNOTATIONS / "relations"
CODED = ["settled.csv", "coder_c.csv", "coder_d.csv", "coder_e.csv", "coder_f.csv"]
COLUMNS = [
    "id", "predicate_start", "predicate_end", "agent_start", "agent_end", "patient_start", "patient_end", "recipient_start",
    "recipient_end", "agent_actor", "patient_actor", "negated", "hypothetical", "voice",
]  # fmt: skip

TEXTS = {
    "first": "Norway sent grain to Ghana. Ghana may not sign the deal.\n",
    "second": "Norway and Ghana met.\n\nThe harbour opened.\n",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(text: str) -> Document:
    return Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))


def write(path: Path, lines: Sequence[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def at(text: str, word: str) -> tuple[int, int]:
    """Give the place of the first such word."""
    return (text.index(word), text.index(word) + len(word))


def line(sentence: str, text: str, predicate: str, agent: str = "", patient: str = "", **more: str) -> dict[str, str]:
    """Code one relation by its words."""
    made = {**dict.fromkeys(COLUMNS, ""), "id": sentence, "negated": "0", "hypothetical": "0", "voice": "outlet", **more}
    for role, word in (("predicate", predicate), ("agent", agent), ("patient", patient)):
        if word:
            made[f"{role}_start"], made[f"{role}_end"] = map(str, at(text, word))
    return made


@pytest.fixture
def miniature(tmp_path: Path) -> Annotated:
    """Four coded sentences of two texts, and a folder of texts beside the folder of gold sets."""
    labels, corpus = tmp_path / "labels", tmp_path / "corpus" / "reference"
    for folder in (labels, corpus, tmp_path / "gold"):
        folder.mkdir(parents=True)
    digests = {}
    for name, text in TEXTS.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
        digests[name] = hashlib.sha256(text.encode()).hexdigest()
    first, second = TEXTS.values()
    places = [
        ("s0", "tuning", "reference", "first", *at(first, "Norway sent grain to Ghana.")),
        ("s1", "held", "reference", "first", *at(first, "Ghana may not sign the deal.")),
        ("s2", "tuning", "coverage/a", "second", *at(second, "Norway and Ghana met.")),
        ("s3", "tuning", "coverage/a", "second", *at(second, "The harbour opened.")),
    ]
    names = ("id", "half", "stratum", "document", "text_sha256", "start", "end")
    sample = [
        (name, half, stratum, document, digests[document], *map(str, ends)) for name, half, stratum, document, *ends in places
    ]
    write(labels / "sample.csv", [dict(zip(names, each, strict=True)) for each in sample])
    sign = {"negated": "1", "hypothetical": "1"}
    settled = [
        line("s0", first, "sent", "Norway", "grain", agent_actor="Norway", patient_actor="other"),
        line("s1", first, "sign", "Ghana", "deal", agent_actor="Ghana", patient_actor="other", **sign),
        line("s2", second, "met", "Norway", agent_actor="Norway"),
        line("s2", second, "met", "Ghana", agent_actor="Ghana"),
    ]
    for name in CODED:
        write(labels / name, settled if name != "coder_d.csv" else settled[:3])
    gold = AnnotatedSet(
        **{field: getattr(GOLD, field) for field in GOLD.__dataclass_fields__ if field != "labels"}, labels=labels
    )
    return Annotated(gold, labels / "settled.csv", folder=tmp_path / "gold")


class Spotted:
    """Stands in for an instrument of relations: reports what it is told to, by the words of each document's text."""

    instrument = "spotted"
    needs: tuple[str, ...] = ("mention",)

    def __init__(self, told: Sequence[tuple[str, str, str, str, str]]) -> None:
        self.told = told

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give a row for each predicate, agent and patient that a text holds."""
        del found
        texts = [document.text or "" for document in batch.documents]
        made = [(number, each) for number, text in enumerate(texts) for each in self.told if each[0] in text]

        def places(role: int, side: int) -> NDArray[np.int32]:
            return np.array([at(texts[number], each[role])[side] if each[role] else -1 for number, each in made], np.int32)

        none = np.zeros(len(made), np.int32)
        columns: dict[str, NDArray[np.int32] | Sequence[str]] = {
            "agent": [each[3] for _, each in made],
            "patient": [each[4] for _, each in made],
            "negated": none,
            "hypothetical": none,
            "recipient": [""] * len(made),
            "voice": ["outlet"] * len(made),
        }
        columns |= {f"{role}_as": [""] * len(made) for role in ("agent", "patient", "recipient")}
        for place, role in ((1, "agent"), (2, "patient")):
            columns |= {f"{role}_start": places(place, 0), f"{role}_end": places(place, 1)}
        columns |= dict.fromkeys(("recipient_start", "recipient_end"), none - 1)
        first = [np.flatnonzero(batch.sentences.document == number)[0] for number, _ in made]
        return [
            Found(
                layer="relation", instrument=self.instrument, sentence=np.array(first, np.int32), start=places(0, 0),
                end=places(0, 1), label=none, labels=("",), value=none + 1, entry=none, entries=("",), columns=columns,
            )
        ]  # fmt: skip


def spotting(monkeypatch: pytest.MonkeyPatch, *told: tuple[str, str, str, str, str]) -> None:
    finders: list[Annotator] = [
        ActorList((Actor(name="Norway", aliases=("Norway",)), Actor(name="Ghana", aliases=("Ghana",)))),
        Spotted(told),
    ]
    monkeypatch.setattr(relations_annotated, "_finders", lambda: needed(finders, ["relation"]))


def figures(found: Sequence[Row], half: str) -> dict[str, float]:
    return {row.metric: row.value for row in found if row.split.startswith(half)}


def test_figures_are_those_counted_by_hand(miniature: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    spotting(
        monkeypatch,
        ("sent", "Norway", "grain", "Norway", "other"),
        ("met", "Ghana", "", "Norway", ""),  # the right word, the wrong actor
        ("opened", "harbour", "", "other", ""),  # no such pair is coded
        ("sign", "Ghana", "deal", "Ghana", "other"),
    )
    found = list(evaluate(miniature))
    assert {row.instrument for row in found} == {"spotted"}
    tuning, held = figures(found, "development"), figures(found, "held-out")
    assert tuning["precision of (predicate, agent)"] == pytest.approx(2 / 3)
    assert tuning["recall of (predicate, agent)"] == pytest.approx(2 / 3)
    assert tuning["F1 of (predicate, patient)"] == 1
    assert tuning["recall of (predicate, agent), the article"] == 1
    assert tuning["recall of (predicate, agent), coverage"] == pytest.approx(1 / 2)
    assert tuning["share of right agents that stand for the same actor"] == pytest.approx(1 / 2)
    # Coded: Norway sent, Norway met, Ghana met; found: Norway sent, and Norway where Ghana met.
    assert tuning["precision of (predicate, actor as agent), same actor"] == pytest.approx(1 / 2)
    assert tuning["recall of (predicate, actor as agent), same actor"] == pytest.approx(1 / 3)
    assert np.isnan(tuning["F1 of (predicate, actor as patient), same actor"])
    assert tuning["share of right predicates alike in negated"] == 1
    assert np.isnan(tuning["F1 of negated among right predicates"])
    # "sign" is coded negated and hypothetical, and the instrument says neither.
    assert held["F1 of (predicate, agent)"] == 1
    assert held["share of right predicates alike in hypothetical"] == 0
    assert held["F1 of negated among right predicates"] == 0


def test_one_coder_is_held_against_the_other(miniature: Annotated) -> None:
    found = list(evaluate(replace(miniature, path=miniature.path.with_name("coder_c.csv"))))
    assert {(row.instrument, row.layer) for row in found} == {("one coder by the other", "")}
    assert figures(found, "coders, tuning")["precision of (predicate, agent)"] == pytest.approx(2 / 3)
    assert figures(found, "coders, tuning")["recall of (predicate, agent)"] == 1


def test_sentences_are_resampled_and_it_says_so(miniature: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    spotting(monkeypatch, ("sent", "Norway", "grain", "Norway", "other"))
    row = next(row for row in evaluate(miniature) if row.split.startswith("development"))
    assert (row.note, row.documents, row.n, row.unit) == ("3 sentences resampled", 2, 3, "coded pairs")


def test_without_the_texts_there_are_no_figures(miniature: Annotated, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "reference" / "first.txt").write_text("Another text.\n", encoding="utf-8")
    assert list(evaluate(miniature)) == []
    assert GOLD.files(tmp_path / "elsewhere" / "gold") == []


def test_what_finds_nothing_anywhere_is_not_judged(miniature: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    spotting(monkeypatch)
    assert list(evaluate(miniature)) == []


def test_the_instrument_of_the_registry_finds_who_does_what() -> None:
    text = "Russia attacked Ukraine."
    found = found_by([document(text)])
    lines = next(iter(found.values()))
    assert [line.predicate for each in lines.values() for line in each] == [at(text, "attacked")]
    assert {(line.agent_actor, line.patient_actor) for each in lines.values() for line in each} == {("Russia", "Ukraine")}


def test_relations_outside_the_sentences_do_not_count() -> None:
    half = Half("", ({"id": "s", "text_sha256": "x", "start": "10", "end": "20", "stratum": "reference", "document": "d"},))
    lines = [Relation((start, start + 2), None, (12, 13)) for start in (9, 10, 19, 20)]
    assert [line.predicate[0] for line in of_sentences({"x": lines}, half)["s"]] == [10, 19]


def test_pairs_are_matched_one_to_one_by_overlap() -> None:
    ours = [((5, 9), (0, 3)), ((5, 9), (2, 4)), ((20, 22), (0, 3))]
    gold = [((6, 9), (0, 4)), ((20, 22), (30, 33))]
    assert len(shared(ours, gold)) == 1
    assert shared(ours, []) == [] == shared([], gold)


def test_a_group_is_one_pair_with_several_actors() -> None:
    both = [Relation((10, 13), (0, 7), None, name) for name in ("Norway", "Ghana")]
    assert pairs(both, "agent") == {((10, 13), (0, 7)): frozenset({"Norway", "Ghana"})}
    assert same_actors(both, both, "agent") == (1, 1)
    assert same_actors(both[:1], both, "agent") == (0, 1)


def test_marks_are_counted_of_predicates_that_both_have() -> None:
    ours = [Relation((0, 2), None, None, negated=True), Relation((5, 7), None, None), Relation((9, 10), None, None)]
    gold = [Relation((0, 2), None, None, negated=True), Relation((5, 7), None, None, negated=True)]
    assert marks(ours, gold, "negated") == (1, 2, 1, 1, 2)
    assert marks([], gold, "negated") == (0, 0, 0, 0, 0)


def test_rows_of_the_table_become_relations() -> None:
    text = "Norway met Ghana."
    batch = build([document(text)])
    (found,) = Spotted([("met", "Norway", "", "Norway", "")])(batch, [])
    assert found_relations(found) == [Relation((7, 10), (0, 6), None, "Norway")]
    (none,) = Spotted([])(batch, [])
    assert found_relations(none) == []


@pytest.mark.parametrize("name", CODED)
def test_labels_and_places_alone_are_shipped(name: str) -> None:
    sample = {row["id"]: row for row in rows(FOLDER / "sample.csv")}
    for row in rows(FOLDER / name):
        own = sample[row["id"]]
        assert list(row) == COLUMNS
        for role in ("predicate", "agent", "patient", "recipient"):
            if row[f"{role}_start"]:
                assert int(own["start"]) <= int(row[f"{role}_start"]) < int(row[f"{role}_end"]) <= int(own["end"])
            assert bool(row[f"{role}_start"]) == bool(row[f"{role}_end"]), role
        assert row["voice"] in {"outlet", "attributed"}
        assert {row["negated"], row["hypothetical"]} <= {"0", "1"}
        assert all(bool(row[f"{role}_start"]) == bool(row[f"{role}_actor"]) for role in ("agent", "patient")), row


def test_settled_lines_are_there_once_and_name_an_actor() -> None:
    settled = rows(FOLDER / "settled.csv")
    assert len({tuple(row.values()) for row in settled}) == len(settled)
    named = [row for row in settled if {row["agent_actor"], row["patient_actor"]} - {"", "other"} or row["recipient_start"]]
    assert len(named) == len(settled)


def test_whoever_acts_is_an_actor_of_the_study() -> None:
    known = {actor.name for actor in load_actors(STUDY).actors} | {"other", ""}
    assert {row[f"{role}_actor"] for row in rows(FOLDER / "settled.csv") for role in ("agent", "patient")} <= known


@pytest.mark.parametrize("coders", [("coder_c.csv", "coder_d.csv"), ("coder_e.csv", "coder_f.csv")])
def test_settled_departs_from_both_coders_in_few_lines(coders: tuple[str, str]) -> None:
    one, other = ({tuple(row.values()) for row in rows(FOLDER / name)} for name in coders)
    coded_by_them = {row["id"][0] for name in coders for row in rows(FOLDER / name)}
    settled = {tuple(row.values()) for row in rows(FOLDER / "settled.csv") if row["id"][0] in coded_by_them}
    assert len(settled - one - other) + len(one & other - settled) < len(settled) / 25


@pytest.mark.parametrize(("part", "size"), [("tuning", 200), ("opened", 200), ("held", 300)])
def test_the_parts_have_as_many_sentences_as_were_drawn(part: str, size: int) -> None:
    assert len(half_of(FOLDER, "", part).sentences) == size


def test_sentences_held_out_are_of_other_coverage_than_those_that_were_read() -> None:
    read = half_of(FOLDER, "", "tuning", "opened").of_stratum("coverage").sentences
    held = half_of(FOLDER, "", "held").of_stratum("coverage").sentences
    assert not {each["text_sha256"] for each in read} & {each["text_sha256"] for each in held}
    places = [
        (each["text_sha256"], each["start"])
        for part in ("tuning", "opened", "held")
        for each in half_of(FOLDER, "", part).sentences
    ]
    assert len(set(places)) == len(places)


def test_members_of_a_group_named_before_the_sentence_were_left_open() -> None:
    line = Relation((30, 36), (20, 27), (40, 46), "Norway", "other", grouped=frozenset({"agent"}))
    assert read_alone(line, {"Norway", "Ghana"}) == line
    assert read_alone(line, {"Ghana"}) is None
    other = replace(line, patient_actor="Ghana")
    assert read_alone(other, {"Ghana"}) == replace(other, agent_actor="other")
    addressed = replace(line, recipient=(50, 55), recipient_actor="Ghana")
    assert read_alone(addressed, {"Ghana"}) == replace(addressed, agent_actor="other")


def test_the_settled_coding_by_itself_is_perfect() -> None:
    gold = coded(rows(FOLDER / "settled.csv"))
    found = list(
        score(Annotated(GOLD, FOLDER / "settled.csv"), "itself", half_of(FOLDER, "all", "tuning", "opened", "held"), gold, gold)
    )
    assert {row.value for row in found} == {1.0}


@pytest.mark.parametrize("name", sorted(GOLD.known))
def test_the_files_are_those_that_are_known(name: str) -> None:
    assert Annotated(GOLD, FOLDER / name).known_as == name
