"""Names that a study's actor list lacks: capitalised words that stand together, counted, with a guess at what they are.

A proposal is for a person to judge: the kind is guessed from endings, titles and the words around, and nothing is added
to a study by itself. Contexts are offsets, so that the table can be shown where the text cannot.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.measures.actors import ActorList
from framing.measures.capitals import Run, kinds, runs
from framing.measures.same_names import countries_of, one_and_the_same, spelling
from framing.text.build import BATCH_CHARACTERS, build

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["COLUMNS", "propose"]

Flags = NDArray[np.bool_]

COLUMNS = ("name", "kind", "mentions", "documents", "share", "same_as", "perhaps", "context", "contexts")

LEAST = 2
"""A name that stands once in the whole corpus is not proposed."""

GIVEN_AND_FAMILY = 3
"""Words of the longest name of a person."""

SHORT = 4
"""Letters up to which two names that sound alike are too often two."""

ALL_CAPITALS = 2
"""As in `Words.capital`."""

CONTEXTS = 3
"""Places shown for each name."""

AROUND = 3
"""Words on either side of a name in the short span that is shown."""

SMALL = 0.5
"""A word that stands in small letters so often, for each time it has a capital, is a word and no name."""

OFTEN = 0.4
"""Share of its places from which on what stands before a name tells its kind."""

_DEMONYM = ("ian", "ean", "ese", "ish", "eli", "aqi", "ani", "stani", "ench", "erman", "wiss", "utch", "reek")
_PREPOSITIONS = frozenset({"in", "from", "near", "across", "outside", "throughout", "within"})


@dataclass(slots=True)
class _Name:
    """What is known of one name so far."""

    surfaces: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    contexts: list[str] = field(default_factory=list)
    context: str = ""
    """The name with a few words around it, where it first stands within a sentence."""
    within: int = 0
    """Places that do not begin a sentence."""
    titled: int = 0
    located: int = 0
    acronyms: int = 0
    """Places where it is one word in capitals."""
    actors: Counter[str] = field(default_factory=Counter)

    @property
    def mentions(self) -> int:
        return self.surfaces.total()

    @property
    def surface(self) -> str:
        return min(self.surfaces, key=lambda surface: (-self.surfaces[surface], surface))


def propose(documents: Iterable[Document], study: Study) -> pd.DataFrame:
    r"""Propose names that the study's actors lack, most widely named first.

    Args:
        documents: segmented; those without a text count for nothing.
        study: its actors are left out, and names that hold one are said to be likely theirs.

    Returns:
        A row a name: `name` as most often typed, `kind` (demonym, person, place, organisation or unknown, a guess),
        `mentions`, `documents`, `share` of the documents that name it, `same_as` (a listed actor it may belong to, or
        empty), `perhaps` (another row that it may be one with, and the way, as `one_and_the_same` says), `context` (the
        name with three words on either side, for the eyes of who has the text) and `contexts` (document:start-end, at
        most three). No documents give no rows.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> from framing.study import Actor, Study
        >>> from pathlib import Path
        >>> text = "Harbour opens\n\nNorland met the Harbour Council. It waits, and so does the Harbour Council of the east."
        >>> study = Study(name="s", title="", folder=Path(), target="1", actors=(Actor(name="Norland"),))
        >>> propose([segment(Document(id="1", text=text))], study)[["name", "kind", "mentions"]].values.tolist()
        [['Harbour Council', 'organisation', 2]]
    """
    import pandas as pd

    known = ActorList(study.actors)
    names: defaultdict[str, _Name] = defaultdict(_Name)
    small: Counter[str] = Counter()
    read = 0
    for batch in _batches(documents):
        read += len(batch.documents)
        small.update(_small(batch))
        for key, run in runs(batch, known):
            _note(names[key], batch, run)
    listed = {alias.casefold() for actor in study.actors for alias in (actor.name, *actor.aliases, *actor.adjectives)}
    kept = {
        key: name
        for key, name in names.items()
        if name.mentions >= LEAST
        and name.within
        and name.surface.casefold() not in listed
        and small[key] < max(1, SMALL * name.mentions)
    }
    rows = [_row(key, name, study, read) for key, name in kept.items()]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = ["documents", "mentions", "name"]
    table = table.sort_values(order, ascending=[False, False, True], ignore_index=True).drop_duplicates("name")
    owners = one_and_the_same(dict(zip(table["name"], table["kind"], strict=True)))
    table["perhaps"] = [f"{owners[name][0]} ({owners[name][1]})" if name in owners else "" for name in table["name"]]
    return table[np.array(_whole(table), bool)].reset_index(drop=True)


def _small(batch: Batch) -> Counter[str]:
    """Count the words of a batch that have no capital."""
    words = batch.words
    count = np.bincount(words.type[words.capital == 0], minlength=len(words.types))
    return Counter(dict(zip(words.types.to_pylist(), count.tolist(), strict=True)))


def _whole(table: pd.DataFrame) -> list[bool]:
    """Say of each name whether it is no part of a longer one that stands as often, or another's surname or acronym."""
    longer: defaultdict[str, int] = defaultdict(int)
    for name, mentions in zip(table["name"], table["mentions"], strict=True):
        words = str(name).casefold().split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + (first > 0)):
                part = " ".join(words[first:last])
                longer[part] = max(longer[part], int(mentions))
    rows = zip(table["name"], table["mentions"], table["perhaps"], strict=True)
    return [bool(perhaps) or longer[str(name).casefold()] < mentions for name, mentions, perhaps in rows]


def _batches(documents: Iterable[Document]) -> Iterator[Batch]:
    waiting: list[Document] = []
    size = 0
    for document in documents:
        waiting.append(document)
        size += len(document.text or "")
        if size > BATCH_CHARACTERS:
            yield build(waiting)
            waiting, size = [], 0
    if waiting:
        yield build(waiting)


def _note(name: _Name, batch: Batch, run: Run) -> None:
    words = batch.words
    document = batch.documents[int(batch.sentences.document[words.sentence[run.first]])]
    start, end = int(words.start[run.first]), int(words.end[run.last - 1])
    name.surfaces[" ".join((document.text or "")[start:end].split())] += 1
    name.documents.add(document.id)
    name.within += not run.initial
    name.titled += run.before in kinds("title")
    name.located += run.before in _PREPOSITIONS
    name.acronyms += run.last - run.first == 1 and words.capital[run.first] == ALL_CAPITALS
    if not name.context and not run.initial:
        name.context = _around(batch, run)
    if run.actor:
        name.actors[run.actor] += 1
    if len(name.contexts) < CONTEXTS:
        name.contexts.append(f"{document.id}:{start}-{end}")


def _around(batch: Batch, run: Run) -> str:
    """Give a name with some words on either side, within its sentence."""
    words, bounds = batch.words, batch.sentences.first_word
    sentence = int(words.sentence[run.first])
    first = max(run.first - AROUND, int(bounds[sentence]))
    last = min(run.last + AROUND, int(bounds[sentence + 1])) - 1
    text = batch.documents[int(batch.sentences.document[sentence])].text or ""
    return " ".join(text[int(words.start[first]) : int(words.end[last])].split())


# --- what they may be --------------------------------------------------------------------------------------------------


def _row(key: str, name: _Name, study: Study, read: int) -> tuple[object, ...]:
    documents = len(name.documents)
    same_as = _same_as(key, name, study)
    kind = _kind(key, name)
    contexts = "; ".join(name.contexts)
    return (name.surface, kind, name.mentions, documents, documents / read, same_as, "", name.context, contexts)


def _kind(key: str, name: _Name) -> str:
    words = key.split()
    if any(word in kinds("organisation") for word in words) or 2 * name.acronyms > name.mentions:
        return "organisation"
    if name.titled >= max(1, OFTEN * name.mentions):
        return "person"
    if any(word in kinds("event") for word in words):
        return "unknown"
    if any(word in kinds("place") for word in words) or name.located >= OFTEN * name.mentions:
        return "place"
    if countries_of(name.surface):
        return {"capital": "place", "adjective": "demonym"}[countries_of(name.surface)[0][1]]
    if len(words) == 1:
        return "demonym" if key.endswith(_DEMONYM) else "unknown"
    return "person" if len(words) <= GIVEN_AND_FAMILY and not name.actors and "-" not in name.surface else "unknown"


def _same_as(key: str, name: _Name, study: Study) -> str:
    """Guess a listed actor: one named within, one with this surname, spelling, capital or adjective, or these initials."""
    if name.actors:
        return name.actors.most_common(1)[0][0]
    words = key.split()
    initials = "".join(word[0] for word in words if word not in kinds("common"))
    countries = {country for country, _ in countries_of(name.surface)}
    sound = spelling(name.surface)
    for actor in study.actors:
        if any(leader.lower().split()[-1] == words[-1] for leader in actor.leaders):
            return actor.name
        named = (actor.name, *actor.aliases, *actor.leaders, *actor.adjectives)
        if countries.intersection(named) or (len(sound) > SHORT and sound in map(spelling, named)):
            return actor.name
        for alias in (actor.name, *actor.aliases):
            short = alias.replace(".", "").lower()
            spelt = "".join(word[0] for word in short.split() if word not in kinds("common"))
            if (len(words) > 1 and initials == short) or (name.acronyms and key.replace(".", "") == spelt):
                return actor.name
    return ""
