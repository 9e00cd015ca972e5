"""Shared by all tests: where the shared material is, and the skip when it is not there."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault: properties are about what is computed, never about how long it takes.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real articles, gold sets and lexicons beside the checkout; tests that need them skip without."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there: the real articles and gold sets belong to others and are not shipped")
    return SHARED


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def example_tables(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The tables of data/example, measured once for all workers: copy them, or read them only."""
    from framing.pipeline import measure
    from framing.study import load_study

    own = tmp_path_factory.getbasetemp()
    place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (place / "example-tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "example-tables").exists():
            measure(load_study(root / "data" / "example"), out=place / "example-tables")
    return place / "example-tables"


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: compressed ones may hold the time of day, and two workers would collect different tests."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
