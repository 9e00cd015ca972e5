"""Tags to attributions, the best sequence of tags, kinds of sources and voices, each held against what was done by hand."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pandas as pd
import pytest

from framing.corpus.documents import Block, Document, Section
from framing.measures.attributed import Stretches, attributions
from framing.measures.attribution_news import AttributionNews
from framing.measures.context import Context
from framing.measures.source_kinds import KINDS, source_kinds
from framing.measures.tagger import best_tags, load_tagger
from framing.measures.voice import voices, with_imputed, words_by_mode
from framing.tables import MODES, VOICES
from framing.text.batch import Batch
from framing.text.build import build

CODES = {"o": 0, "S": 1, "s": 2, "K": 3, "k": 4, "c": 5}
"""Tags as written in these tests: outside, source begins and goes on, cue likewise, content."""


def batch(*texts: str) -> Batch:
    return build([_document(str(number), text) for number, text in enumerate(texts)])


def _document(name: str, text: str) -> Document:
    section = Section("01", "lead", 0, "", 0, len(text))
    return Document(id=name, text=text, sections=(section,), blocks=(Block(0, len(text), 0, heading=False),))


def linked(text: str, tags: str) -> list[tuple[str, str, list[str]]]:
    """Give (source, cue, contents) of every attribution that tags of a text make, as words."""
    built = batch(text)
    words = text.split()
    code = np.array([CODES[tag] for tag in tags.replace(" ", "")], np.int8)
    told = attributions(built, code, np.zeros(len(built.sentences), np.int64))

    def said(spans: Stretches, row: int) -> str:
        return " ".join(words[spans.first[row] : spans.last[row] + 1])

    return [
        (
            said(told.sources, int(told.source[row])) if told.source[row] >= 0 else "",
            said(told.cues, row),
            [said(told.contents, at) for at in np.flatnonzero(told.cue == row).tolist()],
        )
        for row in range(len(told.cues))
    ]


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("Ana Petrova said it sank", "Ss K cc", [("Ana Petrova", "said", ["it sank"])]),
        ("It sank Petrova said in May", "cc S Koo", [("Petrova", "said", ["It sank"])]),
        ("It sank said Lee and then it rose", "cc K S c c c c", [("Lee", "said", ["It sank", "and then it rose"])]),
        ("Lee said no but Park hopes so", "S K c o S K c", [("Lee", "said", ["no"]), ("Park", "hopes", ["so"])]),
        ("It is believed that it sank", "o Kk ccc", [("", "is believed", ["that it sank"])]),
        ("Lee hopes so and fears it", "S K c o K c", [("Lee", "hopes", ["so"]), ("Lee", "fears", ["it"])]),
    ],
)
def test_a_cue_has_the_nearest_source_and_content(text: str, tags: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert linked(text, tags) == expected


def test_nothing_is_linked_beyond_its_sentence_but_what_goes_on_in_the_paragraph() -> None:
    assert linked("Lee said no. It sank.", "S K c c c") == [("Lee", "said", ["no.", "It sank."])]
    assert linked("Lee left. He said no.", "S o o K c") == [("", "said", ["no."])]


def test_no_words_make_no_attributions() -> None:
    assert not len(attributions(batch(""), np.zeros(0, np.int8), np.zeros(0, np.int64)).cues)
    assert [len(found.start) for found in AttributionNews()(batch(""), [])] == [0, 0, 0]


def test_best_tags_are_those_of_all_sequences_tried() -> None:
    random = np.random.default_rng(7)
    for _ in range(30):
        scores, between, first = (random.integers(-9, 9, shape, np.int32) for shape in ((4, 3), (3, 3), (3,)))
        every = {
            way: first[way[0]]
            + sum(scores[at, tag] for at, tag in enumerate(way))
            + sum(between[a, b] for a, b in pairwise(way))
            for way in product(range(3), repeat=4)
        }
        found = tuple(best_tags(scores, np.array([0, 4]), between, first).tolist())
        assert every[found] == max(every.values())


def test_a_document_has_its_tags_whatever_stands_beside_it() -> None:
    one, other = "Petrova said (again) that it sank", "“We left,” the crew told him."
    alone = [load_tagger()(batch(text)).tolist() for text in (one, other)]
    assert load_tagger()(batch(other, one, other)).tolist() == [*alone[1], *alone[0], *alone[1]]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ana Petrova", "named"),
        ("Ana Petrova, a professor in Tartu", "named"),
        ("Minister of Trade Ana Petrova", "named"),
        ("the harbour ministry", "official"),
        ("Moscow", "official"),
        ("officials at the Pentagon", "official"),
        ("a spokesman", "official"),
        ("senior officials", "unnamed"),
        ("Reuters", "media"),
        ("the newspaper", "media"),
        ("the New York Times", "media"),
        ("the treaty", "document"),
        ("a recent poll", "document"),
        ("Intelligence reports from March", "unnamed"),
        ("analysts", "unnamed"),
        ("people familiar with the talks", "unnamed"),
    ],
)
def test_kinds_of_sources_follow_from_the_head(source: str, kind: str) -> None:
    built = batch(f"We hear that {source} said no.")
    words = len(built.words.type) - 5
    found, _ = source_kinds(Context(built), Stretches(np.array([3]), np.array([2 + words])))
    assert KINDS[int(found[0])] == kind


def test_quoted_words_are_direct_and_a_voice_has_more_than_half_of_the_words() -> None:
    built = batch("“We will never agree to any of this,” he said. He went home without a word. He said “we will go.”")
    modes = words_by_mode(built, [])
    assert modes[:, MODES.index("direct")].tolist() == [8, 0, 3]
    assert [VOICES[at] for at in voices(built.sentences.words, modes)] == ["direct", "outlet", "direct"]


def test_half_of_the_words_is_not_more_than_half() -> None:
    assert voices(np.array([4, 5]), np.array([[1, 0, 1], [0, 1, 2]])).tolist() == [0, 3]


def test_imputed_words_can_be_shown_with_the_outlet() -> None:
    rows = [("outlet", 2, 100), ("direct", 1, 50), ("imputed", 3, 50), ("attributed", 4, 100), ("all", 6, 200)]
    table = pd.DataFrame(rows, columns=["voice", "numerator", "denominator"]).assign(
        document="a", section="all", actor="", measure="hedges", instrument="rules", unit="per 1,000 words"
    )
    table["value"] = 1000 * table["numerator"] / table["denominator"]
    shown = with_imputed(table, "outlet").set_index("voice")["value"]
    assert shown["outlet"] == pytest.approx(1000 * 5 / 150)
    assert shown["attributed"] == pytest.approx(1000 * 1 / 50)
    assert shown["all"] == pytest.approx(30)
    assert with_imputed(table, "attributed") is table
