"""The script that makes the samples, loaded from its file because `samples` is no package."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def make(samples: Path) -> ModuleType:
    """The module samples/make.py."""
    spec = importlib.util.spec_from_file_location("samples_make", samples / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
