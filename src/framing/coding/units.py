"""What can be coded: the sentences, passages, sections or documents of a study, from its tables alone.

Only what the measures count is a unit: headings are left out, the headline's excepted. So the mean of an instrument over all
units of a document is the document's measure, and a corrected mean stands beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook

__all__ = ["PASSAGE_WORDS", "members", "mention_sentences", "unit_id", "units"]

PASSAGE_WORDS = 60
"""A passage ends with the sentence that fills so many words: two to four sentences of news, a paragraph as papers print it."""

_LETTERS = "bcdfghjkmnpqrtvwxz"
"""Ids are of these: no spreadsheet takes them for numbers, dates or words, and no coder for an outlet's name."""

_ID_LENGTH = 9


def units(tables: Mapping[str, pd.DataFrame], codebook: Codebook) -> pd.DataFrame:
    """Give every unit of a study that a codebook could be asked about, in the order of the texts.

    Returns:
        id, document, section, actor, start, end, first, last (numbers of its sentences), role. No sentences give no rows.
    """
    frame = _spans(_counted(tables), codebook.unit)
    frame["actor"] = ""
    if codebook.per == "actor":
        named = (
            members(frame).merge(mention_sentences(tables), on=["document", "sentence"])[["unit", "actor"]].drop_duplicates()
        )
        frame = frame.drop(columns="actor").merge(named, left_index=True, right_on="unit").drop(columns="unit")
        frame = frame.sort_values(["document", "start", "actor"], kind="stable")
    spans = zip(frame["document"], frame["start"], frame["end"], frame["actor"], strict=True)
    frame["id"] = [unit_id(codebook, document, start, end, actor) for document, start, end, actor in spans]
    columns = ["id", "document", "section", "actor", "start", "end", "first", "last", "role"]
    return frame[columns].reset_index(drop=True)


def _counted(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    sentences, sections = tables["sentences"], tables["sections"]
    held = sentences[(~sentences["heading"] | (sentences["section"] == "00")) & (sentences["words"] > 0)]
    return held.merge(sections[["document", "section", "role"]], on=["document", "section"], how="left")


def _spans(sentences: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Put sentences together into units: each from the start of its first to the end of its last."""
    keys = {
        "sentence": ["document", "section", "sentence"],
        "passage": ["document", "section", "passage"],
        "section": ["document", "section"],
        "document": ["document"],
    }[unit]
    words = sentences.groupby(["document", "section"], sort=False)["words"]
    held = sentences.assign(passage=(words.cumsum() - sentences["words"]) // PASSAGE_WORDS)
    return (
        held.groupby(keys, sort=False)
        .agg(
            section_=("section", "first"),
            start=("start", "min"),
            end=("end", "max"),
            first=("sentence", "min"),
            last=("sentence", "max"),
            role=("role", "first"),
        )
        .reset_index()
        .assign(section=lambda frame: frame["section_"] if unit != "document" else "all")
        .drop(columns="section_")
    )


def members(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the sentences of each unit: `unit` (the row's label in `frame`), document, sentence."""
    import numpy as np
    import pandas as pd

    counts = (frame["last"] - frame["first"] + 1).to_numpy(np.int64)
    offsets = np.arange(counts.sum()) - np.repeat(counts.cumsum() - counts, counts)
    return pd.DataFrame(
        {
            "unit": np.repeat(frame.index.to_numpy(), counts),
            "document": np.repeat(frame["document"].to_numpy(object), counts),
            "sentence": np.repeat(frame["first"].to_numpy(np.int64), counts) + offsets,
        }
    )


def mention_sentences(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give which actor is named in which sentence: document, sentence, actor."""
    evidence = tables["evidence"]
    named = evidence[(evidence["layer"] == "mention") & (evidence["actor"] != "")]
    return named[["document", "sentence", "actor"]].drop_duplicates().astype({"sentence": "int64"})


def unit_id(codebook: Codebook, document: str, start: int, end: int, actor: str = "") -> str:
    """Give the id of a unit: letters only, the same whenever it is made, different for each version of a codebook.

    Examples:
        >>> from framing.coding.codebook import load_codebook
        >>> unit_id(load_codebook("tone"), "wire-01", 0, 40)
        'rfvhfhnkb'
    """
    key = "\x1f".join([codebook.id, document, str(start), str(end), actor])
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    letters = []
    for _ in range(_ID_LENGTH):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    return "".join(letters)
