"""The command line: it reads the call, calls one verb, and prints.

Exit status 0: done; 1: the input is at fault (one line says what, where, how to mend it); 2: the call is at fault.
Nothing heavy is imported before a command runs, so that `framing --help` answers at once.
"""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys

__all__ = ["main"]

EXAMPLES = """
examples:
  framing profile article.txt                       one row a section
  framing evidence article.txt --layer hedge        the words behind the hedges
  framing init data/my-study                        a study to fill in
  framing report data/my-study                      tables, charts, notebooks, one HTML page
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    call = parser().parse_args(arguments)
    _one_thread()
    _no_plugins()
    _seldom_collected()
    _print_anything()
    try:
        return int(_run(call) or 0)
    except BrokenPipeError:  # the reader of a pipe, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("framing: stopped; results of earlier runs are as they were", file=sys.stderr)
        return 130
    except Exception as error:
        if call.debug:
            raise
        print(f"framing: {_line(error)}", file=sys.stderr)
        return _status(error)


def _status(error: Exception) -> int:
    from framing.errors import CallError

    return 2 if isinstance(error, CallError) else 1


def _one_thread() -> None:
    """Let matrices be multiplied on one thread: ours are small, and threads that wait for each other cost more than they do.

    Whoever has set the variables knows better.
    """
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


def _no_plugins() -> None:
    """Let pydantic look for no plugins of its own: it would go through everything that is installed."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


MADE_BEFORE_A_LOOK = 300_000
"""Objects made since the last look for cycles before Python looks again, in place of its 700."""


def _seldom_collected() -> None:
    """Let Python look for dead cycles seldom: articles are hundreds of thousands of tuples and texts, and none is in a cycle.

    Each look goes through all of them while every other thread waits: two of a hundred seconds of a run.
    """
    gc.set_threshold(MADE_BEFORE_A_LOOK)


def _print_anything() -> None:
    """Let a terminal that lacks a letter show its number in place of it, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _line(error: Exception) -> str:
    from framing.errors import FramingError

    if isinstance(error, FramingError):
        return " ".join(str(error).splitlines())
    if isinstance(error, MemoryError):
        return "the memory is used up; give fewer or shorter texts at a time, or one process (--jobs 1)"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "the disk is full; make room and run again: what was there before is as it was"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}; name another path or mend its permissions"
    return f"a fault of the toolkit, not of your input ({type(error).__name__}: {error}); run again with --debug and report it"


def _run(call: argparse.Namespace) -> int | None:
    from framing import commands

    command = getattr(commands, call.command)
    result: int | None = command(call)
    return result


def parser() -> argparse.ArgumentParser:
    """Give the parser of every command."""
    top = argparse.ArgumentParser(
        prog="framing",
        description="How an article frames a matter, held against other coverage: section by section, with the words behind "
        "every number.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    top.add_argument("--debug", action="store_true", help="show where an error comes from")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_article_commands(commands)
    _add_study_commands(commands)
    _add_coding_commands(commands)
    for command in commands.choices.values():
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return top


def _jobs(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"{given!r} is no number of processes; give 0 (all processors), 1, 2, …")
    return int(given)


def _width(given: str) -> int:
    if not given.isdecimal() or int(given) == 0:
        raise argparse.ArgumentTypeError(f"{given!r} is no number of characters; give 1 or more, 30 say")
    return int(given)


class _Version(argparse.Action):
    """Looks the version up when it is asked for: importlib.metadata takes longer than everything else together."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"framing {version('framing')}")
        parser.exit()


Commands = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_article_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    profile = commands.add_parser("profile", help="measures of every section of some articles")  # type: ignore[attr-defined]
    evidence = commands.add_parser("evidence", help="the words behind the numbers")  # type: ignore[attr-defined]
    concordance = commands.add_parser("concordance", help="a word or a layer in context, target and coverage side by side")  # type: ignore[attr-defined]
    for command in (profile, evidence, concordance):
        command.add_argument(
            "paths",
            nargs="+",
            metavar="PATH",
            help="a file, a folder or - for standard input: .txt .md .html .jsonl .csv .parquet, .gz too",
        )
        command.add_argument("--actors", metavar="FILE", help="TOML with [[actors]], a study.toml say")
        _add_syntax(command)
    concordance.add_argument("--against", nargs="+", metavar="PATH", help="the coverage, to be set beside it")
    concordance.add_argument("--layer", default="", help="hedge, attribution, mention, relation, …")
    concordance.add_argument("--label", default="", help="only this kind of the layer")
    concordance.add_argument("--word", default="", help="a word or phrase in place of a layer; * at its end: any ending")
    concordance.add_argument("--width", type=_width, default=30, metavar="N", help="characters of context on each side")
    profile.add_argument("--format", choices=["table", "csv", "json"], default="table", help="json is long, the others wide")
    evidence.add_argument(
        "--layer", default="", help="tone, valence, hedge, booster, attribution, source, mention, relation, participant, …"
    )
    evidence.add_argument("--instrument", default="", help="vader, vader-news, …")
    evidence.add_argument("--format", choices=["table", "jsonl"], default="table")
    evidence.add_argument("--out", metavar="DIR", help="write all tables as Parquet files instead of printing")
    evidence.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes, with --out; 0: all processors")


def _add_syntax(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--syntax",
        default="",
        metavar="MODEL",
        help="what reads who does what to whom: english (ours), an installed spaCy pipeline or its folder, "
        "or none (pattern rules); as the study says if not named",
    )


def _add_study_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    helps = {
        "check": "what is missing, doubled or odd in the corpus, and what n can show",
        "actors": "who is named that the study does not list",
        "measure": "texts into tables",
        "compare": "contrasts and keywords",
        "report": "everything: tables, notebooks, figures, HTML",
    }
    for name, text in helps.items():
        command = commands.add_parser(name, help=text)  # type: ignore[attr-defined]
        command.add_argument("study", metavar="STUDY", help="a folder with study.toml")
        command.add_argument("--texts", metavar="DIR", help="where the texts are, if not in the study's own texts/")
        if name in ("measure", "report"):
            command.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes; 0: all processors")
        if name in ("measure", "compare", "report"):
            _add_syntax(command)
        if name in ("compare", "report"):
            command.add_argument("--out", metavar="DIR", help="where to write; reports/<study> if not named")
        if name == "compare":
            command.add_argument(
                "--embeddings", default="", metavar="MODEL", help="an installed sentence-transformers model aligns passages"
            )
            command.add_argument(
                "--ngrams", type=int, choices=[2, 3], default=0, help="so many words in a row too, counted from the texts"
            )
        if name == "report":
            command.add_argument("--check", action="store_true", help="make it again elsewhere and say what differs")
    validate = commands.add_parser("validate", help="instruments against human coders")  # type: ignore[attr-defined]
    validate.add_argument("--gold", metavar="DIR", help="holds a folder a gold set; without it, the figures that are shipped")
    validate.add_argument("--set", action="append", default=[], metavar="NAME", help="this set only; may be repeated")
    validate.add_argument("--format", choices=["table", "json"], default="table")
    validate.add_argument(
        "--write", action="store_true", help="in a checkout: put the figures into docs/validity.md and the instruments' cards"
    )
    init = commands.add_parser("init", help="a new study to fill in")  # type: ignore[attr-defined]
    init.add_argument("folder", metavar="DIR", help="a folder that is not there yet, or is empty")


def _add_coding_commands(commands: Commands) -> None:  # type: ignore[valid-type]
    helps = {
        "sample": "sheets for hand coding, drawn by chance",
        "codes": "take filled sheets into the study",
        "reliability": "how far the coders agree, and the instruments with them",
        "power": "how narrow the intervals get with more codes",
    }
    own = {name: commands.add_parser(name, help=text) for name, text in helps.items()}  # type: ignore[attr-defined]
    for command in own.values():
        command.add_argument("study", metavar="STUDY", help="a folder with study.toml, measured before")
    for name in ("sample", "power"):
        own[name].add_argument("--codebook", required=True, metavar="NAME", help="tone, hedging, …, frames, or a TOML file")
        own[name].add_argument("--n", type=int, required=True, metavar="N", help=_N[name])
    sample = own["sample"]
    sample.add_argument("--coders", type=int, default=1, metavar="N", help="how many; they are called A, B, …")
    sample.add_argument("--overlap", type=int, default=0, metavar="N", help="units that all of them code")
    sample.add_argument(
        "--stratify", choices=["group", "role", "score"], default="", help="so that small groups and rare things are seen"
    )
    sample.add_argument("--format", choices=["xlsx", "csv", "labelstudio"], default="xlsx")
    sample.add_argument("--out", metavar="DIR", help="where the sheets go; coding/ in the study's folder if not named")
    sample.add_argument("--texts", metavar="DIR", help="where the texts are, if not in the study's own texts/")
    sample.add_argument("--seed", type=int, metavar="N", help="of the draw; the study's if not named")
    own["codes"].add_argument("sheets", nargs="+", metavar="SHEET", help="a filled sheet: .xlsx .csv .json")
    code = commands.add_parser("code", help="code a sheet in the terminal, one key a category")  # type: ignore[attr-defined]
    code.add_argument("sheet", metavar="SHEET", help="a sheet that `framing sample` wrote: .xlsx .csv .json")


_N = {"sample": "units in all", "power": "units coded beyond those that are"}


if __name__ == "__main__":
    sys.exit(main())
