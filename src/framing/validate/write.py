"""Put the figures where they are shown: the stored rows, the instruments' cards, and docs/validity.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError
from framing.lexicons import cards, reread
from framing.validate.cards import rewritten
from framing.validate.page import page
from framing.validate.registry import SETS, gold_files, validate
from framing.validate.stored import SCORES, shipped, to_json
from framing.validate.tuning import SEEN

if TYPE_CHECKING:
    from framing.validate.gold import GoldFile, Row

__all__ = ["refresh", "write"]


def write(folder: Path, names: Sequence[str] = (), say: Callable[[str], None] = lambda _: None) -> list[Row]:
    """Measure on the gold sets that this toolkit was made with, and write what was found into the checkout.

    With `names`, only these sets are measured again and the others' rows stay as they are stored.

    Raises:
        InputError: the package is no checkout, a known file is missing, or a file is none of the known ones.
    """
    root = _checkout()
    for each, files in gold_files(folder, names):
        there = {file.known_as for file in files}
        strange = [file.path for file in files if not file.known_as]
        missing = [name for name in each.GOLD.known if name not in there]
        if strange or missing:
            fault = f"{strange[0]}: is not known to us" if strange else f"{each.GOLD.name}/{missing[0]}: is missing"
            raise InputError(f"{fault}; --write takes the default sets only, leave it out to print the figures")
    files_done: list[GoldFile] = []
    new = validate(folder, names, say, files_done.append)
    kept = [row for row in shipped() if names and row.set not in names]
    order = {each.GOLD.name: place for place, each in enumerate(SETS)}
    rows = sorted([*new, *kept], key=lambda row: order.get(row.set, len(order)))
    (Path(__file__).parent / SCORES).write_text(to_json(rows) + "\n", encoding="utf-8")
    _remember(files_done)
    refresh(root, rows)
    return new


def _remember(files: Sequence[GoldFile]) -> None:
    """Store the digests of the documents of every file that some instrument was tuned on."""
    path = Path(__file__).parent / SEEN
    tuned = {place for card in cards() for place in card.tuned}
    stored: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    stored |= {f"{file.gold.name}/{file.known_as}": sorted(set(file.documents.values())) for file in files}
    lines = [f"{json.dumps(place)}: {json.dumps(stored[place])}" for place in sorted(stored) if place in tuned]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def refresh(root: Path, rows: Sequence[Row]) -> None:
    """Write the cards and docs/validity.md of a checkout from rows."""
    folder = root / "src" / "framing" / "lexicons"
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(rewritten(text, path.stem, rows), encoding="utf-8")
    reread()
    (root / "docs" / "validity.md").write_text(page(rows), encoding="utf-8")


def _checkout() -> Path:
    root = Path(__file__).parents[3]
    if not (root / "docs" / "validity.md").is_file():
        raise InputError(f"{root}: is no checkout of framing with docs/validity.md; --write works in one only")
    return root
