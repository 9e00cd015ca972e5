"""The text engine: offsets round-trip, typography and company do not matter, entries match as a slow reader would."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Block, Document
from framing.text.batch import Batch
from framing.text.build import build
from framing.text.match import Phrases, Together
from framing.text.normalise import INVISIBLE, normalise

LETTERS = "abcAB NOPSs.US.é\u0301İß😀👩\u200d🚀5"
MARKS = "’‘“”«»'\"`—–-…./,;:!?()[]*@█\u00a0\u2009\t\n \u00ad\u200b\ufeff\x00\x85\u2028"
texts = st.text(st.sampled_from(LETTERS + MARKS) | st.characters(), max_size=80)
fast = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def paragraphs(text: str, name: str = "1") -> Document:
    """Make every line that is not empty a block."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), 0, False))
        start += len(line) + 1
    return Document(id=name, text=text, blocks=tuple(blocks))


def one(text: str) -> Batch:
    """Build a text as one paragraph, whatever line breaks it has."""
    return build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])


def forms(types: pa.StringArray, index: np.ndarray) -> list[str]:
    """Look types up."""
    return list(types.take(pa.array(index)).to_pylist())


def visible(text: str) -> str:
    """Leave out what no type contains: zero-width characters, and the space of a healed scar."""
    return "".join(c for c in text if c not in INVISIBLE and c > " ")


def lowered(text: str) -> str:
    """Lower each code point by itself, so that none becomes two."""
    return "".join(c.lower()[0] for c in text)


@fast
@given(texts)
def test_normalising_keeps_every_code_point_in_its_place(text: str) -> None:
    assert len(normalise(text)) == len(text)
    assert all(a == b for a, b in zip(text, normalise(text), strict=True) if a.isalnum())
    assert normalise(normalise(text)) == normalise(text)


@fast
@given(st.lists(texts, max_size=4))
def test_offsets_give_back_the_forms(several: list[str]) -> None:
    batch = build([paragraphs(text, str(n)) for n, text in enumerate(several)])
    chunks, words, sentences = batch.chunks, batch.words, batch.sentences
    for form, a, b, s in zip(forms(chunks.types, chunks.type), chunks.start, chunks.end, chunks.sentence, strict=True):
        assert visible(batch.normal[sentences.document[s]][a:b]) == form
        assert sentences.start[s] <= a < b <= sentences.end[s]
    for form, a, b, s in zip(forms(words.types, words.type), words.start, words.end, words.sentence, strict=True):
        assert lowered(visible(batch.normal[sentences.document[s]][a:b])) == form
        assert sentences.start[s] <= a < b <= sentences.end[s]
    for d, a, b in zip(sentences.document, sentences.start, sentences.end, strict=True):
        assert batch.normal[d][a:b].strip() != ""


@fast
@given(st.lists(texts, max_size=4))
def test_the_columns_hold_together(several: list[str]) -> None:
    batch = build([paragraphs(text, str(n)) for n, text in enumerate(several)])
    words, sentences = batch.words, batch.sentences
    assert np.array_equal(np.repeat(np.arange(len(sentences)), np.diff(sentences.first_word)), words.sentence)
    assert np.array_equal(np.repeat(np.arange(len(sentences)), np.diff(sentences.first_chunk)), batch.chunks.sentence)
    counted = np.bincount(words.sentence[~words.joined], minlength=len(sentences))
    assert np.array_equal(counted, sentences.words)
    assert (sentences.words > 0).all()
    assert (sentences.quoted <= sentences.words).all()
    assert len(set(forms(words.types, np.unique(words.type)))) == len(np.unique(words.type))
    assert len(set(forms(batch.chunks.types, np.unique(batch.chunks.type)))) == len(np.unique(batch.chunks.type))


def rows(batch: Batch, document: int) -> list[tuple[object, ...]]:
    """Everything that is said of one document, types as strings."""
    s, w = batch.sentences, batch.words
    told: list[tuple[object, ...]] = []
    types = forms(w.types, w.type)
    for i in np.flatnonzero(s.document == document).tolist():
        span = range(int(s.first_word[i]), int(s.first_word[i + 1]))
        own = tuple((types[j], int(w.start[j]), int(w.end[j]), int(w.capital[j]), bool(w.joined[j])) for j in span)
        told.append((int(s.number[i]), int(s.start[i]), int(s.end[i]), int(s.words[i]), int(s.quoted[i]), own))
    return told


@fast
@given(st.lists(texts, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_company_and_order_of_documents_do_not_matter(several: list[str], chance: object) -> None:
    documents = [paragraphs(text, str(n)) for n, text in enumerate(several)]
    together = build(documents)
    order = list(range(len(documents)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    shuffled = build([documents[n] for n in order])
    for place, n in enumerate(order):
        assert rows(shuffled, place) == rows(together, n) == rows(build([documents[n]]), 0)


SENTENCES = [
    "They don't know, he said.",
    '"We can\'t go," she said. "It isn\'t over."',
    "Russia's U.S. envoy, Mr. Lee, left at 5 p.m. on Jan. 5.",
    'The so-called "plan" of the U.S. failed.',
    "It wasn't Lee's.",
    "Why? Nobody knows!",
    "He waited... But she'd gone.",
]


def retyped(text: str, *, curly: bool, tex: bool, scars: bool, breaks: bool, hard: bool, soft: bool) -> str:
    """Type the same words as another editor would."""
    if scars:
        text = text.replace("n't", " n't").replace("'s ", " 's ").replace("'d ", " 'd ")
    parts = text.split('"')
    left, right = ("“", "”") if curly else ("``", "''") if tex else ('"', '"')
    text = "".join(part + (left if n % 2 == 0 else right) for n, part in enumerate(parts[:-1])) + parts[-1]
    if curly:
        text = text.replace("'", "’")
    if soft:
        text = text.replace("know", "kn\u00adow").replace("gone", "\u200bgone")
    if hard:
        text = text.replace(" ", "\u00a0", 3)
    return text.replace(" ", "\n  ", 4) if breaks else text


@fast
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), *[st.booleans() for _ in range(6)])
def test_typography_does_not_matter(
    lines: list[str], curly: bool, tex: bool, scars: bool, breaks: bool, hard: bool, soft: bool
) -> None:
    plain = " ".join(lines)
    typed = retyped(plain, curly=curly, tex=tex, scars=scars, breaks=breaks, hard=hard, soft=soft)
    first, second = one(plain), one(typed)
    assert forms(first.words.types, first.words.type) == forms(second.words.types, second.words.type)
    for column in ("words", "quoted", "first_word"):
        assert getattr(first.sentences, column).tolist() == getattr(second.sentences, column).tolist()


WORDS = ["north", "korea", "korean", "south", "may", "May", "US", "us", "nuclear-armed", "nuclear", "armed"]
entry_words = st.sampled_from([*WORDS, "kor*", "n*", "nucl*"])


def slowly(
    types: list[str], capitals: list[int], sentence: list[int], entries: list[str], *, cased: bool
) -> list[tuple[int, ...]]:
    """Match word by word: at each place the longest entry, then the one with fewest endings, then the first."""
    found: list[tuple[int, ...]] = []
    at = 0
    cut = [entry.replace("-", " ").split() for entry in entries]
    while at < len(types):
        best: tuple[int, ...] | None = None
        for number, words in enumerate(cut):
            here = range(at, at + len(words))
            if (
                here.stop <= len(types)
                and sentence[at] == sentence[here.stop - 1]
                and all(_fits(types[i], capitals[i], word, cased=cased) for i, word in zip(here, words, strict=True))
            ):
                key = (-len(words), sum(word.endswith("*") for word in words), number)
                best = key if best is None else min(best, key)
        if best is not None:
            found.append((at, at - best[0], best[2]))
        at += 1 if best is None else -best[0]
    return found


def _fits(type_: str, capital: int, word: str, *, cased: bool) -> bool:
    form = word.rstrip("*")
    asked = (2 if form.isupper() and len(form) > 1 else int(form[0].isupper())) if cased else 0
    same = type_.startswith(form.lower()) if word.endswith("*") else type_ == form.lower()
    return same and capital >= asked


@fast
@given(
    st.lists(st.sampled_from([*WORDS, "X.", "Korea.", "NORTH"]), max_size=25),
    st.lists(st.lists(entry_words, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8, unique=True),
    st.booleans(),
)
def test_entries_are_found_as_a_slow_reader_finds_them(said: list[str], entries: list[str], cased: bool) -> None:
    batch = one(" ".join(said))
    matches = Phrases(entries, cased).find(batch)
    words = batch.words
    expected = slowly(forms(words.types, words.type), words.capital.tolist(), words.sentence.tolist(), entries, cased=cased)
    assert list(zip(matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), strict=True)) == expected


@fast
@given(
    st.lists(st.sampled_from([*WORDS, "X.", "Korea.", "NORTH"]), max_size=25),
    st.lists(
        st.tuples(
            st.lists(st.lists(entry_words, min_size=1, max_size=3).map(" ".join), max_size=5, unique=True), st.booleans()
        ),
        max_size=3,
    ),
)
def test_sets_are_found_together_as_they_are_alone(said: list[str], sets: list[tuple[list[str], bool]]) -> None:
    batch, each = one(" ".join(said)), [Phrases(*entries) for entries in sets]
    for phrases, found in zip(each, Together(each).find(batch), strict=True):
        alone = phrases.find(batch)
        columns = ((found.first, alone.first), (found.last, alone.last), (found.entry, alone.entry))
        assert all(a.tolist() == b.tolist() for a, b in columns)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "\u200b\u00ad word", "'s", "n't", ". . .", '"', "''"])
def test_edges(text: str) -> None:
    batch = one(text)
    assert len(batch.sentences) == (1 if any(c.isalnum() for c in text) else 0)
