"""What hand coding says of a study, as the report shows it: agreement, instruments against coders, corrected contrasts.

A study without codes has empty tables, and the page says that it has no hand-coded sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from framing.study import Study

__all__ = ["PLACES", "coded_tables", "placed", "sample_said"]

PLACES = ("groups", "actors", "frames")
"""The parts of the page that corrected contrasts stand in: by what their measure is about."""

_CONTRAST = " − "


def coded_tables(study: Study, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Give the tables reliability, checked and corrected; without codes, without rows."""
    from framing.validate.estimates import corrected_table
    from framing.validate.machine import checked_table
    from framing.validate.reliability import reliability

    return {
        "reliability": reliability(study),
        "checked": checked_table(tables, study),
        "corrected": corrected_table(tables, study),
    }


def placed(found: Mapping[str, pd.DataFrame], study: Study) -> dict[str, pd.DataFrame]:
    """Give what each part of the page shows of them: `corrected_groups`, `reliability_groups`, `corrected_actors` and so on."""
    from framing.coding.archive import kept_codebooks

    books = {book.name: book for book in kept_codebooks(study)}
    place = {
        (book.name, item.name): "actors" if book.per == "actor" else "frames" if item.measure.startswith("frame_") else "groups"
        for book in books.values()
        for item in book.items
    }
    reliability, corrected = found["reliability"], found["corrected"]
    latest = reliability["version"] == reliability["codebook"].map({name: book.version for name, book in books.items()})
    whole = reliability[latest & (reliability["category"] == "") & (reliability["coders"] == "all")]
    contrasts = corrected[corrected["comparison"].str.contains(_CONTRAST, regex=False)]
    shown = {}
    for name in PLACES:
        for kind, frame in (("corrected", contrasts), ("reliability", whole), ("checked", found["checked"])):
            keys = zip(frame["codebook"], frame["item"], strict=True)
            rows = [at for at, key in enumerate(keys) if place.get(key) == name]
            shown[f"{kind}_{name}"] = frame.iloc[rows][_COLUMNS[kind]]
    return shown


_COLUMNS = {
    "corrected": [
        *("codebook", "item", "category", "actor", "instrument", "comparison", "unit", "naive", "naive_low", "naive_high"),
        *("corrected", "low", "high", "coded", "units", "documents", "clusters", "note"),
    ],
    "checked": [
        *(
            "codebook",
            "item",
            "category",
            "actor",
            "instrument",
            "group",
            "units",
            "documents",
            "precision",
            "recall",
            "f1",
            "r",
        ),
        *("machine", "coders", "bias", "low", "high", "p", "note"),
    ],
    "reliability": [
        *("codebook", "version", "item", "scale", "units", "codes", "alpha", "low", "high", "agreement", "ac1", "note"),
    ],
}


def sample_said(study: Study) -> str:
    """Say in a sentence what was coded by hand; the empty text where nothing was."""
    from framing.coding.archive import kept

    codes = kept(study, "codes")
    if codes.empty:
        return ""
    coders = codes["coder"].nunique()
    units = codes.drop_duplicates("id")
    books = units["codebook"] + " (version " + units["version"].astype("str") + ")"
    named = ", ".join(f"{book}: {count:,} units" for book, count in books.value_counts().sort_index().items())
    return f"Coded by hand, by {coders} coder{'s' if coders > 1 else ''}: {named}."
