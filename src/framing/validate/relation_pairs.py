"""Relations as coded and as found, and how many pairs of predicate and agent, or patient, are the same.

A pair is right where the predicates overlap and the heads of the agent (patient) overlap, one to one within a sentence; two
relations that differ in nothing but the actor that a word stands for are one pair ("both nations").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from framing.validate.metrics import assigned

if TYPE_CHECKING:
    from framing.measures.spec import Found

__all__ = [
    "MARKS",
    "ROLES",
    "Pair",
    "Range",
    "Relation",
    "Role",
    "coded",
    "found_relations",
    "marks",
    "of_actors",
    "pairs",
    "read_alone",
    "same_actors",
    "shared",
]

Range = tuple[int, int]
Role = Literal["agent", "patient", "recipient"]
Pair = tuple[Range, Range]
"""A predicate and the head of its agent, patient or recipient."""

ROLES: tuple[Role, ...] = ("agent", "patient")
EVERY: tuple[Role, ...] = (*ROLES, "recipient")

NOBODY = frozenset({"", "other"})
"""What stands where no actor of the study does."""

MARKS = ("negated", "hypothetical", "attributed")


@dataclass(frozen=True, slots=True)
class Relation:
    """One line: places of the words in the document's text, None where nobody is named, and what they stand for."""

    predicate: Range
    agent: Range | None
    patient: Range | None
    agent_actor: str = ""
    patient_actor: str = ""
    negated: bool = False
    hypothetical: bool = False
    attributed: bool = False
    recipient: Range | None = None
    recipient_actor: str = ""
    grouped: frozenset[str] = frozenset()
    """Roles whose actor is a member of a group that is not named in the word ("both nations")."""

    def head(self, role: Role) -> Range | None:
        """Give the place of the head that stands in a role."""
        return {"agent": self.agent, "patient": self.patient, "recipient": self.recipient}[role]

    def actor(self, role: Role) -> str:
        """Give whom the agent or the patient stands for: an actor of the study, `other`, or "" for nobody.

        Of recipients it was not coded: "".
        """
        return {"agent": self.agent_actor, "patient": self.patient_actor, "recipient": ""}[role]

    def whom(self) -> dict[Role, str]:
        """Give all of them by role, as far as an instrument says."""
        return {"agent": self.agent_actor, "patient": self.patient_actor, "recipient": self.recipient_actor}


def coded(rows: Iterable[Mapping[str, str]]) -> dict[str, list[Relation]]:
    """Read coded lines (columns as in data/annotations/relations), by the id of their sentence."""
    lines: dict[str, list[Relation]] = {}
    for row in rows:
        places = {
            name: (int(row[f"{name}_start"]), int(row[f"{name}_end"])) if row[f"{name}_start"] else None
            for name in ("agent", "patient", "recipient")
        }
        line = Relation(
            predicate=(int(row["predicate_start"]), int(row["predicate_end"])),
            agent=places["agent"],
            patient=places["patient"],
            recipient=places["recipient"],
            agent_actor=row["agent_actor"],
            patient_actor=row["patient_actor"],
            negated=row["negated"] == "1",
            hypothetical=row["hypothetical"] == "1",
            attributed=row["voice"] != "outlet",
        )
        lines.setdefault(row["id"], []).append(line)
    return lines


def found_relations(found: Found) -> list[Relation]:
    """Give an instrument's evidence of the layer `relation` row by row, whose columns are those of the table `relations`."""
    columns = found.columns

    def place(role: Role, at: int) -> Range | None:
        start, end = int(columns[f"{role}_start"][at]), int(columns[f"{role}_end"][at])
        return (start, end) if start >= 0 else None

    return [
        Relation(
            predicate=(int(found.start[at]), int(found.end[at])),
            agent=place("agent", at),
            patient=place("patient", at),
            recipient=place("recipient", at),
            agent_actor=str(columns["agent"][at]),
            patient_actor=str(columns["patient"][at]),
            negated=bool(columns["negated"][at]),
            hypothetical=bool(columns["hypothetical"][at]),
            attributed=columns["voice"][at] != "outlet",
            recipient_actor=str(columns["recipient"][at]),
            grouped=frozenset(role for role in EVERY if columns[f"{role}_as"][at] == "group"),
        )
        for at in range(len(found.start))
    ]


def read_alone(line: Relation, named: Collection[str]) -> Relation | None:
    """Give a relation as it is without the sentences before its own: None where no actor would take part in it.

    Members of a group who are not named in the sentence become `other`.

    Examples:
        >>> line = Relation((8, 14), (0, 7), (15, 20), "Norway", "other", grouped=frozenset({"agent"}))
        >>> read_alone(line, {"Norway"}) == line, read_alone(line, {"Ghana"})
        (True, None)
    """
    left = {role: "other" if role in line.grouped and who not in named else who for role, who in line.whom().items()}
    if all(who in NOBODY for who in left.values()) and left != line.whom():
        return None
    return replace(line, agent_actor=left["agent"], patient_actor=left["patient"], recipient_actor=left["recipient"])


def pairs(lines: Iterable[Relation], role: Role) -> dict[Pair, frozenset[str]]:
    """Give the pairs of predicate and agent (patient) in order of the text, each with those whom the head stands for.

    Examples:
        >>> lines = [Relation((8, 14), (0, 7), None, "Norway"), Relation((8, 14), (0, 7), (15, 20), "Norway", "other")]
        >>> pairs(lines, "agent"), pairs(lines, "patient")
        ({((8, 14), (0, 7)): frozenset({'Norway'})}, {((8, 14), (15, 20)): frozenset({'other'})})
    """
    made: dict[Pair, set[str]] = {}
    for line in lines:
        head = line.head(role)
        if head is not None:
            made.setdefault((line.predicate, head), set()).add(line.actor(role))
    return {pair: frozenset(made[pair]) for pair in sorted(made)}


def shared(ours: Sequence[Pair], gold: Sequence[Pair]) -> list[tuple[Pair, Pair]]:
    """Give the pairs found that are right, each with the coded one, as many as can be matched one to one.

    Examples:
        >>> shared([((8, 14), (0, 7)), ((8, 14), (20, 25))], [((10, 14), (0, 7))])
        [(((8, 14), (0, 7)), ((10, 14), (0, 7)))]
    """
    meets = [[at for at, (verb, head) in enumerate(gold) if _overlap(own[0], verb) and _overlap(own[1], head)] for own in ours]
    return sorted((ours[row], gold[column]) for column, row in assigned(meets).items())


def same_actors(ours: Iterable[Relation], gold: Iterable[Relation], role: Role) -> tuple[int, int]:
    """Count the right pairs whose heads stand for the same actors, and the right pairs."""
    own, theirs = pairs(ours, role), pairs(gold, role)
    right = shared(list(own), list(theirs))
    return sum(own[mine] == theirs[coded_as] for mine, coded_as in right), len(right)


def of_actors(ours: Iterable[Relation], gold: Iterable[Relation], role: Role) -> tuple[int, int, int]:
    """Count, of pairs whose head stands for an actor of the study: right (the same actor too); found; coded.

    A head that stands for several counts once for each: it is what the measures count.

    Examples:
        >>> found, line = (Relation((8, 14), (0, 7), None, name) for name in ("Ghana", "Norway"))
        >>> of_actors([found], [line], "agent"), of_actors([found, line], [line], "agent")
        ((0, 1, 1), (1, 2, 1))
    """
    own, theirs = _by_actor(ours, role), _by_actor(gold, role)
    right = sum(len(shared(own[actor], theirs[actor])) for actor in own.keys() & theirs.keys())
    return right, sum(map(len, own.values())), sum(map(len, theirs.values()))


def _by_actor(lines: Iterable[Relation], role: Role) -> dict[str, list[Pair]]:
    several: dict[str, list[Pair]] = {}
    for pair, actors in pairs(lines, role).items():
        for actor in actors - NOBODY:
            several.setdefault(actor, []).append(pair)
    return several


def marks(ours: Sequence[Relation], gold: Sequence[Relation], mark: str) -> tuple[int, int, int, int, int]:
    """Count, of predicates that both have: marked alike; all; marked by both; marked by ours; marked by gold.

    A predicate is marked where one of its lines is.
    """
    own, theirs = (_marked(lines, mark) for lines in (ours, gold))
    both = shared([(at, at) for at in sorted(own)], [(at, at) for at in sorted(theirs)])
    flags = [(own[mine[0]], theirs[coded_as[0]]) for mine, coded_as in both]
    return (
        sum(a == b for a, b in flags), len(flags), sum(a and b for a, b in flags), sum(a for a, _ in flags),
        sum(b for _, b in flags),
    )  # fmt: skip


def _marked(lines: Sequence[Relation], mark: str) -> dict[Range, bool]:
    marked = {line.predicate for line in lines if getattr(line, mark)}
    return {line.predicate: line.predicate in marked for line in lines}


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]
