"""Agency: who acts and who is acted on, whose agent is left unsaid, and who is said to be the cause.

Entman (1993): to frame is, among other things, to say who causes what. Counted are parts that actors take in predicates (layer
`participant`); what is negated or hypothetical is left out. Layer `passive`: passives told as facts, label "agent hidden" or
"agent named", once for each actor that is patient, once without an actor where none is. Layer `responsibility`: parts as agent
or patient, label "responsible" where the actor is agent of a predicate of bringing about ("forced", "provoked", "led to"), else
"otherwise"; and mentions behind words of cause ("because of", "due to"), label "reason". Layer `deed`: parts as agent or
patient in anything but saying and thinking (class `say`), since whoever is quoted often is agent often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.parts import Parts, Rows, evidence, parts_of, read_by, readers
from framing.measures.relations import ROLES
from framing.measures.spec import NONE, Found, Measure, Sum
from framing.measures.verb_classes import Predicates, classes, entries_of, responsible
from framing.text.match import Phrases

if TYPE_CHECKING:
    from pathlib import Path

    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["BECAUSE", "PASSIVES", "RESPONSIBLE", "Agency", "annotators", "measures"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

AGENT, PATIENT = ROLES.index("agent"), ROLES.index("patient")

SAYING = "say"
"""The class of verbs of which an actor is agent wherever it is quoted."""

PASSIVES = ("agent named", "agent hidden")

RESPONSIBLE = ("otherwise", "responsible", "reason")

BECAUSE = ("because of", "due to", "owing to", "thanks to", "as a result of", "on account of")
"""What stands before a cause; "in response to" does not say that it is to blame."""

REACH = 4
"""Words within which the actor stands behind such words: "because of the attack by Norland"."""

_SUFFERS = frozenset({"to", "against", "on", "upon", "for", "from", "with", "toward", "towards", "into", "of"})
"""Behind these the actor is acted on, not acting: "because of threats to Norland"; "of" leaves it open."""

_NOT = frozenset({"not", "never", "n't"})

_STOP = re.compile(r"[,;:.!?()\[\]\"]|--| - ")


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:  # noqa: ARG001  (it reads no trees)
    """Give the annotator of agency; none where the study has no actors."""
    return [Agency()] if study is not None and study.actors else []


def measures(study: Study | None) -> list[Measure]:
    """Give the measures of agency; none where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    return list(_MEASURES) if study is not None and study.actors else []


_SOURCE = "Entman 1993; this toolkit"
_PART = ("agent", "patient")


def _by_actor(
    name: str, title: str, numerator: Sum, denominator: Sum, higher: str, unit: str = "share", by: str = "actor"
) -> Measure:
    return Measure(
        name=name,
        title=title,
        unit=unit,
        numerator=numerator,
        denominator=denominator,
        scale=1,
        low=0,
        high=1 if unit == "share" else _MOST,
        higher=higher,
        source=_SOURCE,
        primary_layer=numerator.layer,
        by="actor" if by == "actor" else "none",
    )


_MOST = 10
"""Parts per mention are few: a mention is seldom agent of more than two or three verbs."""

_MEASURES = (
    _by_actor(
        "agency",
        "Share of agent",
        Sum("participant", labels=("agent",)),
        Sum("participant", labels=_PART),
        "acts more often than it is acted on",
    ),
    _by_actor(
        "agency_deeds",
        "Share of agent, sayings aside",
        Sum("deed", labels=("agent",)),
        Sum("deed"),
        "acts more often than it is acted on, what it says and thinks left aside",
    ),
    _by_actor(
        "agents",
        "Parts as agent",
        Sum("participant", labels=("agent",)),
        Sum("mention"),
        "a mention is more often an agent",
        unit="per mention",
    ),
    _by_actor(
        "patients",
        "Parts as patient",
        Sum("participant", labels=("patient",)),
        Sum("mention"),
        "a mention is more often a patient",
        unit="per mention",
    ),
    _by_actor(
        "neither_share",
        "Named without a part",
        Sum("participant", labels=("neither",)),
        Sum("participant"),
        "named more often where it does nothing and nothing is done to it",
    ),
    _by_actor(
        "hidden_agent_share",
        "Passives that hide who did it",
        Sum("passive", labels=("agent hidden",)),
        Sum("passive"),
        "it is left unsaid more often who acts on it",
    ),
    _by_actor(
        "hidden_agents",
        "Passives without an agent",
        Sum("passive", labels=("agent hidden",)),
        Sum("passive"),
        "it is left unsaid more often who acts",
        by="none",
    ),
    _by_actor(
        "responsibility",
        "Said to bring about",
        Sum("responsibility", labels=("responsible", "reason")),
        Sum("responsibility"),
        "more of its parts make it the cause",
    ),
)


@dataclass(frozen=True)
class Agency:
    """Finds deeds, passives and responsibility: layers `deed`, `passive` and `responsibility`, an instrument at a time.

    A batch without relations gives evidence without rows.
    """

    instrument: str = "relations-english"
    needs: tuple[str, ...] = ("mention", "relation", "participant")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the layers of a batch."""
        mention = next(each for each in found if each.layer == "mention")
        readings = read_by(found)
        reasons, phrase = _reasons(batch, mention)
        reader = readers(batch, [participant for _, participant in readings])
        made = []
        for at, (relation, participant) in enumerate(readings):
            parts = parts_of(participant)
            own = reader[batch.sentences.document[mention.sentence[reasons]]] == at
            because = _because(mention, reasons[own], phrase[own])
            made += [
                _deeds(relation, parts, mention),
                _passives(relation, parts, mention),
                _responsibility(batch, relation, parts, because, mention),
            ]
        return made


# --- passives ------------------------------------------------------------------------------------------------------------


def _passives(relation: Found, parts: Parts, mention: Found) -> Found:
    """Give passives told as facts: by actor that is patient, and once without an actor where no actor is."""
    passive, fact = _column(relation, "passive"), ~(_column(relation, "negated") | _column(relation, "hypothetical"))
    named = _named(relation)
    patient = (parts.role == PATIENT) & passive[parts.relation]
    row, actor = parts.relation[patient], parts.actor[patient]
    predicate = _predicate(relation)
    others = np.flatnonzero(passive & fact & ~np.isin(predicate, predicate[row]))
    others = others[np.unique(predicate[others], return_index=True)[1]]
    row = np.concatenate([row, others]).astype(np.int32)
    actor = np.concatenate([actor, np.full(len(others), NONE, np.int32)]).astype(np.int32)
    label = np.where(named[row], PASSIVES.index("agent named"), PASSIVES.index("agent hidden"))
    rows = _rows(relation, row, label, relation.entry[row], actor)
    return evidence("passive", relation.instrument, rows, PASSIVES, relation.entries, mention.actors)


def _named(relation: Found) -> Flags:
    """Tell for each relation whether any relation of its predicate has an agent."""
    predicate = _predicate(relation)
    agents = np.array([bool(agent) for agent in relation.columns.get("agent", ())], bool)
    return np.asarray(np.isin(predicate, predicate[agents]), bool)


def _predicate(relation: Found) -> NDArray[np.int64]:
    """Give a number to each relation that is the same for the relations of one predicate."""
    return relation.sentence.astype(np.int64) * 2**31 + relation.start


def _column(relation: Found, name: str) -> Flags:
    return np.asarray(relation.columns.get(name, ()), np.int32).astype(bool)


# --- deeds ---------------------------------------------------------------------------------------------------------------


def _deeds(relation: Found, parts: Parts, mention: Found) -> Found:
    """Give the parts of actors as agents and patients in all that is neither said nor thought."""
    saying = np.array([name == SAYING for name in relation.labels] or [False])[relation.label]
    kept = np.isin(parts.role, (AGENT, PATIENT)) & ~saying[parts.relation]
    row = parts.relation[kept]
    rows = _rows(relation, row, parts.role[kept].astype(np.int64), relation.entry[row], parts.actor[kept])
    return evidence("deed", relation.instrument, rows, ROLES, relation.entries, mention.actors)


# --- responsibility ------------------------------------------------------------------------------------------------------


def _responsibility(batch: Batch, relation: Found, parts: Parts, because: Rows, mention: Found) -> Found:
    """Give the parts of actors as agents and patients, those of bringing about told from the rest; and reasons."""
    entries = np.array(entries_of(batch, Predicates.of(relation), responsible("verb"), responsible("noun")) or [""])
    taking = np.isin(parts.role, (AGENT, PATIENT))
    row, role, actor = parts.relation[taking], parts.role[taking], parts.actor[taking]
    brings = (entries[row] != "") & (role == AGENT) if len(row) else np.zeros(0, bool)
    label = np.where(brings, RESPONSIBLE.index("responsible"), RESPONSIBLE.index("otherwise"))
    rows = _rows(relation, row, label, relation.entry[row] + len(BECAUSE), actor) + because
    names = (*BECAUSE, *relation.entries)
    return evidence("responsibility", relation.instrument, rows, RESPONSIBLE, names, mention.actors)


def _rows(relation: Found, row: Ints, label: NDArray[np.int64], entry: Ints, actor: Ints) -> Rows:
    """Give rows that stand where the predicates of some relations stand."""
    one = np.ones(len(row), np.int32)
    place = (relation.sentence[row], relation.start[row], relation.end[row])
    return Rows(*place, label.astype(np.int32), one, entry.astype(np.int32), actor.astype(np.int32))


def _because(mention: Found, at: Ints, phrase: Ints) -> Rows:
    """Give rows of mentions that stand behind words of cause."""
    actor = mention.actor if mention.actor is not None else np.full(len(mention.start), NONE, np.int32)
    label = np.full(len(at), RESPONSIBLE.index("reason"), np.int32)
    place = (mention.sentence[at], mention.start[at], mention.end[at])
    return Rows(*place, label, np.ones(len(at), np.int32), phrase, actor[at])


_PHRASES = Phrases(BECAUSE)


def _reasons(batch: Batch, mention: Found) -> tuple[Ints, Ints]:
    """Give the mentions that are said to be a reason, and which words say so: the first mention within reach."""
    matches, words, span = _PHRASES.find(batch), batch.words, np.int64(2**31)
    place = mention.sentence * span + mention.start
    found: dict[int, int] = {}
    for first, last, entry in zip(matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), strict=True):
        if last >= len(words.start) or (first and _word(batch, first - 1) in _NOT) or _awaited(batch, last, entry):
            continue
        at = int(np.searchsorted(place, words.sentence[first] * span + words.end[last - 1]))
        if at < len(place) and _within(batch, last, int(mention.sentence[at]), int(mention.start[at])):
            same = np.flatnonzero(place == place[at])
            found.update(dict.fromkeys(same.tolist(), entry))
    return np.array(sorted(found), np.int32), np.array([found[at] for at in sorted(found)], np.int32)


def _awaited(batch: Batch, last: int, entry: int) -> bool:
    """Tell "due to meet Norland" from "due to Norland": an infinitive is behind it."""
    return BECAUSE[entry] == "due to" and _word(batch, last) in classes("verb")


def _within(batch: Batch, last: int, sentence: int, start: int) -> bool:
    """Tell whether a mention stands within reach of word `last`, with no mark and no word of being acted on before it."""
    words = batch.words
    if sentence != words.sentence[last]:
        return False
    between = [at for at in range(last, min(last + REACH, len(words.start))) if words.start[at] < start]
    if len(between) == REACH or (between and _word(batch, between[-1]) in _SUFFERS):
        return False
    text = batch.normal[int(batch.sentences.document[sentence])]
    return not _STOP.search(text[int(words.end[last - 1]) : start])


def _word(batch: Batch, at: int) -> str:
    return str(batch.words.types[int(batch.words.type[at])].as_py())
