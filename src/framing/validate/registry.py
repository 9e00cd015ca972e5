"""The list of gold sets: to add one is to add one file in `validate/sets` and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import CallError, InputError
from framing.validate.sets import (
    attribution_polnear,
    bias_basil,
    frames_narrative,
    hedging_szeged,
    relations_annotated,
    reliability,
    sentiment_vader,
    stance_annotated,
    target_sentiment_newsmtsc,
    treebank_ud,
)
from framing.validate.stored import rounded

if TYPE_CHECKING:
    from framing.validate.gold import Evaluator, GoldFile, Row

__all__ = ["SETS", "check_names", "gold_files", "validate"]

SETS: tuple[Evaluator, ...] = (
    sentiment_vader,
    target_sentiment_newsmtsc,
    hedging_szeged,
    stance_annotated,
    attribution_polnear,
    frames_narrative,
    treebank_ud,
    relations_annotated,
    bias_basil,
    reliability,
)
"""Every set, in the order of the page."""


def check_names(names: Sequence[str]) -> None:
    """Refuse the name of a set that there is none of.

    Raises:
        CallError: there is no set of that name.
    """
    known = [each.GOLD.name for each in SETS]
    for name in names:
        if name not in known:
            raise CallError(f"there is no gold set {name}; it may be {', '.join(known)}")


def gold_files(folder: Path, names: Sequence[str] = ()) -> list[tuple[Evaluator, list[GoldFile]]]:
    """Give each set (of those named, or all) with its files below a folder, none where it is not there.

    Raises:
        CallError: there is no set of that name.
        InputError: the folder is not there, or holds no set.
    """
    check_names(names)
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder; name the one that holds the gold sets with --gold")
    found = [(each, each.GOLD.files(folder)) for each in SETS if not names or each.GOLD.name in names]
    if not any(files for _, files in found):
        asked = ", ".join(each.GOLD.name for each, _ in found)
        if folder.resolve().name in [each.GOLD.name for each in SETS]:
            raise InputError(f"{folder}: is the folder of one set; name the folder above it, and the set with --set")
        if present := [each.GOLD for each, _ in found if (folder / each.GOLD.name).is_dir()]:
            told = "; ".join(f"of {gold.name} files are read that end in {', '.join(gold.endings)}" for gold in present)
            raise InputError(f"{folder}: holds no file of a gold set; {told} (or .gz of these): name them so")
        raise InputError(f"{folder}: holds no file of a gold set; it needs a folder named as one of {asked}, with files in it")
    return found


def validate(
    folder: Path,
    names: Sequence[str] = (),
    say: Callable[[str], None] = lambda _: None,
    done: Callable[[GoldFile], None] = lambda _: None,
) -> list[Row]:
    """Hold every instrument against every gold set that is present.

    Args:
        folder: holds a folder a set.
        names: sets to evaluate; all where empty.
        say: is told which sets are missing and skipped.
        done: is given each file after it was evaluated.

    Returns:
        Rows by set, file, instrument and metric, the same in every run; a set that is not there gives none.

    Raises:
        CallError: there is no set of a name.
        InputError: the folder is missing or holds no set, or a file of a set is not of its format.
    """
    rows: list[Row] = []
    found = gold_files(folder, names)
    if absent := [each.GOLD.name for each, files in found if not files]:
        say(f"not in {folder}, skipped: {', '.join(absent)}")
    for each, files in found:
        for file in files:
            new = list(each.evaluate(file))
            if not new:
                say(f"{each.GOLD.name}/{file.name}: no instrument is held against it yet, skipped")
            rows += new
            done(file)
    return rounded(rows)
