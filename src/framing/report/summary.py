"""The tables that a report is read from, as CSV: the profile, the groups, the words behind the numbers, the instruments."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from framing.report.coded import coded_tables
from framing.tables import ALL, ATTRIBUTED, MIN_SENTENCES, MIN_WORDS, VOICES, to_csv

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from framing.study import Study

__all__ = ["actors", "dropped", "groups", "instruments", "profile", "target_measures", "words_behind", "write_summaries"]

WORDS_SHOWN = 12
"""How many entries a kind of evidence are named in `words_behind`."""


def write_summaries(
    study: Study, tables: Mapping[str, pd.DataFrame], contrasts: pd.DataFrame, keywords: pd.DataFrame, folder: Path
) -> list[Path]:
    """Write every table of the report into a folder as CSV."""
    whole = contrasts["section"] == ALL
    content = {
        "profile": profile(study, tables),
        "actors": actors(study, tables),
        "measures_target": _with_value(target_measures(study, tables)),
        "groups": groups(study, tables),
        "words_behind": words_behind(study, tables),
        "dropped": dropped(study, tables),
        "instruments": instruments(),
        "contrasts": contrasts[whole],
        "contrasts_sections": contrasts[
            ~whole & (contrasts["target"].notna() | contrasts["note"].str.startswith("suppressed"))
        ].drop(columns="family"),  # long, and told by comparison, voice and specification: sections are not tested
        "keywords": keywords,
        **{name: table for name, table in coded_tables(study, tables).items() if len(table)},
    }
    return [to_csv(table, folder / f"{name}.csv") for name, table in content.items()]


def target_measures(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the target's rows of the table measures, with the role and heading of their section."""
    measures, sections = tables["measures"], tables["sections"]
    own = measures[measures["document"] == study.target]
    return own.merge(sections[["document", "section", "role", "heading"]], on=["document", "section"], how="left").fillna(
        {"role": "", "heading": ""}
    )


def _with_value(measures: pd.DataFrame) -> pd.DataFrame:
    """Leave out what has no value, and single modes of attribution in sections, which hold a few words each."""
    whole = measures["section"] == ALL
    return measures[measures["value"].notna() & (whole | measures["voice"].isin([VOICES[0], ATTRIBUTED, ALL]))]


def profile(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the target's sections, one a row, as `framing profile` prints them."""
    from framing.wide import wide

    table = wide(target_measures(study, tables))
    table["small"] = table["small"].map({True: f"under {MIN_WORDS} words or {MIN_SENTENCES} sentences", False: ""})
    return table


def actors(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give the target's measures by actor for the whole article: a row an actor, a column a measure (and instrument)."""
    own = target_measures(study, tables)
    own = own[(own["section"] == ALL) & (own["voice"] == ALL) & own["actor"].isin([actor.name for actor in study.actors])]
    several = own.groupby("measure")["instrument"].transform("nunique") > 1
    named = own.assign(column=own["measure"] + (", " + own["instrument"]).where(several, ""))
    table = named.pivot_table(index="actor", columns="column", values="value", sort=False, dropna=False)
    table = table.reset_index().rename_axis(columns=None)
    return table.sort_values("mentions", ascending=False, ignore_index=True) if "mentions" in table else table


def groups(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give what each group consists of: documents, texts, outlets, words, first and last date."""
    documents = tables["documents"]
    exposure = tables["exposure"]
    words = exposure[(exposure["section"] == ALL) & (exposure["voice"] == ALL)].set_index("document")["words"]
    frame = documents.assign(
        words=documents["document"].map(words).fillna(0).astype("int64"),
        with_text=documents["text"] == "available",
        published=documents["published"].fillna("").astype("str"),
    )
    if study.by not in frame.columns:
        frame[study.by] = ""
    frame[study.by] = frame[study.by].fillna("").astype("str").mask(frame["document"] == study.target, "(the article)")
    rows = []
    for name, part in frame.groupby(study.by, sort=True):
        dates = sorted(date for date in part["published"] if date)
        rows.append(
            {
                study.by: name,
                "documents": len(part),
                "with_text": int(part["with_text"].sum()),
                "outlets": part["outlet"].nunique(),
                "words": int(part["words"].sum()),
                "first": dates[0] if dates else "",
                "last": dates[-1] if dates else "",
                "undated": int((part["published"] == "").sum()),
            }
        )
    import pandas as pd

    return pd.DataFrame(rows)


def words_behind(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give, for each kind of evidence in the target, the entries that fired most often, with their counts.

    Evidence in headings other than the headline is left out, as it is left out of the measures.
    """
    import pandas as pd

    evidence, sentences = tables["evidence"], tables["sentences"]
    own = evidence[(evidence["document"] == study.target) & (evidence["entry"] != "")]
    held = sentences[(sentences["document"] == study.target) & (~sentences["heading"] | (sentences["section"] == "00"))]
    own = own[own["sentence"].isin(held["sentence"])]
    rows = []
    for keys, part in own.groupby(["layer", "label", "instrument", "actor"], sort=True):
        counted = part.groupby("entry").size().rename("times").reset_index()
        counted = counted.sort_values(["times", "entry"], ascending=[False, True])
        shown = ", ".join(f"{entry} {times}" for entry, times in counted.head(WORDS_SHOWN).itertuples(index=False))
        rest = len(counted) - WORDS_SHOWN
        rows.append((*keys, len(part), len(counted), shown + (f", … {rest} more" if rest > 0 else "")))
    return pd.DataFrame(rows, columns=["layer", "label", "instrument", "actor", "times", "entries", "words"])


def dropped(study: Study, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give what was dropped as page furniture: every stretch of the target, and how many of each kind in the coverage."""
    import pandas as pd

    table = tables["dropped"]
    own = table[table["document"] == study.target].assign(stretches=1)
    rest = table[table["document"] != study.target]
    counted = rest.groupby("reason").size().rename("stretches").reset_index().assign(document="all coverage", start="", end="")
    return pd.concat([own.astype({"start": "str", "end": "str"}), counted], ignore_index=True)[
        ["document", "reason", "stretches", "start", "end"]
    ]


def instruments() -> pd.DataFrame:
    """Give every instrument's card: what it is, its licence and version, and what it was validated on."""
    import pandas as pd

    from framing.lexicons import cards

    return pd.DataFrame([asdict(card) for card in cards()]).drop(columns=["limits", "tuned", "shown"])
