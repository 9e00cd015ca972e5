"""Whether the sentence says that something does not or did not happen: by its own words, or by what governs it."""

from __future__ import annotations

from dataclasses import dataclass, field

from framing.measures.dependencies import Trees

__all__ = ["Negation", "denied_by_adverb"]

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nowhere", "neither", "nor"})
NOTHING = frozenset({"nobody", "none", "nothing", "no-one", "noone", "neither"})
ONLY = frozenset({"only", "just", "merely", "simply"})
"""Behind "not" they say that it happens, and more."""

MODIFYING = ("advcl", "acl")


def denied_by_adverb(trees: Trees, token: int) -> bool:
    """Whether "not", "never", "nor" … stand with a verb; "not only" does not deny."""
    return any(
        trees.lemma[child] in NEGATIONS and ONLY.isdisjoint(trees.lemma[child + 1 : child + 2])
        for child in trees.under(token, "advmod", "cc:preconj", "cc", "aux")
    )


@dataclass
class Negation:
    """Which predicates of some trees are negated; each is found once."""

    trees: Trees
    _known: dict[int, bool] = field(default_factory=dict)

    def negated(self, token: int) -> bool:
        """Whether the sentence says that it does not or did not happen."""
        if token not in self._known:
            self._known[token] = False  # trees have no circles, but conjuncts that were mended might
            self._known[token] = self._denied(token) or self._denied_above(token)
        return self._known[token]

    def _denied(self, token: int) -> bool:
        """Denied by a word of its own: "not", "no longer", "without", "no" before subject or object, "nobody"."""
        trees = self.trees
        if denied_by_adverb(trees, token) or self._no_longer(token) or trees.marker(token) == "without":
            return True
        if trees.word_class[token] == "NOUN":
            return self._no(token)
        sides = trees.under(token, "nsubj", "nsubj:pass", "obj", "obl:agent")
        return any(trees.lemma[side] in NOTHING or self._no(side) for side in sides)

    def _no_longer(self, token: int) -> bool:
        trees = self.trees
        return any(trees.lemma[child] in ("longer", "long") and self._no(child) for child in trees.under(token, "advmod"))

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
            return self._noun_denied(token, head)
        if relation == "conj":
            return self._conjunct_denied(token, trees.conjunct_of(token))
        if relation in ("xcomp", "ccomp"):
            return self._complement_denied(token, head)
        if relation in MODIFYING and trees.marker(token) == "from":
            from_ = f"{trees.lemma[head]} from" in trees.words.object_gerund
            return from_ or trees.lemma[head] in trees.words.negating_governor
        if relation == "acl" and trees.first(token, "nsubj") is None and trees.is_complement(token):
            return trees.lemma[head] in trees.words.negating_noun or self._no(head) or self._object_of_denied(head)
        return relation == "advcl" and trees.lemma[head] in trees.words.negating_adjective

    def _noun_denied(self, noun: int, head: int) -> bool:
        """Denied like "support" in "lack of support", like "test" in "conducted no test"."""
        trees = self.trees
        if trees.relation[noun] == "nmod":
            return trees.lemma[head] in trees.words.negating_noun
        return self._object_of_denied(noun) and trees.word_class[head] == "VERB"

    def _conjunct_denied(self, token: int, head: int) -> bool:
        """Denied with the verb that it is coordinated with: "did not sign or ratify", but not "did not sign but wrote"."""
        trees = self.trees
        if trees.first(token, "nsubj", "nsubj:pass", "aux", "aux:pass") is not None:
            return False
        contrast = any(trees.lemma[child] in ("but", "instead") for child in trees.under(token, "cc", "advmod"))
        return not contrast and trees.shares_auxiliary(token, head) and self.negated(head)

    def _complement_denied(self, token: int, head: int) -> bool:
        trees = self.trees
        if trees.lemma[head] in trees.words.negating_governor:
            return trees.first(token, "nsubj") is None or trees.lemma[head] in ("deny", "prevent")
        if trees.relation[token] == "ccomp":
            return False
        return trees.lemma[head] in trees.words.negating_adjective or self.negated(head)

    def _object_of_denied(self, noun: int) -> bool:
        return self.trees.relation[noun] == "obj" and self._denied(self.trees.head[noun])
