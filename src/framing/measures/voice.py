"""Whose words a sentence is: the article's own, or words given to a source, quoted, reported or imputed.

A word inside direct quotation marks is `direct`; one in the content of an attribution has that content's mode; all others
are the outlet's. A sentence belongs to the voice that has more than half of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from framing.measures.surroundings import inside
from framing.tables import ATTRIBUTED, MODES, VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.spec import Found
    from framing.text.batch import Batch

__all__ = ["voices", "with_imputed", "words_by_mode"]

Ints = NDArray[np.int32]

_DIRECT = 1
"""The code of words in a direct quotation in `surroundings.inside`, and of the mode direct in `VOICES`."""


def words_by_mode(batch: Batch, found: Sequence[Found]) -> Ints:
    """Count each sentence's attributed words by mode: sentences × `tables.MODES`; compounds count once.

    Contents are those of the first layer `content` in `found`; without one, only quotation marks attribute words.
    A batch without sentences gives no rows.
    """
    words, sentences = batch.words, batch.sentences
    contents = next((each for each in found if each.layer == "content"), None)
    if contents is None or not len(contents.start):
        counts = np.zeros((len(sentences), len(MODES)), np.int32)
        counts[:, _DIRECT - 1] = sentences.quoted  # counted when the batch was built
        return counts
    document = sentences.document[words.sentence]
    mode = np.where(inside(words, document, batch.quotes) == _DIRECT, _DIRECT, 0).astype(np.int64)
    mode = np.where(mode == 0, _covered(batch, document, contents), mode)
    counted = np.flatnonzero(~words.joined & (mode > 0))
    cell = words.sentence[counted].astype(np.int64) * len(MODES) + mode[counted] - 1
    return np.bincount(cell, minlength=len(sentences) * len(MODES)).reshape(-1, len(MODES)).astype(np.int32)


def _covered(batch: Batch, document: Ints, contents: Found) -> NDArray[np.int64]:
    """Give each word the code of its content's mode in `VOICES`, 0 outside; of contents that overlap, the first counts."""
    words = batch.words
    width = np.int64(max(int(words.end.max(initial=0)), int(contents.end.max())) + 1)
    place = document * width + words.start
    base = batch.sentences.document[contents.sentence] * width
    first, last = np.searchsorted(place, base + contents.start), np.searchsorted(place, base + contents.end)
    code = np.array([VOICES.index(name) for name in contents.labels], np.int64)[contents.label]
    last = np.maximum(last, first)
    row = np.repeat(np.arange(len(first)), last - first)
    step = np.arange(len(row)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    out = np.zeros(len(words.type), np.int64)
    out[(first[row] + step)[::-1]] = code[row][::-1]
    return out


def voices(words: NDArray[np.integer[Any]], attributed: NDArray[np.integer[Any]]) -> Ints:
    """Give each sentence's voice, an index into `tables.VOICES`: outlet, or the commonest mode of its attributed words.

    Attributed words must be more than half of all; of modes that tie, the more literal one counts.

    Examples:
        >>> import numpy as np
        >>> voices(np.array([9, 9, 8, 0]), np.array([[0, 5, 0], [4, 0, 0], [3, 0, 3], [0, 0, 0]])).tolist()
        [2, 0, 1, 0]
    """
    # one mode after the other: numpy goes along so short an axis at a tenth of the speed
    total, most, mode = np.zeros((3, len(attributed)), np.int64)
    for number, count in enumerate(attributed.T, start=1):
        total += count
        mode[count > most] = number
        np.maximum(most, count, out=most)
    return np.where(2 * total > words, mode, 0).astype(np.int32)


def with_imputed(table: pd.DataFrame, voice: Literal["attributed", "outlet"]) -> pd.DataFrame:
    """Show imputed hopes, views and plans with a voice of choice: a copy of `measures` or `exposure` put together anew.

    As stored, `attributed` holds what is imputed, and the table is given back as it is. With `"outlet"`, the rows of
    `outlet` become outlet + imputed, and those of `attributed` direct + indirect; `imputed` itself, the other modes and `all`
    stay as they are. Sums are added and values computed again.

    Examples:
        >>> import pandas as pd
        >>> voice = ["outlet", "direct", "imputed", "attributed", "all"]
        >>> rows = pd.DataFrame({"document": "a", "section": "all", "voice": voice, "words": [6, 3, 1, 4, 10], "sentences": 1})
        >>> with_imputed(rows, "outlet").set_index("voice")["words"].to_dict()
        {'attributed': 3, 'outlet': 7, 'direct': 3, 'imputed': 1, 'all': 10}
    """
    import pandas as pd

    if voice == ATTRIBUTED or table.empty:
        return table
    sums = [name for name in ("words", "sentences", "numerator", "denominator") if name in table]
    keys = [name for name in ("document", "section", "actor", "measure", "instrument", "unit") if name in table]
    parts = {"outlet": ("outlet", "imputed"), ATTRIBUTED: ("direct", "indirect")}
    made = [
        table[table["voice"].isin(of)].groupby(keys, observed=True, sort=False)[sums].sum().reset_index().assign(voice=name)
        for name, of in parts.items()
    ]
    if "value" in table:
        made = [_valued(one, table) for one in made]
    kept = table[~table["voice"].isin(list(parts))]
    whole = pd.concat([made[1], made[0], kept], ignore_index=True)
    return whole[list(table.columns)]


def _valued(made: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Compute values again, the scale of each measure read off the table."""
    from framing.measures.tabulate import value

    told = table[(table["numerator"] != 0) & (table["denominator"] > 0)]
    scale = (told["value"] * told["denominator"] / told["numerator"]).groupby(told["measure"].astype(str)).median().round(6)
    scales = made["measure"].astype(str).map(scale).fillna(1.0).to_numpy(float)
    return made.assign(value=value(made["numerator"].to_numpy(float), made["denominator"].to_numpy(float), scales))
