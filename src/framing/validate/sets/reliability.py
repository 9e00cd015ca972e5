"""Krippendorff's published examples: whether agreement is computed as he computes it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from framing.errors import InputError
from framing.validate.agreement import alpha
from framing.validate.gold import GoldFile, GoldSet, Row
from framing.validate.intervals import Interval
from framing.validate.rows import row

__all__ = ["GOLD", "evaluate"]

GOLD = GoldSet(
    name="reliability",
    construct="Agreement of coders: Krippendorff's alpha",
    source="Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; as supplied",
    licence="facts",
    untested="Nothing about texts: it holds the computation of alpha against published results",
    floor="none: equality is asked",
    published="the published alphas themselves",
    known={"krippendorff.json": "20c3835c3352cd0a6ec317b822316112a14df8156887db00875c6af17d5e27dc"},
    endings=(".json",),
)

NAN = float("nan")


def evaluate(file: GoldFile) -> Iterator[Row]:
    """Give alpha of each example that has ratings, at each level that it has an alpha for."""
    try:
        examples = json.loads(file.content)["examples"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f'{file.path}: is no JSON object with "examples"; copy it again') from error
    for example in examples:
        if "units" not in example:
            continue
        for level, expected in sorted(example["expected"].items()):
            value = alpha(example["units"], level)
            yield row(
                file, "Krippendorff's alpha", "", f"alpha, {level}", Interval(value, NAN, NAN), split="exact", documents=1,
                n=len(example["units"][0]), unit="units", published=float(expected), published_is="as published",
                note=example["name"],
            )  # fmt: skip
