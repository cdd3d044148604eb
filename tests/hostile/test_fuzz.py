"""Some hundreds of files spoilt at random go through opening, audit and an export, and break nothing.

`python -m benchmarks.fuzz` tries as many as there is time for, and asks what each takes; here nobody asks the clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the files are tried in forks of one process")
def test_files_spoilt_at_random_break_nothing() -> None:
    asked = ["--count", "300", "--seed", "2", "--own-reader", "20", "--seconds", "600"]
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzz", *asked],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout.splitlines()[-1].endswith("; 0 are wrong"), ended.stdout + ended.stderr
    assert ended.stdout.startswith("300 files")
