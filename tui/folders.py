"""Where the user's own files of Yushen stand."""

from __future__ import annotations

from pathlib import Path


def configuration_folder() -> Path:
    """Return the user's configuration folder: settings, keys, relations and imported editions."""
    from platformdirs import user_config_path

    return user_config_path("yushen", appauthor=False)


def editions_folder(configuration: Path) -> Path:
    """Return where imported editions of the classification stand in a configuration folder."""
    return configuration / "classification"
