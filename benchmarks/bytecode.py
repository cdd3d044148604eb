"""The environment of timed processes: each finds its modules compiled, as a program that was installed does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def compiled_environment() -> Iterator[dict[str, str]]:
    """Yield an environment whose processes keep compiled modules in a folder of their own.

    A checkout is not compiled where PYTHONDONTWRITEBYTECODE is set, while the libraries beside it are, by their
    installation: what a user never waits for would be timed on one side alone. The first process of each kind
    compiles, and is not to be counted.
    """
    with TemporaryDirectory(prefix="yushen-bytecode-") as folder:
        others = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield {**others, "PYTHONPYCACHEPREFIX": folder}
