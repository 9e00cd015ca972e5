"""The whole chain on generated texts: offsets name the words that were put there, order does not matter, adding adds up."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.corpus.documents import Document
from framing.corpus.sections import segment
from framing.pipeline import measure_documents
from framing.study import Actor, Frame, Instruments, Study

STUDY = Study(
    name="s",
    title="S",
    folder=Path(),
    target="0",
    actors=(Actor(name="Norland", adjectives=("Norlander",)), Actor(name="Sudland")),
    frames=(Frame(name="burden", definition="Somebody pays.", element="problem", indicators=("cost*", "fees")),),
    instruments=Instruments(syntax="none"),
)
HEDGE = "perhaps"
PLAIN = [
    "ships",
    "😀",
    "e\u0301te\u0301",
    "👩\u200d🚀",
    "Norland",
    "Sudland's",
    "costs",
    "great",
    "𝔘𝔫𝔦",
    "naïve",
    "said",
    "שלום",
    "“we",
    "pay”",
]
STOPS = [".", "!", "?", " 🎉.", "…"]

words = st.lists(st.sampled_from([*PLAIN, HEDGE, HEDGE.upper()]), min_size=1, max_size=12)
sentence = st.tuples(words, st.sampled_from(STOPS)).map(lambda pair: "The " + " ".join(pair[0]) + pair[1])
paragraph = st.lists(sentence, min_size=1, max_size=4).map(" ".join)
texts = st.lists(paragraph, min_size=1, max_size=4).map(lambda parts: "A Title 😀 of It\n\n" + "\n\n".join(parts))
KEYS = ["document", "section", "voice", "actor", "measure", "instrument"]
chain = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def documents(several: list[str]) -> list[Document]:
    return [segment(Document(str(number), text)) for number, text in enumerate(several)]


def tables(chosen: list[Document]) -> dict[str, pd.DataFrame]:
    (shard,) = measure_documents(chosen, STUDY)
    return {
        name: shard[name].to_pandas().astype(dict.fromkeys(KEYS[:3], "str"), errors="ignore")
        for name in ("evidence", "measures")
    }


@chain
@given(texts)
def test_offsets_name_the_words_that_were_put_there(text: str) -> None:
    found = tables(documents([text]))["evidence"]
    hedges = found[(found["layer"] == "hedge") & (found["entry"] == HEDGE)]
    put, at = [], text.lower().find(HEDGE)
    while at >= 0:
        put.append(at)
        at = text.lower().find(HEDGE, at + 1)
    assert hedges["start"].tolist() == put
    assert [text[a:b].lower() for a, b in zip(hedges["start"], hedges["end"], strict=True)] == [HEDGE] * len(put)
    mentions = found[found["layer"] == "mention"]
    named = {text[a:b].removesuffix("'s") for a, b in zip(mentions["start"], mentions["end"], strict=True)}
    assert named <= {"Norland", "Sudland"}
    assert len(mentions) == text.count("Norland") + text.count("Sudland")
    assert ((found["start"] < found["end"]) & (found["end"] <= len(text))).all()


@chain
@given(st.lists(texts, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(several: list[str], chance: object) -> None:
    chosen = documents(several)
    shuffled = list(chosen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (tables(each)["measures"].astype(dict.fromkeys(KEYS, "str")) for each in (chosen, shuffled))
    pd.testing.assert_frame_equal(one.sort_values(KEYS, ignore_index=True), other.sort_values(KEYS, ignore_index=True))


@chain
@given(texts)
def test_sections_and_voices_add_up_to_all(text: str) -> None:
    rows = tables(documents([text]))["measures"].astype(dict.fromkeys(KEYS, "str"))
    for axis in ("section", "voice"):
        others = [key for key in KEYS if key != axis]
        whole = rows[rows[axis] == "all"].set_index(others)[["numerator", "denominator"]].sort_index()
        added = rows[~rows[axis].isin(["all", "attributed"])].groupby(others)[["numerator", "denominator"]].sum().sort_index()
        pd.testing.assert_frame_equal(whole.loc[added.index], added, check_exact=False, atol=1e-9)
