"""Shared by all tests: where the shared material is, and the skip when it is not there."""

from __future__ import annotations

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


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their length: compressed ones may hold the time of day, and two workers would collect different tests."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
