"""A parse as trees that one can walk: whose dependent a word is, which words it is coordinated with, what name it heads."""

from __future__ import annotations

from collections.abc import Iterable

from framing.measures.mended import mend
from framing.measures.relation_words import RelationWords, relation_words
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS

__all__ = ["NOMINAL", "Trees"]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})

_MISTAKEN = frozenset({"NOUN", "ADJ", "PROPN"})
_RELATIVES = frozenset({"that", "which", "who", "whom", "whoever", "whichever"})

_CLOSING = frozenset({",", '"', "”", "''", "'", "’"})
_HYPHENS = frozenset({"-", "–", "—", "‑"})
_HYPHENATED = 5
"""Words from the first name to the noun: "Arland", "-", "New", "Borduria", "alliance"."""


_OFFICES = frozenset({"secretary", "minister", "undersecretary", "director", "chief", "chairman", "speaker"})
_MATTERS = frozenset(
    {"state", "defense", "defence", "treasury", "commerce", "energy", "labor", "interior", "war", "health", "justice"}
)
"""What an office is of, that is no name."""

_SOME = frozenset({"country", "nation", "state", "power", "ally", "partner", "actor", "adversary", "government", "rival"})
"""Whom "like" and "such as" give examples of, when they are some and not all."""

_YEAR = 4


class Trees:
    """The tokens of a parse as plain lists, with the dependents of each: what rules over single words are quickest on.

    Attributes are lists over tokens: `head`, `relation` and `word_class` by name, `lemma` in lower case, `tag`, `glued` (no
    space follows) and `below`, the dependents in order.
    """

    def __init__(self, parse: Parse, words: RelationWords | None = None) -> None:
        """Take the columns apart; a parse without tokens gives empty lists."""
        self.words = words or relation_words()
        self.head: list[int] = parse.head.tolist()
        self.relation: list[str] = [RELATIONS[code] for code in parse.relation.tolist()]
        self.word_class: list[str] = [CLASSES[code] for code in parse.word_class.tolist()]
        lemmas = [lemma.lower() for lemma in parse.lemmas]
        self.lemma: list[str] = [lemmas[code] for code in parse.lemma.tolist()]
        self.tag: list[str] = [parse.tags[code] for code in parse.tag.tolist()]
        self.glued: list[bool] = [*(parse.end[:-1] == parse.start[1:]).tolist(), False]
        for token, tag in enumerate(self.tag):
            if tag == "TO" and self.relation[token] == "aux":  # CLEAR's "to" of infinitives
                self.relation[token] = "mark"
        self.below: list[list[int]] = [[] for _ in self.head]
        for token, head in enumerate(self.head):
            if head != token:
                self.below[head].append(token)

        for token, word_class in enumerate(self.word_class):
            if word_class in _MISTAKEN and self.lemma[token] in self.words.verbs and self._has_arguments(token):
                self.word_class[token] = "VERB"
            if word_class == "VERB" and self.tag[token] == "NN" and self.lemma[token].endswith("ing"):
                self.tag[token] = "VBG"  # "by building and selling ships"
        mend(self)

    def move(self, token: int, head: int, relation: str) -> None:
        """Hang a token on another, unless that one hangs below it."""
        above = head
        while self.head[above] != above:
            if above == token:
                return
            above = self.head[above]
        if token in (above, head):
            return
        self.below[self.head[token]].remove(token)
        self.head[token], self.relation[token] = head, relation
        self.below[head] = sorted([*self.below[head], token])

    def _has_arguments(self, token: int) -> bool:
        """Whether a word has a subject and an object or infinitive, as verbs alone have, whatever class it was given."""
        if self.first(token, "nsubj") is None or self.first(token, "cop") is not None:
            return False
        complement = self.first(token, "xcomp")
        return self.first(token, "obj") is not None or (complement is not None and self.to_marked(complement))

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.head)

    def under(self, token: int, *relations: str) -> list[int]:
        """Give the dependents of a token that stand in one of some relations to it."""
        return [child for child in self.below[token] if self.relation[child] in relations]

    def first(self, token: int, *relations: str) -> int | None:
        """Give the first such dependent, if there is any."""
        for child in self.below[token]:
            if self.relation[child] in relations:
                return child
        return None

    def marker(self, token: int) -> str:
        """Give the lemma of the word that introduces a clause ("to", "if", "without"), or "" where there is none.

        Of several the first: "without", of "without having to". A preposition before a gerund counts.
        """
        found = self.first(token, "mark", "case")
        return self.lemma[found] if found is not None else ""

    def to_marked(self, token: int) -> bool:
        """Whether it is an infinitive with "to"."""
        return self.opening(token) is not None

    def opening(self, token: int) -> int | None:
        """Give the "to" of an infinitive, if it has one."""
        for child in self.below[token]:
            if self.relation[child] == "mark" and self.lemma[child] == "to" and child < token:
                return child
        return None

    def is_complement(self, token: int) -> bool:
        """Whether a verb under a noun says what the noun is of: "plan to sign", "goal of signing"."""
        return self.to_marked(token) or self.marker(token) != ""

    def shares_auxiliary(self, token: int, head: int) -> bool:
        """Whether a coordinated verb may stand under the auxiliary of the first: "did not sign or ratify"."""
        return self.tag[token] in ("VB", "VBN", "VBG") or (self.tag[token] == "VBP" and self.tag[head] in ("VB", "VBP"))

    def prepositions(self, token: int) -> list[str]:
        """Give the lemmas of the prepositions before a noun."""
        return [self.lemma[child] for child in self.under(token, "case")]

    def verbal(self, token: int) -> bool:
        """Whether a token is a verb, and no auxiliary, copula, preposition or attribute of a noun."""
        return self.word_class[token] == "VERB" and self.relation[token] not in _NO_PREDICATE

    def speaker_behind(self, verb: int) -> list[int]:
        """Give the speaker who stands behind a verb of saying as if its object: " … , said the minister"."""
        if self.lemma[verb] not in self.words.speech or self.tag[verb] not in ("VBD", "VBZ"):
            return []
        if self.first(verb, "nsubj", "aux", "ccomp") is not None or verb == 0 or self.lemma[verb - 1] not in _CLOSING:
            return []
        return [child for child in self.under(verb, "obj") if child > verb]

    def coordinated(self, token: int) -> list[int]:
        """Give a noun with those that stand beside it: "Russia, China and the states"; "not China" is left out."""
        found = [token]
        for child in self.under(token, "conj"):
            if (
                self.word_class[child] in NOMINAL
                or (self.word_class[child] in ("ADJ", "X") and not self.first(child, "nsubj", "cop"))
            ) and not any(self.lemma[each] in ("not", "rather", "instead") for each in self.under(child, "advmod", "cc")):
                found += self.coordinated(child)
        return found

    def dated(self, token: int) -> bool:
        """Whether a token is a year."""
        return self.word_class[token] == "NUM" and len(self.lemma[token]) == _YEAR and self.lemma[token].isdigit()

    def last_of_name(self, token: int) -> int:
        """Give the word by which a name is known: the last of "Mira Vell", whichever heads it."""
        last = token
        for child in [*self.under(token, "flat"), *self._after_office(token)]:
            last = max(last, self.last_of_name(child))
        return last

    def _after_office(self, token: int) -> list[int]:
        """Give the name behind an office that has "of" in it: "Secretary of State Mira Vell"."""
        office = self.lemma[token] in _OFFICES
        return [
            name
            for child in (self.under(token, "nmod") if office else [])
            if self.lemma[child] in _MATTERS and "of" in self.prepositions(child)
            for name in self.under(child, "flat")
            if name > child
        ][:1]

    def _for_example(self, token: int) -> list[int]:
        """Give those that are named of some: Arland and Borduria, of "countries like Arland and Borduria"."""
        if self.lemma[token] not in _SOME or self.first(token, "det", "nmod:poss") is not None:
            return [token]
        named = [
            child
            for child in self.under(token, "nmod", "obl", "appos")
            if self.word_class[child] == "PROPN" and {"like", "such"}.intersection(self.prepositions(child))
        ]
        return [name for child in named for name in self.coordinated(child)] or [token]

    def antecedent(self, token: int) -> int:
        """Give the noun that a relative pronoun stands for; any other token itself."""
        if self.lemma[token] not in _RELATIVES or self.relation[token] in ("det", "mark"):
            return token
        at = token
        while self.head[at] != at:
            if self.relation[at] == "acl:relcl":
                return self.head[at]
            at = self.head[at]
        return self._noun_before(token)

    def _noun_before(self, pronoun: int) -> int:
        """Give the noun right before a pronoun that opens a clause, where the parser saw no relative clause."""
        verb = self.head[pronoun]
        before = pronoun - 2 if pronoun > 1 and self.lemma[pronoun - 1] == "," else pronoun - 1
        if self.lemma[pronoun] == "who" and before == pronoun - 1 and self.word_class[before] == "PROPN":
            return before
        opens = self.tag[pronoun] in ("WDT", "WP") and self.relation[verb] in (
            "advcl",
            "acl",
            "parataxis",
            "appos",
            "dep",
            "advcl:relcl",
        )
        return before if opens and before >= 0 and before != verb and self.word_class[before] in ("NOUN", "PROPN") else pronoun

    def conjunct_of(self, token: int) -> int:
        """Give what a verb is coordinated with: of "urged them to sign and ratify" the infinitive, whichever was taken."""
        head = self.head[token]
        if self.tag[token] == "VB" and self.tag[head] not in ("VB", "VBN") and self.first(token, "nsubj", "aux") is None:
            inside = [c for c in self.under(head, "xcomp", "advcl", "ccomp") if head < c < token and self.to_marked(c)]
            if inside and not any(self.tag[child] == "MD" for child in self.under(head, "aux")):
                return inside[-1]
        return head

    def _unhyphenated(self, token: int) -> int:
        """Give the head of a name that a hyphen splits: "alliance", of "Arland-Borduria alliance", read as an apposition."""
        if token + 1 < len(self) and self.lemma[token + 1] in _HYPHENS and self.glued[token]:
            for child in self.under(token, "appos"):
                if token < child <= token + _HYPHENATED:
                    return child
        return token

    def is_relative(self, token: int) -> bool:
        """Whether it is a relative pronoun with a noun that it stands for."""
        return self.antecedent(token) != token

    def parties(self, tokens: Iterable[int]) -> list[int]:
        """Give the words that nouns in a role come down to: coordinated, quantities resolved, names by their last word."""
        found: dict[int, None] = {}
        for token in tokens:
            for each in self.coordinated(self.antecedent(token)):
                for party in self._for_example(each):
                    found[self.last_of_name(self._unhyphenated(party))] = None
        return list(found)


_NO_PREDICATE = frozenset(
    {
        "aux",
        "aux:pass",
        "cop",
        "case",
        "mark",
        "compound",
        "amod",
        "fixed",
        "flat",
        "goeswith",
        "cc",
        "det",
        "advmod",
        "punct",
        "discourse",
        "nmod:desc",
    }
)
