"""A new study: a folder with a study.toml, a sources.csv and a texts folder to fill in."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["new_study"]


def new_study(folder: Path) -> str:
    """Make a study folder to fill in and say what to do next; nothing that is there is overwritten.

    Raises:
        InputError: the folder is there and holds something, or is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: is there already and not empty; name a new folder")
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "study"
    (folder / "texts").mkdir(parents=True)
    for file, written in (("study.toml", "study.toml"), ("sources.csv", "sources.csv"), ("gitignore", ".gitignore")):
        template = resources.files("framing").joinpath("templates", file).read_text(encoding="utf-8")
        (folder / written).write_text(template.replace("STUDY-NAME", name), encoding="utf-8")
    return "\n".join(
        [
            f"{folder}: a study to fill in",
            f"  1. put the articles into {folder / 'texts'} (.txt .md .html, or .jsonl .csv .parquet with many)",
            f"  2. list them in {folder / 'sources.csv'}, a row each, with an id and a group",
            f"  3. name the target by its id, actors and comparisons in {folder / 'study.toml'}",
            f"  4. framing check {folder} (what is amiss), framing actors {folder} (who is named), framing report {folder}",
        ]
    )
