"""Where the user's own files of Yushen stand, and the use of the imported editions among them."""

from __future__ import annotations

from pathlib import Path

from model.errors import Trouble


def configuration_folder() -> Path:
    """Return the user's configuration folder: settings, keys, relations and imported editions."""
    from platformdirs import user_config_path

    return user_config_path("yushen", appauthor=False)


def editions_folder(configuration: Path) -> Path:
    """Return where imported editions of the classification stand in a configuration folder."""
    return configuration / "classification"


def use_editions(configuration: Path | None) -> list[Trouble]:
    """Have the editions of a configuration folder judge their years, and return a trouble for each that cannot.

    None stands for no folder: then the shipped catalogue judges alone.
    """
    from model.classification.catalogue import prefer
    from model.classification.editions import load_editions

    editions, troubles = load_editions(editions_folder(configuration)) if configuration else ([], [])
    prefer(editions)
    return troubles
