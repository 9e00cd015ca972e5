"""Aliases made ready to be looked for: plurals, coordination, and longer names that are somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

from framing.errors import StudyError
from framing.lexicons import load

if TYPE_CHECKING:
    from framing.study import Actor

__all__ = ["LABELS", "Part", "Reading", "cut", "readings"]

LABELS = ("name", "adjective", "leader")
"""What kind of alias was used: "Moscow" is a name, "Russian" an adjective, "Putin" a leader."""

SPELT = 4
"""Acronyms of so many letters are spoken as words and may be written as one: "Nato"; "US", "UN" and "EU" never are."""

KOREAN_NAME = 3
"""Words of a Korean name: its last one is also written small, after a hyphen."""


@dataclass(frozen=True, slots=True)
class Part:
    """One mention within a phrase: whose it is, and at which of the phrase's words it begins and stops."""

    actor: int
    label: int
    entry: str
    first: int = 0
    stop: int = 0
    """0: at the phrase's end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase and the mentions it holds: one, several where coordinated, none where it is somebody else's name."""

    words: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def phrase(self) -> str:
        """What is looked for, capitals as needed."""
        return " ".join(self.words)

    @property
    def surname(self) -> bool:
        """Whether it is a leader by one word, which may be another person's name too."""
        return len(self.words) == 1 and bool(self.parts) and LABELS[self.parts[0].label] == "leader"


def readings(actors: Sequence[Actor]) -> tuple[Reading, ...]:
    """Give every phrase that names an actor, joins two of them, or holds an actor's name and is somebody else's.

    Where several phrases have the same words, the first whose capitals fit is meant. No actors give phrases that count
    for nobody.

    Raises:
        StudyError: an alias holds no word.

    Examples:
        >>> from framing.study import Actor
        >>> found = readings([Actor(name="East Vale"), Actor(name="West Vale")])
        >>> [reading.phrase for reading in found if reading.parts][:4]
        ['East Vale', 'West Vale', 'East West Vale', 'East and West Vale']
    """
    plain = [reading for code, actor in enumerate(actors) for reading in _aliases(code, actor)]
    own = {reading.phrase.casefold() for reading in plain}
    # "the West" begins before "West Bank" does, so "the West Bank" has to be known too.
    articles = {()} | {reading.words[:1] for reading in plain if reading.words[0] == "the"}
    entries = [cut(entry) for entry in load("name-stops").column("entry")]
    stops = [Reading((*article, *words), ()) for words in entries for article in sorted(articles)]
    return (*plain, *_coordinated(plain), *(stop for stop in stops if stop.phrase.casefold() not in own))


def cut(entry: str) -> tuple[str, ...]:
    """Cut an alias or indicator at spaces, hyphens and slashes, as texts are; what holds no letter or digit is left out.

    Examples:
        >>> cut("Asia-Pacific region"), cut("—")
        (('Asia', 'Pacific', 'region'), ())
    """
    return tuple(word for word in _CUT.split(entry) if any(sign.isalnum() for sign in word))


_CUT = re.compile(r"[\s/‐-―-]+")


def _aliases(code: int, actor: Actor) -> Iterator[Reading]:
    """Give every way to name an actor, with "Russians" for "Russian", "Kim Jong-un" for "Kim Jong Un" and "Nato" for "NATO"."""
    kinds = zip(LABELS, ((actor.name, *actor.aliases), actor.adjectives, actor.leaders), strict=True)
    for label, (kind, aliases) in enumerate(kinds):
        for alias in dict.fromkeys(aliases):
            parts = (Part(code, label, alias),)
            words = cut(alias)
            if not words:
                raise StudyError(f'actor {actor.name}: the alias "{alias}" holds no letter or digit; mend it or delete it')
            yield Reading(words, parts)
            if kind == "adjective" and alias.endswith(_PLURAL):
                yield Reading((*words[:-1], words[-1] + "s"), parts)
            if kind == "leader" and len(words) == KOREAN_NAME:
                yield Reading((*words[:-1], words[-1].lower()), parts)
            if len(alias) >= SPELT and alias.isupper() and alias.isalpha():
                yield Reading((alias.capitalize(),), parts)


_PLURAL = ("an", "i")
"""Endings of demonyms whose plural is their own and an s: Russians, Koreans, Iraqis."""


def _coordinated(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Join readings with the same last words: "North and South Korea", "North or South Koreans", "the Koreas"."""
    shared: dict[tuple[str, ...], list[Reading]] = {}
    for reading in readings:
        if len(reading.words) > 1 and LABELS[reading.parts[0].label] != "leader":
            shared.setdefault(reading.words[1:], []).append(reading)
    for tail, group in shared.items():
        for one, other in permutations(group, 2):
            if one.parts[0].actor != other.parts[0].actor:
                yield from _joined(one, other)
        named = {reading.parts[0].actor: None for reading in group if LABELS[reading.parts[0].label] == "name"}
        if len(tail) == 1 and len(named) > 1:
            plural = tail[0] + "s"
            yield Reading((plural,), tuple(Part(actor, LABELS.index("name"), plural) for actor in named))


def _joined(one: Reading, other: Reading) -> Iterator[Reading]:
    """Give "North and South Korea", "North or South Korea", and "North, South Korea" (a comma is no word)."""
    for conjunction in ((), ("and",), ("or",)):
        words = (one.words[0], *conjunction, *other.words)
        begin = 1 + len(conjunction)
        yield Reading(words, (replace(one.parts[0], stop=1), replace(other.parts[0], first=begin)))
