"""data/README.md describes the tables as `framing.tables` declares them.

`.venv/bin/python tests/unit/test_data_dictionary.py` writes the dictionary anew after a change of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from framing.tables import TABLES, Column, Table

README = Path(__file__).parents[2] / "data" / "README.md"
BEGIN = "<!-- tables: written by tests/unit/test_data_dictionary.py -->\n"
END = "<!-- end of tables -->"
KINDS = {"text": "text", "label": "text", "int": "whole number", "float": "number", "bool": "true or false"}


def dictionary() -> str:
    """Give the tables as Markdown, a heading and a list of columns each."""
    return "\n".join(line for table in TABLES.values() for line in _described(table))


def _described(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield f"A row is {table.row}; its key is {', '.join(f'`{name}`' for name in table.key)}."
    yield ""
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    yield from map(_row, table.columns)
    if table.extra:
        yield "| … | text | the study's own columns, as in `sources.csv` |"
    yield ""


def _row(column: Column) -> str:
    meaning = column.meaning.replace("|", "\\|")
    return f"| `{column.name}` | {KINDS[column.kind]} | {meaning} |"


def _shipped() -> tuple[str, str, str]:
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    tables, after = rest.split(END)
    return before, tables, after


def test_dictionary_is_that_of_the_code() -> None:
    _, tables, _ = _shipped()
    assert tables.strip() == dictionary().strip(), "run: python tests/unit/test_data_dictionary.py"


def test_every_column_says_what_it_means() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert column.meaning, f"{table.name}.{column.name} has no meaning"
            assert f"| `{column.name}` |" in dictionary()


if __name__ == "__main__":
    first, _, last = _shipped()
    README.write_text(f"{first}{BEGIN}\n{dictionary()}\n{END}{last}", encoding="utf-8")
