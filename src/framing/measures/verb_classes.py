"""What kind of act a predicate names: help, harm, talk, threaten, …; and whether its agent is said to bring something about.

The list is `lexicons/verb-classes.csv`, the classes are defined in docs/methods/actors.md. They are after the event ontologies
CAMEO (Schrodt 2012) and PLOVER (Halterman et al. 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.lexicons import load
from framing.measures.spec import Found
from framing.text.batch import Batch

__all__ = ["CLASSES", "Predicates", "classed", "classes", "entries_of", "responsible"]

Ints = NDArray[np.int32]

CLASSES = (
    "say",
    "ask",
    "praise",
    "talk",
    "cooperate",
    "help",
    "protect",
    "supply",
    "oppose",
    "threaten",
    "arm",
    "sanction",
    "attack",
    "harm",
    "force",
    "counter",
    "cause",
    "other",
)
"""In the order of the method's table: words, then cooperation, then conflict; `other` is listed and has no class."""

UNCLASSED = ""
"""The class of a predicate that the list lacks."""

_KINDS = ("verb", "noun")


@dataclass(frozen=True)
class Predicates:
    """Predicates of a batch as a word list needs them: where each stands, its lemma, and whether it is a noun of event.

    The arrays are of equal length; `lemma` indexes `lemmas`.
    """

    sentence: Ints
    end: Ints
    lemma: Ints
    lemmas: Sequence[str]
    nominal: NDArray[np.bool_]

    @classmethod
    def of(cls, relation: Found) -> Predicates:
        """Read them off evidence of the layer `relation`."""
        nominal = np.array([each == "nominal" for each in relation.columns.get("construction", ())], bool)
        return cls(relation.sentence, relation.end, relation.entry, relation.entries, nominal)


@cache
def classes(kind: str) -> dict[str, str]:
    """Give the class of every entry of a kind, "verb" or "noun".

    Examples:
        >>> classes("verb")["strike"], classes("noun")["aggression"], classes("verb")["rein in"]
        ('attack', 'attack', 'force')
    """
    return {row["entry"]: row["class"] for row in load("verb-classes").entries if row["kind"] == kind}


@cache
def responsible(kind: str) -> frozenset[str]:
    """Give the entries of a kind whose agent is said to bring about what another does, or what comes to be.

    Examples:
        >>> "provoke" in responsible("verb"), "control" in responsible("verb")
        (True, False)
    """
    return frozenset(row["entry"] for row in load("verb-classes").entries if row["kind"] == kind and row["responsible"] == "1")


def entries_of(batch: Batch, predicates: Predicates, verbs: Iterable[str], nouns: Iterable[str]) -> list[str]:
    """Give the entry of a word list that each predicate is: its lemma, or lemma and particle ("give up") where that is one.

    Args:
        batch: what the predicates stand in.
        predicates: those asked for.
        verbs: the list's entries for verbs.
        nouns: its entries for nouns of event.

    A particle is the word right behind. A predicate that the list lacks gives an empty text; no predicates give no entries.

    Examples:
        >>> from framing.corpus.documents import Block, Document
        >>> from framing.text.build import build
        >>> text = "Norland gave up its claims."
        >>> batch = build([Document(id="1", text=text, blocks=(Block(0, len(text), 0, False),))])
        >>> ints = lambda number: np.array([number], np.int32)
        >>> gave = Predicates(ints(0), ints(12), ints(0), ("give",), np.array([False]))
        >>> entries_of(batch, gave, {"give": 1, "give up": -1}, ())
        ['give up']
    """
    known = (frozenset(verbs), frozenset(nouns))
    behind = _behind(batch, predicates)
    found = []
    for lemma, particle, nominal in zip(predicates.lemma.tolist(), behind, predicates.nominal.tolist(), strict=True):
        word = predicates.lemmas[lemma].lower()
        both = f"{word} {particle}"
        found.append(both if both in known[nominal] else word if word in known[nominal] else "")
    return found


def _behind(batch: Batch, predicates: Predicates) -> list[str]:
    """Give the word right behind each predicate in its sentence, in lower case; empty where there is none."""
    words, span = batch.words, np.int64(2**31)
    if not len(words.start):
        return [""] * len(predicates.end)
    at = np.searchsorted(words.sentence * span + words.start, predicates.sentence * span + predicates.end)
    within = np.minimum(at, len(words.start) - 1)
    same = (at < len(words.start)) & (words.sentence[within] == predicates.sentence)
    return [words.types[int(words.type[word])].as_py() if inside else "" for word, inside in zip(within, same, strict=True)]


def classed(batch: Batch, relation: Found) -> Found:
    """Give evidence of the layer `relation` with the class of each predicate as its label; unlisted ones have `UNCLASSED`."""
    verbs, nouns = (classes(kind) for kind in _KINDS)
    predicates = Predicates.of(relation)
    labels = (*CLASSES, UNCLASSED)
    code = {name: at for at, name in enumerate(labels)}
    entries = entries_of(batch, predicates, verbs, nouns)
    chosen = [
        (nouns if nominal else verbs).get(entry, UNCLASSED) for entry, nominal in zip(entries, predicates.nominal, strict=True)
    ]
    return replace(relation, label=np.array([code[name] for name in chosen], np.int32), labels=labels)
