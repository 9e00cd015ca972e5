"""Roles against the heroes, villains and victims of the Narrative Frames Corpus (Frermann et al. 2023).

The coders named up to a few entities an article that it shows as hero, villain or victim. These entities, as the coders wrote
them, are the study's actors of that article; what is asked is which of the three each is, not who is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus.documents import Document
from framing.lexicons.role_patterns import own_patterns
from framing.measures.actors import ActorList
from framing.measures.labels import Labels
from framing.measures.registry import annotate
from framing.measures.relations import INSTRUMENT, Relations
from framing.measures.roles import Roles
from framing.study import Actor
from framing.text.build import build
from framing.validate.evidence import parts
from framing.validate.gold import GoldFile, Row
from framing.validate.intervals import of_sums
from framing.validate.rows import f1_precision_recall, row

__all__ = ["GOLD_ROLES", "MAPPED", "Entity", "actor_of", "cast", "entities", "role_rows"]

Floats = NDArray[np.float64]

GOLD_ROLES = ("villain", "victim", "hero")
"""In the order of how often the coders gave them."""

MAPPED: Mapping[str, str] = {
    "aggressor": "villain",
    "threat": "villain",
    "victim": "victim",
    "protector": "hero",
    "partner": "hero",
}

_ARTICLE = re.compile(r"^(?:the|a|an|its|their|his|her|our)\s+", re.IGNORECASE)
_TITLES = re.compile(
    r"^(?:(?:former|then|vice|prime|acting|us|u\.s\.) )*(?:president|minister|senator|sen\.|rep\.|governor|gov\.|mr\.?|mrs\.?|"
    r"ms\.?|dr\.?|professor|prof\.|secretary|administrator|democrat|republican)\s+",
    re.IGNORECASE,
)
_PRONOUNS = frozenset({"we", "us", "they", "them", "he", "she", "it", "i", "you", "people"})
_LONGEST = 60
"""Code points of a name; what is longer is a sentence that no text has again."""

_PERSON = range(2, 4)
"""Words of a name whose last may stand for it: "Mira Vell"."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody the coders named in an article, and the roles they gave it: mostly one."""

    name: str
    roles: frozenset[str]


def entities(roles: Sequence[Mapping[str, str]]) -> list[Entity]:
    """Give the entities of an article, one that was named twice once; pronouns, what is long, and empty names are left out.

    Examples:
        >>> [board] = entities([{"entity": "the Port Board", "role": "villain"}, {"entity": "Port Board's", "role": "hero"}])
        >>> board.name, sorted(board.roles)
        ('Port Board', ['hero', 'villain'])
        >>> entities([{"entity": "they", "role": "villain"}])
        []
    """
    found: dict[str, tuple[str, set[str]]] = {}
    for each in roles:
        name = _ARTICLE.sub("", re.sub(r"['’]s?$", "", str(each["entity"]).strip())).strip()
        named = len(name) <= _LONGEST and any(sign.isalnum() for sign in name) and name.casefold() not in _PRONOUNS
        if named and each["role"] in GOLD_ROLES:
            found.setdefault(name.casefold(), (name, set()))[1].add(str(each["role"]))
    return [Entity(name, frozenset(given)) for name, given in found.values()]


def actor_of(entity: Entity) -> Actor:
    """Make an actor of an entity: its name, without a title too, and the last word of a person's name.

    Examples:
        >>> actor = actor_of(Entity("President Mira Vell", frozenset()))
        >>> actor.aliases, actor.leaders
        (('Mira Vell',), ('Vell',))
        >>> actor_of(Entity("dock workers", frozenset())).leaders
        ()
    """
    bare = _TITLES.sub("", entity.name)
    words = bare.split()
    named = len(words) in _PERSON and all(word[:1].isupper() for word in words)
    aliases = (bare,) if bare != entity.name and any(sign.isalnum() for sign in bare) else ()
    return Actor(name=entity.name, aliases=aliases, leaders=(words[-1],) if named and words[-1].isalpha() else ())


def cast(document: Document, named: Sequence[Entity]) -> dict[str, Counter[str]]:
    """Give how often a document casts each entity as villain, victim and hero, by the roles that are mapped to them."""
    batch = build([document])
    found = annotate(batch, [ActorList(tuple(map(actor_of, named))), Relations(), Labels(), Roles(own_patterns())])
    told: dict[str, Counter[str]] = {entity.name: Counter() for entity in named}
    for layer in found:
        if layer.layer == "role" and layer.actor is not None:
            for actor, label in zip(layer.actor.tolist(), layer.label.tolist(), strict=True):
                told[layer.actors[actor]][MAPPED[layer.labels[label]]] += 1
    return told


def role_rows(file: GoldFile, records: Mapping[str, Mapping[str, Any]], documents: Sequence[Document]) -> Iterator[Row]:
    """Give F1 by role, their mean, and how often the role of who is cast is right, for files that have roles."""
    tables = {each.id: _sums(each, entities(records[each.id].get("roles") or ())) for each in documents}
    if not any(table.any() for table in tables.values()):
        return
    for part in parts(file, INSTRUMENT):
        sums = np.array([table for name, table in tables.items() if part.holds(name)])
        yield from _rows(file, part.split, sums)


_COUNTS = 3
"""Right, found and gold, of each role; then of the floor; then entities cast, with a right role, and all."""


def _sums(document: Document, named: Sequence[Entity]) -> Floats:
    """Count an article: right, found and gold by role; entities cast, those rightly so, those that are villains, all."""
    told = cast(document, named) if named else {}
    table = np.zeros((len(GOLD_ROLES), _COUNTS))
    of_all = np.zeros(4)
    for entity in named:
        counts = told[entity.name]
        most = max(counts.values(), default=0)
        ours = {role for role, n in counts.items() if n == most}
        for place, role in enumerate(GOLD_ROLES):
            table[place] += (role in ours and role in entity.roles, role in ours, role in entity.roles)
        of_all += (
            bool(ours),
            bool(ours) * len(ours & entity.roles) / max(len(ours), 1),
            bool(ours) and "villain" in entity.roles,
            1,
        )
    return np.concatenate([table.ravel(), of_all])


def _mean_f1(sums: Floats) -> Floats:
    counts = sums[..., : len(GOLD_ROLES) * _COUNTS].reshape(*sums.shape[:-1], len(GOLD_ROLES), _COUNTS)
    both = counts[..., 1] + counts[..., 2]
    return np.asarray(np.divide(2 * counts[..., 0], both, out=np.zeros_like(both), where=both > 0).mean(axis=-1))


def _floor(sums: Floats) -> float:
    """Give the mean F1 of taking everybody for a villain, the commonest role."""
    total = sums.sum(axis=0)
    gold, everybody = total[2], total[-1]
    return float(2 * gold / (gold + everybody) / len(GOLD_ROLES)) if everybody else 0.0


def _rows(file: GoldFile, split: str, sums: Floats) -> Iterator[Row]:
    n, articles = int(sums[:, -1].sum()), len(sums)
    common = {"split": split, "unit": "entities that the coders named", "documents": articles}
    yield row(
        file, INSTRUMENT, "role", "macro-F1 of roles, of villain, victim and hero", of_sums(sums, _mean_f1), n=n,
        floor=_floor(sums), floor_is="everybody a villain, the commonest role", said="with the coders of climate articles",
        note="exploratory; entities as the coders wrote them; who is not cast counts as missed", **common,
    )  # fmt: skip
    for place, role in enumerate(GOLD_ROLES):
        counts = sums[:, place * _COUNTS : (place + 1) * _COUNTS]
        table = np.column_stack([counts[:, 0], counts[:, 1], counts[:, 0], counts[:, 2]])
        gold, everybody = counts[:, 2].sum(), sums[:, -1].sum()
        base = row(
            file, INSTRUMENT, "role", "", of_sums(table, lambda each: each[..., 0]), n=int(gold),
            floor_is=f"everybody a {role}", **common,
        )  # fmt: skip
        yield from f1_precision_recall(table, base, f"of {role}", float(2 * gold / (gold + everybody)) if everybody else None)
    told = sums[:, [-4, -3, -2, -1]]
    yield row(
        file,
        INSTRUMENT,
        "role",
        "share of entities cast",
        of_sums(told, lambda each: each[..., 0] / each[..., 3]),
        n=n,
        **common,
    )
    cast_all = max(float(told[:, 0].sum()), 1.0)
    yield row(
        file, INSTRUMENT, "role", "share right of those cast", of_sums(told, _right), n=int(told[:, 0].sum()),
        floor=float(told[:, 2].sum() / cast_all), floor_is="everybody a villain", **common,
    )  # fmt: skip


def _right(sums: Floats) -> Floats:
    none = np.full(sums.shape[:-1], np.nan)
    return np.asarray(np.divide(sums[..., 1], sums[..., 0], out=none, where=sums[..., 0] > 0))
