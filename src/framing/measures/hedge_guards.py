"""Guards of the list `hedges-rules`: what an entry asks of the words around it, to be told from its homographs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.measures.holders import named_holder
from framing.measures.rules import Guard
from framing.measures.spans import Spans

__all__ = ["GUARDS"]

Flags = NDArray[np.bool_]

EVIDENCE_REACH = 6
"""Words before "suggest" in which its subject is sought: covers "reports from mid-2024 suggest"; by eye on the coverage."""

COMPLEMENT_REACH = 5
"""Words after a verb of viewing in which "as" or "to be" is sought ("seen by many in the region as")."""

ASKED_REACH = 4
"""Words before "if" in which a verb of asking makes it "whether" ("asked the foreign minister if")."""

SUBJECT_REACH = 4
"""Words between "were" and "to" in an inverted condition: longest subject seen by eye."""


def _modal(spans: Spans) -> Flags:
    """May the verb: not before digits, and with a capital only in title case ("in May", "May 2024", "Theresa May")."""
    capital = spans.context.batch.words.capital.take(spans.first) > 0
    date = spans.told(1, spans.context.digits)
    titled = np.zeros(len(spans), bool)
    at = np.flatnonzero(capital)
    titled[at] = spans.context.in_title_case(spans.first[at]) & ~spans[at].preceded("date preposition")
    opening = spans.opens() & spans.followed("after opening may")
    return ~date & (~capital | titled | opening)


def _verb(spans: Spans) -> Flags:
    """A verb, not the noun of the same form: no article or possessive right before it ("a thought", "his belief")."""
    return ~spans.preceded("nominal")


def _might(spans: Spans) -> Flags:
    """Might the verb: not "the might", "his might", "might of", "might makes right"."""
    return ~spans.preceded("before noun might") & ~spans.followed("after noun might")


def _could(spans: Spans) -> Flags:
    """Could of possibility, not of past ability or its lack ("could not reach it", "could see the shore")."""
    return ~spans.followed("after could of ability")


def _possible(spans: Spans) -> Flags:
    """Possible of likelihood, not of ability ("make it possible to", "as fast as possible", "all possible means")."""
    return ~spans.preceded("before possible of ability", within=2) & ~spans.followed("after possible of ability")


def _passive(spans: Spans) -> Flags:
    """A participle of belief with a form of be shortly before, not of deliberation ("is being considered for")."""
    return spans.preceded("be", within=3) & ~spans.followed("deliberation")


def _as(spans: Spans) -> Flags:
    """A verb of viewing whose complement follows with "as" or "to be" ("seen by some as", "consider it to be")."""
    found = np.zeros(len(spans), bool)
    for n in range(1, COMPLEMENT_REACH + 1):
        found |= spans.classed(n, "as") & ~spans.classed(n + 1, "after as, no complement")
        found |= spans.classed(n, "to") & spans.classed(n + 1, "be or have")
    at = np.flatnonzero(found)
    found[at] = ~named_holder(spans[at])
    return np.asarray(found, bool)


def _unnamed(spans: Spans) -> Flags:
    """A verb of viewing whose subject is not named: "Oslo considers it lost" imputes a view, and hedges nothing."""
    return ~named_holder(spans)


def _opinion(spans: Spans) -> Flags:
    """A verb of opinion whose holder stands right before ("some consider the deal a threat")."""
    return spans.preceded("opinion holder")


def _evidence(spans: Spans) -> Flags:
    """A verb whose subject is evidence, not a person ("reports from the border suggest")."""
    return spans.preceded("evidence", within=EVIDENCE_REACH)


def _asked(spans: Spans) -> Flags:
    """If of an indirect question ("asked the minister if"), not of a condition."""
    return spans.preceded("asks", within=ASKED_REACH)


def _number(spans: Spans) -> Flags:
    """A number, time or measure comes next ("about 40", "around noon", "nearly a year"), not "about one thing"."""
    number = spans.context.number
    pronoun = spans.classed(1, "one") & ~(spans.told(2, number) | spans.classed(2, "in"))
    measure = spans.classed(1, "indefinite") & spans.classed(2, "measure")
    return (spans.told(1, number) | spans.classed(1, "time of day") | measure) & ~pronoun


def _round_number(spans: Spans) -> Flags:
    """A round number comes next ("several hundred"), not things ("several leaders")."""
    return spans.followed("round number")


def _of_a_claim(spans: Spans) -> Flags:
    """A noun that says what is claimed ("allegations that", "of"), not one that points to it ("ignored the allegations")."""
    return spans.followed("after a claim")


def _affirmed(spans: Spans) -> Flags:
    """A booster that is not negated ("not very", "isn't really")."""
    return ~spans.preceded("negation")


def _number_before(spans: Spans) -> Flags:
    """A number stands before, one word between allowed ("20 or so", "40 people or so")."""
    return spans.told(-1, spans.context.number) | spans.told(-2, spans.context.number)


def _no_number(spans: Spans) -> Flags:
    """No number comes next ("as long as the deal holds", not "as long as two years")."""
    return ~_number(spans)


def _inverted(spans: Spans) -> Flags:
    """An inverted condition ("Should Seoul attack, …"): a subject follows, it opens a clause, and nobody asks."""
    context = spans.context
    after = spans.first + 1
    named = context.capital_at(after) & spans.reaches(1)
    subject = named | spans.followed("subject")
    clause = spans.opens()
    rest = np.flatnonzero(subject & ~clause)
    clause[rest] = context.follows_comma(spans.first[rest])
    found = subject & clause
    told = np.flatnonzero(found)
    found[told] = ~context.asks(spans.first[told])
    return np.asarray(found, bool)


def _inverted_were(spans: Spans) -> Flags:
    """Were with its subject behind it and "to" further on ("Were Russia to attack, …")."""
    found = np.zeros(len(spans), bool)
    for n in range(2, SUBJECT_REACH + 2):
        found |= spans.classed(n, "to")
    at = np.flatnonzero(found)
    found[at] = _inverted(spans[at])
    return found


GUARDS: dict[str, Guard] = {
    "modal": _modal,
    "verb": _verb,
    "might": _might,
    "could": _could,
    "possible": _possible,
    "passive": _passive,
    "as": _as,
    "opinion": _opinion,
    "unnamed": _unnamed,
    "evidence": _evidence,
    "asked": _asked,
    "number": _number,
    "round number": _round_number,
    "affirmed": _affirmed,
    "of a claim": _of_a_claim,
    "number before": _number_before,
    "no number": _no_number,
    "inverted": _inverted,
    "inverted to": _inverted_were,
}
"""What an entry of the list may ask of the words around it."""
