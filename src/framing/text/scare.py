"""Scare quotes: words between quotation marks that quote nobody, told from short quotations by what stands around them."""

from __future__ import annotations

import re

from framing.lexicons.load import load

__all__ = ["CUES", "CUE_AFTER", "CUE_BEFORE", "LONGEST_SHORT", "LONGEST_WORD", "SCARE_WORDS", "SMALL_WORDS", "at_arms_length"]

SCARE_WORDS = 4
"""A quotation of more words than these is always direct: longer stretches are rarely held at arm's length."""

CUE_BEFORE, CUE_AFTER = 20, 8
"""Words before and after a short quotation, within its sentence, in which a cue of speech makes it direct."""

TITLE_CUE = 2
"""Likewise for a quotation in title case, on either side."""

LONGEST_WORD = 8
"""Code points a word, generously: how far to look for that many words."""

GLANCE = 30
"""Code points before a quotation that are looked at first, for speed alone."""

LONGEST_SHORT = 80
"""Code points beyond which a quotation is neither short nor a title, and is not looked at more closely."""

_SMALL = "a|an|and|are|as|at|be|by|de|for|from|her|his|in|into|is|it|its|la|my|of|on|or|over|the|to|with|your"
SMALL_WORDS = tuple(_SMALL.split("|"))
"""Words that are small in titles."""

_TITLE = re.compile(rf"[^\w]*[A-Z0-9][\w'&.-]*(?:[ ,:]+(?:[A-Z0-9(][\w'&.)-]*|{_SMALL}))*[^\w]*")
CUES = frozenset(form for cue in load("quote-cues").column("entry") for form in (cue, cue.capitalize(), cue.upper()))
"""Cues of speech in small letters, with a capital, and in capitals."""

_ABBREVIATIONS = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Z]|[A-Za-z.]+\.[A-Za-z]|Mrs?|Ms|[DJS]r|Gen|Sens?|Reps?|Gov|Lt|Col|Maj|Capt|Sgt|Adm|St|No|vs)\.$"
)
_SETTERS = re.compile(
    r"(?:'s|\b(?:at|by|film|from|in|of|on|book|article|song|show|ship|(?:en)?titled|named|headlined|tells?|told))[,:]? $"
)
LONGEST_SETTER = 16
"""Code points: the longest of these with a comma and a space, and more than the one before it; sought nowhere else."""

_BREAK = re.compile(r"[.!?][\"')]*\s+(?=[\"'(]*[A-Z0-9]|$)")
_LAST_BREAK = re.compile(r".*([.!?])[\"')]*\s+(?=[\"'(]*[A-Z0-9]|$)", re.DOTALL)
_TERMINAL = (".", "!", "?", "…")


def at_arms_length(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Say whether what stands between quotation marks is held at arm's length, or is a title, and quotes nobody.

    Args:
        text: normalised: straight marks, plain spaces.
        start: code point of the opening mark.
        end: code point after the closing mark.
        low: where its paragraph begins.
        high: where its paragraph ends.

    Returns:
        True for at most four words that are no sentence and have no cue of speech in their sentence nearby, and for
        title case without a cue beside it; empty marks are held at arm's length too (this toolkit).

    Examples:
        >>> text = 'The so-called "reform" failed.'
        >>> at_arms_length(text, 14, 22, 0, len(text))
        True
        >>> text = 'She called it a "dead letter".'
        >>> at_arms_length(text, 16, 29, 0, len(text))
        False
    """
    inner = text[start:end].strip("\"' ")
    title = inner[:1].isupper() and _TITLE.fullmatch(inner) is not None and not inner.isupper()
    if not title and inner.count(" ") >= SCARE_WORDS:
        return False
    if (not title and _cued_right_before(text, start, low)) or _is_sentence(text, inner, start, low):
        return False
    before = _same_sentence_before(text[max(low, start - LONGEST_WORD * CUE_BEFORE) : start])
    after = "" if inner.endswith(_TERMINAL) else text[end : min(high, end + LONGEST_WORD * CUE_AFTER)]
    if not before.strip() and inner.endswith((",", "!", "?")):
        return False
    if title and _SETTERS.search(before[-LONGEST_SETTER:]):
        return True
    reach_before, reach_after = (TITLE_CUE, TITLE_CUE) if title else (CUE_BEFORE, CUE_AFTER)
    if not CUES.isdisjoint(_bare(before).rsplit(None, reach_before)[-reach_before:]):
        return False
    return CUES.isdisjoint(_bare(_same_sentence_after(after)).split(None, reach_after)[:reach_after])


def _cued_right_before(text: str, start: int, low: int) -> bool:
    """Whether a cue stands so near before that a glance tells; most quotations are known by it."""
    ahead = text[max(low, start - GLANCE) : start]
    return "." not in ahead and "!" not in ahead and "?" not in ahead and not CUES.isdisjoint(_bare(ahead).split()[1:])


def _is_sentence(text: str, inner: str, start: int, low: int) -> bool:
    """Whether it begins with a capital, ends as a sentence, and is no part of a clause that runs into it."""
    if not inner.endswith(_TERMINAL) or not inner[0].isupper():
        return False
    before = text[max(low, start - 3) : start].rstrip()
    return not before or before[-1] in ".!?:,;\"'"


def _bare(stretch: str) -> str:
    """Its words, without the commas and colons that stand behind cues of speech."""
    return stretch.replace(",", " ").replace(":", " ")


def _same_sentence_before(stretch: str) -> str:
    """Cut what belongs to an earlier sentence off the front."""
    if "." not in stretch and "?" not in stretch and "!" not in stretch:
        return stretch
    end = len(stretch)
    while found := _LAST_BREAK.match(stretch, 0, end):
        if not _abbreviated(stretch, found.end(1)):
            return stretch[found.end() :]
        end = found.start(1)
    return stretch


def _same_sentence_after(stretch: str) -> str:
    """Cut what belongs to a later sentence off the end."""
    for found in _BREAK.finditer(stretch):
        if not _abbreviated(stretch, found.start() + 1):
            return stretch[: found.start()]
    return stretch.rstrip(".!?\"' ")


def _abbreviated(stretch: str, end: int) -> bool:
    """Whether the full stop that ends there is an abbreviation's."""
    return stretch[end - 1] == "." and _ABBREVIATIONS.search(stretch, max(0, end - LONGEST_WORD), end) is not None
