"""Trees mended where grammar says that the parser hung a word wrongly: coordination of likes, one tense, names in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.measures.dependencies import Trees

__all__ = ["mend"]

_TODAY = frozenset({"today", "yesterday", "tomorrow", "tonight"})
_OF_PURPOSE = frozenset({"aim", "design", "intend", "mean"})
"""Participles that are said of things: behind a comma they belong to the noun before it."""
_CLAUSES = frozenset({"advcl", "acl", "ccomp", "xcomp", "parataxis"})
_OWN = ("nsubj", "nsubj:pass", "aux", "aux:pass", "cop")
_PLACED = ("obl", "obj", "nmod")


def mend(trees: Trees) -> None:
    """Hang words of some trees elsewhere; each rule looks at one word, and most words stay."""
    rules = {"conj": _coordinated, "flat": _dated, "xcomp": _complement, "acl": _taking_time, "advcl": _adverbial}
    for token, relation in enumerate(list(trees.relation)):
        if relation in rules:
            rules[relation](trees, token)
        if relation in _CLAUSES:
            _name(trees, token)


def _coordinated(trees: Trees, token: int) -> None:
    head = trees.head[token]
    if trees.word_class[token] == "VERB":
        if trees.first(token, *_OWN) is None and trees.word_class[head] in ("VERB", "ADJ"):
            _verb_of_one_form(trees, token, head)
    elif trees.word_class[token] == "NOUN" and trees.word_class[head] == "VERB" and trees.first(token, *_OWN, "case") is None:
        _noun_beside_noun(trees, token, head)
    elif trees.word_class[token] == "PROPN" and trees.word_class[head] == "NOUN":
        _named_list(trees, token, head)


def _noun_beside_noun(trees: Trees, token: int, head: int) -> None:
    """Coordinate a noun with the one right before it: "grapple with the storm and the need", no comma between."""
    between = [child for child in trees.below[head] if head < child < token and trees.relation[child] not in ("punct", "cc")]
    noun = between[-1] if between else head
    near = not any(trees.word_class[each] == "VERB" or trees.lemma[each] in (",", ":", ";") for each in range(noun, token))
    joined = any(trees.lemma[child] in ("and", "or") for child in trees.under(token, "cc"))
    if near and joined and trees.relation[noun] in ("obl", "obj") and trees.word_class[noun] in ("NOUN", "PROPN"):
        trees.move(token, noun, "conj")


def _verb_of_one_form(trees: Trees, token: int, head: int) -> None:
    """Coordinate verbs of one form: "said it keeps forces, and added"; "press him into lifting bans and striking deals"."""
    above = trees.head[head]
    if trees.tag[token] == "VBD" and trees.relation[head] == "ccomp" and trees.tag[above] == "VBD" and above < head:
        present = trees.tag[head] in ("VBZ", "VBP") and trees.first(head, "aux") is None
        modal = any(trees.tag[child] == "MD" for child in trees.under(head, "aux"))
        if (present or modal) and trees.first(above, "aux", "aux:pass") is None:
            trees.move(token, above, "conj")
    elif trees.tag[token] == "VBG" and trees.tag[head] == "VB":
        gerunds = [child for child in trees.under(head, "advcl") if head < child < token and trees.tag[child] == "VBG"]
        if gerunds and trees.marker(gerunds[-1]):
            trees.move(token, gerunds[-1], "conj")


def _named_list(trees: Trees, token: int, head: int) -> None:
    """Hang names in a list on the first of them: "the ministers of Arland, Borduria and Norland"."""
    for child in trees.under(head, "nmod"):
        listed = child < token and trees.word_class[child] == "PROPN" and "of" in trees.prepositions(child)
        within = [each for each in range(child + 1, token) if trees.head[each] == head and trees.relation[each] != "punct"]
        if listed and trees.tag[head] == "NNS" and trees.lemma[child + 1] == "," and not within:
            trees.move(token, child, "conj")
            return


def _dated(trees: Trees, token: int) -> None:
    """Take "today" out of a name: "Mira Vell today received"."""
    if trees.lemma[token] in _TODAY and trees.word_class[token] == "NOUN":
        trees.move(token, trees.head[trees.head[token]], "obl:unmarked")


def _name(trees: Trees, token: int) -> None:
    """Join a last name that was read as a clause to the first: "met Tor Vell in spring"."""
    before = token - 1
    if (
        trees.word_class[token] == trees.word_class[before] == "PROPN"
        and trees.head[before] == trees.head[token]
        and trees.relation[before] in (*_PLACED, "nsubj")
        and trees.first(token, "nsubj", "cop", "mark", "case") is None
    ):
        trees.move(token, before, "flat")


def _complement(trees: Trees, token: int) -> None:
    _taking_time(trees, token)
    head = trees.head[token]
    if trees.lemma[head] == "have" and trees.tag[token] == "VBG" and trees.first(head, "obj") is None:
        _attribute(trees, token, head)  # "has growing influence"
    elif trees.to_marked(token):
        for noun in trees.under(head, "ccomp"):
            first = any(trees.lemma[child] in trees.words.ordinal for child in trees.under(noun, "amod", "nummod"))
            if noun < token and first and trees.word_class[noun] == "NOUN":
                trees.move(token, noun, "acl")  # "that Arland is the first state to receive"
                return


def _attribute(trees: Trees, token: int, head: int) -> None:
    noun = trees.first(token, "obj")
    if noun is not None and trees.first(noun, "det", "nmod:poss") is None:
        trees.move(noun, head, "obj")
        trees.move(token, noun, "amod")


def _taking_time(trees: Trees, token: int) -> None:
    """Say who does it in "it took Vell two days to": nobody takes anything."""
    above = trees.head[token]
    took = trees.head[above] if trees.relation[above] == "obj" else above
    subject, whom, hours = (trees.first(took, *names) for names in (("nsubj", "expl"), ("iobj",), ("obj",)))
    if hours is None or subject is None or trees.lemma[took] != "take" or trees.lemma[subject] != "it":
        return
    if trees.to_marked(token) and token > hours and trees.lemma[hours] in trees.words.time_or_manner:
        trees.relation[subject] = "expl"
        trees.relation[hours] = "obl:unmarked"
        trees.move(token, took, "csubj")
        if whom is not None:
            trees.move(whom, token, "nsubj")


def _adverbial(trees: Trees, token: int) -> None:
    """Make "coming" of "in coming days" an attribute; hang ", aimed at" on the noun before it."""
    _taking_time(trees, token)
    head, before = trees.head[token], token - 2
    noun = trees.first(token, "obj")
    if trees.lemma[token] == "come" and trees.tag[token] == "VBG" and noun == token + 1:
        trees.move(noun, head, "obl")
        trees.move(token, noun, "amod")
    elif trees.tag[token] == "VBN" and trees.lemma[token] in _OF_PURPOSE and before > head:
        bare = trees.first(token, *_OWN, "mark") is None
        if bare and trees.lemma[token - 1] == "," and trees.word_class[before] == "NOUN":
            trees.move(token, before, "acl")
