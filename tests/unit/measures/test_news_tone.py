"""News tone: weights in their context, what is masked, and evidence that adds up to the sentence's score."""

from __future__ import annotations

import numpy as np
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.news_context import AFTER_BUT, BEFORE_BUT, NEGATED_FAR, NEGATED_NEAR, REVERSED, STRENGTHENED
from framing.measures.registry import annotate, annotators
from framing.measures.spec import Found
from framing.measures.tone import beside, scores
from framing.measures.tone_weighed import WEIGHED, Weighing
from framing.measures.weights import read
from framing.study import Actor, Instruments, Study
from framing.text.batch import Batch
from framing.text.build import build

TOPICS = [
    "united",
    "defense",
    "defence",
    "security",
    "support",
    "supports",
    "intelligence",
    "treaty",
    "party",
    "parties",
    "like",
]


def batch_of(*paragraphs: str) -> Batch:
    text = "\n".join(paragraphs)
    starts = np.cumsum([0, *(len(paragraph) + 1 for paragraph in paragraphs)])
    blocks = tuple(Block(int(a), int(a) + len(p), 0, heading=False) for a, p in zip(starts, paragraphs, strict=False))
    return build([Document(id="1", text=text, sections=(Section("01", "lead", 0, "", 0, len(text)),), blocks=blocks)])


def valences(sentence: str, instrument: str = "news-tone") -> dict[str, float]:
    batch = batch_of(sentence)
    _, words = Weighing(instrument)(batch, [])
    spans = zip(words.sentence, words.start, words.end, words.value, strict=True)
    return {batch.surface(int(at), int(start), int(end)).lower(): value / 10_000 for at, start, end, value in spans}


def weight(word: str) -> float:
    known = read("news-tone", roles=True)
    return float(known.weight[known.entries.index(word)])


@pytest.mark.parametrize("word", TOPICS)
def test_topic_words_carry_no_tone(word: str) -> None:
    assert scores([f"The {word} was there.", f"{word.title()} {word}."], "news-tone")["compound"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("sentence", "word", "factor"),
    [
        ("It was a disaster.", "disaster", 1.0),
        ("It was not a disaster.", "disaster", NEGATED_NEAR),
        ("It isn’t quite the old disaster.", "disaster", NEGATED_FAR),
        ("It was not, in truth a disaster.", "disaster", 1.0),
        ("It was not only a disaster.", "disaster", 1.0),
        ("It was not only disaster.", "disaster", 1.0),
        ("They prevent a disaster.", "disaster", REVERSED),
        ("It was deeply tragic.", "tragic", STRENGTHENED),
        ("It was tragic but over.", "tragic", BEFORE_BUT),
        ("It was over but tragic.", "tragic", AFTER_BUT),
        ("He said no. Disaster came.", "disaster", 1.0),
    ],
)
def test_context(sentence: str, word: str, factor: float) -> None:
    assert valences(sentence)[word] == pytest.approx(weight(word) * factor, abs=1e-4)


def test_an_entry_of_several_words_stands_for_its_words() -> None:
    assert "well-being" in valences("Their well-being matters.")
    assert valences("On the other hand they left.") == {}
    assert list(valences("A human rights office opened.")) == []


def test_a_sentence_is_the_sum_of_its_words_over_the_root_of_its_length() -> None:
    batch = batch_of("The tragic war ended with hope for peace.", "Nothing here.", "A crisis!")
    tone, words = Weighing("news-tone")(batch, [])
    total = np.bincount(words.sentence, weights=words.value / 10_000, minlength=3) / np.sqrt(batch.sentences.words + 1)
    expected = total / np.sqrt(total**2 + WEIGHED["news-tone"].alpha)
    np.testing.assert_allclose(tone.value / 10_000, expected, atol=1e-4)
    assert tone.value[1] == 0


def study(mask: tuple[str, ...] = (), also: tuple[str, ...] = ()) -> Study:
    from pathlib import Path

    instruments = Instruments.model_validate({"mask": mask, "also": also, "tone": "news-tone"})
    crisis = Actor(name="Crisis Group", aliases=("Peace Corps",))
    return Study(name="s", title="S", folder=Path(), target="t", actors=(crisis,), instruments=instruments)


def found(batch: Batch, own: Study | None) -> dict[tuple[str, str], Found]:
    return {(each.instrument, each.layer): each for each in annotate(batch, annotators(own))}


def test_names_and_the_words_of_the_study_are_masked() -> None:
    batch = batch_of("The Peace Corps left.", "The disaster relief left.", "The disaster struck.")
    assert (found(batch, None)["news-tone", "tone"].value != 0).all()
    values = found(batch, study(mask=("disaster relief",)))["news-tone", "tone"].value
    assert values[:2].tolist() == [0, 0]
    assert values[2] < 0


def test_a_study_names_what_stands_beside() -> None:
    batch = batch_of("A good day.")
    tones = [name for name, layer in found(batch, study(also=("afinn",))) if layer == "tone"]
    assert tones == ["vader", "vader-news", "news-tone", "afinn"]
    assert [each.instrument for each in beside()] == ["hu-liu", "afinn"]


@pytest.mark.parametrize(("instrument", "good"), [("hu-liu", 1.0), ("afinn", 3.0)])
def test_the_published_lists_are_read_as_they_are(instrument: str, good: float) -> None:
    assert valences("Not a good day.", instrument) == {"good": good}


def test_straight_and_curly_quotes_score_alike() -> None:
    one, other = scores(["It isn't a disaster.", "It isn’t a disaster."], "news-tone")["compound"]
    assert one == other > 0


def test_empty_texts_have_no_tone_and_no_texts_no_rows() -> None:
    for instrument in WEIGHED:
        assert scores(["", " ", "…"], instrument)["compound"].tolist() == [0, 0, 0]
        assert scores([], instrument)["compound"].tolist() == []
        assert [len(each.start) for each in Weighing(instrument)(build([]), [])] == [0, 0]


def test_every_word_of_the_list_was_rated_by_somebody() -> None:
    from framing.lexicons import load

    rows = load("news-tone").entries
    assert {name for row in rows for name in row["source"].split()} == {"vader", "hu-liu", "hand", "base", "form", "sentences"}
    assert not [row["entry"] for row in rows if row["source"] == "sentences"]
    assert max(abs(float(row["weight"])) for row in rows) <= 4.5
