"""What is certain of a tree though the parser labelled otherwise: passives, predicates of naming, objects that are none.

Only labels change, never heads. Each rule was measured on the texts by which the pipeline is chosen (models/parser/README.md)
and stands here because more labels were right with it than without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text.schemes import CLASSES, RELATIONS

__all__ = ["IS_OR_HAS", "VERSION", "Tokens", "mended"]

Ints = NDArray[np.int32]
Codes = NDArray[np.uint8]
Bools = NDArray[np.bool_]

VERSION = 2
"""Of these rules and those of `marks.py`. It goes into each pipeline's hash: trees that other rules made are not read."""

IS_OR_HAS = ("'s", "'S", "'d", "'D")
"""Contractions that may be a form of "be" (or of "would") as well as of "have"; marks are plain here."""

_CODE = {name: code for code, name in enumerate(RELATIONS)}
_CLASS = {name: code for code, name in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document as columns."""

    head: Ints
    """Index among these tokens; a root's is its own."""
    word_class: Codes
    lemma: Sequence[str]
    contracted: Bools
    """Whether it is one of `IS_OR_HAS`."""


def mended(tokens: Tokens, relation: Codes) -> Codes:
    """Give the relations with what is certain put right; no tokens give none.

    Args:
        tokens: of one document.
        relation: code of each token's relation (`schemes.RELATIONS`).

    Examples:
        "They became *allies*" has no object:

        >>> tokens = Tokens(np.array([1, 1, 1], np.int32), np.array([11, 16, 8], np.uint8),
        ...     ["they", "become", "ally"], np.zeros(3, np.bool_))
        >>> found = mended(tokens, np.array([_CODE[name] for name in ("nsubj", "root", "obj")], np.uint8))
        >>> [RELATIONS[code] for code in found]
        ['nsubj', 'root', 'xcomp']
    """
    relation = relation.copy()
    for rule in _RULES:
        rule(tokens, relation)
    return relation


def _at(relation: Codes, *names: str) -> list[int]:
    """Give the places of tokens in one of these relations."""
    wanted = np.zeros(len(RELATIONS), np.bool_)
    wanted[[_CODE[name] for name in names]] = True
    return np.flatnonzero(wanted[relation]).tolist()


def _heads(tokens: Tokens, relation: Codes, *names: str) -> set[int]:
    """Give the places of what governs a token in one of these relations."""
    return set(tokens.head[_at(relation, *names)].tolist())


# --- passives ------------------------------------------------------------------------------------------------------------

_AUXILIARIES = frozenset({"be", "get"})


def _auxiliary_of_a_verb(tokens: Tokens, relation: Codes) -> None:
    """Only a verb has a passive auxiliary: "is" in "is *ready*" is a copula. Only "be" and "get" are one."""
    verb, auxiliary = _CLASS["VERB"], _CLASS["AUX"]
    for place in _at(relation, "aux:pass"):
        governor = tokens.word_class[tokens.head[place]]
        if governor != verb:
            relation[place] = _CODE["aux" if governor == auxiliary else "cop"]
        elif tokens.lemma[place] not in _AUXILIARIES and not tokens.contracted[place]:
            relation[place] = _CODE["aux" if tokens.word_class[place] == auxiliary else "dep"]


def _has(tokens: Tokens, relation: Codes) -> None:
    """The "'s" of a participle with an object is "has": "it's signed the deal"."""
    auxiliaries = [place for place in _at(relation, "aux:pass") if tokens.contracted[place]]
    if not auxiliaries:
        return
    with_object = _heads(tokens, relation, "obj")
    for place in auxiliaries:
        verb = int(tokens.head[place])
        if verb in with_object:
            relation[place] = _CODE["aux"]
            relation[(tokens.head == verb) & (relation == _CODE["nsubj:pass"])] = _CODE["nsubj"]


def _subject_of_a_passive(tokens: Tokens, relation: Codes) -> None:
    """What has a passive auxiliary has a passive subject."""
    passive = _heads(tokens, relation, "aux:pass")
    for place in _at(relation, "nsubj", "csubj"):
        if int(tokens.head[place]) in passive:
            relation[place] = _CODE[f"{RELATIONS[relation[place]]}:pass"]


# --- objects -------------------------------------------------------------------------------------------------------------

_BECOMING = frozenset({"become"})
_TELLING = frozenset({"assure", "convince", "inform", "remind", "tell"})
_NAME = "appoint brand call consider crown declare deem designate dub elect label name nickname title"
_NAMING = frozenset(_NAME.split())
_TWO = """
advise afford allow ask assure award believe bring buy cause charge command convince cost cut deny do earn email explain feed
find forgive get give grant guarantee hand inform leave lend mail make notify offer owe pay permit persuade promise provide
quote read reassure recommend remind rent run save sell send show supply take teach tell thank throw trust urge warn wish write
"""
_TAKES_TWO = frozenset(_TWO.split())
"""Verbs that have an indirect object somewhere in the texts trained on, and "lend"."""
_MOVE = "advance climb decline decrease drop fall gain grow increase jump rise slip"
_MOVING = frozenset(_MOVE.split())
_UNITS = frozenset({"%", "cent", "percent", "point", "pound"})
_DAY = "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight yesterday"
_DAYS = frozenset(_DAY.split())
_FILLING = frozenset({"celebrate", "mark", "spend"})
"""Verbs of which a day may be the object."""


def _predicate_of_becoming(tokens: Tokens, relation: Codes) -> None:
    """What somebody becomes is no object."""
    for place in _at(relation, "obj"):
        head = int(tokens.head[place])
        if place > head and tokens.lemma[head] in _BECOMING:
            relation[place] = _CODE["xcomp"]


def _name_given(tokens: Tokens, relation: Codes) -> None:
    """What somebody is called is a predicate: "they called *him* a *traitor*", "he was called a *traitor*"."""
    passive = _heads(tokens, relation, "aux:pass", "nsubj:pass")
    objects: dict[int, list[int]] = {}
    for place in _at(relation, "obj", "iobj"):
        head = int(tokens.head[place])
        if place > head and tokens.lemma[head] in _NAMING:
            objects.setdefault(head, []).append(place)
    for head, places in objects.items():
        relation[places] = _CODE["obj"]
        if len(places) > 1 or head in passive:
            relation[places[-1]] = _CODE["xcomp"]


def _who_is_told(tokens: Tokens, relation: Codes) -> None:
    """A person's pronoun or a name that follows "tell" is who is told."""
    already = _heads(tokens, relation, "iobj")
    persons = {_CLASS["PRON"], _CLASS["PROPN"]}
    for place in _at(relation, "obj"):
        head = int(tokens.head[place])
        told = place > head and tokens.lemma[head] in _TELLING and head not in already
        if told and tokens.word_class[place] in persons and tokens.lemma[place] not in _NO_PERSONS:
            relation[place] = _CODE["iobj"]


_NO_PERSONS = frozenset({"it", "what", "that", "this", "which"})


def _no_second_object(tokens: Tokens, relation: Codes) -> None:
    """Of a verb that never takes two objects, what looks like the indirect one is the object."""
    for place in _at(relation, "iobj"):
        if tokens.lemma[tokens.head[place]] not in _TAKES_TWO:
            relation[place] = _CODE["obj"]


def _measure_or_day(tokens: Tokens, relation: Codes) -> None:
    """By how much and on which day are no objects: "shares rose ten *cents*", "she said *Friday*"."""
    for place in _at(relation, "obj"):
        verb, lemma = tokens.lemma[tokens.head[place]], tokens.lemma[place].lower()
        if (lemma in _UNITS and verb in _MOVING) or (lemma in _DAYS and verb not in _FILLING):
            relation[place] = _CODE["obl:unmarked"]


_RULES: tuple[Callable[[Tokens, Codes], None], ...] = (
    _auxiliary_of_a_verb,
    _has,
    _subject_of_a_passive,
    _predicate_of_becoming,
    _name_given,
    _no_second_object,
    _who_is_told,
    _measure_or_day,
)
