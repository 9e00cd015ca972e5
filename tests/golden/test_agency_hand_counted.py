"""Agency, passives, responsibility and power, counted by hand on an invented article whose relations are given by hand.

The relations are not read by a parser, so that a better parser changes nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Block, Document
from framing.errors import InputError, StudyError
from framing.lexicons.ratings import Ratings, own_power
from framing.measures import agency, power
from framing.measures.actors import ActorList
from framing.measures.agency import Agency
from framing.measures.power import Rated
from framing.measures.registry import annotate, annotators
from framing.measures.relations import PARTS, ROLES
from framing.measures.spec import NONE, Found, Link
from framing.measures.tabulate import add_up, from_batch
from framing.measures.verb_classes import classed
from framing.study import Actor, Instruments, Study, load_study
from framing.text.batch import Batch
from framing.text.build import build

ACTORS = (Actor(name="Norland", adjectives=("Norlandic",)), Actor(name="Sudria", adjectives=("Sudrian",)))
NAMES = tuple(actor.name for actor in ACTORS)


@dataclass(frozen=True)
class Told:
    """A relation by hand: sentence, form, lemma, agent, patient, recipient, and how it is told."""

    sentence: int
    form: str
    lemma: str
    agent: str = ""
    patient: str = ""
    recipient: str = ""
    passive: bool = False
    unreal: bool = False
    nominal: bool = False


def batch_of(*sentences: str) -> Batch:
    text = " ".join(sentences)
    return build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])


def ints(values: list[int]) -> np.ndarray:
    return np.array(values, np.int32)


def layers(batch: Batch, told: list[Told], instrument: str = "relations-english") -> list[Found]:
    """Give the layers `relation` and `participant` that the relations make; who is named elsewhere takes no part."""
    text, starts = batch.normal[0], batch.sentences.start.tolist()
    start = [text.index(each.form, starts[each.sentence]) for each in told]
    end = [at + len(each.form) for at, each in zip(start, told, strict=True)]
    lemmas = tuple(dict.fromkeys(each.lemma for each in told))
    sentence, entry = ints([each.sentence for each in told]), ints([lemmas.index(each.lemma) for each in told])
    columns: dict[str, np.ndarray | list[str]] = {
        "agent": [each.agent for each in told],
        "passive": ints([each.passive for each in told]),
        "negated": ints([each.unreal for each in told]),
        "hypothetical": ints([0] * len(told)),
        "construction": ["nominal" if each.nominal else "clause" for each in told],
    }
    zero = np.zeros(len(told), np.int32)
    relation = Found(
        "relation", instrument, sentence, ints(start), ints(end), zero, ("",), zero + 1, entry, lemmas, columns=columns
    )
    parts: dict[tuple[int, int, int, str], list[int]] = {}
    for number, each in enumerate(told):
        for role in ROLES:
            if (name := getattr(each, role)) in NAMES:
                label = PARTS.index(f"{role} unrealised" if each.unreal else role)
                parts.setdefault((each.sentence, start[number], label, name), []).append(number)
    taking = {(place, name) for place, _, _, name in parts}
    mention = ActorList(ACTORS)(batch, [])[0]
    actor = mention.actor if mention.actor is not None else ints([])
    for place, at, who, kind in zip(mention.sentence, mention.start, actor, mention.label, strict=True):
        if (int(place), NAMES[who]) not in taking and mention.labels[kind] != "adjective":
            parts[int(place), int(at), PARTS.index("neither"), NAMES[who]] = []
    keys = sorted(parts)
    source = ints([at for at, key in enumerate(keys) for _ in parts[key]])
    target = ints([number for key in keys for number in parts[key]])
    participant = Found(
        "participant",
        instrument,
        ints([key[0] for key in keys]),
        ints([key[1] for key in keys]),
        ints([key[1] + 1 for key in keys]),
        ints([key[2] for key in keys]),
        PARTS,
        ints([1] * len(keys)),
        ints([int(entry[parts[key][0]]) if parts[key] else NONE for key in keys]),
        lemmas,
        ints([NAMES.index(key[3]) for key in keys]),
        NAMES,
        (Link(source, target, "relation", "participant → relation"),),
    )
    return [mention, classed(batch, relation), participant]


Counted = dict[tuple[str, str], tuple[int, int]]
"""Numerator and denominator of each (measure, actor)."""

STUDY = Study.model_construct(actors=ACTORS, instruments=Instruments(agency="own.csv"))


def values(batch: Batch, found: list[Found]) -> Counted:
    """Give numerator and denominator of each (measure, actor) over the whole text."""
    every = [*agency.measures(STUDY), *power.measures(STUDY)]
    instruments = {each.layer: (each.instrument,) for each in found}
    cell = np.zeros(len(batch.sentences), np.int64)
    return {
        (measure.name, actor): (int(above[0]), int(below[0]))
        for measure, _, actor, above, below in add_up(from_batch(batch, found, NAMES), cell, 1, every, instruments)
    }


def measured(batch: Batch, told: list[Told]) -> Counted:
    found = layers(batch, told)
    found += Agency()(batch, found)
    return values(batch, found + Rated(own_power())(batch, found))


ARTICLE = (
    "Norland attacked Sudria in spring.",
    "Sudria was bombed.",
    "Sudria was sanctioned by Norland and begged Norland for peace.",
    "Norland will not invade Sudria.",
    "The talks failed because of Norland, said a Sudrian paper.",
    "Norland's aggression provoked Sudria.",
    "A treaty with Sudria was signed.",
    "Sudria is a kingdom.",
)
TOLD = [
    Told(0, "attacked", "attack", "Norland", "Sudria"),
    Told(1, "bombed", "bomb", "", "Sudria", passive=True),
    Told(2, "sanctioned", "sanction", "Norland", "Sudria", passive=True),
    Told(2, "begged", "beg", "Sudria", "Norland"),
    Told(3, "invade", "invade", "Norland", "Sudria", unreal=True),
    Told(5, "aggression", "aggression", "Norland", nominal=True),
    Told(5, "provoked", "provoke", "Norland", "Sudria"),
    Told(6, "signed", "sign", "", "other", "Sudria", passive=True),
]


@pytest.fixture(scope="module")
def counted() -> Counted:
    return measured(batch_of(*ARTICLE), TOLD)


def test_share_of_agent(counted: Counted) -> None:
    # Norland: attacked, sanctioned, aggression, provoked; begged of. "Will not invade" is no fact.
    assert counted["agency", "Norland"] == (4, 5)
    # Sudria begged; it was attacked, bombed, sanctioned and provoked. As recipient of the treaty it counts in neither.
    assert counted["agency", "Sudria"] == (1, 5)


def test_share_of_agent_in_deeds_leaves_sayings_aside() -> None:
    batch = batch_of("Norland said that Sudria lied.", "Sudria attacked Norland.", "Sudria watched Norland.")
    told = [
        Told(0, "said", "say", "Norland"),
        Told(1, "attacked", "attack", "Sudria", "Norland"),
        Told(2, "watched", "watch", "Sudria", "Norland"),
    ]
    counts = measured(batch, told)
    assert counts["agency", "Norland"] == (1, 3)
    assert counts["agency_deeds", "Norland"] == (0, 1)
    assert counts["agency_deeds", "Sudria"] == (1, 1)


def test_parts_a_mention(counted: Counted) -> None:
    # Norland is named six times: twice in the third sentence.
    assert counted["agents", "Norland"] == (4, 6)
    assert counted["patients", "Norland"] == (1, 6)
    # Sudria eight times, "Sudrian" too.
    assert counted["patients", "Sudria"] == (4, 8)


def test_named_without_a_part(counted: Counted) -> None:
    # Norland in the fifth sentence, of seven rows: five parts, one not real, one without.
    assert counted["neither_share", "Norland"] == (1, 7)
    # Sudria in the eighth; five parts, one as recipient, one not real. "Sudrian" alone is nobody.
    assert counted["neither_share", "Sudria"] == (1, 8)


def test_hidden_agents(counted: Counted) -> None:
    assert counted["hidden_agent_share", "Sudria"] == (1, 2)
    assert counted["hidden_agent_share", "Norland"][1] == 0
    # Bombed and signed hide who did it; sanctioned does not.
    assert counted["hidden_agents", ""] == (2, 3)


def test_responsibility(counted: Counted) -> None:
    # Provoked, and "because of Norland", of five parts and that reason.
    assert counted["responsibility", "Norland"] == (2, 6)
    assert counted["responsibility", "Sudria"] == (0, 5)


def test_power(counted: Counted) -> None:
    # Attack, sanction, aggression, provoke as agent; begged of, too, has power: 5 of 5.
    assert counted["power", "Norland"] == (5, 5)
    # Attacked, bombed, sanctioned, provoked −1 each, begged −1, recipient of "sign" 0: −5 of 6.
    assert counted["power", "Sudria"] == (-5, 6)


# --- reasons -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("Prices rose because of Norland.", ["Norland"]),
        ("Prices rose because of the attack by Norland.", ["Norland"]),
        ("Prices rose due to Norlandic raids on Sudria.", ["Norland"]),
        ("Prices rose because of threats to Norland.", []),
        ("Prices rose because of rain, and Norland fell.", []),
        ("Prices rose, but not because of Norland.", []),
        ("Prices rose because of a long and bitter winter in Norland.", []),
        ("Prices rose because of", []),
        ("The envoy is due to meet Norland in May.", []),
        ("Because of rain prices rose. Norland fell.", []),
        ("Thanks to Norland and owing to Sudria prices rose.", ["Norland", "Sudria"]),
    ],
)
def test_reasons(sentence: str, reasons: list[str]) -> None:
    batch = batch_of(sentence)
    found = Agency()(batch, layers(batch, []))
    said = next(each for each in found if each.layer == "responsibility")
    assert said.actor is not None
    assert [NAMES[who] for who in said.actor] == reasons
    assert all(said.labels[label] == "reason" for label in said.label)


def test_a_reason_belongs_to_the_instrument_that_read_its_document() -> None:
    texts = ("Prices rose because of Norland.", "Prices fell because of Norland.")
    batch = build([Document(id=text, text=text, blocks=(Block(0, len(text), 0, False),)) for text in texts])
    mention, relation, participant = layers(batch_of(texts[0]), [])
    mention = ActorList(ACTORS)(batch, [])[0]
    pieces = [mention]
    for at, name in enumerate(("relations-english", "relations-patterns")):
        moved = replace(participant, instrument=name, sentence=participant.sentence + np.int32(at))
        pieces += [replace(relation, instrument=name), moved]
    made = [each for each in Agency()(batch, pieces) if each.layer == "responsibility"]
    assert [(each.instrument, each.sentence.tolist()) for each in made] == [
        ("relations-english", [0]),
        ("relations-patterns", [1]),
    ]


# --- passives and power, one by one -----------------------------------------------------------------------------------------


def test_one_passive_with_two_patients_counts_for_each_and_with_two_agents_once() -> None:
    batch = batch_of("Norland and Sudria were attacked.", "Sudria was seen by Norland and others.")
    told = [
        Told(0, "attacked", "attack", "", "Norland", passive=True),
        Told(0, "attacked", "attack", "", "Sudria", passive=True),
        Told(1, "seen", "see", "Norland", "Sudria", passive=True),
        Told(1, "seen", "see", "other", "Sudria", passive=True),
    ]
    found = next(each for each in Agency()(batch, layers(batch, told)) if each.layer == "passive")
    assert found.actor is not None
    assert [(NAMES[who], found.labels[label]) for who, label in zip(found.actor, found.label, strict=True)] == [
        ("Norland", "agent hidden"),
        ("Sudria", "agent hidden"),
        ("Sudria", "agent named"),
    ]


def test_a_passive_that_is_not_told_as_a_fact_is_none() -> None:
    batch = batch_of("Sudria was not attacked.")
    told = [Told(0, "attacked", "attack", "", "Sudria", passive=True, unreal=True)]
    assert [len(each.sentence) for each in Agency()(batch, layers(batch, told))] == [0, 0, 0]


def test_a_recipient_counts_like_a_patient_in_power() -> None:
    batch = batch_of("Norland supplied guns to Sudria.")
    counts = measured(batch, [Told(0, "supplied", "supply", "Norland", "other", "Sudria")])
    assert counts["power", "Norland"] == (1, 1)
    assert counts["power", "Sudria"] == (-1, 1)


def test_an_unrated_predicate_is_in_no_denominator() -> None:
    batch = batch_of("Norland blorbed Sudria.")
    counts = measured(batch, [Told(0, "blorbed", "blorb", "Norland", "Sudria")])
    assert counts["power", "Norland"][1] == 0
    assert counts["agency", "Norland"] == (1, 1)


def test_a_users_ratings_are_an_instrument_of_their_own() -> None:
    batch = batch_of("Norland blorbed Sudria.")
    found = layers(batch, [Told(0, "blorbed", "blorb", "Norland", "Sudria")])
    rated = Rated(Ratings("own.csv (12345678)", {"blorb": 0.25}, {}))(batch, found)
    assert [each.instrument for each in rated] == ["relations-english, own.csv (12345678)"]
    assert rated[0].value.tolist() == [2500, -2500]


def test_agency_of_verbs_is_counted_for_agents_alone() -> None:
    batch = batch_of("Norland blorbed Sudria.")
    found = layers(batch, [Told(0, "blorbed", "blorb", "Norland", "Sudria")])
    rated = Rated(Ratings("own.csv", {"blorb": -1.0}, {}), "verb_agency")(batch, found)
    counts = values(batch, found + rated)
    assert counts["verb_agency", "Norland"] == (-1, 1)
    assert counts["verb_agency", "Sudria"][1] == 0


def test_nothing_gives_nothing() -> None:
    batch = build([])
    found = layers(batch_of(""), [])
    empty = [ActorList(ACTORS)(batch, [])[0], *found[1:]]
    made = [*Agency()(batch, empty), *Rated(own_power())(batch, empty)]
    assert [(each.layer, len(each.sentence)) for each in made] == [
        ("deed", 0),
        ("passive", 0),
        ("responsibility", 0),
        ("power", 0),
    ]


# --- from text to measure, by the shipped parser ---------------------------------------------------------------------------


def test_the_methods_worked_count_by_the_shipped_parser() -> None:
    study = Study(name="x", title="x", folder=Path(), target="t", actors=ACTORS)
    batch = batch_of(
        "Norland attacked Sudria in spring.",
        "Sudria was bombed for a week.",
        "Sudria begged Norland for peace.",
        "Norland said that it would not invade Sudria.",
        "The talks failed because of Norland.",
        "Norland provoked Sudria.",
    )
    found = [each for each in annotate(batch, annotators(study)) if each.instrument != "relations-patterns"]
    counts = values(batch, found)
    assert counts["agency", "Norland"] == (3, 4)
    assert counts["agency", "Sudria"] == (1, 4)
    assert counts["agency_deeds", "Norland"] == (2, 3)
    assert counts["agents", "Norland"] == (3, 5)
    assert counts["neither_share", "Norland"] == (1, 5)
    assert counts["hidden_agent_share", "Sudria"] == (1, 1)
    assert counts["responsibility", "Norland"] == (2, 5)
    assert counts["power", "Norland"] == (3, 4)
    assert counts["power", "Sudria"] == (-4, 4)


def test_a_study_names_a_file_of_ratings(tmp_path: Path) -> None:
    (tmp_path / "sap.csv").write_text("verb,agency,power\nattack,agency_pos,power_theme\n", encoding="utf-8")
    named = Instruments(power="sap.csv", agency="sap.csv")
    study = Study(name="x", title="x", folder=tmp_path, target="t", actors=ACTORS, instruments=named)
    batch = batch_of("Norland attacked Sudria.")
    found = annotate(batch, [each for each in annotators(study) if each.instrument != "relations-patterns"])
    counts = values(batch, [each for each in found if not each.instrument.startswith("relations-patterns")])
    assert counts["power", "Norland"] == (-1, 1)
    assert counts["power", "Sudria"] == (1, 1)
    assert counts["verb_agency", "Norland"] == (1, 1)
    assert {each.instrument[:26] for each in found if each.layer == "power"} >= {"relations-english, sap.csv"}


def test_a_file_of_ratings_that_is_not_there_is_said(tmp_path: Path) -> None:
    named = Instruments(power="none.csv")
    study = Study(name="x", title="x", folder=tmp_path, target="t", actors=ACTORS, instruments=named)
    with pytest.raises(InputError, match=r"none\.csv: is not there"):
        annotators(study)


def test_a_path_out_of_the_studys_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(
        '[study]\nname = "x"\ntitle = "x"\ntarget = "t"\n[instruments]\npower = "../sap.csv"\n', encoding="utf-8"
    )
    with pytest.raises(StudyError, match=r'"\.\./sap\.csv" leads out of the study'):
        load_study(tmp_path)


def test_without_actors_nothing_is_measured() -> None:
    assert (agency.measures(None), agency.annotators(None), power.measures(None), power.annotators(None)) == ([], [], [], [])
