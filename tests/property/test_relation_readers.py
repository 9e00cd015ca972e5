"""Relations do not hang on a document's company, on how many are read at once, nor on how the text is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing import pipeline
from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.study import Actor, Instruments, Study

SENTENCES = [
    "Norland didn't attack Sudland, its envoy said.",
    'Sudland was "betrayed" by Norland.',
    "Norland's assistance to Sudland isn't new.",
    "Both nations may sign Norland's treaty.",
    "Hale, who leads Sudland, can't stop Norland's ships.",
    "Norland will help Sudland's dockers if the fees fall.",
    "Nobody knows what it costs.",
]
ACTORS = (Actor(name="Norland"), Actor(name="Sudland", leaders=("Hale",)))
documents = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)
Row = tuple[object, ...]


def study_of(syntax: str) -> Study:
    return Study(name="s", title="S", folder=Path(), target="0", actors=ACTORS, instruments=Instruments(syntax=syntax))


def found(texts: dict[str, str], syntax: str, characters: int = pipeline.SHARD_CHARACTERS) -> dict[str, list[Row]]:
    """The rows of the table of each document, places in code points among them."""
    read = [segment(Document(id=name, text=text)) for name, text in texts.items()]
    rows: dict[str, list[Row]] = {name: [] for name in texts}
    for shard in pipeline.shards(read, characters):
        for tables in pipeline.measure_documents(shard, study_of(syntax), terms=False):
            for row in tables["relations"].drop_columns(["id"]).to_pylist():
                rows[row["document"]].append(tuple(value for name, value in row.items() if name != "document"))
    return rows


@pytest.mark.parametrize("syntax", ["english", "none"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents, st.randoms(use_true_random=False), st.sampled_from([1, 100, 3_000_000]))
def test_neither_order_nor_shards_matter(syntax: str, texts: list[str], random: object, characters: int) -> None:
    named = {str(at): text for at, text in enumerate(texts)}
    order = list(named)
    random.shuffle(order)  # type: ignore[attr-defined]
    assert found(named, syntax) == found({name: named[name] for name in order}, syntax, characters)


@pytest.mark.parametrize("syntax", ["english", "none"])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_typography_does_not_matter(syntax: str, texts: list[str]) -> None:
    plain = dict(enumerate(texts))
    curly = {str(at): text.replace("'", "’").replace(' "', " “").replace('"', "”") for at, text in plain.items()}
    hard = {name: text.replace(" ", "\u00a0", 2) for name, text in curly.items()}
    straight = found({str(at): text for at, text in plain.items()}, syntax)
    assert straight == found(curly, syntax) == found(hard, syntax)
    assert any(straight.values()) or not any("attack" in text for text in texts)
