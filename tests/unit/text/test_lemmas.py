"""Lemmas of words that the treebanks have, and of others."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from framing.text.lemmas import inflected_lemma, lemma


@pytest.mark.parametrize(
    ("form", "word_class", "tag", "expected"),
    [
        ("n't", "PART", "RB", "not"),
        ("ca", "AUX", "MD", "can"),
        ("Them", "PRON", "PRP", "they"),
        ("sanctioned", "VERB", "VBN", "sanction"),
        ("fled", "VERB", "VBD", "flee"),
        ("allies", "NOUN", "NNS", "ally"),
        ("Bordurians", "PROPN", "NNPS", "Bordurian"),
        ("Ministries", "NOUN", "NNS", "ministry"),
        ("Arland", "PROPN", "NNP", "Arland"),
        ("12,500", "NUM", "CD", "12500"),
        ("zqxed", "VERB", "", "zqxed"),
        ("", "X", "", ""),
    ],
)
def test_lemma(form: str, word_class: str, tag: str, expected: str) -> None:
    assert lemma(form, word_class, tag) == expected


def test_the_table_holds_words_alone_and_nothing_that_the_rules_give() -> None:
    table = (resources.files("framing") / "text" / "english" / "lemmas.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert len({(row["form"], row["class"], row["tag"]) for row in rows}) == len(rows) > 400
    assert all(" " not in row["form"] + row["lemma"] for row in rows)
    assert all(row["lemma"] != inflected_lemma(row["form"], row["class"], row["tag"]) for row in rows)
