"""The suite itself: how many processes it takes, and that none of these takes more."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import conftest
import pytest


def asked(**more: Any) -> Any:
    option = SimpleNamespace(all=False, numprocesses=None, dist="no")
    return SimpleNamespace(option=option, args_source=pytest.Config.ArgsSource.TESTPATHS, **more)


def test_the_suite_takes_all_cores() -> None:
    config = asked()
    conftest.pytest_cmdline_main(config)
    assert (config.option.numprocesses, config.option.dist) == ("auto", "loadgroup")


def test_a_process_of_the_suite_starts_none_of_its_own() -> None:
    config = asked(workerinput={})
    conftest.pytest_cmdline_main(config)
    assert (config.option.numprocesses, config.option.dist, config.option.all) == (None, "no", False)
