"""The suite itself: how many processes it takes, that none of these takes more, and that no test reads a clock."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest


def chosen(config: pytest.Config, **more: Any) -> SimpleNamespace:
    """Return the options of a suite that is asked for without a path, after the suite's own choice."""
    option = SimpleNamespace(all=False, numprocesses=None, dist="no")
    asked = SimpleNamespace(option=option, args_source=pytest.Config.ArgsSource.TESTPATHS, **more)
    (own,) = (
        plugin
        for plugin in config.pluginmanager.get_plugins()
        if getattr(plugin, "__file__", "") == str(config.rootpath / "tests" / "conftest.py")
    )
    own.pytest_cmdline_main(asked)
    return option


def test_the_suite_takes_all_cores(pytestconfig: pytest.Config) -> None:
    option = chosen(pytestconfig)
    assert (option.numprocesses, option.dist) == ("auto", "loadgroup")


def test_a_process_of_the_suite_starts_none_of_its_own(pytestconfig: pytest.Config) -> None:
    option = chosen(pytestconfig, workerinput={})
    assert (option.numprocesses, option.dist, option.all) == (None, "no", False)


CLOCKS = re.compile(
    r"\b(?:monotonic|perf_counter|process_time|thread_time|time\.time|today|utcnow|\.now)(?:_ns)?\(\)"
)
WAITS = frozenset({"tui/desk/test_day_in_tmux.py"})
"""What waits for another program's screen gives it up after a while, and says so; it asserts no time."""


def test_no_test_reads_a_clock() -> None:
    tests = Path(__file__).parent
    assert CLOCKS.search("began = monotonic()")
    reading = [path for path in tests.rglob("*.py") if CLOCKS.search(path.read_text(encoding="utf-8"))]
    assert {path.relative_to(tests).as_posix() for path in reading if path != Path(__file__)} <= WAITS
