"""Lemmas from a word's form, class and tag: what the treebanks say of it, else what its inflection says (lemminflect).

Held against edit trees in docs/methods/syntax.md: looking up is as accurate where the word was seen, and better where not.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources

__all__ = ["INFLECTED", "inflected_lemma", "lemma"]

INFLECTED = {
    **dict.fromkeys(("NNS", "NNPS"), "NOUN"),
    **dict.fromkeys(("VBD", "VBG", "VBN", "VBZ", "VBP"), "VERB"),
    **dict.fromkeys(("JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RBR", "RBS"), "ADV"),
}
"""Tags of inflected words (Penn Treebank), and the class whose endings they have; all other words are their own lemma."""


@cache
def lemma(form: str, word_class: str, tag: str) -> str:
    """Give the lemma of a word as Universal Dependencies has it.

    Args:
        form: as it stands in the text, straight apostrophes.
        word_class: universal part of speech (UPOS).
        tag: Penn Treebank tag; any other, or none, leaves a word that was not seen as it is.

    Returns:
        In small letters, proper nouns excepted; an empty form gives an empty lemma.

    Source: English Web Treebank and GUM for words seen there; lemminflect (Jascob 2019) for inflected ones that were not.

    Examples:
        >>> [lemma("undermining", "VERB", "VBG"), lemma("Them", "PRON", "PRP"), lemma("Russians", "PROPN", "NNPS")]
        ['undermine', 'they', 'Russian']
    """
    seen = _seen().get((form.lower(), word_class, tag))
    return inflected_lemma(form, word_class, tag) if seen is None else seen


def inflected_lemma(form: str, word_class: str, tag: str) -> str:
    """Take the ending off an inflected word, whether or not the treebanks have it; `lemma` looks there first.

    Examples:
        >>> inflected_lemma("co-authors", "NOUN", "NNS"), inflected_lemma("Seoul", "PROPN", "NNP")
        ('co-author', 'Seoul')
    """
    plain = form if word_class == "PROPN" else form.lower()
    if word_class == "NUM":
        return plain.replace(",", "")
    before, hyphen, last = form.rpartition("-")
    if tag not in INFLECTED or not last.isalpha():
        return plain
    from lemminflect import getLemma

    found = str((*getLemma(last.lower(), upos=INFLECTED[tag]), last.lower())[0])
    if word_class == "PROPN":
        return before + hyphen + _capitalised(found, last)
    return before.lower() + hyphen + found


def _capitalised(found: str, form: str) -> str:
    """Give a lemma the capitals of the word it belongs to."""
    return found.upper() if form.isupper() else found[:1].upper() + found[1:] if form[:1].isupper() else found


@cache
def _seen() -> dict[tuple[str, str, str], str]:
    """Give what the treebanks say where it is not what `inflected_lemma` says."""
    table = resources.files("framing") / "text" / "english" / "lemmas.csv"
    if not table.is_file():
        return {}
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {(row["form"], row["class"], row["tag"]): row["lemma"] for row in rows}
