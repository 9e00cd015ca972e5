"""The figures that are shipped are those that the gold sets give."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.validate.registry import validate
from framing.validate.stored import from_json, shipped, to_json


@pytest.mark.parametrize("name", ["hedging-szeged", "reliability"])
def test_a_set_measured_again_gives_what_is_shipped(shared: Path, name: str) -> None:
    assert from_json(to_json(validate(shared / "gold", [name]))) == [row for row in shipped() if row.set == name]
