"""A coding sheet as tasks for Label Studio, with the labelling set-up beside, and its JSON export read back."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import InputError

if TYPE_CHECKING:
    from framing.coding.codebook import Codebook
    from framing.coding.sheet import Sheet

__all__ = ["read_tasks", "set_up", "write_tasks"]


def write_tasks(sheet: Sheet, codebook: Codebook) -> Path:
    """Write a list of tasks (`data`, and the codes that are there as `annotations`) and `<sheet>.xml`, the labelling set-up."""
    items = [item.name for item in codebook.items]
    tasks = []
    for row in sheet.rows:
        coded = [
            {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [row[name]]}}
            for name in items
            if row.get(name)
        ]
        data = {name: row.get(name, "") for name in sheet.columns if name not in items}
        tasks.append({"data": data, **({"annotations": [{"result": coded}]} if coded else {})})
    _written(sheet.path.with_suffix(".xml"), set_up(codebook))
    return _written(sheet.path, json.dumps(tasks, ensure_ascii=False, indent=1) + "\n")


def _written(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    beside.write_text(text, encoding="utf-8")
    return beside.replace(path)


def set_up(codebook: Codebook) -> str:
    """Give the labelling configuration: the text with its context, and a choice for each item.

    Examples:
        >>> from framing.coding.codebook import load_codebook
        >>> '<Choice value="negative" hotkey="1"/>' in set_up(load_codebook("tone"))
        True
    """
    lines = ["<View>"]
    lines += ['  <Header value="$actor"/>'] if codebook.per == "actor" else []
    lines += ['  <Text name="before" value="$before"/>', '  <Text name="text" value="$text"/>']
    lines += ['  <Text name="after" value="$after"/>']
    for item in codebook.items:
        lines.append(f'  <Header value="{escape(item.question)}"/>')
        lines.append(f'  <Choices name="{item.name}" toName="text" choice="single">')
        single = len(codebook.items) == 1
        for category in item.categories:
            key = f' hotkey="{escape(item.key(category))}"' if single else ""
            lines.append(f'    <Choice value="{escape(category.code)}"{key}/>')
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>"]) + "\n"


def read_tasks(path: Path) -> list[Mapping[str, str]]:
    """Read tasks, or Label Studio's JSON export: of several annotations of a task the last that was not cancelled counts.

    Raises:
        InputError: it is no JSON list of tasks.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
        return [_row(task) for task in tasks]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"{path}: is no list of Label Studio's tasks ({error}); export it as JSON") from None


def _row(task: Mapping[str, Any]) -> Mapping[str, str]:
    row = {name: "" if value is None else str(value) for name, value in task["data"].items()}
    held = [each for each in task.get("annotations", []) if not each.get("was_cancelled")]
    for result in held[-1]["result"] if held else []:
        if result.get("type") == "choices":
            row[result["from_name"]] = str(result["value"]["choices"][0])
    return row
