"""Rows as plain records, rounded, and the rows that the package ships: those of the last `framing validate --write`."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict
from importlib import resources
from typing import Any

from framing.validate.gold import Row

__all__ = ["PLACES", "SCORES", "from_json", "records", "rounded", "shipped", "to_json"]

PLACES = 6
"""Decimals of a figure: finer than anything that is shown, coarser than what differs between processors."""

SCORES = "scores.json"
"""The file in `framing.validate` with the rows of the default sets."""


def records(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Give each row as a record for JSON: figures rounded, what is not a number null.

    Examples:
        >>> row = Row("s", "f", "i", "tone", "r", 0.1234567, None, None, 9, "texts", 9, "not tuned on", "Tone")
        >>> records([row])[0]["value"]
        0.123457
    """
    return [{key: _plain(value) for key, value in asdict(row).items()} for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, PLACES) + 0.0 if math.isfinite(value) else None
    return list(value) if isinstance(value, tuple) else value


def to_json(rows: Iterable[Row]) -> str:
    """Write rows as a JSON list, a record a line."""
    return "[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records(rows)) + "\n]"


def from_json(text: str) -> list[Row]:
    """Read rows as `to_json` writes them; a figure that is null is NaN."""
    return [
        Row(**{**record, "labels": tuple(record["labels"]), "value": math.nan if record["value"] is None else record["value"]})
        for record in json.loads(text)
    ]


def rounded(rows: Iterable[Row]) -> list[Row]:
    """Give rows as they are after storing, so that what is printed now and later is the same to the last digit."""
    return from_json(to_json(rows))


def shipped() -> list[Row]:
    """Give the rows that the package ships.

    Examples:
        >>> "sentiment-vader" in {row.set for row in shipped()}
        True
    """
    return from_json((resources.files("framing.validate") / SCORES).read_text(encoding="utf-8"))
