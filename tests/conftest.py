"""What every test may ask for: the repository, its samples, and the published disclosures beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Examples are drawn alike in every run, and none fails because the machine is busy.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample workbooks."""
    return REPOSITORY / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published disclosures beside the repository; the test is skipped where it is not."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with the published disclosures is not here")
    return folder
