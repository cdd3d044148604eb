"""Which tests run, on how many cores; and what every test may ask for: the samples, the published disclosures."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, settings

# Examples are drawn alike in every run but that of .ci/random, and none fails because the machine is busy. The quick
# suite draws a quarter of them where a test does not say how many.
settings.register_profile(
    "random", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.register_profile("repeatable", settings.get_profile("random"), derandomize=True)
settings.register_profile("quick", settings.get_profile("repeatable"), max_examples=25)
settings.load_profile("repeatable")

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = {".docx", ".pdf", ".txt", ".xls", ".xlsx"}
CITY = re.compile(r"[0-9]{3}-[0-9a-f]{8}")
QUICK_CITIES = frozenset(
    [
        "001-0afcacdd",
        "002-0e0df07d",
        "002-806e7759",
        "002-80d7c275",
        "003-1269469c",
        "004-2e41f011",
        "004-ec32419c",
        "005-3efdfa22",
        "006-4a5047cb",
        "008-e488d331",
        "014-2ed60e3f",
        "015-d84cecfe",
        "017-ac7c3a0f",
        "017-b27b5cbe",
        "020-2a350279",
        "021-703275cb",
        "021-c2f65180",
        "025-70050347",
    ]
)
"""Of the cities' documents those that are opened and audited soonest, by the processor's time; some of every city."""

SLOW = frozenset((REPOSITORY / "tests" / "slow.txt").read_text(encoding="utf-8").splitlines())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests too")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the suite on all cores; what is named by its path runs whole, in this process unless -n says otherwise."""
    if hasattr(config, "workerinput"):  # a worker is given paths too, and does as the process that started it
        return
    _keep_compiled_modules()
    is_suite = config.args_source is not pytest.Config.ArgsSource.ARGS
    config.option.all = config.option.all or not is_suite
    workers = getattr(config.option, "numprocesses", 0)
    if workers is None and is_suite:
        workers = config.option.numprocesses = "auto"
    if workers and config.option.dist == "no":
        config.option.dist = "loadgroup"


def _keep_compiled_modules() -> None:
    """Let the first process that loads a module compile it for all others: a suite starts some hundreds of them."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples in the quick suite, unless another profile is asked for."""
    if not config.option.all and not config.getoption("--hypothesis-profile"):
        settings.load_profile("quick")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out of the quick suite, and keep the tests of a document, or of a file, on one core."""
    for item in items:
        document = _document(item)
        item.add_marker(pytest.mark.xdist_group(document or item.path.stem))
        is_slow_city = CITY.fullmatch(document) and document not in QUICK_CITIES
        if is_slow_city or item.nodeid.partition("[")[0] in SLOW:
            item.add_marker(pytest.mark.slow)
    if not config.option.all:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("slow")])
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


def _document(item: pytest.Item) -> str:
    """Return the document that a parameter of a test names, so that it is read once for all of them; else ""."""
    callspec = getattr(item, "callspec", None)
    values = callspec.params.values() if callspec else ()
    named = [PurePath(value) for value in values if isinstance(value, str | PurePath)]
    return next((each.stem for each in named if each.suffix in DOCUMENTS or CITY.fullmatch(each.name)), "")


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
