"""Gold folders made up for the tests: a few sentences each, in the format of the real sets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

RATED = {
    "1_1": (1.6, "The harbour opened and people cheered the good news."),
    "1_2": (-2.0, "Then a terrible storm killed two sailors."),
    "2_1": (0.1, "The council met on Monday."),
    "2_2": (2.2, "Everybody was happy with the wonderful result."),
    "3_1": (-1.4, "Critics called the plan a disaster and a fraud."),
    "3_2": (0.4, "The plan was signed in March."),
}


def jsonl(path: Path, records: Sequence[object]) -> None:
    """Write JSON Lines, gzipped where the name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)


def hedged(doc: str, text: str, *cues: tuple[str, str]) -> dict[str, object]:
    """Code a sentence: each cue is its surface and the corpus' type."""
    spans = [
        {"start": text.index(cue), "end": text.index(cue) + len(cue), "text": cue, "tag": "ccue", "type": f"speculation_{kind}"}
        for cue, kind in cues
    ]
    return {"doc": doc, "sentence": "S1", "text": text, "cues": spans}


def attributed(name: str, text: str, *triples: tuple[str, str, str]) -> dict[str, object]:
    """Code a text: each attribution is the surfaces of source, cue and content (empty: none)."""

    def spans(surface: str) -> list[list[int]]:
        return [[text.index(surface), text.index(surface) + len(surface)]] if surface else []

    names = ("source", "cue", "content")
    return {
        "id": name,
        "text": text,
        "attributions": [{name: spans(part) for name, part in zip(names, each, strict=True)} for each in triples],
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A folder with a small made-up file for every set that an instrument is held against."""
    tone = tmp_path / "sentiment-vader"
    tone.mkdir()
    means = "".join(f"{name}\t{rating}\t{text}\n" for name, (rating, text) in RATED.items())
    (tone / "nytEditorialSnippets_GroundTruth.txt").write_text(means, encoding="utf-8")
    raw = {
        name: [round(rating), round(rating), round(rating) + number % 2]
        for number, (name, (rating, _)) in enumerate(RATED.items())
    }
    answers = "".join(f"{name}\t{RATED[name][0]}\t0.5\t{codes}\n" for name, codes in raw.items())
    (tone / "nytEditorialSnippets_anonDataRatings.txt").write_text(answers, encoding="utf-8")
    jsonl(
        tmp_path / "hedging-szeged" / "factbank-heldout.jsonl.gz",
        [
            hedged("a", "The harbour may open in March.", ("may", "modal_probable_")),
            hedged(
                "a", "Perhaps the crew believes that it sank.", ("Perhaps", "modal_possible_"), ("believes", "hypo_doxastic _")
            ),
            hedged("b", "The harbour opened in March."),
            hedged("b", "If it opens, ships will come.", ("If", "hypo_condition _")),
            hedged("b", "The deal is presumptive.", ("presumptive", "modal_probable_")),
        ],
    )
    jsonl(
        tmp_path / "attribution-polnear" / "test.jsonl.gz",
        [
            attributed(
                "x",
                "Miller said the harbour would open.\nThe crew hopes that it does.\n",
                ("Miller", "said", "the harbour would open"),
                ("The crew", "hopes", "it does"),
            ),
            attributed("y", "“We will open the harbour,” Miller said.", ("Miller", "said", "“We will open the harbour,”")),
        ],
    )
    target = {"Input.gid": "n_1_1_0_A", "from": 0, "to": 6, "mention": "Miller"}
    jsonl(
        tmp_path / "target-sentiment-newsmtsc" / "devtest_rw.jsonl",
        [
            {
                "primary_gid": "n_1_1_0_A",
                "sentence_normalized": "Miller did a wonderful job.",
                "targets": [{**target, "polarity": 6.0}],
            },
            {
                "primary_gid": "n_2_1_0_A",
                "sentence_normalized": "Miller met the press.",
                "targets": [{**target, "polarity": 4.0}],
            },
            {
                "primary_gid": "n_3_1_0_A",
                "sentence_normalized": "Miller caused a horrible war.",
                "targets": [{**target, "polarity": 4.0}],
            },
        ],
    )
    frames = {
        "responsibility": "True",
        "human_interest": "False",
        "conflict": "False",
        "morality": "False",
        "economic": "False",
    }
    jsonl(
        tmp_path / "frames-narrative" / "heldout.jsonl.gz",
        [
            {"id": "0", "text": "The costs of the plan rose.", "frames": {**frames, "economic": "True"}},
            {"id": "1", "text": "The harbour opened.", "frames": frames},
            {"id": "2", "text": "Critics denounced the plan.", "frames": {**frames, "conflict": "True", "economic": "False)"}},
        ],
    )
    return tmp_path
