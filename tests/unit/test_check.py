"""What is odd in a corpus is found, named with its mend, and counts as an error where it falsifies a comparison."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from framing.check import check, smallest_difference
from framing.corpus.copies import copies
from framing.corpus.documents import Document
from framing.corpus.languages import language_of
from framing.corpus.plain import hashed
from framing.corpus.sections import segment
from framing.study import Comparison, Sampling, Study

VOCABULARY = "the envoys of a town met on bridge and fees rose in winter so mayor said that talks went with no end for all"
WORDS = VOCABULARY.split()
LISTED = "id,file,outlet,title,published,url,language,sha256,text_sha256,text\n"


def article(seed: int, words: int = 220) -> str:
    draw = random.Random(seed)  # noqa: S311
    sentences = [" ".join(draw.choices(WORDS, k=11)).capitalize() + "." for _ in range(words // 11)]
    return "Talks resume\n\n" + " ".join(sentences[:5]) + "\n\nWhat Comes Next\n\n" + " ".join(sentences[5:])


def document(identity: str, text: str, group: str = "", outlet: str = "") -> Document:
    facts = Document(identity, text, outlet=outlet or f"Outlet {identity}", published="2024-06-20", columns={"group": group})
    return segment(replace(facts, text_sha256=hashed(text), sha256=hashed(text)))


@pytest.fixture
def corpus() -> list[Document]:
    seeds = {"left": 100, "right": 0}
    coverage = [document(f"{group}{i}", article(seed + i), group) for group, seed in seeds.items() for i in range(9)]
    return [document("target", article(999, 900)), *coverage]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    sides = Comparison(name="left and right", kind="groups", groups=("left", "right"))
    pool = Comparison(name="the article in all", kind="target")
    return Study(
        name="s", title="S", folder=tmp_path, target="target", comparisons=(sides, pool), sampling=Sampling(sought_in="here")
    )


def found(study: Study, documents: Sequence[Document]) -> set[tuple[str, str, str]]:
    frame = check(study, documents)
    assert (frame["severity"] != "note").sum() == (frame["mend"] != "").sum() - (
        (frame["severity"] == "note") & (frame["mend"] != "")
    ).sum()
    return set(zip(frame["severity"], frame["document"], frame["finding"], strict=True)) - {("note", "", "what n can show")}


def test_a_corpus_in_order_gives_only_what_n_can_show(study: Study, corpus: list[Document]) -> None:
    assert found(study, corpus) == set()
    frame = check(study, corpus)
    sides, pool = frame["detail"]
    assert "left − right: 9 against 9 documents" in sides
    assert "smallest p by relabelling outlets: 0.0001" in sides
    assert "1.32 standard deviations" in sides
    assert "1 against 18 documents; smallest p by relabelling documents: 0.053" in pool


def test_copies(study: Study, corpus: list[Document]) -> None:
    left = corpus[1]
    cut = (left.text or "").replace("What Comes Next", "What Comes After")
    same_side = document("again", left.text or "", "left")
    other_side = document("across", left.text or "", "right")
    assert ("warning", "again", "duplicate") in found(study, [*corpus, same_side])
    assert ("error", "across", "duplicate") in found(study, [*corpus, other_side])
    assert ("warning", "near", "near-duplicate") in found(study, [*corpus, document("near", cut, "right")])
    assert ("error", "twin", "duplicate") in found(study, [*corpus, document("twin", corpus[0].text or "", "left")])


def test_metadata_lengths_and_languages(study: Study, corpus: list[Document]) -> None:
    bare = replace(corpus[1], outlet="", published="June 2024", columns={})
    german = "Die Gesandten trafen sich am Montag in der Stadt, und sie sagten, dass es nicht um die Preise geht. " * 8
    extra = [
        document("de", german, "left"),
        document("long", article(5, 60_000), "left"),
        document("short", "Fees rise.", "left"),
    ]
    findings = found(study, [corpus[0], bare, *corpus[2:], *extra])
    assert {
        ("warning", "left0", "no outlet"),
        ("warning", "left0", "odd date"),
        ("warning", "left0", "no group"),
        ("warning", "de", "other language"),
        ("warning", "long", "odd length"),
        ("warning", "short", "short"),
    } <= findings


def test_many_with_one_finding_share_a_row(study: Study, corpus: list[Document]) -> None:
    frame = check(study, [replace(each, published="") for each in corpus])
    (row,) = frame[frame["finding"] == "no date"].to_dict("records")
    assert row["document"] == ""
    assert row["detail"].startswith("19 of 19 documents: target, left0, left1")


def test_the_target(study: Study, corpus: list[Document]) -> None:
    assert ("error", "target", "target missing") in found(study, corpus[1:])
    flat = document("target", "Fees rise again. " * 60)
    assert ("warning", "target", "no headings") in found(study, [flat, *corpus[1:]])
    grouped = replace(corpus[0], columns={"group": "left"})
    assert ("error", "target", "target in a group") in found(study, [grouped, *corpus[1:]])


def test_hashes_against_the_list(study: Study, corpus: list[Document], tmp_path: Path) -> None:
    row = "left0,,,,,,,{},{},available\n"
    (tmp_path / "sources.csv").write_text(LISTED + row.format("x", "y"))
    assert ("error", "left0", "hash mismatch") in found(study, corpus)
    same = row.format("x", corpus[1].text_sha256)
    (tmp_path / "sources.csv").write_text(LISTED + same)
    assert ("note", "left0", "other bytes") in found(study, corpus)


def test_texts_that_nobody_listed(study: Study, corpus: list[Document], tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("target", "left0", "late"):
        (tmp_path / "texts" / f"{name}.txt").write_text("Talks.", encoding="utf-8")
    assert ("warning", "", "not listed") not in found(study, corpus)
    (tmp_path / "sources.csv").write_text("id,file\ntarget,\nleft0,left0.txt\n", encoding="utf-8")
    frame = check(study, corpus).set_index("finding")
    assert frame.loc["not listed", "detail"] == "late.txt: in the folder of texts and not in sources.csv, so not read"


def test_size(study: Study, corpus: list[Document]) -> None:
    assert ("error", "", "no coverage") in found(study, corpus[:1])
    assert ("error", "", "empty group") in found(study, corpus[:10])
    assert ("warning", "", "small group") in found(study, corpus[:12])
    one_outlet = [replace(each, outlet="The Example") if each.columns["group"] == "right" else each for each in corpus]
    assert ("warning", "", "small group") in found(study, one_outlet)
    assert ("error", "left0", "duplicate id") in found(study, [*corpus, corpus[1]])


def test_withheld_texts_are_said(study: Study, corpus: list[Document]) -> None:
    withheld = [replace(each, text=None, sections=(), blocks=()) for each in corpus[1:3]]
    assert ("note", "left0", "withheld") in found(study, [corpus[0], *withheld, *corpus[3:]])


def test_the_smallest_difference_is_the_textbooks() -> None:
    assert smallest_difference(64, 64) == pytest.approx(0.495, abs=0.001)  # Cohen 1988: d = .5 with 64 a side
    assert smallest_difference(1, 10**9) == pytest.approx(2.8016, abs=1e-3)
    assert smallest_difference(0, 5) != smallest_difference(0, 5)


def test_languages() -> None:
    assert language_of("The envoys of both towns met on Monday and said that they had hoped for it. " * 4) == "en"
    assert language_of("Les envoyés des deux villes se sont vus lundi et ils ont dit que le prix est élevé. " * 4) == "fr"
    assert language_of("Послы двух городов встретились в среду, и они сказали, что это не так важно для них. " * 4) == "ru"
    assert language_of("") == ""


def test_copies_of_short_and_empty_texts() -> None:
    assert copies([]) == copies(["", ""]) == copies(["Fees rise again", "Fees rise again"]) == []


def test_what_init_leaves_to_be_filled_in_is_asked_for(study: Study, corpus: list[Document]) -> None:
    blank = study.model_copy(update={"sampling": Sampling(sought_in="an archive", query="…", dates="…")})
    assert ("warning", "", "sampling not filled in") in found(blank, corpus)
    (detail,) = check(blank, corpus).query("finding == 'sampling not filled in'")["detail"]
    assert "[sampling] query, dates" in detail


def test_an_article_without_a_section_that_is_long_enough_is_told(study: Study, corpus: list[Document]) -> None:
    short = document("target", article(999, 121))
    assert ("warning", "target", "short sections") in found(study, [short, *corpus[1:]])
