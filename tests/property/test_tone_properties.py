"""Sentences put together at random from what VADER's rules look at: ours against vaderSentiment's own analyser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.measures.tone import scores

ANALYSER = SentimentIntensityAnalyzer()

LEXICAL = [
    "good", "bad", "great", "horrible", "no", "doubt", "kind", "shit", "bomb", "ass", "death",
    "heart", "beating", "yeah", "kiss", "united", "security", "stop", ":)", ":(", "lol", "<3",
]  # fmt: skip
BOOSTERS = [
    "very", "so", "really", "extremely", "barely", "hardly", "kinda", "kind", "of", "sort", "of",
    "just", "enough", "sort-of", "more", "less", "most",
]  # fmt: skip
NEGATIONS = [
    "not", "never", "without", "isn't", "doesn't", "mayn't", "N'T", "cannot", "nor", "or",
    "neither", "despite", "rarely", "doubt", "this", "at", "least", "very",
]  # fmt: skip
PHRASES = [
    "to", "die", "for", "the", "bus", "right", "yeah", "badass", "kiss", "of", "death", "the",
    "bomb", "the", "shit", "bad", "ass", "at", "least", "very", "least", "never", "so", "no",
]  # fmt: skip
PLAIN = [
    "the", "of", "to", "for", "is", "a", "i", "treaty", "Seoul", "10", "x", "but", "But", "BUT",
    ",", ".", "'", "!", "?", "!!", "???", "!!!!", "...", "-", "()", "!", "—", "💘", "☹", "😁", "‼",
    "🔛", "é", "ß", "İ",
]  # fmt: skip
EDGES = st.sampled_from(["", "", "", ",", ".", "!", "?", '"', "(", ")", "'", "...", "💋", "☹", "é"])


@st.composite
def tokens(draw: st.DrawFn) -> str:
    word = draw(st.sampled_from([*LEXICAL, *LEXICAL, *BOOSTERS, *NEGATIONS, *PHRASES, *PLAIN, "\x1c"]))
    case = draw(st.sampled_from(["as is", "as is", "as is", "upper", "title"]))
    word = word if case == "as is" else word.upper() if case == "upper" else word.title()
    return draw(EDGES) + word + draw(EDGES)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(tokens(), max_size=14).map(" ".join), min_size=1, max_size=8))
def test_equals_vader_sentiment(sentences: list[str]) -> None:
    ours = scores(sentences, straighten=False)
    for place, sentence in enumerate(sentences):
        theirs = ANALYSER.polarity_scores(sentence)
        assert {name: float(values[place]) for name, values in ours.items()} == theirs, sentence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_equals_vader_sentiment_on_any_text(text: str) -> None:
    ours = scores([text], straighten=False)
    assert {name: float(values[0]) for name, values in ours.items()} == ANALYSER.polarity_scores(text)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(tokens(), max_size=14).map(" ".join), min_size=2, max_size=8))
def test_a_sentence_scores_the_same_among_others(sentences: list[str]) -> None:
    together = scores(sentences)["compound"].tolist()
    assert together == [float(scores([sentence])["compound"][0]) for sentence in sentences]


@settings(max_examples=60, deadline=None)
@given(st.lists(tokens(), max_size=14), st.data())
def test_a_masked_word_is_a_word_that_vader_does_not_know(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["good", "horrible", "security", "very", "death"]))
    plain = [w.strip(",.!?\"()'") for w in words]
    unknown = [("QQQQ" if w.isupper() else "qqqq") if w.lower() == word else w for w in plain]
    ours = scores([" ".join(plain)], "vader-news", mask=[word])["compound"][0]
    theirs = scores([" ".join(unknown)], "vader-news")["compound"][0]
    assert ours == pytest.approx(theirs, abs=0)
