"""Whether it is said to happen: only possible or wished for, under which modal, and when.

After Saurí & Pustejovsky (2009): what a word governs inherits what it says of it. "Refused to sign" negates, "plans to sign"
leaves open, "began to sign" does neither (implicatives: Karttunen 1971).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.measures.dependencies import NOMINAL, Trees
from framing.measures.negation import denied_by_adverb

__all__ = ["Factuality"]

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "suppose", "supposing", "assuming"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
PAST = frozenset({"VBD"})


@dataclass
class Factuality:
    """Hypothesis, modal and tense of the predicates of some trees; what is open is found once."""

    trees: Trees
    _open: dict[int, bool] = field(default_factory=dict)

    def hypothetical(self, token: int) -> bool:
        """Whether it is only possible, planned, wished, conditional, asked for or feared."""
        if token not in self._open:
            self._open[token] = False
            self._open[token] = self._left_open(token)
        return self._open[token]

    def _left_open(self, token: int) -> bool:
        trees = self.trees
        if trees.word_class[token] == "NOUN":
            return self._noun_left_open(token)
        if self.modal(token) == "can" and denied_by_adverb(trees, token):
            return False  # "cannot" says that it does not happen
        if self.modal(token) or trees.marker(token) in CONDITIONS or self._going_to(token):
            return True
        head, relation = trees.head[token], trees.relation[token]
        if head == token:
            return False
        if relation == "conj":
            return self._conjunct_left_open(token, trees.conjunct_of(token))
        if relation in ("xcomp", "ccomp"):
            return self._complement_left_open(token, head)
        if relation == "csubj":
            return trees.tag[token] == "VBG" or trees.lemma[head] in _UNCERTAIN
        if relation == "acl:relcl":
            return self.tense(token) == "present" and self._indefinite_and_open(head)
        if relation == "advcl":
            return self._adverbial_left_open(token, head)
        if relation == "acl" and trees.is_complement(token):
            return self._of_open_noun(token, head)
        return False

    def _going_to(self, token: int) -> bool:
        """Whether a form of "be" stands before an infinitive with "to": "Arland is to sign"."""
        trees = self.trees
        return trees.relation[token] not in ("advcl", "acl", "xcomp", "ccomp", "conj") and trees.to_marked(token)

    def _conjunct_left_open(self, token: int, head: int) -> bool:
        trees = self.trees
        if trees.first(token, "nsubj", "nsubj:pass", "aux", "aux:pass") is not None:
            return trees.marker(head) in CONDITIONS and trees.first(token, "aux") is None
        if not trees.shares_auxiliary(token, head):
            return False
        return self.hypothetical(head)

    def _complement_left_open(self, token: int, head: int) -> bool:
        trees = self.trees
        finite = trees.relation[token] == "ccomp" and not trees.to_marked(token) and trees.tag[token] != "VBG"
        if finite:
            if trees.word_class[head] == "ADJ":
                return trees.lemma[head] in _UNCERTAIN
            return trees.lemma[head] in _WISHED and trees.first(token, "mark") is not None
        if trees.word_class[head] in ("ADJ", *NOMINAL):
            return trees.lemma[head] not in trees.words.real_adjective
        if trees.lemma[head] in trees.words.unreal_governor:
            return True
        if trees.to_marked(token) and trees.lemma[head] not in trees.words.real_governor:
            return True
        return self.hypothetical(head)

    def _adverbial_left_open(self, token: int, head: int) -> bool:
        trees = self.trees
        if trees.to_marked(token):
            granted = trees.lemma[head] in trees.words.object_infinitive and trees.first(head, "obj") is not None
            real = granted and trees.lemma[head] in trees.words.real_governor
            return not (real or trees.lemma[head] == "use") or self.hypothetical(head)
        if trees.marker(token) in _WHEN and self.tense(token) == "present":
            return self.modal(head) in FUTURE
        if trees.first(token, "nsubj", "nsubj:pass") is not None or trees.tag[token] == "VBN":
            return False
        if trees.word_class[head] == "ADJ" and trees.marker(token) in ("of", "in", "for"):
            return trees.lemma[head] not in trees.words.real_adjective
        if trees.lemma[head] in trees.words.unreal_governor and trees.marker(token) in _ABOUT:
            return True
        return self.hypothetical(head)

    def _of_open_noun(self, token: int, noun: int) -> bool:
        trees = self.trees
        if trees.to_marked(token):
            ordinal = any(trees.lemma[child] in trees.words.ordinal for child in trees.under(noun, "amod", "nummod", "advmod"))
            return not ordinal
        return trees.lemma[noun] in trees.words.unreal_noun

    def _noun_left_open(self, noun: int) -> bool:
        trees = self.trees
        head, relation = trees.head[noun], trees.relation[noun]
        if head == noun:
            return False
        if relation in ("nmod", "conj") and trees.word_class[head] == "NOUN":
            if relation == "nmod" and trees.lemma[head] in trees.words.unreal_noun and "of" in trees.prepositions(noun):
                return True
            return relation == "conj" and self.hypothetical(head)
        if relation == "nsubj" and trees.lemma[head] == "be":
            return self.hypothetical(head)
        if self._definite(noun):
            return False
        if relation == "obj" and trees.lemma[head] in trees.words.unreal_object:
            return True
        asked_for = any(f"{trees.lemma[head]} {each}" in trees.words.prepositional for each in trees.prepositions(noun))
        governed = relation in ("obj", "nsubj:pass") or (relation == "obl" and asked_for)
        return governed and trees.word_class[head] == "VERB" and self.hypothetical(head)

    def _definite(self, noun: int) -> bool:
        """Whether a noun is one that there is: "the visit", "its tests"."""
        trees = self.trees
        return trees.first(noun, "nmod:poss") is not None or any(
            trees.lemma[child] in _DEFINITE for child in trees.under(noun, "det")
        )

    def _indefinite_and_open(self, noun: int) -> bool:
        """Whether it is something that only may come to be: "could lead to a war that"."""
        head = self.trees.head[noun]
        indefinite = any(self.trees.lemma[child] in ("a", "an") for child in self.trees.under(noun, "det"))
        of_verb = self.trees.relation[noun] in ("obj", "obl") and self.trees.word_class[head] == "VERB"
        return indefinite and of_verb and self.hypothetical(head)

    def modal(self, token: int) -> str:
        """Give the lemma of the modal auxiliary before a verb, or ""."""
        trees = self.trees
        for child in trees.under(token, "aux"):
            if trees.tag[child] == "MD":
                return trees.lemma[child]
        return ""

    def tense(self, token: int) -> str:
        """Give the tense of the finite verb or auxiliary: past, present, future; "" of infinitives, participles and nouns."""
        trees = self.trees
        if modal := self.modal(token):
            return "future" if modal in FUTURE else ""
        tags = [trees.tag[child] for child in trees.under(token, "aux", "aux:pass", "cop")] + [trees.tag[token]]
        for tag in tags:
            if tag == "VBD":
                return "past"
            if tag in ("VBZ", "VBP"):
                return "present"
        return ""


_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ABOUT = frozenset({"with", "on", "into", "for", "from", "about", "of", "against"})
_WHEN = frozenset({"when", "once", "after", "before", "until", "as", "while"})
_UNCERTAIN = frozenset(
    {"possible", "likely", "unlikely", "conceivable", "probable", "unclear", "uncertain", "imperative", "plausible"}
)
_WISHED = frozenset({"hope", "wish", "demand", "urge", "propose", "fear", "recommend", "doubt", "worry"})
