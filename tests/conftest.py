"""What all tests share: how hard hypothesis looks, the text of the real statement, the real maps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

ROOT: Final = Path(__file__).parents[1]
CORPORA: Final = ROOT.parent / "shared" / "corpora"

SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)  # whole maps are large values
# Whoever runs the tests to see them pass gets the same examples each time; thorough looks elsewhere each time.
settings.register_profile(
    "dev", max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
settings.register_profile(
    "ci", max_examples=50, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW
)
settings.register_profile("thorough", max_examples=1000, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def seed_text() -> str:
    """The statement that the project began with, untouched."""
    return (ROOT / "seeds" / "national-assembly-2024-11-30.txt").read_bytes().decode()


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The real maps beside the project, which it may not ship."""
    if not CORPORA.is_dir():
        pytest.skip(f"no real maps in {CORPORA}")
    return CORPORA
