"""Which lines under a title say who published the article, who wrote it and when: they are no part of its text."""

from __future__ import annotations

import re

__all__ = ["names_source", "reads_like_name"]

LONGEST_SOURCE = 12
"""Words of an outlet, an author and a date on one line."""

LONGEST_NAME = 5
"""Words of an outlet's or a person's name; a longer line under a title is its deck."""

_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS},? \d{{4}}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
_HOUR = r"(?:[,|•·–—-]? ?(?:at )?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: \w{2,4})?)?"
_DATED = re.compile(rf"(?:^|[,|•·–—-] ?|\bon |[a-z]+day,? ){_DAY}{_HOUR}$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
"""Every date has one, and hardly any other line under a title."""

_BY = re.compile(
    r"(?:posted|story|published|report|reported|written|article|analysis|opinion|commentary|text|words) by:? \S|by: \S"
    r"|special to |(?:from )?our \w+(?: \w+)? (?:staff|correspondent|reporter|editor)|from our (?:staff|correspondent)",
    re.IGNORECASE,
)
_OUTLET_WORDS = (
    "agency bulletin chronicle courier correspondent daily desk dispatch editor examiner express gazette globe guardian herald "
    "independent inquirer journal ledger magazine mail mirror monitor news newsroom newswire observer post press radio record "
    "reporter review service staff standard star sun telegraph television times tribune tv weekly wire writer "
    "reuters afp ap bbc cnn npr kcna tass xinhua yonhap"
)
_OUTLET = frozenset(_OUTLET_WORDS.split())
_LINK_WORDS = "a al and at bin da de del der di du el for in la le of the to van von & | • · – — -"
_LINKS = frozenset(_LINK_WORDS.split())
_MARKS = ",;:()[]'\"“”‘’."


def names_source(line: str) -> str:
    """Say whether a line right under a title is a `byline` or an `outlet`, by its own words; empty where it is neither.

    Examples:
        >>> names_source("Unity Daily, 19 March 2023"), names_source("Posted by: Newsroom"), names_source("What Comes Next")
        ('outlet', 'byline', '')
    """
    # Most lines under a title open the article: their number of words is looked at first.
    if not 0 < len(line.split(None, LONGEST_SOURCE)) <= LONGEST_SOURCE or line[-1] in "!?:":
        return ""
    undated = (_DATED.sub("", line) if _DIGIT.search(line) else line).strip(" ,|•·–—-")
    if _BY.match(line) and line[-1] != ".":
        return "byline"
    if not reads_like_name(undated, LONGEST_SOURCE):
        return "" if undated else "outlet"
    last = undated.split()[-1].strip(_MARKS).lower()
    return "outlet" if undated != line or last in _OUTLET or last.endswith((".com", ".org", ".net")) else ""


def reads_like_name(line: str, longest: int = LONGEST_NAME) -> bool:
    """Tell whether a line is a few words with capitals, as names of outlets and people are.

    Examples:
        >>> reads_like_name("Jane Doe and John Roe"), reads_like_name("What the deal means"), reads_like_name("")
        (True, False, False)
    """
    words = line.split(None, longest)
    if not 0 < len(words) <= longest or line[-1] in "!?.":
        return False
    bare = [word.strip(_MARKS) for word in words]
    telling = [word for word in bare if word and word.lower() not in _LINKS]
    return bool(telling) and all(word[0].isupper() for word in telling)
