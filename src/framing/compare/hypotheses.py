"""What the study expected before looking: each hypothesis as one row, in a family of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.compare.cells import ROLES, Cells, cells
from framing.compare.groups import between_groups
from framing.compare.rows import HYPOTHESES, assembled
from framing.compare.sections import sections_among_windows
from framing.compare.sides import TARGET, WHOLE_ARTICLES, clusters, groups, pool
from framing.compare.standing import at_equal_length, sums_of_cells, target_among
from framing.errors import StudyError
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.tabulate import SentenceSums
    from framing.study import Hypothesis, Study

__all__ = ["SHARED_SECTIONS", "hypothesis_row"]

SHARED_SECTIONS = {"00": "headline", "01": "lead"}
"""Section numbers that mean the same in every document; others mean a section of the target."""


def hypothesis_row(
    hypothesis: Hypothesis, tables: Mapping[str, pd.DataFrame], study: Study, sums: SentenceSums | None
) -> pd.DataFrame:
    """Test one hypothesis: its row of `contrasts`, with what was expected and whether the sign agrees in the note.

    p stays two-sided; the direction is compared with the sign of the difference. Where one side is the target,
    the target comes first in the row (and the direction is turned with it), and there is no q.

    Raises:
        StudyError: nothing is measured under that name, voice, actor and section, or a group has no documents.
    """
    section = SHARED_SECTIONS.get(hypothesis.section, hypothesis.section)
    if section not in (ALL, *ROLES):
        row = _among_windows(hypothesis, tables, study, sums)
    else:
        chosen = _chosen(hypothesis, tables, study, section)
        if TARGET in hypothesis.groups:
            row = _target(hypothesis, chosen, tables, study, sums)
        else:
            row = _groups(hypothesis, chosen, tables, study)
    return row.assign(family=HYPOTHESES, specification=hypothesis.id, note=_note(hypothesis, row))


def _chosen(hypothesis: Hypothesis, tables: Mapping[str, pd.DataFrame], study: Study, section: str) -> Cells:
    """Give the one cell that the hypothesis is about."""
    rows = tables["measures"]
    rows = rows[
        (rows["measure"] == hypothesis.measure) & (rows["actor"] == hypothesis.actor) & (rows["voice"] == hypothesis.voice)
    ]
    spread = cells(rows) if section == ALL else cells(rows, tables["sections"])
    keys = spread.keys
    found = sorted(keys.loc[keys["section"] == section, "instrument"])
    if not found:
        raise StudyError(_unmeasured(hypothesis, tables["measures"]))
    instrument = _instrument(hypothesis, found, study)
    return spread.only(((keys["section"] == section) & (keys["instrument"] == instrument)).to_numpy(dtype=bool))


def _instrument(hypothesis: Hypothesis, found: list[str], study: Study) -> str:
    if not hypothesis.instrument:
        return study.instruments.tone if study.instruments.tone in found else found[0]
    if hypothesis.instrument not in found:
        raise StudyError(
            f'study.toml: hypothesis {hypothesis.id}: instrument "{hypothesis.instrument}" does not measure'
            f" {hypothesis.measure}; it may be {', '.join(found)}"
        )
    return hypothesis.instrument


def _unmeasured(hypothesis: Hypothesis, measures: pd.DataFrame) -> str:
    known = sorted(set(measures["measure"]))
    start = f"study.toml: hypothesis {hypothesis.id}:"
    if hypothesis.measure not in known:
        return f'{start} measure "{hypothesis.measure}" is not measured; it may be {", ".join(known)}'
    actors = sorted(set(measures.loc[measures["measure"] == hypothesis.measure, "actor"]))
    if hypothesis.actor not in actors:
        if actors == [""]:
            return f'{start} {hypothesis.measure} is of no actor; leave out actor = "{hypothesis.actor}"'
        return f'{start} actor "{hypothesis.actor}" has no {hypothesis.measure}; it may be {", ".join(actors)}'
    return f'{start} no {hypothesis.measure} in section "{hypothesis.section}", voice "{hypothesis.voice}"; try all'


def _groups(hypothesis: Hypothesis, chosen: Cells, tables: Mapping[str, pd.DataFrame], study: Study) -> pd.DataFrame:
    documents = tables["documents"]
    sides = groups(documents, study, hypothesis.by, hypothesis.groups)
    [pair] = between_groups(chosen, sides, clusters(documents), hypothesis.by, study)
    return assembled(chosen.keys, f"{hypothesis.id}: {pair.first} − {pair.second}", pair.columns)


def _target(
    hypothesis: Hypothesis,
    chosen: Cells,
    tables: Mapping[str, pd.DataFrame],
    study: Study,
    sums: SentenceSums | None,
) -> pd.DataFrame:
    """Give the target's place at equal length; its place among whole articles is in the note."""
    other = _other_side(hypothesis)
    ids = pool(tables["documents"], study, hypothesis.by, (other,))
    whole = target_among(chosen, study.target, ids, tables["exposure"])
    columns = at_equal_length(chosen, whole, sums, ids, study)
    row = assembled(chosen.keys, f"{hypothesis.id}: target in {other}", columns)
    percentile, p = (float(np.asarray(whole[name])[0]) for name in ("percentile", "p_permutation"))
    if row["note"].iloc[0] == "" and not np.isnan(percentile) and chosen.keys["section"].iloc[0] == ALL:
        row["note"] = f"{WHOLE_ARTICLES}: percentile {percentile:.3g}, p {p:.2g}"
    return row


def _among_windows(
    hypothesis: Hypothesis, tables: Mapping[str, pd.DataFrame], study: Study, sums: SentenceSums | None
) -> pd.DataFrame:
    """Give the row of one section of the target among windows; only the target has sections by that number."""
    if TARGET not in hypothesis.groups or hypothesis.voice != ALL:
        raise StudyError(
            f'study.toml: hypothesis {hypothesis.id}: section "{hypothesis.section}" is compared between the target and'
            " windows of a group, all voices together; name target as one of its groups, or take headline, lead, body or all"
        )
    other = _other_side(hypothesis)
    ids = pool(tables["documents"], study, hypothesis.by, (other,))
    for among in sections_among_windows(_about(sums, hypothesis), ids, study) if sums is not None else ():
        if among.section == hypothesis.section:
            rows = assembled(among.keys, f"{hypothesis.id}: section among windows of {other}", among.columns)
            mine = rows[(rows["measure"] == hypothesis.measure) & (rows["actor"] == hypothesis.actor)]
            if len(mine):
                return mine[mine["instrument"] == _instrument(hypothesis, sorted(mine["instrument"]), study)]
    raise StudyError(_unmeasured(hypothesis, tables["measures"]))


def _about(sums: SentenceSums, hypothesis: Hypothesis) -> SentenceSums:
    """Keep what the hypothesis is about."""
    keys = sums.keys
    return sums_of_cells(sums, keys[(keys["measure"] == hypothesis.measure) & (keys["actor"] == hypothesis.actor)])


def _other_side(hypothesis: Hypothesis) -> str:
    return next((side for side in hypothesis.groups if side != TARGET), TARGET)


def _note(hypothesis: Hypothesis, row: pd.DataFrame) -> str:
    """Say what was expected and found, after a reason why there are no numbers, and before how whole articles compare."""
    turned = {"greater": "less", "less": "greater", "different": "different", "none": "none"}
    expected = turned[hypothesis.direction] if hypothesis.groups[1] == TARGET else hypothesis.direction
    difference = float(row["difference"].iloc[0])
    said = str(row["note"].iloc[0])
    before, after = ([], [said]) if said.startswith(WHOLE_ARTICLES) else ([said], []) if said else ([], [])
    if expected == "none":
        return "; ".join([*before, "expected no difference; a test can contradict that and never prove it", *after])
    if np.isnan(difference):
        return "; ".join([*before, f"expected {expected}", *after])
    found = "greater" if difference > 0 else "less" if difference < 0 else "no difference"
    agreement = {"different": "", found: ": the sign agrees"}.get(expected, ": the sign does not agree")
    return "; ".join([*before, f"expected {expected}, found {found}{agreement}", *after])
