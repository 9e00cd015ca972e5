"""Persons and bodies that act for an actor beside them: "Norlandic advisors", "the government of Norland", "Vell's aides".

Which nouns act so is the list `acting-heads`; a thing ("Norlandic artillery") does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from framing.lexicons import load
from framing.text.parse import Parse
from framing.text.schemes import CLASSES, RELATIONS

__all__ = ["Tree", "acting_kind", "members"]

_PERSONS = ("ist", "ian", "eer", "man", "woman", "person", "men", "women", "persons")
"""Endings that persons have more often than things; the list holds the exceptions."""

_SHORTEST = 6
"""Letters of the shortest word that its ending tells of: not "list", "man" is listed nowhere as anybody's."""

_BEFORE = (("nmod:poss",), ("amod", "compound", "nmod:desc", "flat", "obl:unmarked", "nmod:unmarked"))
"""Relations of modifiers that lend their actor, best first: "Norland's Sudrian envoy" is Norland's."""

_BLOCKED = frozenset({"former", "ex", "retired", "late", "would-be"})
"""Who held an office acts no longer for the actor."""

_AT_HOME = frozenset({"official", "body", "police"})
"""Kinds whose place tells whom they act for: "officials in Norland"; diplomats and troops are abroad, leaders visit."""

_OWN = frozenset({"det", "amod", "compound", "nmod:poss", "nmod"})
"""Modifiers of one of several heads, which say that it does not share those of the others."""

_ACTIVITIES = frozenset({"leadership", "command", "service", "mission", "direction", "presidency"})
"""What is a body with an adjective ("the Norlandic leadership") and something done with a name ("the leadership of Vell")."""

_SEATS = frozenset({"embassy", "consulate", "mission", "legation", "base", "pavilion", "bureau", "headquarters"})
"""Things whose staff, members and officials act for whom they belong to."""

_ELECTED = frozenset({"assembly", "congress", "duma", "house", "knesset", "legislature", "parliament", "party", "senate"})
"""Bodies whose members speak for themselves."""

_LOOSE = frozenset({"DET", "NUM", "ADJ", "PRON", "NOUN"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_NO_HEAD = frozenset({"punct", "case", "det", "cc", "mark"})


@cache
def _kinds() -> Mapping[str, str]:
    return {row["entry"]: row["kind"] for row in load("acting-heads").entries}


@cache
def acting_kind(lemma: str) -> str:
    """Say of a noun's lemma what kind of acting head it is; empty for a thing, or somebody who acts for himself.

    Examples:
        >>> acting_kind("ambassador"), acting_kind("volcanologist"), acting_kind("artillery"), acting_kind("ally")
        ('diplomacy', 'service', '', '')
    """
    lemma = lemma.lower().rpartition("-")[2] or lemma.lower()
    kind = _kinds().get(lemma)
    if kind is None and len(lemma) >= _SHORTEST and lemma.endswith(_PERSONS):
        return "service"
    return kind if kind is not None and kind != "other" else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A parse to walk in: heads, children, and names of relations."""

    head: Sequence[int]
    _relation: Sequence[int]
    _class: Sequence[int]
    _lemma: Sequence[int]
    _lemmas: Sequence[str]
    _order: Sequence[int]
    _first: Sequence[int]

    @classmethod
    def of(cls, parse: Parse) -> Tree:
        """Make a parse ready to walk in."""
        order = np.argsort(parse.head, kind="stable")
        first = np.searchsorted(parse.head[order], np.arange(len(parse) + 1))
        numbers = (parse.head, parse.relation, parse.word_class, parse.lemma)
        head, relation, word_class, lemma = (column.tolist() for column in numbers)
        return cls(head, relation, word_class, lemma, parse.lemmas, order.tolist(), first.tolist())

    def relation(self, token: int) -> str:
        """Name a token's relation to its head."""
        return RELATIONS[self._relation[token]]

    def word_class(self, token: int) -> str:
        """Name a token's part of speech."""
        return CLASSES[self._class[token]]

    def lemma(self, token: int) -> str:
        """Give a token's lemma in small letters."""
        return self._lemmas[self._lemma[token]].lower()

    def nominal(self, token: int) -> bool:
        """Whether a token is a noun or a name."""
        return self.word_class(token) in _NOMINAL

    def children(self, token: int) -> list[int]:
        """Give the tokens that hang on a token, in order."""
        return [child for child in self._order[self._first[token] : self._first[token + 1]] if child != token]

    def where(self, chosen: Callable[[str], object]) -> list[int]:
        """Give the tokens whose lemma, in small letters, is chosen."""
        codes = [code for code, lemma in enumerate(self._lemmas) if chosen(lemma.lower())]
        tokens: list[int] = np.flatnonzero(np.isin(np.asarray(self._lemma, np.int32), codes)).tolist()
        return tokens

    def of_relation(self, name: str) -> Iterator[int]:
        """Give the tokens with a relation."""
        code = RELATIONS.index(name)
        return (token for token, own in enumerate(self._relation) if own == code)

    def case(self, token: int) -> str:
        """Give the lemma of a token's first preposition; empty where there is none."""
        return next((self.lemma(child) for child in self.children(token) if self.relation(child) == "case"), "")

    def heads(self, first: int, last: int) -> list[int]:
        """Give the tokens of a span that hang on a word outside it; marks and articles only where there is nothing else."""
        out = [token for token in range(first, last) if self.head[token] == token or not first <= self.head[token] < last]
        return [token for token in out if self.relation(token) not in _NO_HEAD] or out

    def worded(self, first: int, last: int) -> list[int]:
        """Give the words of a span, or all its tokens where it has none."""
        return [token for token in range(first, last) if self.relation(token) not in _NO_HEAD] or list(range(first, last))


def _behind(lemma: str, kind: str) -> tuple[str, ...]:
    """Give the prepositions with which whom a head acts for stands behind it, best first."""
    return ("of", "from", *(("in",) if kind in _AT_HOME else ()), *_GOVERNED.get(lemma, ()))


_GOVERNED = {
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson", "negotiator"), ("for",)),
    **dict.fromkeys(("aide", "adviser", "advisor"), ("to",)),
}
"""Prepositions of single heads: "spokesman for the ministry", "aide to Vell"."""

Lent = tuple[list[int], dict[int, int]]
"""Actors of a head, and the marks of the words that lend them."""


def members(tree: Tree, who: Mapping[int, Mapping[int, int]], foreign: set[int]) -> dict[int, Lent]:
    """Give the actors of heads that act for whom they stand beside.

    Args:
        tree: of a parse.
        who: actors and marks by token, as named.
        foreign: tokens that lend nobody their actor.
    """
    search = _Search(tree, who, foreign)
    for token in tree.where(lambda lemma: acting_kind(lemma) or lemma == "member"):
        search.lent(token)
    return {token: ([*lent], lent) for token, lent in search.found.items() if lent}


class _Search:
    """Walks down from heads to the actors that they act for, each head once."""

    def __init__(self, tree: Tree, who: Mapping[int, Mapping[int, int]], foreign: set[int]) -> None:
        self.tree, self.who, self.foreign = tree, who, foreign
        self.found: dict[int, dict[int, int]] = {}

    def lent(self, token: int) -> Mapping[int, int]:
        """Give actors and marks that a head has through others; a word that is named itself, or is a thing, has none."""
        if token in self.who:
            return {}
        if token not in self.found:
            self.found[token] = {}  # a head that is reached through itself lends nothing
            kind = acting_kind(self.tree.lemma(token))
            if self.tree.lemma(token) == "member":
                self.found[token] = self._of_body(token) if self._may(token, "service") else {}
            elif kind and self._may(token, kind):
                self.found[token] = self._through(token, kind) or self._shared(token)
        return self.found[token]

    def _may(self, token: int, kind: str) -> bool:
        tree = self.tree
        if not (tree.nominal(token) or (kind == "quantity" and tree.word_class(token) in _LOOSE)):
            return False
        return not any(tree.lemma(child) in _BLOCKED for child in tree.children(token) if child < token)

    def _through(self, token: int, kind: str) -> dict[int, int]:
        """Give what modifiers lend, those in front first, then "of", "from" and, for who is at home there, "in"."""
        children = self.tree.children(token)
        if kind != "quantity":
            for relations in _BEFORE[1:] if self.tree.lemma(token) in _ACTIVITIES else _BEFORE:
                near = [child for child in children if child < token and self.tree.relation(child) in relations]
                if lent := self._all(near):
                    return lent
        if self.tree.lemma(token) in _ACTIVITIES:
            return {}
        behind = [child for child in children if self.tree.relation(child) in ("nmod", "obl")]
        for preposition in _behind(self.tree.lemma(token), kind):
            own = [child for child in behind if self.tree.case(child) == preposition]
            if lent := self._all(own) or self._seat(own):
                return lent
        return {}

    def _of_body(self, token: int) -> dict[int, int]:
        """Give what a member has of its body: "Norlandic crew members", "members of the Norlandic delegation"."""
        tree = self.tree
        for child in tree.children(token):
            if tree.relation(child) == "compound" and acting_kind(tree.lemma(child)):
                return {} if tree.lemma(child) in _ELECTED else self._through(token, "service")
        bodies = [child for child in tree.children(token) if tree.relation(child) == "nmod" and tree.case(child) == "of"]
        serving = [body for body in bodies if body not in self.who and tree.lemma(body) not in _ELECTED]
        return self._all(serving) or self._seat(serving)

    def _seat(self, tokens: Sequence[int]) -> dict[int, int]:
        """Give what an embassy lends to those who work there, "staff of the Norlandic embassy", and not to itself."""
        seats = [token for token in tokens if self.tree.lemma(token) in _SEATS]
        return self._through(seats[0], "seat") if seats else {}

    def _all(self, tokens: Sequence[int]) -> dict[int, int]:
        """Join what some modifiers and those coordinated with them lend."""
        lent: dict[int, int] = {}
        for token in tokens:
            joined = [child for child in self.tree.children(token) if self.tree.relation(child) == "conj"]
            for each in (token, *(child for child in joined if child in self.who)):
                if each not in self.foreign:
                    lent |= self.who.get(each) or self.lent(each)
        return lent

    def _shared(self, token: int) -> dict[int, int]:
        """Give what stands with the first or last of several heads: "Norlandic soldiers and advisors"."""
        tree = self.tree
        own = [
            child for child in tree.children(token) if tree.relation(child) in ("det", "amod", "compound", "nmod:poss", "nmod")
        ]
        if own:
            return {}
        first = tree.head[token]
        if tree.relation(token) != "conj" or first in self.who or not acting_kind(tree.lemma(first)):
            last = [child for child in tree.children(token) if tree.relation(child) == "conj" and child > token]
            return self._of(last[-1]) if last and acting_kind(tree.lemma(last[-1])) else {}
        near = [child for child in tree.children(first) if child < first and tree.relation(child) in (*_BEFORE[0], *_BEFORE[1])]
        return self._all(near) or self._of(first)

    def _of(self, token: int) -> dict[int, int]:
        """Give what stands behind a head with "of"."""
        return self._all([child for child in self.tree.children(token) if self.tree.case(child) == "of"])
