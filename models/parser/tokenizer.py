"""spaCy's English tokeniser, made to cut as the English treebanks do."""

from __future__ import annotations

import re
from typing import Any

__all__ = ["as_treebank"]

_PREFIXES = """
e co re non pre pro mid sub de un anti post semi cross inter intra multi over under counter pseudo ultra neo mis bi tri vice bio
micro macro meta pan mini ex
"""
"""What stays with the word behind its hyphen ("anti-war" is one word to both treebanks, "self-made" three)."""
_SYLLABLES = """
un il ju hye sung chol hui hwa hyun yong nam kyu guk bok tae jun soo kyung ching wai chung woo jin hyok sik
ki keung fung wan lai chan wook ho
"""
"""Second halves of East Asian given names ("Jong-un"), which GUM keeps whole; none is an English word."""
_WHOLE = """
al. approx. ca. etc. M.Sc. Mlle.
No. Ft. Lt. Sat. Sun. Wed. Fri. Thu. Tue. Mon. Yahoo! vs. Gen. Col. Sgt. Capt. Maj. Gov. Sen. Rep. Rev.
"""
_DIVIDED = "): and/or wed Wed id Id ill Ill hell Hell shell Shell well Well were Were"
"""spaCy's special cases that the treebanks do not have: "well" is rarely "we'll" without its apostrophe in edited text."""
_MATCHED = r"#[A-Za-z]\w*|@\w+|'\d\ds?|(?:\d-)?(?:\d{3}-){1,2}\d{4}"
"""Hashtags, handles, decades and telephone numbers are one token."""
_UNITS = [r"(?<=\d)(?:bn|tn|[kmb])", r"(?<=\d)(?:[ap]m|[AP]M)"]
"""What stands apart behind a number ("25 bn", "7:30 PM")."""
_LEADING_HYPHEN, _TRAILING_HYPHEN = "-(?=[A-Za-z0-9])", "(?<=[A-Za-z0-9])-"
"""A hyphen beside a space is a dash ("the deal -once signed- holds")."""
_RUNS = [r"[!?]{2,}", r"(?<!\.)\.[!?]+", r"\*{2,}", r"_{2,}", r"={2,}", r"<<+", r">>+", r"-{2,}", r"~{2,}"]
"""Marks typed again and again are one token."""


def as_treebank(nlp: Any) -> None:  # noqa: ANN401  (spaCy has no type for a tokeniser that is a Tokenizer)
    """Give a pipeline a tokeniser that cuts at hyphens, also beside digits, but not behind prefixes.

    Written to disk with the pipeline as regular expressions: loading it needs none of this.
    """
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    kept = [rule for rule in nlp.Defaults.infixes or () if "(?:-" not in rule]
    tokenizer = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex([r"--+", "[—–]", *kept, _hyphen()]).finditer
    prefixes = [rule for rule in nlp.Defaults.prefixes or () if rule != "#"]
    tokenizer.prefix_search = compile_prefix_regex([*_RUNS, _LEADING_HYPHEN, "#(?![A-Za-z])", *prefixes]).search
    tokenizer.suffix_search = compile_suffix_regex([*_RUNS, _TRAILING_HYPHEN, *_UNITS, *(nlp.Defaults.suffixes or ())]).search
    tokenizer.token_match = re.compile(rf"(?:{_MATCHED})$").match
    divided = frozenset(_DIVIDED.split())
    tokenizer.rules = {form: cut for form, cut in tokenizer.rules.items() if form not in divided}
    for form in _WHOLE.split():
        tokenizer.add_special_case(form, [{"ORTH": form}])


def _hyphen() -> str:
    """Give the expression for a hyphen that is cut out of a word."""
    prefixes = [form for prefix in _PREFIXES.split() for form in (prefix, prefix.capitalize())]
    behind = "".join(rf"(?<!\b{form})" for form in prefixes) + r"(?<!\bJae)"
    names = "|".join(_SYLLABLES.split())
    return rf"(?<=[A-Za-z0-9.À-ɏ']){behind}-(?!(?:{names})\b)(?=[A-Za-z0-9À-ɏ\"'$])"
