"""The evidence behind a point: which words made a measure's value, for one actor on one side.

Texts are not needed: a row has the document, the offsets and the lemma, list entry or label that stands for the words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np

from framing.compare.relation_counts import acts
from framing.compare.relation_table import compared_sides
from framing.compare.sides import TARGET
from framing.compare.voices import ARTICLE, sides
from framing.errors import InputError
from framing.tables import ALL, ATTRIBUTED, VOICES

if TYPE_CHECKING:
    import pandas as pd

    from framing.measures.spec import Measure
    from framing.study import Study

__all__ = ["COLUMNS", "RELATION_COLUMNS", "behind", "relations_behind"]

RELATION_COLUMNS = (
    "document", "section", "sentence", "predicate_start", "predicate_end", "agent", "patient", "way", "predicate", "class",
    "construction", "voice", "instrument",
)  # fmt: skip

COLUMNS = (
    "document", "section", "sentence", "start", "end", "actor", "label", "entry", "value", "voice", "counts", "layer",
    "instrument",
)  # fmt: skip


def behind(
    tables: Mapping[str, pd.DataFrame],
    study: Study,
    measure: str,
    *,
    actor: str | None = "",
    side: str = ARTICLE,
    section: str = ALL,
    voice: str = ALL,
) -> pd.DataFrame:
    """Give the evidence that a measure's value adds up, in the order of the documents.

    Args:
        tables: documents, sentences and evidence of a study.
        study: for its measures, its target and its groups.
        measure: its name.
        actor: whose; empty for a measure without actors, None for all of them.
        side: "the article", or a group.
        section: a section's number, or all.
        voice: outlet, a mode, attributed, or all.

    Returns:
        The columns of `COLUMNS`. `counts` says whether a row is above the line (numerator) too, or below it only
        (denominator); values of power are −1, 0 or 1, of tone −1 … 1. Nothing found gives no rows.

    Raises:
        InputError: there is no such measure or side.
    """
    known = _measure(study, measure)
    own = _of_side(tables, study, side, {known.numerator.layer, known.denominator.layer})
    own = own[(own["section"] == section) | (section == ALL)]
    own = own[own["voice"].isin(_voices(voice))]
    own = own[own["actor"] == actor] if known.by == "actor" and actor is not None else own
    above, below = _labelled(own, known, "numerator"), _labelled(own, known, "denominator")
    kept = own[above | below]
    found = kept.assign(counts=above[kept.index].map({True: "above", False: "below"}), value=_scaled(kept))
    return found.sort_values(["document", "start"], kind="stable", ignore_index=True)[list(COLUMNS)]


def relations_behind(
    tables: Mapping[str, pd.DataFrame],
    study: Study,
    *,
    agent: str = "",
    patient: str = "",
    side: str = ARTICLE,
    reality: str = "fact",
    voice: str = ALL,
) -> pd.DataFrame:
    """Give the acts of one actor on another: what an arrow of the network, or a row of `actor_relations`, counts.

    Args:
        tables: documents, sentences and relations of a study.
        study: for its target, its groups and its pools.
        agent: who acts; empty: anybody.
        patient: who is acted on or receives; empty: anybody.
        side: "the article", a group, or a pool ("left, right").
        reality: fact, negated or hypothetical.
        voice: outlet, a mode, attributed, or all.

    Returns:
        The columns of `RELATION_COLUMNS`, a row an act and pair of actors, in the order of the documents. Nothing found gives
        no rows.

    Raises:
        InputError: there is no such side.
    """
    told = _within(tables["relations"], tables["documents"], study, side)
    found = acts(told, tables["sentences"])
    found = found[(found["reality"] == reality) & found["voice"].isin(_voices(voice))]
    found = found[((found["agent"] == agent) | (agent == "")) & ((found["patient"] == patient) | (patient == ""))]
    names = ["document", "sentence", "predicate_start", "instrument"]
    about = told[[*names, "section", "predicate_end", "predicate", "construction"]].drop_duplicates(names)
    keyed = found.astype({"document": "object", "instrument": "object"})
    both = keyed.merge(about.astype({"document": "object", "instrument": "object"}), on=names, how="left")
    order = ["document", "predicate_start", "agent", "patient"]
    return both.sort_values(order, kind="stable", ignore_index=True)[list(RELATION_COLUMNS)]


def _measure(study: Study, name: str) -> Measure:
    from framing.measures.registry import measures
    from framing.study import Actor

    # Without actors a measure of actors is known all the same: it has nothing behind it.
    known = {each.name: each for each in measures(study.model_copy(update={"actors": study.actors or (Actor(name="nobody"),)}))}
    if name not in known:
        raise InputError(f'measure "{name}": the study has none of that name; it has {", ".join(sorted(known))}')
    return known[name]


def _of_side(tables: Mapping[str, pd.DataFrame], study: Study, side: str, layers: Collection[str]) -> pd.DataFrame:
    """Give the evidence of a side that is counted: what stands in headings other than the headline is not."""
    evidence, sentences = tables["evidence"], tables["sentences"]
    own = _within(evidence[evidence["layer"].isin(layers)], tables["documents"], study, side)
    dead = sentences[sentences["heading"] & (sentences["section"] != "00")]
    places = set(zip(dead["document"], dead["sentence"], strict=True))
    kept = (each not in places for each in zip(own["document"], own["sentence"], strict=True))
    return own[np.fromiter(kept, bool, len(own))].reset_index(drop=True)


def _within(table: pd.DataFrame, documents: pd.DataFrame, study: Study, side: str) -> pd.DataFrame:
    known = dict(sides(documents, study))
    if side not in known:
        known = {**{name: list(ids) for name, ids in compared_sides(documents, study) if name != TARGET}, **known}
    if side not in known:
        raise InputError(f'side "{side}": there is none; it may be {", ".join(known)}')
    return table[table["document"].isin(known[side])]


def _voices(voice: str) -> tuple[str, ...]:
    return VOICES if voice == ALL else tuple(VOICES[1:]) if voice == ATTRIBUTED else (voice,)


def _labelled(own: pd.DataFrame, measure: Measure, line: str) -> pd.Series[bool]:
    """Tell which rows a measure's numerator, or denominator, counts."""
    counted = measure.numerator if line == "numerator" else measure.denominator
    kind = own["label"].isin(counted.labels) if counted.labels else own["layer"].notna()
    found: pd.Series[bool] = (own["layer"] == counted.layer) & kind
    return found


_TEN_THOUSAND = ("tone", "valence", "stance_towards", "power", "verb_agency")
"""Layers whose values are stored × 10⁴."""


def _scaled(own: pd.DataFrame) -> pd.Series[float]:
    value = own["value"].astype(float)
    return value.where(~own["layer"].isin(_TEN_THOUSAND), value / 10_000)
