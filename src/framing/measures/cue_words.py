"""Words of cues as their judge sees them: the lists of `attribution-news` that each is in, and the word that makes a cue."""

from __future__ import annotations

import numpy as np

from framing.measures.context import Context
from framing.measures.source_kinds import listed
from framing.measures.speakers import Speakers
from framing.measures.surroundings import COMMA, JOINED, signs

__all__ = [
    "AFTER", "BEFORE", "BY", "HEARSAY", "IMPERSONAL", "IMPUTED", "ING", "KEY", "LY", "NEAR", "NOUN", "PASSIVE", "PERSON",
    "POSSIBLE", "QUOTING", "REFLEXIVE", "RELATIVE", "SPEECH", "SUBJECT", "CueWords",
]  # fmt: skip

LISTS = (
    "speech", "imputed", "cue", "quoting only", "needs a subject", "needs a person", "impersonal", "hearsay", "noun cue",
    "before a cue", "after a cue", "possible", "reflexive", "relative",
)  # fmt: skip
(
    SPEECH, IMPUTED, OTHER, QUOTING, SUBJECT, PERSON, IMPERSONAL, HEARSAY, NOUN,
    BEFORE, AFTER, POSSIBLE, REFLEXIVE, RELATIVE, PASSIVE, BY, ING, LY,
) = (1 << at for at in range(18))  # fmt: skip
KEY = SPEECH | IMPUTED | OTHER | HEARSAY

NEAR = 3
"""Words between a subject and its verb at most, auxiliaries apart; and between two listed words of one cue."""

PARTICLES = 2
"""Words behind its last listed word that still belong to a cue ("voiced doubts **as to**")."""


class CueWords:
    """A batch's words as a judge of cues sees them: `code`, the lists that each word is in as bits."""

    def __init__(self, context: Context) -> None:
        code = np.zeros(len(context.batch.words.types), np.int64)
        for at, name in enumerate(LISTS):
            code |= np.where(listed(context, name), 1 << at, 0)
        for name, bit in (("passive be", PASSIVE), ("by", BY)):
            code |= np.where(context.classed(name)[:-1], bit, 0)
        code |= np.where(context.gerund[: len(code)], ING, 0)
        code |= np.where(context.adverb[: len(code)], LY, 0)
        self.context = context
        self.type_code = code
        self.code = code[context.type] if len(code) else np.zeros(0, np.int64)
        self.sign = signs(context.batch)
        self.speakers = Speakers(context)
        self.kinds = self.speakers.kind(np.arange(len(context.type), dtype=np.int32)).astype(np.int64)

    def verb(self, first: int, last: int) -> int:
        """Give the first word of a cue that is no auxiliary or adverb, its first word where all are."""
        return next((at for at in range(first, last + 1) if not self.code[at] & (BEFORE | LY | AFTER)), first)

    def parted(self, at: int) -> bool:
        """Whether a sign, not a hyphen, stands between a word and the one before it."""
        return COMMA <= int(self.sign[at]) < JOINED

    def key(self, first: int, last: int) -> int:
        """Give the word that makes a cue: hearsay, else the first listed verb, else a noun; −1 where none is listed."""
        code = self.code[first : last + 1].tolist()
        known = [at for at, each in enumerate(code) if each & KEY]
        hearsay = [at for at in known if code[at] & HEARSAY]
        verbs = [at for at in known if not code[at] & NOUN]
        chosen = hearsay or verbs or known
        return first + chosen[0] if chosen else -1

    def trimmed(self, first: int, last: int, key: int) -> tuple[int, int]:
        """Give the cue's first and last word: the key with its auxiliaries, adverbs, particles and further listed words."""
        code, low, high = self.code, key, key
        if code[key] & HEARSAY:
            return key, key
        if code[key] & NOUN and key - first <= NEAR:
            low = first
        while low > first and code[low - 1] & (BEFORE | LY | KEY) and not self.parted(low):
            low -= 1
        at = key + 1
        while at <= min(last, high + NEAR) and not self.parted(at):
            high = at if code[at] & KEY else high
            at += 1
        for _ in range(PARTICLES):
            if high < last and code[high + 1] & AFTER and not self.parted(high + 1):
                high += 1
        return low, high
