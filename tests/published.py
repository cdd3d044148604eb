"""The samples and the published documents, each opened and audited once for all the tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Report


@cache
def opened(path: Path) -> Disclosure:
    """Return the disclosure of one document; the test is skipped where the document is not."""
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    disclosures, troubles = open_disclosures([path])
    assert troubles == []
    return disclosures[0]


@cache
def report_of(path: Path) -> Report:
    """Return what is found of one document alone."""
    return audit([opened(path)])
