"""Tables on disk: a folder of Parquet files, written beside its place and then renamed, so that nothing is ever half there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError, TableError
from framing.tables import TABLES, empty, parquet_options, read, schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    from framing.study import Study

__all__ = ["LATER", "MEASURED", "TEXTUAL", "StoredTables", "fresh_beside", "open_tables", "swapped", "write_tables"]

MEASURED = (
    "documents",
    "sections",
    "dropped",
    "sentences",
    "exposure",
    "evidence",
    "relations",
    "labels",
    "links",
    "measures",
    "terms",
)
"""The tables that a study's texts are turned into."""

LATER = ("relations", "labels")
"""Of these, tables that former versions did not make: a folder without them is opened, and they are empty."""

TEXTUAL = ("alignments", "aligned_actors", "lost", "reuse", "copies", "ngrams")
"""Tables that need texts too but hold documents against each other; made with a study's results, kept beside the others."""


def write_tables(
    shard_tables: Iterable[Mapping[str, pa.Table]], folder: Path, study: Study | None = None, *, kept: bool = False
) -> Path:
    """Write shards of tables as one folder of Parquet files; the old folder stays whole until the new one is complete.

    Headings that are not the study's own to publish are left out, long ones are cut to eight words, and words of too few
    documents are withheld (DESIGN.md 8). Tables that are `kept`, a study's own, are packed tighter.

    Raises:
        InputError: the folder holds something that is no table of ours.
    """
    folder = folder.resolve()
    beside = fresh_beside(folder, [f"{name}.parquet" for name in (*MEASURED, *TEXTUAL)])
    beside.mkdir(parents=True)
    try:
        _write_beside(shard_tables, beside, study, kept=kept)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return swapped(beside, folder)


def _write_beside(shard_tables: Iterable[Mapping[str, pa.Table]], beside: Path, study: Study | None, *, kept: bool) -> None:
    import pyarrow.parquet as pq

    whole_only: dict[str, list[pa.Table]] = {"documents": [], "terms": []}
    with _Writers(beside, kept=kept) as writers:
        for tables in shard_tables:
            streamed = {}
            for name, table in tables.items():
                if name in whole_only:
                    whole_only[name].append(table)
                else:
                    streamed[name] = _publishable(table, study) if name == "sections" else table
            writers.write(streamed)
    for name, pieces in whole_only.items():
        whole = _united(name, pieces)
        if name == "terms" and whole.num_rows:
            whole = _withheld(whole, study.term_threshold if study is not None else 1)
        pq.write_table(whole, beside / f"{name}.parquet", **parquet_options(name))
    for name in set(MEASURED) - writers.names - set(whole_only):
        pq.write_table(schema(name).empty_table(), beside / f"{name}.parquet")


class _Writers:
    """Files that shards of tables are appended to, in a thread: the next shard is measured while one is written."""

    def __init__(self, folder: Path, *, kept: bool = False) -> None:
        self._folder, self._kept = folder, kept
        self._open: dict[str, pq.ParquetWriter] = {}
        self._thread = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    @property
    def names(self) -> set[str]:
        """The tables that have a file."""
        return set(self._open)

    def write(self, tables: Mapping[str, pa.Table]) -> None:
        """Append to the files, once the shard before is written: no more than two shards are in memory."""
        self._wait()
        self._writing = self._thread.submit(self._append, tables)

    def _append(self, tables: Mapping[str, pa.Table]) -> None:
        import pyarrow.parquet as pq

        for name, table in tables.items():
            filled = _filled(schema(name))
            if name not in self._open:
                options = parquet_options(name, kept=self._kept)
                self._open[name] = pq.ParquetWriter(self._folder / f"{name}.parquet", filled, **options)
            self._open[name].write_table(table.cast(filled))

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()

    def __enter__(self) -> _Writers:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Finish what is being written and close the files."""
        try:
            self._wait()
        finally:
            self._thread.shutdown()
            for writer in self._open.values():
                writer.close()


def _filled(columns: pa.Schema) -> pa.Schema:
    """Say of each column that it is filled: Parquet then writes no list of what is not there, a sixth of its time."""
    import pyarrow as pa

    return pa.schema([field.with_nullable(False) for field in columns], metadata=columns.metadata)  # noqa: FBT003  (its own signature)


_ASIDE = ".framing-former"
"""Behind the name of a folder while its successor takes its place."""


def fresh_beside(folder: Path, own: Collection[str]) -> Path:
    """Name the place beside a folder where its successor is made, and sweep up what killed runs left there.

    Args:
        folder: as `Path.resolve` gives it; it may be there, to be replaced, or not.
        own: the names that a successor may replace.

    Raises:
        InputError: the folder is a file, or holds anything else: it would be lost.
    """
    _recover(folder)
    _require_own(folder, own)
    for left in folder.parent.glob(f"{escape(folder.name)}.*.partial"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    return folder.with_name(f"{folder.name}.{os.getpid()}.partial")


def _require_own(folder: Path, own: Collection[str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, not a folder to write into; name another folder")
    names = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if others := sorted(names - set(own) - _LITTER):
        raise InputError(f"{folder}: holds {others[0]}, which would be lost; name a folder that is empty or not there yet")


_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".ipynb_checkpoints"})
"""What file managers and the like leave in folders: nobody misses it."""


def _recover(folder: Path) -> None:
    """Put back what a run left aside that was killed between its two renames; clear away what it need not have kept."""
    for former in sorted(folder.parent.glob(f"{escape(folder.name)}.*{_ASIDE}")):
        if not _is_left(former):
            continue
        if folder.exists():
            shutil.rmtree(former, ignore_errors=True)
        else:
            former.rename(folder)


def _is_left(path: Path) -> bool:
    """Tell whether the process that the name of a folder names is gone."""
    pid = path.name.split(".")[-2]
    return path.is_dir() and pid.isdigit() and (int(pid) == os.getpid() or not _alive(int(pid)))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def swapped(beside: Path, folder: Path) -> Path:
    """Put a finished folder in the place of the old one: two renames, nothing half written in either."""
    former = folder.with_name(f"{folder.name}.{os.getpid()}{_ASIDE}")
    if folder.exists():
        folder.rename(former)
    beside.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
    return folder


def _united(name: str, pieces: Sequence[pa.Table]) -> pa.Table:
    import pyarrow as pa

    if not pieces:
        return schema(name).empty_table()
    own = tuple(dict.fromkeys(column for piece in pieces for column in piece.column_names if column not in TABLES[name].names))
    united = pa.concat_tables([piece.replace_schema_metadata(None) for piece in pieces], promote_options="default")
    return united.select([*TABLES[name].names, *own]).replace_schema_metadata(schema(name, own).metadata)


HEADING_WORDS = 8
"""As much of a heading as the repository may ship (DESIGN.md 8)."""


def _publishable(sections: pa.Table, study: Study | None) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    if study is None or study.made_up:
        return sections
    headings = [""] * len(sections)
    own = pc.equal(sections.column("document").cast(pa.string()), study.target)
    for row in pc.indices_nonzero(own).to_pylist():
        words = sections.column("heading")[row].as_py().split()
        headings[row] = " ".join(words[:HEADING_WORDS]) + (" …" if len(words) > HEADING_WORDS else "")
    at = sections.schema.get_field_index("heading")
    return sections.set_column(at, sections.schema.field(at), pa.array(headings, pa.string()))


def _withheld(terms: pa.Table, threshold: int) -> pa.Table:
    """Put the words of too few documents together under the empty text, section by section."""
    frame = terms.to_pandas()
    documents = frame.groupby("term", observed=True)["document"].nunique()
    frame["term"] = frame["term"].astype("str").where(frame["term"].map(documents).astype("int64") >= threshold, "")
    frame["document"], frame["section"] = frame["document"].astype("str"), frame["section"].astype("str")
    summed = frame.groupby(["document", "section", "term"], sort=True)["count"].sum().reset_index()
    import pyarrow as pa

    return pa.Table.from_pandas(summed, schema=schema("terms"), preserve_index=False).replace_schema_metadata(
        schema("terms").metadata
    )


class StoredTables(Mapping[str, "pd.DataFrame"]):
    """A folder of tables, each read when it is first asked for."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder, self._names = folder, tuple(names)
        self._opened: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give a table, read once."""
        if name not in self._names:
            raise KeyError(name)
        if name not in self._opened:
            path = self._folder / f"{name}.parquet"
            self._opened[name] = empty(name) if name in LATER and not path.exists() else read(name, path)
        return self._opened[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many tables."""
        return len(self._names)


def open_tables(folder: Path, names: Sequence[str] = MEASURED) -> StoredTables:
    """Open a folder of tables; each is read when it is first asked for. Those of `TEXTUAL` that are there come with them.

    Raises:
        TableError: one is missing. (Reading one that another version wrote raises it too.)
    """
    _recover(folder)
    for name in names:
        if name not in LATER and not (folder / f"{name}.parquet").exists():
            raise TableError(f"{folder / name}.parquet: is missing; make it with `framing measure`")
    there = [name for name in TEXTUAL if name not in names and (folder / f"{name}.parquet").exists()]
    return StoredTables(folder, [*names, *there])
