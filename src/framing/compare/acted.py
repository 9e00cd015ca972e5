"""Who acts in aligned passages: an actor's share as agent here and there, and passages that deal out the parts otherwise.

A passage holds few parts, mostly one an actor: the counts stand beside the shares, and an actor that takes part in one of two
passages only is in no row. What turns between them is a candidate to read: the two sentences need not tell the same deed.
Source: Entman 1993 (to frame is to say who causes what); parts are counted as in `measures.agency`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.compare.told import DIGITS
from framing.tables import check, empty

if TYPE_CHECKING:
    import pandas as pd

    from framing.compare.align import Pairs, Passages

__all__ = ["TURNS", "Part", "aligned_actors", "parts_taken", "turn"]

TURNS = ("agent here, patient there", "patient here, agent there", "agent unsaid here", "agent unsaid there", "another agent")
"""How the parts may be dealt out otherwise; here is the row's document, there the other."""

OTHER = "other"
"""An agent that is no actor of the study."""


@dataclass(slots=True)
class Part:
    """What one actor does in one passage, told as facts: parts as agent and patient, and who acts on it."""

    agents: int = 0
    patients: int = 0
    unsaid: int = 0
    """Passives that do not say who acts on it."""
    by: set[str] = field(default_factory=set)
    """Who is said to act on it: actors, and `other`."""

    @property
    def parts(self) -> int:
        """Parts as agent or patient."""
        return self.agents + self.patients

    @property
    def agency(self) -> float:
        """Parts as agent / parts as agent or patient."""
        return self.agents / self.parts


def parts_taken(
    found: Passages, evidence: pd.DataFrame, relations: pd.DataFrame
) -> tuple[dict[int, dict[str, Part]], dict[str, str]]:
    """Give each passage the actors that are agent or patient in it, and each document the instrument that read it.

    Args:
        found: passages of all documents.
        evidence: the table; its layers `participant` and `passive` are read. Negated and hypothetical parts count nothing.
        relations: the table.

    Returns:
        Passages by place (those without parts are left out), and instruments by document.
    """
    place = {key: at for at, key in enumerate(zip(found.rows["document"], found.rows["sentence"], strict=True))}
    taken: dict[int, dict[str, Part]] = defaultdict(lambda: defaultdict(Part))
    own = evidence[evidence["layer"].isin(["participant", "passive"]) & (evidence["actor"] != "")]
    for row in own[["document", "sentence", "actor", "label"]].itertuples(index=False, name=None):
        if (row[0], row[1]) in place:
            part = taken[place[row[0], row[1]]][row[2]]
            part.agents += row[3] == "agent"
            part.patients += row[3] == "patient"
            part.unsaid += row[3] == "agent hidden"
    facts = relations[~(relations["negated"] | relations["hypothetical"]) & (relations["agent"] != "")]
    for row in facts[["document", "sentence", "patient", "agent"]].itertuples(index=False, name=None):
        if (row[0], row[1]) in place:
            taken[place[row[0], row[1]]][row[2]].by.add(row[3])
    kept = {at: {who: part for who, part in actors.items() if part.parts} for at, actors in taken.items()}
    readers = evidence.loc[evidence["layer"] == "participant", ["document", "instrument"]].drop_duplicates("document")
    return {at: kept[at] for at in sorted(kept) if kept[at]}, dict(zip(readers["document"], readers["instrument"], strict=True))


def turn(here: Part, there: Part) -> str:
    """Say how two passages deal out one actor's parts otherwise; empty where they do not, or not plainly.

    Examples:
        >>> turn(Part(agents=1), Part(patients=2))
        'agent here, patient there'
        >>> turn(Part(patients=1, unsaid=1), Part(patients=1, by={"Norland"}))
        'agent unsaid here'
        >>> turn(Part(patients=1, by={"Norland"}), Part(patients=1, by={"Sudria"}))
        'another agent'
        >>> turn(Part(agents=1), Part(agents=1, patients=1))
        ''
    """
    if here.agency - there.agency == 1:
        return TURNS[0]
    if there.agency - here.agency == 1:
        return TURNS[1]
    if here.unsaid and not here.by and there.by and not there.unsaid:
        return TURNS[2]
    if there.unsaid and not there.by and here.by and not here.unsaid:
        return TURNS[3]
    one, other = here.by - {OTHER}, there.by - {OTHER}
    return TURNS[4] if one and other and not one & other else ""


def aligned_actors(
    found: Passages, pairs: Pairs, evidence: pd.DataFrame, relations: pd.DataFrame, event: Mapping[str, str]
) -> pd.DataFrame:
    """Hold an actor's parts in two aligned passages against each other: the table `aligned_actors`.

    Args:
        found: the passages.
        pairs: which of them are aligned.
        evidence: the table.
        relations: the table.
        event: the event of each document.

    Returns:
        A row a pair and actor that is agent or patient in both, in the order of the pairs and then by name; pairs whose
        documents were read by different instruments are left out. Without actors no rows.
    """
    import pandas as pd

    taken, reader = parts_taken(found, evidence, relations)
    rows = [
        {**_placed(found, one, other, event), "instrument": reader[document], "actor": who, **_held(here, there)}
        for one, other in zip(pairs.first.tolist(), pairs.second.tolist(), strict=True)
        for document, who, here, there in _both(found, one, other, taken, reader)
    ]
    return check(pd.DataFrame(rows), "aligned_actors") if rows else empty("aligned_actors")


def _both(
    found: Passages, one: int, other: int, taken: Mapping[int, Mapping[str, Part]], reader: Mapping[str, str]
) -> Iterator[tuple[str, str, Part, Part]]:
    """Go through the actors that take part in both passages, where one instrument read both."""
    names = found.rows["document"]
    document = str(names.iloc[one])
    if reader.get(document) == reader.get(str(names.iloc[other])):
        here, there = taken.get(one, {}), taken.get(other, {})
        for who in sorted({*here} & {*there}):
            yield document, who, here[who], there[who]


def _placed(found: Passages, one: int, other: int, event: Mapping[str, str]) -> dict[str, object]:
    here, there = found.rows.iloc[one], found.rows.iloc[other]
    return {
        "document": here["document"], "start": here["start"], "end": here["end"], "event": event[str(here["document"])],
        "other": there["document"], "other_start": there["start"], "other_end": there["end"],
    }  # fmt: skip


def _held(here: Part, there: Part) -> dict[str, object]:
    own, theirs = round(here.agency, DIGITS), round(there.agency, DIGITS)
    return {
        "agents": here.agents, "patients": here.patients, "agency": own,
        "other_agents": there.agents, "other_patients": there.patients, "other_agency": theirs,
        "agency_difference": round(own - theirs, DIGITS), "turn": turn(here, there),
    }  # fmt: skip
