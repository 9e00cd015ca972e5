"""The figures of the validation as the instruments' cards say them: in full, in short, and layer by layer."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from framing.measures.registry import measures
from framing.validate.evidence import TUNED, registered
from framing.validate.gold import Row

__all__ = ["rewritten", "said_of_layer"]

NOT_VALIDATED = "not validated"

COMMAND = "Printed by `framing validate`."


def rewritten(card: str, name: str, rows: Sequence[Row]) -> str:
    """Give the text of an instrument's card (TOML) with `validated`, `short` and `[shown]` as the rows have it.

    An instrument that finds no layer of evidence, or whose card has nothing to do with one, is left as it is.
    Everything else in the card stays, `limits` among it, with which `validated` and `short` end.
    """
    layers = [layer for layer, instrument in registered() if instrument == name]
    if not layers:
        return card
    limits = _value(card, "limits")
    shown = {layer: said_of_layer(layer, name, rows) for layer in layers}
    shown = {layer: text if text == NOT_VALIDATED or not limits else f"{text}; {limits}" for layer, text in shown.items()}
    full = [_full(row) for layer in layers for row in _clean(layer, name, rows)]
    measured = {measure.primary_layer for measure in measures(None)}
    told = {layer: text for layer, text in shown.items() if layer in measured or text != NOT_VALIDATED} or shown
    short = "; ".join(f"{layer}: {text}" if len(told) > 1 else text for layer, text in told.items())
    rest = [f"{limits[:1].upper()}{limits[1:]}."] if limits else []
    validated = " ".join([*full, COMMAND, *rest]) if full else "unvalidated"
    body = _without(card)
    body = _replaced(body, "validated", validated)
    body = _replaced(body, "short", short)
    lines = [f"{layer} = {json.dumps(text, ensure_ascii=False)}" for layer, text in shown.items()]
    return body.rstrip("\n") + "\n\n[shown]\n" + "\n".join(lines) + "\n"


def said_of_layer(layer: str, instrument: str, rows: Sequence[Row]) -> str:
    """Say in short how a layer of an instrument was validated: the figures that are meant to be said, and what lacks one.

    Where a layer has kinds, and only some of them were judged, the others are named as not validated.
    """
    own = _clean(layer, instrument, rows)
    if not own:
        return NOT_VALIDATED
    text = "; ".join(_short(row) for row in own)
    judged = {label for row in own for label in row.labels}
    rest = [label for label in registered().get((layer, instrument), ()) if judged and label not in judged]
    return text + (f"; {', '.join(rest)} {NOT_VALIDATED}" if rest else "")


def _clean(layer: str, instrument: str, rows: Sequence[Row]) -> list[Row]:
    """Give the rows to be said of a layer: of what was not tuned on; where there is nothing else, of what was."""
    own = [row for row in rows if (row.layer, row.instrument) == (layer, instrument) and row.said and not row.detail]
    return [row for row in own if row.split not in TUNED] or own


def _short(row: Row) -> str:
    name, _, of = row.metric.partition(" ")
    tuned = " (also tuned on)" if row.split in TUNED else ""
    return " ".join(f"{name} = {row.value:.2f}{_ends(row)} {_main(of)} {row.said}{tuned}".split())


def _main(of: str) -> str:
    """Cut a metric's name at its first comma; the one between a predicate and its part, in brackets, stays."""
    return re.split(r",(?![^(]*\))", of)[0]


def _ends(row: Row) -> str:
    return f" [{row.low:.2f}, {row.high:.2f}]" if row.low is not None and row.high is not None else ""


def _full(row: Row) -> str:
    ends = f" (95 % interval {row.low:.3f} to {row.high:.3f}, documents resampled)" if row.low is not None else ""
    return (
        f"{row.layer.capitalize()}: {row.metric} {row.value:.3f}{ends} {row.said} "
        f"({row.set}, {row.file}; {row.n:,} {row.unit}; {row.split})."
    )


ASSIGNMENT = r'^{key} = (?:"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\])*")\n'


def _value(card: str, key: str) -> str:
    import tomllib

    return str(tomllib.loads(card).get(key, "")).strip().rstrip(".")


def _without(card: str) -> str:
    """Give the card without its last table, [shown]."""
    return re.split(r"^\[shown\]\n", card, maxsplit=1, flags=re.MULTILINE)[0]


def _replaced(card: str, key: str, value: str) -> str:
    line = f"{key} = {json.dumps(value, ensure_ascii=False)}\n"
    pattern = re.compile(ASSIGNMENT.format(key=key), flags=re.MULTILINE | re.DOTALL)
    if pattern.search(card):
        return pattern.sub(lambda _: line, card, count=1)
    return card.replace("notes = ", line + "notes = ", 1)
