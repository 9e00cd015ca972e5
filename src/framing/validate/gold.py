"""What a gold set is, what one of its files is, and what a row of the validation says.

A set is a folder of files that humans have coded. Files whose content is known (by its SHA-256) are those that this
toolkit was made with; any other file of the same format is a test set under its own name, and says so.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from framing.errors import InputError

__all__ = ["Evaluator", "GoldFile", "GoldSet", "Row"]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A folder of texts with human judgements: where it is from, what it can show and what it cannot."""

    name: str
    """The folder's name below the folder of gold sets."""
    construct: str
    source: str
    """Authors and year, public repository and commit; "as supplied" where no commit is known."""
    licence: str
    untested: str
    """What it does not test, and the bounds of what it does."""
    floor: str
    """The simplest instrument that one would use instead, with its score."""
    published: str
    """The best published figure that is known; "none known" where that is so."""
    known: dict[str, str]
    """SHA-256 of the content (unpacked, where the file is gzipped) of each file known to us, by file name."""
    endings: tuple[str, ...]
    """How the names of its files end; a file may be gzipped (".gz") or not."""
    beside: tuple[str, ...] = ()
    """How the names of files end that stand beside them and hold no items."""

    def files(self, folder: Path) -> list[GoldFile]:
        """Give its files in `folder` (the folder of all sets), sorted by name; none where the set is not there."""
        own = folder / self.name
        paths = sorted(own.iterdir()) if own.is_dir() else []
        plain = {path: path.name.removesuffix(".gz") for path in paths}
        named = [path for path, name in plain.items() if name.endswith(self.endings) and not name.endswith(self.beside)]
        return [GoldFile(self, path) for path in named if path.is_file()]


@dataclass(frozen=True)
class GoldFile:
    """One file of a set."""

    gold: GoldSet
    path: Path
    documents: dict[str, str] = field(default_factory=dict, compare=False)
    """Ids of the documents that were made of it, each with the digest of its text; filled when it is evaluated."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @cached_property
    def content(self) -> bytes:
        """Its bytes, unpacked.

        Raises:
            InputError: it ends in .gz and is not gzipped.
        """
        content = self.path.read_bytes()
        if self.path.suffix != ".gz":
            return content
        try:
            return gzip.decompress(content)
        except (OSError, EOFError) as error:
            raise InputError(f"{self.path}: is not gzipped, or is cut short; copy it again") from error

    @cached_property
    def known_as(self) -> str:
        """The name of the known file that has this content; empty where it is new to us."""
        digest = hashlib.sha256(self.content).hexdigest()
        return next((name for name, known in self.gold.known.items() if known == digest), "")

    def lines(self) -> list[str]:
        """Give its lines that are not empty, without their ends.

        Raises:
            InputError: it is not UTF-8, or has no line.
        """
        try:
            text = self.content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(f"{self.path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
        lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        if not lines:
            raise InputError(f"{self.path}: is empty; copy it again, or take it away")
        return lines

    def records(self, *keys: str) -> list[dict[str, Any]]:
        """Read JSON Lines whose records have these keys.

        Raises:
            InputError: a line is no JSON object, or lacks a key.
        """
        records = []
        for number, line in enumerate(self.lines(), 1):
            try:
                record = json.loads(line)
            except ValueError as error:
                raise InputError(f"{self.path}: line {number} is no JSON ({error}); one record a line is needed") from error
            missing = [key for key in keys if key not in record] if isinstance(record, dict) else [*keys, "an object"]
            if missing:
                wanted = ", ".join(keys)
                raise InputError(f"{self.path}: line {number} has no {missing[0]}; a record of {self.gold.name} has {wanted}")
            records.append(record)
        return records


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: an instrument on a file by a metric, with its interval and what stands beside it."""

    set: str
    file: str
    instrument: str
    layer: str
    """The layer of evidence that is judged; empty for what is no instrument (human raters, agreement of coders)."""
    metric: str
    value: float
    low: float | None
    high: float | None
    n: int
    unit: str
    """What `n` counts: snippets, sentences, cues, …"""
    documents: int
    """Documents that were resampled for the interval."""
    split: str
    """Whether the instrument was tuned on the file, and how that is kept out of the figure."""
    construct: str
    floor: float | None = None
    floor_is: str = ""
    published: float | None = None
    published_is: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()
    """The kinds of the layer that are judged; empty: the layer as a whole."""
    said: str = ""
    """How a caption ends that shows the figure: "with the mean of 20 raters on …"; empty where it is for the page only."""
    detail: bool = field(default=False)
    """Whether the page lists it apart, below the figures that matter."""


class Evaluator(Protocol):
    """A module of `validate.sets`: the gold set, and what is measured on one of its files."""

    GOLD: GoldSet

    def evaluate(self, file: GoldFile) -> Iterator[Row]:
        """Give the figures of every instrument on one file; nothing where there is no instrument."""
