"""The public verbs: each is there, is what it says, and stays so whatever is imported meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import framing


def test_every_verb_is_there() -> None:
    for name in framing.__all__:
        assert getattr(framing, name) is not None, name
        assert isinstance(getattr(framing, name), ModuleType) == (name == "figures"), name


def test_no_verb_has_the_name_of_a_room() -> None:
    """Importing a room would put the module in the verb's place."""
    folder = Path(framing.__file__).parent
    rooms = {path.stem for path in folder.iterdir()}
    assert rooms & set(framing.__all__) == {"figures"}


def test_importing_the_package_is_free() -> None:
    code = (
        "import sys; before = set(sys.modules); import framing; new = set(sys.modules) - before - {'framing', '__future__'};"
        "sys.exit(str(new) if new else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
