"""Notebooks with parameters, executed without a screen; partial output is kept and the failing cell named."""

from __future__ import annotations

import asyncio
import os
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import InputError

if TYPE_CHECKING:
    import nbformat
    from jupyter_client.manager import KernelManager
    from nbclient import NotebookClient

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
    return next(_executed([_prepared(source, target, parameters)]))


def execute_all(sources: Sequence[Path], folder: Path, parameters: Mapping[str, str]) -> Iterator[Path]:
    """Run notebooks side by side, as many as there are processors, and yield each when it and those before it are done.

    There is a kernel a processor, not a notebook: to start one and load the libraries takes as long as most notebooks do.
    Between two notebooks it forgets every name, so that none can lean on another. No notebooks yield nothing.

    Raises:
        InputError: as `execute`, for the first that failed; those not begun by then are not run.
    """
    yield from _executed([_prepared(source, folder / source.name, parameters) for source in sources])


@dataclass(frozen=True)
class _Run:
    """A notebook, where it is from and where it goes with its outputs, and what is told when it is there."""

    source: Path
    target: Path
    notebook: nbformat.NotebookNode
    done: Future[Path] = field(default_factory=Future)


def _prepared(source: Path, target: Path, parameters: Mapping[str, str]) -> _Run:
    import nbformat

    notebook = nbformat.read(source, as_version=4)
    _set_parameters(notebook, parameters, source)
    return _Run(source, target, notebook)


def _executed(runs: Sequence[_Run]) -> Iterator[Path]:
    waiting = deque(runs)
    threads = min(len(runs), os.cpu_count() or 1) or 1
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(threads):
            pool.submit(_work, waiting)
        try:
            for run in runs:
                yield run.done.result()
        finally:
            waiting.clear()


def _work(waiting: deque[_Run]) -> None:
    """Run notebooks from the head of a queue that other threads take from too, until it is empty or one has failed."""
    try:
        # Not nbclient's own execute(): in a thread that leaves its event loop open.
        asyncio.run(_in_one_kernel(waiting))
    except BaseException as error:  # no kernel can be started, for instance: whoever waits for a notebook is told
        while (run := _next(waiting)) is not None:
            run.done.set_exception(error)


async def _in_one_kernel(waiting: deque[_Run]) -> None:
    if (run := _next(waiting)) is None:
        return
    keeper = _client(run.notebook, run.source.parent)
    try:
        async with keeper.async_setup_kernel():
            while run is not None:
                await _run(run, keeper)
                run.done.set_result(run.target)
                run = _next(waiting)
    except BaseException as error:
        if run is None or run.done.done():
            raise
        run.done.set_exception(error)


def _next(waiting: deque[_Run]) -> _Run | None:
    try:
        return waiting.popleft()
    except IndexError:
        return None


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


def _client(notebook: nbformat.NotebookNode, folder: Path, kernel: KernelManager | None = None) -> NotebookClient:
    from nbclient import NotebookClient

    # Frozen-modules warnings and the debugger's probing only slow a kernel that nobody attaches to.
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    return NotebookClient(
        notebook,
        kernel,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        # The kernel listens on this machine only; its warning that the port is not encrypted is no news to anybody here.
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )


FORGET = "get_ipython().reset(new_session=True)"
"""IPython's own way to an empty namespace and the first number of a cell."""


async def _run(run: _Run, keeper: NotebookClient) -> None:
    import nbformat
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = _client(run.notebook, run.source.parent, keeper.km)
    client.kc = kernel = keeper.kc
    assert kernel is not None, "nbclient has set it up"  # noqa: S101
    try:
        await client.async_wait_for_reply(kernel.execute(FORGET, silent=True))
        await client.async_execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise InputError(f"{run.source}: {_failure(run.notebook, error)}") from error
    finally:
        run.target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(run.notebook, run.target)


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
