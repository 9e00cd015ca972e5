"""What is printed of the validation: a table for the terminal, and the page docs/validity.md."""

from __future__ import annotations

import math
from collections.abc import Sequence

from framing.lexicons import Card, cards
from framing.validate.evidence import TUNED
from framing.validate.gold import GoldSet, Row
from framing.validate.registry import SETS

__all__ = ["page", "table"]

HEAD = """# Validity

How far each instrument agrees with people. This page is what `framing validate --gold ../shared/gold --write` found; how it
measures, and what a split is, stands in [methods/validity.md](methods/validity.md). An interval holds 95 % of 2,000 resamples
of whole documents. "Unvalidated" means that nobody has held the instrument against human judgements.

"""

DETAIL = "\nIn more detail:\n"

COLUMNS = ("file", "instrument", "metric", "value", "95 % interval", "n", "split", "floor", "best published")


def table(rows: Sequence[Row]) -> str:
    """Write rows for the terminal, a block a set; no rows give a line that says so.

    Examples:
        >>> table([])
        'nothing was evaluated'
    """
    if not rows:
        return "nothing was evaluated"
    blocks = []
    for gold in (each.GOLD for each in SETS):
        own = [row for row in rows if row.set == gold.name]
        if own:
            cells = [COLUMNS, *(_cells(row) for row in own)]
            width = [max(len(line[at]) for line in cells) for at in range(len(COLUMNS))]
            lines = ["  ".join(text.ljust(size) for text, size in zip(line, width, strict=True)).rstrip() for line in cells]
            blocks.append("\n".join([f"{gold.name}: {gold.construct}", *lines, f"not tested: {gold.untested}"]))
    return "\n\n".join(blocks)


def page(rows: Sequence[Row]) -> str:
    """Write docs/validity.md: the sets, each with its figures and what it does not test, then the instruments' cards.

    Examples:
        >>> page([]).startswith("# Validity")
        True
    """
    sets = "".join(_set(each.GOLD, [row for row in rows if row.set == each.GOLD.name]) for each in SETS)
    return (
        HEAD + _overview(rows) + sets + "# Instruments\n\nAs their cards say.\n\n" + "\n".join(_card(card) for card in cards())
    )


def _overview(rows: Sequence[Row]) -> str:
    """Give the figures that captions print, one table for all sets; what was tuned on only where there is nothing else."""
    said = [row for row in rows if row.said and not row.detail]
    clean = {(row.set, row.instrument, row.metric) for row in said if row.split not in TUNED}
    shown = [row for row in said if row.split not in TUNED or (row.set, row.instrument, row.metric) not in clean]
    if not shown:
        return ""
    columns = ("set", "file", "instrument", "metric", "value", "95 % interval", "n", "split", "floor")
    cells = [(row.set, *_cells(row)[:-1]) for row in shown]
    return "## At a glance\n\n" + _lines(columns, cells) + "\n"


def _lines(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _set(gold: GoldSet, rows: Sequence[Row]) -> str:
    about = [
        f"## {gold.name}\n",
        f"{gold.construct}. {gold.source.rstrip('.')}. Licence: {gold.licence.rstrip('.')}.\n",
        f"- Not tested: {gold.untested}.",
        f"- Floor: {gold.floor}.",
        f"- Best published: {gold.published}.",
        *(f"- `{name}`, SHA-256 of the content unpacked: `{digest}`" for name, digest in sorted(gold.known.items())),
    ]
    main = [row for row in rows if not row.detail]
    detail = [row for row in rows if row.detail]
    text = "\n".join(about) + "\n"
    text += "\n" + _markdown(main) if main else "\nNothing is held against it.\n"
    return text + (DETAIL + "\n" + _markdown(detail) if detail else "") + "\n"


def _markdown(rows: Sequence[Row]) -> str:
    return _lines((*COLUMNS, "note"), [(*_cells(row), row.note) for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    interval = f"{_figure(row.low)} to {_figure(row.high)}" if row.low is not None and row.high is not None else ""
    floor = f"{_figure(row.floor)} ({row.floor_is})" if row.floor is not None else ""
    best = f"{_figure(row.published)} ({row.published_is})" if row.published is not None else ""
    n = f"{row.n:,} {row.unit}" + (f", {row.documents:,} documents" if row.documents not in (row.n, 0) else "")
    return row.file, row.instrument, row.metric, _figure(row.value), interval, n, row.split, floor, best


def _figure(value: float | None) -> str:
    """Write a figure with three decimals and a true minus; – where there is none."""
    if value is None or math.isnan(value):
        return "–"
    return f"{value:.3f}".replace("-", "−")


def _card(card: Card) -> str:
    head = f"{card.title}. {card.source.rstrip('.')}. Licence {card.licence}, version {card.version}."
    return f"## {card.name}\n\n{head}\n\n{card.validated}\n"
