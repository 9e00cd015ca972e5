"""Roles: who is told as a threat, an aggressor, a victim, a protector or a partner.

A story has parts to give (Propp 1928; Greimas 1966; Jones & McBeth 2010). Here a part in what is told gives an actor a role, by
patterns (`lexicons/roles.csv`; the codebook is in docs/methods/actors.md): the class or lemma of the predicate, the
actor's part, whether it happens, and with whom; labels ("rogue", "ally"), and words before a name ("the threat from"). Layer
`role`: a row an actor, role and predicate; entry what cast it: the predicate's lemma, the label's word, or the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicons.role_patterns import ROLES, Pattern, Patterns, own_patterns, read_patterns
from framing.measures.parts import Rows, evidence, read_by, readers
from framing.measures.relations import OTHER
from framing.measures.relations import ROLES as PARTS
from framing.measures.spec import NONE, Found, Link, Measure, Sum
from framing.measures.verb_classes import Predicates, entries_of
from framing.text.match import Phrases

if TYPE_CHECKING:
    from pathlib import Path

    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["TOGETHER", "Roles", "annotators", "measures"]

Ints = NDArray[np.int32]

TOGETHER = ("talk", "cooperate")
"""Classes of what several do with each other: there, who does it too is company."""

REACH = 3
"""Words within which a name stands behind a phrase: "the threat from a rising Norland"."""

_THREATEN = "threaten"
_SOURCE = ("of", "from")
"""Behind a noun of threat these name whence it comes, and "threat of" no victim."""

_OWN = re.compile(r"\b(?:its|their|his|her|our|my|your)\b(?:[^\w,;:.]+\w+){0,5}[^\w,;:.]*$", re.IGNORECASE)
"""Before what is one's own: to defend it is to protect nobody else."""

_OWN_LENGTH = 80
"""Code points looked at for such a word: "its critical military and government installations"."""

_STOP = re.compile(r"[,;:.!?()\[\]\"]|--| - |\b(?:against|to|on|upon|toward|towards|at|in|for|by|and)\b", re.IGNORECASE)
"""Between phrase and name these say that the name is not what is feared: "threats of strikes against Norland"."""


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:  # noqa: ARG001  (it reads no trees)
    """Give the annotator of roles; none where the study has no actors.

    Raises:
        InputError: a file of patterns that the study names is not there, or cannot be understood.
    """
    if study is None or not study.actors:
        return []
    named = study.instruments.roles
    return [Roles(read_patterns(study.folder / named) if named else own_patterns())]


def measures(study: Study | None) -> list[Measure]:
    """Give a measure a role, by actor; none where the study has no actors.

    Examples:
        >>> measures(None)
        []
    """
    return [_measure(role) for role in ROLES] if study is not None and study.actors else []


def _measure(role: str) -> Measure:
    return Measure(
        name=f"role_{role}",
        title=f"Cast as {role} (exploratory)",
        unit="per 100 mentions",
        numerator=Sum("role", labels=(role,)),
        denominator=Sum("mention"),
        scale=100,
        low=0,
        high=1000,
        higher=f"more often cast as {role} where it is named",
        source="Jones & McBeth 2010; this toolkit",
        primary_layer="role",
        by="actor",
    )


@dataclass(frozen=True, slots=True)
class _Cast:
    """One role of one actor at one place; `relation` is `NONE` for a label or phrase."""

    sentence: int
    start: int
    end: int
    role: int
    entry: str
    actor: int
    relation: int = NONE


@dataclass(frozen=True)
class Roles:
    """Finds who is cast in a role, for each instrument that found relations: layer `role`, linked to its relations.

    A batch without relations and labels gives evidence without rows.
    """

    patterns: Patterns
    instrument: str = "relations-english"
    needs: tuple[str, ...] = ("mention", "relation", "participant")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the layer of a batch, an instrument at a time."""
        mention = next(each for each in found if each.layer == "mention")
        readings = read_by(found)
        reader = readers(batch, [participant for _, participant in readings])
        others = [*_labelled(self.patterns, found), *_feared(self.patterns, batch, mention)]
        made = []
        for at, (relation, _) in enumerate(readings):
            own = [cast for cast in others if reader[batch.sentences.document[cast.sentence]] == at]
            casts = [*_acting(self.patterns, batch, relation, mention.actors), *own]
            made.append(_evidence(self._named(relation.instrument), casts, relation.instrument, mention.actors))
        return made

    def _named(self, reader: str) -> str:
        return f"{reader}, {self.patterns.name}" if self.patterns.name else reader


def _evidence(instrument: str, casts: Sequence[_Cast], reader: str, actors: Sequence[str]) -> Found:
    """Give each actor, role and place once."""
    once: dict[tuple[int, int, int, int], _Cast] = {}
    for cast in casts:
        once.setdefault((cast.sentence, cast.start, cast.role, cast.actor), cast)
    kept = [once[key] for key in sorted(once)]
    entries = sorted({cast.entry for cast in kept})
    code = {entry: at for at, entry in enumerate(entries)}
    fields = [(c.sentence, c.start, c.end, c.role, 1, code[c.entry], c.actor) for c in kept]
    rows = Rows(*np.array(fields, np.int32).reshape(-1, 7).T)
    found = evidence("role", instrument, rows, ROLES, entries, actors)
    source = np.array([at for at, cast in enumerate(kept) if cast.relation != NONE], np.int32)
    target = np.array([cast.relation for cast in kept if cast.relation != NONE], np.int32)
    # Links lead to evidence of the same instrument: patterns of a study's own make another one, and have none.
    return replace(found, links=(Link(source, target, "relation", "role → relation"),)) if instrument == reader else found


# --- what they do --------------------------------------------------------------------------------------------------------


def _acting(patterns: Patterns, batch: Batch, relation: Found, actors: Sequence[str]) -> Iterator[_Cast]:
    """Give the roles that actors have by their parts in predicates."""
    predicates = Predicates.of(relation)
    entries = entries_of(batch, predicates, patterns.entries("verb"), patterns.entries("noun"))
    company, code = _company(relation), {name: at for at, name in enumerate(actors)}
    for row, entry in enumerate(entries):
        if relation.columns["negated"][row]:
            continue
        kind = relation.labels[relation.label[row]]
        for part in PARTS:
            who = str(relation.columns[part][row])
            if who not in code or (part == "patient" and kind == _THREATEN and _source_of(batch, predicates, row)):
                continue
            own = patterns.cast("noun" if predicates.nominal[row] else "verb", entry, part)
            for pattern in own if own is not None else patterns.cast("class", kind, part) or ():
                if pattern.role in ROLES and _holds(pattern, batch, relation, row, company, (part, who, kind)):
                    place = (int(relation.sentence[row]), int(relation.start[row]), int(relation.end[row]))
                    lemma = entry or str(relation.entries[relation.entry[row]])
                    yield _Cast(*place, ROLES.index(pattern.role), lemma, code[who], row)


Company = dict[tuple[int, int], set[tuple[str, str]]]
"""Part and actor of all who take part in the predicate at a place."""


def _company(relation: Found) -> Company:
    found: Company = {}
    for row, key in enumerate(zip(relation.sentence.tolist(), relation.start.tolist(), strict=True)):
        for part in PARTS:
            who = str(relation.columns[part][row])
            if who and who != OTHER:
                found.setdefault(key, set()).add((part, who))
    return found


def _holds(pattern: Pattern, batch: Batch, relation: Found, row: int, company: Company, this: tuple[str, str, str]) -> bool:
    part, who, kind = this
    if not pattern.tells(hypothetical=bool(relation.columns["hypothetical"][row])):
        return False
    if pattern.company == "others":
        return _for_others(batch, relation, row, who)
    if pattern.company == "actor":
        there = company[int(relation.sentence[row]), int(relation.start[row])]
        return any(other != who and (place != part or kind in TOGETHER) for place, other in there)
    return True


def _for_others(batch: Batch, relation: Found, row: int, who: str) -> bool:
    """Tell whether it is done to somebody, or something, that is not the actor's own."""
    columns = relation.columns
    sides = [part for part in PARTS[1:] if columns[part][row] and columns[part][row] != who]
    if not sides:
        return False
    text = batch.normal[int(batch.sentences.document[relation.sentence[row]])]
    start, end = (int(columns[f"{sides[0]}_{edge}"][row]) for edge in ("start", "end"))
    own = text[start:end].lower().endswith(("self", "selves")) or _OWN.search(text[max(start - _OWN_LENGTH, 0) : start])
    return not own


def _source_of(batch: Batch, predicates: Predicates, row: int) -> bool:
    """Tell whether a noun has "of" or "from" right behind it."""
    if not predicates.nominal[row]:
        return False
    text = batch.normal[int(batch.sentences.document[predicates.sentence[row]])]
    behind = text[int(predicates.end[row]) :][:8].split()
    return bool(behind) and behind[0].lower() in _SOURCE


# --- what they are called ------------------------------------------------------------------------------------------------


def _labelled(patterns: Patterns, found: Sequence[Found]) -> Iterator[_Cast]:
    """Give the roles that actors have by what they are called: the noun, or any word of the label."""
    for layer in (each for each in found if each.layer == "label" and each.actor is not None):
        told = [_role_of(patterns, entry) for entry in layer.entries]
        actor = layer.actor if layer.actor is not None else layer.entry
        for row in range(len(layer.start)):
            role, word = told[layer.entry[row]] if layer.entry[row] != NONE else ("", "")
            if role in ROLES:
                place = (int(layer.sentence[row]), int(layer.start[row]), int(layer.end[row]))
                yield _Cast(*place, ROLES.index(role), word, int(actor[row]))


def _role_of(patterns: Patterns, label: str) -> tuple[str, str]:
    words = label.lower().split()
    head = patterns.cast("label", words[-1], "head") if words else None
    if head:
        return head[0].role, words[-1]
    for word in words:
        if told := patterns.cast("label", word, "word"):
            return told[0].role, word
    return "", ""


# --- words before a name -------------------------------------------------------------------------------------------------


@cache
def _phrases(entries: tuple[str, ...]) -> Phrases:
    return Phrases(entries)


def _feared(patterns: Patterns, batch: Batch, mention: Found) -> Iterator[_Cast]:
    """Give the roles of names that stand right behind a phrase."""
    entries, words, span = patterns.entries("phrase"), batch.words, np.int64(2**31)
    if not entries or not len(mention.start) or mention.actor is None:
        return
    place = mention.sentence * span + mention.start
    matches = _phrases(entries).find(batch)
    for first, last, entry in zip(matches.first.tolist(), matches.last.tolist(), matches.entry.tolist(), strict=True):
        at = int(np.searchsorted(place, words.sentence[first] * span + words.end[last - 1]))
        if at == len(place) or not _near(batch, last, int(mention.sentence[at]), int(mention.start[at])):
            continue
        told = patterns.cast("phrase", entries[entry], "name") or ()
        where = (int(words.sentence[first]), int(words.start[first]), int(words.end[last - 1]))
        for row in np.flatnonzero(place == place[at]).tolist():
            for pattern in told:
                if pattern.role in ROLES:
                    yield _Cast(*where, ROLES.index(pattern.role), entries[entry], int(mention.actor[row]))


def _near(batch: Batch, last: int, sentence: int, start: int) -> bool:
    """Tell whether a name stands within reach of the word before `last`, with no mark between."""
    words = batch.words
    if last >= len(words.start) or sentence != words.sentence[last]:
        return False
    between = int((words.start[last : last + REACH + 1] < start).sum())
    text = batch.normal[int(batch.sentences.document[sentence])]
    return between <= REACH and not _STOP.search(text[int(words.end[last - 1]) : start])
