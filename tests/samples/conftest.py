"""The scripts that make the samples; they stand in a folder that is no package."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def make(samples: Path) -> ModuleType:
    """The module samples/make.py."""
    sys.path.insert(0, str(samples))
    return importlib.import_module("make")


@pytest.fixture(scope="session")
def plates(make: ModuleType, samples: Path) -> ModuleType:
    """The module samples/plates.py, which make.py puts within reach."""
    return importlib.import_module("plates")
