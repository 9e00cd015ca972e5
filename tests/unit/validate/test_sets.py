"""Every gold set on a made-up folder of its format: figures counted by hand, and what a wrong file says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import pearsonr
from sklearn.metrics import f1_score, roc_auc_score

from framing.errors import CallError, InputError
from framing.measures.tone import scores
from framing.validate.evidence import Part
from framing.validate.gold import GoldFile, Row
from framing.validate.registry import validate
from framing.validate.sets import frames_narrative, sentiment_vader
from framing.validate.stored import from_json, to_json

from .conftest import RATED, attributed, hedged, jsonl


def figures(rows: list[Row], instrument: str) -> dict[str, float]:
    return {row.metric: row.value for row in rows if row.instrument == instrument}


def test_tone_by_snippet_and_article_is_scipys(gold: Path) -> None:
    found = figures(validate(gold, ["sentiment-vader"]), "vader")
    rating = np.array([mean for mean, _ in RATED.values()])
    ours = scores([text for _, text in RATED.values()])["compound"]
    assert found["r by snippet"] == pytest.approx(pearsonr(ours, rating).statistic)
    by_article = [values.reshape(3, 2).mean(axis=1) for values in (ours, rating)]
    assert found["r by article"] == pytest.approx(pearsonr(*by_article).statistic)


def test_one_rater_is_held_against_the_others(gold: Path) -> None:
    rows = validate(gold, ["sentiment-vader"])
    path = gold / "sentiment-vader" / "nytEditorialSnippets_anonDataRatings.txt"
    raw = np.array([json.loads(line.split("\t")[3]) for line in path.read_text().splitlines()], float)
    expected = np.mean([pearsonr(raw[:, at], np.delete(raw, at, axis=1).mean(axis=1)).statistic for at in range(3)])
    assert figures(rows, "one human rater")["r by snippet"] == pytest.approx(expected)
    assert next(row.published for row in rows if row.metric == "r by snippet") == pytest.approx(expected)


def test_tone_without_raw_ratings_has_no_human_row(gold: Path) -> None:
    (gold / "sentiment-vader" / "nytEditorialSnippets_anonDataRatings.txt").unlink()
    rows = validate(gold, ["sentiment-vader"])
    assert {row.instrument for row in rows} == {"vader", "vader-news", "news-tone", "hu-liu", "afinn"}
    assert {row.published for row in rows} == {None}


def test_texts_that_stand_alone_are_judged_one_by_one(gold: Path) -> None:
    path = gold / "sentiment-vader" / "tweets_GroundTruth.txt"
    path.write_text("1\t2.0\tGreat day!\n2\t-1.5\tAwful rain.\n3\t0.0\tMonday.\n", encoding="utf-8")
    rows = [row for row in validate(gold, ["sentiment-vader"]) if row.file == path.name]
    assert {row.metric for row in rows} == {"r by text", "r by text, less vader's"}
    assert {row.n for row in rows} == {3}


def test_hedges_by_sentence_and_cue_as_counted_by_hand(gold: Path) -> None:
    rows = validate(gold, ["hedging-szeged"])
    found = figures(rows, "hedges-rules")
    # Three sentences are marked; "may" and "Perhaps … believes" are found, "presumptive" is not.
    assert found["precision by sentence"] == 1
    assert found["recall by sentence"] == pytest.approx(2 / 3)
    assert found["F1 by sentence"] == pytest.approx(f1_score([1, 1, 0, 0, 1], [1, 1, 0, 0, 0]))
    assert found["recall of cues, same span"] == pytest.approx(3 / 4)
    assert found["recall of cues, overlapping"] == pytest.approx(3 / 4)
    assert found["F1 by sentence, conditionals"] == 1
    assert found["share of epistemic cues found as epistemic"] == pytest.approx(2 / 3)
    assert found["share of epistemic cues found as nothing"] == pytest.approx(1 / 3)
    assert {row.split for row in rows} == {"unseen file"}
    assert {row.documents for row in rows} == {2}


def test_an_unknown_type_of_cue_is_named(tmp_path: Path) -> None:
    jsonl(tmp_path / "hedging-szeged" / "a.jsonl", [hedged("a", "It may rain.", ("may", "mood_"))])
    with pytest.raises(InputError, match=r"a\.jsonl.*mood_"):
        validate(tmp_path)


def test_attribution_as_counted_by_hand(gold: Path) -> None:
    rows = validate(gold, ["attribution-polnear"])
    found = figures(rows, "attribution-rules")
    assert found["precision of cues"] == 1
    assert found["recall of cues, direct (content holds quotation marks)"] == 1
    assert found["precision of the source of a right cue"] == 1
    assert figures(rows, "quotes-rules")["F1 of direct quotations"] == 1
    assert next(row.n for row in rows if row.metric == "F1 of cues") == 3


def test_a_cue_in_pieces_counts_once_and_what_is_found_twice_is_right_once(tmp_path: Path) -> None:
    record = attributed("x", "Miller said it would, he said, open.", ("Miller", "said", "open"))
    record["attributions"][0]["cue"] = [[7, 11], [25, 29]]  # type: ignore[index]
    jsonl(tmp_path / "attribution-polnear" / "t.jsonl", [record])
    rows = [row for row in validate(tmp_path) if row.instrument == "attribution-rules"]
    assert next(row.n for row in rows if row.metric == "F1 of cues") == 1
    found = figures(rows, "attribution-rules")
    assert found["recall of cues"] == 1
    assert found["precision of cues"] == 1 / 2


def test_macro_f1_is_scikit_learns(gold: Path) -> None:
    found = figures(validate(gold, ["target-sentiment-newsmtsc"]), "vader")
    expected = f1_score([2, 1, 1], [2, 1, 0], average="macro", labels=[0, 1, 2], zero_division=0)
    assert found["macro-F1 towards a target"] == pytest.approx(expected)


def test_frames_without_coders_answers_have_areas_alone(gold: Path) -> None:
    rows = validate(gold, ["frames-narrative"])
    found = figures(rows, "generic-frames")
    assert found["AUC of economic"] == found["AUC of conflict"] == 1
    assert np.isnan(found["AUC of morality"]), "no article has the frame"
    assert {row.instrument for row in rows} == {"generic-frames"}


def test_areas_are_scikit_learns(gold: Path) -> None:
    random = np.random.default_rng(5)
    truth = {str(at): random.integers(0, 2, 5).astype(bool) for at in range(30)}
    scored = {name: random.integers(0, 4, 5).astype(float) for name in truth}
    file = GoldFile(frames_narrative.GOLD, gold / "frames-narrative" / "heldout.jsonl.gz")
    part = Part("made up", lambda _: True)
    for place, row in enumerate(frames_narrative.areas(file, "none", part, truth, scored)):
        expected = roc_auc_score([truth[name][place] for name in scored], [scored[name][place] for name in scored])
        assert row.value == pytest.approx(expected)


def test_alpha_of_coders_answers(gold: Path) -> None:
    answers = {
        "0": {"_ID": "a", "co1": ["yes", ["yes", "yes", -1]]},
        "1": {"_ID": "b", "co1": ["no", ["no", -1, "no"]]},
        "2": {"_ID": "c", "co1": ["NO AGREEMENT", [-1, "yes", "n/a: it is over"]]},
        "9": {"_ID": "not in the file", "co1": ["no", ["no", "yes", "no"]]},
    }
    (gold / "frames-narrative" / "coder-answers.json").write_text(json.dumps(answers))
    row = next(row for row in validate(gold, ["frames-narrative"]) if row.instrument == "the coders")
    assert (row.metric, row.value, row.n) == ("alpha, item co1", 1.0, 2)


def test_reliability_gives_the_published_alphas(tmp_path: Path) -> None:
    example = {"name": "made up", "units": [[1, 2, 3, 3], [1, 2, 3, 2]], "expected": {"nominal": 0.667}}
    (tmp_path / "reliability").mkdir()
    (tmp_path / "reliability" / "k.json").write_text(
        json.dumps({"examples": [example, {"name": "no ratings", "expected": {}}]})
    )
    (row,) = validate(tmp_path)
    assert row.value == pytest.approx(0.667, abs=0.001)
    assert row.published == 0.667


def test_rows_are_the_same_again_and_after_storing(gold: Path) -> None:
    first, again = to_json(validate(gold)), to_json(validate(gold))
    assert first == again
    assert to_json(from_json(first)) == first
    assert {"set", "file", "instrument", "metric", "value", "low", "high", "n", "split"} <= json.loads(first)[0].keys()


def test_sets_that_are_missing_are_said(gold: Path) -> None:
    said: list[str] = []
    validate(gold, say=said.append)
    assert said[:1] == [f"not in {gold}, skipped: stance-annotated, treebank-ud, relations-annotated, bias-basil, reliability"]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("attribution-polnear/a.jsonl", b"no json\n", "line 1 is no JSON"),
        ("attribution-polnear/a.jsonl", b'{"id": "1", "text": ""}\n', "line 1 has no attributions"),
        ("attribution-polnear/a.jsonl", b"[1]\n", "line 1 has no id"),
        ("attribution-polnear/a.jsonl.gz", b"not gzipped", "is not gzipped"),
        ("attribution-polnear/a.jsonl", b"\xff\n", "is not UTF-8"),
        ("hedging-szeged/a.jsonl", b"\n", "is empty"),
        ("sentiment-vader/a_GroundTruth.txt", b"1\tgood\ttext\n", "line 1 is not id, rating and text"),
        ("reliability/a.json", b"{}", "examples"),
        ("frames-narrative/a.jsonl", b'{"id": "1", "text": "a", "frames": {}}\n', "lack responsibility"),
    ],
)
def test_a_wrong_file_is_named_with_its_fault(tmp_path: Path, name: str, content: bytes, fault: str) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(InputError, match=fault) as error:
        validate(tmp_path)
    assert str(path) in str(error.value)


def test_a_folder_that_is_not_there_or_has_no_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        validate(tmp_path / "none")
    with pytest.raises(InputError, match="holds no file of a gold set"):
        validate(tmp_path)
    with pytest.raises(CallError, match="no gold set tones"):
        validate(tmp_path, ["tones"])


def test_names_of_files_tell_texts_from_raw_ratings(gold: Path) -> None:
    assert [file.name for file in sentiment_vader.GOLD.files(gold)] == ["nytEditorialSnippets_GroundTruth.txt"]
