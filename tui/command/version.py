"""Which Yushen this is."""

from __future__ import annotations

import sys
from pathlib import Path

_NAME = "yushen"


def version() -> str:
    """Return the version that is installed, "0" where the packages run without having been installed.

    The folder of an installation is named by its version. `importlib.metadata`, which would read what stands in it
    with the parser of e-mails, takes longer to load than the rules, and is asked only where no folder is found.
    """
    for folder in sys.path:
        for found in Path(folder).glob(f"{_NAME}-*.dist-info"):
            return found.stem.removeprefix(f"{_NAME}-")
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed(_NAME)
    except PackageNotFoundError:
        return "0"
