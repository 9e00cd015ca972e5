"""Attributions and voices that a reader would name: invented sentences, and short spans of the treaty article."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.corpus.read import read
from framing.measures.attribution_news import AttributionNews
from framing.measures.registry import annotate, annotators
from framing.measures.voice import voices, words_by_mode
from framing.study import Actor, Study
from framing.tables import VOICES
from framing.text.batch import Batch
from framing.text.build import build

Told = list[tuple[str, str, str, str]]


def _batch(text: str) -> Batch:
    section = Section("01", "lead", 0, "", 0, len(text))
    return build([Document(id="1", text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))])


def told(batch: Batch) -> Told:
    """Give (mode, cue, kind of source, source) of every attribution."""
    cues, sources, _ = AttributionNews()(batch, [])
    return [
        (
            cues.labels[cues.label[row]],
            batch.surface(int(cues.sentence[row]), int(cues.start[row]), int(cues.end[row])),
            sources.labels[sources.label[at]],
            batch.surface(int(sources.sentence[at]), int(sources.start[at]), int(sources.end[at])),
        )
        for row, at in enumerate(cues.links[0].target.tolist())
    ]


@pytest.mark.parametrize(
    ("text", "mode", "cue", "kind", "voice"),
    [
        ("Petrova said the pact would fail.", "indirect", "said", "named", "indirect"),
        ("“We will never pay,” Ana Petrova told reporters.", "direct", "told", "named", "outlet"),
        ("“We will never pay for any of it,” Petrova said.", "direct", "said", "named", "direct"),
        ("Three ships sank in March, officials said.", "indirect", "said", "unnamed", "indirect"),
        ("Analysts believe that the deal is dead.", "imputed", "believe", "unnamed", "imputed"),
        ("The harbour ministry hopes to open the port.", "imputed", "hopes", "official", "outlet"),
        ("Moscow has long viewed the islands as a burden.", "imputed", "has long viewed", "official", "imputed"),
        ("As Lukin notes, the treaty is new.", "indirect", "notes", "named", "indirect"),
        ("Intelligence reports from March suggest that the fleet moved.", "indirect", "suggest", "unnamed", "outlet"),
        ("The newspaper reported that talks had ended.", "indirect", "reported", "media", "indirect"),
        ("It is believed that the ship sank.", "imputed", "is believed", "nobody", "imputed"),
    ],
)
def test_mode_cue_kind_and_voice(text: str, mode: str, cue: str, kind: str, voice: str) -> None:
    batch = _batch(text)
    [found] = told(batch)
    assert (found[0], found[2]) == (mode, kind)
    assert found[1].startswith(cue)
    modes = words_by_mode(batch, AttributionNews()(batch, []))
    assert VOICES[int(voices(batch.sentences.words, modes)[0])] == voice


@pytest.mark.parametrize(
    "text", ["The port opened in 1912 and has two piers.", "Three ships sank. The pier is long and narrow."]
)
def test_what_is_told_as_fact_is_attributed_to_nobody(text: str) -> None:
    assert told(_batch(text)) == []


def test_curly_and_straight_quotation_marks_are_the_same() -> None:
    text = "“It isn’t ours,” Petrova said — and she hopes it never will be."
    straight = text.replace("“", '"').replace("”", '"').replace("’", "'")
    assert told(_batch(text)) == told(_batch(straight))


@pytest.fixture(scope="module")
def article(shared: Path) -> Batch:
    return build(list(read([shared / "corpus" / "reference" / "russia-dprk-treaty-2024.txt"])))


def row(batch: Batch, beginning: str) -> tuple[str, str, str, str]:
    """Give the one attribution of the sentence that holds these words whose cue stands in or after them, first of these."""
    text = batch.documents[0].text or ""
    place = text.index(beginning)
    cues, _, _ = AttributionNews()(batch, [])
    return told(batch)[int(np.flatnonzero((cues.end > place) & (cues.start < place + len(beginning)))[0])]


def test_intelligence_reports_suggest(article: Batch) -> None:
    mode, cue, kind, source = row(article, "Intelligence reports from mid-2024 suggest that")
    assert (mode, cue, kind) == ("indirect", "suggest", "unnamed")
    assert source == "Intelligence reports from mid-2024"


def test_a_view_is_imputed_to_the_united_states(article: Batch) -> None:
    study = Study(
        name="s", title="s", folder=Path(), target="t", actors=(Actor(name="United States", aliases=("Washington",)),)
    )
    found = annotate(article, annotators(study))
    cues, sources = (next(each for each in found if each.layer == layer) for layer in ("attribution", "source"))
    place = (article.documents[0].text or "").index("has long viewed")
    at = int(np.flatnonzero((cues.start <= place) & (cues.end > place))[0])
    source = int(cues.links[0].target[at])
    assert cues.labels[cues.label[at]] == "imputed"
    assert sources.actor is not None
    assert sources.actors[int(sources.actor[source])] == "United States"
    quotes = next(each for each in found if each.layer == "quote")
    assert not ((quotes.start < place) & (quotes.end > place)).any()
    contents = next(each for each in found if each.layer == "content")
    label = (article.documents[0].text or "").index("rogue state", place)
    own = contents.labels[int(contents.label[(contents.start < label) & (contents.end > label)][0])]
    assert own == "imputed"


def test_lukin_is_a_named_source(article: Batch) -> None:
    own = [each for each in told(article) if "Lukin" in each[3]]
    assert len(own) >= 3
    assert {kind for _, _, kind, _ in own} == {"named"}


@pytest.mark.parametrize(
    "text",
    [
        "The support is particularly focused on the harbour.",
        "The port is now obligated to defend the bay.",
        "The cooperation outlined in the pact is wide.",
        "Much attention has been focused on the new pier.",
        "The harbour finds itself in a new position.",
        "The alliance raises questions about the credibility of the port.",
    ],
)
def test_motion_focus_and_duty_attribute_nothing(text: str) -> None:
    assert told(_batch(text)) == []


@pytest.mark.parametrize(
    ("text", "kind", "source", "cue"),
    [
        ("The treaty emphasizes the importance of an open port.", "document", "The treaty", "emphasizes"),
        ("The treaty calls for the expansion of trade.", "document", "The treaty", "calls for"),
        ("Moscow, which views the islands as a burden, left.", "official", "Moscow, which", "views"),
        (
            "Japan, another ally of the port, has also expressed concerns about the pact.",
            "official",
            "Japan",
            "has also expressed",
        ),
    ],
)
def test_sources_stand_before_their_verbs(text: str, kind: str, source: str, cue: str) -> None:
    [found] = [each for each in told(_batch(text)) if each[1].startswith(cue)]
    assert found[2:] == (kind, source)


def test_the_treaty_article_counts_its_evidence_once_and_hedges_no_view(article: Batch) -> None:
    found = annotate(article, annotators(None))
    hedges = next(each for each in found if each.layer == "hedge")
    text = article.documents[0].text or ""
    view, reports = text.index("Washington has long viewed"), text.index("Intelligence reports from mid-2024 suggest that")
    assert not ((hedges.start >= view) & (hedges.start < view + 60)).any()
    inside = (hedges.start >= reports) & (hedges.start < reports + 48)
    assert [hedges.labels[at] for at in hedges.label[inside].tolist()] == ["evidential"]
