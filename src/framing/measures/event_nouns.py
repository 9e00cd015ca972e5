"""Who does what to whom in a noun of event: "Arland's assistance to Norland", "talks between the two", "paid a visit to".

What may stand with such a noun, and in which part: Grimshaw (1990).
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.measures.agents import Subjects
from framing.measures.dependencies import Trees
from framing.measures.members import acting_kind
from framing.measures.objects import between

__all__ = ["EventNouns"]

AGAINST = frozenset({"to", "against", "on", "upon", "toward", "towards", "into", "at"})
"""Prepositions behind which stands whom it is done to."""

TIME_OR_PLACE = frozenset({"on", "upon", "at"})
"""Those that say when or where behind an event that is done to nobody: "the visit on Monday"."""


_BACKING = frozenset({"support", "backing", "approval", "consent", "endorsement", "encouragement", "protection"})


@dataclass
class EventNouns:
    """Agents, patients and recipients of the nouns of event of some trees."""

    trees: Trees
    subjects: Subjects

    def is_event(self, token: int) -> bool:
        """Whether a token is a noun of event, the head of its phrase, and not said by its verb already ("put tariffs on")."""
        trees, words = self.trees, self.trees.words
        if trees.word_class[token] != "NOUN" or trees.lemma[token] not in words.event_noun:
            return False
        if trees.relation[token] in ("compound", "flat", "amod", "fixed"):
            return False
        if trees.lemma[token] == "work" and not self._behind(token, "with"):
            return False  # works of art, and the work that one has
        if trees.lemma[token] in words.stance_before_infinitive and any(map(trees.to_marked, trees.under(token, "acl"))):
            return False
        of_verb = trees.relation[token] == "obj" and trees.lemma[trees.head[token]] in words.imposing_only
        return not (of_verb and self._bound(token))

    def supporting(self, noun: int) -> int | None:
        """Give the verb that says little beside a noun of event: "had talks with", "a raid was conducted on"."""
        trees = self.trees
        verbs = [trees.head[noun]] if trees.relation[noun] in ("obj", "nsubj:pass") else []
        verbs += [child for child in trees.under(noun, "acl", "acl:relcl") if self.subjects.passive(child)]
        return next((verb for verb in verbs if trees.lemma[verb] in trees.words.support and verb != noun), None)

    def replaces(self, verb: int) -> bool:
        """Whether a noun of event is the predicate in place of a verb: one that says nothing, or whose noun says to whom."""
        trees = self.trees
        if trees.lemma[verb] not in trees.words.support:
            return False
        nouns = [*trees.under(verb, "obj", "nsubj:pass"), trees.head[verb]]
        return any(
            self.is_event(noun)
            and self.supporting(noun) == verb
            and (trees.lemma[verb] in trees.words.light_only or self._bound(noun))
            for noun in nouns
        )

    def of(self, noun: int) -> tuple[list[int], list[int], list[int]]:
        """Give agents, patients and recipients of a noun of event, not yet coordinated."""
        trees, words = self.trees, self.trees.words
        possessor = trees.under(noun, "nmod:poss")
        against = self._against(noun)
        if trees.lemma[noun] in words.reciprocal_noun and not against:
            return self._without_direction(noun, possessor)
        agents, patients = possessor + self._behind(noun, "by"), self._behind(noun, "of")
        if trees.lemma[noun] in words.noun_of_patient and possessor and len(agents) == 1 and not patients:
            agents, patients = [], possessor
        elif not agents and (trees.lemma[noun] in words.intransitive_noun or self._backing(noun)):
            agents, patients = patients, []
        elif trees.lemma[noun] in words.unreal_noun:
            patients = []  # "threat of", "offer of" say what is threatened or offered
        if not patients:
            patients, against = against, []
        return agents or self._of_verb(noun, bound=any(map(self._somebody, patients))), patients, against

    def _backing(self, noun: int) -> bool:
        """Whether somebody else acts "with the support of" those behind it."""
        return self.trees.lemma[noun] in _BACKING and "with" in self.trees.prepositions(noun)

    def _without_direction(self, noun: int, possessor: list[int]) -> tuple[list[int], list[int], list[int]]:
        """Give each party as agent."""
        verb = self.supporting(noun)
        found = possessor + self._behind(noun, "with") + between(self.trees, noun)
        if verb is not None:
            found += [child for child in between(self.trees, verb) if child not in found]
            found += self.subjects.agents(verb) if self.replaces(verb) else ()
        return found, self._behind(noun, "of") if possessor else [], []

    def _of_verb(self, noun: int, *, bound: bool) -> list[int]:
        """Give who "conducts" or "launches" it, where the noun itself says to whom."""
        trees = self.trees
        verb = self.supporting(noun)
        if verb is not None and self.replaces(verb):
            return list(self.subjects.agents(verb))
        light = trees.relation[noun] == "obj" and trees.lemma[trees.head[noun]] in trees.words.light
        return list(self.subjects.agents(trees.head[noun])) if light and bound else []

    def _somebody(self, token: int) -> bool:
        """Whether a party is a name, a person or a body: what is "a contribution to development" is none to anybody."""
        trees = self.trees
        return trees.word_class[token] in ("PROPN", "PRON") or bool(acting_kind(trees.lemma[token]))

    def _around(self, noun: int) -> list[int]:
        """Give the nouns behind prepositions: its own, and those of the verb that says little beside it."""
        verb = self.supporting(noun)
        return self.trees.under(noun, "nmod") + (self.trees.under(verb, "obl") if verb is not None else [])

    def _behind(self, noun: int, preposition: str) -> list[int]:
        return [child for child in self._around(noun) if preposition in self.trees.prepositions(child)][:1]

    def _against(self, noun: int) -> list[int]:
        words = self.trees.words
        nobody = self.trees.lemma[noun] in words.intransitive_noun | words.reciprocal_noun
        aimed = AGAINST - TIME_OR_PLACE if nobody else AGAINST
        return [child for child in self._around(noun) if aimed.intersection(self.trees.prepositions(child))][:1]

    def _bound(self, noun: int) -> bool:
        """Whether a party stands with it."""
        parties = AGAINST | {"with", "between"}
        return any(parties.intersection(self.trees.prepositions(child)) for child in self._around(noun))
