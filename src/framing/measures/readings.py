"""Relations as people read them: who → does what → to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from framing.measures.relations import OTHER, ROLES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["READ", "readings"]

READ = ("relation", "participant")
"""Layers whose evidence can be read so."""

NOBODY = "…"
"""In place of an agent or patient that is not named."""


def readings(relations: pd.DataFrame, links: pd.DataFrame, texts: Mapping[str, str]) -> dict[int, str]:
    """Give a line for the id of every relation, and of every participant that takes part in one.

    Args:
        relations: the table.
        links: the table; what leads from participants to relations is read.
        texts: by document; who is no actor is told by the word that stands there.

    No relations give no lines.

    Examples:
        >>> import pandas as pd
        >>> row = dict(id=7, document="a", predicate="sign", agent="Arland", patient="other", patient_start=12, patient_end=18)
        >>> row |= dict(recipient="", negated=True, hypothetical=False, passive=False, modal="")
        >>> links = pd.DataFrame([(9, 7, "participant → relation")], columns=["source", "target", "role"])
        >>> readings(pd.DataFrame([row]), links, {"a": "Arland sign treaty"})
        {7: 'Arland → not sign → treaty', 9: 'Arland → not sign → treaty'}
    """
    rows: list[Mapping[str, Any]] = relations.to_dict("records")  # type: ignore[assignment]  # its columns are named by strings
    lines = {int(row["id"]): _line(row, texts[row["document"]]) for row in rows}
    told: dict[int, list[str]] = {}
    for source, target in zip(links["source"], links["target"], strict=True):
        if target in lines and source not in lines:
            told.setdefault(int(source), []).append(lines[target])
    return lines | {source: "; ".join(dict.fromkeys(parts)) for source, parts in told.items()}


def _line(row: Mapping[str, Any], text: str) -> str:
    """Read one relation: negated, under its modal, passive, or only possible, where it is so."""
    agent, patient, recipient = (_who(row, role, text) for role in ROLES)
    verb = " ".join(part for part in (row["modal"], "not" if row["negated"] else "", row["predicate"]) if part)
    marks = [name for name, said in (("passive", row["passive"]), ("possible", row["hypothetical"])) if said]
    whom = patient or NOBODY
    return " → ".join(
        [agent or NOBODY, verb + (f" ({', '.join(marks)})" if marks else ""), whom, *([f"to {recipient}"] if recipient else [])]
    )


def _who(row: Mapping[str, Any], role: str, text: str) -> str:
    named = str(row[role])
    return " ".join(text[row[f"{role}_start"] : row[f"{role}_end"]].split()) if named == OTHER else named
