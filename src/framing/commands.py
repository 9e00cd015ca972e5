"""The commands behind the command line: each takes its parsed call, calls one verb, prints, and returns the exit status."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import CallError, InputError

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from framing.pipeline import Parsing, Progress, Results
    from framing.study import Study
    from framing.validate.gold import Row

__all__ = [
    "actors",
    "check",
    "code",
    "codes",
    "compare",
    "concordance",
    "evidence",
    "init",
    "measure",
    "power",
    "profile",
    "reliability",
    "report",
    "sample",
    "validate",
]


def profile(call: argparse.Namespace) -> int:
    """Print every section's measures: `table` and `csv` have a row a section, `json` a record a measure."""
    from framing.articles import measured
    from framing.tables import harmless
    from framing.wide import printed, printed_dropped, wide

    rows, dropped = measured(call.paths, _actors(call))
    if call.format == "json":
        _print_json(rows)
    elif call.format == "csv":
        harmless(wide(rows)).to_csv(sys.stdout, index=False, float_format="%.6g", lineterminator="\n")
    else:
        print(printed(rows))
        print(printed_dropped(dropped))
    return 0


def evidence(call: argparse.Namespace) -> int:
    """Print the words behind the numbers, or write all tables as Parquet."""
    from framing.articles import evidence as found
    from framing.articles import evidence_to_parquet

    study = _actors(call)
    if call.out:
        _spare_pandas()
        _share_memory()
        print(evidence_to_parquet(call.paths, Path(call.out), study, jobs=call.jobs))
        return 0
    _require_known(call, study)
    rows = found(call.paths, study, layer=call.layer, instrument=call.instrument)
    if call.format == "jsonl":
        rows.to_json(sys.stdout, orient="records", lines=True, force_ascii=False)
        return 0
    columns = [
        "document",
        "section",
        "sentence",
        "start",
        "end",
        "layer",
        "label",
        "instrument",
        "actor",
        "voice",
        "value",
        "text",
    ]
    shown = rows[columns].assign(text=[" ".join(text.split())[:60] for text in rows["text"]])
    if "reading" in rows:
        shown = shown.drop(columns=["layer", "value", "text"]).assign(reading=rows["reading"].str.slice(0, 100))
    print(shown.to_string(index=False, na_rep="") if len(shown) else "no evidence of this kind")
    return 0


def concordance(call: argparse.Namespace) -> int:
    """Print a word or a layer's evidence in context; with --against, target and coverage side by side."""
    from framing.articles import concordance as listed
    from framing.articles import side_by_side

    study = _actors(call)
    if bool(call.layer) == bool(call.word.strip()):
        raise CallError("a concordance is of a layer or of a word: give --layer or --word")
    _require_known(call, study)
    chosen = {"layer": call.layer, "label": call.label, "word": call.word, "width": call.width}
    if call.against:
        rows = side_by_side(call.paths, call.against, study, **chosen)
        told = rows.attrs
        print(f"{told['target']} here, {told['coverage']} in {told['coverage_documents']} articles of the coverage\n")
    else:
        rows = listed(call.paths, study, **chosen)
    print(rows.to_string(index=False) if len(rows) else "none")
    return 0


def _require_known(call: argparse.Namespace, study: Study | None) -> None:
    """Refuse a layer or instrument that nothing could be found by."""
    from framing.measures.registry import instruments

    known = instruments(study)
    if call.layer and call.layer not in known:
        more = "" if study is not None else "; mention and frame with --actors FILE"
        raise CallError(f"there is no layer {call.layer}; it may be {', '.join(sorted(known))}{more}")
    found = sorted({name for layer, names in known.items() for name in names if call.layer in ("", layer)})
    instrument = getattr(call, "instrument", "")
    if instrument and instrument not in found:
        raise CallError(f"there is no instrument {instrument} there; it may be {', '.join(found)}")


class _NoPandas:
    """A finder that finds no pandas."""

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse pandas, and leave everything else to the finders after this one."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _share_memory() -> None:
    """Let Arrow take memory where numpy does: a thirtieth faster than with a pool of its own (docs/performance.md)."""
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())


def _spare_pandas() -> None:
    """Keep pyarrow from importing pandas in a process that makes no data frame: it does so at its first array of a list.

    That import takes as long as a thousand articles. pyarrow asks once and remembers that there is none.
    """
    if "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        import pyarrow as pa

        pa.array([""])
    finally:
        sys.meta_path.remove(finder)


def check(call: argparse.Namespace) -> int:
    """Print what is odd in a study's corpus; 1 where something would falsify a comparison."""
    from framing.check import check as checked
    from framing.corpus.sources import load_documents

    study = _study(call)
    texts = _texts(call)
    findings = checked(study, load_documents(study, texts), texts)
    print(_findings(findings) if len(findings) else "nothing odd")
    return int((findings["severity"] == "error").any())


def actors(call: argparse.Namespace) -> int:
    """Print names that the study's actor list lacks, and TOML to paste."""
    from framing.corpus.sources import load_documents
    from framing.measures.names import propose
    from framing.measures.proposed_actors import to_toml

    study = _study(call)
    documents = [document for document in load_documents(study, _texts(call)) if document.text is not None]
    if not documents:
        raise InputError(
            f"{study.texts}: has the text of no document in sources.csv; list its files there, or name their folder (--texts)"
        )
    proposed = propose(documents, study)
    print(_table(proposed))
    print()
    print(to_toml(proposed))
    return 0


def measure(call: argparse.Namespace) -> int:
    """Turn a study's texts into tables and say where they are."""
    from framing.pipeline import measure as measured

    print(measured(_study(call), _texts(call), jobs=call.jobs, progress=_progress(), parsing=_parsing()))
    return 0


def compare(call: argparse.Namespace) -> int:
    """Write contrasts and keywords and print the primary ones."""
    from framing.pipeline import results
    from framing.report.retelling import copies_said

    study = _study(call)
    if call.embeddings:
        study = study.model_copy(update={"alignment": study.alignment.model_copy(update={"embeddings": call.embeddings})})
    found = results(study, _out(call, study), texts=_texts(call), parsing=_parsing())
    rows = found.contrasts
    shown = rows[(rows["specification"] != "exploratory") & (rows["voice"] == "all") & (rows["section"] == "all")]
    columns = ["comparison", "actor", "measure", "instrument", "target", "coverage", "low", "high", "p_permutation"]
    shown = shown[[*columns, "p_familywise", "q", "percentile", "n_target", "n_coverage", "note"]]
    print(_table(shown) if len(shown) else "study.toml names no comparisons and no hypotheses: nothing is compared")
    print(f"\n{copies_said(found.tables, study)}")
    run = found.tests
    print(f"tests run: {int(run['tests'].sum()):,} in {len(run)} families, adjusted within each")
    print(f"all contrasts, keywords and profiles: {found.folder / 'tables'}")
    if call.ngrams:
        _print_ngrams(study, found, call)
    return 0


_NGRAMS_SHOWN = 10
"""A side and comparison."""


def _print_ngrams(study: Study, found: Results, call: argparse.Namespace) -> None:
    """Print the words in a row that tell sides apart, counted from the texts now, and write them all as CSV."""
    from framing.compare.ngrams import ngram_keywords
    from framing.compare.reuse import with_copies
    from framing.corpus.sources import load_documents
    from framing.tables import to_csv

    documents = load_documents(study, _texts(call))
    if not any(document.text is not None for document in documents):
        raise InputError(
            f"{_texts(call) or study.texts}: holds no texts to count words in a row in; name their folder with --texts"
        )
    rows = ngram_keywords(documents, with_copies(found.tables, study.target), study, call.ngrams)
    for comparison, part in rows.groupby("comparison", sort=False):
        upper, lower = part[part["z"] > 0].head(_NGRAMS_SHOWN), part[part["z"] < 0].tail(_NGRAMS_SHOWN).iloc[::-1]
        for side, side_rows in (("more on the first side", upper), ("more on the second side", lower)):
            print(f"\n{comparison}, {side}:")
            print(_table(side_rows.drop(columns=["comparison", "log_odds", "tests", "note"])) if len(side_rows) else "none")
    print(f"\nall of them: {to_csv(rows, found.folder / 'tables' / f'ngrams_{call.ngrams}.csv')}")


def report(call: argparse.Namespace) -> int:
    """Make a study's report, or make it again elsewhere and say what differs."""
    from framing.pipeline import check_report, make_report

    study = _study(call)
    out = _out(call, study)
    if call.check:
        differing = check_report(study, out, texts=_texts(call), say=_say)
        print("\n".join(differing) if differing else f"{out}: made again, the same within tolerance")
        return int(bool(differing))
    made = make_report(study, out, texts=_texts(call), jobs=call.jobs, say=_say, parsing=_parsing())
    print(made / "report.html")
    return 0


def init(call: argparse.Namespace) -> int:
    """Make a folder for a new study, to be filled in."""
    from framing.new_study import new_study

    print(new_study(Path(call.folder)))
    return 0


def validate(call: argparse.Namespace) -> int:
    """Hold every instrument against the gold sets and print the figures; without --gold, print those that are shipped."""
    from framing.validate.page import table
    from framing.validate.registry import validate as validated
    from framing.validate.stored import shipped, to_json
    from framing.validate.write import write

    if call.write:
        rows = write(_gold(call), call.set, say=_say)
    else:
        rows = validated(Path(call.gold), call.set, say=_say) if call.gold else _shipped(call, shipped())
    print(to_json(rows) if call.format == "json" else table(rows))
    return 0


def _gold(call: argparse.Namespace) -> Path:
    if not call.gold:
        raise CallError("--write needs the gold sets to measure on; name their folder with --gold")
    return Path(call.gold)


def _shipped(call: argparse.Namespace, rows: list[Row]) -> list[Row]:
    from framing.validate.registry import check_names

    check_names(call.set)
    _say("as measured when this version was made; to measure again, name the folder of the gold sets with --gold")
    return [row for row in rows if not call.set or row.set in call.set]


def sample(call: argparse.Namespace) -> int:
    """Draw units for hand coding and write a sheet for each coder."""
    from framing.coding.sheets import draw_sheets

    drawn = draw_sheets(
        _study(call),
        call.codebook,
        call.n,
        coders=call.coders,
        overlap=call.overlap,
        stratify=call.stratify,
        form=call.format,
        out=Path(call.out) if call.out else None,
        texts=_texts(call),
        seed=call.seed,
    )
    print("\n".join(str(path) for path in drawn.paths))
    together = int(drawn.sample["coders"].str.contains(" ").sum())
    every = f", {together} of them for every coder" if call.coders > 1 else ""
    fewer = "; the study has no more" if len(drawn.sample) < call.n else ""
    print(f"{drawn.codebook.id}: {len(drawn.sample)} units drawn{every}{fewer}")
    return 0


def code(call: argparse.Namespace) -> int:
    """Code a sheet in the terminal."""
    from framing.coding.session import Session
    from framing.coding.terminal import code as asked

    asked(Session(Path(call.sheet)), sys.stdin, sys.stdout)
    return 0


def codes(call: argparse.Namespace) -> int:
    """Take filled sheets into the study; where one is at fault, say each fault in a line and take none."""
    from framing.coding.archive import keep_codes
    from framing.coding.sheet import read_sheet

    taken, wrong = keep_codes(_study(call), [read_sheet(Path(path)) for path in call.sheets])
    for line in wrong:
        print(f"framing: {line}", file=sys.stderr)
    print("\n".join(taken) if taken else "nothing was taken: mend the sheets and run again")
    return int(bool(wrong))


def power(call: argparse.Namespace) -> int:
    """Print how narrow the intervals of corrected contrasts get with more codes."""
    from framing.store import open_tables
    from framing.validate.power import power as reckoned

    study = _study(call)
    print(_table(reckoned(open_tables(study.tables), study, call.codebook, call.n)))
    return 0


def reliability(call: argparse.Namespace) -> int:
    """Print how far a study's coders agree, which units divide them, and how far the instruments agree with them."""
    from framing.store import open_tables
    from framing.validate.estimates import corrected_table
    from framing.validate.machine import checked_table
    from framing.validate.reliability import dividing
    from framing.validate.reliability import reliability as agreed

    study = _study(call)
    rows, apart = agreed(study), dividing(study)
    if not len(rows):
        raise InputError(
            f"{study.folder}: has no codes; draw a sample with `framing sample`, take sheets in with `framing codes`"
        )
    print(_table(rows))
    print(f"\nunits that divide the coders most:\n{_table(apart)}" if len(apart) else "\nno unit divides the coders")
    tables = open_tables(study.tables)
    checked, estimates = checked_table(tables, study), corrected_table(tables, study)
    contrasts = checked["group"].str.contains(" − ")
    keys = ["codebook", "item", "category", "actor", "instrument"]
    whole = checked.loc[checked["group"] == "all", [*keys, "units", "precision", "recall", "f1", "r"]]
    biased = checked.loc[contrasts & checked["note"].str.contains("errs more"), [*keys, "group", "bias", "low", "high", "p"]]
    found = estimates.loc[estimates["comparison"].str.contains(" − ")]
    columns = ["comparison", "codebook", "item", "category", "actor", "naive", "naive_low", "naive_high"]
    found = found[[*columns, "corrected", "low", "high", "coded", "note"]]
    for title, frame, none in (
        ("instruments against the coders", whole, "no instrument answers what was coded"),
        ("the instrument errs more on one side: the naive contrast is biased", biased, "none beyond chance"),
        ("contrasts, naive and corrected", found, "the study compares no groups"),
    ):
        print(f"\n{title}:\n{_table(frame) if len(frame) else none}")
    return 0


def _study(call: argparse.Namespace) -> Study:
    from framing.study import load_study

    return _with_syntax(load_study(call.study), call)


def _actors(call: argparse.Namespace) -> Study | None:
    if not call.actors:
        if call.syntax:
            raise CallError("--syntax is about who does what to whom: name the actors with --actors FILE")
        return None
    from framing.study import load_actors

    return _with_syntax(load_actors(call.actors), call)


def _with_syntax(study: Study, call: argparse.Namespace) -> Study:
    """Let --syntax stand for what the study says."""
    named = getattr(call, "syntax", "")
    return study.read_by(named) if named else study


def _texts(call: argparse.Namespace) -> Path | None:
    if call.texts and not Path(call.texts).is_dir():
        raise InputError(f"{call.texts}: there is no such folder; name the one that holds the study's texts")
    return Path(call.texts) if call.texts else None


def _out(call: argparse.Namespace, study: Study) -> Path:
    from framing.pipeline import report_folder

    return Path(call.out) if call.out else report_folder(study)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _progress() -> Progress | None:
    if not sys.stderr.isatty():
        return None
    return lambda done: print(f"\r{done:,} documents", end="", file=sys.stderr, flush=True)


def _parsing() -> Parsing | None:
    if not sys.stderr.isatty():
        return None
    return lambda done, of: print(f"\rparsed {done:,} of {of:,}", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _print_json(rows: pd.DataFrame) -> None:
    rows.to_json(sys.stdout, orient="records", indent=1, force_ascii=False)
    print()


def _findings(frame: pd.DataFrame) -> str:
    """Give a row a finding, with its detail and mend wrapped below, since they are sentences."""
    lines = [f"{'severity':9}{'finding':20}document"]
    for row in frame.fillna("").to_dict("records"):
        lines.append(f"{row['severity']:9}{row['finding']:20}{row['document']}".rstrip())
        told = "; ".join(str(part) for part in (row["detail"], row["mend"]) if part)
        lines += textwrap.wrap(told, 120, initial_indent=" " * 9, subsequent_indent=" " * 9, break_on_hyphens=False)
    return "\n".join(lines)


def _table(frame: pd.DataFrame) -> str:
    return frame.to_string(index=False, na_rep="–", float_format=lambda number: f"{number:.3g}", max_colwidth=100)
