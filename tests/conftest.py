"""Which tests run, on how many cores; and what every test may ask for: the samples, the published disclosures."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from hypothesis import HealthCheck, settings

# Examples are drawn alike in every run but that of .ci/random, and none fails because the machine is busy.
settings.register_profile(
    "random", deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
settings.register_profile("repeatable", settings.get_profile("random"), derandomize=True)
settings.load_profile("repeatable")

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = {".docx", ".pdf", ".txt", ".xls", ".xlsx"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests too")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Run the suite on all cores; what is named by its path runs whole, in this process unless -n says otherwise."""
    is_suite = config.args_source is not pytest.Config.ArgsSource.ARGS
    config.option.all = config.option.all or not is_suite
    workers = getattr(config.option, "numprocesses", 0)
    if workers is None and is_suite:
        workers = config.option.numprocesses = "auto"
    if workers and config.option.dist == "no":
        config.option.dist = "loadgroup"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out of the quick suite, and keep the tests of a document, or of a file, on one core."""
    if not config.option.all:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("slow")])
        items[:] = [item for item in items if not item.get_closest_marker("slow")]
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    """Return the document that a parameter of a test names, else the test's file: what they read is read once."""
    callspec = getattr(item, "callspec", None)
    values = callspec.params.values() if callspec else ()
    named = (PurePath(value) for value in values if isinstance(value, str | PurePath))
    return next((path.stem for path in named if path.suffix in DOCUMENTS), item.path.stem)


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
