"""To whom a verb does it: object, subject of a passive, the noun behind a preposition; and who gets what is given."""

from __future__ import annotations

from dataclasses import dataclass

from framing.measures.agents import Subjects
from framing.measures.dependencies import NOMINAL, Trees

__all__ = ["Objects", "between"]

OBJECTS = ("obj", "iobj")

IMPOSED = frozenset({"on", "upon", "against", "at", "onto"})


@dataclass
class Objects:
    """Patients and recipients of the verbs of some trees."""

    trees: Trees
    subjects: Subjects

    def of(self, verb: int) -> tuple[list[int], list[int]]:
        """Give patients and recipients of a verb, not yet coordinated."""
        if self.subjects.passive(verb):
            return self._of_passive(verb)
        objects, indirect = self._objects(verb)
        if given := self._given_with(verb):
            return [given], objects or indirect
        if not objects:
            return indirect or self._behind_preposition(verb), []
        return objects, indirect or self._recipients(verb)

    def _of_passive(self, verb: int) -> tuple[list[int], list[int]]:
        """The subject, unless something else is given to it: "Borduria was promised aid"."""
        subject = self._passive_subject(verb)
        if subject and (given := self._given_with(verb)):
            return [given], subject
        objects = [child for child in self.trees.under(verb, "obj") if self.trees.word_class[child] in NOMINAL]
        if objects and self.trees.lemma[verb] in self.trees.words.transfer:
            return objects, subject
        return subject, self._recipients(verb)

    def _given_with(self, verb: int) -> int | None:
        """Give what somebody is provided with: "seed", of "provided Borduria with seed"."""
        trees = self.trees
        if trees.lemma[verb] not in trees.words.provide_with:
            return None
        nouns = trees.under(verb, "obl") + [child for each in trees.under(verb, "obj") for child in trees.under(each, "nmod")]
        return next((child for child in nouns if child > verb and "with" in trees.prepositions(child)), None)

    def _passive_subject(self, verb: int) -> list[int]:
        trees = self.trees
        if (
            trees.relation[verb] in ("xcomp", "advcl")
            and trees.first(verb, "nsubj:pass") is None
            and trees.relation[verb] == "advcl"
        ) and trees.marker(verb) in ("as", "than"):
            return []
        return list(self.subjects.subjects(verb))

    def _objects(self, verb: int) -> tuple[list[int], list[int]]:
        """Give direct and indirect objects: its own, those it shares, the noun that its relative clause is of."""
        trees = self.trees
        if trees.speaker_behind(verb):
            return [], []
        objects = [child for child in trees.under(verb, "obj") if not self._passed_on(verb, child)] or self._second_subject(
            verb
        )
        indirect = trees.under(verb, "iobj")
        if len(objects) > 1 and not indirect and trees.first(objects[1], "cc") is None:
            if trees.lemma[verb] in trees.words.naming:
                objects = objects[:1]
            elif trees.lemma[verb] in trees.words.transfer:
                objects, indirect = objects[1:2], objects[:1]
        if not objects and not indirect:
            objects = self._subject_of_bare(verb) or self._shared(verb) or self._gap(verb)
        return objects, indirect

    def _second_subject(self, verb: int) -> list[int]:
        """A relative pronoun that was taken for a subject beside the subject: "which Arland fired"."""
        subjects = self.trees.under(verb, "nsubj")
        relative = [child for child in subjects if self.trees.is_relative(child)]
        deeper = self.trees.first(verb, "xcomp")
        return relative if 0 < len(relative) < len(subjects) and deeper is None else []

    def _passed_on(self, verb: int, child: int) -> bool:
        """Whether a relative pronoun is the object of the infinitive instead: "which it sought to contain"."""
        trees = self.trees
        if not trees.is_relative(child) or trees.lemma[verb] in trees.words.object_control:
            return False
        deeper = trees.first(verb, "xcomp")
        return deeper is not None and trees.verbal(deeper) and trees.first(deeper, *OBJECTS) is None

    def _subject_of_bare(self, verb: int) -> list[int]:
        """Whoever is helped in "helped Borduria rebuild", read as one clause."""
        trees = self.trees
        if trees.lemma[verb] not in trees.words.object_control:
            return []
        for child in trees.under(verb, "ccomp"):
            subject = trees.first(child, "nsubj")
            if (
                subject is not None
                and subject > verb
                and trees.tag[child] in ("VB", "VBP", "VBG")
                and not trees.first(child, "aux")
            ) and trees.marker(child) in ("", "to"):
                return [subject]
        return []

    def _shared(self, verb: int) -> list[int]:
        """An object said once for two verbs: "built and sold ships"."""
        trees = self.trees
        if trees.relation[verb] == "conj":
            head = trees.conjunct_of(verb)
            if trees.verbal(head) and not self.subjects.passive(head):
                found = trees.under(head, "obj")
                if (found and found[0] > verb) or (
                    found and trees.is_relative(found[0]) and trees.first(verb, *_SUBJECT) is None
                ):
                    return found
            return []
        for child in trees.under(verb, "conj"):
            within = [
                each
                for each in trees.below[verb]
                if verb < each < child and trees.relation[each] in ("obl", "xcomp", "ccomp", "advcl")
            ]
            alike = trees.tag[child] == trees.tag[verb] and trees.first(child, *_SUBJECT) is None
            if alike and not within and trees.first(verb, "xcomp", "ccomp") is None and child - verb <= _NEAR:
                return trees.under(child, "obj")
        return []

    def _gap(self, verb: int) -> list[int]:
        """The noun of a relative clause that has no pronoun, or hands it on: "the missiles Arland sought to fire"."""
        trees = self.trees
        at, deep = verb, False
        while trees.relation[at] == "xcomp":
            at, deep = trees.head[at], True
            relative = [child for child in trees.under(at, "obj", "nsubj") if trees.is_relative(child)]
            if relative and (trees.relation[relative[0]] == "obj" or len(trees.under(at, "nsubj")) > 1):
                timed = trees.lemma[trees.antecedent(relative[0])] in trees.words.time_or_manner
                return [] if timed or trees.lemma[at] in trees.words.object_control else relative
            if trees.first(at, *OBJECTS) is not None:
                return []
        if (
            not (trees.relation[at] == "acl:relcl" or self._as_relative(at))
            or trees.first(at, *_SUBJECT) is None
            or not trees.verbal(verb)
        ):
            return []
        if not deep and trees.first(verb, "xcomp", "ccomp") is not None:
            return []
        noun = trees.head[at]
        inside = [child for child in trees.below[at] if child < at and trees.relation[child] != "mark"]
        if any(trees.lemma[child] in _RELATIVE_WORDS or self._relative_inside(child) for child in inside):
            return []
        return [] if trees.lemma[noun] in trees.words.time_or_manner or trees.lemma[noun] == "what" else [noun]

    def _as_relative(self, verb: int) -> bool:
        """Whether a finite clause with "that" under a noun is relative, though read as its content: "ships that it sold"."""
        trees = self.trees
        content = trees.words.unreal_noun | trees.words.content_noun | trees.words.time_or_manner
        without_content = trees.marker(verb) in ("that", "") and trees.lemma[trees.head[verb]] not in content
        return (
            trees.relation[verb] == "acl" and without_content and trees.tag[verb] in ("VBD", "VBZ", "VBP", "VBN", "VBG", "VB")
        )

    def _relative_inside(self, token: int) -> bool:
        return any(self.trees.tag[child] in ("WDT", "WP", "WP$", "WRB") for child in self.trees.below[token])

    def _behind_preposition(self, verb: int) -> list[int]:
        """The noun of a prepositional verb: "relies on Borduria"."""
        trees = self.trees
        found = [
            (preposition in _ENDS, child)
            for child in trees.under(verb, "obl")
            for preposition in trees.prepositions(child)
            if trees.lemma[child] != "what" and not trees.dated(child)
            if f"{trees.lemma[verb]} {preposition}" in trees.words.prepositional
        ]
        return [child for _, child in sorted(found)[:1]]

    def _recipients(self, verb: int) -> list[int]:
        """Who gets it ("sold ships to Borduria"), has part in it ("shared it with"), is hit by it ("put tariffs on")."""
        trees = self.trees
        lemma, words = trees.lemma[verb], trees.words
        wanted = (
            ({"to"} if lemma in words.transfer else set())
            | (IMPOSED if lemma in words.imposing else set())
            | ({"with"} if lemma in words.transfer_with else set())
            | ({"for"} if lemma in words.transfer_for else set())
        )
        if not wanted:
            return []
        objects = trees.under(verb, "obj")
        of_verb = trees.lemma[verb] in words.imposing_only
        candidates = trees.under(verb, "obl") + [
            child
            for one in objects
            for each in trees.coordinated(one)
            for child in trees.under(each, "nmod")
            if of_verb or trees.lemma[each] not in words.event_noun
        ]
        for child in sorted(candidates):
            if "for" in trees.prepositions(child) and trees.word_class[child] == "NOUN":
                continue  # mostly an end: "built for training"
            if child > verb and wanted.intersection(trees.prepositions(child)) and trees.word_class[child] in _PARTIES:
                return [child]
        return []

    def other_party(self, verb: int) -> list[int]:
        """Give the other party of a verb without direction: "met with Borduria", "met the minister"."""
        trees = self.trees
        if trees.lemma[verb] not in trees.words.reciprocal:
            return []
        behind = trees.under(verb, "obl") + [child for each in trees.under(verb, "obj") for child in trees.under(each, "nmod")]
        found = [child for child in behind if "with" in trees.prepositions(child)][:1]
        if trees.lemma[verb] == "meet":
            found += trees.under(verb, "obj")
        return found


def between(trees: Trees, token: int) -> list[int]:
    """Give A and B of "between A and B" under a verb or noun; () where there are not two."""
    for child in trees.under(token, "obl", "nmod"):
        if "between" in trees.prepositions(child) and (
            len(trees.coordinated(child)) > 1 or trees.tag[child] in ("NNS", "NNPS")
        ):
            return [child]
    return []


_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")
_RELATIVE_WORDS = frozenset({"that", "which", "who", "whom", "whose", "where", "when", "why", "what", "how"})

_PARTIES = frozenset({"NOUN", "PROPN", "PRON"})

_ENDS = frozenset({"for", "over"})
"""Prepositions that say to what end: whom it is done to comes first ("fights for its rights against Arland")."""

_NEAR = 4
"""Words between two verbs that share an object: "and", an adverb, a comma."""
