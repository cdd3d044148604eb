"""A writer that is killed at a random moment loses nothing that it acknowledged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.kills import run


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
def test_of_a_few_dozen_kills_none_loses_an_acknowledged_entry(tmp_path: Path) -> None:
    outcome = run(36, 3, tmp_path)
    assert (outcome.kills, outcome.lost, outcome.unverified) == (36, 0, 0)
    assert outcome.acknowledged > 36
