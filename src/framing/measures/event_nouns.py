"""Who does what to whom in a noun of event: "Arland's assistance to Borduria", "talks between the two", "paid a visit to"."""

from __future__ import annotations

from dataclasses import dataclass

from framing.measures.agents import Subjects
from framing.measures.dependencies import NOMINAL, Trees
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
        return trees.lemma[token] in trees.words.event_noun

    def of(self, noun: int) -> tuple[list[int], list[int], list[int]]:
        """Give agents, patients and recipients of a noun of event, not yet coordinated."""
        trees = self.trees
        possessor = trees.under(noun, "nmod:poss")
        behind = {name: self._behind(noun, name) for name in ("of", "by", "with")}
        against = [child for child in trees.under(noun, "nmod", "obl") if AGAINST.intersection(trees.prepositions(child))][:1]
        if trees.lemma[noun] in trees.words.reciprocal_noun and not against:
            return self._without_direction(noun, possessor + behind["with"])
        agents, patients = possessor + behind["by"], behind["of"]
        if trees.lemma[noun] in trees.words.noun_of_patient and possessor and not behind["of"] and not behind["by"]:
            agents, patients = [], possessor
        elif not agents and trees.lemma[noun] in trees.words.intransitive_noun:
            agents, patients = behind["of"], []
        if not patients:
            patients, against = against, []
        return agents or self._of_light_verb(noun, bool(patients)), patients, against

    def _behind(self, noun: int, preposition: str) -> list[int]:
        return [child for child in self.trees.under(noun, "nmod") if preposition in self.trees.prepositions(child)][:1]

    def _without_direction(self, noun: int, parties: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Give each party as agent."""
        found = parties + between(self.trees, noun)
        if not found or self._light(noun) in self.trees.words.light_only:
            found = found + self._of_light_verb(noun, bool(found))
        return found, self._behind(noun, "of") if parties else [], []

    def _light(self, noun: int) -> str:
        """Give the light verb that a noun is the object of, or ""."""
        trees = self.trees
        verb = trees.head[noun]
        return trees.lemma[verb] if trees.relation[noun] == "obj" and trees.lemma[verb] in trees.words.light else ""

    def _of_light_verb(self, noun: int, bound: bool) -> list[int]:
        """Give who "has", "conducts", "launches" it: where the verb says nothing, or the noun says to whom."""
        trees = self.trees
        light = self._light(noun)
        if light in trees.words.light_only or (light and bound and trees.word_class[noun] in NOMINAL):
            return list(self.subjects.agents(trees.head[noun]))
        return []
