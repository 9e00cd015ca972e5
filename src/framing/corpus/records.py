"""Files that hold many documents: JSONL, CSV and Parquet; ids and all columns stay strings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

from framing.corpus.documents import Document
from framing.corpus.encoding import decode
from framing.corpus.plain import KNOWN, hashed, hashed_bytes, require_letters
from framing.corpus.sections import same_title
from framing.errors import InputError

__all__ = ["document_of", "read_csv", "read_jsonl", "read_parquet"]

Fault = Callable[[InputError], None]
"""Called with each fault; raises it, or notes it and returns."""


class _Number(str):
    """A JSON number as it was written: 1e5 stays 1e5."""

    __slots__ = ()


def document_of(record: Mapping[str, Any], place: str, fallback: str, encoding: str, extractor: str) -> Document:
    r"""Make a document of one record, not segmented yet.

    Args:
        record: column names and values.
        place: what errors call it ("a.jsonl, line 3").
        fallback: the id of a record that has none.
        encoding: of the file.
        extractor: `jsonl`, `csv` or `parquet`.

    Raises:
        InputError: the text is missing, is no text, or has no letters.

    Examples:
        >>> document_of({"id": "001", "text": "Envoys met.", "title": "Talks"}, "a.jsonl, line 1", "a-1", "utf-8", "jsonl").text
        'Talks\n\nEnvoys met.'
    """
    body = record.get("text")
    if type(body) is not str:
        raise InputError(_no_text(record, body, place))
    known = [_cell(record.get(name)) for name in _OWN]
    identity, title, outlet, published, url, language = known
    title = " ".join(title.split())
    columns = {name: _cell(value) for name, value in record.items() if name not in _KNOWN}
    _encoded("".join((*known, *columns, *columns.values())), place, "a field beside its text")
    raw = _encoded(body, place, "its text")
    if b"\r" in raw:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    require_letters(body, place)
    text = _canonical(title, body)
    own_hash = hashed_bytes(raw)
    return Document(
        id=" ".join(identity.split()) or fallback,
        text=text,
        title=title,
        outlet=outlet,
        published=published,
        url=url,
        language=language,
        sha256=own_hash,
        text_sha256=own_hash if text is record["text"] else _hashed(text, body, raw),
        extractor=extractor,
        encoding=encoding,
        columns=columns,
    )


_OWN = tuple(name for name in KNOWN if name != "text")
_KNOWN = frozenset(KNOWN)


def _canonical(title: str, body: str) -> str:
    """Put the title on top where the text does not begin with it."""
    if not title:
        return body
    first = body.lstrip("\n")[: 2 * len(title) + 20].lstrip().partition("\n")[0]
    return body if same_title(first.rstrip(), title) else f"{title}\n\n{body}"


def _hashed(text: str, body: str, raw: bytes) -> str:
    """Give the hash of a text that ends with the body, whose bytes are at hand where its newlines were canonical."""
    if b"\r" in raw:
        return hashed(text)
    return hashed_bytes(text[: len(text) - len(body)].encode(), raw)


def _encoded(body: str, place: str, what: str) -> bytes:
    try:
        raw = body.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{place}: {what} holds half a character at {error.start} (a lone surrogate); take it out") from None
    if b"\0" in raw:
        raise InputError(f"{place}: {what} holds a NUL character; take it out")
    return raw


def _no_text(record: Mapping[str, Any], body: object, place: str) -> str:
    if "text" not in record:
        columns = ", ".join(map(str, record)) or "nothing"
        return f"{place}: has no text, only {columns}; put the article's text in a field named text"
    kind = (
        "a number"
        if isinstance(body, _Number | int | float) and not isinstance(body, bool)
        else _KINDS.get(type(body), "no string")
    )
    shown = f" ({str(body)[:40]})" if kind == "a number" else ""
    return f"{place}: its text is {kind}{shown}; give the article's text as a string in quotes, or delete the line"


_KINDS: Mapping[type, str] = {type(None): "null", bool: "true or false", list: "a list", dict: "an object"}


def _cell(value: object) -> str:
    """Give a cell as the string that stands in the source; nothing and NaN are empty."""
    if type(value) is str:
        return value
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool | list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def read_jsonl(stream: IO[bytes], stem: str, name: str, on_fault: Fault) -> Iterator[Document]:
    r"""Read one record a line; blank lines are passed over.

    Raises:
        InputError: through `on_fault`, with the line's number.

    Examples:
        >>> import io
        >>> [d.id for d in read_jsonl(io.BytesIO(b'{"text": "One."}\n'), "a", "a.jsonl", print)]
        ['a-1']
    """
    decoder = json.JSONDecoder(parse_float=_Number, parse_int=_Number, parse_constant=lambda _: None)
    for number, line in enumerate(stream, 1):
        if line.isspace():
            continue
        place = f"{name}, line {number}"
        try:
            record = _parsed(decoder, line, place)
            document = document_of(record, place, f"{stem}-{number}", "utf-8", "jsonl")
        except InputError as error:
            on_fault(error)
            continue
        yield document


def _parsed(decoder: json.JSONDecoder, line: bytes, place: str) -> dict[str, Any]:
    try:
        record = decoder.decode(line.decode("utf-8-sig" if line.startswith(b"\xef\xbb\xbf") else "utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{place}: is not UTF-8, as JSON must be; save the file anew as UTF-8") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{place}: is not JSON ({error.msg} at column {error.colno}); mend or delete the line") from None
    except RecursionError:
        raise InputError(f"{place}: is nested too deeply to be a record; mend or delete the line") from None
    if not isinstance(record, dict):
        raise InputError(f'{place}: is JSON but no object; write {{"id": …, "text": …}} on each line')
    return record


def read_csv(stream: IO[bytes], stem: str, name: str, on_fault: Fault) -> Iterator[Document]:
    r"""Read one record a row of a CSV file with a header (comma, semicolon or tab).

    Raises:
        InputError: there is no column `text` (raised), or a row is at fault (through `on_fault`).

    Examples:
        >>> import io
        >>> [d.id for d in read_csv(io.BytesIO(b"id,text\n001,One.\n"), "a", "a.csv", print)]
        ['001']
    """
    text, encoding = decode(stream.read(), name)
    csv.field_size_limit(1 << 30)
    rows = _rows(text, name)
    _, columns = next(rows, (0, []))
    columns = [column.strip() for column in columns]
    _require_text(columns, name)
    for number, row in rows:
        place = f"{name}, line {number}"
        try:
            document = document_of(_record(columns, row, place), place, f"{stem}-{number}", encoding, "csv")
        except InputError as error:
            on_fault(error)
            continue
        yield document


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV that are not empty, each with its line."""
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        # Read leniently, a quotation mark without its fellow would make one text of all articles after it.
        raise InputError(f'{name}, line {reader.line_num}: {error}; close each quoted cell, and write " in it as ""') from None


def _require_text(columns: Sequence[str], name: str) -> None:
    listed = ", ".join(columns) or "none"
    if "text" not in columns:
        raise InputError(f"{name}: has no column text; its columns are {listed}; give that name to the column with the text")
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    if twice is not None:
        raise InputError(f"{name}: has the column {twice} twice; its columns are {listed}; rename one of the two")


def _record(columns: Sequence[str], row: Sequence[str], place: str) -> dict[str, str]:
    if len(row) > len(columns):
        raise InputError(f"{place}: has {len(row)} cells for {len(columns)} columns; put quotes around cells with commas")
    return dict(zip(columns, row, strict=False))


def read_parquet(stream: IO[bytes], stem: str, name: str, on_fault: Fault) -> Iterator[Document]:
    """Read one record a row of a Parquet file; whole numbers and dates become strings.

    Raises:
        InputError: the file is no Parquet or has no column `text` (raised), or a row is at fault (through `on_fault`).
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(stream.read()))
        columns = file.schema_arrow.names
        if "text" not in columns:
            raise InputError(
                f"{name}: has no column text; its columns are {', '.join(columns)}; give that name to the column with the text"
            )
        number = 0
        for batch in file.iter_batches(batch_size=1024):
            for record in batch.to_pylist():
                number += 1
                try:
                    document = document_of(record, f"{name}, row {number}", f"{stem}-{number}", "utf-8", "parquet")
                except InputError as error:
                    on_fault(error)
                    continue
                yield document
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as error:
        reason = str(error).splitlines()[0][:80]
        raise InputError(f"{name}: is no readable Parquet ({reason}); write it anew or save it as CSV") from None
