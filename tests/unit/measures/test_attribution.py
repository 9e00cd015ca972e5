"""Cues of attribution, the source of each, and quotations, sentence by invented sentence."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.attribution import Attribution, Quotations, measures
from framing.measures.spec import Found
from framing.text.batch import Batch
from framing.text.build import build


def batch(*texts: str) -> Batch:
    return build([_document(str(number), text) for number, text in enumerate(texts)])


def _document(name: str, text: str) -> Document:
    section = Section("01", "lead", 0, "", 0, len(text))
    return Document(id=name, text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))


def attributed(*texts: str) -> list[tuple[str, str, str, str]]:
    """Give (kind, cue, label of the source, source) of every attribution, read through the links."""
    built = batch(*texts)
    cues, sources = Attribution()(built, [])
    target = cues.links[0].target
    return [
        (
            cues.labels[cues.label[row]],
            built.surface(int(cues.sentence[row]), int(cues.start[row]), int(cues.end[row])),
            sources.labels[sources.label[other]],
            built.surface(int(sources.sentence[other]), int(sources.start[other]), int(sources.end[other])),
        )
        for row, other in enumerate(target)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Petrova said the pact was new.", ("speech", "said", "named", "Petrova")),
        ("“It is new,” said Ana Petrova.", ("speech", "said", "named", "Ana Petrova")),
        ("It is new, said Petrova.", ("speech", "said", "named", "Petrova")),
        ("Petrova, a professor in Tartu, has described it as bold.", ("speech", "described", "named", "Petrova")),
        ("Minister of Trade Ana Petrova warned of delays.", ("speech", "warned", "named", "Minister of Trade Ana Petrova")),
        ("A spokesman for the ministry said no.", ("speech", "said", "institutional", "spokesman for the ministry")),
        ("The ministry said no.", ("speech", "said", "institutional", "ministry")),
        ("Washington said no.", ("speech", "said", "institutional", "Washington")),
        ("U.S. officials said no.", ("speech", "said", "institutional", "U.S. officials")),
        ("Officials at the Pentagon said no.", ("speech", "said", "institutional", "Officials at the Pentagon")),
        ("A senior official said no.", ("speech", "said", "unnamed", "official")),
        ("According to people familiar with it, it ended.", ("speech", "According to", "unnamed", "people")),
        ("It ended, according to the Norwegian police.", ("speech", "according to", "institutional", "Norwegian police")),
        ("The teacher said no.", ("speech", "said", "unnamed", "teacher")),
        ("It was described by analysts as bold.", ("speech", "described", "unnamed", "analysts")),
        ("Analysts believe that it ended.", ("evidence", "believe", "unnamed", "Analysts")),
        ("Intelligence reports from March suggest that it ended.", ("evidence", "suggest", "unnamed", "Intelligence reports")),
        ("It reportedly ended.", ("evidence", "reportedly", "none", "reportedly")),
        ("They are believed to help.", ("evidence", "are believed to", "none", "are believed to")),
        ("It is said to be new.", ("evidence", "is said to", "none", "is said to")),
    ],
)
def test_cue_and_source(text: str, expected: tuple[str, str, str, str]) -> None:
    assert attributed(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The state of the claims was poor.",
        "The report was late.",
        "He was charged with theft.",
        "The noted scholar left.",
        "They kept close ties.",
        "I said no.",
        "We believe in it.",
        "He wanted to say more.",
        "Early-warning radars arrived.",
        "The think tank closed.",
        "It raises questions about trade.",
        "They pledged delegates.",
    ],
)
def test_what_is_no_attribution(text: str) -> None:
    assert attributed(text) == []


def test_a_participle_and_a_second_verb_share_the_source() -> None:
    found = attributed("Petrova told reporters it was over, adding that Seoul would pay, and warned the rest.")
    assert [(cue, source) for _, cue, _, source in found] == [
        ("told reporters", "Petrova"),
        ("adding", "Petrova"),
        ("warned", "Petrova"),
    ]


def test_he_speaks_for_the_last_person_of_the_same_document() -> None:
    found = attributed("A senior analyst said so. He added that it was new.", "He said so.")
    assert [label for _, _, label, _ in found] == ["unnamed", "unnamed", "named"]


def test_each_cue_has_one_source() -> None:
    built = batch("Petrova said no, and “never,” said Lee, while analysts reportedly believe Oslo.")
    cues, sources = Attribution()(built, [])
    assert len(cues.start) == len(sources.start) > 2
    assert sorted(cues.links[0].target) == list(range(len(sources.start)))
    assert cues.links[0].layer == "source"


def test_order_and_company_of_documents_do_not_matter() -> None:
    texts = ["Petrova said so. He agreed that it was.", "“No,” said a senior aide.", "It was reportedly sold."]
    alone = [row for text in texts for row in attributed(text)]
    assert attributed(*texts) == alone


@pytest.mark.parametrize("documents", [[], [Document(id="1", text="")], [Document(id="1", text=None)]])
def test_nothing_gives_empty_layers(documents: list[Document]) -> None:
    found = [each for annotator in (Attribution(), Quotations()) for each in annotator(build(documents), [])]
    assert [(each.layer, len(each.start)) for each in found] == [("attribution", 0), ("source", 0), ("quote", 0)]


def _quotes(text: str) -> tuple[Batch, Found]:
    built = batch(text)
    return built, Quotations()(built, [])[0]


def test_quotations_belong_to_the_sentence_where_they_start() -> None:
    text = "It was new. “We won. We did,” Petrova said. The so-called “gift” came."
    built, found = _quotes(text)
    surfaces = [text[a:b] for a, b in zip(found.start, found.end, strict=True)]
    assert surfaces == ["“We won. We did,”", "“gift”"]
    assert [found.labels[label] for label in found.label] == ["direct", "scare"]
    assert np.all(built.sentences.start[found.sentence] <= found.start)
    assert np.all(found.start < built.sentences.end[found.sentence])


def test_measures_have_source_and_range() -> None:
    named = {measure.name: measure for measure in measures(None)}
    assert {"attributions", "attributions_imputed", "sources", "sources_official", "unnamed_share"} <= set(named)
    assert {"attributed_share", "direct_share", "spoken_nobody", "unsourced_claims", "quoted_share"} <= set(named)
    assert all(measure.source and measure.higher and measure.low < measure.high for measure in named.values())
    assert "nobody" not in named["unnamed_share"].denominator.labels
