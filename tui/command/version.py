"""Which Yushen this is."""

from __future__ import annotations


def version() -> str:
    """Return the version that is installed, "0" where the packages run without having been installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("yushen")
    except PackageNotFoundError:
        return "0"
