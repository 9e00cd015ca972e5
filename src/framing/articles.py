"""One article or a few, without a study: profile, evidence, concordance, and a way into NLTK."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError
from framing.pipeline import measure_documents
from framing.tables import VALUE_SCALE, schema

if TYPE_CHECKING:
    import nltk
    import pandas as pd
    import pyarrow as pa

    from framing.corpus.documents import Document
    from framing.study import Study

__all__ = ["concordance", "evidence", "evidence_to_parquet", "profile", "side_by_side", "to_nltk"]

Paths = str | Path | Iterable[str | Path]

SCALED_LAYERS = ("tone", "valence")
"""Layers whose values are stored ×10⁴."""


def profile(paths: Paths, study: Study | None = None) -> pd.DataFrame:
    """Measure every section of some articles.

    Args:
        paths: files, folders, or "-" for standard input.
        study: actors, frames and masks, from `framing.load_actors` or `framing.load_study`.

    Returns:
        One row a document × section × voice × actor × measure × instrument: the columns of the table `measures`, then
        heading, role, start and end of the section (empty and NaN for section `all`). No documents give no rows.

    Raises:
        InputError: a file cannot be read.

    Examples:
        >>> rows = profile("data/example/texts/saal-treaty.txt")  # from the root of the repository
        >>> hedges = rows.query("measure == 'hedges' and voice == 'all' and section == '05'")
        >>> float(hedges["numerator"].item())
        19.0
    """
    return measured(paths, study)[0]


def measured(paths: Paths, study: Study | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the profile of some articles, and what was set aside as page furniture: document, start, end, reason, text."""
    import pandas as pd

    texts: dict[str, str] = {}
    pieces = list(measure_documents(_remembered(_read(paths), texts), study, terms=False))
    sections = _frame(pieces, "sections")[["document", "section", "heading", "role", "start", "end"]]
    rows = _frame(pieces, "measures").merge(sections, on=["document", "section"], how="left")
    rows[["heading", "role"]] = rows[["heading", "role"]].fillna("")
    rows[["start", "end"]] = rows[["start", "end"]].astype(pd.Int64Dtype())
    dropped = _frame(pieces, "dropped")
    spans = zip(dropped["document"], dropped["start"], dropped["end"], strict=True)
    return rows, dropped.assign(text=[texts[document][start:end] for document, start, end in spans])


def _remembered(documents: Iterable[Document], texts: dict[str, str]) -> Iterator[Document]:
    """Pass documents on and keep their texts by id."""
    for document in documents:
        texts[document.id] = document.text or ""
        yield document


def evidence(paths: Paths, study: Study | None = None, *, layer: str = "", instrument: str = "") -> pd.DataFrame:
    """Give every span that counts for something, with its words as `text` and its value in the measure's own unit.

    Args:
        paths: files, folders, or "-" for standard input.
        study: actors, frames and masks.
        layer: only this layer; all where empty.
        instrument: only this instrument; all where empty.

    Returns:
        The columns of the table `evidence`, then `text`, the surface form; for the layers `relation` and `participant`
        `reading` too: who → does what → to whom.

    Raises:
        InputError: a file cannot be read.
    """
    import pandas as pd

    pieces = [rows for _, rows in _evidence(_read(paths), study, layer, instrument)]
    return pd.concat(pieces, ignore_index=True) if pieces else _plain(schema("evidence").empty_table()).assign(text="")


def _evidence(
    documents: Iterable[Document], study: Study | None, layer: str, instrument: str
) -> Iterator[tuple[dict[str, str], pd.DataFrame]]:
    """Yield the texts and the evidence rows of each shard."""
    import pyarrow.compute as pc

    from framing.measures.readings import READ, readings

    kept: dict[str, str] = {}
    for tables in measure_documents(_remembered(documents, kept), study, terms=False):
        table = tables["evidence"]
        for column, wanted in (("layer", layer), ("instrument", instrument)):
            if wanted:
                table = table.filter(pc.equal(table.column(column).cast("string"), wanted))
        rows = _plain(table)
        scaled = rows["layer"].isin(SCALED_LAYERS)
        rows["value"] = rows["value"].astype("float64").where(~scaled, rows["value"] / VALUE_SCALE)
        spans = zip(rows["document"], rows["start"], rows["end"], strict=True)
        rows["text"] = [kept[document][start:end] for document, start, end in spans]
        # The next shard may have been read by now: its texts stay.
        texts = {name: kept.pop(name) for name in tables["documents"].column("document").to_pylist()}
        if layer in READ:
            lines = readings(_plain(tables["relations"]), _plain(tables["links"]), texts)
            rows["reading"] = [lines.get(number, "") for number in rows["id"]]
        yield texts, rows


def evidence_to_parquet(paths: Paths, out: Path, study: Study | None = None, *, jobs: int = 1) -> Path:
    """Write the tables of some articles (evidence and what it is counted in, no words) as a folder of Parquet files."""
    from framing.store import write_tables

    return write_tables(measure_documents(_read(paths), study, jobs=jobs, terms=False), out, study)


def concordance(
    paths: Paths, study: Study | None = None, *, layer: str = "", label: str = "", word: str = "", width: int = 40
) -> pd.DataFrame:
    """List a layer's evidence, or a word, as key words in context.

    Args:
        paths: files, folders, or "-" for standard input.
        study: actors, frames and masks.
        layer: hedge, attribution, mention, …
        label: only this kind; all where empty.
        word: a word or phrase in place of a layer, whatever its case; `*` at the end stands for any ending.
        width: characters of context on each side.

    Returns:
        One row a span: document, section, label, entry (of relations and participants: who → does what → to whom), left,
        text, right. Page furniture is left out.

    Raises:
        InputError: neither a layer nor a word is named, or both are; or a file cannot be read.

    Examples:
        >>> rows = concordance("data/example/texts/saal-treaty.txt", word="harbour*", width=12)  # from the root
        >>> set(rows["text"].str.lower()) <= {"harbour", "harbours"}
        True
    """
    import pandas as pd

    from framing.measures.readings import READ

    if bool(layer) == bool(word):
        raise InputError("a concordance is of a layer or of a word: name one of the two")
    if word:
        return _of_word(_read(paths), word, width)
    pieces = []
    for texts, found in _evidence(_read(paths), study, layer, ""):
        rows = found[found["label"] == label] if label else found
        spans = list(zip(rows["document"], rows["start"], rows["end"], strict=True))
        left = [_flat(texts[document][max(0, start - width) : start]) for document, start, _ in spans]
        right = [_flat(texts[document][end : end + width]) for document, _, end in spans]
        entry = rows["reading"] if layer in READ else rows["entry"]
        shown = rows[["document", "section", "label"]].assign(entry=entry)
        pieces.append(shown.assign(left=left, text=rows["text"], right=right))
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame()


def _of_word(documents: Iterable[Document], word: str, width: int) -> pd.DataFrame:
    """List a word or phrase in context, block by block, so that furniture and what stands across paragraphs is left out."""
    import re

    import pandas as pd

    parts = [re.escape(part[:-1]) + r"\w*" if part.endswith("*") else re.escape(part) for part in word.split()]
    wanted = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
    rows = []
    for document in documents:
        text = document.text or ""
        for block in document.blocks:
            for found in wanted.finditer(text, block.start, block.end):
                start, end = found.span()
                left, right = _flat(text[max(0, start - width) : start]), _flat(text[end : end + width])
                number = document.sections[block.section].number
                rows.append((document.id, number, "word", word, left, found.group(), right))
    return pd.DataFrame(rows, columns=["document", "section", "label", "entry", "left", "text", "right"])


def side_by_side(
    target: Paths,
    coverage: Paths,
    study: Study | None = None,
    *,
    layer: str = "",
    label: str = "",
    word: str = "",
    width: int = 30,
    most: int = 40,
) -> pd.DataFrame:
    """Set the concordances of a target and of its coverage side by side.

    Args:
        target: files or folders.
        coverage: likewise; the target itself, where it lies among them, does not count.
        study: actors, frames and masks.
        layer: hedge, attribution, mention, …
        label: only this kind; all where empty.
        word: a word or phrase in place of a layer.
        width: characters of context on each side.
        most: lines shown; the coverage's are spread evenly over all it has, in order, so that no article speaks for it.

    Returns:
        The columns target_section, target, coverage_document, coverage, a row a line; the sides' lines have nothing to do
        with each other. `attrs` say how many there are: target, coverage, coverage_documents.

    Raises:
        InputError: as `concordance`.
    """
    import numpy as np
    import pandas as pd

    found = [concordance(paths, study, layer=layer, label=label, word=word, width=width) for paths in (target, coverage)]
    found[1] = _without(found[1], found[0])
    kept = [rows.iloc[np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).astype(int))] for rows in found]
    lines = [[_line(row, width) for row in rows.itertuples()] for rows in kept]
    ids = [list(rows[column]) if len(rows) else [] for rows, column in zip(kept, ("section", "document"), strict=True)]
    columns = {"target_section": ids[0], "target": lines[0], "coverage_document": ids[1], "coverage": lines[1]}
    frame = pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in columns.items()}).fillna("")
    documents = found[1]["document"].nunique() if len(found[1]) else 0
    frame.attrs.update(target=len(found[0]), coverage=len(found[1]), coverage_documents=int(documents))
    return frame


def _without(coverage: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
    """Take the target's own lines out of the coverage's, where the target lies in the coverage's folder."""
    place = ["document", "section", "left", "text", "right"]
    own = set(target[place].itertuples(index=False, name=None))
    return coverage[[row not in own for row in coverage[place].itertuples(index=False, name=None)]]


def _line(row: Any, width: int) -> str:  # noqa: ANN401  (a row by name)
    return f"{row.left[-width:]:>{width}} [{_flat(row.text)}] {row.right[:width]}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def to_nltk(paths: Paths) -> nltk.Text:
    """Hand the words of some articles to `nltk.Text`, for those who think in it (concordance, collocations, dispersion).

    Headings are included, page furniture is not.
    """
    import nltk

    from framing.text.build import build

    documents = [document for document in _read(paths) if document.text is not None]
    batch = build(documents)
    of_word = batch.sentences.document[batch.words.sentence]
    spans = zip(of_word.tolist(), batch.words.start.tolist(), batch.words.end.tolist(), strict=True)
    return nltk.Text([(documents[at].text or "")[start:end] for at, start, end in spans])


def _read(paths: Paths) -> Iterator[Document]:
    from framing.corpus.read import read

    return read([paths] if isinstance(paths, str | Path) else list(paths))


def _frame(pieces: Sequence[dict[str, pa.Table]], name: str) -> pd.DataFrame:
    import pandas as pd

    frames = [_plain(piece[name]) for piece in pieces]
    return pd.concat(frames, ignore_index=True) if frames else _plain(schema(name).empty_table())


def _plain(table: pa.Table) -> pd.DataFrame:
    """Give a frame whose labels are plain strings."""
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas()
    labels = [column for column in frame.columns if isinstance(frame[column].dtype, pd.CategoricalDtype)]
    return frame.astype(dict.fromkeys(labels, "str"))
