"""Files → segmented documents, a few at a time."""

from __future__ import annotations

import io
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, NamedTuple, cast

from framing.corpus.documents import Document
from framing.corpus.outline import segment_all
from framing.corpus.packed import PIECE, Unpacked
from framing.corpus.plain import read_plain
from framing.corpus.records import read_csv, read_jsonl, read_parquet
from framing.errors import InputError

__all__ = ["EXTENSIONS", "read"]

EXTENSIONS = (".txt", ".md", ".html", ".htm", ".jsonl", ".csv", ".parquet")
"""What can be read; each also with .gz behind it."""

STDIN = "-"

TOGETHER = 1 << 20
"""Code points of the documents that are segmented together: about two hundred articles."""

Tell = Callable[[InputError], None]

_RECORDS = {".jsonl": read_jsonl, ".csv": read_csv, ".parquet": read_parquet}
_GZIP = b"\x1f\x8b"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<meta", b"<?xml", b"<div", b"<p>", b"<h1", b"<!--")
_KINDS = ", ".join(EXTENSIONS)


class _File(NamedTuple):
    """A file to be read: where it is, how it was named (below a folder: its path there), and its kind."""

    path: Path
    shown: str
    kind: str


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    on_fault: Literal["raise", "skip"] = "raise",
    tell: Tell | None = None,
) -> Iterator[Document]:
    """Read files and folders as documents, segmented.

    Args:
        paths: files, folders (searched through, in order of their names), or `-` for standard input.
        on_fault: `raise` stops at the first fault; `skip` leaves out what is faulty and goes on.
        tell: called with each fault that is skipped.

    Returns:
        Documents, one at a time, in the order of the paths; no paths give none. The id is the file's stem (its path
        below the folder where two files have the same), or the record's `id` (`<stem>-<line>` where it has none).

    Raises:
        InputError: a path is missing, empty, of an unknown kind or unreadable, or an id stands twice.

    Examples:
        >>> list(read([]))
        []
    """
    yield from _segmented(_read(paths, (tell or _ignore) if on_fault == "skip" else _raise))


def _segmented(documents: Iterable[Document]) -> Iterator[Document]:
    """Segment documents, so many together that what is looked up for all at once weighs little."""
    held: list[Document] = []
    size = 0
    try:
        for document in documents:
            held.append(document)
            size += len(document.text or "")
            if size >= TOGETHER:
                full, held, size = held, [], 0
                yield from segment_all(full)
    except InputError:
        yield from segment_all(held)  # what stands before a fault is given before it is told
        raise
    yield from segment_all(held)


def _read(paths: str | Path | Iterable[str | Path], fault: Tell) -> Iterator[Document]:
    """Read documents as they stand, each id once."""
    seen: dict[str, str] = {}
    for file, identity in _identified(_files([paths] if isinstance(paths, str | Path) else paths, fault)):
        for document in _guarded(file, identity, fault):
            if document.id in seen:
                fault(InputError(_twice(document.id, file.path, seen[document.id])))
                continue
            seen[document.id] = str(file.path)
            yield document


def _raise(error: InputError) -> None:
    raise error


def _ignore(_: InputError) -> None:
    return


def _twice(identity: str, path: Path, before: str) -> str:
    where = "twice" if str(path) == before else f"also in {before}"
    return f"{path}: the id {identity} stands {where}; give each document an id of its own"


def _files(paths: Iterable[str | Path], fault: Tell) -> Iterator[_File]:
    for given in paths:
        path = Path(given)
        if not str(given):
            fault(InputError('"": an empty path; name a file, a folder or - for standard input'))
        elif str(given) == STDIN:
            yield _File(path, "stdin", STDIN)
        elif path.is_dir():
            yield from _below(path, fault)
        elif not path.exists():
            fault(InputError(f"{path}: there is no such file or folder; check the path"))
        elif kind := kind_of(path):
            yield _File(path, path.as_posix(), kind)
        else:
            fault(InputError(f"{path}: is of an unknown kind; it may be {_KINDS}, each also with .gz"))


def _below(folder: Path, fault: Tell) -> list[_File]:
    found = [
        _File(path, path.relative_to(folder).as_posix(), kind_of(path))
        for path in sorted(folder.rglob("*"))
        if kind_of(path) and path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        fault(InputError(f"{folder}: holds nothing that can be read; put {_KINDS} (or .gz of these) into it"))
    return found


def kind_of(path: Path) -> str:
    """Give the extension that says how a file is read, without .gz; empty where it cannot be.

    Examples:
        >>> kind_of(Path("a/b.jsonl.gz")), kind_of(Path("b.pdf"))
        ('.jsonl', '')
    """
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    extension = plain.suffix.lower()
    return extension if extension in EXTENSIONS else ""


def stem_of(path: Path) -> str:
    """Give a file's name without its extensions.

    Examples:
        >>> stem_of(Path("texts/2024.06.19.txt.gz"))
        '2024.06.19'
    """
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def _identified(files: Iterable[_File]) -> list[tuple[_File, str]]:
    """Give each file its stem, or the way it was named where two have the same stem."""
    chosen = list(files)
    stems = ["stdin" if file.kind == STDIN else stem_of(file.path) for file in chosen]
    single = Counter(stem for file, stem in zip(chosen, stems, strict=True) if file.kind not in _RECORDS)
    return [(f, f.shown if single[s] > 1 and f.kind not in _RECORDS else s) for f, s in zip(chosen, stems, strict=True)]


def _guarded(file: _File, identity: str, fault: Tell) -> Iterator[Document]:
    """Read one file; what can be wrong with it as a whole becomes one line."""
    name = "stdin" if file.kind == STDIN else str(file.path)
    try:
        yield from _documents(file, identity, name, fault)
    except InputError as error:
        fault(error)
    except (EOFError, zlib.error):
        fault(InputError(f"{name}: is a broken or truncated gzip; fetch or pack it again"))
    except OSError as error:
        fault(InputError(f"{name}: cannot be read ({error.strerror or error}); check the file and its permissions"))


def _documents(file: _File, identity: str, name: str, fault: Tell) -> Iterator[Document]:
    with _opened(file) as stream:
        head = stream.peek(1 << 16)
        if not head:
            raise InputError(f"{name}: is empty; give a file with an article in it")
        kind = sniffed(head) if file.kind == STDIN else file.kind
        if kind in _RECORDS:
            yield from _records(kind, stream, identity, name, fault)
        else:
            yield _single(kind, stream.read(), identity, name)


def _records(kind: str, stream: io.BufferedReader, identity: str, name: str, fault: Tell) -> Iterator[Document]:
    """Read the records of a file; one without any is at fault, unless its faults were told already."""
    told: list[InputError] = []

    def telling(error: InputError) -> None:
        told.append(error)
        fault(error)

    empty = True
    for document in _RECORDS[kind](stream, identity, name, telling):
        empty = False
        yield document
    if empty and not told:
        raise InputError(f"{name}: holds no documents; give each article a line or row with its text")


def _single(kind: str, raw: bytes, identity: str, name: str) -> Document:
    if kind in (".html", ".htm"):
        from framing.corpus.html import read_html

        return read_html(raw, identity, name)
    if kind == ".md":
        from framing.corpus.markdown import read_markdown

        return read_markdown(raw, identity, name)
    return read_plain(raw, identity, name)


@contextmanager
def _opened(file: _File) -> Iterator[io.BufferedReader]:
    """Open a file, or take standard input, unpacked where it is gzip, whatever its name says."""
    if file.kind == STDIN:
        yield _unpacked(sys.stdin.buffer)
    else:
        with file.path.open("rb") as stream:
            yield _unpacked(stream)


def _unpacked(stream: IO[bytes]) -> io.BufferedReader:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    if buffered.peek(2)[:2] != _GZIP:
        return buffered
    return io.BufferedReader(Unpacked(buffered), PIECE)


def sniffed(head: bytes) -> str:
    """Tell from its first bytes what standard input holds: `.jsonl`, `.html`, `.parquet`, `.csv` or `.txt`.

    Examples:
        >>> sniffed(b'{"id": "a", "text": "One."}'), sniffed(b"<html>"), sniffed(b"id;text"), sniffed(b"One.")
        ('.jsonl', '.html', '.csv', '.txt')
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PAR1"):
        return ".parquet"
    if (start[:1] == b"{" and b'"text"' in start) or _is_object(start.partition(b"\n")[0]):
        return ".jsonl"
    if _is_header(start.partition(b"\n")[0]):
        return ".csv"
    return ".html" if start[:200].lower().startswith(_HTML) else ".txt"


def _is_header(line: bytes) -> bool:
    """Tell a CSV's header, short names with `text` among them, from an article's first line."""
    cells = [cell.strip(b'"\r') for cell in re.split(rb"[,;\t]", line)]
    return len(cells) > 1 and b"text" in cells and not any(b" " in cell for cell in cells)


def _is_object(line: bytes) -> bool:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) or (isinstance(read, list) and all(isinstance(each, dict) for each in read))
