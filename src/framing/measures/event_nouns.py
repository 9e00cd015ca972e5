"""Who does what to whom in a noun of event: "Arland's assistance to Borduria", "talks between the two", "paid a visit to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.measures.agents import Subjects
from framing.measures.dependencies import Trees
from framing.measures.objects import between

__all__ = ["EventNouns"]

AGAINST = frozenset({"to", "against", "on", "upon", "toward", "towards", "into", "at"})
"""Prepositions behind which stands whom it is done to."""


@dataclass
class EventNouns:
    """Agents, patients and recipients of the nouns of event of some trees."""

    trees: Trees
    subjects: Subjects

    def is_event(self, token: int) -> bool:
        """Whether a token is a noun of event, and the head of its phrase."""
        trees = self.trees
        if trees.word_class[token] != "NOUN" or trees.relation[token] in ("compound", "flat", "amod", "fixed"):
            return False
        if (
            trees.relation[token] == "obj"
            and trees.lemma[trees.head[token]] in trees.words.imposing_only
            and self._bound(token)
        ):
            return False
        if trees.lemma[token] == "work" and not self._behind(token, "with"):
            return False
        if trees.lemma[token] in trees.words.stance_before_infinitive and any(
            trees.to_marked(c) for c in trees.under(token, "acl")
        ):
            return False
        return trees.lemma[token] in trees.words.event_noun

    def supported(self, noun: int) -> bool:
        """Whether a noun of event is the predicate in place of its verb: "had talks with", "conducted a raid on"."""
        trees = self.trees
        verb = trees.lemma[trees.head[noun]]
        if not self.is_event(noun) or trees.relation[noun] != "obj" or verb not in trees.words.support:
            return False
        return verb in trees.words.light_only or any(self._bound(noun))

    def _bound(self, noun: int) -> list[int]:
        wanted = AGAINST | {"with"}
        return [child for child in self.trees.under(noun, "nmod") if wanted.intersection(self.trees.prepositions(child))]

    def of(self, noun: int) -> tuple[list[int], list[int], list[int]]:
        """Give agents, patients and recipients of a noun of event, not yet coordinated."""
        trees = self.trees
        possessor = trees.under(noun, "nmod:poss")
        behind = {name: self._behind(noun, name) for name in ("of", "by", "with")}
        aimed = AGAINST - {"on", "at", "upon"} if trees.lemma[noun] in trees.words.intransitive_noun else AGAINST
        against = [child for child in trees.under(noun, "nmod") if aimed.intersection(trees.prepositions(child))][:1]
        if trees.lemma[noun] in trees.words.reciprocal_noun and not against:
            return self._without_direction(noun, possessor + behind["with"])
        agents, patients = possessor + behind["by"], behind["of"]
        if trees.lemma[noun] in trees.words.unreal_noun:
            patients = []  # "threat of", "offer of" say what is threatened or offered
        if trees.lemma[noun] in trees.words.noun_of_patient and possessor and not behind["of"] and not behind["by"]:
            agents, patients = [], possessor
        elif not agents and trees.lemma[noun] in trees.words.intransitive_noun:
            agents, patients = behind["of"], []
        if not patients:
            patients, against = against, []
        return agents or self._of_verb(noun, patients), patients, against

    def _behind(self, noun: int, preposition: str) -> list[int]:
        return [child for child in self.trees.under(noun, "nmod") if preposition in self.trees.prepositions(child)][:1]

    def _without_direction(self, noun: int, parties: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Give each party as agent."""
        found = parties + between(self.trees, noun)
        if self.supported(noun):
            found = found + list(self.subjects.agents(self.trees.head[noun]))
        return found, self._behind(noun, "of") if parties else [], []

    def _of_verb(self, noun: int, patients: Sequence[int]) -> list[int]:
        """Give who "conducts" or "launches" it, where the noun itself says to whom."""
        trees = self.trees
        verb = trees.head[noun]
        if self.supported(noun) or (patients and trees.relation[noun] == "obj" and trees.lemma[verb] in trees.words.light):
            return list(self.subjects.agents(verb))
        return []
