"""Notebooks: parameters are set or refused, a failing cell is named and what ran before it is kept."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from framing.errors import InputError
from framing.report.notebooks import execute


def notebook(folder: Path, *cells: str) -> Path:
    made = nbformat.v4.new_notebook()
    parameters = nbformat.v4.new_code_cell("study = 'none'\nout = ''", metadata={"tags": ["parameters"]})
    made.cells = [parameters, *(nbformat.v4.new_code_cell(cell) for cell in cells)]
    path = folder / "one.ipynb"
    nbformat.write(made, path)
    return path


def test_parameters_replace_the_values_of_their_cell(tmp_path: Path) -> None:
    source = notebook(tmp_path, "print(study, repr(out))")
    done = nbformat.read(execute(source, tmp_path / "done" / "one.ipynb", {"study": "data/it's"}), as_version=4)
    assert done.cells[1].outputs[0].text == "data/it's ''\n"
    assert nbformat.read(source, as_version=4).cells[1].outputs == [], "the source keeps no outputs"


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"takes no parameter colour; it has study, out"):
        execute(notebook(tmp_path), tmp_path / "done.ipynb", {"colour": "red"})


def test_a_failing_cell_is_named_and_partial_output_kept(tmp_path: Path) -> None:
    source = notebook(tmp_path, "print('before')", "raise ValueError('no such measure')", "print('after')")
    with pytest.raises(InputError, match=r"cell 3 \(raise ValueError.*failed with ValueError: no such measure"):
        execute(source, tmp_path / "done.ipynb", {})
    done = nbformat.read(tmp_path / "done.ipynb", as_version=4)
    assert done.cells[1].outputs[0].text == "before\n"
    assert done.cells[3].outputs == []
