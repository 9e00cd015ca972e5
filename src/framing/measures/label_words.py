"""Where a tree says what somebody is: modifiers, appositions, predicates, and what others call him.

Syntax and word lists alone: which actor is meant is `acting`'s matter.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from framing.lexicons import load
from framing.measures.members import Tree, acting_kind

__all__ = ["KINDS", "Called", "called", "listed", "wording"]

KINDS = ("modifier", "apposition", "predicate", "judged")
"""How somebody is called: "armed Norland"; "Norland, the hermit kingdom"; "Norland is a pariah"; "they brand it a thief"."""

MODIFIER, APPOSITION, PREDICATE, JUDGED = range(len(KINDS))

_NEGATIONS = frozenset({"not", "n't", "never", "no", "hardly", "neither", "nor"})
_FACTUAL = frozenset({"be", "have", "do"})
"""Auxiliaries of facts; with any other ("could become a pariah") nobody is called anything."""

_BEFORE = ("amod", "compound", "nmod:desc")
_USED_AS_MODIFIER = ("amod", "compound", "nmod:unmarked", "obl:unmarked")
_LONGEST = 3
"""Words of the longest label that is told: no more of a text may be shipped."""


@dataclass(frozen=True, slots=True)
class Called:
    """One label: the word for whom, the head of the label, how, and the verb by which somebody else says it (−1: none)."""

    whom: int
    head: int
    kind: int
    verb: int = -1


@cache
def listed(kind: str) -> frozenset[str]:
    """Give the words of one kind in the list `label-words`; an unknown kind has none."""
    return frozenset(row["entry"] for row in load("label-words").entries if row["kind"] == kind)


def called(tree: Tree, whom: Sequence[int], actors: Container[int]) -> Iterator[Called]:
    """Give every label of some words of a parse.

    Args:
        tree: of the parse.
        whom: the words.
        actors: all words that stand for actors; a modifier that does is no label.
    """
    for token in whom:
        yield from _modifiers(tree, token, actors)
        yield from _appositions(tree, token, actors)
        yield from _predicates(tree, token, actors)
        yield from _judgements(tree, token, actors)


def _modifiers(tree: Tree, token: int, actors: Container[int]) -> Iterator[Called]:
    if tree.relation(token) in _USED_AS_MODIFIER:  # "the weary Norland envoy": the envoy is weary
        return
    for child in tree.children(token):
        plain = child not in actors and tree.relation(child) in _BEFORE and child < token
        if (
            plain
            and tree.word_class(child) in ("ADJ", "VERB", "NOUN")
            and _says(tree, child, actors)
            and _next_to(tree, child, token)
        ):
            yield Called(token, child, MODIFIER)


def _says(tree: Tree, modifier: int, actors: Container[int]) -> bool:
    """Whether a modifier characterises: no classifying word, no title, nothing that holds an actor."""
    before = [child for child in tree.children(modifier) if child < modifier]
    if any(tree.relation(child) == "det" for child in before):
        return False
    within = [child for child in before if tree.relation(child) not in ("punct", "advmod", "det")]
    if any(child in actors or tree.word_class(child) in ("NUM", "PROPN") for child in within):
        return False
    if tree.word_class(modifier) == "NOUN":  # "the water ministry", "the puppet ministry"
        return tree.lemma(modifier) in listed("loaded")
    neutral = tree.lemma(modifier) in listed("neutral") and not within
    return not neutral and not acting_kind(tree.lemma(modifier))


def _next_to(tree: Tree, modifier: int, token: int) -> bool:
    """Whether nothing but other modifiers stands between; a participle needs an article ("a rising Norland")."""
    bare = not any(tree.relation(child) == "det" for child in tree.children(token))
    if bare and tree.word_class(modifier) == "VERB" and not tree.children(modifier):
        return False
    return all(modifier <= tree.head[between] <= token for between in range(modifier + 1, token))


def _appositions(tree: Tree, token: int, actors: Container[int]) -> Iterator[Called]:
    """Give "Norland, the hermit kingdom", "its old foe Norland"."""
    for child in tree.children(token):
        behind = tree.relation(child) == "appos" and child > token and _beside(tree, token, child, marked=True)
        if behind and _apposed_noun(tree, child, token, actors):
            yield Called(token, child, APPOSITION)
    noun = _set_off(tree, token)
    if noun >= 0 and not _elsewhere(tree, noun) and _apposed_noun(tree, noun, token, actors):
        yield Called(token, noun, APPOSITION)
    head = tree.head[token]
    before = tree.relation(token) in ("appos", "flat", "nmod:desc") and head < token
    if before and _beside(tree, head, token, marked=False) and _apposed_noun(tree, head, token, actors):
        yield Called(token, head, APPOSITION)


def _set_off(tree: Tree, token: int) -> int:
    """Give the noun that commas set off right behind a name where the parser sees no apposition; −1 for none.

    "The court fined Norland, a notorious polluter." But not "After it fined Norland, a court said so": that goes on.
    """
    size = len(tree.head)
    while token + 1 < size and tree.relation(token + 1) == "flat":
        token += 1
    if token + 2 >= size or tree.lemma(token + 1) != "," or tree.lemma(token + 2) not in _ARTICLES:
        return -1
    noun = tree.head[token + 2]
    if noun <= token + 2 or tree.word_class(noun) != "NOUN" or tree.relation(noun) == "conj":
        return -1
    last = _end(tree, noun) + 1
    return noun if last >= size or tree.word_class(last) == "PUNCT" else -1


def _elsewhere(tree: Tree, noun: int) -> bool:
    """Whether the parser has a noun in apposition to somebody; to a thing ("trade with Norland, its partner") is an error."""
    head = tree.head[noun]
    return tree.relation(noun) == "appos" and bool(tree.word_class(head) == "PROPN" or acting_kind(tree.lemma(head)))


_ARTICLES = frozenset({"a", "an", "the", "another", "its", "his", "their"})


def _end(tree: Tree, token: int) -> int:
    """Give the last token of what hangs on a noun, marks left out."""
    children = [child for child in tree.children(token) if child > token and tree.relation(child) != "punct"]
    return max([token, *(_end(tree, child) for child in children)])


def _apposed_noun(tree: Tree, noun: int, whom: int, actors: Container[int]) -> bool:
    marked = any(tree.lemma(between) in _MARKS for between in range(min(noun, whom) + 1, max(noun, whom)))
    # "the pressure Norland applied" is no apposition, whatever the parser says.
    article = any(tree.relation(child) == "det" for child in tree.children(noun))
    doubtful = (article and not marked and not acting_kind(tree.lemma(noun))) or tree.lemma(noun) in listed("matter")
    return (
        not doubtful
        and not tree.case(noun)
        and _named_noun(tree, noun, whom, actors)
        and not tree.lemma(noun).endswith(_ABSTRACT)
    )


def _beside(tree: Tree, left: int, right: int, *, marked: bool) -> bool:
    """Whether nothing stands between two nouns but what belongs to them, and a mark where one is asked for."""
    between = range(left + 1, right)
    marks = [token for token in between if tree.lemma(token) in _MARKS]
    if any(tree.lemma(token) in _QUOTES for token in between):
        return False
    own = all(tree.head[token] in (left, right) or left < tree.head[token] < right for token in between)
    behind = [
        token for token in tree.children(left) if left < token < right and tree.relation(token) not in ("flat", "punct", "case")
    ]
    return own and not behind and len(marks) <= 1 and (bool(marks) or not marked)


_QUOTES = frozenset({'"', "'", "``", "''"})
_MARKS = frozenset({",", "(", "--", "\N{EM DASH}", "\N{EN DASH}", ":"})
_ABSTRACT = ("ness", "tion", "sion", "ment", "ity", "ance", "ence", "ship", "ing")
"""Endings of nouns that are seldom somebody: behind a name they begin another thought."""


def _named_noun(tree: Tree, noun: int, whom: int, actors: Container[int]) -> bool:
    """Whether a noun in apposition, or behind "is", says what somebody is: no name, no number, no bare office."""
    if tree.word_class(noun) != "NOUN" or abs(noun - whom) > _NEAR:
        return False
    modified = any(_characterises(tree, child) for child in tree.children(noun) if child < noun and child not in actors)
    bare = tree.lemma(noun) in listed("empty") or (acting_kind(tree.lemma(noun)) and tree.lemma(noun) not in listed("loaded"))
    return modified or not bare


_NEAR = 12
"""Tokens between a name and a noun beyond which an apposition is more likely an error of the parser."""


def _characterises(tree: Tree, child: int) -> bool:
    told = tree.relation(child) in _BEFORE and tree.word_class(child) in ("ADJ", "NOUN", "VERB")
    return told and tree.lemma(child) not in listed("neutral") and not acting_kind(tree.lemma(child))


def _predicates(tree: Tree, token: int, actors: Container[int]) -> Iterator[Called]:
    """Give "Norland is a pariah", "Norland remains a threat"."""
    head = tree.head[token]
    head = tree.head[head] if tree.relation(head) in ("aux", "cop") else head
    if tree.relation(token) != "nsubj" or not _affirmed(tree, head):
        return
    if any(tree.relation(child) == "cop" for child in tree.children(head)):
        # "is in crisis" says where or how somebody is, not what.
        if not tree.case(head) and head > token and _named_noun(tree, head, head, actors):
            yield Called(token, head, PREDICATE)
    elif tree.lemma(head) in listed("becoming"):
        for child in tree.children(head):
            if child > head and tree.relation(child) in ("xcomp", "obj") and _named_noun(tree, child, child, actors):
                yield Called(token, child, PREDICATE)


def _affirmed(tree: Tree, verb: int) -> bool:
    for child in tree.children(verb):
        if tree.lemma(child) in _NEGATIONS or (tree.relation(child) in ("aux", "mark") and _unreal(tree, child)):
            return False
    return True


def _unreal(tree: Tree, child: int) -> bool:
    """Whether an auxiliary or a conjunction says that it may not be so."""
    if tree.relation(child) == "mark":
        return tree.lemma(child) in ("if", "unless", "whether")
    return tree.lemma(child) not in _FACTUAL


def _judgements(tree: Tree, token: int, actors: Container[int]) -> Iterator[Called]:
    """Give "they view Norland as a threat", "they call Norland a thief", "Norland, described as a pariah"."""
    if tree.relation(token) in ("obj", "nsubj:pass", "iobj"):
        verbs = [tree.head[token]]
    else:
        verbs = [child for child in tree.children(token) if child > token and _judges(tree, child)]
    for each in verbs:
        lemma = tree.lemma(each)
        if (lemma in listed("mind") or lemma in listed("speech")) and _affirmed(tree, each):
            head = _judged_as(tree, each, token, actors)
            if head >= 0:
                yield Called(token, head, JUDGED, each)


def _judges(tree: Tree, verb: int) -> bool:
    """Whether the noun that a clause hangs on is who is judged: "described as", "whom they call"; not "which views them as"."""
    arguments = {tree.relation(child) for child in tree.children(verb) if tree.word_class(child) in ("NOUN", "PROPN")}
    if tree.relation(verb) == "acl":
        return not arguments & {"obj", "nsubj"}
    pronoun = any(tree.relation(child) in ("obj", "iobj") and tree.word_class(child) == "PRON" for child in tree.children(verb))
    return tree.relation(verb) == "acl:relcl" and "nsubj" in arguments and pronoun


def _judged_as(tree: Tree, verb: int, whom: int, actors: Container[int]) -> int:
    """Give the head of what somebody is judged to be; −1 where nothing is said."""
    candidates = [*tree.children(verb), *(tree.children(whom) if whom > verb else ())]
    for child in candidates:
        if child > max(whom, verb) and _marked_as(tree, child) and tree.word_class(child) in ("NOUN", "PROPN", "ADJ"):
            return child if tree.word_class(child) != "NOUN" or _named_noun(tree, child, child, actors) else -1
    if tree.lemma(verb) in listed("direct"):
        for child in tree.children(verb):
            told = tree.relation(child) in ("xcomp", "obj", "obl:unmarked") and tree.word_class(child) in ("NOUN", "ADJ")
            noun = tree.word_class(child) == "NOUN"
            if (
                told
                and child > max(whom, verb)
                and not tree.case(child)
                and (not noun or _named_noun(tree, child, child, actors))
            ):
                return child
    return -1


def _marked_as(tree: Tree, token: int) -> bool:
    return any(tree.lemma(child) == "as" and tree.relation(child) in ("case", "mark") for child in tree.children(token))


def wording(tree: Tree, found: Called) -> list[int]:
    """Give the tokens of a label, in order: its head and what stands right before it; without articles and possessors."""
    first = head = found.head
    low = head
    while low - 1 >= 0 and _belongs(tree, low - 1, head) and head - low < 2 * _LONGEST:
        low -= 1
    first = low
    while first < head and tree.relation(first) == "punct":
        first += 1
    return list(range(first, head + 1))


def _belongs(tree: Tree, token: int, head: int) -> bool:
    """Whether a token is part of what stands before a label's head: a modifier, or within one, or a hyphen between them."""
    relation = tree.relation(token)
    if tree.head[token] == head:
        return relation in (*_BEFORE, "punct") or (relation == "advmod" and tree.word_class(head) in ("ADJ", "VERB"))
    above = tree.head[token]
    return (
        token < above < head
        and tree.head[above] == head
        and tree.relation(above) in _BEFORE
        and relation not in ("det", "nmod:poss")
    )
