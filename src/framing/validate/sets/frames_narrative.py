"""Generic frames of climate articles and the coders' own agreement (Frermann et al. 2023; Semetko & Valkenburg 2000)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from framing.errors import InputError
from framing.measures.folds import fold
from framing.measures.generic import LAYER, GenericFrames
from framing.tables import GENERIC_FRAMES as FRAMES
from framing.validate.agreement import alpha_of, coincidences
from framing.validate.documents import of_lines
from framing.validate.evidence import Evidence, Part, evidence, parts
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import of_documents, of_sums
from framing.validate.metrics import auc
from framing.validate.narrative_roles import role_rows
from framing.validate.rows import row

Right = NDArray[np.float64]

__all__ = ["FRAMES", "GOLD", "areas", "evaluate", "right_answers", "thresholds"]

GOLD = GoldSet(
    name="frames-narrative",
    construct="Generic frames: responsibility, human interest, conflict, morality, economic consequences, by article",
    source="Frermann et al. 2023: the Narrative Frames Corpus; github.com/phenixace/narrative-framing (commit 76d1519 has its "
    "data), as supplied",
    licence="MIT",
    untested="Any matter but climate change; where in an article a frame stands (labels are of whole articles); issue frames "
    "that a study declares; of roles, who is an actor at all (the coders' entities are taken as given), and states as actors",
    floor="AUC 0.5: chance",
    published="none by AUC",
    known={"dev.jsonl.gz": "38938e2a42854ff650c1fe9c6df00f581ffa0e8f46de6f87bdeed2b31477a7b1"},
    endings=(".jsonl",),
)

ANSWERS = "coder-answers.json"

CODES = {"no": 0, "yes": 1}
"""Answers that count; anything else is no answer."""


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give AUC by frame of every instrument that finds generic frames, and alpha by item of the coders' raw answers."""
    records = {str(record["id"]): record for record in file.records("id", "text", "frames")}
    documents = [of_lines(name, record["text"]) for name, record in records.items()]
    gold = {name: _labels(file, record["frames"]) for name, record in records.items()}
    found = evidence(documents, [LAYER], file, more=[GenericFrames(FRAMES)])
    for instrument in found.instruments(LAYER):
        for part in parts(file, instrument):
            names = [name for name in records if part.holds(name)]
            scores = {name: _scores(found, instrument, name, len(records[name]["text"].split())) for name in names}
            yield from areas(file, instrument, part, gold, scores)
            yield from thresholds(file, instrument, part, gold, scores)
    yield from role_rows(file, records, documents)
    yield from _alphas(file, list(records))


def _labels(file: GoldFile, frames: Mapping[str, object]) -> NDArray[np.bool_]:
    missing = [name for name in FRAMES if name not in frames]
    if missing:
        raise InputError(f"{file.path}: a record's frames lack {missing[0]}; they are {', '.join(FRAMES)}")
    return np.array([str(frames[name]).strip("() ").lower() == "true" for name in FRAMES])


def _scores(found: Evidence, instrument: str, name: str, words: int) -> NDArray[np.float64]:
    spans = found.spans(LAYER, instrument)[name]
    return np.array([sum(span.value for span in spans if span.label == frame) / max(words, 1) for frame in FRAMES])


def areas(
    file: GoldFile,
    instrument: str,
    part: Part,
    gold: Mapping[str, NDArray[np.bool_]],
    scores: Mapping[str, NDArray[np.float64]],
) -> Iterator[Row]:
    """Give the AUC of each frame from scores by article (any scale, in the order of `FRAMES`)."""
    names = list(scores)
    ours, truth = np.array([scores[name] for name in names]), np.array([gold[name] for name in names])
    for place, frame in enumerate(FRAMES):

        def area(chosen: NDArray[np.intp], place: int = place) -> float:
            return auc(ours[chosen, place], truth[chosen, place])

        yield row(
            file, instrument, LAYER, f"AUC of {frame}", of_documents(len(names), area), split=part.split, n=len(names),
            unit="articles", documents=len(names), floor=0.5, floor_is="chance", labels=(frame,),
            note=f"articles with the frame: {int(truth[:, place].sum())}", said="with the coders of climate articles",
        )  # fmt: skip


def thresholds(
    file: GoldFile,
    instrument: str,
    part: Part,
    gold: Mapping[str, NDArray[np.bool_]],
    scores: Mapping[str, NDArray[np.float64]],
) -> Iterator[Row]:
    """Give the share of articles that a threshold gets right, and that less the share of the commonest answer, paired.

    Both are chosen on four fifths of the articles and applied to the fifth.
    """
    names = list(scores)
    folds = np.array([fold(name) for name in names])
    ours, truth = np.array([scores[name] for name in names]), np.array([gold[name] for name in names])
    for place, frame in enumerate(FRAMES):
        right, commonest = right_answers(ours[:, place], truth[:, place], folds)
        table = np.column_stack([right, commonest, np.ones(len(names))])
        common = {
            "split": part.split, "n": len(names), "unit": "articles", "documents": len(names), "labels": (frame,),
            "note": "threshold on the rate chosen by articles of other folds",
        }  # fmt: skip
        yield row(
            file, instrument, LAYER, f"share right, {frame}", of_sums(table, lambda sums: sums[..., 0] / sums[..., 2]),
            floor=float(commonest.mean()), floor_is="the commonest answer", **common,
        )  # fmt: skip
        gain = of_sums(table, lambda sums: (sums[..., 0] - sums[..., 1]) / sums[..., 2])
        yield row(file, instrument, LAYER, f"share right less the commonest answer's, {frame}", gain, **common)


def right_answers(ours: NDArray[np.float64], truth: NDArray[np.bool_], folds: NDArray[np.intp]) -> tuple[Right, Right]:
    """Tell of each article whether the threshold, and whether the commonest answer, of the other folds is right on it."""
    right, commonest = np.zeros(len(ours)), np.zeros(len(ours))
    for number in np.unique(folds):
        test, rest = folds == number, folds != number
        steps = np.append(np.unique(ours[rest]), np.inf)
        agreed = ((ours[rest] >= steps[:, None]) == truth[rest]).mean(axis=1) if rest.any() else np.zeros(1)
        right[test] = (ours[test] >= steps[int(agreed.argmax())]) == truth[test]
        commonest[test] = truth[test] == (truth[rest].mean() > 0.5 if rest.any() else False)
    return right, commonest


def _alphas(file: GoldFile, names: list[str]) -> Iterator[Row]:
    """Give Krippendorff's alpha of each yes-no item, over the file's articles that two coders or more have answered."""
    path = file.path.with_name(ANSWERS)
    if not path.is_file():
        return
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error}); copy it again") from error
    own = [answers[name] for name in names if name in answers]
    items = sorted({item for answer in own for item in answer if not item.startswith("_")})
    for item in items:
        codes = np.array([[CODES.get(str(code), -1) for code in answer[item][1]] for answer in own if item in answer]).T
        tables = coincidences(codes, 2).reshape(codes.shape[1], 4)
        answered = tables[tables.sum(axis=1) > 0]
        if len(answered):
            yield row(
                file, "the coders", "", f"alpha, item {item}", of_sums(answered, alpha_of((0, 1), "nominal")), split="human",
                n=len(answered), unit="articles with two answers or more", documents=len(answered), detail=True,
                note=f"Krippendorff's alpha, nominal, {len(codes)} coders",
            )  # fmt: skip
