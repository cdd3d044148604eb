"""Parameters of which the quick suite takes the first few: many that take long and differ only in what was drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def first_quick(values: Iterable[object], count: int) -> list[Any]:
    """Return values as parameters of a test; those behind the first `count` are run with all tests alone."""
    return [
        pytest.param(value, marks=[pytest.mark.slow] if number >= count else [])
        for number, value in enumerate(values)
    ]
