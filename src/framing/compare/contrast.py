"""Measures into contrasts: every comparison and hypothesis of a study, one table.

Groups are compared with each other, the target with its coverage, and the target's sections with windows of it.
What each row can and cannot say is in docs/methods/comparison.md.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from framing.compare.cells import Cells, cells
from framing.compare.groups import between_groups
from framing.compare.hypotheses import hypothesis_row
from framing.compare.paired import between_voices
from framing.compare.readers import noted
from framing.compare.rows import adjusted, assembled, concatenated, families, suppressed, with_family
from framing.compare.sections import sections_among_windows
from framing.compare.sides import clusters, groups, pairings, pool, pool_name, standing_name, strata_of
from framing.compare.standing import at_equal_length, target_among
from framing.errors import StudyError
from framing.measures.voice import with_imputed
from framing.tables import ALL, ATTRIBUTED, VOICES, check

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Comparison, Study

__all__ = ["contrasts", "sums_of"]


def contrasts(tables: Mapping[str, pd.DataFrame], study: Study, sums: SentenceSums | None = None) -> pd.DataFrame:
    """Compare what the study says is to be compared: a table in the schema `contrasts`.

    Needs the tables documents, sections, exposure and measures; with sentences and evidence too (or their `sums`) the
    target is held against stretches of the coverage of its length, and its sections against windows. A study without
    comparisons and hypotheses, or without documents, gives the table without rows. The order of rows in `tables` does not
    matter.

    Raises:
        StudyError: a comparison or hypothesis names a column, group, measure or actor that is not there.
    """
    _named_apart(study)
    _measured(study, tables["measures"])
    tables = _with_imputed(tables, study)
    spread = _whole_documents(tables["measures"])
    sums = sums_of(tables, study) if sums is None else sums
    pieces = [piece for each in study.comparisons for piece in _compared(each, spread, sums, tables, study)]
    explored = suppressed(with_family(concatenated(pieces), study), study)
    expected = concatenated([hypothesis_row(each, tables, study, sums) for each in study.hypotheses])
    both = concatenated([explored, suppressed(expected, study)])
    return check(noted(adjusted(both), tables.get("evidence")), "contrasts")


def sums_of(tables: Mapping[str, pd.DataFrame], study: Study) -> SentenceSums | None:
    """Give the sums over sentences that windows are made of; None where the tables have no sentences or evidence."""
    if any(name not in tables or tables[name].empty for name in ("sections", "sentences", "evidence")):
        return None
    from framing.measures.registry import instruments, measures
    from framing.measures.tabulate import sentence_sums

    return sentence_sums(tables, measures(study), instruments(study), [actor.name for actor in study.actors])


def _with_imputed(tables: Mapping[str, pd.DataFrame], study: Study) -> Mapping[str, pd.DataFrame]:
    """Show what is imputed with the voice that the study says."""
    if study.instruments.imputed == ATTRIBUTED:
        return tables
    return {name: with_imputed(table, "outlet") if name in _VOICED else table for name, table in tables.items()}


_VOICED = ("measures", "exposure")


def _named_apart(study: Study) -> None:
    """Refuse two comparisons whose rows could not be told apart."""
    names = [each.name if each.kind != "target" else standing_name(each.groups) for each in study.comparisons]
    for name in names:
        if names.count(name) > 1:
            raise StudyError(f'study.toml: two comparisons are "{name}"; name them apart or leave one out')


def _measured(study: Study, rows: pd.DataFrame) -> None:
    """Refuse names of measures that would be passed over in silence."""
    from framing.measures.registry import measures

    chosen = study.sampling.selected_measures if study.sampling is not None else ()
    known = sorted({*rows["measure"].unique(), *(measure.name for measure in measures(study))})
    for key, names in (("primary", study.primary), ("sampling.selected_measures", chosen)):
        for name in names:
            if name not in known:
                near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
                hint = f"did you mean {near[0]}?" if near else f"it may be {', '.join(known)}"
                raise StudyError(f'study.toml: {key} names "{name}", which is not measured; {hint}')


def _whole_documents(measures: pd.DataFrame) -> Cells:
    """Give the cells of whole documents: measures by actor in all voices together, the others by voice (not by mode) too."""
    by_voice = (measures["actor"] == "") & measures["voice"].isin([VOICES[0], ATTRIBUTED])
    return cells(measures[by_voice | (measures["voice"] == ALL)])


def _compared(
    comparison: Comparison, spread: Cells, sums: SentenceSums | None, tables: Mapping[str, pd.DataFrame], study: Study
) -> Iterator[pd.DataFrame]:
    documents = tables["documents"]
    if comparison.kind == "groups":
        every = groups(documents, study, comparison.by, comparison.groups)
        together = [every] if comparison.against == "each" else pairings(documents, study, comparison)
        strata, tested = strata_of(documents, comparison.within), families(spread.keys, study)
        for sides in together:
            by = comparison.by if comparison.against == "each" else f"{comparison.by} rest of {next(iter(sides))}"
            for pair in between_groups(spread, sides, clusters(documents), by, study, strata=strata, families=tested):
                yield assembled(spread.keys, f"{comparison.name}: {pair.first} − {pair.second}", pair.columns)
        return
    ids, name = pool(documents, study, comparison.by, comparison.groups), pool_name(comparison.groups)
    if comparison.kind == "voices":
        keys, columns = between_voices(spread, ids, clusters(documents), study)
        yield assembled(keys, f"{comparison.name}: outlet − attributed in {name}", columns)
        return
    whole = target_among(spread, study.target, ids, tables["exposure"])
    yield assembled(spread.keys, standing_name(comparison.groups), at_equal_length(spread, whole, sums, ids, study))
    yield assembled(spread.keys, standing_name(comparison.groups, whole=True), whole)
    for among in sections_among_windows(sums, ids, study) if sums is not None else ():
        yield assembled(among.keys, f"sections among windows of {name}", among.columns)
