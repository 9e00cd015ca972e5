"""Who does what to whom in a tree: predicates with the words that are their agent, patient and recipient.

Syntax alone: which actor a word stands for is `acting`'s matter, and what counts as evidence is `relations`'. What counts as
a predicate, an agent and a patient is laid down in `data/annotations/relations/codebook.md`. The parts: `agents` finds who
does it, `objects` to whom, `event_nouns` both for nouns, `negation` and `factuality` whether it happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from framing.measures.agents import MINDED, Subjects
from framing.measures.dependencies import Trees
from framing.measures.event_nouns import EventNouns
from framing.measures.factuality import Factuality
from framing.measures.negation import Negation
from framing.measures.objects import Objects, between
from framing.measures.spec import NONE
from framing.text.parse import Parse

__all__ = ["CONSTRUCTIONS", "TENSES", "Predications", "predications"]

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

CONSTRUCTIONS = ("clause", "relative", "participle", "infinitive", "nominal")
"""What the predicate is: a finite verb, one in a relative clause, a participle, an infinitive, a noun of event."""

TENSES = ("", "past", "present", "future")
"""Of the finite verb or auxiliary; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Predications:
    """One row for each predicate with each combination of its agents, patients and recipients, in order of the predicate.

    `predicate`, `agent`, `patient` and `recipient` are tokens of the parse; the last three may be `NONE`. A name is its last
    token ("Vell", of "Mira Vell"). `modal` indexes `modals` and may be `NONE`; `tense` and `construction` index `TENSES` and
    `CONSTRUCTIONS`.
    """

    predicate: Ints
    agent: Ints
    patient: Ints
    recipient: Ints
    negated: Flags
    """The sentence says that it does not or did not happen."""
    hypothetical: Flags
    """It is possible, planned, wished, conditional, asked for or feared, and not said to happen."""
    passive: Flags
    modal: Ints
    modals: tuple[str, ...]
    tense: Ints
    construction: Ints

    def __len__(self) -> int:
        """How many rows."""
        return len(self.predicate)


def predications(parse: Parse) -> Predications:
    """Give every predicate of a parse with who does it and to whom; a parse without tokens gives no rows.

    A predicate without agent, patient and recipient is left out.
    """
    rows = list(_Reader(Trees(parse)).rows())
    modals = tuple(sorted({row.modal for row in rows} - {""}))
    place = {modal: code for code, modal in enumerate(modals)} | {"": NONE}
    predicate, agent, patient, recipient = (np.array([row.words[side] for row in rows], np.int32) for side in range(4))
    return Predications(
        predicate,
        agent,
        patient,
        recipient,
        negated=np.array([row.negated for row in rows], np.bool_),
        hypothetical=np.array([row.hypothetical for row in rows], np.bool_),
        passive=np.array([row.passive for row in rows], np.bool_),
        modal=np.array([place[row.modal] for row in rows], np.int32),
        modals=modals,
        tense=np.array([TENSES.index(row.tense) for row in rows], np.int32),
        construction=np.array([CONSTRUCTIONS.index(row.construction) for row in rows], np.int32),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[int, int, int, int]
    """Predicate, agent, patient, recipient."""
    negated: bool
    hypothetical: bool
    passive: bool
    modal: str
    tense: str
    construction: str


class _Reader:
    """Reads the predicates of some trees in order."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees
        self._subjects = Subjects(trees)
        self._objects = Objects(trees, self._subjects)
        self._nouns = EventNouns(trees, self._subjects)
        self._facts = Factuality(trees)
        self._negation = Negation(trees)

    def rows(self) -> Iterator[_Row]:
        trees = self._trees
        for token in range(len(trees)):
            if trees.verbal(token) and self._says_something(token):
                yield from self._combined(token, *self._of_verb(token))
            elif self._nouns.is_event(token):
                yield from self._combined(token, *self._nouns.of(token))

    def _says_something(self, verb: int) -> bool:
        """Whether a verb is more than a copula, a preposition ("including"), or a light verb whose noun says all."""
        trees, words = self._trees, self._trees.words
        if trees.lemma[verb] in words.no_event:
            return False
        if trees.relation[verb] == "root" and trees.tag[verb] in ("VBN", "VBD") and not self._subjects.subjects(verb):
            return False  # the rest of a headline
        if self._nouns.replaces(verb):
            return False
        if self._only_minded(verb):
            return False
        if trees.lemma[verb] in words.infinitive_only and self._only_governs(verb):
            return False
        bare = trees.relation[verb] in ("acl", "advcl") and trees.tag[verb] in ("VBG", "VBN") and trees.marker(verb) == ""
        return not (bare and trees.lemma[verb] in words.preposition_participle)

    def _only_minded(self, verb: int) -> bool:
        """Whether a participle says how somebody is minded: "is opposed to", "is committed to", nobody has done that."""
        trees = self._trees
        stative = trees.lemma[verb] in MINDED and trees.tag[verb] == "VBN" and trees.first(verb, "obl:agent") is None
        behind = [*trees.under(verb, "obl"), *trees.under(verb, "xcomp", "advcl")]
        to = any("to" in (*trees.prepositions(child), trees.marker(child)) for child in behind)
        return stative and to and trees.first(verb, "aux:pass", "cop") is not None

    def _only_governs(self, verb: int) -> bool:
        """Whether a verb has an infinitive or participle and no object but "itself": "seeks to", "finds itself facing"."""
        trees = self._trees
        objects = [child for child in trees.under(verb, "obj") if not trees.lemma[child].endswith(("self", "selves"))]
        if objects and not all(trees.is_relative(child) for child in objects):
            return False
        return any(
            trees.relation[child] == "xcomp" or (not objects and trees.opening(child) == verb + 1)
            for child in trees.under(verb, "xcomp", "ccomp", "advcl")
            if child > verb
        )

    def _of_verb(self, verb: int) -> tuple[Sequence[int], Sequence[int], Sequence[int]]:
        """Give agents, patients and recipients; of a verb without direction every party is an agent."""
        both = between(self._trees, verb)
        if parties := self._objects.other_party(verb):
            objects = [child for child in self._trees.under(verb, "obj") if child not in parties]
            return [*self._subjects.subjects(verb), *parties], objects, []
        patients, recipients = self._objects.of(verb)
        return [*self._subjects.agents(verb), *both], patients, recipients

    def _combined(self, predicate: int, *sides: Sequence[int]) -> Iterator[_Row]:
        """Multiply a predicate's agents, patients and recipients."""
        trees, facts = self._trees, self._facts
        agents, patients, recipients = (trees.parties(side) for side in sides)
        if not (agents or patients or recipients):
            return
        noun = trees.word_class[predicate] == "NOUN"
        said = (
            self._negation.negated(predicate),
            facts.hypothetical(predicate),
            not noun and self._subjects.passive(predicate),
            "" if noun else facts.modal(predicate),
            "" if noun else facts.tense(predicate),
            self._construction(predicate),
        )
        for words in product(agents or [NONE], patients or [NONE], recipients or [NONE]):
            if len({word for word in words if word != NONE}) == sum(word != NONE for word in words):
                yield _Row((predicate, *words), *said)

    def _construction(self, token: int) -> str:
        trees = self._trees
        if trees.word_class[token] == "NOUN":
            return "nominal"
        while trees.relation[token] == "conj" and trees.verbal(trees.head[token]) and trees.first(token, "nsubj") is None:
            token = trees.head[token]
        if trees.relation[token] == "acl:relcl":
            return "relative"
        if trees.to_marked(token) or (trees.relation[token] == "xcomp" and trees.tag[token] in ("VB", "VBP")):
            return "infinitive"
        if trees.tag[token] in ("VBG", "VBN") and trees.first(token, "aux", "aux:pass", "cop") is None:
            return "participle"
        return "clause"
