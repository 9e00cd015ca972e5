"""Words that the grammar of relations asks for: verbs that leave it open whether something happens, nouns of event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from framing.lexicons import load

__all__ = ["RelationWords", "relation_words"]

LIST = "relation-words"
"""The word list; its card says how it was made."""


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Lemmas by what they do to a relation; fields are the classes of the list `relation-words`."""

    no_event: frozenset[str]
    """Verbs of being and having."""
    preposition_participle: frozenset[str]
    """Participles that are prepositions: "including", "following"."""
    object_control: frozenset[str]
    """Verbs whose object does what the infinitive says: "urged Seoul to join"."""
    subject_control: frozenset[str]
    """Verbs whose subject does, object or not: "promised Seoul to join"."""
    impersonal_adjective: frozenset[str]
    """Adjectives whose subject does not do what the infinitive says: "hard to beat"."""
    unreal_governor: frozenset[str]
    """Verbs that leave open whether what they govern happens."""
    real_governor: frozenset[str]
    """Verbs whose infinitive happens: "began to", "helped to"."""
    negating_governor: frozenset[str]
    negating_adjective: frozenset[str]
    real_adjective: frozenset[str]
    unreal_noun: frozenset[str]
    """Nouns whose "to" or "of" is only possible or wanted: "plan", "threat"."""
    negating_noun: frozenset[str]
    ordinal: frozenset[str]
    time_or_manner: frozenset[str]
    """Nouns that a clause without a pronoun tells when or how of: "the day they met"."""
    infinitive_only: frozenset[str]
    """Verbs that are no predicate themselves before an infinitive: "seek to"."""
    object_infinitive: frozenset[str]
    """Verbs of object control whose infinitive is never one of purpose: "urge"."""
    provide_with: frozenset[str]
    """Verbs whose object gets what stands behind "with"."""
    stance_before_infinitive: frozenset[str]
    """Nouns that are no event before an infinitive: "efforts to"."""
    transfer: frozenset[str]
    """Verbs whose "to" names who gets it."""
    stance: frozenset[str]
    """Nouns of will, whose infinitive is done by whom they belong to, even as the object of another verb."""
    content_noun: frozenset[str]
    """Nouns whose "that" tells what they say: "the news that"."""
    object_gerund: frozenset[str]
    """Verb and preposition whose gerund the object does: "accuse of", "prevent from"."""
    unreal_object: frozenset[str]
    """Verbs that leave open whether the event that is their object happens: "threaten strikes"."""
    speech: frozenset[str]
    """Verbs whose speaker may stand behind them: " … , said the minister"."""
    naming: frozenset[str]
    """Verbs whose second object says what the first becomes: "made Vell a minister"."""
    of_others: frozenset[str]
    """Verbs whose object is another's plan: "thwart a plan to"."""
    verbs: frozenset[str]
    """Verbs that the list `verb-classes` knows."""
    imposing_only: frozenset[str]
    """Verbs that are the predicate themselves beside a noun of event: "put tariffs on"."""
    imposing: frozenset[str]
    """Verbs whose "on", "against", "at" names whom it hits."""
    transfer_for: frozenset[str]
    transfer_with: frozenset[str]
    reciprocal: frozenset[str]
    """Verbs without direction, whose "with" names the other party."""
    light: frozenset[str]
    """Verbs that say little beside a noun of event: "conduct a test"."""
    support: frozenset[str]
    """Those beside which the noun is the predicate, where it has a party: "conduct a raid on"."""
    light_only: frozenset[str]
    """Verbs that say nothing beside it: "have talks", "pay a visit"."""
    prepositional: frozenset[str]
    """Verb and preposition that govern a patient: "rely on"."""
    event_noun: frozenset[str]
    reciprocal_noun: frozenset[str]
    """Events without direction: "talks"."""
    intransitive_noun: frozenset[str]
    """Events whose "of" names who does it: "visit of"."""
    noun_of_patient: frozenset[str]
    """Events whose possessor undergoes them: "Arland's defeat"."""


@cache
def relation_words() -> RelationWords:
    """Give the words of the list that the package ships.

    Examples:
        >>> "refuse" in relation_words().negating_governor, "rely on" in relation_words().prepositional
        (True, True)
    """
    found: dict[str, set[str]] = {}
    for row in load(LIST).entries:
        found.setdefault(row["class"].replace(" ", "_"), set()).add(row["entry"])
    found["verbs"] = {row["entry"] for row in load("verb-classes").entries if row["kind"] == "verb"}
    return RelationWords(**{name: frozenset(words) for name, words in found.items()})
