"""Which words of the treebanks have another lemma than their ending says: the table that `framing.text.lemmas` looks up."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from framing.text.lemmas import INFLECTED, inflected_lemma
from framing.text.normalise import PLAIN
from framing.validate.conllu import Sentence
from models.parser.treebank import plain

LEAST = 4
"""Times that an inflected word must have been seen; chosen by reading what is left out at 2, 3 and 4."""


def exceptions(sentences: Iterable[Sentence]) -> list[tuple[str, str, str, str]]:
    """Give form, class, tag and commonest lemma of every word that `inflected_lemma` gets wrong, sorted.

    Left out are proper nouns that differ in their capitals alone, what was seen once, and inflected words that were seen fewer
    than `LEAST` times: the writers' and annotators' slips ("fled" of "flead").
    """
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    forms: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for form, word_class, tag, lemma in zip(sentence.words, sentence.classes, sentence.tags, sentence.lemmas, strict=True):
            key = plain(form).lower(), word_class, tag
            counts[key][lemma.translate(PLAIN)] += 1
            forms[key][plain(form)] += 1
    rows = []
    for key, found in sorted(counts.items()):
        lemma, times = min(found.items(), key=lambda item: (-item[1], item[0]))
        form = min(forms[key].items(), key=lambda item: (-item[1], item[0]))[0]
        known = inflected_lemma(form, key[1], key[2])
        slip = times < (LEAST if key[2] in INFLECTED else 2)
        capitals = key[1] == "PROPN" and lemma.lower() == known.lower()
        if lemma not in (known, "_") and not slip and not capitals and key[1] not in ("X", "PUNCT", "SYM", "NUM"):
            rows.append((*key, lemma))
    return rows


def write(rows: Iterable[tuple[str, str, str, str]], path: Path) -> None:
    """Write the table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "class", "tag", "lemma"))
        writer.writerows(rows)
