"""`vader` is vaderSentiment 3.3.2, number for number: sentences written to find where it is not."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SentimentIntensityAnalyzer

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.tone import annotators, scores
from framing.measures.vader import contrast, ten_thousandths
from framing.measures.vader_lexicon import NEGATED, OTHER, SEVERAL, column, vocabulary
from framing.measures.vader_words import read_types
from framing.text.batch import Batch
from framing.text.build import build
from framing.text.normalise import INVISIBLE

ARTICLES = 500
UNSEEN = dict.fromkeys(map(ord, INVISIBLE))

ADVERSARIAL = [
    # nothing, little, and only punctuation
    "", " ", "\t\n", ".", "...", "!!!", "?", "?!?!", "a", "I", "I !", "- - -", "( )", ":)",
    ":-( :-(", "():", "'", '"', "''",
    # short words keep their punctuation
    "no", "no,", "No.", "no!", "(no)", "so, good", "so good", "ok,", "lol!", "hm, good", "us. good", "is it no, good",
    # degree adverbs, near and far, in capitals
    "a very good deal", "a very very good deal", "very much a good deal", "very it is good",
    "EXTREMELY good", "extremely BAD",
    "it is EXTREMELY bad news", "barely good", "hardly any good", "less bad", "SLIGHTLY bad for us", "most important",
    "so so so good", "kinda good", "sort-of good", "a kind of good deal", "sort of bad", "just enough good will",
    "kind of", "Kind of great", "a KIND OF great thing", "he is kind", "kind, of good",
    "kind of kind", "the kind people",
    "it was sort of really good", "it was just enough of a good win", "kind of, well, good", "sort of not good",
    # negation
    "not good", "not a good", "not such a good", "not such a very good", "isn't good", "ISN'T good", "doesn't seem bad",
    "mayn't be good", "n't good", "cannot be good", "without good", "without doubt good", "without a doubt good",
    "without any doubt good", "doubt good", "never good", "never so good", "never this good", "never so very good",
    "never this very good", "it was never so good", "so bad", "it is so bad", "but it is so good", "well this good",
    "it is this good", "rarely good", "seldom bad", "despite good", "nor good", "neither good nor bad", "nothing good",
    "not not good", "not never good", "uh-uh good", "good not", "nope good", "not: good",
    "not, good", "don't you like it",
    # "no"
    "no good", "no good deal", "no treaty", "no", "no no", "no no no", "say no", "no one good",
    "no bad or good", "no war or peace",
    "no help nor good", "a no to good", "no, good", "there is no great danger", "NO good",
    "NO GOOD", "no very good", "no not good",
    # "least"
    "least good", "the least good", "at least good", "very least good", "at the very least good", "least of all good",
    "LEAST good", "it was the least bad", "at LEAST good", "not least good", "least, good",
    "he said the least bad of all",
    # capitals
    "GOOD", "GOOD DEAL", "a GOOD deal", "a BAD deal", "A BAD DEAL", "VERY GOOD deal",
    "very GOOD deal", "NOT good", "not GOOD",
    "I like U.S. GREAT deals", "1 GOOD", "X good", "GOOD 1", "GOOD ß", "GOOD é", "it's A NO", "the BOMB is it the BOMB",
    # special phrases
    "the shit", "this is the shit", "it is the bomb", "he dropped the bomb today",
    "what a bad ass", "a real bad ass he is",
    "he is a badass", "the bus stop", "at the old bus stop", "wait by the bus stop now",
    "yeah right", "oh well yeah right",
    "they said yeah right to it", "the kiss of death", "it was a kiss of death for us",
    "it is to die for", "cakes to die for good",
    "a meal to die for great", "with a beating heart", "it was her beating heart good",
    "he heard a beating heart again",
    "not the bomb", "very the bomb", "kind of the bomb", "that is kind of bad ass", "it was not a kiss of death",
    # "but", and values that repeat
    "good but bad", "bad but good", "but good", "good but", "good, but bad", "but",
    "but but but good", "good but bad but good",
    "good good but good", "good but good good", "great but good great", "BUT good",
    "Good But bad", "good but, bad", "but, good",
    "sad sad but sad sad", "fine kind but top", "good bad good but bad good bad", "no but good", "not good but not bad",
    "support safe but supported safe", "no good but no bad", "good butt bad", "best great but great fine",
    # exclamation and question marks
    "good!", "good!!", "good!!!", "good!!!!", "good!!!!!!", "bad!", "bad?!", "good??", "good???",
    "good????", "g?o?o?d good",
    "neutral words here!!!", "good! bad!", "good bad !!!", "?? good ??", "no!!!", "! good !",
    "it is fine?", "good !?!?!?",
    # sums that are nothing but for rounding
    "good bad good bad!!!", "love hate love hate!!", "like dislike like dislike!",
    "no ban top won love not good not bad!!",
    # emoji and symbols
    "💘", "good 💘", "good💘", "💘good", "a💘b", "💘💘", "not 💋", "☹", "☹☹ bad", "so 😁!", "a red ❤ here", "❤️ it", "good ‼",
    "‼‼", "⁉ good", "🔛 good", "🆙", "™ good", "good™", "(c) © good", "👍🏽 good", "👨‍👩‍👧 good", "BAD 🔛 day", "x 😭 good",
    # white space of all kinds, odd letters, addresses
    "good\x1cbad", "good\u2003bad", "good\xa0bad", "good\x85bad", "good\u200bbad",
    "GOOD\x0bbad good", "\u212aill him", "İll good",
    "ßgood good", "ﬁne fine", "good’s good", "isn’t good", "“good” day", "good—bad", "terrible—horrible", "GOOD’S Good",
    "http://good.com is bad", "see www.bad.org/good!", "me@good.org good", "#good @bad good",
    "$good 5% bad", "good/bad", "good-bad",
    "a.good good", "good.bad.", "(good)", "((very)) ((good))", "*good* _bad_ ~fine~",
    "'good' `bad`", "[no] good", "{not} good",
    "the not-so-good deal", "self-defense", "win-win", "can't stand it", "fed up", "screwed up",
    "O.o", "o.O", ":D", ":Þ", "XD :P",
    "<3", "</3", "8)", "good 8)", "(-: good", "^_^ good", "( '}{' )", "1-800-GOOD", "good 100!",
    "U.S. good", "N'T good", "n't",
    "The very best and the very worst of it, not without doubt, never so kind of GREAT but hardly the least bad!!!",
]  # fmt: skip


@pytest.fixture(scope="module")
def analyser() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def mismatches(sentences: list[str], analyser: SentimentIntensityAnalyzer) -> list[str]:
    ours = scores(sentences, straighten=False)
    theirs = [analyser.polarity_scores(sentence) for sentence in sentences]
    return [
        sentence
        for place, sentence in enumerate(sentences)
        if any(ours[name][place] != value for name, value in theirs[place].items())
    ]


def test_equals_vader_sentiment_on_sentences_written_to_differ(analyser: SentimentIntensityAnalyzer) -> None:
    framed = [f"Well, {sentence} then" for sentence in ADVERSARIAL]
    loud = [sentence.upper() for sentence in ADVERSARIAL]
    pairs = [f"{one} {two}" for one, two in zip(ADVERSARIAL, ADVERSARIAL[7:], strict=False)]
    assert mismatches([*ADVERSARIAL, *framed, *loud, *pairs], analyser) == []


def test_equals_vader_sentiment_on_news(shared: Path, analyser: SentimentIntensityAnalyzer) -> None:
    batch = news(shared / "corpus" / "scale" / "allsides-10k.jsonl.gz", ARTICLES)
    rows = zip(batch.sentences.document, batch.sentences.start, batch.sentences.end, strict=True)
    sentences = [batch.normal[document][start:end].translate(UNSEEN) for document, start, end in rows]
    assert len(sentences) > 20_000
    assert mismatches(sentences, analyser) == []
    tone, _ = annotators(None)[0](batch, [])
    assert (tone.value / 10_000).tolist() == scores(sentences)["compound"].tolist()


def news(path: Path, count: int) -> Batch:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in islice(lines, count))
        return build([segment(Document(id=record["id"], text=record["text"])) for record in records])


@pytest.mark.parametrize("word", [*(word for word in BOOSTER_DICT if " " not in word), *NEGATE])
def test_degree_adverbs_and_negations_are_no_lexicon_words(word: str) -> None:
    known = vocabulary()
    assert known.code[word] < known.lexical


def test_every_lexicon_word_is_found_as_vader_sentiment_finds_it(analyser: SentimentIntensityAnalyzer) -> None:
    words = [word for word in analyser.lexicon if word == word.lower() and not set(word) & set(" ")]
    reachable = [word for word in words if analyser.polarity_scores(word)["compound"] != 0]
    read = read_types(column(reachable))
    assert len(reachable) > 7000
    assert [vocabulary().words[code] for code in read.code] == reachable


def test_chunks_are_read_once_each() -> None:
    read = read_types(column(["Good", '"GOOD!?!"', "mayn't", "treaty", "no,", "é", "Good💘day", ""]))
    known = vocabulary()
    good, heart = known.code["good"], known.code["heart"]
    assert read.code.tolist() == [good, good, NEGATED, OTHER, OTHER, OTHER, SEVERAL, OTHER, good, heart, OTHER, OTHER]
    assert read.upper.tolist()[:6] == [False, True, False, False, False, False]
    assert (read.lead[1], read.trail[1], read.exclamations[1], read.questions[1]) == (1, 4, 2, 1)
    assert dict(read.split) == {6: (8, 9, 10, 11)}


def test_no_chunks_give_empty_arrays() -> None:
    read = read_types(column([]))
    assert len(read.code) == len(read.upper) == len(read.lead) == 0


def test_but_changes_the_first_equal_value_where_values_repeat() -> None:
    assert contrast([2.0, 1.0], before=1) == [0.5, 1.0]
    assert contrast([1.0, 1.0, 1.0], before=3) == [0.5, 0.5, 0.5]
    assert contrast([], before=0) == []


def test_ten_thousandths_round_as_python_does() -> None:
    values = [0.00005, 0.00015, 0.00025, -0.00005, -0.00015, 0.5, -1.0, 0.0, 0.12345, 0.99995]
    assert ten_thousandths(np.array(values)).tolist() == [round(round(value, 4) * 10_000) for value in values]
