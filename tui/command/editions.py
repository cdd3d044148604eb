"""The imported editions of the classification that a command judges by."""

from __future__ import annotations

from pathlib import Path

from model.errors import Trouble
from tui.folders import editions_folder


def use_editions(configuration: Path | None) -> list[Trouble]:
    """Have the editions of a configuration folder judge their years, and return a trouble for each that cannot.

    None stands for no folder: then the shipped catalogue judges alone.
    """
    from model.classification.catalogue import prefer
    from model.classification.editions import load_editions

    editions, troubles = load_editions(editions_folder(configuration)) if configuration else ([], [])
    prefer(editions)
    return troubles
