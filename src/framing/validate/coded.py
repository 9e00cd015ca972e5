"""A study's units with what instruments and coders say of them: what agreement and corrected estimates are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.compare.limits import FEWEST_CLUSTERS, FEWEST_DOCUMENTS, TOO_FEW
from framing.compare.sides import clusters
from framing.compare.sides import groups as grouped
from framing.validate.corrected import Side

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook, Item
    from framing.study import Study

__all__ = ["FEWEST_CODED", "Question", "faultless", "pairs", "questions", "too_few"]

FEWEST_CODED = 20
"""Coded units of a group below which no interval is given: errors of a share under a tenth would hardly have been seen."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """One number a unit: the value of an item, or whether it is of a category, as coders and one instrument have it."""

    codebook: Codebook
    item: Item
    category: str
    actor: str
    instrument: str
    """Empty where no instrument answers the item: its scores are then 0."""
    frame: pd.DataFrame
    """A row a unit of the population: id, document, score, code (mean of its coders, NaN where not coded), probability."""
    documents: pd.DataFrame
    study: Study
    lost: int = 0
    """Coded units that the tables do not have any more: texts or sentences were made anew since the sample was drawn."""

    def side(self, ids: Sequence[str]) -> Side:
        """Give the units of some documents."""
        own = self.frame[self.frame["document"].isin(list(ids))]
        names, document = np.unique(own["document"].to_numpy(object), return_inverse=True)
        outlet = clusters(self.documents)
        number = {name: at for at, name in enumerate(sorted(set(outlet.values())))}
        return Side(
            document=document.astype(np.intp),
            cluster=np.array([number[outlet[name]] for name in names], dtype=np.intp),
            score=own["score"].to_numpy(np.float64),
            code=own["code"].to_numpy(np.float64),
            probability=own["probability"].to_numpy(np.float64),
        )

    @property
    def key(self) -> dict[str, object]:
        """What tells its rows in a table."""
        book = self.codebook
        named = {"codebook": book.name, "version": book.version, "item": self.item.name, "category": self.category}
        return {**named, "actor": self.actor, "instrument": self.instrument}


def questions(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[Question]:
    """Give every question that the study's coders answered, of the latest version of each codebook."""
    from framing.coding.archive import kept_codebooks

    for book in kept_codebooks(study):
        yield from _of_codebook(tables, study, book)


def _of_codebook(tables: Mapping[str, pd.DataFrame], study: Study, book: Codebook) -> Iterator[Question]:
    from framing.coding.archive import coded
    from framing.coding.scores import instruments, machine_scores
    from framing.coding.units import units

    population = units(tables, book)
    sample, codes = coded(study, book)
    for item in book.items:
        for category in [""] if item.valued else [each.code for each in item.categories]:
            answered = _answers(codes[codes["item"] == item.name], item, category)
            if answered.empty:
                continue
            chances = _chances(sample, set(answered.index))
            lost = len(set(answered.index) - set(population["id"]))
            held = population.assign(code=population["id"].map(answered), probability=population["id"].map(chances))
            for instrument in instruments(tables, item, study) if item.valued else ():
                scored = held.assign(score=machine_scores(tables, population, item, instrument))
                yield from _by_actor(Question(book, item, category, "", instrument, scored, tables["documents"], study, lost))
            if item.machine is None or not instruments(tables, item, study):
                scored = held.assign(score=0.0)
                yield from _by_actor(Question(book, item, category, "", "", scored, tables["documents"], study, lost))


def _answers(codes: pd.DataFrame, item: Item, category: str) -> pd.Series:
    """Give the mean of the coders' values by unit."""
    values = codes["category"].map({code: float(code == category) if category else item.value(code) for code in item.codes})
    return values.groupby(codes["id"]).mean()


def _chances(sample: pd.DataFrame, coded: set[str]) -> dict[str, float]:
    """Give the chance of each coded unit: coded units of its stratum over all its units.

    Where not everything drawn has been coded yet, what is missing is taken to be missing by chance.
    """
    own = sample[sample["id"].isin(coded)]
    chance = own["stratum"].map(own["stratum"].value_counts()) / own["stratum_units"]
    return dict(zip(own["id"], chance.astype("float64"), strict=True))


def _by_actor(question: Question) -> Iterator[Question]:
    from dataclasses import replace

    if question.codebook.per == "unit":
        yield question
        return
    for actor, part in question.frame.groupby("actor", sort=True):
        if part["code"].notna().any():
            yield replace(question, actor=str(actor), frame=part.reset_index(drop=True))


def pairs(question: Question) -> Iterator[tuple[str, tuple[str, Side], tuple[str, Side]]]:
    """Give the study's comparisons of groups: their names as in `contrasts`, and the two sides.

    A side without units is left out.
    """
    for comparison in question.study.comparisons:
        if comparison.kind != "groups":
            continue
        members = grouped(question.documents, question.study, comparison.by, comparison.groups)
        sides = {name: question.side(list(ids)) for name, ids in members.items()}
        for first, second in combinations([name for name in comparison.groups if sides[name].documents], 2):
            yield f"{comparison.name}: {first} − {second}", (first, sides[first]), (second, sides[second])


def too_few(*sides: Side) -> str:
    """Say why no interval is given of some sides: too few documents, outlets or coded units; else the empty text."""
    if any(side.documents < FEWEST_DOCUMENTS or len(np.unique(side.cluster)) < FEWEST_CLUSTERS for side in sides):
        return TOO_FEW
    least = min(int(side.coded.sum()) for side in sides)
    return f"{TOO_FEW}: {least} units coded of a side, {FEWEST_CODED} needed" if least < FEWEST_CODED else ""


def faultless(side: Side) -> str:
    """Say how many errors there may be where none was seen; the empty text where one was.

    Source: three over n bounds a share at 95 % that was seen in none of n (Hanley & Lippman-Hand 1983).
    """
    held = side.coded
    if not held.any() or (side.score[held] != side.code[held]).any():
        return ""
    count = int(held.sum())
    return f"no error in {count} coded units: up to {3 / count:.0%} may still be wrong"
