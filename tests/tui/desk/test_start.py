"""The start: nothing heavy is imported before the first frame is painted."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "numpy",
    "pandas",
    "openpyxl",
    "python_calamine",
    "lxml",
    "xlrd",
    "xlsxwriter",
    "sqlite3",
    "model.finding",
    "model.lexicon",
    "tui.desk.screens.main",
)


@pytest.mark.parametrize("name", HEAVY)
def test_importing_the_desk_does_not_import(name: str) -> None:
    code = f"import sys, tui.desk.app; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", HEAVY[:7])
def test_furnishing_the_desk_does_not_import(name: str) -> None:
    code = f"import sys, tui.desk.app, tui.desk.screens.main, tui.desk.judging; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
