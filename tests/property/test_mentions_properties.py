"""Mentions and indicators: offsets lead back to the words, batches and their order do not matter, typography neither."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.measures.actors import ActorList
from framing.measures.frames import FrameIndicators
from framing.measures.spec import Found
from framing.study import Actor, Frame
from framing.text.build import build

FINDERS = (
    ActorList(
        (
            Actor(name="North Korea", aliases=("DPRK",), adjectives=("North Korean",), leaders=("Kim",)),
            Actor(name="South Korea", aliases=("Seoul",), adjectives=("South Korean",)),
            Actor(name="United States", aliases=("US", "U.S.", "Washington")),
        )
    ),
    FrameIndicators(
        (
            Frame(name="a", definition="…", element="problem", indicators=("arms race*", "talk*")),
            Frame(name="b", definition="…", element="problem", indicators=("race", "new talks")),
        )
    ),
)

_PIECES = (
    "North Korea", "South Korean", "North and South Korea", "the Koreas", "Kim", "Jane Kim", "Seoul’s", "the US", "us", "U.S.",
    "Washington Post", "Washington", "an arms race", "new talks", "races", "DPRK", "“arms races”",
    "wait", "said", "and", "with", "—",
)  # fmt: skip
_TEXTS = st.lists(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12).map(" ".join), min_size=1, max_size=4)
_DOCUMENTS = st.lists(
    _TEXTS.map(lambda paragraphs: "A day\n\n" + "\n\n".join(f"So {each}." for each in paragraphs)), max_size=4
)

Row = tuple[str, str, int, int, str, str]


def rows(texts: Sequence[tuple[str, str]]) -> list[Row]:
    """Evidence of one batch: document, layer, start, end, label, entry."""
    batch = build([segment(Document(id=name, text=text)) for name, text in texts])
    return [
        row
        for finder in FINDERS
        for found in finder(batch, [])
        for row in _rows(found, batch.sentences.document.tolist(), texts)
    ]


def _rows(found: Found, document: Sequence[int], texts: Sequence[tuple[str, str]]) -> list[Row]:
    columns = (found.sentence.tolist(), found.start.tolist(), found.end.tolist(), found.label.tolist(), found.entry.tolist())
    return [
        (texts[document[sentence]][0], found.layer, start, end, found.labels[label], found.entries[entry])
        for sentence, start, end, label, entry in zip(*columns, strict=True)
    ]


@settings(deadline=None, max_examples=25)
@given(_DOCUMENTS)
def test_one_batch_or_many_in_any_order(texts: list[str]) -> None:
    named = [(str(number), text) for number, text in enumerate(texts)]
    together = sorted(rows(named))
    assert together == sorted(row for each in named for row in rows([each]))
    assert together == sorted(rows(named[::-1]))


@settings(deadline=None, max_examples=25)
@given(_DOCUMENTS)
def test_offsets_lead_to_words_that_belong_together(texts: list[str]) -> None:
    named = [(str(number), text) for number, text in enumerate(texts)]
    for document, _, start, end, _, entry in rows(named):
        surface = dict(named)[document][start:end]
        assert surface == surface.strip(" \n“”.,") or surface == "U.S."
        first = entry.lower().rstrip("*").split()[0]
        assert surface.lower().startswith(first) or surface in ("North", "South")


@settings(deadline=None, max_examples=25)
@given(_DOCUMENTS)
def test_typography_does_not_matter(texts: list[str]) -> None:
    plain = str.maketrans({"’": "'", "“": '"', "”": '"', "\u00a0": " "})
    curly = [(str(number), text) for number, text in enumerate(texts)]
    assert rows(curly) == rows([(name, text.translate(plain)) for name, text in curly])
