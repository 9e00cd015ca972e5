"""Labels: what actors are called, and by whom: "nuclear-armed Norland", "Norland, the hermit kingdom", "they brand it a thief".

Layer `label`: a row a label and actor; label is how it is said (modifier, apposition, predicate, judged), entry the label
itself, its noun in the singular, three words at most. In whose voice it is said stands in the table `labels`: that of the
place, or of whoever judges ("Sudria has long viewed Norland as a threat" is imputed to Sudria).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.acting import MARKS, Acting, acting, spans
from framing.measures.label_words import JUDGED, KINDS, MODIFIER, Called, called, listed, wording
from framing.measures.members import Tree, acting_kind
from framing.measures.parses import parsed
from framing.measures.placed_voice import Placed, placed_voice
from framing.measures.spec import NONE, Found, Link, Measure, Sum
from framing.measures.syntactic import instrument_of, model_of
from framing.tables import VOICES

if TYPE_CHECKING:
    from framing.measures.spec import Annotator
    from framing.study import Study
    from framing.text.batch import Batch
    from framing.text.parse import Parse

__all__ = ["INSTRUMENT", "Labels", "annotators", "measures"]

Ints = NDArray[np.int32]

INSTRUMENT = "labels-english"

_LONGEST = 3
"""Words of the longest label that is told: no more of a text may be shipped."""

_OUTLET, _INDIRECT, _IMPUTED = VOICES.index("outlet"), VOICES.index("indirect"), VOICES.index("imputed")


def annotators(study: Study | None, trees: Path | None = None) -> list[Annotator]:
    """Give the annotator of labels; none where the study has no actors or no parser. `trees`: a folder to keep them in."""
    model = model_of(study) if study is not None else None
    if study is None or not study.actors or model is None:
        return []
    return [Labels(instrument_of(study).replace("relations", "labels", 1), model, trees)]


def measures(study: Study | None) -> list[Measure]:
    """Give labels per mention by actor; nothing where no label can be found.

    Examples:
        >>> measures(None)
        []
    """
    if not annotators(study):
        return []
    return [_per_mention("labels", "Labels per mention", ())] + [
        _per_mention(f"labels_{kind}", f"Labels per mention: {kind}", (kind,)) for kind in KINDS
    ]


def _per_mention(name: str, title: str, kinds: tuple[str, ...]) -> Measure:
    return Measure(
        name=name,
        title=title,
        unit="per 100 mentions",
        numerator=Sum("label", labels=kinds),
        denominator=Sum("mention"),
        scale=100,
        low=0,
        high=1000,
        higher="called something more often where it is named",
        source="Wodak & Meyer 2009 (nomination and predication); this toolkit",
        primary_layer="label",
        by="actor",
    )


@dataclass(frozen=True)
class Labels:
    """Finds labels of actors: layer `label`, and what the table `labels` has besides.

    A batch without mentions gives evidence without rows, and nothing is parsed for it.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.measures.actors import ActorList
        >>> from framing.study import Actor
        >>> from framing.text.build import build
        >>> text = "Sudria has long viewed Norland as a rogue state. Norland is a pariah."
        >>> batch = build([segment(Document(id="1", text=text))])
        >>> found = Labels()(batch, ActorList((Actor(name="Norland"), Actor(name="Sudria")))(batch, []))[0]
        >>> [(found.entries[entry], found.labels[kind]) for entry, kind in zip(found.entry, found.label)]
        [('rogue state', 'judged'), ('pariah', 'predicate')]
        >>> found.columns["voice"], found.columns["source"]
        (['imputed', 'outlet'], ['Sudria', ''])
    """

    instrument: str = INSTRUMENT
    model: str = ""
    """A spaCy pipeline's name or folder; empty: the one that comes with the package."""
    trees: Path | None = None
    """Where trees are kept."""
    needs: tuple[str, ...] = ("mention", "content", "source")

    def __call__(self, batch: Batch, found: Sequence[Found]) -> list[Found]:
        """Give the labels of a batch."""
        mention = next(each for each in found if each.layer == "mention")
        described = next((each for each in found if each.layer == "description"), None)
        if not len(mention.start) and (described is None or not len(described.start)):
            return [_evidence(self.instrument, batch, found, mention, [])]
        trees = parsed(batch, self.model, self.trees)
        tree, acts = Tree.of(trees), acting(batch, trees, mention, described)
        own = _tokens(trees, described) if described is not None else frozenset()
        return [_evidence(self.instrument, batch, found, mention, _rows(batch, trees, tree, acts, mention, own))]


@dataclass(frozen=True, slots=True)
class _Row:
    """One label of one actor: its place, what it is, and who says so where a verb tells."""

    sentence: int
    start: int
    end: int
    actor: int
    kind: int
    entry: str
    voice: int = NONE
    judge: int = NONE
    mention: int = NONE
    """Row of the mention that is called so; `NONE` where another word stands for the actor."""


def _tokens(trees: Parse, described: Found) -> frozenset[int]:
    first, last = spans(trees, described)
    return frozenset(token for a, b in zip(first.tolist(), last.tolist(), strict=True) for token in range(a, b))


def _rows(batch: Batch, trees: Parse, tree: Tree, acts: Acting, mention: Found, own: frozenset[int]) -> list[_Row]:
    """Give the labels of every word that stands for an actor; `own` are words of descriptions, which are no labels."""
    standing = np.flatnonzero(np.diff(acts.first)).tolist()
    named = _by_token(trees, mention)
    inside = {token for token, _ in named}
    whom = [token for token in standing if _may_be_called(tree, acts, token, inside)]
    rows: dict[tuple[int, int], _Row] = {}
    for label in called(tree, whom, own.union(standing)):
        sentence = int(trees.sentence[label.head])
        text = batch.normal[int(batch.sentences.document[sentence])]
        words = wording(tree, label)
        start, end, entry = _entry(text, trees, tree, words)
        if text[end : end + 1] == "-" or entry[:1].isdigit():  # "the come-home speech", "the 72nd assembly"
            continue
        capital = text[start].isupper() and start != batch.sentences.start[sentence]
        if label.kind == MODIFIER and _no_modifier(tree, label, entry, capital=capital):
            continue
        voice, judge = _judge(tree, acts, label)
        for actor in set(acts.of(label.whom).tolist()).difference(_held(acts, words)):
            at = named.get((label.whom, actor), NONE)
            row = _Row(sentence, start, end, actor, label.kind, entry, voice, judge, at)
            rows.setdefault((label.head, actor), row)
    return sorted(rows.values(), key=lambda row: (row.sentence, row.start, row.end, row.actor))


def _no_modifier(tree: Tree, label: Called, entry: str, *, capital: bool) -> bool:
    """Whether what seems a modifier is a verb ("interest in bombing Norland"), or part of a name ("the Amur council")."""
    bare = not any(tree.relation(child) in ("det", "nmod:poss") for child in tree.children(label.whom))
    if bare and entry.endswith("ing") and " " not in entry:
        return True
    return capital


def _held(acts: Acting, words: Sequence[int]) -> set[int]:
    """Give the actors whom a label's own words name: nobody is called by his own name, or by who acts for others."""
    inside = {actor for word in words[:-1] for actor in acts.of(word).tolist()}
    head = words[-1]
    marks = acts.mark[acts.first[head] : acts.first[head + 1]]
    return inside | ({*range(len(acts.actors))} if (marks == MARKS.index("member")).any() else set())


_LIKE_NAMES = frozenset({"office", "body"})
"""Kinds of acting heads whose labels are the actor's: what "weary Norlandic officials" are, Norland is not."""


def _may_be_called(tree: Tree, acts: Acting, token: int, inside: set[int]) -> bool:
    """Whether what a word is called is what its actor is called: a name, a description, a government, a leader."""
    if not tree.nominal(token):
        return False
    mark = MARKS[acts.mark[acts.first[token]]]
    if mark == "name":  # a noun in apposition to a name is a label itself
        return token in inside or any(tree.relation(child) == "flat" for child in tree.children(token))
    return mark == "description" or acting_kind(tree.lemma(token)) in _LIKE_NAMES


def _entry(text: str, trees: Parse, tree: Tree, words: Sequence[int]) -> tuple[int, int, str]:
    """Give start and end of a label and how it is listed, its noun in the singular: the last words where it is too long."""
    head, start = words[-1], int(trees.start[words[0]])
    while start > 1 and text[start - 1] == "-" and text[start - 2].isalnum():  # "nuclear-" belongs to "armed"
        start = max(text.rfind(" ", 0, start - 1), text.rfind("-", 0, start - 1)) + 1
    start += max(text[start : trees.start[head]].rfind(mark) for mark in ',"') + 1
    start += len(text[start : trees.start[head]]) - len(text[start : trees.start[head]].lstrip())
    kept = [word for word in text[start : trees.start[head]].split(" ")[-_LONGEST:] if not word[:1].isdigit()]
    start = int(trees.start[head]) - len(" ".join(kept))
    last = tree.lemma(head) if tree.word_class(head) == "NOUN" else text[trees.start[head] : trees.end[head]]
    listed_as = " ".join((" ".join(kept) + last).split())
    return start, int(trees.end[head]), listed_as if listed_as.isupper() else _small(listed_as)


def _small(entry: str) -> str:
    """Write words small that are no acronyms: "Rogue state" and "U.S. ally"."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in entry.split())


def _judge(tree: Tree, acts: Acting, label: Called) -> tuple[int, int]:
    """Give voice and source of who judges: a view is imputed, a word reported; `NONE` where none tells."""
    if label.kind != JUDGED:
        return NONE, NONE
    voice = _IMPUTED if tree.lemma(label.verb) in listed("mind") else _INDIRECT
    behind = [child for child in tree.children(label.head) if tree.case(child) == "by"]
    for child in (*_subjects(tree, label.verb), *behind):
        if len(acts.of(child)):
            return voice, int(acts.of(child)[0])
    return voice, NONE


def _subjects(tree: Tree, verb: int) -> list[int]:
    """Give who judges: the subject, of the first of several verbs too, or behind "by"."""
    children = tree.children(verb)
    passive = any(tree.relation(child) in ("nsubj:pass", "aux:pass") for child in children) or tree.relation(verb) == "acl"
    if passive:
        return [child for child in children if tree.relation(child) == "obl:agent" or tree.case(child) == "by"]
    auxiliaries = [child for child in children if tree.relation(child) in ("aux", "cop")]
    # Now and then the parser hangs a subject on the auxiliary.
    held = [*children, *(child for auxiliary in auxiliaries for child in tree.children(auxiliary))]
    own = [child for child in held if tree.relation(child) == "nsubj"]
    return own or (_subjects(tree, tree.head[verb]) if tree.relation(verb) == "conj" and tree.head[verb] < verb else [])


def _by_token(trees: Parse, mention: Found) -> dict[tuple[int, int], int]:
    """Give the row of the mention by token and actor."""
    first, last = spans(trees, mention)
    known = mention.actor if mention.actor is not None else np.zeros(len(first), np.int32)
    rows = zip(first.tolist(), last.tolist(), known.tolist(), strict=True)
    return {(token, actor): row for row, (a, b, actor) in enumerate(rows) for token in range(a, b)}


def _evidence(instrument: str, batch: Batch, found: Sequence[Found], mention: Found, rows: Sequence[_Row]) -> Found:
    sentence, start, end = (np.array([getattr(row, name) for row in rows], np.int32) for name in ("sentence", "start", "end"))
    entries = list(dict.fromkeys(row.entry for row in rows))
    code = {entry: at for at, entry in enumerate(entries)}
    placed = placed_voice(batch, found, sentence, start)
    voice, source = _said(rows, placed)
    return Found(
        layer="label",
        instrument=instrument,
        sentence=sentence,
        start=start,
        end=end,
        label=np.array([row.kind for row in rows], np.int32),
        labels=KINDS,
        value=np.ones(len(rows), np.int32),
        entry=np.array([code[row.entry] for row in rows], np.int32),
        entries=entries,
        actor=np.array([row.actor for row in rows], np.int32),
        actors=mention.actors,
        links=(_link(mention, rows),),
        columns={
            "voice": [VOICES[each] for each in voice.tolist()],
            "source": [mention.actors[each] if each != NONE else "" for each in source.tolist()],
        },
    )


def _said(rows: Sequence[_Row], placed: Placed) -> tuple[Ints, Ints]:
    """Give voice and source of each label: those of its place, but of whoever judges where a verb tells.

    In "Norland was called a thief" an attribution may take Norland for the source: who is judged never is.
    """
    told, judge, actor = (np.array([getattr(row, name) for row in rows], np.int32) for name in ("voice", "judge", "actor"))
    judged = told != NONE
    direct = placed.voice == VOICES.index("direct")
    by_verb = judged & ~direct & ((judge != NONE) | (placed.voice == _OUTLET))
    voice = np.where(by_verb, told, placed.voice)
    own = judged & (placed.source == actor)
    source = np.where(judged & (judge != NONE) | own, judge, placed.source)
    return voice.astype(np.int32), source.astype(np.int32)


def _link(mention: Found, rows: Sequence[_Row]) -> Link:
    """Tie labels to the mentions that they are said of."""
    linked = [(at, row.mention) for at, row in enumerate(rows) if row.mention != NONE]
    source, target = (np.array([pair[at] for pair in linked], np.int32) for at in (0, 1))
    return Link(source, target, "mention", "label → mention", mention.instrument)
