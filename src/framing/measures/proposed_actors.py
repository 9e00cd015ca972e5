"""Proposed names as TOML to paste into `study.toml`: what may be one actor stands in one block."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["to_toml"]

KEYS = {"adjective": "adjectives", "plural": "adjectives"}
"""Where a name goes by the way in which it is another's; all others are aliases."""

_Row = dict[str, Any]
_Keys = dict[str, list[str]]


def to_toml(proposed: pd.DataFrame, most: int = 20) -> str:
    """Write the first proposals as TOML ready to paste into `study.toml`; what may belong to a listed actor as comments.

    Names that may be one and the same are one block, which has the name of the one they are of. An empty table gives an empty
    string.

    Examples:
        >>> import pandas as pd
        >>> columns = ["name", "kind", "mentions", "documents", "same_as", "perhaps", "context"]
        >>> rows = [("Sudland", "place", 3, 2, "", "", "met envoys of Sudland"), ("Varnik", "place", 2, 1, "Norland", "", "")]
        >>> rows += [("Sudlandian", "demonym", 2, 1, "", "Sudland (adjective)", "")]
        >>> print(to_toml(pd.DataFrame(rows, columns=columns)))
        # Perhaps of actors that are listed already; put what is right into their keys:
        # Norland: aliases = ["Varnik"]
        <BLANKLINE>
        [[actors]]  # place? 3 mentions in 2 documents: "met envoys of Sudland"
        name = "Sudland"
        adjectives = ["Sudlandian"]  # adjective: Sudlandian
    """
    rows: list[_Row] = [{str(key): value for key, value in row.items()} for row in proposed.to_dict("records")]
    chosen = [row for row in rows[:most] if not row["perhaps"]]
    theirs: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        if row["perhaps"] and not row["same_as"]:
            theirs[row["perhaps"].rpartition(" (")[0]].append(row)
    blocks = [_block(row, theirs[row["name"]]) for row in chosen if not row["same_as"] and row["kind"] != "demonym"]
    hints = _hints(row for row in rows[:most] if row["same_as"])
    return "\n\n".join(["\n".join(hints)] * bool(hints) + blocks)


def _hints(rows: Iterable[_Row]) -> list[str]:
    """Give a line for each key of a listed actor to which something may be added."""
    keys: defaultdict[str, _Keys] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        keys[row["same_as"]][_KINDS.get(row["kind"], "aliases")].append(row["name"])
    lines = [f"# {actor}: {key} = {_listed(names)}" for actor in sorted(keys) for key, names in sorted(keys[actor].items())]
    return ["# Perhaps of actors that are listed already; put what is right into their keys:", *lines] if lines else []


_KINDS: Mapping[str, str] = {"person": "leaders", "demonym": "adjectives"}


def _block(row: _Row, others: Iterable[_Row]) -> str:
    keys: defaultdict[str, list[_Row]] = defaultdict(list)
    for other in others:
        keys[KEYS.get(_way(other), "aliases")].append(other)
    told = f": {_quoted(row['context'])}" if row["context"] else ""
    lines = [f"[[actors]]  # {row['kind']}? {row['mentions']} mentions in {row['documents']} documents{told}"]
    lines.append(f"name = {_quoted(row['name'])}")
    for key, own in sorted(keys.items()):
        ways = ", ".join(f"{_way(other)}: {other['name']}" for other in own)
        lines.append(f"{key} = {_listed(other['name'] for other in own)}  # {ways}")
    return "\n".join(lines)


def _way(row: _Row) -> str:
    return str(row["perhaps"]).rpartition(" (")[2].rstrip(")")


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(_quoted(name) for name in names)}]"


def _quoted(name: str) -> str:
    """Give a TOML string: JSON's rules are the same for what a name can hold."""
    return json.dumps(name, ensure_ascii=False)
