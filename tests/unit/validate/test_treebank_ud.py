"""Scores against a treebank, by hand; a treebank file read, parsed and scored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.validate.conllu import sentences
from framing.validate.gold import GoldFile
from framing.validate.sets.treebank_ud import GOLD, METRICS, Words, evaluate, scores

# "They were hit by Arland . " with Arland marked as agent; "It fell ."
GOLDEN = Words(
    spans=[(0, 4), (5, 9), (10, 13), (14, 16), (17, 23), (24, 25), (26, 28), (29, 33), (34, 35)],
    heads=[2, 2, 2, 4, 2, 2, 7, 7, 7],
    relations=["nsubj:pass", "aux:pass", "root", "case", "obl:agent", "punct", "nsubj", "root", "punct"],
    classes=["PRON", "AUX", "VERB", "ADP", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"],
    lemmas=["they", "be", "hit", "by", "Arland", ".", "it", "fall", "."],
)


def counted(ours: Words) -> dict[str, list[float]]:
    return dict(zip(METRICS, scores(GOLDEN, ours).tolist(), strict=True))


def test_the_treebank_agrees_with_itself() -> None:
    for metric, (right, found, hit, marked) in counted(GOLDEN).items():
        assert right == found == hit == marked > 0 or metric == "object–verb"


def test_errors_count_where_they_are() -> None:
    wrong = replace(
        GOLDEN,
        heads=[2, 2, 2, 2, 2, 2, 7, 7, 6],
        relations=["nsubj", *GOLDEN.relations[1:4], "obl", *GOLDEN.relations[5:]],
        lemmas=[*GOLDEN.lemmas[:7], "fell", "."],
    )
    found = counted(wrong)
    assert found["UAS"] == [7, 9, 7, 9]
    assert found["LAS"] == [7, 9, 7, 9]
    assert found["LAS with subtypes"] == [5, 9, 5, 9]
    assert found["lemma"] == [8, 9, 8, 9]
    assert found["subject–verb"] == [2, 2, 2, 2]
    assert found["passive"] == [1, 1, 1, 1]


def test_words_cut_otherwise_are_wrong_and_so_is_what_hangs_on_them() -> None:
    joined = Words([(0, 9), *GOLDEN.spans[2:]], [1, 1, 3, 1, 1, 6, 6, 6], ["nsubj", *GOLDEN.relations[2:]], *_rest())
    found = counted(joined)
    assert found["words"] == [7, 8, 7, 9]
    assert found["subject–verb"] == [1, 2, 1, 2]
    assert found["passive"] == [0, 0, 0, 1]


def _rest() -> tuple[list[str], list[str]]:
    return ["PRON", *GOLDEN.classes[2:]], ["they", *GOLDEN.lemmas[2:]]


def conllu(*documents: tuple[str, list[list[str]]]) -> str:
    lines = []
    for name, found in documents:
        lines.append(f"# newdoc id = {name}")
        for sentence in found:
            for number, row in enumerate(sentence, 1):
                form, lemma, word_class, head, relation = row.split()
                lines.append(f"{number}\t{form}\t{lemma}\t{word_class}\t_\t_\t{head}\t{relation}\t_\t_")
            lines.append("")
    return "\n".join(lines) + "\n"


SENTENCE = ["Ministers minister NOUN 2 nsubj", "signed sign VERB 0 root", "it it PRON 2 obj", ". . PUNCT 2 punct"]


def test_a_new_file_is_scored_as_unseen(tmp_path: Path) -> None:
    path = tmp_path / "en_gum-ud-test.conllu"
    path.write_text(conllu(("GUM_news_made", [SENTENCE]), ("GUM_vlog_up", [SENTENCE, SENTENCE])), encoding="utf-8")
    rows = {row.metric: row for row in evaluate(GoldFile(GOLD, path))}
    assert rows["F1 words written, own tokens"].value == 1
    assert rows["F1 subject–verb written, gold tokens"].n == 1
    assert rows["UAS spoken, own tokens"].n == 8
    assert {row.split for row in rows.values()} == {"unseen file"}
    assert rows["LAS news, own tokens"].detail
    assert not rows["LAS written, own tokens"].detail


def test_a_line_that_is_no_word_is_named() -> None:
    with pytest.raises(InputError, match=r"a\.conllu: line 2 is not CoNLL-U"):
        list(sentences("# newdoc id = a\n1\tonly\tthree\n", "a.conllu"))


def test_a_sentence_that_was_cut_is_named() -> None:
    rows = ["1\tdams\tdam\tNOUN\tNNS\t_\t2\tnsubj\t_\t_", "2\thold\thold\tVERB\tVBP\t_\t0\troot\t_\t_"]
    for kept in (rows[:1], rows[1:]):
        with pytest.raises(InputError, match=r"a\.conllu: the sentence that ends before line 2 lacks words"):
            list(sentences("\n".join(kept), "a.conllu"))


def test_known_files_of_the_set(shared: Path) -> None:
    files = {file.known_as for file in GOLD.files(shared / "gold")}
    assert set(GOLD.known) <= files
