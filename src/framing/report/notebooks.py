"""Notebooks with parameters, executed without a screen; partial output is kept and the failing cell named."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    import nbformat

__all__ = ["execute", "execute_all", "notebook_folder"]

PARAMETERS = "parameters"
"""The tag of the cell whose values may be replaced (papermill's convention)."""

CELL_SECONDS = 600
"""A cell that runs longer is stopped: every step of a study takes seconds."""

ASSIGNED = re.compile(r"^([A-Za-z_]\w*)\s*(?::[^=]+)?=", re.MULTILINE)


def notebook_folder() -> Path:
    """Give the folder of the notebooks: the repository's, or the copy inside an installed package.

    Raises:
        InputError: neither is there.
    """
    inside = Path(__file__).resolve().parents[1] / "notebooks"
    repository = Path(__file__).resolve().parents[3] / "notebooks"
    for folder in (inside, repository):
        if folder.is_dir():
            return folder
    raise InputError(f"{repository}: the notebooks are missing; clone the repository again or install the package from it")


def execute(source: Path, target: Path, parameters: Mapping[str, str]) -> Path:
    """Run a notebook top to bottom with parameters and write it with its outputs to `target`.

    Raises:
        InputError: it takes no such parameter, or a cell failed (its number and first line are named; the outputs up to
            there are in `target`).
    """
    import nbformat

    notebook = nbformat.read(source, as_version=4)
    _set_parameters(notebook, parameters, source)
    try:
        _run(notebook, source)
    finally:
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, target)
    return target


def execute_all(sources: Sequence[Path], folder: Path, parameters: Mapping[str, str]) -> Iterator[Path]:
    """Run notebooks side by side, as many as there are processors, and yield each when it and those before it are done.

    Raises:
        InputError: as `execute`, for the first that failed.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(len(sources), os.cpu_count() or 1) or 1) as pool:
        yield from pool.map(lambda source: execute(source, folder / source.name, parameters), sources)


def _set_parameters(notebook: nbformat.NotebookNode, parameters: Mapping[str, str], source: Path) -> None:
    cell = next((c for c in notebook.cells if PARAMETERS in c.metadata.get("tags", [])), None)
    known = ASSIGNED.findall(cell.source) if cell is not None else []
    unknown = sorted(set(parameters) - set(known))
    if unknown:
        raise InputError(f"{source}: takes no parameter {', '.join(unknown)}; it has {', '.join(known) or 'none'}")
    if cell is not None:
        kept = [line for line in cell.source.splitlines() if not _assigns(line, parameters)]
        cell.source = "\n".join([*kept, *(f"{name} = {value!r}" for name, value in parameters.items())])


def _assigns(line: str, parameters: Mapping[str, str]) -> bool:
    match = ASSIGNED.match(line)
    return match is not None and match.group(1) in parameters


def _run(notebook: nbformat.NotebookNode, source: Path) -> None:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    # Frozen-modules warnings and the debugger's probing only slow a kernel that nobody attaches to.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        # The kernel listens on this machine only; its warning that the port is not encrypted is no news to anybody here.
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        resources={"metadata": {"path": str(source.parent)}},
    )
    try:
        # Not client.execute(): in a thread that leaves its event loop open.
        asyncio.run(client.async_execute())
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise InputError(f"{source}: {_failure(notebook, error)}") from error


def _failure(notebook: nbformat.NotebookNode, error: Exception) -> str:
    """Say which cell failed, with its first line and the error's last."""
    number, first = _failed_cell(notebook)
    reason = getattr(error, "ename", type(error).__name__)
    said = getattr(error, "evalue", "") or str(error).strip().splitlines()[-1]
    return f"cell {number} ({first}) failed with {reason}: {said}; the outputs up to there are kept"


def _failed_cell(notebook: nbformat.NotebookNode) -> tuple[int, str]:
    for number, cell in enumerate(notebook.cells, start=1):
        failed = any(output.get("output_type") == "error" for output in cell.get("outputs", []))
        if cell.cell_type == "code" and (failed or cell.get("execution_count") is None) and cell.source.strip():
            return number, cell.source.strip().splitlines()[0][:60]
    return len(notebook.cells), "the last"
