"""Sets annotated for this toolkit: labels and places lie in the repository, the texts are sought beside the gold sets.

The texts belong to their outlets, so the repository has offsets only. Texts are found by their hash in the folder `corpus`
beside the folder of gold sets; where they are not there nothing is evaluated.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from framing.corpus.read import read
from framing.validate.gold import GoldFile, GoldSet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from framing.corpus.documents import Document

__all__ = ["ANNOTATIONS", "Annotated", "AnnotatedSet", "annotated_documents", "rows_of"]

ANNOTATIONS = Path(__file__).parents[3] / "data" / "annotations"
"""Where the labels are in a checkout; an installed package has none."""


@dataclass(frozen=True)
class Annotated(GoldFile):
    """A file of labels, and the folder of gold sets beside which the texts are sought."""

    folder: Path = field(default=Path())


@dataclass(frozen=True)
class AnnotatedSet(GoldSet):
    """The labels lie in the repository, not below the folder of gold sets; without the texts there is nothing to read."""

    labels: Path = field(default=ANNOTATIONS)
    """The folder of the labels."""

    def files(self, folder: Path) -> list[GoldFile]:
        """Give its files where the folder of texts is there; none where it is not, or in an installed package."""
        paths = [self.labels / name for name in self.known if (self.labels / name).is_file() and _corpus(folder).is_dir()]
        return [Annotated(self, path, folder=folder) for path in paths]


def annotated_documents(file: GoldFile, wanted: set[str]) -> list[Document]:
    """Give the documents of some SHA-256 of their text, in the order in which they are found; none unless all are there."""
    return list(_sought(_corpus(file.folder), frozenset(wanted))) if isinstance(file, Annotated) else []


def rows_of(path: Path) -> list[Mapping[str, str]]:
    """Read a CSV file of labels or places."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _corpus(folder: Path) -> Path:
    return folder.resolve().parent / "corpus"


@cache
def _sought(corpus: Path, wanted: frozenset[str]) -> tuple[Document, ...]:
    folders = [corpus / name for name in ("reference", "coverage", "scale") if (corpus / name).is_dir()]
    found: dict[str, Document] = {}
    for document in chain.from_iterable(read([folder]) for folder in folders):
        if document.text_sha256 in wanted:
            found.setdefault(document.text_sha256, document)
        if len(found) == len(wanted):
            return tuple(found.values())
    return ()
