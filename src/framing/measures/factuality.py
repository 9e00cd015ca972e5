"""Whether it happens: negated, only possible or wished for, under which modal, and when.

After Saurí & Pustejovsky (2009): what a word governs inherits what it says of it. "Refused to sign" negates, "plans to sign"
leaves open, "began to sign" does neither (implicatives: Karttunen 1971).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.measures.dependencies import NOMINAL, Trees

__all__ = ["Factuality"]

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nowhere", "neither", "nor"})
NOTHING = frozenset({"nobody", "none", "nothing", "no-one", "noone", "neither"})
WITHOUT = frozenset({"without"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should", "provided", "suppose", "supposing", "assuming"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
PAST = frozenset({"VBD"})
INHERITING = ("advcl", "acl")


@dataclass
class Factuality:
    """Negation, hypothesis, modal and tense of the predicates of some trees; each is found once."""

    trees: Trees
    _negated: dict[int, bool] = field(default_factory=dict)
    _open: dict[int, bool] = field(default_factory=dict)

    def negated(self, token: int) -> bool:
        """Whether the sentence says that it does not or did not happen."""
        if token not in self._negated:
            self._negated[token] = False
            self._negated[token] = self._denied(token) or self._denied_above(token)
        return self._negated[token]

    def _denied(self, token: int) -> bool:
        """Denied by a word of its own: "not", "no" before subject or object, "nobody", "without"."""
        trees = self.trees
        if any(trees.lemma[child] in NEGATIONS for child in trees.under(token, "advmod", "cc:preconj", "cc", "aux")):
            return True
        if any(
            trees.lemma[child] in ("longer", "long") and trees.tag[child] in ("RBR", "JJR") and self._no(child)
            for child in trees.under(token, "advmod")
        ):
            return True
        if trees.marker(token) in WITHOUT:
            return True
        if trees.word_class[token] == "NOUN" and self._no(token):
            return True
        sides = trees.under(token, "nsubj", "nsubj:pass", "obj", "obl:agent") if trees.word_class[token] != "NOUN" else []
        return any(trees.lemma[side] in NOTHING or self._no(side) for side in sides)

    def _no(self, token: int) -> bool:
        trees = self.trees
        words = trees.under(token, "det", "advmod", "cc:preconj", "det:predet", "nmod:desc")
        return any(trees.lemma[child] in ("no", "neither") for child in words)

    def _denied_above(self, token: int) -> bool:
        """Denied by what governs it: "refused to", "no plan to", "did not seek to", "neither signed nor ratified"."""
        trees = self.trees
        head, relation = trees.head[token], trees.relation[token]
        if head == token:
            return False
        if trees.word_class[token] == "NOUN" and relation in ("obj", "nmod", "obl"):
            if trees.lemma[head] in trees.words.negating_noun and relation == "nmod":
                return True
            return relation == "obj" and trees.word_class[head] == "VERB" and self._denied(head)
        if relation == "conj":
            shares = trees.first(token, "nsubj", "nsubj:pass", "aux", "aux:pass") is None
            without_but = not any(trees.lemma[child] in ("but", "instead") for child in trees.under(token, "cc", "advmod"))
            head = trees.conjunct_of(token)
            return shares and without_but and self._inherits_by_form(token, head) and self.negated(head)
        if relation in ("xcomp", "ccomp") and trees.lemma[head] in trees.words.negating_governor:
            return trees.first(token, "nsubj") is None or trees.lemma[head] in ("deny", "prevent")
        if trees.lemma[head] in trees.words.negating_governor and relation in INHERITING:
            return trees.marker(token) == "from"
        if (
            relation in INHERITING
            and trees.marker(token) == "from"
            and f"{trees.lemma[head]} from" in trees.words.object_gerund
        ):
            return True
        if relation == "xcomp":
            return trees.lemma[head] in trees.words.negating_adjective or self.negated(head)
        if relation == "acl" and trees.first(token, "nsubj") is None and self._complement(token):
            return trees.lemma[head] in trees.words.negating_noun or self._no(head) or self._object_of_denied(head)
        return relation == "advcl" and trees.lemma[head] in trees.words.negating_adjective

    def _complement(self, token: int) -> bool:
        return self.trees.to_marked(token) or self.trees.marker(token) != ""

    def _object_of_denied(self, noun: int) -> bool:
        verb = self.trees.head[noun]
        return self.trees.relation[noun] == "obj" and self._denied(verb)

    def _inherits_by_form(self, token: int, head: int) -> bool:
        """Whether a coordinated verb stands under the auxiliary of the first: "did not sign or ratify"."""
        trees = self.trees
        return trees.tag[token] in ("VB", "VBN", "VBG") or (trees.tag[token] == "VBP" and trees.tag[head] in ("VB", "VBP"))

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
        if self.modal(token) == "can" and any(trees.lemma[child] in NEGATIONS for child in trees.under(token, "advmod")):
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
        if relation == "acl" and self._complement(token):
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
        if not self._inherits_by_form(token, head):
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
        if trees.word_class[head] in ("ADJ",) and trees.marker(token) in ("of", "in", "for"):
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
