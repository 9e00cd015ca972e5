"""Names that a study's actor list lacks: capitalised words that stand together, counted, with a guess at what they are.

A proposal is for a person to judge: the kind is guessed from endings, titles and the words around, and nothing is added
to a study by itself. Contexts are offsets, so that the table can be shown where the text cannot.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.measures.actors import ActorList
from framing.measures.capitals import Run, kinds, runs
from framing.text.build import BATCH_CHARACTERS, build

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document
    from framing.study import Study
    from framing.text.batch import Batch

__all__ = ["COLUMNS", "propose", "to_toml"]

Flags = NDArray[np.bool_]

COLUMNS = ("name", "kind", "mentions", "documents", "share", "same_as", "contexts")

LEAST = 2
"""A name that stands once in the whole corpus is not proposed."""

GIVEN_AND_FAMILY = 3
"""Words of the longest name of a person."""

ALL_CAPITALS = 2
"""As in `Words.capital`."""

CONTEXTS = 3
"""Places shown for each name."""

STEM = 4
"""First letters by which a demonym is known to go with a place."""

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
        empty) and `contexts` (document:start-end, at most three). No documents give no rows.

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
    read = 0
    for batch in _batches(documents):
        read += len(batch.documents)
        for key, run in runs(batch, known):
            _note(names[key], batch, run)
    listed = {alias.casefold() for actor in study.actors for alias in (actor.name, *actor.aliases, *actor.adjectives)}
    kept = {
        key: name
        for key, name in names.items()
        if name.mentions >= LEAST and name.within and name.surface.casefold() not in listed
    }
    rows = [_row(key, name, study, read) for key, name in kept.items()]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["documents", "mentions", "name"], ascending=[False, False, True], ignore_index=True)


def to_toml(proposed: pd.DataFrame, most: int = 20) -> str:
    """Write the first proposals as TOML ready to paste into `study.toml`; what may belong to a listed actor as comments.

    An empty table gives an empty string.

    Examples:
        >>> import pandas as pd
        >>> row = ("Harbour Council", "organisation", 2, 1, 1.0, "", "1:15-30")
        >>> print(to_toml(pd.DataFrame([row], columns=list(COLUMNS))))
        [[actors]]  # organisation? 2 mentions in 1 documents
        name = "Harbour Council"
    """
    rows: list[_Row] = [{str(key): value for key, value in row.items()} for row in proposed.head(most).to_dict("records")]
    blocks = [_block(row, rows) for row in rows if not row["same_as"] and row["kind"] != "demonym"]
    theirs: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["same_as"]:
            theirs[row["same_as"]].append(_quoted(row["name"]))
    hints = [f"# {actor}: perhaps also {', '.join(names)}" for actor, names in sorted(theirs.items())]
    return "\n\n".join(["\n".join(hints)] * bool(hints) + blocks)


_Row = dict[str, Any]


def _block(row: _Row, rows: Sequence[_Row]) -> str:
    lines = [
        f"[[actors]]  # {row['kind']}? {row['mentions']} mentions in {row['documents']} documents",
        f"name = {_quoted(row['name'])}",
    ]
    demonyms = [_quoted(other["name"]) for other in rows if _demonym_of(other, row)]
    return "\n".join([*lines, *([f"adjectives = [{', '.join(demonyms)}]"] if demonyms else [])])


def _quoted(name: str) -> str:
    """Give a TOML string: JSON's rules are the same for what a name can hold."""
    return json.dumps(name, ensure_ascii=False)


def _demonym_of(demonym: _Row, place: _Row) -> bool:
    """Whether a demonym begins as a name of one word does: "Israeli", "Israel"."""
    same = str(demonym["name"])[:STEM] == str(place["name"])[:STEM]
    return demonym["kind"] == "demonym" and same and " " not in place["name"]


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
    if run.actor:
        name.actors[run.actor] += 1
    if len(name.contexts) < CONTEXTS:
        name.contexts.append(f"{document.id}:{start}-{end}")


# --- what they may be --------------------------------------------------------------------------------------------------


def _row(key: str, name: _Name, study: Study, read: int) -> tuple[object, ...]:
    documents = len(name.documents)
    same_as = _same_as(key, name, study)
    return (name.surface, _kind(key, name), name.mentions, documents, documents / read, same_as, "; ".join(name.contexts))


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
    if len(words) == 1:
        return "demonym" if key.endswith(_DEMONYM) else "unknown"
    return "person" if len(words) <= GIVEN_AND_FAMILY and not name.actors and "-" not in name.surface else "unknown"


def _same_as(key: str, name: _Name, study: Study) -> str:
    """Guess a listed actor: one named within, one with this surname, or one whose initials these are."""
    if name.actors:
        return name.actors.most_common(1)[0][0]
    words = key.split()
    initials = "".join(word[0] for word in words if word not in kinds("common"))
    for actor in study.actors:
        if any(leader.lower().split()[-1] == words[-1] for leader in actor.leaders):
            return actor.name
        for alias in (actor.name, *actor.aliases):
            short = alias.replace(".", "").lower()
            spelt = "".join(word[0] for word in short.split() if word not in kinds("common"))
            if (len(words) > 1 and initials == short) or (name.acronyms and key.replace(".", "") == spelt):
                return actor.name
    return ""
