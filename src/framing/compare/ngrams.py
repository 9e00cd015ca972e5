"""Words in a row, counted from the texts: pairs tell "press freedom" from "freedom fighters".

Counts are made where the texts are and are never written: from all pairs of a document its sentences could be put together.
What is kept is which of them tell two sides apart, the same statistics as of words, of those that several documents have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus.documents import Document
    from framing.study import Study

__all__ = ["LONGEST", "ngram_keywords", "ngrams"]

LONGEST = 3
"""Longer ones are hardly ever in five documents, unless one copied another."""

_BATCH = 500
"""Documents counted at once: some tens of megabytes."""


def ngrams(documents: Iterable[Document], n: int = 2) -> pd.DataFrame:
    r"""Count the runs of `n` words within sentences: the columns of the table `terms` (document, section, term, count).

    Headings count in the headline only, as single words do. `keywords({**tables, "terms": ngrams(documents)}, study)`
    compares them as it does words. Documents without a text, or with none of `n` words in a row, give no rows.

    Raises:
        InputError: `n` is not 1, 2 or 3.

    Examples:
        >>> from framing.corpus.documents import Document
        >>> from framing.corpus.sections import segment
        >>> rows = ngrams([segment(Document("a", "Old news\n\nThe old pact holds. The old pact fails."))])
        >>> dict(zip(rows["term"], rows["count"]))
        {'old news': 1, 'old pact': 2, 'pact fails': 1, 'pact holds': 1, 'the old': 2}
    """
    import pandas as pd

    if n not in range(1, LONGEST + 1):
        raise InputError(f"n-grams of {n} words: give 1, 2 or {LONGEST}")
    there = [document for document in documents if document.text is not None]
    pieces = [_counted(there[start : start + _BATCH], n) for start in range(0, len(there), _BATCH)]
    blank = pd.DataFrame({"document": [], "section": [], "term": [], "count": []}).astype({"count": "int64"})
    found = pd.concat(pieces, ignore_index=True) if pieces else blank
    return found.sort_values(["document", "section", "term"], ignore_index=True)


def _counted(documents: list[Document], n: int) -> pd.DataFrame:
    import pandas as pd

    from framing.text.build import build

    batch = build(documents)
    words, sentences = batch.words, batch.sentences
    sections = [[section.number for section in document.sections] for document in documents]
    number = np.array(
        [sections[d][s] for d, s in zip(sentences.document.tolist(), sentences.section.tolist(), strict=True)], dtype=object
    )
    counted = ~sentences.heading | (number == "00")
    starts = np.arange(max(len(words.type) - n + 1, 0))
    same = (words.sentence[starts] == words.sentence[starts + n - 1]) & counted[words.sentence[starts]]
    starts = starts[same]
    names = np.array(words.types.to_pylist(), dtype=object)
    term = names[words.type[starts]]
    for place in range(1, n):
        term = term + " " + names[words.type[starts + place]]
    owner = words.sentence[starts]
    ids = np.array([document.id for document in documents], dtype=object)
    frame = pd.DataFrame({"document": ids[sentences.document[owner]], "section": number[owner], "term": term})
    return frame.groupby(["document", "section", "term"], as_index=False, sort=True).size().rename(columns={"size": "count"})


def ngram_keywords(
    documents: Iterable[Document], tables: Mapping[str, pd.DataFrame], study: Study, n: int | None = None
) -> pd.DataFrame:
    """Give the runs of `n` words that tell the sides of each comparison apart: a table in the schema `ngrams`.

    Statistics as `keywords`; the prior is their own distribution, whatever file the study names, since that has single
    words. Only those in as many documents as the study's `term_threshold`, and two, are given. `n` is the study's `ngrams`
    if not named; 0, or documents without texts: no rows. `tables` needs documents.

    Raises:
        InputError: as `ngrams`. StudyError: as `keywords`.
    """
    from framing.compare.keyness import keywords
    from framing.tables import check, empty

    n = study.ngrams if n is None else n
    if not n:
        return empty("ngrams")
    counted = ngrams(documents, n)
    found = keywords({**tables, "terms": counted}, study.model_copy(update={"prior": ""}))
    held = counted.groupby("term")["document"].nunique()
    several = found["term"].astype("str").map(held) >= max(study.term_threshold, _FEWEST)
    return check(found[several.to_numpy(dtype=bool)].reset_index(drop=True), "ngrams")


_FEWEST = 2
"""Documents that have what is given: words in a row of one document alone are a quotation of it."""
