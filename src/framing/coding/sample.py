"""Which units are coded, by chance, with the chance known and written down.

Every unit has a random number of its own that hangs on the seed and its id (permanent random numbers, Ohlsson 1995): the
units with the lowest numbers of each stratum are drawn. So a larger sample of the same seed holds the smaller one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from framing.coding.scores import SCALED, instruments, machine_scores, signs
from framing.coding.units import units
from framing.errors import InputError
from framing.tables import ALL

if TYPE_CHECKING:
    import pandas as pd

    from framing.coding.codebook import Codebook
    from framing.study import Study

__all__ = ["COLUMNS", "Stratify", "allocate", "chance", "coder_names", "draw", "strata"]

Stratify = Literal["", "group", "role", "score"]

COLUMNS = ["id", "codebook", "version", "document", "section", "actor", "start", "end", "unit"]

SCORED_POWER = 0.5
"""Strata of scores get units by the root of their size (power allocation, Bankier 1988).

Where nothing was found is most of the text, and what was missed there weighs most; equal shares would hardly look at it.
"""

MOST_CODERS = 26


def chance(seed: int, *names: str) -> float:
    """Give the random number of a thing, 0 ≤ x < 1: the same whenever it is asked for.

    Examples:
        >>> chance(1, "draw", "a") == chance(1, "draw", "a") != chance(2, "draw", "a")
        True
    """
    key = "\x1f".join([str(seed), *names]).encode()
    return int.from_bytes(hashlib.sha256(key).digest()[:8], "big") / 2.0**64


def coder_names(count: int) -> list[str]:
    """Name coders A, B, C and so on.

    Raises:
        InputError: fewer than one, or more than there are letters.

    Examples:
        >>> coder_names(2)
        ['A', 'B']
    """
    if not 1 <= count <= MOST_CODERS:
        raise InputError(f"{count} coders: give a number from 1 to {MOST_CODERS}")
    return [chr(ord("A") + at) for at in range(count)]


def draw(
    tables: Mapping[str, pd.DataFrame],
    study: Study,
    codebook: Codebook,
    n: int,
    *,
    coders: int = 1,
    overlap: int = 0,
    stratify: Stratify = "",
    seed: int | None = None,
    former: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Draw `n` units for coding; `overlap` of them are coded by every coder, the others by one each.

    Args:
        tables: the study's.
        study: for the groups and the seed.
        codebook: what is a unit.
        n: how many in all; as many as there are where there are fewer.
        coders: how many coders.
        overlap: units that all of them code, for reliability.
        stratify: draw equally many from each group or section role, or from classes of the instrument's score by the root of
            their size, so that rare things are seen; without it every unit has the same chance.
        seed: of the draw; the study's if not given.
        former: rows of the sample drawn before; they stay with their coders, and the new sample must hold them.

    Returns:
        The columns of the table `samples`, `text_check` empty.

    Raises:
        InputError: n, coders or overlap cannot be meant, there are no units, or the former sample is not part of this one.
    """
    names = coder_names(coders)
    if n < 1 or not 0 <= overlap <= n:
        raise InputError(f"n is {n} and overlap {overlap}; give an n of 1 or more, and an overlap from 0 to n")
    if overlap and coders == 1:
        raise InputError(f"overlap is {overlap} and there is one coder; agreement needs two: give --coders 2, or no overlap")
    seed = study.seed if seed is None else seed
    frame = units(tables, codebook)
    if frame.empty:
        raise InputError(f"{study.tables}: hold no {codebook.unit} that {codebook.id} could be asked about")
    frame["stratum"] = strata(tables, study, codebook, frame, stratify)
    frame["chance"] = [chance(seed, "draw", each) for each in frame["id"]]
    sizes = {str(name): int(count) for name, count in frame["stratum"].value_counts().items()}
    wanted = allocate(sizes, n, SCORED_POWER if stratify == "score" else 0.0)
    rank = frame.groupby("stratum")["chance"].rank(method="first")
    drawn = frame[rank <= frame["stratum"].map(wanted)].copy()
    drawn["stratum_units"] = drawn["stratum"].map(sizes)
    drawn["probability"] = drawn["stratum"].map(wanted) / drawn["stratum_units"]
    drawn["coders"] = _assigned(drawn, names, overlap, seed, former)
    drawn = drawn.assign(codebook=codebook.name, version=codebook.version, unit=codebook.unit, seed=seed, text_check="")
    return drawn[[*COLUMNS, "stratum", "stratum_units", "probability", "coders", "seed", "text_check"]].reset_index(drop=True)


def allocate(sizes: Mapping[str, int], n: int, power: float = 0.0) -> dict[str, int]:
    """Share `n` units among strata, so that each gets about its size to a power; what a small one lacks goes to the others.

    Power 0 is equal shares, 1 shares by size. Units are given out one by one, each to where its share is most wanting
    (Sainte-Laguë's divisors), so that no stratum gets fewer for a larger n.

    Examples:
        >>> allocate({"a": 10, "b": 2, "c": 50}, 21)
        {'a': 10, 'b': 2, 'c': 9}
        >>> allocate({"found": 100, "nothing found": 10_000}, 110, 0.5)
        {'found': 10, 'nothing found': 100}
    """
    shares = dict.fromkeys(sorted(sizes), 0)
    for _ in range(min(n, sum(sizes.values()))):
        open_to = [name for name in shares if shares[name] < sizes[name]]
        most = max(open_to, key=lambda name: sizes[name] ** power / (2 * shares[name] + 1))
        shares[most] += 1
    return shares


def strata(
    tables: Mapping[str, pd.DataFrame], study: Study, codebook: Codebook, frame: pd.DataFrame, stratify: Stratify
) -> pd.Series:
    """Give the stratum of each unit of `frame` (from `units`)."""
    if stratify == "role":
        return frame["role"].fillna("").astype("str").replace("", "none")
    if stratify == "group":
        documents = tables["documents"].set_index("document")
        if study.by not in documents.columns:
            raise InputError(f'{study.folder}: by = "{study.by}" names no column of sources.csv, so there are no groups')
        return frame["document"].map(documents[study.by]).fillna("").astype("str").replace("", "none")
    if stratify == "score":
        return _scored(tables, study, codebook, frame)
    return frame["id"].where(frame["id"] == "", ALL)


def _scored(tables: Mapping[str, pd.DataFrame], study: Study, codebook: Codebook, frame: pd.DataFrame) -> pd.Series:
    """Class units by the instrument's answer: the side that the score is on, or which items found something."""
    import pandas as pd

    parts = []
    for item in codebook.items:
        for instrument in instruments(tables, item, study)[:1]:
            scores = machine_scores(tables, frame, item, instrument)
            if item.machine is not None and item.machine.layer in SCALED:
                return pd.Series(signs(scores)).map({-1.0: "negative", 0.0: "neutral", 1.0: "positive"})
            parts.append(pd.Series(scores))
    if not parts:
        raise InputError(f"no instrument answers {codebook.id}: it has no scores to stratify by; use --stratify group or role")
    # The rarest thing that is found names the stratum: so that each of them is seen.
    rarity = sorted(range(len(parts)), key=lambda at: float(parts[at].sum()), reverse=True)
    named = pd.Series("nothing found", index=frame.index, dtype="object")
    items = [item.name for item in codebook.items if instruments(tables, item, study)]
    for at in rarity:
        named = named.where(parts[at] == 0, f"{items[at]} found")
    return named


def _assigned(drawn: pd.DataFrame, names: list[str], overlap: int, seed: int, former: pd.DataFrame | None) -> list[str]:
    """Say who codes each unit: those drawn before stay where they are, the others are dealt out by chance."""
    kept = {} if former is None else dict(zip(former["id"], former["coders"], strict=True))
    if lost := sorted(set(kept) - set(drawn["id"])):
        raise InputError(
            f"{len(lost)} units of the sample drawn before would not be in this one ({lost[0]}, …); give the same --seed and "
            "--stratify and at least its --n, or raise the codebook's version"
        )
    whole = " ".join(names)
    fresh = sorted(set(drawn["id"]) - set(kept), key=lambda each: chance(seed, "deal", each))
    together = max(0, overlap - sum(1 for value in kept.values() if " " in value)) if len(names) > 1 else 0
    dealt = {each: whole if at < together else names[(at - together) % len(names)] for at, each in enumerate(fresh)}
    return [kept.get(each) or dealt[each] for each in drawn["id"]]
