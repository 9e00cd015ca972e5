"""How far coders agree: Krippendorff's alpha, percent agreement and Gwet's AC1, with what is missing left out.

Codes are an array of coders × units, NaN where a coder did not code a unit. Everything is a sum over units of what their
pairs of codes are, so that a bootstrap of units, or of the documents they stand in, is one product of matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from framing.compare.resample import LEVEL, generator
from framing.validate.agreement import alpha_of, coincidences

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook, Item
    from framing.study import Study

__all__ = [
    "Agreement",
    "agreement",
    "alpha_interval",
    "dividing",
    "gwet_ac1",
    "krippendorff_alpha",
    "percent_agreement",
    "reliability",
]

Floats = NDArray[np.float64]
Scale = Literal["nominal", "ordinal", "interval", "ratio"]

DRAWS = 2000
"""Bootstrap draws of an interval of alpha: its bounds hold to about two decimals (Davison & Hinkley 1997, section 2.5)."""

FEWEST_UNITS = 10
"""Below so many units coded twice no interval is given: resampling so few says nothing of others."""


def krippendorff_alpha(codes: Floats, scale: Scale = "nominal") -> float:
    """Give Krippendorff's alpha: 1 where coders agree always, 0 where they agree as often as by chance.

    Args:
        codes: coders × units; numbers, NaN where a code is missing. On the nominal scale they only name categories.
        scale: which differences count for how much.

    Returns:
        Alpha; NaN where no unit has two codes, or where all codes are one category: then chance cannot be told from agreement.

    Source: Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; ordinal metric as there, section E.

    Examples:
        >>> round(krippendorff_alpha(np.array([[1, 2, 3, 3], [1, 2, 3, 1.0]])), 3)
        0.667
        >>> krippendorff_alpha(np.array([[1.0, 1.0], [1.0, 1.0]]))
        nan
    """
    pairs = _Pairs.of(codes)
    return float(pairs.alpha(pairs.every, scale)[0])


def alpha_interval(
    codes: Floats,
    scale: Scale,
    random: np.random.Generator,
    *,
    clusters: Sequence[object] | None = None,
    draws: int = DRAWS,
) -> tuple[float, float]:
    """Give percentile bounds of alpha, units drawn anew with replacement; with `clusters`, whole clusters of units.

    Args:
        codes: coders × units, NaN where missing.
        scale: as for `krippendorff_alpha`.
        random: the stream of this purpose.
        clusters: of each unit its document: sentences of one text are not so many witnesses.
        draws: how many.

    Returns:
        Low and high; NaN twice below ten units with two codes, or where alpha is not defined. Draws of one category
        only are left out.

    Examples:
        >>> codes = np.array([[1, 2, 3, 3] * 5, [1, 2, 3, 1] * 5], dtype=float)
        >>> low, high = alpha_interval(codes, "nominal", generator(1, "alpha"))
        >>> 0 < low < krippendorff_alpha(codes) < high < 1
        True
    """
    pairs = _Pairs.of(codes)
    if pairs.units < FEWEST_UNITS or np.isnan(pairs.alpha(pairs.every, scale)[0]):
        return float("nan"), float("nan")
    groups = np.unique(np.asarray(range(codes.shape[1]) if clusters is None else clusters), return_inverse=True)[1]
    count = int(groups.max()) + 1
    drawn = random.multinomial(count, np.full(count, 1 / count), size=draws)
    found = pairs.alpha(drawn[:, groups].astype(np.float64), scale)
    found = found[~np.isnan(found)]
    if not len(found):
        return float("nan"), float("nan")
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """How often each category was given to each unit (units × categories), units with two codes or more."""

    values: Floats
    counts: Floats
    pairable: NDArray[np.bool_]
    both: Floats
    """Each unit's coincidences (units × categories × categories)."""

    @classmethod
    def of(cls, codes: Floats) -> _Pairs:
        codes = np.asarray(codes, dtype=np.float64)
        values = np.unique(codes[~np.isnan(codes)])
        counts = np.stack([(codes == value).sum(axis=0) for value in values], axis=1) if len(values) else np.zeros((0, 0))
        numbered = np.where(np.isnan(codes), -1, np.searchsorted(values, codes)).astype(np.intp)
        both = coincidences(numbered, len(values))
        return cls(values, counts.astype(np.float64), counts.sum(axis=1) > 1, both)

    @property
    def units(self) -> int:
        return int(self.pairable.sum())

    @property
    def every(self) -> Floats:
        """The draw that is the data themselves."""
        return np.ones((1, len(self.counts)))

    def alpha(self, weights: Floats, scale: Scale) -> Floats:
        """Give alpha of each draw of units (draws × units)."""
        if not self.units:
            return np.full(len(weights), np.nan)
        size = len(self.values)
        return alpha_of(self.values.tolist(), scale)(weights @ self.both.reshape(-1, size * size))


def percent_agreement(codes: Floats) -> float:
    """Give the share of pairs of codes of a unit that are the same, units weighing the same; NaN without such a pair.

    Examples:
        >>> percent_agreement(np.array([[1, 2, 3, 3], [1, 2, 3, 1.0]]))
        0.75
    """
    pairs = _Pairs.of(codes)
    if not pairs.units:
        return float("nan")
    counts = pairs.counts[pairs.pairable]
    given = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (given * (given - 1))).mean())


def gwet_ac1(codes: Floats, categories: int = 0) -> float:
    """Give Gwet's AC1: agreement beyond chance that does not fall where one category is rare.

    Args:
        codes: coders × units, NaN where missing.
        categories: how many there are to choose from; those that occur, if not given.

    Returns:
        AC1; NaN where no unit has two codes, or where there is one category only.

    Source: Gwet 2008, doi:10.1348/000711006X126600, equations for several raters.

    Examples:
        >>> round(gwet_ac1(np.array([[1, 1, 1, 1, 0], [1, 1, 1, 0, 0.0]])), 3)
        0.655
    """
    pairs = _Pairs.of(codes)
    size = max(categories, len(pairs.values))
    if not pairs.units or size < 2:
        return float("nan")
    counts = pairs.counts[pairs.counts.sum(axis=1) > 0]
    shares = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((shares * (1 - shares)).sum()) / (size - 1)
    return (percent_agreement(codes) - chance) / (1 - chance)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What coders' codes of one item come to; `note` says why a value is not defined."""

    units: int
    codes: int
    alpha: float
    low: float
    high: float
    agreement: float
    ac1: float
    note: str


def agreement(
    codes: Floats, scale: Scale, random: np.random.Generator, *, categories: int = 0, clusters: Sequence[object] | None = None
) -> Agreement:
    """Give alpha with its interval, percent agreement and AC1 of some codes (coders × units)."""
    pairs = _Pairs.of(codes)
    low, high = alpha_interval(codes, scale, random, clusters=clusters)
    return Agreement(
        units=pairs.units,
        codes=int(pairs.counts[pairs.pairable].sum()) if pairs.units else 0,
        alpha=krippendorff_alpha(codes, scale),
        low=low,
        high=high,
        agreement=percent_agreement(codes),
        ac1=gwet_ac1(codes, categories),
        note=_undefined(codes, pairs),
    )


def _undefined(codes: Floats, pairs: _Pairs) -> str:
    coders = int((~np.isnan(codes)).any(axis=1).sum()) if codes.size else 0
    if coders < 2:
        return f"not defined: {'one coder' if coders else 'no codes'}"
    if not pairs.units:
        return "not defined: no unit was coded twice"
    if (pairs.counts[pairs.pairable].sum(axis=0) > 0).sum() < 2:
        return "alpha is not defined: one category only"
    return f"no interval: fewer than {FEWEST_UNITS} units coded twice" if pairs.units < FEWEST_UNITS else ""


def reliability(study: Study) -> pd.DataFrame:
    """Give the table `reliability` of a study: for each version of a codebook, item, category and pair of coders.

    Without codes it has no rows.
    """
    import pandas as pd

    from framing.coding.archive import coded, kept_codebooks
    from framing.tables import check, empty

    rows = []
    for book in kept_codebooks(study, every=True):
        _, codes = coded(study, book)
        for item in book.items:
            own = codes[codes["item"] == item.name]
            rows += [{"codebook": book.name, "version": book.version, **row} for row in _item_rows(own, book, item, study.seed)]
    return check(pd.DataFrame(rows), "reliability") if rows else empty("reliability")


def _item_rows(own: pd.DataFrame, book: Codebook, item: Item, seed: int) -> list[dict[str, object]]:
    from dataclasses import asdict

    matrix, coders, documents = _matrix(own, item)
    size = len(item.categories)
    asked: list[tuple[str, str, Scale, Floats, int]] = [("", "all", item.scale, matrix, size)]
    # Each category against the rest; of two, the one says all.
    for at, category in enumerate(item.categories if size > 2 else ()):
        asked.append((category.code, "all", "nominal", np.where(np.isnan(matrix), np.nan, matrix == _number(item, at)), 2))
    if len(coders) > 2:
        for one, other in combinations(range(len(coders)), 2):
            asked.append(("", f"{coders[one]}, {coders[other]}", item.scale, matrix[[one, other]], size))
    rows = []
    for name, who, scale, codes, count in asked:
        random = generator(seed, "alpha", book.id, item.name, name, who)
        found = asdict(agreement(codes, scale, random, categories=count, clusters=documents))
        rows.append({"item": item.name, "category": name, "coders": who, "scale": scale, **found})
    return rows


def _number(item: Item, at: int) -> float:
    """Give the number of a category: its value where the scale has one, else its place."""
    value = item.categories[at].value
    return float(at) if item.scale == "nominal" or value is None else float(value)


def _matrix(own: pd.DataFrame, item: Item) -> tuple[Floats, list[str], list[str]]:
    """Give coders × units as numbers, the coders' names, and each unit's document."""
    numbers = {category.code: _number(item, at) for at, category in enumerate(item.categories)}
    numbered = own.assign(number=own["category"].map(numbers))
    wide = numbered.pivot_table(index="coder", columns="id", values="number", aggfunc="first")
    document = dict(zip(own["id"], own["document"], strict=True))
    return wide.to_numpy(np.float64), [str(each) for each in wide.index], [document[each] for each in wide.columns]


def dividing(study: Study, most: int = 10) -> pd.DataFrame:
    """Give the units that divide the coders most, of the latest version of each codebook.

    Returns:
        codebook, item, id, document, actor, start, end, apart (mean squared difference of its codes over the item's widest;
        on the nominal scale the share of pairs that differ), codes (“A negative, B neutral”); the most divided first, at most
        `most` an item.
    """
    import pandas as pd

    from framing.coding.archive import coded, kept_codebooks

    rows = []
    for book in kept_codebooks(study):
        _, codes = coded(study, book)
        for item in book.items:
            own = codes[codes["item"] == item.name]
            found = [row for _, part in own.groupby("id", sort=True) if (row := _divided(part, item))]
            found.sort(key=lambda row: (-float(str(row["apart"])), str(row["id"])))
            rows += [{"codebook": book.id, "item": item.name, **row} for row in found[:most]]
    return pd.DataFrame(rows, columns=["codebook", "item", "id", "document", "actor", "start", "end", "apart", "codes"])


def _divided(part: pd.DataFrame, item: Item) -> dict[str, object] | None:
    numbers = np.array([_number(item, item.codes.index(code)) for code in part["category"]])
    differences = np.array([one - other for one, other in combinations(numbers, 2)])
    if not differences.any():
        return None
    widest = max(_number(item, at) for at in range(len(item.codes))) - min(_number(item, at) for at in range(len(item.codes)))
    square = (differences != 0) if item.scale == "nominal" else (differences / widest) ** 2
    first = part.iloc[0]
    said = ", ".join(f"{coder} {code}" for coder, code in zip(part["coder"], part["category"], strict=True))
    return {
        **{name: first[name] for name in ("id", "document", "actor", "start", "end")},
        "apart": round(float(square.mean()), 3),
        "codes": said,
    }
