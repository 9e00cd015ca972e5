"""Actors who are named together without their names: "both nations", "the two sides", "the pair"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from framing.measures.members import Tree
from framing.measures.spec import Found
from framing.measures.surroundings import paragraph_openings
from framing.text.batch import Batch
from framing.text.parse import Parse

__all__ = ["groups"]

_STATES = "nation country state side government party power capital regime administration people signatory"
_PERSONS = "leader president ally neighbor neighbour partner adversary rival foe military army"
_HEADS = frozenset([*_STATES.split(), *_PERSONS.split()])
"""What actors are called where they are counted."""

_ALONE = frozenset({"ally", "pair", "duo", "trio"})
"""What needs no number, only an article: "the allies"."""

_UNSAID = frozenset({"both", "two", "pair", "duo"})
"""What does not say whether persons or countries are meant."""

_SIZES = {"both": 2, "two": 2, "ally": 2, "pair": 2, "duo": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
_COUNTED = _HEADS | _ALONE | {"both", "two"}
_DEFINITE = frozenset({"the", "these", "those", "this", "that"})
_JOINED = re.compile(r"\W*(and|or|with)?\W*(the\W+)?", re.IGNORECASE)
"""What stands between two actors that are named in one breath: "Norland and Sudria", "Norland-Sudria"."""

Named = Sequence[tuple[int, int, int, int]]
"""Sentence, start, end and actor of mentions, in order of place."""


def groups(batch: Batch, tree: Tree, parse: Parse, mention: Found) -> dict[int, list[int]]:
    """Give the members of each word that stands for several actors named before it in its paragraph.

    Two that are named in one breath in the sentence or the one before it are meant before others; else the last ones named.
    Where fewer are known than the word counts, it stands for nobody.
    """
    found = {}
    sizes = {token: size for token in tree.where(_COUNTED.__contains__) if (size := _size(tree, token))}
    if not sizes:
        return {}
    paragraph = np.cumsum(paragraph_openings(batch), dtype=np.int64)
    known = mention.actor if mention.actor is not None else np.zeros(0, np.int32)
    rows = list(zip(*(column.tolist() for column in (mention.sentence, mention.start, mention.end, known)), strict=True))
    of_rows = paragraph[mention.sentence] if len(rows) else np.zeros(0, np.int64)
    for token, size in sizes.items():
        sentence, start = int(parse.sentence[token]), int(parse.start[token])
        first, last = np.searchsorted(of_rows, [paragraph[sentence], paragraph[sentence] + 1])
        before = [row for row in rows[first:last] if (row[0], row[1]) < (sentence, start)]
        if tree.lemma(token) in _UNSAID and len({row[3] for row in before[-2:]}) < size:
            continue  # "Vell met Tann, and the two agreed" may be two of one country
        members = _in_one_breath(batch, before, sentence) if size == 2 else []
        members = members or _last(before, size)
        if len(members) == size:
            found[token] = sorted(members)
    return found


def _size(tree: Tree, token: int) -> int:
    """Say how many a word stands for; 0 where it is no word for a group."""
    lemma, children = tree.lemma(token), tree.children(token)
    before = [tree.lemma(child) for child in children if child < token]
    if lemma in ("both", "two") and tree.relation(token) not in ("det", "nummod", "advmod", "cc:preconj", "det:predet", "amod"):
        return 2 if (lemma == "both" and not before) or (lemma == "two" and _DEFINITE.intersection(before)) else 0
    if (lemma not in _HEADS and lemma not in _ALONE) or not tree.nominal(token) or _limited(tree, token):
        return 0
    if "both" in before:
        return 2
    number = next((_SIZES[word] for word in before if word in _SIZES), 0)
    alone = lemma in _ALONE and len(before) == 1
    return (number or (_SIZES[lemma] if alone else 0)) if _DEFINITE.intersection(before) else 0


def _limited(tree: Tree, token: int) -> bool:
    """Whether something says which ones: "both sides of the border", "the two northern states that voted"."""
    relations = {tree.relation(child) for child in tree.children(token)}
    return bool(relations & {"nmod", "acl:relcl", "nmod:poss", "compound"})


def _in_one_breath(batch: Batch, before: Named, sentence: int) -> list[int]:
    """Give the last two actors with nothing but "and" between them, in the sentence or the one before it."""
    for (of, _, end, one), (also, start, _, other) in zip(before[-2::-1], before[:0:-1], strict=True):
        if of != also or of < sentence - 1 or one == other:
            continue
        if _JOINED.fullmatch(batch.normal[int(batch.sentences.document[of])][end:start]):
            return [one, other]
    return []


def _last(before: Named, size: int) -> list[int]:
    return list(dict.fromkeys(actor for *_, actor in reversed(before)))[:size]
