"""Notebooks: parameters are set or refused, a failing cell is named and what ran before it is kept."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from framing.errors import InputError
from framing.report.notebooks import execute, execute_all


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


def test_no_notebook_can_lean_on_the_one_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    first = notebook(tmp_path, "left = 1").rename(tmp_path / "first.ipynb")
    second = notebook(tmp_path, "'left' in globals()").rename(tmp_path / "second.ipynb")
    paths = list(execute_all([first, second], tmp_path / "done", {}))
    assert [path.name for path in paths] == ["first.ipynb", "second.ipynb"]
    cell = nbformat.read(paths[1], as_version=4).cells[1]
    assert (cell.outputs[0].data["text/plain"], cell.outputs[0].execution_count, cell.execution_count) == ("False", 2, 2)


def test_after_one_has_failed_none_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    first = notebook(tmp_path, "1 / 0").rename(tmp_path / "first.ipynb")
    second = notebook(tmp_path, "1").rename(tmp_path / "second.ipynb")
    with pytest.raises(InputError, match=r"first\.ipynb: cell 2 \(1 / 0\) failed with ZeroDivisionError"):
        list(execute_all([first, second], tmp_path / "done", {}))
    assert [path.name for path in (tmp_path / "done").iterdir()] == ["first.ipynb"]


def test_no_notebooks_are_run_without_a_kernel(tmp_path: Path) -> None:
    assert list(execute_all([], tmp_path, {})) == []
