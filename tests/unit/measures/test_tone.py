"""Tone as evidence: the traps of news, offsets, masks, and what the two instruments share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import vaderSentiment.vaderSentiment as published  # noqa: N813  (the module bears its package's name)

from framing.corpus.documents import Block, Document
from framing.errors import InputError
from framing.lexicons.load import load
from framing.measures.spec import NONE, Found
from framing.measures.tone import annotators, measures, scores
from framing.measures.vader_lexicon import vocabulary
from framing.measures.vader_mask import phrases
from framing.study import Instruments, Study
from framing.text.batch import Batch
from framing.text.build import build

HEADING = "A Great Deal?"
BODY = (
    "The United States warned Russia. “It isn’t a good deal,” said Lee! Talks went on. "
    "They were terrible—horrible, but the 💘 of peace won. Moscow loves war."
)


def document(body: str = BODY, heading: str = HEADING) -> Document:
    text = f"{heading}\n\n{body}"
    blocks = (Block(0, len(heading), 0, True), Block(len(heading) + 2, len(text), 0, False))
    return Document(id="1", text=text, blocks=blocks if heading else blocks[1:])


def study(*mask: str) -> Study:
    return Study(name="s", title="S", folder=Path(), target="1", instruments=Instruments(mask=mask))


def annotated(batch: Batch, mask: tuple[str, ...] = (), found: tuple[Found, ...] = ()) -> dict[tuple[str, str], Found]:
    layers = [layer for annotator in annotators(study(*mask)) for layer in annotator(batch, found)]
    return {(layer.instrument, layer.layer): layer for layer in layers}


def words(batch: Batch, found: Found) -> list[tuple[str, str, int]]:
    rows = zip(found.sentence, found.start, found.end, found.entry, found.value, strict=True)
    return [(batch.surface(s, a, b), found.entries[entry], int(value)) for s, a, b, entry, value in rows]


def mention(batch: Batch, surface: str) -> Found:
    start = (batch.documents[0].text or "").index(surface)
    holds = (batch.sentences.start <= start) & (start < batch.sentences.end)
    zero = np.zeros(1, np.int32)
    return Found(
        layer="mention",
        instrument="actors",
        sentence=np.flatnonzero(holds).astype(np.int32),
        start=zero + start,
        end=zero + start + len(surface),
        label=zero,
        labels=("name",),
        value=zero + 1,
        entry=zero + NONE,
        actor=zero,
        actors=("X",),
    )


def test_every_sentence_has_a_row_of_tone_headings_and_plain_ones_too() -> None:
    batch = build([document()])
    tone = annotated(batch)["vader", "tone"]
    assert len(tone.start) == len(batch.sentences) == 6
    assert batch.surface(0, int(tone.start[0]), int(tone.end[0])) == HEADING
    assert tone.value[3] == 0
    assert set(tone.entry.tolist()) == {NONE}
    assert (tone.start == batch.sentences.start).all()


def test_tone_of_a_batch_is_the_score_of_its_sentences() -> None:
    batch = build([document(), replace(document(), id="2"), document(heading="")])
    texts = [batch.surface(i, a, b) for i, (a, b) in enumerate(zip(batch.sentences.start, batch.sentences.end, strict=True))]
    found = annotated(batch)
    for instrument in ("vader", "vader-news"):
        expected = np.rint(scores(texts, instrument)["compound"] * 10_000)
        assert found[instrument, "tone"].value.tolist() == expected.tolist()


def test_valence_rows_are_the_words_without_their_punctuation() -> None:
    batch = build([document()])
    found = words(batch, annotated(batch)["vader", "valence"])
    assert found[:4] == [
        ("Great", "great", 31_000),
        ("United", "united", 18_000),
        ("warned", "warned", -11_000),
        ("good", "good", -14_060),
    ]
    assert ("terrible", "terrible", -10_500) in found
    assert ("horrible", "horrible", -12_500) in found


def test_valences_add_up_to_the_compound() -> None:
    batch = build([document(BODY.replace("!", ".").replace("?", "."), heading="")])
    found = annotated(batch)
    for instrument in ("vader", "vader-news"):
        valence, tone = found[instrument, "valence"], found[instrument, "tone"]
        total = np.bincount(valence.sentence, weights=valence.value, minlength=len(tone.value)) / 10_000
        assert np.allclose(total / np.sqrt(total**2 + 15), tone.value / 10_000, atol=1e-4)


@pytest.mark.parametrize(
    ("sentence", "total"),
    [
        ("They signed a very good deal.", 1.9 + 0.293),
        ("It is not a good deal.", 1.9 * -0.74),
        ("It was long but a good deal.", 1.9 * 1.5),
        ("It was a GOOD deal!", 1.9 + 0.733 + 0.292),
        ("Hardly a bad or a horrible deal.", (-2.5 + 0.293 * 0.95) - 2.5),
        ("They met in Moscow.", 0.0),
    ],
)
def test_compounds_counted_by_hand(sentence: str, total: float) -> None:
    assert scores([sentence])["compound"][0] == pytest.approx(total / (total**2 + 15) ** 0.5, abs=5e-5)


def test_curly_quotes_score_as_straight_ones() -> None:
    curly, straight = scores(["This isn’t a good deal.", "This isn't a good deal."])["compound"]
    assert curly == straight < 0


def test_the_united_states_warned_russia() -> None:
    sentence = ["The United States warned Russia."]
    assert scores(sentence)["compound"][0] > 0
    assert scores(sentence, "vader-news")["compound"][0] < 0


def test_a_dash_joins_no_words() -> None:
    dashed, spaced, one = scores(["It was terrible—horrible.", "It was terrible horrible.", "It was terrible."])["compound"]
    assert dashed == spaced < one


def test_not_the_vader_of_nltk(monkeypatch: pytest.MonkeyPatch) -> None:
    """NLTK's copy takes "no" for a negative word and no negation, and drops one-letter words from the shares."""
    from nltk.sentiment.vader import SentimentIntensityAnalyzer

    lexicon = Path(published.__file__).with_name("vader_lexicon.txt").read_text(encoding="utf-8")
    monkeypatch.setattr("nltk.data.load", lambda _: lexicon)
    theirs = SentimentIntensityAnalyzer("vader_lexicon.txt")
    sentences = ["There is no real danger.", "She is a good person."]
    ours = scores(sentences)
    assert ours["compound"][0] > 0 > theirs.polarity_scores(sentences[0])["compound"]
    assert ours["neu"][1] > theirs.polarity_scores(sentences[1])["neu"]


def test_mentions_are_masked_whole_or_in_part() -> None:
    batch = build([document("The Great Hope Party won friends. It was great.", heading="")])
    free = annotated(batch)["vader-news", "valence"]
    found = annotated(batch, found=(mention(batch, "Great Hope"),))["vader-news", "valence"]
    assert [word for word, _, _ in words(batch, free)] == ["Great", "Hope", "won", "friends", "great"]
    assert [word for word, _, _ in words(batch, found)] == ["won", "friends", "great"]


def test_mentions_leave_the_plain_instrument_alone() -> None:
    batch = build([document()])
    without, with_mention = annotated(batch), annotated(batch, found=(mention(batch, "United States"),))
    assert without["vader", "tone"].value.tolist() == with_mention["vader", "tone"].value.tolist()


def test_the_studys_own_words_are_masked_capitals_or_not() -> None:
    batch = build([document("PEACE and peace talks, a peace treaty’s friends, Treaty’s friends and friends.", heading="")])
    found = annotated(batch, mask=("Peace", "treaty friends"))["vader-news", "valence"]
    assert [word for word, _, _ in words(batch, found)] == ["friends"]


def test_a_mask_does_not_reach_into_the_next_sentence() -> None:
    batch = build([document("He told them of the United. States rose.", heading="")])
    found = annotated(batch)["vader-news", "valence"]
    assert [word for word, _, _ in words(batch, found)] == ["United"]


def test_masked_words_keep_their_place() -> None:
    """The word "not" stands three words before "good" whether or not the names between them are masked."""
    near, far = scores(["Not security council good.", "Not a security council good."], "vader-news")["compound"]
    assert near == scores(["Not qqqq qqqq good."])["compound"][0] < 0 < far


def test_annotators_can_run_in_either_order_and_batches_be_mixed() -> None:
    one, two = build([document()]), build([document("All was lost. Peace won.", heading="")])
    plain, news, _ = annotators(None)
    expected = [annotated(batch)["vader-news", "tone"].value.tolist() for batch in (one, two)]
    assert news(one, [])[0].value.tolist() == expected[0]
    assert news(two, [])[0].value.tolist() == expected[1]
    assert plain(one, [])[0].value.tolist() == annotated(one)["vader", "tone"].value.tolist()


def test_a_batch_without_sentences_has_no_rows() -> None:
    for batch in (build([]), build([Document(id="1", text=None)])):
        assert all(len(found.start) == 0 for found in annotated(batch).values())


def test_needs() -> None:
    plain, news, _ = annotators(None)
    assert (plain.needs, news.needs) == ((), ("mention",))


def test_measures_are_within_their_range() -> None:
    assert [(m.name, m.numerator.weight, m.low, m.high) for m in measures(None)] == [
        ("tone", "value", -1.0, 1.0),
        ("tone_negative", "negative", 0.0, 1.0),
        ("tone_positive", "positive", 0.0, 1.0),
        ("tone_absolute", "absolute", 0.0, 1.0),
    ]


def test_scores_refuses_what_is_no_list_of_texts() -> None:
    with pytest.raises(InputError, match="sentences is one text; give a list"):
        scores("One sentence.")
    with pytest.raises(InputError, match="mask is one text; give a list"):
        scores(["One sentence."], "vader-news", mask="one")
    with pytest.raises(InputError, match=r"sentences\[1\] is nan; give a text"):
        scores(["One sentence.", float("nan")])  # type: ignore[list-item]
    with pytest.raises(InputError, match="vader, vader-news, news-tone"):
        scores(["One."], "vadar")


def test_one_endless_line_of_emoji_takes_no_endless_time() -> None:
    sentence = " ".join(["good💘 bad,", "but", "no great 😁!"] * 20_000)
    batch = build([document(sentence, heading="")])
    found = annotated(batch)
    assert len(found["vader", "tone"].value) == len(batch.sentences)
    assert scores([sentence])["compound"][0] == 1.0


def test_scores_of_nothing() -> None:
    assert {name: len(values) for name, values in scores([]).items()} == {"neg": 0, "neu": 0, "pos": 0, "compound": 0}
    assert {name: float(values[0]) for name, values in scores([""]).items()} == {"neg": 0, "neu": 0, "pos": 0, "compound": 0}


def test_lone_surrogates_and_invisible_characters_do_no_harm() -> None:
    odd, plain = scores(["go\u00adod \ud800 deal", "good x deal"])["compound"]
    assert odd == plain > 0


def test_the_shipped_mask_says_what_it_hides() -> None:
    known = vocabulary()
    rows = load("vader-news-mask").entries
    assert len({row["entry"] for row in rows}) == len(rows)
    for row in rows:
        hidden = row["words"].split()
        assert hidden
        assert set(hidden) <= set(row["entry"].split())
        assert [float(value) for value in row["valences"].split()] == [known.valence[known.code[word]] for word in hidden]
    assert len(phrases(row["entry"] for row in rows)) == len(rows)
