"""Verbs rated for power or agency: the list that ships, and a user's own file in the layout of a published one.

Sap et al. (2017) rate who has power in "A verbs B" and how much agency A has; Rashkin et al. (2016) rate connotations, from
which only a stand-in for power can be read. Neither may be redistributed, so a user names a file below the study's folder.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from framing.errors import InputError
from framing.lexicons.load import load

__all__ = ["Ratings", "own_power", "read_ratings"]

Dimension = Literal["power", "agency"]

_VERBS = ("verb", "entry", "lemma", "predicate")
"""Names of the column of verbs."""

_LABELS: Mapping[Dimension, Mapping[str, float]] = {
    "power": {"power_agent": 1.0, "power_equal": 0.0, "power_theme": -1.0},
    "agency": {"agency_pos": 1.0, "agency_equal": 0.0, "agency_neg": -1.0},
}
"""What Sap et al. write in the columns `power` and `agency`; the same words are the names of columns of counts or flags."""

_RASHKIN = ("value(a)", "value(t)")
"""Columns of Rashkin et al.: how much the agent and the theme are shown to be worth, −1 … 1."""


@dataclass(frozen=True)
class Ratings:
    """Ratings of verbs and nouns of event, −1 … 1, by lemma; a verb may have the word behind it ("give up", "bow to")."""

    name: str
    """Empty for the list that ships; else the file's name and the first eight digits of its SHA-256."""
    verbs: Mapping[str, float]
    nouns: Mapping[str, float]


@cache
def own_power() -> Ratings:
    """Give the list of power that ships, `lexicons/power.csv`.

    Examples:
        >>> own_power().verbs["invade"], own_power().verbs["beg"], own_power().nouns["aggression"]
        (1.0, -1.0, 1.0)
    """
    rows = load("power").entries
    by_kind = {kind: {row["entry"]: float(row["power"]) for row in rows if row["kind"] == kind} for kind in ("verb", "noun")}
    return Ratings("", by_kind["verb"], by_kind["noun"])


def read_ratings(path: Path, dimension: Dimension = "power") -> Ratings:
    """Read a user's ratings, in the layout of Sap et al., of Rashkin et al., or a column of numbers.

    Args:
        path: a CSV or tab-separated file, UTF-8, with a header line. A column `verb` (or entry, lemma, predicate), and either
            a column `power` (`agency`) of labels (power_agent, power_equal, power_theme; agency_pos, agency_equal, agency_neg)
            or of numbers from −1 to 1; or columns named as these labels, with counts or flags; or, for power, Rashkin's
            `value(a)` and `value(t)`, of which half the difference is taken. A column `kind` may say verb or noun.
        dimension: which of the two is read.

    Rows without a rating are left out; where a verb stands twice, the mean is taken.

    Raises:
        InputError: the file is not there, lacks these columns, rates nothing, or a rating cannot be understood.
    """
    content = _bytes(path, dimension)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; save it as UTF-8") from None
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in head else ",")
    columns = [name.strip() for name in reader.fieldnames or []]
    reader.fieldnames = columns
    verb, rating = _verb_column(path, columns), _rating(path, columns, dimension)
    found: dict[tuple[str, str], list[float]] = {}
    for key, value in _rows(path, reader, verb, rating):
        found.setdefault(key, []).append(value)
    if not found:
        raise InputError(f'{path}: rates no verb; give at least one a rating in "{dimension}"')
    means = {key: sum(values) / len(values) for key, values in found.items()}
    by_kind = {kind: {entry: mean for (named, entry), mean in means.items() if named == kind} for kind in ("verb", "noun")}
    return Ratings(f"{path.name} ({hashlib.sha256(content).hexdigest()[:8]})", by_kind["verb"], by_kind["noun"])


def _bytes(path: Path, dimension: Dimension) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: is not there; [instruments] {dimension} names a file below the study's folder") from None
    except IsADirectoryError:
        raise InputError(f"{path}: is a folder; [instruments] {dimension} names a file below the study's folder") from None


def _verb_column(path: Path, columns: Sequence[str]) -> str:
    named = next((name for name in _VERBS if name in columns), "")
    if not named:
        raise InputError(f'{path}: has no column "verb"; it has {", ".join(columns) or "no header line"}')
    return named


_Rating = Callable[[Mapping[str, str]], float | None]


def _rating(path: Path, columns: Sequence[str], dimension: Dimension) -> _Rating:
    """Give the function that reads the rating off a row, by the names of the columns."""
    labels = _LABELS[dimension]
    if dimension in columns:
        return lambda row: _labelled(row[dimension], labels)
    if sum(label in columns for label in labels) > 1:
        return lambda row: _counted({label: row[label] for label in labels if label in columns}, labels)
    if dimension == "power" and all(name in columns for name in _RASHKIN):
        return lambda row: (_number(row[_RASHKIN[0]]) - _number(row[_RASHKIN[1]])) / 2
    wanted = f'a column "{dimension}", or the columns {", ".join(labels)}'
    more = f", or {' and '.join(_RASHKIN)}" if dimension == "power" else ""
    raise InputError(f"{path}: has no ratings of {dimension}; it has {', '.join(columns)}; give it {wanted}{more}")


def _rows(path: Path, reader: csv.DictReader[str], verb: str, rating: _Rating) -> Iterator[tuple[tuple[str, str], float]]:
    for row in reader:
        entry = (row[verb] or "").strip().lower()
        try:
            kind = _kind(row)
            value = rating({name: (cell or "").strip() for name, cell in row.items() if isinstance(cell, str | None)})
        except ValueError as error:
            raise InputError(f'{path}: line {reader.line_num}, "{entry}": {error}') from None
        if entry and value is not None:
            yield (kind, entry), value


def _kind(row: Mapping[str, str]) -> str:
    kind = (row.get("kind") or "verb").strip().lower()
    if kind not in ("verb", "noun"):
        raise ValueError(f'kind is "{kind}"; give verb or noun')
    return kind


def _labelled(cell: str, labels: Mapping[str, float]) -> float | None:
    if not cell:
        return None
    if cell in labels:
        return labels[cell]
    try:
        return _number(cell)
    except ValueError:
        raise ValueError(f'the rating is "{cell}"; it may be {", ".join(labels)}, or a number from -1 to 1') from None


def _counted(cells: Mapping[str, str], labels: Mapping[str, float]) -> float | None:
    """Weigh each label with its count; None where nobody rated the verb."""
    counts = {label: _count(cell) for label, cell in cells.items()}
    total = sum(counts.values())
    return sum(labels[label] * count for label, count in counts.items()) / total if total else None


def _count(cell: str) -> float:
    flags = {"": 0.0, "true": 1.0, "false": 0.0}
    try:
        count = flags[cell.lower()] if cell.lower() in flags else float(cell)
    except ValueError:
        count = -1.0
    if not 0 <= count < float("inf"):
        raise ValueError(f'the count is "{cell}"; give a number from 0, or true or false')
    return count


def _number(cell: str) -> float:
    try:
        number = float(cell)
    except ValueError:
        number = float("nan")
    if not -1 <= number <= 1:
        raise ValueError(f'the rating is "{cell}"; give a number from -1 to 1')
    return number
