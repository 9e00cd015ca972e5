"""From a study to its coders' sheets: the sample drawn, the words looked up in the texts, a sheet a coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.coding.archive import codebook_of, coded, keep_sample
from framing.coding.sample import Stratify, coder_names, draw
from framing.coding.sheet import FORMATS, Format, sheet_of, text_check, write_sheet
from framing.coding.units import units
from framing.errors import InputError
from framing.store import open_tables

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook
    from framing.study import Study

__all__ = ["CELL", "Drawn", "draw_sheets", "shown"]

CELL = 32_000
"""Characters of a cell: Excel holds 32,767. What a longer text goes on with stands in the column `after`."""

IGNORE = "# coding sheets hold other people's texts: they stay on this disk\n*\n"


@dataclass(frozen=True)
class Drawn:
    """What `draw_sheets` made: the sheets, the codebook, and how many units they hold of how many drawn."""

    paths: tuple[Path, ...]
    codebook: Codebook
    sample: pd.DataFrame


def draw_sheets(
    study: Study,
    name: str,
    n: int,
    *,
    coders: int = 1,
    overlap: int = 0,
    stratify: Stratify = "",
    form: Format = "xlsx",
    out: Path | None = None,
    texts: Path | None = None,
    seed: int | None = None,
) -> Drawn:
    """Draw a sample and write a sheet for each coder; keep what was drawn, with its chances, in the study's `codes/`.

    Args:
        study: measured before, so that its tables are there.
        name: of a codebook, or the path of one.
        n: how many units in all.
        coders: how many coders.
        overlap: how many units all of them code.
        stratify: group, role or score; as `framing.coding.sample.draw`.
        form: xlsx, csv or labelstudio.
        out: where the sheets go; `coding/` in the study's folder, which git is told to ignore.
        texts: where the texts are, if not in the study's own `texts/`.
        seed: of the draw; the study's if not given.

    Returns:
        The sheets' paths. Units that a coder has coded already stand in no new sheet.

    Raises:
        InputError: a text is not there or not the one that was measured; else as `draw`.
    """
    from framing.coding.archive import kept

    tables, codebook = open_tables(study.tables), codebook_of(study, name)
    former, codes = coded(study, codebook)
    options = {"coders": coders, "overlap": overlap, "stratify": stratify, "seed": seed}
    sample = draw(tables, study, codebook, n, former=former if len(codes) else None, **options)  # type: ignore[arg-type]
    words = shown(tables, study, codebook, sample, texts)
    sample["text_check"] = [text_check(words[each][1]) for each in sample["id"]]
    _keep_apart(sample, kept(study, "samples"))
    folder = _folder(study, out)
    paths = []
    for coder in coder_names(coders):
        done = set(codes.loc[codes["coder"] == coder, "id"])
        todo = sample[~sample["id"].isin(done)]
        path = folder / f"{codebook.name}-{coder}{FORMATS[form]}"
        _require_blank(path, coder)
        paths.append(write_sheet(sheet_of(todo, words, codebook, coder, path), codebook))
    (folder / f"{codebook.name}.toml").write_text(codebook.to_toml(), encoding="utf-8")
    keep_sample(study, codebook, sample)
    return Drawn(tuple(paths), codebook, sample)


def _folder(study: Study, out: Path | None) -> Path:
    """Make the folder of sheets; the study's own is kept from git, since sheets hold texts."""
    folder = out or study.folder / "coding"
    folder.mkdir(parents=True, exist_ok=True)
    if out is None and not study.made_up and not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(IGNORE, encoding="utf-8")
    return folder


def _require_blank(path: Path, coder: str) -> None:
    """Refuse to write over a sheet that somebody has begun to code."""
    from framing.coding.sheet import beside, read_sheet

    if not path.exists():
        return
    sheet = read_sheet(path)
    if any(row.get(item.name) for row in sheet.rows for item in beside(sheet).items):
        mend = "take them in with `framing codes` and move it, or give another --out"
        raise InputError(f"{path}: holds codes of coder {coder}; {mend}")


def _keep_apart(sample: pd.DataFrame, samples: pd.DataFrame) -> None:
    """See that no id is of two units: the chance is one in millions, the damage would be silent."""
    others = samples[~samples["codebook"].isin(sample["codebook"])]
    if sample["id"].duplicated().any() or set(sample["id"]) & set(others["id"]):
        raise InputError("two units have the same id; raise the codebook's version and draw again")


def shown(
    tables: Mapping[str, pd.DataFrame], study: Study, codebook: Codebook, sample: pd.DataFrame, texts: Path | None = None
) -> dict[str, tuple[str, str, str]]:
    """Give the words before, of and after each unit of a sample, by id.

    Raises:
        InputError: a text is not there, or not the one that was measured.
    """
    wanted = units(tables, codebook).merge(sample[["id"]], on="id")
    held = _texts(study, texts, tables, sorted(set(wanted["document"])))
    sentences = {str(name): part for name, part in tables["sentences"].groupby("document", sort=False)}
    found = {}
    for identity, document, first, last in zip(*(wanted[c] for c in ("id", "document", "first", "last")), strict=True):
        own, text = sentences[document], held[document]
        number = own["sentence"].to_numpy()
        places = (
            (number < first) & (number >= first - codebook.context),
            (number >= first) & (number <= last),
            (number > last) & (number <= last + codebook.context),
        )
        found[identity] = _fitting(*(_joined(text, own.loc[place, ["start", "end"]].to_numpy().tolist()) for place in places))
    return found


def _fitting(before: str, text: str, after: str) -> tuple[str, str, str]:
    if len(text) > CELL:
        cut = text.rfind(" ", 0, CELL) + 1 or CELL
        text, after = text[:cut], text[cut:]
    return before[-CELL:], text, after[:CELL]


def _joined(text: str, spans: Sequence[Sequence[int]]) -> str:
    """Join sentences: what is dropped between two of them, page furniture say, is not shown; paragraphs stay apart."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        if parts:
            parts.append("\n\n" if "\n\n" in text[last:start] else " ")
        parts.append(" ".join(text[start:end].split()))
        last = end
    return "".join(parts)


def _texts(study: Study, folder: Path | None, tables: Mapping[str, pd.DataFrame], wanted: Sequence[str]) -> dict[str, str]:
    from framing.corpus.sources import load_documents

    held = {document.id: document for document in load_documents(study, folder)}
    documents = tables["documents"]
    measured = dict(zip(documents["document"], documents["text_sha256"], strict=True))
    texts = {}
    for name in wanted:
        document = held.get(name)
        if document is None or document.text is None:
            raise InputError(f"{folder or study.texts}: the text of {name} is not there; name the folder of texts with --texts")
        if measured[name] and document.text_sha256 != measured[name]:
            raise InputError(f"{name}: its text is not the one that was measured; run `framing measure {study.folder}` again")
        texts[name] = document.text
    return texts
