"""Hedges, boosters and conditionals are told from their homographs, sentence by invented sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.corpus.documents import Block, Document, Section
from framing.errors import InputError
from framing.lexicons import Lexicon
from framing.measures.cue_model import load_model
from framing.measures.hedging import INSTRUMENT, KINDS, TRAINED, Stance, annotators, measures
from framing.measures.rules import Rules
from framing.study import Instruments, Study
from framing.text.batch import Batch
from framing.text.build import build


def batch(*texts: str) -> Batch:
    return build([_document(str(number), text) for number, text in enumerate(texts)])


def _document(name: str, text: str) -> Document:
    section = Section("01", "lead", 0, "", 0, len(text))
    return Document(id=name, text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))


def stance(text: str, hedges: str = TRAINED) -> list[tuple[str, str, str]]:
    """Give (layer, label, surface) of everything found in a text."""
    built = batch(text)
    return [
        (found.layer, found.labels[label], text[start:end])
        for found in Stance(hedges)(built, [])
        for start, end, label in zip(found.start, found.end, found.label, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact may fail.", ("hedge", "epistemic", "may")),
        ("The pact might fail.", ("hedge", "epistemic", "might")),
        ("Seoul could respond.", ("hedge", "epistemic", "could")),
        ("It appears to be over.", ("hedge", "epistemic", "It appears")),
        ("Envoys consider the pact to be dead.", ("hedge", "doxastic", "consider")),
        ("They are believed to help.", ("hedge", "doxastic", "believed")),
        ("It is unclear whether it holds.", ("hedge", "investigation", "unclear whether")),
        ("She asked the minister if it holds.", ("hedge", "investigation", "if")),
        ("It was reportedly sold.", ("hedge", "evidential", "reportedly")),
        ("It is said to be new.", ("hedge", "evidential", "is said to")),
        ("Reports from mid-2024 suggest that it moved.", ("hedge", "evidential", "suggest")),
        ("This suggests that it moved.", ("hedge", "epistemic", "suggests")),
        ("It cost about 40 roubles.", ("hedge", "approximator", "about")),
        ("Some 300 troops left.", ("hedge", "approximator", "Some")),
        ("Nearly one in five left.", ("hedge", "approximator", "Nearly")),
        ("Twenty or so left.", ("hedge", "approximator", "or so")),
        ("There is no doubt that it works.", ("booster", "certainty", "There is no doubt")),
        ("It is extremely rare.", ("booster", "emphatic", "extremely")),
        ("If either side is attacked, both fight.", ("conditional", "if", "If")),
        ("It holds as long as both want it.", ("conditional", "proviso", "as long as")),
        ("Should Seoul attack, both fight.", ("conditional", "inverted", "Should")),
        ("Were the army to leave, it would end.", ("conditional", "inverted", "Were")),
        ("They fight in the event of war.", ("conditional", "contingency", "in the event of")),
    ],
)
def test_what_counts_by_the_rules(text: str, expected: tuple[str, str, str]) -> None:
    assert expected[2] in text
    assert expected in stance(text, INSTRUMENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact may fail.", [("epistemic", "may")]),
        ("It appears to be over.", [("epistemic", "appears")]),
        ("Seoul could respond.", [("epistemic", "could")]),
        ("They are believed to help.", [("doxastic", "believed")]),
        ("Critics have long viewed the pact as a threat.", [("doxastic", "viewed")]),
        ("The pact is seen by some as a threat.", [("doxastic", "seen")]),
        ("It is widely considered a failure.", [("doxastic", "considered")]),
        ("It is unclear whether it holds.", [("epistemic", "unclear"), ("investigation", "whether")]),
        ("Reports from mid-2024 suggest that it moved.", [("evidential", "suggest")]),
        ("This suggests that it moved.", [("epistemic", "suggests")]),
        ("Some 300 troops left around noon.", [("approximator", "Some"), ("approximator", "around")]),
        ("The think tank said it thinks the plan may fail.", [("doxastic", "thinks"), ("epistemic", "may")]),
    ],
)
def test_what_the_classifier_keeps(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(label, surface) for layer, label, surface in stance(text) if layer == "hedge"] == expected


@pytest.mark.parametrize("hedges", [INSTRUMENT, TRAINED])
@pytest.mark.parametrize(
    "text",
    [
        "Talks resumed in May 2024.",
        "They met in May.",
        "Theresa May left.",
        "The might of the army grew.",
        "Their military might grew.",
        "They talked about trade.",
        "They talked about one thing.",
        "More than 40 left.",
        "Some troops left.",
        "They could not reach the shore.",
        "He appeared in court.",
        "They came as soon as possible.",
        "They made it possible to leave.",
        "It lasted as long as two years.",
        "Should the army go?",
        "You should go.",
        "He believes in peace.",
        "The think tank closed.",
        "The plan was considered but dropped.",
        "He saw it as well.",
        "They walked around the harbour.",
        "Washington has long viewed Ruritania as a rogue state.",
        "Moscow sees the pact as a shield, and Oslo considers it a threat.",
    ],
)
def test_what_does_not_count(text: str, hedges: str) -> None:
    assert stance(text, hedges) == []


@pytest.mark.parametrize("hedges", [INSTRUMENT, TRAINED])
@pytest.mark.parametrize("text", ["There is no doubt that it works.", "It cannot possibly work."])
def test_a_cue_that_is_negated_is_a_booster(text: str, hedges: str) -> None:
    assert [layer for layer, _, _ in stance(text, hedges)] == ["booster"]


def test_a_study_may_choose_the_rules_alone() -> None:
    chosen = Instruments(hedging="hedges-rules")
    study = Study(name="a", title="", folder=Path(), target="", instruments=chosen)
    assert [each.instrument for each in annotators(study)] == [INSTRUMENT]
    assert [each.instrument for each in annotators(None)] == [TRAINED]


def test_weights_without_a_fold_are_others() -> None:
    every, part = load_model(TRAINED), load_model(TRAINED, 0)
    assert every.weights != part.weights
    assert set(every.cues.groups) >= {group for template, group, _, _ in part.weights if template == "word+1" and group}


def test_conditionals_are_no_hedges() -> None:
    found = stance("If either party faces an attack, the other helps.")
    assert [layer for layer, _, _ in found] == ["conditional"]


def test_one_cue_of_several_words_counts_once() -> None:
    assert stance("It may or may not hold.") == [("hedge", "epistemic", "may or may not")]


def test_typography_does_not_matter() -> None:
    straight, curly = "It isn't clear whether they'd go, perhaps.", "It isn’t clear whether they’d go, perhaps."
    assert [row[:2] for row in stance(straight)] == [row[:2] for row in stance(curly)] != []


def test_title_case_keeps_its_modals() -> None:
    assert ("hedge", "epistemic", "May") in stance("North Korea May Test A Missile")


def test_offsets_are_of_the_canonical_text_and_sorted() -> None:
    built = batch("“Perhaps” it may.", "It could, possibly, in 2024.")
    hedges = Stance()(built, [])[0]
    rows = zip(hedges.sentence, hedges.start, hedges.end, hedges.entry, strict=True)
    pairs = [(built.surface(s, a, e).lower(), hedges.entries[entry]) for s, a, e, entry in rows]
    assert pairs == [("perhaps", "perhaps"), ("may", "may"), ("could", "could"), ("possibly", "possibly")]
    assert sorted(zip(hedges.sentence, hedges.start, strict=True)) == list(zip(hedges.sentence, hedges.start, strict=True))


@pytest.mark.parametrize("documents", [[], [Document(id="1", text="")], [Document(id="1", text=None)]])
def test_nothing_gives_empty_layers(documents: list[Document]) -> None:
    found = Stance()(build(documents), [])
    assert [(each.layer, len(each.start)) for each in found] == [("hedge", 0), ("booster", 0), ("conditional", 0)]


def test_measures_name_their_source_and_range() -> None:
    named = measures(None)
    assert {measure.name for measure in named} >= {"hedges", "hedges_approximator", "boosters_emphatic", "conditionals"}
    assert all(measure.source and measure.higher and measure.low < measure.high for measure in named)
    assert all(set(measure.numerator.labels) <= set(KINDS[measure.primary_layer]) for measure in named)


def test_a_list_with_an_unknown_guard_is_refused() -> None:
    row = ("maybe", "hedge", "epistemic", "mood")
    wrong = Lexicon("made-up", ("entry", "layer", "label", "guard"), (row,))
    with pytest.raises(InputError, match='"maybe" has the unknown guard mood'):
        Rules(wrong, KINDS, {})
