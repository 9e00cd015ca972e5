"""A study through all the steps: documents to tables, tables to contrasts, both to a report.

Nothing is decided here; each step is a function of the room that it belongs to.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError, StudyError, TableError
from framing.store import TEXTUAL, fresh_beside, open_tables, swapped, write_tables
from framing.tables import DETAILED, empty, read, to_csv, write

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from framing.corpus.documents import Document
    from framing.measures.collect import Wanted
    from framing.measures.spec import Annotator
    from framing.report.plates import Plates
    from framing.study import Study
    from framing.text.batch import Batch
    from framing.text.build import Laid

__all__ = [
    "Results",
    "check_report",
    "contrast",
    "hold_together",
    "make_report",
    "measure",
    "measure_documents",
    "open_tables",
    "parse_documents",
    "report_folder",
    "results",
    "shards",
    "write_tables",
]

SHARD_CHARACTERS = 6_000_000
"""Text per shard: about a thousand articles, 100 MB in memory while it is measured. Smaller ones take more of the processor,
since part of the work is the same for any size; larger ones keep the other threads waiting (docs/performance.md)."""

FIRST_CHARACTERS = 1_000_000
"""Text of the first shard, for which all wait; each next one is twice as large until they have their size."""

Progress = Callable[[int], None]


def shards(
    documents: Iterable[Document], characters: int = SHARD_CHARACTERS, first: int = FIRST_CHARACTERS
) -> Iterator[list[Document]]:
    """Cut a stream of documents into lists of about so many characters, the first ones smaller.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> [len(shard) for shard in shards([Document("a", "x" * 9), Document("b", "x"), Document("c", "x")], 10)]
        [2, 1]
        >>> [len(shard) for shard in shards([Document(str(n), "x") for n in range(9)], characters=4, first=1)]
        [1, 2, 4, 2]
    """
    shard: list[Document] = []
    size, wanted = 0, min(first, characters)
    for document in documents:
        shard.append(document)
        size += len(document.text or "")
        if size >= wanted:
            yield shard
            shard, size, wanted = [], 0, min(2 * wanted, characters)
    if shard:
        yield shard


@dataclass(frozen=True)
class _Measurer:
    """Measures one shard; a value that other processes can be handed."""

    study: Study | None
    terms: bool
    trees: Path | None

    def __call__(self, documents: Sequence[Document]) -> dict[str, pa.Table]:
        from framing.text.build import batch_of

        return self.measured(documents, batch_of(_laid_out(documents)))

    def prepare(self) -> None:
        """Load the instruments, which takes as long as measuring a shard."""
        _prepared(self.study, self.terms, self.trees)

    def measured(self, documents: Sequence[Document], batch: Batch) -> dict[str, pa.Table]:
        from framing.measures.collect import collect, documents_table
        from framing.measures.registry import annotate

        finders, wanted = _prepared(self.study, self.terms, self.trees)
        made_up = self.study is None or self.study.made_up
        tables = collect(batch, annotate(batch, finders), wanted)
        return {"documents": documents_table(documents, titles=made_up), **tables}


def _laid_out(documents: Sequence[Document]) -> Laid:
    from framing.text.build import laid_out

    return laid_out([document for document in documents if document.text is not None])


def _measured(documents: Iterable[Document], measurer: _Measurer, jobs: int) -> Iterator[dict[str, pa.Table]]:
    """Measure shard by shard; within one process the next is cut into words, and the one after it read, meanwhile."""
    from framing.parallel import ahead, map_ordered
    from framing.text.build import batch_of

    if jobs == 1:
        read = ahead((shard, _laid_out(shard)) for shard in shards(documents))
        batches = ((shard, batch_of(laid)) for shard, laid in read)
        for shard, batch in ahead(batches, measurer.prepare):
            yield measurer.measured(shard, batch)
    else:
        yield from map_ordered(measurer, shards(documents), jobs)


@functools.lru_cache(maxsize=4)
def _prepared(study: Study | None, terms: bool, trees: Path | None) -> tuple[list[Annotator], Wanted]:  # noqa: FBT001  (a cache key)
    from framing.measures.collect import Wanted
    from framing.measures.registry import annotators, instruments, measures

    actors = [actor.name for actor in study.actors] if study is not None else []
    return annotators(study, trees), Wanted(measures(study), instruments(study), actors, terms=terms)


def measure_documents(
    documents: Iterable[Document],
    study: Study | None = None,
    *,
    jobs: int = 1,
    terms: bool = True,
    trees: Path | None = None,
    progress: Progress | None = None,
) -> Iterator[dict[str, pa.Table]]:
    """Yield the tables of every shard of documents, evidence ids running on from shard to shard.

    Args:
        documents: segmented, as `framing.corpus.read` yields them; read only as far as needed.
        study: actors, frames and masks; None measures what needs none of them.
        jobs: how many processes; the result does not depend on it. With one, a thread makes the next shard ready.
        terms: whether to count words too.
        trees: a folder where trees are kept (`parse_documents`); without one, sentences are parsed in memory.
        progress: called with the number of documents done.
    """
    done = first = 0
    for tables in _measured(documents, _Measurer(study, terms, trees), jobs):
        yield _numbered(tables, first)
        first += tables["evidence"].num_rows
        done += tables["documents"].num_rows
        if progress is not None:
            progress(done)


def _numbered(tables: dict[str, pa.Table], first: int) -> dict[str, pa.Table]:
    import pyarrow.compute as pc

    if not first:
        return tables
    numbered = dict.fromkeys(("evidence", *DETAILED.values()), ("id",))
    for name, columns in (*numbered.items(), ("links", ("source", "target"))):
        for column in columns:
            at = tables[name].schema.get_field_index(column)
            shifted = pc.add(tables[name].column(column), first)
            tables[name] = tables[name].set_column(at, tables[name].schema.field(at), shifted)
    return tables


PARSED_CHARACTERS = 300_000
"""Text per shard that is parsed: about five seconds of work, so that progress is seen to move."""


@dataclass(frozen=True)
class _Parser:
    """Parses one shard and keeps its trees; a value that other processes can be handed."""

    model: str
    folder: Path

    def __call__(self, documents: Sequence[Document]) -> tuple[int, list[tuple[str, str]]]:
        from framing.text.build import build
        from framing.text.syntax import parse

        batch = build([document for document in documents if document.text is not None])
        found = parse(batch, self.model, self.folder)
        return len(documents), [(batch.documents[each.document].id, each.reason) for each in found.unparsed]


def parse_documents(
    documents: Iterable[Document], folder: Path, *, model: str = "", jobs: int = 1, progress: Progress | None = None
) -> list[tuple[str, str]]:
    """Parse documents and keep their trees in a folder, where `framing.text.syntax.parse` finds them by text and pipeline.

    A run that was stopped goes on where it was when it is started again: documents whose trees are kept are not parsed.

    Args:
        documents: segmented; read only as far as needed.
        folder: made where it is not there; nothing but trees should be in it.
        model: a spaCy pipeline's name or folder (`--syntax`); empty: the one that comes with the package.
        jobs: how many processes.
        progress: called with the number of documents done.

    Returns:
        Id and reason of every document that could not be parsed; no documents give an empty list.

    Raises:
        InputError: there is no such pipeline, or it does not parse.
    """
    from framing.parallel import map_ordered

    done, unparsed = 0, []
    for count, reasons in map_ordered(_Parser(model, folder), shards(documents, PARSED_CHARACTERS), jobs):
        done += count
        unparsed += reasons
        if progress is not None:
            progress(done)
    return unparsed


# --- a study -------------------------------------------------------------------------------------------------------------

Parsing = Callable[[int, int], None]
"""Told while sentences are parsed: documents done, and how many there are."""


def measure(
    study: Study,
    texts: Path | None = None,
    *,
    out: Path | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    parsing: Parsing | None = None,
) -> Path:
    """Turn a study's texts into tables, in `tables/` of its folder or in `out`.

    Where the study has actors and a parser, sentences are parsed first, and kept in `trees/` of its folder wherever the
    tables go; a run that was stopped goes on where it was. Where that folder cannot be written, they are parsed in memory.

    Raises:
        InputError: a text cannot be read, or there is no such parser.
        StudyError: there are no texts at all, or the target is not among them.
    """
    from framing.corpus.sources import load_documents

    documents = load_documents(study, texts)
    there = {document.id for document in documents if document.text is not None}
    where = texts or study.texts
    if not there:
        raise StudyError(f"{where}: holds none of the study's texts; name their folder with --texts")
    if study.target not in there:
        raise StudyError(
            f'{where}: the text of the target "{study.target}" is not there; add it or name its folder with --texts'
        )
    trees = _grown(study, documents, jobs, parsing)
    measured = measure_documents(documents, study, jobs=jobs, trees=trees, progress=progress)
    return write_tables(measured, out or study.tables, study, kept=True)


def _grown(study: Study, documents: Sequence[Document], jobs: int, parsing: Parsing | None) -> Path | None:
    """Parse what a study's relations are read off, and name the folder of the trees; None where none are needed or kept."""
    from framing.measures.registry import rests_on_syntax
    from framing.measures.syntactic import model_of

    model = model_of(study)
    if not rests_on_syntax(study) or model is None or not _writable(study.trees):
        return None
    there = [document for document in documents if document.text is not None]
    told = None if parsing is None else lambda done: parsing(done, len(there))
    parse_documents(there, study.trees, model=model, jobs=jobs, progress=told)
    return study.trees


def _writable(folder: Path) -> bool:
    """Tell whether a folder is, or can be made, one to keep files in."""
    import os
    import tempfile

    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return os.access(folder, os.W_OK)
    except OSError:
        return False


def contrast(tables: Mapping[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """Turn a study's tables into contrasts and keywords, and into what they hang on: the tables of `COMPARED`."""
    from framing.compare.contrast import contrasts, sums_of
    from framing.compare.keyness import keywords
    from framing.compare.length import lengths
    from framing.compare.omission import omissions
    from framing.compare.relation_table import actor_relations
    from framing.compare.retelling import retold
    from framing.compare.reuse import with_copies
    from framing.compare.robustness import robustness
    from framing.compare.specification import specifications
    from framing.compare.wordshift import wordshifts

    tables = with_copies(tables, study.target)
    held = {name: tables.get(name, empty(name)) for name in TEXTUAL}
    sums = sums_of(tables, study)
    return {
        "contrasts": contrasts(tables, study, sums),
        "keywords": keywords(tables, study),
        "wordshifts": wordshifts(tables, study),
        "robustness": robustness(tables, study, sums),
        "specifications": specifications(tables, study, sums),
        "lengths": lengths(tables, study),
        "omissions": omissions(tables, study),
        "retold": retold({**held, "documents": tables["documents"]}, study),
        "actor_relations": actor_relations(tables, study),
    }


def hold_together(study: Study, texts: Path | None, tables: Path) -> None:
    """Write the tables of `TEXTUAL` beside the others: what documents share, how they tell the same event, words in a row.

    Raises:
        InputError, StudyError: as `framing.corpus.sources.load_documents` and `framing.compare.retelling.retellings`.
    """
    from framing.compare.ngrams import ngram_keywords
    from framing.compare.retelling import retellings
    from framing.compare.reuse import copies_table, reuse_table, with_copies
    from framing.corpus.sources import load_documents

    documents, opened = load_documents(study, texts), open_tables(tables)
    made = {"reuse": reuse_table(documents), "copies": copies_table(documents)}
    made |= retellings(documents, opened, study)
    once = with_copies({"documents": opened["documents"], "copies": made["copies"]}, study.target)
    made["ngrams"] = ngram_keywords(documents, once, study)
    for name, table in made.items():
        write(table, name, tables / f"{name}.parquet")


@dataclass(frozen=True)
class Results:
    """A study with all its tables, and the folder that its report is made in."""

    study: Study
    tables: Mapping[str, pd.DataFrame]
    contrasts: pd.DataFrame
    keywords: pd.DataFrame
    folder: Path
    from_texts: bool
    """Whether the tables were made from the texts just now; else they are the shipped ones."""
    compared: Mapping[str, pd.DataFrame]
    """All tables of `COMPARED`, contrasts and keywords among them."""

    def __repr__(self) -> str:
        """Say what was read from where, in one line."""
        source = "measured from the texts" if self.from_texts else "read from the shipped tables, without the texts"
        documents = self.tables["documents"]
        there = int((documents["text"] == "available").sum())
        return f"{self.study.title}: {there} of {len(documents)} documents {source}; {len(self.contrasts):,} contrasts"

    @property
    def profile(self) -> pd.DataFrame:
        """The target's sections, one a row, as `framing profile` prints them."""
        from framing.report.summary import profile

        return profile(self.study, self.tables)

    @property
    def actors(self) -> pd.DataFrame:
        """The target's measures by actor, whole article."""
        from framing.report.summary import actors

        return actors(self.study, self.tables)

    @property
    def groups(self) -> pd.DataFrame:
        """What each group of documents consists of."""
        from framing.report.summary import groups

        return groups(self.study, self.tables)

    @property
    def hypotheses(self) -> pd.DataFrame:
        """The contrasts that the study declared before looking."""
        return self.contrasts[~self.contrasts["specification"].isin(["primary", "exploratory"])]

    @property
    def curves(self) -> pd.DataFrame:
        """Each specification curve summed up in a row."""
        from framing.compare.specification import curve_summary

        return curve_summary(self.compared["specifications"])

    @property
    def ngrams(self) -> pd.DataFrame:
        """Words in a row that tell two sides apart; no rows unless the study asks for them and the texts were there."""
        return self.tables.get("ngrams", empty("ngrams"))

    @property
    def turned(self) -> pd.DataFrame:
        """Aligned passages that deal out an actor's parts otherwise, by offsets: candidates to read."""
        from framing.report.retelling import turned_shown

        return turned_shown(self.tables)

    @property
    def lost(self) -> pd.DataFrame:
        """Claims that one article attributes and another states as fact, by offsets: candidates to read."""
        from framing.report.retelling import lost_shown

        return lost_shown(self.tables)

    @property
    def tests(self) -> pd.DataFrame:
        """How many tests were run, by family."""
        run = self.contrasts[self.contrasts["tests"] > 0]
        return run.groupby("family", sort=False)["tests"].first().reset_index()

    @property
    def voices(self) -> pd.DataFrame:
        """The study's primary measures in own and in attributed words, article by article, for the target and each group."""
        from framing.compare.voices import voices

        return voices(self.tables, self.study)

    @property
    def agreement(self) -> pd.DataFrame:
        """How far every two instruments of tone agree, in each group."""
        from framing.compare.agreement import agreement

        return agreement(self.tables, by=self.study.by)

    @property
    def words_behind(self) -> pd.DataFrame:
        """Which lexicon entries fired in the target, by kind of evidence, and how often."""
        from framing.report.summary import words_behind

        return words_behind(self.study, self.tables)

    @property
    def dropped(self) -> pd.DataFrame:
        """What was dropped as page furniture."""
        from framing.report.summary import dropped

        return dropped(self.study, self.tables)

    @property
    def reliability(self) -> pd.DataFrame:
        """How far the study's coders agree; no rows without codes."""
        from framing.validate.reliability import reliability

        return reliability(self.study)

    @property
    def dividing(self) -> pd.DataFrame:
        """The units that divide the coders most."""
        from framing.validate.reliability import dividing

        return dividing(self.study)

    @property
    def checked(self) -> pd.DataFrame:
        """The instruments against the study's coders: what they find and miss, and whether they err more on one group."""
        from framing.validate.machine import checked_table

        return checked_table(self.tables, self.study)

    @property
    def corrected(self) -> pd.DataFrame:
        """Group means and contrasts, naive and corrected by the study's hand-coded units."""
        from framing.validate.estimates import corrected_table

        return corrected_table(self.tables, self.study)

    def behind(self, measure: str, **which: str) -> pd.DataFrame:
        """The evidence behind a point: a measure of an `actor`, on a `side`, in a `section` or `voice`."""
        from framing.compare.behind import behind

        return behind(self.tables, self.study, measure, **which)

    def relations_behind(self, **which: str) -> pd.DataFrame:
        """The relations behind an arrow: of an `agent`, a `patient`, on a `side`."""
        from framing.compare.behind import relations_behind

        return relations_behind(self.tables, self.study, **which)

    @property
    def plates(self) -> Plates:
        """Its figures, each drawn and written into `figures/` when called."""
        from framing.report.plates import Plates

        return Plates(self.study, self.tables, self.contrasts, self.keywords, self.folder / "figures", self.compared)


def report_folder(study: Study) -> Path:
    """Give `reports/<study>` beside the `data/` that holds the study; for a study elsewhere, `report/` inside it.

    Raises:
        StudyError: another study in `data/` has its name; the one whose folder is called so keeps it.
    """
    folder = study.folder.resolve()
    if folder.parent.name != "data":
        return folder / "report"
    if folder.name != study.name:
        _require_own_name(study.name, folder)
    return folder.parent.parent / "reports" / study.name


def _require_own_name(name: str, folder: Path) -> None:
    """Refuse to put a copy's report in the place of that of the study it is a copy of."""
    from framing.study import name_of

    for other in sorted(folder.parent.glob("*/study.toml")):
        if other.parent != folder and name_of(other) == name:
            raise StudyError(
                f'{folder / "study.toml"}: name is "{name}", as in {other}, whose report this one would replace; '
                "give it a name of its own, or name the report's folder with --out"
            )


def results(
    study: Study,
    folder: Path | None = None,
    *,
    texts: Path | None = None,
    tables: Path | None = None,
    jobs: int = 1,
    parsing: Parsing | None = None,
) -> Results:
    """Give a study's tables, contrasts and keywords: computed, or read where nothing they rest on has changed.

    Args:
        study: from `framing.load_study`.
        folder: where its report is, or is being, made; `report_folder(study)` if not named.
        texts: a folder with the study's texts; with it, the tables are made anew.
        tables: where the tables of the texts are kept; the study's own if not named.
        jobs: how many processes measure.
        parsing: told while sentences are parsed.

    Raises:
        InputError, StudyError: as `measure`.
        TableError: there are neither texts nor tables, or the tables were made with another parser and there are no texts.
    """
    from framing.report.manifest import inputs, read_manifest, write_manifest

    folder, tables = folder or report_folder(study), tables or study.tables
    recorded = read_manifest(folder)
    there = all((folder / "tables" / f"{name}.parquet").exists() for name in COMPARED)
    fresh = texts is None and there and recorded.get("inputs") == inputs(study, tables)
    from_texts = not fresh and (texts is not None or _holds_texts(study.texts))
    if from_texts:
        measure(study, texts, out=tables, jobs=jobs, parsing=parsing)
        hold_together(study, texts, tables)
    opened = open_tables(tables)
    _read_as_declared(study, opened, tables)
    recalled = _recalled(folder / "tables") if fresh else None
    if recalled is not None:
        found = recalled
        from_texts = str(recorded.get("texts", "")).startswith("recomputed")
    else:
        found = contrast(opened, study)
        for name in COMPARED:
            write(found[name], name, folder / "tables" / f"{name}.parquet")
        write_manifest(folder, study, inputs(study, tables), texts=from_texts)
    return Results(study, opened, found["contrasts"], found["keywords"], folder, from_texts, found)


def _read_as_declared(study: Study, tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Refuse tables whose relations another parser read than the one that the study names."""
    from framing.measures.registry import instruments

    declared = instruments(study).get("relation", ())
    read = set(tables["relations"]["instrument"])
    if others := sorted(read - set(declared)):
        raise TableError(
            f"{folder}: its relations were read by {others[0]}, the study has {declared[0] if declared else 'no actors'};"
            " name the texts with --texts, or leave --syntax as it was"
        )


def _recalled(folder: Path) -> dict[str, pd.DataFrame] | None:
    """Read what was compared before; None where an earlier version of the toolkit wrote other columns."""
    try:
        return {name: read(name, folder / f"{name}.parquet") for name in COMPARED}
    except TableError:
        return None


def _holds_texts(folder: Path) -> bool:
    """Tell an empty folder, which a new study or a checkout may have, from one with texts."""
    from framing.corpus.read import kind_of

    return folder.is_dir() and any(kind_of(path) and path.is_file() for path in folder.rglob("*"))


COMPARED = (
    "contrasts",
    "keywords",
    "wordshifts",
    "robustness",
    "specifications",
    "lengths",
    "omissions",
    "retold",
    "actor_relations",
)

ROBUSTNESS = ("robustness", "specifications", "lengths", "omissions", "retold", "actor_relations")
"""Those that a report gives as CSV too; word shifts are many thousands of rows."""

NOTEBOOKS = (
    "01_article_profile",
    "02_compare_coverage",
    "03_actor_framing",
    "04_stance_and_voice",
    "05_robustness",
    "06_validity",
)

REPORTED = ("figures", "tables", "notebooks", "report.html", "manifest.json")
"""What a report's folder holds, and all that making it anew may replace."""

Say = Callable[[str], None]


def make_report(
    study: Study,
    out: Path | None = None,
    *,
    texts: Path | None = None,
    jobs: int = 1,
    say: Say = print,
    parsing: Parsing | None = None,
) -> Path:
    """Make a study's report: tables, notebooks with their figures, one HTML page, a manifest.

    The report is made beside its place and renamed when it is whole; when a notebook fails, what it put out until then is
    kept in `<out>.failed`, and the former report stays.

    Raises:
        InputError, StudyError, TableError: as `results`; or `out` holds something that is no part of a report; or a notebook
            failed, its cell named.
    """
    out = (out or report_folder(study)).resolve()
    beside = fresh_beside(out, REPORTED)
    try:
        _make_report(study, beside, texts, study.tables, jobs, say, parsing)
    except BaseException:
        if beside.exists():
            shutil.rmtree(out.with_name(f"{out.name}.failed"), ignore_errors=True)
            beside.rename(out.with_name(f"{out.name}.failed"))
        raise
    return swapped(beside, out)


def _make_report(
    study: Study, folder: Path, texts: Path | None, tables: Path, jobs: int, say: Say, parsing: Parsing | None = None
) -> None:
    from framing.report.manifest import inputs, write_manifest
    from framing.report.notebooks import execute_all, notebook_folder
    from framing.report.page import write_page
    from framing.report.summary import write_summaries

    found, changed = _measured_anew(study, folder, texts, tables, jobs, parsing)
    for line in changed:
        say(f"{study.name}: not as in the former tables: {line}")
    say(f"{study.name}: {'measured from the texts' if found.from_texts else _SHIPPED.format(tables=tables)}")
    write_summaries(study, found.tables, found.contrasts, found.keywords, folder / "tables")
    for name in ROBUSTNESS:
        to_csv(found.compared[name], folder / "tables" / f"{name}.csv")
    parameters = {"study": str(study.folder.resolve()), "out": str(folder.resolve())}
    for source in execute_all([notebook_folder() / f"{name}.ipynb" for name in NOTEBOOKS], folder / "notebooks", parameters):
        say(f"{study.name}: {source.stem}")
    write_page(study, found.tables, found.contrasts, folder, from_texts=found.from_texts)
    files = [
        path for path in folder.rglob("*") if path.is_file() and "notebooks" not in path.parts and path.name != "manifest.json"
    ]
    write_manifest(folder, study, inputs(study, tables), texts=found.from_texts, files=files)


def _measured_anew(
    study: Study, folder: Path, texts: Path | None, tables: Path, jobs: int, parsing: Parsing | None
) -> tuple[Results, list[str]]:
    """Give the results, and how the tables differ from the former ones where the texts were measured."""
    import tempfile

    from framing.report.difference import changed_tables

    with tempfile.TemporaryDirectory() as temporary:
        former = Path(temporary) / "tables"
        if study.tables.is_dir():
            shutil.copytree(study.tables, former)
        found = results(study, folder, texts=texts, tables=tables, jobs=jobs, parsing=parsing)
        changed = changed_tables(former, tables) if found.from_texts and former.is_dir() else []
    return found, changed


_SHIPPED = "none of the texts is here: drawn from the tables in {tables}"


def check_report(study: Study, out: Path | None = None, *, texts: Path | None = None, say: Say = print) -> list[str]:
    """Make a report again in a temporary folder and say what differs from the one in `out`.

    With texts the tables are made again too, and compared with the shipped ones through the report's tables.

    Returns:
        One line a table or file that differs beyond tolerance; files that differ in their bytes only are told to `say`.

    Raises:
        InputError: there is no report in `out`; else as `make_report`.
    """
    import tempfile

    from framing.report.difference import differences

    out = out or report_folder(study)
    if not (out / "manifest.json").is_file():
        raise InputError(f"{out}: holds no report to check; make it with `framing report`, or name its folder with --out")
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary) / study.name
        own = texts is not None or _holds_texts(study.texts)
        _make_report(study, again, texts, Path(temporary) / "tables" if own else study.tables, 1, say)
        serious, informative = differences(out, again)
    for name in informative:
        say(f"{name}: other bytes (harmless where library versions or processors differ)")
    return serious
