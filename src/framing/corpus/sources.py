"""A study's documents: what `sources.csv` lists, with the texts where they are, and said to be withheld where not."""

from __future__ import annotations

import csv
import difflib
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from framing.corpus.documents import Document
from framing.corpus.read import EXTENSIONS, kind_of, read, stem_of
from framing.errors import InputError, StudyError
from framing.study import Study

__all__ = ["COLUMNS", "listed", "load_documents", "write_sources"]

COLUMNS = ("id", "file", "outlet", "title", "published", "url", "language", "sha256", "text_sha256", "text")
"""Columns of `sources.csv`; all others are the study's own."""

_RECORDS = (".jsonl", ".csv", ".parquet")
Row = Mapping[str, str]


def load_documents(study: Study, texts: Path | None = None) -> list[Document]:
    r"""Read the study's documents, segmented.

    Args:
        study: with `sources.csv` in its folder; without one every document in the texts folder belongs to the study.
        texts: where the texts are; the study's own `texts/` where None.

    Returns:
        A document for each row, in order; `text` is None where the text is not there. What the row says of outlet, title,
        date, address, language and own columns goes before what the file says.

    Raises:
        InputError: the texts folder that was named is missing, or a text or `sources.csv` cannot be read.
        StudyError: there is neither a list nor a text, an id stands twice, or the target is not among the documents.

    Examples:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "sources.csv").write_text("id,outlet,group\n001,The Example,left\n")
        ...     study = Study(name="s", title="S", folder=Path(folder), target="001")
        ...     [(d.id, d.text, d.columns["group"]) for d in load_documents(study)]
        [('001', None, 'left')]
    """
    folder = study.texts if texts is None else Path(texts)
    if texts is not None and not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder of texts; check the path after --texts")
    rows = listed(study)
    if rows:
        documents = _joined(rows, folder)
    elif folder.is_dir():
        documents = list(read([folder]))
    else:
        raise StudyError(f"{study.folder}: has neither sources.csv nor texts; put articles into {folder}")
    _require_target(study, documents)
    return documents


def listed(study: Study) -> list[Row]:
    """Read the rows of the study's `sources.csv`; none where there is no such file.

    Raises:
        InputError: it has no column `id`, or is no UTF-8.
        StudyError: an id is empty or stands twice.
    """
    path = study.folder / "sources.csv"
    if not path.exists():
        return []
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from None
    rows = _cells(content, path)
    seen: set[str] = set()
    for line, row in rows:
        if not row["id"] or row["id"] in seen:
            what = f"the id {row['id']} stands twice" if row["id"] else "has no id"
            raise StudyError(f"{path}, row {line}: {what}; give each document an id of its own")
        seen.add(row["id"])
    return [row for _, row in rows]


def _cells(content: str, path: Path) -> list[tuple[int, Row]]:
    """Give the rows by column, each with its number; commas, semicolons or tabs part the cells, as spreadsheets write them."""
    header = content.partition("\n")[0]
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    try:
        numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(reader, 1)]
    except csv.Error as error:
        raise InputError(f'{path}, line {reader.line_num}: {error}; close each quoted cell, and write " in it as ""') from None
    # Spreadsheets leave rows of nothing but commas behind.
    (_, columns), *rows = [each for each in numbered if any(each[1])] or [(1, [])]
    listed = ", ".join(columns) or "none"
    if "id" not in columns:
        raise InputError(
            f"{path}: has no column id; its columns are {listed}; begin it with a header, {','.join(COLUMNS[:5])},…"
        )
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice is not None:
        raise InputError(f"{path}: has the column {twice} twice; its columns are {listed}; rename one of the two")
    for number, row in rows:
        if any(row[len(columns) :]):
            raise InputError(
                f"{path}, row {number}: has {len(row)} cells for {len(columns)} columns; put quotes around cells with commas"
            )
    return [
        (number, {name: cell for name, cell in zip_longest(columns, row[: len(columns)], fillvalue="") if name})
        for number, row in rows
    ]


def _joined(rows: Sequence[Row], folder: Path) -> list[Document]:
    found = _texts(rows, folder)
    return [_filled(row, found.get(row["id"])) for row in rows]


def _texts(rows: Sequence[Row], folder: Path) -> dict[str, Document]:
    """Read each file that the rows name once, and give the documents found by the rows' ids."""
    by_file: dict[Path, list[str]] = defaultdict(list)
    stems = {stem_of(path): path for path in sorted(_single_files(folder), reverse=True)}
    for row in rows:
        path = _below(folder, row.get("file", "")) if row.get("file") else stems.get(row["id"])
        if path is not None and path.is_file():
            by_file[path].append(row["id"])
    found: dict[str, Document] = {}
    for path, wanted in by_file.items():
        found |= _from_file(path, wanted)
    return found


def _from_file(path: Path, wanted: Sequence[str]) -> dict[str, Document]:
    if kind_of(path) in _RECORDS:
        ids = set(wanted)
        return {document.id: document for document in read([path]) if document.id in ids}
    if len(wanted) > 1:
        raise StudyError(f"sources.csv: {', '.join(wanted[:3])} all name the file {path.name}, which holds one article")
    return dict(zip(wanted, (replace(document, id=wanted[0]) for document in read([path])), strict=True))


def _single_files(folder: Path) -> Iterator[Path]:
    """Give the files below a folder that hold one article each."""
    for path in folder.rglob("*"):
        kind = kind_of(path)
        if kind and kind not in _RECORDS and path.is_file():
            yield path


def unlisted(study: Study, texts: Path | None = None) -> list[str]:
    """Name the files of the texts folder that `sources.csv` does not list, and that are therefore not read.

    Files that hold many articles (.jsonl, .csv, .parquet) are not named: a study may use a part of them. Without a
    `sources.csv` every text belongs to the study; without the folder there is nothing to name.

    Raises:
        StudyError: a row names a file outside of the folder.
    """
    folder, rows = study.texts if texts is None else Path(texts), listed(study)
    if not rows or not folder.is_dir():
        return []
    found = {path for path in _single_files(folder) if not path.name.startswith(".")}
    stems = {stem_of(path): path for path in sorted(found, reverse=True)}
    named = {_below(folder, row["file"]) if row.get("file") else stems.get(row["id"]) for row in rows}
    return sorted(path.relative_to(folder).as_posix() for path in found - named)


def _below(folder: Path, file: str) -> Path:
    path = folder / file
    if not path.resolve().is_relative_to(folder.resolve()):
        raise StudyError(f"sources.csv: the file {file} lies outside {folder}; name a path below the texts folder")
    if path.is_file() and not kind_of(path):
        raise StudyError(
            f"sources.csv: the file {file} is of an unknown kind; it may be {', '.join(EXTENSIONS)} or .gz of these"
        )
    return path


def _filled(row: Row, document: Document | None) -> Document:
    """Lay the row over what the file says; without a text the row and its hashes stand alone."""
    own = {name: value for name, value in row.items() if name not in COLUMNS}
    if document is None:
        hashes = row.get("sha256", ""), row.get("text_sha256", "")
        document = Document(row["id"], None, sha256=hashes[0], text_sha256=hashes[1])
    filled = {name: value for name, value in own.items() if value or name not in document.columns}
    return replace(
        document,
        outlet=row.get("outlet") or document.outlet,
        title=row.get("title") or document.title,
        published=row.get("published") or document.published,
        url=row.get("url") or document.url,
        language=row.get("language") or document.language,
        columns={**document.columns, **filled},
    )


def _require_target(study: Study, documents: Sequence[Document]) -> None:
    ids = [document.id for document in documents]
    if study.target in ids:
        return
    near = difflib.get_close_matches(study.target, ids, n=3, cutoff=0.4) or ids[:3]
    hint = f"did you mean {' or '.join(near)}?" if near else "the study has no documents"
    raise StudyError(f'{study.folder / "study.toml"}: target is "{study.target}", which is not among the documents; {hint}')


def write_sources(
    documents: Iterable[Document], path: Path, *, files: Mapping[str, str] | None = None, titles: bool = False
) -> Path:
    """Write `sources.csv`: where each document is found and its hashes, never its text.

    Args:
        documents: in the order of the rows to be.
        path: of the file; written beside it first, so that a killed run leaves the old one whole.
        files: the path below the texts folder by id; empty for those not named.
        titles: whether titles are written: only where they are ours to publish.

    Returns:
        The path. No documents give a header alone.
    """
    chosen = list(documents)
    own = list(dict.fromkeys(name for document in chosen for name in document.columns if name not in COLUMNS))
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    with beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*COLUMNS, *own])
        for document in chosen:
            writer.writerow(_row(document, (files or {}).get(document.id, ""), own, titles=titles))
    beside.replace(path)
    return path


def _row(document: Document, file: str, own: Sequence[str], *, titles: bool) -> list[str]:
    title = document.title if titles else ""
    state = "withheld" if document.text is None else "available"
    facts = [document.id, file, document.outlet, title, document.published, document.url, document.language]
    return [*facts, document.sha256, document.text_sha256, state, *(document.columns.get(name, "") for name in own)]
