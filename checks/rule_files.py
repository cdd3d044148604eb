"""Where an auditor's own relations and settings are looked for; to name them loads no rule."""

from __future__ import annotations

from pathlib import Path

from model.record import dataclass


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """Where to look for relations and settings: files that were named, and the user's configuration folder.

    In the folder they are `relations/*.toml` and `settings.toml`; `settings`, where it is given, stands for the latter.
    """

    relations: tuple[Path, ...] = ()
    settings: Path | None = None
    folder: Path | None = None
