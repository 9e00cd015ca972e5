"""What is kept of hand coding in a study's folder `codes/`: samples, codes and codebooks, never a text.

`samples.parquet` says what was drawn with which chance, `codes.parquet` who coded what, `<codebook>-v<version>.toml` what
was asked. All of it may be published: units are offsets and hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding.codebook import FRAMES, Codebook, load_codebook, read_codebook
from framing.coding.faults import answer, faults
from framing.errors import InputError
from framing.tables import empty, read, write

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.sheet import Sheet
    from framing.study import Study

__all__ = ["codebook_of", "coded", "current", "folder", "keep_codes", "keep_sample", "kept", "kept_codebook", "kept_codebooks"]


def folder(study: Study) -> Path:
    """Where a study's codes are kept."""
    return study.folder / "codes"


def kept(study: Study, name: str) -> pd.DataFrame:
    """Give the table `samples` or `codes` of a study; without a file, without rows."""
    path = folder(study) / f"{name}.parquet"
    return read(name, path) if path.exists() else empty(name)


def coded(study: Study, codebook: Codebook) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the sample and the codes of one version of a codebook."""
    samples, codes = kept(study, "samples"), kept(study, "codes")
    return tuple(  # type: ignore[return-value]
        table[(table["codebook"] == codebook.name) & (table["version"] == codebook.version)].reset_index(drop=True)
        for table in (samples, codes)
    )


def _copy(study: Study, name: str, version: int) -> Path:
    return folder(study) / f"{name}-v{version}.toml"


def kept_codebooks(study: Study, *, every: bool = False) -> list[Codebook]:
    """Give the codebooks that the study has codes of: the latest coded version of each, or every one."""
    codes = kept(study, "codes")
    pairs = _versions(codes)
    latest = dict(pairs)
    return [kept_codebook(study, name, version) for name, version in pairs if every or latest[name] == version]


def _versions(table: pd.DataFrame) -> list[tuple[str, int]]:
    return sorted(set(zip(table["codebook"].astype("str"), table["version"].astype("int64").tolist(), strict=True)))


def kept_codebook(study: Study, name: str, version: int) -> Codebook:
    """Give a codebook as it was when its sample was drawn; which instrument answers it is taken from the one at hand today.

    Raises:
        InputError: no sample was drawn with it.
    """
    path = _copy(study, name, version)
    if not path.is_file():
        raise InputError(f"{path}: is missing; draw the sample again with `framing sample`, or put the file back")
    book = read_codebook(path.read_text(encoding="utf-8"), str(path))
    try:
        today = load_codebook(name, study)
    except InputError:
        return book
    return (
        today.model_copy(update={"version": version}) if today.model_copy(update={"version": version}).asks_as(book) else book
    )


def codebook_of(study: Study, name: str) -> Codebook:
    """Find a codebook to draw a sample with, and see that its version tells it from what was coded before.

    A study's frames get the next version by themselves when they were changed.

    Raises:
        InputError: it was changed since its sample was drawn, and is still called by the same version.
    """
    codebook = load_codebook(name, study)
    while _copy(study, codebook.name, codebook.version).is_file():
        if kept_codebook(study, codebook.name, codebook.version).asks_as(codebook):
            return codebook
        if codebook.name != FRAMES:
            raise InputError(
                f"codebook {codebook.name}: was changed since the sample of version {codebook.version} was drawn; raise its "
                f"version to {codebook.version + 1}: codes by other rules are kept apart"
            )
        codebook = codebook.model_copy(update={"version": codebook.version + 1})
    return codebook


def current(study: Study, name: str) -> Codebook:
    """Give the latest version of a codebook that was coded in this study.

    Raises:
        InputError: it has no codes.
    """
    books = {book.name: book for book in kept_codebooks(study)}
    if name not in books:
        has = f"it has codes of {', '.join(books)}" if books else "it has none"
        raise InputError(f"{folder(study)}: holds no codes of {name}; {has}; take sheets in with `framing codes`")
    return books[name]


def keep_sample(study: Study, codebook: Codebook, sample: pd.DataFrame) -> Path:
    """Write a sample in place of the former one of its codebook and version, and the codebook beside it."""
    import pandas as pd

    former = kept(study, "samples")
    others = former[(former["codebook"] != codebook.name) | (former["version"] != codebook.version)]
    frame = pd.concat([others, sample], ignore_index=True) if len(others) else sample
    path = _copy(study, codebook.name, codebook.version)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(codebook.to_toml(), encoding="utf-8")
    frame = frame.sort_values(["codebook", "version", "document", "start", "id"], ignore_index=True)
    return write(frame, "samples", folder(study) / "samples.parquet")


def keep_codes(study: Study, sheets: Sequence[Sheet]) -> tuple[list[str], list[str]]:
    """Take the codes of filled sheets into the study; what a coder coded before with the same codebook is replaced.

    Returns:
        What was taken, a line a sheet, and what is wrong, a line a fault. Where anything is wrong, nothing is taken.
    """
    import pandas as pd

    wrong = _twice(sheets)
    taken, pieces = [], []
    for sheet in sheets:
        book, sample, faulty = _meant(study, sheet)
        wrong += faulty
        if book is None or faulty:
            continue
        piece = _codes(sheet, book, sample)
        pieces.append((sheet, book, piece))
        done = piece["id"].nunique()
        taken.append(
            f"{sheet.path}: coder {sheet.coder}, {book.id}: {done} of {len(sheet.rows)} units coded, {len(piece)} codes"
        )
    if wrong:
        return [], wrong
    frame = kept(study, "codes")
    for sheet, book, piece in pieces:
        same = (frame["coder"] == sheet.coder) & (frame["codebook"] == book.name) & (frame["version"] == book.version)
        # A sheet of a larger sample holds what was not coded yet: only what it names is replaced.
        frame = frame[~(same & frame["id"].isin([row["id"].strip() for row in sheet.rows]))]
        frame = pd.concat([frame, piece], ignore_index=True) if len(frame) else piece
    frame = frame.sort_values(["codebook", "version", "document", "start", "id", "item", "coder"], ignore_index=True)
    write(frame, "codes", folder(study) / "codes.parquet")
    return taken, []


def _twice(sheets: Sequence[Sheet]) -> list[str]:
    seen: dict[tuple[str, str], Sheet] = {}
    lines = []
    for sheet in sheets:
        other = seen.setdefault((sheet.coder, sheet.codebook), sheet)
        if other is not sheet and {row["id"] for row in other.rows} & {row["id"] for row in sheet.rows}:
            lines.append(f"{sheet.path}: is coder {sheet.coder}'s, and so is {other.path}; give one of the two")
    return lines


def _meant(study: Study, sheet: Sheet) -> tuple[Codebook | None, pd.DataFrame, list[str]]:
    """Give the codebook and sample of a sheet, and its faults."""
    name, _, version = sheet.codebook.partition("@")
    if not version.isdecimal() or not _copy(study, name, int(version)).is_file():
        drawn = [f"{n}@{v}" for n, v in _versions(kept(study, "samples"))]
        line = f'{sheet.path}: is of codebook "{sheet.codebook}"; this study drew {", ".join(drawn) or "no sample yet"}'
        return None, empty("samples"), [f"{line}; give its own sheets, or draw one with `framing sample`"]
    book = kept_codebook(study, name, int(version))
    sample, _ = coded(study, book)
    told = faults(sheet, sample, book)
    held = {row["id"].strip() for row in sheet.rows}
    own = {each for each, names in zip(sample["id"], sample["coders"], strict=True) if sheet.coder in str(names).split()}
    _, codes = coded(study, book)
    before = set(codes.loc[codes["coder"] == sheet.coder, "id"])
    if (lacking := sorted(own - held - before)) and not told:
        shown = ", ".join(lacking[:3]) + (f" and {len(lacking) - 3} more" if len(lacking) > 3 else "")
        told = [
            f"{sheet.path}: lacks {len(lacking)} of coder {sheet.coder}'s ids ({shown}); put the rows back, uncoded ones empty"
        ]
    return book, sample, told


def _codes(sheet: Sheet, book: Codebook, sample: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {"id": row["id"].strip(), "item": item.name, "coder": sheet.coder, "category": category}
        for row in sheet.rows
        for item in book.items
        if (category := answer(item, row.get(item.name, "")))
    ]
    if not rows:
        return empty("codes")
    columns = ["id", "codebook", "version", "document", "actor", "start", "end", "unit", "probability"]
    return pd.DataFrame(rows).merge(sample[columns], on="id")[list(empty("codes"))]
