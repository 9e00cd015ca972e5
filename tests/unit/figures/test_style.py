"""The look: grey prints keep the order, nothing global is touched, matplotlib comes late, notebooks show figures."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from nbclient import NotebookClient

from framing import figures
from framing.figures import style
from framing.study import Study

WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def test_darker_is_more_in_grey_too() -> None:
    grey = style.SEQUENTIAL(np.linspace(0, 1, 50))[:, :3] @ WEIGHTS
    assert (np.diff(grey) < 0).all()


def test_both_ends_of_the_diverging_scale_darken() -> None:
    grey = style.DIVERGING(np.linspace(0, 1, 51))[:, :3] @ WEIGHTS
    assert (np.diff(grey[:26]) > 0).all()
    assert (np.diff(grey[25:]) < 0).all()


def test_series_differ_by_marker_and_colour() -> None:
    assert len(set(style.MARKERS)) == len(style.SERIES) == len({to_rgb(colour) for colour in style.SERIES})


def test_plotting_leaves_the_users_settings(made: SimpleNamespace) -> None:
    before = dict(mpl.rcParams)
    figures.forest(made.groups(("hedges",)))
    assert dict(mpl.rcParams) == before


def test_a_caption_ends_with_what_must_be_said() -> None:
    study = Study(name="s", title="", folder=Path(), target="t", caveat="Earlier coverage only", made_up=True)
    said = figures.caption(study, "Hedges by section", n="3 sections")
    assert said.endswith("Earlier coverage only. The texts are made up for testing the software.")
    plain = Study(name="s", title="", folder=Path(), target="t")
    assert figures.caption(plain, "Hedges?") == "Hedges?"


def test_matplotlib_is_imported_when_a_figure_is_asked_for() -> None:
    code = (
        "import sys; from framing import figures; assert 'matplotlib' not in sys.modules;"
        "figures.forest; assert 'matplotlib' in sys.modules; assert 'matplotlib.pyplot' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_function_is_offered_and_unknown_ones_are_not() -> None:
    assert set(figures.__all__) <= set(dir(figures))
    for name in figures.__all__:
        assert callable(getattr(figures, name))
    with pytest.raises(AttributeError, match="has no attribute pie"):
        figures.pie  # noqa: B018


def test_a_module_does_not_stand_in_a_functions_place() -> None:
    for name, home in figures._HOMES.items():
        assert name != home


def test_a_notebook_cell_that_ends_with_a_figure_shows_it() -> None:
    code = "from framing import figures\nfrom framing.tables import empty\nfigures.forest(empty('contrasts'))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    (output,) = notebook.cells[0].outputs
    assert base64.b64decode(output["data"]["image/png"]).startswith(b"\x89PNG")
    assert output["metadata"]["image/png"]["alt"].startswith("Forest plot of 0 differences")
