"""Who does what a verb says: its own subject, or the one that other clauses leave to be understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.measures.dependencies import NOMINAL, Trees
from framing.measures.members import acting_kind

__all__ = ["MINDED", "SUBJECTS", "Subjects"]

_MISTAKEN = frozenset({"vocative", "dislocated", "advmod", "obl", "dep", "nmod", "parataxis", "discourse", "appos", "amod"})
_DATES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
_PARTING = frozenset({",", ")", "]", "—", "–"})
MINDED = frozenset({"oppose", "commit", "dedicate", "devote", "accustom", "position", "poise", "entitle", "incline"})
"""Verbs whose participle before "to" says how its subject is minded: "is committed to defending"."""
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


@dataclass
class Subjects:
    """Subjects and agents of the verbs of some trees; each is looked for once."""

    trees: Trees
    _known: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def passive(self, verb: int) -> bool:
        """Whether a verb is passive: by its subject or auxiliary, or as a participle that modifies or continues one."""
        trees = self.trees
        if trees.first(verb, "nsubj:pass", "aux:pass", "obl:agent") is not None:
            return True
        if trees.tag[verb] != "VBN" or trees.first(verb, "aux", "nsubj") is not None:
            return False
        if trees.relation[verb] == "conj":
            head = trees.conjunct_of(verb)
            return trees.word_class[head] == "VERB" and self.passive(head)
        if trees.relation[verb] == "xcomp":
            return not trees.to_marked(verb)
        return trees.relation[verb] in ("acl", "advcl")

    def agents(self, verb: int) -> tuple[int, ...]:
        """Give who does it: the subject of an active, the by-phrase of a passive; not yet coordinated."""
        trees = self.trees
        if not self.passive(verb):
            return self.subjects(verb)
        named = trees.under(verb, "obl:agent") or [
            child
            for child in trees.under(verb, "obl")
            if "by" in trees.prepositions(child) and (trees.word_class[child] == "PROPN" or acting_kind(trees.lemma[child]))
        ]
        if named:
            return tuple(named)
        # "to be developed and operated by both": the by-phrase stands with the last.
        for child in trees.under(verb, "conj"):
            if trees.tag[child] == "VBN" and (shared := trees.under(child, "obl:agent")):
                return tuple(shared)
        if (
            trees.relation[verb] == "conj"
            and trees.tag[trees.head[verb]] == "VBN"
            and trees.first(verb, "nsubj:pass", "aux:pass") is None
        ):
            return tuple(trees.under(trees.head[verb], "obl:agent"))
        return ()

    def subjects(self, verb: int) -> tuple[int, ...]:
        """Give the words that are the subject of a verb or predicate noun, its own or understood; () where it has none."""
        if verb not in self._known:
            self._known[verb] = ()  # trees have no circles, but understood subjects might
            self._known[verb] = self._found(verb)
        return self._known[verb]

    def _found(self, verb: int) -> tuple[int, ...]:
        trees = self.trees
        if own := self._own(verb):
            return own
        if speaker := trees.speaker_behind(verb):
            return (speaker[0],)
        if trees.first(verb, "csubj", "csubj:pass", "expl") is not None:
            return ()
        if trees.relation[verb] == "root" and trees.tag[verb] == "VBG" and trees.marker(verb):
            return self._of_main_clause(verb)
        understood = {
            "conj": self._of_conjunct,
            "xcomp": self._of_complement,
            "ccomp": self._of_complement,
            "advcl": self._of_adverbial,
            "acl": self._of_modifier,
            "acl:relcl": self._of_relative,
        }.get(trees.relation[verb])
        return understood(verb) if understood is not None else ()

    def _of_main_clause(self, verb: int) -> tuple[int, ...]:
        """The subject of the clause after "By doing so, ", where the parser took the first for the main one."""
        trees = self.trees
        later = [child for child in trees.under(verb, "conj", "parataxis", "ccomp") if child > verb]
        return next((own for child in later if (own := self._own(child))), ())

    def _own(self, verb: int) -> tuple[int, ...]:
        """Give the subject that the parser saw; of two the one that is no relative pronoun, which then is the object."""
        trees = self.trees
        found = trees.under(verb, "nsubj", "nsubj:pass") or trees.under(verb, "nsubj:outer")
        if len(found) > 1:
            found = [child for child in found if not trees.is_relative(child)] or found
            apart = any(trees.lemma[child] in _PARTING for child in range(found[0], found[-1]))
            if apart and found[-1] < verb and not self._joined(found[-1]) and trees.first(found[-1], "cc") is None:
                return tuple(found[-1:])  # "Alongside talks, Arland made progress", where the first is none
            return tuple(found[:1] + [each for each in found[1:] if trees.first(each, "cc") is not None or self._joined(each)])
        if (not found and trees.tag[verb] != "VB") or (trees.first(verb, "aux") is not None and not found):
            found = [child for child in trees.below[verb] if child < verb and self._may_be_subject(child)]
        return tuple((found or self._astray(verb))[:1])

    def _joined(self, token: int) -> bool:
        """Whether "and" stands right before a second subject."""
        return token > 0 and self.trees.relation[token - 1] == "cc" and self.trees.head[token - 1] == self.trees.head[token]

    def _astray(self, verb: int) -> list[int]:
        """Give the subject of a main clause that the parser gave to what stands before the verb.

        "Vell, attending a feast, answered"; "In the last election the Norlandics … will vote".
        """
        trees = self.trees
        finite = trees.tag[verb] in ("VBD", "VBZ") or any(trees.tag[child] == "MD" for child in trees.under(verb, "aux"))
        if trees.relation[verb] != "root" or not finite or trees.first(verb, "expl", "csubj", "ccomp") is not None:
            return []
        for child in trees.under(verb, "advcl", "obl"):
            if child > verb:
                break
            if trees.tag[child] == "VBG" and trees.marker(child) == "" and (own := trees.under(child, "nsubj")):
                return own
            for noun in trees.under(child, "appos") if trees.relation[child] == "obl" else ():
                first = min([noun, *trees.below[noun]])
                if first == child + 1 and trees.word_class[noun] in NOMINAL and trees.first(noun, "case") is None:
                    return [noun]
        return []

    def _may_be_subject(self, token: int) -> bool:
        """Whether a name before a main verb without subject is one that the parser took for something else."""
        trees = self.trees
        if (
            trees.word_class[token] != "PROPN"
            or trees.relation[trees.head[token]] != "root"
            or trees.first(token, "case") is not None
        ):
            return False
        return trees.relation[token] in _MISTAKEN and trees.lemma[token] not in _DATES

    def _of_conjunct(self, verb: int) -> tuple[int, ...]:
        head = self.trees.conjunct_of(verb)
        return () if self.trees.word_class[head] in NOMINAL and self.trees.first(head, "cop") is None else self.subjects(head)

    def _of_complement(self, verb: int) -> tuple[int, ...]:
        """Object control ("urged Seoul to join"), else the governor's subject ("seeks to", "is able to")."""
        trees = self.trees
        governor = trees.head[verb]
        if trees.relation[verb] == "ccomp" and not (trees.to_marked(verb) or trees.tag[verb] == "VBG"):
            return ()
        if trees.word_class[governor] == "ADJ" and trees.lemma[governor] in trees.words.impersonal_adjective:
            return ()
        if trees.word_class[governor] in NOMINAL:
            return self.of_noun(governor)
        if before := self._before_infinitive(verb):
            return before
        if trees.lemma[governor] not in trees.words.subject_control:
            objects = [child for child in trees.under(governor, "obj", "iobj") if child < verb or trees.is_relative(child)]
            if objects and trees.lemma[objects[-1]].endswith(("self", "selves")):
                return self.subjects(governor)
            if objects and not (trees.is_relative(objects[-1]) and trees.lemma[governor] not in trees.words.object_control):
                return (objects[-1],)
        return self.subjects(governor)

    def _before_infinitive(self, verb: int) -> tuple[int, ...]:
        """Whoever stands right before it: "for Borduria to", "pressure on Borduria to", "voiced Arland's wish to"."""
        trees = self.trees
        governor, start = trees.head[verb], trees.opening(verb)
        if start is None or start <= governor:
            return ()
        if trees.lemma[governor] in trees.words.object_control and trees.first(governor, "obj", "iobj") is not None:
            return ()
        noun = start - 1
        while trees.relation[noun] in ("conj", "flat", "compound") and trees.head[noun] > governor:
            noun = trees.head[noun]
        above = trees.lemma[trees.head[noun]]
        if "for" in trees.prepositions(noun) or ("on" in trees.prepositions(noun) and above in ("pressure", "call")):
            return (noun,)
        if trees.lemma[noun] in trees.words.stance:
            return self.of_noun(noun)
        owned = [child for child in trees.under(governor, "obj") if child < verb and trees.lemma[child] in trees.words.stance]
        return self.of_noun(owned[0]) if owned else ()

    def _of_adverbial(self, verb: int) -> tuple[int, ...]:
        """The subject of the main clause; the agent of a passive, where somebody acts to some end or by some means."""
        trees = self.trees
        if able := self._of_attribute(verb):
            return able
        governor, marker = trees.head[verb], trees.marker(verb)
        if marker in ("as", "than") or (
            trees.word_class[governor] in NOMINAL and trees.first(governor, "cop", "nsubj") is None
        ):
            return () if marker in ("as", "than") else self._of_modifier(verb)
        if trees.lemma[governor] in trees.words.impersonal_adjective:
            return ()
        if trees.to_marked(verb) and verb > governor:
            if trees.lemma[governor] in trees.words.object_infinitive and trees.first(governor, "obj", "iobj") is not None:
                return self._of_complement(verb)
            if before := self._before_infinitive(verb):
                return before
        if f"{trees.lemma[governor]} {marker}" in trees.words.object_gerund and (objects := trees.under(governor, "obj")):
            return tuple(objects[:1])
        if trees.to_marked(verb) and trees.lemma[governor] in trees.words.object_infinitive and self.passive(governor):
            return self.subjects(governor)
        if trees.word_class[governor] == "VERB" and self.passive(governor) and (trees.to_marked(verb) or marker == "by"):
            own = marker == "by" and verb < governor  # "By building ports, Arland is prepared to"
            own = own or (marker == "to" and trees.lemma[governor] in MINDED)
            return self.agents(governor) or (self.subjects(governor) if own else ())
        return self.subjects(governor)

    def _of_attribute(self, verb: int) -> tuple[int, ...]:
        """The noun before an adjective that the gerund says of what: "missiles capable of reaching"."""
        trees = self.trees
        adjective = trees.head[verb]
        noun = trees.head[adjective]
        attribute = trees.word_class[adjective] == "ADJ" and trees.relation[adjective] in ("amod", "acl", "appos")
        inside = attribute and trees.tag[verb] == "VBG" and trees.marker(verb) == "of"
        return (noun,) if inside and noun < adjective and trees.word_class[noun] in NOMINAL else ()

    def _of_modifier(self, verb: int) -> tuple[int, ...]:
        """The noun of a participle ("troops trained by"); whoever the noun belongs to before an infinitive ("plan to")."""
        trees = self.trees
        noun = trees.head[verb]
        if able := self._of_attribute(verb):
            return able
        if trees.to_marked(verb) or trees.marker(verb):
            return (noun,) if self.passive(verb) else self.of_noun(noun) or self._to_whom(noun)
        if trees.tag[verb] == "VBG" and trees.lemma[noun] in trees.words.unreal_noun:
            between = [
                child for child in trees.under(noun, "nmod") if noun < child < verb and "of" in trees.prepositions(child)
            ]
            return tuple(between[-1:]) or (noun,)
        return (noun,)

    def _of_relative(self, verb: int) -> tuple[int, ...]:
        """None: a relative clause has its own; but "the first to arrive" is one to some parsers."""
        return self.of_noun(self.trees.head[verb]) if self.trees.to_marked(verb) else ()

    def _to_whom(self, noun: int) -> tuple[int, ...]:
        """Whose move it is: "For Arland, the pact is a move to weaken"."""
        trees = self.trees
        if trees.first(noun, "cop") is None:
            return ()
        opening = [child for child in trees.under(noun, "obl") if child < noun and "for" in trees.prepositions(child)]
        return tuple(child for child in opening if trees.word_class[child] == "PROPN")[:1]

    def of_noun(self, noun: int) -> tuple[int, ...]:
        """Give who a noun's infinitive or gerund is of: "Arland's plan to", "had no plan to", "the first state to"."""
        trees = self.trees
        owner = trees.under(noun, "nmod:poss")
        if owner and trees.word_class[owner[0]] != "PRON":
            return (owner[0],)
        if any(trees.lemma[child] in trees.words.ordinal for child in trees.under(noun, "amod", "nummod", "advmod")):
            return (noun,)
        if trees.lemma[noun] in trees.words.unreal_noun | trees.words.event_noun:
            for child in trees.under(noun, "nmod"):
                if {"of", "by"}.intersection(trees.prepositions(child)):
                    return (child,)
        for child in trees.under(noun, "nmod"):
            if {"for", "on"}.intersection(trees.prepositions(child)):
                return (child,)
        governor = trees.head[noun]
        if trees.relation[noun] == "obj" and trees.lemma[governor] in trees.words.of_others:
            named = [child for child in trees.under(noun, "compound") if trees.word_class[child] == "PROPN"]
            return tuple(owner or named)[:1]
        if owner and not (trees.relation[noun] == "obj" and trees.verbal(governor)):
            return (owner[0],)
        if trees.relation[noun] in ("obj", "obl", "xcomp") and trees.verbal(governor):
            return self.agents(governor)
        if trees.relation[noun] == "nsubj:pass" and trees.verbal(governor):
            return self.agents(governor)
        if trees.relation[noun] == "conj":
            return self.of_noun(governor)
        return ()
