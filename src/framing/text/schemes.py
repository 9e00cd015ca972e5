"""Two ways to label a dependency tree, made one: Universal Dependencies as it is, CLEAR turned into it.

CLEAR (Choi & Palmer 2012, as in spaCy's own English pipelines) lets a preposition govern its noun and "be" its predicate;
UD (de Marneffe et al. 2021) lets the noun and the predicate govern. Heads are moved, not labels alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["CLASSES", "RELATIONS", "relation_codes", "scheme_of", "unified"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_RELATIONS = """
root acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt conj
cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod
nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis
punct reparandum vocative xcomp
"""
RELATIONS = tuple(_RELATIONS.split())
"""Relations of the English treebanks; a code is a place in this tuple. Other subtypes lose what stands behind the colon."""

_CLASSES = "X ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB"
CLASSES = tuple(_CLASSES.split())
"""Universal parts of speech; a code is a place in this tuple, what a pipeline leaves open is `X`."""

_NUMBER = {name: place for place, name in enumerate(RELATIONS)}
ROOT, DEPENDENT = _NUMBER["root"], _NUMBER["dep"]

_RENAMED = {
    "ROOT": "root",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "dobj": "obj",
    "dative": "iobj",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "npadvmod": "obl:unmarked",
    "quantmod": "advmod",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "prt": "compound:prt",
    "intj": "discourse",
    "meta": "parataxis",
    "neg": "advmod",
    "prep": "advmod",
    "agent": "advmod",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "nmod": "compound",
    "pobj": "obl",
    "pcomp": "advcl",
    "subtok": "fixed",
}
"""CLEAR labels whose tree is that of UD, and what those become that stand without what they should govern."""

_ONLY_CLEAR = frozenset({"nsubjpass", "dobj", "pobj", "auxpass", "prep", "attr"})
_ONLY_UD = frozenset({"nsubj:pass", "obj", "obl", "aux:pass", "cop"})


def scheme_of(labels: Collection[str]) -> str:
    """Say by which scheme a pipeline labels its trees: "ud", "clear", or "" where its labels are of neither.

    Examples:
        >>> scheme_of({"nsubj", "obj", "obl"}), scheme_of({"nsubj", "dobj", "prep"}), scheme_of({"SB", "OA"}), scheme_of(())
        ('ud', 'clear', '', '')
    """
    clear, ud = len(_ONLY_CLEAR.intersection(labels)), len(_ONLY_UD.intersection(labels))
    return "" if clear == ud else "clear" if clear > ud else "ud"


def relation_codes(labels: Sequence[str]) -> NDArray[np.uint8]:
    """Give the code of each UD label; a subtype that is not listed counts as its type, an unknown label as `dep`.

    Examples:
        >>> [RELATIONS[code] for code in relation_codes(["ROOT", "nmod:tmod", "obl:agent", "?"])]
        ['root', 'nmod', 'obl:agent', 'dep']
    """
    codes = [_NUMBER.get(_label(label), _NUMBER.get(label.split(":")[0], DEPENDENT)) for label in labels]
    return np.array(codes, np.uint8)


def _label(label: str) -> str:
    return "root" if label == "ROOT" else label


def unified(
    heads: Ints, labels: Sequence[str], lemmas: Sequence[str], classes: Sequence[str], scheme: str
) -> tuple[Ints, NDArray[np.uint8]]:
    """Give heads and relation codes as UD has them.

    Args:
        heads: index of each token's head, a root's its own.
        labels: of the pipeline.
        lemmas: tell "be"; empty strings will do for UD.
        classes: universal parts of speech; tell what hangs on a noun from what hangs on a verb.
        scheme: as `scheme_of` says; "ud" only translates labels.

    No tokens give empty arrays.

    Examples:
        >>> heads = np.array([2, 2, 2, 2, 3], np.int32)
        >>> labels = ["nsubjpass", "auxpass", "ROOT", "agent", "pobj"]
        >>> lemmas, classes = ["city", "be", "flag", "by", "agency"], ["NOUN", "AUX", "VERB", "ADP", "NOUN"]
        >>> moved, codes = unified(heads, labels, lemmas, classes, "clear")
        >>> moved.tolist(), [RELATIONS[code] for code in codes]
        ([2, 2, 2, 4, 2], ['nsubj:pass', 'aux:pass', 'root', 'case', 'obl:agent'])
    """
    if scheme != "clear":
        return heads, relation_codes(labels)
    return _Clear(heads.copy(), labels, lemmas, classes).turned()


class _Clear:
    """A tree in CLEAR that is turned round in place, prepositions first, then the verb "be"."""

    def __init__(self, heads: Ints, labels: Sequence[str], lemmas: Sequence[str], classes: Sequence[str]) -> None:
        self._heads, self._labels, self._lemmas, self._classes = heads, labels, lemmas, classes
        self._relations = [_RENAMED.get(label, label) for label in labels]

    def turned(self) -> tuple[Ints, NDArray[np.uint8]]:
        """Give heads and relation codes."""
        for place, label in enumerate(self._labels):
            if label in ("pobj", "pcomp") and self._labels[self._heads[place]] in ("prep", "agent", "dative", "pcomp"):
                self._lift(place, label)
        for place, label in enumerate(self._labels):
            if label in ("attr", "acomp") and self._lemmas[self._heads[place]] == "be":
                self._predicate(place)
        return self._heads, relation_codes(self._relations)

    def _lift(self, place: int, label: str) -> None:
        """Put what a preposition governs where the preposition was, and the preposition under it."""
        preposition = int(self._heads[place])
        if self._relations[preposition] in ("case", "mark"):  # a second noun of the same preposition
            self._heads[place] = self._heads[preposition]
            self._relations[place] = "conj"
            return
        governor = int(self._heads[preposition])
        self._heads[place] = governor if governor != preposition else place
        self._relations[place] = "root" if governor == preposition else self._as(label, preposition, governor)
        self._heads[preposition] = place
        self._relations[preposition] = "case" if label == "pobj" else "mark"

    def _as(self, label: str, preposition: int, governor: int) -> str:
        nominal = self._classes[governor] in ("NOUN", "PROPN", "PRON", "NUM")
        if label == "pcomp":
            return "acl" if nominal else "advcl"
        if self._labels[preposition] == "agent":
            return "obl:agent"
        return "nmod" if nominal else "obl"

    def _predicate(self, place: int) -> None:
        """Let the predicate govern in place of "be", unless it stands behind "there is"."""
        verb = int(self._heads[place])
        children = [child for child in np.flatnonzero(self._heads == verb).tolist() if child not in (verb, place)]
        if any(self._labels[child] == "expl" for child in children):
            self._relations[place] = "nsubj"
            return
        governor = int(self._heads[verb])
        self._heads[place] = place if governor == verb else governor
        self._relations[place] = self._relations[verb]
        self._heads[[verb, *children]] = place
        self._relations[verb] = "cop"
