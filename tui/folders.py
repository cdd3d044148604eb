"""Where the user's own files of Yushen stand."""

from __future__ import annotations

from pathlib import Path


def configuration_folder() -> Path:
    """Return the user's configuration folder: settings, keys and relations."""
    from platformdirs import user_config_path

    return user_config_path("yushen", appauthor=False)
