"""Which actors of the study a word of a sentence acts for: by name, by what it is the head of, as a group, by description.

Names come first, with the titles before them; then groups ("both nations"), descriptions (the study's own, and short names of
bodies), persons and bodies with an actor beside them (`members`), and appositions. Pronouns are not resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from framing.measures.group_actors import groups
from framing.measures.members import Tree, acting_kind, members
from framing.measures.spec import Found
from framing.text.batch import Batch
from framing.text.parse import Parse

__all__ = ["MARKS", "Acting", "acting", "spans"]

Ints = NDArray[np.int32]

MARKS = ("name", "member", "group", "description")
"""How a word stands for an actor: it is its name or leader, or in apposition to it; it acts for it ("Russian advisors"); it is
one of several named together ("both nations", "Norland and its allies"); the study declares it a description ("the regime")."""

NAME, MEMBER, GROUP, DESCRIPTION = range(len(MARKS))

_BACKERS = frozenset({"ally", "partner", "friend", "supporter", "backer", "neighbor", "neighbour"})
"""Who stands beside a named actor as a group: "Norland and its allies"."""

_STATES = frozenset({"country", "nation", "state", "power", "member", "signatory"})
"""What a state is said to be."""

_PREFIXES = ("pro-", "anti-", "non-", "post-", "ex-")
"""Before an adjective: "pro-Norlandic" troops are not Norland's."""

_HYPHENS = frozenset({"-", "–", "—", "‑"})

Who = dict[int, dict[int, int]]
"""Actors and marks by token."""


@dataclass(frozen=True, slots=True)
class Acting:
    """Actors by token, in order of tokens: those of token `t` are at `first[t]:first[t + 1]`; most have none."""

    first: Ints
    actor: Ints
    """Index into `actors`."""
    mark: Ints
    """Index into `MARKS`."""
    actors: Sequence[str]

    def of(self, token: int) -> Ints:
        """Give the actors that a token stands for."""
        return self.actor[self.first[token] : self.first[token + 1]]


def acting(batch: Batch, parse: Parse, mention: Found, description: Found | None = None) -> Acting:
    """Give the actors that each token of a parse stands for.

    Args:
        batch: what was parsed.
        parse: its trees.
        mention: evidence of the layer `mention` over the same batch.
        description: evidence of the layer `description`; none where there can be none.

    An adjective stands for its actor too ("Norlandic aggression"), as a member. A parse without tokens gives no actors.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.measures.actors import ActorList
        >>> from framing.study import Actor
        >>> from framing.text.build import build
        >>> from framing.text.syntax import parse
        >>> text = "Norlandic advisors met the government of Sudria. Both nations praised Norlandic steel."
        >>> actors = (Actor(name="Norland", adjectives=("Norlandic",)), Actor(name="Sudria"))
        >>> batch = build([segment(Document(id="1", text=text))])
        >>> trees = parse(batch)
        >>> found = acting(batch, trees, ActorList(actors)(batch, [])[0])
        >>> for token in np.flatnonzero(np.diff(found.first)):
        ...     marks = found.mark[found.first[token] : found.first[token + 1]]
        ...     print(text[trees.start[token] : trees.end[token]], found.of(token).tolist(), [MARKS[mark] for mark in marks])
        Norlandic [0] ['member']
        advisors [0] ['member']
        government [1] ['member']
        Sudria [1] ['name']
        nations [0, 1] ['group', 'group']
        Norlandic [0] ['member']
    """
    tree = Tree.of(parse)
    who = _named(tree, parse, mention)
    for token, actors in groups(batch, tree, parse, mention).items():
        if token not in who:
            who[token] = dict.fromkeys(actors, GROUP)
    if description is not None:
        _described(who, parse, tree, description)
    for token, (actors, through) in members(tree, who, _foreign(batch, parse, mention)).items():
        who[token] = {actor: max(MEMBER, through[actor]) for actor in actors}
    _apposed(who, tree, parse)
    _said_to_be(who, tree)
    _together(who, tree)
    return _columns(who, len(parse), mention.actors)


def spans(parse: Parse, found: Found) -> tuple[Ints, Ints]:
    """Give the first token of each piece of evidence and the one after its last; none where its sentence has no tree."""
    width = np.int64(2**31)
    first = np.searchsorted(parse.sentence * width + parse.end, found.sentence * width + found.start, side="right")
    last = np.searchsorted(parse.sentence * width + parse.start, found.sentence * width + found.end, side="left")
    return first.astype(np.int32), np.maximum(first, last).astype(np.int32)


def _named(tree: Tree, parse: Parse, mention: Found) -> Who:
    """Give the actors of mentions to their words, any of which may be the name's head, and to titles that govern a name."""
    who: Who = {}
    first, last = spans(parse, mention)
    adjective = list(mention.labels).index("adjective")
    known = mention.actor if mention.actor is not None else np.zeros(len(first), np.int32)
    inside = {token for a, b in zip(first.tolist(), last.tolist(), strict=True) for token in range(a, b)}
    halves = []
    for row, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        mark = MEMBER if mention.label[row] == adjective else NAME
        for token in tree.worded(a, b):
            who.setdefault(token, {}).setdefault(int(known[row]), mark)
        for token in tree.heads(a, b) if mark == NAME else ():
            _titled(who, tree, token, int(known[row]), inside)
        if 0 < b - a < len(mention.entries[mention.entry[row]].split()):
            halves.append((tree.heads(a, b), int(known[row]), mark))
    # "North and South Korea": the first word is half a name, and hangs on the other one's.
    for tokens, actor, mark in halves:
        for head in (tree.head[token] for token in tokens if tree.relation(token) in ("amod", "compound", "nmod:desc")):
            if head in inside:
                who.setdefault(head, {}).setdefault(actor, mark)
    return who


def _titled(who: Who, tree: Tree, token: int, actor: int, inside: set[int]) -> None:
    """Let a title in front that governs the name stand for it: "President" in "President Vell"."""
    while tree.relation(token) in ("flat", "nmod:desc", "appos") and tree.head[token] < token:
        apart = tree.relation(token) == "appos" and token - tree.head[token] > 1
        token = tree.head[token]
        if apart or token in inside or not tree.nominal(token):
            return
        who.setdefault(token, {}).setdefault(actor, NAME)


def _described(who: Who, parse: Parse, tree: Tree, description: Found) -> None:
    known = description.actor if description.actor is not None else np.zeros(0, np.int32)
    first, last = spans(parse, description)
    for row, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        heads = tree.heads(a, b)
        if not any(token in who for token in heads):
            for token in heads:
                who[token] = {int(known[row]): DESCRIPTION}


def _foreign(batch: Batch, parse: Parse, mention: Found) -> set[int]:
    """Give tokens of mentions that lend nobody their actor: in "pro-Norlandic" and "Norland-backed"."""
    first, last = spans(parse, mention)
    tokens: set[int] = set()
    rows = zip(mention.sentence.tolist(), mention.start.tolist(), mention.end.tolist(), strict=True)
    for row, (sentence, start, end) in enumerate(rows):
        text = batch.normal[int(batch.sentences.document[sentence])]
        before, after = text[max(start - 5, 0) : start].lower(), text[end : end + 2]
        if before.endswith(_PREFIXES) or (after.startswith("-") and after[1:].islower()):
            tokens.update(range(first[row], last[row]))
    return tokens


def _apposed(who: Who, tree: Tree, parse: Parse) -> None:
    """Let nouns in apposition stand for the same: "Norland, the first state to sign", "Bela Tann, a spokesman for Norland"."""
    for token in tree.of_relation("appos"):
        head = tree.head[token]
        if not (tree.nominal(token) and tree.nominal(head)) or _hyphenated(tree, parse, head):
            continue
        if head in who and token not in who:
            who[token] = dict(who[head])
        elif token in who and head not in who and (tree.word_class(head) == "PROPN" or acting_kind(tree.lemma(head))):
            names = [child for child in tree.children(head) if tree.relation(child) == "flat" and child not in who]
            who |= {each: dict(who[token]) for each in (head, *names)}


def _said_to_be(who: Who, tree: Tree) -> None:
    """Let what an actor is said to be stand for it: "that Norland is the first country to sign"."""
    for token in tree.of_relation("cop"):
        noun = tree.head[token]
        if noun in who or tree.lemma(noun) not in _STATES:
            continue
        subject = next((child for child in tree.children(noun) if tree.relation(child) == "nsubj" and child in who), None)
        if subject is not None:
            who[noun] = dict(who[subject])


def _hyphenated(tree: Tree, parse: Parse, token: int) -> bool:
    """Whether a hyphen without spaces follows: "alliance" is none of Norland's in "Norland-Sudria alliance"."""
    behind = token + 1
    return behind < len(parse) and tree.lemma(behind) in _HYPHENS and bool(parse.end[token] == parse.start[behind])


def _together(who: Who, tree: Tree) -> None:
    """Mark the named one of "Norland and its allies"."""
    for token in tree.of_relation("conj"):
        first = tree.head[token]
        backed = tree.lemma(token) in _BACKERS and any(
            tree.relation(child) == "nmod:poss" and child not in who for child in tree.children(token)
        )
        if backed and token not in who and first in who:
            who[first] = {actor: GROUP if mark == NAME else mark for actor, mark in who[first].items()}


def _columns(who: Who, size: int, actors: Sequence[str]) -> Acting:
    tokens = sorted(who)
    count = np.zeros(size, np.int64)
    count[tokens] = [len(who[token]) for token in tokens]
    first = np.concatenate([[0], np.cumsum(count)]).astype(np.int32)
    pairs = list(chain.from_iterable(sorted(who[token].items()) for token in tokens))
    actor, mark = (np.array([pair[at] for pair in pairs], np.int32) for at in (0, 1))
    return Acting(first, actor, mark, actors)
